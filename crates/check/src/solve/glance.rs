//! A first look in floating point, so that the many readings that chance suggests cost little.

use crate::candidate::{Candidate, Judgement, SignRule, Signed};
use crate::link::Linked;

/// Far more than floating point loses, and far less than what rounding for print leaves open.
const SLACK: f64 = 1e-9;

/// Whether exact arithmetic could still find that a candidate holds as printed. Never says no to one that does.
#[must_use]
pub fn could_hold(linked: &Linked, candidate: &Candidate) -> bool {
    let Judgement::Arithmetic { relation, sign } = candidate.judgement else { return true };
    let ends: Vec<[f64; 2]> = candidate.operands.iter().map(|operand| turned(linked, *operand)).collect();
    let Some(range) = relation.glance(&ends) else { return true };
    let reported = turned(linked, candidate.reported);
    match sign {
        SignRule::Signed => meet(reported, range),
        SignRule::Size => meet(sizes(reported), sizes(range)),
    }
}

fn turned(linked: &Linked, signed: Signed) -> [f64; 2] {
    let [low, high] = linked.glances[signed.figure];
    if signed.negative { [-high, -low] } else { [low, high] }
}

fn sizes([low, high]: [f64; 2]) -> [f64; 2] {
    if low <= 0.0 && high >= 0.0 {
        [0.0, low.abs().max(high.abs())]
    } else {
        [low.abs().min(high.abs()), low.abs().max(high.abs())]
    }
}

fn meet([a_low, a_high]: [f64; 2], [b_low, b_high]: [f64; 2]) -> bool {
    let slack = SLACK * [a_low, a_high, b_low, b_high].iter().fold(1.0, |most: f64, end| most.max(end.abs()));
    // Written so that what is no number passes, and is left to exact arithmetic.
    !(a_low > b_high + slack || b_low > a_high + slack)
}

//! Chooses between competing readings of one claim: the charitable one wins.

use std::collections::BTreeMap;

use super::claims::{Candidate, Judgement, Tie};
use super::finding::Verdict;
use super::link::Linked;
use super::relation::Relation;
use super::solve::{Convention, Decision, decide};

/// A claim as it is read, and the readings that lost against it.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub candidate: Candidate,
    pub decision: Decision,
    pub others: Vec<(Candidate, Decision)>,
}

/// Decides all candidates and keeps, of those that compete, the one that makes the text true.
///
/// A reading that only nearness suggests is dropped when it fails: it accuses nobody.
#[must_use]
pub fn choose(linked: &Linked, candidates: Vec<Candidate>) -> Vec<Chosen> {
    // Claims of one kind about one figure compete.
    let mut rivals: BTreeMap<(usize, &'static str), Vec<(Candidate, Decision)>> = BTreeMap::new();
    for candidate in candidates {
        let Some(decision) = decide(linked, &candidate) else {
            continue;
        };
        if !admitted(&candidate, &decision) {
            continue;
        }
        let group = rivals.entry((candidate.reported.figure, candidate.kind)).or_default();
        if !group.iter().any(|(other, _)| other.operands == candidate.operands) {
            group.push((candidate, decision));
        }
    }
    rivals.into_values().filter_map(charitable).collect()
}

/// The leeway up to which arithmetic alone may tie figures: chance would rarely make them fit.
pub const TELLING: f64 = 0.04;

/// The same for growth: most rates lie within a few dozen points, so that a loose one fits some pair of levels.
const TELLING_GROWTH: f64 = 0.02;

fn telling(candidate: &Candidate) -> f64 {
    match candidate.judgement {
        Judgement::Arithmetic { relation: Relation::Growth, .. } => TELLING_GROWTH,
        _ => TELLING,
    }
}

/// Whether a reading that is tied so loosely may be made at all.
fn admitted(candidate: &Candidate, decision: &Decision) -> bool {
    let exactly = matches!(decision.verdict, Verdict::Consistent | Verdict::Rounding);
    match candidate.tie {
        Tie::Stated => true,
        // Any two figures respect some bound.
        Tie::Inferred => decision.holds() && decision.convention != Some(Convention::LooseBound),
        Tie::Fitting => exactly && decision.leeway.is_some_and(|leeway| leeway <= telling(candidate)),
    }
}

fn charitable(mut group: Vec<(Candidate, Decision)>) -> Option<Chosen> {
    // Stable: among equals, the nearer reading comes first.
    group.sort_by_key(|(candidate, decision)| (charity(decision.verdict), std::cmp::Reverse(candidate.tie)));
    let mut readings = group.into_iter();
    let (candidate, decision) = readings.next()?;
    Some(Chosen { candidate, decision, others: readings.collect() })
}

/// The order in which a charitable reader prefers verdicts.
#[must_use]
pub fn charity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Consistent => 0,
        Verdict::Rounding => 1,
        Verdict::Convention => 2,
        Verdict::Ambiguous => 3,
        Verdict::NotCheckable => 4,
        Verdict::Contradictory => 5,
    }
}

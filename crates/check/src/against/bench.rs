//! Decides looked-up assertions with the arithmetic that decides a text's own claims.
//!
//! A looked-up figure is put beside those of the text, exact to the precision of its source, so that intervals,
//! conventions, power and repairs are worked out in one way only.

use super::asked::Asked;
use super::lookup::Looked;
use crate::candidate::{Candidate, Judgement, Signed, Tie};
use crate::choose::Chosen;
use crate::exact::{Rational, power_of_ten, whole};
use crate::link::Linked;
use crate::quantities::{Bound, Figure, Unit};
use crate::solve::decide;
use crate::ties::Bet;
use num_traits::Signed as _;
use tradeproof_model::evidence::Found;

/// The figures of a text, and after them those that were looked up.
pub struct Bench {
    pub linked: Linked,
}

impl Bench {
    pub fn of(linked: &Linked) -> Self {
        Self { linked: linked.clone() }
    }

    /// Decides one assertion; `None` where its arithmetic is undefined.
    pub(super) fn decide(&mut self, asked: &Asked, looked: &Looked) -> Option<Chosen> {
        let operands = looked.operands.iter().map(|found| Signed::plus(self.put(found))).collect();
        let candidate = Candidate {
            form: Candidate::LINKED,
            kind: asked.kind,
            reported: asked.reported,
            operands,
            sentence: asked.sentence,
            tie: Tie::Stated,
            judgement: Judgement::Arithmetic { relation: looked.relation, sign: asked.sign },
        };
        let decision = decide(&self.linked, &candidate)?;
        Some(Chosen { candidate, decision, bet: Bet::SURE, others: Vec::new() })
    }

    fn put(&mut self, found: &Found) -> usize {
        self.linked.figures.push(figure(found));
        self.linked.figures.len() - 1
    }
}

/// A looked-up figure as one of a text: its interval holds what its source would print alike.
fn figure(found: &Found) -> Figure {
    let unit = power_of_ten(-(found.currency.exponent() as i32));
    let value = whole(found.minor) * &unit;
    Figure {
        span: 0..0,
        ulp: whole(found.width_minor) * &unit,
        unit: Unit::Money,
        currency: Some(found.currency.code().to_owned()),
        bound: found.bounded.map(|more| if more { Bound::MoreThan } else { Bound::LessThan }),
        hedge: None,
        signed: false,
        decimals: found.currency.exponent(),
        trailing_zeros: 0,
        magnitude: magnitude(&value),
        spelled: false,
        value,
    }
}

/// The magnitude in which a text would print it.
fn magnitude(value: &Rational) -> i32 {
    let at_least = |exponent: i32| value.abs() >= power_of_ten(exponent);
    [12, 9, 6].into_iter().find(|exponent| at_least(*exponent)).unwrap_or(0)
}

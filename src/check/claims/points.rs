//! Changes of a percentage in percentage points: `up 2 points to 15 per cent from 13`.

use super::{Candidate, Judgement, Kind, SignRule, Signed, Tie};
use crate::check::link::{Linked, Role};
use crate::check::quantities::Unit;
use crate::check::read::Text;
use crate::check::relation::Relation;

pub(super) const KIND: Kind =
    Kind { name: "points", about: "a change in percentage points is the difference of two percentages", find };

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    (0..linked.sentences.len()).filter_map(|index| of_sentence(linked, index)).collect()
}

/// Only where a sentence has one change in points and two percentages that are levels.
fn of_sentence(linked: &Linked, sentence: usize) -> Option<Candidate> {
    let figures = linked.sentences[sentence].figures.clone();
    let of_unit = |unit: Unit| figures.clone().filter(move |figure| linked.figures[*figure].unit == unit);
    let points: Vec<usize> = of_unit(Unit::PercentagePoint).collect();
    let rates: Vec<usize> =
        of_unit(Unit::Percent).filter(|figure| !matches!(linked.placed[*figure].role, Role::Growth(_))).collect();
    let ([points], [first, second]) = (points.as_slice(), rates.as_slice()) else { return None };
    Some(Candidate {
        kind: KIND.name,
        reported: Signed::plus(*points),
        operands: vec![Signed::plus(*first), Signed::plus(*second)],
        sentence,
        tie: Tie::Inferred,
        judgement: Judgement::Arithmetic { relation: Relation::Gap, sign: SignRule::Size },
    })
}

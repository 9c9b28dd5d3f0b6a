//! Multiples: `2.5 times the $40 billion of 2010`.

use super::{Candidate, Judgement, Kind, SignRule, Signed, Tie};
use crate::check::link::Linked;
use crate::check::quantities::Unit;
use crate::check::read::Text;
use crate::check::relation::Relation;

pub(super) const KIND: Kind = Kind { name: "multiple", about: "a multiple is the level over the level before", find };

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for event in &linked.events {
        let (Some(level), Some(base)) = (event.level, event.base) else { continue };
        let figures = linked.sentences[event.sentence].figures.clone();
        for multiple in figures.filter(|figure| linked.figures[*figure].unit == Unit::Multiple) {
            if linked.comparable(level, base) {
                found.push(Candidate {
                    kind: KIND.name,
                    reported: Signed::plus(multiple),
                    operands: vec![Signed::plus(level), Signed::plus(base)],
                    sentence: event.sentence,
                    tie: Tie::Inferred,
                    judgement: Judgement::Arithmetic { relation: Relation::Ratio, sign: SignRule::Signed },
                });
            }
        }
    }
    found
}

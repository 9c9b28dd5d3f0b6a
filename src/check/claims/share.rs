//! Shares: `$49.7 billion, 33 per cent of all exports`.

use super::{Candidate, Judgement, Kind, SignRule, Signed, Tie};
use crate::check::link::{Event, Linked};
use crate::check::read::Text;
use crate::check::relation::Relation;

pub(super) const KIND: Kind = Kind { name: "share", about: "a share in per cent is the part over the whole", find };

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    linked.events.iter().enumerate().flat_map(|(index, event)| of_event(linked, index, event)).collect()
}

fn of_event(linked: &Linked, index: usize, event: &Event) -> Vec<Candidate> {
    let Some(share) = event.share else {
        return Vec::new();
    };
    let parts = event.level.map_or_else(|| linked.levels_just_before(share), |level| vec![level]);
    let mut found = Vec::new();
    for part in parts {
        for (whole, tie) in linked.wholes_of(index, part) {
            if whole != part && linked.comparable(part, whole) {
                found.push(Candidate {
                    kind: KIND.name,
                    reported: Signed::plus(share),
                    operands: vec![Signed::plus(part), Signed::plus(whole)],
                    sentence: event.sentence,
                    tie: tie.min(if event.level.is_some() { Tie::Stated } else { Tie::Inferred }),
                    judgement: Judgement::Arithmetic { relation: Relation::Share, sign: SignRule::Signed },
                });
            }
        }
    }
    found
}

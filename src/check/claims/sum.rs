//! Trade is exports and imports together.

use super::{Candidate, Judgement, Kind, SignRule, Signed};
use crate::check::link::{Flow, Linked};
use crate::check::read::Text;
use crate::check::relation::Relation;

pub(super) const KIND: Kind = Kind { name: "sum", about: "a total is the sum of its parts", find };

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    linked
        .flow_groups(Flow::Trade)
        .into_iter()
        .map(|group| Candidate {
            kind: KIND.name,
            reported: Signed::plus(group.total),
            operands: vec![Signed::plus(group.exports), Signed::plus(group.imports)],
            sentence: linked.placed[group.total].sentence,
            tie: group.tie,
            judgement: Judgement::Arithmetic { relation: Relation::Sum, sign: SignRule::Signed },
        })
        .collect()
}

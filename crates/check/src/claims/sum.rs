//! Trade is exports and imports together.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed};
use crate::link::{Flow, Linked};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "sum",
    about: "a total is the sum of its parts",
    manual: Manual {
        checks: "Trade against exports and imports of the same partner and period.",
        holds: "Trade came to $422.6 million in 2017. Exports were $331.7 million and imports $90.8 million in 2017.",
        fails: Some(
            "Trade came to $452.6 million in 2017. Exports were $331.7 million and imports $90.8 million in 2017.",
        ),
        leaves: "Parts of another period or partner, and periods that the text leaves open.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    linked
        .flow_groups(Flow::Trade)
        .into_iter()
        .map(|group| Candidate {
            form: Candidate::LINKED,
            kind: KIND.name,
            reported: Signed::plus(group.total),
            operands: vec![Signed::plus(group.exports), Signed::plus(group.imports)],
            sentence: linked.placed[group.total].sentence,
            tie: group.tie,
            judgement: Judgement::Arithmetic { relation: Relation::Sum, sign: SignRule::Signed },
        })
        .collect()
}

//! The balance is exports less imports.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed};
use crate::link::{Flow, Linked};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "balance",
    about: "a surplus is exports less imports, a deficit imports less exports",
    manual: Manual {
        checks: "A surplus or deficit against exports and imports of the same partner and period.",
        holds: "In 2017, exports were $331.7 million and imports $90.8 million. The trade surplus was $240.9 million in 2017.",
        fails: Some(
            "In 2017, exports were $331.7 million and imports $90.8 million. The trade surplus was $204.9 million in 2017.",
        ),
        leaves: "Balances of another period or of something else, such as a budget.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (flow, relation) in
        [(Flow::Deficit, Relation::Difference), (Flow::Surplus, Relation::Difference), (Flow::Balance, Relation::Gap)]
    {
        for group in linked.flow_groups(flow) {
            let (first, second) =
                if flow == Flow::Deficit { (group.imports, group.exports) } else { (group.exports, group.imports) };
            found.push(Candidate {
                form: Candidate::LINKED,
                kind: KIND.name,
                reported: Signed::plus(group.total),
                operands: vec![Signed::plus(first), Signed::plus(second)],
                sentence: linked.placed[group.total].sentence,
                tie: group.tie,
                judgement: Judgement::Arithmetic {
                    relation,
                    sign: if flow == Flow::Balance { SignRule::Size } else { SignRule::Signed },
                },
            });
        }
    }
    found
}

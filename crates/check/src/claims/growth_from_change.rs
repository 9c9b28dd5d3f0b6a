//! Growth from the change and the new level: `up $82.1 million (10.2%) to $887.3 million`.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Direction, Linked};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "growth_from_change",
    about: "a percentage change follows from the change in money and the level after or before it",
    manual: Manual {
        checks: "A percentage change against the change in money and the level after or before it: `up $82.1 million (10.2 %) to $887.3 million`.",
        holds: "The deficit grew by $82.1 million (10.2%) to $887.3 million.",
        fails: Some("The deficit grew by $82.1 million (20.2%) to $887.3 million."),
        leaves: "Amounts in brackets after a percentage, which may be the level and not the change.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, event) in linked.events.iter().enumerate() {
        let (Some(growth), Some(change)) = (event.growth, event.change) else {
            continue;
        };
        let direction = event.direction.unwrap_or(Direction::Unstated);
        let levels = match event.level {
            Some(level) => vec![(level, Tie::Stated)],
            None if event.base.is_some() => Vec::new(),
            // The level of another sentence may be of a whole that this is part of.
            None => linked
                .levels_of(index, event.when)
                .into_iter()
                .map(|(level, tie)| (level, tie.min(Tie::Inferred)))
                .collect(),
        };
        let pairs = levels
            .into_iter()
            .map(|(level, tie)| (level, Relation::GrowthFromChange, tie))
            .chain(event.base.map(|base| (base, Relation::GrowthFromBase, Tie::Stated)));
        for (level, relation, tie) in pairs {
            if linked.comparable(change, level) {
                // "down 11.3% (1.579 trillion)" may give the level in the brackets, not the change.
                let restated = if growth < change { Tie::Inferred } else { Tie::Stated };
                found.push(Candidate {
                    form: Candidate::LINKED,
                    kind: KIND.name,
                    reported: linked.directed(growth, direction),
                    operands: vec![linked.directed(change, direction), Signed::plus(level)],
                    sentence: event.sentence,
                    tie: tie.min(restated),
                    judgement: Judgement::Arithmetic {
                        relation,
                        sign: if direction == Direction::Unstated { SignRule::Size } else { SignRule::Signed },
                    },
                });
            }
        }
    }
    found
}

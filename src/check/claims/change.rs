//! Change by amount: `rose by £0.5 billion, from £25.6 billion to £26.1 billion`.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::check::link::{Direction, Linked};
use crate::check::read::Text;
use crate::check::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "change",
    about: "a change in money is the level less the level before",
    manual: Manual {
        checks: "A change in money against the two levels: `rose by £0.5 billion, from £25.6 billion to £26.1 billion`.",
        holds: "Exports increased by £0.5 billion, from £25.6 billion to £26.1 billion.",
        fails: Some("Exports increased by £1.5 billion, from £25.6 billion to £26.1 billion."),
        leaves: "Changes of which only one level is printed.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, event) in linked.events.iter().enumerate() {
        let Some(change) = event.change else { continue };
        let direction = event.direction.unwrap_or(Direction::Unstated);
        // "down 11.3% (1.579 trillion)" may give the level in the brackets, not the change.
        let bracketed = if event.growth.is_some_and(|growth| growth < change) { Tie::Inferred } else { Tie::Stated };
        let levels =
            event.level.map_or_else(|| linked.levels_of(index, event.when), |level| vec![(level, Tie::Stated)]);
        let base_when = event.base_when.unwrap_or_else(|| event.when.year_earlier());
        let bases = event.base.map_or_else(|| linked.levels_of(index, base_when), |base| vec![(base, Tie::Stated)]);
        for (level, level_tie) in &levels {
            for (base, base_tie) in &bases {
                if level != base && linked.comparable(*level, *base) && linked.comparable(change, *base) {
                    found.push(Candidate {
                        kind: KIND.name,
                        reported: linked.directed(change, direction),
                        operands: vec![Signed::plus(*level), Signed::plus(*base)],
                        sentence: event.sentence,
                        tie: (*level_tie).min(*base_tie).min(bracketed),
                        judgement: Judgement::Arithmetic {
                            relation: if direction == Direction::Unstated {
                                Relation::Gap
                            } else {
                                Relation::Difference
                            },
                            sign: SignRule::Signed,
                        },
                    });
                }
            }
        }
    }
    found
}

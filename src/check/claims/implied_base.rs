//! The total or balance of the year before that the growth of its parts implies.

use super::implied_growth::grown;
use super::{Candidate, Judgement, Kind, SignRule, Signed};
use crate::check::link::{Flow, Linked};
use crate::check::read::Text;
use crate::check::relation::Relation;
use crate::check::solve::glance::could_hold;

pub(super) const KIND: Kind = Kind {
    name: "implied_base",
    about: "a total or balance of the period before follows from the levels of its parts and their growth since",
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    // Of the many pairs in a long list, few fit: the others are not kept at all.
    let fits = |candidate: &Candidate| could_hold(linked, candidate);
    (0..linked.events.len()).flat_map(|index| of_event(linked, index)).filter(fits).collect()
}

fn of_event(linked: &Linked, index: usize) -> Vec<Candidate> {
    let event = &linked.events[index];
    let balance = event.series.flow.is_some_and(Flow::is_balance);
    let relation = if balance { Relation::BaseOfDifference } else { Relation::BaseOfSum };
    let mut found = Vec::new();
    for pair in linked.flow_pairs(index) {
        let (first, second) = pair.in_order(linked, event.series.flow);
        let (Some(a), Some(b)) = (grown(linked, first), grown(linked, second)) else { continue };
        for (reported, tie) in linked.levels_before(event, &pair) {
            found.push(Candidate {
                kind: KIND.name,
                reported: Signed::plus(reported),
                operands: a.into_iter().chain(b).collect(),
                sentence: event.sentence,
                tie,
                judgement: Judgement::Arithmetic { relation, sign: SignRule::Signed },
            });
        }
    }
    found
}

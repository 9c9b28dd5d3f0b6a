//! The total or balance of the year before that the growth of its parts implies.

use super::implied_growth::grown;
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Event, Flow, Linked};
use crate::read::Text;
use crate::relation::Relation;
use crate::solve::glance::could_hold;

pub(super) const KIND: Kind = Kind {
    name: "implied_base",
    about: "a total or balance of the period before follows from the levels of its parts and their growth since",
    manual: Manual {
        checks: "A total or balance of the period before against the levels of exports and imports and their growth since.",
        holds: "In 2019, exports rose 10.0 per cent to $110.0 million and imports rose 20.0 per cent to $60.0 million. Trade was $150.0 million in 2018.",
        fails: None,
        leaves: "Totals that do not fit: growth may be measured against a revised figure.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    // Of the many pairs in a long list, few fit: the others are not kept at all.
    let fits = |candidate: &Candidate| candidate.tie == Tie::Stated || could_hold(linked, candidate);
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
        let confirmed = confirms(linked, event, [a[0], b[0]]) && [first, second].iter().all(|part| is_yearly(part));
        let earlier = linked.levels_before(event, &pair).into_iter();
        let told =
            linked.totals_a_year_before(index).into_iter().filter(|_| confirmed).map(|total| (total, Tie::Stated));
        for (reported, tie) in earlier.chain(told) {
            found.push(Candidate {
                form: Candidate::LINKED,
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

/// Whether the levels of the parts give that of the whole as printed, so that they are its parts and nobody else's.
fn confirms(linked: &Linked, event: &Event, parts: [Signed; 2]) -> bool {
    let Some(level) = event.level else { return false };
    let value = |figure: usize| linked.figures[figure].value.clone();
    let [a, b] = parts.map(|part| value(part.figure));
    let balance = event.series.flow.is_some_and(Flow::is_balance);
    value(level) == if balance { a - b } else { a + b }
}

/// Whether nothing says that a change is over anything but a year.
fn is_yearly(event: &Event) -> bool {
    event.base_when.is_none_or(|base| base == event.when.year_earlier())
}

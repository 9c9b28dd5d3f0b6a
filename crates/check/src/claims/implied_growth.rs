//! Growth of a total or a balance that the growth of its parts implies.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Direction, Event, Flow, Linked};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "implied_growth",
    about: "the growth of a total or a balance follows from the levels of its parts and their growth",
    manual: Manual {
        checks: "The growth of trade or of a balance against the levels of exports and imports and the growth of each.",
        holds: "Trade rose 5.2 per cent. Exports rose 6.7 per cent to $20.80 billion, imports rose 3.2 per cent to $15.22 billion.",
        fails: Some(
            "In 2019, trade rose 9.2 per cent to $36.02 billion, exports rose 6.7 per cent to $20.80 billion and imports rose 3.2 per cent to $15.22 billion.",
        ),
        leaves: "Parts whose levels do not add up to the total: they may be of something else.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    (0..linked.events.len()).flat_map(|index| of_event(linked, index)).collect()
}

fn of_event(linked: &Linked, index: usize) -> Vec<Candidate> {
    let event = &linked.events[index];
    let Some(growth) = event.growth else { return Vec::new() };
    let mut found = Vec::new();
    for pair in linked.flow_pairs(index) {
        let (first, second) = pair.in_order(linked, event.series.flow);
        for (relation, operands) in readings(linked, event, first, second) {
            let direction = event.direction.unwrap_or(Direction::Unstated);
            let sign = if direction == Direction::Unstated { SignRule::Size } else { SignRule::Signed };
            found.push(Candidate {
                form: Candidate::LINKED,
                kind: KIND.name,
                reported: linked.directed(growth, direction),
                operands,
                sentence: event.sentence,
                tie: pair.tie.min(whole_tie(linked, event, first, second)),
                judgement: Judgement::Arithmetic { relation, sign },
            });
        }
    }
    found
}

/// Growth can be held against a text only when the levels themselves add up, or the text says that they do: else the parts may be of
/// something else.
fn whole_tie(linked: &Linked, event: &Event, first: &Event, second: &Event) -> Tie {
    let (Some(whole), Some(a), Some(b)) = (event.level, first.level, second.level) else { return Tie::Inferred };
    let [whole, a, b] = [whole, a, b].map(|figure| linked.figures[figure].interval());
    let balance = event.series.flow.is_some_and(Flow::is_balance);
    let relation = if balance { Relation::Difference } else { Relation::Sum };
    match relation.range(&[a, b]) {
        Some(range) if range.meets(&whole) || event.concludes => Tie::Stated,
        _ => Tie::Fitting,
    }
}

/// From the growth of both parts, or from their levels before.
fn readings(linked: &Linked, event: &Event, first: &Event, second: &Event) -> Vec<(Relation, Vec<Signed>)> {
    let mut found = Vec::new();
    let balance = event.series.flow.is_some_and(Flow::is_balance);
    if let (Some(a), Some(b)) = (grown(linked, first), grown(linked, second)) {
        let relation = if balance { Relation::GrowthOfDifference } else { Relation::GrowthOfSum };
        found.push((relation, a.into_iter().chain(b).collect()));
    }
    if let (Some(a), Some(b)) = (before_and_after(first), before_and_after(second))
        && !balance
    {
        found.push((Relation::GrowthOfSums, a.into_iter().chain(b).collect()));
    }
    found
}

/// A level and its growth.
pub(super) fn grown(linked: &Linked, event: &Event) -> Option<[Signed; 2]> {
    let direction = event.direction.filter(|direction| *direction != Direction::Unstated)?;
    Some([Signed::plus(event.level?), linked.directed(event.growth?, direction)])
}

fn before_and_after(event: &Event) -> Option<[Signed; 2]> {
    Some([Signed::plus(event.level?), Signed::plus(event.base?)])
}

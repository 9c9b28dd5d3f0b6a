//! The change of a total or a balance is made of the changes of its parts.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Direction, Event, Flow, FlowPair, Linked};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "change_sum",
    about: "the change of a total is the sum of the changes of its parts, that of a balance their difference",
    manual: Manual {
        checks: "The change of a total against the changes of its parts, that of a balance against those of exports and imports.",
        holds: "Exports fell by £5.30 billion. Exports to Ardland fell by £5.60 billion, while exports to Bessia rose by £0.30 billion.",
        fails: None,
        leaves: "Changes that do not add up: the parts may not be all.",
    },
    find,
};

/// How many of the events after a total are looked through for its parts.
const MOST_EVENTS: usize = 24;

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, event) in linked.events.iter().enumerate() {
        if let Some(change) = event.change {
            found.extend(of_flows(linked, index, change));
            found.extend(of_partners(linked, index, change));
            found.extend(of_all_partners(linked, index, change));
        } else {
            found.extend(from_base_to_level(linked, index));
        }
    }
    found
}

/// A change with the sign of its direction; `None` where the text does not say it.
fn signed(linked: &Linked, event: &Event) -> Option<Signed> {
    let direction = event.direction.filter(|direction| *direction != Direction::Unstated)?;
    Some(linked.directed(event.change?, direction))
}

/// Trade from exports and imports, a balance from both.
fn of_flows(linked: &Linked, index: usize, change: usize) -> Vec<Candidate> {
    let event = &linked.events[index];
    let balance = event.series.flow.is_some_and(Flow::is_balance);
    let relation = if balance { Relation::Difference } else { Relation::Sum };
    let pairs = linked.flow_pairs(index).into_iter().filter_map(|pair| {
        let (first, second) = pair.in_order(linked, event.series.flow);
        Some((vec![signed(linked, first)?, signed(linked, second)?], pair.tie))
    });
    pairs.filter_map(|(operands, tie)| candidate(linked, event, change, operands, relation, tie)).collect()
}

/// One flow from two partners or products, told apart by their scope.
fn of_partners(linked: &Linked, index: usize, change: usize) -> Vec<Candidate> {
    let event = &linked.events[index];
    let near: Vec<&Event> = linked
        .events_near(event.sentence)
        .filter(|other| other.series.flow == event.series.flow && !other.series.same_scope(&event.series))
        .filter(|other| other.change.is_some_and(|figure| figure != change))
        .collect();
    let mut found = Vec::new();
    for (at, first) in near.iter().enumerate() {
        for second in &near[at + 1..] {
            let Some(operands) = signed(linked, first).zip(signed(linked, second)) else { continue };
            found.extend(candidate(linked, event, change, vec![operands.0, operands.1], Relation::Sum, Tie::Fitting));
        }
    }
    found
}

/// The change of a flow from those of all partners or products that its paragraph goes on to name.
fn of_all_partners(linked: &Linked, index: usize, change: usize) -> Option<Candidate> {
    let event = &linked.events[index];
    let block = |event: &Event| linked.sentences[event.sentence].block;
    let parts: Vec<Signed> = linked.events[index + 1..]
        .iter()
        .take(MOST_EVENTS)
        .take_while(|part| block(part) == block(event))
        .filter(|part| part.change.is_some())
        .map(|part| signed(linked, part))
        .collect::<Option<_>>()?;
    // Two are told above.
    (parts.len() > 2).then(|| candidate(linked, event, change, parts, Relation::Sum, Tie::Fitting))?
}

/// `narrowed to £2.8 billion from £3.3 billion … exports rose by £0.3 billion, imports fell by £0.2 billion`.
fn from_base_to_level(linked: &Linked, index: usize) -> Vec<Candidate> {
    let event = &linked.events[index];
    let (Some(level), Some(base)) = (event.level, event.base) else { return Vec::new() };
    let balance = event.series.flow.is_some_and(Flow::is_balance);
    let of_pair = |pair: FlowPair| {
        let (first, second) = pair.in_order(linked, event.series.flow);
        let (first, second) = (signed(linked, first)?, signed(linked, second)?);
        let second = Signed { negative: second.negative != balance, ..second };
        let operands = vec![Signed::plus(base), first, second];
        let comparable = operands.iter().all(|operand| linked.comparable(operand.figure, level));
        comparable.then(|| Candidate {
            form: Candidate::LINKED,
            kind: KIND.name,
            reported: Signed::plus(level),
            operands,
            sentence: event.sentence,
            tie: pair.tie.min(Tie::Inferred),
            judgement: Judgement::Arithmetic { relation: Relation::Sum, sign: SignRule::Signed },
        })
    };
    linked.flow_pairs(index).into_iter().filter_map(of_pair).collect()
}

fn candidate(
    linked: &Linked,
    event: &Event,
    change: usize,
    operands: Vec<Signed>,
    relation: Relation,
    tie: Tie,
) -> Option<Candidate> {
    let comparable =
        operands.iter().all(|operand| operand.figure != change && linked.comparable(operand.figure, change));
    comparable.then(|| Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: signed(linked, event).unwrap_or(Signed::plus(change)),
        operands,
        sentence: event.sentence,
        tie,
        judgement: Judgement::Arithmetic { relation, sign: SignRule::Signed },
    })
}

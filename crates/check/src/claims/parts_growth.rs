//! Growth of a total that the growth of the partners or products that make it up implies.

use super::implied_growth::grown;
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Direction, Event, Linked};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "parts_growth",
    about: "the growth of a total follows from the levels and the growth of the two parts that make it up",
    manual: Manual {
        checks: "The growth of a total against the levels and the growth of two partners or products whose levels add up to its own.",
        holds: "Trade rose by 11.1 percent to $12.07 billion. Trade with the Union rose by 12.6 percent to $4.45 billion, trade with \
                others by 10.2 percent to $7.62 billion.",
        fails: None,
        leaves: "Parts that do not add up to the total; and whatever does not fit, because the text does not say that there are no \
                 other parts.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    linked.events.iter().flat_map(|event| of_event(linked, event)).collect()
}

fn of_event(linked: &Linked, event: &Event) -> Vec<Candidate> {
    let (Some(whole), Some(growth)) = (event.level, event.growth) else { return Vec::new() };
    let parts: Vec<[Signed; 2]> = linked.narrower_events(event).filter_map(|part| grown(linked, part)).collect();
    let pairs = parts.iter().enumerate().flat_map(|(at, a)| parts[at + 1..].iter().map(move |b| [*a, *b]));
    let direction = event.direction.unwrap_or(Direction::Unstated);
    let sign = if direction == Direction::Unstated { SignRule::Size } else { SignRule::Signed };
    pairs
        .filter(|[[a, _], [b, _]]| make_up(linked, [a.figure, b.figure], whole))
        .map(|[a, b]| Candidate {
            form: Candidate::LINKED,
            kind: KIND.name,
            reported: linked.directed(growth, direction),
            operands: a.into_iter().chain(b).collect(),
            sentence: event.sentence,
            tie: Tie::Fitting,
            judgement: Judgement::Arithmetic { relation: Relation::GrowthOfSum, sign },
        })
        .collect()
}

/// Whether two levels add up to a third.
fn make_up(linked: &Linked, [a, b]: [usize; 2], whole: usize) -> bool {
    let comparable = [a, b].iter().all(|part| *part != whole && linked.comparable(*part, whole));
    let [a_within, b_within, whole_within] = [a, b, whole].map(|figure| linked.figures[figure].interval());
    let sum = Relation::Sum.range(&[a_within, b_within]);
    comparable && a != b && sum.is_some_and(|sum| sum.meets(&whole_within))
}

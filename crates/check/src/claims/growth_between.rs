//! A total grows by no more than its fastest part and by no less than its slowest.
//!
//! This holds whatever the levels are, so that it can be told where the levels themselves do not add up. It is claimed only where the
//! text says that the total follows from its two parts: elsewhere the parts may be of something else. Balances are left alone, because
//! a difference can grow faster than both of its sides.

use super::implied_growth::grown;
use super::{Candidate, Judgement, Kind, Manual, Mend, Signed, Tie};
use crate::exact::{Interval, Rational, decimal};
use crate::link::{Event, Flow, Linked};
use crate::read::Text;

pub(super) const KIND: Kind = Kind {
    name: "growth_between",
    about: "the growth of a total lies between the growth of its parts",
    manual: Manual {
        checks: "The growth of trade against that of exports and imports, where the text draws it from both (`That is`, `bringing`): \
                 whatever their levels, it lies between the two.",
        holds: "Exports were $1.3 billion in 2012, an increase of 5%. Imports were $1.1 billion, an increase of 2%. That is, trade came \
                to $2.4 billion, an increase of 3.6%.",
        fails: Some(
            "Exports were $1.3 billion in 2012, an increase of 5%. Imports were $1.1 billion, an increase of 2%. That is, trade came \
             to $2.4 billion, an increase of 8%.",
        ),
        leaves: "Totals that the text does not draw from their parts, and balances: a difference can grow faster than both its sides.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    let trade = |index: &usize| linked.events[*index].series.flow == Some(Flow::Trade);
    (0..linked.events.len()).filter(trade).flat_map(|index| of_event(linked, index)).collect()
}

fn of_event(linked: &Linked, index: usize) -> Vec<Candidate> {
    let event = &linked.events[index];
    let Some([_, total]) = grown(linked, event) else { return Vec::new() };
    let pairs = linked.flow_pairs(index).into_iter().filter(|pair| pair.tie == Tie::Stated);
    let parts = pairs.filter_map(|pair| {
        let (exports, imports) = pair.in_order(linked, None);
        Some([grown(linked, exports)?[1], grown(linked, imports)?[1]])
    });
    parts.map(|parts| candidate(linked, event, total, parts)).collect()
}

fn candidate(linked: &Linked, event: &Event, total: Signed, parts: [Signed; 2]) -> Candidate {
    let within = |signed: Signed| turned(signed, linked.figures[signed.figure].interval());
    let [a, b] = parts.map(within);
    let reach = Interval { low: a.low.min(b.low), high: a.high.max(b.high) };
    let holds = within(total).meets(&reach);
    let printed = |signed: Signed| turned(signed, Interval::point(linked.figures[signed.figure].value.clone())).low;
    let [slow, fast] = in_order(parts.map(printed));
    let between = format!("{} and {} per cent", decimal(&slow, 4), decimal(&fast, 4));
    let said = if holds { "lies" } else { "does not lie" };
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: total,
        operands: parts.to_vec(),
        sentence: event.sentence,
        tie: Tie::Stated,
        judgement: Judgement::Stated {
            holds,
            detail: format!("the growth of the total {said} between that of its parts, {between}"),
            mends: vec![Mend { figure: total.figure, to: format!("between {between}"), slip: None }],
        },
    }
}

fn turned(signed: Signed, interval: Interval) -> Interval {
    if signed.negative { interval.negated() } else { interval }
}

fn in_order([a, b]: [Rational; 2]) -> [Rational; 2] {
    if a <= b { [a, b] } else { [b, a] }
}

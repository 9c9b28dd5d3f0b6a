//! The direction that a verb says against the two levels it joins: `down to 820 from 768`.

use num_traits::Signed as _;

use super::{Candidate, Judgement, Kind, Manual, Mend, Signed, Tie};
use crate::link::{Direction, Event, Linked};
use crate::read::Text;

pub(super) const KIND: Kind = Kind {
    name: "direction",
    about: "what rises ends higher than it began, what falls ends lower",
    manual: Manual {
        checks: "The verb that joins two levels against their order: `up from`, `fell to … from`.",
        holds: "Exports stood at $820 million, up from $768 million.",
        fails: Some("Exports stood at $820 million, down from $768 million."),
        leaves: "Balances below zero, which can widen and fall at once.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    linked.events.iter().filter_map(|event| of_event(text, linked, event)).collect()
}

fn of_event(text: &Text, linked: &Linked, event: &Event) -> Option<Candidate> {
    let (level, base, moved) = (event.level?, event.base?, event.moved?);
    let [after, before] = [level, base].map(|figure| &linked.figures[figure]);
    // A balance below zero can widen and fall at once.
    if !linked.comparable(level, base) || after.value.is_negative() || before.value.is_negative() {
        return None;
    }
    let (rises, falls) =
        (after.interval().high >= before.interval().low, after.interval().low <= before.interval().high);
    let holds = match moved {
        Direction::Up => rises,
        Direction::Down => falls,
        Direction::Unstated => return None,
    };
    let print = |figure: usize| &text.content[linked.figures[figure].span.clone()];
    let (from, to) = (print(base), print(level));
    let said = if moved == Direction::Up { "a rise" } else { "a fall" };
    let detail = if holds {
        format!("{from} to {to} is {said}")
    } else {
        format!("{from} to {to} is not {said}, as the verb says")
    };
    let side = if moved == Direction::Up { ["more than", "less than"] } else { ["less than", "more than"] };
    let mends = vec![
        Mend { figure: level, to: format!("{} {from}", side[0]), slip: Some("wrong_direction") },
        Mend { figure: base, to: format!("{} {to}", side[1]), slip: Some("wrong_direction") },
    ];
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(level),
        operands: vec![Signed::plus(base)],
        sentence: event.sentence,
        tie: Tie::Stated,
        judgement: Judgement::Stated { holds, detail, mends },
    })
}

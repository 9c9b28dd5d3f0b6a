//! Change by amount: `rose by £0.5 billion, from £25.6 billion to £26.1 billion`.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Direction, Event, Linked};
use crate::read::Text;
use crate::relation::Relation;

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

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    linked.events.iter().enumerate().flat_map(|(index, event)| of_event(text, linked, index, event)).collect()
}

fn of_event(text: &Text, linked: &Linked, index: usize, event: &Event) -> Vec<Candidate> {
    let Some(change) = event.change else { return Vec::new() };
    let stated = |figure: usize| vec![(figure, Tie::Stated)];
    // A change that stands apart from both levels may be over another time: it can hold and never fail.
    let elsewhere =
        |when| linked.levels_of(index, when).into_iter().map(|(at, tie)| (at, tie.min(Tie::Inferred))).collect();
    let levels: Vec<(usize, Tie)> = event.level.map_or_else(|| elsewhere(event.when), stated);
    let base_when = event.base_when.unwrap_or_else(|| event.when.year_earlier());
    let bases: Vec<(usize, Tie)> = event.base.map_or_else(|| elsewhere(base_when), stated);
    let pairs = levels.iter().flat_map(|level| bases.iter().map(move |base| (*level, *base)));
    pairs
        .filter(|((level, _), (base, _))| {
            level != base && linked.comparable(*level, *base) && linked.comparable(change, *base)
        })
        .map(|((level, level_tie), (base, base_tie))| {
            let loose =
                may_be_level(text, linked, event, change) || is_set_apart(text, linked, change.max(level), base);
            let tie = level_tie.min(base_tie);
            candidate(linked, event, change, [level, base], if loose { tie.min(Tie::Inferred) } else { tie })
        })
        .collect()
}

fn candidate(linked: &Linked, event: &Event, change: usize, [level, base]: [usize; 2], tie: Tie) -> Candidate {
    let direction = event.direction.unwrap_or(Direction::Unstated);
    let relation = if direction == Direction::Unstated { Relation::Gap } else { Relation::Difference };
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: linked.directed(change, direction),
        operands: vec![Signed::plus(level), Signed::plus(base)],
        sentence: event.sentence,
        tie,
        judgement: Judgement::Arithmetic { relation, sign: SignRule::Signed },
    }
}

/// `down 11.3% (1.579 trillion)` may give the level in the brackets, not the change.
fn may_be_level(text: &Text, linked: &Linked, event: &Event, change: usize) -> bool {
    event
        .growth
        .filter(|growth| *growth < change)
        .is_some_and(|growth| between(text, linked, growth, change).contains('('))
}

/// `rose by $275 million to $6.9 billion in June, compared to $5.3 billion in June 2023`: the change may be over another period.
fn is_set_apart(text: &Text, linked: &Linked, last: usize, base: usize) -> bool {
    let between = between(text, linked, last, base);
    [", compared", ", against", ", as against", ", versus"].iter().any(|words| between.contains(words))
}

fn between<'t>(text: &'t Text, linked: &Linked, first: usize, second: usize) -> &'t str {
    text.prose.get(linked.figures[first].span.end..linked.figures[second].span.start).unwrap_or_default()
}

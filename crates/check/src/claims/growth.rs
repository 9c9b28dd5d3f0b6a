//! Growth: `rose 21 per cent to $422.6 million from $334.3 million`.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Direction, Event, Linked, When};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "growth",
    about: "a percentage change follows from the level and the level before",
    manual: Manual {
        checks: "A percentage change against the level after it and the level before it: `rose 26 per cent to A from B`, `A, up 26 % on B`, and levels of the same series and period named elsewhere near it.",
        holds: "Exports rose 26 per cent to $422.6 million from $334.3 million.",
        fails: Some("Exports rose 21 per cent to $422.6 million from $334.3 million."),
        leaves: "Forecasts, growth of which only one level is printed, and levels that may be of another series or period.",
    },
    find,
};

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    linked.events.iter().enumerate().flat_map(|(index, event)| of_event(linked, index, event)).collect()
}

fn of_event(linked: &Linked, index: usize, event: &Event) -> Vec<Candidate> {
    let Some(growth) = event.growth else {
        return Vec::new();
    };
    let levels = match event.level {
        Some(level) => vec![(level, Tie::Stated)],
        None => linked.levels_of(index, event.when).into_iter().map(|found| explained(linked, found)).collect(),
    };
    let mut found = Vec::new();
    for (level, level_tie) in levels {
        let bases = match event.base {
            Some(base) => with_others_beside(linked, event, base),
            None => bases(linked, index, event),
        };
        for (base, base_tie) in bases {
            // Two levels that both stand elsewhere must tell something by fitting.
            let apart = level_tie != Tie::Stated && base_tie != Tie::Stated;
            let tie = if apart { Tie::Fitting } else { level_tie.min(base_tie) };
            // Two levels that only chance suggests say nothing.
            if level_tie == Tie::Fitting && base_tie == Tie::Fitting {
                continue;
            }
            for [level, base] in in_one_currency(linked, level, base) {
                found.push(candidate(linked, event, growth, [level, base], tie));
            }
        }
    }
    found.extend(from_base_alone(linked, index, event, growth));
    found.extend(from_comparison_beside(linked, event, growth));
    found
}

/// `Imports jumped by 42.6 per cent. Traders brought in goods worth 2 trillion, compared to 1.4 trillion a year earlier.`
fn from_comparison_beside(linked: &Linked, event: &Event, growth: usize) -> Vec<Candidate> {
    if event.level.is_some() || event.base.is_some() {
        return Vec::new();
    }
    let beside = linked.events_near(event.sentence).filter(|other| {
        let agrees = other.series.flow.is_none() || other.series.flow == event.series.flow;
        other.sentence == event.sentence + 1 && other.growth.is_none() && agrees
    });
    beside
        .filter_map(|other| Some([other.level?, other.base?]))
        .filter(|[level, base]| linked.comparable(*level, *base))
        .map(|levels| candidate(linked, event, growth, levels, Tie::Inferred))
        .collect()
}

/// `a jump of 37.55% over December 2019, when it stood at $27.11 billion`: the only level of the sentence is the base.
fn from_base_alone(linked: &Linked, index: usize, event: &Event, growth: usize) -> Vec<Candidate> {
    let (Some(base), None) = (event.level, event.base) else { return Vec::new() };
    let levels = linked.levels_of(index, When::CURRENT).into_iter();
    levels
        .filter(|(level, _)| *level != base && linked.comparable(*level, base))
        .map(|(level, _)| candidate(linked, event, growth, [level, base], Tie::Fitting))
        .collect()
}

/// A level that a growth of its own explains is the level of another claim first.
fn explained(linked: &Linked, (level, tie): (usize, Tie)) -> (usize, Tie) {
    let own = linked.events.get(linked.placed[level].event).is_some_and(|event| event.growth.is_some());
    (level, if own { tie.min(Tie::Inferred) } else { tie })
}

/// `from $9.8 billion in April and $10.0 billion in May last year`: the base, and what stands beside it in case that one is meant.
fn with_others_beside(linked: &Linked, event: &Event, base: usize) -> Vec<(usize, Tie)> {
    let others = linked.levels_in(event.sentence).into_iter().filter(|other| *other == base + 1);
    std::iter::once((base, Tie::Stated)).chain(others.map(|other| (other, Tie::Inferred))).collect()
}

/// The two levels in every currency that both are given in.
fn in_one_currency(linked: &Linked, level: usize, base: usize) -> Vec<[usize; 2]> {
    let levels = linked.in_any_currency(level);
    let bases = linked.in_any_currency(base);
    let pairs = levels.iter().flat_map(|level| bases.iter().map(|base| [*level, *base]));
    pairs.filter(|[level, base]| level != base && linked.comparable(*level, *base)).collect()
}

/// Levels of the series in the period that the growth compares with.
fn bases(linked: &Linked, index: usize, event: &Event) -> Vec<(usize, Tie)> {
    let base_when: When = event.base_when.unwrap_or_else(|| event.when.year_earlier());
    let is_base = |figure: usize| linked.events[linked.placed[figure].event].base == Some(figure);
    let found = linked.levels_of(index, base_when).into_iter();
    found.map(|(base, tie)| if is_base(base) { explained(linked, (base, tie)) } else { (base, tie) }).collect()
}

fn candidate(linked: &Linked, event: &Event, growth: usize, [level, base]: [usize; 2], tie: Tie) -> Candidate {
    let direction = event.direction.unwrap_or(Direction::Unstated);
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: linked.directed(growth, direction),
        operands: vec![Signed::plus(level), Signed::plus(base)],
        sentence: event.sentence,
        tie,
        judgement: Judgement::Arithmetic {
            relation: Relation::Growth,
            sign: if direction == Direction::Unstated { SignRule::Size } else { SignRule::Signed },
        },
    }
}

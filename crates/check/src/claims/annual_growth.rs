//! Growth a year over several years: `grew by 5.2 per cent a year on average between 2010 and 2015, from $10 billion to $12.9 billion`.
//!
//! The rate is the one that, compounded over the years between the two levels, leads from the first to the last. Two other ways of
//! counting are named conventions: one year more or fewer, and the whole growth divided by the years. The years must be stated, and
//! both levels must stand in the sentence; a rate a year is never read as the growth over the whole span.

use tradeproof_language::basis::is_hint;
use tradeproof_language::change::direction as change_of;

use chrono::Datelike as _;

use super::phrase::{Phrase, amounts, is_one_of};
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Direction, Linked, Role};
use crate::quantities::{Mentioned, Unit};
use crate::read::Text;
use crate::relation::Relation;
use tradeproof_model::Period;

pub(super) const KIND: Kind = Kind {
    name: "annual_growth",
    about: "growth a year leads over the years from one level to another, compounded in per cent and added up in amounts",
    manual: Manual {
        checks: "An average growth rate a year (`a year on average`, `per annum`, `average annual growth of`, `compound annual growth \
                 rate`) against the two levels and the years of the same sentence: (1 + rate) to the power of the years. An amount a year is \
                 the whole change divided by the years.",
        holds: "Exports grew by 5.2 per cent a year on average between 2010 and 2015, from $10.0 billion to $12.9 billion.",
        fails: Some(
            "Exports grew by 8.2 per cent a year on average between 2010 and 2015, from $10.0 billion to $12.9 billion.",
        ),
        leaves: "Rates of which the years or one of the levels are not in the sentence. Years counted one more or one fewer, and the \
                 whole growth divided by the years, are named conventions.",
    },
    find,
};

/// What says, after a percentage, that it is one for each year. `a year earlier` is a period and is not among these words.
const AFTER: &[&str] = &[
    "a year",
    "per year",
    "per annum",
    "p . a",
    "pa",
    "annually",
    "each year",
    "every year",
    "yearly",
    "on average",
    "average annual",
    "annual average",
    "annual growth",
    "compound annual",
    "cagr",
    "annualised",
    "annualized",
];

/// What says it before the percentage, where words of growth are there as well.
const BEFORE: &[&str] = &[
    "average annual",
    "annual average",
    "average yearly",
    "yearly average",
    "compound annual",
    "cagr",
    "annualised",
    "annualized",
    "per annum by",
    "annually by",
    "a year by",
    "each year by",
    "by an annual",
    "average growth rate of",
    "average rate of",
    "on average by",
    "annual growth of",
    "annual growth rate of",
    "annual rate of",
];

/// Words that make a rate one of growth, beside those of change.
const GROWTH: &str = "rate cagr by pace";

/// Words beside those that hint at a basis which say that a rate is not that of the values as they are printed.
const OTHERWISE: &str = "terms prices excluding without";

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let changes = (0..linked.figures.len()).filter(|at| {
        let role = linked.placed[*at].role;
        linked.figures[*at].unit == Unit::Percent || matches!(role, Role::Change(_))
    });
    let rates = changes.filter(|at| is_annual(text, linked, *at));
    rates.filter_map(|rate| of_rate(text, linked, rate)).collect()
}

/// Whether a change is one for each of several years.
pub(super) fn is_annual(text: &Text, linked: &Linked, at: usize) -> bool {
    // Cells of tables have no words around them.
    if linked.placed[at].event >= linked.events.len() {
        return false;
    }
    let (before, after) = (Phrase::before(text, linked, at), Phrase::after(text, linked, at));
    let called = before.has_any(BEFORE)
        && before.words().any(|word| is_one_of(word, GROWTH) || change_of(word).is_some())
        && !after.starts_with("of");
    called || after.starts_with_any(AFTER)
}

fn of_rate(text: &Text, linked: &Linked, rate: usize) -> Option<Candidate> {
    let sentence = linked.placed[rate].sentence;
    let levels: Vec<usize> =
        amounts(linked, sentence).into_iter().filter(|at| *at != rate && linked.figures[*at].is_level()).collect();
    let &[first, second] = levels.as_slice() else { return None };
    let [level, base] = in_order(linked, first, second)?;
    if !in_one_clause(text, linked, rate, [first, second]) {
        return None;
    }
    let whole = Phrase::of(text, linked, linked.sentences[sentence].span.clone());
    let rates = amounts(linked, sentence).into_iter().filter(|at| linked.figures[*at].unit == Unit::Percent).count();
    let (years, dated) = years_between(text, linked, sentence, level, base)?;
    let direction = direction(text, linked, rate);
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: linked.directed(rate, direction),
        operands: vec![Signed::plus(level), Signed::plus(base)],
        sentence,
        tie: if rates > 1 || !dated || whole.words().any(|word| is_hint(word) || is_one_of(word, OTHERWISE)) {
            Tie::Inferred
        } else {
            Tie::Stated
        },
        judgement: Judgement::Arithmetic {
            relation: if linked.figures[rate].unit == Unit::Percent {
                Relation::Compound(years)
            } else {
                Relation::MeanChange(years)
            },
            sign: if direction == Direction::Unstated { SignRule::Size } else { SignRule::Signed },
        },
    })
}

/// Whether a rate and two levels are said of one flow, with no other clause between them.
fn in_one_clause(text: &Text, linked: &Linked, rate: usize, [first, second]: [usize; 2]) -> bool {
    let words = Phrase::between(text, linked, rate.min(first), rate.max(second));
    let flow = |at: usize| linked.events.get(linked.placed[at].event).and_then(|event| event.series.flow);
    let flows: Vec<_> = [rate, first, second].into_iter().filter_map(flow).collect();
    !words.has_any(&[";", ":", "while", "whereas", "but", "although", "when"])
        && flows.windows(2).all(|pair| pair[0] == pair[1])
}

/// The level and the base, where the text says which is which.
fn in_order(linked: &Linked, first: usize, second: usize) -> Option<[usize; 2]> {
    if !linked.comparable(first, second) {
        return None;
    }
    match [first, second].map(|at| linked.placed[at].role) {
        [Role::Base, Role::Level] => Some([second, first]),
        [Role::Level, Role::Base] => Some([first, second]),
        _ => None,
    }
}

/// Which way the rate goes, by its role or else by the words before it: `fell at an average annual rate of 5 per cent`.
fn direction(text: &Text, linked: &Linked, rate: usize) -> Direction {
    match (linked.placed[rate].role, Phrase::before(text, linked, rate).moves_down(8)) {
        (Role::Growth(direction) | Role::Change(direction), _) if direction != Direction::Unstated => direction,
        (_, Some(true)) => Direction::Down,
        (_, Some(false)) => Direction::Up,
        _ => Direction::Unstated,
    }
}

/// The years between two levels, and whether the text dates them beyond doubt.
fn years_between(text: &Text, linked: &Linked, sentence: usize, level: usize, base: usize) -> Option<(u32, bool)> {
    let span = &linked.sentences[sentence].span;
    let dated: Vec<Period> = linked
        .periods_within(span)
        .iter()
        .filter_map(|mention| match mention.period {
            Mentioned::Dated(period) => Some(period),
            _ => None,
        })
        .collect();
    let years = match dated.as_slice() {
        [span] => span.end().year() - span.start().year(),
        [first, second] if [first, second].iter().all(|period| period.months() == Some(12)) => {
            (first.end().year() - second.end().year()).abs()
        }
        [] => return stated_years(text, linked, sentence).map(|years| (years, true)),
        _ => return None,
    };
    // Levels of which one is of yet another period are not the ends of the span.
    let base_first = linked.placed[base].when <= linked.placed[level].when || dated.len() == 1;
    (years >= 2).then_some((u32::try_from(years).ok()?, base_first))
}

/// `over five years`, `in the ten years to`.
fn stated_years(text: &Text, linked: &Linked, sentence: usize) -> Option<u32> {
    let counts = amounts(linked, sentence).into_iter().filter(|at| linked.figures[*at].unit == Unit::Count);
    let mut years = counts.filter(|at| {
        let after = Phrase::after(text, linked, *at);
        let before = Phrase::before(text, linked, *at);
        after.starts_with_any(&["years", "- year"])
            && before.ends_with_any(&["over", "in", "over the", "in the", "over the last", "for"])
    });
    let (only, none) = (years.next()?, years.next());
    let number = linked.figures[only].value.to_integer();
    if none.is_some() { None } else { u32::try_from(number).ok().filter(|years| (2..=200).contains(years)) }
}

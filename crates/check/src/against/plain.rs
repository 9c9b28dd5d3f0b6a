//! Whether a text reports a figure plainly: forecasts, averages, parts and volumes are no figures of the data.

use super::Subject;
use super::asked::{Asked, Measure};
use super::clause::Clause;
use super::times;
use crate::words::{is_any, tokens};
use tradeproof_language::basis::is_hint;

/// Not yet, or not at all.
const SUPPOSED: &[&str] = &[
    "expected",
    "expects",
    "expect",
    "forecast",
    "forecasts",
    "projected",
    "projects",
    "predicted",
    "predicts",
    "target",
    "targets",
    "targeted",
    "aim",
    "aims",
    "goal",
    "plans",
    "planned",
    "could",
    "would",
    "should",
    "may",
    "might",
    "will",
    "likely",
    "if",
    "not",
    "never",
];

/// A rate over time, or one of several.
const AVERAGED: &[&str] = &[
    "average",
    "averaged",
    "averages",
    "averaging",
    "annualised",
    "annualized",
    "compound",
    "monthly",
    "daily",
    "weekly",
    "each",
    "per",
];

/// Less or more than the whole.
const PARTED: &[&str] = &[
    "including",
    "includes",
    "included",
    "excluding",
    "excludes",
    "excluded",
    "except",
    "without",
    "mainly",
    "mostly",
    "outside",
    "non",
    "other",
];

/// Longer than the comparison that a period stands for.
const LONGER: &[&str] = &["since", "decade", "decades", "years"];

/// Words of more than one that take a figure out of plain reporting.
const PHRASES: &[&str] = &[
    "of which",
    "set to",
    "a month",
    "annual rate",
    "year to ",
    "year ending",
    "year ended",
    "months to ",
    "months ending",
];

/// The word that makes an assertion no plain figure of its series and period.
pub(super) fn unplain(subject: &Subject<'_>, asked: &Asked, clause: &Clause) -> Option<String> {
    let prose = &subject.text.prose;
    let compares = matches!(asked.measure, Measure::Growth | Measure::Change);
    let words = tokens(prose, clause.span.clone());
    let telling = |word: &&str| {
        is_any(word, SUPPOSED)
            || is_any(word, AVERAGED)
            || is_any(word, PARTED)
            || (compares && (is_hint(word) || is_any(word, LONGER)))
    };
    // "per cent" and "per annum" differ; the first is a unit.
    let is_unit = |at: usize| words.get(at + 1).is_some_and(|next| is_any(next.text(prose), &["cent"]));
    let found = (0..words.len()).filter(|at| !is_unit(*at)).map(|at| words[at].text(prose)).find(telling);
    let lower = prose[clause.span.clone()].to_lowercase();
    let phrase = || PHRASES.iter().find(|phrase| lower.contains(**phrase)).map(|phrase| phrase.trim());
    let said = found.or_else(phrase).or_else(|| fiscal(asked, &lower)).or_else(|| half_read(asked, &lower));
    said.map(str::to_owned).or_else(|| unclear_base(subject, asked))
}

/// `January through September 2019`: a month that only ends a span.
fn half_read(asked: &Asked, lower: &str) -> Option<&'static str> {
    let month = asked.when.period.and_then(|period| period.months()) == Some(1);
    [" through ", " thru ", " until ", " till "].into_iter().find(|word| month && lower.contains(word)).map(str::trim)
}

/// Where a fiscal year starts in another month, its halves and quarters do too.
fn fiscal(asked: &Asked, lower: &str) -> Option<&'static str> {
    let whole = asked.when.period.and_then(|period| period.months()).is_some_and(|months| months == 12);
    ["fiscal", "financial year"].into_iter().find(|word| !whole && lower.contains(word))
}

/// Where a sentence names several periods, a change is plain only if it says between which of them.
fn unclear_base(subject: &Subject<'_>, asked: &Asked) -> Option<String> {
    let named = times::named(subject, asked);
    let several = named.iter().any(|period| Some(period) != named.first());
    let base = asked.base.period.is_some_and(|base| named.contains(&base));
    let compares = matches!(asked.measure, Measure::Growth | Measure::Change);
    (compares && several && !base).then(|| named.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

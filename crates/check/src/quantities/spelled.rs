//! Figures in words: `eight`, `five per cent`, `half a million`, `two thirds`, `sixth`, `threefold`.

use std::ops::Range;

use tradeproof_language::numbers::PARTS;

use super::super::exact::{Rational, power_of_ten, ratio, whole};
use super::super::words::{Token, is, is_any, lower};
use super::number::Digits;
use super::suffix::Suffix;
use super::unit::{self, Unit};
use super::{Figure, plain, wording};

/// Numbers in words: `eight`, `five per cent`, `half a million`, `two thirds`, `sixth`, `threefold`.
pub(super) fn spelled_figure(text: &str, tokens: &[Token], at: usize) -> Option<Figure> {
    let token = tokens[at];
    let word = lower(token.text(text));
    if let Some(value) = wording::fold(&word) {
        let mut figure = plain(token.span(), whole(value), Unit::Multiple).spelled();
        figure.ulp = whole(1);
        return Some(figure);
    }
    if &*word == "half" {
        return half(text, tokens, at);
    }
    if matches!(&*word, "a" | "an") {
        return one_of(text, tokens, at);
    }
    if let Some((value, len)) = wording::ordinal(&word) {
        let joined = tokens.get(at + 1).is_some_and(|mark| mark.text(text) == "-" && mark.start == token.end);
        let next = |after: usize| tokens.get(at + after).map_or("", |token| token.text(text));
        let in_a_row = is(next(1), "year") && (is(next(2), "running") || is(next(2), "in") && is(next(4), "row"));
        let ranks = joined || is_any(next(1), RANKED) || in_a_row;
        return ranks.then(|| plain(token.start..token.start + len, whole(value), Unit::Ordinal).spelled());
    }
    let number = cardinal(text, tokens, at, &word)?;
    if let Some(share) = fraction(text, token.start, &number) {
        return share;
    }
    let figure = measured(text, token.start, &number)?;
    // "one" is mostly a pronoun.
    let pronoun = &*word == "one" && number.value == whole(1) && figure.unit == Unit::Count;
    (!pronoun).then_some(figure)
}

const RANKED: &[&str] = &[
    "largest",
    "biggest",
    "highest",
    "most",
    "leading",
    "smallest",
    "lowest",
    "place",
    "among",
    "anniversary",
    "consecutive",
    "successive",
    "straight",
];

impl Figure {
    fn spelled(mut self) -> Self {
        self.spelled = true;
        self
    }
}

/// A number read off words.
struct Number {
    value: Rational,
    /// One unit in its last place: one, or a half where the words say a half.
    ulp: Rational,
    end: usize,
}

impl Number {
    fn whole(value: i64, end: usize) -> Self {
        Self { value: whole(value), ulp: whole(1), end }
    }
}

/// `eight`, `twenty-five`, `two hundred and fifty`, `two dozen`, `two and a half`.
fn cardinal(text: &str, tokens: &[Token], at: usize, word: &str) -> Option<Number> {
    let says = |at: usize, expected: &str| tokens.get(at).is_some_and(|token| is(token.text(text), expected));
    let (mut value, mut next) = below_hundred(text, tokens, at, word)?;
    if says(next, "dozen") {
        return Some(Number::whole(value * 12, tokens[next].end));
    }
    if says(next, "hundred") {
        (value, next) = (value * 100, next + 1);
        let rest = if says(next, "and") { next + 1 } else { next };
        let rest = tokens.get(rest).and_then(|token| below_hundred(text, tokens, rest, &lower(token.text(text))));
        if let Some((rest, end)) = rest {
            (value, next) = (value + rest, end);
        }
    }
    if says(next, "and") && says(next + 1, "a") && says(next + 2, "half") {
        return Some(Number { value: whole(value) + ratio(1, 2), ulp: ratio(1, 2), end: tokens[next + 2].end });
    }
    Some(Number::whole(value, tokens[next - 1].end))
}

/// A number in one word or in two that a hyphen joins, and the token after it.
fn below_hundred(text: &str, tokens: &[Token], at: usize, word: &str) -> Option<(i64, usize)> {
    let token = tokens[at];
    if let (Some(mark), Some(ones)) = (tokens.get(at + 1), tokens.get(at + 2))
        && mark.text(text) == "-"
        && mark.start == token.end
        && ones.start == mark.end
        && let Some(value) = wording::cardinal(&format!("{word}-{}", lower(ones.text(text))))
    {
        return Some((value, at + 3));
    }
    wording::cardinal(word).map(|value| (value, at + 1))
}

/// The number with what follows it: magnitude, currency, unit.
fn measured(text: &str, start: usize, number: &Number) -> Option<Figure> {
    let decimals = u32::from(!number.value.is_integer());
    let value = number.value.clone();
    let digits = Digits { len: 0, value, decimals, trailing_zeros: 0, grouped: false, whole_digits: 1 };
    let mut suffix = Suffix::new(text, number.end, None);
    suffix.read(&digits)?;
    let unit = if suffix.unit == Unit::Number && suffix.magnitude == 0 { Unit::Count } else { suffix.unit };
    let factor = power_of_ten(suffix.magnitude);
    let mut figure = plain(start..suffix.end, digits.value * &factor, unit).spelled();
    if !matches!(unit, Unit::Count | Unit::Ordinal) {
        figure.ulp = &number.ulp * factor;
    }
    figure.magnitude = suffix.magnitude;
    figure.currency = suffix.currency;
    Some(figure)
}

/// What `a` counts: `a hundred companies`, `a dozen`, `a million dollars`, `a third of exports`.
fn one_of(text: &str, tokens: &[Token], at: usize) -> Option<Figure> {
    let (article, next) = (tokens[at], tokens.get(at + 1)?);
    let word = lower(next.text(text));
    let counted = match &*word {
        "dozen" => Some(12),
        "hundred" => Some(100),
        _ => None,
    };
    if let Some(value) = counted {
        return measured(text, article.start, &Number::whole(value, next.end));
    }
    let one = Number::whole(1, article.end);
    if unit::magnitude(&word).is_some_and(|power| power >= 6) {
        return measured(text, article.start, &one);
    }
    fraction(text, article.start, &one).flatten()
}

/// `two thirds`, `three quarters`, `a third of`: a share. `Some(None)` where it is one of something small, as of a point.
fn fraction(text: &str, start: usize, number: &Number) -> Option<Option<Figure>> {
    let rest = text[number.end..].trim_start_matches([' ', '-']);
    let (name, parts) = PARTS
        .iter()
        .find(|(name, _)| rest.starts_with(name) && !rest[name.len()..].starts_with(char::is_alphabetic))?;
    let end = text.len() - rest.len() + name.len();
    if *name == "quarters" && counts_time(text, start, end, number) {
        return None;
    }
    let share = &number.value * ratio(100, *parts);
    // "a third company", "one quarter" are no shares unless they are of something, or a change is by them.
    let single = number.value == whole(1);
    (share < whole(100) && name.ends_with('s') != single).then(|| part(text, start..end, share, single))
}

/// `two quarters ahead`, `the first three quarters of 2017`: quarters of years, and no fraction.
fn counts_time(text: &str, start: usize, end: usize, number: &Number) -> bool {
    let before = text[..start].split_whitespace().next_back().unwrap_or_default();
    let after = text[end..].trim_start();
    let word = |text: &str| text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())].to_owned();
    let of_year =
        after.strip_prefix("of ").is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    number.value != whole(3)
        || of_year
        || is_any(before, &["first", "last", "past", "next", "previous", "for", "in", "over"])
        || is_any(&word(after), &["ahead", "ago", "earlier", "later", "running", "in", "before"])
}

/// `half a million`, `half a dozen`, `half of exports`, `fell by half`.
fn half(text: &str, tokens: &[Token], at: usize) -> Option<Figure> {
    let token = tokens[at];
    let Some(rest) = text[token.end..].strip_prefix(" a ") else {
        return part(text, token.span(), whole(50), true);
    };
    let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let (word, end) = (lower(&rest[..len]), token.end + 3 + len);
    if &*word == "dozen" {
        return Some(plain(token.start..end, whole(6), Unit::Count).spelled());
    }
    let power = unit::magnitude(&word)?;
    let mut suffix = Suffix::new(text, end, None);
    suffix.read_currency();
    let mut figure = plain(token.start..suffix.end, ratio(1, 2) * power_of_ten(power), suffix.unit).spelled();
    figure.ulp = power_of_ten(power - 1);
    figure.currency = suffix.currency;
    Some(figure)
}

/// A share in words: exact in print, approximate in meaning, so a unit of a twelfth stands for it.
///
/// `needs_whole` where the words mean a share only of something, or as the size of a change.
fn part(text: &str, span: Range<usize>, share: Rational, needs_whole: bool) -> Option<Figure> {
    let after: Vec<&str> = text[span.end..].split_whitespace().take(3).collect();
    let of = after.first() == Some(&"of");
    let small =
        |word: &str| ["point", "percent", "percentage", "per", "1", "cent"].iter().any(|unit| word.starts_with(unit));
    if of && after[1..].iter().any(|word| small(word)) {
        return None;
    }
    let by = text[..span.start].trim_end().ends_with(" by");
    if needs_whole && !of && !(by && after.first() != Some(&"a")) {
        return None;
    }
    let mut figure = plain(span, share, Unit::Percent).spelled();
    figure.ulp = ratio(100, 12);
    Some(figure)
}

//! Figures in words: `eight`, `five per cent`, `half a million`, `two thirds`, `sixth`, `threefold`.

use super::super::exact::{power_of_ten, ratio, whole};
use super::super::words::{Token, is, is_any, lower};
use super::number::Digits;
use super::suffix::Suffix;
use super::unit::{self, Unit};
use super::{Figure, plain, wording};

/// Numbers in words: `eight`, `five per cent`, `half a million`, `two thirds`, `sixth`, `threefold`.
pub(super) fn spelled_figure(text: &str, tokens: &[Token], at: usize) -> Option<Figure> {
    let token = tokens[at];
    let word = lower(token.text(text));
    let joined = tokens.get(at + 1).filter(|mark| mark.text(text) == "-" && mark.start == token.end);
    if let Some(value) = wording::fold(&word) {
        let mut figure = plain(token.span(), whole(value), Unit::Multiple).spelled();
        figure.ulp = whole(1);
        return Some(figure);
    }
    if matches!(&*word, "half" | "quarter") {
        return half(text, token);
    }
    if let Some((value, len)) = wording::ordinal(&word) {
        let next = |after: usize| tokens.get(at + after).map_or("", |token| token.text(text));
        let in_a_row = is(next(1), "year") && (is(next(2), "running") || is(next(2), "in") && is(next(4), "row"));
        let ranks = joined.is_some() || is_any(next(1), RANKED) || in_a_row;
        return ranks.then(|| plain(token.start..token.start + len, whole(value), Unit::Ordinal).spelled());
    }
    let (value, end) = compound(text, tokens, at, &word)?;
    let mut figure = spelled_cardinal(text, token.start, value, end)?;
    // "one" is mostly a pronoun.
    if &*word == "one" && value == 1 && figure.unit == Unit::Count {
        return None;
    }
    if let Some(part) = fraction_of(text, &figure, value) {
        figure = part;
    }
    Some(figure)
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

/// `twenty-five` is three tokens.
fn compound(text: &str, tokens: &[Token], at: usize, word: &str) -> Option<(i64, usize)> {
    let token = tokens[at];
    if let (Some(mark), Some(ones)) = (tokens.get(at + 1), tokens.get(at + 2))
        && mark.text(text) == "-"
        && mark.start == token.end
        && ones.start == mark.end
        && let Some(value) = wording::cardinal(&format!("{word}-{}", ones.text(text).to_lowercase()))
    {
        return Some((value, ones.end));
    }
    wording::cardinal(word).map(|value| (value, token.end))
}

fn spelled_cardinal(text: &str, start: usize, value: i64, end: usize) -> Option<Figure> {
    let digits =
        Digits { len: 0, value: whole(value), decimals: 0, trailing_zeros: 0, grouped: false, whole_digits: 1 };
    let mut suffix = Suffix::new(text, end, None);
    suffix.read(&digits)?;
    let unit = if suffix.unit == Unit::Number && suffix.magnitude == 0 { Unit::Count } else { suffix.unit };
    let mut figure = plain(start..suffix.end, whole(value) * power_of_ten(suffix.magnitude), unit).spelled();
    if !matches!(unit, Unit::Count | Unit::Ordinal) {
        figure.ulp = power_of_ten(suffix.magnitude);
    }
    figure.magnitude = suffix.magnitude;
    figure.currency = suffix.currency;
    Some(figure)
}

/// `two thirds`, `three quarters`: exact shares in print, approximate in meaning, so a unit of a twelfth stands for them.
fn fraction_of(text: &str, figure: &Figure, value: i64) -> Option<Figure> {
    let rest = text[figure.span.end..].trim_start_matches([' ', '-']);
    let parts = [
        ("thirds", 3),
        ("third", 3),
        ("quarters", 4),
        ("quarter", 4),
        ("fifths", 5),
        ("fifth", 5),
        ("tenths", 10),
        ("tenth", 10),
    ];
    let (name, part) = parts
        .iter()
        .find(|(name, _)| rest.starts_with(name) && !rest[name.len()..].starts_with(char::is_alphabetic))?;
    if value >= *part || (*name == "quarter" && value != 1) {
        return None;
    }
    let end = figure.span.end + (text[figure.span.end..].len() - rest.len()) + name.len();
    let mut share = plain(figure.span.start..end, ratio(value * 100, *part), Unit::Percent).spelled();
    share.ulp = ratio(100, 12);
    Some(share)
}

/// `half a million` is a number.
fn half(text: &str, token: Token) -> Option<Figure> {
    let rest = text[token.end..].strip_prefix(" a ").filter(|_| is(token.text(text), "half"))?;
    let word: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let power = unit::magnitude(&word.to_lowercase())?;
    let mut suffix = Suffix::new(text, token.end + 3 + word.len(), None);
    suffix.read_currency();
    let mut figure = plain(token.start..suffix.end, ratio(1, 2) * power_of_ten(power), suffix.unit).spelled();
    figure.ulp = power_of_ten(power - 1);
    figure.currency = suffix.currency;
    Some(figure)
}

//! One pass over a block of text that finds its figures and periods.

use std::ops::Range;

use num_traits::Zero;

use super::super::exact::{Rational, power_of_ten, ratio, whole};
use super::super::words::{Token, TokenKind, is, is_any, tokens};
use super::calendar::{self, Reader};
use super::number::{self, Digits};
use super::unit::{self, Unit};
use super::{Figure, Scanned, wording};

/// Words before a number that make it a label: `Table 2`, `HS 7102`.
const LABELS: &[&str] = &[
    "table",
    "figure",
    "chart",
    "article",
    "section",
    "chapter",
    "page",
    "no",
    "hs",
    "sitc",
    "annex",
    "paragraph",
    "note",
    "step",
    "line",
    "appendix",
    "box",
];

/// Finds the figures and periods in the bytes `within` of `text`.
///
/// ```
/// use tradeproof::check::quantities::{Unit, scan};
/// let found = scan("Exports rose 5.4% to $1.2 billion in 2017.", 0..42);
/// assert_eq!(found.figures.len(), 3);
/// assert_eq!(found.figures[0].unit, Unit::Percent);
/// assert_eq!(found.figures[1].currency.as_deref(), Some("USD"));
/// assert_eq!(found.figures[2].unit, Unit::Year);
/// ```
#[must_use]
pub fn scan(text: &str, within: Range<usize>) -> Scanned {
    // Nothing beyond the end is read as part of a figure.
    let text = &text[..within.end];
    scan_tokens(text, within.clone(), &tokens(text, within))
}

fn scan_tokens(text: &str, within: Range<usize>, tokens: &[Token]) -> Scanned {
    let mut scanned = Scanned::default();
    let mut at = 0;
    let mut free_from = within.start;
    while at < tokens.len() {
        let end = step(text, within.start, tokens, at, free_from, &mut scanned);
        match end {
            Some(end) => {
                free_from = end;
                while tokens.get(at).is_some_and(|token| token.start < end) {
                    at += 1;
                }
            }
            None => at += 1,
        }
    }
    scanned
}

/// Reads what stands at the token `at`; says where it ends.
fn step(
    text: &str,
    start: usize,
    tokens: &[Token],
    at: usize,
    free_from: usize,
    scanned: &mut Scanned,
) -> Option<usize> {
    let token = tokens[at];
    let word = token.text(text);
    if token.kind == TokenKind::Mark {
        return None;
    }
    if may_start_period(word, token.kind)
        && let Some(found) = calendar::read(Reader::new(text, tokens, at))
    {
        let end = found.span.end;
        scanned.figures.extend(found.years.iter().map(|year| year_figure(text, year.clone())));
        scanned.periods.extend(Option::from(found));
        return Some(end);
    }
    let figure = match token.kind {
        TokenKind::Digits => {
            if let Some(end) = unreadable_number(text, token) {
                return Some(end);
            }
            digits_figure(text, start.max(free_from), token.start, previous_word(text, tokens, at))?
        }
        _ => currency_joined(text, token).or_else(|| spelled_figure(text, tokens, at))?,
    };
    let end = figure.span.end;
    scanned.figures.push(with_wording(text, start.max(free_from), figure));
    Some(end)
}

fn may_start_period(word: &str, kind: TokenKind) -> bool {
    const STARTERS: &[&str] = &[
        "same",
        "corresponding",
        "comparable",
        "like",
        "year",
        "yoy",
        "y",
        "month",
        "quarter",
        "previous",
        "preceding",
        "prior",
        "last",
        "first",
        "second",
        "third",
        "fourth",
        "fiscal",
        "financial",
        "the",
        "12",
    ];
    kind == TokenKind::Digits || word.starts_with(|c: char| c.is_ascii_uppercase()) || is_any(word, STARTERS)
}

fn previous_word<'t>(text: &'t str, tokens: &[Token], at: usize) -> &'t str {
    at.checked_sub(1).and_then(|before| tokens.get(before)).map_or("", |token| token.text(text))
}

/// Dotted dates, times of day, and codes with letters: read over, not into.
fn unreadable_number(text: &str, token: Token) -> Option<usize> {
    let rest = &text[token.start..];
    let len = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ':' | '/'))).unwrap_or(rest.len());
    let run = rest[..len].trim_end_matches(['.', ':', '/']);
    let dots = run.matches('.').count();
    let grouped = run.split('.').skip(1).all(|group| group.len() == 3);
    let odd = run.contains(':') || run.contains('/') || (dots > 1 && !grouped);
    odd.then_some(token.start + run.len())
}

fn year_figure(text: &str, span: Range<usize>) -> Figure {
    let value = text[span.clone()].parse().map_or_else(|_| Rational::zero(), whole);
    plain(span, value, Unit::Year)
}

/// A figure that is exact and carries nothing but a value.
fn plain(span: Range<usize>, value: Rational, unit: Unit) -> Figure {
    Figure {
        span,
        value,
        ulp: Rational::zero(),
        unit,
        currency: None,
        bound: None,
        hedge: None,
        signed: false,
        decimals: 0,
        trailing_zeros: 0,
        magnitude: 0,
        spelled: false,
    }
}

/// `Sh5.60`, `Rs500`, `EUR12`: a currency written to its digits.
fn currency_joined(text: &str, token: Token) -> Option<Figure> {
    let word = token.text(text);
    let digit = word.find(|c: char| c.is_ascii_digit())?;
    let prefix = &word[..digit];
    let known = unit::currency_code(prefix).is_some() || unit::sign_at(prefix).is_some_and(|(sign, _)| sign == prefix);
    known.then(|| digits_figure(text, token.start, token.start + digit, ""))?
}

/// `COVID-19`, `G-20`: a number joined to letters by a hyphen is part of a name.
fn ends_name(before: &str) -> bool {
    let Some(head) = before.strip_suffix(['-', '\u{2011}']) else { return false };
    head.ends_with(char::is_alphabetic)
}

fn digits_figure(text: &str, floor: usize, at: usize, before: &str) -> Option<Figure> {
    if is_any(before, LABELS) || ends_name(&text[floor..at]) {
        return None;
    }
    let digits = number::read(&text[at..])?;
    let (digits, point_from) = with_leading_point(text, floor, at, digits);
    let (start, signed, negative, currency) = before_digits(text, floor, point_from);
    let digits = ocr_decimal(text, point_from, &digits).unwrap_or(digits);
    let mut reader = Suffix::new(text, point_from + digits.len, currency);
    reader.read(&digits)?;
    let ulp = power_of_ten(reader.magnitude - digits.decimals as i32);
    let value = &digits.value * power_of_ten(reader.magnitude);
    let mut figure = plain(start..reader.end, if negative { -value } else { value }, reader.unit);
    figure.ulp = if matches!(reader.unit, Unit::Count | Unit::Ordinal) { Rational::zero() } else { ulp };
    figure.currency = reader.currency.clone();
    figure.signed = signed;
    figure.decimals = digits.decimals;
    figure.trailing_zeros = digits.trailing_zeros;
    figure.magnitude = reader.magnitude;
    Some(second_part(text, figure))
}

/// `.5`: the point belongs to the number when nothing stands before it.
fn with_leading_point(text: &str, floor: usize, at: usize, digits: Digits) -> (Digits, usize) {
    let before = &text[floor..at];
    let lone = before.ends_with('.')
        && before[..before.len() - 1].ends_with(|c: char| c.is_whitespace() || c == '$' || c == '£' || c == '€');
    let pointed = if lone { number::read(&text[at - 1..]) } else { None };
    pointed.map_or((digits, at), |pointed| (pointed, at - 1))
}

/// `29. 357 billion`: a space that the scanner of a printed page put after the point.
fn ocr_decimal(text: &str, at: usize, digits: &Digits) -> Option<Digits> {
    let rest = &text[at + digits.len..];
    let tail = rest.strip_prefix(". ").filter(|_| digits.decimals == 0 && digits.whole_digits <= 3)?;
    let size = tail.bytes().take_while(u8::is_ascii_digit).count();
    let word: String = tail.get(size..)?.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    if size == 0 || unit::magnitude(&word.to_lowercase()).is_none() {
        return None;
    }
    let joined = format!("{}.{}", &text[at..at + digits.len], &tail[..size]);
    let mut read = number::read(&joined)?;
    read.len = digits.len + 2 + size;
    Some(read)
}

/// The currency and sign before the digits: where the figure starts, whether a sign is printed, whether it is a minus.
fn before_digits(text: &str, floor: usize, at: usize) -> (usize, bool, bool, Option<String>) {
    let (mut start, mut currency) = (at, None);
    let (after_sign, signed, negative) = sign_before(text, floor, at);
    start = start.min(after_sign);
    if let Some((sign_start, code)) = currency_before(text, floor, start) {
        (start, currency) = (sign_start, Some(code));
    }
    if signed {
        return (start, true, negative, currency);
    }
    let (with_sign, signed, negative) =
        if currency.is_some() { sign_before(text, floor, start) } else { (start, false, false) };
    (with_sign, signed, negative, currency)
}

fn sign_before(text: &str, floor: usize, at: usize) -> (usize, bool, bool) {
    let before = &text[floor..at];
    let Some(sign) = before.chars().next_back().filter(|c| matches!(c, '+' | '-' | '−')) else {
        return (at, false, false);
    };
    let outside = before[..before.len() - sign.len_utf8()].chars().next_back();
    let free = outside
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '|' | '$' | '€' | '£' | ',' | ':' | '"' | '“'));
    if free { (at - sign.len_utf8(), true, sign != '+') } else { (at, false, false) }
}

fn currency_before(text: &str, floor: usize, at: usize) -> Option<(usize, String)> {
    let before = text[floor..at].trim_end_matches([' ', '\u{a0}']);
    let end = floor + before.len();
    let word =
        before.len() - before.trim_end_matches(|c: char| c.is_alphanumeric() || "$£€¥₦₹₽₸₺₴₩₫.".contains(c)).len();
    let candidate = &before[before.len() - word..];
    if let Some(code) = unit::currency_code(candidate) {
        return Some((end - candidate.len(), code));
    }
    let mut from = 0;
    while let Some(rest) = candidate.get(from..) {
        if let Some((sign, code)) = unit::sign_at(rest).filter(|(sign, _)| sign.len() == rest.len()) {
            let letters = sign.starts_with(|c: char| c.is_alphabetic());
            let joined = candidate[..from].ends_with(char::is_alphabetic);
            if !(letters && joined) {
                return Some((end - sign.len(), code.to_owned()));
            }
        }
        from += rest.chars().next()?.len_utf8();
    }
    None
}

/// Reads what follows the digits: magnitude, currency and unit.
struct Suffix<'t> {
    text: &'t str,
    end: usize,
    magnitude: i32,
    currency: Option<String>,
    unit: Unit,
}

impl<'t> Suffix<'t> {
    fn new(text: &'t str, end: usize, currency: Option<String>) -> Self {
        Self { text, end, magnitude: 0, currency, unit: Unit::Number }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.end..]
    }

    /// The next word, over one space or hyphen, and where it ends.
    fn next_word(&self) -> (&'t str, usize) {
        let rest = self.rest();
        let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\n', '-', '\u{2011}']).len();
        let tail = &rest[gap..];
        let len = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        (&tail[..len], self.end + gap + len)
    }

    fn accept(&mut self, end: usize) {
        self.end = end;
    }

    /// `None` where the digits are part of a code.
    fn read(&mut self, digits: &Digits) -> Option<()> {
        self.read_magnitude(digits)?;
        self.read_currency();
        self.read_unit(digits);
        Some(())
    }

    fn read_magnitude(&mut self, digits: &Digits) -> Option<()> {
        let joined = self.rest().starts_with(|c: char| c.is_ascii_alphabetic());
        let (word, end) = self.next_word();
        let lower = word.to_lowercase();
        if let Some(power) = unit::magnitude(&lower) {
            self.magnitude = power;
            self.accept(end);
            return Some(());
        }
        if !joined {
            let spaced = self.currency.is_some() && matches!(lower.as_str(), "m" | "b" | "bn" | "cr");
            if let Some(power) = unit::magnitude_letter(&lower).filter(|_| spaced) {
                self.magnitude = power;
                self.accept(end);
            }
            return Some(());
        }
        if let Some(power) = unit::magnitude_letter(&lower) {
            let counted = self.currency.is_some() || digits.decimals > 0 || lower != "t" && lower != "cr";
            if counted {
                self.magnitude = power;
                self.accept(end);
                return Some(());
            }
        }
        let known = matches!(
            lower.as_str(),
            "pc" | "pct" | "pp" | "ppt" | "bp" | "bps" | "x" | "st" | "nd" | "rd" | "th" | "percent" | "fold" | "s"
        ) || unit::is_weight(&lower)
            || unit::currency_word(word).is_some();
        known.then_some(())
    }

    fn read_currency(&mut self) {
        if self.currency.is_some() {
            self.unit = Unit::Money;
            return;
        }
        let rest = self.rest().trim_start_matches([' ', '\u{a0}', '\n']);
        if let Some((sign, code)) =
            unit::sign_at(rest).filter(|(sign, _)| !sign.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            let after = rest[sign.len()..].trim_start();
            if !after.starts_with(|c: char| c.is_ascii_digit()) {
                self.end += self.rest().len() - rest.len() + sign.len();
                (self.currency, self.unit) = (Some(code.to_owned()), Unit::Money);
                return;
            }
        }
        let mut probe = self.end + (self.rest().len() - rest.len());
        for prefix in ["U.S. ", "US ", "us ", "United States ", "Canadian ", "Kenyan ", "Chinese "] {
            if self.text[probe..].starts_with(prefix) {
                probe += prefix.len();
            }
        }
        let tail = &self.text[probe..];
        let len = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        if let Some(code) = unit::currency_word(&tail[..len]) {
            self.end = probe + len;
            (self.currency, self.unit) = (Some(code), Unit::Money);
        }
    }

    fn read_unit(&mut self, digits: &Digits) {
        if self.unit == Unit::Money {
            return;
        }
        let rest = self.rest();
        let trimmed = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        if trimmed.starts_with('%') {
            self.end += rest.len() - trimmed.len() + 1;
            self.unit = Unit::Percent;
            self.percentage_points();
            return;
        }
        let (word, end) = self.next_word();
        let lower = word.to_lowercase();
        match lower.as_str() {
            "per" => {
                let after = self.text[end..].trim_start();
                let cent = after.get(..4).is_some_and(|head| is(head, "cent"));
                if cent && !after[4..].starts_with(char::is_alphabetic) {
                    self.end = end + (self.text[end..].len() - after.len()) + 4;
                    self.unit = Unit::Percent;
                }
            }
            "percent" | "pct" | "pc" => self.set(Unit::Percent, end),
            "percentage" => {
                self.accept(end);
                self.percentage_points();
            }
            "pp" | "ppt" | "ppts" => self.set(Unit::PercentagePoint, end),
            "bp" | "bps" => self.set(Unit::BasisPoint, end),
            "basis" => {
                self.accept(end);
                let (points, end) = self.next_word();
                if is_any(points, &["points", "point"]) {
                    self.set(Unit::BasisPoint, end);
                }
            }
            "fold" | "x" => self.set(Unit::Multiple, end),
            "times" => self.times(digits, end),
            "st" | "nd" | "rd" | "th" if rest.starts_with(|c: char| c.is_alphabetic()) => self.set(Unit::Ordinal, end),
            _ if unit::is_weight(&lower) => self.set(Unit::Weight, end),
            _ if self.counts_things(digits, word) => self.unit = Unit::Count,
            _ => {}
        }
    }

    fn set(&mut self, unit: Unit, end: usize) {
        (self.unit, self.end) = (unit, end);
    }

    fn percentage_points(&mut self) {
        let (points, end) = self.next_word();
        if is_any(points, &["point", "points", "pts"]) {
            self.set(Unit::PercentagePoint, end);
        }
    }

    /// `2.5 times`, `three times the level`; `nine times` alone counts occasions.
    fn times(&mut self, digits: &Digits, end: usize) {
        let after = self.text[end..].trim_start();
        let compared = ["more", "higher", "larger", "bigger", "greater", "as", "the", "that", "its", "what"]
            .iter()
            .any(|word| after.get(..word.len()).is_some_and(|head| is(head, word)));
        self.set(if digits.decimals > 0 || compared { Unit::Multiple } else { Unit::Count }, end);
    }

    /// A whole number before a noun counts things, unless a magnitude or a preposition says otherwise.
    fn counts_things(&self, digits: &Digits, word: &str) -> bool {
        const NOT_NOUNS: &[&str] = &[
            "in", "on", "at", "to", "from", "and", "or", "by", "of", "for", "with", "while", "as", "but", "than",
            "compared", "against", "was", "is", "were", "the", "during", "up", "down", "a", "an",
        ];
        digits.decimals == 0
            && self.magnitude == 0
            && !word.is_empty()
            && !is_any(word, NOT_NOUNS)
            && self.rest().starts_with([' ', '\u{a0}', '\n', '-'])
            && !self.rest().starts_with("\n\n")
    }
}

/// `7 billion 28 million dollars` is one number.
fn second_part(text: &str, mut figure: Figure) -> Figure {
    let rest = &text[figure.span.end..];
    let tail = rest.trim_start_matches(' ');
    let spaced = rest.len() - tail.len() == 1 && tail.starts_with(|c: char| c.is_ascii_digit());
    if figure.magnitude < 6 || !spaced {
        return figure;
    }
    let from = figure.span.end + 1;
    let Some(second) = digits_figure(text, from, from, "") else {
        return figure;
    };
    if second.magnitude >= 3 && second.magnitude < figure.magnitude && matches!(second.unit, Unit::Number | Unit::Money)
    {
        figure.span.end = second.span.end;
        figure.value += &second.value;
        figure.ulp = second.ulp;
        figure.decimals = second.decimals;
        figure.magnitude = second.magnitude;
        if second.currency.is_some() {
            (figure.currency, figure.unit) = (second.currency, Unit::Money);
        }
    }
    figure
}

/// Numbers in words: `eight`, `five per cent`, `half a million`, `two thirds`, `sixth`, `threefold`.
fn spelled_figure(text: &str, tokens: &[Token], at: usize) -> Option<Figure> {
    let token = tokens[at];
    let word = token.text(text).to_lowercase();
    let joined = tokens.get(at + 1).filter(|mark| mark.text(text) == "-" && mark.start == token.end);
    if let Some(value) = wording::fold(&word) {
        let mut figure = plain(token.span(), whole(value), Unit::Multiple).spelled();
        figure.ulp = whole(1);
        return Some(figure);
    }
    if word == "half" || word == "quarter" {
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
    if word == "one" && value == 1 && figure.unit == Unit::Count {
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

fn with_wording(text: &str, floor: usize, mut figure: Figure) -> Figure {
    let mut before = &text[floor..figure.span.start];
    // Two rounds: "about more than" is rare, "some more than" rarer, "over about" is not.
    for _ in 0..2 {
        if let Some((bound, span)) = wording::bound_before(before) {
            figure.bound = figure.bound.or(Some(bound));
            before = &before[..span.start];
        } else if let Some(span) = wording::hedge_before(before) {
            figure.hedge = Some(floor + span.start..floor + span.end);
            before = &before[..span.start];
        }
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::super::super::exact::decimal;
    use super::super::{Bound, Mentioned};
    use super::*;

    fn figures(text: &str) -> Vec<(String, String, Unit, Option<String>)> {
        scan(text, 0..text.len())
            .figures
            .into_iter()
            .map(|f| (text[f.span.clone()].to_owned(), decimal(&f.value, 6), f.unit, f.currency))
            .collect()
    }

    fn one(text: &str) -> (String, String, Unit, Option<String>) {
        let found = figures(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found.into_iter().next().unwrap()
    }

    #[test]
    fn money_in_many_hands() {
        for (text, value, currency) in [
            ("was $422.6 million", "422600000", "USD"),
            ("was US$42.5 billion", "42500000000", "USD"),
            ("USD 22.66 billion", "22660000000", "USD"),
            ("raised 60.4 billion yuan", "60400000000", "CNY"),
            ("₦4,021.4 billion", "4021400000000", "NGN"),
            ("about Rs 1,99,770.58 crore", "1997705800000", "INR"),
            ("Sh5.60 billion", "5600000000", "KES"),
            ("€11.4bn", "11400000000", "EUR"),
            ("$31.760b", "31760000000", "USD"),
            ("2.8 billion U.S. dollars", "2800000000", "USD"),
            ("7 billion 28 million dollars", "7028000000", "USD"),
            ("$29. 357 billion", "29357000000", "USD"),
            ("half a million euros", "500000", "EUR"),
            ("$ 300 billion", "300000000000", "USD"),
        ] {
            let (_, found, unit, code) = one(text);
            assert_eq!((found.as_str(), unit, code.as_deref()), (value, Unit::Money, Some(currency)), "{text}");
        }
    }

    #[test]
    fn percentages_points_and_multiples() {
        assert_eq!(one("21 per cent").2, Unit::Percent);
        assert_eq!(one("25.51pc").2, Unit::Percent);
        assert_eq!(one("five percent").1, "5");
        assert_eq!(one("−4.0%").1, "-4");
        assert_eq!(one("rose 3 percentage points").2, Unit::PercentagePoint);
        assert_eq!(one("cut by 25 basis points").2, Unit::BasisPoint);
        assert_eq!(one("2.5 times").2, Unit::Multiple);
        assert_eq!(one("went there nine times before").2, Unit::Count);
        assert_eq!(one("two thirds of it").0, "two thirds");
    }

    #[test]
    fn labels_dates_and_times_are_no_figures() {
        assert!(figures("see Table 2 and HS 7102").is_empty());
        assert!(figures("created 19.10.2017, 11:50").is_empty());
        assert!(figures("On 19 January 1992 and on 19–21 July 2017").is_empty());
        assert!(figures("a Mercedes E 220D and a Volvo V70").is_empty());
        assert!(figures("the G20 in H1 2014").is_empty());
    }

    #[test]
    fn counts_ranks_and_years() {
        assert_eq!(one("Eight mining companies").2, Unit::Count);
        assert_eq!(one("the sixth-largest investor").2, Unit::Ordinal);
        assert_eq!(figures("(1991, 1992 and 2015)").len(), 3);
        let entities = scan("more than 800 British legal entities", 0..36).figures.remove(0);
        assert_eq!((entities.unit, entities.bound), (Unit::Count, Some(Bound::MoreThan)));
    }

    #[test]
    fn periods_by_date_and_by_relation() {
        let period = |text: &str| match scan(text, 0..text.len()).periods.first().map(|found| found.period) {
            Some(Mentioned::Dated(period)) => period.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(period("in January–April 2017"), "2017-01..2017-04");
        assert_eq!(period("between January and April 2017"), "2017-01..2017-04");
        assert_eq!(period("in 2022-23"), "2022-04..2023-03");
        assert_eq!(period("in FY24"), "2023-04..2024-03");
        assert_eq!(period("July-June (2021-22)"), "2021-07..2022-06");
        assert_eq!(period("the first nine months of 2019"), "2019-01..2019-09");
        assert_eq!(period("Between 2005 and 2017"), "2005..2017");
        assert_eq!(period("the first half of 2020"), "2020-H1");
        assert_eq!(period("in December, 2020"), "2020-12");
        assert_eq!(period("over the same period last year"), "Some(YearEarlier)");
        assert_eq!(period("the same period in 2016"), "Some(SameMonthsOf(2016))");
    }

    #[test]
    fn precision_is_what_was_printed() {
        let figure = scan("$22.0 billion", 0..13).figures.remove(0);
        assert_eq!(decimal(&figure.ulp, 0), "100000000");
        let coarse = scan("408,000 tonnes", 0..14).figures.remove(0);
        assert_eq!(decimal(&coarse.coarse_ulp(), 0), "1000");
    }
}

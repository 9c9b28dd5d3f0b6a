//! Figures as people write them: marks between thousands, decimal marks, signs, units and footnotes in the cell.

use crate::model::money::Magnitude;

use super::unit;
use super::words;

/// What stands between whole and fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Point,
    Comma,
}

impl Mark {
    /// The mark itself.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn between_thousands(self) -> char {
        match self {
            Self::Point => ',',
            Self::Comma => '.',
        }
    }
}

/// A cell that holds a figure, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Digits with points and commas; blanks and apostrophes between thousands are gone.
    pub body: String,
    pub negative: bool,
    pub percent: bool,
    /// `e+05`, as a power of ten.
    pub power: i32,
    pub magnitude: Option<Magnitude>,
    /// An ISO code.
    pub currency: Option<&'static str>,
    /// The tidy name of a state: `provisional`, `estimated`.
    pub state: Option<&'static str>,
}

/// Takes a cell apart; `None` where it is no figure.
///
/// ```
/// # use tradeproof::sources::any_table::number::figure;
/// assert_eq!(figure("1 234,5").unwrap().body, "1234,5");
/// assert_eq!(figure("$18.9 bn").unwrap().currency, Some("USD"));
/// assert!(figure("(12.5)").unwrap().negative);
/// assert!(figure("Q1 2024").is_none());
/// ```
#[must_use]
pub fn figure(text: &str) -> Option<Figure> {
    let text = text.trim();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (prefix, rest) = text.split_at(start);
    let (body, length) = body(rest);
    let suffix = &rest[length..];
    let (power, suffix) = exponent(suffix);
    let brackets = prefix.trim_start().starts_with('(') && suffix.trim_end().ends_with(')') && !suffix.contains('(');
    let prefix = if brackets { prefix.trim_start().trim_start_matches('(') } else { prefix };
    let suffix = if brackets { suffix.trim_end().trim_end_matches(')') } else { suffix };
    let (minus, prefix) = sign(prefix);
    let (trailing, suffix) = match suffix.trim() {
        "-" | "\u{2212}" => (true, ""),
        other => (false, other),
    };
    let said = unit::of_cell(prefix, suffix)?;
    let negative = minus || trailing || brackets;
    Some(Figure {
        body,
        negative,
        power,
        percent: said.percent,
        magnitude: said.magnitude,
        currency: said.currency,
        state: said.state,
    })
}

/// The digits and marks that a text begins with, and how many bytes they are. A blank or apostrophe belongs to it where three
/// digits follow.
fn body(text: &str) -> (String, usize) {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let digit = |place: usize| letters.get(place).is_some_and(|(_, c)| c.is_ascii_digit());
    let mut body = String::new();
    let mut place = 0;
    while let Some((_, letter)) = letters.get(place) {
        let three = (1..=3).all(|next| digit(place + next)) && !digit(place + 4);
        match letter {
            c if c.is_ascii_digit() => body.push(*c),
            '.' | ',' if digit(place + 1) => body.push(*letter),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_' if three && !body.contains([',', '.']) => {}
            _ => break,
        }
        place += 1;
    }
    let end = letters.get(place).map_or(text.len(), |(at, _)| *at);
    (body, end)
}

/// `e+05` at the start, as the power of ten, and what follows.
fn exponent(text: &str) -> (i32, &str) {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return (0, text) };
    let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '+' || c == '-').len();
    match rest[..length].parse() {
        Ok(power) => (power, &rest[length..]),
        Err(_) => (0, text),
    }
}

fn sign(prefix: &str) -> (bool, &str) {
    const MINUS: [char; 3] = ['-', '\u{2212}', '–'];
    let prefix = prefix.trim();
    if let Some(rest) = prefix.strip_prefix(MINUS).or_else(|| prefix.strip_suffix(MINUS)) {
        return (true, rest.trim());
    }
    (false, prefix.strip_prefix('+').unwrap_or(prefix))
}

/// How figures are written, as far as they say it themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marks {
    /// No figure has a mark that could be one or the other.
    Plain,
    Decided(Mark),
    /// Every mark may be either: the first such figure.
    Either(String, Mark),
    /// Two figures that cannot both be right.
    Conflict(String, String),
}

/// What the bodies of figures say of their marks.
#[must_use]
pub fn marks<'a>(bodies: impl Iterator<Item = &'a str>) -> Marks {
    let mut decimal: [Option<&str>; 2] = [None; 2];
    let mut either: [Option<&str>; 2] = [None; 2];
    for body in bodies {
        let points = body.matches('.').count();
        let commas = body.matches(',').count();
        let mark = match (points, commas) {
            (0, 0) => continue,
            (_, 0) => Mark::Point,
            (0, _) => Mark::Comma,
            _ if body.rfind('.') > body.rfind(',') => Mark::Point,
            _ => Mark::Comma,
        };
        let mixed = points > 0 && commas > 0;
        let several = points + commas > 1 && !mixed;
        let place = |mark: Mark| usize::from(mark == Mark::Comma);
        if several {
            // The same mark twice stands between thousands, and the other one is the decimal mark.
            decimal[1 - place(mark)].get_or_insert(body);
        } else if mixed || !may_be_thousands(body, mark) {
            decimal[place(mark)].get_or_insert(body);
        } else {
            either[place(mark)].get_or_insert(body);
        }
    }
    match (decimal, either) {
        ([Some(one), Some(other)], _) => Marks::Conflict(one.to_owned(), other.to_owned()),
        ([Some(_), None], _) => Marks::Decided(Mark::Point),
        ([None, Some(_)], _) => Marks::Decided(Mark::Comma),
        ([None, None], [Some(one), Some(other)]) => Marks::Conflict(one.to_owned(), other.to_owned()),
        ([None, None], [Some(one), None]) => Marks::Either(one.to_owned(), Mark::Point),
        ([None, None], [None, Some(one)]) => Marks::Either(one.to_owned(), Mark::Comma),
        ([None, None], [None, None]) => Marks::Plain,
    }
}

/// `1.234`: one to three digits, not zero, and three behind the mark.
fn may_be_thousands(body: &str, mark: Mark) -> bool {
    let (whole, fraction) = body.split_once(mark.letter()).unwrap_or((body, ""));
    fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

/// The body as `1234.5`, or `None` where its marks do not fit the decimal mark: `900.5` never becomes 9005.
///
/// ```
/// # use tradeproof::sources::any_table::number::{Mark, canonical};
/// assert_eq!(canonical("1.234,5", Mark::Comma).as_deref(), Some("1234.5"));
/// assert_eq!(canonical("900.5", Mark::Comma), None);
/// ```
#[must_use]
pub fn canonical(body: &str, decimal: Mark) -> Option<String> {
    let (whole, fraction) = body.split_once(decimal.letter()).unwrap_or((body, ""));
    let groups: Vec<&str> = whole.split(decimal.between_thousands()).collect();
    let (last, before) = groups.split_last()?;
    let three = before.iter().skip(1).all(|group| group.len() == 3);
    // Lakhs and crores: 12,34,567.
    let two = before.iter().skip(1).all(|group| group.len() == 2);
    let first = before.first().is_none_or(|first| (1..=3).contains(&first.len()));
    let grouped = before.is_empty() || last.len() == 3 && first && (three || two);
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || !digits || whole.is_empty() {
        return None;
    }
    let whole = groups.concat();
    Some(if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") })
}

/// A figure of a workbook as it was meant: more than 15 digits are what floating point left of a calculation.
#[must_use]
pub fn computed(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let number: Result<f64, _> = text.parse();
    match number {
        Ok(number) if digits > 15 && number.is_finite() => {
            let short: f64 = format!("{number:.14e}").parse().unwrap_or(number);
            short.to_string()
        }
        _ => text.to_owned(),
    }
}

/// Multiplies a canonical decimal by a power of ten.
#[must_use]
pub fn shifted(text: &str, power: i32) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let point = whole.len() as i64 + i64::from(power.clamp(-60, 60));
    if point <= 0 {
        return format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize));
    }
    let point = point as usize;
    let padded = format!("{digits:0<point$}");
    let (whole, fraction) = padded.split_at(point);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// Why a cell holds no figure, as the tidy layout says it; `None` where the cell says something else.
#[must_use]
pub fn state(text: &str) -> Option<&'static str> {
    if words::is_exactly(text, "suppressed") {
        return Some("suppressed");
    }
    words::is_exactly(text, "missing").then_some("missing")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bodies: &[&str]) -> Marks {
        marks(bodies.iter().copied())
    }

    #[test]
    fn marks_decide_or_refuse() {
        assert_eq!(of(&["1.234,5", "12"]), Marks::Decided(Mark::Comma));
        assert_eq!(of(&["1,234,567"]), Marks::Decided(Mark::Point));
        assert_eq!(of(&["1.234.567"]), Marks::Decided(Mark::Comma));
        assert_eq!(of(&["0,125", "1.234"]), Marks::Decided(Mark::Comma));
        assert_eq!(of(&["12,5", "900.5"]), Marks::Conflict("900.5".into(), "12,5".into()));
        assert_eq!(of(&["1.234", "980"]), Marks::Either("1.234".into(), Mark::Point));
        assert_eq!(of(&["980"]), Marks::Plain);
    }

    #[test]
    fn figures_read_whatever_stands_around_them() {
        let body = |text: &str| figure(text).map(|found| found.body);
        for (text, expected) in [
            ("9300.4 (p)", "9300.4"),
            ("1'234.5", "1234.5"),
            ("12 345 678", "12345678"),
            ("15600*", "15600"),
            ("18,9 млрд", "18,9"),
            ("€1.2m", "1.2"),
            ("2e+05", "2"),
            ("9300.4 1)", "9300.4"),
            ("5,4²", "5,4"),
            ("12 %", "12"),
        ] {
            assert_eq!(body(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "Total 5 countries", "2709 Crude oil", "Q1 2024", "31.12.2024 x"] {
            assert!(body(text).is_none(), "{text}");
        }
        assert_eq!(figure("2e+05").unwrap().power, 5);
        assert_eq!(
            (shifted("2", 5), shifted("1.25", -3), shifted("0.5", 1)),
            ("200000".into(), "0.00125".into(), "5".into())
        );
        assert_eq!(computed("13950.599999999999"), "13950.6");
    }
}

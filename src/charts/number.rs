//! How a figure is written: decimals, grouping, true minus, unit.

use super::spec::{ChartSpec, Grouping};

const MINUS: char = '\u{2212}';
const NARROW_SPACE: &str = "\u{202f}";

/// Writes figures in one format and one language.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberWriter {
    /// Decimals of value labels.
    pub decimals: usize,
    group: &'static str,
    mark: &'static str,
    signed: bool,
    percent: &'static str,
    before: String,
    after: String,
}

impl NumberWriter {
    /// The format of `spec` for figures up to `largest`.
    #[must_use]
    pub fn new(spec: &ChartSpec, largest: f64) -> Self {
        Self::over(spec, &[largest])
    }

    /// The format of `spec`; without stated decimals, as many as three figures of the largest of `values` need, and no more
    /// than any of them has.
    #[must_use]
    pub fn over(spec: &ChartSpec, values: &[f64]) -> Self {
        let largest = values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        let held = values.iter().map(|value| decimals_of(*value)).max().unwrap_or(0);
        let (group, mark) = marks(spec.language(), spec.number.grouping);
        let english = spec.language() == "en";
        let unit = spec.number.unit.as_deref().unwrap_or_default();
        let percent = match (unit, english) {
            ("%", true) => "%",
            ("%", false) => "\u{202f}%",
            _ => "",
        };
        let magnitude = spec.number.magnitude.as_deref().unwrap_or_default();
        let after = [magnitude, if unit == "%" { "" } else { unit }];
        Self {
            decimals: spec.number.decimals.unwrap_or_else(|| decimals_for(largest).min(held)),
            group,
            mark,
            signed: spec.number.signed,
            percent,
            before: spec.number.currency.clone().unwrap_or_default(),
            after: after.iter().filter(|word| !word.is_empty()).map(|word| format!(" {word}")).collect(),
        }
    }

    /// The same language with a percent sign and `decimals`.
    #[must_use]
    pub fn percent(spec: &ChartSpec, decimals: usize) -> Self {
        let mut plain = spec.clone();
        plain.number.unit = Some("%".to_owned());
        plain.number.signed = false;
        plain.number.decimals = Some(decimals);
        plain.number.currency = None;
        plain.number.magnitude = None;
        Self::new(&plain, 100.0)
    }

    /// A value label: `12,410`, `−7.4`, `+3.0%`.
    #[must_use]
    pub fn label(&self, number: f64) -> String {
        self.write(number, self.decimals) + self.percent
    }

    /// A value label with decimals of its own.
    #[must_use]
    pub fn label_to(&self, number: f64, decimals: usize) -> String {
        self.write(number, decimals) + self.percent
    }

    /// A tick label with the decimals that the step needs; no unit, no plus sign.
    #[must_use]
    pub fn tick(&self, number: f64, decimals: usize) -> String {
        let mut plain = self.clone();
        plain.signed = false;
        plain.write(number, decimals)
    }

    /// In a sentence, with currency, magnitude and unit: `−€7.4 billion`.
    #[must_use]
    pub fn full(&self, number: f64) -> String {
        self.full_to(number, self.decimals)
    }

    /// As [`Self::full`] with decimals of its own.
    #[must_use]
    pub fn full_to(&self, number: f64, decimals: usize) -> String {
        let label = self.label_to(number, decimals);
        let (sign, digits) = match label.chars().next() {
            Some(sign @ (MINUS | '+')) => (sign.to_string(), &label[sign.len_utf8()..]),
            _ => (String::new(), label.as_str()),
        };
        format!("{sign}{}{digits}{}", self.before, self.after)
    }

    fn write(&self, number: f64, decimals: usize) -> String {
        let digits = rounded(number.abs(), decimals);
        let zero = digits.bytes().all(|b| b == b'0' || b == b'.');
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        let mut text = String::new();
        match (zero, number < 0.0, self.signed) {
            (false, true, _) => text.push(MINUS),
            (false, false, true) => text.push('+'),
            _ => {}
        }
        text.push_str(&grouped(whole, self.group));
        if !fraction.is_empty() {
            text.push_str(self.mark);
            text.push_str(fraction);
        }
        text
    }
}

/// Group separator and decimal mark.
fn marks(language: &str, grouping: Grouping) -> (&'static str, &'static str) {
    let mark = match language {
        "en" | "zh" | "ja" | "ko" | "he" | "th" => ".",
        _ => ",",
    };
    let group = match (grouping, language) {
        (Grouping::None, _) => "",
        (Grouping::Thin, _) => NARROW_SPACE,
        (Grouping::Locale, _) if mark == "." => ",",
        (Grouping::Locale, "de" | "es" | "it" | "nl" | "pt" | "tr" | "el" | "da" | "ro") => ".",
        (Grouping::Locale, _) => NARROW_SPACE,
    };
    (group, mark)
}

/// Rounds half away from zero on the shortest decimals that name the number, as a reader would:
/// 2.675 is 2.68 although its nearest double lies below.
fn rounded(number: f64, decimals: usize) -> String {
    let text = format!("{number}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    let wanted = whole.len() + decimals;
    let up = digits.get(wanted).is_some_and(|digit| *digit >= b'5');
    digits.resize(wanted, b'0');
    let mut point = whole.len();
    if up && carry(&mut digits) {
        digits.insert(0, b'1');
        point += 1;
    }
    let mut text: String = digits.into_iter().map(char::from).collect();
    if decimals > 0 {
        text.insert(point, '.');
    }
    text
}

/// Adds one to the last digit; true when it runs over the first.
fn carry(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return false;
        }
        *digit = b'0';
    }
    true
}

fn grouped(whole: &str, separator: &str) -> String {
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    text
}

/// How many decimals a number has when written out.
#[must_use]
pub fn decimals_of(number: f64) -> usize {
    let text = format!("{number}");
    text.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// As many decimals as three figures of the largest value need, at most three.
fn decimals_for(largest: f64) -> usize {
    match largest.abs() {
        size if size >= 100.0 || size == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writer(lang: &str, decimals: usize) -> NumberWriter {
        let mut spec = ChartSpec::new("line", "x", "y");
        spec.lang = lang.into();
        spec.number.decimals = Some(decimals);
        NumberWriter::new(&spec, 1.0)
    }

    #[test]
    fn grouping_and_marks_follow_the_language() {
        assert_eq!(writer("en", 1).label(-1_234_567.25), "−1,234,567.3");
        assert_eq!(writer("ru", 1).label(1234.25), "1\u{202f}234,3");
        assert_eq!(writer("de", 0).label(1234.0), "1.234");
    }

    #[test]
    fn halves_round_away_from_zero_and_zero_has_no_sign() {
        assert_eq!(writer("en", 2).label(2.675), "2.68");
        assert_eq!(writer("en", 0).label(-0.4), "0");
        assert_eq!(writer("en", 1).label(99.96), "100.0");
        assert_eq!(writer("en", 0).label(0.5), "1");
    }

    #[test]
    fn sentences_carry_sign_currency_and_magnitude_in_order() {
        let mut spec = ChartSpec::new("line", "x", "y");
        spec.number.currency = Some("€".into());
        spec.number.magnitude = Some("billion".into());
        let writer = NumberWriter::new(&spec, 21.3);
        assert_eq!(writer.full(-7.4), "−€7.4 billion");
    }
}

//! Exact decimals as a reader wants them: magnitude once, few places, a real minus.

use chrono::{Datelike as _, NaiveDate};

use crate::check::Quantity;
use crate::model::Period;

/// How the figures that belong to one printed quantity are shown: in its currency, magnitude and unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    prefix: String,
    suffix: String,
    divisor: f64,
    /// Decimals of the figure as printed.
    places: usize,
    grouped: bool,
}

impl Scale {
    /// The scale at which `quantity` was printed.
    #[must_use]
    pub fn of(quantity: &Quantity) -> Self {
        let value: f64 = quantity.value.parse().unwrap_or(0.0);
        let (divisor, magnitude) = magnitude(value, &quantity.unit);
        let suffix = match quantity.unit.as_str() {
            "percent" | "percentage_point" | "basis_point" | "multiple" => after_the_number(&quantity.text),
            _ => magnitude.to_owned(),
        };
        let ulp: f64 = quantity.ulp.parse().unwrap_or(1.0);
        Self {
            prefix: quantity.currency.as_deref().map_or_else(String::new, currency_sign),
            suffix,
            divisor,
            places: places_for(ulp / divisor),
            grouped: quantity.unit != "year",
        }
    }

    /// An exact decimal with one place more than was printed: `26.4%`, `$349.2 million`. Text that is no number stays.
    #[must_use]
    pub fn show(&self, decimal: &str) -> String {
        let Ok(value) = decimal.parse::<f64>() else {
            return decimal.to_owned();
        };
        let exact = exact_places(decimal, self.divisor);
        self.dressed(value, exact.min(self.places + 1))
    }

    /// An interval, unit last: `20.5 to 21.5%`, `$347.8 to 350.7 million`.
    #[must_use]
    pub fn interval(&self, low: &str, high: &str) -> String {
        let (Ok(from), Ok(to)) = (low.parse::<f64>(), high.parse::<f64>()) else {
            return format!("{low} to {high}");
        };
        let exact = exact_places(low, self.divisor).max(exact_places(high, self.divisor));
        let places = if exact <= self.places + 1 { exact } else { places_for((to - from) / self.divisor).max(1) };
        let from = self.number(from, places);
        let to = self.number(to, places);
        let sign = if from.starts_with('−') { "−" } else { "" };
        let from = from.trim_start_matches('−');
        format!("{sign}{}{from} to {to}{}", self.prefix, self.suffix)
    }

    fn dressed(&self, value: f64, places: usize) -> String {
        let number = self.number(value, places);
        let sign = if number.starts_with('−') { "−" } else { "" };
        format!("{sign}{}{}{}", self.prefix, number.trim_start_matches('−'), self.suffix)
    }

    fn number(&self, value: f64, places: usize) -> String {
        let plain = format!("{:.places$}", value / self.divisor);
        readable(&plain, self.grouped)
    }
}

/// A plain decimal for reading: thin groups of three in the whole part, U+2212 for minus.
#[must_use]
pub fn readable(decimal: &str, grouped: bool) -> String {
    let unsigned = decimal.trim_start_matches('-');
    let is_zero = !unsigned.contains(|c: char| c.is_ascii_digit() && c != '0');
    let sign = if decimal.starts_with('-') && !is_zero { "−" } else { "" };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let whole = if grouped { in_threes(whole) } else { whole.to_owned() };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A period as a reader says it: `January–April 2017`, `2005–2017`, `19 October 2017`. Text that is none stays.
#[must_use]
pub fn period_in_words(text: &str) -> String {
    let Ok(period) = text.parse::<Period>() else {
        return text.to_owned();
    };
    let (start, end) = (period.start(), period.end());
    let month = |date: NaiveDate| MONTHS[date.month0() as usize];
    let whole_years = period.months().is_some_and(|months| months % 12 == 0) && start.month() == 1;
    match period.months() {
        Some(_) if whole_years && start.year() == end.year() => start.year().to_string(),
        Some(_) if whole_years => format!("{}–{}", start.year(), end.year()),
        Some(1) => format!("{} {}", month(start), start.year()),
        Some(_) if start.year() == end.year() => format!("{}–{} {}", month(start), month(end), end.year()),
        Some(_) => format!("{} {}–{} {}", month(start), start.year(), month(end), end.year()),
        None if start == end => day(start),
        None => format!("{}–{}", day(start), day(end)),
    }
}

fn day(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

/// The unit as the text writes it: `%`, ` per cent`, ` percentage points`.
fn after_the_number(printed: &str) -> String {
    let end = printed.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let words: Vec<&str> = printed[end..].split_whitespace().collect();
    let spelled = end == 0;
    match words.as_slice() {
        [] => String::new(),
        // The number itself is a word: `eight per cent`.
        [_, unit @ ..] if spelled => format!(" {}", unit.join(" ")),
        [sign] if sign.starts_with('%') => (*sign).to_owned(),
        unit => format!(" {}", unit.join(" ")),
    }
}

fn in_threes(digits: &str) -> String {
    let first = digits.len() % 3;
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn magnitude(value: f64, unit: &str) -> (f64, &'static str) {
    match value.abs() {
        _ if unit == "year" => (1.0, ""),
        size if size >= 1e12 => (1e12, " trillion"),
        size if size >= 1e9 => (1e9, " billion"),
        size if size >= 1e6 => (1e6, " million"),
        _ => (1.0, ""),
    }
}

/// The sign before an amount; a code keeps its space.
pub fn currency_sign(code: &str) -> String {
    match code {
        "USD" => "$".to_owned(),
        "GBP" => "£".to_owned(),
        "EUR" => "€".to_owned(),
        "JPY" => "¥".to_owned(),
        "INR" => "₹".to_owned(),
        "KZT" => "₸".to_owned(),
        code => format!("{code} "),
    }
}

/// The decimals that resolve a step of this size.
fn places_for(step: f64) -> usize {
    if step <= 0.0 || !step.is_finite() {
        return 0;
    }
    // A hair off, so that a step of exactly 0.1 needs one place whatever the float makes of it.
    let places = (-step.log10() - 1e-9).ceil();
    if places > 0.0 { (places as usize).min(12) } else { 0 }
}

/// The decimals that show `decimal / divisor` exactly; the divisor is a power of ten.
fn exact_places(decimal: &str, divisor: f64) -> usize {
    let shift = divisor.log10().round() as usize;
    let digits = decimal.trim_start_matches('-');
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        return shift + fraction.len();
    }
    let zeros = whole.len() - whole.trim_end_matches('0').len();
    shift.saturating_sub(zeros)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::sample::quantity;

    #[test]
    fn money_keeps_its_magnitude() {
        let scale = Scale::of(&quantity("$422.6 million", "422600000", "100000", "money"));
        assert_eq!(scale.show("422600000"), "$422.6 million");
        assert_eq!(scale.show("404503333.333333"), "$404.50 million");
        assert_eq!(scale.interval("422550000", "422650000"), "$422.55 to 422.65 million");
        assert_eq!(scale.interval("402784345.11", "406200751.2"), "$402.8 to 406.2 million");
    }

    #[test]
    fn percentages_resolve_their_interval() {
        let scale = Scale::of(&quantity("21 per cent", "21", "1", "percent"));
        assert_eq!(scale.show("26.413401"), "26.4 per cent");
        let scale = Scale::of(&quantity("21%", "21", "1", "percent"));
        assert_eq!(scale.interval("20.5", "21.5"), "20.5 to 21.5%");
        assert_eq!(scale.interval("26.3795", "26.4474"), "26.38 to 26.45%");
        assert_eq!(scale.show("-3"), "−3%");
        assert_eq!(scale.show("a year from 1991 to 2014"), "a year from 1991 to 2014");
    }

    #[test]
    fn years_have_no_separator_and_counts_do() {
        assert_eq!(readable("2015", false), "2015");
        assert_eq!(readable("1100", true), "1,100");
        assert_eq!(readable("-0.0", true), "0.0");
    }

    #[test]
    fn periods_are_said_as_readers_say_them() {
        assert_eq!(period_in_words("2017-01..2017-04"), "January–April 2017");
        assert_eq!(period_in_words("2005..2017"), "2005–2017");
        assert_eq!(period_in_words("2017-04"), "April 2017");
        assert_eq!(period_in_words("2016-11..2017-02"), "November 2016–February 2017");
        assert_eq!(period_in_words("2017-10-19"), "19 October 2017");
        assert_eq!(period_in_words("later"), "later");
    }
}

//! The magnitude that leaves the largest figure three or four digits, and the sign of its currency.

use polars::prelude::{DataFrame, PolarsError};

use super::facts::{Facts, Measure};
use super::phrases;
use crate::charts::{ChartSpec, NumberFormat};
use crate::model::Currency;
use crate::summary::FIGURE;

/// The largest figure stays below this: 9,999 million, then 10 billion.
const MOST: f64 = 10_000.0;
const SIGNS: [(&str, &str); 12] = [
    ("EUR", "€"),
    ("GBP", "£"),
    ("USD", "US$"),
    ("JPY", "¥"),
    ("CNY", "CN¥"),
    ("KZT", "₸"),
    ("RUB", "₽"),
    ("AUD", "A$"),
    ("CAD", "C$"),
    ("NZD", "NZ$"),
    ("HKD", "HK$"),
    ("SGD", "S$"),
];

/// A currency as charts write it: its sign, or its code and a space.
#[must_use]
pub fn sign(currency: Currency) -> String {
    let known = SIGNS.iter().find(|(code, _)| *code == currency.code());
    let own = |sign: &str| crate::charts::font::check(sign).is_ok();
    known
        .filter(|(_, sign)| own(sign))
        .map_or_else(|| format!("{}\u{a0}", currency.code()), |(_, sign)| (*sign).to_owned())
}

/// Fills in how figures are written, unless it is stated.
pub fn fill(spec: &mut ChartSpec, frame: &DataFrame, facts: &Facts) -> Result<(), PolarsError> {
    if spec.kind == "bump" && facts.measure == Measure::Place {
        spec.ranks = true;
    }
    // A stated number format is the whole of it; decimals, signs and grouping leave the rest to be filled in.
    let stated = &spec.number;
    if stated.divisor != 1.0 || stated.magnitude.is_some() || stated.currency.is_some() || stated.unit.is_some() {
        return Ok(());
    }
    match facts.measure {
        // Kinds that make shares label those.
        Measure::Money if super::caption::draws_shares(spec) => {}
        // A subtitle that somebody wrote says the unit; the axis follows it.
        Measure::Money if !spec.subtitle.trim().is_empty() => as_said(spec, facts),
        Measure::Money if facts.metrics == 1 => {
            let figures = frame.column(FIGURE)?.f64()?;
            let largest = figures.iter().flatten().map(f64::abs).fold(0.0, f64::max);
            magnitude(&mut spec.number, largest, spec.lang.split('-').next().unwrap_or("en"));
            spec.number.currency = facts.currency.map(sign);
        }
        Measure::Percent => spec.number.unit = Some("%".to_owned()),
        Measure::Count => spec.number.decimals = spec.number.decimals.or(Some(0)),
        Measure::Place => spec.number.decimals = spec.number.decimals.or(Some(0)),
        _ => {}
    }
    if matches!(facts.metric.name, "growth" | "contribution") || facts.metric.name == "balance" {
        spec.number.signed |= spec.kind != "line" || facts.metric.name != "balance";
    }
    if matches!(facts.measure, Measure::Percent | Measure::Points) && spec.number.decimals.is_none() {
        spec.number.decimals = Some(1);
    }
    Ok(())
}

/// Magnitude and currency as the subtitle names them; figures stay as they are where it names none.
fn as_said(spec: &mut ChartSpec, facts: &Facts) {
    let subtitle = spec.subtitle.clone();
    let says = |word: &str| subtitle.split(|c: char| c.is_whitespace() || c == ',').any(|known| known == word);
    let words = phrases::of(spec.language());
    let power = words.magnitudes.iter().position(|word| says(word));
    if let Some(power) = power {
        spec.number.divisor = 1000f64.powi(power as i32 + 1);
        spec.number.magnitude = Some(words.magnitudes[power].to_owned());
    }
    spec.number.currency = facts.currency.map(sign).filter(|sign| subtitle.contains(sign.trim()));
}

/// The power of a thousand that leaves the largest figure at most four digits before the point.
pub fn magnitude(number: &mut NumberFormat, largest: f64, language: &str) {
    let mut power = 0;
    let mut divisor = 1.0;
    while largest / divisor >= MOST && power < 4 {
        power += 1;
        divisor *= 1000.0;
    }
    if power > 0 {
        number.divisor = divisor;
        number.magnitude = Some(phrases::of(language).magnitudes[power - 1].to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_figure_has_at_most_four_digits() {
        let scaled = |largest: f64| {
            let mut number = NumberFormat::default();
            magnitude(&mut number, largest, "en");
            (number.divisor, number.magnitude)
        };
        assert_eq!(scaled(9_999.0), (1.0, None));
        assert_eq!(scaled(59_748_000_000.0), (1e9, Some("billion".to_owned())));
        assert_eq!(scaled(1_500_000_000.0), (1e6, Some("million".to_owned())));
        assert_eq!(scaled(10_000.0), (1e3, Some("thousand".to_owned())));
    }

    #[test]
    fn a_currency_is_written_by_its_sign_or_by_its_code() {
        assert_eq!(sign(Currency::GBP), "£");
        assert_eq!(sign("CHF".parse().unwrap()), "CHF\u{a0}");
    }
}

//! Market capitalisation: the unit is in the column's name, whatever currency the security trades in.

use crate::model::money::Magnitude;
use crate::model::{Amount, Currency, Unit};

use super::super::error::SourceError;
use super::super::reading::Record;

const WORDS: [&str; 5] = ["market cap", "mkt cap", "marketcap", "capitalisation", "capitalization"];

/// Whether a header, in lower case, names capitalisation.
pub(super) fn is_cap(header: &str) -> bool {
    WORDS.iter().any(|word| header.contains(word))
}

/// The unit that a header names: `security mkt cap (in £m)`, `market cap usd million`, `capitalisation, € bn`.
pub(super) fn unit(header: &str) -> Option<Unit> {
    let after =
        WORDS.iter().find_map(|word| header.split_once(word)).map(|(before, after)| format!("{before} {after}"))?;
    // The symbol alone stands for the US dollar here.
    let spaced: String = after
        .replace("us$", "$")
        .chars()
        .map(|letter| if letter.is_alphanumeric() || "£$€¥".contains(letter) { letter } else { ' ' })
        .collect();
    let mut currency = None;
    let mut magnitude = Magnitude::One;
    for word in spaced.split_whitespace() {
        let (symbol, rest) = match word.chars().next().filter(|first| "£$€¥".contains(*first)) {
            Some(first) => (Some(first), &word[first.len_utf8()..]),
            None => (None, word),
        };
        currency = currency.or_else(|| symbol.and_then(of_symbol));
        match magnitude_of(rest) {
            Some(found) => magnitude = found,
            None => currency = currency.or_else(|| rest.parse().ok().filter(|_| rest.len() == 3)),
        }
    }
    currency.map(|currency| Unit { currency, magnitude })
}

fn of_symbol(symbol: char) -> Option<Currency> {
    match symbol {
        '£' => Some(Currency::GBP),
        '$' => Some(Currency::USD),
        '€' => Some(Currency::EUR),
        '¥' => "JPY".parse().ok(),
        _ => None,
    }
}

fn magnitude_of(word: &str) -> Option<Magnitude> {
    Some(match word {
        "k" | "thousand" | "thousands" | "000" => Magnitude::Thousand,
        "m" | "mn" | "mln" | "million" | "millions" => Magnitude::Million,
        "b" | "bn" | "bln" | "billion" | "billions" => Magnitude::Billion,
        _ => return None,
    })
}

/// The capitalisation of a row; `-` and nothing are no figure.
pub(super) fn amount(record: Record<'_>, column: &str, unit: Unit, help: &str) -> Result<Option<Amount>, SourceError> {
    let text = record.text(column);
    if matches!(text, "" | "-" | "–" | "n/a" | "N/A" | "NA") {
        return Ok(None);
    }
    // Workbooks compute capitalisation to more digits than a currency has.
    let amount = unit.nearest(&text.replace(',', ""));
    amount.map(Some).map_err(|error| record.bad(column, &format!("a number such as 1,659.20, or - ({error})"), help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_from_headers() {
        for (header, expected) in [
            ("security mkt cap (in £m)", "GBP million"),
            ("mkt cap £m", "GBP million"),
            ("market cap (usd m)", "USD million"),
            ("capitalisation, € billion", "EUR billion"),
            ("market capitalization (kzt bn)", "KZT billion"),
            ("market cap in us$ million", "USD million"),
            ("market cap $", "USD"),
        ] {
            assert_eq!(unit(header).map(|unit| unit.to_string()).as_deref(), Some(expected), "{header}");
        }
        assert_eq!(unit("market cap"), None);
        assert_eq!(unit("market cap (m)"), None);
    }
}

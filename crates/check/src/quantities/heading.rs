//! The unit that a heading or caption states for the figures under it: `US$ million`, `Change, %`, `thousand tonnes`.

use super::unit::{self, Unit};

/// A unit with what its figures are multiples of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadingUnit {
    pub unit: Option<Unit>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The power of ten of the magnitude word; 0 where none is stated.
    pub magnitude: i32,
    /// Whether two units are stated, so that figures may be in either.
    pub unclear: bool,
}

impl HeadingUnit {
    /// Whether anything is stated.
    #[must_use]
    pub fn is_stated(&self) -> bool {
        self.unit.is_some() || self.magnitude != 0
    }
}

/// Reads the unit that a heading states.
///
/// ```
/// use tradeproof_check::quantities::{Unit, heading_unit};
/// let stated = heading_unit("Exports (US$ million)");
/// assert_eq!((stated.unit, stated.magnitude), (Some(Unit::Money), 6));
/// assert_eq!(heading_unit("Change, %").unit, Some(Unit::Percent));
/// assert!(!heading_unit("2017").is_stated());
/// ```
#[must_use]
pub fn heading_unit(text: &str) -> HeadingUnit {
    let mut stated = HeadingUnit { currency: currency_sign(text), ..HeadingUnit::default() };
    let mut percent = text.contains('%');
    let mut weight = false;
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty()) {
        let lower = word.to_lowercase();
        percent |= ["percent", "pct", "percentage", "cent"].contains(&lower.as_str());
        weight |= unit::is_weight(&lower);
        if let Some(power) = magnitude(&lower) {
            stated.unclear |= stated.magnitude != 0 && stated.magnitude != power;
            stated.magnitude = power;
        }
        if stated.currency.is_none() {
            stated.currency = unit::currency_word(word);
        }
    }
    let kinds = [(percent, Unit::Percent), (stated.currency.is_some(), Unit::Money), (weight, Unit::Weight)];
    let mut named = kinds.iter().filter(|(is_named, _)| *is_named).map(|(_, unit)| *unit);
    stated.unit = named.next();
    stated.unclear |= named.next().is_some();
    stated
}

/// The currency of a sign anywhere in the text; the longest sign at each place counts.
fn currency_sign(text: &str) -> Option<String> {
    let signs = text.char_indices().filter(|(at, c)| {
        // Letters of a sign such as `Rs` start a word.
        !c.is_alphanumeric() || !text[..*at].ends_with(char::is_alphanumeric)
    });
    let found = signs.filter_map(|(at, _)| unit::sign_at(&text[at..]).map(|(sign, code)| (at, sign, code)));
    let whole = |at: usize, sign: &str| {
        !sign.ends_with(char::is_alphanumeric) || !text[at + sign.len()..].starts_with(char::is_alphanumeric)
    };
    found.into_iter().find(|(at, sign, _)| whole(*at, sign)).map(|(_, _, code)| code.to_owned())
}

fn magnitude(word: &str) -> Option<i32> {
    let more = match word {
        "thousands" | "'000" | "000" | "000s" | "'000s" | "’000" | "ths" | "thd" => Some(3),
        "m" => Some(6),
        _ => None,
    };
    more.or_else(|| unit::magnitude(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_headings() {
        let of = |text: &str| {
            let stated = heading_unit(text);
            (stated.unit, stated.currency.unwrap_or_default(), stated.magnitude, stated.unclear)
        };
        assert_eq!(of("£m"), (Some(Unit::Money), "GBP".into(), 6, false));
        assert_eq!(of("mln US dollars"), (Some(Unit::Money), "USD".into(), 6, false));
        assert_eq!(of("thousand tonnes"), (Some(Unit::Weight), String::new(), 3, false));
        assert_eq!(of("2016, $ bn"), (Some(Unit::Money), "USD".into(), 9, false));
        assert_eq!(of("$ million; growth in %"), (Some(Unit::Percent), "USD".into(), 6, true));
        assert_eq!(of("Shares of the total"), (None, String::new(), 0, false));
        assert_eq!(of("Others"), (None, String::new(), 0, false));
    }
}

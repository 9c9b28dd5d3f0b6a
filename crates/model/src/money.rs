//! Money as official tables print it: a currency, a magnitude, and an exact decimal in the currency's smallest unit.
//!
//! A printed figure never becomes a float: `331.7` in `USD million` is 33 170 000 000 cents, and one unit in its
//! last printed place is 10 000 000 cents.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::Currency;

/// The power of ten a table is stated in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Magnitude {
    #[default]
    One,
    Thousand,
    Million,
    Billion,
    Trillion,
}

impl Magnitude {
    /// The exponent of ten.
    #[must_use]
    pub fn exponent(self) -> u32 {
        match self {
            Self::One => 0,
            Self::Thousand => 3,
            Self::Million => 6,
            Self::Billion => 9,
            Self::Trillion => 12,
        }
    }

    /// The word, empty for [`Magnitude::One`].
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Thousand => "thousand",
            Self::Million => "million",
            Self::Billion => "billion",
            Self::Trillion => "trillion",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "" => Self::One,
            "thousand" | "thousands" | "k" | "000" => Self::Thousand,
            "million" | "millions" | "m" | "mn" | "mln" => Self::Million,
            "billion" | "billions" | "b" | "bn" | "bln" => Self::Billion,
            "trillion" | "trillions" | "tn" | "trn" => Self::Trillion,
            _ => return None,
        })
    }
}

/// A currency with a magnitude: the unit of a column of figures.
///
/// ```
/// use tradeproof_model::Unit;
/// let unit: Unit = "USD million".parse().unwrap();
/// let amount = unit.amount("331.7").unwrap();
/// assert_eq!(amount.minor, 33_170_000_000);
/// assert_eq!(amount.ulp_minor, 10_000_000);
/// assert_eq!(unit.print(amount), "331.7");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    pub currency: Currency,
    pub magnitude: Magnitude,
}

/// A printed figure in the smallest unit of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    pub minor: i64,
    /// One unit in the last printed place, at least 1.
    pub ulp_minor: i64,
}

/// A unit that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UnitError {
    #[error("`{0}` is not an ISO 4217 currency")]
    Currency(String),
    #[error("`{0}` is not a magnitude: expected thousand, million, billion or trillion")]
    Magnitude(String),
}

/// A figure that could not be read exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AmountError {
    #[error("not a decimal number")]
    NotANumber,
    #[error("a decimal comma is ambiguous")]
    DecimalComma,
    #[error("finer than the smallest unit of the currency")]
    TooFine,
    #[error("larger than the 92 quadrillion that fit in whole cents")]
    TooLarge,
}

impl Unit {
    /// Reads a printed decimal: an optional sign, digits with or without grouping commas, an optional fraction.
    ///
    /// # Errors
    /// When the text is no such number, is finer than the smallest unit of the currency, or too large.
    pub fn amount(self, text: &str) -> Result<Amount, AmountError> {
        let number = Decimal::from_str(text)?;
        let exponent = self.scale();
        if number.decimals > exponent {
            return Err(AmountError::TooFine);
        }
        let factor = 10_i64.checked_pow(exponent - number.decimals).ok_or(AmountError::TooLarge)?;
        let minor = number.digits.checked_mul(factor).ok_or(AmountError::TooLarge)?;
        Ok(Amount { minor, ulp_minor: factor })
    }

    /// Reads a decimal that was computed rather than printed: decimals beyond the smallest unit of the currency are
    /// rounded half away from zero, and an exponent (`6.79227e7`) is read.
    ///
    /// ```
    /// # use tradeproof_model::Unit;
    /// let unit: Unit = "USD".parse().unwrap();
    /// assert_eq!(unit.nearest("12264016.6348").unwrap().minor, 1_226_401_663);
    /// assert_eq!(unit.nearest("6.79227E7").unwrap().minor, 6_792_270_000);
    /// ```
    ///
    /// # Errors
    /// When the text is no number, or too large.
    pub fn nearest(self, text: &str) -> Result<Amount, AmountError> {
        nearest(text, self.scale())
    }

    /// The figure as it was printed in this unit.
    #[must_use]
    pub fn print(self, amount: Amount) -> String {
        let shown = self.scale().saturating_sub(amount.ulp_minor.max(1).ilog10());
        print_decimal(amount.minor, self.scale(), shown)
    }

    /// The exponent between this unit and the smallest unit of its currency.
    fn scale(self) -> u32 {
        self.magnitude.exponent() + self.currency.exponent()
    }

    /// The largest magnitude in which the figure needs no trailing zeros before its decimal point.
    #[must_use]
    pub fn fitting(currency: Currency, amount: Amount) -> Self {
        let magnitudes = [Magnitude::Trillion, Magnitude::Billion, Magnitude::Million, Magnitude::Thousand];
        let fits = |magnitude: &Magnitude| {
            let one = 10_u64.checked_pow(magnitude.exponent() + currency.exponent());
            one.is_some_and(|one| {
                amount.minor.unsigned_abs() >= one && amount.ulp_minor >= 10_i64.pow(currency.exponent())
            })
        };
        let magnitude = magnitudes.into_iter().find(fits).unwrap_or_default();
        Self { currency, magnitude }
    }
}

impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut words = text.split_whitespace();
        let first = words.next().unwrap_or_default();
        let rest: Vec<&str> = words.collect();
        let magnitude = rest.join(" ");
        let currency = first.parse()?;
        let magnitude = Magnitude::from_word(&magnitude).ok_or(UnitError::Magnitude(magnitude))?;
        Ok(Self { currency, magnitude })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.magnitude {
            Magnitude::One => write!(f, "{}", self.currency),
            other => write!(f, "{} {}", self.currency, other.word()),
        }
    }
}

/// A printed decimal: `digits × 10^-decimals`.
///
/// ```
/// use tradeproof_model::Decimal;
/// let printed: Decimal = "1,659.20".parse().unwrap();
/// assert_eq!((printed.digits, printed.decimals), (165_920, 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    pub digits: i64,
    pub decimals: u32,
}

impl FromStr for Decimal {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (negative, body) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(body) => (true, body),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let whole = ungrouped(whole)?;
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits_only(&whole) || !digits_only(fraction) || whole.is_empty() || body.ends_with('.') {
            return Err(AmountError::NotANumber);
        }
        let digits: i64 = format!("{whole}{fraction}").parse().map_err(|_| AmountError::TooLarge)?;
        Ok(Self { digits: if negative { -digits } else { digits }, decimals: fraction.len() as u32 })
    }
}

/// A decimal that was computed, times `10^power`, as a whole number with the weight of its last place.
///
/// # Errors
/// When the text is no number, or does not fit.
pub fn nearest(text: &str, power: u32) -> Result<Amount, AmountError> {
    let (mantissa, exponent) = split_exponent(text.trim())?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let kept = i64::from(power) + exponent;
    let decimals = fraction.len() as i64;
    if decimals <= kept {
        let number =
            Decimal::from_str(&if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })?;
        let factor = u32::try_from(kept - decimals).ok().and_then(|power| 10_i64.checked_pow(power));
        let factor = factor.ok_or(AmountError::TooLarge)?;
        let minor = number.digits.checked_mul(factor).ok_or(AmountError::TooLarge)?;
        return Ok(Amount { minor, ulp_minor: factor });
    }
    Ok(Amount { minor: rounded(whole, fraction, kept)?, ulp_minor: 1 })
}

fn split_exponent(text: &str) -> Result<(&str, i64), AmountError> {
    match text.split_once(['e', 'E']) {
        None => Ok((text, 0)),
        Some((mantissa, power)) => {
            let power: i64 = power.parse().map_err(|_| AmountError::NotANumber)?;
            if power > 30 { Err(AmountError::TooLarge) } else { Ok((mantissa, power.max(-400))) }
        }
    }
}

/// `whole.fraction × 10^kept` rounded half away from zero, where the fraction is longer than `kept`.
fn rounded(whole: &str, fraction: &str, kept: i64) -> Result<i64, AmountError> {
    let unsigned = whole.strip_prefix(['-', '\u{2212}']);
    let negative = unsigned.is_some();
    let whole = ungrouped(unsigned.unwrap_or_else(|| whole.strip_prefix('+').unwrap_or(whole)))?;
    let digits = format!("{whole}{fraction}");
    if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    let cut = whole.len() as i64 + kept;
    let (head, next) = match usize::try_from(cut) {
        Ok(cut) => (&digits[..cut], digits.as_bytes()[cut]),
        Err(_) => ("", b'0'),
    };
    let down: i64 = if head.is_empty() { 0 } else { head.parse().map_err(|_| AmountError::TooLarge)? };
    let up = if next >= b'5' { down.checked_add(1).ok_or(AmountError::TooLarge)? } else { down };
    Ok(if negative { -up } else { up })
}

/// The digits without grouping commas, which must stand three digits apart.
fn ungrouped(whole: &str) -> Result<String, AmountError> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    if rest.is_empty() {
        return Ok(first.to_owned());
    }
    let grouped = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    grouped.then(|| whole.replace(',', "")).ok_or(AmountError::DecimalComma)
}

/// `minor × 10^-scale` with `shown` decimals at most `scale`; digits are never dropped: `shown` grows where needed.
#[must_use]
pub fn print_decimal(minor: i64, scale: u32, shown: u32) -> String {
    let digits = minor.unsigned_abs().to_string();
    let padded = format!("{digits:0>width$}", width = scale as usize + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale as usize);
    let needed = fraction.trim_end_matches('0').len().max(shown.min(scale) as usize);
    let sign = if minor < 0 { "-" } else { "" };
    match &fraction[..needed] {
        "" => format!("{sign}{whole}"),
        kept => format!("{sign}{whole}.{kept}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(text: &str) -> Unit {
        text.parse().unwrap()
    }

    #[test]
    fn figures_print_as_they_were() {
        for (unit_text, figure) in [
            ("USD million", "331.7"),
            ("USD million", "90.80"),
            ("USD", "0.05"),
            ("GBP billion", "5.8"),
            ("JPY", "1200"),
            ("USD thousand", "-2.027"),
            ("USD", "422600000"),
        ] {
            let unit = unit(unit_text);
            assert_eq!(unit.print(unit.amount(figure).unwrap()), figure, "{unit_text}");
        }
    }

    #[test]
    fn inexact_figures_are_refused() {
        assert_eq!(unit("USD").amount("0.001"), Err(AmountError::TooFine));
        assert_eq!(unit("USD").amount("331,7"), Err(AmountError::DecimalComma));
        assert_eq!(unit("USD").amount("n/a"), Err(AmountError::NotANumber));
        assert_eq!(unit("USD").amount(""), Err(AmountError::NotANumber));
        assert_eq!(unit("USD trillion").amount("92234"), Err(AmountError::TooLarge));
    }

    #[test]
    fn computed_figures_round_to_the_smallest_unit() {
        let minor = |text: &str| unit("USD").nearest(text).map(|amount| amount.minor);
        for (text, expected) in [
            ("0.005", 1),
            ("-0.005", -1),
            ("0.0049", 0),
            ("0.994999", 99),
            ("9680795326", 968_079_532_600),
            ("6804128143.0", 680_412_814_300),
            ("-36983240.2234637", -3_698_324_022),
            ("1.5e-3", 0),
            ("5e-3", 1),
            ("1E-300", 0),
        ] {
            assert_eq!(minor(text), Ok(expected), "{text}");
        }
        assert_eq!(minor("1e30"), Err(AmountError::TooLarge));
        assert_eq!(minor("1e"), Err(AmountError::NotANumber));
        for text in ["", ".", "-", "a", "1.2.3", "1.a", "--1.000001", "é.5", "1.é5555"] {
            assert!(minor(text).is_err(), "{text}");
        }
    }

    #[test]
    fn units_read_and_print() {
        assert_eq!(unit("usd mn").to_string(), "USD million");
        assert_eq!(unit("EUR").to_string(), "EUR");
        assert_eq!("XUD".parse::<Unit>(), Err(UnitError::Currency("XUD".into())));
        assert_eq!("USD dozen".parse::<Unit>(), Err(UnitError::Magnitude("dozen".into())));
    }

    #[test]
    fn grouping_commas_read() {
        assert_eq!(unit("GBP million").amount("1,659.20").unwrap().minor, 165_920_000_000);
    }

    #[test]
    fn fitting_unit_keeps_the_printed_precision() {
        let million = unit("USD million");
        let amount = million.amount("331.7").unwrap();
        let fitting = Unit::fitting(million.currency, amount);
        assert_eq!((fitting, fitting.print(amount)), (million, "331.7".to_owned()));
    }
}

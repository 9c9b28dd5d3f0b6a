//! Weights and quantities as official tables print them, as whole grams and whole thousandths.
//!
//! Sums of whole numbers are the same in every order; sums of floats are not.

use super::money::{AmountError, nearest, print_decimal};

/// A unit of weight in which a table is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightUnit {
    Kilogram,
    /// Eurostat's `QUANTITY_IN_100KG`.
    HundredKilograms,
    Tonne,
}

impl WeightUnit {
    /// A printed weight in whole grams; finer digits are rounded half away from zero.
    ///
    /// ```
    /// use tradeproof_model::quantity::WeightUnit;
    /// assert_eq!(WeightUnit::Tonne.grams("0.002"), Ok(2_000));
    /// assert_eq!(WeightUnit::HundredKilograms.grams("3272312.08"), Ok(327_231_208_000));
    /// assert!(WeightUnit::Kilogram.grams("heavy").is_err());
    /// ```
    ///
    /// # Errors
    /// When the text is no number, or too large.
    pub fn grams(self, text: &str) -> Result<i64, AmountError> {
        let power = match self {
            Self::Kilogram => 3,
            Self::HundredKilograms => 5,
            Self::Tonne => 6,
        };
        nearest(text, power).map(|grams| grams.minor)
    }
}

/// A printed quantity in whole thousandths of its unit; finer digits are rounded half away from zero.
///
/// ```
/// use tradeproof_model::quantity::milli;
/// assert_eq!(milli("12.5"), Ok(12_500));
/// ```
///
/// # Errors
/// When the text is no number, or too large.
pub fn milli(text: &str) -> Result<i64, AmountError> {
    nearest(text, 3).map(|quantity| quantity.minor)
}

/// Thousandths as a decimal without idle zeros: grams as kilograms, thousandths as the unit itself.
///
/// ```
/// use tradeproof_model::quantity::print;
/// assert_eq!((print(2_000), print(12_500)), ("2".to_owned(), "12.5".to_owned()));
/// ```
#[must_use]
pub fn print(milli: i64) -> String {
    let text = print_decimal(milli, 3, 3);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

//! Product codes: text with leading zeros, never integers.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A code of a goods classification, or the total of all goods.
///
/// ```
/// use tradeproof_model::Product;
/// let code: Product = "080211".parse().unwrap();
/// assert_eq!((code.code(), code.level()), ("080211", 6));
/// let total: Product = "total".parse().unwrap();
/// assert!(total.is_total());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Product(String);

/// A product code that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a product code is empty: expected a code such as 27 or 080211 with its leading zeros, or TOTAL")]
pub struct ProductError;

impl Product {
    /// The code of all goods together.
    pub const TOTAL: &'static str = "TOTAL";

    /// All goods, where services stand beside them.
    pub const GOODS: &'static str = "GOODS";
    /// All services.
    pub const SERVICES: &'static str = "SERVICES";
    /// Goods and services together.
    pub const GOODS_AND_SERVICES: &'static str = "GOODS+SERVICES";

    /// The code as the source writes it.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0
    }

    /// How many characters the code has: 2, 4 or 6 for a Harmonised System chapter, heading or subheading; 0 for the
    /// total, and 1 for goods or services where they are parts of it, and for goods that have a name and no code.
    #[must_use]
    pub fn level(&self) -> u32 {
        match self.0.as_str() {
            Self::TOTAL | Self::GOODS_AND_SERVICES => 0,
            Self::GOODS | Self::SERVICES => 1,
            code if is_name(code) => 1,
            code => code.chars().count() as u32,
        }
    }

    /// Whether this is the total of all goods.
    #[must_use]
    pub fn is_total(&self) -> bool {
        self.0 == Self::TOTAL
    }
}

/// Whether goods are called by a name, as small tables do: no digit in it, or small letters or blanks, and more than a section's letters.
fn is_name(code: &str) -> bool {
    let digits = code.chars().any(|letter| letter.is_ascii_digit());
    let worded = code.chars().any(|letter| letter.is_lowercase() || letter.is_whitespace());
    let long = code.chars().count() > 2;
    long && (worded || !digits)
}

impl FromStr for Product {
    type Err = ProductError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = text.trim();
        match code {
            "" => Err(ProductError),
            _ if code.eq_ignore_ascii_case(Self::TOTAL) => Ok(Self(Self::TOTAL.to_owned())),
            _ => Ok(Self(code.to_owned())),
        }
    }
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

//! Currencies of ISO 4217. Old figures keep currencies that the standard has withdrawn, so those are read as any other.

use std::fmt;
use std::str::FromStr;

use super::money::UnitError;

/// An ISO 4217 currency, in use or withdrawn.
///
/// ```
/// use tradeproof_model::Currency;
/// let mark: Currency = "DEM".parse().unwrap();
/// assert_eq!((mark.code(), mark.exponent()), ("DEM", 2));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    exponent: u32,
}

impl Currency {
    /// The US dollar, in which most international sources state their figures.
    pub const USD: Self = Self { code: "USD", exponent: 2 };
    /// The euro.
    pub const EUR: Self = Self { code: "EUR", exponent: 2 };
    /// Pound sterling.
    pub const GBP: Self = Self { code: "GBP", exponent: 2 };

    /// The three-letter code, such as `USD`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many decimals the smallest unit has: 2 for USD, 0 for JPY, 3 for KWD.
    #[must_use]
    pub fn exponent(self) -> u32 {
        self.exponent
    }
}

impl FromStr for Currency {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let code = text.trim().to_ascii_uppercase();
        let known = match iso_currency::Currency::from_code(&code) {
            Some(current) => Some((current.code(), current.exponent().map_or(0, u32::from))),
            None => withdrawn(&code),
        };
        let known = known.map(|(code, exponent)| Self { code, exponent });
        known.ok_or_else(|| UnitError::Currency(text.trim().to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Those whose smallest unit was the whole.
const WHOLE: &[&str] = &["ADP", "BEF", "BYB", "BYR", "ESP", "GRD", "ITL", "LUF", "MGF", "PTE", "TJR", "TPE", "TRL"];

/// Those that had hundredths.
const HUNDREDTHS: &[&str] = &[
    "AFA", "ALK", "ANG", "AOK", "AON", "AOR", "ARA", "ARP", "ATS", "AZM", "BAD", "BGL", "BOP", "BRC", "BRE", "BRN",
    "BRR", "BUK", "CSD", "CSK", "CUC", "CYP", "DDM", "DEM", "ECS", "EEK", "FIM", "FRF", "GEK", "GHC", "GQE", "GWP",
    "HRD", "HRK", "IEP", "ILP", "LTL", "LTT", "LVL", "LVR", "MLF", "MRO", "MTL", "MXP", "MZM", "NIC", "NLG", "PEI",
    "PES", "PLZ", "ROL", "RUR", "SDD", "SDP", "SIT", "SKK", "SLL", "SRG", "STD", "SUR", "TMM", "UAK", "UGS", "UYP",
    "VEB", "VEF", "XEU", "YDD", "YUD", "YUM", "YUN", "ZMK", "ZRN", "ZRZ", "ZWD", "ZWL", "ZWN", "ZWR",
];

/// A withdrawn currency by its code in capitals: the code, and how many decimals its smallest unit has.
fn withdrawn(code: &str) -> Option<(&'static str, u32)> {
    let among = |list: &[&'static str]| list.iter().find(|known| **known == code).copied();
    among(WHOLE).map(|code| (code, 0)).or_else(|| among(HUNDREDTHS).map(|code| (code, 2)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unit;

    #[test]
    fn figures_before_the_euro_read() {
        for (code, exponent) in [("DEM", 2), ("FRF", 2), ("ITL", 0), ("TRL", 0), ("ROL", 2), ("XEU", 2), ("SUR", 2)] {
            let currency: Currency = code.parse().unwrap();
            assert_eq!((currency.code(), currency.exponent()), (code, exponent));
        }
        let unit: Unit = "ITL billion".parse().unwrap();
        assert_eq!(unit.amount("412318.5").unwrap().minor, 412_318_500_000_000);
        assert!("XYZ".parse::<Currency>().is_err());
    }

    #[test]
    fn every_code_stands_there_once() {
        let mut all: Vec<&str> = WHOLE.iter().chain(HUNDREDTHS).copied().collect();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
    }
}

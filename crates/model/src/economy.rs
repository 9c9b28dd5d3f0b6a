//! Economies that statistics report on: countries, territories, and the areas that only trade statistics know.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::group;
use super::reference::{self, Known, REFERENCE};

/// A country, a territory or a statistical area. Not every economy is a country.
///
/// ```
/// use tradeproof_model::Economy;
/// let economy: Economy = "United Kingdom".parse().unwrap();
/// assert_eq!((economy.code(), economy.name()), ("GBR", "United Kingdom"));
/// assert_eq!(Economy::from_numeric(842).unwrap().code(), "USA");
/// assert!("World".parse::<Economy>().unwrap().is_world());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Economy {
    code: &'static str,
    name: &'static str,
}

/// An economy that could not be recognised.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not an economy: expected a name, an ISO code such as KAZ or KZ, an M49 code such as 398, or World")]
pub struct EconomyError(pub String);

/// Names in everyday use, by the code they belong to; they also replace ISO's inverted or formal names in print.
pub(super) const EVERYDAY: [(&str, &str); 22] = [
    ("GBR", "United Kingdom"),
    ("USA", "United States"),
    ("KOR", "South Korea"),
    ("PRK", "North Korea"),
    ("IRN", "Iran"),
    ("TWN", "Taiwan"),
    ("VEN", "Venezuela"),
    ("BOL", "Bolivia"),
    ("MDA", "Moldova"),
    ("TZA", "Tanzania"),
    ("NLD", "Netherlands"),
    ("RUS", "Russia"),
    ("SYR", "Syria"),
    ("COD", "DR Congo"),
    ("FSM", "Micronesia"),
    ("PSE", "Palestine"),
    ("CIV", "Côte d'Ivoire"),
    ("TUR", "Türkiye"),
    ("VNM", "Vietnam"),
    ("BRN", "Brunei"),
    ("LAO", "Laos"),
    ("CZE", "Czechia"),
];

impl Economy {
    /// All economies of the world together.
    pub const WORLD: &'static str = "WLD";

    /// ISO 3166 alpha-3, or the UN numeric code for areas that ISO does not have.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.code
    }

    /// The name to print.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Whether this is the aggregate of all partners.
    #[must_use]
    pub fn is_world(self) -> bool {
        self.code == Self::WORLD
    }

    /// ISO 3166 alpha-2, where ISO has the economy. Namibia's is `NA`.
    #[must_use]
    pub fn alpha2(self) -> Option<&'static str> {
        rust_iso3166::from_alpha3(self.code).map(|iso| iso.alpha2)
    }

    /// Its number in M49 or, for what M49 does not have, in UN trade statistics.
    #[must_use]
    pub fn numeric(self) -> Option<u16> {
        let iso = rust_iso3166::from_alpha3(self.code).map(|iso| iso.numeric);
        iso.or_else(|| (0..1000).find(|number| Self::from_numeric(*number) == Some(self)))
    }

    /// Whether this holds other economies: a union, a region, an income group.
    #[must_use]
    pub fn is_group(self) -> bool {
        reference::group_codes().contains(&self.code)
    }

    /// The codes of all groups.
    #[must_use]
    pub fn group_codes() -> Vec<&'static str> {
        reference::group_codes().to_vec()
    }

    /// Who belongs to this group at the end of a year, in the order of their codes; `None` where this is no group, or
    /// where membership is not settled or not known here.
    ///
    /// ```
    /// use tradeproof_model::Economy;
    /// let union: Economy = "EU".parse().unwrap();
    /// assert_eq!(union.members(2019).unwrap().len(), 28);
    /// assert_eq!(union.members(2020).unwrap().len(), 27);
    /// ```
    #[must_use]
    pub fn members(self, year: i32) -> Option<Vec<Self>> {
        let codes = group::members(self.code, year)?;
        codes.into_iter().map(|code| REFERENCE.code(code).map(Self::of)).collect()
    }

    /// By the numeric code of M49, Comtrade or BACI; where they differ, as trade statistics mean it: 356 is India to
    /// 1974, and 492 is not Monaco but what a reporter could not assign to one member of the European Union.
    #[must_use]
    pub fn from_numeric(numeric: u16) -> Option<Self> {
        REFERENCE.number(numeric).map(Self::of)
    }

    fn of((code, name): Known) -> Self {
        Self { code, name }
    }
}

impl FromStr for Economy {
    type Err = EconomyError;

    /// Reads an ISO alpha-3 or alpha-2 code, a numeric code, or a name, in any case, accents, punctuation and order of
    /// words: `Korea, Rep.` as well as `Republic of Korea`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let known = match number {
            true => text.parse().ok().and_then(|number| REFERENCE.number(number)),
            false => REFERENCE.code(text).or_else(|| REFERENCE.name(text)),
        };
        known.map(Self::of).ok_or_else(|| EconomyError(text.to_owned()))
    }
}

impl fmt::Display for Economy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        text.parse::<Economy>().unwrap().code()
    }

    #[test]
    fn every_spelling_leads_to_one_code() {
        for text in ["KAZ", "kz", "398", "Kazakhstan"] {
            assert_eq!(code(text), "KAZ");
        }
        for text in ["GBR", "GB", "UK", "United Kingdom", "826"] {
            assert_eq!(code(text), "GBR");
        }
        for text in ["0", "WLD", "world"] {
            assert_eq!(code(text), "WLD");
        }
    }

    #[test]
    fn trade_numerics_differ_from_iso() {
        for (numeric, expected) in
            [(842, "USA"), (251, "FRA"), (699, "IND"), (579, "NOR"), (757, "CHE"), (490, "490"), (899, "899")]
        {
            assert_eq!(Economy::from_numeric(numeric).unwrap().code(), expected);
        }
    }

    #[test]
    fn groups_are_no_countries() {
        for group in Economy::group_codes() {
            assert!(rust_iso3166::from_alpha3(group).is_none(), "{group} is a country");
            let economy: Economy = group.parse().unwrap();
            assert_eq!(economy.code(), group);
            assert!(economy.is_group());
        }
        for (text, expected) in
            [("002", "002"), ("142", "142"), ("Asia", "142"), ("1", "WLD"), ("97", "EU"), ("975", "ASEAN")]
        {
            assert_eq!(code(text), expected);
        }
    }

    #[test]
    fn codes_of_all_lists_agree() {
        for iso in rust_iso3166::ALL {
            let economy: Economy = iso.alpha2.parse().unwrap();
            assert_eq!(economy, iso.alpha3.parse().unwrap());
            assert_eq!((economy.alpha2(), economy.numeric()), (Some(iso.alpha2), Some(iso.numeric)));
            assert!(!economy.is_group());
        }
        assert_eq!("Kosovo".parse::<Economy>().unwrap().numeric(), Some(412));
    }

    #[test]
    fn spellings_of_agencies_read() {
        for (text, expected) in [
            ("Egypt, Arab Rep.", "EGY"),
            ("Hong Kong SAR, China", "HKG"),
            ("China, Hong Kong SAR", "HKG"),
            ("Bolivia (Plurinational State of)", "BOL"),
            ("Iran (Islamic Republic of)", "IRN"),
            ("Cote d'Ivoire", "CIV"),
            ("Congo, Dem. Rep.", "COD"),
            ("Congo, Rep.", "COG"),
            ("Gambia, The", "GMB"),
            ("Lao PDR", "LAO"),
            ("Korea, Dem. People\u{2019}s Rep.", "PRK"),
            ("Micronesia, Fed. Sts.", "FSM"),
            ("Venezuela, RB", "VEN"),
            ("Yemen, Rep.", "YEM"),
            ("St. Vincent and the Grenadines", "VCT"),
            ("Belgium-Luxembourg (...1998)", "58"),
            ("Fmr USSR", "810"),
            ("Azerbaijan, Republic of", "AZE"),
            ("China (People's Republic of)", "CHN"),
            ("Republic of China", "TWN"),
            ("China, P.R.: Hong Kong", "HKG"),
            ("TÜRKİYE", "TUR"),
            ("Niger", "NER"),
            ("Nigeria", "NGA"),
            ("Dominica", "DMA"),
            ("Dominican Rep.", "DOM"),
        ] {
            assert_eq!(text.parse::<Economy>().map(Economy::code), Ok(expected), "{text}");
        }
        for text in ["Atlantis", "", "Former", "of", "EU27", "1000", "70000", "CS"] {
            assert!(text.parse::<Economy>().is_err(), "{text}");
        }
    }

    #[test]
    fn namibia_is_not_missing() {
        assert_eq!(code("NA"), "NAM");
        assert_eq!("NAM".parse::<Economy>().unwrap().alpha2(), Some("NA"));
    }
}

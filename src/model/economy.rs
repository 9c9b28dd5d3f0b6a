//! Economies that statistics report on: countries, territories, and the areas that only trade statistics know.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::area::{AREAS, GROUPS, PLACES, TRADE_NUMERIC};

/// A country, a territory or a statistical area. Not every economy is a country.
///
/// ```
/// use tradeproof::model::Economy;
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
const EVERYDAY: [(&str, &str); 22] = [
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

/// Further spellings that files use.
const ALIASES: [(&str, &str); 12] = [
    ("uk", "GBR"),
    ("great britain", "GBR"),
    ("united states of america", "USA"),
    ("us", "USA"),
    ("republic of korea", "KOR"),
    ("korea, republic of", "KOR"),
    ("russian federation", "RUS"),
    ("viet nam", "VNM"),
    ("turkey", "TUR"),
    ("czech republic", "CZE"),
    ("other asia, nes", "490"),
    ("areas, nes", "899"),
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

    /// Whether this holds other economies: a union, a region, an income group.
    #[must_use]
    pub fn is_group(self) -> bool {
        GROUPS.iter().any(|group| group.0 == self.code)
    }

    /// The codes of all groups.
    #[must_use]
    pub fn group_codes() -> Vec<&'static str> {
        GROUPS.iter().map(|group| group.0).collect()
    }

    /// By the numeric code of M49, Comtrade or BACI.
    #[must_use]
    pub fn from_numeric(numeric: u16) -> Option<Self> {
        if let Some((code, name, _)) = AREAS.iter().find(|area| area.2 == numeric) {
            return Some(Self { code, name });
        }
        match TRADE_NUMERIC.iter().find(|pair| pair.0 == numeric) {
            Some((_, code)) => Self::from_alpha3(code),
            None => rust_iso3166::from_numeric(numeric).map(Self::from_iso),
        }
    }

    fn from_alpha3(code: &str) -> Option<Self> {
        let area = AREAS.iter().map(|area| (area.0, area.1)).find(|area| area.0 == code);
        match area.or_else(|| GROUPS.into_iter().find(|group| group.0 == code)) {
            Some((code, name)) => Some(Self { code, name }),
            None => rust_iso3166::from_alpha3(code).map(Self::from_iso),
        }
    }

    fn from_place(code: &str) -> Option<Self> {
        PLACES.iter().find(|place| place.0 == code).map(|(code, name)| Self { code, name })
    }

    fn from_iso(iso: rust_iso3166::CountryCode) -> Self {
        let everyday = EVERYDAY.iter().find(|pair| pair.0 == iso.alpha3);
        Self { code: iso.alpha3, name: everyday.map_or(iso.name, |pair| pair.1) }
    }

    fn from_name(text: &str) -> Option<Self> {
        let same = |name: &str| name.to_lowercase() == text.to_lowercase();
        let listed = |list: &[(&str, &'static str)]| list.iter().find(|pair| same(pair.0)).map(|pair| pair.1);
        if let Some(code) = listed(&ALIASES) {
            return Self::from_alpha3(code);
        }
        if let Some((code, _)) = EVERYDAY.iter().find(|pair| same(pair.1)) {
            return Self::from_alpha3(code);
        }
        if let Some((code, name, _)) = AREAS.iter().find(|area| same(area.1)) {
            return Some(Self { code, name });
        }
        if let Some((code, name)) = GROUPS.iter().find(|group| same(group.1) || same(group.0)) {
            return Some(Self { code, name });
        }
        rust_iso3166::ALL.iter().find(|iso| same(iso.name)).map(|iso| Self::from_iso(*iso))
    }
}

impl FromStr for Economy {
    type Err = EconomyError;

    /// Reads an ISO alpha-3 or alpha-2 code, a numeric code, or a name, in any case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let upper = text.to_uppercase();
        let by_code = match upper.len() {
            _ if !upper.is_empty() && upper.bytes().all(|byte| byte.is_ascii_digit()) => {
                upper.parse().ok().and_then(Self::from_numeric)
            }
            3 => Self::from_alpha3(&upper),
            2 => rust_iso3166::from_alpha2(&upper).map(Self::from_iso).or_else(|| Self::from_place(&upper)),
            _ => None,
        };
        by_code.or_else(|| Self::from_name(text)).ok_or_else(|| EconomyError(text.to_owned()))
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
    fn every_area_group_and_place_leads_home_and_is_one_thing() {
        let areas = AREAS.iter().map(|area| (area.0, area.1));
        for (place, _) in PLACES {
            assert_eq!(code(place), place);
        }
        for (place, name) in areas.chain(GROUPS) {
            assert_eq!(code(place), place);
            if place != "OED" && place != "OECD" {
                assert_eq!(code(name), place, "{name}");
            }
        }
        for group in Economy::group_codes() {
            assert!(rust_iso3166::from_alpha3(group).is_none(), "{group} is a country");
            assert!(group.parse::<Economy>().unwrap().is_group());
        }
    }

    #[test]
    fn namibia_is_not_missing() {
        assert_eq!(code("NA"), "NAM");
    }

    #[test]
    fn every_listed_name_leads_home() {
        for (alpha3, name) in EVERYDAY {
            assert_eq!(code(name), alpha3);
        }
        for (name, expected) in ALIASES {
            assert_eq!(code(name), expected);
        }
        assert!("Atlantis".parse::<Economy>().is_err());
    }
}

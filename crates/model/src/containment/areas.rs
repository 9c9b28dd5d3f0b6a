//! What a group, region or former state of economies holds in a year.

use std::collections::BTreeSet;

use super::super::economy::Economy;
use super::super::group;
use super::Relation;

/// Economies, or all economies but some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extent {
    codes: BTreeSet<&'static str>,
    all_but: bool,
}

impl Extent {
    pub(crate) fn of(codes: BTreeSet<&'static str>) -> Self {
        Self { codes, all_but: false }
    }

    /// Everything there is.
    pub(crate) fn everything() -> Self {
        Self { codes: BTreeSet::new(), all_but: true }
    }

    pub(crate) fn rest(self) -> Self {
        Self { all_but: !self.all_but, ..self }
    }

    /// These and some more.
    pub(crate) fn with(mut self, more: BTreeSet<&'static str>) -> Self {
        match self.all_but {
            true => self.codes.retain(|code| !more.contains(code)),
            false => self.codes.extend(more),
        }
        self
    }

    /// The economies that are named; none of the rest of the world.
    pub(crate) fn listed(&self) -> BTreeSet<&'static str> {
        if self.all_but { BTreeSet::new() } else { self.codes.clone() }
    }

    fn is_everything(&self) -> bool {
        self.all_but && self.codes.is_empty()
    }

    fn is_nobody(&self) -> bool {
        !self.all_but && self.codes.is_empty()
    }

    fn is_within(&self, other: &Self) -> bool {
        match (self.all_but, other.all_but) {
            (false, false) => self.codes.is_subset(&other.codes),
            (false, true) => self.codes.is_disjoint(&other.codes),
            (true, true) => other.codes.is_subset(&self.codes),
            (true, false) => false,
        }
    }

    fn is_apart(&self, other: &Self) -> bool {
        match (self.all_but, other.all_but) {
            (false, false) => self.codes.is_disjoint(&other.codes),
            (false, true) => self.codes.is_subset(&other.codes),
            (true, false) => other.codes.is_subset(&self.codes),
            (true, true) => false,
        }
    }
}

/// What a code surely holds in a year, and what it may hold at the most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    pub(crate) sure: Extent,
    pub(crate) at_most: Extent,
}

impl Area {
    /// What an economy, area or group holds at the end of a year. A name that is not known here may hold everything where it
    /// speaks of several (`Visegrad countries`), and is a party of its own otherwise.
    #[must_use]
    pub fn of(code: &str, year: i32) -> Self {
        if code == Economy::WORLD {
            return Self { sure: Extent::everything(), at_most: Extent::everything() };
        }
        if let Some(area) = group::area(code, year) {
            return area;
        }
        match code.parse::<Economy>() {
            Ok(economy) if economy.code() == code => {
                let alone = Extent::of(BTreeSet::from([economy.code()]));
                Self { sure: alone.clone(), at_most: alone }
            }
            _ if may_be_several(code) => Self { sure: Extent::of(BTreeSet::new()), at_most: Extent::everything() },
            // A code or name of one economy that is not listed here is none of the others.
            _ => Self { sure: Extent::of(BTreeSet::new()), at_most: Extent::of(BTreeSet::new()) },
        }
    }

    /// How this relates to another area of the same year.
    ///
    /// ```
    /// use tradeproof_model::containment::{Relation, areas::Area};
    /// let relation = |one, other, year| Area::of(one, year).relation(&Area::of(other, year));
    /// assert_eq!(relation("EU", "GBR", 2019), Relation::Holds);
    /// assert_eq!(relation("EU", "GBR", 2024), Relation::Apart);
    /// assert_eq!(relation("EU", "CHN", 2024), Relation::Apart);
    /// assert_eq!(relation("EA", "EU", 2024), Relation::Within);
    /// // Whether Ukraine has left the CIS is told in two ways, and nobody lists the members of the G20.
    /// assert_eq!(relation("CIS", "UKR", 2020), Relation::Unknown);
    /// assert_eq!(relation("G20", "CHN", 2020), Relation::Unknown);
    /// ```
    #[must_use]
    pub fn relation(&self, other: &Self) -> Relation {
        let (world, nobody) = (|area: &Self| area.sure.is_everything(), |area: &Self| area.at_most.is_nobody());
        match (world(self), world(other)) {
            (true, true) => return Relation::Same,
            (true, false) => return Relation::Holds,
            (false, true) => return Relation::Within,
            (false, false) if nobody(self) || nobody(other) => return Relation::Apart,
            (false, false) => {}
        }
        if self.at_most.is_apart(&other.at_most) {
            return Relation::Apart;
        }
        match (other.at_most.is_within(&self.sure), self.at_most.is_within(&other.sure)) {
            (true, true) => Relation::Same,
            (true, false) => Relation::Holds,
            (false, true) => Relation::Within,
            (false, false) => Relation::Unknown,
        }
    }

    /// Whether nothing is known of what it holds.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.sure.codes.is_empty() && !self.sure.all_but && self.at_most.all_but
    }

    /// Whether it may hold more than one economy.
    #[must_use]
    pub fn is_unknown_or_several(&self) -> bool {
        self.at_most.all_but || self.at_most.codes.len() > 1
    }
}

/// Words of names that stand for several economies.
const SEVERAL: [&str; 40] = [
    "advanced",
    "africa",
    "african",
    "alliance",
    "america",
    "americas",
    "arab",
    "area",
    "asia",
    "asian",
    "association",
    "bloc",
    "block",
    "bric",
    "brics",
    "caribbean",
    "central",
    "community",
    "continent",
    "countries",
    "developed",
    "developing",
    "east",
    "eastern",
    "economies",
    "emerging",
    "eu",
    "europe",
    "european",
    "group",
    "income",
    "members",
    "north",
    "pacific",
    "region",
    "south",
    "states",
    "union",
    "west",
    "zone",
];

/// Whether a name that is not listed may speak of several economies.
fn may_be_several(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| SEVERAL.contains(&word.to_lowercase().as_str()))
        && !name.ends_with(super::super::schema::NOT_SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(one: &str, other: &str, year: i32) -> Relation {
        let relation = Area::of(one, year).relation(&Area::of(other, year));
        assert_eq!(Area::of(other, year).relation(&Area::of(one, year)), relation.reversed(), "{one} {other}");
        relation
    }

    #[test]
    fn groups_hold_their_members_of_the_year() {
        for (one, other, year, expected) in [
            ("WLD", "KAZ", 2020, Relation::Holds),
            ("WLD", "EU", 2020, Relation::Holds),
            ("EU", "DEU", 2024, Relation::Holds),
            ("EU", "HRV", 2012, Relation::Apart),
            ("EU", "HRV", 2013, Relation::Holds),
            ("EUU", "GBR", 2015, Relation::Unknown),
            ("EUU", "GBR", 2024, Relation::Apart),
            ("EU_EXTRA", "CHN", 2024, Relation::Holds),
            ("EU_EXTRA", "EU_INTRA", 2024, Relation::Apart),
            ("EU_EXTRA", "DEU", 2024, Relation::Apart),
            ("EU", "EU_INTRA", 2024, Relation::Same),
            ("EU27_2020", "EA20", 2024, Relation::Holds),
            ("EAEU", "RUS", 2024, Relation::Holds),
            ("EAEU", "CHN", 2024, Relation::Apart),
            ("CIS", "CHN", 2024, Relation::Apart),
            ("CIS", "EAEU", 2024, Relation::Holds),
            ("EFTA", "EU", 2024, Relation::Apart),
            ("ASEAN", "142", 2024, Relation::Within),
            ("OECD", "EU", 2024, Relation::Unknown),
            ("LIC", "CHN", 2024, Relation::Unknown),
            ("58", "BEL", 1995, Relation::Holds),
            ("EU", "58", 1995, Relation::Holds),
            ("GBR", "XI", 2022, Relation::Holds),
            ("490", "CHN", 2022, Relation::Apart),
            ("490", "142", 2022, Relation::Within),
            ("492", "EU", 2022, Relation::Within),
            ("899", "EU", 2022, Relation::Apart),
            ("Visegrad countries", "CZE", 2022, Relation::Unknown),
            ("Atlantis", "CZE", 2022, Relation::Apart),
            ("Atlantis", "WLD", 2022, Relation::Within),
        ] {
            assert_eq!(relation(one, other, year), expected, "{one} and {other} in {year}");
        }
    }
}

//! Groups of economies: what they are called, who belongs to them, and what former states and remainders hold.
//!
//! All of it is data, in `groups.txt`, which says where each line is from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::containment::areas::{Area, Extent};

/// A line of the file.
struct Line {
    code: &'static str,
    /// Blank for what is no group.
    name: &'static str,
    /// Further names and codes.
    also: &'static str,
    settled: Settled,
    members: Members,
    /// Who else may belong, with years as for members.
    perhaps: Vec<&'static str>,
}

/// When membership is what the line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Settled {
    Always,
    /// From the first to the last of these years.
    Years(i32, i32),
    /// The members are sure, others may belong.
    Never,
    /// The line is of a remainder, and its members are the groups that it lies within.
    Remainder,
    Unknown,
}

enum Members {
    Listed(Vec<&'static str>),
    /// The members of a union at the end of a year.
    At(&'static str, i32),
    AllBut(&'static str),
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    let lines = include_str!("groups.txt").lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.filter_map(Line::read).collect()
});

/// The lines by their codes.
static BY_CODE: LazyLock<BTreeMap<&'static str, &'static Line>> =
    LazyLock::new(|| LINES.iter().map(|line| (line.code, line)).collect());

/// The remainders that lie within a group, by its code.
static REMAINDERS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut within: BTreeMap<&'static str, Vec<&'static str>> = BTreeMap::new();
    for line in LINES.iter().filter(|line| line.settled == Settled::Remainder) {
        if let Members::Listed(groups) = &line.members {
            groups.iter().for_each(|group| within.entry(group).or_default().push(line.code));
        }
    }
    within
});

impl Line {
    fn read(line: &'static str) -> Option<Self> {
        let fields: Vec<&'static str> = line.split('|').map(str::trim).collect();
        let [code, name, also, settled, members, perhaps, ..] = fields.as_slice() else { return None };
        let settled = match *settled {
            "always" => Settled::Always,
            "never" => Settled::Never,
            "within" => Settled::Remainder,
            "" => Settled::Unknown,
            years => {
                let (from, until) = years.split_once('-')?;
                Settled::Years(from.parse().ok()?, until.parse().ok()?)
            }
        };
        let members = match (members.strip_prefix("all but "), members.split_once(" at ")) {
            (Some(group), _) => Members::AllBut(group),
            (None, Some((union, year))) => Members::At(union, year.parse().ok()?),
            (None, None) => Members::Listed(terms(members)),
        };
        Some(Self { code, name, also, settled, members, perhaps: terms(perhaps) })
    }

    /// Who surely belongs at the end of a year.
    fn sure(&self, year: i32) -> Extent {
        match &self.members {
            Members::AllBut(group) => area(group, year).map_or_else(nobody, |area| area.at_most.rest()),
            Members::At(union, at) => area(union, *at).map_or_else(nobody, |area| area.sure),
            Members::Listed(terms) => {
                let mut codes = codes(terms, year);
                codes.extend(REMAINDERS.get(self.code).into_iter().flatten());
                Extent::of(codes)
            }
        }
    }

    /// Who belongs at the most.
    fn at_most(&self, year: i32) -> Extent {
        match &self.members {
            Members::AllBut(group) => area(group, year).map_or_else(Extent::everything, |area| area.sure.rest()),
            _ => self.sure(year).with(codes(&self.perhaps, year)),
        }
    }
}

fn nobody() -> Extent {
    Extent::of(BTreeSet::new())
}

/// `AUT 1960-1995, CHE 1960` or `015 202` as single terms.
fn terms(list: &'static str) -> Vec<&'static str> {
    if list.contains(',') || list.split_whitespace().nth(1).is_some_and(is_years) {
        return list.split(',').map(str::trim).collect();
    }
    list.split_whitespace().collect()
}

fn is_years(text: &str) -> bool {
    text.len() >= 4 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// The economies of the terms that hold in a year; a group, or an economy that some sources split, stands for what it
/// holds.
fn codes(terms: &[&'static str], year: i32) -> BTreeSet<&'static str> {
    let mut codes = BTreeSet::new();
    for code in terms.iter().filter_map(|term| belongs(term, year)) {
        match BY_CODE.get(code) {
            Some(line) if line.settled != Settled::Remainder => codes.extend(line.sure(year).listed()),
            _ => drop(codes.insert(code)),
        }
    }
    codes
}

/// The economies of a group as its line names them; `None` where the line does not list them.
fn named(line: &Line, year: i32) -> Option<BTreeSet<&'static str>> {
    match &line.members {
        Members::AllBut(_) => None,
        Members::At(union, at) => named(BY_CODE.get(union)?, *at),
        Members::Listed(terms) => {
            let mut codes = BTreeSet::new();
            for code in terms.iter().filter_map(|term| belongs(term, year)) {
                match BY_CODE.get(code).filter(|line| !line.name.is_empty()) {
                    Some(group) => codes.extend(named(group, year)?),
                    None => drop(codes.insert(code)),
                }
            }
            Some(codes)
        }
    }
}

/// The code of `GBR 1973-2020` where the year is one of those; of a term without years always.
fn belongs(term: &'static str, year: i32) -> Option<&'static str> {
    let Some((code, years)) = term.split_once(' ') else { return Some(term) };
    let (from, until) = years.split_once('-').unwrap_or((years, ""));
    let joined = from.parse::<i32>().is_ok_and(|from| from <= year);
    let left = until.parse::<i32>().is_ok_and(|until| until <= year);
    (joined && !left).then_some(code)
}

/// Every group: code and name.
pub(super) fn groups() -> impl Iterator<Item = (&'static str, &'static str)> {
    LINES.iter().filter(|line| !line.name.is_empty()).map(|line| (line.code, line.name))
}

/// The further names and codes of groups.
pub(super) fn further() -> impl Iterator<Item = (&'static str, &'static str)> {
    let also = |line: &Line| line.also.split(',').map(str::trim).filter(|name| !name.is_empty());
    LINES.iter().flat_map(move |line| also(line).map(|name| (line.code, name)))
}

/// The codes of those who belonged to a group at the end of a year, in alphabetical order; `None` where that is not
/// settled, or not known here.
pub(super) fn members(group: &str, year: i32) -> Option<Vec<&'static str>> {
    let line = BY_CODE.get(group).filter(|line| !line.name.is_empty())?;
    let settled = match line.settled {
        Settled::Always => true,
        Settled::Years(from, until) => (from..=until).contains(&year),
        Settled::Never | Settled::Remainder | Settled::Unknown => false,
    };
    settled.then(|| named(line, year).map(|codes| codes.into_iter().collect())).flatten()
}

/// What a group, former state or remainder holds at the end of a year; `None` for a single economy.
pub(super) fn area(code: &str, year: i32) -> Option<Area> {
    let line = BY_CODE.get(code)?;
    Some(match line.settled {
        Settled::Remainder => {
            let alone = Extent::of(BTreeSet::from([line.code]));
            Area { sure: alone.clone(), at_most: alone }
        }
        Settled::Unknown => Area { sure: nobody(), at_most: Extent::everything() },
        Settled::Always | Settled::Never => Area { sure: line.sure(year), at_most: line.at_most(year) },
        Settled::Years(from, until) => {
            // Before and after, the nearest year that is settled is the best that is known, and others may belong.
            let settled = (from..=until).contains(&year);
            let near = year.clamp(from, until);
            let at_most = if settled { line.sure(near) } else { line.at_most(near) };
            Area { sure: line.sure(near), at_most }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Economy;

    fn count(group: &str, year: i32) -> Option<usize> {
        members(group, year).map(|codes| codes.len())
    }

    #[test]
    fn unions_grow_and_shrink() {
        let sizes =
            [(1958, 6), (1973, 9), (1981, 10), (1986, 12), (1995, 15), (2004, 25), (2007, 27), (2013, 28), (2020, 27)];
        for (year, members) in sizes {
            assert_eq!(count("EU", year), Some(members), "{year}");
        }
        for (year, members) in [(1999, 11), (2001, 12), (2009, 16), (2015, 19), (2023, 20), (2026, 21)] {
            assert_eq!(count("EA", year), Some(members), "{year}");
        }
        for (year, members) in [(1962, 20), (2000, 30), (2010, 34), (2021, 38)] {
            assert_eq!(count("OECD", year), Some(members), "{year}");
        }
        for (year, members) in
            [(1960, 5), (1975, 13), (2006, 11), (2008, 13), (2018, 15), (2019, 14), (2020, 13), (2024, 12)]
        {
            assert_eq!(count("OPEC", year), Some(members), "{year}");
        }
        assert_eq!(count("EFTA", 1985), Some(6));
        assert_eq!(count("EFTA", 2024), Some(4));
    }

    #[test]
    fn compositions_have_the_members_of_their_names() {
        let numbered = |code: &str| code[2..].starts_with(|c: char| c.is_ascii_digit());
        let unions =
            groups().filter(|group| (group.0.starts_with("EU") || group.0.starts_with("EA")) && group.0.len() > 2);
        let mut seen = 0;
        for (code, _) in unions.filter(|group| numbered(group.0)) {
            let named: String = code[2..].chars().take_while(char::is_ascii_digit).collect();
            assert_eq!(count(code, 2024), named.parse().ok(), "{code}");
            seen += 1;
        }
        assert_eq!(seen, 19);
    }

    #[test]
    fn what_is_not_settled_is_not_said() {
        for (group, year) in [
            ("BRICS", 2024),
            ("MERCOSUR", 2015),
            ("CIS", 2020),
            ("G20", 2020),
            ("EU", 1950),
            ("LMC", 2020),
            ("OED", 2020),
        ] {
            assert_eq!(members(group, year), None, "{group}");
        }
    }

    #[test]
    fn the_regions_of_the_world_share_no_member() {
        let mut all: Vec<&str> =
            ["002", "019", "142", "150", "009"].iter().flat_map(|code| members(code, 2020).unwrap()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        // All of ISO 3166 but Antarctica, which is in no region.
        assert_eq!(count, rust_iso3166::ALL.len() - 1);
    }

    #[test]
    fn every_line_reads_and_names_what_is_known() {
        let written = include_str!("groups.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        assert_eq!(written.count(), LINES.len());
        for line in LINES.iter() {
            let terms = match &line.members {
                Members::Listed(terms) => terms.clone(),
                Members::At(union, _) | Members::AllBut(union) => vec![*union],
            };
            for term in terms.iter().chain(&line.perhaps) {
                let code = term.split(' ').next().unwrap_or_default();
                let known =
                    BY_CODE.contains_key(code) || code.parse::<Economy>().is_ok_and(|found| found.code() == code);
                assert!(known || ["ARE-REST"].contains(&code), "{}: {code}", line.code);
            }
        }
    }
}

//! The reference table of economies: every number, code and name that leads to one, looked up in constant time.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::alias::{CODES, KINGDOMS, NAMES, REPUBLICS};
use super::area::{AREAS, FORMER_PLACES, PLACES, TRADE_NUMERIC};
use super::economy::EVERYDAY;
use super::formal::FORMAL;
use super::group;

/// A code and the name to print.
pub(super) type Known = (&'static str, &'static str);

/// Every way to an economy.
pub(super) struct Reference {
    /// By the number of M49, Comtrade or BACI.
    numbers: Vec<Option<Known>>,
    /// By codes in capitals.
    codes: HashMap<&'static str, Known>,
    /// By names, as [`fold`] writes them.
    names: HashMap<String, Known>,
}

/// The only one; it is put together when the first economy is looked up.
pub(super) static REFERENCE: LazyLock<Reference> = LazyLock::new(Reference::new);

/// Groups by all their codes.
static GROUP_CODES: LazyLock<Vec<&'static str>> = LazyLock::new(|| group::groups().map(|group| group.0).collect());

/// The codes of all groups.
pub(super) fn group_codes() -> &'static [&'static str] {
    &GROUP_CODES
}

impl Reference {
    pub(super) fn number(&self, number: u16) -> Option<Known> {
        self.numbers.get(usize::from(number)).copied().flatten()
    }

    /// By a code in any case.
    pub(super) fn code(&self, code: &str) -> Option<Known> {
        let exact = self.codes.get(code);
        exact.or_else(|| self.codes.get(code.to_uppercase().as_str())).copied()
    }

    pub(super) fn name(&self, name: &str) -> Option<Known> {
        self.names.get(&fold(name)).copied()
    }

    fn new() -> Self {
        let mut table = Self { numbers: vec![None; 1000], codes: HashMap::new(), names: HashMap::new() };
        // The first to claim a number, code or name keeps it: areas of trade statistics before ISO, as files mean them.
        for (code, name, number) in AREAS {
            table.add((code, name), Some(number));
        }
        for iso in rust_iso3166::ALL {
            let everyday = EVERYDAY.iter().find(|pair| pair.0 == iso.alpha3);
            let known = (iso.alpha3, everyday.map_or(iso.name, |pair| pair.1));
            table.add(known, Some(iso.numeric));
            table.codes.entry(iso.alpha2).or_insert(known);
            table.names.entry(fold(iso.name)).or_insert(known);
        }
        for known in group::groups().chain(PLACES).chain(FORMER_PLACES) {
            table.add(known, known.0.parse().ok().filter(|_| known.0.len() == 3));
        }
        for (number, code) in TRADE_NUMERIC {
            table.numbers[usize::from(number)] = table.codes.get(code).copied();
        }
        table.further_names();
        for (code, further) in entries(CODES) {
            for text in further.split_whitespace() {
                table.alias_code(code, text);
            }
        }
        table
    }

    fn add(&mut self, known: Known, number: Option<u16>) {
        self.codes.entry(known.0).or_insert(known);
        self.names.entry(fold(known.1)).or_insert(known);
        if let Some(place) = number.and_then(|number| self.numbers.get_mut(usize::from(number))) {
            place.get_or_insert(known);
        }
    }

    fn further_names(&mut self) {
        for (code, names) in translated() {
            for name in names.split('|') {
                self.alias(code, name);
            }
        }
        for (code, names) in entries(NAMES).chain(entries(FORMAL)) {
            for name in names.split('|') {
                self.alias(code, name);
            }
        }
        for (code, name) in group::further() {
            self.alias(code, name);
        }
        for (codes, form) in [(REPUBLICS, "republic"), (KINGDOMS, "kingdom")] {
            for code in codes.split_whitespace() {
                if let Some(known) = self.codes.get(code).copied() {
                    self.names.entry(fold(&format!("{form} {}", known.1))).or_insert(known);
                }
            }
        }
    }

    fn alias(&mut self, code: &str, name: &str) {
        if let Some(known) = self.codes.get(code).copied() {
            self.names.entry(fold(name)).or_insert(known);
        }
    }

    fn alias_code(&mut self, code: &str, alias: &'static str) {
        if let Some(known) = self.codes.get(code).copied() {
            self.codes.entry(alias).or_insert(known);
        }
    }
}

/// `GBR uk|great britain;USA us` as pairs.
fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.split(';').filter_map(|entry| entry.trim().split_once(' '))
}

/// Names in other languages, as pairs of a code and names with bars between.
fn translated() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("names.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '))
}

/// Abbreviations that agencies use, and the word each stands for.
const WORDS: [(&str, &str); 17] = [
    ("afr", "african"),
    ("br", "british"),
    ("dem", "democratic"),
    ("fed", "federated"),
    ("federal", "federated"),
    ("fmr", "former"),
    ("fr", "french"),
    ("is", "islands"),
    ("isd", "islands"),
    ("isds", "islands"),
    ("island", "islands"),
    ("rep", "republic"),
    ("specified", "nes"),
    ("st", "saint"),
    ("sts", "states"),
    ("terr", "territory"),
    ("territories", "territory"),
];

/// Words that say nothing about which economy is meant.
const FILLING: [&str; 7] = ["a", "and", "elsewhere", "not", "of", "the", "to"];

/// A name without case, accents, punctuation and filling words, abbreviations written out, words in alphabetical order:
/// `Korea, Rep.` and `Republic of Korea` are the same.
pub(super) fn fold(name: &str) -> String {
    let mut words = words(name);
    for word in &mut words {
        if let Some((_, whole)) = WORDS.iter().find(|pair| pair.0 == word) {
            *word = (*whole).to_owned();
        }
    }
    words.retain(|word| !FILLING.contains(&word.as_str()));
    words.sort_unstable();
    words.join(" ")
}

/// The words in plain lower-case letters. Single letters in a row are one abbreviation: `n.e.s.`, `U.S.A.`
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    // Whether the last word is made of single letters, and the next may join it.
    let mut abbreviated = false;
    for word in name.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|word| !word.is_empty()) {
        let word: String = word.chars().filter(|c| !is_mark(*c)).flat_map(plain).collect();
        let single = word.chars().count() == 1;
        match words.last_mut() {
            Some(last) if single && abbreviated => last.push_str(&word),
            _ => words.push(word),
        }
        abbreviated = single;
    }
    words
}

/// Accents that stand as characters of their own.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// A letter in lower case without its accent.
fn plain(letter: char) -> impl Iterator<Item = char> {
    letter.to_lowercase().filter(|c| !is_mark(*c)).map(|c| match c {
        'à'..='å' | 'ā' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ş' | 'š' | 'ș' => 's',
        'ù'..='ü' | 'ū' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ž' => 'z',
        'ё' => 'е',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_what_they_share() {
        for (one, other) in [
            ("Korea, Rep.", "Republic of Korea"),
            ("Côte d’Ivoire", "COTE D'IVOIRE"),
            ("Tu\u{308}rkiye", "türkiye"),
            ("Areas, n.e.s.", "Areas, not elsewhere specified"),
            ("St. Kitts & Nevis", "Saint Kitts and Nevis"),
            ("Micronesia, Fed. Sts.", "Federated States of Micronesia"),
            ("U.S.A.", "usa"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("Guinea"), fold("Guinea-Bissau"));
        assert_ne!(fold("Congo, Rep."), fold("Congo, Dem. Rep."));
    }

    #[test]
    fn no_alias_leads_to_two_economies() {
        let table = &*REFERENCE;
        for (code, names) in entries(NAMES).chain(entries(FORMAL)) {
            for name in names.split('|') {
                assert_eq!(table.name(name).map(|known| known.0), Some(code), "{name}");
            }
        }
        for (code, codes) in entries(CODES) {
            for text in codes.split_whitespace() {
                assert_eq!(table.code(text).map(|known| known.0), Some(code), "{text}");
            }
        }
        for code in REPUBLICS.split_whitespace().chain(KINGDOMS.split_whitespace()) {
            let known = table.code(code).unwrap();
            let form = if REPUBLICS.contains(code) { "Republic of" } else { "Kingdom of" };
            assert_eq!(table.name(&format!("{form} {}", known.1)), Some(known));
        }
    }

    #[test]
    fn no_name_of_another_language_leads_to_two_economies() {
        let table = &*REFERENCE;
        for (code, names) in translated() {
            assert!(table.code(code).is_some(), "{code}");
            for name in names.split('|') {
                assert_eq!(table.name(name).map(|known| known.0), Some(code), "{name}");
            }
        }
    }

    #[test]
    fn printed_names_lead_home() {
        for known in REFERENCE.codes.values() {
            // Two lists have a group of this name; the World Bank's code has it.
            if known.0 != "OECD" {
                assert_eq!(REFERENCE.name(known.1), Some(*known), "{known:?}");
            }
        }
    }
}

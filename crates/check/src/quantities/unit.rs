//! Units, magnitudes and currencies as texts print them.

use tradeproof_language::units::{
    CURRENCY_LETTERS, MAGNITUDE_LETTERS, MAGNITUDES, NAMED, SIGNS_BEFORE, WEIGHTS, WORDS_AFTER,
};

/// What a figure is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    Percent,
    PercentagePoint,
    BasisPoint,
    /// `2.5 times`, `threefold`.
    Multiple,
    Money,
    Weight,
    /// A number of discrete things.
    Count,
    Ordinal,
    Year,
    /// A number without a unit.
    Number,
}

impl Unit {
    /// The name in the machine-readable result.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::PercentagePoint => "percentage_point",
            Self::BasisPoint => "basis_point",
            Self::Multiple => "multiple",
            Self::Money => "money",
            Self::Weight => "weight",
            Self::Count => "count",
            Self::Ordinal => "ordinal",
            Self::Year => "year",
            Self::Number => "number",
        }
    }
}

/// The power of ten of a magnitude word in lower case.
pub(super) fn magnitude(word: &str) -> Option<i32> {
    lookup(MAGNITUDES, word)
}

pub(super) fn magnitude_letter(word: &str) -> Option<i32> {
    lookup(MAGNITUDE_LETTERS, word)
}

/// The currency of a single letter before a large amount.
pub(super) fn currency_letter(letter: &str) -> Option<&'static str> {
    lookup(CURRENCY_LETTERS, letter)
}

/// The currency that `text` starts with as `Canadian dollars`: its code, and how many bytes name it.
pub(super) fn named_currency(text: &str) -> Option<(usize, &'static str)> {
    NAMED.iter().find_map(|(adjective, stem, code)| {
        let head = text.get(..adjective.len()).filter(|head| head.eq_ignore_ascii_case(adjective))?;
        let rest = text[head.len()..].strip_prefix([' ', '\u{a0}', '\n'])?;
        rest.get(..stem.len()).filter(|word| word.eq_ignore_ascii_case(stem))?;
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        (word <= stem.len() + 3).then_some((text.len() - rest.len() + word, *code))
    })
}

/// The currency sign that `text` starts with, as printed, and its ISO 4217 code.
pub(super) fn sign_at(text: &str) -> Option<(&'static str, &'static str)> {
    SIGNS_BEFORE.iter().copied().find(|(sign, _)| text.starts_with(sign))
}

/// The currency of a word in lower case (`tenge`) or of a code in capitals (`KZT`).
pub(super) fn currency_word(word: &str) -> Option<String> {
    if let Some(code) = lookup(WORDS_AFTER, &word.to_lowercase()) {
        return Some(code.to_owned());
    }
    currency_code(word)
}

/// An ISO 4217 code in capitals.
pub(super) fn currency_code(word: &str) -> Option<String> {
    let is_code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    (is_code && iso_currency::Currency::from_code(word).is_some()).then(|| word.to_owned())
}

/// Letters written to digits that are a magnitude and a weight in one: `4.5Mt`.
pub(super) fn magnitude_of_tonnes(word: &str) -> Option<i32> {
    lookup(&[("kt", 3), ("Mt", 6), ("Gt", 9)], word)
}

pub(super) fn is_weight(word: &str) -> bool {
    WEIGHTS.contains(&word)
}

fn lookup<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
}

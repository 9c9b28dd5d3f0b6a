//! Economies as international organisations write them: three letters, a number, or a name.
//!
//! Groups are none of them: two organisations may mean different members by one name.

use crate::model::Economy;

/// Letters that ISO 3166 has withdrawn or never had, and our codes.
const LETTERS: [(&str, &str); 15] = [
    ("ANT", "530"),
    ("BLX", "58"),
    ("CHT", "TWN"),
    ("CSK", "200"),
    ("DDR", "278"),
    ("KOS", "XKX"),
    ("ROM", "ROU"),
    ("SCG", "891"),
    ("SUN", "810"),
    ("TPE", "TWN"),
    ("UNK", "XKX"),
    ("WBG", "PSE"),
    ("XKV", "XKX"),
    ("YUC", "890"),
    ("YUG", "890"),
];

/// An economy by its three letters.
pub(super) fn by_letters(code: &str) -> Option<&'static str> {
    if let Some((_, known)) = LETTERS.iter().find(|pair| pair.0 == code) {
        return Some(known);
    }
    let three = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    three.then(|| alone(code))?
}

/// An economy by its number in UN statistics, with or without zeros before it; 0 is World.
pub(super) fn by_number(code: &str) -> Option<&'static str> {
    let digits = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| alone(code))?
}

/// An economy by its name, or World.
pub(super) fn by_name(name: &str) -> Option<&'static str> {
    (name.len() > 3).then(|| alone(name))?
}

fn alone(text: &str) -> Option<&'static str> {
    text.parse::<Economy>().ok().filter(|economy| !economy.is_group()).map(Economy::code)
}

/// A code with its name, where there are both.
pub(super) fn named(code: &str, name: &str) -> String {
    match (code, name) {
        (code, "") => code.to_owned(),
        ("", name) => name.to_owned(),
        (code, name) if code == name => code.to_owned(),
        (code, name) => format!("{code} ({name})"),
    }
}

/// The rule that leaves out what is no economy that we know.
pub(super) fn rule(role: &str, code: &str, name: &str) -> String {
    format!("{role} {}: a group or a remainder whose members we do not know", named(code, name))
}

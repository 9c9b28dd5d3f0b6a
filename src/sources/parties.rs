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
    let named = (name.len() > 3).then(|| alone(name)).flatten();
    named.or_else(|| alone(in_respect_of(name)?))
}

/// `Aruba` of `Aruba, the Netherlands with respect to` and of `Netherlands with respect to Aruba`.
fn in_respect_of(name: &str) -> Option<&str> {
    match name.split_once(" with respect to")? {
        (before, "") => before.split_once(',').map(|(place, _)| place.trim()),
        (_, place) => Some(place.trim()),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_the_wto_are_economies() {
        for (name, code) in [
            ("Aruba, the Netherlands with respect to", "ABW"),
            ("Curaçao, the Netherlands with respect to", "CUW"),
            ("Netherlands with respect to Sint Maarten", "SXM"),
            ("Lebanese Republic", "LBN"),
            ("Kuwait, the State of", "KWT"),
        ] {
            assert_eq!(by_name(name), Some(code), "{name}");
        }
        for name in ["The Netherlands with respect to", "Africa", "with respect to", "é with respect to é"] {
            assert_eq!(by_name(name), None, "{name}");
        }
    }
}

//! The Standard International Trade Classification: its sections and hierarchy, the same in all four revisions.

/// The sections by their digit, in our own short words.
pub const SECTIONS: [(&str, &str); 10] = [
    ("0", "Food and live animals"),
    ("1", "Beverages and tobacco"),
    ("2", "Crude materials other than fuels and food"),
    ("3", "Fuels, lubricants and energy"),
    ("4", "Animal and vegetable oils, fats and waxes"),
    ("5", "Chemicals"),
    ("6", "Manufactures by material"),
    ("7", "Machinery and transport equipment"),
    ("8", "Other manufactured articles"),
    ("9", "Other goods and transactions"),
];

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Section,
    Division,
    Group,
    Subgroup,
    Item,
}

/// The level of a code; `None` where it is none.
#[must_use]
pub fn level(code: &str) -> Option<Level> {
    match digits(code)?.len() {
        1 => Some(Level::Section),
        2 => Some(Level::Division),
        3 => Some(Level::Group),
        4 => Some(Level::Subgroup),
        5 => Some(Level::Item),
        _ => None,
    }
}

/// The code one level up; `None` for a section, or what is no code.
///
/// ```
/// use tradeproof_model::sitc;
/// assert_eq!(sitc::parent("334.1").as_deref(), Some("334"));
/// assert_eq!(sitc::parent("3"), None);
/// ```
#[must_use]
pub fn parent(code: &str) -> Option<String> {
    level(code).filter(|level| *level != Level::Section)?;
    let mut digits = digits(code)?;
    digits.pop();
    Some(digits)
}

/// The short name of a section.
#[must_use]
pub fn title(code: &str) -> Option<&'static str> {
    SECTIONS.iter().find(|section| section.0 == code).map(|section| section.1)
}

/// The digits of `334.1`.
fn digits(code: &str) -> Option<String> {
    let digits: String = code.chars().filter(|c| *c != '.').collect();
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_up_to_their_section() {
        let mut code = "334.11".to_owned();
        let mut path = Vec::new();
        while let Some(up) = parent(&code) {
            path.push(up.clone());
            code = up;
        }
        assert_eq!(path, ["3341", "334", "33", "3"]);
        assert_eq!(title(&code), Some("Fuels, lubricants and energy"));
        for wrong in ["", "TOTAL", "334111", "33X"] {
            assert_eq!((level(wrong), parent(wrong)), (None, None), "{wrong}");
        }
    }
}

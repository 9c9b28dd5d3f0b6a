//! What a code of goods or services holds: by the digits of its own classification, and by nothing else.

use super::super::classification::{Classification, System};
use super::super::harmonised;
use super::super::product::Product;
use super::Relation;

/// How codes of a classification tell what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// The first digits of a code, in steps of two, and sections over chapters: the Harmonised System and what refines it.
    Harmonised,
    /// The first characters of a code: SITC, BEC, and groups by letters.
    Prefix,
    /// Main items of services, which stand beside each other.
    Services,
    /// Words, or codes of a list that is not known: none holds another.
    Words,
}

impl Scheme {
    /// The scheme of a classification as frames name it, and of the codes under it where it has no name.
    ///
    /// Codes of up to five digits, some of odd length, are of SITC; codes of six and more digits are of the Harmonised System.
    #[must_use]
    pub fn of<'c>(classification: &str, codes: impl Iterator<Item = &'c str> + Clone) -> Self {
        match classification.parse::<Classification>().map(Classification::system) {
            Ok(System::Hs | System::Cn) => return Self::Harmonised,
            Ok(System::Sitc | System::Bec) => return Self::Prefix,
            Ok(System::Ebops) => return Self::Services,
            Err(_) if classification.starts_with("BPM") => return Self::Services,
            Err(_) if !classification.is_empty() => return Self::Prefix,
            Err(_) => {}
        }
        let lengths = codes.filter_map(digits).map(|digits| digits.len());
        match (lengths.clone().max(), lengths.clone().any(|length| length % 2 == 1)) {
            (None, _) => Self::Words,
            (Some(longest), true) if longest <= 5 => Self::Prefix,
            _ => Self::Harmonised,
        }
    }
}

/// What a product code stands for, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goods {
    /// All that is traded.
    All,
    /// All goods, where services stand beside them.
    AllGoods,
    AllServices,
    /// Chapters of the Harmonised System, from one to another.
    Section(u8, u8),
    /// A code of goods without dots and blanks.
    Code(String),
    /// A code of services.
    Service(String),
    /// Words.
    Named(String),
}

impl Goods {
    /// What a code stands for under a scheme.
    #[must_use]
    pub fn of(code: &str, scheme: Scheme) -> Self {
        match code {
            Product::TOTAL | Product::GOODS_AND_SERVICES => return Self::All,
            Product::GOODS => return Self::AllGoods,
            Product::SERVICES => return Self::AllServices,
            _ => {}
        }
        match scheme {
            Scheme::Services => Self::Service(code.to_owned()),
            Scheme::Words => Self::Named(code.to_owned()),
            Scheme::Prefix => Self::Code(code.chars().filter(|c| !matches!(c, '.' | ' ')).collect()),
            Scheme::Harmonised => match (harmonised::SECTIONS.iter().find(|section| section.0 == code), digits(code)) {
                (Some(section), _) => Self::Section(section.2, section.3),
                (None, Some(digits)) => Self::Code(whole(digits)),
                // Masked digits of Comext: `39XXXXXX` lies in chapter 39 beside its other codes.
                (None, None) => Self::Code(code.chars().filter(|c| !matches!(c, '.' | ' ')).collect()),
            },
        }
    }

    /// Whether it is a code of one classification; totals are the same in all.
    #[must_use]
    pub fn is_classified(&self) -> bool {
        !matches!(self, Self::All | Self::AllGoods | Self::AllServices)
    }

    /// How this relates to other goods of the same classification.
    ///
    /// ```
    /// use tradeproof_model::containment::{Relation, goods::{Goods, Scheme}};
    /// let relation = |one, other| {
    ///     Goods::of(one, Scheme::Harmonised).relation(&Goods::of(other, Scheme::Harmonised))
    /// };
    /// assert_eq!(relation("27", "2709"), Relation::Holds);
    /// assert_eq!(relation("V", "2709"), Relation::Holds);
    /// assert_eq!(relation("30", "2709"), Relation::Apart);
    /// // A spreadsheet took the zero of 080211, which does not lie in chapter 80.
    /// assert_eq!(relation("80", "80211"), Relation::Apart);
    /// assert_eq!(relation("08", "80211"), Relation::Holds);
    /// ```
    #[must_use]
    pub fn relation(&self, other: &Self) -> Relation {
        use Relation::{Apart, Holds, Same, Within};
        if self == other {
            return Same;
        }
        match (self, other) {
            (Self::All, _) => Holds,
            (_, Self::All) => Within,
            (Self::AllGoods, Self::AllServices | Self::Service(_))
            | (Self::AllServices | Self::Service(_), Self::AllGoods) => Apart,
            (Self::AllGoods, _) => Holds,
            (_, Self::AllGoods) => Within,
            (Self::AllServices, Self::Service(_)) => Holds,
            (Self::Service(_), Self::AllServices) => Within,
            (Self::Section(first, last), Self::Code(code)) if in_section(code, *first, *last) => Holds,
            (Self::Code(code), Self::Section(first, last)) if in_section(code, *first, *last) => Within,
            (Self::Code(one), Self::Code(other)) if other.starts_with(one.as_str()) => Holds,
            (Self::Code(one), Self::Code(other)) if one.starts_with(other.as_str()) => Within,
            _ => Apart,
        }
    }
}

/// Whether a code of the Harmonised System has lost its leading zero: codes have an even number of digits.
#[must_use]
pub fn lost_zero(code: &str, scheme: Scheme) -> bool {
    scheme == Scheme::Harmonised && digits(code).is_some_and(|digits| digits.len() % 2 == 1)
}

fn in_section(code: &str, first: u8, last: u8) -> bool {
    code.get(..2).and_then(|chapter| chapter.parse::<u8>().ok()).is_some_and(|of| (first..=last).contains(&of))
}

/// The digits with the zero that a spreadsheet took.
fn whole(digits: String) -> String {
    if digits.len() % 2 == 1 { format!("0{digits}") } else { digits }
}

/// The digits of `0802.11` or `2709 00`; `None` of what is no number.
fn digits(code: &str) -> Option<String> {
    let digits: String = code.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(classification: &str, one: &str, other: &str) -> Relation {
        let scheme = Scheme::of(classification, [one, other].into_iter());
        Goods::of(one, scheme).relation(&Goods::of(other, scheme))
    }

    #[test]
    fn codes_hold_what_their_classification_says() {
        for (classification, one, other, expected) in [
            ("HS 2017", "TOTAL", "27", Relation::Holds),
            ("HS 2017", "27", "270900", Relation::Holds),
            ("HS 2017", "2709.00", "27090010", Relation::Holds),
            ("HS 2017", "7403", "74", Relation::Within),
            ("CN 2024", "39", "39XXXXXX", Relation::Holds),
            ("HS 2017", "10121", "01", Relation::Within),
            ("SITC 3", "3", "334", Relation::Holds),
            ("SITC 3", "33", "3", Relation::Within),
            ("", "27", "2709", Relation::Holds),
            ("", "Oil", "Copper", Relation::Apart),
            ("", "Oil", "Oil and gas", Relation::Apart),
            ("", "TOTAL", "Oil", Relation::Holds),
            ("WTO groups of SITC 3", "MA", "MACH", Relation::Holds),
            ("WTO groups of SITC 3", "MA", "MI", Relation::Apart),
            ("BPM6", "SERVICES", "SC", Relation::Holds),
            ("BPM6", "GOODS", "SC", Relation::Apart),
            ("", "GOODS", "SERVICES", Relation::Apart),
            ("", "GOODS+SERVICES", "GOODS", Relation::Holds),
        ] {
            assert_eq!(relation(classification, one, other), expected, "{classification}: {one} and {other}");
            assert_eq!(
                relation(classification, other, one),
                expected.reversed(),
                "{classification}: {other} and {one}"
            );
        }
    }
}

//! Classifications of goods and services with their editions: `HS 2017`, `CN 2024`, `SITC 4`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::{harmonised, sitc};

/// A system that goods or services are classified by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum System {
    /// The Harmonised System of the World Customs Organization.
    Hs,
    /// The Combined Nomenclature of the European Union: HS subheadings, two digits further.
    Cn,
    /// The Standard International Trade Classification of the United Nations.
    Sitc,
    /// The classification by Broad Economic Categories of the United Nations.
    Bec,
    /// The Extended Balance of Payments Services classification.
    Ebops,
}

impl System {
    const ALL: [Self; 5] = [Self::Hs, Self::Cn, Self::Sitc, Self::Bec, Self::Ebops];

    /// The short name: `HS`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hs => "HS",
            Self::Cn => "CN",
            Self::Sitc => "SITC",
            Self::Bec => "BEC",
            Self::Ebops => "EBOPS",
        }
    }
}

/// A system with its edition, where that is known: a year, or for SITC and BEC the number of the revision.
///
/// ```
/// use tradeproof_model::Classification;
/// let classification: Classification = "HS2017".parse().unwrap();
/// assert_eq!(classification.to_string(), "HS 2017");
/// assert_eq!(Classification::from_comtrade("H5"), Some(classification));
/// let nomenclature: Classification = "CN 2024".parse().unwrap();
/// assert_eq!(nomenclature.hs().unwrap().to_string(), "HS 2022");
/// assert_eq!(classification.parent("080211").as_deref(), Some("0802"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Classification {
    system: System,
    edition: Option<u16>,
}

/// A classification that could not be recognised.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is not a classification: expected HS 2017, CN 2024, SITC 4, BEC 5, or a code of UN Comtrade such as H5")]
pub struct ClassificationError(pub String);

/// The editions of the Harmonised System. That of 1988 was hardly changed in 1992; both count as 1992.
pub const HS_EDITIONS: [u16; 7] = [1992, 1996, 2002, 2007, 2012, 2017, 2022];

impl Classification {
    /// A system in one edition; `None` where it has no such edition.
    #[must_use]
    pub fn new(system: System, edition: u16) -> Option<Self> {
        let edition = if (system, edition) == (System::Hs, 1988) { 1992 } else { edition };
        let exists = match system {
            System::Hs => HS_EDITIONS.contains(&edition),
            System::Cn => (1988..=2100).contains(&edition),
            System::Sitc => (1..=4).contains(&edition),
            System::Bec => (1..=5).contains(&edition),
            System::Ebops => [2002, 2010].contains(&edition),
        };
        exists.then_some(Self { system, edition: Some(edition) })
    }

    /// A system whose edition is not known.
    #[must_use]
    pub fn of(system: System) -> Self {
        Self { system, edition: None }
    }

    /// The system.
    #[must_use]
    pub fn system(self) -> System {
        self.system
    }

    /// The year, or for SITC and BEC the number of the revision.
    #[must_use]
    pub fn edition(self) -> Option<u16> {
        self.edition
    }

    /// By UN Comtrade's code: `H0` to `H6`, `S1` to `S4`, `B4`, `B5`, `EB02`, `EB10`, and `HS`, `SS`, `EB` as reported.
    #[must_use]
    pub fn from_comtrade(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_uppercase();
        let number = |prefix: &str| code.strip_prefix(prefix)?.parse::<u16>().ok();
        match code.as_str() {
            "HS" | "H" => Some(Self::of(System::Hs)),
            "SS" | "S" => Some(Self::of(System::Sitc)),
            "EB" => Some(Self::of(System::Ebops)),
            // The website writes EB10S for the main items of EB10.
            _ if code.starts_with("EB") => {
                let edition = code.strip_suffix('S').unwrap_or(&code).strip_prefix("EB")?.parse::<u16>().ok()?;
                Self::new(System::Ebops, edition.checked_add(2000)?)
            }
            _ if code.starts_with('H') => Self::new(System::Hs, *HS_EDITIONS.get(usize::from(number("H")?))?),
            _ if code.starts_with('S') => Self::new(System::Sitc, number("S")?),
            _ => Self::new(System::Bec, number("B")?),
        }
    }

    /// UN Comtrade's code; `None` where it has none.
    #[must_use]
    pub fn comtrade_code(self) -> Option<String> {
        let Some(edition) = self.edition else {
            let reported = match self.system {
                System::Hs => "HS",
                System::Sitc => "SS",
                System::Ebops => "EB",
                System::Cn | System::Bec => return None,
            };
            return Some(reported.to_owned());
        };
        match self.system {
            System::Hs => HS_EDITIONS.iter().position(|year| *year == edition).map(|place| format!("H{place}")),
            System::Sitc => Some(format!("S{edition}")),
            System::Bec => Some(format!("B{edition}")),
            System::Ebops => Some(format!("EB{:02}", edition % 100)),
            System::Cn => None,
        }
    }

    /// The edition of the Harmonised System that the first six digits of a code are of; `None` for other systems.
    #[must_use]
    pub fn hs(self) -> Option<Self> {
        match (self.system, self.edition) {
            (System::Hs, _) => Some(self),
            (System::Cn, None) => Some(Self::of(System::Hs)),
            (System::Cn, Some(year)) => {
                let edition = HS_EDITIONS.into_iter().rev().find(|edition| *edition <= year).unwrap_or(HS_EDITIONS[0]);
                Some(Self { system: System::Hs, edition: Some(edition) })
            }
            _ => None,
        }
    }

    /// The code that holds a code one level up; `None` for what is at the top, or no code of the system.
    #[must_use]
    pub fn parent(self, code: &str) -> Option<String> {
        match self.system {
            System::Hs | System::Cn => harmonised::parent(code),
            System::Sitc | System::Bec => sitc::parent(code),
            System::Ebops => None,
        }
    }

    /// A short name of the largest groups of goods: sections and chapters of HS, sections of SITC.
    #[must_use]
    pub fn title(self, code: &str) -> Option<&'static str> {
        match self.system {
            System::Hs | System::Cn => harmonised::title(code),
            System::Sitc => sitc::title(code),
            System::Bec | System::Ebops => None,
        }
    }

    /// The text as the tool writes classifications; what is not recognised stays as it is.
    #[must_use]
    pub fn canonical(text: &str) -> String {
        text.parse::<Self>().map_or_else(|_| text.trim().to_owned(), |known| known.to_string())
    }
}

impl FromStr for Classification {
    type Err = ClassificationError;

    /// Reads `HS 2017`, `HS2017`, `HS17`, `HS 88/92`, `SITC Rev. 4`, `CN2024`, `BEC Rev.5` and the codes of UN Comtrade.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ClassificationError(text.trim().to_owned());
        let upper = text.trim().to_ascii_uppercase();
        if let Some(known) = Self::from_comtrade(&upper) {
            return Ok(known);
        }
        let letters = upper.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, rest) = upper.split_at(letters);
        let system = System::ALL.into_iter().find(|system| system.name() == name).ok_or_else(error)?;
        let rest = rest.trim_start_matches([' ', '-', '_', '.', ',', '(']);
        let rest = rest.strip_prefix("REVISION").or_else(|| rest.strip_prefix("REV")).unwrap_or(rest);
        let rest = rest.trim_matches([' ', '-', '_', '.', ',', '(', ')']);
        if rest.is_empty() {
            return Ok(Self::of(system));
        }
        // `88/92` is the edition of 1992.
        let year = rest.rsplit('/').next().filter(|_| system == System::Hs).unwrap_or(rest);
        let digits = year.bytes().all(|byte| byte.is_ascii_digit());
        let number: u16 = year.parse().ok().filter(|_| digits).ok_or_else(error)?;
        let by_year = !matches!(system, System::Sitc | System::Bec);
        let edition = match number {
            88..=99 if by_year => 1900 + number,
            0..88 if by_year => 2000 + number,
            _ => number,
        };
        Self::new(system, edition).ok_or_else(error)
    }
}

impl fmt::Display for Classification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.system.name())?;
        self.edition.map_or(Ok(()), |edition| write!(f, " {edition}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_leads_to_one_text() {
        for (text, expected) in [
            ("HS 2017", "HS 2017"),
            ("hs2017", "HS 2017"),
            ("HS17", "HS 2017"),
            ("H5", "HS 2017"),
            ("HS 1988/92", "HS 1992"),
            ("HS 1988", "HS 1992"),
            ("H0", "HS 1992"),
            ("HS", "HS"),
            ("CN 2024", "CN 2024"),
            ("CN", "CN"),
            ("SITC Rev. 4", "SITC 4"),
            ("SITC, Rev.3", "SITC 3"),
            ("SITC4", "SITC 4"),
            ("S4", "SITC 4"),
            ("SITC", "SITC"),
            ("BEC Rev.5", "BEC 5"),
            ("B4", "BEC 4"),
            ("EB10", "EBOPS 2010"),
        ] {
            assert_eq!(
                text.parse::<Classification>().map(|known| known.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
            assert_eq!(expected.parse::<Classification>().unwrap().to_string(), expected);
        }
        for text in ["", "HS 2016", "SITC 5", "HTS 2024", "H7", "27", "HS 2017 and SITC 4", "CN 1950", "é", "EB65535"]
        {
            assert!(text.parse::<Classification>().is_err(), "{text}");
        }
        assert_eq!(Classification::canonical(" HTS 2024 "), "HTS 2024");
    }

    #[test]
    fn comtrade_codes_lead_back() {
        for code in
            ["H0", "H1", "H2", "H3", "H4", "H5", "H6", "S1", "S2", "S3", "S4", "B4", "B5", "EB02", "EB10", "HS", "SS"]
        {
            let known = Classification::from_comtrade(code).unwrap();
            assert_eq!(known.comtrade_code().as_deref(), Some(code));
        }
    }

    #[test]
    fn every_year_of_the_nomenclature_has_its_edition() {
        let edition = |year| Classification::new(System::Cn, year).unwrap().hs().unwrap().edition().unwrap();
        for (year, expected) in [
            (1988, 1992),
            (1995, 1992),
            (1996, 1996),
            (2001, 1996),
            (2006, 2002),
            (2011, 2007),
            (2016, 2012),
            (2021, 2017),
            (2026, 2022),
        ] {
            assert_eq!(edition(year), expected, "{year}");
        }
    }
}

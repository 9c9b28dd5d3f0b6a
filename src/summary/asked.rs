//! Periods as they are asked for: one by one, as a range of a stated grain, or the last so many.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::model::{Grain, Period};

/// What is asked for.
///
/// ```
/// use tradeproof::summary::Asked;
/// let there = ["2024", "2025", "2024-Q4", "2025-Q1", "2025-Q2"].map(|text| text.parse().unwrap());
/// let quarters: Asked = "2025-Q1..2025-Q2".parse().unwrap();
/// assert_eq!(quarters.among(&there), there[3..]);
/// let years: Asked = "last:1".parse().unwrap();
/// assert_eq!(years.among(&there), there[1..2]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A period, or the periods inside it where it has no figure of its own.
    One(Period),
    /// Every period of the ends' grain, from the first to the last.
    Range { first: Period, last: Period },
    /// The last so many of a grain; without one, of the longest that there are at least two of.
    Last { count: usize, grain: Option<Grain> },
}

/// What is no period and no range of them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is no period: expected 2017, 2017-Q1, 2017-04, a range such as 2015..2024 or 2020-Q1..2026-Q2, or last:10 (last:8q for quarters, last:24m for months)"
)]
pub struct AskedError(pub String);

impl FromStr for Asked {
    type Err = AskedError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let wrong = || AskedError(text.to_owned());
        if let Some(rest) = text.strip_prefix("last:") {
            let digits = rest.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let grain = match rest[digits.len()..].to_ascii_lowercase().as_str() {
                "" => None,
                "y" | "years" => Some(Grain::Year),
                "q" | "quarters" => Some(Grain::Quarter),
                "m" | "months" => Some(Grain::Month),
                _ => return Err(wrong()),
            };
            let count = digits.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)?;
            return Ok(Self::Last { count, grain });
        }
        if let Some((first, last)) = text.split_once("..")
            && let (Ok(first), Ok(last)) = (first.trim().parse::<Period>(), last.trim().parse::<Period>())
            && first.grain() == last.grain()
            && first < last
        {
            return Ok(Self::Range { first, last });
        }
        Ok(Self::One(text.parse().map_err(|_| wrong())?))
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(period) => write!(f, "{period}"),
            Self::Range { first, last } => write!(f, "{first}..{last}"),
            Self::Last { count, .. } => write!(f, "the last {count}"),
        }
    }
}

impl Asked {
    /// The periods that are meant, of those there are; a range that stands in the figures itself is that period.
    #[must_use]
    pub fn among(&self, there: &[Period]) -> Vec<Period> {
        match self {
            Self::One(period) => vec![*period],
            Self::Range { first, last } => {
                let whole = Period::between(first.start(), last.end());
                if let Some(whole) = whole.filter(|whole| there.contains(whole)) {
                    return vec![whole];
                }
                let inside = |period: &&Period| {
                    period.grain() == first.grain() && first.start() <= period.start() && period.end() <= last.end()
                };
                let found = in_time(there.iter().filter(inside).copied().collect());
                // Where there is none, the answer says which there are.
                if found.is_empty() { whole.into_iter().collect() } else { found }
            }
            Self::Last { count, grain } => {
                let alike = match grain {
                    Some(grain) => in_time(there.iter().filter(|period| period.grain() == *grain).copied().collect()),
                    None => longest(there),
                };
                alike[alike.len().saturating_sub(*count)..].to_vec()
            }
        }
    }
}

/// The periods of the longest length that there are at least two of, in order of time; all where none has two.
#[must_use]
pub fn longest(there: &[Period]) -> Vec<Period> {
    let alike = |period: &&Period| there.iter().filter(|other| other.months() == period.months()).count() > 1;
    let length = there.iter().filter(alike).filter_map(Period::months).max();
    in_time(there.iter().filter(|period| length.is_none() || period.months() == length).copied().collect())
}

fn in_time(mut periods: Vec<Period>) -> Vec<Period> {
    periods.sort_by_key(|period| (period.end(), period.start()));
    periods.dedup();
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(texts: &[&str]) -> Vec<Period> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_range_of_quarters_draws_quarters_and_a_range_of_years_years() {
        let there = periods(&["2024", "2025", "2024-Q1", "2024-Q2", "2025-Q1", "2026-Q1"]);
        let asked = |text: &str| text.parse::<Asked>().unwrap().among(&there);
        assert_eq!(asked("2024-Q1..2025-Q4"), periods(&["2024-Q1", "2024-Q2", "2025-Q1"]));
        assert_eq!(asked("2024..2025"), periods(&["2024", "2025"]));
        assert_eq!(asked("last:2q"), periods(&["2025-Q1", "2026-Q1"]));
        assert_eq!(asked("last:1"), periods(&["2025"]));
    }

    #[test]
    fn a_span_that_the_figures_hold_is_that_period() {
        let there = periods(&["2017-01..2017-04", "2017-01", "2017-02"]);
        assert_eq!("2017-01..2017-04".parse::<Asked>().unwrap().among(&there), [there[0]]);
    }

    #[test]
    fn what_is_no_period_says_what_one_is() {
        for wrong in ["last:0", "last:x", "last:3w", "sometime"] {
            assert!(wrong.parse::<Asked>().unwrap_err().to_string().contains("last:10"), "{wrong}");
        }
    }
}

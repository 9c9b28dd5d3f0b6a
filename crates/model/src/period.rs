//! Periods that official statistics report on, from a day to a fiscal year, as closed date intervals.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use thiserror::Error;

/// The calendar unit a period is stated in.
///
/// The order is from fine to coarse; [`Grain::Span`] is any other run of whole months or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grain {
    Day,
    Month,
    Quarter,
    Half,
    Year,
    /// Twelve months that do not start in January.
    FiscalYear,
    /// Any other run, such as January–April 2017 or 2005–2017.
    Span,
}

impl Grain {
    /// How often a series of such periods is reported, as statistics call it.
    #[must_use]
    pub fn frequency(self) -> &'static str {
        match self {
            Self::Day => "daily",
            Self::Month => "monthly",
            Self::Quarter => "quarterly",
            Self::Half => "half-yearly",
            Self::Year => "annual",
            Self::FiscalYear => "fiscal",
            Self::Span => "span",
        }
    }
}

/// A closed interval of days, with the grain it is stated in.
///
/// ```
/// use tradeproof_model::Period;
/// let period: Period = "2017-01..2017-04".parse().unwrap();
/// assert_eq!(period.same_a_year_earlier().to_string(), "2016-01..2016-04");
/// assert_eq!(period.months(), Some(4));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    start: NaiveDate,
    end: NaiveDate,
    grain: Grain,
}

/// A period that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "`{0}` is not a period: expected 2017, 2017-H1, 2017-Q1, 2017-04, 2017-04-05, FY2022-23 or a span such as 2017-01..2017-04"
)]
pub struct PeriodError(pub String);

impl Period {
    /// The closed interval from `start` to `end`; the grain is worked out from the days.
    ///
    /// Returns `None` when `end` lies before `start`.
    #[must_use]
    pub fn between(start: NaiveDate, end: NaiveDate) -> Option<Self> {
        (start <= end).then(|| Self { start, end, grain: grain_of(start, end) })
    }

    /// A single day.
    #[must_use]
    pub fn day(day: NaiveDate) -> Self {
        Self { start: day, end: day, grain: grain_of(day, day) }
    }

    /// A calendar year.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Self::whole_months(year, 1, 12)
    }

    /// `count` whole months from `month` (1–12) of `year`.
    #[must_use]
    pub fn whole_months(year: i32, month: u32, count: u32) -> Option<Self> {
        let start = NaiveDate::from_ymd_opt(year, month, 1)?;
        let end = start.checked_add_months(Months::new(count))?.checked_sub_days(Days::new(1))?;
        Self::between(start, end)
    }

    #[must_use]
    pub fn start(&self) -> NaiveDate {
        self.start
    }

    /// The last day, inclusive.
    #[must_use]
    pub fn end(&self) -> NaiveDate {
        self.end
    }

    #[must_use]
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// How many whole months the period covers; `None` when it does not start and end with a month.
    #[must_use]
    pub fn months(&self) -> Option<u32> {
        let after = self.end.succ_opt()?;
        (self.start.day() == 1 && after.day() == 1).then(|| {
            let months = (after.year() - self.start.year()) * 12 + after.month() as i32 - self.start.month() as i32;
            months as u32
        })
    }

    /// The same days one year before: the base of a like-for-like comparison.
    #[must_use]
    pub fn same_a_year_earlier(&self) -> Self {
        self.years_earlier(1)
    }

    /// The same days `years` before. A month's last day stays its last day (February 29 and 28).
    #[must_use]
    pub fn years_earlier(&self, years: u32) -> Self {
        let back = Months::new(12 * years);
        let start = self.start - back;
        let end = match self.end.succ_opt() {
            Some(after) => (after - back).pred_opt().unwrap_or(self.end - back),
            None => self.end - back,
        };
        Self { start, end, grain: self.grain }
    }

    /// The same days one year after; `None` past the end of the calendar.
    #[must_use]
    pub fn a_year_later(&self) -> Option<Self> {
        let year = Months::new(12);
        let start = self.start.checked_add_months(year)?;
        let end = self.end.succ_opt()?.checked_add_months(year)?.pred_opt()?;
        (start <= end).then_some(Self { start, end, grain: self.grain })
    }

    /// The period of the same length that ends the day before this one starts.
    ///
    /// ```
    /// # use tradeproof_model::Period;
    /// let quarter: Period = "2017-Q1".parse().unwrap();
    /// assert_eq!(quarter.preceding().unwrap().to_string(), "2016-Q4");
    /// ```
    #[must_use]
    pub fn preceding(&self) -> Option<Self> {
        let end = self.start.pred_opt()?;
        let start = match self.months() {
            Some(months) => self.start.checked_sub_months(Months::new(months))?,
            None => end.checked_sub_days(Days::new(self.days() - 1))?,
        };
        Self::between(start, end)
    }

    /// Length in days, at least 1.
    #[must_use]
    pub fn days(&self) -> u64 {
        (self.end - self.start).num_days() as u64 + 1
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both cover the same months or days of their years, so that growth between them is like for like.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let years = self.start.year() - other.start.year();
        match u32::try_from(years) {
            Ok(back) => self.years_earlier(back).same_days(other),
            Err(_) => other.years_earlier(years.unsigned_abs()).same_days(self),
        }
    }

    fn same_days(&self, other: &Self) -> bool {
        self.start == other.start && self.end == other.end
    }
}

fn grain_of(start: NaiveDate, end: NaiveDate) -> Grain {
    if start == end {
        return Grain::Day;
    }
    let probe = Period { start, end, grain: Grain::Span };
    match probe.months() {
        Some(1) => Grain::Month,
        Some(3) if start.month() % 3 == 1 => Grain::Quarter,
        Some(6) if start.month() % 6 == 1 => Grain::Half,
        Some(12) if start.month() == 1 => Grain::Year,
        Some(12) => Grain::FiscalYear,
        _ => Grain::Span,
    }
}

impl fmt::Display for Period {
    /// The form that [`Period::from_str`] reads back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.start, self.end);
        match self.grain {
            Grain::Day => write!(f, "{start}"),
            Grain::Month => write!(f, "{}", start.format("%Y-%m")),
            Grain::Quarter => write!(f, "{}-Q{}", start.year(), start.month0() / 3 + 1),
            Grain::Half => write!(f, "{}-H{}", start.year(), start.month0() / 6 + 1),
            Grain::Year => write!(f, "{}", start.year()),
            Grain::FiscalYear | Grain::Span => match self.months() {
                Some(_) if start.month() == 1 && end.month() == 12 => {
                    write!(f, "{}..{}", start.year(), end.year())
                }
                Some(_) => write!(f, "{}..{}", start.format("%Y-%m"), end.format("%Y-%m")),
                None => write!(f, "{start}..{end}"),
            },
        }
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let parsed = match text.split_once("..") {
            Some((from, to)) => simple(from).zip(simple(to)).and_then(|(from, to)| Self::between(from.start, to.end)),
            None => simple(text),
        };
        parsed.ok_or_else(|| PeriodError(text.to_owned()))
    }
}

/// Reads a period that is not a span.
fn simple(text: &str) -> Option<Period> {
    let text = text.trim();
    if let Some(fiscal) = text.strip_prefix("FY") {
        return fiscal_year(fiscal);
    }
    let Some((year, rest)) = text.split_once('-') else {
        return Period::year(year_number(text)?);
    };
    let year = year_number(year)?;
    match rest.as_bytes() {
        [b'Q', n @ b'1'..=b'4'] => Period::whole_months(year, u32::from(n - b'1') * 3 + 1, 3),
        [b'H', n @ b'1'..=b'2'] => Period::whole_months(year, u32::from(n - b'1') * 6 + 1, 6),
        [_, _] => Period::whole_months(year, rest.parse().ok()?, 1),
        [_, _, b'-', _, _] => {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            Period::between(day, day)
        }
        _ => None,
    }
}

/// `2022-23`: April to March, the fiscal year of India, Japan and the United Kingdom.
fn fiscal_year(text: &str) -> Option<Period> {
    let (year, next) = text.split_once('-')?;
    let year = year_number(year)?;
    let next: i32 = next.parse().ok()?;
    ((year + 1) % 100 == next % 100).then(|| Period::whole_months(year, 4, 12))?
}

fn year_number(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn every_printed_form_reads_back() {
        for text in [
            "2017",
            "2017-H2",
            "2017-Q3",
            "2017-04",
            "2017-04-05",
            "2017-01..2017-04",
            "2005..2017",
            "2022-04..2023-03",
            "2017-04-05..2017-04-09",
        ] {
            assert_eq!(period(text).to_string(), text);
        }
        assert_eq!(period("FY2022-23").to_string(), "2022-04..2023-03");
    }

    #[test]
    fn wrong_periods_are_refused() {
        for text in ["", "17", "2017-13", "2017-Q5", "2017-02-30", "2017-04..2017-01", "FY2022-25", "20170"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn february_keeps_its_last_day() {
        assert_eq!(period("2017-02").same_a_year_earlier(), period("2016-02"));
        assert_eq!(period("2016-02").same_a_year_earlier(), period("2015-02"));
    }

    #[test]
    fn a_year_later_undoes_a_year_earlier() {
        for text in ["2016-02", "2017", "2017-01..2017-04", "2015-04..2016-03", "2016-02-29"] {
            let later = period(text).a_year_later().unwrap();
            assert!(text == "2016-02-29" || later.same_a_year_earlier() == period(text), "{text}");
        }
    }

    #[test]
    fn like_for_like_compares_the_same_months() {
        assert!(period("2017-01..2017-04").is_like(&period("2016-01..2016-04")));
        assert!(!period("2017-01..2017-04").is_like(&period("2016")));
        assert!(period("2016-Q1").is_like(&period("2019-Q1")));
    }
}

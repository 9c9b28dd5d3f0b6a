//! When a figure is of, as far as the text says it.

use chrono::Datelike;

use super::super::quantities::Mentioned;
use tradeproof_model::Period;

/// A period, known by date or only by its relation to the one that the text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct When {
    /// `None`: the period the text is about, whichever it is.
    pub period: Option<Period>,
    /// The first and last month, where a text names months and no year: `in the first seven months`.
    pub months: Option<(u32, u32)>,
    pub shift: Shift,
}

/// How a period relates to the dated one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shift {
    None,
    YearEarlier,
    Preceding,
}

impl When {
    /// The period the text is about, undated.
    pub const CURRENT: Self = Self { period: None, months: None, shift: Shift::None };

    #[must_use]
    pub fn dated(period: Period) -> Self {
        Self { period: Some(period), months: None, shift: Shift::None }
    }

    #[must_use]
    pub fn year_earlier(self) -> Self {
        match self.period {
            Some(period) => Self::dated(period.same_a_year_earlier()),
            None => Self { shift: Shift::YearEarlier, ..self },
        }
    }

    #[must_use]
    pub fn preceding(self) -> Self {
        match self.period.and_then(|period| period.preceding()) {
            Some(period) => Self::dated(period),
            None => Self { period: None, months: None, shift: Shift::Preceding },
        }
    }

    /// Whether both can be the same period: equal, or one of them not dated.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        if let (Some(a), Some(b)) = (self.named_months(), other.named_months())
            && a != b
        {
            return false;
        }
        match (self.period, other.period) {
            (Some(a), Some(b)) => a == b || covers_loosely(a, b) || covers_loosely(b, a),
            (None, None) => self.shift == other.shift,
            (Some(_), None) => other.shift == Shift::None,
            (None, Some(_)) => self.shift == Shift::None,
        }
    }

    /// The months of its year, where it lies within one.
    fn named_months(&self) -> Option<(u32, u32)> {
        let of_period = |period: Period| {
            let within = period.months().is_some() && period.start().year() == period.end().year();
            within.then(|| (period.start().month(), period.end().month()))
        };
        self.months.or_else(|| of_period(self.period?))
    }

    /// Whether the text says anything of when it is.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.period.is_some() || self.months.is_some()
    }

    /// Reads a mention that something is compared with: there, `the same period` is that of the year before.
    #[must_use]
    pub fn read_base(mention: Mentioned, current: Self) -> Self {
        match mention {
            Mentioned::SamePeriod | Mentioned::LastYear | Mentioned::YearOnYear => current.year_earlier(),
            Mentioned::PeriodOnPeriod => current.preceding(),
            other => Self::read(other, current),
        }
    }

    /// Reads a mention in the light of the period the text is about.
    #[must_use]
    pub fn read(mention: Mentioned, current: Self) -> Self {
        match mention {
            Mentioned::Dated(period) => Self::dated(period),
            Mentioned::Months { first, last } => {
                let count = if first <= last { last - first + 1 } else { 13 + last - first };
                let dated = current.period.and_then(|period| Period::whole_months(period.end().year(), first, count));
                dated.map_or(Self { months: Some((first, last)), ..Self::CURRENT }, Self::dated)
            }
            Mentioned::SameMonthsOf(year) => match current.period {
                Some(period) => {
                    let back = period.end().year() - year;
                    u32::try_from(back).map_or(Self::CURRENT, |back| Self::dated(period.years_earlier(back)))
                }
                None => Period::year(year).map_or(Self::CURRENT, Self::dated),
            },
            Mentioned::SamePeriod | Mentioned::YearOnYear | Mentioned::PeriodOnPeriod => current,
            Mentioned::LastYear => Self::CURRENT,
            Mentioned::YearEarlier => current.year_earlier(),
            Mentioned::Preceding => current.preceding(),
        }
    }
}

/// A calendar year and a fiscal year that ends in it, or years named by one number: texts mix them.
fn covers_loosely(a: Period, b: Period) -> bool {
    a.months() == Some(12) && b.months() == Some(12) && a.end().year() == b.end().year()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_months_of_another_year() {
        let current = When::dated("2017-01..2017-04".parse().unwrap());
        let base = When::read(Mentioned::SameMonthsOf(2016), current);
        assert_eq!(base.period.unwrap().to_string(), "2016-01..2016-04");
        assert_eq!(When::read(Mentioned::YearEarlier, current), base);
    }

    #[test]
    fn undated_periods_may_be_any_but_the_shifted() {
        let dated = When::dated("2017".parse().unwrap());
        assert!(When::CURRENT.may_be(&dated));
        assert!(!When::CURRENT.year_earlier().may_be(&dated));
    }
}

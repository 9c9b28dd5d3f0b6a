//! Finds the figures a text prints and keeps what was printed: digits, precision, unit, bound and hedge.

mod calendar;
mod carried;
mod digits;
mod heading;
mod names;
mod number;
mod prefix;
mod scan;
mod spelled;
mod suffix;
mod unit;
pub mod wording;

use std::ops::Range;

use tradeproof_model::Period;

use super::exact::{Interval, Rational, power_of_ten, whole};
use num_traits::Zero;

pub use heading::{HeadingUnit, heading_unit};
pub use scan::scan;
pub use unit::Unit;

/// A figure as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Bytes of the text that print it, sign, currency, magnitude and unit included.
    pub span: Range<usize>,
    /// In base units: dollars rather than millions of them, percent numbers rather than ratios.
    pub value: Rational,
    /// One unit in the last printed place, in base units; zero for an exact count.
    pub ulp: Rational,
    pub unit: Unit,
    /// ISO 4217.
    pub currency: Option<String>,
    pub bound: Option<Bound>,
    /// Bytes of the hedging word.
    pub hedge: Option<Range<usize>>,
    /// Whether a sign is printed.
    pub signed: bool,
    /// Decimals as printed, before the magnitude is applied.
    pub decimals: u32,
    /// Zeros at the end of a whole number, as in 408,000.
    pub trailing_zeros: u32,
    /// The factor the magnitude word stands for, as a power of ten.
    pub magnitude: i32,
    /// Whether the number is spelled out.
    pub spelled: bool,
}

impl Figure {
    /// The values that are printed this way: ± half a unit in the last place; `more than x` is [x, x + ulp], `almost x` [x − ulp, x].
    #[must_use]
    pub fn interval(&self) -> Interval {
        match self.bound {
            None => self.rounded_interval(),
            Some(bound) if bound.is_lower() => Interval::new(self.value.clone(), &self.value + &self.ulp),
            Some(_) => Interval::new(&self.value - &self.ulp, self.value.clone()),
        }
    }

    /// ± half a unit in the last place, whatever bound is printed.
    #[must_use]
    pub fn rounded_interval(&self) -> Interval {
        Interval::around(&self.value, &self.ulp)
    }

    /// Whether the figure is a round number such as 300, which a text names as a mark that was passed.
    #[must_use]
    pub fn is_round(&self) -> bool {
        self.decimals == 0 && self.trailing_zeros > 0
    }

    /// One unit in the last non-zero place: `408,000` read as rounded to thousands.
    #[must_use]
    pub fn coarse_ulp(&self) -> Rational {
        if self.decimals == 0 && !self.ulp.is_zero() {
            &self.ulp * power_of_ten(self.trailing_zeros as i32)
        } else {
            self.ulp.clone()
        }
    }

    /// The values that truncate to what is printed.
    #[must_use]
    pub fn truncated_interval(&self) -> Interval {
        if self.value.is_zero() {
            // “−0 per cent” is what is left of −0.9.
            Interval::new(-&self.ulp, self.ulp.clone())
        } else if self.value < whole(0) {
            Interval::new(&self.value - &self.ulp, self.value.clone())
        } else {
            Interval::new(self.value.clone(), &self.value + &self.ulp)
        }
    }

    #[must_use]
    pub fn is_money(&self) -> bool {
        self.unit == Unit::Money
    }

    /// Whether the figure is a level of something measured: money, weight or a bare number.
    #[must_use]
    pub fn is_level(&self) -> bool {
        matches!(self.unit, Unit::Money | Unit::Weight | Unit::Number)
    }
}

/// What a text says of a figure besides its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    Almost,
}

impl Bound {
    /// The name in the machine-readable result.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MoreThan => "more_than",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::AtMost => "at_most",
            Self::Almost => "almost",
        }
    }

    #[must_use]
    pub fn is_lower(self) -> bool {
        matches!(self, Self::MoreThan | Self::AtLeast)
    }
}

/// A period that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodMention {
    pub span: Range<usize>,
    pub period: Mentioned,
}

/// A period by date, or by its relation to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mentioned {
    Dated(Period),
    /// Months of a year that the text does not print beside them: `Jan–Apr`, `July`.
    Months {
        first: u32,
        last: u32,
    },
    /// `last year`: the one before, or the one that a text of the next year reports on.
    LastYear,
    /// `the same period`, without saying of when.
    SamePeriod,
    /// `the same period in 2016`.
    SameMonthsOf(i32),
    /// `the same period last year`, `a year earlier`, `year on year`.
    YearEarlier,
    /// `year on year`: says what a change is measured against, and nothing of when a level is.
    YearOnYear,
    /// `month on month`.
    PeriodOnPeriod,
    /// `the previous month`, `the preceding quarter`.
    Preceding,
}

/// What scanning a text finds, in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Scanned {
    pub figures: Vec<Figure>,
    pub periods: Vec<PeriodMention>,
}

/// A figure that is exact and carries nothing but a value.
fn plain(span: Range<usize>, value: Rational, unit: Unit) -> Figure {
    Figure {
        span,
        value,
        ulp: Rational::zero(),
        unit,
        currency: None,
        bound: None,
        hedge: None,
        signed: false,
        decimals: 0,
        trailing_zeros: 0,
        magnitude: 0,
        spelled: false,
    }
}

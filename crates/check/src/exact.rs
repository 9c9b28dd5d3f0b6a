//! Exact arithmetic on printed numbers: rationals and closed intervals of them.

mod rational;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

pub use rational::Rational;

/// `numerator / denominator`.
#[must_use]
pub fn ratio(numerator: i64, denominator: i64) -> Rational {
    Rational::new(numerator.into(), denominator.into())
}

/// A whole number.
#[must_use]
pub fn whole(number: i64) -> Rational {
    Rational::whole(number.into())
}

/// Ten to the power of `exponent`, which may be negative.
#[must_use]
pub fn power_of_ten(exponent: i32) -> Rational {
    let size = exponent.unsigned_abs();
    let power = 10_i128.checked_pow(size).map_or_else(|| BigInt::from(10).pow(size).into(), Rational::whole);
    if exponent < 0 { power.recip() } else { power }
}

/// The shortest exact decimal; a number without one is cut to `places` decimals, rounded half away from zero.
///
/// ```
/// use tradeproof_check::exact::{decimal, ratio};
/// assert_eq!(decimal(&ratio(4226, 10), 6), "422.6");
/// assert_eq!(decimal(&ratio(1, 3), 4), "0.3333");
/// assert_eq!(decimal(&ratio(-2, 3), 2), "-0.67");
/// ```
#[must_use]
pub fn decimal(number: &Rational, places: usize) -> String {
    if let Some(whole) = number.short_integer() {
        return whole.to_string();
    }
    let scaled = (number.abs() * power_of_ten(places as i32)).round().to_integer();
    let digits = scaled.to_string();
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, fraction) = padded.split_at(padded.len() - places);
    let fraction = fraction.trim_end_matches('0');
    let sign = if number.is_negative() && !scaled.is_zero() { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A float for display and for power; never for a verdict.
#[must_use]
pub fn approximate(number: &Rational) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

/// A closed interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    pub low: Rational,
    pub high: Rational,
}

impl Interval {
    /// The interval from `low` to `high`; the ends are put in order.
    #[must_use]
    pub fn new(low: Rational, high: Rational) -> Self {
        if low <= high { Self { low, high } } else { Self { low: high, high: low } }
    }

    #[must_use]
    pub fn point(value: Rational) -> Self {
        Self { low: value.clone(), high: value }
    }

    /// `value` ± half of `width`.
    #[must_use]
    pub fn around(value: &Rational, width: &Rational) -> Self {
        let half = width / whole(2);
        Self { low: value - &half, high: value + half }
    }

    #[must_use]
    pub fn contains(&self, value: &Rational) -> bool {
        &self.low <= value && value <= &self.high
    }

    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let low = self.low.clone().max(other.low.clone());
        let high = self.high.clone().min(other.high.clone());
        (low <= high).then_some(Self { low, high })
    }

    #[must_use]
    pub fn negated(&self) -> Self {
        Self { low: -&self.high, high: -&self.low }
    }

    #[must_use]
    pub fn scaled(&self, factor: &Rational) -> Self {
        Self::new(&self.low * factor, &self.high * factor)
    }

    #[must_use]
    pub fn width(&self) -> Rational {
        &self.high - &self.low
    }

    #[must_use]
    pub fn middle(&self) -> Rational {
        (&self.low + &self.high) / whole(2)
    }

    /// How far `other` lies outside, zero when they meet.
    #[must_use]
    pub fn distance(&self, other: &Self) -> Rational {
        if self.meets(other) {
            Rational::zero()
        } else if self.high < other.low {
            &other.low - &self.high
        } else {
            &self.low - &other.high
        }
    }
}

/// `100 × value`, as a percent number.
#[must_use]
pub fn percent_of(value: &Rational) -> Rational {
    value * whole(100)
}

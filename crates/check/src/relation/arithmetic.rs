//! The pieces of which relations are made, for exact numbers and for floating point.

use num_traits::{FromPrimitive, Num, Signed};

use crate::exact::{Rational, power_of_ten};

/// What the arithmetic asks of a number: exact for verdicts, floating for a first look.
pub trait Number: Clone + Num + Signed + FromPrimitive {
    /// The root of a number that is not negative; exact numbers are cut after [`ROOT_DECIMALS`] decimals.
    fn root(&self, degree: u32) -> Self;
}

impl Number for f64 {
    fn root(&self, degree: u32) -> Self {
        self.powf(1.0 / f64::from(degree))
    }
}

impl Number for Rational {
    fn root(&self, degree: u32) -> Self {
        // ⌊root of self⌋ at a fixed place is the whole root of ⌊self⌋ with that many places times the degree.
        let scaled = self * power_of_ten((ROOT_DECIMALS * degree) as i32);
        Self::from_integer(scaled.to_integer().nth_root(degree)) * root_step()
    }
}

/// Decimals to which a root is taken: far more than any printed percentage has, so that cutting them off decides nothing.
const ROOT_DECIMALS: u32 = 18;

/// One unit in the last place of a root.
pub(super) fn root_step() -> Rational {
    power_of_ten(-(ROOT_DECIMALS as i32))
}

/// Growth a year that leads from `base` to `level`.
pub(super) fn compound<T: Number>(level: &T, base: &T, years: u32) -> Option<T> {
    let factor = quotient(level.clone(), base.clone())?;
    let defined = years > 0 && !factor.is_negative();
    defined.then(|| factor.root(years) - T::one()).and_then(|growth| percentage(growth, T::one()))
}

pub(super) fn quotient<T: Number>(a: T, b: T) -> Option<T> {
    (!b.is_zero()).then(|| a / b)
}

pub(super) fn percentage<T: Number>(part: T, whole: T) -> Option<T> {
    Some(quotient(part, whole)? * T::from_u8(100)?)
}

pub(super) fn growth<T: Number>(level: T, base: T) -> Option<T> {
    percentage(level - base.clone(), base)
}

/// A level before it grew by `percent`.
pub(super) fn before<T: Number>(level: &T, percent: &T) -> Option<T> {
    quotient(level.clone(), T::one() + percent.clone() / T::from_u8(100)?)
}

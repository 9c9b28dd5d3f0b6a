//! Exact fractions that are quick while they are short, as those of printed figures nearly always are.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, Sub, SubAssign};

use num_bigint::BigInt;
use num_rational::{BigRational, ParseRatioError};
use num_traits::{FromPrimitive, Num, One, Signed, ToPrimitive, Zero};

/// An exact number. Printed figures never become floats on the way to a verdict.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Fraction);

/// In lowest terms with a denominator above zero, and short whenever both parts fit, so that equal numbers are equal in form.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Fraction {
    Short { numer: i128, denom: i128 },
    Long(Box<BigRational>),
}

use Fraction::{Long, Short};

impl Rational {
    /// `numerator / denominator`.
    ///
    /// # Panics
    /// When the denominator is zero.
    #[must_use]
    pub fn new(numerator: BigInt, denominator: BigInt) -> Self {
        Self::from(BigRational::new(numerator, denominator))
    }

    /// A whole number.
    #[must_use]
    pub fn from_integer(number: BigInt) -> Self {
        Self::from(number)
    }

    pub(super) const fn whole(number: i128) -> Self {
        Self(Short { numer: number, denom: 1 })
    }

    /// Divides out what both parts share; `None` where there is no denominator above zero.
    fn reduced(numer: i128, denom: i128) -> Option<Self> {
        if denom <= 0 || numer == i128::MIN {
            return None;
        }
        let shared = gcd(numer.unsigned_abs(), denom.unsigned_abs()) as i128;
        Some(Self(Short { numer: numer / shared, denom: denom / shared }))
    }

    fn long(&self) -> BigRational {
        match &self.0 {
            Short { numer, denom } => BigRational::new_raw((*numer).into(), (*denom).into()),
            Long(number) => (**number).clone(),
        }
    }

    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Short { denom, .. } => *denom == 1,
            Long(number) => number.is_integer(),
        }
    }

    /// The number itself where it is whole and short.
    pub(super) fn short_integer(&self) -> Option<i128> {
        match self.0 {
            Short { numer, denom: 1 } => Some(numer),
            _ => None,
        }
    }

    /// One over the number.
    ///
    /// # Panics
    /// When the number is zero.
    #[must_use]
    pub fn recip(&self) -> Self {
        match self.0 {
            Short { numer, denom } if numer != 0 => {
                Self(Short { numer: denom * numer.signum(), denom: numer * numer.signum() })
            }
            _ => Self::from(self.long().recip()),
        }
    }

    /// The whole number that is left when the decimals are cut off.
    #[must_use]
    pub fn to_integer(&self) -> BigInt {
        match &self.0 {
            Short { numer, denom } => (numer / denom).into(),
            Long(number) => number.to_integer(),
        }
    }

    #[must_use]
    pub fn floor(&self) -> Self {
        self.to_whole(i128::div_euclid, BigRational::floor)
    }

    #[must_use]
    pub fn ceil(&self) -> Self {
        -(-self).floor()
    }

    /// To the nearest whole number, halves away from zero.
    #[must_use]
    pub fn round(&self) -> Self {
        let nearest = |numer: i128, denom: i128| {
            let (quotient, rest) = (numer / denom, (numer % denom).abs());
            if rest >= denom - rest { quotient + numer.signum() } else { quotient }
        };
        self.to_whole(nearest, BigRational::round)
    }

    fn to_whole(&self, short: impl Fn(i128, i128) -> i128, long: impl Fn(&BigRational) -> BigRational) -> Self {
        match &self.0 {
            Short { numer, denom } => Self::whole(short(*numer, *denom)),
            Long(number) => Self::from(long(number)),
        }
    }
}

impl From<BigRational> for Rational {
    fn from(number: BigRational) -> Self {
        match (number.numer().to_i128(), number.denom().to_i128()) {
            (Some(numer), Some(denom)) if numer != i128::MIN => Self(Short { numer, denom }),
            _ => Self(Long(Box::new(number))),
        }
    }
}

impl From<BigInt> for Rational {
    fn from(number: BigInt) -> Self {
        Self::from(BigRational::from_integer(number))
    }
}

/// The greatest common divisor, by halving and subtracting.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    if a == 0 || b == 0 {
        return (a | b).max(1);
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        if let (Ok(short_a), Ok(short_b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(odd_gcd(short_a, short_b)) << twos;
        }
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        b -= a;
    }
    a << twos
}

/// Of two odd numbers.
fn odd_gcd(mut a: u64, mut b: u64) -> u64 {
    while a != b {
        let rest = a.abs_diff(b);
        a = a.min(b);
        b = rest >> rest.trailing_zeros();
    }
    a
}

type Parts = (i128, i128);

fn sum((a, b): Parts, (c, d): Parts) -> Option<Rational> {
    if b == d {
        let numer = a.checked_add(c)?;
        return if b == 1 { short(numer, 1) } else { Rational::reduced(numer, b) };
    }
    // With a whole number nothing can be divided out.
    if b == 1 || d == 1 {
        return short(a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b * d);
    }
    let shared = gcd(b.unsigned_abs(), d.unsigned_abs()) as i128;
    let (left, right) = (a.checked_mul(d / shared)?, c.checked_mul(b / shared)?);
    Rational::reduced(left.checked_add(right)?, b.checked_mul(d / shared)?)
}

fn product((a, b): Parts, (c, d): Parts) -> Option<Rational> {
    let divided = |numer: i128, denom: i128| {
        let shared = if denom == 1 { 1 } else { gcd(numer.unsigned_abs(), denom.unsigned_abs()) as i128 };
        (numer / shared, denom / shared)
    };
    let ((a, d), (c, b)) = (divided(a, d), divided(c, b));
    short(a.checked_mul(c)?, b.checked_mul(d)?)
}

fn quotient(dividend: Parts, (c, d): Parts) -> Option<Rational> {
    if c == 0 {
        return None;
    }
    product(dividend, (d * c.signum(), c * c.signum()))
}

fn short(numer: i128, denom: i128) -> Option<Rational> {
    (numer != i128::MIN).then_some(Rational(Short { numer, denom }))
}

/// An operator on numbers and references, quick on short fractions and exact on all.
macro_rules! operator {
    ($Operator:ident, $operate:ident, $Assign:ident, $assign:ident, $quick:expr) => {
        impl $Operator<&Rational> for &Rational {
            type Output = Rational;

            fn $operate(self, other: &Rational) -> Rational {
                if let (Short { numer: a, denom: b }, Short { numer: c, denom: d }) = (&self.0, &other.0)
                    && let Some(found) = $quick((*a, *b), (*c, *d))
                {
                    return found;
                }
                Rational::from($Operator::$operate(self.long(), other.long()))
            }
        }

        impl $Operator<Rational> for &Rational {
            type Output = Rational;

            fn $operate(self, other: Rational) -> Rational {
                $Operator::$operate(self, &other)
            }
        }

        impl $Operator<&Rational> for Rational {
            type Output = Rational;

            fn $operate(self, other: &Rational) -> Rational {
                $Operator::$operate(&self, other)
            }
        }

        impl $Operator for Rational {
            type Output = Rational;

            fn $operate(self, other: Rational) -> Rational {
                $Operator::$operate(&self, &other)
            }
        }

        impl $Assign<&Rational> for Rational {
            fn $assign(&mut self, other: &Rational) {
                *self = $Operator::$operate(&*self, other);
            }
        }

        impl $Assign for Rational {
            fn $assign(&mut self, other: Rational) {
                *self = $Operator::$operate(&*self, &other);
            }
        }
    };
}

operator!(Add, add, AddAssign, add_assign, sum);
operator!(Sub, sub, SubAssign, sub_assign, |left, (c, d): Parts| sum(left, (-c, d)));
operator!(Mul, mul, MulAssign, mul_assign, product);
operator!(Div, div, DivAssign, div_assign, quotient);

impl Rem for Rational {
    type Output = Self;

    fn rem(self, other: Self) -> Self {
        Self::from(self.long() % other.long())
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        match &self.0 {
            Short { numer, denom } => Rational(Short { numer: -numer, denom: *denom }),
            Long(number) => Rational::from(-(**number).clone()),
        }
    }
}

impl Neg for Rational {
    type Output = Self;

    fn neg(self) -> Self {
        -&self
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Short { numer: a, denom: b }, Short { numer: c, denom: d }) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            if let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return left.cmp(&right);
            }
        }
        self.long().cmp(&other.long())
    }
}

impl<T> Sum<T> for Rational
where
    Self: AddAssign<T>,
{
    fn sum<I: Iterator<Item = T>>(numbers: I) -> Self {
        numbers.fold(Self::zero(), |mut sum, number| {
            sum += number;
            sum
        })
    }
}

impl Zero for Rational {
    fn zero() -> Self {
        Self::whole(0)
    }

    fn is_zero(&self) -> bool {
        matches!(self.0, Short { numer: 0, .. })
    }
}

impl One for Rational {
    fn one() -> Self {
        Self::whole(1)
    }
}

impl Num for Rational {
    type FromStrRadixErr = ParseRatioError;

    fn from_str_radix(text: &str, radix: u32) -> Result<Self, ParseRatioError> {
        BigRational::from_str_radix(text, radix).map(Self::from)
    }
}

impl Signed for Rational {
    fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    fn abs_sub(&self, other: &Self) -> Self {
        (self - other).max(Self::zero())
    }

    fn signum(&self) -> Self {
        Self::whole(i128::from(self.is_positive()) - i128::from(self.is_negative()))
    }

    fn is_positive(&self) -> bool {
        match &self.0 {
            Short { numer, .. } => *numer > 0,
            Long(number) => number.is_positive(),
        }
    }

    fn is_negative(&self) -> bool {
        match &self.0 {
            Short { numer, .. } => *numer < 0,
            Long(number) => number.is_negative(),
        }
    }
}

impl FromPrimitive for Rational {
    fn from_i64(number: i64) -> Option<Self> {
        Some(Self::whole(number.into()))
    }

    fn from_u64(number: u64) -> Option<Self> {
        Some(Self::whole(number.into()))
    }
}

impl ToPrimitive for Rational {
    fn to_i64(&self) -> Option<i64> {
        self.to_integer().to_i64()
    }

    fn to_u64(&self) -> Option<u64> {
        self.to_integer().to_u64()
    }

    fn to_f64(&self) -> Option<f64> {
        // Of two numbers that a float holds exactly, the quotient is the nearest float.
        const EXACT: i128 = 1 << f64::MANTISSA_DIGITS;
        match self.0 {
            Short { numer, denom } if numer.abs() <= EXACT && denom <= EXACT => Some(numer as f64 / denom as f64),
            _ => self.long().to_f64(),
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.long())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Short numbers, and numbers at the edge of what is short.
    fn parts() -> impl Strategy<Value = (BigInt, BigInt)> {
        let numer = prop_oneof![(-3000_i128..3000).boxed(), any::<i128>().boxed(), Just(i128::MIN).boxed()];
        let denom = prop_oneof![(1_i128..200).boxed(), (1..i128::MAX).boxed()];
        (numer, denom).prop_map(|(numer, denom)| (numer.into(), denom.into()))
    }

    fn both((numer, denom): (BigInt, BigInt)) -> (Rational, BigRational) {
        (Rational::new(numer.clone(), denom.clone()), BigRational::new(numer, denom))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn short_and_long_fractions_agree(a in parts(), b in parts()) {
            let ((a, long_a), (b, long_b)) = (both(a), both(b));
            prop_assert_eq!(&a + &b, Rational::from(&long_a + &long_b));
            prop_assert_eq!(&a - &b, Rational::from(&long_a - &long_b));
            prop_assert_eq!(&a * &b, Rational::from(&long_a * &long_b));
            prop_assert_eq!(a.cmp(&b), long_a.cmp(&long_b));
            if !b.is_zero() {
                prop_assert_eq!(&a / &b, Rational::from(&long_a / &long_b));
                prop_assert_eq!(b.recip(), Rational::from(long_b.recip()));
            }
        }

        #[test]
        fn rounding_agrees(a in parts()) {
            let (a, long) = both(a);
            prop_assert_eq!(a.floor(), Rational::from(long.floor()));
            prop_assert_eq!(a.ceil(), Rational::from(long.ceil()));
            prop_assert_eq!(a.round(), Rational::from(long.round()));
            prop_assert_eq!(a.to_integer(), long.to_integer());
            prop_assert_eq!(a.is_integer(), long.is_integer());
            prop_assert_eq!(-&a, Rational::from(-&long));
            prop_assert_eq!(a.abs(), Rational::from(long.abs()));
            prop_assert_eq!(a.to_f64(), long.to_f64());
        }
    }
}

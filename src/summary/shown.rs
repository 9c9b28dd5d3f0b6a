//! How readers see the figures of a column: money in one magnitude, ratios with one number of decimals.

use crate::model::money::Magnitude;
use crate::model::{Amount, Currency, Unit};

/// The money of one currency in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Money {
    /// What stands above the column, or beside its figures.
    pub unit: Unit,
    /// The last place that readers see, in smallest units.
    places: i64,
}

impl Money {
    /// A magnitude in which the largest figure has a few digits before the point, and a larger one where no figure is
    /// printed more finely than its tenth. A figure is its smallest units and the weight of its last printed place.
    ///
    /// `None` where there is no figure.
    pub fn fitting(currency: Currency, figures: &[(i64, i64)]) -> Option<Self> {
        let whole = 10_u64.pow(currency.exponent());
        let largest = figures.iter().map(|(minor, _)| minor.unsigned_abs()).max()? / whole;
        let ulp = figures.iter().map(|(_, ulp)| (*ulp).max(1)).min()?;
        let finest = ulp.unsigned_abs() / whole;
        let fits = |magnitude: &Magnitude| {
            let one = 10_u64.pow(magnitude.exponent());
            largest >= 10 * one || (largest >= one && finest >= one / 10)
        };
        let magnitudes = [Magnitude::Billion, Magnitude::Million, Magnitude::Thousand];
        // Thousands are for larger figures only: 12 345 reads better than 12.3 thousand.
        let wanted = |magnitude: &Magnitude| *magnitude != Magnitude::Thousand || largest >= 1_000_000;
        let magnitude = magnitudes.into_iter().filter(wanted).find(fits).unwrap_or(Magnitude::One);
        // One decimal of a magnitude is enough for readers; none where no figure is printed as finely.
        let tenth = 10_i64.pow(currency.exponent() + magnitude.exponent().max(1) - 1);
        let places = if magnitude == Magnitude::One { ulp } else { ulp.max(tenth) };
        Some(Self { unit: Unit { currency, magnitude }, places })
    }

    /// Whole units of a currency, to a last place.
    pub fn whole(currency: Currency, ulp: i64) -> Self {
        Self { unit: Unit { currency, magnitude: Magnitude::One }, places: ulp.max(1) }
    }

    /// The figure in whole places; `round` says which way: ends of intervals go outwards.
    pub fn print(self, minor: i64, round: fn(i64, i64) -> i64) -> String {
        let minor = round(minor, self.places) * self.places;
        self.unit.print(Amount { minor, ulp_minor: self.places })
    }
}

/// The nearest whole number of printed places, halves away from zero.
pub(super) fn nearest(minor: i64, ulp: i64) -> i64 {
    let half = ulp / 2;
    if minor < 0 { (minor - half) / ulp } else { (minor + half) / ulp }
}

/// The whole number of printed places below.
pub(super) fn below(minor: i64, ulp: i64) -> i64 {
    minor.div_euclid(ulp)
}

/// The whole number of printed places above.
pub(super) fn above(minor: i64, ulp: i64) -> i64 {
    -(-minor).div_euclid(ulp)
}

/// How many decimals readers see of a column of ratios: none of whole numbers, more of small ones.
pub(super) fn decimals(ratios: impl Iterator<Item = f64>) -> usize {
    let (whole, largest) = ratios.fold((true, 0.0), |(whole, largest): (bool, f64), ratio| {
        (whole && ratio.fract() == 0.0, largest.max(ratio.abs()))
    });
    match largest {
        _ if whole => 0,
        largest if largest < 1.0 => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_one_magnitude() {
        let usd: Currency = "USD".parse().unwrap();
        // 331.7 million as printed, and 906 777.19 to the cent.
        let figures = [(33_170_000_000, 10_000_000), (90_677_719, 1)];
        let money = Money::fitting(usd, &figures).unwrap();
        assert_eq!(money.unit.to_string(), "USD million");
        assert_eq!(figures.map(|(minor, _)| money.print(minor, nearest)), ["331.7", "0.9"]);
        assert_eq!(money.print(90_677_719, above), "1.0");
        assert_eq!(Money::fitting(usd, &[]), None);
    }

    #[test]
    fn a_column_has_one_number_of_decimals() {
        assert_eq!(decimals([3.0, -2.0].into_iter()), 0);
        assert_eq!(decimals([0.25, -0.5].into_iter()), 4);
        assert_eq!(decimals([0.25, 12.5].into_iter()), 2);
    }
}

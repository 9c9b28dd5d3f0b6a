//! Figures in another currency or at the prices of another year, before anything is derived from them.

mod convert;
mod deflate;
mod rates;

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType, IntoColumn as _, LazyFrame, NamedFrom as _, PolarsError, Series};
use thiserror::Error;

use crate::metrics::Companion;
use crate::model::schema::{BASIS, PERIOD, STATE, ULP_MINOR, VALUE_MINOR};
use crate::model::{CellState, Currency, Kind, Period};

pub use rates::{Rate, RateMethod, Rates};

/// A wish to have all figures in one currency.
#[derive(Debug, Clone)]
pub struct Conversion {
    pub to: Currency,
    pub rates: Rates,
    pub method: RateMethod,
}

/// A wish to have all figures at the prices of one period.
#[derive(Debug, Clone)]
pub struct Deflation {
    /// Price levels by reporter and period; a reporter of `WLD` stands for all whose own do not reach both periods.
    pub deflator: Companion,
    pub prices: Period,
}

/// Why figures cannot be converted at all. A figure without a rate is empty instead.
#[derive(Debug, Error)]
pub enum MoneyError {
    #[error(
        "the same figure is stated in several currencies ({currencies}): {series}\n  expected: one currency a figure\n  help: choose one with `--where currency={first}`"
    )]
    SeveralCurrencies { currencies: String, series: String, first: String },
    #[error(
        "no rate turns any of the figures into {to}\n  expected: rates of {needed} in the periods of the figures\n  help: `tradeproof inspect` shows what the rates hold; figures of a year need its rates to both ends"
    )]
    NoRate { to: String, needed: String },
    #[error("no price level of {name} is for {prices}\n  expected: one of {there}")]
    NoPrices { name: String, prices: String, there: String },
    #[error("the figures cannot be converted")]
    Polars(#[from] PolarsError),
}

/// Figures that were made into others, with how.
pub(super) struct Made {
    pub frame: LazyFrame,
    pub basis: Basis,
    /// One line a rule.
    pub notes: Vec<String>,
}

/// What was done to the figures of each period.
#[derive(Debug, Clone, Default)]
pub(super) struct Basis {
    by_period: BTreeMap<String, Vec<String>>,
}

impl Basis {
    fn add(&mut self, period: &str, text: &str) {
        let texts = self.by_period.entry(period.to_owned()).or_default();
        if !texts.iter().any(|known| known == text) {
            texts.push(text.to_owned());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.by_period.is_empty()
    }

    /// A derived frame with the column [`BASIS`].
    pub fn beside(&self, mut derived: DataFrame) -> Result<DataFrame, PolarsError> {
        let texts: Vec<Option<String>> =
            derived.column(PERIOD)?.str()?.iter().map(|period| period.and_then(|period| self.of(period))).collect();
        derived.with_column(Series::new(BASIS.into(), texts).into_column())?;
        Ok(derived)
    }

    /// What a result of this period stands on; a span that was added up names how many periods it is made of.
    fn of(&self, period: &str) -> Option<String> {
        if let Some(texts) = self.by_period.get(period) {
            return Some(texts.join("; "));
        }
        let span: Period = period.parse().ok()?;
        let inside = |text: &String| text.parse::<Period>().is_ok_and(|part| span.contains(&part));
        match self.by_period.keys().filter(|text| inside(text)).count() {
            0 => None,
            parts => Some(format!("period by period, {parts} periods")),
        }
    }
}

/// The figures of a request in the currency and at the prices that are asked for.
pub(super) fn make(
    frame: LazyFrame,
    kind: Kind,
    conversion: Option<&Conversion>,
    deflation: Option<&Deflation>,
) -> Result<Made, MoneyError> {
    let mut made = Made { frame, basis: Basis::default(), notes: Vec::new() };
    // Prices first: a deflator belongs to the currency of its reporter.
    if let Some(deflation) = deflation {
        made = deflate::deflate(made, kind, deflation)?;
    }
    if let Some(conversion) = conversion {
        made = convert::convert(made, kind, conversion)?;
    }
    Ok(made)
}

/// A factor that is exact to fifteen digits, as whole numbers: floats never touch money.
#[derive(Debug, Clone, Copy)]
struct Factor {
    digits: i128,
    below: i128,
}

impl Factor {
    /// Of a factor above zero.
    fn of(factor: f64) -> Option<Self> {
        if !factor.is_finite() || factor <= 0.0 {
            return None;
        }
        let places = 15 - factor.log10().floor() as i32;
        let below = 10_i128.checked_pow(u32::try_from(places).ok()?)?;
        Some(Self { digits: (factor * 10_f64.powi(places)).round() as i128, below })
    }

    /// An amount times the factor, to the nearest smallest unit.
    fn times(self, minor: i64) -> Option<i64> {
        let product = i128::from(minor).checked_mul(self.digits)?;
        let half = self.below / 2;
        let nearest = if product < 0 { (product - half) / self.below } else { (product + half) / self.below };
        i64::try_from(nearest).ok()
    }
}

/// Every figure times the factor of its row; a row without one loses its figure and is missing.
fn multiplied(frame: &mut DataFrame, factors: &[Option<Factor>]) -> Result<(), PolarsError> {
    let times = |column: &str, frame: &DataFrame, is_place: bool| -> Result<Vec<Option<i64>>, PolarsError> {
        let figures = frame.column(column)?.i64()?;
        let row = |(figure, factor): (Option<i64>, &Option<Factor>)| {
            let product = (*factor)?.times(figure?)?;
            Some(if is_place { place(product) } else { product })
        };
        Ok(figures.iter().zip(factors).map(row).collect())
    };
    let (values, ulps) = (times(VALUE_MINOR, frame, false)?, times(ULP_MINOR, frame, true)?);
    let states = frame.column(STATE)?.str()?;
    let had = frame.column(VALUE_MINOR)?.i64()?;
    let states: Vec<Option<String>> = (0..frame.height())
        .map(|row| match (had.get(row), values[row]) {
            (Some(_), None) => Some(CellState::Missing.name().to_owned()),
            _ => states.get(row).map(str::to_owned),
        })
        .collect();
    frame.with_column(Series::new(VALUE_MINOR.into(), values).into_column())?;
    frame.with_column(Series::new(ULP_MINOR.into(), ulps).into_column())?;
    frame.with_column(Series::new(STATE.into(), states).cast(&DataType::String)?.into_column())?;
    Ok(())
}

/// A decimal place that is no coarser than what a place became.
fn place(product: i64) -> i64 {
    10_i64.pow(product.max(1).ilog10())
}

/// A list short enough for a note.
fn few(texts: &[String]) -> String {
    const SHOWN: usize = 6;
    let more = texts.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = texts.iter().take(SHOWN).cloned().collect();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_times_a_rate_is_exact_to_the_smallest_unit() {
        let factor = Factor::of(1.0 / 1.0842).unwrap();
        assert_eq!(factor.times(108_420), Some(100_000));
        assert_eq!(factor.times(-108_420), Some(-100_000));
        // 92 trillion tenge in tiyn at 0.0025: more digits than a float holds.
        assert_eq!(Factor::of(0.0025).unwrap().times(9_200_000_000_000_003), Some(23_000_000_000_000));
        assert_eq!([0, 9, 10, 127_000].map(place), [1, 1, 10, 100_000]);
        assert!(Factor::of(0.0).is_none() && Factor::of(f64::NAN).is_none());
    }
}

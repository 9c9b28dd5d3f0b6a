//! Derived frames with figures that can be drawn.

use polars::prelude::{DataFrame, IntoColumn as _, IntoLazy as _, NamedFrom as _, PolarsError, Series, col};

use crate::model::Currency;
use crate::model::schema::{CURRENCY, HIGH_MINOR, LOW_MINOR, METRIC, VALUE, VALUE_MINOR};

/// In a frame to draw: the figure in whole currency units or in the metric's unit; where only an interval is known, its
/// middle.
pub const FIGURE: &str = "figure";
/// In a frame to draw: the low end of the interval, in the unit of [`FIGURE`].
pub const LOW: &str = "low";
/// In a frame to draw: the high end of the interval.
pub const HIGH: &str = "high";

/// A [derived frame](crate::model::schema::derived) with [`FIGURE`], [`LOW`] and [`HIGH`], all `f64`.
///
/// Of several metrics, one may fill what another leaves empty: then rows without a figure are left out.
///
/// # Errors
/// When the frame is not under the derived schema.
pub fn drawable(derived: &DataFrame) -> Result<DataFrame, PolarsError> {
    let mut frame = derived.clone();
    let units = whole_units(&frame)?;
    let low = scaled(&frame, LOW_MINOR, &units)?;
    let high = scaled(&frame, HIGH_MINOR, &units)?;
    let money = scaled(&frame, VALUE_MINOR, &units)?;
    let ratios: Vec<Option<f64>> = frame.column(VALUE)?.f64()?.iter().collect();
    let figures = (0..frame.height()).map(|row| {
        let middle = low[row].zip(high[row]).map(|(low, high)| f64::midpoint(low, high));
        ratios[row].or(money[row]).or(middle)
    });
    let figures: Vec<Option<f64>> = figures.collect();
    for (name, values) in [(FIGURE, figures), (LOW, low), (HIGH, high)] {
        frame.with_column(Series::new(name.into(), values).into_column())?;
    }
    if has_several(&frame, METRIC)? {
        frame = frame.lazy().filter(col(FIGURE).is_not_null()).collect()?;
    }
    Ok(frame)
}

fn has_several(frame: &DataFrame, column: &str) -> Result<bool, PolarsError> {
    let texts = frame.column(column)?.str()?;
    Ok(texts.iter().any(|text| text != texts.get(0)))
}

/// How many smallest units one whole unit of each row's currency has.
fn whole_units(frame: &DataFrame) -> Result<Vec<f64>, PolarsError> {
    let currencies = frame.column(CURRENCY)?.str()?;
    let exponent = |code: Option<&str>| code.and_then(|code| code.parse::<Currency>().ok()).map_or(0, |c| c.exponent());
    Ok(currencies.iter().map(|code| 10f64.powi(exponent(code) as i32)).collect())
}

fn scaled(frame: &DataFrame, column: &str, units: &[f64]) -> Result<Vec<Option<f64>>, PolarsError> {
    let minor = frame.column(column)?.i64()?;
    Ok(minor.iter().zip(units).map(|(minor, unit)| minor.map(|minor| minor as f64 / unit)).collect())
}

//! What a derived frame says in each of its rows.

use polars::prelude::{DataFrame, PolarsError};

use crate::model::schema::{
    BASE_PERIOD, BASIS, CURRENCY, HIGH_MINOR, LOW_MINOR, PERIOD, ULP_MINOR, UNIT, VALUE, VALUE_MINOR, WHY,
};
use crate::model::{Period, Why};

/// One result.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// By dimension, in the order that was asked for; blank where the metric does not tell it apart.
    pub labels: Vec<String>,
    pub period: String,
    pub currency: String,
    pub ratio: Option<f64>,
    pub minor: Option<i64>,
    pub low: Option<i64>,
    pub high: Option<i64>,
    pub ulp: i64,
    pub unit: String,
    pub base: Option<String>,
    pub basis: Option<String>,
    pub why: Option<Why>,
}

impl Entry {
    /// In order of time; what is no period comes last.
    pub fn time(&self) -> (bool, Option<Period>, String) {
        let period: Option<Period> = self.period.parse().ok();
        (period.is_none(), period, self.period.clone())
    }
}

/// The rows of a frame under the derived schema.
pub fn entries(frame: &DataFrame, dimensions: &[String]) -> Result<Vec<Entry>, PolarsError> {
    let text = |name: &str, row: usize| -> Option<String> {
        let column = frame.column(name).ok()?;
        column.str().ok()?.get(row).map(str::to_owned)
    };
    let whole = |name: &str| frame.column(name)?.i64();
    let (minor, low, high) = (whole(VALUE_MINOR)?, whole(LOW_MINOR)?, whole(HIGH_MINOR)?);
    let (ulp, ratio) = (whole(ULP_MINOR)?, frame.column(VALUE)?.f64()?);
    let why = |name: Option<String>| Why::ALL.into_iter().find(|why| Some(why.name()) == name.as_deref());
    let entry = |row: usize| Entry {
        labels: dimensions.iter().map(|name| text(name, row).unwrap_or_default()).collect(),
        period: text(PERIOD, row).unwrap_or_default(),
        currency: text(CURRENCY, row).unwrap_or_default(),
        ratio: ratio.get(row),
        minor: minor.get(row),
        low: low.get(row),
        high: high.get(row),
        ulp: ulp.get(row).unwrap_or(1).max(1),
        unit: text(UNIT, row).unwrap_or_default(),
        base: text(BASE_PERIOD, row),
        basis: text(BASIS, row),
        why: why(text(WHY, row)),
    };
    Ok((0..frame.height()).map(entry).collect())
}

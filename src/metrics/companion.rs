//! Figures that stand beside trade without being trade: incomes, prices, populations.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, PolarsError};

use crate::model::schema::{PERIOD, REPORTER, VALUE};

/// A table that a metric looks into beside the trade figures.
#[derive(Debug, Clone)]
pub struct Companion {
    /// What metrics ask for it by: `gdp_per_head`.
    pub name: String,
    /// Columns [`REPORTER`](crate::model::schema::REPORTER) and [`PERIOD`](crate::model::schema::PERIOD) as texts in
    /// canonical form, [`VALUE`](crate::model::schema::VALUE) as a float; one row each.
    pub frame: DataFrame,
    /// Of the values: `USD per head`.
    pub unit: String,
    /// Where they are from.
    pub source: String,
}

impl Companion {
    /// The values by reporter and period; what is no number is left out.
    ///
    /// # Errors
    /// When a column is not there or of another type.
    pub fn values(&self) -> Result<BTreeMap<(String, String), f64>, PolarsError> {
        let (reporters, periods) = (self.frame.column(REPORTER)?.str()?, self.frame.column(PERIOD)?.str()?);
        let values = self.frame.column(VALUE)?.f64()?;
        let row = |row: usize| Some(((reporters.get(row)?.to_owned(), periods.get(row)?.to_owned()), values.get(row)?));
        Ok((0..self.frame.height()).filter_map(row).filter(|(_, value)| value.is_finite()).collect())
    }
}

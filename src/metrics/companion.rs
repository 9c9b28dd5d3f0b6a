//! Figures that stand beside trade without being trade: incomes, prices, populations.

use polars::prelude::DataFrame;

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

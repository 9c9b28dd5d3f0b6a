//! Amounts of money, gathered row by row into a derived frame: the counterpart of [`Results`](super::results::Results).

use polars::prelude::{DataFrame, DataType, IntoLazy as _, LazyFrame, NamedFrom as _, PolarsError, Series, col};

use crate::model::Why;
use crate::model::schema::{BASE_PERIOD, CURRENCY, PERIOD, PERIOD_END, PERIOD_START, ULP_MINOR, VALUE_MINOR, WHY};

use super::error::MetricError;
use super::metric::{Metric, Request};
use super::panel::Key;
use super::reduce::finish;

/// Rows of a result under way.
pub struct Amounts {
    series: Vec<&'static str>,
    rows: Vec<Row>,
}

struct Row {
    key: Key,
    labels: Vec<String>,
    base: Option<String>,
    /// One unit in the last place of the figures it is made of.
    ulp: i64,
    amount: Result<i64, Why>,
}

impl Amounts {
    /// None yet; told apart by `series`.
    pub fn new(series: &[&'static str]) -> Self {
        Self { series: series.to_vec(), rows: Vec::new() }
    }

    /// Adds a row: the dimensions that the key has, those of `labels`, and the amount or why there is none. What does
    /// not fit in whole smallest units says so.
    pub fn push(
        &mut self,
        key: &Key,
        labels: &[(&str, &str)],
        base: Option<&str>,
        ulp: i64,
        amount: Result<i128, Why>,
    ) {
        let named = |name: &&'static str| {
            let label = labels.iter().find(|(label, _)| label == name).map(|(_, value)| *value);
            label.unwrap_or_else(|| key.get(name)).to_owned()
        };
        let amount = amount.and_then(|amount| i64::try_from(amount).map_err(|_| Why::TooLarge));
        let labels = self.series.iter().map(named).collect();
        self.rows.push(Row { key: key.clone(), labels, base: base.map(str::to_owned), ulp, amount });
    }

    /// The derived frame.
    pub fn finish(self, metric: &Metric, request: &Request) -> Result<LazyFrame, MetricError> {
        let dates = [PERIOD_START, PERIOD_END].map(|name| col(name).cast(DataType::Date));
        let series = self.series.clone();
        Ok(finish(self.frame()?.lazy().with_columns(dates), metric, request, &series)?)
    }

    fn frame(&self) -> Result<DataFrame, PolarsError> {
        let rows = || self.rows.iter();
        let text = |name: &str, of: &dyn Fn(&Row) -> Option<String>| {
            Series::new(name.into(), rows().map(of).collect::<Vec<Option<String>>>())
        };
        let mut columns = Vec::new();
        for (place, name) in self.series.iter().enumerate() {
            columns.push(text(name, &|row| Some(row.labels[place].clone())).into());
        }
        columns.push(text(PERIOD, &|row| Some(row.key.period.clone())).into());
        columns.push(text(BASE_PERIOD, &|row| row.base.clone()).into());
        columns.push(text(CURRENCY, &|row| Some(row.key.currency.clone())).into());
        columns.push(text(WHY, &|row| row.amount.err().map(|why| why.name().to_owned())).into());
        columns.push(Series::new(PERIOD_START.into(), rows().map(|row| row.key.start).collect::<Vec<_>>()).into());
        columns.push(Series::new(PERIOD_END.into(), rows().map(|row| row.key.end).collect::<Vec<_>>()).into());
        let amounts: Vec<Option<i64>> = rows().map(|row| row.amount.ok()).collect();
        columns.push(Series::new(VALUE_MINOR.into(), amounts).into());
        columns.push(Series::new(ULP_MINOR.into(), rows().map(|row| row.ulp).collect::<Vec<_>>()).into());
        DataFrame::new(self.rows.len(), columns)
    }
}

/// A quotient to the nearest whole number, halves away from zero; the divisor is above zero.
pub fn nearest(above: i128, below: i128) -> i128 {
    let half = below / 2;
    if above < 0 { (above - half) / below } else { (above + half) / below }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        let cases = [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (-4, 3, -1), (5, 3, 2), (0, 7, 0)];
        for (above, below, quotient) in cases {
            assert_eq!(nearest(above, below), quotient, "{above}/{below}");
        }
    }
}

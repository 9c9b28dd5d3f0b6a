//! Figures added up over spans of periods: every day of a span counted once, or no figure.

use std::collections::BTreeMap;

use polars::prelude::{
    Column, DataFrame, DataType, Expr, IntoLazy as _, JoinArgs, JoinType, LazyFrame, NULL, NamedFrom as _, PolarsError,
    Series, col, lit, when,
};

use crate::model::schema::{CURRENCY, PERIOD, PERIOD_END, PERIOD_START, ULP_MINOR, VALUE_MINOR, WHY};
use crate::model::{Period, Why};

use super::calendar::tiles;
use super::reduce::{first_reason, fits, sum};

const SPAN: &str = "span";
const PARTS: &str = "parts";

/// Which period of which series is part of which span, and how many parts the span needs.
#[derive(Default)]
struct Parts {
    /// One column a key: the series and the currency.
    keys: Vec<Vec<String>>,
    period: Vec<String>,
    span: Vec<String>,
    needed: Vec<i64>,
}

/// The sum of `counted` over the spans that `spans_of` names for the periods of each series.
///
/// Each series is laid out by itself, so that one may be monthly and another quarterly. A span with a gap or a missing
/// figure is empty and says why.
pub fn add_up(
    reduced: LazyFrame,
    series: &[&str],
    spans_of: impl Fn(&[Period]) -> Vec<Period>,
    counted: Expr,
) -> Result<LazyFrame, PolarsError> {
    let keys: Vec<&str> = series.iter().copied().chain([CURRENCY]).collect();
    let parts = lay_out(&reduced, &keys, spans_of)?;
    let on: Vec<Expr> = keys.iter().copied().chain([PERIOD]).map(col).collect();
    let group: Vec<Expr> = keys.iter().copied().chain([SPAN]).map(col).collect();
    let complete = || col(VALUE_MINOR).count().cast(DataType::Int64).eq(col(PARTS).first());
    let added = reduced.join(parts, on.clone(), on, JoinArgs::new(JoinType::Inner)).group_by(group).agg([
        col(PERIOD_START).min(),
        col(PERIOD_END).max(),
        when(complete().and(fits(counted.clone()))).then(sum(counted.clone())).otherwise(lit(NULL)).alias(VALUE_MINOR),
        col(ULP_MINOR).max(),
        first_reason(vec![
            (col(WHY).eq(lit(Why::Suppressed.name())).any(true), Why::Suppressed),
            (complete().not(), Why::ValueMissing),
            (fits(counted).not(), Why::TooLarge),
        ])
        .alias(WHY),
    ]);
    Ok(added.with_columns([col(SPAN).alias(PERIOD)]))
}

fn lay_out(
    reduced: &LazyFrame,
    keys: &[&str],
    spans_of: impl Fn(&[Period]) -> Vec<Period>,
) -> Result<LazyFrame, PolarsError> {
    let mut parts = Parts { keys: vec![Vec::new(); keys.len()], ..Parts::default() };
    for (key, mut there) in periods_of_series(reduced, keys)? {
        there.sort_unstable();
        for span in spans_of(&there) {
            parts.push(&key, &span, &there);
        }
    }
    Ok(parts.frame(keys)?.lazy())
}

fn periods_of_series(reduced: &LazyFrame, keys: &[&str]) -> Result<BTreeMap<Vec<String>, Vec<Period>>, PolarsError> {
    let columns: Vec<Expr> = keys.iter().copied().chain([PERIOD]).map(col).collect();
    let rows = reduced.clone().select(columns).collect()?;
    let cell = |name: &str, row: usize| -> Result<String, PolarsError> {
        Ok(rows.column(name)?.str()?.get(row).unwrap_or_default().to_owned())
    };
    let mut series: BTreeMap<Vec<String>, Vec<Period>> = BTreeMap::new();
    for row in 0..rows.height() {
        let key = keys.iter().map(|name| cell(name, row)).collect::<Result<Vec<_>, _>>()?;
        if let Ok(period) = cell(PERIOD, row)?.parse() {
            series.entry(key).or_default().push(period);
        }
    }
    Ok(series)
}

impl Parts {
    /// A span with a gap needs one part more than there are.
    fn push(&mut self, key: &[String], span: &Period, there: &[Period]) {
        let whole = tiles(span, there);
        let gap = i64::from(whole.is_none());
        let parts = whole.unwrap_or_else(|| there.iter().filter(|part| span.contains(part)).copied().collect());
        for part in &parts {
            self.keys.iter_mut().zip(key).for_each(|(column, cell)| column.push(cell.clone()));
            self.period.push(part.to_string());
            self.span.push(span.to_string());
            self.needed.push(parts.len() as i64 + gap);
        }
    }

    fn frame(self, keys: &[&str]) -> Result<DataFrame, PolarsError> {
        let height = self.needed.len();
        let mut columns: Vec<Column> =
            keys.iter().zip(self.keys).map(|(name, cells)| Series::new((*name).into(), cells).into()).collect();
        columns.push(Series::new(PERIOD.into(), self.period).into());
        columns.push(Series::new(SPAN.into(), self.span).into());
        columns.push(Series::new(PARTS.into(), self.needed).into());
        DataFrame::new(height, columns)
    }
}

//! Figures in runs that share a key: what a measure works on when it is no single expression.

use polars::prelude::{DataFrame, DataType, LazyFrame, PolarsError, SortMultipleOptions, StringChunked};

use crate::model::Why;
use crate::model::schema::{CURRENCY, PERIOD, PERIOD_END, PERIOD_START, VALUE_MINOR, WHY};

use super::panel::Key;

/// The rows of a frame in runs that agree in `keys`, in the order of the keys and then of `order`.
pub fn runs(frame: LazyFrame, keys: &[&str], order: &[&str]) -> Result<Vec<DataFrame>, PolarsError> {
    let sorted: Vec<&str> = keys.iter().chain(order).copied().collect();
    let frame = frame.sort(sorted, SortMultipleOptions::default().with_maintain_order(true)).collect()?;
    let keys = keys.iter().map(|name| texts(&frame, name)).collect::<Result<Vec<_>, _>>()?;
    let mut runs = Vec::new();
    let mut first = 0;
    for next in 1..=frame.height() {
        if next == frame.height() || keys.iter().any(|texts| texts.get(next) != texts.get(first)) {
            runs.push(frame.slice(first as i64, next - first));
            first = next;
        }
    }
    Ok(runs)
}

/// What the first row of a run says of it.
pub fn key(run: &DataFrame, group: &[&'static str]) -> Result<Key, PolarsError> {
    let text = |name: &str| Ok::<_, PolarsError>(texts(run, name)?.get(0).unwrap_or_default().to_owned());
    let day = |name: &str| {
        let days = run.column(name)?.cast(&DataType::Int32)?;
        Ok::<_, PolarsError>(days.i32()?.get(0).unwrap_or_default())
    };
    Ok(Key {
        dimensions: group.iter().map(|name| Ok((*name, text(name)?))).collect::<Result<_, PolarsError>>()?,
        currency: text(CURRENCY)?,
        period: text(PERIOD)?,
        start: day(PERIOD_START)?,
        end: day(PERIOD_END)?,
    })
}

/// The figures of a run, or why a row has none.
pub fn figures(run: &DataFrame) -> Result<Vec<Result<i64, Why>>, PolarsError> {
    let (figures, reasons) = (run.column(VALUE_MINOR)?.i64()?, texts(run, WHY)?);
    let row = |row: usize| figures.get(row).ok_or_else(|| reason(reasons.get(row)));
    Ok((0..run.height()).map(row).collect())
}

/// A column of texts.
pub fn texts<'f>(frame: &'f DataFrame, name: &str) -> Result<&'f StringChunked, PolarsError> {
    frame.column(name)?.str()
}

/// The reason of this name; a figure without one is not there.
pub fn reason(name: Option<&str>) -> Why {
    Why::ALL.into_iter().find(|why| Some(why.name()) == name).unwrap_or(Why::ValueMissing)
}

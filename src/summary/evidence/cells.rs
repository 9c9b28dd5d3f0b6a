//! The one cell of an answer that was asked for.

use std::collections::BTreeMap;

use polars::prelude::DataFrame;

use crate::model::evidence::Absent;
use crate::model::money::print_decimal;
use crate::model::schema::{CURRENCY, HIGH_MINOR, LOW_MINOR, PERIOD, ULP_MINOR, VALUE, VALUE_MINOR, WHY};
use crate::model::{Currency, Period, Why};

use super::{Answer, refused};

/// A figure of money, as a metric gives it.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub minor: i64,
    pub ulp_minor: i64,
    pub bounded: Option<bool>,
    pub currency: Currency,
}

/// The figures of an answer about one series, by period.
pub(super) fn figures(answer: &Answer) -> BTreeMap<Period, Result<Figure, Why>> {
    let Some(frame) = answer.frames.first() else { return BTreeMap::new() };
    let period = |row: usize| text(frame, PERIOD, row).and_then(|period| period.parse().ok());
    (0..frame.height()).filter_map(|row| Some((period(row)?, figure(frame, row)))).collect()
}

fn figure(frame: &DataFrame, row: usize) -> Result<Figure, Why> {
    let integer =
        |name: &str| frame.column(name).ok().and_then(|column| column.i64().ok()).and_then(|cells| cells.get(row));
    let minor = integer(VALUE_MINOR).ok_or_else(|| reason(frame, row))?;
    let bounded = match (integer(LOW_MINOR), integer(HIGH_MINOR)) {
        (Some(_), _) => Some(true),
        (None, Some(_)) => Some(false),
        (None, None) => None,
    };
    let currency = text(frame, CURRENCY, row).and_then(|code| code.parse().ok()).ok_or(Why::ValueMissing)?;
    Ok(Figure { minor, ulp_minor: integer(ULP_MINOR).unwrap_or(1), bounded, currency })
}

/// `1 234 567.89 USD`.
pub(super) fn shown(figure: &Figure) -> String {
    let number = print_decimal(figure.minor, figure.currency.exponent(), 0);
    let (sign, number) = number.strip_prefix('-').map_or(("", number.as_str()), |number| ("−", number));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let grouped: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    let point = if fraction.is_empty() { "" } else { "." };
    let bound = match figure.bounded {
        Some(true) => "more than ",
        Some(false) => "less than ",
        None => "",
    };
    format!("{bound}{sign}{}{point}{fraction} {}", grouped.join(" "), figure.currency)
}

/// How many results an answer has.
pub(super) fn height(answer: &Answer) -> usize {
    answer.frames.first().map_or(0, DataFrame::height)
}

/// The whole number in the row whose `column` has `value`.
pub(super) fn value_of(answer: &Answer, column: &str, value: &str) -> Result<i64, Absent> {
    let frame = answer.frames.first().ok_or(Absent::Series)?;
    let row = (0..frame.height()).find(|row| text(frame, column, *row) == Some(value)).ok_or(Absent::Series)?;
    whole(frame, row)
}

/// The count of an answer about one period, and the period.
pub(super) fn only_count(answer: &Answer) -> Result<(i64, String), Absent> {
    let frame = only_row(answer)?;
    Ok((whole(frame, 0)?, text(frame, PERIOD, 0).unwrap_or_default().to_owned()))
}

fn whole(frame: &DataFrame, row: usize) -> Result<i64, Absent> {
    let values = frame.column(VALUE).and_then(|column| column.f64()).map_err(refused)?;
    values.get(row).map(|value| value as i64).ok_or_else(|| Absent::Figure(reason(frame, row)))
}

fn only_row(answer: &Answer) -> Result<&DataFrame, Absent> {
    match answer.frames.first() {
        Some(frame) if frame.height() == 1 => Ok(frame),
        Some(frame) if frame.height() > 1 => Err(Absent::Period),
        _ => Err(Absent::Series),
    }
}

fn reason(frame: &DataFrame, row: usize) -> Why {
    let name = text(frame, WHY, row).unwrap_or_default();
    Why::ALL.into_iter().find(|why| why.name() == name).unwrap_or(Why::ValueMissing)
}

fn text<'f>(frame: &'f DataFrame, column: &str, row: usize) -> Option<&'f str> {
    frame.column(column).ok()?.str().ok()?.get(row)
}

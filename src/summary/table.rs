//! Derived frames as one table of text cells.

use polars::prelude::{DataFrame, PolarsError};

use crate::model::money::print_decimal;
use crate::model::schema::{
    BASE_PERIOD, BASIS, CURRENCY, HIGH_MINOR, LOW_MINOR, METRIC, PERIOD, ULP_MINOR, UNIT, VALUE, VALUE_MINOR, WHY,
};
use crate::model::{Amount, Currency, Unit};

use super::derive::dimensions;
use super::number::{DIGITS, rounded, significant};

/// What a table calls the ends of an interval.
const LOW: &str = "low";
const HIGH: &str = "high";

/// A table ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<String>,
    /// One cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// What readers see above each column: nothing where it is for programs only. Empty where the names will do.
    pub heads: Vec<Option<String>>,
    /// Lines below the table, for readers.
    pub foot: Vec<String>,
}

/// One cell, twice: exact for programs, rounded for readers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// As files carry it; empty where there is nothing.
    pub exact: String,
    /// As a reader sees it.
    pub shown: String,
    /// Whether it is a number, to be aligned right.
    pub numeric: bool,
}

impl Cell {
    /// A cell of text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { exact: text.to_owned(), shown: text.to_owned(), numeric: false }
    }

    /// A number, exact and as a reader sees it.
    #[must_use]
    pub fn number(exact: String, shown: String) -> Self {
        Self { exact, shown, numeric: true }
    }
}

impl Table {
    /// Derived frames one below the other. Columns that are empty in all of them are left out, except the value and
    /// the reason why there is none.
    ///
    /// # Errors
    /// When a frame is not under the [derived schema](crate::model::schema::derived).
    pub fn of(frames: &[DataFrame]) -> Result<Self, PolarsError> {
        let mut columns = dimensions(frames);
        columns.extend([PERIOD, BASE_PERIOD, METRIC, UNIT, VALUE, LOW, HIGH, WHY, BASIS].map(str::to_owned));
        let mut rows = Vec::new();
        for frame in frames {
            for row in 0..frame.height() {
                rows.push(columns.iter().map(|name| cell(frame, name, row)).collect::<Result<Vec<_>, _>>()?);
            }
        }
        let mut table = Self { columns, rows, ..Self::default() };
        table.drop_empty(&[BASE_PERIOD, LOW, HIGH, BASIS]);
        Ok(table)
    }

    fn drop_empty(&mut self, names: &[&str]) {
        for name in names {
            let Some(place) = self.columns.iter().position(|column| column == name) else {
                continue;
            };
            if self.rows.iter().all(|row| row[place].exact.is_empty()) {
                self.columns.remove(place);
                self.rows.iter_mut().for_each(|row| {
                    row.remove(place);
                });
            }
        }
    }

    /// The columns that readers see, with what stands above them.
    pub(super) fn shown(&self) -> Vec<(usize, &str)> {
        let columns = self.columns.iter().enumerate();
        let headed =
            columns.map(|(place, name)| (place, self.heads.get(place).map_or(Some(name.as_str()), Option::as_deref)));
        headed.filter_map(|(place, head)| Some((place, head?))).collect()
    }

    /// Whether every filled cell of a column is a number.
    #[must_use]
    pub fn is_numeric(&self, column: usize) -> bool {
        let mut filled = self.rows.iter().map(|row| &row[column]).filter(|cell| !cell.exact.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| cell.numeric)
    }
}

fn cell(frame: &DataFrame, name: &str, row: usize) -> Result<Cell, PolarsError> {
    match name {
        VALUE => value(frame, row),
        LOW => money(frame, LOW_MINOR, row, i64::div_euclid),
        HIGH => money(frame, HIGH_MINOR, row, |minor, ulp| -(-minor).div_euclid(ulp)),
        UNIT => unit(frame, row),
        _ => Ok(text(frame, name, row).map_or_else(Cell::default, |text| Cell::text(&text))),
    }
}

fn value(frame: &DataFrame, row: usize) -> Result<Cell, PolarsError> {
    let Some(ratio) = frame.column(VALUE)?.f64()?.get(row) else {
        return money(frame, VALUE_MINOR, row, nearest);
    };
    let whole = ratio.fract() == 0.0;
    let shown = if whole { significant(ratio, DIGITS) } else { rounded(ratio, shown_decimals(ratio)) };
    Ok(Cell::number(significant(ratio, DIGITS), shown))
}

/// The nearest whole number of printed places, halves away from zero.
pub(super) fn nearest(minor: i64, ulp: i64) -> i64 {
    let half = ulp / 2;
    if minor < 0 { (minor - half) / ulp } else { (minor + half) / ulp }
}

/// Two places, more for small ratios.
fn shown_decimals(ratio: f64) -> usize {
    if ratio.abs() < 1.0 { 4 } else { 2 }
}

/// Money in the unit of its row. Readers see whole printed places: `places` says which way ends of intervals go.
fn money(frame: &DataFrame, column: &str, row: usize, places: fn(i64, i64) -> i64) -> Result<Cell, PolarsError> {
    let minor = frame.column(column)?.i64()?.get(row);
    let Some((minor, currency)) = minor.zip(currency(frame, row)) else {
        return Ok(Cell::default());
    };
    let exact = print_decimal(minor, currency.exponent(), 0);
    let shown = match shown_unit(frame, row)? {
        Some((unit, ulp_minor)) => {
            let minor = places(minor, ulp_minor) * ulp_minor;
            unit.print(Amount { minor, ulp_minor })
        }
        None => exact.clone(),
    };
    Ok(Cell::number(exact, shown))
}

fn unit(frame: &DataFrame, row: usize) -> Result<Cell, PolarsError> {
    let exact = text(frame, UNIT, row).unwrap_or_default();
    let shown = shown_unit(frame, row)?.map_or_else(|| exact.clone(), |(unit, _)| unit.to_string());
    Ok(Cell { exact, shown, numeric: false })
}

/// The unit in which a reader sees the money of a row, and its last printed place.
fn shown_unit(frame: &DataFrame, row: usize) -> Result<Option<(Unit, i64)>, PolarsError> {
    let at = |name: &str| -> Result<Option<i64>, PolarsError> { Ok(frame.column(name)?.i64()?.get(row)) };
    let minor = at(VALUE_MINOR)?.or(at(HIGH_MINOR)?).or(at(LOW_MINOR)?);
    let ulp_minor = at(ULP_MINOR)?.unwrap_or(1);
    Ok(minor
        .zip(currency(frame, row))
        .map(|(minor, currency)| (Unit::fitting(currency, Amount { minor, ulp_minor }), ulp_minor)))
}

fn currency(frame: &DataFrame, row: usize) -> Option<Currency> {
    text(frame, CURRENCY, row)?.parse().ok()
}

fn text(frame: &DataFrame, column: &str, row: usize) -> Option<String> {
    let column = frame.column(column).ok()?;
    column.str().ok()?.get(row).map(str::to_owned)
}

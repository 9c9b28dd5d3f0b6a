//! Derived frames as one table of text cells.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, PolarsError};

use crate::model::Currency;
use crate::model::money::print_decimal;
use crate::model::schema::{
    BASE_PERIOD, BASIS, CURRENCY, HIGH_MINOR, LOW_MINOR, METRIC, PERIOD, ULP_MINOR, UNIT, VALUE, VALUE_MINOR, WHY,
};

use super::derive::dimensions;
use super::number::{DIGITS, rounded, significant};
use super::shown::{Money, above, below, decimals, nearest};

/// What a table calls the ends of an interval.
const LOW: &str = "low";
const HIGH: &str = "high";

/// A table ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Names that R and SQL take as they are: `level_sum_usd`.
    pub columns: Vec<String>,
    /// One cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// What readers see above each column: nothing where it is for programs only. Empty where the names will do.
    pub heads: Vec<Option<String>>,
    /// What each column holds, with its unit: `level:sum (USD)`. Empty where the names will do.
    pub labels: Vec<String>,
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
    /// How many decimals every figure of its currency has; `None` of what is no money.
    pub decimals: Option<u32>,
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Text,
    /// Ratios and counts.
    Numbers,
    /// Figures that are exact with so many decimals.
    Decimals(u32),
}

impl Cell {
    /// A cell of text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { exact: text.to_owned(), shown: text.to_owned(), ..Self::default() }
    }

    /// A number, exact and as a reader sees it.
    #[must_use]
    pub fn number(exact: String, shown: String) -> Self {
        Self { exact, shown, numeric: true, decimals: None }
    }

    /// An amount in whole units of a currency, exact and as a reader sees it.
    #[must_use]
    pub fn money(exact: String, shown: String, currency: Currency) -> Self {
        Self { exact, shown, numeric: true, decimals: Some(currency.exponent()) }
    }

    /// Where a number would stand.
    #[must_use]
    pub fn none() -> Self {
        Self { numeric: true, ..Self::default() }
    }

    /// The decimals that it prints.
    fn places(&self) -> u32 {
        self.exact.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u32)
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
        let units = units(frames)?;
        let mut rows = Vec::new();
        for frame in frames {
            let seen = Seen { units: &units, decimals: decimals(frame.column(VALUE)?.f64()?.iter().flatten()) };
            for row in 0..frame.height() {
                rows.push(columns.iter().map(|name| seen.cell(frame, name, row)).collect::<Result<Vec<_>, _>>()?);
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

    /// What a column holds, with its unit.
    #[must_use]
    pub fn label(&self, column: usize) -> &str {
        self.labels.get(column).unwrap_or(&self.columns[column])
    }

    /// Whether every filled cell of a column is a number.
    #[must_use]
    pub fn is_numeric(&self, column: usize) -> bool {
        let mut filled = self.rows.iter().map(|row| &row[column]).filter(|cell| !cell.exact.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| cell.numeric)
    }

    /// What a column holds, also where nothing stands in it.
    #[must_use]
    pub fn holds(&self, column: usize) -> Holds {
        let cells = || self.rows.iter().map(|row| &row[column]);
        if self.rows.is_empty() || !cells().all(|cell| cell.numeric || cell.exact.is_empty()) {
            return Holds::Text;
        }
        if !cells().any(|cell| cell.numeric) {
            return Holds::Text;
        }
        match cells().filter_map(|cell| cell.decimals).max() {
            Some(decimals) => Holds::Decimals(cells().map(Cell::places).fold(decimals, u32::max)),
            None => Holds::Numbers,
        }
    }
}

/// How the money of each currency is shown, in all frames alike.
fn units(frames: &[DataFrame]) -> Result<BTreeMap<String, Money>, PolarsError> {
    let mut figures: BTreeMap<String, Vec<(i64, i64)>> = BTreeMap::new();
    for frame in frames {
        let ulps = frame.column(ULP_MINOR)?.i64()?;
        for column in [VALUE_MINOR, LOW_MINOR, HIGH_MINOR] {
            for (row, minor) in frame.column(column)?.i64()?.iter().enumerate() {
                if let Some((minor, currency)) = minor.zip(text(frame, CURRENCY, row)) {
                    figures.entry(currency).or_default().push((minor, ulps.get(row).unwrap_or(1)));
                }
            }
        }
    }
    let fitting = |(code, figures): (String, Vec<(i64, i64)>)| {
        let currency = code.parse().ok()?;
        Some((code, Money::fitting(currency, &figures)?))
    };
    Ok(figures.into_iter().filter_map(fitting).collect())
}

/// How the figures of a frame are seen.
struct Seen<'t> {
    units: &'t BTreeMap<String, Money>,
    decimals: usize,
}

impl Seen<'_> {
    fn cell(&self, frame: &DataFrame, name: &str, row: usize) -> Result<Cell, PolarsError> {
        match name {
            VALUE => self.value(frame, row),
            LOW => self.money(frame, LOW_MINOR, row, below),
            HIGH => self.money(frame, HIGH_MINOR, row, above),
            UNIT => self.unit(frame, row),
            _ => Ok(text(frame, name, row).map_or_else(Cell::default, |text| Cell::text(&text))),
        }
    }

    fn value(&self, frame: &DataFrame, row: usize) -> Result<Cell, PolarsError> {
        match frame.column(VALUE)?.f64()?.get(row) {
            Some(ratio) => Ok(Cell::number(significant(ratio, DIGITS), rounded(ratio, self.decimals))),
            None => self.money(frame, VALUE_MINOR, row, nearest),
        }
    }

    /// Money in whole units of its currency. Readers see it in the magnitude of its column: `places` says which way ends
    /// of intervals go.
    fn money(
        &self,
        frame: &DataFrame,
        column: &str,
        row: usize,
        places: fn(i64, i64) -> i64,
    ) -> Result<Cell, PolarsError> {
        let minor = frame.column(column)?.i64()?.get(row);
        let code = text(frame, CURRENCY, row).unwrap_or_default();
        let Some((minor, currency)) = minor.zip(code.parse::<Currency>().ok()) else {
            return Ok(Cell::none());
        };
        let exact = print_decimal(minor, currency.exponent(), 0);
        let shown = self.units.get(&code).map_or_else(|| exact.clone(), |money| money.print(minor, places));
        Ok(Cell::money(exact, shown, currency))
    }

    fn unit(&self, frame: &DataFrame, row: usize) -> Result<Cell, PolarsError> {
        let exact = text(frame, UNIT, row).unwrap_or_default();
        let at = |name: &str| -> Result<bool, PolarsError> { Ok(frame.column(name)?.i64()?.get(row).is_some()) };
        let is_money = at(VALUE_MINOR)? || at(HIGH_MINOR)? || at(LOW_MINOR)?;
        let code = text(frame, CURRENCY, row).filter(|_| is_money).unwrap_or_default();
        let shown = self.units.get(&code).map_or_else(|| exact.clone(), |money| money.unit.to_string());
        Ok(Cell { exact, shown, ..Cell::default() })
    }
}

fn text(frame: &DataFrame, column: &str, row: usize) -> Option<String> {
    let column = frame.column(column).ok()?;
    column.str().ok()?.get(row).map(str::to_owned)
}

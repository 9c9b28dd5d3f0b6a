//! Figures as matrices: reporters by products, or flows by products, one matrix for each flow, period and currency.
//!
//! A cell that is not in the data is no trade: statistics list what crossed the border. A cell that is there without a
//! figure is unknown, and its column is left out of every sum, for all rows alike.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{Column, DataFrame, DataType, LazyFrame, PolarsError, SortMultipleOptions, StringChunked, col};

use crate::model::schema::{CURRENCY, PERIOD, PERIOD_END, PERIOD_START, VALUE_MINOR, WHY};
use crate::model::{Period, Why};

use super::metric::Request;

/// What a matrix is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The value of each dimension that is no side of the matrix.
    pub dimensions: Vec<(&'static str, String)>,
    pub currency: String,
    pub period: String,
    /// Days since 1970, as Polars counts dates.
    pub start: i32,
    pub end: i32,
}

impl Key {
    /// The value of a dimension; blank where it has none.
    pub fn get(&self, name: &str) -> &str {
        self.dimensions.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The period that this one is compared with: the same months of the year before, or the one that is asked for.
    pub fn base(&self, request: &Request) -> Option<Period> {
        let period: Period = self.period.parse().ok()?;
        match request.base {
            Some(base) => (base < period && period.is_like(&base)).then_some(base),
            None => Some(period.same_a_year_earlier()),
        }
    }

    /// Whether both agree in everything but one dimension.
    pub fn is_like(&self, other: &Self, but: &str) -> bool {
        self.period == other.period && self.is_of(other, but)
    }

    /// Whether both agree in everything but one dimension and the period.
    pub fn is_of(&self, other: &Self, but: &str) -> bool {
        let dimensions =
            |key: &Self| key.dimensions.iter().filter(|(name, _)| *name != but).cloned().collect::<Vec<_>>();
        self.currency == other.currency && dimensions(self) == dimensions(other)
    }
}

/// One matrix; its labels are in order.
#[derive(Debug, Clone)]
pub struct Panel {
    pub key: Key,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// Row after row; zero where nothing is in the data.
    pub values: Vec<i64>,
    /// The cells that are in the data.
    there: Vec<bool>,
    unknown: BTreeMap<usize, Why>,
}

/// A cell of a column that was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub row: String,
    pub column: String,
    pub why: Why,
}

impl Panel {
    /// The matrices of [reduced](super::reduce::reduce) figures, in the order of their keys.
    pub fn all(reduced: LazyFrame, group: &[&'static str], row: &str, column: &str) -> Result<Vec<Self>, PolarsError> {
        let keys = group.iter().copied().chain([CURRENCY, PERIOD]);
        let order: Vec<&str> = keys.chain([row, column]).collect();
        let measures = [PERIOD_START, PERIOD_END].map(|name| col(name).cast(DataType::Int32));
        let wanted = order.iter().map(|name| col(*name)).chain(measures).chain([VALUE_MINOR, WHY].map(col));
        let frame = reduced
            .select(wanted.collect::<Vec<_>>())
            .sort(order.clone(), SortMultipleOptions::default().with_maintain_order(true))
            .collect()?;
        let keys = order[..group.len() + 2].iter().map(|name| texts(&frame, name)).collect::<Result<Vec<_>, _>>()?;
        let mut panels = Vec::new();
        let mut first = 0;
        for next in 1..=frame.height() {
            if next == frame.height() || keys.iter().any(|texts| texts.get(next) != texts.get(first)) {
                panels.push(Self::of(&frame.slice(first as i64, next - first), group, row, column)?);
                first = next;
            }
        }
        Ok(panels)
    }

    fn of(frame: &DataFrame, group: &[&'static str], row: &str, column: &str) -> Result<Self, PolarsError> {
        let (row_of, column_of) = (texts(frame, row)?, texts(frame, column)?);
        let (rows, columns) = (labels(row_of), labels(column_of));
        let mut panel = Self {
            key: key(frame, group)?,
            values: vec![0; rows.len() * columns.len()],
            there: vec![false; rows.len() * columns.len()],
            unknown: BTreeMap::new(),
            rows: rows.into_iter().map(str::to_owned).collect(),
            columns: columns.iter().map(|label| (*label).to_owned()).collect(),
        };
        let (figures, reasons) = (frame.column(VALUE_MINOR)?.i64()?, texts(frame, WHY)?);
        let mut at = 0;
        for line in 0..frame.height() {
            // Lines are in the order of rows, so that the row is where the last line was or the next one.
            if row_of.get(line) != Some(panel.rows[at].as_str()) {
                at += 1;
            }
            let place = columns.binary_search(&column_of.get(line).unwrap_or_default()).unwrap_or_default();
            let cell = at * columns.len() + place;
            panel.there[cell] = true;
            match figures.get(line) {
                Some(figure) if figure >= 0 => panel.values[cell] = figure,
                Some(_) => panel.forget(cell, Why::MixedSigns),
                None => panel.forget(cell, reason(reasons.get(line))),
            }
        }
        Ok(panel)
    }

    fn forget(&mut self, cell: usize, why: Why) {
        self.unknown.insert(cell, why);
    }

    /// The figure of a row in a column; zero where nothing is in the data.
    pub fn value(&self, row: usize, column: usize) -> i64 {
        self.values[row * self.columns.len() + column]
    }

    /// The figures of a row.
    pub fn row(&self, row: usize) -> &[i64] {
        &self.values[row * self.columns.len()..][..self.columns.len()]
    }

    /// The row of a label.
    pub fn row_of(&self, label: &str) -> Option<usize> {
        self.rows.iter().position(|row| row == label)
    }

    /// Whether a cell is in the data, be it zero.
    pub fn is_there(&self, row: usize, column: usize) -> bool {
        self.there[row * self.columns.len() + column]
    }

    /// Without the columns in which a figure is unknown, and the cells of those columns with the reason: a confidential
    /// figure before one that is missing.
    pub fn known(&self) -> (Self, Vec<LeftOut>) {
        let width = self.columns.len();
        let mut reasons: BTreeMap<usize, Why> = BTreeMap::new();
        for (cell, why) in &self.unknown {
            let known = reasons.entry(cell % width).or_insert(*why);
            if *why == Why::Suppressed {
                *known = Why::Suppressed;
            }
        }
        let cells = (0..self.values.len()).filter(|cell| self.there[*cell]);
        let left_out = cells.filter_map(|cell| {
            let why = *reasons.get(&(cell % width))?;
            Some(LeftOut { row: self.rows[cell / width].clone(), column: self.columns[cell % width].clone(), why })
        });
        let left_out = left_out.collect();
        (self.keep(|_| true, |column| !reasons.contains_key(&column)), left_out)
    }

    /// Some of the rows and columns.
    pub fn keep(&self, row: impl Fn(usize) -> bool, column: impl Fn(usize) -> bool) -> Self {
        let width = self.columns.len();
        let cells = (0..self.values.len()).filter(|cell| row(cell / width) && column(cell % width));
        let cells: Vec<usize> = cells.collect();
        let kept = |labels: &[String], keep: &dyn Fn(usize) -> bool| {
            labels.iter().enumerate().filter(|(place, _)| keep(*place)).map(|(_, label)| label.clone()).collect()
        };
        Self {
            key: self.key.clone(),
            rows: kept(&self.rows, &row),
            columns: kept(&self.columns, &column),
            values: cells.iter().map(|cell| self.values[*cell]).collect(),
            there: cells.iter().map(|cell| self.there[*cell]).collect(),
            unknown: cells
                .iter()
                .enumerate()
                .filter_map(|(place, cell)| Some((place, *self.unknown.get(cell)?)))
                .collect(),
        }
    }

    /// The sums of rows, of columns, and of everything; a sum of whole numbers is exact here.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals { rows: vec![0; self.rows.len()], columns: vec![0; self.columns.len()], all: 0 };
        for (row, sum) in totals.rows.iter_mut().enumerate() {
            for (figure, of_column) in self.row(row).iter().zip(&mut totals.columns) {
                *sum += i128::from(*figure);
                *of_column += i128::from(*figure);
            }
            totals.all += *sum;
        }
        totals
    }
}

/// Sums of a matrix, which may be larger than any figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Totals {
    pub rows: Vec<i128>,
    pub columns: Vec<i128>,
    pub all: i128,
}

/// A unit that says how many products were left out of what is told for all of them.
pub fn without(unit: &str, products: usize) -> String {
    match products {
        0 => unit.to_owned(),
        1 => format!("{unit} (without 1 product)"),
        several => format!("{unit} (without {several} products)"),
    }
}

/// The products of cells, each once.
pub fn products(cells: &[LeftOut]) -> Vec<(String, Why)> {
    let mut products: Vec<(String, Why)> = cells.iter().map(|cell| (cell.column.clone(), cell.why)).collect();
    products.sort_by(|one, other| one.0.cmp(&other.0));
    products.dedup_by(|one, other| one.0 == other.0);
    products
}

fn texts<'f>(frame: &'f DataFrame, name: &str) -> Result<&'f StringChunked, PolarsError> {
    frame.column(name)?.str()
}

fn labels(texts: &StringChunked) -> Vec<&str> {
    let distinct: BTreeSet<&str> = texts.iter().flatten().collect();
    distinct.into_iter().collect()
}

fn key(frame: &DataFrame, group: &[&'static str]) -> Result<Key, PolarsError> {
    let text = |name: &str| Ok::<_, PolarsError>(texts(frame, name)?.get(0).unwrap_or_default().to_owned());
    let day = |column: &Column| Ok::<_, PolarsError>(column.i32()?.get(0).unwrap_or_default());
    Ok(Key {
        dimensions: group.iter().map(|name| Ok((*name, text(name)?))).collect::<Result<_, PolarsError>>()?,
        currency: text(CURRENCY)?,
        period: text(PERIOD)?,
        start: day(frame.column(PERIOD_START)?)?,
        end: day(frame.column(PERIOD_END)?)?,
    })
}

fn reason(name: Option<&str>) -> Why {
    Why::ALL.into_iter().find(|why| Some(why.name()) == name).unwrap_or(Why::ValueMissing)
}

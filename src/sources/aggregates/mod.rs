//! The guard against double counting: of figures that hold each other, one side is added up.
//!
//! What holds what is known and not guessed: products by their classification, groups by their members in the period
//! (`model::containment`). [`resolve`] looks at what a sum or a comparison would use and decides in three ways: the parts are
//! complete under a total, and either side is used; the parts lack something, and the total is used, or the parts with what
//! they lack as a row of its own; or it cannot be told, and the sum is refused.

mod areas;
mod codes;
mod cover;
mod error;
mod goods;
mod levels;
mod listings;
mod notes;
mod parties;
mod sums;
mod table;

use std::collections::BTreeMap;

use polars::prelude::{
    BooleanChunked, DataFrame, DataType, Expr, IntoLazy as _, LazyFrame, NULL, NamedFrom as _, PolarsError, Series,
    SortMultipleOptions, col, concat, lit,
};
use serde::Serialize;

pub use error::AggregateError;

use crate::model::schema::{
    CLASSIFICATION, FLOW, ISSUER, Kind, PARTNER, PERIOD, PRODUCT, QUANTITY_MILLI, REPORTER, STATE, Totals, VALUE_MINOR,
    WEIGHT_G,
};
use crate::model::{CellState, Economy, Period, Product};
use notes::Notes;
use parties::{Comparison, Remainder};
use table::Table;

/// A frame in which no sum counts anything twice.
#[derive(Clone)]
pub struct Resolved {
    pub frame: LazyFrame,
    notes: Notes,
    /// How many rows were left out.
    pub left_out: usize,
}

/// One dimension whose total the source may print beside the parts.
struct Axis {
    column: &'static str,
    total: &'static str,
}

/// The totals that a kind of figures may hold beside their parts.
fn axes(kind: Kind) -> &'static [Axis] {
    const WORLD: Axis = Axis { column: PARTNER, total: Economy::WORLD };
    match kind {
        Kind::Trade => &[Axis { column: PRODUCT, total: Product::TOTAL }, WORLD],
        Kind::Investment => &[WORLD],
        Kind::Listings => &[Axis { column: ISSUER, total: Product::TOTAL }],
        Kind::Rates => &[],
    }
}

/// Totals that a frame holds beside their parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    pub column: &'static str,
    /// What the column holds where the row is a total; `groups` for unions and regions.
    pub code: &'static str,
    pub rows: usize,
}

/// How many rows of a frame are totals, by column.
///
/// # Errors
/// When Polars cannot filter the frame.
pub fn found(kind: Kind, frame: &DataFrame) -> Result<Vec<Found>, PolarsError> {
    let mut totals = Vec::new();
    for column in grouped(kind) {
        let rows = count(frame.clone().lazy().filter(is_group(column)))?;
        if rows > 0 {
            totals.push(Found { column, code: "groups", rows });
        }
    }
    for axis in axes(kind) {
        let rows = count(frame.clone().lazy().filter(is_total(axis)))?;
        if rows > 0 {
            totals.push(Found { column: axis.column, code: axis.total, rows });
        }
    }
    Ok(totals)
}

/// As [`found`], from how many rows have each value of a column.
pub(super) fn found_in(kind: Kind, counts: impl Fn(&'static str) -> BTreeMap<String, usize>) -> Vec<Found> {
    let rows = |column: &'static str, is: &dyn Fn(&str) -> bool| {
        counts(column).iter().filter(|(value, _)| is(value)).map(|(_, rows)| *rows).sum::<usize>()
    };
    let mut totals = Vec::new();
    for column in grouped(kind) {
        let groups = group_codes(column);
        totals.push(Found { column, code: "groups", rows: rows(column, &|value| groups.contains(&value)) });
    }
    for Axis { column, total } in axes(kind) {
        totals.push(Found { column, code: total, rows: rows(column, &|value| value == *total) });
    }
    totals.retain(|found| found.rows > 0);
    totals
}

impl Resolved {
    /// What was left out in some periods, or in all: one line a reason.
    #[must_use]
    pub fn audit(&self, periods: &[Period]) -> Vec<String> {
        self.notes.lines(periods)
    }
}

/// Makes a frame safe to add up over every dimension that is not in `by`, and its parts along `by` safe to compare.
///
/// # Errors
/// When it cannot be told what figures have in common, or products of several levels or classifications would stand side
/// by side.
pub fn resolve(frame: LazyFrame, kind: Kind, by: &[String], totals: Totals) -> Result<Resolved, AggregateError> {
    let frame = frame.collect()?;
    let rows = frame.height();
    let told: Vec<&str> = by.iter().map(String::as_str).collect();
    let mut notes = Notes::default();
    let frame = match kind {
        Kind::Listings => {
            let kept = listings::resolve(&frame, &told, totals, &mut notes)?;
            only(frame, &kept)?
        }
        Kind::Trade | Kind::Investment => settle(frame, kind, &told, totals, &mut notes)?,
        Kind::Rates => frame,
    };
    let left_out = rows.saturating_sub(frame.height());
    Ok(Resolved { frame: frame.lazy(), notes, left_out })
}

/// Products that are told apart first, then sums, then the parties that are compared.
fn settle(
    frame: DataFrame,
    kind: Kind,
    told: &[&str],
    totals: Totals,
    notes: &mut Notes,
) -> Result<DataFrame, AggregateError> {
    let table = Table::read(&frame, kind)?;
    let mut kept = vec![true; frame.height()];
    if let Some(products) = &table.products {
        for code in &products.without_zero {
            notes.doubt(format!("doubtful: product {code} has lost its leading zero and is read as 0{code}"));
        }
        if told.contains(&PRODUCT) {
            levels::resolve(&table, told, totals, &mut kept, notes)?;
        }
    }
    sums::resolve(&table, told, &mut kept, notes)?;
    // Most frames have one classification, and need no look at every series.
    if kind == Kind::Trade && !told.contains(&CLASSIFICATION) && classifications(frame.clone().lazy())?.len() > 1 {
        refuse_classifications(&only(frame.clone(), &kept)?.lazy())?;
    }
    let mut remainders = Vec::new();
    for column in grouped(kind).iter().copied() {
        // What each reporter reports stands alone, unless a metric compares them; partners are added up to totals.
        let compared = told.contains(&column) && (column == PARTNER || totals != Totals::Prefer);
        if told.contains(&column) || column == REPORTER {
            let comparison = Comparison { column, compared, told, totals };
            remainders.extend(parties::resolve(&table, &comparison, &mut kept, notes)?);
        }
    }
    with_remainders(frame, &kept, &remainders)
}

/// The rows that are kept.
fn only(frame: DataFrame, kept: &[bool]) -> Result<DataFrame, PolarsError> {
    if kept.iter().all(|kept| *kept) {
        return Ok(frame);
    }
    frame.filter(&BooleanChunked::new("kept".into(), kept))
}

/// The rows that are kept, and what groups hold beside their members.
fn with_remainders(frame: DataFrame, kept: &[bool], remainders: &[Remainder]) -> Result<DataFrame, AggregateError> {
    let rows = only(frame.clone(), kept)?;
    if remainders.is_empty() {
        return Ok(rows);
    }
    let mut frames = vec![rows.lazy()];
    for remainder in remainders {
        let row = frame.slice(i64::from(remainder.rows[0]), 1);
        let state = if remainder.value.is_some() { CellState::Value } else { CellState::Missing };
        let mut columns = vec![
            lit(remainder.name.clone()).alias(remainder.column),
            remainder.value.map_or_else(|| lit(NULL), lit).cast(DataType::Int64).alias(VALUE_MINOR),
            lit(state.name()).alias(STATE),
        ];
        let none = |name: &str| lit(NULL).cast(DataType::Int64).alias(name);
        let quantities = [WEIGHT_G, QUANTITY_MILLI].into_iter().filter(|name| frame.column(name).is_ok());
        columns.extend(quantities.map(none));
        frames.push(row.lazy().with_columns(columns));
    }
    Ok(concat(frames, Default::default())?.collect()?)
}

/// The columns in which groups may stand beside their members.
fn grouped(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Trade | Kind::Investment => &[REPORTER, PARTNER],
        Kind::Listings | Kind::Rates => &[],
    }
}

/// The codes that stand for groups in a column.
fn group_codes(column: &str) -> Vec<&'static str> {
    let mut groups = Economy::group_codes();
    if column == REPORTER {
        // As a partner, World has rules of its own.
        groups.push(Economy::WORLD);
    }
    groups
}

fn is_group(column: &str) -> Expr {
    let groups = Series::new("groups".into(), group_codes(column));
    col(column).is_in(lit(groups).implode(false), false)
}

/// The classifications that rows name.
fn classifications(frame: LazyFrame) -> Result<Vec<String>, PolarsError> {
    let mut named = distinct(frame, CLASSIFICATION)?;
    named.retain(|name| !name.is_empty());
    Ok(named)
}

/// A code holds other goods in another classification: rows of two of them count the same goods twice.
fn refuse_classifications(frame: &LazyFrame) -> Result<(), AggregateError> {
    const WAYS: &str = "ways";
    let series = [REPORTER, FLOW, PARTNER, PERIOD];
    let named = frame.clone().filter(col(CLASSIFICATION).neq(lit("")));
    let mixed = named
        .group_by(series.map(col))
        .agg([col(CLASSIFICATION).n_unique().alias(WAYS)])
        .filter(col(WAYS).gt(lit(1)))
        .sort(series, SortMultipleOptions::default())
        .limit(1)
        .collect()?;
    let mut first = Vec::new();
    for name in series {
        let value = mixed.column(name)?.str()?.iter().next().flatten();
        first.extend(value.map(|value| (name, value.to_owned())));
    }
    let here = first.iter().map(|(name, value)| col(*name).eq(lit(value.clone()))).reduce(Expr::and);
    let Some(here) = here else { return Ok(()) };
    let ways = classifications(frame.clone().filter(here))?;
    let series: Vec<&str> = first.iter().map(|(_, value)| value.as_str()).collect();
    Err(AggregateError::MixedClassifications {
        first: ways.first().cloned().unwrap_or_default(),
        classifications: ways.join(", "),
        series: series.join(" "),
    })
}

fn distinct(frame: LazyFrame, column: &str) -> Result<Vec<String>, PolarsError> {
    let values = frame.select([col(column).unique()]).collect()?;
    let mut values: Vec<String> = values.column(column)?.str()?.iter().flatten().map(str::to_owned).collect();
    values.sort_unstable();
    Ok(values)
}

fn is_total(axis: &Axis) -> Expr {
    col(axis.column).eq(lit(axis.total))
}

fn count(frame: LazyFrame) -> Result<usize, PolarsError> {
    Ok(frame.select([col(PERIOD)]).collect()?.height())
}

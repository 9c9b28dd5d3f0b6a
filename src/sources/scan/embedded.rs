//! The embedded engine: Polars runs a cube on one batch after the other.
//!
//! Each batch is added up on its own, and the sums of several batches again whenever they have grown, so that memory
//! holds a batch and the cube, whatever the size of the file. Sums are of whole numbers and do not depend on order.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{
    ChunkCompareEq as _, Column, DataFrame, DataType, Expr, IntoColumn as _, IntoLazy as _, LazyFrame, NULL,
    PolarsResult, Scalar, SchemaExt as _, SortMultipleOptions, StringChunkedBuilder, UnionArgs, col, concat, lit, when,
};

use crate::model::schema::{BOUND, NOTE, QUANTITY_MILLI, ROW, STATE, ULP_MINOR, VALUE_MINOR, WEIGHT_G};
use crate::model::{CellState, Kind};

use super::super::error::SourceError;
use super::{Cube, Each, Scan};

/// Measures that are added up; a sum over a missing figure is missing.
const SUMS: [&str; 3] = [VALUE_MINOR, WEIGHT_G, QUANTITY_MILLI];
/// Measures of which the largest or the most telling stays.
const LARGEST: [&str; 3] = [ULP_MINOR, STATE, BOUND];

/// Adds the figures of a scan up to a cube, under [`Kind::schema`] and in the order of its keys. Dimensions that were
/// added over are blank.
///
/// # Errors
/// When the scan fails, or a sum does not fit in whole smallest units.
pub fn reduce(scan: &dyn Scan, cube: &Cube) -> Result<DataFrame, SourceError> {
    let parts_only = scan.parts_only();
    let there = cube.kind().schema();
    let has = |name: &&&str| there.contains(name);
    let mut sums = Sums {
        keys: cube.keys(&parts_only),
        measures: SUMS.iter().chain(&LARGEST).filter(has).copied().collect(),
        groups: Vec::new(),
        magnitude: 0.0,
    };
    let mut wanted = [sums.keys.clone(), sums.measures.clone()].concat();
    wanted.extend(
        cube.filters().iter().map(|filter| filter.column).filter(|column| !wanted.contains(column)).collect::<Vec<_>>(),
    );
    let condition = condition(scan, cube);
    scan.batches(&wanted, &mut |batch| {
        let batch = match &condition {
            Some(condition) => batch.lazy().filter(condition.clone()).collect().map_err(SourceError::columns)?,
            None => batch,
        };
        sums.add(&batch).map_err(SourceError::columns)
    })?;
    if sums.magnitude >= LARGEST_SUM {
        return Err(SourceError::SumTooLarge);
    }
    let summed = sums.finish().map_err(SourceError::columns)?;
    spelled(scan, cube.kind(), &summed, &cube.added_over(&parts_only)).map_err(SourceError::columns)
}

/// Whole smallest units end at 2^63; a float, good to 16 digits, says in time when a sum comes near.
const LARGEST_SUM: f64 = 9.2e18;

/// Figures of a scan under [`Kind::schema`], those that fulfil a condition.
///
/// # Errors
/// When the scan fails.
pub fn select(scan: &dyn Scan, condition: Option<Expr>) -> Result<LazyFrame, SourceError> {
    let mut frames = Vec::new();
    spelled_batches(scan, &mut |batch| {
        let frame = match &condition {
            Some(condition) => batch.lazy().filter(condition.clone()).collect().map_err(SourceError::columns)?,
            None => batch,
        };
        frames.push(frame.lazy());
        Ok(())
    })?;
    if frames.is_empty() {
        return Ok(DataFrame::empty_with_schema(&scan.kind().schema()).lazy());
    }
    concat(frames, UnionArgs::default()).map_err(SourceError::columns)
}

/// Batches under [`Kind::schema`], every number as the text it stands for.
///
/// # Errors
/// When the scan or `each` fails.
pub fn spelled_batches(scan: &dyn Scan, each: &mut Each<'_>) -> Result<(), SourceError> {
    let schema = scan.kind().schema();
    let wanted: Vec<&str> = schema.iter_names().map(|name| name.as_str()).collect();
    scan.batches(&wanted, &mut |batch| each(spelled(scan, scan.kind(), &batch, &[]).map_err(SourceError::columns)?))
}

/// A batch in which dimensions stand as texts.
///
/// # Errors
/// When a column is of another type.
pub fn texts_for_numbers(scan: &dyn Scan, mut batch: DataFrame) -> Result<DataFrame, SourceError> {
    let numbered: Vec<String> = batch
        .columns()
        .iter()
        .filter(|column| column.dtype() == &DataType::UInt32)
        .map(|column| column.name().to_string())
        .collect();
    for name in numbered {
        let column = batch.column(&name).and_then(|column| texts(column, |number| scan.text(&name, number)));
        batch.with_column(column.map_err(SourceError::columns)?).map_err(SourceError::columns)?;
    }
    Ok(batch)
}

/// The values of a column of a frame as text, each once, in order.
///
/// # Errors
/// When the column is not there.
pub fn distinct(frame: LazyFrame, column: &str) -> PolarsResult<Vec<String>> {
    let unique = frame.select([col(column).cast(DataType::String).unique()]).collect()?;
    let mut values: Vec<String> = unique.column(column)?.str()?.iter().flatten().map(str::to_owned).collect();
    values.sort();
    Ok(values)
}

/// The values of a column of a scan, each once, in order.
///
/// # Errors
/// When the scan fails.
pub fn distinct_of(scan: &dyn Scan, column: &str) -> Result<Vec<String>, SourceError> {
    let mut values = BTreeSet::new();
    scan.batches(&[column], &mut |batch| {
        let unique = batch.lazy().select([col(column).unique()]).collect().map_err(SourceError::columns)?;
        let texts = texts_for_numbers(scan, unique)?;
        values.extend(distinct(texts.lazy(), column).map_err(SourceError::columns)?);
        Ok(())
    })?;
    Ok(values.into_iter().collect())
}

/// The filters of a cube as a condition on batches, in which dimensions may stand as numbers.
fn condition(scan: &dyn Scan, cube: &Cube) -> Option<Expr> {
    let conditions = cube.filters().iter().map(|filter| {
        let numbers: Option<Vec<Vec<u32>>> =
            filter.values.iter().map(|value| scan.numbers(filter.column, value)).collect();
        match numbers {
            Some(numbers) => {
                let any =
                    numbers.into_iter().flatten().map(|number| col(filter.column).eq(lit(number))).reduce(Expr::or);
                any.unwrap_or_else(|| lit(false))
            }
            None => filter.condition(),
        }
    });
    conditions.reduce(Expr::and)
}

/// What has been added up so far.
struct Sums {
    keys: Vec<&'static str>,
    measures: Vec<&'static str>,
    /// Batches in which the same columns say one and the same throughout are added up together.
    groups: Vec<Group>,
    /// An upper bound of every sum of figures.
    magnitude: f64,
}

/// Sums of batches that have these columns in common.
struct Group {
    constants: Vec<Column>,
    sums: Vec<DataFrame>,
}

impl Sums {
    fn add(&mut self, batch: &DataFrame) -> PolarsResult<()> {
        /// How many rows of sums may wait before they are added up among themselves.
        const WAITING: usize = 4_000_000;
        if batch.height() == 0 {
            return Ok(());
        }
        let figures = batch.column(VALUE_MINOR)?.cast(&DataType::Float64)?;
        self.magnitude += figures.f64()?.iter().flatten().map(f64::abs).sum::<f64>();
        let mut constants = Vec::new();
        for name in self.keys.iter().chain(&self.measures) {
            constants.extend(constant(batch.column(name)?, SUMS.contains(name))?);
        }
        let varying = |names: &[&'static str]| -> Vec<&'static str> {
            names.iter().copied().filter(|name| !constants.iter().any(|column| column.name() == name)).collect()
        };
        let (keys, measures) = (varying(&self.keys), varying(&self.measures));
        let summed = match (keys.as_slice(), measures.as_slice()) {
            ([], []) => only_constants()?,
            _ => added_up(with_gaps(batch.clone().lazy(), &measures), &keys, &measures)?,
        };
        let group = self.groups.iter_mut().find(|group| same(&group.constants, &constants));
        let group = match group {
            Some(group) => group,
            None => {
                self.groups.push(Group { constants, sums: Vec::new() });
                self.groups.last_mut().expect("just pushed")
            }
        };
        group.sums.push(summed);
        if group.sums.iter().map(DataFrame::height).sum::<usize>() > WAITING {
            let merged = merged(&group.sums, &keys, &measures)?;
            group.sums = vec![merged];
        }
        Ok(())
    }

    /// All groups below each other with every key and measure, once more added up among each other.
    fn finish(self) -> PolarsResult<DataFrame> {
        let mut frames = Vec::new();
        for group in &self.groups {
            let there = |name: &&&'static str| !group.constants.iter().any(|column| column.name() == **name);
            let keys: Vec<&'static str> = self.keys.iter().filter(there).copied().collect();
            let measures: Vec<&'static str> = self.measures.iter().filter(there).copied().collect();
            let mut frame = merged(&group.sums, &keys, &measures)?;
            let rows = frame.height();
            for column in &group.constants {
                frame.with_column(column.new_from_index(0, rows))?;
            }
            for name in SUMS.iter().filter(|name| self.measures.contains(name) && !measures.contains(name)) {
                frame.with_column(Column::new_scalar(gaps(name).into(), Scalar::from(1_u32), rows))?;
            }
            let order: Vec<String> = columns(&self.keys, &self.measures);
            frames.push(frame.select(order)?);
        }
        match frames.len() {
            0 => Ok(DataFrame::empty()),
            1 => Ok(frames.remove(0)),
            _ => merged(&frames, &self.keys, &self.measures),
        }
    }
}

/// How many figures are missing from a sum.
fn gaps(measure: &str) -> String {
    format!("{measure} gaps")
}

fn columns(keys: &[&str], measures: &[&str]) -> Vec<String> {
    let gaps = measures.iter().filter(|name| SUMS.contains(name)).map(|name| gaps(name));
    keys.iter().chain(measures).map(|name| (*name).to_owned()).chain(gaps).collect()
}

fn with_gaps(frame: LazyFrame, measures: &[&str]) -> LazyFrame {
    let gaps: Vec<Expr> = measures
        .iter()
        .filter(|name| SUMS.contains(name))
        .map(|name| col(*name).is_null().cast(DataType::UInt32).alias(gaps(name)))
        .collect();
    let state = measures.contains(&STATE).then(|| rank(col(STATE)).alias(STATE));
    frame.with_columns(gaps.into_iter().chain(state).collect::<Vec<_>>())
}

/// The one row that is left where every column says the same throughout and is set apart.
fn only_constants() -> PolarsResult<DataFrame> {
    DataFrame::new(1, Vec::new())
}

fn merged(sums: &[DataFrame], keys: &[&str], measures: &[&str]) -> PolarsResult<DataFrame> {
    match sums {
        _ if keys.is_empty() && measures.is_empty() => only_constants(),
        [one] => Ok(one.clone()),
        several => {
            let frames: Vec<LazyFrame> = several.iter().map(|frame| frame.clone().lazy()).collect();
            added_up(concat(frames, UnionArgs::default())?, keys, measures)
        }
    }
}

fn added_up(frame: LazyFrame, keys: &[&str], measures: &[&str]) -> PolarsResult<DataFrame> {
    let mut aggregates: Vec<Expr> = Vec::new();
    for name in measures {
        if SUMS.contains(name) {
            aggregates.push(col(*name).sum());
            aggregates.push(col(gaps(name)).sum());
        } else {
            aggregates.push(col(*name).max());
        }
    }
    if keys.is_empty() {
        return frame.select(aggregates).collect();
    }
    frame.group_by(keys.iter().map(|name| col(*name)).collect::<Vec<_>>()).agg(aggregates).collect()
}

/// States in the order in which one of them speaks for a sum: what is missing before what is estimated, and zero last.
const STATES: [CellState; 7] = [
    CellState::Zero,
    CellState::Value,
    CellState::Provisional,
    CellState::Estimated,
    CellState::Missing,
    CellState::NotYetReported,
    CellState::Suppressed,
];

fn rank(state: Expr) -> Expr {
    let ranked = STATES.iter().zip(0_u32..).skip(1).fold(lit(0_u32), |otherwise, (known, rank)| {
        when(state.clone().eq(lit(known.name()))).then(lit(rank)).otherwise(otherwise)
    });
    // Literals take the type that Polars finds fitting.
    ranked.cast(DataType::UInt32)
}

/// A column that says the same in every row, as one row of it. Of figures that are added up only nothing at all is the
/// same however often it is added.
fn constant(column: &Column, is_sum: bool) -> PolarsResult<Option<Column>> {
    if is_sum {
        return Ok((column.null_count() == column.len()).then(|| column.head(Some(1))));
    }
    let same = match column {
        Column::Scalar(_) => true,
        Column::Series(series) => {
            let first = series.head(Some(1));
            let equal = series.equal_missing(&first)?;
            equal.all()
        }
    };
    Ok(match (same, column.name().as_str()) {
        (false, _) => None,
        (true, STATE) => {
            Some(Column::new_scalar(STATE.into(), Scalar::from(rank_of(column.head(Some(1)).str()?.get(0))), 1))
        }
        (true, _) => Some(column.head(Some(1))),
    })
}

/// The rank of a state by its name, as [`rank`] gives it.
fn rank_of(name: Option<&str>) -> u32 {
    STATES.iter().zip(0..).find(|(state, _)| Some(state.name()) == name).map_or(0, |(_, rank)| rank)
}

fn same(first: &[Column], second: &[Column]) -> bool {
    first.len() == second.len()
        && first.iter().zip(second).all(|(one, other)| one.name() == other.name() && one.equals_missing(other))
}

/// A frame under [`Kind::schema`]: numbers as the texts they stand for, sums without figures where one is missing,
/// dimensions that were added over blank, in the order of the keys.
fn spelled(scan: &dyn Scan, kind: Kind, frame: &DataFrame, added_over: &[&str]) -> PolarsResult<DataFrame> {
    let rows = frame.height();
    let schema = kind.schema();
    let mut columns = Vec::new();
    for field in schema.iter_fields() {
        let name = field.name().as_str();
        columns.push(match frame.column(name) {
            Ok(column) if SUMS.contains(&name) => without_gaps(frame, column)?,
            Ok(column) if name == STATE && column.dtype() == &DataType::UInt32 => texts(column, |rank| {
                STATES.get(rank as usize).map_or_else(String::new, |state| state.name().to_owned())
            })?,
            Ok(column) if column.dtype() == &DataType::UInt32 => texts(column, |number| scan.text(name, number))?,
            Ok(column) => column.clone(),
            Err(_) if added_over.contains(&name) || name == NOTE => blank(name, rows),
            Err(_) => Column::full_null(name.into(), rows, field.dtype()),
        });
    }
    let whole = DataFrame::new(rows, columns)?;
    if frame.column(ROW).is_ok() {
        return Ok(whole);
    }
    let order: Vec<&str> = kind.dimensions().iter().copied().chain(kind.identity()).collect();
    whole.sort(order, SortMultipleOptions::default().with_maintain_order(true))
}

fn blank(name: &str, rows: usize) -> Column {
    Column::new_scalar(name.into(), Scalar::from(polars::prelude::PlSmallStr::EMPTY), rows)
}

fn without_gaps(frame: &DataFrame, column: &Column) -> PolarsResult<Column> {
    let name = column.name().as_str();
    let gaps = gaps(name);
    if frame.column(&gaps).is_err() {
        return Ok(column.clone());
    }
    let complete = when(col(gaps).eq(lit(0_u32))).then(col(name)).otherwise(lit(NULL)).alias(name);
    let summed = frame.clone().lazy().select([complete.cast(DataType::Int64)]).collect()?;
    Ok(summed.column(name)?.clone())
}

/// A column of numbers as the texts they stand for.
fn texts(column: &Column, text: impl Fn(u32) -> String) -> PolarsResult<Column> {
    let mut known: BTreeMap<u32, String> = BTreeMap::new();
    let numbers = column.u32()?;
    let mut builder = StringChunkedBuilder::new(column.name().clone(), numbers.len());
    for number in numbers.iter() {
        match number {
            Some(number) => builder.append_value(known.entry(number).or_insert_with(|| text(number)).as_str()),
            None => builder.append_null(),
        }
    }
    Ok(builder.finish().into_column())
}

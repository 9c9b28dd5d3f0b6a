//! The embedded engine: Polars runs a cube on one batch after the other.
//!
//! Memory holds a batch and the cube, whatever the size of the file.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use polars::prelude::{
    ChunkAgg as _, Column, DataFrame, DataType, Expr, IntoColumn as _, IntoLazy as _, LazyFrame, NULL, PlSmallStr,
    PolarsResult, Scalar, SchemaExt as _, StringChunkedBuilder, UnionArgs, col, concat, lit, when,
};

use crate::model::Kind;
use crate::model::order::in_order;
use crate::model::schema::{NOTE, ROW, STATE};

use super::super::error::SourceError;
use super::sums::{SUMMED, Sums, gaps, state_of};
use super::{Cube, Each, Scan};

/// Adds the figures of a scan up to a cube, under [the tidy schema](crate::model::schema::tidy) and in the order of its keys. Dimensions that were
/// added over are blank.
///
/// # Errors
/// When the scan fails, or a sum does not fit in whole smallest units.
pub fn reduce(scan: &dyn Scan, cube: &Cube) -> Result<DataFrame, SourceError> {
    let parts_only = scan.parts_only();
    let summed = match scan.summed(cube) {
        Some(summed) => summed?,
        None => summed(scan, cube, &parts_only)?,
    };
    spelled(scan, cube.kind(), &summed, &cube.added_over(&parts_only)).map_err(SourceError::columns)
}

/// The sums of a scan's batches.
fn summed(scan: &dyn Scan, cube: &Cube, parts_only: &[&str]) -> Result<DataFrame, SourceError> {
    let (keys, measures) = (cube.keys(parts_only), cube.measures());
    let mut wanted = [keys.clone(), measures.clone()].concat();
    let mut sums = Sums::new(keys, measures);
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
    if sums.may_overflow() {
        return Err(SourceError::SumTooLarge);
    }
    sums.finish().map_err(SourceError::columns)
}

/// Figures of a scan under [the tidy schema](crate::model::schema::tidy), those that fulfil a condition.
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
        return Ok(DataFrame::empty_with_schema(&crate::model::schema::tidy(scan.kind())).lazy());
    }
    concat(frames, UnionArgs::default()).map_err(SourceError::columns)
}

/// Batches under [the tidy schema](crate::model::schema::tidy), every number as the text it stands for.
///
/// # Errors
/// When the scan or `each` fails.
pub fn spelled_batches(scan: &dyn Scan, each: &mut Each<'_>) -> Result<(), SourceError> {
    let schema = crate::model::schema::tidy(scan.kind());
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
                let any = any.unwrap_or_else(|| lit(false));
                if filter.excludes { any.not() } else { any }
            }
            None => filter.condition(),
        }
    });
    conditions.reduce(Expr::and)
}

/// A frame under [the tidy schema](crate::model::schema::tidy): numbers as the texts they stand for, sums without figures where one is missing,
/// dimensions that were added over blank, in the order of the keys.
fn spelled(scan: &dyn Scan, kind: Kind, frame: &DataFrame, added_over: &[&str]) -> PolarsResult<DataFrame> {
    let rows = frame.height();
    let schema = crate::model::schema::tidy(kind);
    let mut columns = Vec::new();
    for field in schema.iter_fields() {
        let name = field.name().as_str();
        columns.push(match frame.column(name) {
            Ok(column) if SUMMED.contains(&name) => without_gaps(frame, column)?,
            Ok(column) if name == STATE && column.dtype() == &DataType::UInt32 => {
                texts(column, |rank| state_of(rank).to_owned())?
            }
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
    in_order(whole, &order)
}

fn blank(name: &str, rows: usize) -> Column {
    Column::new_scalar(name.into(), Scalar::from(PlSmallStr::EMPTY), rows)
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
    let numbers = column.u32()?;
    if let (Some(least), Some(most), 0) = (numbers.min(), numbers.max(), numbers.null_count())
        && least == most
    {
        // One text for all rows takes no room, and nobody has to look at it row by row.
        let text = Scalar::from(PlSmallStr::from(text(least)));
        return Ok(Column::new_scalar(column.name().clone(), text, numbers.len()));
    }
    let mut known: HashMap<u32, String, FixedState> = HashMap::default();
    let mut builder = StringChunkedBuilder::new(column.name().clone(), numbers.len());
    for number in numbers.iter() {
        match number {
            Some(number) => builder.append_value(known.entry(number).or_insert_with(|| text(number)).as_str()),
            None => builder.append_null(),
        }
    }
    Ok(builder.finish().into_column())
}

//! Tidy Parquet: the frame itself as `convert` writes it, or the columns of a tidy CSV as other programs write them.
//!
//! Folders may say a column, as in `period=2017/part-0.parquet`; `year=2017` is a period too. The columns of any other
//! format may stand in Parquet as well.

use std::path::Path;

use polars::prelude::{Column, DataFrame, DataType, NamedFrom as _, PolarsResult, Scalar, Series};

use crate::model::schema::{
    BOUND, FREQUENCY, NOTE, PERIOD, PERIOD_END, PERIOD_START, PRODUCT, PRODUCT_LEVEL, QUANTITY_MILLI, QUANTITY_UNIT,
    RATE, ROW, STATE, ULP_MINOR, VALUE_MINOR, WEIGHT_G,
};
use crate::model::{CellState, Kind, Period, Product};

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::{Head, Input, parquet};
use super::super::{members, registry};

/// How files and errors call the format.
pub const NAME: &str = "tidy-parquet";

/// Whether the bytes are a Parquet file.
#[must_use]
pub fn recognise(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PAR1")
}

/// Reads a tidy frame; its columns say the kind.
///
/// # Errors
/// When the file is damaged or its columns are of no kind.
pub fn read(input: &Input) -> Result<Parsed, SourceError> {
    let failed = |source| SourceError::frame(&input.path, source);
    let (_, frame) = parquet::held(&input.bytes).map_err(failed)?;
    let frame = with_folders(frame, &input.path).map_err(failed)?;
    match kind_of(&frame) {
        Some(kind) => {
            let frame = under_schema(kind, frame).map_err(failed)?;
            Ok(Parsed { kind, frame, basis: Vec::new(), audit: Vec::new(), doubts: Vec::new() })
        }
        None => as_csv(input, &frame),
    }
}

/// The kind whose necessary columns a frame has.
#[must_use]
pub fn kind_of(frame: &DataFrame) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| {
        let needed = kind.identity().into_iter().filter(|name| !kind.attributes().contains(name));
        let needed = needed.filter(|name| !kind.optional_columns().contains(name));
        needed.chain([figure(*kind)]).all(|name| frame.column(name).is_ok())
    })
}

/// The columns that the names of folders say and the file lacks.
///
/// # Errors
/// When Polars refuses a column.
pub fn with_folders(mut frame: DataFrame, path: &Path) -> PolarsResult<DataFrame> {
    let rows = frame.height();
    for folder in path.parent().into_iter().flat_map(Path::iter) {
        let folder = folder.to_string_lossy();
        if let Some((name, value)) = folder.split_once('=')
            && frame.column(name).is_err()
        {
            let value = if value == "__HIVE_DEFAULT_PARTITION__" { "" } else { value };
            let text = polars::prelude::PlSmallStr::from(value);
            frame.with_column(Column::new_scalar(name.into(), Scalar::from(text), rows))?;
        }
    }
    match of_folders(path).filter(|_| frame.column(PERIOD).is_err()) {
        Some(period) => {
            let text = polars::prelude::PlSmallStr::from(period.to_string());
            frame.with_column(Column::new_scalar(PERIOD.into(), Scalar::from(text), rows))?;
            Ok(frame)
        }
        None => Ok(frame),
    }
}

/// The period that the names of folders say: `year=2017`, `year=2017/month=4`, `year=2017/quarter=1`.
fn of_folders(path: &Path) -> Option<Period> {
    let folders = path.parent()?.iter().filter_map(|folder| folder.to_str()?.split_once('='));
    let said =
        |wanted: &str| folders.clone().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value);
    let year: i32 = said("year")?.parse().ok()?;
    match (said("month"), said("quarter")) {
        (Some(month), _) => Period::whole_months(year, month.parse().ok()?, 1),
        (None, Some(quarter)) => {
            let quarter: u32 = quarter.trim_start_matches(['Q', 'q']).parse().ok()?;
            (1..=4).contains(&quarter).then(|| Period::whole_months(year, quarter * 3 - 2, 3))?
        }
        (None, None) => Period::year(year),
    }
}

/// A frame that has the necessary columns, under [the tidy schema](crate::model::schema::tidy): types as they should be, and what may be left out
/// filled in.
///
/// # Errors
/// When a column cannot be of its type.
pub fn under_schema(kind: Kind, frame: DataFrame) -> PolarsResult<DataFrame> {
    let schema = crate::model::schema::tidy(kind);
    if **frame.schema() == schema {
        return Ok(frame);
    }
    let names: Vec<&str> = schema.iter_names().map(|name| name.as_str()).collect();
    with_columns(kind, &frame, &names)
}

/// These columns of [the tidy schema](crate::model::schema::tidy), as [`under_schema`] gives them.
///
/// # Errors
/// When a column cannot be of its type.
pub fn with_columns(kind: Kind, frame: &DataFrame, names: &[&str]) -> PolarsResult<DataFrame> {
    let (rows, schema) = (frame.height(), crate::model::schema::tidy(kind));
    let mut columns = Vec::new();
    for name in names {
        let dtype = schema.try_get(name)?;
        columns.push(match frame.column(name) {
            Ok(column) => column.strict_cast(dtype)?,
            Err(_) => filled_in(kind, frame, name, dtype, rows)?,
        });
    }
    DataFrame::new(rows, columns)
}

/// The columns from which those that a file lacks are filled in.
#[must_use]
pub fn filled_from(kind: Kind) -> Vec<&'static str> {
    let product = (kind == Kind::Trade).then_some(PRODUCT);
    [PERIOD, figure(kind)].into_iter().chain(product).collect()
}

/// The column of a kind's figures.
fn figure(kind: Kind) -> &'static str {
    if kind.is_money() { VALUE_MINOR } else { RATE }
}

fn filled_in(kind: Kind, frame: &DataFrame, name: &str, dtype: &DataType, rows: usize) -> PolarsResult<Column> {
    let blank =
        |text: &str| Column::new_scalar(name.into(), Scalar::from(polars::prelude::PlSmallStr::from(text)), rows);
    let periods = || -> PolarsResult<Vec<Option<Period>>> {
        let column = frame.column(PERIOD)?.cast(&DataType::String)?;
        Ok(column.str()?.iter().map(|text| text.and_then(|text| text.parse().ok())).collect())
    };
    let days = |day: fn(&Period) -> chrono::NaiveDate| -> PolarsResult<Column> {
        let day = |period: &Period| (day(period) - chrono::NaiveDate::default()).num_days() as i32;
        let days: Vec<Option<i32>> = periods()?.iter().map(|period| period.as_ref().map(day)).collect();
        Ok(Series::new(name.into(), days).cast(&DataType::Date)?.into())
    };
    Ok(match name {
        ROW => Series::new(name.into(), (1..=rows as i64).collect::<Vec<_>>()).into(),
        PRODUCT_LEVEL => {
            let level = |code: &str| code.parse::<Product>().map_or(0, |product| i64::from(product.level()));
            let levels: Vec<Option<i64>> = frame.column(PRODUCT)?.str()?.iter().map(|code| code.map(level)).collect();
            Series::new(name.into(), levels).into()
        }
        PERIOD_START => days(Period::start)?,
        PERIOD_END => days(Period::end)?,
        FREQUENCY => {
            let said = periods()?.into_iter().map(|period| period.map_or("", |period| period.grain().frequency()));
            Series::new(name.into(), said.collect::<Vec<_>>()).into()
        }
        STATE => states(frame, figure(kind))?,
        ULP_MINOR => Column::new_scalar(name.into(), Scalar::from(1_i64), rows),
        WEIGHT_G | QUANTITY_MILLI => Column::full_null(name.into(), rows, dtype),
        QUANTITY_UNIT | BOUND | NOTE => blank(""),
        _ => blank(""),
    })
}

/// A figure is a value, and none is missing, where the file does not say more.
fn states(frame: &DataFrame, figure: &str) -> PolarsResult<Column> {
    let said = |missing: bool| if missing { CellState::Missing.name() } else { CellState::Value.name() };
    let states: Vec<&str> =
        frame.column(figure)?.is_null().iter().map(|missing| said(missing.unwrap_or(true))).collect();
    Ok(Series::new(STATE.into(), states).into())
}

/// The columns of another format, in Parquet: read as its CSV is. A row's line counts the header, as there.
fn as_csv(input: &Input, frame: &DataFrame) -> Result<Parsed, SourceError> {
    let csv = members::of_frame(input, frame).map_err(|source| SourceError::frame(&input.path, source))?;
    let text = csv.text()?;
    let head = Head::of(&csv, &text);
    let Some(source) = registry::ALL.iter().find(|source| (source.recognise)(&head)) else {
        return Err(SourceError::UnknownFormat {
            path: input.path.clone(),
            found: head.headers,
            nearest: NAME,
            expected: crate::model::schema::tidy(Kind::Trade).iter_names().map(|name| name.to_string()).collect(),
        });
    };
    let mut parsed = (source.read)(&csv)?;
    parsed.basis.push(format!("the columns of {} in Parquet", source.name));
    Ok(parsed)
}

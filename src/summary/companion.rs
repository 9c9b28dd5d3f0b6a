//! Tables that stand beside figures: GDP, incomes, price levels. Read from a plain CSV of `reporter,period,value,unit`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use polars::prelude::{DataFrame, NamedFrom as _, PolarsError, Series};
use thiserror::Error;

use crate::metrics::Companion;
use crate::model::schema::{PERIOD, REPORTER, UNIT, VALUE};
use crate::model::{Economy, Period};

/// A column of the table that says where it is from.
const SOURCE: &str = "source";

/// Why a companion could not be read.
#[derive(Debug, Error)]
pub enum CompanionError {
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}: not a table: {source}", path.display())]
    Csv { path: PathBuf, source: csv::Error },
    #[error(
        "{}:1: there is no column `{column}`\n  expected: reporter, period, value, unit and, where it is known, source\n  found: {found}\n  help: a file of the World Bank is given beside the figures, without --companion", path.display()
    )]
    Column { path: PathBuf, column: &'static str, found: String },
    #[error("{}:{line}: column `{column}` holds `{found}`\n  expected: {expected}", path.display())]
    Cell { path: PathBuf, line: u64, column: &'static str, found: String, expected: String },
    #[error("{}:{line}: {reporter} has a second value for {period}\n  expected: one value for each reporter and period", path.display())]
    Twice { path: PathBuf, line: u64, reporter: String, period: String },
    #[error("{}: there is no value in it\n  expected: rows of reporter, period, value, unit", path.display())]
    Empty { path: PathBuf },
    #[error("the values cannot be put into a table")]
    Polars(#[from] PolarsError),
}

/// One row.
struct Row {
    reporter: String,
    period: String,
    value: f64,
    unit: String,
    source: String,
}

/// Reads the companion `name` from a CSV; rows without a value are left out.
///
/// # Errors
/// [`CompanionError`] names file, line and column.
pub fn read(name: &str, path: &Path) -> Result<Companion, CompanionError> {
    let bytes = std::fs::read(path).map_err(|source| CompanionError::Read { path: path.to_owned(), source })?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let rows = rows(path, bytes)?;
    let Some(first) = rows.first() else {
        return Err(CompanionError::Empty { path: path.to_owned() });
    };
    let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let source = if first.source.is_empty() { file } else { first.source.clone() };
    let texts = |of: fn(&Row) -> &str| rows.iter().map(of).collect::<Vec<_>>();
    let frame = DataFrame::new(
        rows.len(),
        vec![
            Series::new(REPORTER.into(), texts(|row| &row.reporter)).into(),
            Series::new(PERIOD.into(), texts(|row| &row.period)).into(),
            Series::new(VALUE.into(), rows.iter().map(|row| row.value).collect::<Vec<_>>()).into(),
        ],
    )?;
    Ok(Companion { name: name.to_owned(), frame, unit: first.unit.clone(), source })
}

/// Where the columns are.
struct Columns {
    reporter: usize,
    period: usize,
    value: usize,
    unit: usize,
    source: Option<usize>,
}

fn rows(path: &Path, bytes: &[u8]) -> Result<Vec<Row>, CompanionError> {
    let wrong = |source| CompanionError::Csv { path: path.to_owned(), source };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let columns = columns(path, reader.headers().map_err(wrong)?)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut seen = BTreeSet::new();
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        if record.get(columns.value).is_none_or(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let unit = rows.first().map(|first| first.unit.as_str());
        let row = row(&columns, &record, unit).map_err(|(column, found, expected)| CompanionError::Cell {
            path: path.to_owned(),
            line,
            column,
            found,
            expected,
        })?;
        if !seen.insert((row.reporter.clone(), row.period.clone())) {
            let Row { reporter, period, .. } = row;
            return Err(CompanionError::Twice { path: path.to_owned(), line, reporter, period });
        }
        rows.push(row);
    }
    Ok(rows)
}

fn columns(path: &Path, header: &csv::StringRecord) -> Result<Columns, CompanionError> {
    let names: Vec<String> = header.iter().map(str::to_lowercase).collect();
    let place = |column: &'static str| {
        let missing = || CompanionError::Column { path: path.to_owned(), column, found: names.join(", ") };
        names.iter().position(|name| name == column).ok_or_else(missing)
    };
    Ok(Columns {
        reporter: place(REPORTER)?,
        period: place(PERIOD)?,
        value: place(VALUE)?,
        unit: place(UNIT)?,
        source: names.iter().position(|name| name == SOURCE),
    })
}

/// One row in the unit of the first; an error is the column, what was found there and what was expected.
fn row(
    columns: &Columns,
    record: &csv::StringRecord,
    unit: Option<&str>,
) -> Result<Row, (&'static str, String, String)> {
    let cell = |place: usize| record.get(place).unwrap_or_default();
    let bad = |column, place: usize, expected: &str| (column, cell(place).to_owned(), expected.to_owned());
    let economy: Result<Economy, _> = cell(columns.reporter).parse();
    let economy =
        economy.map_err(|_| bad(REPORTER, columns.reporter, "an economy's name or code, or World for all"))?;
    let period: Result<Period, _> = cell(columns.period).parse();
    let period = period.map_err(|_| bad(PERIOD, columns.period, "a period such as 2017 or 2017-Q1"))?;
    let value = cell(columns.value).parse::<f64>().ok().filter(|value| value.is_finite());
    let value = value.ok_or_else(|| bad(VALUE, columns.value, "a number such as 1234.5, without grouping"))?;
    if let Some(unit) = unit.filter(|unit| *unit != cell(columns.unit)) {
        return Err(bad(UNIT, columns.unit, &format!("{unit}, the unit of the first row")));
    }
    Ok(Row {
        reporter: economy.code().to_owned(),
        period: period.to_string(),
        value,
        unit: cell(columns.unit).to_owned(),
        source: columns.source.map_or_else(String::new, |place| cell(place).to_owned()),
    })
}

//! Plain CSV with a header row, or Parquet, into a frame, numbers exact.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use polars::prelude::{Column, DataFrame, IntoColumn as _, NamedFrom as _, PolarsError, Series};
use thiserror::Error;

/// Why a table could not be read.
#[derive(Debug, Error)]
pub enum FrameError {
    #[error("cannot read {file}")]
    Read { file: String, source: std::io::Error },
    #[error("{file}: not a table: {source}; expected CSV in UTF-8 with a header row and as many cells in every row")]
    Csv { file: String, source: csv::Error },
    #[error("{file}:1: the header names {found}; every column needs a name of its own")]
    Header { file: String, found: String },
    #[error("{file}:1: the columns are {found}, expected {expected} as in the first file")]
    Columns { file: String, found: String, expected: String },
    #[error(
        "{file}:{line}: column `{column}` holds `{found}`, expected a number such as 1234.5 or an empty cell; take out signs, spaces and grouping"
    )]
    Number { file: String, line: u64, column: String, found: String },
    #[error("{file}: not a Parquet table of these columns: {source}")]
    Parquet { file: String, source: PolarsError },
    #[error("{file}: Parquet and CSV cannot be read together; convert one of them")]
    Mixed { file: String },
    #[error(transparent)]
    Frame(#[from] PolarsError),
}

/// The cells of all files, column by column, each with the file and line it comes from.
struct Cells {
    names: Vec<String>,
    columns: Vec<Vec<String>>,
    origin: Vec<(usize, u64)>,
}

/// Reads files of the same columns below each other; `-` is standard input. Columns in `figures` must hold numbers.
///
/// A column whose cells are all whole numbers becomes `i64`, one of decimal numbers `f64`, any other text; codes with leading
/// zeros stay text.
///
/// # Errors
/// [`FrameError`] names file and line.
pub fn read(files: &[PathBuf], figures: &[&str]) -> Result<DataFrame, FrameError> {
    if files.iter().any(|path| is_parquet(path)) {
        return parquet(files);
    }
    let mut cells: Option<Cells> = None;
    for (index, path) in files.iter().enumerate() {
        append(&mut cells, path, index)?;
    }
    let Some(cells) = cells else {
        return Ok(DataFrame::empty());
    };
    for name in figures {
        check_numbers(&cells, name, files)?;
    }
    let columns = cells.names.iter().zip(&cells.columns).map(|(name, cells)| match figures.contains(&name.as_str()) {
        true => numbers(name, cells),
        false => typed(name, cells),
    });
    Ok(DataFrame::new_infer_height(columns.collect())?)
}

fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"))
}

/// Parquet files below each other.
fn parquet(files: &[PathBuf]) -> Result<DataFrame, FrameError> {
    let mut whole: Option<DataFrame> = None;
    for path in files {
        let file = shown(path);
        if !is_parquet(path) {
            return Err(FrameError::Mixed { file });
        }
        let bytes = std::fs::read(path).map_err(|source| FrameError::Read { file: file.clone(), source })?;
        let wrong = |source| FrameError::Parquet { file: file.clone(), source };
        let damaged = || Err(PolarsError::ComputeError("the file is damaged".into()));
        let read = tradeproof_host::without_panic(|| crate::summary::read_parquet(&bytes));
        let frame = read.unwrap_or_else(damaged).map_err(wrong)?;
        whole = Some(match whole {
            Some(above) => above.vstack(&frame).map_err(wrong)?,
            None => frame,
        });
    }
    Ok(whole.unwrap_or_else(DataFrame::empty))
}

fn shown(path: &Path) -> String {
    if path.as_os_str() == "-" { "<stdin>".to_owned() } else { path.display().to_string() }
}

fn bytes(path: &Path) -> Result<Vec<u8>, FrameError> {
    let mut bytes = Vec::new();
    let read = match path.as_os_str() == "-" {
        true => std::io::stdin().read_to_end(&mut bytes).map(|_| bytes),
        false => std::fs::read(path),
    };
    read.map_err(|source| FrameError::Read { file: shown(path), source })
}

fn append(cells: &mut Option<Cells>, path: &Path, index: usize) -> Result<(), FrameError> {
    let file = shown(path);
    let bytes = bytes(path)?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let wrong = |source| FrameError::Csv { file: file.clone(), source };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let names: Vec<String> = reader.headers().map_err(wrong)?.iter().map(str::to_owned).collect();
    check_header(&names, &file)?;
    let cells = cells.get_or_insert_with(|| Cells {
        columns: vec![Vec::new(); names.len()],
        names: names.clone(),
        origin: Vec::new(),
    });
    if cells.names != names {
        let (found, expected) = (names.join(", "), cells.names.join(", "));
        return Err(FrameError::Columns { file, found, expected });
    }
    for record in reader.records() {
        let record = record.map_err(wrong)?;
        let line = record.position().map_or(0, csv::Position::line);
        cells.origin.push((index, line));
        for (column, cell) in cells.columns.iter_mut().zip(&record) {
            column.push(cell.to_owned());
        }
    }
    Ok(())
}

fn check_header(names: &[String], file: &str) -> Result<(), FrameError> {
    let wrong = |found| Err(FrameError::Header { file: file.to_owned(), found });
    if names.is_empty() {
        return wrong("no column".to_owned());
    }
    for (place, name) in names.iter().enumerate() {
        if name.is_empty() {
            return wrong(format!("nothing for column {}", place + 1));
        }
        if names[..place].contains(name) {
            return wrong(format!("`{name}` twice"));
        }
    }
    Ok(())
}

fn check_numbers(cells: &Cells, name: &str, files: &[PathBuf]) -> Result<(), FrameError> {
    let Some(place) = cells.names.iter().position(|other| other == name) else {
        return Ok(());
    };
    for (cell, (file, line)) in cells.columns[place].iter().zip(&cells.origin) {
        if !cell.is_empty() && !is_decimal(cell) {
            return Err(FrameError::Number {
                file: shown(&files[*file]),
                line: *line,
                column: name.to_owned(),
                found: cell.clone(),
            });
        }
    }
    Ok(())
}

/// Digits with at most one point and an exponent: not `NaN`, `inf` or `0x1`.
fn is_decimal(cell: &str) -> bool {
    let digit = cell.bytes().any(|b| b.is_ascii_digit());
    let plain = cell.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    digit && plain && cell.parse::<f64>().is_ok_and(f64::is_finite)
}

fn typed(name: &str, cells: &[String]) -> Column {
    let filled = || cells.iter().filter(|cell| !cell.is_empty());
    let digits = |cell: &str| cell.trim_start_matches(['-', '+']).to_owned();
    let code = |cell: &String| digits(cell).len() > 1 && digits(cell).starts_with('0') && !cell.contains('.');
    let numeric = filled().next().is_some() && filled().all(|cell| is_decimal(cell) && !code(cell));
    if numeric { numbers(name, cells) } else { text(name, cells) }
}

/// Whole numbers as `i64`, so that they stay exact; else `f64`.
fn numbers(name: &str, cells: &[String]) -> Column {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty());
    if filled.all(|cell| cell.parse::<i64>().is_ok()) {
        let numbers: Vec<Option<i64>> = cells.iter().map(|cell| cell.parse().ok()).collect();
        return Series::new(name.into(), numbers).into_column();
    }
    let numbers: Vec<Option<f64>> = cells.iter().map(|cell| cell.parse().ok()).collect();
    Series::new(name.into(), numbers).into_column()
}

fn text(name: &str, cells: &[String]) -> Column {
    let texts: Vec<Option<&str>> =
        cells.iter().map(|cell| Some(cell.as_str()).filter(|cell| !cell.is_empty())).collect();
    Series::new(name.into(), texts).into_column()
}

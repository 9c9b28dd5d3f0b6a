//! Derived frames as files: CSV, JSON, Markdown, and tables for the terminal.
//!
//! One [`Table`] of text cells feeds every format, so that a figure is the same everywhere: money is an exact decimal,
//! a ratio has ten significant digits.

mod companion;
mod compose;
mod csv;
mod derive;
mod drawable;
mod evidence;
mod json;
mod markdown;
mod money;
mod number;
mod parquet;
mod table;
mod terminal;
mod tidy;
mod tidy_file;
mod xlsx;

use std::path::Path;

use polars::prelude::{DataFrame, PolarsError};
use thiserror::Error;
pub use tradeproof_host::{FileError, write_atomically};

pub use companion::{CompanionError, read as read_companion};
pub use compose::{Composed, compose};
pub use derive::{Answer, DeriveError, Question, can_be_asked, derive};
pub use drawable::{FIGURE, HIGH, LOW, drawable};
pub use evidence::Figures;
pub use money::{Conversion, Deflation, MoneyError, Rate, RateMethod, Rates};
pub use number::significant;
pub use parquet::parquet;
pub use table::{Cell, Table};
pub use tidy_file::{TidyFileError, write_tidy};

/// How a table is written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
    Markdown,
    /// Plain text with aligned columns.
    Terminal,
}

/// A file name whose extension says no format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}: no format has the extension `{extension}`\n  expected: {expected}")]
pub struct FormatError {
    pub path: String,
    pub extension: String,
    pub expected: &'static str,
}

impl Format {
    /// The format of a file's extension.
    ///
    /// # Errors
    /// When the extension is none of the known ones.
    ///
    /// ```
    /// use tradeproof::summary::Format;
    /// assert_eq!(Format::from_path("out.md".as_ref()), Ok(Format::Markdown));
    /// assert!(Format::from_path("out.docx".as_ref()).is_err());
    /// ```
    pub fn from_path(path: &Path) -> Result<Self, FormatError> {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match extension.as_str() {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            "md" | "markdown" => Ok(Self::Markdown),
            "txt" => Ok(Self::Terminal),
            _ => Err(FormatError { path: path.display().to_string(), extension, expected: ".csv, .json, .md or .txt" }),
        }
    }

    /// The table in this format, ending with a line end.
    #[must_use]
    pub fn render(self, table: &Table) -> String {
        match self {
            Self::Csv => csv::render(table),
            Self::Json => json::render(table),
            Self::Markdown => markdown::render(table),
            Self::Terminal => terminal::render(table),
        }
    }
}

/// The table for a terminal of so many columns.
#[must_use]
pub fn fitted(table: &Table, width: usize) -> String {
    terminal::fitted(table, u16::try_from(width).unwrap_or(u16::MAX))
}

/// How a result is written to a file: as text for readers, or as the frame itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Text(Format),
    Parquet,
    Xlsx,
}

/// A result that could not be put into its format.
#[derive(Debug, Error)]
pub enum OutputError {
    #[error(transparent)]
    Polars(#[from] PolarsError),
    #[error("a workbook cannot hold this: {0}; write .csv or .parquet")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl Output {
    /// The format of a file's extension.
    ///
    /// # Errors
    /// When the extension is none of the known ones.
    pub fn from_path(path: &Path) -> Result<Self, FormatError> {
        let is = |name: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(name));
        if is("parquet") {
            return Ok(Self::Parquet);
        }
        if is("xlsx") {
            return Ok(Self::Xlsx);
        }
        let expected = ".csv, .parquet, .xlsx, .json, .md or .txt";
        Format::from_path(path).map(Self::Text).map_err(|error| FormatError { expected, ..error })
    }

    /// A result in this format: text and workbooks from the table, Parquet from the frame.
    ///
    /// # Errors
    /// When Polars cannot encode the frame, or a workbook cannot hold the table.
    pub fn bytes(self, table: &Table, frame: &DataFrame) -> Result<Vec<u8>, OutputError> {
        match self {
            Self::Text(format) => Ok(format.render(table).into_bytes()),
            Self::Parquet => Ok(parquet(&mut frame.clone())?),
            Self::Xlsx => Ok(xlsx::workbook(table)?),
        }
    }
}

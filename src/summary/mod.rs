//! Derived frames as files: CSV, JSON, Markdown, and tables for the terminal.
//!
//! One [`Table`] of text cells feeds every format, so that a figure is the same everywhere: money is an exact decimal,
//! a ratio has ten significant digits.

mod csv;
mod derive;
mod file;
mod json;
mod markdown;
mod number;
mod table;
mod terminal;
mod tidy;

use std::path::Path;

use thiserror::Error;

pub use derive::{Answer, DeriveError, Question, derive};
pub use file::{FileError, write_atomically};
pub use number::significant;
pub use table::{Cell, Table};

/// How a table is written.
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
#[error("{path}: no format has the extension `{extension}`\n  expected: .csv, .json, .md or .txt")]
pub struct FormatError {
    pub path: String,
    pub extension: String,
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
            _ => Err(FormatError { path: path.display().to_string(), extension }),
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

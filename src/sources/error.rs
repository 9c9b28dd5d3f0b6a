//! Why a file could not be read: the place, what was expected, what was found, what to do.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::model::Kind;

use super::any_table::Refusal;

/// A file that could not be read into a tidy frame.
#[derive(Debug, Error)]
pub enum SourceError {
    #[error("{}: no such file\n  help: check the path; it is taken from the current folder", path.display())]
    NoSuchFile { path: PathBuf },
    #[error("{}: the folder holds no file\n  expected: files of figures; hidden ones and those that begin with _ do not count", path.display())]
    EmptyFolder { path: PathBuf },
    #[error(
        "`{pattern}` is no pattern of file names\n  expected: such as data/*.csv; a file whose name holds *, ? or [ is quoted with [ ]"
    )]
    Pattern { pattern: String, source: glob::PatternError },
    #[error("{}: cannot be read", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}: the file is empty\n  expected: a header line and at least one row", path.display())]
    Empty { path: PathBuf },
    #[error("{}: line 1 is a header and no rows follow\n  expected: at least one row", path.display())]
    HeaderOnly { path: PathBuf },
    #[error(
        "{}: byte {offset} (0x{byte:02X}) is no text in UTF-8, UTF-16 or Windows-1252\n  help: save the file as UTF-8", path.display()
    )]
    Encoding {
        path: PathBuf,
        /// From 0.
        offset: usize,
        byte: u8,
    },
    #[error(
        "{}: no known format begins like this\n  found: {}\n{}  help: `tradeproof sources` lists the formats and their columns",
        path.display(), found.join(", "), near(nearest, expected, found)
    )]
    UnknownFormat { path: PathBuf, found: Vec<String>, nearest: &'static str, expected: Vec<String> },
    #[error(
        "{}: line 1: {} not there\n  expected: {format} with {}\n  found: {}\n  help: `tradeproof sources {format}` describes every column",
        path.display(), columns(missing), expected.join(", "), found.join(", ")
    )]
    MissingColumn {
        path: PathBuf,
        format: &'static str,
        missing: Vec<String>,
        expected: Vec<String>,
        found: Vec<String>,
    },
    #[error("{}: line 1: the column `{column}` stands there twice, as columns {first} and {second}\n  help: rename or delete one", path.display())]
    DuplicateColumn { path: PathBuf, column: String, first: usize, second: usize },
    #[error("{}: line {line}: {found} fields\n  expected: {expected}, as in the header\n  help: put a field that holds a comma in double quotes", path.display())]
    RaggedRow { path: PathBuf, line: u64, found: usize, expected: usize },
    #[error("{}: line {line}: the row cannot be read as CSV", path.display())]
    Csv { path: PathBuf, line: u64, source: csv::Error },
    #[error("{}: the compressed data breaks off or is damaged\n  help: download it again", path.display())]
    Compressed { path: PathBuf, source: std::io::Error },
    #[error("{}: the workbook cannot be read\n  expected: an XLSX file\n  help: download it again", path.display())]
    Workbook { path: PathBuf },
    #[error("{}: holds more than {largest} bytes when unpacked\n  help: unpack it and split it", path.display())]
    TooLarge { path: PathBuf, largest: u64 },
    #[error("{}: line {}, column {}: the JSON breaks off or is damaged\n  expected: the whole answer of the API\n  help: download it again", path.display(), source.line(), source.column())]
    Json { path: PathBuf, source: serde_json::Error },
    #[error("{}: line {line}: the XML breaks off or is damaged\n  expected: the whole file\n  help: download it again", path.display())]
    Xml { path: PathBuf, line: u64 },
    #[error("{}: a list of codes holds no figures ({name})\n  help: give it beside the figures whose codes it explains", path.display())]
    CodesAlone { path: PathBuf, name: &'static str },
    #[error("{}: an answer of {service} without figures\n  found: {said}\n  help: {help}", path.display())]
    NoFigures {
        path: PathBuf,
        service: &'static str,
        /// Why, in the words of the answer.
        said: String,
        help: &'static str,
    },
    #[error("{}: {what}\n  help: {help}", path.display())]
    Unread {
        path: PathBuf,
        /// What the file is.
        what: String,
        help: String,
    },
    #[error("{}: {what}, no figures\n  help: give the file of figures that it came with", path.display())]
    Notes { path: PathBuf, what: &'static str },
    #[error("{}: no figures of trade or direct investment in US dollars\n  found: {}\n  help: give it beside the figures that are measured against it; `tradeproof sources world-bank` names the indicators that are figures", path.display(), found.join(", "))]
    CompanionsAlone {
        path: PathBuf,
        /// The titles of the indicators.
        found: Vec<String>,
    },
    #[error("{}: no table that figures are measured against\n  expected: indicators of the World Bank such as NY.GDP.MKTP.CD, FP.CPI.TOTL or SP.POP.TOTL\n  help: download them from data.worldbank.org as CSV", path.display())]
    NoCompanion { path: PathBuf },
    #[error("{}: the answer is not whole\n  expected: {expected}\n  help: {help}", path.display())]
    Answer { path: PathBuf, expected: String, help: &'static str },
    #[error("{}: {refusal}", path.display())]
    AnyTable { path: PathBuf, refusal: Box<Refusal> },
    #[error("{0}")]
    BadCell(Box<BadCell>),
    #[error("{}: line {line}: the same {what} as line {first}: {key}\n  help: delete one of the two rows; they are never added up or dropped silently", path.display())]
    DuplicateKey { path: PathBuf, line: i64, first: i64, what: &'static str, key: String },
    #[error(
        "the same figure is in several of the files: {key}\n  help: leave one of the files out, or delete the row; figures are never added up or dropped silently"
    )]
    DuplicateAcross { key: String },
    #[error("{}: rows of {} stand here again\n  expected: answers of the API that follow each other\n  help: leave one of the two out; figures are never added up twice", path.display(), first.display())]
    OverlappingPages { path: PathBuf, first: PathBuf },
    #[error("{}: holds {found}, {} holds {expected}\n  help: give files of one kind in one command", path.display(), first.display())]
    MixedKinds { path: PathBuf, first: PathBuf, found: Kind, expected: Kind },
    #[error("no format is called `{name}`\n  expected: one of {}", known.join(", "))]
    NoSuchSource { name: String, known: Vec<&'static str> },
    #[error("{}: a line is longer than {longest} bytes\n  help: check that the file is the text it should be", path.display())]
    LongLine { path: PathBuf, longest: usize },
    #[error(
        "a sum of the figures does not fit in 92 quadrillion whole units\n  help: narrow the question with --where"
    )]
    SumTooLarge,
    #[error(transparent)]
    Engine(#[from] super::engine::EngineError),
    #[error("reading was stopped")]
    Stopped,
    #[error("the figures do not fit a table")]
    Columns(#[source] polars::error::PolarsError),
    #[error("the figures of {} do not fit a table", path.display())]
    Frame { path: PathBuf, source: polars::error::PolarsError },
}

/// One cell that holds something else than its column expects.
#[derive(Debug, Error)]
#[error(
    "{}: line {line}, column {column_number} (`{column}`): found {found}\n  expected: {expected}\n  help: {help}", path.display()
)]
pub struct BadCell {
    pub path: PathBuf,
    /// From 1; the header is line 1.
    pub line: u64,
    pub column: String,
    /// From 1.
    pub column_number: usize,
    /// In backticks, or `nothing`.
    pub found: String,
    pub expected: String,
    pub help: String,
}

impl SourceError {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            std::io::ErrorKind::NotFound => Self::NoSuchFile { path },
            _ => Self::Read { path, source },
        }
    }

    pub(crate) fn columns(source: polars::error::PolarsError) -> Self {
        Self::Columns(source)
    }

    pub(crate) fn frame(path: &Path, source: polars::error::PolarsError) -> Self {
        let path = path.to_owned();
        Self::Frame { path, source }
    }
}

/// The format that is meant, perhaps; none where no column is one of its own.
fn near(nearest: &str, expected: &[String], found: &[String]) -> String {
    match expected.iter().any(|column| found.contains(column)) {
        true => format!("  expected: for instance {nearest} with {}\n", expected.join(", ")),
        false => "  expected: a file that one of the formats describes, or a table of figures\n".to_owned(),
    }
}

fn columns(missing: &[String]) -> String {
    let quoted: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [one] => format!("the column {one} is"),
        several => format!("the columns {} are", several.join(", ")),
    }
}

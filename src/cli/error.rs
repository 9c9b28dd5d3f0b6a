//! What the binary says when a command cannot do its work.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::frames::FrameError;
use crate::charts::ChartError;
use crate::check::command::CommandError;
use crate::report::ReportError;
use crate::sources::SourceError;
use crate::summary::{CompanionError, DeriveError, FileError, FormatError, TidyFileError};

/// Why a command ended with exit status 2.
#[derive(Debug, Error)]
pub enum CliError {
    #[error(transparent)]
    Check(#[from] CommandError),
    #[error(transparent)]
    Frame(#[from] FrameError),
    #[error(transparent)]
    Chart(#[from] ChartError),
    #[error("{0}")]
    Spec(String),
    #[error("a table is needed: name a CSV or Parquet file, or `-` for CSV on standard input")]
    Table,
    #[error("{flag} is needed: name the column, or give a spec with --spec FILE")]
    Flag { flag: &'static str },
    #[error("cannot tell the format of {} from its name: expected {expected}", path.display())]
    Extension { path: PathBuf, expected: &'static str },
    #[error("--strict: the warnings above count as errors ({0}), nothing was written")]
    Lints(usize),
    #[error("expected a kind of claim, found `{found}`; the kinds are {known}")]
    UnknownClaim { found: String, known: String },
    #[error("{}: {message}\n  expected: [[mapping]] as `--save-mapping` writes it", path.display())]
    Mapping { path: PathBuf, message: String },
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("cannot write {}", path.display())]
    Write { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Companion(#[from] CompanionError),
    #[error("{}: holds {found} figures\n  expected: exchange rates\n  help: `tradeproof sources` lists the files of rates that are read", path.display())]
    NoRates { path: PathBuf, found: crate::model::Kind },
    #[error(transparent)]
    Derive(#[from] DeriveError),
    #[error(transparent)]
    Tidy(#[from] TidyFileError),
    #[error(transparent)]
    Format(#[from] FormatError),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Report(#[from] ReportError),
}

impl CliError {
    pub fn read(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        Self::Read { path, source }
    }

    pub fn write(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        Self::Write { path, source }
    }
}

//! What the command says when it cannot do its work.

use std::path::{Path, PathBuf};

use thiserror::Error;
use tradeproof_host::FileError;

use crate::CheckError;

/// Why texts were not checked, or findings not printed.
#[derive(Debug, Error)]
pub enum CommandError {
    #[error(transparent)]
    Text(#[from] CheckError),
    #[error("standard input can be read once: give either the text or the data as a file, not both as `-`")]
    StandardInputTwice,
    #[error("{}: expected a baseline that `--write-baseline` wrote, found: {message}; write it again", path.display())]
    Baseline { path: PathBuf, message: String },
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error(
        "{} is a table, and check reads texts: hold a text against it with `tradeproof check TEXT --data {}`, or look at it with `tradeproof inspect {}`",
        path.display(), path.display(), path.display()
    )]
    TableForText { path: PathBuf },
    #[error("{}: expected a folder with texts ({expected}), found none", path.display())]
    NoTexts { path: PathBuf, expected: String },
    #[error("cannot write standard output")]
    Print(#[source] std::io::Error),
    #[error(transparent)]
    File(#[from] FileError),
    #[error(
        "this program makes no pages: expected human, json, sarif, csv or markdown, found html; `tradeproof check` makes one"
    )]
    NoPage,
    #[error(transparent)]
    Page(Box<dyn std::error::Error + Send + Sync>),
}

impl CommandError {
    pub(super) fn read(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_owned();
        Self::Read { path, source }
    }
}

//! Why a report could not be made.

use std::path::PathBuf;

use thiserror::Error;

use super::ProjectError;
use super::page::PageError;
use crate::charts::{ChartError, Lint};
use crate::check::CheckError;
use crate::sources::SourceError;
use crate::summary::{CompanionError, DeriveError, FormatError};

/// What stands between a project and its report. Nothing is written when one of these is returned.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    #[error(transparent)]
    Project(#[from] ProjectError),
    #[error(transparent)]
    Figures(#[from] SourceError),
    #[error(transparent)]
    Text(#[from] CheckError),
    /// `place` is where the project file asks for it.
    #[error("{place}: cannot derive what is asked for here")]
    Derive { place: String, source: Box<DeriveError> },
    #[error("{place}: cannot read this table")]
    Companion { place: String, source: Box<CompanionError> },
    #[error(
        "{place}: {} is no file of accepted findings: {message}\n  `tradeproof check TEXT --baseline FILE --write-baseline` writes one.",
        path.display()
    )]
    Accepted { place: String, path: PathBuf, message: String },
    /// An expression of a template that cannot be written.
    #[error("{}:{line}: {message}", path.display())]
    Template { path: PathBuf, line: usize, message: String },
    #[error("{place}: found `{}`, expected a name that ends in .md, .html or .docx\n  The extension says how the text is written.", file.display())]
    TemplateForm { place: String, file: PathBuf },
    /// What a template became contradicts itself or the figures.
    #[error(
        "{place}: what this template becomes cannot be true: {headline} (line {line} of what it becomes)\n  Write the figure as an expression, or accept the finding in the template: <!-- tradeproof: accept {kind}: REASON -->"
    )]
    Untrue { place: String, headline: String, line: usize, kind: String },
    #[error("{place}: cannot derive what is asked for here")]
    Picture { place: String, source: Box<crate::pictures::PictureError> },
    #[error("{place}: cannot draw this chart")]
    Chart { place: String, source: Box<ChartError> },
    #[error("{place}: cannot write this summary")]
    Format { place: String, source: FormatError },
    #[error("{place}: {}\n  {}", lint.message, lint.help)]
    Lint { place: String, lint: Box<Lint> },
    #[error(
        "{place}: found no file {}, expected one to read\n  Names are relative to the project file; correct it or put the file there.",
        path.display()
    )]
    NotThere { place: String, path: PathBuf },
    #[error(
        "{}: found none of the project's figures, expected at least one of {}\n  Name the folder that holds the earlier files under the names that they have in the project.",
        folder.display(), names.join(", ")
    )]
    NothingBefore { folder: PathBuf, names: Vec<String> },
    #[error("cannot read {}", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}: found a project file, expected none\n  Change it, or move it away and run `tradeproof init` again.", path.display())]
    ProjectThere { path: PathBuf },
    #[error(
        "{}: found no figures and no texts, expected official downloads, tidy files or texts{}\n  `tradeproof sources` lists the formats that are read.",
        folder.display(), found.iter().map(|(name, why)| format!("\n  {name}: {why}")).collect::<String>()
    )]
    NothingToUse { folder: PathBuf, found: Vec<(String, String)> },
    #[error("cannot write {}", path.display())]
    Write { path: PathBuf, source: std::io::Error },
    #[error("{}: found other files in this folder, expected {expected}\n  Name another folder.", path.display())]
    FolderTaken { path: PathBuf, expected: &'static str },
    #[error("{}: found no folder's own name, expected one that can be written as a whole\n  Name a new folder.", path.display())]
    FolderUnnamed { path: PathBuf },
    #[error(transparent)]
    Page(#[from] PageError),
}

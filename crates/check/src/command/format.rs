//! How findings are printed.

use std::path::Path;

use clap::ValueEnum;

use super::{CommandError, Desk, PLAIN_WIDTH};
use crate::Findings;
use crate::render::{csv, human, json, markdown, sarif};

/// A format of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The sentence with its figures underlined, the arithmetic, the repairs
    Human,
    /// Everything, by the contract
    Json,
    /// SARIF 2.1.0, for editors and code hosts
    Sarif,
    /// One claim a row
    Csv,
    /// For a pull request or an e-mail
    Markdown,
    /// A page with the figures marked and the findings beside them
    Html,
}

/// Which claims are printed for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Show {
    /// Contradictions, and claims whose readings disagree
    Problems,
    /// Every claim, what agrees without being tested, what is worth a look, and what was not checked
    Everything,
}

impl Format {
    /// The format of a file's extension, where it says one.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "sarif" => Some(Self::Sarif),
            "csv" => Some(Self::Csv),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "txt" => Some(Self::Human),
            _ => None,
        }
    }

    /// The findings in this format; `terminal` is the width where they are printed there, in colour.
    pub(super) fn render(
        self,
        findings: &Findings,
        desk: &dyn Desk,
        show: Show,
        terminal: Option<usize>,
    ) -> Result<String, CommandError> {
        let show = match show {
            Show::Problems => human::Show::Problems,
            Show::Everything => human::Show::Everything,
        };
        Ok(match self {
            Self::Human => human::render(findings, show, terminal.is_some(), terminal.unwrap_or(PLAIN_WIDTH)),
            Self::Json => json::render(findings),
            Self::Sarif => sarif::render(findings),
            Self::Csv => csv::render(findings),
            Self::Markdown => markdown::render(findings),
            Self::Html => desk.page(findings)?,
        })
    }
}

//! The command that checks texts, as `tradeproof check` and `tradeproof-check` share it: which texts, held against what,
//! printed how. A [`Desk`] says against what.

mod error;
mod format;

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;

pub use error::CommandError;
pub use format::{Format, Show};

use crate::accept::Baseline;
use crate::render::json;
use crate::{CheckError, DocumentFindings, Findings, Sureness, check_with};

/// Columns of output that does not go to a terminal.
const PLAIN_WIDTH: usize = 120;

/// Why findings are in a baseline that nobody has edited.
const ADOPTED: &str = "was there when the baseline was written";

/// Which texts are checked, and how the findings are printed.
#[derive(Debug, Args)]
pub struct Texts {
    /// Texts to check (plain text, Markdown, HTML, DOCX or PDF) or folders of them; `-` reads standard input
    #[arg(required = true, value_name = "TEXT")]
    pub texts: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Which claims to print (human format)
    #[arg(long, value_enum, default_value_t = Show::Problems)]
    show: Show,
    /// How sure a finding must be that the text is wrong and was not misread, from 0.3 to 1; what is less sure is “look at this”
    #[arg(long, value_name = "PROBABILITY", default_value_t = Sureness::default().accuse, value_parser = sureness)]
    sure: f64,
    /// Write to this file instead of standard output, in the format of its name (.json, .sarif, .csv, .md, .html, else human)
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Findings that are accepted, as `--write-baseline` wrote them
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Accept all contradictions by writing them into the baseline
    #[arg(long, requires = "baseline")]
    write_baseline: bool,
}

/// What texts are held against, and who makes a page of the findings.
pub trait Desk {
    /// Checks one text.
    ///
    /// # Errors
    /// When the text cannot be read.
    fn check(&self, name: &str, bytes: &[u8], sure: Sureness) -> Result<DocumentFindings, CheckError> {
        check_with(name, bytes, None, sure)
    }

    /// The findings as an HTML page.
    ///
    /// # Errors
    /// When this program makes no pages, or the page cannot be made.
    fn page(&self, _findings: &Findings) -> Result<String, CommandError> {
        Err(CommandError::NoPage)
    }
}

/// Holds texts against themselves and makes no page.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Desk for Alone {}

/// Checks the texts and prints or writes what was found.
///
/// # Errors
/// When a text or the baseline cannot be read, or a file cannot be written; then nothing is printed.
pub fn run(args: &Texts, desk: &dyn Desk) -> Result<Findings, CommandError> {
    if args.texts.iter().filter(|path| is_piped(path)).count() > 1 {
        return Err(CommandError::StandardInputTwice);
    }
    let sure = Sureness { accuse: args.sure };
    let texts = texts(&args.texts)?;
    let documents = texts.iter().map(|path| check_one(path, desk, sure)).collect::<Result<Vec<_>, _>>()?;
    let mut findings = Findings::of(documents);
    if let Some(path) = &args.baseline {
        baseline(path, args.write_baseline, &mut findings)?;
    }
    for path in &args.output {
        let format = Format::of(path).unwrap_or(args.format);
        let text = format.render(&findings, desk, args.show, None)?;
        tradeproof_host::write_atomically(path, text.as_bytes())?;
    }
    if args.output.is_empty() {
        let width = tradeproof_host::width(PLAIN_WIDTH);
        let text = args.format.render(&findings, desk, args.show, Some(width))?;
        tradeproof_host::print(&text).map_err(CommandError::Print)?;
    }
    Ok(findings)
}

/// Whether the path stands for standard input.
#[must_use]
pub fn is_piped(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads or writes the accepted findings, and marks them.
fn baseline(path: &Path, write: bool, findings: &mut Findings) -> Result<(), CommandError> {
    if path.exists() {
        let bytes = std::fs::read(path).map_err(|source| CommandError::read(path, source))?;
        let read: Result<Baseline, _> = serde_json::from_slice(&bytes);
        let known =
            read.map_err(|error| CommandError::Baseline { path: path.to_owned(), message: error.to_string() })?;
        known.apply(findings);
    } else if !write {
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, "no such file; --write-baseline makes it");
        return Err(CommandError::read(path, missing));
    }
    if write {
        let accepted = Baseline::of(findings, ADOPTED);
        tradeproof_host::write_atomically(path, json::of(&accepted).as_bytes())?;
        accepted.apply(findings);
    }
    Ok(())
}

/// A probability that can be asked for.
fn sureness(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "expected a number such as 0.9".to_owned())?;
    if (0.3..=1.0).contains(&number) { Ok(number) } else { Err("expected a probability from 0.3 to 1".to_owned()) }
}

/// Endings of texts, which a folder is looked through for.
const TEXTS: &[&str] = &["txt", "md", "markdown", "html", "htm", "docx", "pdf"];

/// Endings of tables, which are data and no texts.
const TABLES: &[&str] = &["csv", "tsv", "xlsx", "xls", "parquet"];

fn ends_with_any(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|end| endings.iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// The texts that are meant: a folder stands for those below it, in the order of their names.
fn texts(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CommandError> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = found.len();
            below(path, &mut found)?;
            if found.len() == before {
                return Err(CommandError::NoTexts { path: path.clone(), expected: TEXTS.join(", ") });
            }
        } else if ends_with_any(path, TABLES) {
            return Err(CommandError::TableForText { path: path.clone() });
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), CommandError> {
    let failed = |source| CommandError::read(folder, source);
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            below(&path, found)?;
        } else if !hidden && ends_with_any(&path, TEXTS) {
            found.push(path);
        }
    }
    Ok(())
}

fn check_one(path: &Path, desk: &dyn Desk, sure: Sureness) -> Result<DocumentFindings, CommandError> {
    let (name, bytes) = if is_piped(path) {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|source| CommandError::read(path, source))?;
        ("<stdin>".to_owned(), bytes)
    } else {
        (path.display().to_string(), std::fs::read(path).map_err(|source| CommandError::read(path, source))?)
    };
    Ok(desk.check(&name, &bytes, sure)?)
}

//! `tradeproof check`: can the figures in a text all be true?

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::delivery::is_standard;
use super::{CliError, Outcome, layout, output, places, voice};
use crate::check::accept::Baseline;
use crate::check::render::{csv, human, json, markdown, sarif};
use crate::check::{DocumentFindings, Findings, check, check_against};
use crate::report::{self, Inputs, page_of};
use crate::summary::Figures;

/// Columns of output that does not go to a terminal.
const PLAIN_WIDTH: usize = 120;

/// Why findings are in a baseline that nobody has edited.
const ADOPTED: &str = "was there when the baseline was written";

const EXAMPLES: &str = "\
Examples:
  tradeproof check speech.md                     contradictions, with the figures underlined
  tradeproof check stories/ --show everything    every claim of every text, and how it was decided
  tradeproof check note.md -o found.json -o found.sarif
  tradeproof check texts/*.md --baseline accepted.json --write-baseline
  pbpaste | tradeproof check -                   a text from standard input
  tradeproof check note.md --data trade.csv      and every figure that these figures can confirm or refute

A finding is accepted in the text itself by a comment before its paragraph:
  <!-- tradeproof: accept growth: the ministry divides by the new level -->

Exit status: 0 nothing contradicts itself, 1 a contradiction was found, 2 a text cannot be read.";

/// Check the figures in texts against each other, and against data
///
/// Finds every figure a text prints, works out which are tied by arithmetic (growth, change, share, sum, balance, lists, spans,
/// ranks), and says of each tie whether it can be true given how the numbers were rounded for print. With --data, levels, growth,
/// changes, shares, balances and ranks are also looked up in official figures; what differs is explained (another vintage, the
/// partner's report, another period) before it is refuted.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    /// Texts to check (plain text, Markdown, HTML, DOCX or PDF), folders or patterns; `-` reads standard input
    #[arg(value_name = "TEXT")]
    texts: Vec<PathBuf>,
    /// Check the texts of a project against its figures, with what it accepts; without TEXT that of the current folder
    #[arg(long, value_name = "PROJECT", conflicts_with_all = ["texts", "data"])]
    project: Option<PathBuf>,
    /// Files of figures to hold the texts against, of any format that `tradeproof sources` lists; may be given again
    #[arg(long, value_name = "FILE", num_args = 1..)]
    data: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Human, help_heading = "Output")]
    format: Format,
    /// Which claims to print (human format)
    #[arg(long, value_enum, default_value_t = Show::Problems, help_heading = "Output")]
    show: Show,
    /// Write to a file: .json, .sarif, .csv, .md, .html or .txt; `-` is standard output; may be given again
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Vec<PathBuf>,
    /// Findings that are accepted, as `--write-baseline` wrote them
    #[arg(long, value_name = "FILE", help_heading = "Accepted findings")]
    baseline: Option<PathBuf>,
    /// Accept all contradictions by writing them into the baseline
    #[arg(long, requires = "baseline", help_heading = "Accepted findings")]
    write_baseline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// Contradictions, and claims whose readings disagree
    Problems,
    /// Every claim
    Everything,
}

pub fn run(args: &CheckArgs) -> Result<Outcome, CliError> {
    let formats = formats(&args.output)?;
    let piped = |paths: &[PathBuf]| paths.iter().filter(|path| path.as_os_str() == "-").count();
    if piped(&args.texts) + piped(&args.data) > 1 {
        return Err(CliError::StandardInputTwice);
    }
    let (mut findings, figures) = found(args)?;
    for document in &findings.documents {
        let (quantities, claims) = (document.quantities.len(), document.claims.len());
        voice::tell(format_args!("read: {}: {quantities} figures, {claims} ties", document.path));
    }
    if let Some(path) = &args.baseline {
        baseline(path, args.write_baseline, &mut findings)?;
    }
    for (path, format) in formats {
        let text = rendered(&findings, figures.as_ref(), format, args.show, None)?;
        output::write(path, text.as_bytes())?;
    }
    if args.output.is_empty() || args.output.iter().any(|path| is_standard(path)) {
        output::print(&rendered(
            &findings,
            figures.as_ref(),
            args.format,
            args.show,
            Some(layout::width(PLAIN_WIDTH)),
        )?)?;
    }
    Ok(if findings.has_open_contradictions() { Outcome::Contradicted } else { Outcome::Done })
}

/// What is found in the texts that are named, or in those of a project; and the figures they were held against.
fn found(args: &CheckArgs) -> Result<(Findings, Option<Figures>), CliError> {
    if args.texts.is_empty() {
        let project = args.project.clone().unwrap_or_else(|| PathBuf::from("."));
        let inputs = Inputs::at(&project);
        if args.project.is_none() && !inputs.project().is_file() {
            return Err(CliError::NoTextNamed);
        }
        let (findings, figures) = report::check_project(&inputs)?;
        return Ok((findings, Some(figures).filter(|figures| figures.loaded().next().is_some())));
    }
    places::are_here(&args.data)?;
    let texts = places::texts(&args.texts)?;
    let figures = if args.data.is_empty() { None } else { Some(Figures::load(&args.data, &super::progress::watch())?) };
    let documents = texts.iter().map(|path| check_one(path, figures.as_ref())).collect::<Result<Vec<_>, _>>()?;
    Ok((Findings::of(documents), figures))
}

/// Reads or writes the accepted findings, and marks them.
fn baseline(path: &Path, write: bool, findings: &mut Findings) -> Result<(), CliError> {
    if path.exists() {
        let bytes = std::fs::read(path).map_err(|source| CliError::read(path, source))?;
        let read: Result<Baseline, _> = serde_json::from_slice(&bytes);
        let known = read.map_err(|error| CliError::Baseline { path: path.to_owned(), message: error.to_string() })?;
        known.apply(findings);
    } else if !write {
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, "no such file; --write-baseline makes it");
        return Err(CliError::read(path, missing));
    }
    if write {
        let accepted = Baseline::of(findings, ADOPTED);
        output::write(path, json::of(&accepted).as_bytes())?;
        accepted.apply(findings);
    }
    Ok(())
}

/// The format of every file, known before any work is done.
fn formats(outputs: &[PathBuf]) -> Result<Vec<(&Path, Format)>, CliError> {
    let named = outputs.iter().filter(|path| !is_standard(path));
    let expected = ".json, .sarif, .csv, .md, .html or .txt";
    let known = |path: &PathBuf| format_of(path).ok_or_else(|| CliError::Extension { path: path.clone(), expected });
    named.map(|path| Ok((path.as_path(), known(path)?))).collect()
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "json" => Some(Format::Json),
        "sarif" => Some(Format::Sarif),
        "csv" => Some(Format::Csv),
        "md" | "markdown" => Some(Format::Markdown),
        "html" | "htm" => Some(Format::Html),
        "txt" => Some(Format::Human),
        _ => None,
    }
}

fn check_one(path: &Path, figures: Option<&Figures>) -> Result<DocumentFindings, CliError> {
    let (name, bytes) = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|source| CliError::read(path, source))?;
        ("<stdin>".to_owned(), bytes)
    } else {
        (path.display().to_string(), std::fs::read(path).map_err(|source| CliError::read(path, source))?)
    };
    Ok(match figures {
        Some(figures) => check_against(&name, &bytes, figures)?,
        None => check(&name, &bytes)?,
    })
}

/// The findings in one format; `terminal` is the width where they are printed there, in colour.
fn rendered(
    findings: &Findings,
    figures: Option<&Figures>,
    format: Format,
    show: Show,
    terminal: Option<usize>,
) -> Result<String, CliError> {
    let show = match show {
        Show::Problems => human::Show::Problems,
        Show::Everything => human::Show::Everything,
    };
    Ok(match format {
        Format::Human => human::render(findings, show, terminal.is_some(), terminal.unwrap_or(PLAIN_WIDTH)),
        Format::Json => json::render(findings),
        Format::Sarif => sarif::render(findings),
        Format::Csv => csv::render(findings),
        Format::Markdown => markdown::render(findings),
        Format::Html => page_of(findings, figures)?,
    })
}

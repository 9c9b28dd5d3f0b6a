//! `tradeproof check`: can the figures in a text all be true?

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CliError, Outcome, layout, output};
use crate::check::accept::Baseline;
use crate::check::render::{csv, human, json, markdown, sarif};
use crate::check::{DocumentFindings, Findings, Sureness, check_with};
use crate::report::page_of;
use crate::sources::paths::expand;
use crate::summary::Figures;

/// Columns of output that does not go to a terminal.
const PLAIN_WIDTH: usize = 120;

/// Why findings are in a baseline that nobody has edited.
const ADOPTED: &str = "was there when the baseline was written";

const EXAMPLES: &str = "\
Examples:
  tradeproof check speech.md                     contradictions, with the figures underlined
  tradeproof check *.txt --show everything       every claim, how it was decided, and what was not checked
  tradeproof check texts/                        every text in a folder
  tradeproof check note.md --sure 0.7            also what is less surely wrong
  tradeproof check note.md -o found.json -o found.sarif
  tradeproof check texts/*.md --baseline accepted.json --write-baseline
  pbpaste | tradeproof check -                   a text from standard input
  tradeproof check note.md --data trade.csv      and every figure that these figures can confirm or refute

A finding is accepted in the text itself by a comment before its paragraph:
  <!-- tradeproof: accept growth: the ministry divides by the new level -->

Silence is no approval. A percentage whose level and base the text does not print is not checked, and figures that only happen to fit are
not a test; --show everything lists both, with the reason.

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
    /// Texts to check (plain text, Markdown, HTML, DOCX or PDF), folders or patterns of them; `-` reads standard input
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<PathBuf>,
    /// Files of figures to hold the texts against, of any format that `tradeproof sources` lists; may be given again
    #[arg(long, value_name = "FILE", num_args = 1..)]
    data: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Which claims to print (human format)
    #[arg(long, value_enum, default_value_t = Show::Problems)]
    show: Show,
    /// How sure a finding must be that the text is wrong and was not misread, from 0.3 to 1; what is less sure is listed as “look at this”
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
    /// Every claim, what agrees without being tested, what is worth a look, and what was not checked
    Everything,
}

pub fn run(args: &CheckArgs) -> Result<Outcome, CliError> {
    let piped = |paths: &[PathBuf]| paths.iter().filter(|path| path.as_os_str() == "-").count();
    if piped(&args.texts) + piped(&args.data) > 1 {
        return Err(CliError::StandardInputTwice);
    }
    let figures = if args.data.is_empty() { None } else { Some(Figures::load(&args.data, &super::progress::watch())?) };
    let sure = Sureness { accuse: args.sure };
    let texts = texts(&args.texts)?;
    let documents = texts.iter().map(|path| check_one(path, figures.as_ref(), sure)).collect::<Result<Vec<_>, _>>()?;
    let mut findings = Findings::of(documents);
    if let Some(path) = &args.baseline {
        baseline(path, args.write_baseline, &mut findings)?;
    }
    for path in &args.output {
        let text = rendered(&findings, figures.as_ref(), format_of(path).unwrap_or(args.format), args.show, None)?;
        output::write(path, text.as_bytes())?;
    }
    if args.output.is_empty() {
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

/// A probability that can be asked for.
fn sureness(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "expected a number such as 0.9".to_owned())?;
    if (0.3..=1.0).contains(&number) { Ok(number) } else { Err("expected a probability from 0.3 to 1".to_owned()) }
}

/// The texts that are meant: a folder stands for those below it, a pattern for what it matches.
fn texts(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    const TEXTS: &[&str] = &["txt", "md", "markdown", "html", "htm", "docx", "pdf"];
    let mut found = Vec::new();
    for path in paths {
        let pattern = !path.exists() && path.to_string_lossy().contains(['*', '?', '[']);
        if path.is_dir() {
            let is_text = |path: &PathBuf| path.extension().is_some_and(|end| TEXTS.iter().any(|known| end.eq_ignore_ascii_case(known)));
            let before = found.len();
            found.extend(expand(std::slice::from_ref(path))?.into_iter().filter(is_text));
            if found.len() == before {
                return Err(CliError::NoTexts { path: path.clone(), expected: TEXTS.join(", ") });
            }
        } else if pattern {
            found.extend(expand(std::slice::from_ref(path))?);
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

/// Tables that are data: `check` reads texts.
fn is_table(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    ["csv", "tsv", "xlsx", "xls", "parquet"].contains(&extension.as_str())
}

fn check_one(path: &Path, figures: Option<&Figures>, sure: Sureness) -> Result<DocumentFindings, CliError> {
    let (name, bytes) = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|source| CliError::read(path, source))?;
        ("<stdin>".to_owned(), bytes)
    } else {
        (path.display().to_string(), std::fs::read(path).map_err(|source| CliError::read(path, source))?)
    };
    if is_table(path) {
        return Err(CliError::TableForText { path: path.to_owned() });
    }
    let evidence = figures.map(|figures| figures as &dyn crate::model::Evidence);
    Ok(check_with(&name, &bytes, evidence, sure)?)
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

//! `tradeproof check`: can the figures in a text all be true?

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CliError, Outcome, output};
use crate::check::render::{human, json};
use crate::check::{DocumentFindings, Findings, check};

/// Columns of output that does not go to a terminal.
const PLAIN_WIDTH: usize = 120;

const EXAMPLES: &str = "\
Examples:
  tradeproof check speech.md                     contradictions, with the figures underlined
  tradeproof check *.txt --show everything       every claim, and how it was decided
  tradeproof check note.md --format json -o found.json
  pbpaste | tradeproof check -                   a text from standard input

Exit status: 0 nothing contradicts itself, 1 a contradiction was found, 2 a text cannot be read.";

/// Check the figures in texts against each other
///
/// Finds every figure a text prints, works out which are tied by arithmetic (growth, change, share, sum, balance, lists, spans,
/// ranks), and says of each tie whether it can be true given how the numbers were rounded for print.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    /// Texts to check (plain text or Markdown); `-` reads standard input
    #[arg(required = true, value_name = "TEXT")]
    texts: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Which claims to print (human format)
    #[arg(long, value_enum, default_value_t = Show::Problems)]
    show: Show,
    /// Write to this file instead of standard output; `.json` chooses the format
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// Contradictions, and claims whose readings disagree
    Problems,
    /// Every claim
    Everything,
}

pub fn run(args: &CheckArgs) -> Result<Outcome, CliError> {
    let documents = args.texts.iter().map(|path| check_one(path)).collect::<Result<Vec<_>, _>>()?;
    let findings = Findings::of(documents);
    match (&args.output, format(args)) {
        (Some(path), Format::Json) => output::write(path, json::render(&findings).as_bytes())?,
        (Some(path), Format::Human) => output::write(path, human(&findings, args.show, false, PLAIN_WIDTH).as_bytes())?,
        (None, Format::Json) => print(&json::render(&findings))?,
        (None, Format::Human) => print(&human(&findings, args.show, true, width()))?,
    }
    Ok(if findings.summary.contradictory > 0 { Outcome::Contradicted } else { Outcome::Done })
}

fn format(args: &CheckArgs) -> Format {
    let json_file = args
        .output
        .as_ref()
        .and_then(|path| path.extension())
        .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if json_file { Format::Json } else { args.format }
}

fn check_one(path: &Path) -> Result<DocumentFindings, CliError> {
    let (name, bytes) = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|source| CliError::read(path, source))?;
        ("<stdin>".to_owned(), bytes)
    } else {
        (path.display().to_string(), std::fs::read(path).map_err(|source| CliError::read(path, source))?)
    };
    Ok(check(&name, &bytes)?)
}

fn human(findings: &Findings, show: Show, colour: bool, width: usize) -> String {
    let show = match show {
        Show::Problems => human::Show::Problems,
        Show::Everything => human::Show::Everything,
    };
    human::render(findings, show, colour, width)
}

/// `anstream` takes the colours out where they are not wanted: `NO_COLOR`, a pipe, a plain terminal.
fn print(text: &str) -> Result<(), CliError> {
    let mut stdout = anstream::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        // A reader that has seen enough, such as `head`, is no error.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|source| CliError::write(Path::new("standard output"), source)),
    }
}

fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return PLAIN_WIDTH;
    }
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(PLAIN_WIDTH)
}

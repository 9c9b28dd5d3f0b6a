//! `tradeproof check`: can the figures in a text all be true?

use std::path::PathBuf;

use clap::Args;

use super::set::SetArgs;
use super::{CliError, Outcome};
use crate::check::command::{self, CommandError, Desk, Texts, is_piped};
use crate::check::{CheckError, DocumentFindings, Findings, Sureness, check_with};
use crate::model::Evidence;
use crate::report::page_of;
use crate::summary::Figures;

const EXAMPLES: &str = "\
Examples:
  tradeproof check speech.md                     contradictions, with the figures underlined
  tradeproof check *.txt --show everything       every claim, and what was not checked
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
    /// Files of figures to hold the texts against, of any format that `tradeproof sources` lists; may be given again
    #[arg(long, value_name = "FILE", num_args = 1..)]
    data: Vec<PathBuf>,
    #[command(flatten)]
    set: SetArgs,
    #[command(flatten)]
    texts: Texts,
}

pub fn run(args: &CheckArgs) -> Result<Outcome, CliError> {
    // What more than one text stands for is known only when folders are opened; standard input is one.
    if args.texts.texts.iter().chain(&args.data).filter(|path| is_piped(path)).count() > 1 {
        return Err(CommandError::StandardInputTwice.into());
    }
    let settings = args.set.settings()?;
    let load = || Figures::load(&args.data, &settings, &super::progress::watch());
    let figures = if args.data.is_empty() { None } else { Some(load()?) };
    let findings = command::run(&args.texts, &Held(figures))?;
    Ok(if findings.has_open_contradictions() { Outcome::Contradicted } else { Outcome::Done })
}

/// Texts held against figures, where there are any.
struct Held(Option<Figures>);

impl Desk for Held {
    fn check(&self, name: &str, bytes: &[u8], sure: Sureness) -> Result<DocumentFindings, CheckError> {
        check_with(name, bytes, self.0.as_ref().map(|figures| figures as &dyn Evidence), sure)
    }

    fn page(&self, findings: &Findings) -> Result<String, CommandError> {
        page_of(findings, self.0.as_ref()).map_err(|error| CommandError::Page(Box::new(error)))
    }
}

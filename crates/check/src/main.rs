//! `tradeproof-check`: `tradeproof check` without data, for hooks, CI and editors.

use std::process::ExitCode;

use clap::Parser;
use tradeproof_check::command::{self, Alone, Texts};

const EXAMPLES: &str = "\
Examples:
  tradeproof-check speech.md                     contradictions, with the figures underlined
  tradeproof-check *.txt --show everything       every claim, and what was not checked
  tradeproof-check note.md -o found.json -o found.sarif
  tradeproof-check texts/*.md --baseline accepted.json --write-baseline

A finding is accepted in the text itself by a comment before its paragraph:
  <!-- tradeproof: accept growth: the ministry divides by the new level -->

`tradeproof check` does the same and holds texts against official figures as well.

Silence is no approval. A percentage whose level and base the text does not print is not checked, and figures that only happen to fit are
not a test; --show everything lists both, with the reason.

Exit status: 0 nothing contradicts itself, 1 a contradiction was found, 2 a text cannot be read.";

/// Check the figures in texts against each other
///
/// Finds every figure a text prints, works out which are tied by arithmetic (growth, change, share, sum, balance, lists, spans,
/// ranks), and says of each tie whether it can be true given how the numbers were rounded for print.
#[derive(Debug, Parser)]
#[command(name = "tradeproof-check", version, about, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    texts: Texts,
}

fn main() -> ExitCode {
    match command::run(&Cli::parse().texts, &Alone) {
        Ok(findings) if findings.has_open_contradictions() => ExitCode::from(1),
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            tradeproof_host::complain(&error);
            ExitCode::from(2)
        }
    }
}

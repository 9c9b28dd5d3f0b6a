//! The command line: one command a file. It says which; it contains no arithmetic.

mod chart;
mod chart_figures;
mod chart_flags;
mod charts;
mod check;
mod claims;
mod completions;
mod convert;
mod delivery;
mod engine;
mod error;
mod frames;
mod init;
mod inspect;
mod known;
mod layout;
mod listing;
mod man;
mod metrics;
mod output;
mod places;
mod progress;
mod report;
mod sources;
mod summary;
mod voice;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::CliError;

const FIRST: &str = "\
First steps:
  tradeproof report                        the bundled example, as one page in tradeproof-report/
  tradeproof check draft.docx              can the figures of a text all be true?
  tradeproof inspect download.csv          what is in a file of figures
  tradeproof summary download.csv --metric growth:yoy --by partner --top 10
  tradeproof init downloads && tradeproof report downloads";

/// Trade statistics you can stand behind.
#[derive(Debug, Parser)]
#[command(name = "tradeproof", version = env!("TRADEPROOF_VERSION"), about, propagate_version = true, after_help = FIRST)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    voice: voice::VoiceArgs,
}

#[derive(Debug, Subcommand)]
enum Command {
    // In the order in which help lists them: the main job first, then its parts, catalogues, and what shells need.
    Report(report::ReportArgs),
    Check(check::CheckArgs),
    Summary(Box<summary::SummaryArgs>),
    Chart(Box<chart::ChartArgs>),
    Inspect(inspect::InspectArgs),
    Convert(convert::ConvertArgs),
    Init(init::InitArgs),
    Metrics(metrics::MetricsArgs),
    Charts(charts::ChartsArgs),
    Claims(claims::ClaimsArgs),
    Sources(sources::SourcesArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

/// How a command that ran to its end ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// A contradiction was found: exit status 1.
    Contradicted,
}

/// Runs the command line and says how the process should end: 0 done, 1 contradiction found, 2 wrong input.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    cli.voice.take_effect();
    let result = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Chart(args) => chart::run(&args),
        Command::Charts(args) => charts::run(&args),
        Command::Claims(args) => claims::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Man(args) => man::run(&args),
        Command::Metrics(args) => metrics::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Sources(args) => sources::run(&args),
        Command::Summary(args) => summary::run(&args),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Contradicted) => ExitCode::from(1),
        Err(error) => {
            tradeproof_host::complain(&error);
            ExitCode::from(2)
        }
    }
}

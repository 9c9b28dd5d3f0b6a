//! The command line: one command a file. It says which; it contains no arithmetic.

mod chart;
mod chart_figures;
mod chart_flags;
mod charts;
mod check;
mod claims;
mod completions;
mod convert;
mod engine;
mod error;
mod frames;
mod init;
mod inspect;
mod layout;
mod man;
mod metrics;
mod output;
mod progress;
mod report;
mod set;
mod sources;
mod summary;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

pub use error::CliError;

/// Trade statistics you can stand behind.
#[derive(Debug, Parser)]
#[command(name = "tradeproof", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::CheckArgs),
    Chart(Box<chart::ChartArgs>),
    Charts(charts::ChartsArgs),
    Claims(claims::ClaimsArgs),
    Completions(completions::CompletionsArgs),
    Convert(convert::ConvertArgs),
    Init(init::InitArgs),
    Inspect(inspect::InspectArgs),
    Man(man::ManArgs),
    Metrics(metrics::MetricsArgs),
    Report(report::ReportArgs),
    Sources(sources::SourcesArgs),
    Summary(Box<summary::SummaryArgs>),
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

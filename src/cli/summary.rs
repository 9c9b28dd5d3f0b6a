//! `tradeproof summary`: derived metrics as a table.

use std::path::PathBuf;

use clap::Args;

use crate::model::{Decimal, Period};
use crate::sources;
use crate::summary::{self, DeriveError, Format, Output, Question, Table};

use super::{CliError, Outcome, output, progress};

/// Derive metrics from figures, as a table
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof summary trade.csv --metric growth:yoy --period 2017-01..2017-04
  tradeproof summary trade.csv --metric share --by partner --where flow=export --top 5
  tradeproof summary trade.csv --metric level --metric balance -o summary.csv -o summary.md
  tradeproof summary trade.csv --metric implied_base --growth export=31%")]
pub struct SummaryArgs {
    /// Files of figures of one kind, folders or patterns; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Metric, with its variant where it has several; may be given again
    #[arg(short, long = "metric", required = true, value_name = "NAME[:VARIANT]")]
    metrics: Vec<String>,
    /// Columns that tell the results apart; figures are added up over the others
    #[arg(short, long, value_delimiter = ',', value_name = "COLUMN")]
    by: Vec<String>,
    /// Use only figures with this value; several values of one column are alternatives
    #[arg(short, long = "where", value_name = "COLUMN=VALUE", value_parser = pair)]
    filters: Vec<(String, String)>,
    /// Show only these periods: 2017, 2017-Q1, 2017-04, 2017-01..2017-04
    #[arg(short, long = "period", value_name = "PERIOD")]
    periods: Vec<Period>,
    /// Compare with this period
    #[arg(long, value_name = "PERIOD")]
    base: Option<Period>,
    /// Growth as a text prints it, for implied_base
    #[arg(long = "growth", value_name = "FLOW=PERCENT", value_parser = growth)]
    reported_growth: Vec<(String, Decimal)>,
    /// Keep reporters whose figures add up to less out of complexity's matrices, in whole units of the currency
    #[arg(long, value_name = "VALUE")]
    least_total: Option<Decimal>,
    /// What imports (CIF) are divided by to be compared with exports (FOB): 1.06
    #[arg(long = "cif", value_name = "FACTOR")]
    cif_factor: Option<Decimal>,
    /// Keep the N largest results of each period
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    /// Write to a file: .csv, .parquet, .json, .md or .txt; may be given again
    #[arg(short, long = "output", value_name = "FILE")]
    outputs: Vec<PathBuf>,
}

pub fn run(args: &SummaryArgs) -> Result<Outcome, CliError> {
    let formats = formats(&args.outputs)?;
    let loaded = sources::load_all(&args.files, &progress::watch())?;
    let answer = summary::derive(&loaded, &question(args))?;
    let table = Table::of(&answer.frames).map_err(DeriveError::from)?;
    let frame = answer.frame().map_err(DeriveError::from)?;
    for line in &answer.audit {
        anstream::eprintln!("note: {line}");
    }
    if args.outputs.is_empty() {
        output::print(&Format::Terminal.render(&table))?;
    }
    for (path, format) in args.outputs.iter().zip(formats) {
        output::write(path, &format.bytes(&table, &frame).map_err(DeriveError::from)?)?;
    }
    Ok(Outcome::Done)
}

fn question(args: &SummaryArgs) -> Question {
    Question {
        metrics: args.metrics.clone(),
        by: args.by.iter().map(|name| name.to_lowercase()).collect(),
        filters: args.filters.clone(),
        periods: args.periods.clone(),
        base: args.base,
        reported_growth: args.reported_growth.clone(),
        top: args.top.map(|count| count as usize),
        least_total: args.least_total,
        cif_factor: args.cif_factor,
        ..Question::default()
    }
}

/// Every output's format, known before any work is done.
fn formats(outputs: &[PathBuf]) -> Result<Vec<Output>, CliError> {
    outputs.iter().map(|path| Ok(Output::from_path(path)?)).collect()
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((column, value)) if !column.is_empty() => Ok((column.trim().to_owned(), value.trim().to_owned())),
        _ => Err("expected COLUMN=VALUE, for instance flow=export".to_owned()),
    }
}

fn growth(text: &str) -> Result<(String, Decimal), String> {
    let expected = || "expected FLOW=PERCENT as printed, for instance export=31%".to_owned();
    let (flow, percent) = pair(text).map_err(|_| expected())?;
    let percent = percent.trim_end_matches('%').trim().parse().map_err(|_| expected())?;
    Ok((flow.to_lowercase(), percent))
}

//! `tradeproof summary`: derived metrics as a table.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::model::{Currency, Decimal, Kind, Period};
use crate::sources;
use crate::summary::{self, Conversion, Deflation, DeriveError, Format, Output, Question, RateMethod, Rates, Table};

use super::engine::EngineArgs;
use super::set::{SaveArgs, SetArgs};
use super::{CliError, Outcome, layout as screen, output, progress};

/// Derive metrics from figures, as a table
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof summary trade.csv --metric growth:yoy --period 2017-01..2017-04
  tradeproof summary trade.csv --metric share --by partner --where flow=export --top 5
  tradeproof summary trade.csv --metric growth:yoy --metric share --by partner --where flow=export --period 2015..2024 --top 10
  tradeproof summary trade.csv --metric level --metric balance -o summary.csv -o summary.md
  tradeproof summary trade.csv --metric level --currency EUR --rates eurofxref-hist.csv
  tradeproof summary trade.csv --metric implied_base --growth export=31%")]
pub struct SummaryArgs {
    /// Files of figures of one kind, folders or patterns; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Metric, with its variant where it has several, or with `all`; may be given again
    #[arg(short, long = "metric", required = true, value_name = "NAME[:VARIANT]")]
    metrics: Vec<String>,
    /// Columns that tell the results apart; figures are added up over the others
    #[arg(short, long, value_delimiter = ',', value_name = "COLUMN")]
    by: Vec<String>,
    /// Use only figures with this value; several values of one column are alternatives
    #[arg(short, long = "where", value_name = "COLUMN=VALUE", value_parser = pair)]
    filters: Vec<(String, String)>,
    /// Show only these periods: 2017, 2017-Q1, 2017-04, FY2016-17; 2015..2024 is each year of them
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
    /// One column a metric (wide), or one result a row (long); wide where several metrics or the largest are asked for
    #[arg(long, value_enum)]
    layout: Option<Layout>,
    /// Figures of another kind that a metric needs: gdp, gdp_per_head; a CSV of reporter, period, value, unit, source
    #[arg(long = "companion", value_name = "NAME=FILE", value_parser = pair)]
    companions: Vec<(String, String)>,
    /// All figures in this currency, each at the rate of its own period
    #[arg(long, value_name = "CODE", requires = "rates")]
    currency: Option<Currency>,
    /// Files of exchange rates
    #[arg(long, value_name = "FILE", requires = "currency")]
    rates: Vec<PathBuf>,
    /// How a rate stands for a period: its average, for flows, or its end, for stocks
    #[arg(long = "rate", value_name = "average|end", default_value = "average")]
    rate_method: RateMethod,
    /// All figures at the prices of --prices; a CSV of reporter (World for all), period, value, unit, source
    #[arg(long, value_name = "FILE", requires = "prices")]
    deflator: Option<PathBuf>,
    /// The period whose prices figures are stated at
    #[arg(long, value_name = "PERIOD", requires = "deflator")]
    prices: Option<Period>,
    /// Keep the N largest, the rest as one row; with --layout long the N largest results of each period
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    /// Write to a file: .csv, .parquet, .xlsx, .json, .md or .txt; may be given again
    #[arg(short, long = "output", value_name = "FILE")]
    outputs: Vec<PathBuf>,
    #[command(flatten)]
    set: SetArgs,
    #[command(flatten)]
    save: SaveArgs,
    #[command(flatten)]
    engine: EngineArgs,
}

/// How several results are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Layout {
    Wide,
    Long,
}

pub fn run(args: &SummaryArgs) -> Result<Outcome, CliError> {
    let formats = formats(&args.outputs)?;
    let question = question(args)?;
    if let Some(kind) = args.engine.kind_of(&args.files) {
        // Before files are read that may be large.
        summary::can_be_asked(kind, &question)?;
    }
    let settings = args.set.settings()?;
    let loaded = args.engine.load(&args.files, &settings)?;
    args.save.save(&args.files, &settings)?;
    let (table, frame, audit) = match layout(args) {
        Layout::Wide => {
            let composed = summary::compose(&loaded, &question)?;
            (composed.table, composed.frame, composed.audit)
        }
        Layout::Long => {
            let answer = summary::derive(&loaded, &question)?;
            let table = Table::of(&answer.frames).map_err(DeriveError::from)?;
            (table, answer.frame().map_err(DeriveError::from)?, answer.audit)
        }
    };
    for line in &audit {
        anstream::eprintln!("note: {line}");
    }
    if args.outputs.is_empty() {
        // Cut to a terminal's width only where there is one: what is piped on stays a row a line.
        let terminal = std::io::stdout().is_terminal();
        let text = match terminal {
            true => summary::fitted(&table, screen::width(screen::PLAIN_WIDTH)),
            false => Format::Terminal.render(&table),
        };
        output::print(&text)?;
    }
    for (path, format) in args.outputs.iter().zip(formats) {
        output::write(path, &format.bytes(&table, &frame).map_err(DeriveError::from)?)?;
    }
    Ok(Outcome::Done)
}

fn layout(args: &SummaryArgs) -> Layout {
    let several =
        args.metrics.len() > 1 || args.top.is_some() || args.metrics.iter().any(|name| name.ends_with(":all"));
    args.layout.unwrap_or(if several { Layout::Wide } else { Layout::Long })
}

fn question(args: &SummaryArgs) -> Result<Question, CliError> {
    let companions = args.companions.iter().map(|(name, file)| summary::read_companion(name, file.as_ref()));
    Ok(Question {
        metrics: args.metrics.clone(),
        by: args.by.iter().map(|name| name.to_lowercase()).collect(),
        filters: args.filters.clone(),
        periods: args.periods.clone(),
        base: args.base,
        reported_growth: args.reported_growth.clone(),
        top: args.top.map(|count| count as usize),
        companions: companions.collect::<Result<_, _>>()?,
        least_total: args.least_total,
        cif_factor: args.cif_factor,
        conversion: args.currency.map(|to| conversion(args, to)).transpose()?,
        deflation: deflation(args)?,
    })
}

fn conversion(args: &SummaryArgs, to: Currency) -> Result<Conversion, CliError> {
    let loaded = sources::load_all(&args.rates, &progress::watch())?;
    if loaded.kind != Kind::Rates {
        let path = args.rates.first().cloned().unwrap_or_default();
        return Err(CliError::NoRates { path, found: loaded.kind });
    }
    let names: Vec<String> = loaded.provenance.iter().map(|from| file_name(&from.path)).collect();
    let frame = loaded.tidy.whole()?.collect().map_err(DeriveError::from)?;
    let rates = Rates::of(&frame, &names.join(", ")).map_err(DeriveError::from)?;
    Ok(Conversion { to, rates, method: args.rate_method })
}

fn deflation(args: &SummaryArgs) -> Result<Option<Deflation>, CliError> {
    let Some((path, prices)) = args.deflator.as_ref().zip(args.prices) else { return Ok(None) };
    Ok(Some(Deflation { deflator: summary::read_companion("deflator", path)?, prices }))
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Every output's format, known before any work is done.
fn formats(outputs: &[PathBuf]) -> Result<Vec<Output>, CliError> {
    outputs.iter().map(|path| Ok(Output::from_path(path)?)).collect()
}

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
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

//! `tradeproof metrics`: the catalogue of metrics.

use clap::Args;

use crate::metrics::{self, Metric};

use super::{CliError, Outcome, output};

/// List the metrics, or explain one: variants, formulas, source, an example
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof metrics
  tradeproof metrics growth")]
pub struct MetricsArgs {
    /// A metric
    name: Option<String>,
}

pub fn run(args: &MetricsArgs) -> Result<Outcome, CliError> {
    let text = match &args.name {
        Some(name) => metrics::page(metrics::find(name).map_err(crate::summary::DeriveError::from)?.0),
        None => metrics::ALL.iter().map(entry).collect(),
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

fn entry(metric: &Metric) -> String {
    let variants: Vec<&str> = metric.variants.iter().map(|variant| variant.name).collect();
    let widest = metrics::ALL.iter().map(|metric| metric.title.chars().count()).max().unwrap_or_default();
    format!("{:<20} {:<widest$} {}\n", metric.name, metric.title, variants.join(", "))
}

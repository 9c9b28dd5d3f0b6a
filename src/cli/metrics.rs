//! `tradeproof metrics`: the catalogue of metrics.

use std::fmt::Write as _;

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
        Some(name) => page(metrics::find(name).map_err(crate::summary::DeriveError::from)?.0),
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

/// Everything about one metric.
fn page(metric: &Metric) -> String {
    let kinds: Vec<&str> = metric.kinds.iter().map(|kind| kind.name()).collect();
    let mut text = format!("{} ({})\n\n", metric.title, metric.name);
    for variant in metric.variants {
        let unit = if variant.unit.is_empty() { "money" } else { variant.unit };
        let _ = writeln!(text, "  {}\n      {}\n      unit: {unit}", metric.label(variant), variant.formula);
    }
    let _ = write!(text, "\n{}\n\nFor {} figures.\nSource: {}\n", metric.notes, kinds.join(", "), metric.source);
    for example in metric.examples {
        let _ = write!(
            text,
            "\nExample: summary figures.csv --metric {}\n{}  gives\n{}",
            example.arguments,
            indented(example.figures),
            indented(example.result)
        );
    }
    text
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

//! `tradeproof metrics`: the catalogue of metrics.

use clap::Args;

use serde_json::{Value, json};

use crate::metrics::{self, Example, Metric, Variant};

use super::listing::ListingArgs;
use super::{CliError, Outcome};

/// List the metrics, or explain one: variants, formulas, source, an example
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof metrics
  tradeproof metrics growth
  tradeproof metrics --format json | jq -r '.[].formulas[].metric'")]
pub struct MetricsArgs {
    /// A metric
    #[arg(value_parser = super::known::metric_names(), hide_possible_values = true)]
    name: Option<String>,
    #[command(flatten)]
    listing: ListingArgs,
}

pub fn run(args: &MetricsArgs) -> Result<Outcome, CliError> {
    match &args.name {
        Some(name) => {
            let metric = metrics::find(name).map_err(crate::summary::DeriveError::from)?.0;
            args.listing.print(|| metrics::page(metric), &[object(metric)])?;
        }
        None => {
            let all: Vec<Value> = metrics::ALL.iter().map(|metric| object(metric)).collect();
            args.listing.print(|| metrics::ALL.iter().map(|metric| entry(metric)).collect(), &all)?;
        }
    }
    Ok(Outcome::Done)
}

/// A metric for programs.
fn object(metric: &Metric) -> Value {
    let formula = |variant: &Variant| {
        json!({
            "name": variant.name,
            "metric": metric.label(variant),
            "formula": variant.formula,
            "unit": if variant.unit.is_empty() { "money" } else { variant.unit },
        })
    };
    let example = |example: &Example| {
        let companions = example.companions.iter().map(|(name, csv)| json!({"name": name, "csv": csv}));
        json!({
            "arguments": example.arguments,
            "figures": example.figures,
            "companions": companions.collect::<Vec<_>>(),
            "result": example.result,
        })
    };
    json!({
        "name": metric.name,
        "title": metric.title,
        "kinds": metric.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>(),
        "variants": metric.variants.iter().map(|variant| variant.name).collect::<Vec<_>>(),
        "formulas": metric.variants.iter().map(formula).collect::<Vec<_>>(),
        "needs": metric.detail,
        "notes": metric.notes,
        "source": metric.source,
        "examples": metric.examples.iter().map(example).collect::<Vec<_>>(),
    })
}

fn entry(metric: &Metric) -> String {
    let variants: Vec<&str> = metric.variants.iter().map(|variant| variant.name).collect();
    let widest = metrics::ALL.iter().map(|metric| metric.title.chars().count()).max().unwrap_or_default();
    format!("{:<20} {:<widest$} {}\n", metric.name, metric.title, variants.join(", "))
}

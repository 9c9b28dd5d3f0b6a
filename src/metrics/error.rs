//! Why a metric cannot be derived at all; a single cell without a value says so in the column `why` instead.

use polars::error::PolarsError;
use thiserror::Error;

use crate::model::Kind;

/// A request that no plan can serve.
#[derive(Debug, Error)]
pub enum MetricError {
    #[error("no metric is called `{name}`\n  expected: {}a name of the catalogue\n  help: `tradeproof metrics` lists them with their formulas", near.iter().map(|name| format!("{name}, or ")).collect::<String>())]
    UnknownMetric { name: String, near: Vec<&'static str> },
    #[error("the metric {metric} has no variant `{variant}`\n  expected: {}\n  help: `tradeproof metrics {metric}` explains them", known.join(", "))]
    UnknownVariant { metric: &'static str, variant: String, known: Vec<&'static str> },
    #[error("the metric {metric} is not defined for {found} figures\n  expected: {}", kinds(expected))]
    WrongKind { metric: &'static str, found: Kind, expected: &'static [Kind] },
    #[error("{kind} figures have no column `{column}` to be told apart by\n  expected: {}", known.join(", "))]
    UnknownColumn { kind: Kind, column: String, known: Vec<&'static str> },
    #[error("the metric {metric} needs {what}\n  help: {help}")]
    Incomplete { metric: &'static str, what: &'static str, help: &'static str },
    #[error(
        "the metric {metric} needs a table of {name} by reporter and period\n  expected: a companion of that name beside the trade figures\n  help: give one with its unit and source"
    )]
    NoCompanion { metric: &'static str, name: &'static str },
    #[error("the metric cannot be derived from these columns")]
    Polars(#[from] PolarsError),
}

fn kinds(kinds: &[Kind]) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    names.join(" or ")
}

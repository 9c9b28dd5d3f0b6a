//! The flags of `tradeproof chart` by which it draws a metric of official figures.

use std::path::PathBuf;

use clap::Args;
use polars::prelude::DataFrame;

use super::CliError;
use super::engine::EngineArgs;
use super::set::{SaveArgs, SetArgs};
use super::summary::pair;
use crate::charts::ChartSpec;
use crate::model::{Kind, Period};
use crate::summary::{self, DeriveError, Question};

/// What is derived from the files before it is drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Figures of a metric")]
pub struct Derivation {
    /// Take FILEs for official figures and draw this metric, with its variant where it has several; repeatable
    #[arg(long = "metric", value_name = "NAME[:VARIANT]")]
    metrics: Vec<String>,
    /// Use only figures with this value; several values of one column are alternatives
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = pair, requires = "metrics")]
    filters: Vec<(String, String)>,
    /// Draw only these periods: 2017, 2017-Q1, 2017-04; 2015..2024 is each year of them
    #[arg(long = "period", value_name = "PERIOD", requires = "metrics")]
    periods: Vec<Period>,
    /// Compare with this period
    #[arg(long, value_name = "PERIOD", requires = "metrics")]
    base: Option<Period>,
    /// Draw only the N largest results of each period
    #[arg(long, value_name = "N", requires = "metrics", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    #[command(flatten)]
    set: SetArgs,
    #[command(flatten)]
    save: SaveArgs,
    #[command(flatten)]
    engine: EngineArgs,
}

impl Derivation {
    /// Whether a metric is asked for.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        !self.metrics.is_empty()
    }

    /// What the foot of the chart calls the metric.
    #[must_use]
    pub fn label(&self) -> Option<String> {
        self.is_wanted().then(|| self.metrics.join(", "))
    }

    /// The metric of the files' figures, by the dimensions that the chart draws.
    ///
    /// # Errors
    /// When the files cannot be read, or the figures cannot answer.
    pub fn frame(&self, files: &[PathBuf], spec: &ChartSpec) -> Result<DataFrame, CliError> {
        let settings = self.set.settings()?;
        let loaded = self.engine.load(files, &settings)?;
        self.save.save(files, &settings)?;
        let question = Question {
            metrics: self.metrics.clone(),
            by: told_apart(loaded.kind, spec),
            filters: self.filters.clone(),
            periods: self.periods.clone(),
            base: self.base,
            top: self.top.map(|count| count as usize),
            ..Question::default()
        };
        let answer = summary::derive(&loaded, &question)?;
        for line in &answer.audit {
            anstream::eprintln!("note: {line}");
        }
        let frame = answer.frame().and_then(|frame| summary::drawable(&frame)).map_err(DeriveError::from)?;
        Ok(frame)
    }
}

/// The drawn columns that are dimensions of the figures, each once.
fn told_apart(kind: Kind, spec: &ChartSpec) -> Vec<String> {
    let mut by: Vec<String> = Vec::new();
    let drawn = [Some(&spec.x), spec.by.as_ref(), spec.facet.as_ref()];
    for column in drawn.into_iter().flatten().filter(|column| kind.dimensions().contains(&column.as_str())) {
        if !by.contains(column) {
            by.push(column.clone());
        }
    }
    by
}

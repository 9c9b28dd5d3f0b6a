//! The flags of `tradeproof chart` by which it draws a metric of official figures.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::CliError;
use super::engine::EngineArgs;
use super::set::{SaveArgs, SetArgs};
use super::summary::pair;
use crate::charts::ChartSpec;
use crate::model::Period;
use crate::pictures::{self, Made, Wish};
use crate::sources::Loaded;
use crate::summary::{Asked, Question};

/// What is derived from the files before it is drawn.
#[derive(Debug, Args)]
#[command(next_help_heading = "Figures of a metric")]
pub struct Derivation {
    /// Take FILEs for official figures and draw this metric, with its variant where it has several; repeatable
    #[arg(long = "metric", value_name = "NAME[:VARIANT]")]
    metrics: Vec<String>,
    /// Use only figures with this value, as a code or a name; reporter=KAZ,UZB and several of one column are alternatives. Of what the
    /// chart draws parts of, only these are shown, and the others become one part
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = pair)]
    filters: Vec<(String, String)>,
    /// Draw only these periods: 2017, 2017-Q1, 2017-04, 2015..2024, 2020-Q1..2026-Q2; last:10, last:8q and last:24m count from the end
    #[arg(long = "period", visible_alias = "periods", value_name = "PERIOD")]
    periods: Vec<Asked>,
    /// Compare with this period
    #[arg(long, value_name = "PERIOD", requires = "metrics")]
    base: Option<Period>,
    /// Draw only the N largest of the latest period; where parts of a whole are drawn, the others become one part
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
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

    /// Whether anything is said of official figures.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.is_wanted() || !self.filters.is_empty() || !self.periods.is_empty() || self.top.is_some()
    }

    /// The files as figures.
    ///
    /// # Errors
    /// When they cannot be read as figures of a known format.
    pub fn load(&self, files: &[PathBuf]) -> Result<Loaded, CliError> {
        let settings = self.set.settings()?;
        let loaded = self.engine.load(files, &settings)?;
        self.save.save(files, &settings)?;
        Ok(loaded)
    }

    /// The chart of a spec, with all filled in that the figures say.
    ///
    /// # Errors
    /// When the figures cannot answer.
    pub fn make(&self, loaded: &Loaded, spec: &ChartSpec, labels: BTreeMap<String, String>) -> Result<Made, CliError> {
        let wish = Wish {
            spec: spec.clone(),
            question: Question {
                metrics: self.metrics.clone(),
                filters: self.filters.clone(),
                base: self.base,
                top: self.top.map(|count| count as usize),
                ..Question::default()
            },
            asked: self.periods.clone(),
            complete: false,
            labels,
        };
        let made = pictures::make(loaded, &wish)?;
        for line in &made.audit {
            anstream::eprintln!("note: {line}");
        }
        Ok(made)
    }

    /// The charts that suit the figures.
    #[must_use]
    pub fn propose(&self, loaded: &Loaded, lang: &str) -> Vec<Made> {
        pictures::propose(loaded, &self.filters, &self.periods, lang)
    }
}

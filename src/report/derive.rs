//! A data plan of the project file, answered: the frames, a table for readers, and a frame to draw.

use std::path::Path;

use polars::prelude::{ChunkApply as _, Column, DataFrame, DataType, IntoColumn as _, PolarsError};
use toml::Spanned;

use super::ReportError;
use super::project::{DataPlan, Project};
use super::project_error::Slip;
use crate::model::{Decimal, Period};
use crate::sources::Loaded;
use crate::summary::{self, DeriveError, Question, Table};

/// The project's figures, by the names that the project file gives them.
pub type Figures = Vec<(std::path::PathBuf, Loaded)>;

/// What came of a data plan.
#[derive(Debug, Clone)]
pub struct Derived {
    /// All results below each other.
    pub frame: DataFrame,
    /// With the labels of the plan in place of codes.
    pub table: Table,
    /// What was left out of sums, and why.
    pub audit: Vec<String>,
}

/// Answers `plan` from the project's figures.
///
/// # Errors
/// At the plan's place in the project file, when a period or growth is none or the figures cannot answer.
pub fn derive(project: &Project, figures: &Figures, plan: &DataPlan) -> Result<Derived, ReportError> {
    let question = question(project, plan)?;
    let failed = |source: DeriveError| ReportError::Derive {
        place: plan.metrics.first().map_or_else(|| project.place(&plan.from), |metric| project.place(metric)),
        source: Box::new(source),
    };
    let loaded = find(figures, plan.from.get_ref());
    let answer = summary::derive(loaded, &question).map_err(failed)?;
    let mut table = Table::of(&answer.frames).map_err(|error| failed(error.into()))?;
    for cell in table.rows.iter_mut().flatten() {
        if let Some(label) = plan.labels.get(&cell.exact) {
            cell.shown.clone_from(label);
        }
    }
    let frame = answer.frame().map_err(|error| failed(error.into()))?;
    // The engine and its queries stand in the provenance, once for all.
    let notes = loaded.engine_notes();
    let audit = answer.audit.into_iter().filter(|line| !notes.contains(line)).collect();
    Ok(Derived { frame, table, audit })
}

/// The loaded figures of this name; the project file was checked to list it.
fn find<'f>(figures: &'f Figures, name: &Path) -> &'f Loaded {
    let (_, loaded) = figures.iter().find(|(file, _)| file == name).expect("a project lists the figures it uses");
    loaded
}

fn question(project: &Project, plan: &DataPlan) -> Result<Question, ReportError> {
    let growth = plan.growth.iter().map(|(flow, percent)| Ok((flow.clone(), printed(project, percent)?)));
    let filters =
        plan.filter.iter().flat_map(|(column, values)| values.iter().map(|value| (column.clone(), value.clone())));
    Ok(Question {
        metrics: plan.metrics.iter().map(|metric| metric.get_ref().clone()).collect(),
        by: plan.by.clone(),
        filters: filters.collect(),
        periods: plan.periods.iter().map(|text| period(project, text)).collect::<Result<_, _>>()?,
        base: plan.base.as_ref().map(|text| period(project, text)).transpose()?,
        reported_growth: growth.collect::<Result<_, ReportError>>()?,
        top: plan.top,
        ..Question::default()
    })
}

fn period(project: &Project, text: &Spanned<String>) -> Result<Period, ReportError> {
    let expected = "a period such as 2017, 2017-Q1, 2017-04 or 2017-01..2017-04";
    text.get_ref().parse().map_err(|_| unreadable(project, text, expected))
}

fn printed(project: &Project, text: &Spanned<String>) -> Result<Decimal, ReportError> {
    let number = text.get_ref().trim_end_matches('%').trim();
    number.parse().map_err(|_| unreadable(project, text, "a printed percentage such as \"31\" or \"31.0\""))
}

fn unreadable(project: &Project, text: &Spanned<String>, expected: &str) -> ReportError {
    let slip = Slip {
        span: text.span(),
        expected: expected.to_owned(),
        found: format!("`{}`", text.get_ref()),
        help: "Write it as one of these.".to_owned(),
    };
    project.error(slip).into()
}

/// The derived frame with figures [to draw](summary::drawable), labelled.
///
/// # Errors
/// When the frame is not under the derived schema.
pub fn drawable(derived: &Derived, plan: &DataPlan) -> Result<DataFrame, PolarsError> {
    labelled(summary::drawable(&derived.frame)?, plan)
}

fn labelled(frame: DataFrame, plan: &DataPlan) -> Result<DataFrame, PolarsError> {
    let label = |text: &str| plan.labels.get(text).cloned().unwrap_or_else(|| text.to_owned());
    let columns: Result<Vec<Column>, PolarsError> = frame
        .columns()
        .iter()
        .map(|column| match column.dtype() {
            DataType::String => Ok(column.str()?.apply_values(|text| label(text).into()).into_column()),
            _ => Ok(column.clone()),
        })
        .collect();
    DataFrame::new(frame.height(), columns?)
}

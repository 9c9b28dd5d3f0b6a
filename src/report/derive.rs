//! A data plan of the project file, answered: the frames, a table for readers, and a frame to draw.

use std::path::PathBuf;

use polars::prelude::{ChunkApply as _, Column, DataFrame, DataType, IntoColumn as _, PolarsError};
use toml::Spanned;

use super::figures::Figures;
use super::project::{DataPlan, Layout, Project};
use super::project_error::Slip;
use super::{Inputs, ReportError};
use crate::metrics::Companion;
use crate::model::{Decimal, Kind, Period};
use crate::sources::Loaded;
use crate::summary::{self, Conversion, Deflation, DeriveError, Question, RateMethod, Rates, Table};

/// What came of a data plan.
#[derive(Debug, Clone)]
pub struct Derived {
    /// All results below each other; empty where they are laid out side by side.
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
pub fn derive(project: &Project, inputs: &Inputs, figures: &Figures, plan: &DataPlan) -> Result<Derived, ReportError> {
    let question = question(project, inputs, figures, plan)?;
    let failed = |source: DeriveError| ReportError::Derive {
        place: plan.metrics.first().map_or_else(|| project.place(&plan.from), |metric| project.place(metric)),
        source: Box::new(source),
    };
    let loaded = find(project, figures, &plan.from)?;
    let (mut table, frame, audit) = answer(loaded, &question, plan.layout).map_err(failed)?;
    for cell in table.rows.iter_mut().flatten() {
        if let Some(label) = plan.labels.get(&cell.exact) {
            cell.shown.clone_from(label);
        }
    }
    // The engine and its queries stand in the provenance, once for all.
    let notes = loaded.engine_notes();
    let audit = audit.into_iter().filter(|line| !notes.contains(line)).collect();
    Ok(Derived { frame, table, audit })
}

fn answer(
    loaded: &Loaded,
    question: &Question,
    layout: Layout,
) -> Result<(Table, DataFrame, Vec<String>), DeriveError> {
    if layout == Layout::Wide {
        let composed = summary::compose(loaded, question)?;
        return Ok((composed.table, DataFrame::empty(), composed.audit));
    }
    let answer = summary::derive(loaded, question)?;
    Ok((Table::of(&answer.frames)?, answer.frame()?, answer.audit))
}

/// The loaded figures of this name.
///
/// # Errors
/// At its place, when the files of the entry hold no figures.
pub fn find<'f>(project: &Project, figures: &'f Figures, entry: &Spanned<PathBuf>) -> Result<&'f Loaded, ReportError> {
    figures.of(entry.get_ref()).ok_or_else(|| {
        let slip = Slip {
            span: entry.span(),
            expected: "figures of trade, investment, listings or exchange rates".to_owned(),
            found: format!("`{}`, which holds codes or tables to measure against", entry.get_ref().display()),
            help: "Such files lie beside all figures as soon as `figures` lists them; name the figures here."
                .to_owned(),
        };
        project.error(slip).into()
    })
}

/// What a plan asks of its figures.
///
/// # Errors
/// At its place, when a period, a number, a currency or a file of rates or prices is none.
pub fn question(
    project: &Project,
    inputs: &Inputs,
    figures: &Figures,
    plan: &DataPlan,
) -> Result<Question, ReportError> {
    let growth = plan.growth.iter().map(|(flow, percent)| Ok((flow.clone(), printed(project, percent)?)));
    let filters =
        plan.filter.iter().flat_map(|(column, values)| values.iter().map(|value| (column.clone(), value.clone())));
    let companions = plan.companions.iter().map(|(name, file)| companion(project, inputs, name, file));
    let number = |text: &Spanned<String>| printed(project, text);
    Ok(Question {
        metrics: plan.metrics.iter().map(|metric| metric.get_ref().clone()).collect(),
        by: plan.by.clone(),
        filters: filters.collect(),
        periods: plan.periods.iter().map(|text| period(project, text)).collect::<Result<_, _>>()?,
        base: plan.base.as_ref().map(|text| period(project, text)).transpose()?,
        reported_growth: growth.collect::<Result<_, ReportError>>()?,
        top: plan.top,
        companions: companions.collect::<Result<_, _>>()?,
        least_total: plan.least_total.as_ref().map(number).transpose()?,
        cif_factor: plan.cif_factor.as_ref().map(number).transpose()?,
        conversion: conversion(project, figures, plan)?,
        deflation: deflation(project, inputs, plan)?,
    })
}

fn companion(
    project: &Project,
    inputs: &Inputs,
    name: &str,
    file: &Spanned<PathBuf>,
) -> Result<Companion, ReportError> {
    summary::read_companion(name, &inputs.path(file.get_ref()))
        .map_err(|source| ReportError::Companion { place: project.place(file), source: Box::new(source) })
}

fn conversion(project: &Project, figures: &Figures, plan: &DataPlan) -> Result<Option<Conversion>, ReportError> {
    let Some((currency, entry)) = plan.currency.as_ref().zip(plan.rates.as_ref()) else { return Ok(None) };
    let loaded = find(project, figures, entry)?;
    if loaded.kind != Kind::Rates {
        let found = format!("{} figures in `{}`", loaded.kind.name(), entry.get_ref().display());
        return Err(slip(project, entry, "a file of exchange rates", found));
    }
    let to = currency.get_ref().parse().map_err(|_| unreadable(project, currency, "a currency such as EUR"))?;
    let method = match &plan.rate {
        None => RateMethod::Average,
        Some(text) => text.get_ref().parse().map_err(|_| unreadable(project, text, "average or end"))?,
    };
    let failed = |source: DeriveError| ReportError::Derive { place: project.place(entry), source: Box::new(source) };
    let whole = || -> Result<Rates, DeriveError> {
        Ok(Rates::of(&loaded.tidy.whole()?.collect()?, &entry.get_ref().display().to_string())?)
    };
    Ok(Some(Conversion { to, rates: whole().map_err(failed)?, method }))
}

fn deflation(project: &Project, inputs: &Inputs, plan: &DataPlan) -> Result<Option<Deflation>, ReportError> {
    let Some((file, prices)) = plan.deflator.as_ref().zip(plan.prices.as_ref()) else { return Ok(None) };
    let deflator = companion(project, inputs, "deflator", file)?;
    Ok(Some(Deflation { deflator, prices: period(project, prices)? }))
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
    slip(project, text, expected, format!("`{}`", text.get_ref()))
}

fn slip<T>(project: &Project, at: &Spanned<T>, expected: &str, found: String) -> ReportError {
    let slip =
        Slip { span: at.span(), expected: expected.to_owned(), found, help: "Write it as one of these.".to_owned() };
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

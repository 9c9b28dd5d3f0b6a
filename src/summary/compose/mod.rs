//! Several metrics side by side: the largest parts first, the rest as one row, the total, and why a cell is empty.

mod cells;
mod kept;
mod wide;

use std::collections::BTreeSet;

use polars::prelude::{DataFrame, Expr, IntoLazy as _, LazyFrame, PolarsError, col, lit, when};

use crate::metrics::OfSeveral;
use crate::model::schema::{ISSUER, PARTNER, PRODUCT};
use crate::model::{Economy, Kind, Period, Product};
use crate::sources::Loaded;

use super::derive::{Answer, Audit, DeriveError, Prepared, Question, found, prepare};
use super::table::Table;
use kept::Kept;

/// What the row is called that holds everything that is not among the largest; the first that is no part's name.
const OTHER: [&str; 3] = ["Other", "All other", "Everything else"];
/// What the row is called that holds everything that is listed.
const TOTAL: [&str; 3] = ["Total", "All listed", "Everything listed"];

/// A table of several metrics.
#[derive(Debug, Clone)]
pub struct Composed {
    pub table: Table,
    /// For programs: one column a metric; money in smallest units.
    pub frame: DataFrame,
    /// What was left out of sums, and why.
    pub audit: Vec<String>,
}

/// Answers a question with one row for each part and period and one column for each metric.
///
/// Of [`Question::top`] parts, by their figures of the latest period, the rest becomes one row.
///
/// # Errors
/// As [`derive`](super::derive).
pub fn compose(loaded: &Loaded, question: &Question) -> Result<Composed, DeriveError> {
    let prepared = prepare(loaded, question)?;
    // Where nothing is told apart, each metric has largest results of its own.
    let asked = Question { top: question.top.filter(|_| question.by.is_empty()), ..question.clone() };
    let parts = parts(loaded.kind, question);
    let kept = match question.top {
        Some(count) if !question.by.is_empty() => Some(Kept::largest(&prepared, loaded.kind, &asked, &parts, count)?),
        _ => None,
    };
    let mut answer = each(&prepared, &asked)?;
    let (other, total) = (free(&OTHER, &answer, &parts)?, free(&TOTAL, &answer, &parts)?);
    if let Some(kept) = &kept {
        let only = |(metric, frame)| Ok::<_, DeriveError>((metric, kept.only(frame)?));
        answer.frames = answer.frames.into_iter().map(only).collect::<Result<_, _>>()?;
    }
    let mut groups = Vec::new();
    if !parts.is_empty() {
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_part()) {
            let relabel = |frame: LazyFrame| kept.relabelled(frame, &parts, other);
            groups.push(group(&prepared, &asked, &parts, Is::Rest(other), &relabel)?);
        }
        let relabel = |frame: LazyFrame| relabelled(frame, &parts, total, lit(true));
        groups.push(group(&prepared, &asked, &parts, Is::Whole(total), &relabel)?);
    }
    let metrics = found(&question.metrics)?;
    wide::table(&wide::Wide { metrics, answer, groups, parts, kept })
}

/// One frame a metric with its place in the question, without those that have nothing in the periods that are asked for.
pub(super) struct Answers {
    pub frames: Vec<(usize, DataFrame)>,
    pub audit: Vec<String>,
}

fn each(prepared: &Prepared, question: &Question) -> Result<Answers, DeriveError> {
    let mut answers = Answers { frames: Vec::new(), audit: Vec::new() };
    let mut audit = Audit::default();
    let metrics = found(&question.metrics)?;
    let mut missing = Vec::new();
    for (place, (metric, variant)) in metrics.iter().enumerate() {
        let label = metric.label(variant);
        let one = Question { metrics: vec![label.clone()], ..question.clone() };
        let (answer, without) = where_there(prepared, one)?;
        missing.extend(without);
        if let Some(answer) = answer {
            answers.frames.extend(answer.frames.into_iter().map(|frame| (place, frame)));
            let rules = answer.audit.iter().skip(prepared.audit().len());
            let rules = rules.filter_map(|line| Some(line.strip_prefix(&label)?.strip_prefix(": ")?.to_owned()));
            audit.add(&label, rules.collect());
        }
    }
    // A period that one metric has results for may be missing in all others.
    let everywhere = missing.iter().map(|(periods, _)| periods.clone());
    let everywhere = everywhere.reduce(|known, periods| known.intersection(&periods).copied().collect());
    let nowhere = missing.len() == metrics.len() && everywhere.is_some_and(|periods| !periods.is_empty());
    match missing.into_iter().next() {
        Some((_, error)) if nowhere => Err(error),
        _ => Ok(Answers { audit: [prepared.audit(), &audit.lines()].concat(), ..answers }),
    }
}

/// The answer in the periods in which there is one, and those in which there is none.
type There = (Option<Answer>, Option<(BTreeSet<Period>, DeriveError)>);

fn where_there(prepared: &Prepared, question: Question) -> Result<There, DeriveError> {
    let in_periods = |periods: &[Period]| {
        prepared.answer(&Question { periods: periods.to_vec(), ..question.clone() }, &|frame| frame)
    };
    let error = match in_periods(&question.periods) {
        Ok(answer) => return Ok((Some(answer), None)),
        Err(error @ DeriveError::NoSuchPeriod { .. }) => error,
        Err(error) => return Err(error),
    };
    let (there, without): (Vec<Period>, Vec<Period>) =
        question.periods.iter().partition(|period| in_periods(&[**period]).is_ok());
    let answer = if there.is_empty() { None } else { Some(in_periods(&there)?) };
    Ok((answer, Some((without.into_iter().collect(), error))))
}

/// The dimensions of which several values may be added up.
fn parts(kind: Kind, question: &Question) -> Vec<&'static str> {
    let asked = |name: &&&'static str| question.by.iter().any(|by| by == *name);
    let dimensions = kind.dimensions().iter().filter(asked);
    dimensions.filter(|name| !kind.kept_apart().contains(name)).copied().collect()
}

/// The first name that no part bears.
fn free(names: &[&'static str; 3], answers: &Answers, parts: &[&str]) -> Result<&'static str, PolarsError> {
    let mut taken = BTreeSet::new();
    for (_, frame) in &answers.frames {
        for column in parts.iter().filter_map(|name| frame.column(name).ok()) {
            taken.extend(column.str()?.iter().flatten().filter(|label| names.contains(label)).map(str::to_owned));
        }
    }
    Ok(names.iter().copied().find(|name| !taken.contains(*name)).unwrap_or(names[0]))
}

/// What several parts together are, and what they are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Rest(&'static str),
    Whole(&'static str),
}

/// The rows of several parts together, one frame for each metric; `None` of a metric of single parts.
pub(super) struct Group {
    pub is: Is,
    pub frames: Vec<Option<DataFrame>>,
}

fn group(
    prepared: &Prepared,
    question: &Question,
    parts: &[&str],
    is: Is,
    relabel: &dyn Fn(LazyFrame) -> LazyFrame,
) -> Result<Group, DeriveError> {
    let (Is::Rest(label) | Is::Whole(label)) = is;
    let mut frames = Vec::new();
    for (metric, variant) in found(&question.metrics)? {
        if metric.of_several == OfSeveral::Nothing {
            frames.push(None);
            continue;
        }
        let one = Question { metrics: vec![metric.label(variant)], ..question.clone() };
        let rows = match prepared.answer(&one, relabel) {
            // A group may have nothing in a period that others have something in.
            Err(DeriveError::NoResult { .. } | DeriveError::NoSuchPeriod { .. }) => None,
            Err(error) => return Err(error),
            Ok(Answer { frames, .. }) => frames.into_iter().next(),
        };
        frames.push(match rows {
            Some(rows) => {
                let labelled = parts.iter().map(|name| col(*name).eq(lit(label))).reduce(Expr::and);
                let there = parts.iter().all(|name| rows.column(name).is_ok());
                let labelled = labelled.filter(|_| there).unwrap_or_else(|| lit(false));
                Some(rows.lazy().filter(labelled).collect()?)
            }
            None => None,
        });
    }
    Ok(Group { is, frames })
}

/// A frame with `label` in place of what its parts are called, where `which` holds. Totals that the source prints stay.
fn relabelled(frame: LazyFrame, parts: &[&str], label: &str, which: Expr) -> LazyFrame {
    let is_total = |name: &&str| match *name {
        PARTNER => Some(col(*name).eq(lit(Economy::WORLD))),
        PRODUCT | ISSUER => Some(col(*name).eq(lit(Product::TOTAL))),
        _ => None,
    };
    let total = parts.iter().filter_map(is_total).reduce(Expr::or).unwrap_or_else(|| lit(false));
    let labels = parts.iter().map(|name| {
        let named = when(which.clone().and(total.clone().not()));
        named.then(lit(label.to_owned())).otherwise(col(*name)).alias(*name)
    });
    frame.with_columns(labels.collect::<Vec<_>>())
}

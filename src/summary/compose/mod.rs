//! Several metrics side by side: the largest parts first, the rest as one row, the total, and why a cell is empty.

mod cells;
mod kept;
mod wide;

use polars::prelude::{DataFrame, Expr, IntoLazy as _, LazyFrame, col, lit};

use crate::model::schema::{ISSUER, PARTNER, PRODUCT};
use crate::model::{Economy, Kind, Product};
use crate::sources::Loaded;

use super::derive::{Answer, DeriveError, Prepared, Question, found, prepare};
use super::table::Table;
use kept::Kept;

/// The row that holds everything that is not among the largest.
pub(super) const OTHER: &str = "Other";
/// The row that holds everything that is listed.
pub(super) const TOTAL: &str = "Total";

/// The metrics that mean something for several parts added up.
const OF_SEVERAL: [&str; 11] = [
    "level",
    "growth",
    "index",
    "share",
    "contribution",
    "balance",
    "cover_ratio",
    "normalised_balance",
    "cumulated",
    "capitalisation",
    "unit_value",
];

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
    let asked = Question { top: None, ..question.clone() };
    let parts = parts(loaded.kind, question);
    let kept = match question.top {
        Some(count) if !question.by.is_empty() => Some(Kept::largest(&prepared, loaded.kind, &asked, &parts, count)?),
        _ => None,
    };
    let mut answer = prepared.answer(&asked, &|frame| frame)?;
    if let Some(kept) = &kept {
        answer.frames = answer.frames.into_iter().map(|frame| kept.only(frame)).collect::<Result<_, _>>()?;
    }
    let mut groups = Vec::new();
    if !parts.is_empty() {
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_part()) {
            let relabel = |frame: LazyFrame| kept.relabelled(frame, &parts);
            groups.push(group(&prepared, &asked, &parts, OTHER, &relabel)?);
        }
        let relabel = |frame: LazyFrame| relabelled(frame, &parts, TOTAL, lit(true));
        groups.push(group(&prepared, &asked, &parts, TOTAL, &relabel)?);
    }
    let metrics = found(&question.metrics)?;
    wide::table(&wide::Wide { metrics, answer, groups, parts, kept })
}

/// The dimensions of which several values may be added up.
fn parts(kind: Kind, question: &Question) -> Vec<&'static str> {
    let asked = |name: &&&'static str| question.by.iter().any(|by| by == *name);
    let dimensions = kind.dimensions().iter().filter(asked);
    dimensions.filter(|name| !kind.kept_apart().contains(name)).copied().collect()
}

/// The rows of one label, one frame for each metric; `None` of a metric of single parts.
pub(super) struct Group {
    pub label: &'static str,
    pub frames: Vec<Option<DataFrame>>,
}

fn group(
    prepared: &Prepared,
    question: &Question,
    parts: &[&str],
    label: &'static str,
    relabel: &dyn Fn(LazyFrame) -> LazyFrame,
) -> Result<Group, DeriveError> {
    let mut frames = Vec::new();
    for (metric, variant) in found(&question.metrics)? {
        if !OF_SEVERAL.contains(&metric.name) {
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
    Ok(Group { label, frames })
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
        let named = polars::prelude::when(which.clone().and(total.clone().not()));
        named.then(lit(label.to_owned())).otherwise(col(*name)).alias(*name)
    });
    frame.with_columns(labels.collect::<Vec<_>>())
}

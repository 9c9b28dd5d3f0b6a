//! The guard against double counting: totals and their parts never meet in one sum.
//!
//! Official files mix World with partners, TOTAL with products, and chapters with their headings. What a sum may use
//! depends on the columns that the result is told apart by.

use std::collections::BTreeMap;

use polars::prelude::{
    DataFrame, Expr, IntoLazy as _, LazyFrame, NamedFrom as _, PolarsError, Series, SortMultipleOptions, col, lit,
};
use serde::Serialize;
use thiserror::Error;

use crate::model::schema::{
    CLASSIFICATION, CURRENCY, FLOW, ISSUER, Kind, PARTNER, PERIOD, PRODUCT, PRODUCT_LEVEL, REPORTER, Totals,
};
use crate::model::{Economy, Product};

/// A frame in which no sum counts anything twice.
#[derive(Clone)]
pub struct Resolved {
    pub frame: LazyFrame,
    /// One line a rule that dropped rows.
    pub audit: Vec<String>,
}

/// Why a frame cannot be made safe to add up.
#[derive(Debug, Error)]
pub enum AggregateError {
    #[error(
        "the products are of several levels ({levels}) and contain each other\n  expected: codes of one length\n  help: choose one with `--where product_level={first}`"
    )]
    MixedLevels { levels: String, first: i64 },
    #[error(
        "the {column}s are groups that may hold each other: {groups}\n  expected: economies, or one group\n  help: choose one with `--where {column}=...`"
    )]
    MixedGroups { column: &'static str, groups: String },
    #[error(
        "the goods are classified in several ways for the same reporter, flow, partner and period ({series}): {classifications}\n  expected: one classification, or no sum over them\n  help: choose one with `--where classification=\"{first}\"`"
    )]
    MixedClassifications { classifications: String, first: String, series: String },
    #[error("the totals cannot be told from their parts")]
    Polars(#[from] PolarsError),
}

/// One dimension whose total the source may print beside the parts.
struct Axis {
    column: &'static str,
    total: &'static str,
}

/// The product comes before the partner: a partner's products are settled before partners are compared.
fn axes(kind: Kind) -> &'static [Axis] {
    const WORLD: Axis = Axis { column: PARTNER, total: Economy::WORLD };
    match kind {
        Kind::Trade => &[Axis { column: PRODUCT, total: Product::TOTAL }, WORLD],
        Kind::Investment => &[WORLD],
        Kind::Listings => &[Axis { column: ISSUER, total: Product::TOTAL }],
        Kind::Rates => &[],
    }
}

/// Totals that a frame holds beside their parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    pub column: &'static str,
    /// What the column holds where the row is a total; `groups` for unions and regions.
    pub code: &'static str,
    pub rows: usize,
}

/// How many rows of a frame are totals, by column.
///
/// # Errors
/// When Polars cannot filter the frame.
pub fn found(kind: Kind, frame: &DataFrame) -> Result<Vec<Found>, PolarsError> {
    let mut totals = Vec::new();
    for column in grouped(kind) {
        let rows = count(frame.clone().lazy().filter(is_group(column)))?;
        if rows > 0 {
            totals.push(Found { column, code: "groups", rows });
        }
    }
    for axis in axes(kind) {
        let rows = count(frame.clone().lazy().filter(is_total(axis)))?;
        if rows > 0 {
            totals.push(Found { column: axis.column, code: axis.total, rows });
        }
    }
    Ok(totals)
}

/// As [`found`], from how many rows have each value of a column.
pub(super) fn found_in(kind: Kind, counts: impl Fn(&'static str) -> BTreeMap<String, usize>) -> Vec<Found> {
    let rows = |column: &'static str, is: &dyn Fn(&str) -> bool| {
        counts(column).iter().filter(|(value, _)| is(value)).map(|(_, rows)| *rows).sum::<usize>()
    };
    let mut totals = Vec::new();
    for column in grouped(kind) {
        let groups = group_codes(column);
        totals.push(Found { column, code: "groups", rows: rows(column, &|value| groups.contains(&value)) });
    }
    for Axis { column, total } in axes(kind) {
        totals.push(Found { column, code: total, rows: rows(column, &|value| value == *total) });
    }
    totals.retain(|found| found.rows > 0);
    totals
}

/// Makes a frame safe to add up over every dimension that is not in `by`.
///
/// # Errors
/// When products of several levels or classifications would stand side by side.
pub fn resolve(frame: LazyFrame, kind: Kind, by: &[String], totals: Totals) -> Result<Resolved, AggregateError> {
    // Every rule looks at the figures several times.
    let frame = frame.collect()?.lazy();
    // Most frames have one classification, and need no look at every series.
    let several = kind == Kind::Trade && classifications(frame.clone())?.len() > 1;
    let mut resolved = Resolved { frame, audit: Vec::new() };
    if totals != Totals::Keep {
        for column in grouped(kind) {
            resolved = resolve_groups(resolved, kind, by, column)?;
        }
    }
    for axis in axes(kind) {
        resolved = resolve_axis(resolved, kind, by, totals, axis)?;
        if axis.column == PRODUCT {
            if several && !by.iter().any(|name| name == CLASSIFICATION) {
                refuse_classifications(&resolved.frame)?;
            }
            resolved = resolve_levels(resolved, by, totals)?;
        }
    }
    Ok(resolved)
}

/// The columns in which groups may stand beside their members.
fn grouped(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Trade | Kind::Investment => &[REPORTER, PARTNER],
        Kind::Listings | Kind::Rates => &[],
    }
}

/// The codes that stand for groups in a column.
fn group_codes(column: &str) -> Vec<&'static str> {
    let mut groups = Economy::group_codes();
    if column == REPORTER {
        // As a partner, World has rules of its own.
        groups.push(Economy::WORLD);
    }
    groups
}

fn is_group(column: &str) -> Expr {
    let groups = Series::new("groups".into(), group_codes(column));
    col(column).is_in(lit(groups).implode(false), false)
}

/// Groups give way to economies, of which they are made. Several groups alone may overlap: one has to be chosen.
fn resolve_groups(
    resolved: Resolved,
    kind: Kind,
    by: &[String],
    column: &'static str,
) -> Result<Resolved, AggregateError> {
    if !any(&resolved.frame, is_group(column))? {
        return Ok(resolved);
    }
    let asked = by.iter().any(|name| name == column) || column == REPORTER;
    let mut shared = key(kind, by, column);
    if column == REPORTER {
        // One economy that reports less than the others does not bring the groups back.
        shared = vec![col(CURRENCY)];
    }
    let members = is_group(column).not().any(true).over(shared)?;
    let resolved = keep(
        resolved,
        is_group(column).not().or(members.not()),
        &format!("a group of economies as {column}: its members are there"),
    )?;
    let left = distinct(resolved.frame.clone().filter(is_group(column)), column)?;
    match left.as_slice() {
        [_, _, ..] if !asked => Err(AggregateError::MixedGroups { column, groups: left.join(", ") }),
        _ => Ok(resolved),
    }
}

fn distinct(frame: LazyFrame, column: &str) -> Result<Vec<String>, PolarsError> {
    let values = frame.select([col(column).unique()]).collect()?;
    let mut values: Vec<String> = values.column(column)?.str()?.iter().flatten().map(str::to_owned).collect();
    values.sort_unstable();
    Ok(values)
}

fn resolve_axis(
    resolved: Resolved,
    kind: Kind,
    by: &[String],
    totals: Totals,
    axis: &Axis,
) -> Result<Resolved, AggregateError> {
    if !any(&resolved.frame, is_total(axis))? {
        return Ok(resolved);
    }
    let asked = by.iter().any(|name| name == axis.column);
    let Axis { column, total } = axis;
    match (totals, asked) {
        (Totals::Keep, true) => Ok(resolved),
        (Totals::Exclude, _) | (Totals::Prefer | Totals::Parts, true) => {
            keep(resolved, is_total(axis).not(), &format!("{column} {total}: its parts are asked for"))
        }
        (_, false) => {
            let resolved = unplaced(resolved, kind, by, axis)?;
            let there = stands_for_parts(kind, by, axis)?;
            keep(
                resolved,
                is_total(axis).eq(there),
                &format!("{column} other than {total}: the total is there and holds them"),
            )
        }
    }
}

/// A total of listings that says nothing of a dimension that is asked for belongs to none of its values.
fn unplaced(resolved: Resolved, kind: Kind, by: &[String], axis: &Axis) -> Result<Resolved, AggregateError> {
    let blank = by.iter().map(|name| col(name.as_str()).eq(lit(""))).reduce(Expr::or);
    match (kind, blank) {
        (Kind::Listings, Some(blank)) => keep(
            resolved,
            is_total(axis).and(blank).not(),
            &format!("{} {}: it does not say its {}", axis.column, axis.total, by.join(" or ")),
        ),
        _ => Ok(resolved),
    }
}

/// Whether the total is there and says as much as the parts: World in one chapter does not stand for partners in all
/// goods.
fn stands_for_parts(kind: Kind, by: &[String], axis: &Axis) -> Result<Expr, PolarsError> {
    let key = key(kind, by, axis.column);
    let total = match axis.column {
        PARTNER if kind == Kind::Trade => {
            // Within the window below; a window in a window takes the square of the rows.
            is_total(axis).and(col(PRODUCT_LEVEL).eq(col(PRODUCT_LEVEL).min()))
        }
        _ => is_total(axis),
    };
    total.any(true).over(key)
}

/// A total holds the parts that agree with it in all of these: for products the whole series, otherwise what the
/// result is told apart by.
fn key(kind: Kind, by: &[String], column: &str) -> Vec<Expr> {
    let apart = |name: &str| column == PRODUCT || kind.kept_apart().contains(&name) || by.iter().any(|by| by == name);
    let dimensions = kind.dimensions().iter().copied();
    let shared = dimensions.filter(|name| *name != column && apart(name));
    shared.chain([PERIOD, CURRENCY]).map(col).collect()
}

/// The classifications that rows name.
fn classifications(frame: LazyFrame) -> Result<Vec<String>, PolarsError> {
    let mut named = distinct(frame, CLASSIFICATION)?;
    named.retain(|name| !name.is_empty());
    Ok(named)
}

/// A code holds other goods in another classification: rows of two of them count the same goods twice.
fn refuse_classifications(frame: &LazyFrame) -> Result<(), AggregateError> {
    const WAYS: &str = "ways";
    let series = [REPORTER, FLOW, PARTNER, PERIOD];
    let named = frame.clone().filter(col(CLASSIFICATION).neq(lit("")));
    let mixed = named
        .group_by(series.map(col))
        .agg([col(CLASSIFICATION).n_unique().alias(WAYS)])
        .filter(col(WAYS).gt(lit(1)))
        .sort(series, SortMultipleOptions::default())
        .limit(1)
        .collect()?;
    let mut first = Vec::new();
    for name in series {
        let value = mixed.column(name)?.str()?.iter().next().flatten();
        first.extend(value.map(|value| (name, value.to_owned())));
    }
    let here = first.iter().map(|(name, value)| col(*name).eq(lit(value.clone()))).reduce(Expr::and);
    let Some(here) = here else { return Ok(()) };
    let ways = classifications(frame.clone().filter(here))?;
    let series: Vec<&str> = first.iter().map(|(_, value)| value.as_str()).collect();
    Err(AggregateError::MixedClassifications {
        first: ways.first().cloned().unwrap_or_default(),
        classifications: ways.join(", "),
        series: series.join(" "),
    })
}

fn resolve_levels(resolved: Resolved, by: &[String], totals: Totals) -> Result<Resolved, AggregateError> {
    if by.iter().any(|name| name == PRODUCT) {
        let levels = levels(&resolved.frame)?;
        return match levels.as_slice() {
            [] | [_] => Ok(resolved),
            _ if totals == Totals::Keep && levels.len() == 2 && levels[0] == 0 => Ok(resolved),
            several => Err(AggregateError::MixedLevels {
                first: several.iter().copied().find(|level| *level > 0).unwrap_or(0),
                levels: several.iter().map(i64::to_string).collect::<Vec<_>>().join(", "),
            }),
        };
    }
    if levels(&resolved.frame)?.len() < 2 {
        return Ok(resolved);
    }
    let coarsest = col(PRODUCT_LEVEL).min().over(key(Kind::Trade, by, PRODUCT))?;
    keep(resolved, col(PRODUCT_LEVEL).eq(coarsest), "products of longer codes: shorter codes are there and hold them")
}

fn levels(frame: &LazyFrame) -> Result<Vec<i64>, PolarsError> {
    let distinct = frame.clone().select([col(PRODUCT_LEVEL).unique()]).collect()?;
    let mut levels: Vec<i64> = distinct.column(PRODUCT_LEVEL)?.i64()?.iter().flatten().collect();
    levels.sort_unstable();
    Ok(levels)
}

fn keep(mut resolved: Resolved, condition: Expr, rule: &str) -> Result<Resolved, AggregateError> {
    let before = count(resolved.frame.clone())?;
    let kept = resolved.frame.filter(condition).collect()?;
    let dropped = before - kept.height();
    resolved.frame = kept.lazy();
    if dropped > 0 {
        let rows = if dropped == 1 { "row" } else { "rows" };
        resolved.audit.push(format!("dropped {dropped} {rows} with {rule}"));
    }
    Ok(resolved)
}

fn is_total(axis: &Axis) -> Expr {
    col(axis.column).eq(lit(axis.total))
}

/// Whether a condition holds in some row; most frames have no totals at all, and are spared a look at every series.
fn any(frame: &LazyFrame, condition: Expr) -> Result<bool, PolarsError> {
    const ANY: &str = "any";
    let found = frame.clone().select([condition.any(true).alias(ANY)]).collect()?;
    Ok(found.column(ANY)?.bool()?.any())
}

fn count(frame: LazyFrame) -> Result<usize, PolarsError> {
    Ok(frame.select([col(PERIOD)]).collect()?.height())
}

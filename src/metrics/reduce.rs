//! The pieces every plan is made of: add up, give a reason, finish under the derived schema.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy as _, JoinArgs, JoinType, LazyFrame, NULL, PolarsError, SchemaExt as _,
    SortMultipleOptions, col, lit, when,
};

use crate::model::order::{ascends, in_order};
use crate::model::schema::{
    BASE_PERIOD, BOUND, CURRENCY, HIGH_MINOR, Kind, LOW_MINOR, METRIC, PERIOD, PERIOD_END, PERIOD_START, STATE,
    ULP_MINOR, UNIT, VALUE, VALUE_MINOR, WHY, derived,
};
use crate::model::{CellState, Why};

use super::metric::{Metric, Request};

/// The figure of the base beside the current one.
pub const BASE: &str = "base_minor";
/// The reason why the base has no figure.
pub const BASE_WHY: &str = "base_why";
/// What a part is divided by.
pub const WHOLE: &str = "whole_minor";
/// What a sum in whole smallest units has to stay under.
const LARGEST_SUM: f64 = 9.2e18;

/// Figures added up per series, period and currency. A sum over a cell without a figure is empty and says why.
///
/// Columns: the series, `period`, its start and end, `currency`, `value_minor`, `ulp_minor`, `low_minor`,
/// `high_minor`, `why`.
pub fn reduce_with_bounds(frame: LazyFrame, request: &Request) -> LazyFrame {
    const GAPS: &str = "gaps";
    const FITS: &str = "fits";
    const SUPPRESSED: &str = "suppressed";
    let suppressed = is_suppressed().any(true);
    let (low, high) = bounds(request.kind);
    // Conditions on whole groups are slow within a grouping: it only counts and adds up.
    let grouped = frame.group_by(keys(&request.series())).agg([
        sum(col(VALUE_MINOR)),
        col(ULP_MINOR).max(),
        low.alias(LOW_MINOR),
        high.alias(HIGH_MINOR),
        col(VALUE_MINOR).null_count().alias(GAPS),
        fits(col(VALUE_MINOR)).alias(FITS),
        suppressed.alias(SUPPRESSED),
    ]);
    let incomplete = || col(GAPS).gt(lit(0));
    let usable = incomplete().not().and(col(FITS));
    let reason = why_none(col(SUPPRESSED), incomplete(), col(FITS));
    let mut columns = keys(&request.series());
    columns.extend([
        when(usable).then(col(VALUE_MINOR)).otherwise(lit(NULL)).cast(DataType::Int64).alias(VALUE_MINOR),
        col(ULP_MINOR),
        col(LOW_MINOR),
        col(HIGH_MINOR),
        reason.alias(WHY),
    ]);
    grouped.select(columns)
}

/// Whether some cell of a sum has a figure.
pub const SOME: &str = "has_some";

/// As [`reduce_with_bounds`]; of a sum over a cell without a figure, the low end is what is known of it, where nothing
/// can be negative.
pub fn reduce_known(frame: LazyFrame, request: &Request) -> LazyFrame {
    const KNOWN: &str = "known_minor";
    let known = frame.clone().group_by(keys(&request.series())).agg([
        sum(col(VALUE_MINOR).fill_null(lit(0))).alias(KNOWN),
        col(VALUE_MINOR).is_not_null().any(true).alias(SOME),
    ]);
    let on = keys(&request.series());
    let reduced = reduce_with_bounds(frame, request).join(known, on.clone(), on, JoinArgs::new(JoinType::Left));
    let least = match request.kind {
        Kind::Trade | Kind::Listings => when(col(VALUE_MINOR).is_null()).then(col(KNOWN)).otherwise(col(LOW_MINOR)),
        Kind::Investment | Kind::Rates => when(lit(true)).then(col(LOW_MINOR)).otherwise(lit(NULL)),
    };
    reduced.with_columns([least.cast(DataType::Int64).alias(LOW_MINOR)])
}

/// As [`reduce_with_bounds`], but a figure that is only a bound counts as none: nothing is derived from it.
pub fn reduce(frame: LazyFrame, request: &Request) -> LazyFrame {
    let bounded = || col(LOW_MINOR).is_not_null().or(col(HIGH_MINOR).is_not_null());
    reduce_with_bounds(frame, request).with_columns([
        when(bounded()).then(lit(NULL)).otherwise(col(VALUE_MINOR)).alias(VALUE_MINOR),
        or_reason(WHY, vec![(bounded(), Why::Bounded)]),
    ])
}

/// As [`reduce`], in memory and in the order of its keys. Figures that stand in it already, one a key, as a cube
/// has them, are neither grouped nor sorted.
pub fn reduce_in_order(frame: LazyFrame, request: &Request) -> Result<DataFrame, PolarsError> {
    let frame = frame.collect()?;
    let series = request.series();
    let order = order(&series);
    // What is bounded is an investment.
    if request.kind != Kind::Investment && ascends(&frame, &order)? {
        return alone(frame.lazy(), &series).collect();
    }
    in_order(reduce(frame.lazy(), request).collect()?, &order)
}

/// As [`reduce`], of figures each of which is alone under its keys and no bound.
fn alone(frame: LazyFrame, series: &[&str]) -> LazyFrame {
    let none = || lit(NULL).cast(DataType::Int64);
    let fits = || float(VALUE_MINOR).abs().lt(lit(LARGEST_SUM));
    let reason = why_none(is_suppressed(), col(VALUE_MINOR).is_null(), fits());
    let mut columns = keys(series);
    columns.extend([
        when(fits()).then(col(VALUE_MINOR)).otherwise(none()).alias(VALUE_MINOR),
        col(ULP_MINOR),
        none().alias(LOW_MINOR),
        none().alias(HIGH_MINOR),
        reason.alias(WHY),
    ]);
    frame.select(columns)
}

fn is_suppressed() -> Expr {
    col(STATE).eq(lit(CellState::Suppressed.name()))
}

/// Why a sum has no figure: a confidential one before one that is missing.
fn why_none(suppressed: Expr, missing: Expr, fits: Expr) -> Expr {
    first_reason(vec![(suppressed, Why::Suppressed), (missing, Why::ValueMissing), (fits.not(), Why::TooLarge)])
}

/// The columns by whose values reduced and derived figures stand in order.
fn order<'n>(series: &[&'n str]) -> Vec<&'n str> {
    series.iter().copied().chain([PERIOD_START, PERIOD_END, PERIOD, CURRENCY]).collect()
}

/// Whether a sum fits in whole smallest units. An integer sum would wrap; its float, good to 16 digits, says so in time.
pub fn fits(figure: Expr) -> Expr {
    figure.cast(DataType::Float64).abs().sum().lt(lit(LARGEST_SUM))
}

/// The exact sum, or zero where it does not [fit](fits).
pub fn sum(figure: Expr) -> Expr {
    when(fits(figure.clone())).then(figure).otherwise(lit(0)).sum()
}

/// What identifies a reduced figure.
pub fn keys(series: &[&str]) -> Vec<Expr> {
    let time = [PERIOD, PERIOD_START, PERIOD_END, CURRENCY];
    series.iter().copied().chain(time).map(col).collect()
}

/// The ends that words such as "more than" put to a figure; null where the figure stands for itself.
fn bounds(kind: Kind) -> (Expr, Expr) {
    let none = || lit(NULL).cast(DataType::Int64);
    if kind != Kind::Investment {
        return (none(), none());
    }
    let bounded = |words: [&str; 3]| {
        let is = |word: &str| col(BOUND).eq(lit(word.to_owned()));
        let [first, second, third] = words;
        is(first).or(is(second)).or(is(third)).any(true)
    };
    let side = |bounded: Expr| when(bounded).then(col(VALUE_MINOR).sum()).otherwise(none());
    (
        side(bounded(["more_than", "at_least", "at_least"])),
        side(bounded(["almost", "up_to", "at_most"]).or(bounded(["less_than", "less_than", "less_than"]))),
    )
}

/// The first reason whose condition holds, as text; null when none does.
pub fn first_reason(reasons: Vec<(Expr, Why)>) -> Expr {
    reasons.into_iter().rev().fold(lit(NULL).cast(DataType::String), |otherwise, (condition, why)| {
        when(condition).then(lit(why.name())).otherwise(otherwise)
    })
}

/// `reason` where there is one already, otherwise the first of `reasons`.
pub fn or_reason(reason: &str, reasons: Vec<(Expr, Why)>) -> Expr {
    when(col(reason).is_not_null()).then(col(reason)).otherwise(first_reason(reasons)).alias(WHY)
}

/// A value only where there is no reason against it.
pub fn unless_reason(value: Expr) -> Expr {
    when(col(WHY).is_null()).then(value).otherwise(lit(NULL))
}

/// Whole smallest units as a float, to be divided.
pub fn float(column: &str) -> Expr {
    col(column).cast(DataType::Float64)
}

/// Puts the base figure beside every figure that has a `base_period`: columns [`BASE`] and [`BASE_WHY`].
pub fn join_base(frame: LazyFrame, series: &[&str]) -> LazyFrame {
    let shared: Vec<Expr> = series.iter().copied().chain([CURRENCY]).map(col).collect();
    let mut base = shared.clone();
    base.extend([col(PERIOD).alias(BASE_PERIOD), col(VALUE_MINOR).alias(BASE), col(WHY).alias(BASE_WHY)]);
    let on: Vec<Expr> = shared.into_iter().chain([col(BASE_PERIOD)]).collect();
    let base = frame.clone().select(base);
    frame.join(base, on.clone(), on, JoinArgs::new(JoinType::Left))
}

/// The derived frame: labelled, under the derived schema, in the order of series, time and currency.
pub fn finish(frame: LazyFrame, metric: &Metric, request: &Request, series: &[&str]) -> Result<LazyFrame, PolarsError> {
    let options = SortMultipleOptions::default().with_maintain_order(true);
    finish_in_order(frame.sort(order(series), options), metric, request, series)
}

/// As [`finish`], of a frame that stands in this order already.
pub fn finish_in_order(
    frame: LazyFrame,
    metric: &Metric,
    request: &Request,
    series: &[&str],
) -> Result<LazyFrame, PolarsError> {
    let money = request.variant.unit.is_empty();
    let unit = if money { col(CURRENCY) } else { lit(request.variant.unit) };
    let mut frame = frame;
    let there = frame.collect_schema()?;
    let schema = derived(series);
    let columns = schema.iter_fields().map(|field| {
        let name = field.name().as_str();
        let cell = match name {
            METRIC => lit(metric.label(request.variant)),
            UNIT if !there.contains(UNIT) => unit.clone(),
            VALUE_MINOR | ULP_MINOR | LOW_MINOR | HIGH_MINOR if !money => lit(NULL),
            VALUE if money => lit(NULL),
            _ if there.contains(name) => col(name),
            _ => lit(NULL),
        };
        cell.cast(field.dtype().clone()).alias(name)
    });
    Ok(frame.select(columns.collect::<Vec<_>>()))
}

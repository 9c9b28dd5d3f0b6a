//! A figure beside three sums: of its reporter, of its product or partner, and of the world that the listed reporters make.

use polars::prelude::{DataFrame, DataType, Expr, IntoLazy as _, LazyFrame, NULL, PolarsError, col, lit, when};

use crate::model::Why;
use crate::model::schema::{CURRENCY, PERIOD, REPORTER, VALUE, VALUE_MINOR, WHY};

use super::error::MetricError;
use super::metric::{Metric, Request};
use super::reduce::{finish_in_order, fits, or_reason, reduce_in_order, unless_reason};

/// The figure, where it and all others of its item are known.
pub const COUNTED: &str = "counted";
/// Figures added up over all items of a reporter.
pub const OF_REPORTER: &str = "of_reporter";
/// Figures added up over all reporters of an item.
pub const OF_ITEM: &str = "of_item";
/// Figures added up over both.
pub const OF_WORLD: &str = "of_world";

const SUPPRESSED: &str = "suppressed";
const FITS: &str = "fits";
const REPORTERS: &str = "reporters";
const ITEMS: &str = "items";

/// `value`, a function of the columns above, for every figure by reporter and `item`, which is the product or the
/// partner. An item of which some reporter's figure is unknown is left out of all sums.
pub fn against_world(
    frame: LazyFrame,
    request: &Request,
    metric: &Metric,
    item: &str,
    value: Expr,
    more_reasons: Vec<(Expr, Why)>,
) -> Result<LazyFrame, MetricError> {
    let detailed = request.in_detail(&[item]);
    let reduced = reduce_in_order(frame, &detailed)?;
    let varying = varying(&reduced, detailed.series().into_iter().chain([PERIOD, CURRENCY]))?;
    // Columns of text that say the same throughout would only be hashed again and again.
    let over = |sum: Expr, added_over: &[&str]| -> Result<Expr, PolarsError> {
        let told = varying.iter().filter(|name| !added_over.contains(name)).copied();
        let told: Vec<Expr> = told.map(col).collect();
        if told.is_empty() { Ok(sum) } else { sum.over(told) }
    };
    let negative = when(col(VALUE_MINOR).lt(lit(0))).then(lit(Why::MixedSigns.name())).otherwise(col(WHY));
    let suppressed = col(WHY).eq(lit(Why::Suppressed.name())).fill_null(lit(false)).any(true);
    let unknown = over(col(WHY).is_not_null().any(true), &[REPORTER])?;
    let summed = reduced
        .lazy()
        .with_columns([negative.alias(WHY), over(fits(col(VALUE_MINOR)), &[REPORTER, item])?.alias(FITS)])
        .with_columns([
            when(unknown.or(col(FITS).not()))
                .then(lit(NULL))
                .otherwise(col(VALUE_MINOR))
                .cast(DataType::Int64)
                .alias(COUNTED),
            over(suppressed, &[REPORTER])?.alias(SUPPRESSED),
        ])
        .with_columns([
            // Where the world's sum fits, those of its parts do; where it does not, nothing is counted.
            over(col(COUNTED).sum(), &[item])?.alias(OF_REPORTER),
            over(col(COUNTED).sum(), &[REPORTER])?.alias(OF_ITEM),
            over(col(COUNTED).sum(), &[REPORTER, item])?.alias(OF_WORLD),
            over(col(REPORTER).n_unique(), &[REPORTER, item])?.alias(REPORTERS),
            over(col(item).n_unique(), &[REPORTER, item])?.alias(ITEMS),
        ]);
    let mut reasons = reasons();
    reasons.extend(more_reasons);
    let valued = summed
        .with_columns([or_reason(WHY, reasons)])
        .with_columns([unless_reason(value).cast(DataType::Float64).alias(VALUE)]);
    Ok(finish_in_order(valued, metric, request, &detailed.series())?)
}

/// Those of the columns that do not say the same in every row.
fn varying(frame: &DataFrame, names: impl Iterator<Item = &'static str>) -> Result<Vec<&'static str>, PolarsError> {
    let names: Vec<&'static str> = names.collect();
    let same = names.iter().map(|name| col(*name).eq_missing(col(*name).first()).all(false));
    let same = frame.clone().lazy().select(same.collect::<Vec<_>>()).collect()?;
    let mut varying = Vec::new();
    for name in names {
        if !same.column(name)?.bool()?.all() {
            varying.push(name);
        }
    }
    Ok(varying)
}

fn reasons() -> Vec<(Expr, Why)> {
    let unknown = || col(COUNTED).is_null();
    vec![
        (col(REPORTERS).eq(lit(1)), Why::OneReporter),
        (col(ITEMS).eq(lit(1)), Why::OnePart),
        (col(FITS).not(), Why::TooLarge),
        (unknown().and(col(SUPPRESSED)), Why::Suppressed),
        (unknown(), Why::ValueMissing),
        (col(OF_REPORTER).eq(lit(0)).or(col(OF_ITEM).eq(lit(0))), Why::NoDenominator),
    ]
}

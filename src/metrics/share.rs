//! Share: a part of a whole, in per cent.

use polars::prelude::{DataType, Expr, JoinArgs, JoinType, LazyFrame, NULL, PolarsError, all, col, lit, when};

use crate::model::schema::{
    CURRENCY, FLOW, ISSUER, NOT_SHOWN, PARTNER, PERIOD, PRODUCT, REPORTER, VALUE, VALUE_MINOR, WHY,
};
use crate::model::{Economy, Kind, Product, Why};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::{WHOLE, finish, float, or_reason, reduce, sum, unless_reason};
use super::variants::variants;

/// The flow that holds exports and imports.
const TOTAL_FLOW: &str = "total";

variants! {
    /// Of which whole, and what a confidential part counts.
    enum Share by plan {
        Listed => "listed", "100 · x_k / Σ x over the parts that are listed", "percent", Parts;
        Total => "total",
            "100 · x_k / X, X the total that the source prints (World, TOTAL, flow total)",
            "percent", Keep;
        World => "world", "100 · x_j / X, X the partner World that the source prints", "percent of World", Keep;
        Low => "low", "100 · x_k / X as for total; of a confidential part 0", "percent", Keep;
        High => "high", "100 · x_k / X as for total; of a confidential part 100 · (X − Σ known x) / X", "percent", Keep;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "share",
    title: "Share",
    variants: Share::VARIANTS,
    source: "UNCTAD Handbook of Statistics, definition of market share",
    notes: "Listed parts are not the world: the variant names the denominator. A confidential or missing part leaves \
            listed shares empty (no number, at best a bound); parts of different signs are said (mixed_signs). low and high \
            are the ends between which a confidential share lies, by the total that the source prints.",
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Sum,
    examples: &[
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                      KAZ,GBR,export,TOTAL,2017,30,USD million\n\
                      KAZ,CHN,export,TOTAL,2017,90,USD million\n\
                      KAZ,World,export,TOTAL,2017,480,USD million\n",
            companions: &[],
            arguments: "share --by partner",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                     KAZ,CHN,export,2017,share:listed,percent,75,\n\
                     KAZ,GBR,export,2017,share:listed,percent,25,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                      KAZ,GBR,export,TOTAL,2017,30,USD million\n\
                      KAZ,CHN,export,TOTAL,2017,90,USD million\n\
                      KAZ,World,export,TOTAL,2017,480,USD million\n",
            companions: &[],
            arguments: "share:total --by partner",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                     KAZ,CHN,export,2017,share:total,percent,18.75,\n\
                     KAZ,GBR,export,2017,share:total,percent,6.25,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit,state\n\
                      KAZ,GBR,export,TOTAL,2017,30,USD million,\n\
                      KAZ,CHN,export,TOTAL,2017,,USD million,suppressed\n\
                      KAZ,World,export,TOTAL,2017,120,USD million,\n",
            companions: &[],
            arguments: "share:high --by partner",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                     KAZ,CHN,export,2017,share:high,percent,75,\n\
                     KAZ,GBR,export,2017,share:high,percent,25,\n",
        },
    ],
};

impl Share {
    /// Whether the whole is all partners.
    fn is_of_world(self) -> bool {
        match self {
            Self::World => true,
            Self::Listed | Self::Total | Self::Low | Self::High => false,
        }
    }
}

fn plan(frame: LazyFrame, request: &Request, share: Share) -> Result<LazyFrame, MetricError> {
    if request.by.is_empty() {
        return Err(MetricError::Incomplete {
            metric: METRIC.name,
            what: "parts to share the whole",
            help: "say what the parts are: --by partner",
        });
    }
    let by = |name: &str| request.by.iter().any(|by| by == name);
    if share.is_of_world() && (!by(PARTNER) || by(PRODUCT)) {
        return Err(MetricError::Incomplete {
            metric: METRIC.name,
            what: "partners that World holds",
            help: "ask for share:world with --by partner alone, or for share:total",
        });
    }
    let series = request.series();
    let reduced = reduce(frame, request);
    let wholes = match share {
        Share::Listed => listed_wholes(&reduced, request),
        Share::Total | Share::World | Share::Low | Share::High => printed_wholes(&reduced, request),
    };
    let parts = match share {
        Share::Low => bounded(&reduced, wholes.clone(), request, false)?,
        Share::High => bounded(&reduced, wholes.clone(), request, true)?,
        Share::Listed | Share::Total | Share::World => reduced.filter(is_total(request).not()),
    };
    let shared = join_whole(parts, wholes, request)?
        .with_columns([or_reason(WHY, reasons())])
        .with_columns([unless_reason(lit(100.0) * float(VALUE_MINOR) / float(WHOLE)).alias(VALUE)]);
    Ok(finish(shared, &METRIC, request, &series)?)
}

/// What the whole is known to be.
const WHOLE_WHY: &str = "whole_why";

fn reasons() -> Vec<(Expr, Why)> {
    let whole_is = |why: Why| col(WHOLE_WHY).eq(lit(why.name())).fill_null(lit(false));
    vec![
        (whole_is(Why::Suppressed), Why::Suppressed),
        (whole_is(Why::MixedSigns), Why::MixedSigns),
        (col(WHOLE).is_null().or(col(WHOLE).eq(lit(0))), Why::NoDenominator),
    ]
}

/// The wholes as sums of the parts that are there; empty when a part is.
pub(super) fn listed_wholes(reduced: &LazyFrame, request: &Request) -> LazyFrame {
    let complete = || col(VALUE_MINOR).null_count().eq(lit(0));
    let mixed = col(VALUE_MINOR).min().lt(lit(0)).and(col(VALUE_MINOR).max().gt(lit(0)));
    let suppressed = col(WHY).eq(lit(Why::Suppressed.name())).any(true);
    reduced.clone().filter(is_total(request).not()).group_by(whole_keys(request)).agg([
        when(complete()).then(sum(col(VALUE_MINOR))).otherwise(lit(NULL)).cast(DataType::Int64).alias(WHOLE),
        super::reduce::first_reason(vec![
            (suppressed, Why::Suppressed),
            (mixed.fill_null(lit(false)), Why::MixedSigns),
        ])
        .alias(WHOLE_WHY),
    ])
}

/// The parts with an end of what a confidential figure can be in its place.
fn bounded(reduced: &LazyFrame, wholes: LazyFrame, request: &Request, high: bool) -> Result<LazyFrame, PolarsError> {
    const REST: &str = "rest";
    let parts = || reduced.clone().filter(is_total(request).not());
    let confidential = || col(WHY).eq(lit(Why::Suppressed.name())).fill_null(lit(false));
    let known = parts().group_by(whole_keys(request)).agg([sum(col(VALUE_MINOR)).alias(REST)]);
    let rest = join_whole(known, wholes.select([all().exclude_cols([WHOLE_WHY]).as_expr()]), request)?
        .with_columns([(col(WHOLE) - col(REST)).alias(REST)])
        .select([all().exclude_cols([WHOLE]).as_expr()]);
    // Where the known parts are more than the whole, there is no room for another one.
    let room = when(col(REST).gt_eq(lit(0))).then(col(REST)).otherwise(lit(NULL));
    let end = if high { room } else { when(col(REST).gt_eq(lit(0))).then(lit(0_i64)).otherwise(lit(NULL)) };
    let figure = when(confidential()).then(end).otherwise(col(VALUE_MINOR)).cast(DataType::Int64);
    Ok(join_whole(parts(), rest, request)?.with_columns([figure.alias(VALUE_MINOR)]).with_columns([when(
        confidential().and(col(VALUE_MINOR).is_not_null()),
    )
    .then(lit(NULL))
    .otherwise(col(WHY))
    .cast(DataType::String)
    .alias(WHY)]))
}

fn printed_wholes(reduced: &LazyFrame, request: &Request) -> LazyFrame {
    let mut columns = whole_keys(request);
    columns.extend([col(VALUE_MINOR).alias(WHOLE), col(WHY).alias(WHOLE_WHY)]);
    reduced.clone().filter(all_totals(request)).select(columns)
}

/// Puts the whole beside every part.
pub(super) fn join_whole(parts: LazyFrame, wholes: LazyFrame, request: &Request) -> Result<LazyFrame, PolarsError> {
    let on = whole_keys(request);
    Ok(parts.join(wholes, on.clone(), on, JoinArgs::new(JoinType::Left)))
}

pub(super) fn whole_keys(request: &Request) -> Vec<Expr> {
    let mut keys = request.whole();
    keys.extend([PERIOD, CURRENCY]);
    keys.into_iter().map(col).collect()
}

/// The totals of the dimensions that are asked for.
fn totals(dimensions: &[&str]) -> Vec<Expr> {
    let total = |name: &str| match name {
        PARTNER => Some(Economy::WORLD),
        PRODUCT | ISSUER => Some(Product::TOTAL),
        FLOW => Some(TOTAL_FLOW),
        _ => None,
    };
    dimensions.iter().filter_map(|name| total(name).map(|code| col(*name).eq(lit(code)))).collect()
}

/// Whether a row is a total in any dimension that is asked for.
pub(super) fn is_total(request: &Request) -> Expr {
    let asked: Vec<&str> = request.by.iter().map(String::as_str).collect();
    totals(&asked).into_iter().reduce(Expr::or).unwrap_or_else(|| lit(false))
}

/// Whether a row is the total of all dimensions whose values are the parts.
pub(super) fn all_totals(request: &Request) -> Expr {
    totals(&request.parts()).into_iter().reduce(Expr::and).unwrap_or_else(|| lit(false))
}

/// Whether a row is what the members of a group that are listed lack, and so of no single party.
pub(super) fn is_remainder(request: &Request) -> Expr {
    let asked = [REPORTER, PARTNER].into_iter().filter(|name| request.by.iter().any(|by| by == name));
    let ends = asked.map(|name| col(name).str().ends_with(lit(NOT_SHOWN)));
    ends.reduce(Expr::or).unwrap_or_else(|| lit(false))
}

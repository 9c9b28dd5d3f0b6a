//! Contribution to growth: how much of the whole's growth comes from each part, in percentage points.

use polars::prelude::{LazyFrame, col, lit};

use crate::model::schema::{VALUE, VALUE_MINOR, WHY};
use crate::model::{Kind, Totals, Why};

use super::calendar::{self, Base, equally_long};
use super::error::MetricError;
use super::metric::{Example, Metric, Request, Variant};
use super::reduce::{BASE, WHOLE, finish, float, join_base, or_reason, reduce, sum, unless_reason};
use super::share::{is_total, join_whole, whole_keys};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "contribution",
    title: "Contribution to growth",
    variants: &[
        Variant {
            name: "yoy",
            formula: "100 · (x_k,t − x_k,b) / Σ x_b, b the same months of the year before, or --base",
            unit: "percentage points",
            totals: Totals::Parts,
        },
        Variant {
            name: "simple",
            formula: "100 · (x_k,t − x_k,b) / Σ x_b, b the period before, or --base",
            unit: "percentage points",
            totals: Totals::Parts,
        },
    ],
    source: "Eurostat, Handbook on quarterly national accounts, additive contributions to growth",
    notes: "Contributions of the parts that are there in both periods add up to the growth of those parts together; a \
            part that is there in one period only has none (base_missing) and is no part of the base.",
    kinds: &Kind::FIGURES,
    detail: &[],
    plan,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,GBR,export,TOTAL,2016,40,USD\n\
                  KAZ,CHN,export,TOTAL,2016,60,USD\n\
                  KAZ,GBR,export,TOTAL,2017,50,USD\n\
                  KAZ,CHN,export,TOTAL,2017,55,USD\n",
        arguments: "contribution --by partner --period 2017",
        result: "reporter,partner,flow,period,base_period,metric,unit,value,why\n\
                 KAZ,CHN,export,2017,2016,contribution:yoy,percentage points,-5,\n\
                 KAZ,GBR,export,2017,2016,contribution:yoy,percentage points,10,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    if request.by.is_empty() {
        return Err(MetricError::Incomplete {
            metric: METRIC.name,
            what: "parts that contribute",
            help: "say what the parts are: --by partner",
        });
    }
    let series = request.series();
    let reduced = reduce(frame, request).filter(is_total(request).not());
    let dated = calendar::with_base(reduced, |period| {
        let base = match (request.base, request.variant.name) {
            (Some(base), _) => (base < *period).then_some(base)?,
            (None, "simple") => period.preceding()?,
            (None, _) => period.same_a_year_earlier(),
        };
        Some(Base { period: base, alike: equally_long(period, &base), years: None })
    })?;
    let parts = join_base(dated, &series);
    let matched = parts.clone().filter(col(BASE).is_not_null().and(col(VALUE_MINOR).is_not_null()));
    let wholes = matched.group_by(whole_keys(request)).agg([sum(col(BASE)).alias(WHOLE)]);
    let contributed = join_whole(parts, wholes, request)?
        .with_columns([or_reason(WHY, reasons())])
        .with_columns([unless_reason(lit(100.0) * (float(VALUE_MINOR) - float(BASE)) / float(WHOLE)).alias(VALUE)]);
    Ok(finish(contributed, &METRIC, request, &series)?)
}

fn reasons() -> Vec<(polars::prelude::Expr, Why)> {
    use super::calendar::ALIKE;
    use super::reduce::BASE_WHY;
    vec![
        (col(ALIKE).not(), Why::NotLikeForLike),
        (col(BASE_WHY).eq(lit(Why::Suppressed.name())).fill_null(lit(false)), Why::Suppressed),
        (col(BASE_WHY).eq(lit(Why::Bounded.name())).fill_null(lit(false)), Why::Bounded),
        (col(BASE).is_null(), Why::BaseMissing),
        (col(WHOLE).eq(lit(0)), Why::BaseZero),
        (col(WHOLE).lt(lit(0)), Why::BaseNegative),
    ]
}

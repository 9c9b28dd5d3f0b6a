//! Index: the level with the base period as 100.

use polars::prelude::{LazyFrame, lit};

use crate::model::schema::{VALUE, VALUE_MINOR, WHY};
use crate::model::{Kind, Totals};

use super::calendar::{self, Base, equally_long};
use super::error::MetricError;
use super::growth::base_reasons;
use super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::reduce::{BASE, finish, float, join_base, or_reason, reduce, unless_reason};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "index",
    title: "Index",
    variants: &[Variant {
        name: "fixed",
        formula: "100 · x_t / x_b, b the first period, or the one given with --base",
        unit: "index",
        totals: Totals::Prefer,
        plan,
    }],
    source: "OECD Glossary of Statistical Terms, index number",
    notes: "A base of zero or below, or periods of unequal length, give no index.",
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Own,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,GBR,export,TOTAL,2015,80,USD\n\
                  KAZ,GBR,export,TOTAL,2016,100,USD\n",
        companions: &[],
        arguments: "index",
        result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                 KAZ,export,2015,2015,index:fixed,index,100,\n\
                 KAZ,export,2016,2015,index:fixed,index,125,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let reduced = reduce(frame, request);
    let first = calendar::periods(&reduced)?.first().copied();
    let dated = calendar::with_base(reduced, |period| {
        request.base.or(first).map(|base| Base { period: base, alike: equally_long(period, &base), years: None })
    })?;
    let indexed = join_base(dated, &series)
        .with_columns([or_reason(WHY, base_reasons())])
        .with_columns([unless_reason(lit(100.0) * float(VALUE_MINOR) / float(BASE)).alias(VALUE)]);
    Ok(finish(indexed, &METRIC, request, &series)?)
}

//! Level: the figures themselves, added up.

use polars::prelude::{DataType, Expr, LazyFrame, NULL, UnionArgs, col, concat, lit};

use crate::model::schema::{HIGH_MINOR, LOW_MINOR, VALUE_MINOR};
use crate::model::{Grain, Kind, Period, Totals};

use super::calendar;
use super::cumulated::flows;
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::reduce::{finish, reduce, reduce_with_bounds};
use super::spans::add_up;

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "level",
    title: "Level",
    variants: &[Variant { name: "sum", formula: "Σ x", unit: "", totals: Totals::Prefer, plan }],
    source: "the figures as the source states them",
    notes: "Added up over every dimension that is not asked for; a printed total stands in for its parts. \
            A sum over a missing or confidential cell is empty. A quarter, half-year or fiscal year that is asked for with \
            --period and that no figure is of is the sum of the months or quarters in it. Words such as \"more than\" become an open interval.",
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Sum,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,GBR,export,27,2017,300.5,USD million\n\
                  KAZ,GBR,export,26,2017,31.2,USD million\n",
        companions: &[],
        arguments: "level",
        result: "reporter,flow,period,metric,unit,value,why\n\
                 KAZ,export,2017,level:sum,USD,331700000,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let mut reduced = reduce_with_bounds(frame.clone(), request);
    let spans = wholes(request, &reduced)?;
    if !spans.is_empty() {
        let flows = reduce(flows(frame, request.kind), request);
        let added = add_up(flows, &series, |_| spans.clone(), col(VALUE_MINOR))?;
        let none = || lit(NULL).cast(DataType::Int64);
        let added = added.with_columns([none().alias(LOW_MINOR), none().alias(HIGH_MINOR)]);
        let columns: Vec<Expr> = reduced.collect_schema()?.iter_names().map(|name| col(name.clone())).collect();
        reduced = concat([reduced, added.select(columns)], UnionArgs::default())?;
    }
    Ok(finish(reduced, &METRIC, request, &series)?)
}

/// Quarters, half-years and fiscal years that are asked for and that no figure is of: the sums of what they hold.
fn wholes(request: &Request, reduced: &LazyFrame) -> Result<Vec<Period>, MetricError> {
    let added = |period: &&Period| matches!(period.grain(), Grain::Quarter | Grain::Half | Grain::FiscalYear);
    let mut spans: Vec<Period> = request.periods.iter().filter(added).copied().collect();
    if request.kind == Kind::Listings || spans.is_empty() {
        return Ok(Vec::new());
    }
    let there = calendar::periods(reduced)?;
    spans.retain(|span| !there.contains(span) && there.iter().any(|period| span.contains(period)));
    spans.dedup();
    Ok(spans)
}

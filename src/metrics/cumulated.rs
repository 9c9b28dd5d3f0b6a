//! Cumulated: flows over a span of periods, disinvestment included.

use polars::prelude::{LazyFrame, col, lit, when};

use crate::model::Period;
use crate::model::schema::{Kind, MEASURE, VALUE_MINOR};

use super::calendar;
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::{finish, reduce};
use super::spans::add_up;
use super::variants::variants;

variants! {
    /// Which flows are counted.
    enum Counted by plan {
        Net => "net", "Σ x_t over the span; disinvestment counts negative", "", Prefer;
        Gross => "gross", "Σ max(x_t, 0) over the span", "", Prefer;
        Disinvestment => "disinvestment", "Σ min(x_t, 0) over the span", "", Prefer;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "cumulated",
    title: "Cumulated flows",
    variants: Counted::VARIANTS,
    source: "OECD Benchmark Definition of Foreign Direct Investment, 4th edition",
    notes: "The span is --period, or all periods together. Periods that overlap are counted once; a span with a gap \
            or a missing figure is empty. Stocks and announced agreements are never cumulated.",
    kinds: &[Kind::Trade, Kind::Investment],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Sum,
    examples: &[Example {
        figures: "reporter,partner,direction,measure,period,value,unit\n\
                  KAZ,GBR,inward,flow,2015,900,USD million\n\
                  KAZ,GBR,inward,flow,2016,-150,USD million\n\
                  KAZ,GBR,inward,flow,2017,400,USD million\n",
        companions: &[],
        arguments: "cumulated --period 2015..2017",
        result: "reporter,direction,measure,period,metric,unit,value,why\n\
                 KAZ,inward,flow,2015..2017,cumulated:net,USD,1150000000,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, counted: Counted) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let reduced = reduce(flows(frame, request.kind), request);
    let spans = spans(request, &calendar::periods(&reduced)?);
    let figure = || col(VALUE_MINOR);
    let counted = match counted {
        Counted::Net => figure(),
        Counted::Gross => when(figure().gt(lit(0))).then(figure()).otherwise(lit(0)),
        Counted::Disinvestment => when(figure().lt(lit(0))).then(figure()).otherwise(lit(0)),
    };
    let added = add_up(reduced, &series, |_| spans.clone(), counted)?;
    Ok(finish(added, &METRIC, request, &series)?)
}

/// What may be added up over time: of investment the flows.
pub(super) fn flows(frame: LazyFrame, kind: Kind) -> LazyFrame {
    match kind {
        Kind::Investment => frame.filter(col(MEASURE).eq(lit("flow"))),
        Kind::Trade | Kind::Listings | Kind::Rates => frame,
    }
}

/// The spans that are asked for, or all periods together.
pub(super) fn spans(request: &Request, there: &[Period]) -> Vec<Period> {
    if !request.periods.is_empty() {
        return request.periods.clone();
    }
    let start = there.iter().map(Period::start).min();
    let end = there.iter().map(Period::end).max();
    let whole = start.zip(end).and_then(|(start, end)| Period::between(start, end));
    whole.into_iter().collect()
}

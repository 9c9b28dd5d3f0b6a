//! Cumulated: flows over a span of periods, disinvestment included.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy as _, JoinArgs, JoinType, LazyFrame, NULL, NamedFrom as _, Series, col, lit,
    when,
};

use crate::model::schema::{CURRENCY, Kind, MEASURE, PERIOD, PERIOD_END, PERIOD_START, ULP_MINOR, VALUE_MINOR, WHY};
use crate::model::{Period, Totals, Why};

use super::calendar;
use super::error::MetricError;
use super::metric::{Example, Metric, Request, Variant};
use super::reduce::{finish, first_reason, reduce};

const fn variant(name: &'static str, formula: &'static str) -> Variant {
    Variant { name, formula, unit: "", totals: Totals::Prefer }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "cumulated",
    title: "Cumulated flows",
    variants: &[
        variant("net", "Σ x_t over the span; disinvestment counts negative"),
        variant("gross", "Σ max(x_t, 0) over the span"),
        variant("disinvestment", "Σ min(x_t, 0) over the span"),
    ],
    source: "OECD Benchmark Definition of Foreign Direct Investment, 4th edition",
    notes: "The span is --period, or all periods together. Periods that overlap are counted once; a span with a gap \
            or a missing figure is empty. Stocks and announced agreements are never cumulated.",
    kinds: &[Kind::Trade, Kind::Investment],
    plan,
    examples: &[Example {
        figures: "reporter,partner,direction,measure,period,value,unit\n\
                  KAZ,GBR,inward,flow,2015,900,USD million\n\
                  KAZ,GBR,inward,flow,2016,-150,USD million\n\
                  KAZ,GBR,inward,flow,2017,400,USD million\n",
        arguments: "cumulated --period 2015..2017",
        result: "reporter,direction,measure,period,metric,unit,value,why\n\
                 KAZ,inward,flow,2015..2017,cumulated:net,USD,1150000000,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let flows = match request.kind {
        Kind::Investment => frame.filter(col(MEASURE).eq(lit("flow"))),
        Kind::Trade | Kind::Listings => frame,
    };
    let reduced = reduce(flows, request);
    let there = calendar::periods(&reduced)?;
    let spans = spans(request, &there);
    let tiles = tiles(&spans, &there)?;
    let added = add(reduced, tiles, &series, request.variant.name);
    Ok(finish(added, &METRIC, request, &series)?)
}

fn spans(request: &Request, there: &[Period]) -> Vec<Period> {
    if !request.periods.is_empty() {
        return request.periods.clone();
    }
    let start = there.iter().map(Period::start).min();
    let end = there.iter().map(Period::end).max();
    let whole = start.zip(end).and_then(|(start, end)| Period::between(start, end));
    whole.into_iter().collect()
}

const SPAN: &str = "span";
const PARTS: &str = "parts";

/// Which periods make up which span, and how many there must be. A span with a gap asks for one more than there are.
fn tiles(spans: &[Period], there: &[Period]) -> Result<LazyFrame, MetricError> {
    let mut rows: Vec<(String, String, i64)> = Vec::new();
    for span in spans {
        let whole = calendar::tiles(span, there);
        let gap = i64::from(whole.is_none());
        let parts = whole.unwrap_or_else(|| there.iter().filter(|part| span.contains(part)).copied().collect());
        let expected = parts.len() as i64 + gap;
        rows.extend(parts.iter().map(|part| (span.to_string(), part.to_string(), expected)));
    }
    let column = |name: &str, cell: fn(&(String, String, i64)) -> String| {
        Series::new(name.into(), rows.iter().map(cell).collect::<Vec<_>>()).into()
    };
    let parts: Vec<i64> = rows.iter().map(|row| row.2).collect();
    let table = DataFrame::new(
        rows.len(),
        vec![
            column(SPAN, |row| row.0.clone()),
            column(PERIOD, |row| row.1.clone()),
            Series::new(PARTS.into(), parts).into(),
        ],
    )?;
    Ok(table.lazy())
}

fn add(reduced: LazyFrame, tiles: LazyFrame, series: &[&str], variant: &str) -> LazyFrame {
    let figure = || col(VALUE_MINOR);
    let counted = match variant {
        "gross" => when(figure().gt(lit(0))).then(figure()).otherwise(lit(0)),
        "disinvestment" => when(figure().lt(lit(0))).then(figure()).otherwise(lit(0)),
        _ => figure(),
    };
    let complete = || figure().count().cast(DataType::Int64).eq(col(PARTS).first());
    let on = [col(PERIOD)];
    let keys: Vec<Expr> = series.iter().copied().chain([CURRENCY, SPAN]).map(col).collect();
    reduced
        .join(tiles, &on, &on, JoinArgs::new(JoinType::Inner))
        .group_by(keys)
        .agg([
            col(PERIOD_START).min(),
            col(PERIOD_END).max(),
            when(complete()).then(counted.sum()).otherwise(lit(NULL)).alias(VALUE_MINOR),
            col(ULP_MINOR).max(),
            first_reason(vec![
                (col(WHY).eq(lit(Why::Suppressed.name())).any(true), Why::Suppressed),
                (complete().not(), Why::ValueMissing),
            ])
            .alias(WHY),
        ])
        .with_columns([col(SPAN).alias(PERIOD)])
}

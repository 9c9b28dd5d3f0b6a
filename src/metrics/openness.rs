//! Openness: trade as a share of what an economy makes.

use std::collections::BTreeMap;

use polars::prelude::{LazyFrame, col, lit};

use crate::model::schema::{CURRENCY, FLOW, PERIOD, REPORTER};
use crate::model::{Kind, Unit, Why};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::panel::Key;
use super::reduce::reduce;
use super::results::Results;
use super::runs::{figures, key, runs, texts};
use super::variants::variants;

/// The companion that holds what economies make.
const GDP: &str = "gdp";

variants! {
    /// What of trade is set against the GDP.
    enum Openness by plan {
        Wb => "wb", "100 · (X + M) / GDP", "percent of GDP", Prefer;
        Unctad => "unctad", "100 · ½ (X + M) / GDP", "percent of GDP", Prefer;
        Exports => "exports", "100 · X / GDP", "percent of GDP", Prefer;
        Imports => "imports", "100 · M / GDP: import penetration of the whole economy", "percent of GDP", Prefer;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "openness",
    title: "Trade openness",
    variants: Openness::VARIANTS,
    source: "World Bank, World Development Indicators, NE.TRD.GNFS.ZS; UNCTAD Handbook of Statistics, trade openness index",
    notes: "Needs the companion gdp by reporter and period, in a currency: `USD million`; it has to be that of the trade \
            figures, at current prices and for the same period. X and M are what the figures hold: goods alone are not \
            goods and services, and openness of goods is lower than the agencies' figure. Values above 100 are no error: \
            trade counts turnover, GDP value added. A flow that is not there leaves openness empty (value_missing), a GDP \
            that is not there, is zero or in another currency has no ratio (no_denominator).",
    kinds: &[Kind::Trade],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,WLD,export,TOTAL,2017,48.5,USD billion\n\
                  KAZ,WLD,import,TOTAL,2017,29.6,USD billion\n",
        companions: &[("gdp", "reporter,period,value,unit,source\nKAZ,2017,162.9,USD billion,made up\n")],
        arguments: "openness:all",
        // (48.5 + 29.6) / 162.9, half of it, and each flow by itself
        result: "reporter,period,openness:wb (percent of GDP),openness:unctad (percent of GDP),openness:exports (percent of GDP),openness:imports (percent of GDP),notes\n\
                 KAZ,2017,47.94352363,23.97176182,29.77286679,18.17065684,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, openness: Openness) -> Result<LazyFrame, MetricError> {
    let companion = request.companion(METRIC.name, GDP)?;
    let unit: Unit = companion.unit.parse().map_err(|_| MetricError::Incomplete {
        metric: METRIC.name,
        what: "a gdp in a currency",
        help: "state its unit as a currency and a magnitude: USD million",
    })?;
    let made = companion.values()?;
    let both = col(FLOW).eq(lit("export")).or(col(FLOW).eq(lit("import")));
    let series = request.series_besides(&[FLOW]);
    let keys: Vec<&str> = series.iter().copied().chain([CURRENCY, PERIOD]).collect();
    let mut results = Results::new(&METRIC, request, &series);
    for run in runs(reduce(frame, request).filter(both), &keys, &[FLOW])? {
        let key = key(&run, &series)?;
        let gdp = gdp(&made, &key, unit);
        let flows: Vec<&str> = texts(&run, FLOW)?.iter().flatten().collect();
        let sides = flows.into_iter().zip(figures(&run)?).collect();
        let trade = trade(&sides, openness);
        results.push(&key, &[], gdp.and_then(|gdp| Ok(100.0 * trade? / gdp)));
    }
    results.finish()
}

/// What is counted, in smallest units.
fn trade(sides: &BTreeMap<&str, Result<i64, Why>>, openness: Openness) -> Result<f64, Why> {
    let side = |flow: &str| sides.get(flow).copied().unwrap_or(Err(Why::ValueMissing)).map(|figure| figure as f64);
    match openness {
        Openness::Wb => Ok(side("export")? + side("import")?),
        Openness::Unctad => Ok(0.5 * (side("export")? + side("import")?)),
        Openness::Exports => side("export"),
        Openness::Imports => side("import"),
    }
}

/// The GDP of a result's reporter and period, in smallest units.
fn gdp(made: &BTreeMap<(String, String), f64>, key: &Key, unit: Unit) -> Result<f64, Why> {
    let figure = made.get(&(key.get(REPORTER).to_owned(), key.period.clone())).filter(|figure| **figure > 0.0);
    let figure = figure.filter(|_| unit.currency.code() == key.currency).ok_or(Why::NoDenominator)?;
    Ok(figure * 10_f64.powi((unit.magnitude.exponent() + unit.currency.exponent()) as i32))
}

//! Diversification: how far an economy's structure of trade is from the world's.

use polars::prelude::LazyFrame;

use crate::model::schema::{PRODUCT, REPORTER};
use crate::model::{Kind, Totals, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::super::panel::without;
use super::super::results::Results;
use super::{FIGURES, NOTES, comparable, distance, panels};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "diversification",
    title: "Diversification index",
    variants: &[Variant {
        name: "unctad",
        formula: "½ Σ_k |h_ik − h_k|, h_k the share of product k in the trade of the listed reporters together",
        unit: "ratio against listed reporters",
        totals: Totals::Parts,
        plan,
    }],
    source: "UNCTAD Handbook of Statistics, concentration and diversification indices; Finger and Kreinin 1979",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "diversification",
        result: "reporter,flow,period,metric,unit,value,why\n\
                 DEU,export,2017,diversification:unctad,ratio against listed reporters,0.2,\n\
                 KAZ,export,2017,diversification:unctad,ratio against listed reporters,0.4,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.series_besides(&[PRODUCT]));
    for (panel, left_out) in panels(frame, request)? {
        let totals = panel.totals();
        let world: Vec<f64> = totals.columns.iter().map(|sum| *sum as f64 / totals.all as f64).collect();
        let unit = without(request.variant.unit, left_out);
        for (reporter, structure) in panel.rows.iter().zip(comparable(&panel)) {
            let value = match structure {
                _ if panel.rows.len() == 1 => Err(Why::OneReporter),
                Ok(shares) => Ok(distance(&shares, &world) / 2.0),
                Err(why) => Err(why),
            };
            results.push_in(&panel.key, &[(REPORTER, reporter)], None, &unit, value);
        }
    }
    results.finish()
}

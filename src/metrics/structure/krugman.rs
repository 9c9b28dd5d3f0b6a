//! Krugman's specialisation index: how much of an economy's trade would have to change its product to be like another's.

use polars::prelude::LazyFrame;

use crate::model::schema::{PRODUCT, REPORTER};
use crate::model::{Kind, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::panel::{Panel, without};
use super::super::results::Results;
use super::super::variants::variants;
use super::similarity::{every_pair, pair};
use super::{FIGURES, NOTES, comparable, distance, panels};

variants! {
    /// Who an economy is compared with.
    enum Compared by plan {
        Rest => "rest",
            "Σ_k |s_ik − s_rk|, r all other listed reporters together; 0 to 2",
            "ratio against other listed reporters", Parts;
        Pair => "pair", "Σ_k |s_ik − s_jk| for every pair of reporters; 0 to 2", "ratio", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "krugman",
    title: "Krugman specialisation index",
    variants: Compared::VARIANTS,
    source: "Krugman, Geography and Trade, 1991; against the rest Midelfart-Knarvik et al. 2000",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "krugman",
        result: "reporter,flow,period,metric,unit,value,why\n\
                 DEU,export,2017,krugman:rest,ratio against other listed reporters,1.2,\n\
                 KAZ,export,2017,krugman:rest,ratio against other listed reporters,1.2,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, compared: Compared) -> Result<LazyFrame, MetricError> {
    match compared {
        Compared::Rest => against_the_rest(frame, request),
        Compared::Pair => pair_by_pair(frame, request),
    }
}

fn pair_by_pair(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &pair(request));
    for (panel, left_out) in panels(frame, request)? {
        every_pair(&mut results, &panel, left_out, request, &comparable(&panel), |one, other| Ok(distance(one, other)));
    }
    results.finish()
}

fn against_the_rest(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.series_besides(&[PRODUCT]));
    for (panel, left_out) in panels(frame, request)? {
        let unit = without(request.variant.unit, left_out);
        for (row, (reporter, structure)) in panel.rows.iter().zip(comparable(&panel)).enumerate() {
            let value = structure.and_then(|shares| Ok(distance(&shares, &rest(&panel, row)?)));
            results.push_in(&panel.key, &[(REPORTER, reporter)], None, &unit, value);
        }
    }
    results.finish()
}

/// The structure of all reporters but one.
fn rest(panel: &Panel, row: usize) -> Result<Vec<f64>, Why> {
    let totals = panel.totals();
    let all = totals.all - totals.rows[row];
    match (panel.rows.len(), all) {
        (1, _) => Err(Why::OneReporter),
        (_, 0) => Err(Why::NoDenominator),
        _ => {
            let others = totals.columns.iter().zip(panel.row(row)).map(|(sum, own)| sum - i128::from(*own));
            Ok(others.map(|figure| figure as f64 / all as f64).collect())
        }
    }
}

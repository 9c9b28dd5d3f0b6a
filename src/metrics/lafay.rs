//! Lafay's index: which products the trade balance leans towards, weighted by their place in trade.

use polars::prelude::LazyFrame;

use crate::model::schema::{FLOW, PRODUCT};
use crate::model::{Kind, Why};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::results::Results;
use super::two_way::{FIGURES, NOTES, TwoWay, all};
use super::variants::variants;

variants! {
    /// What a product's place is measured by.
    enum Lafay by plan {
        Weighted => "weighted",
            "100 · ((x_k − m_k) / (x_k + m_k) − (X − M) / (X + M)) · (x_k + m_k) / (X + M); adds up to 0",
            "points", Parts;
        Michaely => "michaely", "x_k / X − m_k / M; −1 to 1, adds up to 0", "ratio", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "lafay",
    title: "Lafay index of specialisation",
    variants: Lafay::VARIANTS,
    source: "Lafay, The measurement of revealed comparative advantages, 1992; Michaely, Concentration in International Trade, 1962",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "lafay",
        result: "reporter,product,period,metric,unit,value,why\n\
                 DEU,27,2017,lafay:weighted,points,-22.22222222,\n\
                 DEU,30,2017,lafay:weighted,points,4.444444444,\n\
                 DEU,87,2017,lafay:weighted,points,17.77777778,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, lafay: Lafay) -> Result<LazyFrame, MetricError> {
    let series = request.in_detail(METRIC.detail).series_besides(&[FLOW]);
    let mut results = Results::new(&METRIC, request, &series);
    for trade in all(frame, request)? {
        for (column, product) in trade.panel.columns.iter().enumerate() {
            let value = match lafay {
                Lafay::Weighted => weighted(&trade, column),
                Lafay::Michaely => michaely(&trade, column),
            };
            results.push(&trade.panel.key, &[(PRODUCT, product)], value);
        }
        for (product, why) in &trade.left_out {
            results.push(&trade.panel.key, &[(PRODUCT, product)], Err(*why));
        }
    }
    results.finish()
}

/// All over one denominator, so that only one rounding is left: `200 (x M − m X) / (X + M)²`.
fn weighted(trade: &TwoWay, column: usize) -> Result<f64, Why> {
    let (exports, imports) = trade.pair(column)?;
    let both = trade.exports + trade.imports;
    if both == 0 {
        return Err(Why::NoDenominator);
    }
    let (all_exports, all_imports) = (trade.exports as f64 / both as f64, trade.imports as f64 / both as f64);
    Ok(200.0 * (exports as f64 / both as f64 * all_imports - imports as f64 / both as f64 * all_exports))
}

fn michaely(trade: &TwoWay, column: usize) -> Result<f64, Why> {
    let (exports, imports) = trade.pair(column)?;
    match (trade.exports, trade.imports) {
        (0, _) | (_, 0) => Err(Why::NoDenominator),
        (all_exports, all_imports) => Ok(exports as f64 / all_exports as f64 - imports as f64 / all_imports as f64),
    }
}

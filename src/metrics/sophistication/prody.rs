//! PRODY: the income of the economies that a product is typical of.

use polars::prelude::LazyFrame;

use crate::model::schema::{PRODUCT, REPORTER};
use crate::model::{Kind, Totals};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::super::results::Results;
use super::{FIGURES, INCOMES, NOTES, all};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "prody",
    title: "Income level of a product",
    variants: &[Variant {
        name: "hausmann",
        formula: "Σ_c s_ck Y_c / Σ_c s_ck, s_ck the share of product k in what c exports, Y_c gdp_per_head",
        unit: "the unit of gdp_per_head",
        totals: Totals::Parts,
        plan,
    }],
    source: "Hausmann, Hwang and Rodrik, What you export matters, Journal of Economic Growth 12, 2007",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: INCOMES,
        arguments: "prody --by product",
        // The common product: (0.4 · 8000 + 0.1 · 40000) / (0.4 + 0.1)
        result: "flow,product,period,metric,unit,value,why\n\
                 export,010121,2017,prody:hausmann,USD per head,8000,\n\
                 export,270900,2017,prody:hausmann,USD per head,14400,\n\
                 export,854231,2017,prody:hausmann,USD per head,40000,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let series = request.in_detail(METRIC.detail).series_besides(&[REPORTER]);
    let mut results = Results::new(&METRIC, request, &series);
    for sophistication in all(frame, request, METRIC.name)? {
        let (key, unit) = (&sophistication.panel.key, &sophistication.unit);
        for (product, value) in sophistication.panel.columns.iter().zip(&sophistication.prody) {
            results.push_in(key, &[(PRODUCT, product)], None, unit, *value);
        }
        for (product, why) in &sophistication.left_out {
            results.push_in(key, &[(PRODUCT, product)], None, unit, Err(*why));
        }
    }
    results.finish()
}

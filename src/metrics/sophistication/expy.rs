//! EXPY: the income that an economy's exports are typical of.

use polars::prelude::LazyFrame;

use crate::model::schema::{PRODUCT, REPORTER};
use crate::model::{Kind, Totals, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::super::results::Results;
use super::{FIGURES, INCOMES, NOTES, all};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "expy",
    title: "Income level of exports",
    variants: &[Variant {
        name: "hausmann",
        formula: "Σ_k s_ik PRODY_k, s_ik the share of product k in what i exports, PRODY as prody:hausmann",
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
        arguments: "expy",
        // 0.1 · 14400 + 0.9 · 40000 and 0.6 · 8000 + 0.4 · 14400, 14400 as prody's example has it
        result: "reporter,flow,period,metric,unit,value,why\n\
                 GBR,export,2017,expy:hausmann,USD per head,37440,\n\
                 KAZ,export,2017,expy:hausmann,USD per head,10560,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.series_besides(&[PRODUCT]));
    for sophistication in all(frame, request, METRIC.name)? {
        for (reporter, shares) in sophistication.panel.rows.iter().zip(&sophistication.shares) {
            let value = shares.as_ref().map_err(|why| *why).and_then(|shares| mean(shares, &sophistication.prody));
            results.push_in(&sophistication.panel.key, &[(REPORTER, reporter)], None, &sophistication.unit, value);
        }
    }
    results.finish()
}

/// Weighted by shares; a product that is exported and has no income leaves none.
fn mean(shares: &[f64], prody: &[Result<f64, Why>]) -> Result<f64, Why> {
    let exported = shares.iter().zip(prody).filter(|(share, _)| **share > 0.0);
    exported.map(|(share, income)| income.map(|income| share * income)).sum()
}

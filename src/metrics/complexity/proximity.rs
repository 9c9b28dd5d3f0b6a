//! Proximity: how often two products are exported by the same economies.

use polars::prelude::LazyFrame;

use crate::model::schema::{COUNTERPART, PRODUCT, REPORTER};
use crate::model::{Kind, Totals};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::super::results::Results;
use super::setting::{CONVENTIONS, FIGURES, settings};
use super::space;

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "proximity",
    title: "Proximity of products",
    variants: &[Variant {
        name: "minimum",
        formula: "Σ_c M_ck M_cl / max(k_k, k_l), the smaller of the two conditional probabilities",
        unit: "probability",
        totals: Totals::Parts,
        plan,
    }],
    source: "Hidalgo, Klinger, Barabási and Hausmann, Science 317, 2007",
    notes: CONVENTIONS,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "proximity",
        result: "flow,product,counterpart,period,metric,unit,value,why\n\
                 export,26,72,2017,proximity:minimum,probability,0.5,\n\
                 export,26,84,2017,proximity:minimum,probability,0,\n\
                 export,72,84,2017,proximity:minimum,probability,0.5,\n",
    }],
};

/// Every pair once, in the order of codes.
fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &pair(request));
    for setting in settings(frame, request)? {
        let products = &setting.panel.columns;
        let proximity = space::proximity(&setting.presence);
        for (place, product) in products.iter().enumerate() {
            for (other, counterpart) in products.iter().enumerate().skip(place + 1) {
                let near = proximity[place * products.len() + other];
                results.push(&setting.panel.key, &[(PRODUCT, product), (COUNTERPART, counterpart)], Ok(near));
            }
        }
    }
    results.finish()
}

/// What pairs of products are told apart by.
pub fn pair(request: &Request) -> Vec<&'static str> {
    let mut series = request.in_detail(&[PRODUCT]).series_besides(&[REPORTER]);
    series.push(COUNTERPART);
    series
}

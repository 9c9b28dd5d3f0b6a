//! The product space as a table of edges.

use polars::prelude::LazyFrame;

use crate::model::schema::{COUNTERPART, PRODUCT};
use crate::model::{Kind, Totals};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::super::results::Results;
use super::proximity::pair;
use super::setting::{CONVENTIONS, FIGURES, settings};
use super::space;

/// From here on, edges are drawn that the spanning tree does not need.
const THRESHOLD: f64 = 0.55;

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "product_space",
    title: "Product space",
    variants: &[Variant {
        name: "edges",
        formula: "the maximum spanning tree of proximity, and all pairs with a proximity of 0.55 or more",
        unit: "proximity",
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
        arguments: "product_space",
        result: "flow,product,counterpart,period,metric,unit,value,why\n\
                 export,26,72,2017,product_space:edges,proximity in the spanning tree,0.5,\n\
                 export,72,84,2017,product_space:edges,proximity in the spanning tree,0.5,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &pair(request));
    for setting in settings(frame, request)? {
        let products = &setting.panel.columns;
        for edge in space::edges(&space::proximity(&setting.presence), products.len(), THRESHOLD) {
            let labels = [(PRODUCT, products[edge.product].as_str()), (COUNTERPART, products[edge.other].as_str())];
            let unit = if edge.in_tree { "proximity in the spanning tree" } else { "proximity" };
            results.push_in(&setting.panel.key, &labels, None, unit, Ok(edge.proximity));
        }
    }
    results.finish()
}

//! RCA: whether an economy's share in the world's trade of a product is above its share in all trade.

use crate::model::schema::PRODUCT;
use crate::model::{Kind, Totals};

use super::super::metric::{Example, Metric, OfSeveral, Variant};
use super::{FIGURES, NOTES, balassa, measured};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "rca",
    title: "Revealed comparative advantage",
    variants: &[Variant {
        name: "balassa",
        formula: "(x_ik / X_i) / (x_wk / X_w), w the listed reporters",
        unit: "ratio to listed reporters",
        totals: Totals::Parts,
        plan: |frame, request| measured(frame, request, &METRIC, balassa(), Vec::new()),
    }],
    source: "Balassa, Trade Liberalisation and Revealed Comparative Advantage, The Manchester School 33, 1965",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "rca",
        result: "reporter,flow,product,period,metric,unit,value,why\n\
                 DEU,export,27,2017,rca:balassa,ratio to listed reporters,0.6666666667,\n\
                 DEU,export,84,2017,rca:balassa,ratio to listed reporters,1.333333333,\n\
                 KAZ,export,27,2017,rca:balassa,ratio to listed reporters,1.5,\n\
                 KAZ,export,84,2017,rca:balassa,ratio to listed reporters,0.5,\n",
    }],
};

//! Logarithm of revealed comparative advantage, in which advantage and disadvantage are alike.

use polars::prelude::lit;

use crate::model::schema::PRODUCT;
use crate::model::{Kind, Totals};

use super::super::growth::natural_logarithm;
use super::super::metric::{Example, Metric, Variant};
use super::{FIGURES, NOTES, balassa, measured, zero};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "log_rca",
    title: "Logarithm of revealed comparative advantage",
    variants: &[
        Variant {
            name: "ln",
            formula: "ln RCA, RCA as rca:balassa",
            unit: "logarithm against listed reporters",
            totals: Totals::Parts,
        },
        Variant {
            name: "shifted",
            formula: "ln (RCA + 0.1), which zero has too",
            unit: "logarithm against listed reporters",
            totals: Totals::Parts,
        },
    ],
    source: "Vollrath 1991 for the logarithm; Bahar, Hausmann and Hidalgo, Neighbors and the evolution of comparative advantage, 2014, for the shift",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    plan: |frame, request| match request.variant.name {
        "shifted" => measured(frame, request, &METRIC, natural_logarithm(balassa() + lit(0.1)), Vec::new()),
        _ => measured(frame, request, &METRIC, natural_logarithm(balassa()), vec![zero()]),
    },
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "log_rca",
        result: "reporter,flow,product,period,metric,unit,value,why\n\
                 DEU,export,27,2017,log_rca:ln,logarithm against listed reporters,-0.4054651081,\n\
                 DEU,export,84,2017,log_rca:ln,logarithm against listed reporters,0.2876820725,\n\
                 KAZ,export,27,2017,log_rca:ln,logarithm against listed reporters,0.4054651081,\n\
                 KAZ,export,84,2017,log_rca:ln,logarithm against listed reporters,-0.6931471806,\n",
    }],
};

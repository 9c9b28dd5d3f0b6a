//! Logarithm of revealed comparative advantage, in which advantage and disadvantage are alike.

use polars::prelude::{LazyFrame, lit};

use crate::model::Kind;
use crate::model::schema::PRODUCT;

use super::super::error::MetricError;
use super::super::growth::natural_logarithm;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::variants::variants;
use super::{FIGURES, NOTES, balassa, measured, zero};

variants! {
    /// What the logarithm is taken of.
    enum Logarithm by plan {
        Ln => "ln", "ln RCA, RCA as rca:balassa", "logarithm against listed reporters", Parts;
        Shifted => "shifted", "ln (RCA + 0.1), which zero has too", "logarithm against listed reporters", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "log_rca",
    title: "Logarithm of revealed comparative advantage",
    variants: Logarithm::VARIANTS,
    source: "Vollrath 1991 for the logarithm; Bahar, Hausmann and Hidalgo, Neighbors and the evolution of comparative advantage, 2014, for the shift",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
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

fn plan(frame: LazyFrame, request: &Request, logarithm: Logarithm) -> Result<LazyFrame, MetricError> {
    match logarithm {
        Logarithm::Ln => measured(frame, request, &METRIC, natural_logarithm(balassa()), vec![zero()]),
        Logarithm::Shifted => measured(frame, request, &METRIC, natural_logarithm(balassa() + lit(0.1)), Vec::new()),
    }
}

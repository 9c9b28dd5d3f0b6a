//! Hoover index: the share of the whole that would have to move for all parts to be equal.

use polars::prelude::LazyFrame;

use crate::model::{Kind, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::variants::variants;
use super::{Classes, FIGURES, NOTES, Parts, Whole, measure};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "hoover",
    title: "Hoover index",
    variants: variants!(plan {
        Classes::Present => "present", "½ Σ |s − 1/n|, n of the parts present", "ratio", Parts;
        Classes::All => "all_parts", "½ Σ |s − 1/n|, n of all parts", "ratio", Parts;
    }),
    source: "Hoover, The measurement of industrial localization, Review of Economics and Statistics 18, 1936",
    notes: NOTES,
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "hoover:all_parts --by partner",
        // ½ (0.25 + 0.05 + 0.05 + 0.25)
        result: "reporter,flow,period,metric,unit,value,why\n\
                 KAZ,export,2017,hoover:all_parts,\"ratio, n = 4\",0.3,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, classes: Classes) -> Result<LazyFrame, MetricError> {
    measure(frame, request, &METRIC, |whole| index(whole, classes))
}

fn index(whole: &Whole, classes: Classes) -> (Result<f64, Why>, Option<usize>) {
    let parts = whole.parts(classes);
    let n = parts.as_ref().ok().map(|parts| parts.n);
    (parts.map(|parts| half_the_distance(&parts)), n)
}

fn half_the_distance(parts: &Parts) -> f64 {
    let even = 1.0 / parts.n as f64;
    let filled: f64 = parts.shares().map(|share| (share - even).abs()).sum();
    (filled + parts.empty() as f64 * even) / 2.0
}

//! Theil's index: how far the parts are from being equal, by the information in their shares.

use polars::prelude::LazyFrame;

use crate::model::{Kind, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::variants::variants;
use super::{Classes, FIGURES, NOTES, Whole, measure};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "theil",
    title: "Theil index",
    variants: variants!(plan {
        Classes::Present => "present",
            "Σ s ln(s n), n of the parts present; 0 where all are equal, ln n where one has everything",
            "nats", Parts;
        Classes::All => "all_parts", "Σ s ln(s n), n of all parts; an empty part adds nothing", "nats", Parts;
    }),
    source: "Theil, Economics and Information Theory, 1967; Cadot, Carrère and Strauss-Kahn, Export diversification, Review of \
             Economics and Statistics 93, 2011",
    notes: NOTES,
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "theil:all_parts --by partner",
        // ½ ln 2 + 0.3 ln 1.2 + 0.2 ln 0.8
        result: "reporter,flow,period,metric,unit,value,why\n\
                 KAZ,export,2017,theil:all_parts,\"nats, n = 4\",0.3566413471,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, classes: Classes) -> Result<LazyFrame, MetricError> {
    measure(frame, request, &METRIC, |whole| index(whole, classes))
}

fn index(whole: &Whole, classes: Classes) -> (Result<f64, Why>, Option<usize>) {
    let parts = whole.parts(classes);
    let n = parts.as_ref().ok().map(|parts| parts.n);
    let of = |parts: super::Parts| parts.shares().map(|share| share * (share * parts.n as f64).ln()).sum();
    (parts.map(of), n)
}

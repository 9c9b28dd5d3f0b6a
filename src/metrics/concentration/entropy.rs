//! Entropy: how evenly a whole is spread over its parts.

use polars::prelude::LazyFrame;

use crate::model::{Kind, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::variants::variants;
use super::{Classes, FIGURES, NOTES, Parts, Whole, measure};

variants! {
    /// How evenness is told.
    enum Entropy by plan {
        Nats => "nats", "−Σ s ln s; 0 where one part has everything, ln n where all are equal", "nats", Parts;
        Normalised => "normalised", "−Σ s ln s / ln n, n of the parts present", "ratio", Parts;
        NormalisedAll => "normalised_all", "−Σ s ln s / ln n, n of all parts", "ratio", Parts;
        Effective => "effective", "exp(−Σ s ln s): as many equal parts would be as evenly spread", "parts", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "entropy",
    title: "Shannon entropy",
    variants: Entropy::VARIANTS,
    source: "Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948",
    notes: NOTES,
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "entropy --by partner",
        // ½ ln 2 − 0.3 ln 0.3 − 0.2 ln 0.2
        result: "reporter,flow,period,metric,unit,value,why\n\
                 KAZ,export,2017,entropy:nats,nats,1.029653014,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, told: Entropy) -> Result<LazyFrame, MetricError> {
    measure(frame, request, &METRIC, |whole| index(whole, told))
}

fn index(whole: &Whole, told: Entropy) -> (Result<f64, Why>, Option<usize>) {
    let nats = || whole.parts(Classes::Present).map(|parts| entropy(&parts));
    match told {
        Entropy::Nats => (nats(), None),
        Entropy::Normalised => normalised(whole, Classes::Present),
        Entropy::NormalisedAll => normalised(whole, Classes::All),
        Entropy::Effective => (nats().map(f64::exp), None),
    }
}

/// The entropy over the most that n parts can have; of one part nothing is to be said.
fn normalised(whole: &Whole, classes: Classes) -> (Result<f64, Why>, Option<usize>) {
    match whole.parts(classes) {
        Err(why) => (Err(why), None),
        Ok(parts) if parts.n < 2 => (Err(Why::NoDenominator), Some(parts.n)),
        Ok(parts) => (Ok(entropy(&parts) / (parts.n as f64).ln()), Some(parts.n)),
    }
}

/// Of one part the sum would be a negative zero.
fn entropy(parts: &Parts) -> f64 {
    let sum: f64 = parts.shares().map(|share| share * share.ln()).sum();
    if sum == 0.0 { 0.0 } else { -sum }
}

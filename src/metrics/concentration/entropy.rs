//! Entropy: how evenly a whole is spread over its parts.

use crate::model::{Kind, Why};

use super::super::metric::{Example, Metric};
use super::{FIGURES, NOTES, Parts, Whole, measure, variant};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "entropy",
    title: "Shannon entropy",
    variants: &[
        variant("nats", "−Σ s ln s; 0 where one part has everything, ln n where all are equal", "nats"),
        variant("normalised", "−Σ s ln s / ln n, n of the parts present", "ratio"),
        variant("normalised_all", "−Σ s ln s / ln n, n of all parts", "ratio"),
        variant("effective", "exp(−Σ s ln s): as many equal parts would be as evenly spread", "parts"),
    ],
    source: "Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948",
    notes: NOTES,
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    plan: |frame, request| measure(frame, request, &METRIC, |whole| index(whole, request.variant.name)),
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "entropy --by partner",
        // ½ ln 2 − 0.3 ln 0.3 − 0.2 ln 0.2
        result: "reporter,flow,period,metric,unit,value,why\n\
                 KAZ,export,2017,entropy:nats,nats,1.029653014,\n",
    }],
};

fn index(whole: &Whole, variant: &str) -> (Result<f64, Why>, Option<usize>) {
    let parts = match whole.parts(variant == "normalised_all") {
        Ok(parts) => parts,
        Err(why) => return (Err(why), None),
    };
    let entropy = entropy(&parts);
    match variant {
        "effective" => (Ok(entropy.exp()), None),
        "normalised" | "normalised_all" if parts.n < 2 => (Err(Why::NoDenominator), Some(parts.n)),
        "normalised" | "normalised_all" => (Ok(entropy / (parts.n as f64).ln()), Some(parts.n)),
        _ => (Ok(entropy), None),
    }
}

/// Of one part the sum would be a negative zero.
fn entropy(parts: &Parts) -> f64 {
    let sum: f64 = parts.shares().map(|share| share * share.ln()).sum();
    if sum == 0.0 { 0.0 } else { -sum }
}

//! Gini coefficient: how far the Lorenz curve of the parts is from the line on which all are equal.

use polars::prelude::LazyFrame;

use crate::model::{Kind, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::variants::variants;
use super::{Classes, FIGURES, NOTES, Whole, measure};

variants! {
    /// Of which parts, and up to what.
    enum Gini by plan {
        Present => "present",
            "Σ_i (2i − n − 1) s_i / n, parts in ascending order, n of the parts present; at most 1 − 1/n",
            "ratio", Parts;
        AllParts => "all_parts", "the same with n of all parts: empty ones come first", "ratio", Parts;
        Corrected => "corrected",
            "Σ_i (2i − n − 1) s_i / (n − 1), n of the parts present; 1 where one has everything",
            "ratio", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "gini",
    title: "Gini coefficient",
    variants: Gini::VARIANTS,
    source: "Gini, Variabilità e mutabilità, 1912; Deltas, The small-sample bias of the Gini coefficient, Review of Economics and \
             Statistics 85, 2003 (corrected)",
    notes: NOTES,
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "gini:all_parts --by partner",
        // (−1 · 0.2 + 1 · 0.3 + 3 · 0.5) / 4
        result: "reporter,flow,period,metric,unit,value,why\n\
                 KAZ,export,2017,gini:all_parts,\"ratio, n = 4\",0.4,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, gini: Gini) -> Result<LazyFrame, MetricError> {
    measure(frame, request, &METRIC, |whole| index(whole, gini))
}

fn index(whole: &Whole, gini: Gini) -> (Result<f64, Why>, Option<usize>) {
    let classes = match gini {
        Gini::Present | Gini::Corrected => Classes::Present,
        Gini::AllParts => Classes::All,
    };
    let parts = match whole.parts(classes) {
        Ok(parts) => parts,
        Err(why) => return (Err(why), None),
    };
    let n = parts.n as i128;
    let below = match gini {
        Gini::Present | Gini::AllParts => n,
        Gini::Corrected => n - 1,
    };
    if below == 0 {
        return (Err(Why::NoDenominator), Some(parts.n));
    }
    // Whole numbers until the division: the weights are whole, and negative figures turn the order round.
    let first = parts.empty() as i128;
    let ordered: Vec<i64> = match parts.total {
        total if total < 0 => parts.figures.iter().rev().copied().collect(),
        _ => parts.figures.clone(),
    };
    let weighted = ordered.iter().zip(first + 1..).map(|(figure, place)| (2 * place - n - 1) * i128::from(*figure));
    let sum: i128 = weighted.sum();
    (Ok(sum as f64 / parts.total as f64 / below as f64), Some(parts.n))
}

//! Similarity: how alike the trade of two economies is, product by product.

use polars::prelude::LazyFrame;

use crate::model::schema::{COUNTERPART, PRODUCT, REPORTER};
use crate::model::{Kind, Why};

use super::super::complexity;
use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::panel::{Panel, without};
use super::super::results::Results;
use super::super::variants::variants;
use super::{FIGURES, NOTES, comparable, panels};

variants! {
    /// How structures are compared.
    enum Similarity by plan {
        FingerKreinin => "finger_kreinin", "100 · Σ_k min(s_ak, s_bk)", "percent", Parts;
        Bahar => "bahar",
            "corr_k(ln(RCA_ak + 0.1), ln(RCA_bk + 0.1)) over all products that are listed",
            "correlation", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "similarity",
    title: "Export similarity",
    variants: Similarity::VARIANTS,
    source: "Finger and Kreinin, A Measure of Export Similarity, The Economic Journal 89, 1979; Bahar, Hausmann and Hidalgo 2014",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "similarity",
        result: "reporter,counterpart,flow,period,metric,unit,value,why\n\
                 DEU,KAZ,export,2017,similarity:finger_kreinin,percent,40,\n\
                 KAZ,DEU,export,2017,similarity:finger_kreinin,percent,40,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, similarity: Similarity) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &pair(request));
    for (panel, left_out) in panels(frame, request)? {
        match similarity {
            Similarity::FingerKreinin => {
                every_pair(&mut results, &panel, left_out, request, &comparable(&panel), |one, other| {
                    Ok(100.0 * one.iter().zip(other).map(|(one, other)| one.min(*other)).sum::<f64>())
                });
            }
            Similarity::Bahar => {
                every_pair(&mut results, &panel, left_out, request, &advantages(&panel), |one, other| {
                    Ok(one.iter().zip(other).map(|(one, other)| one * other).sum::<f64>().clamp(-1.0, 1.0))
                });
            }
        }
    }
    results.finish()
}

/// What pairs of reporters are told apart by.
pub fn pair(request: &Request) -> Vec<&'static str> {
    let mut series = request.series_besides(&[PRODUCT]);
    let after = series.iter().position(|name| *name == REPORTER).map_or(0, |place| place + 1);
    series.insert(after, COUNTERPART);
    series
}

/// Every reporter with every other one, both ways round: a reader looks for the first.
pub fn every_pair(
    results: &mut Results<'_>,
    panel: &Panel,
    left_out: usize,
    request: &Request,
    of_reporters: &[Result<Vec<f64>, Why>],
    compare: impl Fn(&[f64], &[f64]) -> Result<f64, Why>,
) {
    let unit = without(request.variant.unit, left_out);
    for (reporter, one) in panel.rows.iter().zip(of_reporters) {
        for (counterpart, other) in panel.rows.iter().zip(of_reporters).filter(|(other, _)| *other != reporter) {
            let value = match (one, other) {
                (Ok(one), Ok(other)) => compare(one, other),
                (Err(why), _) | (_, Err(why)) => Err(*why),
            };
            let labels = [(REPORTER, reporter.as_str()), (COUNTERPART, counterpart.as_str())];
            results.push_in(&panel.key, &labels, None, &unit, value);
        }
    }
}

/// `ln(RCA + 0.1)` of each reporter, on mean zero and length one, so that a correlation is a sum of products.
fn advantages(panel: &Panel) -> Vec<Result<Vec<f64>, Why>> {
    let totals = panel.totals();
    let traded = panel.keep(|_| true, |column| totals.columns[column] > 0);
    let width = traded.columns.len();
    if width == 1 {
        return vec![Err(Why::OnePart); panel.rows.len()];
    }
    let rca = complexity::rca(&traded.values, width);
    let centred = |row: &[f64]| {
        let shifted: Vec<f64> = row.iter().map(|rca| (rca + 0.1).ln()).collect();
        let mean = shifted.iter().sum::<f64>() / width as f64;
        let length = shifted.iter().map(|cell| (cell - mean) * (cell - mean)).sum::<f64>().sqrt();
        // A reporter without trade has none at all, and one that is like the world has no variance.
        match length > 1e-12 {
            true => Ok(shifted.iter().map(|cell| (cell - mean) / length).collect()),
            false => Err(Why::Undetermined),
        }
    };
    let of_row = |(row, total): (&[f64], &i128)| if *total == 0 { Err(Why::NoDenominator) } else { centred(row) };
    rca.chunks_exact(width.max(1)).zip(&totals.rows).map(of_row).collect()
}

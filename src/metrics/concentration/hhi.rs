//! Herfindahl–Hirschman index: the sum of squared shares, under each of the names it goes by.

use polars::prelude::LazyFrame;

use crate::model::{Kind, Totals, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, Request, Variant};
use super::{FIGURES, NOTES, Parts, Whole, measure, variant};

const fn bound(name: &'static str, formula: &'static str) -> Variant {
    Variant { name, formula, unit: "index", totals: Totals::Keep }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "hhi",
    title: "Herfindahl–Hirschman index",
    variants: &[
        variant("plain", "Σ s²", "index"),
        variant("points", "10 000 · Σ s²", "points of 10 000"),
        variant("normalised", "(Σ s² − 1/n) / (1 − 1/n), n of the parts present", "index"),
        variant("normalised_all", "(Σ s² − 1/n) / (1 − 1/n), n of all parts", "index"),
        variant("unctad", "(√Σ s² − √(1/n)) / (1 − √(1/n)), n of all parts", "index"),
        variant("unctad_present", "(√Σ s² − √(1/n)) / (1 − √(1/n)), n of the parts present", "index"),
        variant("hirschmann", "√Σ s²", "index"),
        bound("low", "Σ of the known s², s of the total that the source prints: the rest spread thin"),
        bound("high", "the same and (1 − Σ of the known s)²: the rest with one part"),
    ],
    source: "Hirschman, The paternity of an index, American Economic Review 54, 1964; UNCTAD Handbook of Statistics, \
             concentration index; World Bank WITS, Hirschman Herfindahl index (normalised)",
    notes: NOTES,
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    plan: |frame: LazyFrame, request: &Request| -> Result<LazyFrame, MetricError> {
        measure(frame, request, &METRIC, |whole| index(whole, request.variant.name))
    },
    examples: &[
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "hhi --by partner",
            result: "reporter,flow,period,metric,unit,value,why\n\
                     KAZ,export,2017,hhi:plain,index,0.38,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "hhi:normalised_all --by partner",
            result: "reporter,flow,period,metric,unit,value,why\n\
                     KAZ,export,2017,hhi:normalised_all,\"index, n = 4\",0.1733333333,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit,state\n\
                      KAZ,World,export,TOTAL,2017,100,USD million,\n\
                      KAZ,CHN,export,TOTAL,2017,50,USD million,\n\
                      KAZ,ITA,export,TOTAL,2017,30,USD million,\n\
                      KAZ,RUS,export,TOTAL,2017,,USD million,suppressed\n",
            companions: &[],
            arguments: "hhi:high --by partner",
            result: "reporter,flow,period,metric,unit,value,why\n\
                     KAZ,export,2017,hhi:high,index,0.38,\n",
        },
    ],
};

fn index(whole: &Whole, variant: &str) -> (Result<f64, Why>, Option<usize>) {
    if ["low", "high"].contains(&variant) {
        return (bounds(whole).map(|(low, high)| if variant == "low" { low } else { high }), None);
    }
    let all = ["normalised_all", "unctad"].contains(&variant);
    let parts = match whole.parts(all) {
        Ok(parts) => parts,
        Err(why) => return (Err(why), None),
    };
    let squares = squares(&parts);
    let one = 1.0 / parts.n as f64;
    match variant {
        "points" => (Ok(10_000.0 * squares), None),
        "hirschmann" => (Ok(squares.sqrt()), None),
        "normalised" | "normalised_all" => (above(squares, one, parts.n), Some(parts.n)),
        "unctad" | "unctad_present" => (above(squares.sqrt(), one.sqrt(), parts.n), Some(parts.n)),
        _ => (Ok(squares), None),
    }
}

fn squares(parts: &Parts) -> f64 {
    parts.shares().map(|share| share * share).sum()
}

/// Where a value stands between its least for n parts and one; of one part nothing is to be said.
fn above(value: f64, least: f64, n: usize) -> Result<f64, Why> {
    if n < 2 { Err(Why::NoDenominator) } else { Ok((value - least) / (1.0 - least)) }
}

/// What the index is at least and at most, whatever stands in the cells that are not known.
fn bounds(whole: &Whole) -> Result<(f64, f64), Why> {
    let printed = whole.printed.ok_or(Why::NoDenominator)?;
    let known: i128 = whole.known.iter().map(|figure| i128::from(*figure)).sum();
    let rest = i128::from(printed) - known;
    if printed <= 0 || rest < 0 || whole.known.first().is_some_and(|least| *least < 0) {
        return Err(if printed == 0 { Why::NoDenominator } else { Why::MixedSigns });
    }
    let share = |figure: f64| figure / printed as f64;
    let low: f64 = whole.known.iter().map(|figure| share(*figure as f64) * share(*figure as f64)).sum();
    Ok((low, low + share(rest as f64) * share(rest as f64)))
}

//! Herfindahl–Hirschman index: the sum of squared shares, under each of the names it goes by.

use polars::prelude::LazyFrame;

use crate::model::{Kind, Why};

use super::super::error::MetricError;
use super::super::metric::{Example, Metric, OfSeveral, Request};
use super::super::variants::variants;
use super::{Classes, FIGURES, NOTES, Parts, Whole, measure};

variants! {
    /// The index under each of its names.
    enum Hhi by plan {
        Plain => "plain", "Σ s²", "index", Parts;
        Points => "points", "10 000 · Σ s²", "points of 10 000", Parts;
        Normalised => "normalised", "(Σ s² − 1/n) / (1 − 1/n), n of the parts present", "index", Parts;
        NormalisedAll => "normalised_all", "(Σ s² − 1/n) / (1 − 1/n), n of all parts", "index", Parts;
        Unctad => "unctad", "(√Σ s² − √(1/n)) / (1 − √(1/n)), n of all parts", "index", Parts;
        UnctadPresent => "unctad_present", "(√Σ s² − √(1/n)) / (1 − √(1/n)), n of the parts present", "index", Parts;
        Hirschmann => "hirschmann", "√Σ s²", "index", Parts;
        Low => "low", "Σ of the known s², s of the total that the source prints: the rest spread thin", "index", Keep;
        High => "high", "the same and (1 − Σ of the known s)²: the rest with one part", "index", Keep;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "hhi",
    title: "Herfindahl–Hirschman index",
    variants: Hhi::VARIANTS,
    source: "Hirschman, The paternity of an index, American Economic Review 54, 1964; UNCTAD Handbook of Statistics, \
             concentration index; World Bank WITS, Hirschman Herfindahl index (normalised)",
    notes: NOTES,
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
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

fn plan(frame: LazyFrame, request: &Request, hhi: Hhi) -> Result<LazyFrame, MetricError> {
    measure(frame, request, &METRIC, |whole| index(whole, hhi))
}

fn index(whole: &Whole, hhi: Hhi) -> (Result<f64, Why>, Option<usize>) {
    let present = || whole.parts(Classes::Present).map(|parts| squares(&parts));
    match hhi {
        Hhi::Plain => (present(), None),
        Hhi::Points => (present().map(|squares| 10_000.0 * squares), None),
        Hhi::Normalised => normalised(whole, Classes::Present, |index| index),
        Hhi::NormalisedAll => normalised(whole, Classes::All, |index| index),
        Hhi::Unctad => normalised(whole, Classes::All, f64::sqrt),
        Hhi::UnctadPresent => normalised(whole, Classes::Present, f64::sqrt),
        Hhi::Hirschmann => (present().map(f64::sqrt), None),
        Hhi::Low => (bounds(whole).map(|(low, _)| low), None),
        Hhi::High => (bounds(whole).map(|(_, high)| high), None),
    }
}

fn squares(parts: &Parts) -> f64 {
    parts.shares().map(|share| share * share).sum()
}

/// The index, on a scale, between its least for n parts and one.
fn normalised(whole: &Whole, classes: Classes, scale: fn(f64) -> f64) -> (Result<f64, Why>, Option<usize>) {
    match whole.parts(classes) {
        Err(why) => (Err(why), None),
        Ok(parts) => (above(scale(squares(&parts)), scale(1.0 / parts.n as f64), parts.n), Some(parts.n)),
    }
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

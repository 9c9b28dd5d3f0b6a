//! Concentration and inequality: how much of a whole stands on few of its parts, from exact figures, never from shares that
//! were rounded.

pub(super) mod entropy;
pub(super) mod gini;
pub(super) mod hhi;
pub(super) mod hoover;
pub(super) mod theil;

use std::collections::BTreeMap;

use polars::prelude::{LazyFrame, col};

use crate::model::schema::{CURRENCY, PERIOD, WHY};
use crate::model::{Totals, Why};

use super::error::MetricError;
use super::metric::{Metric, Request};
use super::panel::Key;
use super::reduce::reduce;
use super::results::Results;
use super::runs::{figures, key, runs, texts};
use super::share::{all_totals, is_remainder, is_total};

/// Four partners, half of the trade with one of them.
const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,CHN,export,TOTAL,2017,50,USD million\n\
    KAZ,ITA,export,TOTAL,2017,30,USD million\n\
    KAZ,RUS,export,TOTAL,2017,20,USD million\n\
    KAZ,GBR,export,TOTAL,2017,0,USD million\n";

/// Of every measure.
const NOTES: &str = "The parts are what --by tells apart; their shares s are of the parts that are listed. n is the number of parts \
    with a figure above zero (present), or of all that the whole has in any period (all); the unit says n. A figure that \
    is confidential or missing leaves the measure empty, parts of different signs are said (mixed_signs), and a whole of \
    zero has no shares (no_denominator).";

/// Which parts a whole has.
#[derive(Debug, Clone, Copy)]
enum Classes {
    /// Those with a figure above zero.
    Present,
    /// All that are there in any period.
    All,
}

/// A whole in one period.
struct Whole {
    key: Key,
    /// Of the parts, the smallest first; unknown ones are not in it.
    known: Vec<i64>,
    /// Why the first unknown part is not known; a confidential one comes first.
    unknown: Option<Why>,
    /// Parts that are there in any period.
    classes: usize,
    /// The total that the source prints, where it was asked for.
    printed: Option<i64>,
}

/// Figures above zero with their number, ready to be shared out.
struct Parts {
    figures: Vec<i64>,
    total: i128,
    /// What a measure calls n.
    n: usize,
}

impl Whole {
    /// The parts and their total.
    fn parts(&self, classes: Classes) -> Result<Parts, Why> {
        if let Some(why) = self.unknown {
            return Err(why);
        }
        let (least, most) = (self.known.first().copied().unwrap_or(0), self.known.last().copied().unwrap_or(0));
        let total: i128 = self.known.iter().map(|figure| i128::from(*figure)).sum();
        match total {
            _ if least < 0 && most > 0 => Err(Why::MixedSigns),
            0 => Err(Why::NoDenominator),
            total => {
                let figures: Vec<i64> = self.known.iter().copied().filter(|figure| *figure != 0).collect();
                let n = match classes {
                    Classes::Present => figures.len(),
                    Classes::All => self.classes,
                };
                Ok(Parts { figures, total, n })
            }
        }
    }
}

impl Parts {
    /// Of the parts that are not zero, the smallest first, so that any order of rows gives the same sum.
    fn shares(&self) -> impl Iterator<Item = f64> + Clone + '_ {
        self.figures.iter().map(|figure| *figure as f64 / self.total as f64)
    }

    /// Classes without any figure.
    fn empty(&self) -> usize {
        self.n - self.figures.len()
    }
}

/// A measure of every whole: its value, and n where it depends on it.
fn measure(
    frame: LazyFrame,
    request: &Request,
    metric: &Metric,
    of: impl Fn(&Whole) -> (Result<f64, Why>, Option<usize>),
) -> Result<LazyFrame, MetricError> {
    if request.by.is_empty() {
        return Err(MetricError::Incomplete {
            metric: metric.name,
            what: "parts that the whole may be concentrated in",
            help: "say what the parts are: --by partner",
        });
    }
    let mut results = Results::new(metric, request, &request.whole());
    for whole in wholes(frame, request)? {
        let (value, n) = of(&whole);
        let unit = n.map_or_else(|| request.variant.unit.to_owned(), |n| format!("{}, n = {n}", request.variant.unit));
        results.push_in(&whole.key, &[], None, &unit, value);
    }
    results.finish()
}

fn wholes(frame: LazyFrame, request: &Request) -> Result<Vec<Whole>, MetricError> {
    let reduced = reduce(frame, request);
    let group = request.whole();
    let printed = match request.variant.totals {
        Totals::Keep => printed(&reduced, request, &group)?,
        Totals::Prefer | Totals::Parts | Totals::Exclude => BTreeMap::new(),
    };
    let parts = reduced.filter(is_total(request).or(is_remainder(request)).not());
    let classes = classes(&parts, request, &group)?;
    let keys: Vec<&str> = group.iter().copied().chain([CURRENCY, PERIOD]).collect();
    let mut wholes = Vec::new();
    for run in runs(parts, &keys, &[])? {
        let key = key(&run, &group)?;
        let figures = figures(&run)?;
        let mut known: Vec<i64> = figures.iter().filter_map(|figure| figure.ok()).collect();
        known.sort_unstable();
        let confidential = figures.contains(&Err(Why::Suppressed)).then_some(Why::Suppressed);
        wholes.push(Whole {
            unknown: confidential.or_else(|| figures.iter().find_map(|figure| figure.err())),
            classes: classes.get(&without_period(&key)).copied().unwrap_or(known.len()),
            printed: printed.get(&key).copied(),
            known,
            key,
        });
    }
    Ok(wholes)
}

/// The totals that the source prints.
fn printed(reduced: &LazyFrame, request: &Request, group: &[&'static str]) -> Result<BTreeMap<Key, i64>, MetricError> {
    let keys: Vec<&str> = group.iter().copied().chain([CURRENCY, PERIOD]).collect();
    let totals = reduced.clone().filter(all_totals(request)).filter(col(WHY).is_null());
    let mut printed = BTreeMap::new();
    for run in runs(totals, &keys, &[])? {
        if let [Ok(total)] = figures(&run)?.as_slice() {
            printed.insert(key(&run, group)?, *total);
        }
    }
    Ok(printed)
}

/// How many parts a whole has over all periods.
fn classes(
    parts: &LazyFrame,
    request: &Request,
    group: &[&'static str],
) -> Result<BTreeMap<Vec<String>, usize>, MetricError> {
    let labels: Vec<&str> = request.series().into_iter().filter(|name| !group.contains(name)).collect();
    let keys: Vec<&str> = group.iter().copied().chain([CURRENCY]).collect();
    let mut classes = BTreeMap::new();
    for run in runs(parts.clone(), &keys, &labels)? {
        let labels = labels.iter().map(|name| texts(&run, name)).collect::<Result<Vec<_>, _>>()?;
        let new = |row: &usize| *row == 0 || labels.iter().any(|texts| texts.get(*row) != texts.get(*row - 1));
        let count = (0..run.height()).filter(new).count();
        classes.insert(without_period(&key(&run, group)?), count);
    }
    Ok(classes)
}

fn without_period(key: &Key) -> Vec<String> {
    key.dimensions.iter().map(|(_, value)| value.clone()).chain([key.currency.clone()]).collect()
}

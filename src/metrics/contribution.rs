//! Contribution to growth: how much of the whole's growth comes from each part, in percentage points.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, LazyFrame, col, lit};

use crate::model::schema::{CURRENCY, PERIOD, VALUE, VALUE_MINOR, WHY};
use crate::model::{Kind, Period, Why};

use super::amounts::Amounts;
use super::calendar::{self, Base, equally_long};
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::panel::Key;
use super::reduce::{BASE, WHOLE, finish, float, join_base, or_reason, reduce, sum, unless_reason};
use super::results::Results;
use super::runs::{figures, key, runs, texts};
use super::share::{is_total, join_whole, whole_keys};
use super::variants::variants;

/// Which parts are counted.
#[derive(Debug, Clone, Copy)]
enum Contribution {
    /// Those that are there in both periods.
    Matched(Before),
    /// New and lost ones too.
    Entries(Told),
}

/// What a period is compared with, where nothing is said.
#[derive(Debug, Clone, Copy)]
enum Before {
    Year,
    Period,
}

/// How a change is told.
#[derive(Debug, Clone, Copy)]
enum Told {
    Points,
    Amount,
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "contribution",
    title: "Contribution to growth",
    variants: variants!(plan {
        Contribution::Matched(Before::Year) => "yoy",
            "100 · (x_k,t − x_k,b) / Σ x_b, b the same months of the year before, or --base",
            "percentage points", Parts;
        Contribution::Matched(Before::Period) => "simple",
            "100 · (x_k,t − x_k,b) / Σ x_b, b the period before, or --base",
            "percentage points", Parts;
        Contribution::Entries(Told::Points) => "entry",
            "as yoy, and a part that is listed in one of the periods only counts zero in the other",
            "percentage points", Parts;
        Contribution::Entries(Told::Amount) => "amount",
            "x_k,t − x_k,b as for entry: whole smallest units, which add up exactly",
            "", Parts;
    }),
    source: "Eurostat, Handbook on quarterly national accounts, additive contributions to growth",
    notes: "Contributions of the parts that are there in both periods add up to the growth of those parts together; a \
            part that is there in one period only has none (base_missing) and is no part of the base. With entry, new and \
            lost parts are counted too, and the contributions add up to the growth of all listed parts.",
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Sum,
    examples: &[
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,GBR,export,TOTAL,2016,40,USD\n\
                  KAZ,CHN,export,TOTAL,2016,60,USD\n\
                  KAZ,GBR,export,TOTAL,2017,50,USD\n\
                  KAZ,CHN,export,TOTAL,2017,55,USD\n",
            companions: &[],
            arguments: "contribution --by partner --period 2017",
            result: "reporter,partner,flow,period,base_period,metric,unit,value,why\n\
                 KAZ,CHN,export,2017,2016,contribution:yoy,percentage points,-5,\n\
                 KAZ,GBR,export,2017,2016,contribution:yoy,percentage points,10,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,GBR,export,TOTAL,2016,40,USD\n\
                  KAZ,CHN,export,TOTAL,2016,60,USD\n\
                  KAZ,GBR,export,TOTAL,2017,50,USD\n\
                  KAZ,ITA,export,TOTAL,2017,55,USD\n",
            companions: &[],
            arguments: "contribution:entry --by partner --period 2017",
            result: "reporter,partner,flow,period,base_period,metric,unit,value,why\n\
                 KAZ,CHN,export,2017,2016,contribution:entry,percentage points,-60,\n\
                 KAZ,GBR,export,2017,2016,contribution:entry,percentage points,10,\n\
                 KAZ,ITA,export,2017,2016,contribution:entry,percentage points,55,\n",
        },
    ],
};

fn plan(frame: LazyFrame, request: &Request, contribution: Contribution) -> Result<LazyFrame, MetricError> {
    if request.by.is_empty() {
        return Err(MetricError::Incomplete {
            metric: METRIC.name,
            what: "parts that contribute",
            help: "say what the parts are: --by partner",
        });
    }
    let parts = reduce(frame, request).filter(is_total(request).not());
    match contribution {
        Contribution::Matched(before) => matched(parts, request, before),
        Contribution::Entries(told) => with_entries(parts, request, told),
    }
}

/// Contributions of the parts that are there in both periods.
fn matched(parts: LazyFrame, request: &Request, before: Before) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let dated = calendar::with_base(parts, |period| {
        let base = base(request, before, period)?;
        Some(Base { period: base, alike: equally_long(period, &base), years: None })
    })?;
    let parts = join_base(dated, &series);
    let matched = parts.clone().filter(col(BASE).is_not_null().and(col(VALUE_MINOR).is_not_null()));
    let wholes = matched.group_by(whole_keys(request)).agg([sum(col(BASE)).alias(WHOLE)]);
    let contributed = join_whole(parts, wholes, request)?
        .with_columns([or_reason(WHY, reasons())])
        .with_columns([unless_reason(lit(100.0) * (float(VALUE_MINOR) - float(BASE)) / float(WHOLE)).alias(VALUE)]);
    Ok(finish(contributed, &METRIC, request, &series)?)
}

/// What a period is compared with.
fn base(request: &Request, before: Before, period: &Period) -> Option<Period> {
    if let Some(base) = request.base {
        return (base < *period).then_some(base);
    }
    match before {
        Before::Year => Some(period.same_a_year_earlier()),
        Before::Period => period.preceding(),
    }
}

/// The parts of a whole in one period, by their labels.
type Parts = BTreeMap<Vec<String>, Result<i64, Why>>;

/// Contributions in which a part that is not listed is not traded.
fn with_entries(parts: LazyFrame, request: &Request, told: Told) -> Result<LazyFrame, MetricError> {
    let (series, group) = (request.series(), request.whole());
    let labels: Vec<&'static str> = request.series().into_iter().filter(|name| !group.contains(name)).collect();
    let (mut ratios, mut amounts) = (Results::new(&METRIC, request, &series), Amounts::new(&series));
    let keys: Vec<&str> = group.iter().copied().chain([CURRENCY]).collect();
    for run in runs(parts, &keys, &[PERIOD])? {
        let periods = by_period(&run, &group, &labels)?;
        for (key, now) in periods.values() {
            let Some(base) = key.period.parse().ok().and_then(|period| base(request, Before::Year, &period)) else {
                continue;
            };
            let before = periods.get(&base.to_string()).map(|(_, parts)| parts);
            let whole = whole(key, &base, before);
            let all: BTreeSet<&Vec<String>> = now.keys().chain(before.into_iter().flat_map(BTreeMap::keys)).collect();
            for part in all {
                let of = |parts: Option<&Parts>| parts.and_then(|parts| parts.get(part)).copied().unwrap_or(Ok(0));
                let change = of(Some(now)).and_then(|now| Ok(i128::from(now) - i128::from(of(before)?)));
                let named: Vec<(&str, &str)> = labels.iter().copied().zip(part.iter().map(String::as_str)).collect();
                let base = Some(base.to_string());
                let change = whole.and_then(|whole| Ok((change?, whole)));
                match told {
                    Told::Points => {
                        let ratio = change.and_then(|(change, whole)| percent(change, whole));
                        ratios.push_in(key, &named, base.as_deref(), request.variant.unit, ratio);
                    }
                    Told::Amount => {
                        amounts.push(key, &named, base.as_deref(), 1, change.map(|(change, _)| change));
                    }
                }
            }
        }
    }
    match told {
        Told::Points => ratios.finish(),
        Told::Amount => amounts.finish(&METRIC, request),
    }
}

/// The parts of every period of a whole, by the period's text.
fn by_period(
    run: &DataFrame,
    group: &[&'static str],
    labels: &[&'static str],
) -> Result<BTreeMap<String, (Key, Parts)>, MetricError> {
    let mut periods = BTreeMap::new();
    let columns = labels.iter().map(|name| texts(run, name)).collect::<Result<Vec<_>, _>>()?;
    for (row, figure) in figures(run)?.into_iter().enumerate() {
        let key = key(&run.slice(row as i64, 1), group)?;
        let part = columns.iter().map(|texts| texts.get(row).unwrap_or_default().to_owned()).collect();
        let (_, parts) = periods.entry(key.period.clone()).or_insert_with(|| (key, Parts::new()));
        parts.insert(part, figure);
    }
    Ok(periods)
}

/// The base of a whole; the periods have to be equally long.
fn whole(key: &Key, base: &Period, before: Option<&Parts>) -> Result<i128, Why> {
    if key.period.parse().is_ok_and(|period: Period| !equally_long(&period, base)) {
        return Err(Why::NotLikeForLike);
    }
    before.ok_or(Why::BaseMissing)?.values().try_fold(0, |sum, figure| Ok(sum + i128::from((*figure)?)))
}

fn percent(change: i128, whole: i128) -> Result<f64, Why> {
    match whole {
        0 => Err(Why::BaseZero),
        whole if whole < 0 => Err(Why::BaseNegative),
        whole => Ok(100.0 * (change as f64 / whole as f64)),
    }
}

fn reasons() -> Vec<(polars::prelude::Expr, Why)> {
    use super::calendar::ALIKE;
    use super::reduce::BASE_WHY;
    vec![
        (col(ALIKE).not(), Why::NotLikeForLike),
        (col(BASE_WHY).eq(lit(Why::Suppressed.name())).fill_null(lit(false)), Why::Suppressed),
        (col(BASE_WHY).eq(lit(Why::Bounded.name())).fill_null(lit(false)), Why::Bounded),
        (col(BASE).is_null(), Why::BaseMissing),
        (col(WHOLE).eq(lit(0)), Why::BaseZero),
        (col(WHOLE).lt(lit(0)), Why::BaseNegative),
    ]
}

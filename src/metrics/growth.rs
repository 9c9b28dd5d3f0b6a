//! Growth: how much more than in the base period, in per cent.

use chrono::{Datelike as _, Months};
use polars::prelude::{ChunkApply as _, Expr, Float64Chunked, IntoColumn as _, LazyFrame, col, lit};

use crate::model::schema::{VALUE, VALUE_MINOR, WHY};
use crate::model::{Kind, Period, Why};

use super::calendar::{self, ALIKE, Base, YEARS, equally_long};
use super::cumulated::flows;
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::{BASE, BASE_WHY, finish, float, join_base, or_reason, reduce, unless_reason};
use super::spans::add_up;
use super::trend::{self, Slope};
use super::variants::variants;

/// How much more there is than at one time, or how fast it grows over all times.
#[derive(Debug, Clone, Copy)]
enum Growth {
    Rate(Rate),
    Trend(Slope),
}

/// A rate on the figure of a base period.
#[derive(Debug, Clone, Copy)]
enum Rate {
    Simple,
    Yoy,
    Ytd,
    Rolling,
    Log,
    Cagr,
    Cumulative,
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "growth",
    title: "Growth",
    variants: variants!(plan {
        Growth::Rate(Rate::Simple) => "simple",
            "100 · (x_t − x_b) / x_b, b the period before, or the one given with --base",
            "percent", Prefer;
        Growth::Rate(Rate::Yoy) => "yoy",
            "100 · (x_t − x_b) / x_b, b the same months of the year before",
            "percent", Prefer;
        Growth::Rate(Rate::Ytd) => "ytd",
            "100 · (Σ x_t − Σ x_b) / Σ x_b over January to t, b the same months of the year before",
            "percent", Prefer;
        Growth::Rate(Rate::Rolling) => "rolling",
            "100 · (Σ x_t − Σ x_b) / Σ x_b over the twelve months to t, b the twelve months before them",
            "percent", Prefer;
        Growth::Rate(Rate::Log) => "log", "100 · ln(x_t / x_b), b as for simple", "percent", Prefer;
        Growth::Rate(Rate::Cagr) => "cagr",
            "100 · ((x_t / x_b)^(1/n) − 1), n whole years, b the first like period (of a --period range) or --base",
            "percent", Prefer;
        Growth::Rate(Rate::Cumulative) => "cumulative",
            "100 · (x_t − x_b) / x_b, b the first like period (of a --period range) or --base",
            "percent", Prefer;
        Growth::Trend(Slope::Growth) => "trend",
            "100 · (exp(b) − 1), b the slope of ln x on the year by least squares, over --period or all periods",
            "percent a year", Prefer;
        Growth::Trend(Slope::Logarithm) => "trend_b", "100 · b, b as for trend", "percent a year", Prefer;
    }),
    source: "UN IMTS Compilers Manual, chapter on data presentation; OECD Glossary of Statistical Terms, growth rate; \
             UNCTAD Handbook of Statistics, annual average growth rates (trend)",
    notes: "From zero there is no rate (base_zero). A negative base or a change of sign is said, not computed \
            (base_negative). Periods of unequal length are refused (not_like_for_like). Sums over months (ytd, rolling, \
            and a --period such as FY2022-23 that the source does not print) are empty unless every month is there. \
            A trend needs a span without gaps and figures above zero.",
    kinds: &[Kind::Trade, Kind::Investment, Kind::Listings],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Own,
    examples: &[
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                      KAZ,GBR,total,TOTAL,2016-01..2016-04,334.3,USD million\n\
                      KAZ,GBR,total,TOTAL,2017-01..2017-04,422.6,USD million\n",
            companions: &[],
            arguments: "growth:yoy --period 2017-01..2017-04",
            result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                     KAZ,total,2017-01..2017-04,2016-01..2016-04,growth:yoy,percent,26.41340114,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                      KAZ,GBR,export,TOTAL,2015,0,USD\n\
                      KAZ,GBR,export,TOTAL,2016,50,USD\n\
                      KAZ,GBR,export,TOTAL,2017,40,USD\n",
            companions: &[],
            arguments: "growth",
            result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                     KAZ,export,2015,2014,growth:simple,percent,,base_missing\n\
                     KAZ,export,2016,2015,growth:simple,percent,,base_zero\n\
                     KAZ,export,2017,2016,growth:simple,percent,-20,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                      KAZ,GBR,export,TOTAL,2014,100,USD\n\
                      KAZ,GBR,export,TOTAL,2016,121,USD\n",
            companions: &[],
            arguments: "growth:cagr --period 2016",
            result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                     KAZ,export,2016,2014,growth:cagr,percent,10,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                      KAZ,GBR,export,TOTAL,2016-01,10,USD\n\
                      KAZ,GBR,export,TOTAL,2016-02,10,USD\n\
                      KAZ,GBR,export,TOTAL,2017-01,11,USD\n\
                      KAZ,GBR,export,TOTAL,2017-02,14,USD\n",
            companions: &[],
            arguments: "growth:ytd --period 2017-01..2017-02",
            result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                     KAZ,export,2017-01..2017-02,2016-01..2016-02,growth:ytd,percent,25,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                      KAZ,GBR,export,TOTAL,2015,100,USD\n\
                      KAZ,GBR,export,TOTAL,2016,130,USD\n\
                      KAZ,GBR,export,TOTAL,2017,121,USD\n",
            companions: &[],
            arguments: "growth:trend",
            result: "reporter,flow,period,metric,unit,value,why\n\
                     KAZ,export,2015..2017,growth:trend,percent a year,10,\n",
        },
    ],
};

fn plan(frame: LazyFrame, request: &Request, growth: Growth) -> Result<LazyFrame, MetricError> {
    match growth {
        Growth::Rate(rate) => rates(frame, request, rate),
        Growth::Trend(slope) => trend::plan(reduce(frame, request), &METRIC, request, slope),
    }
}

fn rates(frame: LazyFrame, request: &Request, rate: Rate) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let figures = || col(VALUE_MINOR);
    let reduced = match rate {
        Rate::Ytd => add_up(over_time(frame, request)?, &series, year_to_date, figures())?,
        Rate::Rolling => add_up(over_time(frame, request)?, &series, twelve_months, figures())?,
        Rate::Simple | Rate::Yoy | Rate::Log | Rate::Cagr | Rate::Cumulative => {
            with_wanted(reduce(frame, request), request, rate, &series)?
        }
    };
    let first = calendar::periods(&reduced)?;
    let dated = calendar::with_base(reduced, |period| base(request, rate, period, &first))?;
    let grown = in_percent(join_base(dated, &series), rate);
    Ok(finish(grown, &METRIC, request, &series)?)
}

/// What may be added up over time.
fn over_time(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    if request.kind == Kind::Listings {
        return Err(MetricError::Incomplete {
            metric: METRIC.name,
            what: "flows: what companies are worth is not added up over time",
            help: "ask for growth:yoy",
        });
    }
    Ok(reduce(flows(frame, request.kind), request))
}

/// Figures of years that are asked for and not there, such as fiscal years, and of their bases, from the months.
fn with_wanted(reduced: LazyFrame, request: &Request, rate: Rate, series: &[&str]) -> Result<LazyFrame, MetricError> {
    let there = calendar::periods(&reduced)?;
    let up_to_a_year = |period: &&Period| period.months().is_some_and(|months| months <= 12);
    let absent = request.periods.iter().filter(up_to_a_year).filter(|period| !there.contains(period));
    let mut wanted: Vec<Period> = absent.copied().collect();
    if wanted.is_empty() || request.kind != Kind::Trade {
        return Ok(reduced);
    }
    let bases: Vec<Period> =
        wanted.iter().filter_map(|period| Some(base(request, rate, period, &there)?.period)).collect();
    wanted.extend(bases);
    let spans = |own: &[Period]| {
        let mut spans = [own, &wanted].concat();
        spans.sort_unstable();
        spans.dedup();
        spans
    };
    Ok(add_up(reduced, series, spans, col(VALUE_MINOR))?)
}

fn base(request: &Request, rate: Rate, period: &Period, there: &[Period]) -> Option<Base> {
    let given = request.base.filter(|base| base < period);
    match rate {
        Rate::Yoy | Rate::Ytd | Rate::Rolling => {
            Some(Base { period: period.same_a_year_earlier(), alike: true, years: None })
        }
        Rate::Cagr | Rate::Cumulative => {
            // Of a range such as 2015..2024, the first year inside it.
            let range = request.periods.iter().find(|range| *range != period && range.contains(period));
            let inside = |first: &&Period| range.is_none_or(|range| range.contains(first));
            let first = there.iter().filter(inside).find(|first| period.is_like(first));
            let base = given.or(first.copied()).filter(|base| base < period)?;
            Some(Base {
                period: base,
                alike: period.is_like(&base),
                years: Some(f64::from(period.start().year() - base.start().year())),
            })
        }
        Rate::Simple | Rate::Log if request.base.is_some() => {
            given.map(|base| Base { period: base, alike: equally_long(period, &base), years: None })
        }
        Rate::Simple | Rate::Log => period.preceding().map(|base| Base { period: base, alike: true, years: None }),
    }
}

/// Adds `value` in per cent, or the reason why there is none.
fn in_percent(frame: LazyFrame, rate: Rate) -> LazyFrame {
    let ratio = || float(VALUE_MINOR) / float(BASE);
    let percent = match rate {
        Rate::Log => lit(100.0) * natural_logarithm(ratio()),
        Rate::Cagr => lit(100.0) * (ratio().pow(lit(1.0) / col(YEARS)) - lit(1.0)),
        Rate::Simple | Rate::Yoy | Rate::Ytd | Rate::Rolling | Rate::Cumulative => {
            lit(100.0) * (float(VALUE_MINOR) - float(BASE)) / float(BASE)
        }
    };
    frame.with_columns([or_reason(WHY, base_reasons())]).with_columns([unless_reason(percent).alias(VALUE)])
}

pub(super) fn natural_logarithm(ratio: Expr) -> Expr {
    ratio.map(
        |column| {
            let logarithms: Float64Chunked = column.f64()?.apply_values(f64::ln);
            Ok(logarithms.into_column())
        },
        |_, field| Ok(field.clone()),
    )
}

/// Why a rate on a base does not exist; shared by every metric that compares with a base.
pub(super) fn base_reasons() -> Vec<(Expr, Why)> {
    vec![
        (col(ALIKE).not(), Why::NotLikeForLike),
        (col(BASE_WHY).eq(lit(Why::Suppressed.name())).fill_null(lit(false)), Why::Suppressed),
        (col(BASE_WHY).eq(lit(Why::Bounded.name())).fill_null(lit(false)), Why::Bounded),
        (col(BASE).is_null(), Why::BaseMissing),
        (col(BASE).eq(lit(0)), Why::BaseZero),
        (col(BASE).lt(lit(0)).or(col(VALUE_MINOR).lt(lit(0))), Why::BaseNegative),
    ]
}

/// January to the end of every period that does not leave its year.
fn year_to_date(there: &[Period]) -> Vec<Period> {
    spans(there.iter().filter_map(from_january))
}

fn from_january(period: &Period) -> Option<Period> {
    let (start, end) = (period.start(), period.end());
    let whole = period.months().is_some() && start.year() == end.year();
    whole.then(|| Period::whole_months(end.year(), 1, end.month()))?
}

/// The twelve months to the end of every period that divides a year, as far back as there are figures.
fn twelve_months(there: &[Period]) -> Vec<Period> {
    let first = there.iter().map(Period::start).min();
    let to_its_end = |period: &Period| {
        period.months().filter(|months| 12 % months == 0)?;
        let start = period.end().succ_opt()?.checked_sub_months(Months::new(12))?;
        Period::between(start, period.end()).filter(|_| first.is_some_and(|first| first <= start))
    };
    spans(there.iter().filter_map(to_its_end))
}

fn spans(spans: impl Iterator<Item = Period>) -> Vec<Period> {
    let mut spans: Vec<Period> = spans.collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

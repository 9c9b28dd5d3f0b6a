//! Implied base: what the base period must have been, given a printed level and a printed growth.
//!
//! A level printed as 331.7 is anything in 331.65–331.75, a growth printed as 31 % anything in 30.5–31.5 %. The base
//! is therefore an interval, worked out in exact rationals and rounded outwards to the smallest unit.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed as _, ToPrimitive as _};
use polars::prelude::{
    Column, DataFrame, IdxCa, IntoLazy as _, JoinArgs, JoinType, LazyFrame, NamedFrom as _, Series, col, lit,
};

use crate::model::schema::{
    BASE_PERIOD, CURRENCY, FLOW, HIGH_MINOR, LOW_MINOR, PERIOD, PERIOD_END, PERIOD_START, ULP_MINOR, VALUE_MINOR, WHY,
};
use crate::model::{Amount, Decimal, Kind, Why};

use super::calendar::{self, Base};
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::{BASE, finish, reduce};
use super::variants::variants;

const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,GBR,total,TOTAL,2016-01..2016-04,334.3,USD million\n\
    KAZ,GBR,export,TOTAL,2017-01..2017-04,331.7,USD million\n";

variants! {
    /// Whose base is worked out.
    enum Implied by plan {
        Growth => "growth",
            "[(x − u/2) / (1 + g⁺), (x + u/2) / (1 + g⁻)], u one unit in the last place of x, g± the ends of the printed growth",
            "", Prefer;
        Remainder => "remainder",
            "[T_b − u/2 − b⁺, T_b + u/2 − b⁻], T_b the printed total of the base period, b± the implied base of the other flow",
            "", Prefer;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "implied_base",
    title: "Implied base",
    variants: Implied::VARIANTS,
    source: "interval arithmetic on printed figures",
    notes: "Needs --growth FLOW=PERCENT as printed. The interval is closed and rounded outwards to the smallest unit; \
            the value is empty, because any figure in it would print the same. The base is the same months of the \
            year before, or --base.",
    kinds: &[Kind::Trade],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "implied_base --growth export=31%",
            result: "reporter,flow,period,base_period,metric,unit,value,low,high,why\n\
                     KAZ,export,2016-01..2016-04,2017-01..2017-04,implied_base:growth,USD,,252205323.19,254214559.39,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "implied_base:remainder --growth export=31%",
            result: "reporter,flow,period,base_period,metric,unit,value,low,high,why\n\
                     KAZ,import,2016-01..2016-04,2017-01..2017-04,implied_base:remainder,USD,,80035440.61,82144676.81,\n",
        },
    ],
};

/// A closed interval of money in smallest units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    pub low: i64,
    pub high: i64,
}

/// What the base must have been for `level` to print as it does after a growth that prints as `percent`.
///
/// `None` when the growth may be a fall to nothing (−100 % lies in its interval) or the result does not fit.
///
/// ```
/// use tradeproof::metrics::implied_base::implied;
/// let level = "USD million".parse::<tradeproof::model::Unit>().unwrap().amount("331.7").unwrap();
/// let base = implied(level, "31".parse().unwrap()).unwrap();
/// assert_eq!((base.low, base.high), (25_220_532_319, 25_421_455_939));
/// ```
#[must_use]
pub fn implied(level: Amount, percent: Decimal) -> Option<Bounds> {
    let half = ratio(level.ulp_minor, 2);
    let value = ratio(level.minor, 1);
    let scale = BigInt::from(10).pow(percent.decimals);
    let printed = BigRational::new(percent.digits.into(), scale.clone());
    let slack = BigRational::new(1.into(), scale * 2);
    let factor = |percent: BigRational| percent / ratio(100, 1) + ratio(1, 1);
    let (least, most) = (factor(&printed - &slack), factor(printed + slack));
    if !least.is_positive() {
        return None;
    }
    let (low, high) = (&value - &half, value + half);
    let low = if low.is_negative() { low / &least } else { low / &most };
    let high = if high.is_negative() { high / most } else { high / least };
    bounds(&low, &high)
}

/// What is left of `total` when a part lies within `part`.
#[must_use]
pub fn remainder(total: Amount, part: Bounds) -> Option<Bounds> {
    let half = ratio(total.ulp_minor, 2);
    let value = ratio(total.minor, 1);
    bounds(&(&value - &half - ratio(part.high, 1)), &(value + half - ratio(part.low, 1)))
}

fn bounds(low: &BigRational, high: &BigRational) -> Option<Bounds> {
    Some(Bounds { low: low.floor().to_i64()?, high: high.ceil().to_i64()? })
}

fn ratio(numerator: i64, denominator: i64) -> BigRational {
    BigRational::new(numerator.into(), denominator.into())
}

fn plan(frame: LazyFrame, request: &Request, wanted: Implied) -> Result<LazyFrame, MetricError> {
    if request.reported_growth.is_empty() {
        return Err(MetricError::Incomplete {
            metric: METRIC.name,
            what: "a printed growth",
            help: "give it as the text prints it: --growth export=31%",
        });
    }
    let series = request.series();
    let reduced = reduce(frame, request);
    let known = calendar::periods(&reduced)?;
    let dated = calendar::with_base(reduced.clone(), |period| {
        let base = request.base.unwrap_or_else(|| period.same_a_year_earlier());
        let later = known.iter().any(|other| other == period) && base < *period;
        later.then_some(Base { period: base, alike: true, years: None })
    })?;
    let levels = dated.filter(col(BASE_PERIOD).is_not_null().and(col(VALUE_MINOR).is_not_null()));
    let levels = match wanted {
        Implied::Growth => levels,
        Implied::Remainder => with_base_total(levels, reduced, &series),
    };
    let rows = interval_rows(&levels.collect()?, request, wanted, &series)?;
    Ok(finish(rows.lazy(), &METRIC, request, &series)?)
}

/// The printed total of the base period beside the level of the part: columns [`BASE`] and its unit in the last place.
fn with_base_total(levels: LazyFrame, reduced: LazyFrame, series: &[&str]) -> LazyFrame {
    let shared: Vec<&str> = series.iter().copied().filter(|name| *name != FLOW).chain([CURRENCY]).collect();
    let mut totals: Vec<_> = shared.iter().map(|name| col(*name)).collect();
    totals.extend([col(PERIOD).alias(BASE_PERIOD), col(VALUE_MINOR).alias(BASE), col(ULP_MINOR).alias(BASE_ULP)]);
    let totals = reduced.filter(col(FLOW).eq(lit("total"))).select(totals);
    let on: Vec<_> = shared.iter().copied().chain([BASE_PERIOD]).map(col).collect();
    levels.join(totals, on.clone(), on, JoinArgs::new(JoinType::Left))
}

const BASE_ULP: &str = "base_ulp_minor";

/// The rows whose flow has a printed growth, as intervals of the base period.
fn interval_rows(
    levels: &DataFrame,
    request: &Request,
    wanted: Implied,
    series: &[&str],
) -> Result<DataFrame, MetricError> {
    let grown = grown_rows(levels, request)?;
    let intervals =
        grown.iter().map(|(row, percent)| interval(levels, *row, *percent, wanted)).collect::<Result<Vec<_>, _>>()?;
    let picked = grown.iter().map(|(row, _)| *row as u32).collect();
    let picked = levels.take(&IdxCa::from_vec("row".into(), picked))?;
    let mut columns: Vec<Column> = Vec::new();
    for name in series.iter().copied().chain([PERIOD_START, PERIOD_END, CURRENCY, ULP_MINOR]) {
        columns.push(picked.column(name)?.clone());
    }
    // The base period is what the row is about; the printed level's period is what it is worked out from.
    columns.push(picked.column(BASE_PERIOD)?.clone().with_name(PERIOD.into()));
    columns.push(picked.column(PERIOD)?.clone().with_name(BASE_PERIOD.into()));
    columns.extend(interval_columns(&intervals));
    let mut rows = DataFrame::new(intervals.len(), columns)?;
    match wanted {
        Implied::Growth => {}
        Implied::Remainder => {
            let others: Vec<&str> = picked.column(FLOW)?.str()?.iter().flatten().map(other_flow).collect();
            rows.with_column(Series::new(FLOW.into(), others).into())?;
        }
    }
    Ok(rows)
}

/// The places of the rows whose flow has a printed growth, with that growth.
fn grown_rows(levels: &DataFrame, request: &Request) -> Result<Vec<(usize, Decimal)>, MetricError> {
    let flows = levels.column(FLOW)?.str()?;
    let growth_of = |flow: Option<&str>| request.reported_growth.iter().find(|growth| Some(growth.0.as_str()) == flow);
    Ok(flows.iter().enumerate().filter_map(|(row, flow)| growth_of(flow).map(|growth| (row, growth.1))).collect())
}

fn interval_columns(intervals: &[Option<Bounds>]) -> [Column; 4] {
    let end = |name: &str, pick: fn(&Bounds) -> i64| {
        let ends: Vec<Option<i64>> = intervals.iter().map(|interval| interval.as_ref().map(pick)).collect();
        Series::new(name.into(), ends).into()
    };
    let nothing: Vec<Option<i64>> = vec![None; intervals.len()];
    let missing = |interval: &Option<Bounds>| interval.is_none().then_some(Why::ValueMissing.name());
    let whys: Vec<Option<&str>> = intervals.iter().map(missing).collect();
    [
        end(LOW_MINOR, |bounds| bounds.low),
        end(HIGH_MINOR, |bounds| bounds.high),
        Series::new(VALUE_MINOR.into(), nothing).into(),
        Series::new(WHY.into(), whys).into(),
    ]
}

fn interval(levels: &DataFrame, row: usize, percent: Decimal, wanted: Implied) -> Result<Option<Bounds>, MetricError> {
    let Some(level) = amount(levels, row, VALUE_MINOR, ULP_MINOR)? else {
        return Ok(None);
    };
    let base = implied(level, percent);
    match wanted {
        Implied::Growth => Ok(base),
        Implied::Remainder => {
            let total = amount(levels, row, BASE, BASE_ULP)?;
            Ok(base.zip(total).and_then(|(base, total)| remainder(total, base)))
        }
    }
}

fn amount(frame: &DataFrame, row: usize, value: &str, ulp: &str) -> Result<Option<Amount>, MetricError> {
    let minor = frame.column(value)?.i64()?.get(row);
    let ulp_minor = frame.column(ulp)?.i64()?.get(row);
    Ok(minor.zip(ulp_minor).map(|(minor, ulp_minor)| Amount { minor, ulp_minor }))
}

fn other_flow(flow: &str) -> &'static str {
    if flow == "export" { "import" } else { "export" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(minor: i64, ulp_minor: i64) -> Amount {
        Amount { minor, ulp_minor }
    }

    #[test]
    fn the_interval_holds_every_base_that_prints_the_growth() {
        let bounds = implied(amount(11_000, 100), "10".parse().unwrap()).unwrap();
        // 109.5/1.105 = 99.095…, 110.5/1.095 = 100.913…
        assert_eq!((bounds.low, bounds.high), (9_909, 10_092));
        assert!(ratio(bounds.low, 1) <= ratio(10_000, 1));
    }

    #[test]
    fn a_fall_to_nothing_has_no_base() {
        assert_eq!(implied(amount(0, 2), "-100".parse().unwrap()), None);
    }

    #[test]
    fn the_remainder_is_wider_than_the_part() {
        let part = Bounds { low: 40, high: 60 };
        assert_eq!(remainder(amount(100, 10), part), Some(Bounds { low: 35, high: 65 }));
    }
}

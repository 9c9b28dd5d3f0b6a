//! Trend growth: the slope of the logarithm of a series over time.

use chrono::Datelike as _;
use polars::prelude::LazyFrame;

use crate::model::schema::{CURRENCY, PERIOD, PERIOD_START};
use crate::model::{Period, Why};

use super::error::MetricError;
use super::metric::{Metric, Request};
use super::results::Results;
use super::runs::{figures, key, runs, texts};

/// How the slope of the logarithm is told.
#[derive(Debug, Clone, Copy)]
pub enum Slope {
    /// As growth from one year to the next.
    Growth,
    /// As it is.
    Logarithm,
}

/// One result for each series and each span that is asked for, or all periods together.
pub fn plan(reduced: LazyFrame, metric: &Metric, request: &Request, told: Slope) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let mut results = Results::new(metric, request, &series);
    let keys: Vec<&str> = series.iter().copied().chain([CURRENCY]).collect();
    for run in runs(reduced, &keys, &[PERIOD_START, PERIOD])? {
        let of_run = key(&run, &series)?;
        let periods = texts(&run, PERIOD)?;
        let periods = periods.iter().map(|text| text.and_then(|text| text.parse::<Period>().ok()));
        let points: Vec<(Period, Result<i64, Why>)> =
            periods.zip(figures(&run)?).filter_map(|(period, figure)| Some((period?, figure))).collect();
        let spans: Vec<Option<&Period>> =
            if request.periods.is_empty() { vec![None] } else { request.periods.iter().map(Some).collect() };
        for asked in spans {
            let inside = in_span(&points, asked);
            let Some(span) = asked.copied().or_else(|| covered(&inside)) else { continue };
            let mut of_span = of_run.clone();
            of_span.period = span.to_string();
            let slope = slope(&inside, &span);
            let growth = |b: f64| match told {
                Slope::Growth => b.exp_m1(),
                Slope::Logarithm => b,
            };
            results.push(&of_span, &[], slope.map(|b| 100.0 * growth(b)));
        }
    }
    results.finish()
}

/// The figures of the longest kind of period up to a year, inside a span: a year stands for its months.
fn in_span(points: &[(Period, Result<i64, Why>)], span: Option<&Period>) -> Vec<(Period, Result<i64, Why>)> {
    let inside = |period: &Period| span.is_none_or(|span| span.contains(period));
    let months = |period: &Period| period.months().filter(|months| 12 % months == 0);
    let longest = points.iter().filter(|(period, _)| inside(period)).filter_map(|(period, _)| months(period)).max();
    let wanted = |(period, _): &&(Period, Result<i64, Why>)| inside(period) && months(period) == longest;
    points.iter().filter(wanted).copied().collect()
}

fn covered(points: &[(Period, Result<i64, Why>)]) -> Option<Period> {
    Period::between(points.first()?.0.start(), points.last()?.0.end())
}

/// The slope over a span that is covered end to end.
fn slope(points: &[(Period, Result<i64, Why>)], span: &Period) -> Result<f64, Why> {
    let gap = points.windows(2).any(|pair| pair[0].0.end().succ_opt() != Some(pair[1].0.start()));
    if gap || covered(points).is_none_or(|all| all.start() != span.start() || all.end() != span.end()) {
        return Err(Why::ValueMissing);
    }
    if points.len() < 2 {
        return Err(Why::BaseMissing);
    }
    let mut line = Vec::new();
    for (period, figure) in points {
        match (*figure)? {
            0 => return Err(Why::Zero),
            negative if negative < 0 => return Err(Why::BaseNegative),
            figure => line.push((years(period), (figure as f64).ln())),
        }
    }
    Ok(least_squares(&line))
}

/// When a period starts, in years.
fn years(period: &Period) -> f64 {
    f64::from(period.start().year()) + f64::from(period.start().month0()) / 12.0
}

/// The slope of the line with the least squared distances; the abscissae are not all the same.
fn least_squares(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |sums, point| (sums.0 + point.0 / count, sums.1 + point.1 / count));
    let (above, below) = points.iter().fold((0.0, 0.0), |sums, point| {
        (sums.0 + (point.0 - x) * (point.1 - y), sums.1 + (point.0 - x) * (point.0 - x))
    });
    above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_points_by_hand() {
        // y = 1, 3, 4 over x = 0, 1, 2: the slope is (4 − 1) / 2.
        assert!((least_squares(&[(0.0, 1.0), (1.0, 3.0), (2.0, 4.0)]) - 1.5).abs() < 1e-12);
    }
}

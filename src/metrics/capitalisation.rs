//! Capitalisation: what listed companies are worth, and how concentrated that is.

use polars::prelude::{DataType, Expr, LazyFrame, col, lit};

use crate::model::Why;
use crate::model::schema::{
    CURRENCY, ISSUER, Kind, PERIOD, PERIOD_END, PERIOD_START, ULP_MINOR, VALUE, VALUE_MINOR, WHY,
};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::{finish, first_reason, float, reduce, unless_reason};
use super::variants::variants;

const FIGURES: &str = "issuer,market,segment,period,value,unit\n\
    Alpha,LSE,Main,2017,3,GBP billion\n\
    Beta,LSE,Main,2017,1,GBP billion\n\
    Gamma,LSE,AIM,2017,50,GBP million\n";

variants! {
    /// What is told of the companies' worth.
    enum Capitalisation by plan {
        Sum => "sum", "Σ c over companies, or the total that the source prints", "", Prefer;
        Hhi => "hhi", "10 000 · Σ (c_i / Σ c)² over companies", "points of 10 000", Exclude;
        Top3 => "top3", "100 · (three largest c) / Σ c", "percent", Exclude;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "capitalisation",
    title: "Market capitalisation",
    variants: Capitalisation::VARIANTS,
    source: "World Federation of Exchanges, Statistics Definitions Manual; Hirschman 1964 on the index's paternity",
    notes: "A company without a printed figure leaves the sum and the concentration empty; it is not worth zero.",
    kinds: &[Kind::Listings],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Sum,
    examples: &[
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "capitalisation --by segment",
            result: "segment,period,metric,unit,value,why\n\
                     AIM,2017,capitalisation:sum,GBP,50000000,\n\
                     Main,2017,capitalisation:sum,GBP,4000000000,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "capitalisation:hhi --by segment",
            result: "segment,period,metric,unit,value,why\n\
                     AIM,2017,capitalisation:hhi,points of 10 000,10000,\n\
                     Main,2017,capitalisation:hhi,points of 10 000,6250,\n",
        },
    ],
};

fn plan(frame: LazyFrame, request: &Request, capitalisation: Capitalisation) -> Result<LazyFrame, MetricError> {
    let total = || float(VALUE_MINOR).sum();
    let measure = match capitalisation {
        Capitalisation::Sum => return Ok(finish(reduce(frame, request), &METRIC, request, &request.series())?),
        Capitalisation::Hhi => lit(10_000.0) * (float(VALUE_MINOR) / total()).pow(lit(2.0)).sum(),
        Capitalisation::Top3 => {
            lit(100.0) * col(VALUE_MINOR).sort(descending()).head(Some(3)).sum().cast(DataType::Float64) / total()
        }
    };
    let series = request.series_besides(&[ISSUER]);
    let companies = reduce(frame, &request.in_detail(&[ISSUER]));
    Ok(finish(concentration(companies, &series, measure), &METRIC, request, &series)?)
}

fn concentration(companies: LazyFrame, series: &[&str], measure: Expr) -> LazyFrame {
    let keys: Vec<Expr> = series.iter().copied().chain([PERIOD, PERIOD_START, PERIOD_END, CURRENCY]).map(col).collect();
    companies
        .sort([VALUE_MINOR, ISSUER], Default::default())
        .group_by_stable(keys)
        .agg([
            measure.alias(VALUE),
            col(ULP_MINOR).max(),
            first_reason(vec![
                (col(WHY).eq(lit(Why::Suppressed.name())).any(true), Why::Suppressed),
                (col(VALUE_MINOR).null_count().gt(lit(0)), Why::ValueMissing),
                (col(VALUE_MINOR).sum().eq(lit(0)), Why::NoDenominator),
            ])
            .alias(WHY),
        ])
        .with_columns([unless_reason(col(VALUE)).alias(VALUE)])
}

fn descending() -> polars::prelude::SortOptions {
    polars::prelude::SortOptions::default().with_order_descending(true)
}

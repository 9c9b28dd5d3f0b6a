//! Listed count: how many companies or securities are listed.

use polars::prelude::{DataType, Expr, LazyFrame, col, len};

use crate::model::schema::{CURRENCY, ISSUER, Kind, PERIOD, PERIOD_END, PERIOD_START, VALUE};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::finish;
use super::variants::variants;

variants! {
    /// What is counted.
    enum Listed by plan {
        Companies => "companies", "number of distinct issuers", "companies", Exclude;
        Instruments => "instruments", "number of securities", "instruments", Exclude;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "listed_count",
    title: "Listed companies",
    variants: Listed::VARIANTS,
    source: "World Federation of Exchanges, Statistics Definitions Manual",
    notes: "A company with several securities is one company. A company without a printed capitalisation counts; a \
            printed total is no company.",
    kinds: &[Kind::Listings],
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: "issuer,instrument,market,segment,period,value,unit,state\n\
                  Alpha,ordinary,LSE,Main,2017,1.2,GBP billion,\n\
                  Alpha,preference,LSE,Main,2017,0.3,GBP billion,\n\
                  Beta,ordinary,LSE,AIM,2017,,GBP million,missing\n",
        companions: &[],
        arguments: "listed_count --by market",
        result: "market,period,metric,unit,value,why\n\
                 LSE,2017,listed_count:companies,companies,2,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, listed: Listed) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let count = match listed {
        Listed::Companies => col(ISSUER).n_unique(),
        Listed::Instruments => len(),
    };
    let keys: Vec<Expr> = series.iter().copied().chain([PERIOD, PERIOD_START, PERIOD_END]).map(col).collect();
    let counted = frame.group_by(keys).agg([count.cast(DataType::Float64).alias(VALUE), col(CURRENCY).min()]);
    Ok(finish(counted, &METRIC, request, &series)?)
}

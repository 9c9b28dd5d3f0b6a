//! Rank: the place among the parts, the largest first.

use polars::prelude::{DataType, LazyFrame, NULL, RankMethod, RankOptions, col, len, lit, when};

use crate::model::schema::{UNIT, VALUE, VALUE_MINOR};
use crate::model::{Kind, Totals};

use super::error::MetricError;
use super::metric::{Example, Metric, RANK, Request, Variant};
use super::reduce::{finish, reduce};
use super::share::{is_total, whole_keys};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "rank",
    title: "Rank",
    variants: &[Variant {
        name: "joint",
        formula: "1 + number of parts with a larger figure",
        unit: RANK,
        totals: Totals::Parts,
        plan,
    }],
    source: "standard competition ranking",
    notes: "Ties share a rank, the unit says so (\"joint rank\"), and the next rank is skipped. Parts without a figure have none.",
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: false,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,CHN,export,TOTAL,2017,9,USD\n\
                  KAZ,FRA,export,TOTAL,2017,3,USD\n\
                  KAZ,GBR,export,TOTAL,2017,3,USD\n\
                  KAZ,ITA,export,TOTAL,2017,1,USD\n",
        companions: &[],
        arguments: "rank --by partner",
        result: "reporter,partner,flow,period,metric,unit,value,why\n\
                 KAZ,CHN,export,2017,rank:joint,rank,1,\n\
                 KAZ,FRA,export,2017,rank:joint,joint rank,2,\n\
                 KAZ,GBR,export,2017,rank:joint,joint rank,2,\n\
                 KAZ,ITA,export,2017,rank:joint,rank,4,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    if request.by.is_empty() {
        return Err(MetricError::Incomplete {
            metric: METRIC.name,
            what: "parts to rank",
            help: "say what the parts are: --by partner",
        });
    }
    let options = RankOptions { method: RankMethod::Min, descending: true };
    let group = whole_keys(request);
    let mut same = group.clone();
    same.push(col(VALUE_MINOR));
    let tied = len().over(same)?.gt(lit(1));
    let ranked = reduce(frame, request).filter(is_total(request).not()).with_columns([
        col(VALUE_MINOR).rank(options, None).over(group)?.cast(DataType::Float64).alias(VALUE),
        when(tied.and(col(VALUE_MINOR).is_not_null())).then(lit("joint rank")).otherwise(lit("rank")).alias(UNIT),
    ]);
    let ranked =
        ranked.with_columns([when(col(VALUE_MINOR).is_null()).then(lit(NULL)).otherwise(col(VALUE)).alias(VALUE)]);
    Ok(finish(ranked, &METRIC, request, &request.series())?)
}

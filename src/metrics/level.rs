//! Level: the figures themselves, added up.

use polars::prelude::LazyFrame;

use crate::model::{Kind, Totals};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request, Variant};
use super::reduce::{finish, reduce_with_bounds};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "level",
    title: "Level",
    variants: &[Variant { name: "sum", formula: "Σ x", unit: "", totals: Totals::Prefer, plan }],
    source: "the figures as the source states them",
    notes: "Added up over every dimension that is not asked for; a printed total stands in for its parts. \
            A sum over a missing or confidential cell is empty. Words such as \"more than\" become an open interval.",
    kinds: &Kind::FIGURES,
    detail: &[],
    quantities: false,
    of_several: OfSeveral::Sum,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit\n\
                  KAZ,GBR,export,27,2017,300.5,USD million\n\
                  KAZ,GBR,export,26,2017,31.2,USD million\n",
        companions: &[],
        arguments: "level",
        result: "reporter,flow,period,metric,unit,value,why\n\
                 KAZ,export,2017,level:sum,USD,331700000,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request) -> Result<LazyFrame, MetricError> {
    let reduced = reduce_with_bounds(frame, request);
    Ok(finish(reduced, &METRIC, request, &request.series())?)
}

//! Trade intensity: whether two economies trade more with each other than their sizes let expect.

use polars::prelude::{LazyFrame, col};

use crate::model::schema::PARTNER;
use crate::model::{Kind, Why};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::reduce::float;
use super::variants::variants;
use super::world::{COUNTED, OF_ITEM, OF_REPORTER, OF_WORLD, against_world};

variants! {
    /// What the world is.
    enum Intensity by plan {
        Plain => "plain",
            "(x_ij / X_i) / (x_wj / X_w), w the listed reporters, X over listed partners",
            "ratio to listed reporters", Parts;
        Net => "net",
            "(x_ij / X_i) / ((x_wj − x_ij) / (X_w − X_i)): i is no part of the world it is compared with",
            "ratio to other listed reporters", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "trade_intensity",
    title: "Trade intensity",
    variants: Intensity::VARIANTS,
    source: "Brown 1949; Kojima 1964; World Bank, WITS, trade intensity index",
    notes: "The world is the sum of the listed reporters, and a reporter's total that of its listed partners, not a printed \
            World. With one reporter there is no world (one_reporter), with one partner nothing to compare (one_part). A partner with a figure that is confidential, \
            missing or negative is left out of all sums, for all reporters alike, and its rows say why.",
    kinds: &[Kind::Trade],
    detail: &[PARTNER],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "trade_intensity",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                     DEU,CHN,export,2017,trade_intensity:plain,ratio to listed reporters,0.8,\n\
                     DEU,FRA,export,2017,trade_intensity:plain,ratio to listed reporters,1.12,\n\
                     KAZ,CHN,export,2017,trade_intensity:plain,ratio to listed reporters,1.6,\n\
                     KAZ,FRA,export,2017,trade_intensity:plain,ratio to listed reporters,0.64,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "trade_intensity:net",
            result: "reporter,partner,flow,period,metric,unit,value,why\n\
                     DEU,CHN,export,2017,trade_intensity:net,ratio to other listed reporters,0.5,\n\
                     DEU,FRA,export,2017,trade_intensity:net,ratio to other listed reporters,1.75,\n\
                     KAZ,CHN,export,2017,trade_intensity:net,ratio to other listed reporters,2,\n\
                     KAZ,FRA,export,2017,trade_intensity:net,ratio to other listed reporters,0.5714285714,\n",
        },
    ],
};

const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,CHN,export,TOTAL,2017,60,USD million\n\
    KAZ,FRA,export,TOTAL,2017,40,USD million\n\
    DEU,CHN,export,TOTAL,2017,90,USD million\n\
    DEU,FRA,export,TOTAL,2017,210,USD million\n";

fn plan(frame: LazyFrame, request: &Request, intensity: Intensity) -> Result<LazyFrame, MetricError> {
    let (others, alone) = match intensity {
        Intensity::Plain => (float(OF_ITEM) / float(OF_WORLD), Vec::new()),
        Intensity::Net => {
            let less = |sum: &str, own: &str| float(sum) - float(own);
            let alone = (col(OF_ITEM).eq(col(COUNTED)), Why::NoDenominator);
            (less(OF_ITEM, COUNTED) / less(OF_WORLD, OF_REPORTER), vec![alone])
        }
    };
    against_world(frame, request, &METRIC, PARTNER, float(COUNTED) / float(OF_REPORTER) / others, alone)
}

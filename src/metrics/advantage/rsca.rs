//! RSCA: revealed comparative advantage between −1 and 1.

use polars::prelude::lit;

use crate::model::schema::PRODUCT;
use crate::model::{Kind, Totals};

use super::super::metric::{Example, Metric, OfSeveral, Variant};
use super::{FIGURES, NOTES, balassa, measured};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "rsca",
    title: "Symmetric revealed comparative advantage",
    variants: &[Variant {
        name: "dalum",
        formula: "(RCA − 1) / (RCA + 1), RCA as rca:balassa",
        unit: "index against listed reporters",
        totals: Totals::Parts,
        plan: |frame, request| {
            let symmetric = (balassa() - lit(1.0)) / (balassa() + lit(1.0));
            measured(frame, request, &METRIC, symmetric, Vec::new())
        },
    }],
    source: "Dalum, Laursen and Villumsen, Structural Change in OECD Export Specialisation Patterns, 1998",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "rsca",
        result: "reporter,flow,product,period,metric,unit,value,why\n\
                 DEU,export,27,2017,rsca:dalum,index against listed reporters,-0.2,\n\
                 DEU,export,84,2017,rsca:dalum,index against listed reporters,0.1428571429,\n\
                 KAZ,export,27,2017,rsca:dalum,index against listed reporters,0.2,\n\
                 KAZ,export,84,2017,rsca:dalum,index against listed reporters,-0.3333333333,\n",
    }],
};

//! NRCA: how far trade in a product is from what it would be without advantage, as a share of the world.

use crate::model::schema::PRODUCT;
use crate::model::{Kind, Totals};

use super::super::metric::{Example, Metric, OfSeveral, Variant};
use super::super::reduce::float;
use super::super::world::{COUNTED, OF_ITEM, OF_REPORTER, OF_WORLD};
use super::{FIGURES, NOTES, measured};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "nrca",
    title: "Normalised revealed comparative advantage",
    variants: &[Variant {
        name: "yu",
        formula: "x_ik / X_w − X_i x_wk / X_w², w the listed reporters",
        unit: "share of listed reporters",
        totals: Totals::Parts,
        plan: |frame, request| {
            let expected = (float(OF_REPORTER) / float(OF_WORLD)) * (float(OF_ITEM) / float(OF_WORLD));
            measured(frame, request, &METRIC, float(COUNTED) / float(OF_WORLD) - expected, Vec::new())
        },
    }],
    source: "Yu, Cai and Leung, The normalized revealed comparative advantage index, The Annals of Regional Science 43, 2009",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "nrca",
        result: "reporter,flow,product,period,metric,unit,value,why\n\
                 DEU,export,27,2017,nrca:yu,share of listed reporters,-0.1,\n\
                 DEU,export,84,2017,nrca:yu,share of listed reporters,0.1,\n\
                 KAZ,export,27,2017,nrca:yu,share of listed reporters,0.1,\n\
                 KAZ,export,84,2017,nrca:yu,share of listed reporters,-0.1,\n",
    }],
};

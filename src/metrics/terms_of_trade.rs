//! Terms of trade: what exports cost against what imports cost.

use polars::prelude::LazyFrame;

use crate::model::schema::{FLOW, PRODUCT};
use crate::model::{Kind, Period, Why};

use super::basket::{Basket, Formula, NOTES, Pair, baskets};
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::price_index::{Index, against};
use super::results::Results;
use super::variants::variants;

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "terms_of_trade",
    title: "Terms of trade",
    variants: variants!(plan {
        Formula::Fisher => "fisher",
            "100 · price index of exports / price index of imports, Fisher on the first period or --base",
            "index", Parts;
        Formula::Laspeyres => "laspeyres", "the same of Laspeyres indices", "index", Parts;
        Formula::Paasche => "paasche", "the same of Paasche indices", "index", Parts;
        Formula::Tornqvist => "tornqvist", "the same of Törnqvist indices", "index", Parts;
    }),
    source: "UNCTAD Handbook of Statistics, (net barter) terms of trade index; ILO, IMF and others, Export and Import Price Index \
             Manual, 2009",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: true,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: "reporter,partner,flow,product,period,value,unit,weight_kg\n\
                  KAZ,World,export,2709,2016,1000,USD,50\n\
                  KAZ,World,import,8471,2016,600,USD,6\n\
                  KAZ,World,export,2709,2017,1800,USD,60\n\
                  KAZ,World,import,8471,2017,840,USD,7\n",
        companions: &[],
        arguments: "terms_of_trade --period 2017",
        // Exports 20 → 30, imports 100 → 120.
        result: "reporter,period,base_period,metric,unit,value,why\n\
                 KAZ,2017,2016,terms_of_trade:fisher,index,125,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, formula: Formula) -> Result<LazyFrame, MetricError> {
    let series = request.series_besides(&[FLOW]);
    let mut results = Results::new(&METRIC, request, &series);
    let baskets = baskets(frame, request, &request.series())?;
    let flow = |basket: &Basket| basket.periods.values().next().map(|(key, _)| key.get(FLOW).to_owned());
    let imports = || baskets.iter().filter(|basket| flow(basket).as_deref() == Some("import"));
    for exports in baskets.iter().filter(|basket| flow(basket).as_deref() == Some("export")) {
        let Some(base) = request.base.or_else(|| exports.periods.keys().next().copied()) else { continue };
        for (period, (key, _)) in &exports.periods {
            let other = imports().find(|imports| is_beside(imports, key));
            let price = |basket: &Basket, period: &Period| {
                against(basket, &base, period, Pair::price, Index::Direct(formula)).map(|(value, _)| value)
            };
            let value = other.ok_or(Why::ValueMissing);
            let value = value.and_then(|imports| Ok(100.0 * price(exports, period)? / price(imports, period)?));
            results.push_in(key, &[], Some(&base.to_string()), request.variant.unit, value);
        }
    }
    results.finish()
}

/// Whether a basket agrees with a key in all but the flow.
fn is_beside(basket: &Basket, key: &super::panel::Key) -> bool {
    basket.periods.values().next().is_some_and(|(other, _)| other.is_of(key, FLOW))
}

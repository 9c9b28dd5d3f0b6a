//! Grubel-Lloyd: how much trade is two-way, exports and imports of the same products.

use std::collections::BTreeSet;

use polars::prelude::LazyFrame;

use crate::model::schema::{FLOW, PRODUCT};
use crate::model::{Kind, Period, Why};

use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::panel::without;
use super::results::Results;
use super::two_way::{FIGURES, NOTES, TwoWay, all};
use super::variants::variants;

variants! {
    /// How two-way trade is measured.
    enum TwoWayTrade by plan {
        Product => "product", "1 − |x_k − m_k| / (x_k + m_k), for each product", "ratio", Parts;
        Aggregate => "aggregate",
            "1 − Σ_k |x_k − m_k| / Σ_k (x_k + m_k), the mean of product weighted by trade",
            "ratio", Parts;
        Aquino => "aquino",
            "1 − ½ Σ_k |x_k / X − m_k / M|, as aggregate were trade balanced in all products alike",
            "ratio", Parts;
        Marginal => "marginal",
            "1 − Σ_k |Δx_k − Δm_k| / Σ_k (|Δx_k| + |Δm_k|), Δ against the same months of the year before, or --base",
            "ratio", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "grubel_lloyd",
    title: "Intra-industry trade (Grubel-Lloyd)",
    variants: TwoWayTrade::VARIANTS,
    source: "Grubel and Lloyd, Intra-Industry Trade, 1975; Aquino 1978; for marginal Brülhart, Weltwirtschaftliches Archiv 130, 1994",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "grubel_lloyd",
            result: "reporter,product,period,metric,unit,value,why\n\
                     DEU,27,2017,grubel_lloyd:product,ratio,0,\n\
                     DEU,30,2017,grubel_lloyd:product,ratio,0.5,\n\
                     DEU,87,2017,grubel_lloyd:product,ratio,0.3529411765,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "grubel_lloyd:aggregate",
            result: "reporter,period,metric,unit,value,why\n\
                     DEU,2017,grubel_lloyd:aggregate,ratio,0.3333333333,\n",
        },
        Example {
            figures: FIGURES,
            companions: &[],
            arguments: "grubel_lloyd:aquino",
            result: "reporter,period,metric,unit,value,why\n\
                     DEU,2017,grubel_lloyd:aquino,ratio,0.5,\n",
        },
        Example {
            figures: "reporter,partner,flow,product,period,value,unit\n\
                      DEU,World,export,30,2016,60,USD million\n\
                      DEU,World,export,87,2016,140,USD million\n\
                      DEU,World,import,30,2016,20,USD million\n\
                      DEU,World,import,87,2016,30,USD million\n\
                      DEU,World,export,30,2017,70,USD million\n\
                      DEU,World,export,87,2017,150,USD million\n\
                      DEU,World,import,30,2017,26,USD million\n\
                      DEU,World,import,87,2017,26,USD million\n",
            companions: &[],
            arguments: "grubel_lloyd:marginal --period 2017",
            result: "reporter,period,base_period,metric,unit,value,why\n\
                     DEU,2017,2016,grubel_lloyd:marginal,ratio,0.4,\n",
        },
    ],
};

fn plan(frame: LazyFrame, request: &Request, measure: TwoWayTrade) -> Result<LazyFrame, MetricError> {
    let trades = all(frame, request)?;
    match measure {
        TwoWayTrade::Product => by_product(&trades, request),
        TwoWayTrade::Aggregate => over_products(&trades, request, aggregate),
        TwoWayTrade::Aquino => over_products(&trades, request, aquino),
        TwoWayTrade::Marginal => over_changes(&trades, request),
    }
}

fn over_products(
    trades: &[TwoWay],
    request: &Request,
    measure: fn(&TwoWay) -> Result<f64, Why>,
) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.series_besides(&[FLOW, PRODUCT]));
    for trade in trades {
        let unit = without(request.variant.unit, trade.left_out.len());
        results.push_in(&trade.panel.key, &[], None, &unit, measure(trade));
    }
    results.finish()
}

fn over_changes(trades: &[TwoWay], request: &Request) -> Result<LazyFrame, MetricError> {
    let mut results = Results::new(&METRIC, request, &request.series_besides(&[FLOW, PRODUCT]));
    for trade in trades {
        let base = trade.panel.key.base(request);
        let before = base.and_then(|base| before(trade, trades, &base));
        let (value, left_out) = before.map_or((Err(Why::BaseMissing), 0), |before| marginal(trade, before));
        let (base, unit) = (base.map(|base| base.to_string()), without(request.variant.unit, left_out));
        results.push_in(&trade.panel.key, &[], base.as_deref(), &unit, value);
    }
    results.finish()
}

fn by_product(trades: &[TwoWay], request: &Request) -> Result<LazyFrame, MetricError> {
    let series = request.in_detail(METRIC.detail).series_besides(&[FLOW]);
    let mut results = Results::new(&METRIC, request, &series);
    for trade in trades {
        for (column, product) in trade.panel.columns.iter().enumerate() {
            let value = trade.pair(column).and_then(|pair| overlap([pair].into_iter()));
            results.push(&trade.panel.key, &[(PRODUCT, product)], value);
        }
        for (product, why) in &trade.left_out {
            results.push(&trade.panel.key, &[(PRODUCT, product)], Err(*why));
        }
    }
    results.finish()
}

/// `1 − Σ |x − m| / Σ (|x| + |m|)`, in whole numbers up to the one division.
fn overlap(pairs: impl Iterator<Item = (i128, i128)>) -> Result<f64, Why> {
    let (apart, both) = pairs.fold((0_i128, 0_i128), |(apart, both), (exports, imports)| {
        (apart + (exports - imports).abs(), both + exports.abs() + imports.abs())
    });
    if both == 0 { Err(Why::NoDenominator) } else { Ok((both - apart) as f64 / both as f64) }
}

fn aggregate(trade: &TwoWay) -> Result<f64, Why> {
    overlap(trade.pairs()?.into_iter())
}

fn aquino(trade: &TwoWay) -> Result<f64, Why> {
    let pairs = trade.pairs()?;
    if trade.exports == 0 || trade.imports == 0 {
        return Err(Why::NoDenominator);
    }
    let (all_exports, all_imports) = (trade.exports as f64, trade.imports as f64);
    let apart = |(exports, imports): (i128, i128)| (exports as f64 / all_exports - imports as f64 / all_imports).abs();
    Ok(1.0 - pairs.into_iter().map(apart).sum::<f64>() / 2.0)
}

/// The trade of the same series in another period.
fn before<'t>(trade: &TwoWay, trades: &'t [TwoWay], base: &Period) -> Option<&'t TwoWay> {
    let base = base.to_string();
    trades.iter().find(|other| other.panel.key.period == base && other.panel.key.is_of(&trade.panel.key, FLOW))
}

/// Over all products that are known in both periods, and how many are not.
fn marginal(trade: &TwoWay, before: &TwoWay) -> (Result<f64, Why>, usize) {
    let listed: BTreeSet<&String> = trade.panel.columns.iter().chain(&before.panel.columns).collect();
    let unknown: BTreeSet<&String> =
        trade.left_out.iter().chain(&before.left_out).map(|(product, _)| product).collect();
    let change = |product: &&String| {
        let ((exports, imports), (old_exports, old_imports)) = (trade.pair_of(product)?, before.pair_of(product)?);
        Ok((exports - old_exports, imports - old_imports))
    };
    let known = listed.difference(&unknown).copied().collect::<Vec<_>>();
    let changes: Result<Vec<_>, Why> = known.iter().map(change).collect();
    (changes.and_then(|changes| overlap(changes.into_iter())), unknown.len())
}

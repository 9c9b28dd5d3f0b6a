//! Price and volume indices of trade, from unit values and quantities.

use polars::prelude::LazyFrame;

use crate::model::schema::PRODUCT;
use crate::model::{Kind, Period, Why};

use super::basket::{self, Basket, FIGURES, Formula, NOTES, Pair, baskets};
use super::calendar::equally_long;
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::results::Results;
use super::variants::variants;

/// How a period is compared with the base.
#[derive(Debug, Clone, Copy)]
pub enum Index {
    /// At once.
    Direct(Formula),
    /// Period by period.
    Chained(Formula),
}

const SOURCE: &str = "ILO, IMF and others, Export and Import Price Index Manual, 2009; UN, International Merchandise Trade Statistics: \
    Compilers Manual, chapter on index numbers";

/// The registry's entry for prices.
pub const PRICE: Metric = Metric {
    name: "price_index",
    title: "Price (unit value) index",
    variants: variants!(prices {
        Index::Direct(Formula::Fisher) => "fisher",
            "100 · √(Laspeyres · Paasche), base the first period or --base",
            "index", Parts;
        Index::Direct(Formula::Laspeyres) => "laspeyres", "100 · Σ p_t q_b / Σ p_b q_b", "index", Parts;
        Index::Direct(Formula::Paasche) => "paasche", "100 · Σ p_t q_t / Σ p_b q_t", "index", Parts;
        Index::Direct(Formula::Tornqvist) => "tornqvist",
            "100 · Π (p_t / p_b)^(½ (s_b + s_t)), s shares of value",
            "index", Parts;
        Index::Chained(Formula::Fisher) => "fisher_chained",
            "100 · the product of Fisher links between neighbouring periods",
            "index", Parts;
        Index::Chained(Formula::Laspeyres) => "laspeyres_chained",
            "100 · the product of Laspeyres links",
            "index", Parts;
        Index::Chained(Formula::Paasche) => "paasche_chained", "100 · the product of Paasche links", "index", Parts;
        Index::Chained(Formula::Tornqvist) => "tornqvist_chained",
            "100 · the product of Törnqvist links",
            "index", Parts;
    }),
    source: SOURCE,
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: true,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "price_index:laspeyres",
        // p: 20 → 40 and 100 → 50: ½ · 2 + ½ · ½
        result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                 KAZ,export,2016,2016,price_index:laspeyres,index,100,\n\
                 KAZ,export,2017,2016,price_index:laspeyres,index,125,\n",
    }],
};

/// The registry's entry for volumes.
pub const VOLUME: Metric = Metric {
    name: "volume_index",
    title: "Volume index",
    variants: variants!(volumes {
        Index::Direct(Formula::Fisher) => "fisher",
            "100 · √(Laspeyres · Paasche), base the first period or --base",
            "index", Parts;
        Index::Direct(Formula::Laspeyres) => "laspeyres", "100 · Σ p_b q_t / Σ p_b q_b", "index", Parts;
        Index::Direct(Formula::Paasche) => "paasche", "100 · Σ p_t q_t / Σ p_t q_b", "index", Parts;
        Index::Direct(Formula::Tornqvist) => "tornqvist",
            "100 · Π (q_t / q_b)^(½ (s_b + s_t)), s shares of value",
            "index", Parts;
        Index::Chained(Formula::Fisher) => "fisher_chained",
            "100 · the product of Fisher links between neighbouring periods",
            "index", Parts;
        Index::Chained(Formula::Laspeyres) => "laspeyres_chained",
            "100 · the product of Laspeyres links",
            "index", Parts;
        Index::Chained(Formula::Paasche) => "paasche_chained", "100 · the product of Paasche links", "index", Parts;
        Index::Chained(Formula::Tornqvist) => "tornqvist_chained",
            "100 · the product of Törnqvist links",
            "index", Parts;
    }),
    source: SOURCE,
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: true,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "volume_index:laspeyres --period 2017",
        // q: 50 → 60 and 10 → 16: ½ · 1.2 + ½ · 1.6
        result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                 KAZ,export,2017,2016,volume_index:laspeyres,index,140,\n",
    }],
};

fn prices(frame: LazyFrame, request: &Request, index: Index) -> Result<LazyFrame, MetricError> {
    indices(frame, request, &PRICE, Pair::price, index)
}

fn volumes(frame: LazyFrame, request: &Request, index: Index) -> Result<LazyFrame, MetricError> {
    indices(frame, request, &VOLUME, Pair::volume, index)
}

fn indices(
    frame: LazyFrame,
    request: &Request,
    metric: &Metric,
    relative: fn(&Pair) -> f64,
    index: Index,
) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let mut results = Results::new(metric, request, &series);
    for basket in baskets(frame, request, &series)? {
        let Some(base) = request.base.or_else(|| basket.periods.keys().next().copied()) else { continue };
        for (period, (key, _)) in &basket.periods {
            let (value, unit) = match against(&basket, &base, period, relative, index) {
                Ok((value, compared)) => (Ok(100.0 * value), compared.unit(request.variant.unit)),
                Err(why) => (Err(why), request.variant.unit.to_owned()),
            };
            results.push_in(key, &[], Some(&base.to_string()), &unit, value);
        }
    }
    results.finish()
}

/// Of how many products an index is.
#[derive(Debug, Clone, Copy)]
pub struct Compared {
    with: usize,
    of: usize,
}

impl Compared {
    pub fn unit(self, unit: &str) -> String {
        if self.with == self.of { unit.to_owned() } else { format!("{unit} ({} of {} products)", self.with, self.of) }
    }
}

/// The index of a period on a base.
pub fn against(
    basket: &Basket,
    base: &Period,
    period: &Period,
    relative: fn(&Pair) -> f64,
    index: Index,
) -> Result<(f64, Compared), Why> {
    if !equally_long(period, base) {
        return Err(Why::NotLikeForLike);
    }
    match index {
        Index::Direct(formula) => link(basket, base, period, relative, formula),
        Index::Chained(formula) => chained(basket, base, period, relative, formula),
    }
}

/// Two periods with nothing between them.
fn link(
    basket: &Basket,
    from: &Period,
    to: &Period,
    relative: fn(&Pair) -> f64,
    formula: Formula,
) -> Result<(f64, Compared), Why> {
    let (pairs, of) = basket.compared(from, to).ok_or(Why::BaseMissing)?;
    let compared = Compared { with: pairs.len(), of };
    if pairs.is_empty() { Err(Why::NoDenominator) } else { Ok((basket::index(&pairs, relative, formula), compared)) }
}

/// The product of the links between neighbouring periods.
fn chained(
    basket: &Basket,
    base: &Period,
    period: &Period,
    relative: fn(&Pair) -> f64,
    formula: Formula,
) -> Result<(f64, Compared), Why> {
    let (from, to) = if base <= period { (base, period) } else { (period, base) };
    let like = |known: &&Period| equally_long(known, base) && from <= *known && *known <= to;
    let chain: Vec<&Period> = basket.periods.keys().filter(like).collect();
    if chain.first() != Some(&from) || chain.last() != Some(&to) {
        return Err(Why::BaseMissing);
    }
    let mut whole = link(basket, period, period, relative, formula)?;
    whole.0 = 1.0;
    for pair in chain.windows(2) {
        let (value, compared) = link(basket, pair[0], pair[1], relative, formula)?;
        whole.0 *= value;
        if compared.with * whole.1.of < whole.1.with * compared.of {
            whole.1 = compared;
        }
    }
    if base > period {
        whole.0 = 1.0 / whole.0;
    }
    Ok(whole)
}

//! A change of value, split into what prices and what quantities make of it, exactly.

use polars::prelude::LazyFrame;

use crate::model::schema::PRODUCT;
use crate::model::{Kind, Period, Why};

use super::amounts::{Amounts, nearest};
use super::basket::{Basket, FIGURES, Pair, baskets, pair};
use super::calendar::equally_long;
use super::error::MetricError;
use super::metric::{Example, Metric, OfSeveral, Request};
use super::variants::variants;

variants! {
    /// What a change is split into.
    enum Part by plan {
        Total => "total", "Σ v_t − Σ v_b, b the same months of the year before, or --base", "", Parts;
        Price => "price", "Σ ½ (q_b + q_t)(p_t − p_b) over products measured alike in both periods", "", Parts;
        Volume => "volume", "Σ ½ (p_b + p_t)(q_t − q_b) over the same products", "", Parts;
        Unmatched => "unmatched", "Σ v_t − Σ v_b of all others: new, lost, or not measured alike", "", Parts;
    }
}

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "price_volume",
    title: "Change of value by price and volume",
    variants: Part::VARIANTS,
    source: "Bennet, The theory of measurement of changes in cost of living, Journal of the Royal Statistical Society 83, 1920; \
             Diewert, Index number theory using differences rather than ratios, 2005",
    notes: "Each product is split into whole smallest units, and price, volume and unmatched add up to total exactly. p is \
            the unit value and q the quantity: in its supplementary unit where both periods have the same one, by net \
            weight otherwise. A product that is listed in one of the periods only counts zero in the other. A figure that is \
            confidential or missing leaves all four empty. Ask for all with price_volume:all.",
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: true,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "price_volume:price --period 2017",
        // ½ (50 + 60) · (40 − 20) + ½ (10 + 16) · (50 − 100)
        result: "reporter,flow,period,base_period,metric,unit,value,why\n\
                 KAZ,export,2017,2016,price_volume:price,USD,450,\n",
    }],
};

fn plan(frame: LazyFrame, request: &Request, part: Part) -> Result<LazyFrame, MetricError> {
    let series = request.series();
    let mut amounts = Amounts::new(&series);
    for basket in baskets(frame, request, &series)? {
        for (period, (key, _)) in &basket.periods {
            let base = match request.base {
                Some(base) if base >= *period => continue,
                Some(base) => base,
                None => period.same_a_year_earlier(),
            };
            let split = split(&basket, &base, period).map(|split| match part {
                Part::Total => split.price + split.volume + split.unmatched,
                Part::Price => split.price,
                Part::Volume => split.volume,
                Part::Unmatched => split.unmatched,
            });
            amounts.push(key, &[], Some(&base.to_string()), 1, split);
        }
    }
    amounts.finish(&METRIC, request)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Split {
    price: i128,
    volume: i128,
    unmatched: i128,
}

fn split(basket: &Basket, base: &Period, period: &Period) -> Result<Split, Why> {
    if !equally_long(period, base) {
        return Err(Why::NotLikeForLike);
    }
    let before = basket.periods.get(base).map(|(_, products)| products).ok_or(Why::BaseMissing)?;
    let now = basket.periods.get(period).map(|(_, products)| products).ok_or(Why::ValueMissing)?;
    let mut split = Split::default();
    for (product, now) in now {
        match before.get(product) {
            Some(before) => match pair(before, now) {
                Some(pair) => split.add(&pair),
                None => split.unmatched += i128::from(now.value?) - i128::from(before.value?),
            },
            None => split.unmatched += i128::from(now.value?),
        }
    }
    for (_, before) in before.iter().filter(|(product, _)| !now.contains_key(*product)) {
        split.unmatched -= i128::from(before.value?);
    }
    Ok(split)
}

impl Split {
    /// With p = v / q, the price effect is ½ (v_t − v_b + v_t q_b / q_t − v_b q_t / q_b); the rest is volume.
    fn add(&mut self, pair: &Pair) {
        let wide = |pair: (i64, i64)| (i128::from(pair.0), i128::from(pair.1));
        let ((v0, v1), (q0, q1)) = (wide(pair.values), wide(pair.quantities));
        let price = nearest(v1 - v0 + nearest(v1 * q0, q1) - nearest(v0 * q1, q0), 2);
        self.price += price;
        self.volume += v1 - v0 - price;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_product_by_hand() {
        // 10 pieces at 100 become 16 at 50: prices take 650 away, quantities bring 450.
        let mut split = Split::default();
        split.add(&Pair { values: (1_000, 800), quantities: (10, 16) });
        assert_eq!(split, Split { price: -650, volume: 450, unmatched: 0 });
    }
}

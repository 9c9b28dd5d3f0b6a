//! Unit values far from the median of their product, flow and currency.

use std::collections::BTreeMap;

use polars::prelude::PlHashMap;

use super::super::audit::counted;
use super::Weighed;

/// Bins in a power of ten.
const BINS: f64 = 20.0;
/// Fewer rows say nothing of what is usual.
const ENOUGH: usize = 10;
/// Lighter rows are mostly rounding.
const LIGHTEST_G: i64 = 1000;
/// A factor of 100, in bins.
const FAR: f64 = 2.0 * BINS;
/// Robust standard deviations.
const DEVIATIONS: f64 = 4.0;

/// By product, flow and currency: how many rows have a unit value in each bin, and the first of them.
#[derive(Default)]
pub struct UnitValues(PlHashMap<[u32; 3], BTreeMap<i16, Bin>>);

struct Bin {
    rows: usize,
    first: Weighed,
    per_kg: f64,
}

/// A row that stands out.
struct Outlier {
    key: [u32; 3],
    first: Weighed,
    per_kg: f64,
    usual: f64,
}

impl UnitValues {
    pub fn add(&mut self, key: [u32; 3], per_kg: f64, row: Weighed) {
        if row.weight_g < LIGHTEST_G {
            return;
        }
        let bin = (per_kg.log10() * BINS).floor() as i16;
        let bins = self.0.entry(key).or_default();
        let bin = bins.entry(bin).or_insert(Bin { rows: 0, first: row, per_kg });
        bin.rows += 1;
    }

    pub fn doubts<'a>(
        &self,
        product: impl Fn(u32) -> String,
        flow: impl Fn(u32) -> &'a str,
        currency: impl Fn(u32) -> &'a str,
    ) -> Option<String> {
        const SHOWN: usize = 3;
        let mut rows = 0;
        let mut outliers = Vec::new();
        for (key, bins) in &self.0 {
            let Some((median, far)) = usual(bins) else { continue };
            for (_, bin) in bins.iter().filter(|(place, _)| f64::from((**place - median).abs()) > far) {
                rows += bin.rows;
                let usual = bins.get(&median).map_or(bin.per_kg, |bin| bin.per_kg);
                outliers.push(Outlier { key: *key, first: bin.first, per_kg: bin.per_kg, usual });
            }
        }
        // The order of hashing must not be seen.
        outliers.sort_by_key(|outlier| (outlier.first.line, outlier.key));
        let told = |Outlier { key: [code, direction, money], first, per_kg, usual }: &Outlier| {
            let (direction, money) = (flow(*direction), currency(*money));
            format!(
                "line {}: {} {money}/kg, {} {direction}s usually about {}",
                first.line,
                short(*per_kg),
                product(*code),
                short(*usual)
            )
        };
        let first: Vec<String> = outliers.iter().take(SHOWN).map(told).collect();
        let more = if rows > first.len() { "; …" } else { "" };
        (rows > 0).then(|| {
            format!(
                "unit values more than a hundredfold off their product's median in {}: {}{more}",
                counted(rows),
                first.join("; ")
            )
        })
    }
}

/// The bin of the median, and how many bins off it a row stands out; `None` for too few rows.
fn usual(bins: &BTreeMap<i16, Bin>) -> Option<(i16, f64)> {
    let rows: usize = bins.values().map(|bin| bin.rows).sum();
    if rows < ENOUGH {
        return None;
    }
    let median = middle(bins.iter().map(|(place, bin)| (*place, bin.rows)), rows)?;
    let mut off: BTreeMap<i16, usize> = BTreeMap::new();
    for (place, bin) in bins {
        *off.entry((place - median).abs()).or_default() += bin.rows;
    }
    let deviation = f64::from(middle(off.into_iter(), rows)?) * 1.4826;
    Some((median, FAR.max(DEVIATIONS * deviation)))
}

/// The bin in which half of the rows are reached.
fn middle(bins: impl Iterator<Item = (i16, usize)>, rows: usize) -> Option<i16> {
    let mut seen = 0;
    bins.into_iter()
        .find(|(_, here)| {
            seen += here;
            seen * 2 >= rows
        })
        .map(|(place, _)| place)
}

/// A price in two significant digits.
fn short(price: f64) -> String {
    let places = (1.0 - price.log10().floor()).clamp(0.0, 9.0) as usize;
    format!("{price:.places$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(prices: &[f64]) -> UnitValues {
        let mut values = UnitValues::default();
        for (line, price) in (2..).zip(prices) {
            let row = Weighed { line, value_minor: (price * 10_000_000.0) as i64, weight_g: 100_000_000 };
            values.add([0, 0, 0], *price, row);
        }
        values
    }

    fn doubt(prices: &[f64]) -> Option<String> {
        filled(prices).doubts(|_| "2709".to_owned(), |_| "export", |_| "USD")
    }

    #[test]
    fn a_row_in_the_wrong_unit_stands_out() {
        let mut prices = vec![0.5, 0.55, 0.6, 0.45, 0.5, 0.52, 0.48, 0.61, 0.7];
        assert_eq!(doubt(&prices), None, "too few rows");
        prices.extend([0.4, 500.0, 0.0005]);
        assert_eq!(
            doubt(&prices).unwrap(),
            "unit values more than a hundredfold off their product's median in 2 rows: line 12: 500 USD/kg, 2709 exports usually about 0.50; line 13: 0.00050 USD/kg, 2709 exports usually about 0.50"
        );
    }

    #[test]
    fn products_of_many_prices_have_a_wide_threshold() {
        let prices: Vec<f64> = (0..40).map(|step| 10_f64.powi(step % 8 - 4)).collect();
        assert_eq!(doubt(&prices), None);
    }
}

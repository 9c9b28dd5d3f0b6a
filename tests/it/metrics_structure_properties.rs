//! What holds for structural metrics and complexity whatever the figures are: invariances, bounds, identities.

use proptest::prelude::*;
use tradeproof::metrics::complexity::{self, Presence};

use crate::metrics::{TRADE, asked, values};

/// Economies by products, some of them without trade.
#[derive(Debug, Clone)]
struct Trade {
    products: usize,
    values: Vec<i64>,
}

impl Trade {
    fn economies(&self) -> usize {
        self.values.len() / self.products
    }

    /// With another scale and with rows and columns turned round.
    fn turned(&self, factor: i64) -> Self {
        let width = self.products;
        let rows = self.values.chunks_exact(width).rev();
        Self { products: width, values: rows.flat_map(|row| row.iter().rev().map(|value| value * factor)).collect() }
    }

    fn presence(&self) -> Presence {
        Presence::of_values(&self.values, self.products)
    }
}

/// Every economy and every product has some trade.
fn trade() -> impl Strategy<Value = Trade> {
    (3_usize..7, 3_usize..9).prop_flat_map(|(economies, products)| {
        let value = prop_oneof![2 => Just(0_i64), 3 => 1_i64..1_000_000];
        prop::collection::vec(value, economies * products).prop_map(move |mut values| {
            for place in 0..economies.max(products) {
                values[place % economies * products + place % products] += 17 + place as i64;
            }
            Trade { products, values }
        })
    })
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs().max(1.0)
}

const ECONOMIES: [&str; 6] = ["CHN", "DEU", "FRA", "GBR", "KAZ", "USA"];

/// A tidy file of the trade, imports turned round.
fn tidy(trade: &Trade, flow: &str) -> String {
    let rows = trade.values.chunks_exact(trade.products).zip(ECONOMIES);
    let cells =
        rows.flat_map(|(row, economy)| row.iter().enumerate().map(move |(product, value)| (economy, product, value)));
    let traded = cells.filter(|(_, _, value)| **value > 0);
    traded
        .map(|(economy, product, value)| format!("{economy},World,{flow},{:02},2017,{value},USD,\n", product + 1))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn advantages_average_to_one(trade in trade()) {
        let rca = complexity::rca(&trade.values, trade.products);
        let of_product = |product: usize| trade.values.iter().skip(product).step_by(trade.products).sum::<i64>() as f64;
        let world = trade.values.iter().sum::<i64>() as f64;
        for row in rca.chunks_exact(trade.products) {
            let mean: f64 = row.iter().enumerate().map(|(product, rca)| rca * of_product(product) / world).sum();
            prop_assert!(near(mean, 1.0), "{mean}");
        }
    }

    #[test]
    fn complexity_knows_no_scale_and_no_order(trade in trade()) {
        let turned = trade.turned(37);
        let (one, other) = (complexity::eigenvector(&trade.presence()), complexity::eigenvector(&turned.presence()));
        // Two eigenvalues that nearly meet may be told apart in one order and not in the other.
        let (Ok(one), Ok(other)) = (one, other) else { return Ok(()) };
        let back = |values: Vec<f64>| values.into_iter().rev().collect::<Vec<_>>();
        for (one, other) in one.economies.iter().zip(back(other.economies)) {
            prop_assert!((one - other).abs() < 1e-6, "{one} {other}");
        }
        for (one, other) in one.products.iter().zip(back(other.products)) {
            prop_assert!((one - other).abs() < 1e-6, "{one} {other}");
        }
    }

    #[test]
    fn an_economy_is_the_mean_of_its_products(trade in trade()) {
        let presence = trade.presence();
        for method in [complexity::eigenvector, complexity::reflections] {
            let Ok(found) = method(&presence) else { continue };
            let diversity: Vec<f64> = (0..trade.economies()).map(|economy| presence.diversity(economy) as f64).collect();
            for economy in 0..trade.economies() {
                let held = presence.held(economy);
                let mean = held.iter().map(|product| found.products[*product as usize]).sum::<f64>() / held.len() as f64;
                prop_assert!((mean - found.economies[economy]).abs() < 1e-9);
            }
            let mean = found.economies.iter().sum::<f64>() / trade.economies() as f64;
            let variance = found.economies.iter().map(|index| index * index).sum::<f64>() / trade.economies() as f64;
            prop_assert!(mean.abs() < 1e-9 && (variance - 1.0).abs() < 1e-9);
            let with_diversity: f64 = found.economies.iter().zip(diversity).map(|(index, k)| index * k).sum();
            prop_assert!(with_diversity > 0.0);
        }
    }

    #[test]
    fn the_product_space_keeps_its_bounds(trade in trade()) {
        let (presence, n) = (trade.presence(), trade.products);
        let proximity = complexity::proximity(&presence);
        for product in 0..n {
            prop_assert_eq!(proximity[product * n + product], 0.0);
            for other in 0..n {
                prop_assert!((0.0..=1.0).contains(&proximity[product * n + other]));
                prop_assert_eq!(proximity[product * n + other], proximity[other * n + product]);
            }
        }
        let density = complexity::density(&presence, &proximity);
        prop_assert!(density.iter().all(|density| density.is_nan() || (-1e-12..=1.0 + 1e-12).contains(density)));
        let edges = complexity::edges(&proximity, n, 0.55);
        let tree: Vec<f64> = edges.iter().filter(|edge| edge.in_tree).map(|edge| edge.proximity).collect();
        let (count, weight) = spanning(&proximity, n);
        prop_assert_eq!(tree.len(), count);
        prop_assert!(near(tree.iter().sum(), weight));
        prop_assert!(edges.iter().all(|edge| edge.in_tree || edge.proximity >= 0.55));
    }

    #[test]
    fn structures_of_trade_agree_with_each_other(trade in trade()) {
        let figures = format!("{TRADE}{}", tidy(&trade, "export"));
        let known = |metric: &str| -> Vec<f64> {
            values(&asked(&figures, metric, &[]).unwrap(), "value").into_iter().map(|value| value.unwrap()).collect()
        };
        for (similarity, krugman) in known("similarity").into_iter().zip(known("krugman:pair")) {
            prop_assert!(near(similarity, 100.0 * (1.0 - krugman / 2.0)));
        }
        prop_assert!(known("diversification").into_iter().all(|index| (-1e-12..1.0).contains(&index)));
        prop_assert!(known("similarity:bahar").into_iter().all(|index| (-1.0..=1.0).contains(&index)));
        let world = trade.values.iter().sum::<i64>() as f64;
        let rows = trade.values.chunks_exact(trade.products);
        for ((extensive, intensive), row) in known("margins").into_iter().zip(known("margins:intensive")).zip(rows) {
            prop_assert!(near(extensive * intensive, row.iter().sum::<i64>() as f64 / world));
        }
        for (symmetric, rca) in known("rsca").into_iter().zip(known("rca")) {
            prop_assert!(near((1.0 + symmetric) / (1.0 - symmetric), rca));
        }
        prop_assert!(known("nrca").into_iter().all(|index| index.abs() <= 0.25 + 1e-12));
    }

    #[test]
    fn two_way_trade_of_all_is_the_mean_of_products(trade in trade()) {
        let imports = trade.turned(1);
        let figures = format!("{TRADE}{}{}", tidy(&trade, "export"), tidy(&imports, "import"));
        let of = |metric: &str| values(&asked(&figures, metric, &["reporter"]).unwrap(), "value");
        let products = asked(&figures, "grubel_lloyd", &[]).unwrap();
        let listed: Vec<Option<&str>> = products.frames[0].column("reporter").unwrap().str().unwrap().iter().collect();
        let mut by_product = listed.iter().zip(values(&products, "value"));
        for (economy, aggregate) in (0..trade.economies()).zip(of("grubel_lloyd:aggregate")) {
            let row = |trade: &Trade| trade.values[economy * trade.products..][..trade.products].to_vec();
            let both: Vec<f64> = row(&trade).iter().zip(row(&imports)).map(|(one, other)| (one + other) as f64).collect();
            let traded = both.iter().filter(|both| **both > 0.0);
            let sum: f64 = traded.map(|both| both * by_product.next().unwrap().1.unwrap()).sum();
            prop_assert!(near(sum / both.iter().sum::<f64>(), aggregate.unwrap()));
        }
        let lafay = asked(&figures, "lafay", &[]).unwrap();
        prop_assert!(values(&lafay, "value").into_iter().flatten().sum::<f64>().abs() < 1e-9);
        prop_assert!(of("grubel_lloyd:aquino").into_iter().flatten().all(|index| (-1e-12..=1.0 + 1e-12).contains(&index)));
    }
}

/// How many edges a spanning forest has and what the heaviest weighs, grown edge by edge from each product.
fn spanning(proximity: &[f64], n: usize) -> (usize, f64) {
    let (mut reached, mut count, mut weight) = (vec![false; n], 0, 0.0);
    for start in 0..n {
        if std::mem::replace(&mut reached[start], true) {
            continue;
        }
        let mut inside = vec![start];
        loop {
            let out = inside.iter().flat_map(|from| (0..n).map(move |to| (proximity[from * n + to], to)));
            let best =
                out.filter(|(near, to)| *near > 0.0 && !reached[*to]).max_by(|one, other| one.0.total_cmp(&other.0));
            let Some((near, to)) = best else { break };
            (reached[to], count, weight) = (true, count + 1, weight + near);
            inside.push(to);
        }
    }
    (count, weight)
}

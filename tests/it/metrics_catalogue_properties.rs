//! What holds of concentration, prices and market shares whatever the figures are.

use proptest::prelude::*;

use crate::metrics_catalogue::{TRADE, amounts, asked, question, values};

const PARTNERS: [&str; 6] = ["GBR", "CHN", "RUS", "ITA", "FRA", "NLD"];

fn rows(figures: &[i64], order: &[usize]) -> String {
    let row = |place: &usize| {
        let (partner, value) = (PARTNERS[*place], figures[*place]);
        format!("KAZ,{partner},export,TOTAL,2017,{value},USD,\n")
    };
    format!("{TRADE}{}", order.iter().map(row).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn concentration_knows_no_order_no_scale_and_its_bounds(
        figures in prop::collection::vec(1..1_000_000_i64, 2..6), scale in 2..1_000_i64
    ) {
        let order: Vec<usize> = (0..figures.len()).collect();
        let turned: Vec<usize> = order.iter().rev().copied().collect();
        let scaled: Vec<i64> = figures.iter().map(|figure| figure * scale).collect();
        let n = figures.len() as f64;
        for (metric, low, high) in [
            ("hhi", 1.0 / n, 1.0), ("hhi:normalised", 0.0, 1.0), ("hhi:unctad", 0.0, 1.0), ("hhi:hirschmann", (1.0 / n).sqrt(), 1.0),
            ("theil", 0.0, n.ln()), ("entropy", 0.0, n.ln()), ("gini", 0.0, 1.0 - 1.0 / n), ("hoover", 0.0, 1.0 - 1.0 / n),
        ] {
            let one = values(&rows(&figures, &order), metric, &["partner"], &[])[0].unwrap();
            let other = values(&rows(&figures, &turned), metric, &["partner"], &[])[0].unwrap();
            let larger = values(&rows(&scaled, &order), metric, &["partner"], &[])[0].unwrap();
            prop_assert_eq!(one, other, "{}", metric);
            prop_assert!((one - larger).abs() < 1e-12, "{metric} {one} {larger}");
            prop_assert!(low - 1e-9 <= one && one <= high + 1e-9, "{metric} {one}");
        }
        // Theil and entropy are the two sides of ln n.
        let csv = rows(&figures, &order);
        let [theil, entropy] = ["theil", "entropy"].map(|metric| values(&csv, metric, &["partner"], &[])[0].unwrap());
        prop_assert!((theil + entropy - n.ln()).abs() < 1e-9);
    }

    #[test]
    fn price_times_volume_is_value_and_the_split_is_exact(
        products in prop::collection::vec(((1..1_000_000_i64, 1..10_000_i64), (1..1_000_000_i64, 1..10_000_i64)), 1..5)
    ) {
        let mut csv = "reporter,partner,flow,product,period,value,unit,weight_kg\n".to_owned();
        for (place, ((v0, q0), (v1, q1))) in products.iter().enumerate() {
            let product = place + 10;
            csv.push_str(&format!("KAZ,World,export,{product},2016,{v0},USD,{q0}\nKAZ,World,export,{product},2017,{v1},USD,{q1}\n"));
        }
        let index = |metric: &str| values(&csv, metric, &[], &["2017"])[0].unwrap() / 100.0;
        let values = products.iter().fold((0, 0), |sums, ((v0, _), (v1, _))| (sums.0 + v0, sums.1 + v1));
        let value = values.1 as f64 / values.0 as f64;
        let fisher = index("price_index:fisher") * index("volume_index:fisher");
        let crossed = index("price_index:laspeyres") * index("volume_index:paasche");
        prop_assert!((fisher / value - 1.0).abs() < 1e-9, "{fisher} {value}");
        prop_assert!((crossed / value - 1.0).abs() < 1e-9, "{crossed} {value}");
        let split = amounts(&csv, "price_volume:all", &[], &["2017"]);
        let [total, price, volume, unmatched] = [0, 1, 2, 3].map(|part: usize| split[part][0].unwrap());
        prop_assert_eq!(total, (values.1 - values.0) * 100);
        prop_assert_eq!(total, price + volume + unmatched);
    }

    #[test]
    fn contributions_in_money_add_up_to_the_whole_change(
        figures in prop::collection::vec((0..1_000_000_000_i64, 0..1_000_000_000_i64), 1..6)
    ) {
        let mut csv = TRADE.to_owned();
        let mut change = 0;
        for (partner, (before, now)) in PARTNERS.iter().zip(&figures) {
            // Every third part enters, every third one leaves.
            for (year, value) in [(2016, before), (2017, now)].iter().filter(|(year, value)| (*value + year) % 3 > 0) {
                csv.push_str(&format!("KAZ,{partner},export,TOTAL,{year},{}.{:02},USD,\n", *value / 100, *value % 100));
                change += if *year == 2017 { **value } else { -**value };
            }
        }
        prop_assume!(csv.contains(",2016,") && csv.contains(",2017,"));
        let parts = amounts(&csv, "contribution:amount", &["partner"], &["2017"]);
        prop_assert_eq!(parts[0].iter().flatten().sum::<i64>(), change);
    }

    #[test]
    fn the_effects_of_market_shares_add_up_to_the_cent(
        figures in prop::collection::vec((0..1_000_000_i64, 0..1_000_000_i64), 12)
    ) {
        let mut csv = TRADE.to_owned();
        for (place, (before, now)) in figures.iter().enumerate() {
            let (reporter, partner, product) =
                (["KAZ", "AZE", "RUS"][place % 3], ["ITA", "CHN"][place / 3 % 2], ["2709", "7403"][place / 6]);
            for (year, value) in [(2016, before), (2017, now)].iter().filter(|(_, value)| **value % 5 > 0) {
                csv.push_str(&format!("{reporter},{partner},export,{product},{year},{value},USD,\n"));
            }
        }
        prop_assume!(csv.contains(",2016,") && csv.contains(",2017,"));
        let Ok(answer) = asked(&csv, question("cms:all", &[], &["2017"])) else { return Ok(()) };
        let effect = |place: usize| -> Vec<Option<i64>> {
            answer.frames[place].column("value_minor").unwrap().i64().unwrap().iter().collect()
        };
        for row in 0..effect(0).len() {
            let Some(total) = effect(0)[row] else { continue };
            let sum: i64 = (1..5).map(|place| effect(place)[row].unwrap()).sum();
            prop_assert_eq!(total, sum);
        }
    }
}

//! Growth, concentration, prices and market shares: results worked out by hand or published.

use std::path::Path;

use tradeproof::sources::{self, Input, Loaded};
use tradeproof::summary::{Answer, DeriveError, Question, derive};

pub const TRADE: &str = "reporter,partner,flow,product,period,value,unit,state\n";

pub fn loaded(csv: &str) -> Loaded {
    sources::read(Input::from_bytes(Path::new("figures.csv"), csv.into())).unwrap()
}

pub fn asked(csv: &str, question: Question) -> Result<Answer, DeriveError> {
    derive(&loaded(csv), &question)
}

pub fn question(metric: &str, by: &[&str], periods: &[&str]) -> Question {
    Question {
        metrics: vec![metric.to_owned()],
        by: by.iter().map(|name| (*name).to_owned()).collect(),
        periods: periods.iter().map(|text| text.parse().unwrap()).collect(),
        ..Question::default()
    }
}

pub fn values(csv: &str, metric: &str, by: &[&str], periods: &[&str]) -> Vec<Option<f64>> {
    let answer = asked(csv, question(metric, by, periods)).unwrap();
    let column = answer.frames[0].column("value").unwrap();
    column.f64().unwrap().iter().collect()
}

/// Money, one metric after the other.
pub fn amounts(csv: &str, metric: &str, by: &[&str], periods: &[&str]) -> Vec<Vec<Option<i64>>> {
    let answer = asked(csv, question(metric, by, periods)).unwrap();
    let column = |frame: &polars::prelude::DataFrame| {
        frame.column("value_minor").unwrap().i64().unwrap().iter().collect::<Vec<_>>()
    };
    answer.frames.iter().map(column).collect()
}

pub fn table(csv: &str, metric: &str, by: &[&str], periods: &[&str]) -> String {
    use tradeproof::summary::{Format, Table};
    let answer = asked(csv, question(metric, by, periods)).unwrap();
    Format::Csv.render(&Table::of(&answer.frames).unwrap())
}

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found}, expected {expected}");
}

// --- Growth ---

#[test]
fn rolling_sums_compare_whole_years_of_months() {
    let mut csv = TRADE.to_owned();
    for (year, value) in [(2015, 10), (2016, 11), (2017, 12)] {
        for month in 1..=12 {
            // Nothing after June 2017.
            if (year, month) <= (2017, 6) {
                csv.push_str(&format!("KAZ,GBR,export,TOTAL,{year}-{month:02},{value},USD,\n"));
            }
        }
    }
    // Six months at 12 and six at 11 against six at 11 and six at 10.
    let found = values(&csv, "growth:rolling", &[], &["2016-07..2017-06"]);
    near(found[0].unwrap(), 100.0 * (138.0 / 126.0 - 1.0), 1e-9);
    let first = table(&csv, "growth:rolling", &[], &["2015"]);
    assert!(first.contains("KAZ,export,2015,2014,growth:rolling,percent,,base_missing"), "{first}");
}

#[test]
fn fiscal_years_are_added_up_from_months_when_all_are_there() {
    let mut csv = TRADE.to_owned();
    for year in 2021..=2023 {
        for month in 1..=12 {
            let fiscal = if month < 4 { year - 1 } else { year };
            csv.push_str(&format!("GBR,KAZ,import,TOTAL,{year}-{month:02},{},USD,\n", 100 + 10 * (fiscal - 2021)));
        }
    }
    assert_eq!(
        table(&csv, "growth:yoy", &[], &["FY2022-23"]),
        "reporter,flow,period,base_period,metric,unit,value,why\n\
         GBR,import,2022-04..2023-03,2021-04..2022-03,growth:yoy,percent,10,\n"
    );
    let incomplete = table(&csv, "growth:yoy", &[], &["FY2023-24"]);
    assert!(incomplete.ends_with("growth:yoy,percent,,value_missing\n"), "{incomplete}");
}

#[test]
fn a_trend_needs_every_period_and_figures_above_zero() {
    let csv = |rows: &[(&str, i64)]| -> String {
        let rows = rows.iter().map(|(period, value)| format!("KAZ,GBR,export,TOTAL,{period},{value},USD,\n"));
        format!("{TRADE}{}", rows.collect::<String>())
    };
    // Quarters of one year that grow by 1 % each: b = 4 ln 1.01 a year.
    let quarters =
        csv(&[("2017-Q1", 1_000_000), ("2017-Q2", 1_010_000), ("2017-Q3", 1_020_100), ("2017-Q4", 1_030_301)]);
    near(values(&quarters, "growth:trend_b", &[], &[])[0].unwrap(), 400.0 * 1.01_f64.ln(), 1e-6);
    near(values(&quarters, "growth:trend", &[], &[])[0].unwrap(), 100.0 * (1.01_f64.powi(4) - 1.0), 1e-6);
    for (rows, why) in [
        (csv(&[("2014", 10), ("2016", 20)]), "value_missing"),
        (csv(&[("2015", 10), ("2016", 0)]), "zero"),
        (csv(&[("2015", 10), ("2016", -4)]), "base_negative"),
        (csv(&[("2015", 10)]), "base_missing"),
    ] {
        let found = table(&rows, "growth:trend", &[], &[]);
        assert!(found.ends_with(&format!(",{why}\n")), "{found}");
    }
}

#[test]
fn contributions_with_entries_add_up_to_all_growth() {
    let csv = format!(
        "{TRADE}KAZ,GBR,export,TOTAL,2016,40.01,USD,\nKAZ,CHN,export,TOTAL,2016,60.02,USD,\n\
         KAZ,GBR,export,TOTAL,2017,50.03,USD,\nKAZ,ITA,export,TOTAL,2017,0.05,USD,\n"
    );
    assert_eq!(amounts(&csv, "contribution:amount", &["partner"], &["2017"]), [[Some(-6_002), Some(1_002), Some(5)]]);
    let parts: f64 = values(&csv, "contribution:entry", &["partner"], &["2017"]).into_iter().flatten().sum();
    near(parts, values(&csv, "growth:yoy", &[], &["2017"])[0].unwrap(), 1e-9);
}

// --- Concentration ---

#[test]
fn concentration_says_what_it_cannot_say() {
    let csv = format!(
        "{TRADE}KAZ,GBR,export,TOTAL,2015,7,USD,\n\
         KAZ,GBR,export,TOTAL,2016,7,USD,\nKAZ,CHN,export,TOTAL,2016,-2,USD,\n\
         KAZ,GBR,export,TOTAL,2017,0,USD,\nKAZ,CHN,export,TOTAL,2017,0,USD,\n\
         KAZ,GBR,export,TOTAL,2018,7,USD,\nKAZ,CHN,export,TOTAL,2018,,USD,suppressed\n"
    );
    insta::assert_snapshot!(table(&csv, "hhi:normalised", &["partner"], &[]), @r#"
    reporter,flow,period,metric,unit,value,why
    KAZ,export,2015,hhi:normalised,"index, n = 1",,no_denominator
    KAZ,export,2016,hhi:normalised,index,,mixed_signs
    KAZ,export,2017,hhi:normalised,index,,no_denominator
    KAZ,export,2018,hhi:normalised,index,,suppressed
    "#);
    // One part has everything: no entropy, and no negative zero.
    assert_eq!(values(&csv, "entropy", &["partner"], &["2015"]), [Some(0.0)]);
    assert_eq!(values(&csv, "gini:all_parts", &["partner"], &["2015"]), [Some(0.5)]);
    assert!(asked(&csv, question("hhi", &[], &[])).is_err());
}

#[test]
fn shares_of_the_world_are_of_partners() {
    let csv = format!("{TRADE}KAZ,World,export,TOTAL,2017,80,USD,\nKAZ,GBR,export,TOTAL,2017,20,USD,\n");
    assert_eq!(values(&csv, "share:world", &["partner"], &[]), [Some(25.0)]);
    let refused = asked(&csv, question("share:world", &["product"], &[])).unwrap_err().to_string();
    assert!(refused.contains("--by partner"), "{refused}");
}

#[test]
fn bounds_hold_whatever_a_confidential_figure_is() {
    let with = |hidden: &str| {
        format!(
            "{TRADE}KAZ,World,export,TOTAL,2017,100,USD,\nKAZ,GBR,export,TOTAL,2017,40,USD,\n\
             KAZ,CHN,export,TOTAL,2017,30,USD,\nKAZ,ITA,export,TOTAL,2017,{hidden}\n"
        )
    };
    let open = with(",USD,suppressed");
    let [low, high] = ["hhi:low", "hhi:high"].map(|metric| values(&open, metric, &["partner"], &[])[0].unwrap());
    near(low, 0.25, 1e-12);
    near(high, 0.34, 1e-12);
    let italy = |metric: &str| values(&open, metric, &["partner"], &[])[2].unwrap();
    assert_eq!((italy("share:low"), italy("share:high")), (0.0, 30.0));
    // A group of economies holds partners and is none.
    let with_a_group = format!("{open}KAZ,European Union,export,TOTAL,2017,60,USD,\n");
    near(values(&with_a_group, "hhi:high", &["partner"], &[])[0].unwrap(), high, 1e-12);
    let italy = |metric: &str| table(&with_a_group, metric, &["partner"], &[]);
    assert!(italy("share:high").contains("KAZ,ITA,export,2017,share:high,percent,30,\n"));
    // The listed parts are all there is only when Italy has 30.
    let full = values(&with("30,USD,"), "hhi", &["partner"], &[])[0].unwrap();
    assert!(low - 1e-12 <= full && full <= high + 1e-12);
}

// --- Prices and volumes ---

/// The artificial data of Diewert and Fox, Substitution Bias in Multilateral Methods for CPI Construction Using Scanner Data,
/// 2017: prices as printed, quantities of consumers with an elasticity of substitution of 2.
fn diewert_and_fox() -> String {
    const PRICES: [[u32; 12]; 4] = [
        [200, 175, 160, 150, 145, 140, 135, 130, 125, 120, 115, 110],
        [100, 50, 105, 110, 112, 115, 118, 60, 120, 125, 128, 130],
        [100, 95, 90, 85, 40, 80, 75, 72, 70, 40, 70, 65],
        [50, 55, 60, 65, 70, 75, 70, 65, 70, 75, 75, 80],
    ];
    let mut csv = "reporter,partner,flow,product,period,value,unit,quantity,quantity_unit\n".to_owned();
    for (product, (prices, weight)) in PRICES.iter().zip([0.2, 0.2, 0.2, 0.4]).enumerate() {
        for (year, cents) in prices.iter().enumerate() {
            let price = f64::from(*cents) / 100.0;
            let quantity = (1e9 * weight / (price * price)).round() as i64;
            let value = i64::from(*cents) * quantity;
            let (whole, rest, product, year) = (value / 100, value % 100, product + 10, 2001 + year);
            csv.push_str(&format!("KAZ,World,export,{product},{year},{whole}.{rest:02},USD,{quantity},p/st\n"));
        }
    }
    csv
}

#[test]
fn price_indices_are_those_of_the_published_example() {
    let csv = diewert_and_fox();
    // R package IndexNumR, fixed base, last period.
    let published =
        [("laspeyres", 1.326_923_1), ("paasche", 0.925_948_9), ("fisher", 1.108_450_7), ("tornqvist", 1.131_549_8)];
    for (formula, expected) in published {
        let found = values(&csv, &format!("price_index:{formula}"), &[], &["2012"]);
        near(found[0].unwrap() / 100.0, expected, 6e-8);
    }
    // Its README, chained Laspeyres.
    let chained = [1.0, 0.967_307_7, 1.290_550_4, 1.338_200_2, 1.248_244_4, 1.734_655_2];
    let found = values(&csv, "price_index:laspeyres_chained", &[], &[]);
    for (found, expected) in found.iter().zip(chained) {
        near(found.unwrap() / 100.0, expected, 6e-8);
    }
}

#[test]
fn a_chain_can_be_based_anywhere_and_a_broken_one_has_no_index() {
    let csv = diewert_and_fox();
    let based = |base: &str| {
        let question =
            Question { base: Some(base.parse().unwrap()), ..question("price_index:fisher_chained", &[], &[]) };
        let answer = asked(&csv, question).unwrap();
        answer.frames[0].column("value").unwrap().f64().unwrap().iter().flatten().collect::<Vec<f64>>()
    };
    let (first, fifth) = (based("2001"), based("2005"));
    near(fifth[4], 100.0, 1e-12);
    for (one, other) in first.iter().zip(&fifth) {
        near(one / first[4], other / 100.0, 1e-9);
    }
    // Without anything that is measured in 2003, the chain ends before it.
    let broken: String = csv.lines().filter(|line| !line.contains(",2003,")).map(|line| format!("{line}\n")).collect();
    let with_a_gap = values(&broken, "price_index:fisher_chained", &[], &[]);
    assert_eq!(with_a_gap.len(), 11);
    assert!(with_a_gap.iter().all(Option::is_some), "neighbours are the periods that are there");
}

#[test]
fn products_that_cannot_be_compared_are_counted_in_the_unit() {
    let csv = "reporter,partner,flow,product,period,value,unit,weight_kg\n\
        KAZ,World,export,26,2016,100,USD,10\n\
        KAZ,World,export,27,2016,100,USD,\n\
        KAZ,World,export,28,2016,50,USD,10\n\
        KAZ,World,export,26,2017,300,USD,20\n\
        KAZ,World,export,27,2017,100,USD,5\n";
    let found = table(csv, "price_index", &[], &["2017"]);
    assert!(found.contains("2017,2016,price_index:fisher,index (1 of 3 products),150,\n"), "{found}");
    // 150 of price and 50 of volume in 26, −50 of what is lost.
    let all = amounts(csv, "price_volume:all", &[], &["2017"]);
    assert_eq!(all, [[Some(15_000)], [Some(7_500)], [Some(12_500)], [Some(-5_000)]]);
}

#[test]
fn unit_values_are_of_weight_or_of_one_unit() {
    let csv = "reporter,partner,flow,product,period,value,unit,weight_kg,quantity,quantity_unit\n\
        JPN,World,export,87,2017,1000,JPY,4,2,p/st\n\
        JPN,World,export,22,2017,500,JPY,1,3,l\n";
    assert!(table(csv, "unit_value", &[], &[]).contains("unit_value:kg,JPY a kg,300,"));
    assert!(table(csv, "unit_value:tonne", &["product"], &[]).contains("22,2017,unit_value:tonne,JPY a tonne,500000,"));
    assert!(
        table(csv, "unit_value:quantity", &["product"], &[]).contains("87,2017,unit_value:quantity,JPY a p/st,500,")
    );
    assert!(table(csv, "unit_value:quantity", &[], &[]).contains(",no_denominator"));
}

// --- Constant market share ---

#[test]
fn market_shares_are_decomposed_by_hand() {
    // World 400 → 520 (+30 %); oil 300 → 360 (+20 %), of it Italy 200 → 260 (+30 %) and China 100 → 100; copper to China
    // 100 → 160 (+60 %), all of it Kazakhstan's.
    let csv = format!(
        "{TRADE}KAZ,ITA,export,2709,2016,100,USD,\nAZE,ITA,export,2709,2016,100,USD,\nAZE,CHN,export,2709,2016,100,USD,\n\
         KAZ,CHN,export,7403,2016,100,USD,\n\
         KAZ,ITA,export,2709,2017,150,USD,\nAZE,ITA,export,2709,2017,110,USD,\nAZE,CHN,export,2709,2017,100,USD,\n\
         KAZ,CHN,export,7403,2017,160,USD,\n"
    );
    let found = amounts(&csv, "cms:all", &[], &["2017"]);
    // Azerbaijan, then Kazakhstan: total, market size, product, destination, competitiveness.
    let azerbaijan: Vec<i64> = found.iter().map(|effects| effects[0].unwrap()).collect();
    let kazakhstan: Vec<i64> = found.iter().map(|effects| effects[1].unwrap()).collect();
    assert_eq!(azerbaijan, [1_000, 6_000, -2_000, -1_000, -2_000]);
    assert_eq!(kazakhstan, [11_000, 6_000, 2_000, 1_000, 2_000]);
    let hidden = csv.replace("AZE,CHN,export,2709,2016,100,USD,\n", "AZE,CHN,export,2709,2016,,USD,suppressed\n");
    let found = table(&hidden, "cms", &[], &["2017"]);
    assert!(found.contains("AZE,export,2017,2016,cms:total,USD,,suppressed\n"), "{found}");
    assert!(found.contains("KAZ,export,2017,2016,cms:total,USD,110,\n"), "{found}");
}

// --- What metrics read ---

/// A cube leaves out weights and quantities for a metric that says it reads none; it has to be true.
#[test]
fn a_metric_reads_weights_and_quantities_exactly_where_it_says_so() {
    let columns = "reporter,partner,flow,product,period,value,unit,weight_kg,quantity,quantity_unit\n";
    let mut with = columns.to_owned();
    let mut without = columns.to_owned();
    let figures = [("KAZ", "GBR"), ("KAZ", "DEU"), ("UZB", "GBR"), ("UZB", "DEU")];
    for ((reporter, partner), factor) in figures.iter().zip([2, 3, 5, 7]) {
        for (flow, product, period, value) in [
            ("export", "270900", 2016, 20),
            ("export", "270900", 2017, 31),
            ("export", "260300", 2016, 11),
            ("export", "260300", 2017, 13),
            ("import", "270900", 2016, 17),
            ("import", "270900", 2017, 19),
            ("import", "260300", 2016, 23),
            ("import", "260300", 2017, 29),
        ] {
            let row = format!("{reporter},{partner},{flow},{product},{period},{},USD", value * factor);
            with.push_str(&format!("{row},{},{},kWh\n", value + factor, value + 2 * factor));
            without.push_str(&format!("{row},,,\n"));
        }
    }
    let all = tradeproof::metrics::ALL.iter().filter(|metric| metric.kinds.contains(&tradeproof::model::Kind::Trade));
    for metric in all {
        let mut differs = false;
        for variant in metric.variants {
            let answer = |csv: &str| {
                let answered = asked(csv, question(&metric.label(variant), &["product"], &[]));
                answered.map(|answer| answer.frame().unwrap()).map_err(|error| error.to_string())
            };
            differs |= match (answer(&with), answer(&without)) {
                (Ok(with), Ok(without)) => !with.equals_missing(&without),
                (with, without) => with.err() != without.err(),
            };
        }
        assert_eq!(differs, metric.quantities, "{}", metric.name);
    }
}

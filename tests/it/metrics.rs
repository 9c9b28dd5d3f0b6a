//! Metrics as a user meets them: every example of the catalogue runs, and the identities between metrics hold.

use std::path::Path;

use assert_cmd::Command;
use proptest::prelude::*;

use tradeproof::metrics;
use tradeproof::sources::{self, Input, Loaded};
use tradeproof::summary::{Answer, DeriveError, Question, derive};

pub const TRADE: &str = "reporter,partner,flow,product,period,value,unit,state\n";

pub fn loaded(csv: &str) -> Loaded {
    sources::read(Input::from_bytes(Path::new("figures.csv"), csv.into())).unwrap()
}

pub fn asked(csv: &str, metric: &str, by: &[&str]) -> Result<Answer, DeriveError> {
    let question = Question {
        metrics: vec![metric.to_owned()],
        by: by.iter().map(|name| (*name).to_owned()).collect(),
        ..Question::default()
    };
    derive(&loaded(csv), &question)
}

pub fn csv(answer: &Answer) -> String {
    use tradeproof::summary::{Format, Table};
    Format::Csv.render(&Table::of(&answer.frames).unwrap())
}

pub fn values(answer: &Answer, column: &str) -> Vec<Option<f64>> {
    let column = answer.frames[0].column(column).unwrap();
    let floats = column.cast(&polars::prelude::DataType::Float64).unwrap();
    floats.f64().unwrap().iter().collect()
}

#[test]
fn every_example_of_the_catalogue_runs() {
    let folder = tempfile::tempdir().unwrap();
    let (figures, result) = (folder.path().join("figures.csv"), folder.path().join("result.csv"));
    for metric in metrics::ALL {
        assert!(!metric.examples.is_empty(), "{} shows no example", metric.name);
        for example in metric.examples {
            std::fs::write(&figures, example.figures).unwrap();
            let companions = example.companions.iter().flat_map(|(name, csv)| {
                let file = folder.path().join(name).with_extension("csv");
                std::fs::write(&file, csv).unwrap();
                ["--companion".to_owned(), format!("{name}={}", file.display())]
            });
            Command::cargo_bin("tradeproof")
                .unwrap()
                .arg("summary")
                .arg(&figures)
                .arg("--metric")
                .args(example.arguments.split_whitespace())
                .args(companions)
                .arg("-o")
                .arg(&result)
                .assert()
                .success();
            let found = std::fs::read_to_string(&result).unwrap();
            assert_eq!(found, example.result, "{} {}", metric.name, example.arguments);
        }
    }
}

#[test]
fn names_are_unique_and_every_variant_is_found() {
    let mut labels = Vec::new();
    for metric in metrics::ALL {
        for variant in metric.variants {
            let (found, same) = metrics::find(&metric.label(variant)).unwrap();
            assert_eq!((found.name, same.name), (metric.name, variant.name));
            labels.push(metric.label(variant));
        }
    }
    let all = labels.len();
    labels.sort();
    labels.dedup();
    assert_eq!(labels.len(), all);
}

#[test]
fn the_catalogue_prints_every_formula() {
    for metric in metrics::ALL {
        let output = Command::cargo_bin("tradeproof").unwrap().args(["metrics", metric.name]).output().unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        for variant in metric.variants {
            assert!(page.contains(&metric.label(variant)) && page.contains(variant.formula), "{}", metric.name);
        }
        assert!(page.contains(metric.source) && page.contains(metric.notes));
    }
}

#[test]
fn nothing_is_derived_from_a_bound() {
    let figures = "reporter,partner,direction,measure,period,value,unit,bound\n\
        KAZ,GBR,inward,stock,2015,10,USD billion,\n\
        KAZ,GBR,inward,stock,2016,12,USD billion,more_than\n\
        KAZ,GBR,inward,stock,2017,13,USD billion,\n";
    insta::assert_snapshot!(csv(&asked(figures, "growth:yoy", &[]).unwrap()), @r"
    reporter,direction,measure,period,base_period,metric,unit,value,why
    KAZ,inward,stock,2015,2014,growth:yoy,percent,,base_missing
    KAZ,inward,stock,2016,2015,growth:yoy,percent,,bounded
    KAZ,inward,stock,2017,2016,growth:yoy,percent,,bounded
    ");
    insta::assert_snapshot!(csv(&asked(figures, "level", &[]).unwrap()), @r"
    reporter,direction,measure,period,metric,unit,value,low,why
    KAZ,inward,stock,2015,level:sum,USD,10000000000,,
    KAZ,inward,stock,2016,level:sum,USD,12000000000,12000000000,
    KAZ,inward,stock,2017,level:sum,USD,13000000000,,
    ");
}

#[test]
fn a_sum_that_does_not_fit_is_said() {
    let figures =
        format!("{TRADE}KAZ,GBR,export,27,2017,92000,USD trillion,\nKAZ,GBR,export,28,2017,92000,USD trillion,\n");
    assert!(csv(&asked(&figures, "level", &[]).unwrap()).ends_with("level:sum,USD,,too_large\n"));
}

#[test]
fn growth_says_why_there_is_none() {
    let figures = format!(
        "{TRADE}KAZ,GBR,export,TOTAL,2013,-5,USD,\n\
         KAZ,GBR,export,TOTAL,2014,0,USD,zero\n\
         KAZ,GBR,export,TOTAL,2015,,USD,suppressed\n\
         KAZ,GBR,export,TOTAL,2016,5,USD,\n\
         KAZ,GBR,export,TOTAL,2017-01..2017-04,3,USD,\n"
    );
    insta::assert_snapshot!(csv(&asked(&figures, "growth:yoy", &[]).unwrap()), @r"
    reporter,flow,period,base_period,metric,unit,value,why
    KAZ,export,2013,2012,growth:yoy,percent,,base_missing
    KAZ,export,2014,2013,growth:yoy,percent,,base_negative
    KAZ,export,2015,2014,growth:yoy,percent,,suppressed
    KAZ,export,2016,2015,growth:yoy,percent,,suppressed
    KAZ,export,2017-01..2017-04,2016-01..2016-04,growth:yoy,percent,,base_missing
    ");
}

#[test]
fn a_base_of_another_length_is_not_like_for_like() {
    let figures = format!("{TRADE}KAZ,GBR,export,TOTAL,2016,12,USD,\nKAZ,GBR,export,TOTAL,2017-01..2017-04,5,USD,\n");
    let question =
        Question { metrics: vec!["growth".into()], base: Some("2016".parse().unwrap()), ..Question::default() };
    let answer = derive(&loaded(&figures), &question).unwrap();
    insta::assert_snapshot!(csv(&answer), @r"
    reporter,flow,period,base_period,metric,unit,value,why
    KAZ,export,2016,,growth:simple,percent,,base_missing
    KAZ,export,2017-01..2017-04,2016,growth:simple,percent,,not_like_for_like
    ");
}

#[test]
fn year_to_date_needs_every_month_of_both_years() {
    let figures = format!(
        "{TRADE}KAZ,GBR,export,TOTAL,2016-01,10,USD,\n\
         KAZ,GBR,export,TOTAL,2016-03,10,USD,\n\
         KAZ,GBR,export,TOTAL,2017-01,12,USD,\n\
         KAZ,GBR,export,TOTAL,2017-02,12,USD,\n\
         KAZ,GBR,export,TOTAL,2017-03,12,USD,\n"
    );
    insta::assert_snapshot!(csv(&asked(&figures, "growth:ytd", &[]).unwrap()), @r"
    reporter,flow,period,base_period,metric,unit,value,why
    KAZ,export,2016-01,2015-01,growth:ytd,percent,,base_missing
    KAZ,export,2016-Q1,2015-Q1,growth:ytd,percent,,value_missing
    KAZ,export,2017-01,2016-01,growth:ytd,percent,20,
    KAZ,export,2017-01..2017-02,2016-01..2016-02,growth:ytd,percent,,base_missing
    KAZ,export,2017-Q1,2016-Q1,growth:ytd,percent,,base_missing
    ");
}

#[test]
fn monthly_and_quarterly_series_are_each_added_up() {
    let mut figures = TRADE.to_owned();
    for year in [2016, 2017] {
        figures.push_str(&format!("KAZ,GBR,import,TOTAL,{year}-Q1,{},USD,\n", year - 2000));
        for month in 1..=3 {
            figures.push_str(&format!("KAZ,GBR,export,TOTAL,{year}-{month:02},{},USD,\n", year - 2006));
        }
    }
    let answer = csv(&asked(&figures, "growth:ytd", &[]).unwrap());
    assert!(answer.contains("KAZ,export,2017-Q1,2016-Q1,growth:ytd,percent,10,\n"), "{answer}");
    assert!(answer.contains("KAZ,import,2017-Q1,2016-Q1,growth:ytd,percent,6.25,\n"), "{answer}");
}

#[test]
fn logarithmic_growth_adds_up_over_time() {
    let figures = format!(
        "{TRADE}KAZ,GBR,export,TOTAL,2015,100,USD,\n\
         KAZ,GBR,export,TOTAL,2016,150,USD,\n\
         KAZ,GBR,export,TOTAL,2017,100,USD,\n"
    );
    let growth = values(&asked(&figures, "growth:log", &[]).unwrap(), "value");
    assert!((growth[1].unwrap() - 40.546_510_810_816).abs() < 1e-9);
    assert!((growth[1].unwrap() + growth[2].unwrap()).abs() < 1e-9);
}

#[test]
fn a_confidential_part_leaves_listed_shares_empty() {
    let figures = format!("{TRADE}KAZ,GBR,export,TOTAL,2017,30,USD,\nKAZ,CHN,export,TOTAL,2017,,USD,suppressed\n");
    let answer = asked(&figures, "share", &["partner"]).unwrap();
    assert_eq!(values(&answer, "value"), [None, None]);
    assert!(csv(&answer).contains("suppressed"));
}

#[test]
fn cumulated_flows_refuse_gaps_and_count_overlaps_once() {
    let header = "reporter,partner,direction,measure,period,value,unit\n";
    let rows = |rows: &[(&str, i64)]| -> String {
        rows.iter().map(|(period, value)| format!("KAZ,GBR,inward,flow,{period},{value},USD\n")).collect()
    };
    let overlapping = format!("{header}{}", rows(&[("2015", 10), ("2016", 20), ("2016-Q1", 5)]));
    assert!(csv(&asked(&overlapping, "cumulated", &[]).unwrap()).contains("2015..2016,cumulated:net,USD,30,"));
    let gap = format!("{header}{}", rows(&[("2015", 10), ("2017", 20)]));
    assert!(csv(&asked(&gap, "cumulated", &[]).unwrap()).contains("2015..2017,cumulated:net,USD,,value_missing"));
    let negative = format!("{header}{}", rows(&[("2015", 10), ("2016", -4)]));
    for (variant, expected) in [("net", "6"), ("gross", "10"), ("disinvestment", "-4")] {
        let answer = asked(&negative, &format!("cumulated:{variant}"), &[]).unwrap();
        assert!(csv(&answer).contains(&format!("cumulated:{variant},USD,{expected},")), "{variant}");
    }
}

#[test]
fn totals_and_parts_never_meet_in_a_sum() {
    let figures = format!(
        "{TRADE}KAZ,World,export,TOTAL,2017,100,USD,\n\
         KAZ,GBR,export,TOTAL,2017,30,USD,\n\
         KAZ,CHN,export,TOTAL,2017,50,USD,\n\
         KAZ,GBR,export,27,2017,20,USD,\n\
         KAZ,GBR,export,2709,2017,19,USD,\n"
    );
    let answer = asked(&figures, "level", &[]).unwrap();
    assert_eq!(values(&answer, "value_minor"), [Some(10_000.0)]);
    insta::assert_debug_snapshot!(answer.audit, @r#"
    [
        "level:sum: left out China and United Kingdom, USD 80 in 4 rows: World is there and holds them, which makes USD 100",
    ]
    "#);
    let by_partner = asked(&figures, "level", &["partner"]).unwrap();
    assert_eq!(values(&by_partner, "value_minor"), [Some(5_000.0), Some(3_000.0)]);
    let by_product = asked(&figures, "level", &["product"]).unwrap();
    assert_eq!(values(&by_product, "value_minor"), [Some(2_000.0)]);
    insta::assert_debug_snapshot!(by_product.audit, @r#"
    [
        "level:sum: left out product TOTAL in 3 rows: its parts are asked for; 27 is there",
        "level:sum: left out 2709 in 1 row: product 27 is there and holds them",
    ]
    "#);
}

/// Two years of exports and imports with a few partners.
fn two_years() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((1..1_000_000_000_i64, 1..1_000_000_000_i64), 1..8)
}

fn partners(flow: &str, figures: &[(i64, i64)]) -> String {
    const PARTNERS: [&str; 8] = ["GBR", "CHN", "RUS", "ITA", "FRA", "NLD", "TUR", "UZB"];
    let row = |(partner, (before, now)): (&&str, &(i64, i64))| {
        format!("KAZ,{partner},{flow},TOTAL,2016,{before},USD,\nKAZ,{partner},{flow},TOTAL,2017,{now},USD,\n")
    };
    PARTNERS.iter().zip(figures).map(row).collect()
}

fn sum_of_2017(answer: &Answer) -> f64 {
    let frame = &answer.frames[0];
    let periods = frame.column("period").unwrap();
    let values = values(answer, "value");
    let rows = periods.str().unwrap().iter().zip(values);
    rows.filter(|row| row.0 == Some("2017")).filter_map(|row| row.1).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn contributions_add_up_to_total_growth(figures in two_years()) {
        let csv = format!("{TRADE}{}", partners("export", &figures));
        let parts = sum_of_2017(&asked(&csv, "contribution:yoy", &["partner"]).unwrap());
        let whole = sum_of_2017(&asked(&csv, "growth:yoy", &[]).unwrap());
        prop_assert!((parts - whole).abs() <= 1e-9 * whole.abs().max(100.0), "{parts} {whole}");
    }

    #[test]
    fn shares_add_up_to_a_hundred(figures in two_years()) {
        let csv = format!("{TRADE}{}", partners("export", &figures));
        let shares = sum_of_2017(&asked(&csv, "share", &["partner"]).unwrap());
        prop_assert!((shares - 100.0).abs() < 1e-9, "{shares}");
    }

    #[test]
    fn the_balance_is_exports_less_imports(figures in two_years()) {
        let csv = format!("{TRADE}{}{}", partners("export", &figures), partners("import", &figures[..1]));
        let balance = values(&asked(&csv, "balance", &[]).unwrap(), "value_minor");
        let exports: i64 = figures.iter().map(|figure| figure.0).sum();
        prop_assert_eq!(balance[0], Some(((exports - figures[0].0) * 100) as f64));
    }

    #[test]
    fn the_implied_base_holds_every_true_base(base in 1_000_000_i64..1_000_000_000, percent in -90_i64..300) {
        // A level in dollars, printed in whole thousands, that grew by nearly `percent` per cent.
        let level = base * (100 + percent) / 100;
        let thousand: tradeproof::model::Unit = "USD thousand".parse().unwrap();
        let printed = thousand.amount(&((level + 500) / 1_000).to_string()).unwrap();
        let bounds = metrics::implied_base::implied(printed, percent.to_string().parse().unwrap()).unwrap();
        prop_assert!(bounds.low <= base * 100 && base * 100 <= bounds.high);
    }
}

//! Figures that are scanned batch by batch are the figures that are held in memory.

use std::fmt::Write as _;
use std::path::Path;

use polars::prelude::DataFrame;
use proptest::prelude::*;
use tradeproof::sources::scan::parquet::Parquet;
use tradeproof::sources::{self, Input, Loaded, Tidy};
use tradeproof::summary::{self, Output, Question};

/// A file in BACI's layout: codes with a short one and an unknown one, values of every precision, gaps.
fn baci() -> impl Strategy<Value = String> {
    let year = prop::sample::select(vec![2021, 2022]);
    let economy = prop::sample::select(vec![398, 826, 516, 842, 251, 999]);
    let product = prop::sample::select(vec!["270900", "080211", "80211", "710231"]);
    let value = prop::sample::select(vec!["331.700", "        2.027", "0.000", "NA", "0.0004", "1", "1e3"]);
    let weight = prop::sample::select(vec!["        0.500", "NA", "12", "0"]);
    let row = (year, economy.clone(), economy, product, value, weight);
    prop::collection::vec(row, 1..30).prop_map(|rows| {
        let mut seen = std::collections::BTreeSet::new();
        let mut text = "t,i,j,k,v,q\n".to_owned();
        for (year, exporter, importer, product, value, weight) in rows {
            if seen.insert((year, exporter, importer, product.trim_start_matches('0'))) {
                writeln!(text, "{year},{exporter},{importer},{product},{value},{weight}").unwrap();
            }
        }
        text
    })
}

fn loaded(text: &str) -> Loaded {
    sources::read(Input::from_bytes(Path::new("BACI_HS17_Y2022_V202401b.csv"), text.into())).unwrap()
}

fn held(loaded: &Loaded) -> Loaded {
    loaded.with_tidy(Tidy::Held(loaded.tidy.whole().unwrap()))
}

fn question(metric: &str, by: &[&str], filters: &[(&str, &str)]) -> Question {
    Question {
        metrics: vec![metric.to_owned()],
        by: by.iter().map(|name| (*name).to_owned()).collect(),
        filters: filters.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect(),
        ..Question::default()
    }
}

fn answered(loaded: &Loaded, question: &Question) -> Option<DataFrame> {
    summary::derive(loaded, question).ok().map(|answer| answer.frame().unwrap())
}

proptest! {
    // A case asks a dozen questions of Polars, which is slow unoptimised.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_scan_answers_as_the_frame_does(text in baci(), by in 0..4_usize, narrowed in any::<bool>()) {
        let by: &[&str] = [&[][..], &["partner"], &["product"], &["partner", "product"]][by];
        let filters: &[(&str, &str)] = if narrowed { &[("partner", "FRA"), ("partner", "Kazakhstan")] } else { &[] };
        let scanned = loaded(&text);
        let held = held(&scanned);
        for metric in ["level", "share", "growth:yoy", "rca", "trade_intensity"] {
            let question = question(metric, by, filters);
            let (one, other) = (answered(&scanned, &question), answered(&held, &question));
            prop_assert_eq!(one.is_some(), other.is_some());
            if let Some((one, other)) = one.zip(other) {
                prop_assert!(one.equals_missing(&other), "{metric}\n{one}\n{other}");
            }
        }
    }

    #[test]
    fn parquet_is_scanned_as_it_is_held(text in baci(), all_columns in any::<bool>(), narrowed in any::<bool>()) {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("a.parquet");
        let baci = loaded(&text);
        summary::write_tidy(&baci, &file, Output::Parquet).unwrap();
        if !all_columns {
            let whole = baci.tidy.whole().unwrap().collect().unwrap();
            let optional = ["row", "product_level", "period_start", "period_end", "frequency", "weight_g", "note"];
            let mut few = whole.drop_many(optional);
            std::fs::write(&file, summary::parquet(&mut few).unwrap()).unwrap();
        }
        let held = sources::load(&file).unwrap();
        prop_assert!(matches!(held.tidy, Tidy::Held(_)));
        let scanned = held.with_tidy(Tidy::Scanned(Parquet::scan(file, 0).unwrap().unwrap()));
        let whole = |loaded: &Loaded| loaded.tidy.whole().unwrap().collect().unwrap();
        prop_assert!(whole(&scanned).equals_missing(&whole(&held)));
        let filters: &[(&str, &str)] = if narrowed { &[("partner", "FRA"), ("partner", "NAM")] } else { &[] };
        for (metric, by) in
            [("level", &[][..]), ("level", &["partner", "product"]), ("unit_value", &["product"]), ("rca", &["product"])]
        {
            let question = question(metric, by, filters);
            let (one, other) = (answered(&scanned, &question), answered(&held, &question));
            prop_assert_eq!(one.is_some(), other.is_some());
            if let Some((one, other)) = one.zip(other) {
                prop_assert!(one.equals_missing(&other), "{one}\n{other}");
            }
        }
    }
}

#[test]
fn a_figure_that_stands_there_twice_is_found_in_a_file_that_is_not_sorted() {
    let rows = "t,i,j,k,v,q\n2022,826,398,270900,1,1\n2022,398,826,270900,1,1\n\n2022,826,398,270900,2,1\n";
    let error = loaded(rows).tidy.whole().err().unwrap().to_string();
    assert!(error.contains("line 5: the same figure as line 2: 826 · 398 · 270900 · 2022"), "{error}");
}

#[test]
fn years_are_scanned_one_after_the_other_and_a_year_is_not_counted_twice() {
    let year = |year: u32| loaded(&format!("t,i,j,k,v,q\n{year},398,826,270900,1.5,1\n"));
    let both = sources::together(vec![year(2021), year(2022)]).unwrap();
    assert_eq!(answered(&both, &question("growth:yoy", &[], &[])).unwrap().height(), 2);
    let twice = sources::together(vec![year(2022), year(2022)]).unwrap();
    let error = summary::derive(&twice, &question("level", &[], &[])).err().unwrap().to_string();
    assert!(error.starts_with("the same figure is in several of the files: 2022 · HS 2017"), "{error}");
}

/// Whatever byte of its footer is another, a file is read or refused: its footer for all of them, the whole for some.
#[test]
fn a_damaged_parquet_is_refused_and_nothing_panics() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.parquet");
    summary::write_tidy(&loaded("t,i,j,k,v,q\n2022,398,826,270900,1.5,1\n"), &file, Output::Parquet).unwrap();
    let whole = std::fs::read(&file).unwrap();
    let length = u32::from_le_bytes(whole[whole.len() - 8..][..4].try_into().unwrap()) as usize;
    let mut refused = 0;
    for place in whole.len() - 8 - length..whole.len() {
        for byte in [0x00, 0x11, 0x25, 0xFF] {
            let mut damaged = whole.clone();
            damaged[place] = byte;
            std::fs::write(&file, damaged).unwrap();
            refused += usize::from(Parquet::scan(file.clone(), usize::MAX).is_err());
            if place % 97 == 0 {
                let _ = sources::load(&file);
            }
        }
    }
    assert!(refused > length / 2, "{refused} times for {length} bytes");
}

#[test]
fn a_tidy_csv_in_parquet_is_read_as_that_csv() {
    use polars::prelude::{NamedFrom as _, Series};
    let text = |name: &str, cell: &str| Series::new(name.into(), [cell]).into();
    let columns = vec![
        text("reporter", "KAZ"),
        text("partner", "NA"),
        text("flow", "export"),
        text("product", "080211"),
        Series::new("value".into(), [331.7_f64]).into(),
        text("unit", "USD million"),
    ];
    let mut frame = DataFrame::new(1, columns).unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("period=2017")).unwrap();
    let file = folder.path().join("period=2017/part-0.parquet");
    std::fs::write(&file, summary::parquet(&mut frame).unwrap()).unwrap();
    let loaded = sources::load_all(&[folder.path().to_owned()], &sources::Watch::default()).unwrap();
    let read = loaded.tidy.whole().unwrap().collect().unwrap();
    let cell = |name: &str| read.column(name).unwrap().get(0).unwrap().to_string();
    assert_eq!(cell("partner"), "\"NAM\"");
    assert_eq!((cell("period"), cell("product")), ("\"2017\"".to_owned(), "\"080211\"".to_owned()));
    assert_eq!(cell("value_minor"), "33170000000");
}

//! Cubes of the embedded engine and of one that is connected: the same to the last bit.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tradeproof::metrics;
use tradeproof::model::Kind;
use tradeproof::sources::engine::{Engine, Table};
use tradeproof::sources::{self, Loaded, Watch};
use tradeproof::summary::{self, Output, Question};

use super::attempt;

/// The engine's address, where a test may use one.
pub fn address() -> Option<String> {
    let address = std::env::var("TRADEPROOF_TEST_ENGINE").ok();
    if address.is_none() {
        eprintln!("skipped: TRADEPROOF_TEST_ENGINE names no engine; scripts/engine up sail starts one");
    }
    address
}

/// A file as tidy Parquet in a folder.
pub fn tidy(file: &Path, folder: &Path) -> PathBuf {
    let loaded = sources::load(file).unwrap();
    let target = folder.join(file.file_name().unwrap()).with_extension("parquet");
    summary::write_tidy(&loaded, &target, Output::Parquet).unwrap();
    target
}

fn engine(address: &str) -> Engine {
    Engine { deadline: Duration::from_secs(120), ..Engine::at(address.parse().unwrap()) }
}

fn table(path: &Path) -> Table {
    Table::of(path.to_str().unwrap())
}

/// What both paths answer must be the same, to the last bit, errors included.
fn agree(here: &Loaded, there: &Loaded, question: &Question) {
    let answer = |loaded: &Loaded| match summary::derive(loaded, question) {
        Ok(answer) => Ok(answer.frame().unwrap()),
        Err(error) => Err(error.to_string()),
    };
    match (answer(here), answer(there)) {
        (Ok(here), Ok(there)) => assert!(here.equals_missing(&there), "{question:?}\n{here}\n{there}"),
        (Err(here), Err(there)) => assert_eq!(here, there, "{question:?}"),
        (here, there) => panic!("{question:?}\nhere  {here:?}\nthere {there:?}"),
    }
}

fn questions(kind: Kind) -> Vec<Question> {
    let dimensions = kind.dimensions();
    // Nothing told apart, partners or issuers, and everything.
    let sets = [vec![], dimensions.iter().skip(1).take(1).copied().collect(), dimensions.to_vec()];
    let metrics = metrics::ALL.iter().filter(|metric| metric.kinds.contains(&kind));
    let metrics: Vec<String> = metrics.map(|metric| metric.name.to_owned()).collect();
    sets.into_iter()
        .flat_map(|by| {
            metrics.iter().map(move |metric| Question {
                metrics: vec![metric.clone()],
                by: by.iter().map(|name| (*name).to_owned()).collect(),
                ..Question::default()
            })
        })
        .collect()
}

#[test]
fn every_metric_of_every_official_file_is_the_same_on_both_paths() {
    let Some(address) = address() else { return };
    let folder = tempfile::TempDir::new().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources");
    for name in [
        "comtrade_plus.csv",
        "BACI_HS17_Y2022_V202401b.csv",
        "hmrc_ots.json",
        "oecd_fdi_codes.csv",
        "lse_instruments.csv",
    ] {
        let file = tidy(&fixtures.join(name), folder.path());
        let here = sources::load(&file).unwrap();
        let there = engine(&address).load(&[table(&file)], &Watch::default()).unwrap();
        for question in questions(here.kind) {
            agree(&here, &there, &question);
        }
    }
}

#[test]
fn hostile_names_come_through_unharmed() {
    let Some(address) = address() else { return };
    let folder = tempfile::TempDir::new().unwrap();
    let csv = folder.path().join("a.csv");
    let names = ["O'Brien \\ Co", "a\"b;c", "two\nlines", "NA", "'; DROP VIEW figures_0; --", "`x`", "naïve Ω"];
    let rows = names.iter().map(|name| {
        let quoted = format!("\"{}\"", name.replace('"', "\"\""));
        format!("{quoted},LSE,2017,1,GBP million\n")
    });
    std::fs::write(&csv, format!("issuer,market,period,value,unit\n{}", rows.collect::<String>())).unwrap();
    let file = tidy(&csv, folder.path());
    let here = sources::load(&file).unwrap();
    let there = engine(&address).load(&[table(&file)], &Watch::default()).unwrap();
    for name in names {
        let question = Question {
            metrics: vec!["capitalisation".to_owned()],
            by: vec!["issuer".to_owned()],
            filters: vec![("issuer".to_owned(), name.to_owned())],
            ..Question::default()
        };
        agree(&here, &there, &question);
        assert_eq!(summary::derive(&there, &question).unwrap().frame().unwrap().height(), 1, "{name}");
    }
}

#[test]
fn the_command_writes_the_same_bytes_and_names_the_engine() {
    let Some(address) = address() else { return };
    let folder = tempfile::TempDir::new().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources/comtrade_plus.csv");
    let file = tidy(&fixture, folder.path());
    let [here, there, exchanged] = ["here.csv", "there.csv", "exchanged.csv"].map(|name| folder.path().join(name));
    let summary = |target: &Path, more: &[&str]| {
        let (file, target) = (file.to_str().unwrap(), target.to_str().unwrap());
        let arguments = [&["summary", file, "--metric", "level", "--by", "partner", "-o", target], more].concat();
        let (status, _, stderr) = attempt(&arguments);
        assert_eq!(status, 0, "{stderr}");
        stderr
    };
    summary(&here, &[]);
    let notes = summary(&there, &["--engine", &address]);
    assert!(notes.contains(&address) && notes.contains("query: SELECT"), "{notes}");
    summary(&exchanged, &["--engine", &address, "--engine-exchange", folder.path().to_str().unwrap()]);
    let bytes = |path: &Path| std::fs::read(path).unwrap();
    assert_eq!(bytes(&here), bytes(&there));
    assert_eq!(bytes(&here), bytes(&exchanged));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("cube")), "{left:?}");
}

#[test]
fn a_table_that_is_no_tidy_one_is_named_with_what_it_lacks() {
    let Some(address) = address() else { return };
    let (status, _, stderr) = attempt(&["summary", "/no/such/file.parquet", "--metric", "level", "--engine", &address]);
    assert_eq!(status, 2);
    assert!(stderr.contains("/no/such/file.parquet"), "{stderr}");
}

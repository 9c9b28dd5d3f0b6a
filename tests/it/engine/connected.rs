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

/// Numbers that spread; the same every time.
struct Spread(u64);

impl Spread {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Economies that all lists know, by their numbers and codes.
const ECONOMIES: [(u32, &str); 8] =
    [(398, "KAZ"), (826, "GBR"), (276, "DEU"), (380, "ITA"), (156, "CHN"), (792, "TUR"), (516, "NAM"), (860, "UZB")];
const PRODUCTS: [&str; 12] = [
    "080211", "100199", "260300", "270900", "271121", "281820", "720241", "740311", "760110", "790111", "841191",
    "854231",
];

/// A year in BACI's layout, with gaps, quantities that are missing, and cells too small for the last digit.
fn baci(year: u32) -> String {
    let mut random = Spread(u64::from(year));
    let mut text = "t,i,j,k,v,q\n".to_owned();
    let mut economies = ECONOMIES.map(|(number, _)| number);
    economies.sort_unstable();
    for exporter in economies {
        for importer in economies.into_iter().filter(|importer| *importer != exporter) {
            for product in PRODUCTS.into_iter().filter(|_| random.below(4) > 0).collect::<Vec<_>>() {
                let size = random.below(20);
                let value = random.below(1 << (5 + size));
                let quantity = match random.below(9) {
                    0 => "NA".to_owned(),
                    quantity => format!("{quantity}.125"),
                };
                text.push_str(&format!(
                    "{year},{exporter},{importer},{product},{}.{:03},{quantity}\n",
                    value / 1000,
                    value % 1000
                ));
            }
        }
    }
    text
}

/// Two years of two reporters as the Comtrade website hands them out: totals beside parts, products of two levels.
fn comtrade() -> String {
    let fixture = include_bytes!("../fixtures/sources/comtrade_plus.csv");
    let first = fixture.split(|byte| *byte == b'\n').next().unwrap();
    let header: Vec<&str> = std::str::from_utf8(first).unwrap().trim_end().split(',').collect();
    let mut random = Spread(1);
    let mut text = header.join(",") + "\n";
    for (year, (number, code)) in
        [2016, 2017].into_iter().flat_map(|year| ECONOMIES[..2].iter().map(move |one| (year, one)))
    {
        for flow in ["X", "M"] {
            for (partner, iso) in [(0, "W00")].iter().chain(&ECONOMIES).filter(|(partner, _)| partner != number) {
                for product in ["TOTAL", "27", "74"].iter().chain(&PRODUCTS[2..8]) {
                    let value = if random.below(12) == 0 { String::new() } else { random.below(1 << 40).to_string() };
                    let weight = if random.below(3) == 0 { String::new() } else { random.below(1 << 30).to_string() };
                    let cell = |name: &&str| match *name {
                        "typeCode" => "C".to_owned(),
                        "freqCode" => "A".to_owned(),
                        "refYear" | "period" => year.to_string(),
                        "refPeriodId" => format!("{year}0101"),
                        "refMonth" => "52".to_owned(),
                        "reporterCode" => number.to_string(),
                        "reporterISO" => (*code).to_owned(),
                        "partnerCode" => partner.to_string(),
                        "partnerISO" => (*iso).to_owned(),
                        "flowCode" => flow.to_owned(),
                        "classificationCode" => "H5".to_owned(),
                        "cmdCode" => (*product).to_owned(),
                        "customsCode" => "C00".to_owned(),
                        "partner2Code" | "motCode" => "0".to_owned(),
                        "partner2ISO" => "W00".to_owned(),
                        "mosCode" => "0".to_owned(),
                        "netWgt" => weight.clone(),
                        "primaryValue" => value.clone(),
                        _ => String::new(),
                    };
                    text.push_str(&(header.iter().map(cell).collect::<Vec<_>>().join(",") + "\n"));
                }
            }
        }
    }
    text
}

#[test]
fn every_metric_of_generated_rows_is_the_same_on_both_paths() {
    let Some(address) = address() else { return };
    let folder = tempfile::TempDir::new().unwrap();
    let written = |name: &str, text: String| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        tidy(&file, folder.path())
    };
    let years = [2021, 2022].map(|year| written(&format!("BACI_HS17_Y{year}_V202401b.csv"), baci(year)));
    let website = [written("TradeData.csv", comtrade())];
    for files in [&years[..], &website[..]] {
        let here = sources::load_all(files, &Watch::default()).unwrap();
        let tables: Vec<Table> = files.iter().map(|file| table(file)).collect();
        let there = engine(&address).load(&tables, &Watch::default()).unwrap();
        let mut answers = 0;
        for question in questions(here.kind) {
            agree(&here, &there, &question);
            answers += usize::from(summary::derive(&there, &question).is_ok());
        }
        assert!(answers > 20, "{answers} questions have an answer");
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

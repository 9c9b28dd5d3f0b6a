//! The same figures in every format: of every metric of the catalogue, and of figures made up at random.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use polars::prelude::DataFrame;
use proptest::prelude::*;
use tradeproof::metrics::{self, Companion};
use tradeproof::sources::{Input, Loaded, read};
use tradeproof::summary::{Output, Question, Table, compose, derive, read_companion, read_parquet};

/// Rows of cells as a format gives them back: a number, a text, or nothing.
type Rows = Vec<Vec<Got>>;

#[derive(Debug, Clone, PartialEq)]
enum Got {
    Number(f64),
    Text(String),
    Nothing,
}

fn bytes(table: &Table, name: &str) -> Vec<u8> {
    Output::from_path(Path::new(name)).unwrap().bytes(table).unwrap()
}

/// What the CSV holds, with the columns that the others say are numbers read as numbers.
fn csv(table: &Table, numeric: &[bool]) -> Rows {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(Cursor::new(bytes(table, "a.csv")));
    let cell = |(place, text): (usize, &str)| match text {
        "" => Got::Nothing,
        text if numeric[place] => Got::Number(text.parse().unwrap()),
        text => Got::Text(text.to_owned()),
    };
    reader.records().map(|record| record.unwrap().iter().enumerate().map(cell).collect()).collect()
}

fn json(table: &Table) -> Rows {
    let rows: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(&bytes(table, "a.json")).unwrap();
    let lines = String::from_utf8(bytes(table, "a.jsonl")).unwrap();
    let of_lines: Vec<serde_json::Map<String, serde_json::Value>> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows, of_lines, "an array and lines say the same");
    let cell = |value: &serde_json::Value| match value {
        serde_json::Value::Null => Got::Nothing,
        serde_json::Value::Number(number) => Got::Number(number.as_f64().unwrap()),
        serde_json::Value::String(text) => Got::Text(text.clone()),
        other => panic!("{other}"),
    };
    rows.iter().map(|row| table.columns.iter().map(|column| cell(&row[column])).collect()).collect()
}

fn xlsx(table: &Table) -> Rows {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(table, "a.xlsx"))).unwrap();
    let sheet = book.worksheet_range("Figures").unwrap();
    let cell = |place: usize, row: usize| match sheet.get_value((row as u32, place as u32)) {
        None | Some(Data::Empty) => Got::Nothing,
        Some(Data::Float(number)) => Got::Number(*number),
        Some(Data::String(text)) => Got::Text(text.clone()),
        Some(other) => panic!("{other:?}"),
    };
    (1..=table.rows.len()).map(|row| (0..table.columns.len()).map(|place| cell(place, row)).collect()).collect()
}

fn parquet(table: &Table) -> Rows {
    let frame = read_parquet(&bytes(table, "a.parquet")).unwrap();
    let columns: Vec<Vec<Got>> = table.columns.iter().map(|name| column(&frame, name)).collect();
    (0..table.rows.len()).map(|row| columns.iter().map(|column| column[row].clone()).collect()).collect()
}

fn column(frame: &DataFrame, name: &str) -> Vec<Got> {
    let column = frame.column(name).unwrap();
    match column.f64() {
        Ok(numbers) => numbers.iter().map(|number| number.map_or(Got::Nothing, Got::Number)).collect(),
        Err(_) => {
            let texts = column.str().unwrap();
            texts.iter().map(|text| text.map_or(Got::Nothing, |text| Got::Text(text.to_owned()))).collect()
        }
    }
}

/// All formats give the same cells back, and names that need no quoting anywhere.
fn agree(table: &Table, of: &str) {
    for name in &table.columns {
        let plain = name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
        assert!(plain && name.starts_with(|first: char| first.is_ascii_lowercase()), "{of}: {name}");
    }
    let parquet = parquet(table);
    let frame = read_parquet(&bytes(table, "a.parquet")).unwrap();
    let numeric: Vec<bool> =
        table.columns.iter().map(|name| frame.column(name).is_ok_and(|column| column.f64().is_ok())).collect();
    let csv = csv(table, &numeric);
    assert_eq!(parquet, csv, "{of}: Parquet and CSV");
    assert_eq!(json(table), csv, "{of}: JSON and CSV");
    assert_eq!(xlsx(table), csv, "{of}: workbook and CSV");
    assert!(bytes(table, "a.arrow").ends_with(&[0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]), "{of}: the stream ends");
}

fn loaded(figures: &str) -> Loaded {
    read(Input::from_bytes("figures.csv".as_ref(), figures.into())).unwrap()
}

/// What an example of the catalogue asks, of all variants.
fn question(name: &str, arguments: &str, companions: Vec<Companion>) -> Question {
    let mut words = arguments.split_whitespace().skip(1);
    let mut question = Question { metrics: vec![format!("{name}:all")], companions, ..Question::default() };
    while let Some(flag) = words.next() {
        let value = words.next().unwrap_or_default();
        let pair = || value.split_once('=').map(|(one, other)| (one.to_owned(), other.to_owned())).unwrap();
        match flag {
            "--by" => question.by.extend(value.split(',').map(str::to_owned)),
            "--where" => question.filters.push(pair()),
            "--period" => question.periods.push(value.parse().unwrap()),
            "--base" => question.base = Some(value.parse().unwrap()),
            "--growth" => {
                question.reported_growth.push((pair().0, pair().1.trim_end_matches('%').parse().unwrap()));
            }
            "--least-total" => question.least_total = Some(value.parse().unwrap()),
            "--cif" => question.cif_factor = Some(value.parse().unwrap()),
            // How many are shown and how they are laid out changes no figure.
            "--top" | "--layout" => {}
            other => panic!("{name}: what does {other} ask?"),
        }
    }
    question
}

#[test]
fn every_metric_is_the_same_in_every_format() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut answered = 0;
    for metric in metrics::ALL {
        for example in metric.examples {
            let companion = |(name, csv): &(&str, &str)| {
                let file = folder.path().join(name).with_extension("csv");
                std::fs::write(&file, csv).unwrap();
                read_companion(name, &file).unwrap()
            };
            let companions = example.companions.iter().map(companion).collect();
            let question = question(metric.name, example.arguments, companions);
            let loaded = loaded(example.figures);
            // Not every variant of a metric can be had of its example.
            let alone = Question {
                metrics: vec![example.arguments.split_whitespace().next().unwrap().to_owned()],
                ..question.clone()
            };
            for question in [&question, &alone] {
                if let Ok(answer) = derive(&loaded, question) {
                    agree(&Table::of(&answer.frames).unwrap(), metric.name);
                    answered += 1;
                }
                if let Ok(composed) = compose(&loaded, question) {
                    agree(&composed.table, metric.name);
                }
            }
        }
    }
    assert!(answered >= metrics::ALL.len(), "only {answered} answers of {} metrics", metrics::ALL.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn figures_of_any_size_are_the_same_in_every_format(
        figures in prop::collection::vec((0..4_usize, 2015..2018_i32, 1_i64..999_999_999, 0..4_usize), 3..20)
    ) {
        let mut rows = BTreeMap::new();
        for (partner, year, digits, unit) in figures {
            let partner = ["GBR", "CHN", "ITA", "RUS"][partner];
            let unit = ["USD", "USD thousand", "USD million", "USD billion"][unit];
            rows.entry((partner, year)).or_insert(format!("{}.{} {unit}", digits / 100, digits % 100));
        }
        let mut csv = "reporter,partner,flow,product,period,value,unit\n".to_owned();
        for ((partner, year), printed) in &rows {
            let (figure, unit) = printed.split_once(' ').unwrap();
            csv += &format!("KAZ,{partner},export,TOTAL,{year},{figure},{unit}\n");
        }
        let loaded = loaded(&csv);
        let question = Question {
            metrics: ["level", "growth:yoy", "share", "rank"].map(str::to_owned).to_vec(),
            by: vec!["partner".to_owned()],
            top: Some(2),
            ..Question::default()
        };
        agree(&compose(&loaded, &question).unwrap().table, &csv);
        agree(&Table::of(&derive(&loaded, &Question { top: None, ..question }).unwrap().frames).unwrap(), &csv);
    }
}

#[test]
fn a_converted_file_has_one_unit_and_every_figure_its_own_decimals() {
    let printed = "reporter,partner,flow,product,period,value,unit\n\
                   KAZ,GBR,export,TOTAL,2016,906777.192,USD thousand\n\
                   KAZ,GBR,export,TOTAL,2017,331.7,USD million\n\
                   KAZ,GBR,import,TOTAL,2017,5.05,USD\n";
    let loaded = loaded(printed);
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("tidy.csv");
    tradeproof::summary::write_tidy(&loaded, &file, Output::from_path(&file).unwrap()).unwrap();
    let tidy = std::fs::read_to_string(&file).unwrap();
    insta::assert_snapshot!(tidy, @r"
    reporter,partner,flow,product,period,value,unit,state,note
    KAZ,GBR,export,TOTAL,2016,906.777192,USD million,,
    KAZ,GBR,export,TOTAL,2017,331.7,USD million,,
    KAZ,GBR,import,TOTAL,2017,0.00000505,USD million,,
    ");
    // Read again it is the same money, printed as finely as it was.
    let (once, again) = (loaded.tidy.whole().unwrap().collect().unwrap(), read_again(&tidy));
    for column in ["value_minor", "ulp_minor"] {
        assert_eq!(once.column(column).unwrap(), again.column(column).unwrap(), "{column}");
    }
}

fn read_again(csv: &str) -> DataFrame {
    loaded(csv).tidy.whole().unwrap().collect().unwrap()
}

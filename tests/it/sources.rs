//! Reading files: what a user sees of good ones, and of every wrong one.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use proptest::prelude::*;
use tempfile::TempDir;

const HEADER: &str = "reporter,partner,flow,product,period,value,unit,state,note";

fn bundled(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kazakhstan-uk").join(name)
}

/// What a command says and how it ends, run in `folder`.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tradeproof").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The message for a wrong file: exit status 2, nothing on standard output, nothing written.
fn refusal(bytes: &[u8]) -> String {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.csv"), bytes).unwrap();
    let arguments = ["summary", "a.csv", "--metric", "level", "-o", "out.csv", "-o", "out.md"];
    let (status, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
    assert_eq!(names(folder.path()), ["a.csv"]);
    stderr
}

fn refused_row(row: &str) -> String {
    refusal(format!("{HEADER}\nKAZ,GBR,export,TOTAL,2016,1,USD,,\n{row}\n").as_bytes())
}

#[test]
fn no_such_file() {
    let folder = TempDir::new().unwrap();
    let (status, _, stderr) = run(folder.path(), &["inspect", "missing.csv"]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(stderr, @r"
    error: missing.csv: no such file
      help: check the path; it is taken from the current folder
    ");
}

#[test]
fn an_empty_file() {
    insta::assert_snapshot!(refusal(b""), @r"
    error: a.csv: the file is empty
      expected: a header line and at least one row
    ");
    insta::assert_snapshot!(refusal(b"\xEF\xBB\xBF\r\n"), @r"
    error: a.csv: the file is empty
      expected: a header line and at least one row
    ");
}

#[test]
fn a_header_and_nothing_else() {
    insta::assert_snapshot!(refusal(format!("{HEADER}\n").as_bytes()), @r"
    error: a.csv: line 1 is a header and no rows follow
      expected: at least one row
    ");
}

#[test]
fn a_missing_column() {
    insta::assert_snapshot!(refusal(b"reporter,partner,flow,product,period,unit\nKAZ,GBR,export,27,2017,USD\n"), @r"
    error: a.csv: line 1: the column `value` is not there
      expected: tidy-trade with reporter, partner, flow, product, period, value, unit
      found: reporter, partner, flow, product, period, unit
      help: `tradeproof sources tidy-trade` describes every column
    ");
}

#[test]
fn an_unknown_format() {
    insta::assert_snapshot!(refusal(b"name,age\nAda,36\n"), @r#"
    error: a.csv: no table of figures was found
      found: a table of `name`, `age`, which says nothing of trade
      expected: a row of headers, and below it rows with names and figures; or a file that `tradeproof sources` lists
      help: if its figures are of trade, say what they are: --set period=2024 --set flow=export --set reporter=KAZ --set unit="USD million"
    "#);
}

#[test]
fn a_beginning_of_a_table_of_ones_own_is_taken_for_a_tidy_one() {
    let said = refusal(b"reporter,partner\nKAZ,GBR\n");
    assert!(said.contains("expected: for instance tidy-trade with reporter"), "{said}");
}

#[test]
fn a_column_twice() {
    insta::assert_snapshot!(refusal(b"reporter,partner,flow,product,period,value,unit,Value\nKAZ,GBR,export,27,2017,1,USD,1\n"), @r"
    error: a.csv: line 1: the column `value` stands there twice, as columns 6 and 8
      help: rename or delete one
    ");
}

#[test]
fn an_unreadable_encoding() {
    insta::assert_snapshot!(refusal(b"reporter,partner\nKAZ,\x81GBR\xE9\n"), @r"
    error: a.csv: byte 21 (0x81) is no text in UTF-8, UTF-16 or Windows-1252
      help: save the file as UTF-8
    ");
    let utf16: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    insta::assert_snapshot!(refusal(&utf16), @r"
    error: a.csv: byte 1 (0x00) is no text in UTF-8, UTF-16 or Windows-1252
      help: save the file as UTF-8
    ");
}

#[test]
fn a_row_with_a_field_too_many() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,1,659.20,USD,,"), @r"
    error: a.csv: line 3: 10 fields
      expected: 9, as in the header
      help: put a field that holds a comma in double quotes
    ");
}

#[test]
fn a_figure_that_is_no_number() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,n/a,USD,,"), @r"
    error: a.csv: line 3, column 6 (`value`): found `n/a`
      expected: a decimal number such as 331.7 (not a decimal number)
      help: use a point for decimals, and write a currency or a word into `unit`, not here
    ");
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,\"331,7\",USD million,,"), @r"
    error: a.csv: line 3, column 6 (`value`): found `331,7`
      expected: a decimal number such as 331.7 (a decimal comma is ambiguous)
      help: use a point for decimals, and write a currency or a word into `unit`, not here
    ");
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,0.001,USD,,"), @r"
    error: a.csv: line 3, column 6 (`value`): found `0.001`
      expected: a decimal number such as 331.7 (finer than the smallest unit of the currency)
      help: use a point for decimals, and write a currency or a word into `unit`, not here
    ");
}

#[test]
fn a_figure_without_a_state_that_says_why() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,,USD,,"), @r"
    error: a.csv: line 3, column 6 (`value`): found nothing
      expected: a figure, or a state that says why there is none
      help: write missing, suppressed or not_yet_reported into the column `state`
    ");
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,5,USD,missing,"), @r"
    error: a.csv: line 3, column 6 (`value`): found `5`
      expected: nothing, because the state is missing
      help: delete the figure or the state
    ");
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,,USD,secret,"), @r"
    error: a.csv: line 3, column 8 (`state`): found `secret`
      expected: blank or one of value, zero, missing, suppressed, not_yet_reported, provisional, estimated
      help: leave the state blank for a plain figure
    ");
}

#[test]
fn an_unknown_currency() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,5,XUD million,,"), @r"
    error: a.csv: line 3, column 7 (`unit`): found `XUD million`
      expected: an ISO 4217 currency code and, where needed, thousand, million, billion or trillion
      help: the currency comes first: USD million, GBP thousand, EUR
    ");
}

#[test]
fn a_bad_period() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,Jan-Apr 2017,5,USD,,"), @r"
    error: a.csv: line 3, column 5 (`period`): found `Jan-Apr 2017`
      expected: 2017, 2017-H1, 2017-Q1, 2017-04, 2017-04-05, FY2022-23 or a span such as 2017-01..2017-04
      help: write a span of months as 2017-01..2017-04
    ");
}

#[test]
fn an_unknown_economy_or_flow() {
    insta::assert_snapshot!(refused_row("Atlantis,GBR,export,TOTAL,2017,5,USD,,"), @r"
    error: a.csv: line 3, column 1 (`reporter`): found `Atlantis`
      expected: a name, an ISO code such as KAZ or KZ, an M49 code such as 398, or World
      help: write the country's name or its ISO code
    ");
    insta::assert_snapshot!(refused_row("KAZ,GBR,sideways,TOTAL,2017,5,USD,,"), @r"
    error: a.csv: line 3, column 3 (`flow`): found `sideways`
      expected: export, import, re-export, re-import or total
      help: write one of these words
    ");
}

#[test]
fn the_same_figure_twice() {
    insta::assert_snapshot!(refused_row("Kazakhstan,UK,exports,total,2016,2,USD million,,"), @r"
    error: a.csv: line 3: the same figure as line 2: KAZ · GBR · export · TOTAL · 2016 · USD
      help: delete one of the two rows; they are never added up or dropped silently
    ");
}

#[test]
fn the_same_figure_in_two_files() {
    let folder = TempDir::new().unwrap();
    let csv = format!("{HEADER}\nKAZ,GBR,export,TOTAL,2016,1,USD,,\n");
    std::fs::write(folder.path().join("a.csv"), &csv).unwrap();
    std::fs::write(folder.path().join("b.csv"), &csv).unwrap();
    let (status, _, stderr) = run(folder.path(), &["convert", "a.csv", "b.csv", "-o", "c.csv"]);
    assert_eq!(status, 2);
    assert_eq!(names(folder.path()), ["a.csv", "b.csv"]);
    insta::assert_snapshot!(stderr, @r"
    error: the same figure is in several of the files: KAZ · GBR · export · TOTAL · 2016 · USD
      help: leave one of the files out, or delete the row; figures are never added up or dropped silently
    ");
}

#[test]
fn a_folder_that_is_not_there_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let trade = bundled("trade.csv");
    let (status, _, stderr) = run(folder.path(), &["convert", trade.to_str().unwrap(), "-o", "missing/out.csv"]);
    assert_eq!((status, names(folder.path()).len()), (2, 0));
    assert!(stderr.starts_with("error: missing/out.csv: cannot be written"), "{stderr}");
}

#[test]
fn files_of_two_kinds() {
    let folder = TempDir::new().unwrap();
    for name in ["trade.csv", "listings.csv"] {
        std::fs::copy(bundled(name), folder.path().join(name)).unwrap();
    }
    let (status, _, stderr) = run(folder.path(), &["summary", "trade.csv", "listings.csv", "--metric", "level"]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(stderr, @r"
    error: listings.csv: holds listings, trade.csv holds trade
      help: give files of one kind in one command
    ");
}

#[test]
fn every_spelling_reads_the_same() {
    let folder = TempDir::new().unwrap();
    let plain = format!("{HEADER}\nKAZ,CIV,export,080211,2017,1659.20,USD thousand,,cocoa\n");
    let odd = b"\xEF\xBB\xBFReporter;PARTNER;Flow;Product;Period;Value;Unit;State;Note;\r\n\
        398;C\xC3\xB4te d'Ivoire;X;080211;2017;\"1,659.20\";usd k;;cocoa;\r\n";
    std::fs::write(folder.path().join("plain.csv"), plain).unwrap();
    std::fs::write(folder.path().join("odd.csv"), odd).unwrap();
    for name in ["plain", "odd"] {
        let (input, output) = (format!("{name}.csv"), format!("{name}.out.csv"));
        assert_eq!(run(folder.path(), &["convert", &input, "-o", &output]).0, 0);
    }
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("plain.out.csv"), read("odd.out.csv"));
    insta::assert_snapshot!(read("odd.out.csv"), @r"
    reporter,partner,flow,product,period,value,unit,state,note
    KAZ,CIV,export,080211,2017,1.65920,USD million,,cocoa
    ");
}

#[test]
fn conversion_keeps_every_figure_as_printed() {
    let folder = TempDir::new().unwrap();
    for name in ["trade", "investment", "listings"] {
        let original = bundled(&format!("{name}.csv"));
        let (parquet, csv) = (format!("{name}.parquet"), format!("{name}.csv"));
        let original_path = original.to_str().unwrap();
        assert_eq!(run(folder.path(), &["convert", original_path, "-o", &parquet]).0, 0);
        assert_eq!(run(folder.path(), &["convert", &parquet, "-o", &csv]).0, 0);
        let rows = |path: &Path| -> Vec<csv::StringRecord> {
            csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
        };
        assert_eq!(rows(&original), rows(&folder.path().join(&csv)), "{name}");
    }
}

#[test]
fn inspection_of_the_bundled_figures() {
    let folder = bundled("");
    let (status, stdout, _) = run(&folder, &["inspect", "trade.csv", "investment.csv"]);
    assert_eq!(status, 0);
    insta::with_settings!({filters => vec![(r"[0-9a-f]{64}", "[sha256]")]}, {
        insta::assert_snapshot!(stdout, @r"
        trade.csv
          format      Tidy trade CSV (tidy-trade): trade
          sha256      [sha256]
          rows        6
          currency    USD
          periods     span: 2016-01..2016-04, 2017-01..2017-04
          reporter    KAZ Kazakhstan
          partner     GBR United Kingdom
          flows       3: export, import, total
          product     TOTAL
          states      4 value, 2 missing
          totals      product TOTAL in all rows
          doubts      2 figures are missing: sums over them stay empty

        investment.csv
          format      Tidy investment CSV (tidy-investment): investment
          sha256      [sha256]
          rows        4
          currencies  GBP, USD
          periods     - span: 2005..2017
                      - annual: 2014
                      - monthly: 2015-11
                      - daily: 2015-11-03
          reporter    KAZ Kazakhstan
          partner     GBR United Kingdom
          directions  2: both, inward
          measures    2: agreements, cumulated
          states      4 value
          doubts      figures in GBP and USD: they are never added up
        ");
    });
}

#[test]
fn inspection_as_json_holds_what_a_program_needs() {
    let (status, stdout, _) = run(&bundled(""), &["inspect", "listings.csv", "--format", "json"]);
    assert_eq!(status, 0);
    let files: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let inspection = &files[0]["inspection"];
    assert_eq!(files[0]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(inspection["rows"], 15);
    assert_eq!(inspection["states"]["missing"], 14);
    assert_eq!(inspection["aggregates"][0], serde_json::json!({"column": "issuer", "code": "TOTAL", "rows": 1}));
    assert_eq!(inspection["dimensions"][1]["values"]["AIM"], 6);
    assert_eq!(files[0]["spans"][0]["periods"], 1);
}

/// Wrapped text in one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_catalogue_of_formats_explains_every_column() {
    for source in tradeproof::sources::registry::ALL {
        let (status, stdout, _) = run(Path::new("."), &["sources", source.name]);
        assert_eq!(status, 0);
        let page = words(&stdout);
        for field in source.columns {
            assert!(page.contains(field.name) && page.contains(field.description), "{}", source.name);
        }
        for said in source.page.totals.iter().chain(source.page.quirks) {
            assert!(page.contains(said), "{said}");
        }
        let widest = stdout.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 80, "{}: {widest} columns", source.name);
    }
    let (_, catalogue, _) = run(Path::new("."), &["sources"]);
    for source in tradeproof::sources::registry::ALL {
        assert!(catalogue.contains(&format!("\n  {} ", source.name)), "{catalogue}");
    }
    for (name, _) in tradeproof::sources::code_lists::known() {
        assert!(words(&catalogue).contains(name), "{catalogue}");
    }
    for (name, code, _) in tradeproof::sources::companion::known() {
        assert!(catalogue.contains(&format!("  {name} ")) && catalogue.contains(code), "{catalogue}");
    }
    let (status, _, stderr) = run(Path::new("."), &["sources", "tidy"]);
    assert_eq!(status, 2);
    assert!(stderr.starts_with("error: no format is called `tidy`\n  expected: one of tidy-trade, "), "{stderr}");
}

/// Rows made of cells that are right, nearly right and wrong.
fn any_csv() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        Just("KAZ"),
        Just("WLD"),
        Just("export"),
        Just("TOTAL"),
        Just("2017"),
        Just("9223372036854775807"),
        Just("-1.5"),
        Just("USD million"),
        Just("JPY trillion"),
        Just("missing"),
        Just(""),
        Just("\"a,b\""),
        Just("\""),
        Just("Türkiye"),
        Just("2017-02..2016-01"),
        Just("999999-01"),
        Just("1,2")
    ];
    let row = prop::collection::vec(cell, 0..11).prop_map(|cells| cells.join(","));
    let rows = prop::collection::vec(row, 0..6).prop_map(|rows| format!("{HEADER}\n{}", rows.join("\n")).into_bytes());
    prop_oneof![rows, prop::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #[test]
    fn no_file_makes_it_panic(bytes in any_csv()) {
        let read = tradeproof::sources::read(tradeproof::sources::Input::from_bytes(Path::new("a.csv"), bytes));
        if let Err(error) = read {
            prop_assert!(error.to_string().starts_with("a.csv: "), "{error}");
        }
    }
}

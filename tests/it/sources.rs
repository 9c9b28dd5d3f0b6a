//! Reading files: what a user sees of good ones, and of every wrong one.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

const HEADER: &str = "reporter,partner,flow,product,period,value,unit,state,note";

fn bundled(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/kazakhstan-uk")
        .join(name)
}

/// What a command says and how it ends, run in `folder`.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tradeproof")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The message for a wrong file: exit status 2, nothing on standard output, nothing written.
fn refusal(bytes: &[u8]) -> String {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.csv"), bytes).unwrap();
    let arguments = [
        "summary", "a.csv", "--metric", "level", "-o", "out.csv", "-o", "out.md",
    ];
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
    insta::assert_snapshot!(stderr, @"");
}

#[test]
fn an_empty_file() {
    insta::assert_snapshot!(refusal(b""), @"");
    insta::assert_snapshot!(refusal(b"\xEF\xBB\xBF\r\n"), @"");
}

#[test]
fn a_header_and_nothing_else() {
    insta::assert_snapshot!(refusal(format!("{HEADER}\n").as_bytes()), @"");
}

#[test]
fn a_missing_column() {
    insta::assert_snapshot!(refusal(b"reporter,partner,flow,product,period,unit\nKAZ,GBR,export,27,2017,USD\n"), @"");
}

#[test]
fn an_unknown_format() {
    insta::assert_snapshot!(refusal(b"name,age\nAda,36\n"), @"");
}

#[test]
fn a_column_twice() {
    insta::assert_snapshot!(refusal(b"reporter,partner,flow,product,period,value,unit,Value\nKAZ,GBR,export,27,2017,1,USD,1\n"), @"");
}

#[test]
fn an_unreadable_encoding() {
    insta::assert_snapshot!(refusal(b"reporter,partner\nKAZ,\x93GBR\x94\n"), @"");
    let utf16: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    insta::assert_snapshot!(refusal(&utf16), @"");
}

#[test]
fn a_row_with_a_field_too_many() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,1,659.20,USD,,"), @"");
}

#[test]
fn a_figure_that_is_no_number() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,n/a,USD,,"), @"");
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,\"331,7\",USD million,,"), @"");
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,0.001,USD,,"), @"");
}

#[test]
fn a_figure_without_a_state_that_says_why() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,,USD,,"), @"");
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,5,USD,missing,"), @"");
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,,USD,secret,"), @"");
}

#[test]
fn an_unknown_currency() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,2017,5,XUD million,,"), @"");
}

#[test]
fn a_bad_period() {
    insta::assert_snapshot!(refused_row("KAZ,GBR,export,TOTAL,Jan-Apr 2017,5,USD,,"), @"");
}

#[test]
fn an_unknown_economy_or_flow() {
    insta::assert_snapshot!(refused_row("Atlantis,GBR,export,TOTAL,2017,5,USD,,"), @"");
    insta::assert_snapshot!(refused_row("KAZ,GBR,sideways,TOTAL,2017,5,USD,,"), @"");
}

#[test]
fn the_same_figure_twice() {
    insta::assert_snapshot!(refused_row("Kazakhstan,UK,exports,total,2016,2,USD million,,"), @"");
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
    insta::assert_snapshot!(stderr, @"");
}

#[test]
fn files_of_two_kinds() {
    let folder = TempDir::new().unwrap();
    for name in ["trade.csv", "listings.csv"] {
        std::fs::copy(bundled(name), folder.path().join(name)).unwrap();
    }
    let (status, _, stderr) = run(
        folder.path(),
        &["summary", "trade.csv", "listings.csv", "--metric", "level"],
    );
    assert_eq!(status, 2);
    insta::assert_snapshot!(stderr, @"");
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
    insta::assert_snapshot!(read("odd.out.csv"), @"");
}

#[test]
fn conversion_keeps_every_figure_as_printed() {
    let folder = TempDir::new().unwrap();
    for name in ["trade", "investment", "listings"] {
        let original = bundled(&format!("{name}.csv"));
        let (parquet, csv) = (format!("{name}.parquet"), format!("{name}.csv"));
        let original_path = original.to_str().unwrap();
        assert_eq!(
            run(folder.path(), &["convert", original_path, "-o", &parquet]).0,
            0
        );
        assert_eq!(run(folder.path(), &["convert", &parquet, "-o", &csv]).0, 0);
        let rows = |path: &Path| -> Vec<csv::StringRecord> {
            csv::Reader::from_path(path)
                .unwrap()
                .records()
                .map(Result::unwrap)
                .collect()
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
        insta::assert_snapshot!(stdout, @"");
    });
}

#[test]
fn the_catalogue_of_formats_explains_every_column() {
    for source in tradeproof::sources::registry::ALL {
        let (status, stdout, _) = run(Path::new("."), &["sources", source.name]);
        assert_eq!(status, 0);
        for field in source.columns {
            assert!(
                stdout.contains(field.name) && stdout.contains(field.description),
                "{}",
                source.name
            );
        }
    }
    let (status, _, stderr) = run(Path::new("."), &["sources", "tidy"]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(stderr, @"");
}

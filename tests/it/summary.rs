//! `tradeproof summary`: the same figures in every format, and questions that have no answer.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn trade() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kazakhstan-uk/trade.csv");
    path.to_str().unwrap().to_owned()
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tradeproof")
        .unwrap()
        .current_dir(folder)
        .arg("summary")
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

const NOW: &str = "2017-01..2017-04";

#[test]
fn one_table_in_every_format() {
    let folder = TempDir::new().unwrap();
    let trade = trade();
    let arguments = [
        trade.as_str(),
        "--metric",
        "level",
        "--metric",
        "growth:yoy",
        "--metric",
        "cover_ratio",
        "--period",
        NOW,
        "-o",
        "a.csv",
        "-o",
        "a.json",
        "-o",
        "a.md",
        "-o",
        "a.txt",
    ];
    let (status, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!((status, stdout.as_str(), stderr.as_str()), (0, "", ""));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    insta::assert_snapshot!(read("a.csv"), @"");
    insta::assert_snapshot!(read("a.md"), @"");
    insta::assert_snapshot!(read("a.txt"), @"");
    let json: serde_json::Value = serde_json::from_str(&read("a.json")).unwrap();
    assert_eq!(json[0]["value"], serde_json::json!(331_700_000));
    assert_eq!(json[4]["why"], serde_json::json!("base_missing"));
}

#[test]
fn the_growth_the_statement_should_have_printed() {
    let (status, stdout, _) = run(
        Path::new("."),
        &[
            &trade(),
            "--metric",
            "growth:yoy",
            "--where",
            "flow=total",
            "--period",
            NOW,
        ],
    );
    assert_eq!(status, 0);
    insta::assert_snapshot!(stdout, @"");
}

#[test]
fn what_the_printed_growth_implies() {
    let (_, stdout, _) = run(
        Path::new("."),
        &[
            &trade(),
            "--metric",
            "implied_base",
            "--metric",
            "implied_base:remainder",
            "--growth",
            "export=31%",
        ],
    );
    insta::assert_snapshot!(stdout, @"");
}

#[test]
fn the_largest_first() {
    let folder = TempDir::new().unwrap();
    let mut csv = String::from("reporter,partner,flow,product,period,value,unit\n");
    for (partner, value) in [("GBR", 3), ("CHN", 9), ("ITA", 7), ("FRA", 3), ("NLD", 1)] {
        csv.push_str(&format!(
            "KAZ,{partner},export,TOTAL,2017,{value},USD million\n"
        ));
    }
    std::fs::write(folder.path().join("a.csv"), csv).unwrap();
    let arguments = [
        "a.csv", "--metric", "share", "--metric", "rank", "--by", "partner", "--top", "3",
    ];
    let (status, stdout, _) = run(folder.path(), &arguments);
    assert_eq!(status, 0);
    insta::assert_snapshot!(stdout, @"");
}

#[test]
fn questions_without_an_answer() {
    let folder = TempDir::new().unwrap();
    let trade = trade();
    let refusal = |arguments: &[&str]| {
        let mut all = vec![trade.as_str(), "-o", "out.csv"];
        all.extend(arguments);
        let (status, stdout, stderr) = run(folder.path(), &all);
        assert_eq!((status, stdout.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        stderr
    };
    insta::assert_snapshot!(refusal(&["--metric", "gdp"]), @"");
    insta::assert_snapshot!(refusal(&["--metric", "growth:quick"]), @"");
    insta::assert_snapshot!(refusal(&["--metric", "listed_count"]), @"");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--by", "port"]), @"");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--where", "port=Aktau"]), @"");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--where", "partner=France"]), @"");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--period", "2018"]), @"");
    insta::assert_snapshot!(refusal(&["--metric", "implied_base"]), @"");
    insta::assert_snapshot!(refusal(&["--metric", "level", "-o", "out.docx"]), @"");
}

#[test]
fn the_same_bytes_every_time() {
    let folder = TempDir::new().unwrap();
    let trade = trade();
    for name in ["a.csv", "b.csv"] {
        assert_eq!(
            run(
                folder.path(),
                &[
                    &trade,
                    "--metric",
                    "share:total",
                    "--by",
                    "flow",
                    "-o",
                    name
                ]
            )
            .0,
            0
        );
    }
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("a.csv"), read("b.csv"));
}

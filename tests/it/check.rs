//! `tradeproof check`: texts in, findings and exit status out.

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;

fn tradeproof() -> Command {
    let mut command = Command::cargo_bin("tradeproof").expect("the binary is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1");
    command
}

/// Checks a text from standard input; returns the exit status and what was found.
fn findings(text: &str) -> (i32, Value) {
    let output = tradeproof().args(["check", "-", "--format", "json"]).write_stdin(text).output().unwrap();
    let found = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code().unwrap(), found)
}

/// The claims as `kind: verdict`, in order.
fn verdicts(text: &str) -> Vec<String> {
    let (_, found) = findings(text);
    let claims = found["documents"][0]["claims"].as_array().unwrap().clone();
    claims
        .iter()
        .map(|claim| format!("{}: {}", claim["kind"].as_str().unwrap(), claim["verdict"].as_str().unwrap()))
        .collect()
}

fn human(text: &str) -> String {
    let output = tradeproof().args(["check", "-", "--show", "everything"]).write_stdin(text).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_factsheet_has_its_four_mistakes_and_no_other() {
    let output = tradeproof().args(["check", "data/kazakhstan-uk/factsheet.md"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!("factsheet", String::from_utf8(output.stdout).unwrap());
}

#[test]
fn the_findings_are_the_contract() {
    let (status, mut found) =
        findings("Exports rose 21 per cent to $422.6 million in 2017 from $334.3 million in 2016.");
    assert_eq!(status, 1);
    assert_eq!(found["tool"]["version"].take(), env!("CARGO_PKG_VERSION"));
    insta::assert_json_snapshot!("contract", found);
}

#[test]
fn what_holds_is_not_accused() {
    for text in [
        "Exports rose 26 per cent to $422.6 million from $334.3 million.",
        "Trade came to $422.6 million in 2017. Exports were $331.7 million and imports $90.8 million in 2017.",
        "Imports fell by about 16 per cent to $50.2 billion from $59 billion.",
        "The deficit widened to $83.2 billion; imports were $98.5 billion, exports $15.3 billion.",
        "Between 2005 and 2017 ministers met four times (2005, 2009, 2013 and 2017).",
        "Eight firms, including Alpha, Beta and Gamma, took part.",
        "The country is the third-largest investor and one of the five largest buyers of gas.",
        "The UK is the fourth-largest investor. The UK is one of the five largest sources of investment.",
    ] {
        let (status, found) = findings(text);
        assert_eq!(status, 0, "{text}\n{found:#}");
    }
}

#[test]
fn rounding_and_conventions_are_told_apart() {
    assert_eq!(verdicts("Sales rose 7 per cent to $1.1 billion from $1.0 billion."), ["growth: rounding"]);
    assert_eq!(verdicts("Sales rose 10 per cent to $1.1 billion from $1.0 billion."), ["growth: consistent"]);
    assert_eq!(verdicts("Sales rose about 27 per cent to $422.6 million from $334.3 million."), ["growth: convention"]);
    assert_eq!(verdicts("Sales rose 40 per cent to $1.1 billion from $1.0 billion."), ["growth: contradictory"]);
}

#[test]
fn the_direction_is_part_of_the_claim() {
    let (_, found) = findings("Exports fell 26 per cent to $422.6 million from $334.3 million.");
    let claim = &found["documents"][0]["claims"][0];
    assert_eq!(claim["verdict"], "contradictory");
    assert_eq!(claim["consequential"], "direction");
    assert_eq!(claim["repairs"][0]["slip"], "wrong_direction");
}

#[test]
fn slips_are_named() {
    for (text, slip) in [
        ("Exports rose 126 per cent to $422.6 million from $334.3 million.", "ratio_as_increase"),
        ("Exports rose 264 per cent to $422.6 million from $334.3 million.", "lost_decimal_point"),
        ("Exports rose 62 per cent to $422.6 million from $334.3 million.", "transposed_digits"),
        ("Exports rose 21 per cent to $422.6 million from $334.3 million.", "wrong_denominator"),
        ("Exports rose 26.4 per cent to $422.6 billion from $334.3 million.", "wrong_magnitude"),
    ] {
        let (_, found) = findings(text);
        let repairs = found["documents"][0]["claims"][0]["repairs"].as_array().unwrap().clone();
        assert!(repairs.iter().any(|repair| repair["slip"] == slip), "{text}\n{repairs:#?}");
    }
}

#[test]
fn one_identity_never_says_which_figure_is_wrong() {
    let shown = human("Exports rose 21 per cent to $422.6 million from $334.3 million.");
    assert!(shown.contains("any one of these would repair it"));
    assert!(shown.contains("21 per cent → 26 per cent"));
    assert!(shown.contains("$334.3 million → about $349.3 million [347.8, 350.7]"));
    assert!(shown.contains("$422.6 million → about $404.5 million [402.8, 406.2]"));
}

#[test]
fn an_edit_that_another_claim_supports_comes_first() {
    // The sum holds only with 442.6, which also gives the growth.
    let text = "Trade rose 32 per cent to $422.6 million in 2017 from $334.3 million in 2016. \
                In 2017, exports were $331.7 million and imports $110.9 million.";
    let (_, found) = findings(text);
    let growth = found["documents"][0]["claims"]
        .as_array()
        .unwrap()
        .iter()
        .find(|claim| claim["kind"] == "growth")
        .unwrap()
        .clone();
    let first = &growth["repairs"][0];
    assert_eq!(first["from"], "422600000", "{growth:#}");
    assert_eq!(first["also_satisfies"].as_array().unwrap().len(), 1);
}

#[test]
fn claims_that_hold_one_by_one_are_held_together() {
    // Each percentage fits some "1.1 billion"; no 1.1 billion fits both.
    let text = "In 2017, exports rose 6 per cent to $1.1 billion from $1.00 billion in 2016. \
                Exports were 20 per cent higher in 2018, at $1.36 billion, against $1.1 billion in 2017.";
    let (status, found) = findings(text);
    assert_eq!(status, 0, "the figures share no mention: {found:#}");
    let text = "Exports rose 6 per cent to $1.1 billion in 2017 from $1.00 billion in 2016. Imports were $0.50 billion in 2017. \
                Trade came to $1.64 billion in 2017.";
    let (status, found) = findings(text);
    let claims = found["documents"][0]["claims"].as_array().unwrap();
    let verdict = |kind: &str| claims.iter().find(|claim| claim["kind"] == kind).map(|claim| claim["verdict"].clone());
    assert_eq!(verdict("growth").unwrap(), "rounding", "{found:#}");
    assert_eq!(verdict("sum").unwrap(), "rounding", "{found:#}");
    assert_eq!(verdict("joint").unwrap(), "contradictory", "{found:#}");
    assert_eq!(status, 1);
}

#[test]
fn several_texts_are_checked_in_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let [good, bad] = ["good.txt", "bad.md"].map(|name| folder.path().join(name));
    std::fs::write(&good, "Exports rose 26 per cent to $422.6 million from $334.3 million.").unwrap();
    std::fs::write(&bad, "Exports *rose* **21** per cent to $422.6 million from $334.3 million.").unwrap();
    tradeproof()
        .arg("check")
        .args([&good, &bad])
        .assert()
        .code(1)
        .stdout(predicate::str::contains("bad.md:1:18").and(predicate::str::contains("2 texts, 6 figures, 2 claims")));
}

#[test]
fn the_output_file_is_whole_and_chooses_the_format() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("found.json");
    tradeproof().args(["check", "data/kazakhstan-uk/factsheet.md", "-o"]).arg(&out).assert().code(1).stdout("");
    let found: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(found["summary"]["contradictory"], 4);
}

#[test]
fn findings_are_the_same_bytes_every_time() {
    let run = || tradeproof().args(["check", "data/kazakhstan-uk/factsheet.md", "--format", "json"]).output().unwrap();
    assert_eq!(run().stdout, run().stdout);
}

#[test]
fn wrong_input_is_told_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, &[u8], &str); 4] = [
        ("empty.txt", b" \n", "expected a text to check, found no words"),
        ("latin.txt", b"Trade\nwas \xa3422.6 million.", ":2: expected UTF-8 text, found byte 0xA3"),
        ("wide.txt", b"\xff\xfeT\0r\0", "it looks like UTF-16"),
        ("paper.pdf", b"%PDF-1.7", "expected a PDF, found one that is broken or cut off"),
    ];
    for (name, bytes, message) in cases {
        let path = folder.path().join(name);
        let out = folder.path().join("out.json");
        std::fs::write(&path, bytes).unwrap();
        tradeproof()
            .arg("check")
            .arg(&path)
            .arg("-o")
            .arg(&out)
            .assert()
            .code(2)
            .stdout("")
            .stderr(predicate::str::contains(message).and(predicate::str::contains(name)));
        assert!(!out.exists(), "{name}");
    }
    tradeproof()
        .args(["check", "no-such-text.md"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains("no-such-text.md").and(predicate::str::contains("cause")));
}

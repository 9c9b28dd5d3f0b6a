//! The findings in every format, and findings that are accepted.

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;

const WRONG: &str = "Exports rose 21 per cent to $422.6 million from $334.3 million.\n";

fn tradeproof() -> Command {
    let mut command = Command::cargo_bin("tradeproof").expect("the binary is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1");
    command
}

fn rendered(format: &str) -> String {
    let output = tradeproof().args(["check", "data/kazakhstan-uk/factsheet.md", "--format", format]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{format}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn markdown_quotes_the_sentence_with_its_figures() {
    insta::assert_snapshot!("markdown", rendered("markdown"));
}

#[test]
fn csv_has_a_row_for_every_claim() {
    let text = rendered("csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    assert_eq!(headers.iter().take(5).collect::<Vec<_>>(), ["path", "line", "column", "kind", "verdict"]);
    let verdicts: Vec<String> = reader.records().map(|row| row.unwrap()[4].to_owned()).collect();
    assert_eq!(verdicts.iter().filter(|verdict| *verdict == "contradictory").count(), 4);
    assert_eq!(verdicts.len(), 7);
}

#[test]
fn sarif_points_at_the_figures() {
    let log: Value = serde_json::from_str(&rendered("sarif")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4);
    let text = std::fs::read_to_string("data/kazakhstan-uk/factsheet.md").unwrap();
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()));
        assert_eq!(result["level"], "error");
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
        let line = text.lines().nth(number("startLine") - 1).unwrap();
        let printed: String =
            line.chars().skip(number("startColumn") - 1).take(number("endColumn") - number("startColumn")).collect();
        assert_eq!(printed, region["snippet"]["text"].as_str().unwrap());
    }
}

/// Editors know no paragraphs or pages: there the place is said, and the region is of the text that is attached.
#[test]
fn sarif_says_the_place_where_there_are_no_lines() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("note.docx");
    std::fs::write(&path, crate::files::docx(&(crate::files::paragraph("Trade") + &crate::files::paragraph(WRONG))))
        .unwrap();
    let output = tradeproof().arg("check").arg(&path).args(["--format", "sarif"]).output().unwrap();
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert!(result["message"]["text"].as_str().unwrap().starts_with("Paragraph 2: +21 per cent"), "{result:#}");
    let place = &result["locations"][0]["physicalLocation"];
    let artifact = &log["runs"][0]["artifacts"][place["artifactLocation"]["index"].as_u64().unwrap() as usize];
    assert_eq!(artifact["location"]["uri"], place["artifactLocation"]["uri"]);
    let attached = artifact["contents"]["text"].as_str().unwrap();
    let number = |name: &str| usize::try_from(place["region"][name].as_u64().unwrap()).unwrap();
    let line = attached.lines().nth(number("startLine") - 1).unwrap();
    let cut = line.chars().skip(number("startColumn") - 1).take(number("endColumn") - number("startColumn"));
    assert_eq!(cut.collect::<String>(), place["region"]["snippet"]["text"].as_str().unwrap());
}

#[test]
fn html_is_one_page_with_the_figures_marked() {
    let page = rendered("html");
    assert!(page.starts_with("<!DOCTYPE html>"));
    assert!(!page.contains("src=") && page.matches("<script").count() == 1);
    for headline in
        ["2015 lies outside 1991–2014", "+21 per cent does not follow from $422.6 million against $334.3 million"]
    {
        assert!(page.contains(headline), "{headline}");
    }
}

#[test]
fn one_run_writes_several_files() {
    let folder = tempfile::tempdir().unwrap();
    let files =
        ["found.json", "found.sarif", "found.csv", "found.md", "found.txt"].map(|name| folder.path().join(name));
    let mut command = tradeproof();
    command.args(["check", "data/kazakhstan-uk/factsheet.md"]);
    for file in &files {
        command.arg("-o").arg(file);
    }
    command.assert().code(1).stdout("");
    for file in files {
        assert!(std::fs::metadata(&file).unwrap().len() > 200, "{}", file.display());
    }
}

#[test]
fn a_comment_accepts_the_claims_of_its_paragraph() {
    let accepted = format!("<!-- tradeproof: accept growth: the ministry divides by the new level -->\n\n{WRONG}");
    tradeproof()
        .args(["check", "-"])
        .write_stdin(accepted.clone())
        .assert()
        .code(0)
        .stdout(predicate::str::contains("accepted: the ministry divides by the new level"));
    // Another paragraph is not accepted with it.
    tradeproof().args(["check", "-"]).write_stdin(format!("{accepted}\n{WRONG}")).assert().code(1);
    let other = format!("<!-- tradeproof: accept share: of another kind -->\n{WRONG}");
    tradeproof().args(["check", "-"]).write_stdin(other).assert().code(1);
}

#[test]
fn an_acceptance_without_a_reason_or_of_no_kind_is_refused() {
    for comment in ["accept growth", "accept growth:", "accept grwth: because", "accept: because"] {
        tradeproof()
            .args(["check", "-"])
            .write_stdin(format!("A first line.\n<!-- tradeproof: {comment} -->\n{WRONG}"))
            .assert()
            .code(2)
            .stdout("")
            .stderr(predicate::str::contains("<stdin>:2: expected `tradeproof: accept KIND: REASON`"));
    }
}

#[test]
fn a_baseline_accepts_what_was_there_and_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("note.md");
    let baseline = folder.path().join("accepted.json");
    let check = || {
        let mut command = tradeproof();
        command.arg("check").arg(&text).arg("--baseline").arg(&baseline);
        command
    };
    std::fs::write(&text, WRONG).unwrap();
    check().assert().code(2).stderr(predicate::str::contains("--write-baseline makes it"));
    check().arg("--write-baseline").assert().code(0);
    check().assert().code(0).stdout(predicate::str::contains("1 of the contradictions accepted"));
    // The finding is known where the sentence has moved to.
    std::fs::write(&text, format!("A new first paragraph.\n\n{WRONG}")).unwrap();
    check().assert().code(0);
    std::fs::write(&text, format!("{WRONG}\nImports fell 40 per cent to $90.8 million from $100.2 million.\n"))
        .unwrap();
    check().assert().code(1);
}

#[test]
fn a_baseline_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let baseline = folder.path().join("accepted.json");
    std::fs::write(&baseline, "[1, 2").unwrap();
    tradeproof()
        .args(["check", "data/kazakhstan-uk/factsheet.md", "--baseline"])
        .arg(&baseline)
        .assert()
        .code(2)
        .stdout("")
        .stderr(predicate::str::contains("accepted.json: expected a baseline that"));
}

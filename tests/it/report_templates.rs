//! Texts written from figures: what a template becomes, that it comes out clean, and what it says when it cannot.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn tradeproof() -> Command {
    Command::cargo_bin("tradeproof").unwrap()
}

const TRADE: &str = "reporter,partner,flow,product,period,value,unit\n\
    AUT,DEU,export,TOTAL,2023,50.0,EUR million\nAUT,ITA,export,TOTAL,2023,10.0,EUR million\nAUT,CHE,export,TOTAL,2023,10.0,EUR million\n\
    AUT,DEU,export,TOTAL,2024,60.4,EUR million\nAUT,ITA,export,TOTAL,2024,9.0,EUR million\nAUT,CHE,export,TOTAL,2024,10.0,EUR million\n";

const PROJECT: &str = "title = \"Trade\"\nsource = \"ours\"\nfigures = [\"trade.csv\"]\n[data.trade]\nfrom = \"trade.csv\"\n\
    [[template]]\ntext = \"note.md.jinja\"\nfiles = [\"note.md\", \"note.html\", \"note.docx\"]\nwith = { period = \"2024\" }\n";

fn project(template: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in [("trade.csv", TRADE), ("tradeproof.toml", PROJECT), ("note.md.jinja", template)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn report(folder: &Path) -> assert_cmd::assert::Assert {
    tradeproof().current_dir(folder).args(["report", ".", "-o", "out", "-q"]).assert()
}

fn written(template: &str) -> String {
    let folder = project(template);
    report(folder.path()).success();
    std::fs::read_to_string(folder.path().join("out/note.md")).unwrap()
}

fn refusal(template: &str) -> String {
    let folder = project(template);
    let run = report(folder.path()).code(2);
    assert!(!folder.path().join("out").exists(), "something was written");
    String::from_utf8(run.get_output().stderr.clone()).unwrap()
}

const NOTE: &str = "# Exports in {{ period | words }}\n\n\
    {% set exports = trade.level(period) %}\
    Exports {{ trade.growth(period) | moved }} to {{ exports | money }} from {{ trade.level(\"2023\") | money }}. \
    {% for part in trade.largest(2, period, \"partner\") %}\
    {{ part.name }} bought {{ part.level | money }} or {{ part.share | percent }} of them. {% endfor %}\
    Italy came {{ trade.rank(\"2023\", partner=\"Italy\") | ordinal }} in 2023 and {{ trade.rank(period, partner=\"ITA\") | ordinal }} in 2024.\n\n\
    - Sales to Italy were {{ trade.growth(period, partner=\"ITA\") | direction(\"up\", \"down\", \"flat\") }} \
    by {{ trade.growth(period, partner=\"ITA\") | size | per_cent(decimals=0) }}.\n\n\
    | Partner | Exports |\n|---|---:|\n{% for part in trade.parts(period, \"partner\") %}\
    | {{ part.name }} | {{ part.level | money }} |\n{% endfor %}";

#[test]
fn figures_are_written_in_words() {
    insta::assert_snapshot!(written(NOTE), @"
    # Exports in 2024

    Exports rose by 13.4 per cent to €79.4 million from €70.0 million. Germany bought €60.4 million or 76.1% of them. Switzerland bought €10.0 million or 12.6% of them. Italy came joint second in 2023 and third in 2024.

    - Sales to Italy were down by 10 per cent.

    | Partner | Exports |
    |---|---:|
    | Germany | €60.4 million |
    | Switzerland | €10.0 million |
    | Italy | €9.0 million |
    ");
}

#[test]
fn a_written_text_is_the_same_in_every_form_and_comes_out_clean() {
    let folder = project(NOTE);
    report(folder.path()).success();
    let out = folder.path().join("out");
    let told = |name: &str| {
        let run = tradeproof().current_dir(&out).args(["check", name, "--format", "json"]).assert().success();
        let found: serde_json::Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
        let claims = found["documents"][0]["claims"].as_array().unwrap().clone();
        let said = |claim: &serde_json::Value| format!("{} {}", claim["kind"], claim["headline"]);
        let said: Vec<String> = claims.iter().map(said).collect();
        (found["summary"]["quantities"].as_u64().unwrap(), said)
    };
    let markdown = told("note.md");
    assert!(markdown.0 >= 12 && markdown.1.len() >= 3, "{markdown:?}");
    assert_eq!(markdown, told("note.html"));
    assert_eq!(markdown, told("note.docx"));
    let bytes = |name: &str| std::fs::read(out.join(name)).unwrap();
    let first = ["note.md", "note.html", "note.docx"].map(bytes);
    report(folder.path()).success();
    assert!(first == ["note.md", "note.html", "note.docx"].map(bytes), "two runs differ");
    let findings = std::fs::read_to_string(out.join("findings.json")).unwrap();
    assert!(findings.contains("\"source\": \"data\""), "nothing was held against the figures");
}

#[test]
fn next_month_the_words_follow_the_figures() {
    let folder = project("Exports {{ trade.growth(trade.latest()) | moved }}.\n");
    report(folder.path()).success();
    let read = || std::fs::read_to_string(folder.path().join("out/note.md")).unwrap();
    assert_eq!(read(), "Exports rose by 13.4 per cent.\n");
    std::fs::write(folder.path().join("trade.csv"), format!("{TRADE}AUT,DEU,export,TOTAL,2025,71.5,EUR million\n"))
        .unwrap();
    report(folder.path()).success();
    assert_eq!(read(), "Exports fell by 9.9 per cent.\n");
}

#[test]
fn what_cannot_be_written_is_named_with_its_line() {
    let cases = [
        ("no such metric", "one\n{{ trade.grwth(\"2024\") | per_cent }}"),
        ("no period", "{{ trade.level() | money }}"),
        ("no such period", "{{ trade.level(\"2022\") | money }}"),
        ("no base", "one\ntwo\n{{ trade.growth(\"2023\") | per_cent }}"),
        ("no such partner", "{{ trade.level(\"2024\", partner=\"France\") | money }}"),
        ("no such argument", "{{ trade.level(\"2024\", country=\"France\") | money }}"),
        ("another unit", "{{ trade.level(\"2024\") | per_cent }}"),
        ("no such name", "{{ trad.level(\"2024\") | money }}"),
        ("no template", "{{ trade.level(\"2024\") | money"),
        (
            "a figure typed in",
            "Exports rose by 31 per cent to {{ trade.level(\"2024\") | money }} from {{ trade.level(\"2023\") | money }}.",
        ),
    ];
    let told: Vec<String> = cases.iter().map(|(name, text)| format!("## {name}\n{}", refusal(text))).collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_finding_of_a_written_text_may_be_accepted() {
    let text = written(
        "<!-- tradeproof: accept all: as the minister said -->\nExports rose by 31 per cent to {{ trade.level(\"2024\") | money }} from {{ trade.level(\"2023\") | money }}.\n",
    );
    assert!(text.contains("31 per cent to €79.4 million"));
}

#[test]
fn sums_of_a_file_that_is_read_in_batches_are_compared_with_those_before() {
    let folder = TempDir::new().unwrap();
    let name = "BACI_HS17_Y2022_V202401b.csv";
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources").join(name);
    let now = std::fs::read_to_string(fixture).unwrap();
    let before = folder.path().join("october");
    std::fs::create_dir(&before).unwrap();
    std::fs::write(folder.path().join(name), &now).unwrap();
    std::fs::write(before.join(name), now.replacen("2.027", "1.027", 1)).unwrap();
    let project = format!("title = \"Trade\"\nsource = \"CEPII\"\nfigures = [\"{name}\"]\n");
    std::fs::write(folder.path().join("tradeproof.toml"), project).unwrap();
    let run = tradeproof()
        .current_dir(folder.path())
        .args(["report", ".", "-o", "out", "--before", "october"])
        .assert()
        .success();
    insta::assert_snapshot!(String::from_utf8(run.get_output().stderr.clone()).unwrap(), @"BACI_HS17_Y2022_V202401b.csv: 1 of 3 sums by reporter, flow, period revised, none added, none withdrawn");
    let written = std::fs::read_dir(folder.path().join("out")).unwrap().flatten();
    let revised = written.map(|entry| entry.path()).find(|path| path.to_string_lossy().contains("revised-")).unwrap();
    insta::assert_snapshot!(std::fs::read_to_string(revised).unwrap(), @"
    change,reporter,flow,period,currency,before,now,revision_percent
    revised,KAZ,export,2022,USD,332702027,332703027,0.0003006
    ");
}

#[test]
fn figures_that_cannot_be_added_up_are_not_compared_and_hinder_no_report() {
    let folder = TempDir::new().unwrap();
    let fixture =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources/BACI_HS17_Y2022_V202401b.csv");
    let before = folder.path().join("october");
    std::fs::create_dir(&before).unwrap();
    // The same trade under two classifications.
    for classification in ["HS17", "HS22"] {
        let name = format!("BACI_{classification}_Y2022_V202401b.csv");
        std::fs::copy(&fixture, folder.path().join(&name)).unwrap();
        std::fs::copy(&fixture, before.join(&name)).unwrap();
    }
    let project = "title = \"Trade\"\nsource = \"CEPII\"\nfigures = [\"BACI_*.csv\"]\n";
    std::fs::write(folder.path().join("tradeproof.toml"), project).unwrap();
    let run = tradeproof()
        .current_dir(folder.path())
        .args(["report", ".", "-o", "out", "--before", "october"])
        .assert()
        .success();
    let said = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(said.contains("BACI_*.csv: not compared: "), "{said}");
}

#[test]
fn last_months_figures_say_what_was_revised_and_which_sentences_that_breaks() {
    let folder = project("Exports {{ trade.growth(period) | moved }}.\n");
    let before = folder.path().join("october");
    std::fs::create_dir(&before).unwrap();
    let earlier = TRADE.replace("AUT,DEU,export,TOTAL,2024,60.4", "AUT,DEU,export,TOTAL,2024,58.0");
    std::fs::write(before.join("trade.csv"), earlier.replace("AUT,CHE,export,TOTAL,2024,10.0,EUR million\n", ""))
        .unwrap();
    let texts = PROJECT.replace("[data.trade]", "texts = [\"speech.md\"]\n[data.trade]");
    std::fs::write(folder.path().join("tradeproof.toml"), texts).unwrap();
    std::fs::write(folder.path().join("speech.md"), "In 2024 Austria's exports to Germany came to €58.0 million.\n")
        .unwrap();
    let run = tradeproof()
        .current_dir(folder.path())
        .args(["report", ".", "-o", "out", "--before", "october"])
        .assert()
        .success();
    insta::assert_snapshot!(String::from_utf8(run.get_output().stderr.clone()).unwrap(), @"
    trade.csv: 1 of 5 figures revised, 1 added, none withdrawn
    speech.md:1: no longer true: €58.0 million is not what the data give for exports of Austria to Germany, 2024
    3 figures read, 1 tie checked, 1 cannot be true
    ");
    insta::assert_snapshot!(std::fs::read_to_string(folder.path().join("out/revised-trade.csv")).unwrap(), @"
    change,reporter,partner,flow,product,period,currency,before,now,revision_percent
    revised,AUT,DEU,export,TOTAL,2024,EUR,58000000,60400000,4.138
    added,AUT,CHE,export,TOTAL,2024,EUR,,10000000,
    ");
    let page = std::fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert!(page.contains("<del>Exports fell by 4.3 per cent.</del> <ins>Exports rose by 13.4 per cent.</ins>"));
    assert!(page.contains("Sentences that were true of the figures before"));

    let empty = tradeproof()
        .current_dir(folder.path())
        .args(["report", ".", "-o", "other", "--before", "out"])
        .assert()
        .code(2);
    assert!(
        String::from_utf8(empty.get_output().stderr.clone()).unwrap().contains("expected at least one of trade.csv")
    );
}

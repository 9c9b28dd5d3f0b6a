//! The same goods under two classifications are never added up.

use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

const HEADER: &str = "reporter,partner,flow,product,period,value,unit,classification";

fn written(rows: &[&str]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, format!("{HEADER}\n{}\n", rows.join("\n"))).unwrap();
    (folder, file)
}

fn attempt(file: &std::path::Path, arguments: &[&str]) -> (i32, String, String) {
    let (command, options) = arguments.split_first().unwrap();
    let mut tradeproof = Command::cargo_bin("tradeproof").unwrap();
    let output = tradeproof.arg(command).arg(file).args(options).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn doubts(file: &std::path::Path) -> Vec<String> {
    let (_, shown, _) = attempt(file, &["inspect", "--format", "json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let doubts = shown[0]["inspection"]["doubts"].as_array().unwrap().iter();
    doubts.map(|doubt| doubt.as_str().unwrap().to_owned()).filter(|doubt| doubt.contains("mixed")).collect()
}

const LEVEL: [&str; 3] = ["summary", "--metric", "level"];

#[test]
fn two_classifications_of_one_trade_are_refused_until_one_is_chosen() {
    let (_folder, file) = written(&[
        "KAZ,GBR,export,27,2017,300,USD million,HS 2017",
        "KAZ,GBR,export,71,2017,20,USD million,H5",
        "KAZ,GBR,export,33,2017,300,USD million,SITC Rev. 4",
    ]);
    for by in [&[][..], &["--by", "product"], &["--by", "partner"]] {
        let (status, _, stderr) = attempt(&file, &[&LEVEL[..], by].concat());
        assert_eq!(status, 2);
        insta::allow_duplicates! { insta::assert_snapshot!(stderr) };
    }
    for spelling in ["HS 2017", "hs2017", "H5"] {
        let filter = format!("classification={spelling}");
        let (status, stdout, stderr) = attempt(&file, &[&LEVEL[..], &["--where", &filter]].concat());
        assert_eq!(status, 0, "{stderr}");
        assert!(stdout.contains("320"), "{stdout}");
    }
    assert_eq!(
        doubts(&file),
        ["classifications are mixed: choose one with --where classification=... before adding up"]
    );
}

#[test]
fn two_editions_of_one_trade_are_refused() {
    let (_folder, file) =
        written(&["KAZ,GBR,export,27,2017,300,USD million,HS 2012", "KAZ,GBR,export,71,2017,20,USD million,HS 2017"]);
    let (status, _, stderr) = attempt(&file, &LEVEL);
    assert_eq!(status, 2);
    assert!(stderr.contains("--where classification=\"HS 2012\""), "{stderr}");
}

#[test]
fn a_total_in_one_classification_stands_for_the_parts_in_another() {
    let (_folder, file) = written(&[
        "KAZ,GBR,export,TOTAL,2017,320,USD million,HS 2017",
        "KAZ,GBR,export,33,2017,300,USD million,SITC 4",
    ]);
    let (status, stdout, stderr) = attempt(&file, &LEVEL);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("320"), "{stdout}");
    // Two totals of all goods that are the same are one.
    let (_folder, file) = written(&[
        "KAZ,GBR,export,TOTAL,2017,320,USD million,HS 2017",
        "KAZ,GBR,export,TOTAL,2017,320,USD million,SITC 4",
    ]);
    let (status, stdout, stderr) = attempt(&file, &LEVEL);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("320") && !stdout.contains("640"), "{stdout}");
    // Two that differ are doubtful.
    let (_folder, file) = written(&[
        "KAZ,GBR,export,TOTAL,2017,320,USD million,HS 2017",
        "KAZ,GBR,export,TOTAL,2017,300,USD million,SITC 4",
    ]);
    let (status, _, stderr) = attempt(&file, &LEVEL);
    assert_eq!(status, 2, "{stderr}");
    assert!(stderr.contains("differ"), "{stderr}");
}

#[test]
fn editions_that_follow_each_other_are_a_doubt_only() {
    let (_folder, file) = written(&[
        "KAZ,GBR,export,27,2016,300,USD million,HS 2012",
        "KAZ,GBR,export,27,2017,330,USD million,HS 2017",
        "UZB,GBR,export,27,2017,30,USD million,HS 2012",
    ]);
    let (status, stdout, stderr) = attempt(&file, &[&LEVEL[..], &["--by", "reporter"]].concat());
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("330"), "{stdout}");
    assert_eq!(doubts(&file), ["HS editions are mixed: a code may hold other goods in another edition"]);
}

#[test]
fn rows_that_name_no_classification_do_not_count() {
    let (_folder, file) =
        written(&["KAZ,GBR,export,27,2017,300,USD million,HS 2017", "KAZ,GBR,export,71,2017,20,USD million,"]);
    let (status, stdout, stderr) = attempt(&file, &LEVEL);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("320"), "{stdout}");
    assert!(doubts(&file).is_empty());
}

#[test]
fn classifications_of_a_country_stay_as_they_are_written() {
    let (_folder, file) = written(&["KAZ,GBR,export,2709009001,2017,300,USD million,TN VED 2022"]);
    let (_, stdout, _) = attempt(&file, &[&LEVEL[..], &["--where", "classification=TN VED 2022"]].concat());
    assert!(stdout.contains("300"), "{stdout}");
}

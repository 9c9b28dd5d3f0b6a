//! Namibia's ISO code is `NA`: it must not become a missing value on any path from file to file.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources").join(name)
}

fn run(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("tradeproof")
        .unwrap()
        .args(arguments)
        .args(crate::official_files::as_on_a_terminal(arguments))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A file to CSV, and through Parquet to CSV and JSON; each must hold the same number of rows of Namibia's.
fn there_and_back(file: &Path, rows: usize) -> String {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let [csv, parquet, again, json] = ["1.csv", "2.parquet", "3.csv", "4.json"].map(path);
    run(&["convert", file.to_str().unwrap(), "-o", &csv]);
    run(&["convert", file.to_str().unwrap(), "-o", &parquet]);
    run(&["convert", &parquet, "-o", &again, "-o", &json]);
    let read = |path: &str| std::fs::read_to_string(path).unwrap();
    assert_eq!(read(&csv), read(&again));
    assert_eq!(read(&csv).matches("NAM,").count(), rows, "{}", read(&csv));
    assert_eq!(read(&json).matches("\"NAM\"").count(), rows);
    assert!(run(&["inspect", &parquet, "--format", "json"]).contains("\"NAM\""));
    read(&csv)
}

fn written(text: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, text).unwrap();
    (folder, file)
}

#[test]
fn tidy_files_keep_it() {
    let header = "reporter,partner,flow,product,period,value,unit";
    let (_folder, file) = written(&format!("{header}\nNA,KZ,export,27,2017,1,USD\nKZ,na,import,27,2017,2,USD\n"));
    there_and_back(&file, 2);
    let chosen =
        run(&["summary", file.to_str().unwrap(), "--metric", "level", "--by", "partner", "--where", "partner=NA"]);
    assert!(chosen.contains("NAM"), "{chosen}");
}

#[test]
fn investment_keeps_it() {
    let header = "reporter,partner,direction,measure,period,value,unit";
    let (_folder, file) = written(&format!("{header}\nKZ,NA,outward,stock,2017,1,USD\n"));
    there_and_back(&file, 1);
}

#[test]
fn eurostat_keeps_it() {
    let header = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG";
    for partner in ["NA", "NA:Namibia"] {
        let row = format!("ESTAT:DS-045409(1.0),17/02/25 11:00:00,A,DE,{partner},2709,1,VALUE_IN_EUROS,2023,1000,");
        let (_folder, file) = written(&format!("{header}\n{row}\n"));
        there_and_back(&file, 1);
    }
    let comext = std::fs::read_to_string(fixture("comext.dat")).unwrap();
    let mut lines = comext.lines();
    let (header, row) = (lines.next().unwrap(), lines.next().unwrap());
    let (_folder, file) = written(&format!("{header}\n{}\n", row.replace("DE,KZ,", "DE,NA,")));
    there_and_back(&file, 1);
}

#[test]
fn the_ons_workbook_keeps_it() {
    let csv = there_and_back(&fixture("ons_all_countries.xlsx"), 2);
    assert!(csv.contains("GBR,NAM,export,TOTAL,2024,10,GBP million"), "{csv}");
}

#[test]
fn baci_and_its_list_keep_it() {
    there_and_back(&fixture("BACI_HS17_Y2022_V202401b.csv"), 2);
    let old = run(&["inspect", fixture("codes_countries_old.csv").to_str().unwrap()]);
    assert!(!old.contains("Namibia"), "{old}");
    let new = run(&["inspect", fixture("codes_countries_new.csv").to_str().unwrap()]);
    assert!(new.contains("line 3: Namibia has lost its code NA"), "{new}");
}

#[test]
fn json_keeps_it() {
    there_and_back(&fixture("comtrade_api.json"), 1);
    let list = run(&["inspect", fixture("codes_comtrade_partners.json").to_str().unwrap(), "--format", "json"]);
    assert!(list.contains("\"doubts\": []"), "{list}");
}

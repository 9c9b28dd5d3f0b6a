//! UN Comtrade in every layout: valuation, weights, flows that are parts of others, answers without figures.
//!
//! The fixtures are ours, with round figures.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tradeproof::sources::{self, Input, Inspection};

use super::official_files::{refusal, tidy_of};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources")
}

fn attempt(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tradeproof").unwrap().current_dir(folder()).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("sha256"));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn run(arguments: &[&str]) -> String {
    let (status, stdout, stderr) = attempt(arguments);
    assert_eq!(status, 0, "{stderr}");
    stdout
}

fn tidy(name: &str) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let target = folder.path().join("tidy.csv");
    run(&["convert", name, "-o", target.to_str().unwrap()]);
    std::fs::read_to_string(target).unwrap()
}

fn inspected(name: &str, text: &str) -> Inspection {
    sources::read(Input::from_bytes(Path::new(name), text.into())).unwrap().inspection().unwrap()
}

fn refused(text: &str) -> String {
    match sources::read(Input::from_bytes(Path::new("a.json"), text.into())) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("read: {text}"),
    }
}

#[test]
fn exports_and_imports_are_completed_from_their_parts() {
    insta::assert_snapshot!(run(&["inspect", "comtrade_flows.csv"]));
    insta::assert_snapshot!(tidy("comtrade_flows.csv"));
}

#[test]
fn services_are_read_without_overlaps() {
    insta::assert_snapshot!(run(&["inspect", "comtrade_services.json"]));
    insta::assert_snapshot!(tidy("comtrade_services.json"));
    // 300 of transport and 200 of travel are the 500 of all services.
    let sum = run(&["summary", "comtrade_services.json", "--metric", "level", "--period", "2020"]);
    assert!(sum.contains(" 500"), "{sum}");
}

#[test]
fn the_old_api_reads_for_programs_and_as_json() {
    insta::assert_snapshot!(run(&["inspect", "comtrade_machine.csv"]));
    insta::assert_snapshot!(tidy("comtrade_machine.csv"));
    let first = |text: String| text.lines().nth(1).unwrap().to_owned();
    // With nothing to weigh in the file, there is no column of weights.
    let without_weight = first(tidy("comtrade_machine.csv")).replace(",,1500,", ",1500,");
    assert_eq!(first(tidy("comtrade_dataset.json")), without_weight);
}

const HEADER: &str = "typeCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue";

#[test]
fn headers_of_other_programs_read_the_same() {
    let row = "C,2017,398,X,826,H5,27,400";
    let website = inspected("a.csv", &format!("{HEADER}\n{row}\n"));
    let snake = "type_code,period,reporter_code,flow_code,partner_code,classification_code,cmd_code,primary_value";
    assert_eq!(inspected("a.csv", &format!("{snake}\n{row}\n")), website);
    // Pandas writes an index and makes numbers of codes.
    let frame = format!(",{HEADER}\n0,C,2017,398,X,826.0,H5,27,400.0\n");
    assert_eq!(inspected("a.csv", &frame), website);
    let dotted =
        "Classification,Year,Period,Trade.Flow.Code,Reporter.Code,Partner.Code,Commodity.Code,Trade.Value..US..";
    let old = inspected("a.csv", &format!("{dotted}\nH5,2017,2017,2,398,826,27,400\n"));
    assert_eq!((old.rows, old.formats), (1, vec!["comtrade-legacy"]));
}

#[test]
fn bulk_files_say_their_release_in_their_name() {
    let tabs = format!("{HEADER}\nC,2017,398,X,826,H5,27,400\n").replace(',', "\t");
    let named = inspected("COMTRADE-FINAL-CA3982017H5[2023-01-03].txt", &tabs);
    assert_eq!(named.attribute("vintage").into_keys().collect::<Vec<_>>(), ["2023-01-03"]);
    assert_eq!(inspected("a.txt", &tabs).attribute("vintage").into_keys().collect::<Vec<_>>(), [""]);
}

#[test]
fn an_answer_as_long_as_the_limit_may_be_cut_off() {
    let answer = |rows: usize| {
        let rows: Vec<String> = (0..rows).map(|row| format!("C,2017,398,X,826,H5,{row:06},7")).collect();
        inspected("a.csv", &format!("{HEADER}\n{}\n", rows.join("\n"))).doubts
    };
    assert_eq!(answer(500), ["exactly 500 rows, the most that UN Comtrade gives at once: the answer may be cut off"]);
    assert!(answer(499).is_empty());
    let counted = r#"{"count":9,"data":[{"reporterCode":398,"flowCode":"X","partnerCode":826,"classificationCode":"H5","cmdCode":"27","period":"2017","primaryValue":4}]}"#;
    assert_eq!(
        inspected("a.json", counted).doubts,
        ["the answer says that it has 9 records and holds 1: it may be cut off"]
    );
}

#[test]
fn answers_without_figures_say_why() {
    insta::assert_snapshot!(refused(r#"{"elapsedTime":"0.02 secs","count":0,"data":[],"error":""}"#), @r"
    a.json: an answer of UN Comtrade without figures
      found: no record in `data`
      help: ask for other reporters, periods or products; UN Comtrade lists what it has under data availability
    ");
    insta::assert_snapshot!(refused(r#"{ "statusCode": 401, "message": "Access denied due to missing subscription key." }"#), @r"
    a.json: an answer of an API without figures
      found: 401 Access denied due to missing subscription key.
      help: correct the request, such as its subscription key or its parameters, and ask again
    ");
    insta::assert_snapshot!(refused(r#"{"elapsedTime":"0.1 secs","count":0,"data":null,"error":"the period\n is wrong"}"#), @r"
    a.json: an answer of UN Comtrade without figures
      found: the period is wrong
      help: correct the request, such as its subscription key or its parameters, and ask again
    ");
    insta::assert_snapshot!(refused(r#"{"validation":{"status":{"name":"Query complexity","value":5002,"description":"Query too complex"}},"dataset":[]}"#), @r"
    a.json: an answer of UN Comtrade without figures
      found: 5002 Query too complex
      help: correct the request, such as its subscription key or its parameters, and ask again
    ");
}

#[test]
fn wrong_rows_are_refused_by_place() {
    let refused = |row: &str| refused(&format!("{HEADER},netWgt\n{row}\n"));
    insta::assert_snapshot!(refused("C,2017,Kazakhstan,X,826,H5,27,400,"), @r"
    a.json: line 2, column 3 (`reportercode`): found `Kazakhstan`
      expected: a number of UN Comtrade such as 398, or 0 for World
      help: download the file again; no program should have changed it
    ");
    insta::assert_snapshot!(refused("C,2017,398,Z,826,H5,27,400,"), @r"
    a.json: line 2, column 4 (`flowcode`): found `Z`
      expected: a flow code of UN Comtrade
      help: download the file again; no program should have changed it
    ");
    insta::assert_snapshot!(refused("C,2017,398,X,826,H5,27,400,heavy"), @r"
    a.json: line 2, column 9 (`netwgt`): found `heavy`
      expected: kilograms as a decimal number (not a decimal number)
      help: download the file again; no program should have changed it
    ");
    insta::assert_snapshot!(refused("C,2017,398,XIP,826,H5,27,400,"), @r"
    a.json: line 2, column 4 (`flowcode`): found `XIP`
      expected: exports, imports, re-exports or re-imports in some row; dropped 1 row with flow XIP (exports after inward processing): part of exports or imports
      help: download again with the flows X and M
    ");
    insta::assert_snapshot!(refused("C,2017,398,DX,826,H5,27,400,\nC,2017,398,DX,826,H5,27,500,"), @r"
    a.json: line 3: the same figure as line 2: KAZ · GBR · export · 27 · 2017 · USD · HS 2017
      help: delete one of the two rows; they are never added up or dropped silently
    ");
}

#[test]
fn the_same_goods_in_two_editions_are_refused_in_a_sum() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    let rows = "C,2017,398,X,826,H4,27,400\nC,2017,398,X,826,H5,27,410\n";
    std::fs::write(&file, format!("{HEADER}\n{rows}")).unwrap();
    let file = file.to_str().unwrap();
    let (status, _, stderr) = attempt(&["summary", file, "--metric", "level"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("--where classification=\"HS 2012\""), "{stderr}");
    let chosen = run(&["summary", file, "--metric", "level", "--where", "classification=H5"]);
    assert!(chosen.contains("410"), "{chosen}");
    // Said once, as a doubt.
    let doubts = inspected("a.csv", &std::fs::read_to_string(file).unwrap()).doubts;
    assert_eq!(doubts, ["HS editions are mixed: a code may hold other goods in another edition"]);
}

/// Real files are beside the checkout on some machines only; elsewhere this test says that it saw none.
#[test]
fn real_files_become_tidy_and_add_up() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/comtrade");
    let Ok(files) = std::fs::read_dir(&shared) else {
        eprintln!("not here: {}", shared.display());
        return;
    };
    let folder = tempfile::TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for file in files {
        let file = file.unwrap().path();
        let file = file.to_str().unwrap();
        run(&["convert", file, "-o", &path("a.csv"), "-o", &path("a.parquet")]);
        run(&["convert", &path("a.parquet"), "-o", &path("b.csv")]);
        let read = |name: &str| std::fs::read_to_string(path(name)).unwrap();
        assert_eq!(read("a.csv"), read("b.csv"), "{file}");
        run(&["summary", file, "--metric", "level", "--by", "reporter"]);
    }
}

#[test]
fn tariff_lines_add_up_and_their_lack_of_totals_is_said() {
    let header = "type_code,freq_code,period,reporter_code,flow_code,partner_code,partner2_code,classification_code,cmd_code,customs_code,mos_code,mot_code,cifvalue,fobvalue,primary_value";
    let row = |customs: &str, mode: u16, value: u16| {
        format!("C,M,202205,842,M,826,826,H6,150210,{customs},0,{mode},{value},0,{value}\n")
    };
    // By sea under two procedures and by air: 1200 + 800 + 50.
    let lines = format!("{header}\n{}{}{}", row("C01", 2100, 1200), row("C06", 2100, 800), row("C01", 1000, 50));
    let tidy = tidy_of(&lines);
    assert!(tidy.contains("USA,GBR,import,150210,2022-05,2.050,USD thousand"), "{tidy}");
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("lines.csv");
    std::fs::write(&file, &lines).unwrap();
    let shown = run(&["inspect", file.to_str().unwrap()]);
    assert!(shown.contains("added 2 rows") && shown.contains("no totals"), "{shown}");
    // All by water beside what of it went by sea would count twice.
    let twice = refusal(&format!("{lines}{}", row("C01", 2000, 1200)));
    assert!(twice.contains("mot_code") || twice.contains("motcode"), "{twice}");
    assert!(twice.contains("2100"), "{twice}");
}

#[test]
fn services_are_neither_cif_nor_fob() {
    let header = "typeCode,freqCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,cifvalue,fobvalue,primaryValue";
    let tidy =
        tidy_of(&format!("{header}\nS,A,2022,156,X,0,EB10S,200,461,,461\nS,A,2022,156,M,0,EB10S,200,470,,470\n"));
    assert!(tidy.contains("CHN,WLD,export,SERVICES,2022,461,USD"), "{tidy}");
    assert!(!tidy.contains("cif") && !tidy.contains("fob"), "{tidy}");
    assert!(tidy.contains("EBOPS 2010") && !tidy.contains("EB10S"), "{tidy}");
}

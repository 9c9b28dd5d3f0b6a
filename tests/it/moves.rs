//! Wrong moves are answered with the next step; and what every command takes.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const TRADE: &str = "reporter,partner,flow,product,period,value,unit\n\
    KAZ,DEU,export,TOTAL,2017,100,USD million\n\
    KAZ,ITA,export,TOTAL,2017,200,USD million\n\
    KAZ,GBR,export,TOTAL,2017,300,USD million\n";
const FALSE: &str = "Trade came to $422.6 million, 21 per cent more than the year before ($334.3 million).\n";
const TRUE: &str = "Trade came to $422.6 million, 26 per cent more than the year before ($334.3 million).\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tradeproof").unwrap().current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_folder_and_a_pattern_of_texts_are_checked() {
    let folder = folder(&[("stories/a.md", TRUE), ("stories/more/b.txt", FALSE), ("stories/t.csv", TRADE)]);
    for stories in ["stories/", "stories", "stories/**/*.txt"] {
        let (status, stdout, stderr) = run(folder.path(), &["check", stories]);
        assert_eq!(status, 1, "{stories}: {stderr}");
        assert!(stdout.contains("b.txt") && !stdout.contains("t.csv"), "{stdout}");
    }
    let (status, _, stderr) = run(folder.path(), &["check", "stories/*.docx"]);
    assert_eq!((status, stderr.starts_with("error: no file matches `stories/*.docx`")), (2, true), "{stderr}");
    std::fs::create_dir(folder.path().join("none")).unwrap();
    let (status, _, stderr) = run(folder.path(), &["check", "none"]);
    assert_eq!((status, stderr.contains("none: the folder holds no text")), (2, true), "{stderr}");
}

#[test]
fn what_is_no_project_is_told_how_one_is_made() {
    let folder = folder(&[("x.xlsx", "PK\u{3}\u{4}"), ("downloads/t.csv", TRADE)]);
    let told = |arguments: &[&str]| {
        let (status, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
        stderr
    };
    assert!(told(&["report", "x.xlsx"]).contains("`tradeproof init .` writes one"));
    assert!(told(&["report", "downloads"]).contains("help: `tradeproof init downloads` writes one"));
    assert!(told(&["report", "downlaods"]).contains("did you mean downloads?"));
    let mistyped = told(&["init", "downlods"]);
    assert!(
        mistyped.contains("no such folder; did you mean downloads?") && mistyped.contains("--example"),
        "{mistyped}"
    );
    assert!(!folder.path().join("downlods").exists());
    assert!(told(&["init", "x.xlsx"]).contains("name the folder that it is in, ."));
    for address in ["https://example.org/a.csv", "HTTP://example.org/a.csv"] {
        for command in [
            &["check", address][..],
            &["inspect", address],
            &["summary", address, "--metric", "level"],
            &["convert", address],
            &["report", address],
            &["chart", "line", address, "--x", "a", "--y", "b"],
        ] {
            assert!(told(command).contains("nothing is fetched from the network"), "{command:?}");
        }
    }
}

#[test]
fn a_format_that_is_none_is_refused_before_any_work() {
    let folder = folder(&[("a.md", FALSE), ("t.csv", TRADE)]);
    let (status, stdout, stderr) = run(folder.path(), &["check", "a.md", "-o", "out.xyz"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("expected: .json, .sarif, .csv, .md, .html"), "{stderr}");
    let (status, _, stderr) = run(folder.path(), &["convert", "t.csv", "-o", "out.xyz"]);
    assert_eq!((status, stderr.contains("expected: .csv, .parquet")), (2, true), "{stderr}");
}

#[test]
fn a_kind_of_chart_comes_before_its_columns() {
    let folder = folder(&[("t.csv", TRADE)]);
    let told = |kind: &str| run(folder.path(), &["chart", kind, "t.csv"]).2;
    assert!(told("bar").starts_with("error: no kind of chart is called `bar`; did you mean `ranked` or `grouped`?"));
    assert!(told("stackd").contains("did you mean `stacked`?"));
    assert!(!told("zzzzzz").contains("did you mean"));
}

#[test]
fn several_values_of_a_column_are_alternatives() {
    let folder = folder(&[("t.csv", TRADE)]);
    let arguments = ["summary", "t.csv", "-m", "level", "-b", "partner", "-f", "partner=DEU,ITA"];
    let (status, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("DEU") && stdout.contains("ITA") && !stdout.contains("GBR"), "{stdout}");
}

#[test]
fn a_pipe_gets_csv_and_every_format_by_name() {
    let folder = folder(&[("t.csv", TRADE)]);
    let level = |more: &[&str]| {
        let all = [&["summary", "t.csv", "-m", "level", "-b", "partner", "-f", "partner=DEU"][..], more].concat();
        let (status, stdout, stderr) = run(folder.path(), &all);
        assert_eq!(status, 0, "{stderr}");
        stdout
    };
    let csv = "reporter,partner,flow,period,metric,unit,value,why\nKAZ,DEU,export,2017,level:sum,USD,100000000,\n";
    assert_eq!(level(&[]), csv);
    assert_eq!(level(&["--format", "csv", "-o", "-"]), csv);
    let line: serde_json::Value = serde_json::from_str(&level(&["--format", "jsonl"])).unwrap();
    assert_eq!(line["value"], 100_000_000);
    assert!(level(&["--format", "markdown"]).starts_with("| reporter |"));
    assert!(level(&["--format", "table"]).starts_with("reporter  partner"));
    assert!(level(&["--format", "arrow"]).contains("level:sum"));
    let (_, stdout, _) = run(folder.path(), &["convert", "t.csv"]);
    assert!(stdout.starts_with("reporter,partner,flow,product,period,value,unit"), "{stdout}");
}

#[test]
fn catalogues_are_read_by_programs() {
    let folder = folder(&[]);
    for (command, name, known) in [
        ("metrics", "growth", "variants"),
        ("sources", "tidy-trade", "columns"),
        ("charts", "ranked", "draws"),
        ("claims", "growth", "checks"),
    ] {
        let (status, stdout, stderr) = run(folder.path(), &[command, "--format", "json"]);
        assert_eq!(status, 0, "{stderr}");
        let entries: Vec<serde_json::Value> = serde_json::from_str(&stdout).unwrap();
        let found = entries.iter().find(|entry| entry["name"] == name).unwrap();
        assert!(!found[known].is_null(), "{found}");
        let (_, one, _) = run(folder.path(), &[command, name, "--format", "json"]);
        let one: Vec<serde_json::Value> = serde_json::from_str(&one).unwrap();
        assert_eq!(&one[0], found);
        let (_, csv, _) = run(folder.path(), &[command, "--format", "csv"]);
        assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), entries.len());
    }
}

#[test]
fn a_project_configures_check() {
    let folder = folder(&[
        ("tradeproof.toml", "title = \"a\"\nsource = \"b\"\nfigures = [\"t.csv\"]\ntexts = [\"texts\"]\n"),
        ("t.csv", TRADE),
        ("texts/a.md", "In 2017 Kazakhstan's exports to Germany came to $150 million.\n"),
    ]);
    let (status, stdout, stderr) = run(folder.path(), &["check"]);
    assert_eq!(status, 1, "{stdout}{stderr}");
    assert!(stdout.contains("a.md"), "{stdout}");
    let (status, elsewhere, _) =
        run(folder.path().parent().unwrap(), &["check", "--project", folder.path().to_str().unwrap()]);
    assert_eq!((status, elsewhere.contains("a.md")), (1, true));
    let empty = TempDir::new().unwrap();
    let (status, _, stderr) = run(empty.path(), &["check"]);
    assert_eq!((status, stderr.contains("tradeproof.toml in the current folder")), (2, true), "{stderr}");
}

#[test]
fn every_command_can_be_quiet_or_say_more() {
    let folder = folder(&[("t.csv", TRADE)]);
    let chart = |more: &[&str]| {
        run(folder.path(), &[&["chart", "ranked", "t.csv", "--x", "partner", "--y", "value"][..], more].concat()).2
    };
    assert!(chart(&[]).contains("warning: "));
    assert_eq!(chart(&["--quiet"]), "");
    let (_, _, more) = run(folder.path(), &["--verbose", "summary", "t.csv", "-m", "level"]);
    assert!(more.contains("read: t.csv as tidy-trade (trade)"), "{more}");
    let (status, _, stderr) = run(folder.path(), &["check", "t.csv", "--quiet", "--verbose"]);
    assert_eq!((status, stderr.contains("cannot be used with")), (2, true), "{stderr}");
    let (_, coloured, _) = run(folder.path(), &["--color", "always", "--version"]);
    assert!(coloured.contains("without spark") || coloured.contains("with spark"), "{coloured}");
}

#[test]
fn shells_complete_metrics_kinds_and_dimensions() {
    let folder = folder(&[]);
    let (_, script, _) = run(folder.path(), &["completions", "bash"]);
    for word in ["growth:yoy", "product_space", "partner", "tidy-trade"] {
        assert!(script.contains(word), "{word}");
    }
    let (_, help, _) = run(folder.path(), &["--help"]);
    let place = |command: &str| help.find(&format!("\n  {command} ")).unwrap();
    assert!(place("report") < place("check") && place("check") < place("completions"), "{help}");
    let (_, help, _) = run(folder.path(), &["summary", "--help"]);
    assert!(help.contains("Currency and prices:") && !help.contains("possible values: level"), "{help}");
}

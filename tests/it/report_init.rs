//! `init` in a folder of downloads, and what a project may say of its figures.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn tradeproof(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("tradeproof").unwrap();
    command.current_dir(folder);
    command
}

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources").join(name)
}

fn said(run: &assert_cmd::assert::Assert) -> String {
    String::from_utf8(run.get_output().stderr.clone()).unwrap()
}

const TRADE: &str = "reporter,partner,flow,product,period,value,unit\n\
    AUT,DEU,export,TOTAL,2023,50.0,EUR million\nAUT,ITA,export,TOTAL,2023,10.0,EUR million\n\
    AUT,DEU,export,TOTAL,2024,60.0,EUR million\nAUT,ITA,export,TOTAL,2024,12.0,EUR million\n";

#[test]
fn a_folder_of_downloads_becomes_a_project_that_reports_as_it_is() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("exports.csv"), TRADE).unwrap();
    std::fs::write(
        folder.path().join("release.md"),
        "Exports rose by 20 per cent to €72.0 million from €60.0 million.\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("notes.xyz"), "nothing").unwrap();
    tradeproof(folder.path()).args(["init", "."]).assert().success();
    let project = std::fs::read_to_string(folder.path().join("tradeproof.toml")).unwrap();
    let title = project.lines().find(|line| line.starts_with("title")).unwrap().to_owned();
    insta::assert_snapshot!(project.replace(&title, "title = \"…\"").split("# --- More").next().unwrap());
    let run = tradeproof(folder.path()).args(["report", ".", "-o", "out"]).assert().success();
    assert!(said(&run).ends_with("0 cannot be true\n"), "{}", said(&run));
    for name in ["exports-over-time.svg", "exports-growth.csv", "exports-partners.png", "exports-partners-shares.csv"] {
        assert!(folder.path().join("out").join(name).is_file(), "{name}");
    }
    let again = tradeproof(folder.path()).args(["init", "."]).assert().code(2);
    assert!(said(&again).contains("found a project file, expected none"), "{}", said(&again));
}

/// Every official layout by itself: what is proposed runs, and nothing else is written.
#[test]
fn every_layout_gives_a_project_that_reports() {
    let beside = ["codes_", "baci_damaged"];
    let mut projects = 0;
    for entry in std::fs::read_dir(fixture("")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if beside.iter().any(|start| name.starts_with(start)) {
            continue;
        }
        let folder = TempDir::new().unwrap();
        std::fs::copy(fixture(&name), folder.path().join(&name)).unwrap();
        let init = tradeproof(folder.path()).args(["init", "."]).assert();
        if init.get_output().status.code() != Some(0) {
            // A table to measure against alone is nothing to report.
            assert!(said(&init).contains("found no figures"), "{name}: {}", said(&init));
            continue;
        }
        projects += 1;
        let run = tradeproof(folder.path()).args(["report", ".", "-o", "out", "-q"]).assert();
        assert_eq!(run.get_output().status.code(), Some(0), "{name}: {}", said(&run));
    }
    assert!(projects > 20, "{projects}");
}

/// Figures of several economies stand beside each other; what nothing can be made of is said.
#[test]
fn investment_of_many_is_ranked_and_what_gives_nothing_is_named() {
    let folder = TempDir::new().unwrap();
    let investment = "reporter,partner,direction,measure,period,value,unit\n\
        KAZ,WLD,inward,flow,2023,3.0,USD billion\nUZB,WLD,inward,flow,2023,2.0,USD billion\n\
        KAZ,WLD,inward,flow,2024,4.0,USD billion\nUZB,WLD,inward,flow,2024,-1.0,USD billion\n";
    std::fs::write(folder.path().join("fdi.csv"), investment).unwrap();
    std::fs::copy(fixture("ecb_hist.csv"), folder.path().join("eurofxref.csv")).unwrap();
    let weights = "reporter,partner,flow,product,period,value,unit,weight_kg,state\n\
        DEU,WLD,import,3915,2023,,EUR,5,missing\nDEU,WLD,import,3915,2024,,EUR,6,missing\n";
    std::fs::write(folder.path().join("waste.csv"), weights).unwrap();
    tradeproof(folder.path()).args(["init", "."]).assert().success();
    let project = std::fs::read_to_string(folder.path().join("tradeproof.toml")).unwrap();
    let title = project.lines().find(|line| line.starts_with("title")).unwrap().to_owned();
    insta::assert_snapshot!(project.replace(&title, "title = \"…\"").split("# --- More").next().unwrap());
    tradeproof(folder.path()).args(["report", ".", "-o", "out", "-q"]).assert().success();
    assert!(folder.path().join("out/fdi-reporters.svg").is_file());
}

#[test]
fn a_table_of_ones_own_is_read_through_a_mapping() {
    let folder = TempDir::new().unwrap();
    let csv = "Jahr;Land;Richtung;Wert\n2023;Deutschland;Ausfuhr;1.050,5\n2024;Deutschland;Ausfuhr;1.260,6\n";
    std::fs::write(folder.path().join("zoll.csv"), csv).unwrap();
    let project = "title = \"Trade\"\nsource = \"ours\"\nfigures = [\"*.csv\"]\n[[mapping]]\nfigures = \"*.csv\"\ndelimiter = \";\"\ndecimal_comma = true\n\
        columns = { period = \"Jahr\", partner = \"Land\", flow = \"Richtung\", value = \"Wert\" }\n\
        constants = { reporter = \"AUT\", product = \"TOTAL\", unit = \"EUR million\" }\n\
        values = { flow = { Ausfuhr = \"export\" }, partner = { Deutschland = \"DEU\" } }\n\
        [[summary]]\nfile = \"growth.csv\"\ntitle = \"Growth\"\ndata = { from = \"*.csv\", metrics = [\"level\", \"growth:yoy\"], layout = \"wide\", periods = [\"2024\"] }\n";
    std::fs::write(folder.path().join("tradeproof.toml"), project).unwrap();
    tradeproof(folder.path()).args(["report", ".", "-o", "out", "-q"]).assert().success();
    insta::assert_snapshot!(std::fs::read_to_string(folder.path().join("out/growth.csv")).unwrap(), @"
    reporter,flow,period,level_sum_eur,growth_yoy_percent,growth_yoy_base_period,notes
    AUT,export,2024,1260600000,20,2023,
    ");

    std::fs::write(folder.path().join("tradeproof.toml"), project.replace("\"Wert\"", "\"Werte\"")).unwrap();
    let run = tradeproof(folder.path()).args(["report", ".", "-o", "other"]).assert().code(2);
    insta::assert_snapshot!(said(&run), @"
    error: ./tradeproof.toml:8:75: found `Werte`, expected a column of *.csv: `Jahr`, `Land`, `Richtung`, `Wert`
      Correct the name of the column; if all columns stand in one, give `delimiter`.
    ");
}

#[test]
fn the_manifest_names_every_file_with_its_hash() {
    use sha2::{Digest as _, Sha256};
    let folder = TempDir::new().unwrap();
    tradeproof(folder.path()).args(["report", "-o", "out", "-q"]).assert().success();
    let read = |name: &str| std::fs::read(folder.path().join("out").join(name)).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&read("manifest.json")).unwrap();
    assert_eq!(manifest["command"], "tradeproof report -o out -q");
    let outputs = manifest["outputs"].as_array().unwrap();
    let written = std::fs::read_dir(folder.path().join("out")).unwrap().count();
    assert_eq!(outputs.len() + 2, written, "all but the manifest itself and the folder's mark");
    for output in outputs {
        let bytes = read(output["name"].as_str().unwrap());
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(output["sha256"], hash.as_str());
        assert_eq!(output["bytes"], bytes.len());
    }
    let inputs: Vec<&str> =
        manifest["inputs"].as_array().unwrap().iter().filter_map(|input| input["path"].as_str()).collect();
    assert_eq!(inputs, ["tradeproof.toml", "trade.csv", "investment.csv", "listings.csv", "factsheet.md"]);
}

/// A report that is watched draws again what changed and nothing else.
#[test]
fn a_watched_report_makes_only_what_changed() {
    use std::io::{BufRead as _, BufReader};
    let folder = TempDir::new().unwrap();
    // In one step: a file that is seen half written would be a change of its own.
    let write = |name: &str, text: &str| {
        let hidden = folder.path().join(".saving");
        std::fs::write(&hidden, text).unwrap();
        std::fs::rename(&hidden, folder.path().join(name)).unwrap();
    };
    let chart = |file: &str, kind: &str| {
        format!(
            "[[chart]]\nfile = \"{file}\"\ndata = {{ from = \"trade.csv\", metrics = [\"level\"], by = [\"partner\"], periods = [\"2024\"] }}\nspec = {{ kind = \"{kind}\", x = \"partner\", y = \"figure\" }}\n"
        )
    };
    let head = "title = \"Trade\"\nsource = \"ours\"\nfigures = [\"trade.csv\"]\ntexts = [\"note.md\"]\n";
    write("trade.csv", TRADE);
    write("note.md", "Exports came to €72.0 million in 2024.\n");
    let totals = "[[summary]]\nfile = \"totals.csv\"\ntitle = \"Totals\"\ndata = { from = \"trade.csv\", metrics = [\"level\"] }\n";
    write("tradeproof.toml", &format!("{head}{}{}{totals}", chart("one", "ranked"), chart("two", "ranked")));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("tradeproof"))
        .current_dir(folder.path())
        .args(["report", ".", "-o", "out", "--watch"])
        .stderr(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let mut made = lines.filter(|line| line.starts_with("made again") || line.starts_with("error"));
    assert_eq!(made.next().unwrap(), "made again: figures, one, two, totals.csv, note.md");
    write("note.md", "Exports came to €72 million in 2024.\n");
    assert_eq!(made.next().unwrap(), "made again: note.md");
    write("tradeproof.toml", &format!("# moved\n{head}{}{}{totals}", chart("one", "ranked"), chart("two", "treemap")));
    assert_eq!(made.next().unwrap(), "made again: two");
    write("tradeproof.toml", "title = 3\n");
    assert!(made.next().unwrap().starts_with("error: ./tradeproof.toml:1:9"));
    write("tradeproof.toml", &format!("{head}{}", chart("one", "ranked")));
    assert_eq!(made.next().unwrap(), "made again: nothing");
    write("trade.csv", &TRADE.replace("60.0", "61.0"));
    assert_eq!(made.next().unwrap(), "made again: figures, one, note.md");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_project_names_its_folder_its_ground_and_what_it_accepts() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("note.md", "Trade came to $422.6 million, 21 per cent more than before ($334.3 million).\n");
    let head = "title = \"Trade\"\nsource = \"ours\"\ntexts = [\"note.md\"]\n";
    write("tradeproof.toml", &format!("{head}[output]\nfolder = \"page\"\n"));
    tradeproof(folder.path()).args(["report", ".", "-q", "--strict"]).assert().code(1);
    assert!(folder.path().join("page/index.html").is_file());

    tradeproof(folder.path())
        .args(["check", "note.md", "--baseline", "accepted.json", "--write-baseline"])
        .assert()
        .success();
    write(
        "tradeproof.toml",
        &format!("{head}accepted = \"accepted.json\"\ntheme = \"print\"\n[output]\nfolder = \"page\"\n"),
    );
    tradeproof(folder.path()).args(["report", ".", "-q", "--strict"]).assert().code(0);
    assert!(std::fs::read_to_string(folder.path().join("page/index.html")).unwrap().contains("Accepted: "));

    write("accepted.json", "{\"nonsense\": 1}");
    let run = tradeproof(folder.path()).args(["report", ".", "-q"]).assert().code(2);
    let message = said(&run);
    assert!(message.contains("tradeproof.toml:4:12: ./accepted.json is no file of accepted findings"), "{message}");
}

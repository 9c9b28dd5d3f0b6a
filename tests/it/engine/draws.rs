//! Charts and reports of figures that an engine adds up: the same files as without one.

use std::collections::BTreeMap;
use std::path::Path;

use tempfile::TempDir;

use super::attempt;
use super::connected::{address, tidy};

/// Tidy trade in a folder, by its name.
fn trade(folder: &Path) -> String {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources/comtrade_plus.csv");
    tidy(&fixture, folder).to_str().unwrap().to_owned()
}

/// Every file of a folder by its name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries.map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn a_chart_of_an_engine_has_the_same_bytes() {
    let Some(address) = address() else { return };
    let folder = TempDir::new().unwrap();
    let table = trade(folder.path());
    for extension in ["svg", "png"] {
        let draw = |name: &str, more: &[&str]| {
            let target = folder.path().join(format!("{name}.{extension}"));
            let question = ["chart", "ranked", &table, "--metric", "level", "--x", "partner", "--where", "flow=import"];
            let words = ["--title", "Imports", "--source", "UN Comtrade", "-o", target.to_str().unwrap()];
            let (status, _, stderr) = attempt(&[&question[..], &words, more].concat());
            assert_eq!(status, 0, "{stderr}");
            (std::fs::read(target).unwrap(), stderr)
        };
        let (here, _) = draw("here", &[]);
        let (there, notes) = draw("there", &["--engine", &address]);
        assert!(here == there, "the {extension} differs");
        assert!(notes.contains("added up by Spark Connect"), "{notes}");
    }
}

#[test]
fn a_report_of_an_engine_has_the_same_charts_tables_and_findings() {
    let Some(address) = address() else { return };
    let folder = TempDir::new().unwrap();
    let table = trade(folder.path());
    let data =
        format!("from = {table:?}, metrics = [\"level\"], by = [\"partner\"], where = {{ flow = [\"import\"] }}");
    let project = format!(
        "title = \"Trade\"\nsource = \"UN Comtrade\"\nfigures = [{table:?}]\n\
         [[summary]]\nfile = \"partners.csv\"\ntitle = \"Imports\"\ndata = {{ {data} }}\n\
         [[chart]]\nfile = \"imports\"\ndata = {{ {data} }}\n\
         spec = {{ kind = \"ranked\", x = \"partner\", y = \"figure\", title = \"Imports\" }}\n"
    );
    std::fs::write(folder.path().join("tradeproof.toml"), project).unwrap();
    let project = folder.path().to_str().unwrap();
    let report = |name: &str, more: &[&str]| {
        let target = folder.path().join(name);
        let (status, _, stderr) = attempt(&[&["report", project, "-o", target.to_str().unwrap()], more].concat());
        assert_eq!(status, 0, "{stderr}");
        files(&target)
    };
    let (here, there) = (report("here", &[]), report("there", &["--engine", &address]));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&here), names(&there));
    // The page and the manifest say who added up; everything else is the same.
    let told = ["index.html", "manifest.json"];
    for (name, bytes) in here.iter().filter(|(name, _)| !told.contains(&name.as_str())) {
        assert!(there[name] == *bytes, "{name} differs");
    }
    for name in told {
        let text = String::from_utf8(there[name].clone()).unwrap().replace("&#x2f;", "/");
        assert!(text.contains("added up by Spark Connect") && text.contains(&address), "{name}");
        assert!(text.contains("query: SELECT"), "{name}");
    }
}

//! `tradeproof report`: one folder, whole or not at all, the same every time.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tradeproof::report::{Inputs, Options, Report, build};

fn tradeproof() -> Command {
    Command::cargo_bin("tradeproof").unwrap()
}

fn file<'f>(files: &'f [(String, Vec<u8>)], name: &str) -> &'f [u8] {
    &files.iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("no {name}")).1
}

/// The bundled example's report, built once for all tests.
pub fn bundled() -> &'static Report {
    static REPORT: LazyLock<Report> = LazyLock::new(|| build(&Inputs::Bundled, &Options::default()).unwrap());
    &REPORT
}

/// A folder with the bundled example's inputs and a project file of our own.
fn project(text: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kazakhstan-uk");
    for name in ["trade.csv", "factsheet.md"] {
        std::fs::copy(example.join(name), folder.path().join(name)).unwrap();
    }
    let path = folder.path().join("tradeproof.toml");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

/// What a wrong project makes the command say; nothing may be written.
fn refusal(text: &str) -> String {
    let (folder, _) = project(text);
    let before = names(folder.path());
    let run = tradeproof().current_dir(folder.path()).args(["report", ".", "-o", "out"]).assert().code(2);
    assert_eq!(names(folder.path()), before);
    let output = run.get_output();
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const HEAD: &str = "title = \"Trade\"\nsource = \"ours\"\n";

#[test]
fn the_bundled_example_needs_no_file_and_no_argument() {
    let folder = TempDir::new().unwrap();
    let run = tradeproof().current_dir(folder.path()).arg("report").assert().success();
    let page = Path::new("tradeproof-report").join("index.html");
    assert_eq!(String::from_utf8(run.get_output().stdout.clone()).unwrap(), format!("{}\n", page.display()));
    assert_eq!(names(folder.path()), ["tradeproof-report"]);
    let written = names(&folder.path().join("tradeproof-report"));
    for name in ["index.html", "findings.json", "growth.csv", "trade.svg", "trade.png", "trade.pdf", "trade.csv"] {
        assert!(written.iter().any(|file| file == name), "{name} is not in {written:?}");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let first = bundled();
    let second = build(&Inputs::Bundled, &Options::default()).unwrap();
    assert!(first.warnings.is_empty(), "{:?}", first.warnings);
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&first.files), names(&second.files));
    for ((name, one), (_, other)) in first.files.iter().zip(&second.files) {
        assert!(one == other, "{name} differs between two runs");
    }
}

#[test]
fn a_project_on_disk_gives_the_page_of_the_bundled_one() {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kazakhstan-uk");
    let bundled = bundled();
    let on_disk = build(&Inputs::at(&example), &Options::default()).unwrap();
    assert!(file(&bundled.files, "index.html") == file(&on_disk.files, "index.html"));
}

#[test]
fn the_page_is_well_formed_and_loads_nothing() {
    let report = bundled();
    let html = std::str::from_utf8(file(&report.files, "index.html")).unwrap();
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let page = Document::parse_with_options(html, options).unwrap();
    let mut ids: Vec<&str> = page.descendants().filter_map(|node| node.attribute("id")).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "an id stands twice");
    for node in page.descendants().filter(Node::is_element) {
        assert!(!["img", "iframe", "object", "embed", "base", "form"].contains(&node.tag_name().name()));
        assert!(node.attributes().all(|attribute| !attribute.name().starts_with("on")));
        assert!(node.attribute("src").is_none());
        if let Some(target) = node.attribute("href") {
            let inside = target.starts_with('#') || target.starts_with("data:");
            assert!(inside || node.tag_name().name() == "a", "loads {target}");
            let beside =
                inside || report.files.iter().any(|(name, _)| name == target) || target.starts_with("https://");
            assert!(beside, "leads to {target}, which the report does not write");
            let anchor = target.strip_prefix('#').filter(|anchor| !ids.contains(anchor));
            assert_eq!(anchor, None, "a link leads nowhere");
        }
    }
    let styles: Vec<&str> =
        page.descendants().filter(|node| node.has_tag_name("style")).filter_map(|node| node.text()).collect();
    let css = styles.concat();
    assert!(!css.contains("@import") && !css.contains("url(http") && css.contains("url(data:"));
}

#[test]
fn the_page_has_one_script_its_own_and_the_policy_allows_no_other() {
    let report = bundled();
    let html = std::str::from_utf8(file(&report.files, "index.html")).unwrap();
    let [_, script] = html.split("<script>").collect::<Vec<_>>()[..] else { panic!("not one script") };
    let script = script.split("</script>").next().unwrap();
    assert!(script.contains(include_str!("../../src/report/page/page.js").trim_end()));
    assert_eq!(html.matches("<script").count(), 1);
    for loads in
        ["fetch(", "XMLHttpRequest", "import(", "import ", "WebSocket", "http:", "https:", "sendBeacon", "eval("]
    {
        assert!(!script.contains(loads), "the script says {loads}");
    }
    let policy = html.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
    let policy = policy.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&#x3d;", "=");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    let rest = policy.split_once("='; ").unwrap().1;
    assert_eq!(rest, "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'");
}

#[test]
fn the_page_says_how_it_was_made() {
    let report = bundled();
    let html = std::str::from_utf8(file(&report.files, "index.html")).unwrap();
    let methods = html.split("<section id=\"methods\"").nth(1).unwrap();
    for label in ["level:sum", "growth:yoy", "implied_base:remainder", "listed_count:companies", "capitalisation:sum"] {
        assert_eq!(methods.matches(&format!("<code>{label}</code>")).count(), 1, "{label}");
    }
    assert!(methods.contains("100 · (x_t − x_b) &#x2f; x_b, b the same months of the year before"));
    assert!(methods.contains("Shown in <a href=\"#table-1\">Growth of trade, recomputed</a>."));
    for (name, bytes) in tradeproof_inputs() {
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(methods.contains(&format!("<td>{name}</td>")) && methods.contains(&hash), "{name}");
        assert!(methods.contains(&format!("data-key=\"{}\"", bytes.len())), "{name}");
    }
    assert!(methods.contains("<td>Tidy trade CSV</td>") && methods.contains("<td>Markdown</td>"));
    assert!(methods.contains("TOTAL is there and holds them"));
    assert!(methods.contains(concat!("Made by tradeproof ", env!("CARGO_PKG_VERSION"))));
}

fn tradeproof_inputs() -> Vec<(&'static str, Vec<u8>)> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kazakhstan-uk");
    let names = ["tradeproof.toml", "trade.csv", "investment.csv", "listings.csv", "factsheet.md"];
    names.map(|name| (name, std::fs::read(example.join(name)).unwrap())).to_vec()
}

#[test]
fn cells_carry_what_puts_them_in_order() {
    let report = bundled();
    let html = std::str::from_utf8(file(&report.files, "index.html")).unwrap();
    assert!(html.contains("data-key=\"13000000000\">13</td>"), "USD billion beside USD million");
    assert!(html.contains("data-key=\"2017-01..2017-04\">January–April 2017</td>"));
}

#[test]
fn the_page_sets_every_contradiction_beside_its_sentence() {
    let report = bundled();
    // Four within the text, and two of them again against the figures.
    assert_eq!(report.summary.contradictory, 6);
    let html = std::str::from_utf8(file(&report.files, "index.html")).unwrap();
    assert_eq!(html.matches("role=\"note\"").count(), 6);
    let growth = html.split("21 per cent</mark>").nth(1).unwrap();
    let note = growth.find("+21 per cent does not follow from $422.6 million against $334.3 million").unwrap();
    assert!(note < growth.find("Exports grew by").unwrap());
    assert_eq!(html.split("class=\"found\"").nth(1).unwrap().split("</ol>").next().unwrap().matches("<li>").count(), 6);
    assert!(html.contains("20.5 to 21.5 per cent") && html.contains("26.38 to 26.45 per cent"));
}

#[test]
fn an_earlier_report_is_replaced_and_another_folder_is_not() {
    let (folder, _) = project(&format!("{HEAD}texts = [\"factsheet.md\"]\n"));
    let run = |out: &str| tradeproof().current_dir(folder.path()).args(["report", ".", "-o", out]).assert();
    run("out").success();
    std::fs::write(folder.path().join("out/stale.svg"), "old").unwrap();
    run("out").success();
    assert_eq!(
        names(&folder.path().join("out")),
        [".tradeproof-report", "findings.json", "index.html", "manifest.json"]
    );

    std::fs::create_dir(folder.path().join("mine")).unwrap();
    std::fs::write(folder.path().join("mine/thesis.txt"), "years of work").unwrap();
    let refused = run("mine").code(2);
    let message = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    insta::assert_snapshot!(message);
    assert_eq!(names(&folder.path().join("mine")), ["thesis.txt"]);
}

#[test]
fn strict_ends_with_one_for_a_contradiction_and_two_for_a_chart_that_breaks_a_rule() {
    let (folder, _) = project(&format!("{HEAD}texts = [\"factsheet.md\"]\n"));
    let strict =
        |dir: &Path| tradeproof().current_dir(dir).args(["report", ".", "-o", "out", "--strict", "-q"]).assert();
    strict(folder.path()).code(1);
    assert!(folder.path().join("out/index.html").is_file());

    let chart = "figures = [\"trade.csv\"]\n[[chart]]\nfile = \"trade\"\ndata = { from = \"trade.csv\", metrics = [\"level\"], periods = [\"2017-01..2017-04\"] }\nspec = { kind = \"ranked\", x = \"flow\", y = \"figure\" }\n";
    let (folder, _) = project(&format!("{HEAD}{chart}"));
    let refused = strict(folder.path()).code(2);
    let message = String::from_utf8(refused.get_output().stderr.clone()).unwrap();
    assert!(message.contains("tradeproof.toml:5:8: "), "{message}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_wrong_project_is_refused_with_its_place() {
    let cases = [
        ("no TOML", "title = \"Trade\nsource = 1".to_owned()),
        ("unknown key", format!("{HEAD}figurs = [\"trade.csv\"]\n")),
        ("wrong type", "title = 3\nsource = \"ours\"\n".to_owned()),
        ("missing key", "title = \"Trade\"\n".to_owned()),
        ("leaves the folder", format!("{HEAD}[output]\npage = \"../index.html\"\n")),
        ("written twice", format!("{HEAD}[output]\npage = \"a.html\"\nfindings = \"a.html\"\n")),
        (
            "written twice, once by a chart",
            format!("{}{CHART}", with_summary(LISTED, "from = \"trade.csv\", metrics = [\"level\"]")),
        ),
        ("figures not listed", with_summary("figures = []", "from = \"trade.csv\", metrics = [\"level\"]")),
        ("no such figures", format!("{HEAD}figures = [\"trades.csv\"]\n")),
        ("no figures", format!("{HEAD}figures = [\"factsheet.md\"]\n")),
        ("unknown metric", with_summary(LISTED, "from = \"trade.csv\", metrics = [\"gdp\"]")),
        ("no period", with_summary(LISTED, "from = \"trade.csv\", metrics = [\"level\"], periods = [\"2017-13\"]")),
        (
            "no percentage",
            with_summary(LISTED, "from = \"trade.csv\", metrics = [\"level\"], growth = { export = \"a third\" }"),
        ),
        (
            "unknown value",
            with_summary(LISTED, "from = \"trade.csv\", metrics = [\"level\"], where = { flow = [\"exprt\"] }"),
        ),
    ];
    let told: Vec<String> = cases.iter().map(|(name, text)| format!("## {name}\n{}", refusal(text))).collect();
    insta::assert_snapshot!(told.join("\n"));
}

const CHART: &str = "[[chart]]\nfile = \"a\"\ndata = { from = \"trade.csv\", metrics = [\"level\"] }\nspec = { kind = \"ranked\", x = \"flow\", y = \"figure\" }\n";
const LISTED: &str = "figures = [\"trade.csv\"]";

fn with_summary(figures: &str, data: &str) -> String {
    format!("{HEAD}{figures}\n[[summary]]\nfile = \"a.csv\"\ntitle = \"A\"\ndata = {{ {data} }}\n")
}

#[test]
fn a_project_that_is_not_there_is_named() {
    let folder = TempDir::new().unwrap();
    let run = tradeproof().current_dir(folder.path()).args(["report", "nowhere.toml"]).assert().code(2);
    let message = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(message.contains("nowhere.toml"), "{message}");
    assert!(names(folder.path()).is_empty());
}

#[test]
fn the_project_in_the_readme_works() {
    let readme = include_str!("../../README.md");
    let (project, _) = readme.split_once("```toml\n").unwrap().1.split_once("```").unwrap();
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("tradeproof.toml", project);
    write(
        "trade.csv",
        "reporter,partner,flow,product,period,value,unit\n\
         AUT,DEU,export,TOTAL,2023,50.0,EUR million\nAUT,ITA,export,TOTAL,2023,10.0,EUR million\n\
         AUT,DEU,export,TOTAL,2024,60.0,EUR million\nAUT,ITA,export,TOTAL,2024,12.0,EUR million\n",
    );
    write("release.md", "Exports rose by 20 per cent to €72.0 million from €60.0 million.\n");
    let report = build(&Inputs::at(folder.path()), &Options { strict: true, ..Options::default() }).unwrap();
    assert_eq!((report.summary.contradictory, report.summary.claims), (0, 1));
    let growth = std::str::from_utf8(file(&report.files, "growth.csv")).unwrap();
    insta::assert_snapshot!(growth, @r#"
    reporter,flow,period,base_period,metric,unit,value,why
    AUT,export,2023,2022,growth:yoy,percent,,base_missing
    AUT,export,2024,2023,growth:yoy,percent,20,
    "#);
}

#[test]
fn init_writes_a_project_that_reports_and_leaves_other_folders_alone() {
    let folder = TempDir::new().unwrap();
    let run = |args: &[&str]| tradeproof().current_dir(folder.path()).args(args).assert();
    run(&["init", "trade"]).success();
    let written = names(&folder.path().join("trade"));
    assert_eq!(written, ["factsheet.md", "investment.csv", "listings.csv", "trade.csv", "tradeproof.toml"]);
    run(&["report", "trade", "-o", "out"]).success();
    let page = std::fs::read(folder.path().join("out/index.html")).unwrap();
    assert!(page == file(&bundled().files, "index.html"));
    run(&["init", "trade"]).code(2);
    run(&["init", "trade/.."]).code(2);
    assert_eq!(names(&folder.path().join("trade")), written);
}

#[test]
fn a_summary_takes_the_format_of_its_name() {
    let summary = |file: &str| {
        with_summary(LISTED, "from = \"trade.csv\", metrics = [\"level\", \"balance\"]").replace("a.csv", file)
    };
    for (name, start) in [("a.json", "["), ("a.md", "|"), ("a.parquet", "PAR1"), ("a.csv", "reporter,")] {
        let (folder, _) = project(&summary(name));
        let report = build(&Inputs::at(folder.path()), &Options::default()).unwrap();
        assert!(file(&report.files, name).starts_with(start.as_bytes()), "{name}");
    }
    let told = refusal(&summary("a.docx"));
    insta::assert_snapshot!(told, @r#"
    error: ./tradeproof.toml:5:8: cannot write this summary
      cause: a.docx: no format has the extension `docx`
      expected: .csv, .parquet, .xlsx, .json, .md or .txt
    "#);
}

#[test]
fn an_accepted_contradiction_is_told_with_its_reason_and_passes_strict() {
    let (folder, _) = project(&format!("{HEAD}texts = [\"release.md\"]\n"));
    let text = "<!-- tradeproof: accept growth: the ministry divides by the new level -->\n\
                Trade came to $422.6 million, 21 per cent more than before ($334.3 million).\n";
    std::fs::write(folder.path().join("release.md"), text).unwrap();
    tradeproof().current_dir(folder.path()).args(["report", ".", "-o", "out", "--strict"]).assert().code(0);
    let html = std::fs::read_to_string(folder.path().join("out/index.html")).unwrap();
    assert!(html.contains("Accepted: the ministry divides by the new level"));
    assert!(!html.contains("tradeproof: accept") && !html.contains("class=\"found\""));
}

//! `tradeproof check --data`: the figures of texts against official figures.

mod explained;

use sha2::Digest as _;
use std::path::PathBuf;

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::Value;

const HEADER: &str = "reporter,partner,flow,product,period,value,unit,state\n";

/// Kazakhstan's trade by quarter and partner, in two years, with the total printed.
const TRADE: &str = "KAZ,World,export,TOTAL,2016,36.7,USD billion,\n\
    KAZ,World,export,TOTAL,2017,48.5,USD billion,\n\
    KAZ,ITA,export,TOTAL,2016,7462.5,USD million,\n\
    KAZ,ITA,export,TOTAL,2017-Q1,2011.4,USD million,\n\
    KAZ,ITA,export,TOTAL,2017-Q2,2203.1,USD million,\n\
    KAZ,ITA,export,TOTAL,2017-Q3,2150.9,USD million,\n\
    KAZ,ITA,export,TOTAL,2017-Q4,2304.8,USD million,\n\
    KAZ,ITA,import,TOTAL,2016,832.4,USD million,\n\
    KAZ,ITA,import,TOTAL,2017,942.7,USD million,\n";

fn tradeproof() -> Command {
    let mut command = Command::cargo_bin("tradeproof").expect("the binary is built");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1");
    command
}

/// A folder with tidy files of trade.
struct Folder(tempfile::TempDir);

impl Folder {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, rows) in files {
            std::fs::write(folder.path(name), format!("{HEADER}{rows}")).unwrap();
        }
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Checks a text against the files; what was found, as JSON.
    fn check(&self, text: &str, files: &[&str]) -> Value {
        let mut command = tradeproof();
        command.args(["check", "-", "--format", "json"]);
        files.iter().for_each(|name| {
            command.arg("--data").arg(self.path(name));
        });
        let output = command.write_stdin(text).output().unwrap();
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// `kind: verdict convention` of the claims that data decide, in order.
fn verdicts(found: &Value) -> Vec<String> {
    let claims = found["documents"][0]["claims"].as_array().unwrap();
    let of_data = claims.iter().filter(|claim| claim["source"] == "data");
    of_data
        .map(|claim| {
            let word = |name: &str| claim[name].as_str().unwrap_or_default();
            format!("{}: {} {}", word("kind"), word("verdict"), word("convention")).trim_end().to_owned()
        })
        .collect()
}

/// The claims that data decide.
fn claims(found: &Value) -> Vec<&Value> {
    found["documents"][0]["claims"].as_array().unwrap().iter().filter(|claim| claim["source"] == "data").collect()
}

/// What is missing in the data.
fn missing(found: &Value) -> Vec<&str> {
    let open = found["documents"][0]["not_checkable"].as_array().unwrap();
    open.iter().filter(|open| open["source"] == "data").map(|open| open["missing"].as_str().unwrap()).collect()
}

fn against_trade(text: &str) -> Value {
    Folder::of(&[("trade.csv", TRADE)]).check(text, &["trade.csv"])
}

#[test]
fn the_factsheet_against_the_bundled_figures() {
    let data = ["trade", "investment", "listings"].map(|name| format!("data/kazakhstan-uk/{name}.csv"));
    let mut command = tradeproof();
    command.args(["check", "data/kazakhstan-uk/factsheet.md", "--show", "everything", "--data"]).args(data);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let shown = String::from_utf8(output.stdout).unwrap();
    let of_data = shown.split("\n\n").filter(|finding| finding.contains("looked up:") || finding.starts_with("1 text"));
    insta::assert_snapshot!("factsheet_against_data", of_data.collect::<Vec<_>>().join("\n\n"));
}

#[test]
fn levels_growth_changes_shares_and_balances_are_looked_up() {
    let found = against_trade(
        "Kazakhstan's exports to Italy reached $8.7 billion in 2017, up 16.2 per cent from $7.46 billion in 2016. \
         In 2017, Italy accounted for 17.9 per cent of Kazakhstan's exports. \
         Kazakhstan's trade with Italy came to $9,612.9 million in 2017. \
         Kazakhstan's trade surplus with Italy was $7.73 billion in 2017. \
         Kazakhstan's imports from Italy rose by $110.3 million in 2017.",
    );
    assert_eq!(
        verdicts(&found),
        [
            "level: consistent",
            "growth: consistent",
            "level: consistent",
            "share: consistent",
            "level: consistent",
            "balance: consistent",
            "change: consistent"
        ]
    );
    assert!(missing(&found).is_empty());
}

#[test]
fn growth_and_change_of_a_balance_are_looked_up() {
    let rows = "KAZ,ITA,export,TOTAL,2016,832.4,USD million,\nKAZ,ITA,import,TOTAL,2016,1032.4,USD million,\n\
        KAZ,ITA,export,TOTAL,2017,900,USD million,\nKAZ,ITA,import,TOTAL,2017,1150.5,USD million,\n";
    let folder = Folder::of(&[("trade.csv", rows)]);
    let check = |text: &str| folder.check(text, &["trade.csv"]);
    let found = check("Kazakhstan's trade deficit with Italy widened by 25.3 per cent to $250.5 million in 2017.");
    assert_eq!(verdicts(&found), ["growth: consistent", "balance: consistent"]);
    let query = claims(&found)[0]["query"].as_str().unwrap();
    assert!(
        query.contains(
            "balance reporter=KAZ partner=ITA product=TOTAL period=2017 → −250 500 000 USD (row 4 and row 5)"
        ),
        "{query}"
    );
    let found = check("Kazakhstan's trade deficit with Italy widened by $55.5 million in 2017.");
    assert_eq!(verdicts(&found), ["change: contradictory"]);
}

#[test]
fn a_wrong_figure_is_refuted_with_its_query_its_miss_and_its_repair() {
    let found = against_trade("Kazakhstan's exports to Italy in April–June 2017 came to $2,230.1 million.");
    let claim = claims(&found)[0];
    assert_eq!(claim["verdict"], "contradictory");
    assert_eq!(
        claim["query"],
        "trade.csv: reporter=KAZ partner=ITA flow=export product=TOTAL period=2017-Q2 → 2 203 100 000 USD (row 6)"
    );
    assert_eq!(claim["recomputed"]["value"], "2203100000");
    assert_eq!(claim["miss"]["unit"], "USD");
    assert_eq!(claim["repairs"][0]["text"], "$2,230.1 million → $2,203.1 million (two digits are transposed)");
}

#[test]
fn a_repair_names_the_claims_of_the_text_that_hold_with_it() {
    let found = against_trade(
        "Kazakhstan's exports to Italy rose 18.2 per cent to $8.67 billion in 2017 from $7.4625 billion in 2016.",
    );
    let growth = claims(&found).into_iter().find(|claim| claim["kind"] == "growth").unwrap();
    assert_eq!(growth["verdict"], "contradictory");
    assert_eq!(growth["repairs"][0]["to"], "16.2");
    assert_eq!(growth["repairs"][0]["also_satisfies"], serde_json::json!(["c1"]));
}

#[test]
fn doubt_accuses_nobody() {
    let provisional = Folder::of(&[("trade.csv", "KAZ,ITA,export,TOTAL,2017,8670.2,USD million,provisional\n")]);
    let found = provisional.check("Kazakhstan's exports to Italy came to $8,760.2 million in 2017.", &["trade.csv"]);
    assert_eq!(verdicts(&found), ["level: ambiguous"]);
    let found = against_trade("Kazakhstan's exports to Italy came to $391 million in 2016.");
    assert_eq!(verdicts(&found), ["level: ambiguous"], "far off and no slip: a part may be meant");
    for text in [
        "Exports to Italy and Austria came to $9.9 billion in 2017.",
        "Kazakhstan's oil exports to Italy came to $5.1 billion in 2017.",
        "In agriculture, Kazakhstan's exports to Italy came to $8.2 billion in 2017.",
        "Austria's exports to Italy came to $9.9 billion in 2017.",
        "Exports rose by 44 per cent in 2017. Austria did well.",
        "Kazakhstan's exports to Italy and Austria fell by 3 per cent and 5 per cent in 2017, respectively.",
        "Kazakhstan's exports to Italy came to €9.9 billion in 2017.",
        "Kazakhstan's exports to Italy rose by 9 per cent.",
        "Kazakhstan's exports to Italy came to $9.9 billion in 2019.",
        "Kazakhstan's exports to Italy were expected to reach $9.1 billion in 2017.",
        "If Kazakhstan's exports to Italy had grown by 30 per cent in 2017, all would be well.",
        "Kazakhstan's exports to Italy averaged $6.9 billion a year in 2016 and 2017.",
        "In volume terms, Kazakhstan's exports to Italy rose by 3 per cent in 2017.",
        "Kazakhstan's exports to Italy have grown by 40 per cent since 2016.",
        "Kazakhstan's exports to Italy in 2017 were 40 per cent above their 2012 level.",
        "Kazakhstan's exports to Italy rose 3.2 per cent in the year to March 2017.",
        "Kazakhstan's exports to Italy were $8.67 billion in 2017, of which metals made up $6.1 billion.",
        "Kazakhstan's exports to countries other than Italy came to $39.1 billion in 2017.",
        "Kazakhstan's exports to Italy, Austria and Malta came to $10.1 billion in 2017.",
        "Between 2012 and 2017 Kazakhstan's exports to Italy rose by 80 per cent.",
        "Kazakhstan's exports to Italy came to $3.1 billion in the first quarter of the fiscal year 2017.",
        "Small firms' exports from Kazakhstan to Italy were worth $7.1 billion in 2017.",
        "Exports rose by 22 per cent in 2017 to €5.1 billion; Kazakhstan bought from Italy.",
    ] {
        let found = against_trade(text);
        assert!(!verdicts(&found).iter().any(|verdict| verdict.contains("contradictory")), "{text}\n{found:#}");
    }
}

#[test]
fn a_span_of_months_is_added_up() {
    let text = |billions: &str| {
        format!("From January through March 2017, Kazakhstan's exports to Italy came to ${billions} billion.")
    };
    assert_eq!(verdicts(&against_trade(&text("2.0"))), ["level: consistent"]);
    assert_eq!(verdicts(&against_trade(&text("2.9"))), ["level: contradictory"]);
}

#[test]
fn a_text_of_which_the_data_confirm_nothing_is_of_something_else() {
    let text = "Kazakhstan's exports to Italy came to $7.9 billion in 2017, up 3 per cent. \
                Kazakhstan's imports from Italy were $1.2 billion in 2017.";
    assert_eq!(verdicts(&against_trade(text)), ["level: ambiguous", "growth: ambiguous", "level: ambiguous"]);
    let one_right = text.replace("$1.2 billion", "$0.94 billion").replace("3 per cent", "16 per cent");
    assert_eq!(
        verdicts(&against_trade(&one_right)),
        ["level: contradictory", "growth: consistent", "level: consistent"]
    );
}

#[test]
fn a_text_about_one_economy_need_not_name_it_again() {
    let rows = format!("{TRADE}AUT,World,export,TOTAL,2017,168.0,USD billion,\n");
    let folder = Folder::of(&[("trade.csv", &rows)]);
    let text = "Kazakhstan's economy grew in 2017.\n\nExports came to $45.8 billion in 2017.";
    assert_eq!(verdicts(&folder.check(text, &["trade.csv"])), ["level: contradictory"]);
    let text = text.replace("grew in 2017", "grew in 2017, and Austria's too");
    assert!(verdicts(&folder.check(&text, &["trade.csv"])).is_empty());
}

#[test]
fn a_text_that_names_no_economy_is_of_the_only_series_there_is() {
    let folder = Folder::of(&[("trade.csv", "KAZ,GBR,export,TOTAL,2017,331.7,USD million,\n")]);
    let found = folder.check("Exports came to $313.7 million in 2017.", &["trade.csv"]);
    assert_eq!(verdicts(&found), ["level: contradictory"]);
    assert!(verdicts(&folder.check("Exports of Peru came to $313.7 million in 2017.", &["trade.csv"])).is_empty());
    assert!(verdicts(&against_trade("Exports came to $49.5 billion in 2017.")).is_empty());
}

#[test]
fn what_the_data_lack_is_said_once_a_figure() {
    let of = |text: &str| -> Vec<String> { missing(&against_trade(text)).into_iter().map(str::to_owned).collect() };
    assert_eq!(
        of("Kazakhstan's exports to France came to $3 billion in 2017."),
        ["the data have no figures of France as partner"]
    );
    assert_eq!(
        of("Kazakhstan's oil exports came to $3 billion in 2017."),
        ["the data do not know figures narrowed by “oil”"]
    );
    assert_eq!(
        of("Kazakhstan's exports came to $3 billion in 2019."),
        ["the data have no exports of Kazakhstan, 2019"]
    );
    assert_eq!(of("Kazakhstan's exports came to €3 billion in 2017."), ["the data have no figures in EUR"]);
    assert_eq!(
        of("Kazakhstan's imports from Italy rose by 9 per cent in 2016."),
        ["the data have no imports of Kazakhstan from Italy, 2016 against 2015"]
    );
    assert!(of("The library lent 300 books for $4 million in 2017.").is_empty());
}

#[test]
fn places_and_listed_companies_are_looked_up() {
    let partners = ["CHN", "ITA", "RUS", "NLD", "UZB", "FRA", "TUR", "CHE", "ESP", "ROU", "GBR", "DEU"];
    let rows: String = (0..partners.len())
        .map(|at| format!("KAZ,{},export,TOTAL,2017,{},USD million,\n", partners[at], 9000 - 500 * at))
        .collect();
    let folder = Folder::of(&[("trade.csv", &rows)]);
    let check = |text: &str| folder.check(text, &["trade.csv"]);
    assert_eq!(verdicts(&check("Italy was Kazakhstan's second-largest export market in 2017.")), ["rank: consistent"]);
    assert_eq!(
        verdicts(&check("Italy is one of the three largest buyers in Kazakhstan's exports of 2017.")),
        ["rank: consistent"]
    );
    let found = check("France was Kazakhstan's third-largest export market in 2017.");
    assert_eq!(verdicts(&found), ["rank: contradictory"]);
    assert_eq!(claims(&found)[0]["repairs"][0]["to"], "sixth");
    assert!(claims(&found)[0]["query"].as_str().unwrap().ends_with("→ 6 of 12"), "{found:#}");
}

#[test]
fn every_format_shows_the_query() {
    let folder = Folder::of(&[("trade.csv", TRADE)]);
    std::fs::write(folder.path("text.md"), "Kazakhstan's exports to Italy came to $8.76 billion in 2017.\n").unwrap();
    let mut command = tradeproof();
    command.arg("check").arg(folder.path("text.md")).arg("--data").arg(folder.path("trade.csv"));
    let names = ["out.json", "out.sarif", "out.csv", "out.md", "out.html", "out.txt"];
    names.iter().for_each(|name| {
        command.arg("-o").arg(folder.path(name));
    });
    command.assert().code(1);
    for name in names {
        let shown = std::fs::read_to_string(folder.path(name)).unwrap();
        let query = "trade.csv: reporter=KAZ partner=ITA flow=export product=TOTAL period=2017 → 8 670 200 000 USD";
        let query = if name == "out.md" { query.replace('_', "\\_") } else { query.to_owned() };
        assert!(shown.contains(&query), "{name}: {shown}");
    }
    // The page says against which bytes the text was held.
    let page = std::fs::read_to_string(folder.path("out.html")).unwrap();
    let trade = std::fs::read(folder.path("trade.csv")).unwrap();
    let hash: String = sha2::Sha256::digest(trade).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(page.contains(&hash) && page.contains("trade figures, held against the texts"));
}

#[test]
fn a_finding_against_data_can_be_accepted() {
    let text = "<!-- tradeproof: accept level: an older vintage -->\n\nKazakhstan's exports to Italy came to $8.76 billion in 2017.\n";
    let folder = Folder::of(&[("trade.csv", TRADE)]);
    std::fs::write(folder.path("text.md"), text).unwrap();
    let mut command = tradeproof();
    command.arg("check").arg(folder.path("text.md")).arg("--data").arg(folder.path("trade.csv"));
    command.assert().success();
}

#[test]
fn wrong_data_files_are_refused_as_by_summary() {
    let folder = Folder::of(&[("trade.csv", "KAZ,ITA,export,TOTAL,2017,eight,USD million,\n")]);
    for name in ["trade.csv", "absent.csv"] {
        let check =
            tradeproof().args(["check", "-", "--data"]).arg(folder.path(name)).write_stdin("a").output().unwrap();
        let summary = tradeproof().arg("summary").arg(folder.path(name)).args(["--metric", "level"]).output().unwrap();
        assert_eq!(check.status.code(), Some(2));
        assert_eq!(String::from_utf8(check.stderr).unwrap(), String::from_utf8(summary.stderr).unwrap());
    }
    let twice = tradeproof().args(["check", "-", "--data", "-"]).write_stdin("a").assert().code(2);
    twice.stderr(predicate::str::contains("standard input can be read once"));
    tradeproof().args(["check", "--help"]).assert().success().stdout(predicate::str::contains("--data trade.csv"));
}

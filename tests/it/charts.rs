//! `chart` and `charts`: tables in, pictures out.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tradeproof::charts::kinds::KINDS;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/charts").join(name)
}

fn tradeproof() -> Command {
    let mut command = Command::cargo_bin("tradeproof").unwrap();
    command.current_dir(fixture(""));
    command
}

/// The flags that draw the fixture of each kind.
fn kind_flags(kind: &str) -> Vec<&'static str> {
    let flags = match kind {
        "ranked" => "partners.csv --x partner --y value --highlight Germany --currency € --magnitude million",
        "grouped" => {
            "trade.csv --x period --y cents --by flow --divisor 100000000000 --currency € --magnitude billion --partial 2025=Jan–Aug"
        }
        "line" => {
            "trade.csv --x period --y cents --by flow --divisor 100000000000 --currency € --magnitude billion --partial 2025=Jan–Aug"
        }
        "share" | "stacked" | "stacked-share" => "mix.csv --x year --y value --by product",
        "area" | "area-share" => "sections.csv --x year --y value --by section --order Machinery --order Manufactures",
        "slope" => "origins.csv --x year --y share --by origin --highlight China --highlight Italy --decimals 1",
        "treemap" => {
            "divisions.csv --x division --y value --by sector --highlight Machinery --highlight Manufactures --highlight Chemicals --highlight Food"
        }
        "multiples" => "ranks.csv --x year --y value --by origin --highlight China",
        "heatmap" => "growth.csv --x year --y percent --by origin --decimals 1 --signed",
        "scatter" => "measures.csv --x product --y percent --by measure --highlight Machinery",
        "lorenz" => "mix.csv --x product --y value --by year",
        "dumbbell" => "origins.csv --x origin --y share --by year --decimals 1",
        "bump" => "ranks.csv --x year --y value --by origin --highlight China --highlight Türkiye",
        "waterfall" => "contributions.csv --x product --y points --signed --decimals 1",
        "balance" => {
            "trade.csv --x period --y cents --by flow --divisor 100000000000 --currency € --magnitude billion --partial 2025=Jan–Aug"
        }
        "butterfly" => "flows.csv --x partner --y value --by flow --last Other",
        "interval" => "printed.csv --x claim --y printed --low low --high high --unit % --signed",
        "sankey" => "copper.csv --x from --y value --by to --highlight Smelters",
        "choropleth" => "world.csv --x partner --y value --highlight DEU --decimals 1",
        "product-space" => "proximity.csv --x product --y value --by near --highlight Zinc --decimals 2",
        other => panic!("add flags for `{other}` here, and a fixture"),
    };
    flags.split(' ').collect()
}

const WORDS: [&str; 6] = [
    "--title",
    "Kestria sells less than it buys",
    "--subtitle",
    "Goods trade of Kestria, € million and € billion, %, 2005–2025",
    "--source",
    "synthetic data for a test",
];

fn kinds() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name())
}

#[test]
fn every_kind_draws_the_same_svg_as_before() {
    for kind in kinds() {
        let output = tradeproof().args(["chart", kind]).args(kind_flags(kind)).args(WORDS).output().unwrap();
        assert!(output.status.success(), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{kind} has lints");
        insta::assert_snapshot!(format!("chart_{kind}"), String::from_utf8(output.stdout).unwrap());
    }
}

#[test]
fn the_catalogue_lists_exactly_the_kinds_that_are_drawn_here() {
    let output = tradeproof().arg("charts").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let names: Vec<&str> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, kinds().collect::<Vec<_>>());
    for kind in KINDS {
        let page = tradeproof().args(["charts", kind.name()]).assert().success();
        page.stdout(contains("When").and(contains(kind.when())).and(contains(kind.columns())));
    }
}

#[test]
fn one_command_writes_svg_and_png_of_the_asked_size() {
    let folder = tempfile::tempdir().unwrap();
    let (svg, png) = (folder.path().join("a.svg"), folder.path().join("a.png"));
    let mut command = tradeproof();
    command.args(["chart", "ranked"]).args(kind_flags("ranked")).args(WORDS);
    command.args(["--width", "600", "--height", "600", "--scale", "3.125", "-o"]).arg(&svg).arg("-o").arg(&png);
    command.assert().success().stdout("");
    let text = fs::read_to_string(&svg).unwrap();
    assert!(text.starts_with("<svg ") && text.contains(r#"role="img""#) && text.contains("<desc"), "{text}");
    let pixmap = resvg::tiny_skia::Pixmap::decode_png(&fs::read(&png).unwrap()).unwrap();
    assert_eq!((pixmap.width(), pixmap.height()), (1875, 1875));
    // Not blank: canvas, bars and words.
    let mut colours: Vec<[u8; 3]> = pixmap.pixels().iter().map(|p| [p.red(), p.green(), p.blue()]).collect();
    colours.sort_unstable();
    colours.dedup();
    assert!(colours.len() > 30, "{} colours", colours.len());
    assert!(colours.contains(&[0x00, 0x72, 0xb2]));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let draw = || {
        let folder = tempfile::tempdir().unwrap();
        let png = folder.path().join("a.png");
        tradeproof()
            .args(["chart", "line"])
            .args(kind_flags("line"))
            .args(WORDS)
            .arg("-o")
            .arg(&png)
            .assert()
            .success();
        fs::read(png).unwrap()
    };
    assert_eq!(draw(), draw());
}

#[test]
fn a_spec_that_was_emitted_draws_the_same_picture() {
    for (name, emit) in [("spec.toml", "spec"), ("spec.json", "spec-json")] {
        emitted(name, emit);
    }
}

fn emitted(name: &str, emit: &str) {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join(name);
    let run = |more: &[&str]| {
        let mut command = tradeproof();
        command.args(["chart", "grouped"]).args(kind_flags("grouped")).args(WORDS).args(more);
        command.output().unwrap().stdout
    };
    fs::write(&spec, run(&["--emit", emit])).unwrap();
    let again = tradeproof().args(["chart", "grouped", "trade.csv", "--spec"]).arg(&spec).output().unwrap().stdout;
    assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(run(&[])).unwrap());
}

#[test]
fn the_figures_come_back_as_drawn() {
    let mut command = tradeproof();
    command.args(["chart", "line"]).args(kind_flags("line")).args(WORDS).args(["--index", "2015", "--emit", "csv"]);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("period,flow,cents"));
    assert_eq!(lines.next(), Some("2015,Exports,100"));
}

/// Kinds that Vega-Lite shows as they are drawn here.
const EXPORTED: [&str; 10] =
    ["ranked", "grouped", "line", "stacked", "stacked-share", "area", "area-share", "slope", "bump", "multiples"];

#[test]
fn vega_lite_holds_the_figures_as_drawn_or_is_refused_with_the_reason() {
    for kind in kinds() {
        // Highlights of single bars and periods that are not whole have no like in Vega-Lite.
        let flags = kind_flags(kind).into_iter().map(str::to_owned).collect::<Vec<_>>();
        let flags: Vec<String> = without(without(flags, "--partial"), "--highlight");
        let run =
            |emit: &str| tradeproof().args(["chart", kind]).args(&flags).args(WORDS).args(["--emit", emit]).output();
        let output = run("vega-lite").unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        if !EXPORTED.contains(&kind) {
            assert_eq!(output.status.code(), Some(2), "{kind}");
            assert!(errors.contains("cannot be written as Vega-Lite") && output.stdout.is_empty(), "{kind}: {errors}");
            continue;
        }
        assert!(output.status.success(), "{kind}: {errors}");
        let spec: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let table = String::from_utf8(run("csv").unwrap().stdout).unwrap();
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let figures: Vec<Option<f64>> =
            rows.records().map(|row| row.unwrap().iter().next_back().unwrap().parse().ok()).collect();
        let values = spec["data"]["values"].as_array().unwrap();
        let exported: Vec<Option<f64>> = values.iter().map(|row| row["value"].as_f64()).collect();
        assert_eq!(exported.len(), figures.len(), "{kind}");
        for pair in exported.iter().zip(&figures) {
            // The JSON reader of this test may miss the last bit.
            let same = match pair {
                (Some(one), Some(other)) => (one - other).abs() <= other.abs() * 1e-14,
                (one, other) => one == other,
            };
            assert!(same, "{kind}: {pair:?}");
        }
        // Every field that is encoded is in the data.
        for channel in spec["encoding"].as_object().unwrap().values() {
            let field = channel["field"].as_str().unwrap();
            assert!(values.iter().all(|row| row.get(field).is_some()), "{kind}: {field}");
        }
        assert_eq!(spec["title"]["text"], WORDS[1]);
    }
}

/// The flags without one of them and its value.
fn without(flags: Vec<String>, flag: &str) -> Vec<String> {
    let pairs = flags.windows(2).filter(|pair| pair[0] == flag).map(|pair| pair[1].clone()).collect::<Vec<_>>();
    flags.into_iter().filter(|word| word != flag && !pairs.contains(word)).collect()
}

#[test]
fn periods_that_are_not_whole_are_not_exported_as_if_they_were() {
    let mut command = tradeproof();
    command.args(["chart", "grouped"]).args(kind_flags("grouped")).args(WORDS).args(["--emit", "vega-lite"]);
    command.assert().code(2).stdout("").stderr(contains("no hatch"));
}

/// The figures that a kind draws of this table.
fn drawn(kind: &str, table: &str, flags: &[&str]) -> Vec<String> {
    let mut command = tradeproof();
    command.args(["chart", kind, "-", "--x", "a", "--y", "b"]).args(flags).args(["--emit", "csv"]).write_stdin(table);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{kind}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn what_a_kind_works_out_is_among_its_figures() {
    let flows = "a,b,c\n2023,7,x\n2023,9,m\n2024,8,x\n2024,,m\n";
    let balance = drawn("balance", flows, &["--by", "c"]);
    assert_eq!(balance[4..], ["2023,Balance,-2", "2024,Balance,"], "no balance without both flows");
    assert_eq!(drawn("waterfall", "a,b\np,4\nq,-1.5\n", &[])[2], "Total,2.5");
    assert_eq!(drawn("waterfall", "a,b\np,4\nq,\n", &[]).len(), 2, "no total of what is not known");
    let ranked = "a,b,c\n2023,5,p\n2023,9,q\n2024,8,p\n2024,3,q\n";
    assert_eq!(drawn("bump", ranked, &["--by", "c"]), ["2023,p,2", "2024,p,1", "2023,q,1", "2024,q,2"]);
    let parts = "a,b,c\n2023,1,p\n2023,3,q\n2024,5,p\n2024,5,q\n";
    assert_eq!(drawn("area-share", parts, &["--by", "c"]), ["2023,p,25", "2024,p,50", "2023,q,75", "2024,q,50"]);
    assert_eq!(drawn("treemap", "a,b\np,1\nq,3\n", &[]), ["p,25", "q,75"]);
}

#[test]
fn standard_input_is_a_table_too() {
    let mut command = tradeproof();
    command.args(["chart", "ranked", "-", "--x", "a", "--y", "b"]).args(WORDS);
    command.write_stdin("\u{feff}a,b\n0801,3\n0802,4\n").assert().success().stdout(contains(">0801</text>"));
}

#[test]
fn a_summary_in_parquet_is_drawn_like_the_same_in_csv() {
    let folder = tempfile::tempdir().unwrap();
    let (parquet, wrong) = (folder.path().join("a.parquet"), folder.path().join("b.parquet"));
    let mut frame = polars::prelude::df!("a" => ["x", "y"], "b" => [3i64, 4]).unwrap();
    polars_io::parquet::write::ParquetWriter::new(fs::File::create(&parquet).unwrap()).finish(&mut frame).unwrap();
    let draw = |file: &Path| {
        let mut command = tradeproof();
        command
            .args(["chart", "ranked"])
            .arg(file)
            .args(["--x", "a", "--y", "b"])
            .args(WORDS)
            .write_stdin("a,b\nx,3\ny,4\n");
        command.output().unwrap()
    };
    assert_eq!(draw(&parquet).stdout, draw(Path::new("-")).stdout);
    fs::write(&wrong, "a,b\n").unwrap();
    assert_eq!(draw(&wrong).status.code(), Some(2));
}

#[test]
fn an_editor_s_marks_are_warnings_and_errors_under_strict() {
    let folder = tempfile::tempdir().unwrap();
    let svg = folder.path().join("a.svg");
    let bare = ["chart", "ranked", "partners.csv", "--x", "partner", "--y", "value", "-o"];
    let warned = tradeproof().args(bare).arg(&svg).assert().success();
    warned.stderr(contains("title-missing").and(contains("subtitle-missing")).and(contains("source-missing")));
    fs::remove_file(&svg).unwrap();
    let refused = tradeproof().args(bare).arg(&svg).arg("--strict").assert().code(2);
    refused.stderr(contains("nothing was written"));
    assert!(!svg.exists());
}

/// Runs `chart` on a table that is wrong; nothing may be written.
fn refused(table: &str, flags: &[&str], message: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (csv, svg) = (folder.path().join("wrong.csv"), folder.path().join("a.svg"));
    fs::write(&csv, table).unwrap();
    let (kind, rest) = flags.split_first().unwrap();
    let mut command = tradeproof();
    command.args(["chart", kind]).arg(&csv).args(rest).arg("-o").arg(&svg);
    command.assert().code(2).stdout("").stderr(contains(message));
    assert!(!svg.exists(), "{message}: a file was left");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "{message}: something was left");
}

#[test]
fn wrong_input_is_refused_with_its_place_and_what_to_do() {
    let xy = ["ranked", "--x", "a", "--y", "b"];
    refused("a,b\nx,1\ny,1 200\n", &xy, "wrong.csv:3: column `b` holds `1 200`");
    refused("a,b\nx,NaN\n", &xy, "expected a number");
    refused("a,b\nx,1\nx,2\n", &xy, "two rows give a value for x");
    refused("a,b\n", &xy, "no rows");
    refused("a,b\nx,\n", &xy, "no figures");
    refused("a,b\n,1\n", &xy, "row 1: `a` is empty");
    refused("a,b,b\nx,1,2\n", &xy, "`b` twice");
    refused("a,b\nx\n", &xy, "as many cells in every row");
    refused("a,c\nx,1\n", &xy, "found a, c");
    refused("a,b\n日本,1\n", &xy, "U+65E5");
    refused("a,b\nx,1\n", &["pie", "--x", "a", "--y", "b"], "expected: one of ranked, grouped");
    refused("a,b\nx,-1\ny,2\n", &["share", "--x", "a", "--y", "b"], "a negative value has no share");
    let split = ["stacked", "--x", "a", "--y", "b", "--by", "c"];
    refused("a,b,c\nx,-1,p\nx,2,q\n", &split, "p x is -1: a negative value has no area");
    refused("a,b\nx,1\n", &["butterfly", "--x", "a", "--y", "b"], "`butterfly` needs a column `by` with two series");
    refused("a,b\n2015,1\n", &["area", "--x", "a", "--y", "b"], "two or more periods in x, found one");
    refused("a,b\n2015,1\n2016,-1\n", &["area", "--x", "a", "--y", "b"], "use `line`");
    refused("a,b,c\nx,1,p\n", &["slope", "--x", "a", "--y", "b", "--by", "c"], "needs two periods in x, found x");
    refused("a,b\nx,-4\ny,9\n", &["treemap", "--x", "a", "--y", "b"], "x is -4: a negative value has no area");
    refused("a,b\nx,0\n", &["treemap", "--x", "a", "--y", "b"], "the total is zero");
    refused("a,b\nx,1\nTotal,1\n", &["waterfall", "--x", "a", "--y", "b"], "the total is worked out");
    refused(
        "a,b,c\nx,1,p\ny,2,q\n",
        &["scatter", "--x", "a", "--y", "b", "--by", "c"],
        "a name with both measures, found none",
    );
    refused("a,b\nx,1\n", &["stacked", "--x", "a", "--y", "b"], "`stacked` needs `by`");
    refused("a,b\nx,0\n", &["share", "--x", "a", "--y", "b"], "the total is zero");
    refused("a,b\nx,0\n", &["line", "--x", "a", "--y", "b", "--index", "x"], "no value above zero");
    refused("a,b\nx,1\n", &["interval", "--x", "a", "--y", "b"], "needs `low`");
    refused("a,b,l,h\nx,1,3,2\n", &["interval", "--x", "a", "--y", "b", "--low", "l", "--high", "h"], "from 3 to 2");
    refused(
        "a,b\nx,1\n",
        &["ranked", "--x", "a", "--y", "b", "--height", "250", "--highlight", "z"],
        "`z` in `highlight`",
    );
    let rows: String = (0..60).map(|n| format!("name {n},{n}\n")).collect();
    refused(
        &format!("a,b\n{rows}"),
        &["ranked", "--x", "a", "--y", "b", "--height", "300"],
        "leaves no room to draw all rows",
    );
    refused("a,b\nx,1\n", &["ranked", "--y", "b"], "--x COLUMN is needed");
}

#[test]
fn an_unknown_extension_writes_neither_file() {
    let folder = tempfile::tempdir().unwrap();
    let (svg, gif) = (folder.path().join("a.svg"), folder.path().join("a.gif"));
    let mut command = tradeproof();
    command.args(["chart", "ranked"]).args(kind_flags("ranked")).args(WORDS).arg("-o").arg(&svg).arg("-o").arg(&gif);
    command.assert().code(2).stderr(contains("expected .svg, .png, .pdf or .csv"));
    assert!(!svg.exists() && !gif.exists());
}

/// Figures of official layouts: exports of two reporters to three partners.
const FIGURES: &str = "reporter,partner,flow,product,period,value,unit\n\
    AUT,DEU,export,TOTAL,2023,50.0,EUR million\nAUT,ITA,export,TOTAL,2023,10.0,EUR million\n\
    AUT,DEU,export,TOTAL,2024,60.0,EUR million\nAUT,ITA,export,TOTAL,2024,12.0,EUR million\n\
    AUT,POL,export,TOTAL,2024,5.5,EUR million\nHUN,DEU,export,TOTAL,2024,99.0,EUR million\n";

#[test]
fn a_metric_is_drawn_as_summary_derives_it() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("trade.csv"), FIGURES).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("tradeproof").unwrap();
        let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let question = ["--where", "reporter=AUT", "--period", "2024", "--top", "2"];
    let whole = ["--metric", "level", "--by", "partner", "--layout", "long", "-o", "by-hand.csv"];
    run(&[&["summary", "trade.csv"][..], &whole, &question].concat());
    let drawn = |more: &[&str]| run(&[&["chart", "ranked"][..], more, &["--x", "partner", "--emit", "csv"]].concat());
    let derived = drawn(&[&["trade.csv", "--metric", "level"][..], &question].concat());
    let by_hand = drawn(&["by-hand.csv", "--y", "value"]);
    let rows = |csv: &str| csv.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    // `summary` writes money in whole units of the currency, as a chart draws it.
    assert_eq!(rows(&derived), rows(&by_hand));
    insta::assert_snapshot!(derived);
    let svg = run(&[&["chart", "ranked", "trade.csv", "--metric", "level", "--x", "partner"][..], &question].concat());
    assert!(svg.contains("Metric: level"), "the foot names the metric");
}

#[test]
fn what_only_a_metric_understands_needs_one() {
    let refused = |more: &[&str]| {
        let mut command = Command::cargo_bin("tradeproof").unwrap();
        let arguments = [&["chart", "ranked", "-", "--x", "partner"][..], more].concat();
        let output = command.args(arguments).write_stdin(FIGURES).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused(&["--top", "3"]).contains("--metric"));
    assert!(refused(&["--metric", "no_such_metric"]).contains("no_such_metric"));
    assert!(refused(&["--metric", "level", "--where", "partner=FRA"]).contains("FRA"));
    assert!(refused(&["--metric", "level", "--y", "no_such_column"]).contains("no_such_column"));
}

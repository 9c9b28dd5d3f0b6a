//! `tradeproof summary`: the same figures in every format, and questions that have no answer.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

fn trade() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kazakhstan-uk/trade.csv");
    path.to_str().unwrap().to_owned()
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::cargo_bin("tradeproof").unwrap().current_dir(folder).arg("summary").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const NOW: &str = "2017-01..2017-04";

#[test]
fn one_table_in_every_format() {
    let folder = TempDir::new().unwrap();
    let trade = trade();
    let arguments = [
        trade.as_str(),
        "--metric",
        "level",
        "--metric",
        "growth:yoy",
        "--metric",
        "cover_ratio",
        "--period",
        NOW,
        "-o",
        "a.csv",
        "-o",
        "a.json",
        "-o",
        "a.md",
        "-o",
        "a.txt",
    ];
    let (status, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!((status, stdout.as_str(), stderr.as_str()), (0, "", ""));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    insta::assert_snapshot!(read("a.csv"), @r"
    reporter,flow,period,level:sum (USD),growth:yoy (percent),cover_ratio:goods (percent),growth:yoy base_period,notes
    KAZ,export,2017-01..2017-04,331700000,,,2016-01..2016-04,growth:yoy: base_missing
    KAZ,import,2017-01..2017-04,90800000,,,2016-01..2016-04,growth:yoy: base_missing
    KAZ,total,2017-01..2017-04,422600000,26.41340114,,2016-01..2016-04,
    KAZ,,2017-01..2017-04,,,365.30837,,
    ");
    insta::assert_snapshot!(read("a.md"), @r"
    | reporter | flow | period | level:sum (USD million) | growth:yoy on 2016-01..2016-04 (percent) | cover_ratio:goods (percent) |
    | --- | --- | --- | ---: | ---: | ---: |
    | KAZ | export | 2017-01..2017-04 | 331.7 | [1] |  |
    | KAZ | import | 2017-01..2017-04 | 90.8 | [1] |  |
    | KAZ | total | 2017-01..2017-04 | 422.6 | 26.41 |  |
    | KAZ |  | 2017-01..2017-04 |  |  | 365.31 |

    [1] the base period has no figure
    ");
    insta::assert_snapshot!(read("a.txt"), @r"
    reporter  flow    period            level:sum (USD million)  growth:yoy on 2016-01..2016-04 (percent)  cover_ratio:goods (percent)
    KAZ       export  2017-01..2017-04                    331.7                                       [1]
    KAZ       import  2017-01..2017-04                     90.8                                       [1]
    KAZ       total   2017-01..2017-04                    422.6                                     26.41
    KAZ               2017-01..2017-04                                                                                          365.31
    [1] the base period has no figure
    ");
    let json: serde_json::Value = serde_json::from_str(&read("a.json")).unwrap();
    assert_eq!(json[0]["level:sum (USD)"], serde_json::json!(331_700_000));
    assert_eq!(json[0]["notes"], serde_json::json!("growth:yoy: base_missing"));
}

#[test]
fn the_growth_the_statement_should_have_printed() {
    let (status, stdout, _) =
        run(Path::new("."), &[&trade(), "--metric", "growth:yoy", "--where", "flow=total", "--period", NOW]);
    assert_eq!(status, 0);
    insta::assert_snapshot!(stdout, @r"
    reporter  flow   period            base_period       metric      unit     value  why
    KAZ       total  2017-01..2017-04  2016-01..2016-04  growth:yoy  percent  26.41
    ");
}

#[test]
fn what_the_printed_growth_implies() {
    let (_, stdout, _) = run(
        Path::new("."),
        &[&trade(), "--metric", "implied_base", "--metric", "implied_base:remainder", "--growth", "export=31%"],
    );
    insta::assert_snapshot!(stdout, @r"
    reporter  flow    period            implied_base:growth low (USD million)  implied_base:growth high (USD million)  implied_base:remainder low (USD million)  implied_base:remainder high (USD million)
    KAZ       export  2016-01..2016-04                                  252.2                                   254.3
    KAZ       import  2016-01..2016-04                                                                                                                     80.0                                       82.2
    ");
}

#[test]
fn the_largest_first() {
    let folder = TempDir::new().unwrap();
    let mut csv = String::from("reporter,partner,flow,product,period,value,unit\n");
    for (partner, value) in [("GBR", 3), ("CHN", 9), ("ITA", 7), ("FRA", 3), ("NLD", 1)] {
        csv.push_str(&format!("KAZ,{partner},export,TOTAL,2017,{value},USD million\n"));
    }
    std::fs::write(folder.path().join("a.csv"), csv).unwrap();
    let arguments = ["a.csv", "--metric", "share", "--metric", "rank", "--by", "partner", "--top", "3"];
    let (status, stdout, _) = run(folder.path(), &arguments);
    assert_eq!(status, 0);
    insta::assert_snapshot!(stdout, @r"
    reporter  partner  flow    period  share:listed (percent)  rank:joint (rank)
    KAZ       CHN      export  2017                     39.13                  1
    KAZ       ITA      export  2017                     30.43                  2
    KAZ       FRA      export  2017                     13.04            joint 3
    KAZ       GBR      export  2017                     13.04            joint 3
    KAZ       Other    export  2017                      4.35
    KAZ       Total    export  2017                    100.00
    Other is what is not among the largest, by share:listed of 2017: 1 more.
    Total is of every partner that is listed, not a total that the source prints.
    No value for several parts together: rank:joint is of single ones.
    ");
}

#[test]
fn questions_without_an_answer() {
    let folder = TempDir::new().unwrap();
    let trade = trade();
    let refusal = |arguments: &[&str]| {
        let mut all = vec![trade.as_str(), "-o", "out.csv"];
        all.extend(arguments);
        let (status, stdout, stderr) = run(folder.path(), &all);
        assert_eq!((status, stdout.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        stderr
    };
    insta::assert_snapshot!(refusal(&["--metric", "grubel-loyd"]), @r"
    error: no metric is called `grubel_loyd`
      expected: grubel_lloyd, or a name of the catalogue
      help: `tradeproof metrics` lists them with their formulas
    ");
    assert!(refusal(&["--metric", "rac"]).contains("expected: rca, or a name"));
    insta::assert_snapshot!(refusal(&["--metric", "growth:quick"]), @r"
    error: the metric growth has no variant `quick`
      expected: simple, yoy, ytd, rolling, log, cagr, cumulative, trend, trend_b
      help: `tradeproof metrics growth` explains them
    ");
    insta::assert_snapshot!(refusal(&["--metric", "listed_count"]), @r"
    error: the metric listed_count is not defined for trade figures
      expected: listings
    ");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--by", "port"]), @r"
    error: trade figures have no column `port` to be told apart by
      expected: reporter, partner, flow, product
    ");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--where", "port=Aktau"]), @r"
    error: trade figures have no column `port` to filter
      expected: reporter, partner, flow, product, product_level, frequency, valuation, classification, vintage, currency, period, state
    ");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--where", "partner=France"]), @r"
    error: no figure has partner `France`
      expected: GBR
    ");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--period", "2018"]), @r"
    error: no result of level:sum is for 2018
      expected: 2016-01..2016-04, 2017-01..2017-04
    ");
    insta::assert_snapshot!(refusal(&["--metric", "balance", "--where", "flow=total"]), @r"
    error: no figure is there to derive balance:goods from
      help: `tradeproof metrics balance` says what it needs; loosen --where
    ");
    insta::assert_snapshot!(refusal(&["--metric", "implied_base", "--growth", "import=31%", "--where", "flow=export"]), @r"
    error: no figure is there to derive implied_base:growth from
      help: `tradeproof metrics implied_base` says what it needs; loosen --where
    ");
    insta::assert_snapshot!(refusal(&["--metric", "implied_base"]), @r"
    error: the metric implied_base needs a printed growth
      help: give it as the text prints it: --growth export=31%
    ");
    insta::assert_snapshot!(refusal(&["--metric", "level", "-o", "out.docx"]), @r"
    error: out.docx: no format has the extension `docx`
      expected: .csv, .parquet, .xlsx, .json, .md or .txt
    ");
}

#[test]
fn the_same_bytes_every_time() {
    let folder = TempDir::new().unwrap();
    let trade = trade();
    for name in ["a.csv", "b.csv"] {
        assert_eq!(run(folder.path(), &[&trade, "--metric", "share:total", "--by", "flow", "-o", name]).0, 0);
    }
    let read = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("a.csv"), read("b.csv"));
}

#[test]
fn the_bundled_listings_and_investment() {
    let figures = |name: &str, arguments: &[&str]| {
        let path = trade().replace("trade.csv", name);
        let mut all = vec![path.as_str()];
        all.extend(arguments);
        let (status, stdout, stderr) = run(Path::new("."), &all);
        assert_eq!(status, 0, "{stderr}");
        stdout
    };
    insta::assert_snapshot!(figures("listings.csv", &["--metric", "listed_count", "--by", "segment"]), @r"
    segment      period      metric                  unit       value  why
    AIM          2017-10-19  listed_count:companies  companies      6
    Main Market  2017-10-19  listed_count:companies  companies      8
    ");
    insta::assert_snapshot!(figures("listings.csv", &["--metric", "capitalisation", "--metric", "capitalisation:hhi"]), @r"
    period      capitalisation:sum (GBP billion)  capitalisation:hhi (points of 10 000)
    2017-10-19                               5.8  [1]
    [1] a figure that is needed is not there
    ");
    insta::assert_snapshot!(figures("investment.csv", &["--metric", "level", "--by", "partner"]), @r"
    reporter  partner  direction  measure     period      metric     unit         value  low  why
    KAZ       GBR      both       agreements  2014        level:sum  GBP million     12
    KAZ       GBR      both       agreements  2015-11     level:sum  USD billion     13
    KAZ       GBR      both       agreements  2015-11-03  level:sum  USD million    208
    KAZ       GBR      inward     cumulated   2005..2017  level:sum  USD billion     12   12
    ");
}

#[test]
fn standard_input_reads_and_parquet_holds_all_results() {
    let folder = TempDir::new().unwrap();
    let parquet = folder.path().join("a.parquet");
    Command::cargo_bin("tradeproof")
        .unwrap()
        .args(["summary", "-", "--metric", "level", "--metric", "balance", "--layout", "long", "-o"])
        .arg(&parquet)
        .write_stdin(std::fs::read(trade()).unwrap())
        .assert()
        .success();
    use polars_io::SerReader as _;
    let frame = polars_io::parquet::read::ParquetReader::new(std::fs::File::open(parquet).unwrap()).finish().unwrap();
    assert_eq!(frame.height(), 8);
    let money = frame.column("value_minor").unwrap().i64().unwrap();
    assert_eq!(money.iter().last(), Some(Some(24_090_000_000)));
}

//! `tradeproof summary` in another currency and at the prices of another year.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const FIGURES: &str = "reporter,partner,flow,product,period,value,unit,state\n\
    KAZ,GBR,export,TOTAL,2015,100,USD million,\n\
    KAZ,GBR,export,TOTAL,2016,110,USD million,\n\
    KAZ,GBR,export,TOTAL,2017,120,USD million,\n\
    KAZ,GBR,import,TOTAL,2016,4,GBP million,\n";

const RATES: &str = "base,quote,method,period,rate\n\
    EUR,USD,average,2015,1.25\n\
    EUR,USD,reference,2016-01-04,1.0\n\
    EUR,USD,reference,2016-07-01,1.2\n\
    EUR,USD,reference,2016-12-30,1.1\n\
    EUR,GBP,average,2016,0.8\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.csv"), FIGURES).unwrap();
    std::fs::write(folder.path().join("rates.csv"), RATES).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tradeproof")
        .unwrap()
        .current_dir(folder)
        .args(["summary", "a.csv"])
        .args(arguments)
        .args(if arguments.contains(&"-o") { &[][..] } else { &["--format", "table"] })
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn every_figure_at_the_rate_of_its_own_period() {
    let folder = folder();
    let convert = ["--currency", "EUR", "--rates", "rates.csv"];
    let arguments = [["--metric", "level", "-o", "out.csv"].as_slice(), &convert].concat();
    let (status, _, stderr) = run(folder.path(), &arguments);
    assert_eq!(status, 0, "{stderr}");
    // 100 / 1.25 = 80; 110 / mean(1.0, 1.2, 1.1) = 100; 2017 has no rate.
    insta::assert_snapshot!(std::fs::read_to_string(folder.path().join("out.csv")).unwrap(), @r#"
    reporter,flow,period,metric,unit,value,why,basis
    KAZ,export,2015,level:sum,EUR,80000000,,"1 USD = 0.8 EUR, average, rates.csv"
    KAZ,export,2016,level:sum,EUR,100000000,,"1 GBP = 1.25 EUR, average, rates.csv; 1 USD = 0.9090909 EUR, average of 3 reference rates, rates.csv"
    KAZ,export,2017,level:sum,EUR,,value_missing,
    KAZ,import,2016,level:sum,EUR,5000000,,"1 GBP = 1.25 EUR, average, rates.csv; 1 USD = 0.9090909 EUR, average of 3 reference rates, rates.csv"
    "#);
    insta::assert_snapshot!(stderr, @r"
    note: figures in EUR at the average rate of their own period
    note: no USD rate in 2017: figures in USD of then are empty
    ");
    let arguments =
        [["--metric", "level", "--metric", "growth", "--rate", "end", "--period", "2016"].as_slice(), &convert]
            .concat();
    let (_, stdout, _) = run(folder.path(), &arguments);
    insta::assert_snapshot!(stdout, @r"
    reporter  flow    period  level:sum (EUR million)  growth:simple on 2015 (percent)
    KAZ       export  2016                      100.0  [1]
    KAZ       import  2016                        [2]  [2]
    [1] the base period has no figure
    [2] a figure that is needed is not there
    Basis of 2016: 1 USD = 0.9090909 EUR, reference rate of 2016-12-30, rates.csv.
    ");
}

#[test]
fn at_the_prices_of_one_year() {
    let folder = folder();
    std::fs::write(
        folder.path().join("prices.csv"),
        "reporter,period,value,unit,source\nWorld,2015,100,index 2015 = 100,US CPI\nWorld,2016,110,index 2015 = 100,US CPI\n\
         KAZ,2017,150,index 2015 = 100,US CPI\n",
    )
    .unwrap();
    let arguments = [
        "--metric",
        "level",
        "--where",
        "flow=export",
        "--deflator",
        "prices.csv",
        "--prices",
        "2015",
        "-o",
        "out.csv",
    ];
    let (status, _, stderr) = run(folder.path(), &arguments);
    assert_eq!(status, 0, "{stderr}");
    // Kazakhstan's own level of 2017 has no level of 2015 beside it, and the world's is on another scale.
    insta::assert_snapshot!(std::fs::read_to_string(folder.path().join("out.csv")).unwrap(), @r#"
    reporter,flow,period,metric,unit,value,why,basis
    KAZ,export,2015,level:sum,USD,100000000,,"at prices of 2015, index 2015 = 100, US CPI"
    KAZ,export,2016,level:sum,USD,100000000,,"at prices of 2015, index 2015 = 100, US CPI"
    KAZ,export,2017,level:sum,USD,,value_missing,
    "#);
    let (status, _, stderr) =
        run(folder.path(), &["--metric", "level", "--deflator", "prices.csv", "--prices", "2010"]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(stderr, @r"
    error: no price level of US CPI is for 2010
      expected: one of 2015, 2016, 2017
    ");
}

#[test]
fn what_cannot_be_converted_is_refused() {
    let folder = folder();
    let refusal = |arguments: &[&str]| {
        let (status, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!((status, stdout.as_str()), (2, ""), "{arguments:?}");
        stderr
    };
    insta::assert_snapshot!(refusal(&["--metric", "level", "--currency", "KZT", "--rates", "rates.csv"]), @r"
    error: no rate turns any of the figures into KZT
      expected: rates of GBP, USD in the periods of the figures
      help: `tradeproof inspect` shows what the rates hold; figures of a year need its rates to both ends
    ");
    insta::assert_snapshot!(refusal(&["--metric", "level", "--currency", "EUR", "--rates", "a.csv"]), @r"
    error: a.csv: holds trade figures
      expected: exchange rates
      help: `tradeproof sources` lists the files of rates that are read
    ");
    std::fs::write(folder.path().join("a.csv"), format!("{FIGURES}KAZ,GBR,export,TOTAL,2016,100,EUR million,\n"))
        .unwrap();
    insta::assert_snapshot!(refusal(&["--metric", "level", "--currency", "EUR", "--rates", "rates.csv"]), @r"
    error: the same figure is stated in several currencies (EUR, USD): KAZ · GBR · export · TOTAL · 2016
      expected: one currency a figure
      help: choose one with `--where currency=EUR`
    ");
}

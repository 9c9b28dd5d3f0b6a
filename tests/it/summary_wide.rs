//! `tradeproof summary` with several metrics side by side: the largest, the rest, the total, and notes.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const FIGURES: &str = "reporter,partner,flow,product,period,value,unit,state\n\
    KAZ,World,export,TOTAL,2015,1000,USD million,\n\
    KAZ,World,export,TOTAL,2016,900,USD million,\n\
    KAZ,World,export,TOTAL,2017,1200,USD million,\n\
    KAZ,GBR,export,TOTAL,2015,100,USD million,\n\
    KAZ,GBR,export,TOTAL,2016,0,USD million,zero\n\
    KAZ,GBR,export,TOTAL,2017,150,USD million,\n\
    KAZ,CHN,export,TOTAL,2015,300,USD million,\n\
    KAZ,CHN,export,TOTAL,2016,310.5,USD million,\n\
    KAZ,CHN,export,TOTAL,2017,400,USD million,\n\
    KAZ,ITA,export,TOTAL,2015,200,USD million,\n\
    KAZ,ITA,export,TOTAL,2016,190,USD million,\n\
    KAZ,ITA,export,TOTAL,2017,150,USD million,\n\
    KAZ,RUS,export,TOTAL,2015,60,USD million,\n\
    KAZ,RUS,export,TOTAL,2016,90,USD million,\n\
    KAZ,RUS,export,TOTAL,2017,95,USD million,\n\
    KAZ,UZB,export,TOTAL,2015,40,USD million,\n\
    KAZ,UZB,export,TOTAL,2016,30,USD million,\n\
    KAZ,UZB,export,TOTAL,2017,41,USD million,\n";

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::cargo_bin("tradeproof").unwrap().current_dir(folder).arg("summary").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn folder(figures: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("a.csv"), figures).unwrap();
    folder
}

const SEVERAL: [&str; 13] = [
    "a.csv",
    "--metric",
    "growth:yoy",
    "--metric",
    "share:total",
    "--metric",
    "rank",
    "--by",
    "partner",
    "--where",
    "flow=export",
    "--period",
    "2016..2017",
];

#[test]
fn the_largest_the_rest_and_the_total() {
    let folder = folder(FIGURES);
    let arguments = [SEVERAL.as_slice(), &["--top", "3"]].concat();
    let (status, stdout, _) = run(folder.path(), &arguments);
    assert_eq!(status, 0);
    insta::assert_snapshot!(stdout, @r"
    reporter  partner  flow    period  growth:yoy (percent)  share:total (percent)  rank:joint (rank)
    KAZ       CHN      export  2016                    3.50                  34.50                  1
    KAZ       CHN      export  2017                   28.82                  33.33                  1
    KAZ       GBR      export  2016                 -100.00                   0.00                  5
    KAZ       GBR      export  2017                     [1]                  12.50            joint 2
    KAZ       ITA      export  2016                   -5.00                  21.11                  2
    KAZ       ITA      export  2017                  -21.05                  12.50            joint 2
    KAZ       Other    export  2016                   20.00                  13.33
    KAZ       Other    export  2017                   13.33                  11.33
    KAZ       Total    export  2016                  -11.36                  68.94
    KAZ       Total    export  2017                   34.73                  69.67
    [1] the base is zero: growth from nothing has no rate
    Other is what is not among the largest, by level of 2017: 2 more.
    Total is of every partner that is listed, not a total that the source prints.
    No value for several parts together: rank:joint is of single ones.
    ");
}

#[test]
fn the_same_for_files() {
    let folder = folder(FIGURES);
    let outputs = ["-o", "a.md", "-o", "out.csv", "-o", "a.json", "-o", "a.parquet"];
    let arguments = [SEVERAL.as_slice(), &["--metric", "level", "--top", "2"], &outputs].concat();
    let (status, stdout, _) = run(folder.path(), &arguments);
    assert_eq!((status, stdout.as_str()), (0, ""));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    insta::assert_snapshot!(read("a.md"), @r"
    | reporter | partner | flow | period | growth:yoy (percent) | share:total (percent) | rank:joint (rank) | level:sum (USD million) |
    | --- | --- | --- | --- | ---: | ---: | ---: | ---: |
    | KAZ | CHN | export | 2016 | 3.50 | 34.50 | 1 | 310.5 |
    | KAZ | CHN | export | 2017 | 28.82 | 33.33 | 1 | 400.0 |
    | KAZ | GBR | export | 2016 | -100.00 | 0.00 | 5 | 0.0 |
    | KAZ | GBR | export | 2017 | [1] | 12.50 | joint 2 | 150.0 |
    | KAZ | ITA | export | 2016 | -5.00 | 21.11 | 2 | 190.0 |
    | KAZ | ITA | export | 2017 | -21.05 | 12.50 | joint 2 | 150.0 |
    | KAZ | Other | export | 2016 | 20.00 | 13.33 |  | 120.0 |
    | KAZ | Other | export | 2017 | 13.33 | 11.33 |  | 136.0 |
    | KAZ | Total | export | 2016 | -11.36 | 68.94 |  | 620.5 |
    | KAZ | Total | export | 2017 | 34.73 | 69.67 |  | 836.0 |

    [1] the base is zero: growth from nothing has no rate

    Other is what is not among the largest, by level of 2017: 2 more.

    Total is of every partner that is listed, not a total that the source prints.

    No value for several parts together: rank:joint is of single ones.
    ");
    insta::assert_snapshot!(read("out.csv"), @r"
    reporter,partner,flow,period,growth:yoy (percent),share:total (percent),rank:joint (rank),level:sum (USD),growth:yoy base_period,notes
    KAZ,CHN,export,2016,3.5,34.5,1,310500000,2015,
    KAZ,CHN,export,2017,28.82447665,33.33333333,1,400000000,2016,
    KAZ,GBR,export,2016,-100,0,5,0,2015,
    KAZ,GBR,export,2017,,12.5,2,150000000,2016,growth:yoy: base_zero; rank:joint: joint rank
    KAZ,ITA,export,2016,-5,21.11111111,2,190000000,2015,
    KAZ,ITA,export,2017,-21.05263158,12.5,2,150000000,2016,rank:joint: joint rank
    KAZ,Other,export,2016,20,13.33333333,,120000000,2015,
    KAZ,Other,export,2017,13.33333333,11.33333333,,136000000,2016,
    KAZ,Total,export,2016,-11.35714286,68.94444444,,620500000,2015,
    KAZ,Total,export,2017,34.73005641,69.66666667,,836000000,2016,
    ");
    let json: serde_json::Value = serde_json::from_str(&read("a.json")).unwrap();
    assert_eq!(json[3]["growth:yoy (percent)"], serde_json::Value::Null);
    assert_eq!(json[3]["level:sum (USD)"], serde_json::json!(150_000_000));
    use polars_io::SerReader as _;
    let parquet = std::fs::File::open(folder.path().join("a.parquet")).unwrap();
    let frame = polars_io::parquet::read::ParquetReader::new(parquet).finish().unwrap();
    let money = frame.column("level:sum (USD), smallest units").unwrap().i64().unwrap();
    assert_eq!(money.get(0), Some(31_050_000_000));
    let growth = frame.column("growth:yoy (percent)").unwrap().f64().unwrap();
    assert_eq!(growth.iter().filter(Option::is_none).count(), 1, "no NaN and no zero stands for what is not known");
}

#[test]
fn the_rest_and_the_kept_add_up() {
    let folder = folder(FIGURES);
    let level = |count: &str| {
        let arguments =
            ["a.csv", "--metric", "level", "--by", "partner", "--period", "2017", "--top", count, "-o", "out.csv"];
        assert_eq!(run(folder.path(), &arguments).0, 0);
        std::fs::read_to_string(folder.path().join("out.csv")).unwrap()
    };
    for count in ["1", "2", "4"] {
        let table = level(count);
        let figure = |row: &str| row.split(',').nth(4).unwrap().parse::<i64>().unwrap();
        let (total, parts): (Vec<&str>, Vec<&str>) = table.lines().skip(1).partition(|row| row.contains("Total"));
        assert_eq!(figure(total[0]), parts.into_iter().map(figure).sum::<i64>(), "{table}");
    }
    assert!(!level("5").contains("Other"), "nothing is left to add up");
}

#[test]
fn reporters_are_never_added_up() {
    let figures = FIGURES.to_owned()
        + "UZB,World,export,TOTAL,2017,50,USD million,\nAZE,World,export,TOTAL,2017,60,USD million,\n";
    let folder = folder(&figures);
    let arguments =
        ["a.csv", "--metric", "level", "--metric", "growth", "--by", "reporter", "--period", "2017", "--top", "2"];
    let (_, stdout, _) = run(folder.path(), &arguments);
    insta::assert_snapshot!(stdout, @r"
    reporter  flow    period  level:sum (USD million)  growth:simple on 2016 (percent)
    KAZ       export  2017                       1200                            33.33
    AZE       export  2017                         60                              [1]
    [1] the base period has no figure
    Left out: what is not among the largest, by level of 2017: 1 more.
    ");
}

#[test]
fn a_range_is_every_year_in_it() {
    let folder = folder(FIGURES);
    let (_, stdout, _) = run(folder.path(), &["a.csv", "--metric", "growth:yoy", "--period", "2016..2019"]);
    insta::assert_snapshot!(stdout, @r"
    reporter  flow    period  base_period  metric      unit     value  why
    KAZ       export  2016    2015         growth:yoy  percent    -10
    KAZ       export  2017    2016         growth:yoy  percent  33.33
    ");
    let (status, _, stderr) = run(folder.path(), &["a.csv", "--metric", "level", "--period", "2018..2020"]);
    assert_eq!(status, 2);
    insta::assert_snapshot!(stderr, @r"
    error: no result of level:sum is for 2018..2020
      expected: 2015, 2016, 2017
    ");
}

#[test]
fn two_currencies_stand_in_rows_of_their_own() {
    let folder = folder(
        "reporter,partner,flow,product,period,value,unit,state\n\
         KAZ,GBR,export,TOTAL,2017,150,USD million,\nKAZ,GBR,import,TOTAL,2017,90,EUR million,\n",
    );
    let (_, stdout, _) = run(folder.path(), &["a.csv", "--metric", "level", "--metric", "growth"]);
    insta::assert_snapshot!(stdout, @r"
    reporter  flow    period  currency  level:sum  growth:simple on 2016 (percent)
    KAZ       export  2017    USD       150000000  [1]
    KAZ       import  2017    EUR        90000000  [1]
    [1] the base period has no figure
    ");
}

#[test]
fn a_part_that_is_called_other_stays_itself() {
    let folder = folder(
        "issuer,market,sector,period,value,unit\n\
         Alpha,LSE,Oil,2017,9,GBP billion\nBeta,LSE,Other,2017,5,GBP billion\nGamma,LSE,Banks,2017,2,GBP billion\n\
         Delta,LSE,Mines,2017,1,GBP billion\n",
    );
    let (_, stdout, _) = run(folder.path(), &["a.csv", "--metric", "capitalisation", "--by", "sector", "--top", "2"]);
    insta::assert_snapshot!(stdout, @r"
    sector     period  capitalisation:sum (GBP billion)
    Oil        2017                                   9
    Other      2017                                   5
    All other  2017                                   3
    Total      2017                                  17
    All other is what is not among the largest, by capitalisation:sum of 2017: 2 more.
    Total is of every sector that is listed, not a total that the source prints.
    ");
}

#[test]
fn a_metric_without_a_period_leaves_it_to_the_others() {
    let figures: String = (1..=6)
        .map(|month| {
            format!("KAZ,GBR,export,TOTAL,2016-{month:02},10,USD,\nKAZ,GBR,export,TOTAL,2017-{month:02},12,USD,\n")
        })
        .collect();
    let folder = folder(&format!("reporter,partner,flow,product,period,value,unit,state\n{figures}"));
    let metrics = ["a.csv", "--metric", "growth:yoy", "--metric", "growth:ytd"];
    let (status, stdout, _) =
        run(folder.path(), &[metrics.as_slice(), &["--period", "2017-05", "--period", "2017-H1"]].concat());
    assert_eq!(status, 0);
    insta::assert_snapshot!(stdout, @r"
    reporter  flow    period   growth:yoy (percent)  growth:ytd on 2016-H1 (percent)
    KAZ       export  2017-H1                    20                               20
    KAZ       export  2017-05                    20
    ");
    let (status, _, _) =
        run(folder.path(), &[metrics.as_slice(), &["--period", "2017-05", "--period", "2019"]].concat());
    assert_eq!(status, 2, "nobody has 2019");
}

/// Figures in the order of their keys are neither grouped nor sorted again; what comes out is the same.
#[test]
fn the_order_of_the_lines_is_no_matter() {
    const HEAD: &str = "reporter,partner,flow,product,period,value,unit,state\n";
    let lines = [
        "DEU,World,export,27,2016,20,USD million,",
        "DEU,World,export,27,2017,21,USD million,",
        "DEU,World,export,84,2016,40,USD million,",
        "DEU,World,export,84,2017,,USD million,suppressed",
        "DEU,World,export,90,2016,,USD million,missing",
        "DEU,World,export,90,2017,7.25,USD million,",
        "KAZ,World,export,27,2016,30,USD million,",
        "KAZ,World,export,27,2017,32,USD million,",
        "KAZ,World,export,84,2016,0,USD million,zero",
        "KAZ,World,export,84,2017,10,USD million,",
        "KAZ,World,export,90,2017,91,USD billion,",
    ];
    let written = |lines: &[&str]| folder(&(HEAD.to_owned() + &lines.join("\n") + "\n"));
    let turned: Vec<&str> = lines.iter().rev().copied().collect();
    let mixed: Vec<&str> = (0..lines.len()).map(|place| lines[place * 4 % lines.len()]).collect();
    let answer = |lines: &[&str], metric: &str| {
        let folder = written(lines);
        let arguments = ["a.csv", "--metric", metric, "--by", "reporter", "--by", "product", "-o", "out.csv"];
        let (status, _, error) = run(folder.path(), &arguments);
        assert_eq!(status, 0, "{error}");
        std::fs::read_to_string(folder.path().join("out.csv")).unwrap()
    };
    for metric in ["rca", "nrca", "presence"] {
        let expected = answer(&lines, metric);
        assert_eq!(expected.matches(&format!(",{metric}:")).count(), lines.len(), "{expected}");
        assert!(expected.contains("suppressed") && expected.contains("value_missing"), "{expected}");
        assert_eq!(answer(&turned, metric), expected);
        assert_eq!(answer(&mixed, metric), expected);
    }
}

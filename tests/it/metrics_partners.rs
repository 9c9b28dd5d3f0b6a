//! Mirrors, openness, investment and listings: results worked out by hand.

use assert_cmd::Command;

use tradeproof::summary::Question;

use crate::metrics_catalogue::{TRADE, asked, question, table, values};

#[test]
fn a_mirror_that_says_nothing_is_no_zero() {
    let csv = format!(
        "{TRADE}KAZ,ITA,export,TOTAL,2017,90,USD,\nITA,KAZ,import,TOTAL,2017,106,USD,\nITA,KAZ,export,TOTAL,2017,20,USD,\n\
         KAZ,UZB,export,TOTAL,2017,50,USD,\n"
    );
    let answer =
        asked(&csv, Question { cif_factor: Some("1.06".parse().unwrap()), ..question("mirror:all", &[], &[]) });
    use tradeproof::summary::{Format, Table};
    insta::assert_snapshot!(Format::Csv.render(&Table::of(&answer.unwrap().frames).unwrap()), @r#"
    reporter,partner,flow,period,metric,unit,value,why
    ITA,KAZ,export,2017,mirror:asymmetry,"percent, imports ÷ 1.06",,value_missing
    ITA,KAZ,import,2017,mirror:asymmetry,"percent, imports ÷ 1.06",10.52631579,
    KAZ,ITA,export,2017,mirror:asymmetry,"percent, imports ÷ 1.06",-10.52631579,
    ITA,KAZ,export,2017,mirror:gap,USD,,value_missing
    ITA,KAZ,import,2017,mirror:gap,USD,10,
    KAZ,ITA,export,2017,mirror:gap,USD,-10,
    ITA,KAZ,export,2017,mirror:ratio,"percent, imports ÷ 1.06",,value_missing
    ITA,KAZ,import,2017,mirror:ratio,"percent, imports ÷ 1.06",111.1111111,
    KAZ,ITA,export,2017,mirror:ratio,"percent, imports ÷ 1.06",90,
    ITA,KAZ,export,2017,mirror:rank,"rank, imports ÷ 1.06",,value_missing
    ITA,KAZ,import,2017,mirror:rank,"rank, imports ÷ 1.06",1,
    KAZ,ITA,export,2017,mirror:rank,"rank, imports ÷ 1.06",1,
    "#);
}

#[test]
fn openness_reads_its_companion() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("trade.csv"),
        format!(
            "{TRADE}KAZ,World,export,TOTAL,2017,48,USD billion,\nKAZ,World,import,TOTAL,2017,30,USD billion,\n\
             KAZ,World,export,TOTAL,2018,61,USD billion,\nKAZ,World,import,TOTAL,2018,33,USD billion,\n"
        ),
    )
    .unwrap();
    std::fs::write(
        folder.path().join("gdp.csv"),
        "reporter,period,value,unit,source\nKazakhstan,2017,156000,USD million,WDI\n",
    )
    .unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::cargo_bin("tradeproof")
            .unwrap()
            .current_dir(folder.path())
            .args(["summary", "trade.csv", "--format", "table"])
            .args(arguments)
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (status, stdout, _) = run(&["--metric", "openness:all", "--companion", "gdp=gdp.csv"]);
    assert_eq!(status, Some(0));
    insta::assert_snapshot!(stdout, @r"
    reporter  period  openness:wb (percent of GDP)  openness:unctad (percent of GDP)  openness:exports (percent of GDP)  openness:imports (percent of GDP)
    KAZ       2017                              50                                25                              30.77                              19.23
    KAZ       2018                             [1]                               [1]                                [1]                                [1]
    [1] what would be divided by is zero or not there
    ");
    let (status, _, stderr) = run(&["--metric", "openness"]);
    assert_eq!(status, Some(2));
    assert!(stderr.contains("gdp"), "{stderr}");
    std::fs::write(folder.path().join("gdp.csv"), "reporter,period,value,unit\nKazakhstan,2017,much,USD million\n")
        .unwrap();
    let (status, _, stderr) = run(&["--metric", "openness", "--companion", "gdp=gdp.csv"]);
    assert_eq!(status, Some(2));
    insta::assert_snapshot!(stderr, @r"
    error: gdp.csv:2: column `value` holds `much`
      expected: a number such as 1234.5, without grouping
    ");
}

#[test]
fn investment_may_be_withdrawn() {
    let csv = "reporter,partner,direction,measure,period,value,unit,state\n\
        KAZ,World,inward,flow,2016,100,USD,\n\
        KAZ,World,inward,flow,2017,-20,USD,\n\
        KAZ,NLD,inward,flow,2016,140,USD,\n\
        KAZ,NLD,inward,flow,2017,-60,USD,\n\
        KAZ,GBR,inward,flow,2016,-40,USD,\n\
        KAZ,GBR,inward,flow,2017,,USD,suppressed\n\
        KAZ,World,outward,flow,2016,30,USD,\n";
    insta::assert_snapshot!(table(csv, "host_share", &["partner"], &[]), @r"
    reporter,partner,direction,measure,period,metric,unit,value,why
    KAZ,GBR,inward,flow,2016,host_share:period,percent of the net total (a withdrawal),-40,
    KAZ,GBR,inward,flow,2017,host_share:period,percent of the net total,,suppressed
    KAZ,NLD,inward,flow,2016,host_share:period,percent of the net total (others withdrew),140,
    KAZ,NLD,inward,flow,2017,host_share:period,percent of the net total,,mixed_signs
    ");
    // (140 − 60) / (100 − 20)
    insta::assert_snapshot!(table(csv, "host_share:cumulated", &["partner"], &[]), @r"
    reporter,partner,direction,measure,period,metric,unit,value,why
    KAZ,GBR,inward,flow,2016..2017,host_share:cumulated,percent of the net total,,suppressed
    KAZ,NLD,inward,flow,2016..2017,host_share:cumulated,percent of the net total,100,
    ");
    insta::assert_snapshot!(table(csv, "investment_balance:all", &[], &[]), @r"
    reporter,measure,period,metric,unit,value,why
    KAZ,flow,2016,investment_balance:net_outward,USD,-70,
    KAZ,flow,2017,investment_balance:net_outward,USD,,value_missing
    KAZ,flow,2016,investment_balance:net_inward,USD,70,
    KAZ,flow,2017,investment_balance:net_inward,USD,,value_missing
    ");
}

#[test]
fn companies_are_placed_by_business_and_by_seat() {
    let csv = "issuer,instrument,market,sector,country,incorporation,period,value,unit\n\
        Alpha,ordinary,LSE,Oil,KAZ,GBR,2017,2,GBP billion\n\
        Alpha,preference,LSE,Oil,KAZ,GBR,2017,1,GBP billion\n\
        Beta,ordinary,LSE,Banks,KAZ,KAZ,2017,1,GBP billion\n\
        Gamma,ordinary,LSE,Oil,RUS,,2017,9,GBP billion\n";
    insta::assert_snapshot!(table(csv, "incorporated_abroad:all", &["market"], &[]), @r"
    market,period,metric,unit,value,why
    LSE,2017,incorporated_abroad:companies,companies (1 without country or incorporation),1,
    LSE,2017,incorporated_abroad:share,percent of companies (1 without country or incorporation),50,
    LSE,2017,incorporated_abroad:capitalisation,percent of capitalisation (1 without country or incorporation),75,
    ");
    let count = |metric: &str| values(csv, metric, &["market"], &[])[0].unwrap();
    assert_eq!((count("listed_count"), count("listed_count:instruments")), (3.0, 4.0));
    assert!(table(csv, "capitalisation", &["country"], &[]).contains("KAZ,2017,capitalisation:sum,GBP,4000000000,"));
    assert!(
        table(csv, "capitalisation", &["incorporation"], &[]).contains("GBR,2017,capitalisation:sum,GBP,3000000000,")
    );
    assert!(table(csv, "capitalisation", &["sector"], &[]).contains("Oil,2017,capitalisation:sum,GBP,12000000000,"));
}

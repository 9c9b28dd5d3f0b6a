//! HMRC's trade statistics: what a user sees of the API's answers, with their quirks.

use super::official_files::{attempt, refusal, run, tidy, tidy_of};

const OTS: &str = include_str!("fixtures/sources/hmrc_ots.json");
const RTS: &str = include_str!("fixtures/sources/hmrc_rts.csv");

#[test]
fn overseas_trade_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "hmrc_ots.json"]));
    insta::assert_snapshot!(tidy("hmrc_ots.json"));
}

#[test]
fn regional_trade_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "hmrc_rts.csv"]));
    insta::assert_snapshot!(tidy("hmrc_rts.csv"));
}

#[test]
fn overseas_trade_reads_the_same_as_csv() {
    let header =
        "MonthId,FlowTypeId,SuppressionIndex,CommodityId,CommoditySitcId,CountryId,PortId,Value,NetMass,SuppUnit";
    let rows = [
        "202406,4,0,1012100,15,79,-1,1200,500,1",
        "202406,4,0,1012100,15,79,12,800.5,300,1",
        "202406,3,0,27090090,33300,79,12,91000,200000,0",
        "202406,1,0,-27,-1,1,-1,300,,",
        "202406,1,1,28444110,52513,977,-1,0,0,0",
        "202406,2,5,71081200,97101,389,-1,0,,",
        "202406,4,0,71081200,97101,999,-1,9,1,",
    ];
    assert_eq!(tidy_of(&format!("{header}\r\n{}\r\n", rows.join("\r\n"))), tidy("hmrc_ots.json"));
}

#[test]
fn pages_of_an_answer_are_read_together() {
    let folder = tempfile::TempDir::new().unwrap();
    let second =
        OTS.replace("202406", "202407").replace("\"@odata.nextLink\":\"https://api.uktradeinfo.com/OTS?$skip=7\",", "");
    std::fs::write(folder.path().join("1.json"), OTS).unwrap();
    std::fs::write(folder.path().join("2.json"), second).unwrap();
    let pages = folder.path().to_str().unwrap();
    let (status, stdout, stderr) =
        attempt(&["summary", pages, "--metric", "level", "--where", "partner=KAZ", "--where", "flow=export"]);
    assert_eq!(status, 0, "{stderr}");
    assert!(stdout.contains("2024-06") && stdout.contains("2024-07"), "{stdout}");
}

#[test]
fn estimates_are_part_of_totals_and_suppressed_figures_leave_them_open() {
    let (_, stdout, _) = attempt(&["summary", "hmrc_ots.json", "--metric", "level", "--by", "partner"]);
    insta::assert_snapshot!(stdout);
}

#[test]
fn wrong_cells_are_refused_by_place() {
    let wrong = [
        RTS.replace("202406,4,201", "202413,4,201"),
        RTS.replace("202406,4,201", "202406,5,201"),
        RTS.replace("250.25", "many"),
        RTS.replace(",33,91000", ",333,91000"),
        RTS.replace(",79,", ",999,").replace(",1,33", ",999,33"),
        RTS.replace("GovRegionId", "Region"),
        OTS.replace("\"SuppressionIndex\":1", "\"SuppressionIndex\":9"),
        OTS.replace("1012100", "101210000"),
        OTS[..400].to_owned(),
    ];
    insta::assert_snapshot!(wrong.map(|text| refusal(&text)).join("\n"));
}

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
        RTS.replace("202404,4,201", "202413,4,201"),
        RTS.replace("202404,4,201", "202405,4,201"),
        RTS.replace("202404,4,201", "202404,5,201"),
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

/// An answer of the API with these rows, and the address of the next one where there is one.
fn answer(set: &str, rows: &[&str], more: bool) -> String {
    let next = if more { r#","@odata.nextLink":"https://api.uktradeinfo.com/next""# } else { "" };
    let context = format!(r#""@odata.context":"https://api.uktradeinfo.com/$metadata#{set}""#);
    format!("{{{context},\"value\":[{}]{next}}}", rows.join(","))
}

fn regional(quarter: u32, region: u8, value: u32) -> String {
    format!(
        r#"{{"MonthId":{quarter},"FlowTypeId":4,"GovRegionId":{region},"CountryId":79,"CommoditySitc2Id":33,"Value":{value}.0,"NetMass":10.0}}"#
    )
}

fn overseas(commodity: u32, sitc: i32, port: i8, value: u32) -> String {
    format!(
        r#"{{"MonthId":202406,"FlowTypeId":4,"SuppressionIndex":0,"CommodityId":{commodity},"CommoditySitcId":{sitc},"CountryId":79,"PortId":{port},"Value":{value}.0,"NetMass":10,"SuppUnit":0}}"#
    )
}

/// The tidy CSV that several answers become together.
fn tidy_together(answers: &[String]) -> (i32, String, String) {
    let folder = tempfile::TempDir::new().unwrap();
    let mut arguments = vec!["convert".to_owned()];
    for (number, answer) in answers.iter().enumerate() {
        let page = folder.path().join(format!("{number}.json"));
        std::fs::write(&page, answer).unwrap();
        arguments.push(page.display().to_string());
    }
    let target = folder.path().join("tidy.csv");
    arguments.extend(["-o".to_owned(), target.display().to_string()]);
    let (status, _, stderr) = attempt(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let stderr = stderr.replace(&format!("{}/", folder.path().display()), "");
    (status, std::fs::read_to_string(target).unwrap_or_default(), stderr)
}

#[test]
fn regions_on_several_pages_add_up_by_quarter() {
    // First quarter 100 + 50, second quarter 110.
    let first = answer("RTS", &[&regional(201_901, 1, 100), &regional(201_904, 1, 110)], true);
    let second = answer("RTS", &[&regional(201_901, 2, 50)], false);
    let (status, tidy, stderr) = tidy_together(&[first, second]);
    assert_eq!(status, 0, "{stderr}");
    assert!(tidy.contains("GBR,KAZ,export,33,2019-Q1,150,GBP"), "{tidy}");
    assert!(tidy.contains("GBR,KAZ,export,33,2019-Q2,110,GBP"), "{tidy}");
}

#[test]
fn ports_on_several_pages_add_up() {
    let first = answer("OTS", &[&overseas(27_090_090, 33_300, 12, 800)], true);
    let second = answer("OTS", &[&overseas(27_090_090, 33_300, 13, 200)], false);
    let (status, tidy, stderr) = tidy_together(&[first, second]);
    assert_eq!(status, 0, "{stderr}");
    assert!(tidy.contains("GBR,KAZ,export,27090090,2024-06,1.000,GBP thousand"), "{tidy}");
}

#[test]
fn a_page_that_is_given_twice_is_not_added_up_twice() {
    let page = answer("OTS", &[&overseas(27_090_090, 33_300, 12, 800)], false);
    let revised = answer("OTS", &[&overseas(27_090_090, 33_300, 12, 900)], false);
    for second in [page.clone(), revised] {
        let (status, tidy, stderr) = tidy_together(&[page.clone(), second]);
        assert_eq!((status, tidy.as_str()), (2, ""));
        assert!(stderr.contains("1.json: rows of") && stderr.contains("0.json stand here again"), "{stderr}");
    }
}

#[test]
fn trade_below_the_threshold_keeps_its_chapter() {
    let rows = [
        overseas(3_027_110, 3411, -1, 1000),
        overseas(39_999_999, -3, -1, 500),
        overseas(229_999_999, -11, -1, 700),
        overseas(39_012_010, 57_111, -1, 2000),
    ];
    let page = answer("OTS", &rows.each_ref().map(String::as_str), false);
    let (_, tidy, _) = tidy_together(std::slice::from_ref(&page));
    for row in [
        "03027110,2024-06,1.000,GBP thousand",
        "03XXXXXX,2024-06,500,GBP",
        "22XXXXXX,2024-06,700,GBP",
        "39012010,2024-06,2.000,GBP thousand",
    ] {
        assert!(tidy.contains(row), "{row} in {tidy}");
    }
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.json");
    std::fs::write(&file, page).unwrap();
    // 1000 + 500 + 700 + 2000.
    let sum = run(&["summary", file.to_str().unwrap(), "--metric", "level", "--by", "partner"]);
    assert!(sum.contains("GBP thousand  4.200"), "{sum}");
}

#[test]
fn look_ups_of_the_api_are_lists_of_codes() {
    let folder = tempfile::TempDir::new().unwrap();
    let look_ups = [
        (
            "Country",
            r#"{"CountryId":79,"CountryCodeNumeric":"079","RegionId":"1","CountryName":"Kazakhstan","CountryCodeAlpha":"KZ"}"#,
            "economies",
        ),
        (
            "Region",
            r#"{"RegionId":1,"RegionCodeNumeric":"1","RegionGroupCodeAlpha":"EN","RegionName":"North East"}"#,
            "regions",
        ),
        (
            "SITC",
            r#"{"CommoditySitcId":33300,"SitcCode":"33300","Sitc1Code":"3","Sitc2Code":"33","Sitc3Code":"333","Sitc4Code":"3330","Sitc1Desc":"Fuels","Sitc2Desc":"Petroleum","Sitc3Desc":"Crude petroleum","Sitc4Desc":"Crude petroleum","SitcDesc":"Crude petroleum"}"#,
            "products",
        ),
    ];
    for (set, row, what) in look_ups {
        let file = folder.path().join(format!("{set}.json"));
        std::fs::write(&file, answer(set, &[row], false)).unwrap();
        let shown = run(&["inspect", file.to_str().unwrap()]);
        assert!(shown.contains("HMRC") && shown.contains(what), "{shown}");
    }
    let figures = folder.path().join("figures.json");
    std::fs::write(&figures, answer("RTS", &[&regional(201_901, 1, 100)], false)).unwrap();
    let shown = run(&["inspect", folder.path().to_str().unwrap()]);
    assert!(shown.contains("Country.json: 1 economies"), "{shown}");
}

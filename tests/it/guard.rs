//! Sums, shares and ranks of files in which totals stand beside parts, worked out by hand.

use std::path::Path;

use assert_cmd::Command;

const HEAD: &str = "reporter,partner,flow,product,period,value,unit,state\n";

/// The status, the results as CSV and the messages of a question put to a file.
fn asked(file: &Path, arguments: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let result = folder.path().join("result.csv");
    let output = Command::cargo_bin("tradeproof")
        .unwrap()
        .arg("summary")
        .arg(file)
        .args(arguments)
        .arg("-o")
        .arg(&result)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let csv = std::fs::read_to_string(&result).unwrap_or_default();
    (output.status.code().unwrap(), csv, text(&output.stderr))
}

fn of(rows: &str, arguments: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figures.csv");
    std::fs::write(&file, format!("{HEAD}{rows}")).unwrap();
    asked(&file, arguments)
}

/// Whether some line of a CSV has all these cells, beside each other or not.
fn has(csv: &str, cells: &[&str]) -> bool {
    csv.lines().any(|line| cells.iter().all(|cell| line.split(',').any(|found| found.trim_matches('"') == *cell)))
}

#[test]
fn codes_of_several_lengths_that_hold_nothing_of_each_other_are_added_up() {
    let rows = "KAZ,World,export,30,2022,0.5,USD billion,\n\
                KAZ,World,export,2709,2022,40,USD billion,\n\
                KAZ,World,export,7403,2022,3.3,USD billion,\n";
    let (status, csv, messages) = of(rows, &["-m", "level"]);
    assert_eq!((status, messages.as_str()), (0, ""));
    assert!(has(&csv, &["KAZ", "43800000000.00"]) || has(&csv, &["KAZ", "43800000000"]), "{csv}");
    let (status, csv, _) = of(rows, &["-m", "level", "--by", "product"]);
    assert_eq!((status, csv.lines().count()), (0, 4), "{csv}");
}

#[test]
fn a_code_without_its_zero_lies_where_it_belongs_and_is_said() {
    let rows = "KAZ,World,export,08,2022,10,USD million,\n\
                KAZ,World,export,80211,2022,4,USD million,\n\
                KAZ,World,export,80,2022,7,USD million,\n\
                KAZ,World,export,270900,2022,2,USD million,\n";
    let (status, csv, messages) = of(rows, &["-m", "level"]);
    assert_eq!(status, 0);
    assert!(csv.contains("19000000"), "{csv}");
    assert!(messages.contains("product 80211 has lost its leading zero"), "{messages}");
    assert!(messages.contains("left out product 80211, USD 4.0 million in 1 row: product 08 is there"), "{messages}");
}

#[test]
fn codes_that_lie_elsewhere_by_another_reading_are_refused() {
    let rows = "KAZ,World,export,08,2022,10,USD million,\n\
                KAZ,World,export,80211,2022,4,USD million,\n\
                KAZ,World,export,80,2022,7,USD million,\n";
    let (status, _, messages) = of(rows, &["-m", "level"]);
    assert_eq!(status, 2);
    assert!(messages.contains("80211 lies in 80 as a code of SITC, and in 08"), "{messages}");
}

#[test]
fn a_group_stays_where_none_of_its_members_is() {
    let reporters = "European Union,World,export,TOTAL,2024,2600,USD billion,\n\
                     USA,World,export,TOTAL,2024,2060,USD billion,\n\
                     China,World,export,TOTAL,2024,3580,USD billion,\n";
    let (_, csv, _) = of(reporters, &["-m", "rank", "--by", "reporter"]);
    for (reporter, rank) in [("CHN", "1"), ("EU", "2"), ("USA", "3")] {
        assert!(has(&csv, &[reporter, rank]), "{csv}");
    }
    let partners = "KAZ,China,export,TOTAL,2024,100,USD million,\n\
                    KAZ,European Union,export,TOTAL,2024,500,USD million,\n";
    let (_, csv, _) = of(partners, &["-m", "level"]);
    assert!(csv.contains("600000000"), "{csv}");
    let (_, csv, _) = of(partners, &["-m", "share", "--by", "partner"]);
    assert!(csv.contains("16.666") && csv.contains("83.333"), "{csv}");
}

#[test]
fn a_group_with_some_members_is_the_total_or_leaves_a_remainder() {
    let rows = "KAZ,China,export,TOTAL,2024,100,USD million,\n\
                KAZ,EAEU,export,TOTAL,2024,500,USD million,\n\
                KAZ,Russia,export,TOTAL,2024,450,USD million,\n";
    let (_, csv, messages) = of(rows, &["-m", "level"]);
    assert!(csv.contains("600000000"), "{csv}");
    assert!(
        messages.contains("left out Russia, USD 450.0 million in 1 row: Eurasian Economic Union is there and holds them, which makes USD 500.0 million"),
        "{messages}"
    );
    let (_, csv, messages) = of(rows, &["-m", "level", "--by", "partner"]);
    assert!(csv.contains("\"Eurasian Economic Union, not shown\"") && csv.contains("50000000"), "{csv}");
    assert!(messages.contains("of its members Russia is there and makes USD 450.0 million"), "{messages}");
}

#[test]
fn a_group_gives_way_to_members_that_make_it() {
    let rows = "KAZ,EFTA,export,TOTAL,2024,498.2,USD million,\n\
                KAZ,Switzerland,export,TOTAL,2024,300.1,USD million,\n\
                KAZ,Norway,export,TOTAL,2024,198.1,USD million,\n\
                KAZ,China,export,TOTAL,2024,100,USD million,\n";
    let (_, csv, messages) = of(rows, &["-m", "share", "--by", "partner"]);
    assert!(!csv.contains("EFTA") && csv.contains("16.71681712"), "{csv}");
    assert!(
        messages.contains("left out European Free Trade Association, USD 498.2 million in 1 row: Norway and Switzerland are there and make USD 498.2 million"),
        "{messages}"
    );
}

#[test]
fn membership_is_of_the_period() {
    let of_year = |year: &str| {
        format!(
            "KAZ,EU,export,TOTAL,{year},500,USD million,\nKAZ,United Kingdom,export,TOTAL,{year},100,USD million,\n"
        )
    };
    assert!(of(&of_year("2019"), &["-m", "level"]).1.contains("500000000"));
    assert!(of(&of_year("2024"), &["-m", "level"]).1.contains("600000000"));
}

#[test]
fn what_may_overlap_is_refused_with_the_choice_to_make() {
    let rows = "KAZ,G20,export,TOTAL,2024,500,USD million,\nKAZ,China,export,TOTAL,2024,100,USD million,\n";
    let (status, csv, messages) = of(rows, &["-m", "level"]);
    assert_eq!((status, csv.as_str()), (2, ""));
    assert!(messages.contains("Group of Twenty") && messages.contains("China"), "{messages}");
    assert!(messages.contains("--where \"partner!=G20\""), "{messages}");
    let (status, csv, _) = of(rows, &["-m", "level", "--where", "partner!=G20"]);
    assert!(status == 0 && csv.contains("100000000"), "{csv}");
}

#[test]
fn a_hidden_part_drops_nobody_from_a_rank() {
    let rows = "KAZ,CHN,export,2709,2024,15000,USD million,\n\
                KAZ,CHN,export,2603,2024,,USD million,suppressed\n\
                KAZ,ITA,export,2709,2024,9000,USD million,\n\
                KAZ,GBR,export,2709,2024,700,USD million,\n\
                KAZ,FRA,export,2709,2024,,USD million,suppressed\n\
                KAZ,FRA,export,2603,2024,600,USD million,\n";
    let (_, csv, _) = of(rows, &["-m", "rank", "--by", "partner"]);
    // China is first at least unless what France hides is more; Italy has one or two above it.
    for (partner, rank) in [("CHN", "rank 1–2"), ("ITA", "rank 2–3"), ("GBR", "rank 3–4"), ("FRA", "rank 1–4")]
    {
        assert!(csv.lines().any(|line| line.contains(partner) && line.contains(rank)), "{partner}: {csv}");
    }
    let (_, csv, messages) = of(rows, &["-m", "level", "--by", "partner", "--top", "2"]);
    assert!(csv.contains("CHN") && csv.contains("ITA") && !csv.contains("GBR"), "{csv}{messages}");
}

#[test]
fn the_largest_are_those_of_the_metric_that_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.csv");
    let rows = "issuer,market,segment,sector,country,incorporation,period,value,unit,state\n\
                Alpha,LSE,Main,Banks,GBR,GBR,2024-06-30,500,GBP million,\n\
                Beta,LSE,Main,Banks,GBR,GBR,2024-06-30,,GBP million,missing\n\
                Gamma,LSE,Main,Banks,GBR,GBR,2024-06-30,400,GBP million,\n\
                Delta,LSE,Main,Banks,FRA,FRA,2024-06-30,9000,GBP million,\n\
                Epsilon,LSE,Main,Banks,JEY,JEY,2024-06-30,10,GBP million,\n\
                Zeta,LSE,Main,Banks,JEY,JEY,2024-06-30,10,GBP million,\n";
    std::fs::write(&file, rows).unwrap();
    let (_, csv, _) = asked(&file, &["-m", "listed_count", "--by", "country", "--top", "2"]);
    assert!(has(&csv, &["GBR", "3"]) && has(&csv, &["JEY", "2"]) && !csv.contains("FRA"), "{csv}");
}

#[test]
fn no_share_or_rank_crosses_flows() {
    let mut rows = String::new();
    for (flow, figures) in [("export", [50, 30, 20]), ("import", [300, 200, 100])] {
        for (partner, figure) in ["DEU", "ITA", "CHE"].into_iter().zip(figures) {
            rows.push_str(&format!("AUT,{partner},{flow},TOTAL,2024,{figure},EUR million,\n"));
        }
    }
    for by in ["partner", "partner,flow", "flow,partner"] {
        let (_, csv, _) = of(&rows, &["-m", "share", "--by", by]);
        assert!(has(&csv, &["DEU", "export", "50"]) && has(&csv, &["DEU", "import", "50"]), "{by}: {csv}");
        let (_, csv, _) = of(&rows, &["-m", "rank", "--by", by]);
        assert!(has(&csv, &["DEU", "export", "1"]) && has(&csv, &["CHE", "import", "3"]), "{by}: {csv}");
    }
    // Asked for by name, flows are the parts: 100 of 700.
    let (_, csv, _) = of(&rows, &["-m", "share", "--by", "flow"]);
    assert!(csv.contains("14.285714"), "{csv}");
}

#[test]
fn chapters_of_one_partner_and_all_goods_of_another_are_no_parts_of_each_other() {
    // World in chapter 27 and Germany in all goods have chapter 27 to Germany in common.
    let rows = "KAZ,World,export,27,2024,400,USD million,\nKAZ,Germany,export,TOTAL,2024,100,USD million,\n";
    let (status, _, messages) = of(rows, &["-m", "level"]);
    assert_eq!(status, 2);
    assert!(messages.contains("neither holds the other"), "{messages}");
}

#[test]
fn a_total_that_its_parts_exceed_is_said() {
    let rows = "KAZ,World,export,TOTAL,2024,100,USD million,\n\
                KAZ,Germany,export,TOTAL,2024,80,USD million,\n\
                KAZ,China,export,TOTAL,2024,70,USD million,\n";
    let (_, csv, messages) = of(rows, &["-m", "level"]);
    assert!(csv.contains("100000000"), "{csv}");
    assert!(
        messages.contains("doubtful: the parts of World make USD 150.0 million, more than its USD 100.0 million"),
        "{messages}"
    );
}

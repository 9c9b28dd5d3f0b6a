//! What explains a figure that its plain reading does not give.

use super::{Folder, claims, missing, verdicts};

#[test]
fn another_vintage_explains() {
    let first = "KAZ,ITA,export,TOTAL,2017,8601.3,USD million,\n";
    let revised = "KAZ,ITA,export,TOTAL,2017,8670.2,USD million,\n";
    let folder = Folder::of(&[("first.csv", first), ("revised.csv", revised)]);
    let text = "Kazakhstan's exports to Italy came to $8.670 billion in 2017.";
    let found = folder.check(text, &["first.csv", "revised.csv"]);
    assert_eq!(verdicts(&found), ["level: convention vintage"]);
    assert!(claims(&found)[0]["query"].as_str().unwrap().starts_with("revised.csv"), "{found:#}");
    let neither = folder.check(&text.replace("8.670", "8.760"), &["first.csv", "revised.csv"]);
    assert_eq!(verdicts(&neither), ["level: contradictory"]);
}

#[test]
fn the_partners_report_explains() {
    let both = "KAZ,ITA,export,TOTAL,2017,8670.2,USD million,\nITA,KAZ,import,TOTAL,2017,9105.8,USD million,\n";
    let folder = Folder::of(&[("trade.csv", both)]);
    let check = |text: &str| verdicts(&folder.check(text, &["trade.csv"]));
    assert_eq!(check("Kazakhstan's exports to Italy came to $9,105.8 million in 2017."), ["level: convention mirror"]);
    assert_eq!(check("Kazakhstan's exports to Italy came to $9,015.8 million in 2017."), ["level: contradictory"]);
    let only = Folder::of(&[("trade.csv", "ITA,KAZ,import,TOTAL,2017,9105.8,USD million,\n")]);
    let found = only.check("Kazakhstan's exports to Italy came to $8,670.2 million in 2017.", &["trade.csv"]);
    assert!(verdicts(&found).is_empty());
    assert_eq!(missing(&found), ["the data have no figures of Kazakhstan as reporter"]);
}

#[test]
fn other_periods_explain() {
    let months: String = (0..30)
        .map(|at| {
            format!("KAZ,ITA,export,TOTAL,{}-{:02},{},USD million,\n", 2016 + at / 12, at % 12 + 1, 500 + at * at * 3)
        })
        .collect();
    let folder = Folder::of(&[("trade.csv", &months)]);
    let check = |text: &str| verdicts(&folder.check(text, &["trade.csv"]));
    // 500 + 3·16² = 1268 in May 2017, 1175 in April 2017, 548 in May 2016.
    assert_eq!(check("Kazakhstan's exports to Italy rose by 131.4 per cent in May 2017."), ["growth: consistent"]);
    assert_eq!(
        check("Kazakhstan's exports to Italy rose by 7.9 per cent in May 2017."),
        ["growth: convention comparison_period"]
    );
    // April 2017 to March 2018, and the calendar year.
    assert_eq!(
        check("Kazakhstan's exports to Italy reached $21,558 million in 2017."),
        ["level: convention fiscal_year"]
    );
    assert_eq!(check("Kazakhstan's exports to Italy reached $17,454 million in 2017."), ["level: consistent"]);
    // January to May 2017 for May.
    assert_eq!(
        check("Kazakhstan's exports to Italy reached $5,470 million in May 2017."),
        ["level: convention year_to_date"]
    );
}

#[test]
fn re_exports_currencies_and_coverage_explain() {
    let rows = "KAZ,ITA,export,TOTAL,2017,800.5,USD million,\nKAZ,ITA,re-export,TOTAL,2017,33.2,USD million,\n\
        KAZ,ITA,export,TOTAL,2017,709.4,EUR million,\n";
    let folder = Folder::of(&[("trade.csv", rows)]);
    let check = |text: &str| verdicts(&folder.check(text, &["trade.csv"]));
    assert_eq!(
        check("Kazakhstan's exports to Italy came to $833.7 million in 2017."),
        ["level: convention re_exports"]
    );
    assert_eq!(check("Kazakhstan's exports to Italy came to $709.4 million in 2017."), ["level: convention currency"]);
    assert_eq!(check("Kazakhstan's exports to Italy came to €709.4 million in 2017."), ["level: consistent"]);
    let services =
        "KAZ,World,export,GOODS,2017,48.5,USD billion,\nKAZ,World,export,GOODS+SERVICES,2017,54.9,USD billion,\n";
    let folder = Folder::of(&[("trade.csv", services)]);
    let check = |text: &str| verdicts(&folder.check(text, &["trade.csv"]));
    assert_eq!(
        check("Kazakhstan's merchandise exports came to $54.90 billion in 2017."),
        ["level: convention coverage"]
    );
    assert_eq!(check("Kazakhstan's exports came to $54.9 billion in 2017."), ["level: consistent"]);
    assert!(check("Kazakhstan's exports came to $52.9 billion in 2017.").is_empty(), "either may be meant");
}

#[test]
fn figures_that_round_the_texts_own_are_explained() {
    let rows = "KAZ,ITA,export,TOTAL,2016,1.0451,USD billion,\nKAZ,ITA,export,TOTAL,2017,1.0549,USD billion,\n";
    let folder = Folder::of(&[("trade.csv", rows)]);
    let found = folder.check(
        "Kazakhstan's exports to Italy rose by 10 per cent to $1.1 billion in 2017 from $1.0 billion in 2016.",
        &["trade.csv"],
    );
    let growth = claims(&found).into_iter().find(|claim| claim["kind"] == "growth").unwrap();
    // 1.0549 prints as 1.1 and 1.0451 as 1.0, but they are less than one per cent apart.
    assert_eq!(
        (growth["verdict"].as_str(), growth["convention"].as_str()),
        (Some("convention"), Some("rounded_figures"))
    );
}

//! Lists of companies: what a user sees of the London Stock Exchange's lists and of plain tables, with their quirks.

use super::official_files::{attempt, refusal, run, tidy, tidy_of};

const LIST: &str = include_str!("fixtures/sources/lse_instruments.csv");
const TABLE: &str = include_str!("fixtures/sources/listings_table.csv");

#[test]
fn instruments_are_inspected() {
    insta::assert_snapshot!(run(&["inspect", "lse_instruments.csv"]));
    insta::assert_snapshot!(tidy("lse_instruments.csv"));
}

#[test]
fn the_older_workbook_of_companies_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "lse_companies.xlsx"]));
    insta::assert_snapshot!(tidy("lse_companies.xlsx"));
}

#[test]
fn a_plain_table_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "listings_table.csv"]));
    insta::assert_snapshot!(tidy("listings_table.csv"));
}

#[test]
fn companies_and_securities_are_counted_apart() {
    let (status, stdout, stderr) = attempt(&[
        "summary",
        "lse_instruments.csv",
        "--metric",
        "listed_count",
        "--metric",
        "capitalisation",
        "--by",
        "segment",
    ]);
    assert_eq!(status, 0, "{stderr}");
    insta::assert_snapshot!(stdout);
}

#[test]
fn a_column_of_days_serves_as_well_as_a_title() {
    let dated = "Name,Date,Market capitalisation USD million\nSteppe Bank,2026-06,12.5\nSteppe Bank,2026-07,13\n";
    let tidy = tidy_of(dated);
    assert!(tidy.contains("Steppe Bank,,,,,,2026-06,12.5,USD million"), "{tidy}");
    assert!(tidy.contains("2026-07"), "{tidy}");
}

#[test]
fn nothing_is_guessed() {
    let wrong = [
        LIST.replace("as at 30 June 2026", ""),
        LIST.replace("1,659.20", "large"),
        LIST.replace("(in £m)", ""),
        TABLE.replace("(KZT bn)", "(bn)"),
        TABLE.replace("30/06/2026", ""),
        TABLE.replace("Market cap (KZT bn)", "Profit"),
        "Company,Market cap (USD m)\n".to_owned(),
    ];
    insta::assert_snapshot!(wrong.map(|text| refusal(&text)).join("\n"));
}

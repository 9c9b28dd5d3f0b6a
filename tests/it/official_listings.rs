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

/// A workbook of these sheets, each with its rows of text.
fn workbook(file: &std::path::Path, sheets: &[(&str, &[&[&str]])]) {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (line, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string(line as u32, column as u16, *cell).unwrap();
            }
        }
    }
    book.save(file).unwrap();
}

#[test]
fn every_sheet_of_the_exchange_is_accounted_for() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("list.xlsx");
    let header = ["TIDM", "Issuer Name", "Instrument Name", "ISIN", "ICB Industry", "Country of Incorporation"];
    let shares = [&header[..], &["Security Mkt Cap (in £m)", "LSE Market"]].concat();
    let receipts = [&header[..], &["LSE Market"]].concat();
    workbook(
        &file,
        &[
            ("Notes", &[&["What this is"]]),
            (
                "Shares",
                &[
                    &["As at 30 June 2026"],
                    &shares,
                    &["AAA", "ALPHA PLC", "ORD", "GB1", "Banks", "United Kingdom", "15.36", "AIM"],
                ],
            ),
            (
                "Depository Receipts",
                &[
                    &["As at 30 June 2026"],
                    &receipts,
                    &["BBB", "BETA BANK", "GDR (REG S)", "US1", "Banks", "Kazakhstan", "MAIN MARKET"],
                    &["B2", "BETA BANK", "GDR (144A)", "US2", "Banks", "Kazakhstan", "MAIN MARKET"],
                ],
            ),
        ],
    );
    let shown = run(&["inspect", file.to_str().unwrap()]);
    assert!(shown.contains("3 securities of 2 companies"), "{shown}");
    assert!(shown.contains("sheet `Depository Receipts`: 2 securities"), "{shown}");
    assert!(shown.contains("left out sheet `Notes`"), "{shown}");
    let counted = run(&["summary", file.to_str().unwrap(), "--metric", "listed_count", "--where", "incorporation=KAZ"]);
    assert!(counted.lines().any(|line| line.contains("companies") && line.trim_end().ends_with(" 1")), "{counted}");
}

#[test]
fn new_issues_are_no_list_of_companies() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("issues.xlsx");
    workbook(
        &file,
        &[(
            "New Issues and IPOs",
            &[
                &["At 30 November 2020"],
                &["Market", "Date", "LSE IPO", "Company", "Issue Type", "Issue Price", "Market Cap at opening (£m)"],
                &["AIM", "2019-03-01", "IPO", "BETA PLC", "Placing", "100", "12.5"],
            ],
        )],
    );
    let (status, stdout, stderr) = attempt(&["inspect", file.to_str().unwrap()]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("issues.xlsx: new issues and IPOs"), "{stderr}");
}

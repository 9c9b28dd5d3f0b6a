//! Claims between the figures of a table.

use serde_json::Value;
use tradeproof_check::check;

use crate::files::{docx, paragraph, pdf, word_table};

fn found(name: &str, bytes: &[u8]) -> Value {
    serde_json::to_value(check(name, bytes).unwrap_or_else(|error| panic!("{error}"))).unwrap()
}

/// The claims as `kind reported: verdict`.
fn verdicts(found: &Value) -> Vec<String> {
    let print = |id: &Value| {
        let quantities = found["quantities"].as_array().unwrap();
        quantities.iter().find(|quantity| quantity["id"] == *id).unwrap()["text"].as_str().unwrap().to_owned()
    };
    let said = |claim: &Value| {
        let (kind, verdict) = (claim["kind"].as_str().unwrap(), claim["verdict"].as_str().unwrap());
        format!("{kind} {}: {verdict}", print(&claim["reported"]))
    };
    found["claims"].as_array().unwrap().iter().map(said).collect()
}

fn markdown(rows: &[&str]) -> String {
    let rule = "|---".repeat(rows[0].matches('|').count() + 1);
    let rows: Vec<String> = rows.iter().map(|row| format!("| {row} |")).collect();
    format!("{}\n{rule}|\n{}\n", rows[0], rows[1..].join("\n"))
}

fn table(caption: &str, rows: &[&str]) -> Vec<String> {
    verdicts(&found("a.md", format!("{caption}\n\n{}", markdown(rows)).as_bytes()))
}

const GOODS: [&str; 5] = [
    "US$ million | 2016 | 2017 | Change, %",
    "Exports | 331.7 | 402.1 | 21.2",
    "Imports | 90.8 | 80.3 | -11.6",
    "Trade turnover | 422.5 | 482.4 | 14.2",
    "Balance | 240.9 | 321.8 | ",
];

#[test]
fn a_table_that_holds_says_so() {
    assert_eq!(
        table("Table 1. Trade in goods, US$ million", &GOODS),
        [
            "growth 21.2: consistent",
            "growth -11.6: consistent",
            "sum 422.5: consistent",
            "sum 482.4: consistent",
            "growth 14.2: consistent",
            "balance 240.9: consistent",
            "balance 321.8: consistent",
        ]
    );
}

#[test]
fn slips_in_a_table_are_found() {
    let slips = [
        ("21.2", "12.2", "growth 12.2: contradictory"),
        ("-11.6", "-16.1", "growth -16.1: contradictory"),
        ("422.5", "424.5", "sum 424.5: contradictory"),
        ("321.8", "312.8", "balance 312.8: contradictory"),
    ];
    for (right, wrong, expected) in slips {
        let rows = GOODS.map(|row| row.replace(right, wrong));
        let rows = rows.each_ref().map(String::as_str);
        let found = table("Trade in goods", &rows);
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:#?}");
    }
}

#[test]
fn the_same_table_in_every_format() {
    let rows = GOODS.map(|row| row.replace("482.4", "484.2"));
    let rows = rows.each_ref().map(String::as_str);
    let html_row = |row: &&str| format!("<tr><td>{}</tr>", row.replace('|', "<td>"));
    let html = format!("<p>Goods<table>{}</table>", rows.iter().map(html_row).collect::<String>());
    let word = docx(&(paragraph("Goods") + &word_table(&rows)));
    let plain = table("Goods", &rows);
    assert!(plain.contains(&"sum 484.2: contradictory".to_owned()), "{plain:#?}");
    assert_eq!(verdicts(&found("a.html", html.as_bytes())), plain);
    assert_eq!(verdicts(&found("a.docx", &word)), plain);
    let columns: Vec<String> = rows[..4].iter().map(|row| row.replace(" | ", "\t")).collect();
    let lines: Vec<&str> = columns.iter().map(String::as_str).collect();
    let paper = verdicts(&found("a.pdf", &pdf(&[&lines])));
    assert!(paper.contains(&"sum 484.2: contradictory".to_owned()), "{paper:#?}");
}

#[test]
fn units_come_from_headings() {
    let text = format!(
        "Trade, £ billion\n\n{}",
        markdown(&["Partner | 2017 | Share of total, %", "China | 3.0 | 30", "Total | 10.0 | 100"])
    );
    let found = found("a.md", text.as_bytes());
    let quantity = |text: &str| {
        let quantities = found["quantities"].as_array().unwrap();
        quantities.iter().find(|quantity| quantity["text"] == text).unwrap().clone()
    };
    assert_eq!(
        (quantity("3.0")["value"].as_str(), quantity("3.0")["currency"].as_str()),
        (Some("3000000000"), Some("GBP"))
    );
    assert_eq!(quantity("30")["unit"], "percent");
    assert_eq!(verdicts(&found), ["share 30: consistent"]);
}

#[test]
fn a_wrong_share_of_the_total_is_found() {
    let rows = [
        "Partner | US$ million | Share of total, %",
        "China | 300 | 30.0",
        "Italy | 200 | 25.0",
        "Others | 500 | 50.0",
        "Total | 1,000 | 100",
    ];
    let found = table("Exports", &rows);
    assert!(found.contains(&"share 25.0: contradictory".to_owned()), "{found:#?}");
    assert!(found.contains(&"sum 1,000: consistent".to_owned()), "{found:#?}");
}

#[test]
fn whole_tables_that_are_built_otherwise_are_not_accused() {
    let innocent: [&[&str]; 10] = [
        // A selection.
        &["Top partners | 2017", "China | 30.1", "Italy | 20.2", "Total | 99.9"],
        // The parts are not all of the total.
        &["Partner | 2017", "Total | 99.9", "China | 30.1", "Italy | 20.2"],
        // A part of a part.
        &["Goods | 2017", "Fuels | 60.0", "of which oil | 40.0", "Metals | 40.0", "Total | 100.0"],
        &["Region | 2017", "Europe | 60.0", "Germany | 35.0", "France | 25.0", "Asia | 40.0", "Total | 100.0"],
        // A part is missing.
        &["Goods | 2017", "Fuels | 60.0", "Metals | n/a", "Total | 100.0"],
        // Growth in real terms, and of a volume.
        &["Goods | 2016 | 2017 | Real growth, %", "Fuels | 60.0 | 70.0 | 3.1", "Metals | 40.0 | 44.0 | 2.0"],
        // A yearly average over years that are not shown.
        &["Goods | 2010 | 2017 | Average growth, %", "Fuels | 60.0 | 70.0 | 2.2"],
        // Units differ by row.
        &["Indicator | 2017", "Exports, US$ million | 300", "Weight, tonnes | 200", "Total | 800"],
        // Noughts fit anything.
        &[
            "Part | A | B | %",
            "x | 0 | 9 | 0%",
            "y | 0 | 9 | 0%",
            "z | 0 | 7 | 0%",
            "w | 23 | 7 | 17.4%",
            "Total | 90 | 66 | 1.1%",
        ],
        // Shares of something else.
        &["Goods | 2017 | Share of GDP, %", "Fuels | 60.0 | 3.3", "Total | 100.0 | 5.5"],
    ];
    for rows in innocent {
        let found = table("Trade, US$ million", rows);
        assert!(!found.iter().any(|claim| claim.contains("contradictory")), "{rows:#?}\n{found:#?}");
    }
}

#[test]
fn a_balance_reads_along_a_row_too() {
    let rows = [
        "Partner | Exports | Imports | Total | Balance",
        "China | 5.0 | 7.5 | 12.5 | -2.5",
        "Italy | 4.0 | 1.0 | 5.0 | 2.0",
    ];
    let found = table("US$ billion", &rows);
    for claim in
        ["sum 12.5: consistent", "balance -2.5: consistent", "sum 5.0: consistent", "balance 2.0: contradictory"]
    {
        assert!(found.contains(&claim.to_owned()), "{claim}: {found:#?}");
    }
}

#[test]
fn flows_of_several_periods_are_kept_apart() {
    let rows = [
        "Partner | Exports 2016 | Exports 2017 | Imports 2016 | Imports 2017 | Balance 2016 | Balance 2017",
        "China | 5.0 | 6.0 | 7.5 | 7.0 | -2.5 | -1.0",
        "Italy | 4.0 | 4.4 | 1.0 | 1.2 | 3.0 | 3.2",
    ];
    let found = table("US$ billion", &rows);
    assert_eq!(
        found,
        ["balance -2.5: consistent", "balance -1.0: consistent", "balance 3.0: consistent", "balance 3.2: consistent"]
    );
}

#[test]
fn prose_beside_a_table_is_checked_as_before() {
    let text = format!(
        "Exports rose 21 per cent to $422.6 million from $334.3 million.\n\n{}\nImports fell 50 per cent to $5 million from $10 million.\n",
        markdown(&["Goods | 2016 | 2017", "Fuels | 1.0 | 2.0"])
    );
    assert_eq!(
        verdicts(&found("a.md", text.as_bytes())),
        ["growth 21 per cent: contradictory", "growth 50 per cent: consistent"]
    );
}

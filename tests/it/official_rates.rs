//! Exchange rates: what a user sees of the ECB's files, with their quirks.

use std::path::Path;

use super::official_files::{refusal, run, tidy, tidy_of};

#[test]
fn reference_rates_are_inspected() {
    insta::assert_snapshot!(run(&["inspect", "ecb_hist.csv"]));
    insta::assert_snapshot!(tidy("ecb_hist.csv"));
}

#[test]
fn the_latest_day_reads_the_same_as_csv_and_xml() {
    let rates = |tidy: String| -> Vec<String> {
        let lines = tidy.lines().filter(|line| line.starts_with("EUR,USD") || line.starts_with("EUR,GBP"));
        lines.map(str::to_owned).collect()
    };
    let csv = rates(tidy("ecb_daily.csv"));
    assert_eq!(
        csv,
        ["EUR,USD,reference,2017-04-05,1.0678,2017-04-05,,", "EUR,GBP,reference,2017-04-05,0.8555,2017-04-05,,"]
    );
    assert_eq!(rates(tidy("ecb_daily.xml")), csv);
}

#[test]
fn averages_and_ends_stay_apart() {
    insta::assert_snapshot!(run(&["inspect", "ecb_portal.csv"]));
    insta::assert_snapshot!(tidy("ecb_portal.csv"));
}

#[test]
fn economies_of_the_imf_stand_for_their_currencies() {
    insta::assert_snapshot!(run(&["inspect", "imf_rates.csv"]));
    insta::assert_snapshot!(tidy("imf_rates.csv"));
    let older = tidy("imf_rates_ifs.csv");
    let newer: Vec<String> = tidy("imf_rates.csv").lines().take(3).map(str::to_owned).collect();
    assert_eq!(older.lines().collect::<Vec<_>>(), newer);
}

#[test]
fn wrong_rates_are_refused_by_place() {
    let daily = include_str!("fixtures/sources/ecb_hist.csv");
    let portal = include_str!("fixtures/sources/ecb_portal.csv");
    let wrong = [
        daily.replace("1.4721", "0"),
        daily.replace("1.4721", "1,4721"),
        daily.replace("2007-12-31", "31/12/2007"),
        daily.replace("2007-12-31", "2017-04-05"),
        portal.replace(",E,2017-04,", ",X,2017-04,"),
        portal.replace("SP00", "EN00"),
        include_str!("fixtures/sources/imf_rates.csv").replace("332.33", "-"),
        include_str!("fixtures/sources/imf_rates.csv").replace("2017-M04", "April"),
        include_str!("fixtures/sources/ecb_daily.xml").replace("1.0678", "-1"),
        include_str!("fixtures/sources/ecb_daily.xml").replace("</gesmes:Envelope>", ""),
    ];
    insta::assert_snapshot!(wrong.map(|text| refusal(&text)).join("\n"));
}

#[test]
fn a_day_without_any_rate_is_no_zero() {
    let tidy = tidy_of("Date,USD,CYP,\n2017-04-05,1.0678,N/A,\n");
    assert!(!tidy.contains("CYP"), "{tidy}");
}

#[test]
fn rates_are_no_figures_to_derive_from() {
    let (status, stdout, stderr) = super::official_files::attempt(&["summary", "ecb_hist.csv", "--metric", "level"]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    insta::assert_snapshot!(stderr);
}

#[test]
fn the_whole_history_reads() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/fx/eurofxref-hist.zip");
    if !file.exists() {
        eprintln!("skipped: ../shared/data/fx is not there");
        return;
    }
    let shown = run(&["inspect", file.to_str().unwrap()]);
    assert!(shown.contains("(ecb-reference): rates") && shown.contains("EUR"), "{shown}");
}

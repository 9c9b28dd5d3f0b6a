//! International organisations' files: what a user sees of OECD, IMF, UNCTAD and WTO downloads, with their quirks.
//!
//! The fixtures are ours, in the organisations' layouts, with round figures.

use std::path::Path;

use proptest::prelude::*;

use super::official_files::{attempt, refusal, run, tidy, tidy_of};

/// A fixture's header and those of its rows that hold all of the words.
fn excerpt(fixture: &str, words: &[&str]) -> String {
    let mut lines = fixture.lines();
    let header = lines.next().unwrap_or_default();
    let kept = lines.filter(|line| words.iter().all(|word| line.contains(word)));
    std::iter::once(header).chain(kept).map(|line| format!("{line}\n")).collect()
}

const OECD: &str = include_str!("fixtures/sources/oecd_fdi_codes.csv");
const UNCTAD: &str = include_str!("fixtures/sources/unctad_trade.csv");
const TABLE: &str = include_str!("fixtures/sources/wto_table.csv");
const WIDE: &str = include_str!("fixtures/sources/imf_imts_wide.csv");
const IMTS: &str = include_str!("fixtures/sources/imf_imts_long.csv");

#[test]
fn oecd_reads_one_slice_and_says_what_it_left_out() {
    insta::assert_snapshot!(run(&["inspect", "oecd_fdi_codes.csv"]));
    insta::assert_snapshot!(tidy("oecd_fdi_codes.csv"));
}

#[test]
fn oecd_reads_the_slice_that_a_file_has_under_labels() {
    insta::assert_snapshot!(run(&["inspect", "oecd_fdi_labels.csv"]));
    insta::assert_snapshot!(tidy("oecd_fdi_labels.csv"));
    insta::assert_snapshot!(tidy("oecd_fdi_both.csv"));
}

#[test]
fn oecd_sums_stand_for_world_and_never_mix_currencies() {
    insta::assert_snapshot!(run(&["summary", "oecd_fdi_codes.csv", "--metric", "level"]));
}

/// GBR to KAZ: 120.5 in 2022 and −40 in 2023, million dollars; the parts, sides and other entities add up to far more.
#[test]
fn oecd_figures_are_the_net_total_of_all_units() {
    let wanted = ["GBR,KAZ,outward,flow,2022,120.5,USD million", "GBR,KAZ,outward,flow,2023,-40,USD million"];
    let tidy = tidy("oecd_fdi_codes.csv");
    for row in wanted {
        assert_eq!(tidy.lines().filter(|line| line.starts_with(row)).count(), 1, "{row}");
    }
    let flows = tidy.lines().filter(|line| line.starts_with("GBR,KAZ,outward,flow,2022,"));
    assert_eq!(flows.count(), 2, "once in dollars, once in pounds");
}

#[test]
fn oecd_without_a_safe_slice_is_refused() {
    insta::assert_snapshot!(refusal(&excerpt(OECD, &["T_D4P_F"])));
    insta::assert_snapshot!(refusal(&excerpt(OECD, &[",RSP,"])));
    insta::assert_snapshot!(refusal(&excerpt(OECD, &[",PT_B1GQ,"])));
    insta::assert_snapshot!(refusal(&OECD.replacen(",FDI_COMP,", ",COMPONENT,", 1)));
}

#[test]
fn oecd_wrong_cells_are_refused_by_place() {
    insta::assert_snapshot!(refusal(&OECD.replacen(",120.5,A,6,", ",120.5,A,5,", 1)));
    insta::assert_snapshot!(refusal(&OECD.replacen(",120.5,", ",many,", 1)));
    insta::assert_snapshot!(refusal(&OECD.replacen(",2022,120.5,", ",2022-Q5,120.5,", 1)));
    insta::assert_snapshot!(refusal(&OECD[..OECD.len() - 20]));
}

#[test]
fn imf_portal_reads_rows_and_columns_alike() {
    insta::assert_snapshot!(run(&["inspect", "imf_imts_long.csv"]));
    insta::assert_snapshot!(tidy("imf_imts_long.csv"));
    insta::assert_snapshot!(run(&["inspect", "imf_imts_wide.csv"]));
    insta::assert_snapshot!(tidy("imf_imts_wide.csv"));
}

#[test]
fn imf_codes_stand_beside_names() {
    let header = "COUNTRY.ID,COUNTRY,INDICATOR.ID,INDICATOR,COUNTERPART_COUNTRY.ID,COUNTERPART_COUNTRY,FREQUENCY.ID,FREQUENCY,SCALE,TIME_PERIOD,OBS_VALUE";
    let row = "KAZ,\"Kazakhstan, Republic of\",XG_FOB_USD,Exports,GBR,United Kingdom,A,Annual,Millions,2022,331.7";
    let coded = excerpt(IMTS, &["XG_FOB_USD,GBR,A,2022"]);
    assert_eq!(tidy_of(&format!("{header}\n{row}\n")).replace(",331.7,", ",331.700000,"), tidy_of(&coded));
}

#[test]
fn imf_direction_of_trade_reads_in_its_three_layouts() {
    for name in ["imf_dots_wide.csv", "imf_dots_panel.csv", "imf_dots_long.csv"] {
        insta::assert_snapshot!(run(&["inspect", name]));
        insta::assert_snapshot!(tidy(name));
    }
}

#[test]
fn imf_without_trade_in_dollars_is_refused() {
    insta::assert_snapshot!(refusal(&excerpt(IMTS, &["TBG_USD"])));
    insta::assert_snapshot!(refusal(&excerpt(IMTS, &["G110"])));
    insta::assert_snapshot!(refusal(&WIDE.replacen("Millions", "Dozens", 1)));
    insta::assert_snapshot!(refusal(&IMTS.replacen(",2022,331700000,", ",2022-M13,331700000,", 1)));
    insta::assert_snapshot!(refusal(&IMTS.replacen(",2022,331700000,", ",2022,,331700000,", 1)));
    insta::assert_snapshot!(refusal("COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY\nKAZ,XG_FOB_USD,GBR,A\n"));
}

/// The same imports CIF and FOB are one figure; a reporter that has only FOB keeps it.
#[test]
fn imf_imports_are_counted_in_one_valuation() {
    let imports = |text: &str| -> Vec<String> {
        tidy_of(text).lines().filter(|line| line.contains(",import,")).map(str::to_owned).collect()
    };
    assert_eq!(
        imports(IMTS),
        [
            "KAZ,GBR,import,TOTAL,2022,110.000000,USD million,cif,,",
            "AUS,KAZ,import,TOTAL,2022,7.500000,USD million,fob,,"
        ]
    );
}

#[test]
fn unctad_investment_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "unctad_fdi.csv"]));
    insta::assert_snapshot!(tidy("unctad_fdi.csv"));
}

#[test]
fn unctad_trade_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "unctad_trade.csv"]));
    insta::assert_snapshot!(tidy("unctad_trade.csv"));
    insta::assert_snapshot!(tidy_of(
        "Year,Economy,Economy Label,Flow,Flow Label,US$ at current prices in thousands\n2022,398,Kazakhstan,02,Exports,\"84,600,250\"\n"
    ));
}

#[test]
fn unctad_without_what_can_be_read_is_refused() {
    insta::assert_snapshot!(refusal(&excerpt(UNCTAD, &["Balance"])));
    insta::assert_snapshot!(refusal(&UNCTAD.replace("US$ at current prices in millions", "US$ at constant prices")));
    insta::assert_snapshot!(refusal(&UNCTAD.replace("Product", "Category")));
    insta::assert_snapshot!(refusal(&UNCTAD.replacen("331.7", "331,7", 1)));
    insta::assert_snapshot!(refusal(&UNCTAD.replacen("\"2022\"", "\"22\"", 1)));
}

#[test]
fn wto_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "wto_portal.csv"]));
    insta::assert_snapshot!(tidy("wto_portal.csv"));
    insta::assert_snapshot!(run(&["inspect", "wto_bulk.csv"]));
}

#[test]
fn wto_table_of_the_website_is_read() {
    insta::assert_snapshot!(run(&["inspect", "wto_table.csv"]));
    insta::assert_snapshot!(tidy("wto_table.csv"));
    insta::assert_snapshot!(refusal(&TABLE.replace("Merchandise exports", "Commercial services exports")));
    insta::assert_snapshot!(refusal(&TABLE.replace("84600", "84 600")));
}

#[test]
fn wto_groups_of_products_never_mix_with_what_they_hold() {
    let (_, stdout, stderr) = attempt(&["summary", "wto_bulk.csv", "--metric", "level", "--where", "reporter=KAZ"]);
    insta::assert_snapshot!(stdout);
    insta::assert_snapshot!(stderr);
}

#[test]
fn wto_wrong_files_are_refused() {
    const HEADER: &str = "IndicatorCode,ReporterCode,ReporterISO3A,Reporter,PartnerCode,PartnerISO3A,Partner,ProductCode,PeriodCode,UnitCode,Year,Value";
    let row = |code: &str, unit: &str, period: &str, value: &str| {
        refusal(&format!("{HEADER}\n{code},398,KAZ,Kazakhstan,000,,World,TO,{period},{unit},2022,{value}\n"))
    };
    insta::assert_snapshot!(row("ITS_MTP_AXVG", "PCT", "A", "3"));
    insta::assert_snapshot!(row("ITS_MTV_AX", "NCM", "A", "3"));
    insta::assert_snapshot!(row("ITS_MTV_MX", "USM", "M13", "3"));
    insta::assert_snapshot!(row("ITS_MTV_AX", "USM", "A", "3 or 4"));
}

#[test]
fn every_organisation_has_a_page() {
    for name in ["oecd-fdi", "imf-imts", "imf-dots", "unctad", "wto"] {
        let page = run(&["sources", name]);
        assert!(page.contains("World"), "{page}");
    }
}

const FIXTURES: [&[u8]; 11] = [
    TABLE.as_bytes(),
    OECD.as_bytes(),
    include_bytes!("fixtures/sources/oecd_fdi_both.csv"),
    include_bytes!("fixtures/sources/oecd_fdi_labels.csv"),
    IMTS.as_bytes(),
    WIDE.as_bytes(),
    include_bytes!("fixtures/sources/imf_dots_panel.csv"),
    include_bytes!("fixtures/sources/imf_dots_wide.csv"),
    include_bytes!("fixtures/sources/unctad_fdi.csv"),
    UNCTAD.as_bytes(),
    include_bytes!("fixtures/sources/wto_portal.csv"),
];

proptest! {
    #[test]
    fn no_damage_makes_a_reader_panic(
        fixture in 0..FIXTURES.len(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in any::<prop::sample::Index>(),
        whole in any::<bool>(),
    ) {
        let mut bytes = FIXTURES[fixture].to_vec();
        for (place, byte) in hits {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if !whole {
            bytes.truncate(cut.index(bytes.len()));
        }
        let read = tradeproof::sources::read(tradeproof::sources::Input::from_bytes(Path::new("a.csv"), bytes));
        if let Err(error) = read {
            prop_assert!(error.to_string().starts_with("a.csv: "), "{error}");
        }
    }
}

#[test]
fn names_of_members_of_the_wto_are_economies() {
    let title = "Indicator,Merchandise exports by product group - annual (Million US dollar),,\n\n";
    let tidy = tidy_of(&format!(
        "{title}Reporting Economy,Product/Sector,Partner Economy,2019\nLebanese Republic,SI3_AGG - TO - Total merchandise,World,4829\n\"Aruba, the Netherlands with respect to\",SI3_AGG - TO - Total merchandise,World,90\n"
    ));
    assert!(tidy.contains("LBN,WLD,export,GOODS,2019,4.829,USD billion"), "{tidy}");
    assert!(tidy.contains("ABW,WLD,export,GOODS,2019,90,USD million"), "{tidy}");
}

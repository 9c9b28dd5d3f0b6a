//! Figures that can hardly be right are counted and named, and never changed.

use std::path::Path;

use proptest::prelude::*;
use tradeproof::sources::{self, Input};

const HEADER: &str = "reporter,partner,flow,product,period,value,unit,weight_kg";

/// The doubts of a tidy file, without those about where figures are printed.
fn doubts(rows: &[String]) -> Vec<String> {
    let text = format!("{HEADER}\n{}\n", rows.join("\n"));
    let loaded = sources::read(Input::from_bytes(Path::new("a.csv"), text.into())).unwrap();
    let mut doubts = loaded.inspection().unwrap().doubts;
    doubts.retain(|doubt| !doubt.contains("printed"));
    doubts
}

/// Exports of crude oil at about half a dollar a kilogram, one a year.
fn usual() -> Vec<String> {
    (2001..2013).map(|year| format!("KAZ,GBR,export,2709,{year},{},USD,{}", 52_347 + year, 100_000 + year)).collect()
}

fn with(row: &str) -> Vec<String> {
    let mut rows = usual();
    rows.push(row.to_owned());
    doubts(&rows)
}

#[test]
fn usual_figures_raise_no_doubt() {
    assert!(doubts(&usual()).is_empty(), "{:?}", doubts(&usual()));
}

#[test]
fn overflowed_weights_are_named() {
    assert_eq!(
        with("KAZ,NAM,export,2709,2013,4000,USD,920000000000000"),
        [
            "net weights that no trade reaches, overflowed or in a wrong unit, in 1 row: line 14: 920000000000000 kg for 4000 USD"
        ]
    );
}

#[test]
fn numbers_at_the_limits_are_named() {
    for limit in ["2147483647", "2147483648", "4294967295", "16777216"] {
        let found = with(&format!("KAZ,NAM,export,2709,2013,1073000000,USD,{limit}"));
        assert!(
            found[0].starts_with("numbers at the limit of what 32 bits or single precision hold in 1 row"),
            "{found:?}"
        );
    }
    let found = with("KAZ,NAM,export,2709,2013,2147483647,USD,4000000000");
    assert!(found[0].ends_with("line 14: 4000000000 kg for 2147483647 USD"), "{found:?}");
}

#[test]
fn weights_in_the_wrong_unit_stand_out() {
    // Grams for kilograms: the unit value falls a thousandfold.
    assert_eq!(
        with("KAZ,NAM,export,2709,2013,54322,USD,100000000"),
        [
            "unit values more than a hundredfold off their product's median in 1 row: line 14: 0.00054 USD/kg, 2709 exports usually about 0.53"
        ]
    );
    // Tonnes for kilograms: it rises.
    let found = with("KAZ,NAM,export,2709,2013,54322,USD,100");
    assert!(found[0].contains("line 14: 543 USD/kg"), "{found:?}");
    // A hundredfold is the price of quality, and another product or flow has prices of its own.
    assert!(with("KAZ,NAM,export,2709,2013,500322,USD,100000").is_empty());
    assert!(with("KAZ,NAM,export,7102,2013,54322,USD,1").is_empty());
    assert!(with("KAZ,NAM,import,2709,2013,54322,USD,100").is_empty());
}

#[test]
fn figures_equal_to_their_weight_are_named() {
    assert_eq!(
        with("KAZ,NAM,export,2709,2013,54322,USD,54322"),
        ["figures equal to their net weight, one of the two perhaps copied, in 1 row: line 14: 54322 kg for 54322 USD"]
    );
    // Small numbers are equal by chance.
    assert!(with("KAZ,NAM,export,2709,2013,5432,USD,5432").is_empty());
}

#[test]
fn figures_carried_forward_are_named() {
    let mut rows = usual();
    rows.extend(["2013", "2014"].map(|year| format!("KAZ,NAM,export,2709,{year},1234567.89,USD,2345678")));
    assert_eq!(
        doubts(&rows),
        [
            "1 figure repeated to the last digit in another period of the same series, first on line 14 (2013 and 2014): carried forward?"
        ]
    );
    // Round figures repeat, and a month may be all of its year.
    for [first, second] in
        [["2013,1.2,USD million", "2014,1.2,USD million"], ["2013,1234567.89,USD", "2013-04,1234567.89,USD"]]
    {
        let mut rows = usual();
        rows.extend([first, second].map(|figure| format!("KAZ,NAM,export,2709,{figure},")));
        assert!(doubts(&rows).is_empty(), "{:?}", doubts(&rows));
    }
}

#[test]
fn a_scan_finds_what_a_frame_in_memory_finds() {
    // Thousand dollars and tonnes: half a dollar a kilogram, and one row in kilograms.
    let mut rows: Vec<String> = (1..20)
        .map(|partner| format!("2022,398,{},270900,{}.5,{}", partner * 4, 500 + partner, 1000 + partner))
        .collect();
    rows.push("2022,398,826,270900,500,1000000".to_owned());
    rows.push("2022,398,516,270900,4,920000000000".to_owned());
    let text = format!("t,i,j,k,v,q\n{}\n", rows.join("\n"));
    let loaded = sources::read(Input::from_bytes(Path::new("BACI_HS22_Y2022_V202401b.csv"), text.into())).unwrap();
    let scanned: Vec<String> = loaded
        .inspection()
        .unwrap()
        .doubts
        .into_iter()
        .filter(|doubt| doubt.contains(" kg") || doubt.contains("/kg"))
        .collect();
    assert_eq!(
        scanned,
        [
            "net weights that no trade reaches, overflowed or in a wrong unit, in 1 row: line 22: 920000000000000 kg for 4000 USD",
            "unit values more than a hundredfold off their product's median in 1 row: line 21: 0.00050 USD/kg, 270900 exports usually about 0.50"
        ]
    );
    let frame = loaded.tidy.whole().unwrap().collect().unwrap();
    assert_eq!(sources::plausibility::of_held(loaded.kind, &frame).unwrap(), scanned);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever stands there, nothing breaks, and the order of rows changes no count.
    #[test]
    fn any_weights_and_values_are_looked_at(
        cells in prop::collection::vec((any::<i32>(), 0_u64..1 << 40, 0_usize..3), 1..40),
    ) {
        let row = |place: usize, (value, weight, product): &(i32, u64, usize)| {
            format!("KAZ,GBR,export,{},{},{value},USD,{weight}", ["27", "2709", "TOTAL"][*product], 1950 + place)
        };
        let rows: Vec<String> = cells.iter().enumerate().map(|(place, cell)| row(place, cell)).collect();
        let reversed: Vec<String> = rows.iter().rev().cloned().collect();
        let counts = |rows: &[String]| -> Vec<String> {
            doubts(rows).iter().map(|doubt| doubt.split(": ").next().unwrap().to_owned()).map(|doubt| doubt.split(", first").next().unwrap().to_owned()).collect()
        };
        prop_assert_eq!(counts(&rows), counts(&reversed));
    }
}

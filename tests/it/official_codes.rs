//! Lists of codes, alone and beside figures; and our own tables of codes against those that agencies publish.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tradeproof::model::{Currency, Economy, harmonised};
use tradeproof::sources::{self, Recognised, SourceError};

use super::official_files::{attempt, refusal, run};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources")
}

#[test]
fn lists_are_inspected() {
    insta::assert_snapshot!(run(&["inspect", "codes_countries_old.csv", "codes_countries_new.csv"]));
    insta::assert_snapshot!(run(&["inspect", "codes_products_HS17_V1.csv", "codes_comtrade_hs.json"]));
    insta::assert_snapshot!(run(&["inspect", "codes_comtrade_partners.json", "codes_hmrc.csv", "codes_iso_4217.xml"]));
}

#[test]
fn a_list_reads_the_same_in_any_encoding() {
    let text = std::fs::read_to_string(folder().join("codes_countries_new.csv")).unwrap();
    let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let read = |bytes: Vec<u8>| {
        let list = sources::code_lists::read(&sources::Input::from_bytes(Path::new("a.csv"), bytes)).unwrap().unwrap();
        (list.entries, list.doubts)
    };
    assert_eq!(read(wide), read(text.clone().into_bytes()));
    assert_eq!(read(format!("\u{feff}{text}").into_bytes()), read(text.into_bytes()));
}

#[test]
fn a_list_alone_holds_no_figures() {
    for arguments in [
        &["summary", "codes_hmrc.csv", "--metric", "level"][..],
        &["convert", "codes_hmrc.csv", "codes_iso_4217.xml", "-o", "never.csv"],
    ] {
        let (status, stdout, stderr) = attempt(arguments);
        assert_eq!((status, stdout.as_str()), (2, ""));
        insta::allow_duplicates! { insta::assert_snapshot!(stderr) };
    }
    assert!(!folder().join("never.csv").exists());
}

#[test]
fn figures_are_held_against_the_lists_beside_them() {
    let baci = "BACI_HS17_Y2022_V202401b.csv";
    insta::assert_snapshot!(run(&["inspect", baci, "codes_countries_new.csv", "codes_products_HS17_V1.csv"]));
    // The lists change no figure, wherever they stand.
    let level = ["--metric", "level", "--by", "partner"];
    let alone = run(&[&["summary", baci][..], &level].concat());
    assert_eq!(run(&[&["summary", "codes_countries_new.csv", baci][..], &level].concat()), alone);
}

#[test]
fn unknown_economies_are_explained_by_the_list() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("baci.csv");
    std::fs::write(&file, "t,i,j,k,v,q\n2022,398,999,270900,1.000,1.000\n2022,398,998,270900,1.000,1.000\n").unwrap();
    let seen = run(&["inspect", file.to_str().unwrap(), "codes_countries_new.csv"]);
    assert!(seen.contains("partner 999 is `Atlantis` in codes_countries_new.csv"), "{seen}");
    assert!(seen.contains("partners that are not in codes_countries_new.csv: 998\n"), "{seen}");
}

/// Text that was wrapped for a terminal, in one line.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn another_edition_than_that_of_the_figures_is_said() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    let header = "reporter,partner,flow,product,period,value,unit,classification";
    std::fs::write(&file, format!("{header}\nKAZ,NAM,export,270900,2022,1,USD,HS 2022\n")).unwrap();
    let seen = unwrapped(&run(&["inspect", file.to_str().unwrap(), "codes_products_HS17_V1.csv"]));
    assert!(seen.contains("figures are in HS 2022, but codes_products_HS17_V1.csv is of HS 2017"), "{seen}");
}

#[test]
fn currencies_are_held_against_their_list() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, "reporter,partner,flow,product,period,value,unit\nDEU,KAZ,export,27,1995,1.25,DEM million\n")
        .unwrap();
    let seen = unwrapped(&run(&["inspect", file.to_str().unwrap(), "codes_iso_4217.xml"]));
    assert!(seen.contains("currencies that are not in codes_iso_4217.xml: DEM"), "{seen}");
    let level = run(&["summary", file.to_str().unwrap(), "--metric", "level"]);
    assert!(level.contains("DEM"), "{level}");
}

#[test]
fn an_archive_may_hold_figures_and_their_lists() {
    let file = |name: &str| std::fs::read(folder().join(name)).unwrap();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["BACI_HS17_Y2022_V202401b.csv", "codes_countries_old.csv", "codes_products_HS17_V1.csv"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, &file(name)).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let loaded = sources::read(sources::Input::from_bytes(Path::new("baci.zip"), bytes)).unwrap();
    assert_eq!(loaded.inspection().unwrap().rows, 6);
    assert!(
        loaded.inspection().unwrap().basis.contains(&"held against codes_countries_old.csv: 6 economies".to_owned())
    );
    let absent = "products that are not in codes_products_HS17_V1.csv: 851713";
    assert!(
        loaded.inspection().unwrap().doubts.contains(&absent.to_owned()),
        "{:?}",
        loaded.inspection().unwrap().doubts
    );
}

#[test]
fn wrong_lists_are_refused_by_place() {
    insta::assert_snapshot!(refusal("country_code,country_name,country_iso2,country_iso3\n,Namibia,NA,NAM\n"));
    insta::assert_snapshot!(refusal("code,description\n270900\n"));
    insta::assert_snapshot!(refusal("{\"results\":[{\"id\":\"1\",\"text\":\"a\",\"parent\":\"#\"}"));
    insta::assert_snapshot!(refusal("<ISO_4217>\n<CcyTbl>\n<CcyNtry><Ccy>EUR</Ccy>"));
}

/// A file beside the checkout, on machines that have it.
fn shared(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned()),
        Err(_) => {
            eprintln!("not here: {}", path.display());
            None
        }
    }
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn every_economy_of_the_real_lists_is_known_by_number_and_name() {
    for (file, number, names) in [
        ("reference/comtrade_partner_reference.csv", "id", &["country"][..]),
        ("reference/comtrade_reporter_reference.csv", "id", &["country"]),
        ("baci/country_codes_V202301.csv", "country_code", &["country_name_abbreviation", "country_name_full"]),
    ] {
        for row in rows(&shared(file).unwrap_or_default()) {
            let economy = row[number].parse::<Economy>().unwrap_or_else(|error| panic!("{file}: {error}: {row:?}"));
            for name in names {
                let named = row[*name].parse::<Economy>();
                let named = named.unwrap_or_else(|error| panic!("{file}: {error}: {row:?}"));
                // Agencies differ in whether 490 is Taiwan; the union has one code for each way of counting it.
                let differ = row[number] == "490" || (economy.is_group() && named.is_group());
                assert!(economy == named || differ, "{file}: {row:?}");
            }
        }
    }
}

#[test]
fn every_chapter_of_the_real_list_has_a_title_and_its_section() {
    let list = rows(&shared("reference/datasets_harmonized-system.csv").unwrap_or_default());
    for row in list.iter().filter(|row| row["hscode"] != "TOTAL") {
        let code = row["hscode"].as_str();
        let section = harmonised::section(code).map(|section| section.0);
        let expected = Some(row["section"].as_str()).filter(|section| *section != "TOTAL");
        assert_eq!(section, expected, "{code}");
        let parent = harmonised::parent(code);
        match row["level"].as_str() {
            "2" => assert!(harmonised::title(code).is_some(), "{code}"),
            _ => assert_eq!(parent.as_deref(), Some(row["parent"].as_str()), "{code}"),
        }
    }
    for row in rows(&shared("reference/datasets_hs_sections.csv").unwrap_or_default()) {
        assert!(harmonised::title(&row["section"]).is_some(), "{row:?}");
    }
}

#[test]
fn real_lists_read() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    for (name, entries, doubts) in [
        (
            "baci/country_codes_V202301.csv",
            238,
            &["Namibia has lost its code NA", "490 is called `Chinese Taipai` (Taiwan), here it is Other Asia"][..],
        ),
        ("baci/product_codes_HS17_V202301.csv", 5384, &["codes had lost leading zeros in 561 rows"]),
        ("reference/comtrade_partner_reference.csv", 310, &["economies under several codes"]),
        ("reference/comtrade_reporter_reference.csv", 255, &[]),
        ("uk/hmrc-country-codelist.csv", 264, &["codes we do not know: 977", "names we do not know", "QV (959, 962)"]),
        ("reference/iso-4217-list-one.xml", 179, &[]),
    ] {
        match sources::recognise(&shared.join(name), &Default::default()) {
            Ok(Recognised::Codes(list)) => {
                assert_eq!(list.entries.len(), entries, "{name}");
                assert_eq!(list.doubts.len(), doubts.len(), "{name}: {:?}", list.doubts);
                for (found, expected) in list.doubts.iter().zip(doubts) {
                    assert!(found.contains(expected), "{name}: {found}");
                }
            }
            Ok(Recognised::Figures(_) | Recognised::Companions(_)) => panic!("{name} is no list"),
            Err(SourceError::NoSuchFile { path }) => eprintln!("not here: {}", path.display()),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn every_currency_before_the_euro_is_one() {
    for code in "ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK BGN".split(' ') {
        assert_eq!(code.parse::<Currency>().map(Currency::code), Ok(code));
    }
}

const FIXTURES: [&[u8]; 6] = [
    include_bytes!("fixtures/sources/codes_countries_old.csv"),
    include_bytes!("fixtures/sources/codes_countries_new.csv"),
    include_bytes!("fixtures/sources/codes_products_HS17_V1.csv"),
    include_bytes!("fixtures/sources/codes_comtrade_partners.json"),
    include_bytes!("fixtures/sources/codes_hmrc.csv"),
    include_bytes!("fixtures/sources/codes_iso_4217.xml"),
];

proptest! {
    #[test]
    fn no_damage_makes_a_list_panic(
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
        let read = sources::code_lists::read(&sources::Input::from_bytes(Path::new("a.csv"), bytes));
        if let Err(error) = read {
            prop_assert!(error.to_string().starts_with("a.csv: "), "{error}");
        }
    }

    #[test]
    fn no_name_makes_the_table_of_economies_panic(text in "\\PC{0,40}") {
        if let Ok(economy) = text.parse::<Economy>() {
            prop_assert_eq!(economy.code().parse::<Economy>(), Ok(economy));
        }
    }
}

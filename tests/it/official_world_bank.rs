//! The World Bank in every layout, and the tables that figures are measured against.
//!
//! The fixtures are ours, with round figures.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use polars::prelude::DataFrame;
use proptest::prelude::*;
use tradeproof::sources::companion::{Companion, companions};
use tradeproof::sources::{self, Input};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources")
}

fn run(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("tradeproof")
        .unwrap()
        .current_dir(folder())
        .args(arguments)
        .args(crate::official_files::as_on_a_terminal(arguments))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("sha256"));
    lines.map(|line| format!("{line}\n")).collect()
}

fn tidy(name: &str) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let target = folder.path().join("tidy.csv");
    run(&["convert", name, "-o", target.to_str().unwrap()]);
    std::fs::read_to_string(target).unwrap()
}

fn refused(name: &str, bytes: Vec<u8>) -> String {
    match sources::read(Input::from_bytes(Path::new(name), bytes)) {
        Err(error) => error.to_string(),
        Ok(_) => panic!("read"),
    }
}

#[test]
fn databank_reads_with_a_point_a_row() {
    insta::assert_snapshot!(run(&["inspect", "world_bank_long.csv"]));
    insta::assert_snapshot!(tidy("world_bank_long.csv"));
}

#[test]
fn databank_reads_with_an_indicator_a_column() {
    insta::assert_snapshot!(run(&["inspect", "world_bank_columns.csv"]));
    insta::assert_snapshot!(tidy("world_bank_columns.csv"));
}

#[test]
fn the_api_reads_and_says_what_is_on_other_pages() {
    insta::assert_snapshot!(run(&["inspect", "world_bank_api.json"]));
    insta::assert_snapshot!(tidy("world_bank_api.json"));
}

#[test]
fn answers_without_figures_say_why() {
    let message =
        r#"[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]"#;
    insta::assert_snapshot!(refused("a.json", message.into()), @r"
    a.json: an answer of the World Bank's API without figures
      found: The provided parameter value is not valid
      help: correct the request and ask again
    ");
    insta::assert_snapshot!(refused("a.json", r#"[{"page":0,"pages":0,"per_page":50,"total":0},null]"#.into()), @r"
    a.json: an answer of the World Bank's API without figures
      found: no record
      help: ask for other economies, years or indicators
    ");
    let late = "Time,Time Code,Country Name,Country Code,Exports [NE.EXP.GNFS.CD]\nnow,now,Namibia,NAM,4\n";
    insta::assert_snapshot!(refused("a.csv", late.into()), @r"
    a.csv: line 2, column 2 (`time code`): found `now`
      expected: a year such as 2011 or YR2011, 2011Q1 or 2011M01
      help: download the file again; no program should have changed it
    ");
}

const ECONOMIES: &str = "\"Country Code\",\"Region\",\"IncomeGroup\",\"SpecialNotes\",\"TableName\",\n\"KAZ\",\"Europe & Central Asia\",\"Upper middle income\",\"\",\"Kazakhstan\",\n";
const INDICATORS: &str = "\"INDICATOR_CODE\",\"INDICATOR_NAME\",\"SOURCE_NOTE\",\"SOURCE_ORGANIZATION\",\n\"BX.KLT.DINV.CD.WD\",\"Foreign direct investment\",\"a note\",\"an organisation\",\n";

fn zipped(figures: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let figures = std::fs::read_to_string(folder().join(figures)).unwrap();
    for (name, text) in [
        ("API_1.csv", figures.as_str()),
        ("Metadata_Country_API_1.csv", ECONOMIES),
        ("Metadata_Indicator_API_1.csv", INDICATORS),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn notes_beside_the_figures_of_an_archive_are_left_out() {
    let loaded = sources::read(Input::from_bytes(Path::new("a.zip"), zipped("world_bank_wide.csv"))).unwrap();
    let inspection = loaded.inspection().unwrap();
    assert_eq!(inspection.rows, 28);
    assert_eq!(
        inspection.audit,
        [
            "left out a.zip/Metadata_Country_API_1.csv: the World Bank's notes on economies",
            "left out a.zip/Metadata_Indicator_API_1.csv: the World Bank's notes on indicators"
        ]
    );
    insta::assert_snapshot!(refused("Metadata_Country_API_1.csv", ECONOMIES.into()), @r"
    Metadata_Country_API_1.csv: the World Bank's notes on economies, no figures
      help: give the file of figures that it came with
    ");
}

#[test]
fn the_files_of_an_archive_are_counted_together() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, figure) in
        [("1.csv", "KAZ,NE.EXP.GNFS.CD,"), ("2.csv", "NAM,NE.EXP.GNFS.CD,"), ("3.csv", "KAZ,NE.IMP.GNFS.CD,-5")]
    {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        let header = "Country Name,Country Code,Indicator Code,2011,2012";
        archive.write_all(format!("{header}\n,{figure},7\n").as_bytes()).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    let inspection = sources::read(Input::from_bytes(Path::new("a.zip"), bytes)).unwrap().inspection().unwrap();
    assert_eq!(
        inspection.doubts,
        [
            "2 figures are missing: sums over them stay empty",
            "1 figure is negative: growth and shares on them are said, not computed"
        ]
    );
}

/// Reporter, period and value of every row.
fn rows(frame: &DataFrame) -> Vec<String> {
    let texts = |name: &str| frame.column(name).unwrap().str().unwrap().iter().flatten().collect::<Vec<_>>();
    let values = frame.column("value").unwrap().f64().unwrap().iter().flatten();
    let places = texts("reporter").into_iter().zip(texts("period"));
    places.zip(values).map(|((reporter, period), value)| format!("{reporter} {period} {value}")).collect()
}

fn found(names: &[&str]) -> Vec<Companion> {
    companions(&names.iter().map(|name| folder().join(name)).collect::<Vec<_>>()).unwrap()
}

#[test]
fn companions_load_from_every_layout() {
    let [gdp] = <[Companion; 1]>::try_from(found(&["world_bank_gdp.csv"])).unwrap();
    assert_eq!([gdp.name.as_str(), &gdp.code, &gdp.unit], ["gdp", "NY.GDP.MKTP.CD", "USD"]);
    assert_eq!(gdp.source, "World Development Indicators 2024-03-28 (world_bank_gdp.csv)");
    assert_eq!(gdp.files[0].1.len(), 64);
    assert_eq!(rows(&gdp.frame), ["KAZ 2021 197112255360.61", "KAZ 2022 225496256123.5", "NAM 2022 12600000000"]);
    // Figures of trade beside it are none.
    let columns = found(&["world_bank_columns.csv"]);
    assert_eq!(rows(&columns[0].frame), ["NAM 2021 12000", "NAM 2022 12600", "SSF 2021 2000000"]);
    assert_eq!(rows(&found(&["world_bank_long.csv"])[0].frame), ["KAZ 2022 225496"]);
    let both = found(&["world_bank_databank.csv", "world_bank_gdp.csv"]);
    let names: Vec<[&str; 2]> = both.iter().map(|table| [table.name.as_str(), &table.unit]).collect();
    assert_eq!(names, [["gdp", "USD"], ["population", "persons"]]);
}

#[test]
fn an_indicator_that_we_have_no_name_for_keeps_its_code_and_unit() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, "Country Name,Country Code,Indicator Name,Indicator Code,2011\nNamibia,NAM,Agricultural land (% of land area),AG.LND.AGRI.ZS,47.1\n").unwrap();
    let found = companions(&[file]).unwrap();
    assert_eq!([found[0].name.as_str(), &found[0].unit], ["AG.LND.AGRI.ZS", "% of land area"]);
}

#[test]
fn companions_are_inspected_and_stand_beside_figures() {
    insta::assert_snapshot!(run(&["inspect", "world_bank_gdp.csv", "world_bank_databank.csv"]));
    let json: serde_json::Value =
        serde_json::from_str(&run(&["inspect", "world_bank_gdp.csv", "--format", "json"])).unwrap();
    assert_eq!(json[0]["companions"][0]["name"], "gdp");
    let paths = ["world_bank_api.json", "world_bank_gdp.csv"].map(|name| folder().join(name));
    let loaded = sources::load_all(&paths, &sources::Watch::default()).unwrap();
    assert_eq!(loaded.companions().iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["gdp"]);
    let paths = [folder().join("world_bank_gdp.csv")];
    let error = sources::load_all(&paths, &sources::Watch::default()).err().unwrap().to_string();
    insta::assert_snapshot!(error.replace(&format!("{}/", folder().display()), ""), @r"
    world_bank_gdp.csv: no figures of trade or direct investment in US dollars
      found: NY.GDP.MKTP.CD (GDP (current US$))
      help: give it beside the figures that are measured against it; `tradeproof sources world-bank` names the indicators that are figures
    ");
}

#[test]
fn companions_are_read_from_archives() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("gdp.zip");
    std::fs::write(&file, zipped("world_bank_gdp.csv")).unwrap();
    assert_eq!(companions(&[file]).unwrap()[0].frame.height(), 3);
}

#[test]
fn wrong_companions_are_refused() {
    let refused = |files: &[PathBuf]| {
        let error = companions(files).unwrap_err().to_string();
        let folders = files.iter().filter_map(|file| file.parent()).map(|folder| format!("{}/", folder.display()));
        folders.fold(error, |error, folder| error.replace(&folder, ""))
    };
    let fixture = |name: &str| folder().join(name);
    insta::assert_snapshot!(refused(&[fixture("world_bank_wide.csv")]), @r"
    world_bank_wide.csv: no table that figures are measured against
      expected: indicators of the World Bank such as NY.GDP.MKTP.CD, FP.CPI.TOTL or SP.POP.TOTL
      help: download them from data.worldbank.org as CSV
    ");
    assert_eq!(
        refused(&[fixture("comext.dat")]).lines().next().unwrap(),
        "comext.dat: no table that figures are measured against"
    );
    insta::assert_snapshot!(refused(&[fixture("world_bank_gdp.csv"), fixture("world_bank_long.csv")]), @r"
    the same figure is in several of the files: NY.GDP.MKTP.CD · KAZ · 2022
      help: leave one of the files out, or delete the row; figures are never added up or dropped silently
    ");
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("gdp.csv");
    std::fs::write(
        &file,
        "Country Name,Country Code,Indicator Name,Indicator Code,2011\nKazakhstan,KAZ,GDP,NY.GDP.MKTP.CD,inf\n",
    )
    .unwrap();
    insta::assert_snapshot!(refused(&[file]), @r"
    gdp.csv: line 2, column 5 (`2011`): found `inf`
      expected: a decimal number, blank or ..
      help: download the file again
    ");
}

/// Real files are beside the checkout on some machines only; elsewhere this test says that it saw none.
#[test]
fn real_files_say_their_release() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/worldbank");
    let Ok(files) = std::fs::read_dir(&shared) else {
        eprintln!("not here: {}", shared.display());
        return;
    };
    for file in files {
        let file = file.unwrap().path();
        let inspection = sources::load(&file).unwrap().inspection().unwrap();
        let vintages: Vec<String> = inspection.attribute("vintage").into_keys().collect();
        assert_eq!(vintages, ["World Development Indicators 2020-12-16"], "{}", file.display());
        assert_eq!(inspection.rows, 16104);
        assert!(companions(&[file]).is_err());
    }
}

const COMPANIONS: [&[u8]; 3] = [
    include_bytes!("fixtures/sources/world_bank_columns.csv"),
    include_bytes!("fixtures/sources/world_bank_gdp.csv"),
    include_bytes!("fixtures/sources/world_bank_long.csv"),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_damage_makes_companions_panic(
        fixture in 0..COMPANIONS.len(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = COMPANIONS[fixture].to_vec();
        for (place, byte) in hits {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("a.csv");
        std::fs::write(&file, bytes).unwrap();
        let _ = companions(&[file]);
    }
}

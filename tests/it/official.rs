//! Official formats: what a user sees of each agency's files, with their quirks.
//!
//! The fixtures are ours, in the agencies' layouts, with round figures.

use std::io::Write as _;
use std::path::Path;

use assert_cmd::Command;
use proptest::prelude::*;

/// A command's standard output, run in the folder of the fixtures; the digest is left out.
fn run(arguments: &[&str]) -> String {
    let (status, stdout, stderr) = attempt(arguments);
    assert_eq!(status, 0, "{stderr}");
    stdout
}

fn attempt(arguments: &[&str]) -> (i32, String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources");
    let output = Command::cargo_bin("tradeproof")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .args(crate::official_files::as_on_a_terminal(arguments))
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).unwrap();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("sha256"));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The tidy CSV that a fixture becomes.
fn tidy(name: &str) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let target = folder.path().join("tidy.csv");
    run(&["convert", name, "-o", target.to_str().unwrap()]);
    std::fs::read_to_string(target).unwrap()
}

#[test]
fn comtrade_plus_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "comtrade_plus.csv"]));
}

#[test]
fn comtrade_becomes_tidy_without_its_splits() {
    insta::assert_snapshot!(tidy("comtrade_plus.csv"));
}

#[test]
fn comtrade_says_the_same_as_json_and_csv() {
    assert_eq!(tidy("comtrade_api.json"), tidy("comtrade_plus.csv"));
}

#[test]
fn comtrade_sums_never_mix_chapters_headings_and_world() {
    let (_, stdout, stderr) = attempt(&[
        "summary",
        "comtrade_plus.csv",
        "--metric",
        "level",
        "--by",
        "partner",
        "--where",
        "flow=export",
        "--where",
        "product_level=2",
    ]);
    insta::assert_snapshot!(stdout);
    insta::assert_snapshot!(stderr);
}

#[test]
fn comtrade_legacy_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "comtrade_legacy22.csv", "comtrade_legacy35.csv"]));
}

#[test]
fn damaged_json_names_the_place() {
    let folder = tempfile::TempDir::new().unwrap();
    let whole = include_str!("fixtures/sources/comtrade_api.json");
    let file = folder.path().join("cut.json");
    std::fs::write(&file, &whole[..4000]).unwrap();
    let (status, _, stderr) = attempt(&["inspect", file.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(stderr.contains("line 1, column 4000: the JSON breaks off or is damaged"), "{stderr}");
}

#[test]
fn baci_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "BACI_HS17_Y2022_V202401b.csv", "baci_damaged.csv"]));
}

#[test]
fn baci_becomes_tidy() {
    insta::assert_snapshot!(tidy("BACI_HS17_Y2022_V202401b.csv"));
    insta::assert_snapshot!(tidy("baci_damaged.csv"));
}

#[test]
fn baci_reads_the_same_as_parquet() {
    let folder = tempfile::TempDir::new().unwrap();
    let parquet = folder.path().join("a.parquet");
    let parquet = parquet.to_str().unwrap();
    run(&["convert", "BACI_HS17_Y2022_V202401b.csv", "-o", parquet]);
    assert_eq!(tidy(parquet), tidy("BACI_HS17_Y2022_V202401b.csv"));
}

/// The message for a wrong file.
fn refusal(text: &str) -> String {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, text).unwrap();
    let (status, stdout, stderr) = attempt(&["inspect", file.to_str().unwrap()]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    stderr.replace(&format!("{}/", folder.path().display()), "")
}

#[test]
fn wrong_baci_rows_are_refused_by_place() {
    insta::assert_snapshot!(refusal("t,i,j,k,v,q\n2022,4,20,210610,1.0\n"));
    insta::assert_snapshot!(refusal("t,i,j,k,v,q\n2022,4,20,21061X,1.0,1\n"));
    insta::assert_snapshot!(refusal("t,i,j,k,v,q\n2022,4,20,210610,1,0,1\n"));
    insta::assert_snapshot!(refusal("t,i,j,k,v,q\n2022,8,20,210610,1,1\n2022,4,20,210610,2,1\n2022,8,20,210610,3,1\n"));
    insta::assert_snapshot!(refusal("t,i,j,k,v,q\n"));
}

#[test]
fn world_bank_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "world_bank_wide.csv", "world_bank_databank.csv"]));
}

#[test]
fn world_bank_becomes_tidy() {
    insta::assert_snapshot!(tidy("world_bank_wide.csv"));
    insta::assert_snapshot!(tidy("world_bank_databank.csv"));
}

#[test]
fn groups_are_never_ranked_among_their_members() {
    let (_, stdout, stderr) =
        attempt(&["summary", "world_bank_wide.csv", "--metric", "level", "--by", "reporter", "--period", "2017"]);
    insta::assert_snapshot!(stdout);
    insta::assert_snapshot!(stderr);
    let chosen =
        run(&["summary", "world_bank_wide.csv", "--metric", "level", "--where", "reporter=LIC", "--period", "2017"]);
    insta::assert_snapshot!(chosen);
}

#[test]
fn indicators_that_are_no_money_are_refused() {
    insta::assert_snapshot!(refusal(
        "Country Name,Country Code,Indicator Name,Indicator Code,2011\nKazakhstan,KAZ,Population,SP.POP.TOTL,\n"
    ));
    insta::assert_snapshot!(refusal(
        "Country Name,Country Code,Indicator Name,Indicator Code,2011\nKazakhstan,KAZ,Exports,NE.EXP.GNFS.CD,n/a\n"
    ));
    insta::assert_snapshot!(refusal(
        "Country Name,Country Code,Indicator Name,Indicator Code,2011\nKazakhstan,KAZ,Exports,NE.EXP.GNFS.CD,1\nKazakhstan,KAZ,FDI,BX.KLT.DINV.CD.WD,1\n"
    ));
}

#[test]
fn comext_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "comext.dat"]));
    insta::assert_snapshot!(tidy("comext.dat"));
}

#[test]
fn eurostat_sdmx_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "eurostat_codes.csv", "eurostat_both.csv"]));
    insta::assert_snapshot!(tidy("eurostat_codes.csv"));
    insta::assert_snapshot!(tidy("eurostat_both.csv"));
}

#[test]
fn compressed_files_read_as_what_they_hold() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("comext.dat.gz");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(include_bytes!("fixtures/sources/comext.dat")).unwrap();
    let packed = packed.finish().unwrap();
    std::fs::write(&file, &packed).unwrap();
    assert_eq!(tidy(file.to_str().unwrap()), tidy("comext.dat"));
    std::fs::write(&file, &packed[..packed.len() / 2]).unwrap();
    let (status, _, stderr) = attempt(&["inspect", file.to_str().unwrap()]);
    assert_eq!(status, 2);
    assert!(stderr.contains("comext.dat.gz: the compressed data breaks off or is damaged"), "{stderr}");
}

#[test]
fn the_ons_workbook_is_inspected() {
    insta::assert_snapshot!(run(&["inspect", "ons_all_countries.xlsx"]));
    insta::assert_snapshot!(tidy("ons_all_countries.xlsx"));
}

/// Real files are beside the checkout on some machines only; elsewhere this test says that it saw none.
#[test]
fn real_files_read() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let readable = [
        ("comtrade/TradeData_THA_8542.csv", 1178),
        ("comtrade/api_v1_CA_HS_fixture.json", 4),
        ("comtrade/comtrade_ui35_HS7102_2014.csv", 223),
        ("comtrade/oil_HS27_2013.csv", 18051),
        ("comtrade/oil_HS27_2017.csv", 17409),
        ("baci/BACI_HS22_Y2022_V202401b_head9.csv", 9),
        ("worldbank/API_BX.KLT.DINV.CD.WD_DS2_en_csv_v2_1927091.csv", 16104),
        ("eurostat/comext_full_202402_excerpt13.dat", 13),
    ];
    for (name, rows) in readable {
        match tradeproof::sources::load(&shared.join(name)) {
            Ok(loaded) => assert_eq!(loaded.inspection().unwrap().rows, rows, "{name}"),
            Err(tradeproof::sources::SourceError::NoSuchFile { path }) => eprintln!("not here: {}", path.display()),
            Err(error) => panic!("{error}"),
        }
    }
}

const FIXTURES: [&[u8]; 17] = [
    include_bytes!("fixtures/sources/BACI_HS17_Y2022_V202401b.csv"),
    include_bytes!("fixtures/sources/comext.dat"),
    include_bytes!("fixtures/sources/comtrade_api.json"),
    include_bytes!("fixtures/sources/comtrade_dataset.json"),
    include_bytes!("fixtures/sources/comtrade_flows.csv"),
    include_bytes!("fixtures/sources/comtrade_legacy22.csv"),
    include_bytes!("fixtures/sources/comtrade_legacy35.csv"),
    include_bytes!("fixtures/sources/comtrade_machine.csv"),
    include_bytes!("fixtures/sources/comtrade_plus.csv"),
    include_bytes!("fixtures/sources/comtrade_services.json"),
    include_bytes!("fixtures/sources/eurostat_codes.csv"),
    include_bytes!("fixtures/sources/ons_all_countries.xlsx"),
    include_bytes!("fixtures/sources/world_bank_api.json"),
    include_bytes!("fixtures/sources/world_bank_columns.csv"),
    include_bytes!("fixtures/sources/world_bank_databank.csv"),
    include_bytes!("fixtures/sources/world_bank_long.csv"),
    include_bytes!("fixtures/sources/world_bank_wide.csv"),
];

proptest! {
    #[test]
    fn no_damage_makes_a_reader_panic(
        fixture in 0..FIXTURES.len(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
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
            prop_assert!(error.to_string().starts_with("a.csv"), "{error}");
        }
    }
}

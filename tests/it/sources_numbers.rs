//! Tables that threads read side by side into numbers are what they are read row by row.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use polars::prelude::DataFrame;
use proptest::prelude::*;
use tradeproof::sources::reading::Place;
use tradeproof::sources::{self, Input, Inspection, Loaded, Parsed, Tidy, registry};
use tradeproof::summary::{self, Question};

const HEADER: &str = "typeCode,freqCode,period,reporterCode,reporterDesc,flowCode,partnerCode,partner2Code,\
    classificationCode,isOriginalClassification,cmdCode,customsCode,mosCode,motCode,qtyUnitCode,qtyUnitAbbr,qty,\
    isQtyEstimated,netWgt,isNetWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate";

/// One row of the API's layout, whose cells are what official files hold, what spreadsheets make of it, and nonsense.
fn row() -> impl Strategy<Value = String> {
    let of = |cells: &[&'static str]| prop::sample::select(cells.to_vec());
    let parties =
        (of(&["398", "826", "\"76\"", "490", "999", "842 ", "4.0"]), of(&["0", "398", "826", "20", "899", "\"0 \""]));
    let what = (
        of(&["2017", "2018", "201704"]),
        of(&["X", "M", "RX", "DX", "FM", "RM", "MIP", "\"X\""]),
        of(&["TOTAL", "27", "2709", "270900", "101", "SC", "S", "SC1"]),
        of(&["H4", "H5", "S3", "EB", "H4"]),
    );
    let splits = (of(&["0", "0", "0", "20"]), of(&["C00", "C00", "C01"]), of(&["0", "", "1"]), of(&["0", "0", "2100"]));
    let figures = (
        of(&["331.7", "0", "", "12264016.6348", "6.79227E7", "100.50", "-5", "\"1,000\"", "99"]),
        of(&["", "331.7", "99", "0"]),
        of(&["", "331.7", "99", "100.50"]),
        of(&["", "0", "12.5", "9.2e14", "74", "1e40"]),
        of(&["", "0", "7", "0.001", "3.00001"]),
    );
    let flags = (
        of(&["8", "-1", "5", "77"]),
        of(&["kg", "N/A", "", "m²"]),
        of(&["true", "false", ""]),
        of(&["0", "2", "4", "6"]),
        of(&["true", "false"]),
    );
    (parties, what, splits, figures, flags).prop_map(
        |(
            (reporter, partner),
            (period, flow, product, class),
            (second, customs, supply, transport),
            (value, cif, fob, weight, quantity),
            (unit_code, unit, said, estimated, aggregate),
        )| {
            let kind = if class == "EB" { "S" } else { "C" };
            format!(
                "{kind},A,{period},{reporter},\"Côte, d'Ivoire\",{flow},{partner},{second},{class},{said},{product},{customs},\
                 {supply},{transport},{unit_code},{unit},{quantity},{said},{weight},{aggregate},{cif},{fob},{value},\
                 {estimated},{said},{aggregate}"
            )
        },
    )
}

/// A file of such rows, its lines ended and its fields beyond the header as files have them.
fn file() -> impl Strategy<Value = String> {
    let form = (prop::sample::select(vec!["\n", "\r\n"]), any::<bool>(), any::<bool>());
    (prop::collection::vec(row(), 1..30), form).prop_map(|(rows, (end, beyond, blank))| {
        let mut text = format!("{HEADER}{end}");
        for row in rows {
            let comma = if beyond { "," } else { "" };
            write!(text, "{row}{comma}{end}").unwrap();
        }
        if blank {
            write!(text, "{end}{}{end}", ",".repeat(HEADER.matches(',').count())).unwrap();
        }
        text
    })
}

fn input(bytes: &[u8]) -> Input {
    Input::from_bytes(Path::new("a.csv"), bytes.to_vec())
}

/// As rows are read one by one.
fn one_by_one(bytes: &[u8]) -> Result<Parsed, String> {
    let input = input(bytes);
    let read = registry::named("comtrade").unwrap().read;
    let mut parsed = read(&input).map_err(|error| error.to_string())?;
    if input.encoding() != sources::reading::Encoding::Utf8 {
        parsed.basis.push(format!("text in {}, not UTF-8", input.encoding().name()));
    }
    Ok(parsed)
}

fn whole(loaded: &Loaded) -> DataFrame {
    loaded.tidy.whole().unwrap().collect().unwrap()
}

/// The file as numbers, whatever its size.
fn scanned(loaded: &Loaded, bytes: &[u8]) -> Loaded {
    let place = Place::of_bytes(Path::new("a.csv"), bytes.to_vec());
    let figures = sources::comtrade::api::numbered(&place).unwrap().expect("a plain table");
    loaded.with_tidy(Tidy::Scanned(Arc::new(figures)))
}

fn assert_alike(bytes: &[u8]) -> Result<(), TestCaseError> {
    match (one_by_one(bytes), sources::read(input(bytes))) {
        (Err(expected), Err(found)) => prop_assert_eq!(expected, found.to_string()),
        (Ok(expected), Ok(found)) => {
            let frame = whole(&found);
            prop_assert!(frame.equals_missing(&expected.frame), "{}\n{frame}", expected.frame);
            prop_assert_eq!(&Inspection::of("comtrade", &expected).unwrap(), &found.inspection().unwrap());
            prop_assert_eq!(&expected.audit, found.audit());
        }
        (expected, found) => prop_assert!(
            false,
            "{:?} and {:?}",
            expected.map(|parsed| parsed.frame.height()),
            found.map(|loaded| whole(&loaded).height()).map_err(|error| error.to_string())
        ),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn rows_mean_side_by_side_what_they_mean_one_by_one(text in file()) {
        assert_alike(text.as_bytes())?;
    }

    #[test]
    fn every_encoding_is_read_as_it_is(text in file(), wide in any::<bool>()) {
        let bytes: Vec<u8> = if wide {
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            text.chars().map(|letter| u8::try_from(letter).expect("Latin-1")).collect()
        };
        assert_alike(&bytes)?;
    }

    #[test]
    fn numbers_answer_as_the_frame_does(text in file(), by in 0..4_usize, narrowed in any::<bool>()) {
        let by: &[&str] = [&[][..], &["partner"], &["product"], &["partner", "product"]][by];
        let filters: &[(&str, &str)] = if narrowed { &[("flow", "export"), ("period", "2017")] } else { &[] };
        if let Ok(held) = sources::read(input(text.as_bytes())) {
            let scanned = scanned(&held, text.as_bytes());
            for metric in ["level", "share", "unit_value"] {
                let question = Question {
                    metrics: vec![metric.to_owned()],
                    by: by.iter().map(|name| (*name).to_owned()).collect(),
                    filters: filters.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect(),
                    ..Question::default()
                };
                let answer = |loaded: &Loaded| summary::derive(loaded, &question).map(|answer| answer.frame().unwrap());
                match (answer(&held), answer(&scanned)) {
                    (Ok(one), Ok(other)) => prop_assert!(one.equals_missing(&other), "{metric}\n{one}\n{other}"),
                    (one, other) => prop_assert_eq!(one.is_ok(), other.is_ok(), "{}", metric),
                }
            }
            // What is counted without spelling it out is what is counted of a frame.
            let mut counted = scanned.tidy.clone();
            if let Tidy::Scanned(scan) = &mut counted {
                let mut expected = held.inspection().unwrap();
                expected.doubts.retain(|doubt| !doubt.contains("repeated to the last digit"));
                prop_assert_eq!(scan.inspect().unwrap(), expected);
            }
        }
    }
}

#[test]
fn a_row_that_is_wrong_is_named_by_its_line_and_column_wherever_it_stands() {
    let usual = "C,A,2017,398,Kazakhstan,X,826,0,H4,true,270900,C00,0,0,8,kg,5,false,5,false,,9,9,0,true,false";
    let row = |number: usize| usual.replace("270900", &(100_000 + number).to_string());
    for (wrong, right, column) in
        [("9,9,0,true", "9,9x,0,true", "primaryvalue"), (",X,", ",Q,", "flowcode"), ("H4,", "H4,,,,,,,", "")]
    {
        let mut lines: Vec<String> = (0..60_000).map(row).collect();
        lines[45_678] = lines[45_678].replace(wrong, right);
        let text = format!("{HEADER}\n{}\n", lines.join("\n"));
        let found = sources::read(input(text.as_bytes())).err().expect("refused").to_string();
        assert!(found.contains("line 45680") && found.contains(column), "{found}");
    }
}

#[test]
fn packed_files_and_quotes_within_fields_are_read() {
    let usual = "C,A,2017,398,Kazakhstan,X,826,0,H4,true,270900,C00,0,0,8,kg,5,false,5,false,,9,9,0,true,false";
    let text = format!("{HEADER}\n{usual}\n{}\n", usual.replace("Kazakhstan", "5\" pipe").replace("2017", "2018"));
    assert_alike(text.as_bytes()).unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv.gz");
    let mut packed = flate2::write::GzEncoder::new(std::fs::File::create(&file).unwrap(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap();
    let loaded = sources::load(&file).unwrap();
    assert!(whole(&loaded).equals_missing(&one_by_one(text.as_bytes()).unwrap().frame));
}

/// Two figures of one series are refused with both lines.
#[test]
fn a_figure_that_stands_there_twice_is_refused() {
    let usual = "C,A,2017,398,Kazakhstan,X,826,0,H4,true,270900,C00,0,0,8,kg,5,false,5,false,,9,9,0,true,false";
    let text = format!("{HEADER}\n{usual}\n{}\n{usual}\n", usual.replace("2017", "2018"));
    let found = sources::read(input(text.as_bytes())).err().expect("refused").to_string();
    assert!(found.contains("line 4") && found.contains("line 2"), "{found}");
    assert_alike(text.as_bytes()).unwrap();
}

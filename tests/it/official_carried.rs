//! Tables that other files carry: sheets of workbooks, records of JSON, columns of Parquet, messages of SDMX. Each is
//! read as the format that its columns are of.

use std::path::{Path, PathBuf};

use super::official_files::{attempt, run, tidy};

const TIDY: &str = "reporter,partner,flow,product,period,value,unit\nKAZ,GBR,export,TOTAL,2017,331.7,USD million\nKAZ,GBR,import,TOTAL,2017,2e+05,USD\n";

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/sources").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// A workbook whose sheets hold these tables, numbers as numbers.
fn workbook(folder: &Path, sheets: &[(&str, &str)]) -> PathBuf {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, table) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_bytes());
        for (line, record) in reader.records().enumerate() {
            for (column, cell) in record.unwrap().iter().enumerate() {
                let (line, column) = (line as u32, column as u16);
                match cell.parse::<f64>() {
                    Ok(number) if !cell.starts_with('0') => sheet.write_number(line, column, number).unwrap(),
                    _ => sheet.write_string(line, column, cell).unwrap(),
                };
            }
        }
    }
    let file = folder.join("book.xlsx");
    book.save(&file).unwrap();
    file
}

#[test]
fn a_number_as_r_writes_it_is_its_value() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("r.csv");
    std::fs::write(&file, TIDY).unwrap();
    let tidy = tidy(text(&file));
    assert!(tidy.contains("KAZ,GBR,import,TOTAL,2017,200,USD thousand"), "{tidy}");
    assert!(tidy.contains("KAZ,GBR,export,TOTAL,2017,331.7,USD million"), "{tidy}");
}

#[test]
fn sheets_are_read_as_the_formats_of_their_columns() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = workbook(folder.path(), &[("Notes", "What this is\n"), ("Figures", &TIDY.replace("2e+05", "0.25"))]);
    let shown = run(&["inspect", text(&file)]);
    assert!(shown.contains("(tidy-trade)") && shown.contains("left out"), "{shown}");
    assert!(shown.split_whitespace().collect::<Vec<_>>().join(" ").contains("Notes: of no known format"), "{shown}");
    let tidy_csv = tidy(text(&file));
    assert!(tidy_csv.contains("KAZ,GBR,export,TOTAL,2017,331.7,USD million"), "{tidy_csv}");

    let legacy = workbook(folder.path(), &[("Sheet1", &fixture("comtrade_legacy22.csv"))]);
    assert_eq!(tidy(text(&legacy)), tidy("comtrade_legacy22.csv"));
    let wto = workbook(folder.path(), &[("Sheet", &fixture("wto_table.csv"))]);
    assert_eq!(tidy(text(&wto)), tidy("wto_table.csv"));
    let notes = "Country Code,Region,IncomeGroup,SpecialNotes,TableName\nKAZ,Europe & Central Asia,Upper middle income,,Kazakhstan\n";
    let bank = workbook(folder.path(), &[("Data", &fixture("world_bank_wide.csv")), ("Metadata - Countries", notes)]);
    // A cell that holds 6.79227E7 is a number there, whose last printed place nobody knows any more.
    assert_eq!(tidy(text(&bank)).replace("67.922700", "67.9227"), tidy("world_bank_wide.csv"));
}

#[test]
fn a_wrong_cell_of_a_sheet_has_its_place() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = workbook(folder.path(), &[("Figures", &TIDY.replace("331.7", "many").replace("2e+05", "1"))]);
    let (status, stdout, stderr) = attempt(&["inspect", text(&file)]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("book.xlsx/Figures: line 2, column 6 (`value`): found `many`"), "{stderr}");
}

#[test]
fn records_of_json_are_rows() {
    let folder = tempfile::TempDir::new().unwrap();
    let record = |flow: &str, value: &str| {
        format!(
            r#"{{"reporter":"KAZ","partner":"GBR","flow":"{flow}","product":"TOTAL","period":2017,"value":{value},"unit":"USD million"}}"#
        )
    };
    let (first, second) = (record("export", "331.7"), record("import", "2.1"));
    for (name, json) in [("a.ndjson", format!("{first}\n{second}\n")), ("a.json", format!("[{first},{second}]"))] {
        let file = folder.path().join(name);
        std::fs::write(&file, json).unwrap();
        let tidy = tidy(text(&file));
        assert!(tidy.contains("KAZ,GBR,export,TOTAL,2017,331.7,USD million"), "{tidy}");
        assert!(tidy.contains("KAZ,GBR,import,TOTAL,2017,2.1,USD million"), "{tidy}");
    }
    let broken = folder.path().join("b.ndjson");
    std::fs::write(&broken, format!("{first}\n{}", &second[..40])).unwrap();
    let (status, _, stderr) = attempt(&["inspect", text(&broken)]);
    assert_eq!(status, 2, "{stderr}");
    assert!(stderr.contains("JSON breaks off"), "{stderr}");
}

/// Written with pyarrow: dictionaries, decimals, a small whole number, and a nested column.
#[test]
fn decimals_and_dictionaries_of_parquet_are_read() {
    let tidy = tidy("tidy_decimals.parquet");
    assert!(tidy.contains("KAZ,GBR,export,TOTAL,2017,331.70,USD million,1200.5"), "{tidy}");
    assert!(tidy.contains("KAZ,CHN,export,TOTAL,2017,-50,USD thousand"), "{tidy}");
}

/// Written with DuckDB and pandas: BACI's columns, and UN Comtrade's as packages for R name them.
#[test]
fn columns_of_official_formats_are_read_from_parquet() {
    let baci = tidy("baci_columns.parquet");
    // Thousand US dollars and tonnes.
    assert!(baci.contains("KAZ,GBR,export,270900,2022,331.700,USD thousand,12500"), "{baci}");
    assert!(baci.contains("GBR,KAZ,export,841191,2022,2.100,USD thousand,250"), "{baci}");
    let comtrade = tidy("comtrade_snake.parquet");
    assert!(comtrade.contains("KAZ,GBR,export,TOTAL,2022,331.700,USD thousand"), "{comtrade}");
    assert!(comtrade.contains("KAZ,GBR,import,TOTAL,2022,200.000,USD thousand"), "{comtrade}");
}

#[test]
fn folders_of_years_say_the_period() {
    let folder = tempfile::TempDir::new().unwrap();
    let whole = folder.path().join("whole.csv");
    std::fs::write(&whole, TIDY).unwrap();
    let frame = |year: &str| {
        let place = folder.path().join(year);
        std::fs::create_dir_all(&place).unwrap();
        use polars::prelude::*;
        let text = |cells: [&str; 2]| Series::new("".into(), cells);
        let column = |name: &str, cells| text(cells).with_name(name.into()).into_column();
        let mut frame = DataFrame::new(
            2,
            vec![
                column("reporter", ["KAZ", "KAZ"]),
                column("partner", ["GBR", "CHN"]),
                column("flow", ["export", "export"]),
                column("product", ["TOTAL", "TOTAL"]),
                column("value", ["1", "2"]),
                column("unit", ["USD", "USD"]),
            ],
        )
        .unwrap();
        let file = std::fs::File::create(place.join("part-0.parquet")).unwrap();
        polars_io::parquet::write::ParquetWriter::new(file).finish(&mut frame).unwrap();
    };
    frame("trade/year=2016");
    frame("trade/year=2017/month=4");
    let target = folder.path().join("tidy.csv");
    run(&["convert", text(&folder.path().join("trade")), "-o", text(&target)]);
    let tidy = std::fs::read_to_string(target).unwrap();
    assert!(tidy.contains("KAZ,GBR,export,TOTAL,2016,1,USD"), "{tidy}");
    assert!(tidy.contains("KAZ,CHN,export,TOTAL,2017-04,2,USD"), "{tidy}");
}

#[test]
fn what_is_known_and_not_read_says_so() {
    let folder = tempfile::TempDir::new().unwrap();
    for (content, said) in [
        ("ARROW1\0\0and more", "Arrow IPC"),
        ("Country,Country Code,Year,CPI\nAruba,ABW,1985,4.03\n", "index or yearly changes"),
        ("Country Name,Country Code,Year,Value\nAruba,ABW,1985,4.03\n", "NY.GDP.MKTP.CD"),
        (
            "DECL_LAB,PERIOD_LAB,PRCCODE_LAB,INDICATORS_LAB,INDICATOR_VALUE\nFrance,Jan.-Dec. 2008,p,PRODQNT,7\n",
            "PRODCOM",
        ),
    ] {
        let file = folder.path().join("a.csv");
        std::fs::write(&file, content).unwrap();
        let (status, stdout, stderr) = attempt(&["inspect", text(&file)]);
        assert_eq!((status, stdout.as_str()), (2, ""));
        assert!(stderr.contains(said) && stderr.contains("help:"), "{stderr}");
    }
}

#[test]
fn messages_of_any_agency_are_read_or_refused_by_what_they_lack() {
    let rates = tidy("sdmx_rates.xml");
    assert!(rates.contains("EUR,USD") && rates.contains("2025-12") && rates.contains("1.25"), "{rates}");
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.xml");
    std::fs::write(&file, fixture("sdmx_rates.xml").replace("CURRENCY_DENOM", "SOMETHING")).unwrap();
    let (status, _, stderr) = attempt(&["inspect", text(&file)]);
    assert_eq!(status, 2, "{stderr}");
    assert!(stderr.contains("a whole message of SDMX (AGENCY_EXR), which lacks for ecb"), "{stderr}");
    assert!(stderr.contains("currency_denom"), "{stderr}");
    assert!(!stderr.contains("damaged"), "{stderr}");
}

#[test]
fn an_answer_that_is_made_later_names_its_address() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("later.xml");
    let answer = "<?xml version=\"1.0\"?>\n<message:GenericData xmlns:message=\"m\" xmlns:footer=\"f\" xmlns:common=\"c\"><message:Header><message:Sender id=\"ESTAT\"/></message:Header><footer:Footer><footer:Message code=\"413\"><common:Text>The response will be written to a file under URL: https://statistics.example/file/1</common:Text></footer:Message></footer:Footer></message:GenericData>";
    std::fs::write(&file, answer).unwrap();
    let (status, _, stderr) = attempt(&["inspect", text(&file)]);
    assert_eq!(status, 2, "{stderr}");
    assert!(stderr.contains("413") && stderr.contains("https://statistics.example/file/1"), "{stderr}");
}

#[test]
fn wits_is_read_by_its_groups_of_chapters() {
    let tidy = tidy("wits.json");
    for row in [
        "KAZ,GBR,export,TOTAL,2016,250.5,USD thousand",
        "KAZ,GBR,export,TOTAL,2017,300,USD thousand",
        "KAZ,GBR,export,27-27,2016,150.25,USD thousand",
    ] {
        assert!(tidy.contains(row), "{row} in {tidy}");
    }
    let shown = run(&["inspect", "wits.json"]);
    assert!(shown.contains("product Capital") && shown.contains("ECS") && shown.contains("XPRT-PRDCT-SHR"), "{shown}");
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.json");
    std::fs::write(&file, fixture("wits.json").replace("(US$ Thousand)", "")).unwrap();
    let (status, _, stderr) = attempt(&["inspect", text(&file)]);
    assert_eq!(status, 2, "{stderr}");
    assert!(stderr.contains("US$ Thousand"), "{stderr}");
}

#[test]
fn wiiw_is_read_in_millions_of_euros() {
    let tidy = tidy("wiiw.csv");
    for row in [
        "KAZ,WLD,inward,flow,2019,3.3045,EUR billion",
        "KAZ,WLD,inward,flow,2020,3.22625,EUR billion",
        "KAZ,GBR,inward,flow,2019,-12.5,EUR million",
        "KAZ,GBR,inward,stock,2020,810,EUR million",
    ] {
        assert!(tidy.contains(row), "{row} in {tidy}");
    }
    let shown = run(&["inspect", "wiiw.csv"]);
    assert!(shown.contains("in % of total") && shown.contains("ZZ9") && shown.contains("1 missing"), "{shown}");
}

#[test]
fn the_atlas_holds_two_flows_a_row() {
    let tidy = tidy("atlas.csv");
    for row in [
        "KAZ,GBR,export,270900,2015,331.700,USD thousand",
        "KAZ,GBR,import,270900,2015,2.100,USD thousand",
        "KAZ,GBR,import,841191,2015,450,USD",
    ] {
        assert!(tidy.contains(row), "{row} in {tidy}");
    }
    assert!(run(&["inspect", "atlas.csv"]).contains("partner_code ZZZ"), "no audit");
}

#[test]
fn bulk_tsv_of_eurostat_keeps_its_flags() {
    let tidy = tidy("eurostat_external.tsv");
    for row in [
        "DEU,KAZ,export,TOTAL,2022,2.5001,EUR billion",
        "DEU,KAZ,export,TOTAL,2023,2.7003,EUR billion",
        "FRA,KAZ,export,TOTAL,2024,950.2,EUR million",
        "FRA,KAZ,import,TOTAL,2022,700.5,EUR million",
    ] {
        assert!(tidy.contains(row), "{row} in {tidy}");
    }
    let shown = run(&["inspect", "eurostat_external.tsv"]);
    assert!(
        shown.contains("1 suppressed") && shown.contains("1 provisional") && shown.contains("1 estimated"),
        "{shown}"
    );
    assert!(shown.contains("BAL_RT") && shown.contains("SHARE_EXT"), "{shown}");
}

#[test]
fn todays_unctad_download_is_read_by_its_labels_or_asked() {
    let tidy = tidy("unctad_today.csv");
    assert!(tidy.contains("KAZ,WLD,export,TOTAL,2024,81.6005,USD billion"), "{tidy}");
    assert!(tidy.contains("KAZ,WLD,import,TOTAL,2024,59.800,USD billion"), "{tidy}");
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    let unsaid = "Economy_Label,Year,US_at_current_prices_in_millions_Value,US_at_current_prices_MissingValue\nAlbania,2024,1716,\n";
    std::fs::write(&file, unsaid).unwrap();
    let (status, stdout, stderr) = attempt(&["inspect", text(&file)]);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("UNCTADstat") && stderr.contains("Flow_Label"), "{stderr}");
}

#[test]
fn many_vintages_are_folded() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    let rows = (0..1100).map(|number| {
        let (year, month) = (1900 + number / 12, number % 12 + 1);
        format!("KAZ,GBR,export,{:06},2017,{number},USD,{year}-{month:02}-01\n", 100_000 + number)
    });
    let header = "reporter,partner,flow,product,period,value,unit,vintage\n";
    std::fs::write(&file, std::iter::once(header.to_owned()).chain(rows).collect::<String>()).unwrap();
    let shown = run(&["inspect", text(&file)]);
    assert!(shown.contains("1100 from 1900-01-01 to 1991-08-01 in 1100 rows"), "{shown}");
}

#[test]
fn data_are_held_against_their_structure() {
    let folder = tempfile::TempDir::new().unwrap();
    let structure = folder.path().join("dsd.xml");
    std::fs::write(
        &structure,
        r#"<mes:Structure xmlns:mes="m" xmlns:str="s">
  <str:Codelist id="CL_FREQ"><str:Code id="A"/><str:Code id="M"/></str:Codelist>
  <str:Codelist id="CL_GEO"><str:Code id="DE"/><str:Code id="FR"/></str:Codelist>
  <str:DataStructure id="TRADE" agencyID="AGENCY" version="1.0"><str:DataStructureComponents><str:DimensionList>
    <str:Dimension id="FREQ"><str:LocalRepresentation><str:Enumeration><Ref id="CL_FREQ"/></str:Enumeration></str:LocalRepresentation></str:Dimension>
    <str:Dimension id="GEO"><str:LocalRepresentation><str:Enumeration>urn:sdmx:Codelist=AGENCY:CL_GEO(1.0)</str:Enumeration></str:LocalRepresentation></str:Dimension>
    <str:TimeDimension id="TIME_PERIOD"/>
  </str:DimensionList></str:DataStructureComponents></str:DataStructure>
</mes:Structure>"#,
    )
    .unwrap();
    let data = folder.path().join("data.csv");
    let held = |csv: &str| {
        std::fs::write(&data, csv).unwrap();
        let shown = run(&["inspect", text(&data), "--dsd", text(&structure)]);
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let clean = held("DATAFLOW,FREQ,GEO,TIME_PERIOD,OBS_VALUE\nX,A,DE,2020,1\nX,A,FR,2020,2\n");
    assert!(clean.ends_with("structure held against AGENCY:TRADE(1.0): 3 dimensions, 2 observations"), "{clean}");
    let wrong = held("DATAFLOW,FREQ,GEO,TIME_PERIOD,OBS_VALUE\nX,A,DE,2020,1\nX,A,DE,2020,2\nX,Q,DD,2020,3\n");
    for said in [
        "FREQ: codes that CL_FREQ does not have in 1 row: Q",
        "GEO: codes that CL_GEO does not have in 1 row: DD",
        "keys that stand there before in 1 row: line 3 repeats line 2: A.DE.2020",
    ] {
        assert!(wrong.contains(said), "{said} in {wrong}");
    }
    assert!(held("DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE\nX,A,2020,1\n").contains("no column for the dimension GEO"));
    let (status, _, stderr) = attempt(&["inspect", text(&data), "--dsd", text(&data)]);
    assert_eq!(status, 2);
    assert!(stderr.contains("data.csv: no data structure definition") || stderr.contains("XML"), "{stderr}");
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

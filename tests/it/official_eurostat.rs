//! Eurostat's SDMX-CSV in its three styles: values, weights and quantities of one figure stand in rows of their own.

use std::path::Path;

use super::official_files::{refusal, run, tidy_of};

const HEADER: &str =
    "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG";

fn file(rows: &[&str]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!("ESTAT:DS-045409(1.0),17/02/25 11:00:00,{row}\n")).collect();
    format!("{HEADER}\n{}", rows.concat())
}

#[test]
fn value_weight_and_quantity_become_one_figure() {
    let tidy = tidy_of(&file(&[
        "A,DE,KZ,27090090,1,QUANTITY_IN_100KG,2023,7.5,",
        "A,DE,KZ,27090090,1,VALUE_IN_EUROS,2023,1000.5,p",
        "A,DE,KZ,27090090,1,SUPPLEMENTARY_QUANTITY,2023,12,",
        "A,DE,KZ,27090090,2,QUANTITY_IN_100KG,2023,1,",
    ]));
    assert_eq!(
        tidy.lines().collect::<Vec<_>>(),
        [
            "reporter,partner,flow,product,period,value,unit,weight_kg,quantity,quantity_unit,valuation,classification,vintage,state,note",
            "DEU,KAZ,import,27090090,2023,1000.5,EUR,750,12,supplementary units,cif,CN 2023,2025-02-17,provisional,",
            "DEU,KAZ,export,27090090,2023,,EUR,100,,,fob,CN 2023,2025-02-17,missing,no value in the file",
        ]
    );
}

#[test]
fn labels_read_where_they_leave_no_doubt() {
    let labelled = file(&[
        "Monthly,\"European Union (AT-01/1995, BE-01/1958)\",Extra-EU (= 'WORLD' - 'EU_INTRA'),\"Waste, of plastics\",IMPORT,VALUE_IN_EUROS,2023-01,5,",
        "Monthly,Germany,Kazakhstan,\"Waste, of plastics\",IMPORT,VALUE_IN_EUROS,2023-01,3,",
    ]);
    let tidy = tidy_of(&labelled);
    assert!(tidy.contains("EU,EU_EXTRA,import,\"Waste, of plastics\",2023-01,5,EUR"), "{tidy}");
    assert!(tidy.contains("DEU,KAZ,import,\"Waste, of plastics\",2023-01,3,EUR"), "{tidy}");
    let second = labelled.replace("Kazakhstan,\"Waste, of plastics\"", "Kazakhstan,\"Plastics and articles\"");
    insta::assert_snapshot!(refusal(&second));
}

#[test]
fn what_is_no_figure_is_refused() {
    let wrong = [
        file(&["A,DE,KZ,3915,1,PRICE_INDEX,2023,7,"]),
        file(&["A,DE,KZ,3915,1,VALUE_IN_EUROS,2023,7,", "A,DE,KZ,3915,1,VALUE_IN_EUROS,2023,8,"]),
        file(&["A,DE,KZ,3915,3,VALUE_IN_EUROS,2023,7,"]),
        file(&["A,DE,KZ,3915,1,VALUE_IN_EUROS,2023,much,"]),
        file(&["A,DE,KZ,3915,1,QUANTITY_IN_100KG,2023,heavy,"]),
        file(&["A,DE,QUAKE ZONE,3915,1,VALUE_IN_EUROS,2023,7,"]),
    ];
    insta::assert_snapshot!(wrong.map(|text| refusal(&text)).join("\n"));
}

#[test]
fn the_files_of_eurostat_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/eurostat");
    if !folder.exists() {
        eprintln!("skipped: ../shared/data/eurostat is not there");
        return;
    }
    for (name, rows) in [
        ("comext_full_202402_excerpt13.dat", 13),
        ("estat_ds-045409_filtered_de.csv.gz", 44),
        ("estat_ds-045409_plastic_imports_EU_labels.csv", 120),
    ] {
        let shown = run(&["inspect", folder.join(name).to_str().unwrap()]);
        assert!(shown.contains(&format!("rows        {rows}")), "{shown}");
    }
}

const ANSWER: &str = include_str!("fixtures/sources/eurostat_stat.json");

#[test]
fn the_api_s_answer_reads_as_sdmx_csv_does() {
    let json = tidy_of(ANSWER);
    let csv = tidy_of(&file(&[
        "A,DE,KZ,3915,1,VALUE_IN_EUROS,2023,1000.5,",
        "A,DE,KZ,3915,1,QUANTITY_IN_100KG,2023,7.5,",
        "A,DE,KZ,3915,2,VALUE_IN_EUROS,2023,10,p",
        "A,DE,NA,3915,1,VALUE_IN_EUROS,2023,,c",
        "A,DE,NA,3915,2,QUANTITY_IN_100KG,2023,1,",
    ]));
    assert_eq!(json, csv);
    assert!(json.contains("DEU,NAM,import,3915,2023,,EUR,,cif,CN 2023,2025-02-17,suppressed"), "{json}");
    insta::assert_snapshot!(run(&["inspect", "eurostat_stat.json"]));
}

const SPECIFIC: &str = include_str!("fixtures/sources/eurostat_specific.xml");
const GENERIC: &str = include_str!("fixtures/sources/eurostat_generic.xml");

#[test]
fn xml_reads_as_the_other_formats_do() {
    assert_eq!(tidy_of(SPECIFIC), tidy_of(ANSWER));
    let generic = tidy_of(GENERIC);
    assert_eq!(
        generic.lines().skip(1).collect::<Vec<_>>(),
        [
            "DEU,KAZ,export,3915,2023,10,EUR,fob,CN 2023,2025-02-17,provisional,",
            "DEU,KAZ,export,3915,2022,9,EUR,fob,CN 2022,2025-02-17,,",
        ]
    );
    let wrong = [
        SPECIFIC.replace(" flow=", " direction="),
        SPECIFIC.replace("</m:DataSet>", "</m:Set>"),
        SPECIFIC.replace("1000.5", "much"),
        GENERIC.replace("g:Obs>", "g:Note>"),
        GENERIC[..600].to_owned(),
    ];
    insta::assert_snapshot!(wrong.map(|text| refusal(&text)).join("\n"));
}

#[test]
fn values_in_a_list_read_as_values_by_place() {
    let listed = ANSWER
        .replace("{\"0\":1000.5,\"1\":7.5,\"2\":10,\"7\":1}", "[1000.5,7.5,10,null,null,null,null,1]")
        .replace("{\"KZ\":0,\"NA\":1}", "[\"KZ\",\"NA\"]");
    assert_eq!(tidy_of(&listed), tidy_of(ANSWER));
}

#[test]
fn an_answer_that_is_no_trade_or_not_whole_is_refused() {
    let wrong = [
        ANSWER.replace("\"flow\"", "\"direction\""),
        ANSWER.replace("\"size\":[1,1,2", "\"size\":[1,1,9999999999"),
        ANSWER.replace("\"7\":1}", "\"800\":1}"),
        ANSWER.replace("{\"KZ\":0,\"NA\":1}", "{\"KZ\":0,\"NA\":5}"),
        ANSWER[..300].to_owned(),
    ];
    insta::assert_snapshot!(wrong.map(|text| refusal(&text)).join("\n"));
}

#[test]
fn weeks_are_skipped_and_said() {
    let header = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG";
    let row = |period: &str| {
        format!("ESTAT:DS-045409(1.0),17/02/25 11:00:00,M,DE,KZ,270900,2,VALUE_IN_EUROS,{period},100,\n")
    };
    let text = format!("{header}\n{}{}", row("2024-W99"), row("2024-01"));
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("weeks.csv");
    std::fs::write(&file, text).unwrap();
    let shown = run(&["inspect", file.to_str().unwrap()]);
    assert!(shown.contains("rows        1") && shown.contains("dropped 1 row with a week for a period"), "{shown}");
    let wrong = refusal(&format!("{header}\n{}", row("2024-W9")));
    assert!(wrong.contains("2024-W9"), "{wrong}");
}

#[test]
fn sdmx_csv_of_version_three_reads_alike() {
    let old = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nESTAT:DS-045409(1.0),,M,DE,KZ,270900,2,VALUE_IN_EUROS,2024-01,100,\n";
    let new = "STRUCTURE,STRUCTURE_ID,ACTION,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\ndataflow,ESTAT:DS-045409(1.0),I,M,DE,KZ,270900,2,VALUE_IN_EUROS,2024-01,100,\ndataflow,ESTAT:DS-045409(1.0),D,M,DE,KZ,270900,2,VALUE_IN_EUROS,2023-01,,\n";
    let tidied = tidy_of(new);
    assert_eq!(tidied, tidy_of(old));
    assert!(tidied.contains("DEU,KAZ,export,270900,2024-01,100,EUR"), "{tidied}");
}

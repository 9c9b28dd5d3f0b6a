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

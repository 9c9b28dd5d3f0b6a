//! Whatever stands in a cell or a record of UN Comtrade or the World Bank, it is read or refused by place.

use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};
use tradeproof::sources::{self, Input};

const ODD: [&str; 14] = [
    "",
    "0",
    "-1",
    "1e308",
    "1e-308",
    "NaN",
    "é",
    "9223372036854775807",
    "-9223372036854775808",
    "..",
    "true",
    "999",
    "201713",
    "0.005",
];

const TABLES: [&str; 6] = [
    include_str!("fixtures/sources/comtrade_flows.csv"),
    include_str!("fixtures/sources/comtrade_machine.csv"),
    include_str!("fixtures/sources/comtrade_legacy35.csv"),
    include_str!("fixtures/sources/world_bank_columns.csv"),
    include_str!("fixtures/sources/world_bank_gdp.csv"),
    include_str!("fixtures/sources/world_bank_long.csv"),
];

const ANSWERS: [&str; 3] = [
    include_str!("fixtures/sources/comtrade_dataset.json"),
    include_str!("fixtures/sources/comtrade_services.json"),
    include_str!("fixtures/sources/world_bank_api.json"),
];

fn odd() -> [Value; 9] {
    [
        Value::Null,
        json!([]),
        json!({}),
        json!(""),
        json!(0),
        json!(-1.5),
        json!(1e300),
        json!("1e300"),
        json!([{"a": {"b": null}}]),
    ]
}

/// How many values are inside of a value, itself included.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(values) => values.iter().map(size).sum(),
        Value::Object(values) => values.values().map(size).sum(),
        _ => 0,
    }
}

/// The value that comes at a place when all are counted from the outside in.
fn at(value: &mut Value, place: usize) -> Option<&mut Value> {
    if place == 0 {
        return Some(value);
    }
    let mut left = place - 1;
    let inner: Vec<&mut Value> = match value {
        Value::Array(values) => values.iter_mut().collect(),
        Value::Object(values) => values.values_mut().collect(),
        _ => Vec::new(),
    };
    for value in inner {
        let here = size(value);
        if left < here {
            return at(value, left);
        }
        left -= here;
    }
    None
}

/// Reads and inspects, so that everything that looks at figures has seen them.
fn read(name: &str, text: String) -> Result<(), String> {
    let loaded = sources::read(Input::from_bytes(Path::new(name), text.into_bytes()));
    let inspected = loaded.and_then(|loaded| loaded.inspection());
    inspected.map(|_| ()).map_err(|error| error.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn odd_cells_are_read_or_refused_by_place(
        table in 0..TABLES.len(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..ODD.len()), 1..5),
    ) {
        let mut rows: Vec<Vec<String>> =
            TABLES[table].lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        for (row, cell, odd) in hits {
            let row = row.index(rows.len());
            let cell = cell.index(rows[row].len());
            rows[row][cell] = ODD[odd].to_owned();
        }
        let text = rows.iter().map(|cells| cells.join(",")).collect::<Vec<_>>().join("\n");
        if let Err(error) = read("a.csv", text) {
            prop_assert!(error.starts_with("a.csv"), "{error}");
        }
    }

    #[test]
    fn odd_records_are_read_or_refused_by_name(
        answer in 0..ANSWERS.len(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), 0..odd().len()), 1..4),
    ) {
        let mut value: Value = serde_json::from_str(ANSWERS[answer]).unwrap();
        for (place, odd_place) in hits {
            let place = place.index(size(&value));
            if let Some(inner) = at(&mut value, place) {
                *inner = odd()[odd_place].clone();
            }
        }
        if let Err(error) = read("a.json", value.to_string()) {
            prop_assert!(error.starts_with("a.json"), "{error}");
        }
    }
}

#[test]
fn every_place_of_an_answer_can_be_reached() {
    let mut value = json!({"a": [1, {"b": 2}], "c": null});
    assert_eq!(size(&value), 6);
    let reached: Vec<String> = (0..6).map(|place| at(&mut value, place).unwrap().to_string()).collect();
    assert_eq!(reached[1..], ["[1,{\"b\":2}]", "1", "{\"b\":2}", "2", "null"]);
    assert!(at(&mut value, 6).is_none());
}

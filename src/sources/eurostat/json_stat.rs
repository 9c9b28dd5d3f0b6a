//! JSON-stat 2.0, in which Eurostat's statistics API answers: values by their place in a cube of dimensions.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::table::Row;
use super::super::reading::{Head, Input, Table};
use super::super::registry::{Field, Page, Source};
use super::sdmx;

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "eurostat-json",
    title: "Eurostat JSON-stat",
    description: "Goods trade of the European Union and its members, as Eurostat's statistics API answers.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "Eurostat's API statistics/1.0/data, of the Comext datasets, format JSON",
        licence: "Eurostat's reuse policy, CC BY 4.0: free with Eurostat named",
        vintage: "`updated`",
        quirks: &[
            "values stand by their place in a cube; places without one are no figures",
            "value, weight and quantity are indicators of one figure, as in SDMX-CSV",
            "the status of a place is its flag; flags combine, as in `be`",
            "datasets without reporter, partner, product, flow and indicators are refused by name",
        ],
        ..sdmx::SOURCE.page
    },
    recognise,
    read,
};

const COLUMNS: [Field; 4] = [
    Field::required("dimension", "reporter, partner, product, flow, indicators and time, with their codes"),
    Field::required("size", "how many codes each dimension has"),
    Field::required("value", "the figures, by their place or in order"),
    Field::optional("status", "flags by place"),
];

/// The dimensions that trade has; `time` is the period.
const DIMENSIONS: [&str; 5] = ["reporter", "partner", "product", "flow", "indicators"];
const HELP: &str = "ask the API again for a Comext dataset such as DS-045409, format JSON";

fn recognise(head: &Head<'_>) -> bool {
    let start: String = head.text.chars().take(400).filter(|letter| !letter.is_whitespace()).collect();
    head.is_json() && start.contains("\"class\":\"dataset\"")
}

/// An answer, as far as it is read.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    label: String,
    #[serde(default)]
    updated: String,
    id: Vec<String>,
    size: Vec<u64>,
    dimension: Map<String, Value>,
    value: Value,
    #[serde(default)]
    status: Value,
    #[serde(default)]
    extension: Value,
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    let damaged = |source| SourceError::Json { path: input.path.clone(), source };
    let answer: Answer = serde_json::from_str(&text).map_err(damaged)?;
    let dataset = answer.extension.get("id").and_then(Value::as_str).unwrap_or(&answer.label).to_owned();
    let missing: Vec<String> = DIMENSIONS
        .iter()
        .filter(|name| !answer.id.iter().any(|id| id == *name))
        .map(|name| (*name).to_owned())
        .collect();
    if !missing.is_empty() {
        return Err(SourceError::MissingColumn {
            path: input.path.clone(),
            format: SOURCE.name,
            missing,
            expected: DIMENSIONS.iter().map(|name| (*name).to_owned()).collect(),
            found: std::iter::once(format!("dataset {dataset}")).chain(answer.id).collect(),
        });
    }
    let cube = Cube::of(&answer).ok_or_else(|| wrong(input, "dimensions whose codes and sizes agree"))?;
    let rows = cube.rows(&answer).ok_or_else(|| wrong(input, "values at places that the dimensions have"))?;
    if rows.is_empty() {
        return Err(SourceError::HeaderOnly { path: input.path.clone() });
    }
    let mut headers: Vec<String> = answer
        .id
        .iter()
        .map(|name| if name == "time" { sdmx::PERIOD.to_owned() } else { name.to_lowercase() })
        .collect();
    headers.extend([sdmx::VALUE, sdmx::FLAG, sdmx::DATAFLOW, sdmx::UPDATED].map(str::to_owned));
    let said = [dataset, day(&answer.updated)];
    let rows = rows.into_iter().map(|mut row| {
        row.cells.extend(said.iter().cloned());
        row
    });
    sdmx::read_table(&Table { path: input.path.clone(), headers, rows: rows.collect(), beyond: 0 })
}

/// `2025-02-17T11:00:00+0100` as the day.
fn day(updated: &str) -> String {
    updated.split('T').next().unwrap_or_default().to_owned()
}

fn wrong(input: &Input, expected: &str) -> SourceError {
    SourceError::Answer { path: input.path.clone(), expected: expected.to_owned(), help: HELP }
}

/// The codes of each dimension in order, and how far apart their places are.
struct Cube {
    codes: Vec<Vec<String>>,
    places: u64,
}

impl Cube {
    /// `None` where sizes and codes do not agree. Nothing is made by a number in the file: codes are there, or not.
    fn of(answer: &Answer) -> Option<Self> {
        let mut codes = Vec::new();
        let mut places = 1_u64;
        for (name, size) in answer.id.iter().zip(&answer.size) {
            let here = codes_of(answer.dimension.get(name)?.get("category")?.get("index")?)?;
            if here.len() as u64 != *size {
                return None;
            }
            places = places.checked_mul(*size)?;
            codes.push(here);
        }
        (answer.id.len() == answer.size.len()).then_some(Self { codes, places })
    }

    /// One row a value; its line is the number of its place, from 1.
    fn rows(&self, answer: &Answer) -> Option<Vec<Row>> {
        let mut rows = Vec::new();
        for (place, value) in placed(&answer.value)? {
            if place >= self.places {
                return None;
            }
            let flag = at(&answer.status, place).and_then(Value::as_str).unwrap_or_default();
            let value = match value {
                Value::Null => String::new(),
                other => other.to_string(),
            };
            let mut cells = self.codes_at(place);
            cells.extend([value, flag.to_owned()]);
            rows.push(Row { line: place + 1, cells });
        }
        // What is confidential has a status and no value.
        for (place, flag) in placed(&answer.status)? {
            if place < self.places && at(&answer.value, place).is_none_or(Value::is_null) {
                let mut cells = self.codes_at(place);
                cells.extend([String::new(), flag.as_str().unwrap_or_default().to_owned()]);
                rows.push(Row { line: place + 1, cells });
            }
        }
        rows.sort_by_key(|row| row.line);
        Some(rows)
    }

    /// The last dimension runs fastest.
    fn codes_at(&self, mut place: u64) -> Vec<String> {
        let mut cells: Vec<String> = Vec::with_capacity(self.codes.len());
        for codes in self.codes.iter().rev() {
            let size = codes.len() as u64;
            cells.push(codes[(place % size) as usize].clone());
            place /= size;
        }
        cells.reverse();
        cells
    }
}

/// Codes in order, from a list or from an object of places; at least one.
fn codes_of(index: &Value) -> Option<Vec<String>> {
    let codes: Vec<String> = match index {
        Value::Array(codes) => codes.iter().map(|code| code.as_str().map(str::to_owned)).collect::<Option<_>>()?,
        Value::Object(places) => {
            let mut ordered: Vec<(u64, &String)> =
                places.iter().map(|(code, place)| Some((place.as_u64()?, code))).collect::<Option<_>>()?;
            ordered.sort();
            ordered.iter().zip(0..).all(|((place, _), expected)| *place == expected).then_some(())?;
            ordered.into_iter().map(|(_, code)| code.clone()).collect()
        }
        _ => return None,
    };
    (!codes.is_empty()).then_some(codes)
}

/// Values with their places, from a list with gaps or from an object.
fn placed(values: &Value) -> Option<Vec<(u64, &Value)>> {
    match values {
        Value::Null => Some(Vec::new()),
        Value::Array(values) => Some((0..).zip(values).filter(|(_, value)| !value.is_null()).collect()),
        Value::Object(values) => values.iter().map(|(place, value)| Some((place.parse().ok()?, value))).collect(),
        _ => None,
    }
}

fn at(values: &Value, place: u64) -> Option<&Value> {
    match values {
        Value::Array(values) => values.get(usize::try_from(place).ok()?),
        Value::Object(values) => values.get(&place.to_string()),
        _ => None,
    }
}

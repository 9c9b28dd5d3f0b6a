//! SDMX-JSON: observations under the places that their codes have in the lists of the message's structure.

use serde_json::Value;

use super::table::Row;
use super::{Input, Table};
use crate::sources::error::SourceError;

/// Whether a text begins like a message of SDMX-JSON, of either version.
#[must_use]
pub fn recognise(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"dataSets\"")
}

/// A dimension: its name, and its codes with their labels.
struct Dimension {
    name: String,
    codes: Vec<[String; 2]>,
}

impl Dimension {
    fn of(dimension: &Value) -> Self {
        let text = |value: &Value, key: &str| match value.get(key) {
            Some(Value::String(text)) => text.clone(),
            Some(number @ Value::Number(_)) => number.to_string(),
            _ => String::new(),
        };
        let codes = dimension.get("values").and_then(Value::as_array).into_iter().flatten();
        // Periods have a value for want of a code in the newer version.
        let code = |code: &Value| match text(code, "id") {
            id if id.is_empty() => text(code, "value"),
            id => id,
        };
        let codes = codes.map(|value| [code(value), text(value, "name")]);
        Self { name: text(dimension, "id").to_lowercase(), codes: codes.collect() }
    }

    /// The cells of the code at a place: the code, and its label.
    fn cells(&self, place: usize) -> Option<[String; 2]> {
        self.codes.get(place).cloned()
    }
}

/// The dimensions of a message: of its data sets, of its series, and of its observations.
struct Dimensions([Vec<Dimension>; 3]);

impl Dimensions {
    fn of(structure: &Value) -> Option<Self> {
        let dimensions = structure.get("dimensions")?;
        let level = |names: &[&str]| -> Vec<Dimension> {
            let listed = names.iter().find_map(|name| dimensions.get(*name)?.as_array());
            listed.into_iter().flatten().map(Dimension::of).collect()
        };
        Some(Self([level(&["dataset", "dataSet"]), level(&["series"]), level(&["observation"])]))
    }

    fn headers(&self) -> Vec<String> {
        let names = self.0.iter().flatten();
        names.flat_map(|dimension| [dimension.name.clone(), format!("{} label", dimension.name)]).collect()
    }
}

/// The observations as a table: a column a dimension with its codes, one with their labels, and `obs_value`. A row's
/// line is its number, from 1.
///
/// # Errors
/// When the text is no JSON, the message has no structure, or an observation stands where no code is.
pub fn table(input: &Input, text: &str) -> Result<Table, SourceError> {
    let message: Value =
        serde_json::from_str(text).map_err(|source| SourceError::Json { path: input.path.clone(), source })?;
    let wrong = |expected: &str| SourceError::Answer {
        path: input.path.clone(),
        expected: expected.to_owned(),
        help: "ask the service again for SDMX-JSON with all its structure",
    };
    let body = message.get("data").unwrap_or(&message);
    let structure = body.get("structure").or_else(|| body.get("structures")?.get(0));
    let dimensions = structure.and_then(Dimensions::of);
    let dimensions = dimensions.ok_or_else(|| wrong("the dimensions of the message in `structure`"))?;
    let mut rows = Vec::new();
    for set in body.get("dataSets").and_then(Value::as_array).into_iter().flatten() {
        let misplaced = || wrong("keys of series and observations that are places in the lists of `structure`");
        add(set, &dimensions, &mut rows).ok_or_else(misplaced)?;
    }
    if rows.is_empty() {
        return Err(SourceError::HeaderOnly { path: input.path.clone() });
    }
    let mut headers = dimensions.headers();
    headers.push("obs_value".to_owned());
    Ok(Table { path: input.path.clone(), headers, rows, beyond: 0 })
}

/// The rows of a data set; `None` where a key names no code.
fn add(set: &Value, dimensions: &Dimensions, rows: &mut Vec<Row>) -> Option<()> {
    let Dimensions([whole, series, observation]) = dimensions;
    // A dimension of the data set has one code.
    let whole = cells(whole, &vec!["0"; whole.len()].join(":"))?;
    let lone = set.get("observations").and_then(Value::as_object).map(|observations| (Vec::new(), observations));
    let listed = set.get("series").and_then(Value::as_object).into_iter().flatten().map(|(key, series_of)| {
        let observations = series_of.get("observations").and_then(Value::as_object)?;
        Some((cells(series, key)?, observations))
    });
    for series in lone.map(Some).into_iter().chain(listed) {
        let (start, observations) = series?;
        for (key, said) in observations {
            let value = match said.get(0) {
                Some(Value::Number(value)) => value.to_string(),
                Some(Value::String(value)) => value.clone(),
                _ => String::new(),
            };
            let row = [whole.clone(), start.clone(), cells(observation, key)?, vec![value]].concat();
            rows.push(Row { line: rows.len() as u64 + 1, cells: row });
        }
    }
    Some(())
}

/// The cells of a key such as `0:3:1`.
fn cells(dimensions: &[Dimension], key: &str) -> Option<Vec<String>> {
    let places: Vec<usize> =
        key.split(':').filter(|place| !place.is_empty()).map(|place| place.parse().ok()).collect::<Option<_>>()?;
    if places.len() != dimensions.len() {
        return None;
    }
    let cells = dimensions.iter().zip(places).map(|(dimension, place)| dimension.cells(place));
    Some(cells.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
}

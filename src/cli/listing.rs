//! Catalogues for programs: what `metrics`, `sources`, `charts` and `claims` list, as a table or as JSON.

use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::summary::{Cell, Table};

use super::delivery::{self, TableFormat};
use super::{CliError, output};

/// How a catalogue is printed.
#[derive(Debug, Clone, Args)]
pub struct ListingArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t = ListingFormat::Text, help_heading = "Output")]
    format: ListingFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListingFormat {
    /// For reading
    Text,
    /// Aligned columns
    Table,
    Csv,
    /// An array of objects, with everything that is known of each
    Json,
    /// The same, one object a line
    Jsonl,
    Markdown,
    /// A stream of Arrow's interprocess format
    Arrow,
}

impl ListingArgs {
    /// Prints entries: as `text` says them, or each as an object, of which tables show what is no list.
    ///
    /// # Errors
    /// When standard output cannot be written to.
    pub fn print(&self, text: impl FnOnce() -> String, entries: &[Value]) -> Result<(), CliError> {
        let format = match self.format {
            ListingFormat::Text => return output::print(&text()),
            ListingFormat::Json => return output::print(&format!("{:#}\n", Value::Array(entries.to_vec()))),
            ListingFormat::Jsonl => {
                return output::print(&entries.iter().map(|entry| format!("{entry}\n")).collect::<String>());
            }
            ListingFormat::Table => TableFormat::Table,
            ListingFormat::Csv => TableFormat::Csv,
            ListingFormat::Markdown => TableFormat::Markdown,
            ListingFormat::Arrow => TableFormat::Arrow,
        };
        delivery::print(&table(entries), format)
    }
}

/// One row an entry; lists of texts stand in one cell, what has parts of its own is left out.
fn table(entries: &[Value]) -> Table {
    let mut columns: Vec<String> = Vec::new();
    for (key, value) in entries.iter().filter_map(Value::as_object).flatten() {
        if flat(value).is_some() && !columns.contains(key) {
            columns.push(key.clone());
        }
    }
    let row = |entry: &Value| -> Vec<Cell> {
        columns.iter().map(|key| Cell::text(&entry.get(key).and_then(flat).unwrap_or_default())).collect()
    };
    Table { rows: entries.iter().map(row).collect(), columns, ..Table::default() }
}

fn flat(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(parts) => {
            let parts = parts.iter().map(|part| part.as_str().map(str::to_owned));
            Some(parts.collect::<Option<Vec<_>>>()?.join(", "))
        }
        Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_texts_stand_in_one_cell() {
        let entries = [serde_json::json!({"name": "a", "of": ["x", "y"], "parts": [{"z": 1}]})];
        let table = table(&entries);
        assert_eq!(table.columns, ["name", "of"]);
        assert_eq!(table.rows[0][1].exact, "x, y");
    }
}

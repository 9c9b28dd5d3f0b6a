//! Files that carry tables of other formats: the sheets of a workbook, the records of JSON, the columns of Parquet.
//! Each table is written as the CSV that it could have been, and recognised as that.

use std::collections::BTreeSet;
use std::path::PathBuf;

use polars::prelude::{DataFrame, DataType, IntoLazy as _, PolarsResult, col};
use polars_io::SerWriter as _;
use polars_io::csv::write::CsvWriter;
use serde_json::{Map, Value};

use super::error::SourceError;
use super::reading::{Input, Row, Table, Workbook};

/// The sheets of a workbook that hold something, as CSV under the names of the sheets; `None` where it is no workbook.
/// A row keeps its line.
pub(super) fn sheets(input: &Input) -> Option<Vec<Input>> {
    let book = Workbook::open(&input.bytes)?;
    let filled = book.names().iter().map(|name| (name, book.rows(name))).filter(|(_, rows)| !rows.is_empty());
    Some(filled.map(|(name, rows)| member(input, input.path.join(name), &csv(&rows))).collect())
}

/// The records of a JSON array, or of a text with one record a line, as CSV; `None` where it is neither.
///
/// # Errors
/// When a text that begins with a record, or an array, goes on as something else.
pub(super) fn records(input: &Input, text: &str) -> Result<Option<Input>, SourceError> {
    let start = text.trim_start();
    let json = |source| SourceError::Json { path: input.path.clone(), source };
    let records: Vec<Map<String, Value>> = match start.as_bytes() {
        [b'[', ..] => match serde_json::from_str(start) {
            Ok(records) => records,
            // An array of other things is an answer of some other kind.
            Err(error) if error.is_data() => return Ok(None),
            Err(error) => return Err(json(error)),
        },
        [b'{', ..] if is_lines(start) => {
            let lines = start.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| serde_json::from_str(line).map_err(json)).collect::<Result<_, _>>()?
        }
        _ => return Ok(None),
    };
    if records.is_empty() {
        return Err(SourceError::Empty { path: input.path.clone() });
    }
    Ok(Some(member(input, input.path.clone(), &csv(&rows_of(&records)))))
}

/// Whether every line is a record of its own: the first one is whole, and another follows it.
fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let whole = |line: &str| {
        serde_json::from_str::<Map<String, Value>>(line)
            .is_ok_and(|record| !record.values().any(|value| value.is_object() || value.is_array()))
    };
    lines.next().is_some_and(whole)
}

/// A header of all keys, those of the first record first, and a row a record.
fn rows_of(records: &[Map<String, Value>]) -> Vec<Row> {
    let mut known = BTreeSet::new();
    let keys: Vec<&String> = records.iter().flat_map(Map::keys).filter(|key| known.insert(*key)).collect();
    let header = Row { line: 1, cells: keys.iter().map(|key| (*key).clone()).collect() };
    let rows = records.iter().zip(2..).map(|(record, line)| {
        let cell = |key: &&String| match record.get(*key) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        Row { line, cells: keys.iter().map(cell).collect() }
    });
    std::iter::once(header).chain(rows).collect()
}

/// A table that was read from another format, as CSV.
pub(super) fn of_table(input: &Input, table: &Table) -> Input {
    let header = Row { line: 1, cells: table.headers.clone() };
    let rows: Vec<Row> = std::iter::once(header)
        .chain(table.rows.iter().zip(2..).map(|(row, line)| Row { line, cells: row.cells.clone() }))
        .collect();
    member(input, input.path.clone(), &csv(&rows))
}

/// A frame as CSV.
///
/// # Errors
/// When a column has no text.
pub(super) fn of_frame(input: &Input, frame: &DataFrame) -> PolarsResult<Input> {
    let texts = frame.get_column_names().into_iter().map(|name| col(name.clone()).cast(DataType::String));
    let mut frame = frame.clone().lazy().select(texts.collect::<Vec<_>>()).collect()?;
    let mut bytes = Vec::new();
    CsvWriter::new(&mut bytes).finish(&mut frame)?;
    Ok(Input { path: input.path.clone(), bytes, sha256: input.sha256.clone(), settings: input.settings.clone() })
}

fn member(input: &Input, path: PathBuf, text: &str) -> Input {
    Input { path, bytes: text.as_bytes().to_vec(), sha256: input.sha256.clone(), settings: input.settings.clone() }
}

/// Rows as CSV, each on the line that it has: a blank line stands for every row that is not there.
fn csv(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut line = 1;
    for row in rows {
        while line < row.line {
            text.push('\n');
            line += 1;
        }
        let cells = (0..width).map(|place| quoted(row.cells.get(place).map_or("", String::as_str)));
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push('\n');
        line += 1;
    }
    text
}

/// A cell in quotes where it needs them; a break of its line would move every row below.
fn quoted(cell: &str) -> String {
    let cell = cell.replace(['\r', '\n'], " ");
    if cell.contains([',', '"', ';', '\t']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn input(text: &str) -> Input {
        Input::from_bytes(Path::new("a.json"), text.as_bytes().to_vec())
    }

    fn text_of(records: Option<Input>) -> String {
        String::from_utf8(records.unwrap().bytes).unwrap()
    }

    #[test]
    fn records_become_rows_under_all_their_keys() {
        let lines = "{\"a\":1,\"b\":\"x, y\"}\n\n{\"a\":null,\"c\":true}\n";
        let expected = "a,b,c\n1,\"x, y\",\n,,true\n";
        assert_eq!(text_of(records(&input(lines), lines).unwrap()), expected);
        let array = "[{\"a\":1,\"b\":\"x, y\"},{\"a\":null,\"c\":true}]";
        assert_eq!(text_of(records(&input(array), array).unwrap()), expected);
    }

    #[test]
    fn other_json_is_left_alone() {
        for text in ["{\"a\":{\"b\":1}}", "[1,2]", "a,b\n1,2\n", "", "{"] {
            assert!(records(&input(text), text).unwrap().is_none(), "{text}");
        }
        for text in ["[{\"a\":1},", "{\"a\":1}\n{\"a\":", "[]"] {
            assert!(records(&input(text), text).is_err(), "{text}");
        }
    }

    #[test]
    fn rows_keep_their_lines() {
        let row = |line, cells: &[&str]| Row { line, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() };
        assert_eq!(csv(&[row(2, &["a\nb"]), row(4, &["1", "2"])]), "\na b,\n\n1,2\n");
    }
}

//! Rows of text cells that know their line and column, under lower-case headers.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde_json::Value;

use super::super::error::{BadCell, SourceError};
use super::{Input, lower_case, separator};

/// A table of text cells under lower-case headers.
#[derive(Debug, Clone)]
pub struct Table {
    pub path: PathBuf,
    pub headers: Vec<String>,
    pub rows: Vec<Row>,
    /// How many blank fields every row has beyond the headers.
    pub beyond: usize,
}

/// One row, and the line it starts on.
#[derive(Debug, Clone)]
pub struct Row {
    /// From 1; the header is line 1.
    pub line: u64,
    pub cells: Vec<String>,
}

impl Table {
    /// The rows of a file whose first line is the header.
    ///
    /// # Errors
    /// As [`Table::parse`], and when there are no rows.
    pub fn of(input: &Input) -> Result<Self, SourceError> {
        let table = Self::parse(&input.path, &input.text()?)?;
        if table.rows.is_empty() {
            let path = input.path.clone();
            return Err(SourceError::HeaderOnly { path });
        }
        Ok(table)
    }

    /// Splits text into rows. The separator is the comma, semicolon or tab that the header holds most of.
    ///
    /// # Errors
    /// When a row has more filled fields than the header or fewer fields, or a header stands there twice.
    pub fn parse(path: &Path, text: &str) -> Result<Self, SourceError> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(separator(text))
            .from_reader(text.as_bytes());
        let mut records = reader.records();
        let first = records.next().transpose().map_err(|source| malformed(path, source))?;
        let first: Vec<String> = first.iter().flatten().map(str::to_owned).collect();
        let mut lines = Lines { text, offset: 0, line: 1 };
        let mut rows = Vec::new();
        for record in records {
            let record = record.map_err(|source| malformed(path, source))?;
            let line = lines.at(record.position().map_or(0, csv::Position::byte) as usize);
            let cells: Vec<String> = record.iter().map(str::to_owned).collect();
            if !cells.iter().all(String::is_empty) {
                rows.push(Row { line, cells });
            }
        }
        let headers = header(path, &first)?;
        let beyond = fit(path, &mut rows, headers.len(), first.len())?;
        let path = path.to_owned();
        Ok(Self { path, headers, rows, beyond })
    }

    /// The table below a header that does not stand in the first row, as under the title of a sheet.
    ///
    /// # Errors
    /// As [`Table::parse`], and when no row follows the header.
    pub fn below(path: &Path, header_row: &Row, rows: Vec<Row>) -> Result<Self, SourceError> {
        let mut rows = rows;
        let headers = header(path, &header_row.cells)?;
        // Rows of a sheet end where their last filled cell is.
        for row in rows.iter_mut().filter(|row| row.cells.len() < headers.len()) {
            row.cells.resize(headers.len(), String::new());
        }
        let beyond = fit(path, &mut rows, headers.len(), header_row.cells.len())?;
        if rows.is_empty() {
            return Err(SourceError::HeaderOnly { path: path.to_owned() });
        }
        Ok(Self { path: path.to_owned(), headers, rows, beyond })
    }

    /// The records of a JSON answer as a table under the keys of its first record; a record's line is its number,
    /// from 1.
    ///
    /// # Errors
    /// When there is no record.
    pub fn of_records(path: &Path, records: &[&serde_json::Map<String, Value>]) -> Result<Self, SourceError> {
        let first = records.first().ok_or_else(|| SourceError::HeaderOnly { path: path.to_owned() })?;
        let names: Vec<&String> = first.keys().collect();
        let headers = header(path, &first.keys().cloned().collect::<Vec<_>>())?;
        let cells =
            |record: &serde_json::Map<String, Value>| names.iter().map(|name| cell(record.get(*name))).collect();
        let rows = records.iter().zip(1..).map(|(record, line)| Row { line, cells: cells(record) }).collect();
        Ok(Self { path: path.to_owned(), headers, rows, beyond: 0 })
    }

    /// The position of a column, if the table has it.
    #[must_use]
    pub fn position(&self, column: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == column)
    }

    /// A row whose cells are found by column name.
    #[must_use]
    pub fn record<'a>(&'a self, row: &'a Row) -> Record<'a> {
        Record { table: self, row }
    }
}

/// A row under its headers.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    table: &'a Table,
    row: &'a Row,
}

impl<'a> Record<'a> {
    /// The line the row starts on, from 1.
    #[must_use]
    pub fn line(self) -> u64 {
        self.row.line
    }

    /// The cell of a column; blank when the table lacks it, as it lacks every column without a name.
    #[must_use]
    pub fn text(self, column: &str) -> &'a str {
        let position = self.table.position(column).filter(|_| !column.is_empty());
        position.and_then(|position| self.row.cells.get(position)).map_or("", String::as_str)
    }

    /// The cell of a column as a value of the model.
    ///
    /// # Errors
    /// A [`BadCell`] that names the place and `help`, with the model's own account of what it expects.
    pub fn parse<T>(self, column: &str, help: &str) -> Result<T, SourceError>
    where
        T: FromStr,
        T::Err: fmt::Display,
    {
        let text = self.text(column);
        text.parse().map_err(|error: T::Err| {
            let message = error.to_string();
            let expected = message.split_once("expected ").map_or(message.as_str(), |split| split.1);
            self.bad(column, expected, help)
        })
    }

    /// The error for a row that says again what an earlier line says.
    #[must_use]
    pub fn repeated(self, what: &'static str, first: u64, key: String) -> SourceError {
        let path = self.table.path.clone();
        SourceError::DuplicateKey { path, line: self.row.line as i64, first: first as i64, what, key }
    }

    /// The error for a cell that holds something else than its column expects.
    #[must_use]
    pub fn bad(self, column: &str, expected: &str, help: &str) -> SourceError {
        SourceError::BadCell(Box::new(BadCell {
            path: self.table.path.clone(),
            line: self.row.line,
            column: column.to_owned(),
            column_number: self.table.position(column).map_or(0, |position| position + 1),
            found: match self.text(column) {
                "" => "nothing".to_owned(),
                text => format!("`{text}`"),
            },
            expected: expected.to_owned(),
            help: help.to_owned(),
        }))
    }
}

/// Counts lines up to a byte. The CSV reader's own count lags where lines end with CR LF or are blank.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first byte from `offset` on that is no line end; offsets must not go back.
    fn at(&mut self, offset: usize) -> u64 {
        let bytes = self.text.as_bytes();
        let ends = bytes[offset..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = offset + ends;
        self.line += bytes[self.offset..start].iter().filter(|byte| **byte == b'\n').count() as u64;
        self.offset = start;
        self.line
    }
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
    }
}

pub(super) fn header(path: &Path, cells: &[String]) -> Result<Vec<String>, SourceError> {
    let headers = lower_case(cells.iter().map(String::as_str));
    for (second, name) in headers.iter().enumerate() {
        let first = headers.iter().position(|header| header == name);
        if let Some(first) = first.filter(|first| *first != second) {
            return Err(SourceError::DuplicateColumn {
                path: path.to_owned(),
                column: name.clone(),
                first: first + 1,
                second: second + 1,
            });
        }
    }
    Ok(headers)
}

/// Drops the blank fields of trailing commas, where the header or every row has them, and says how many; any other
/// misfit is refused.
fn fit(path: &Path, rows: &mut [Row], width: usize, printed: usize) -> Result<usize, SourceError> {
    let beyond = rows.first().map_or(printed, |row| row.cells.len()).max(width);
    let everywhere = rows.iter().all(|row| row.cells.len() == beyond);
    for row in rows {
        let found = row.cells.len();
        let blank = row.cells.iter().skip(width).all(String::is_empty);
        if found < width || !blank || !(found == width || found == printed || everywhere) {
            return Err(SourceError::RaggedRow { path: path.to_owned(), line: row.line, found, expected: width });
        }
        row.cells.truncate(width);
    }
    Ok(if everywhere { beyond.saturating_sub(printed.max(width)) } else { 0 })
}

fn malformed(path: &Path, source: csv::Error) -> SourceError {
    SourceError::Csv { path: path.to_owned(), line: source.position().map_or(0, csv::Position::line), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_line() {
        let table = Table::parse(Path::new("a.csv"), "A,B,\r\n\"1\n2\",3,\r\n\r\n4,5,\r\n").unwrap();
        assert_eq!(table.headers, ["a", "b"]);
        let lines: Vec<u64> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 5]);
        assert_eq!(table.record(&table.rows[1]).text("b"), "5");
    }

    #[test]
    fn trailing_commas_read_where_all_rows_have_them() {
        let parsed = |text: &str| Table::parse(Path::new("a"), text);
        assert_eq!(parsed("a,b\n1,2,\n3,4,\n").unwrap().rows[1].cells, ["3", "4"]);
        let line = match parsed("a,b\n1,2\n3,4,\n") {
            Err(SourceError::RaggedRow { line, .. }) => line,
            other => panic!("{other:?}"),
        };
        assert_eq!(line, 3);
        assert!(parsed("a,b\n1\n").is_err());
    }

    #[test]
    fn semicolons_and_tabs_separate() {
        for text in ["a;b\n1;2\n", "a\tb\n1\t2\n"] {
            assert_eq!(Table::parse(Path::new("a"), text).unwrap().headers.len(), 2);
        }
    }
}

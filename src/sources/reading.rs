//! From bytes to rows of text that know their line and column.

use std::borrow::Cow;
use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::error::{BadCell, SourceError};

/// A file as it was read: where from, its bytes, and their fingerprint.
#[derive(Debug, Clone)]
pub struct Input {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    /// Of the bytes, in lower-case hexadecimal.
    pub sha256: String,
}

impl Input {
    /// Reads a file; `-` is standard input.
    ///
    /// # Errors
    /// When there is no such file or it cannot be read.
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        let bytes = if path == Path::new("-") {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            read.map_err(|source| SourceError::io(path, source))?;
            bytes
        } else {
            std::fs::read(path).map_err(|source| SourceError::io(path, source))?
        };
        Ok(Self::from_bytes(path, bytes))
    }

    /// Bytes that are already there, under the name that errors should give them.
    #[must_use]
    pub fn from_bytes(path: &Path, bytes: Vec<u8>) -> Self {
        let digest = Sha256::digest(&bytes);
        Self { path: path.to_owned(), sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(), bytes }
    }

    /// The file itself, or what a `.gz` holds; the fingerprint stays that of the file.
    ///
    /// # Errors
    /// When the compressed data is damaged, or holds more than [`Input::LARGEST`] bytes.
    pub fn unpacked(self) -> Result<Self, SourceError> {
        if !self.bytes.starts_with(&[0x1F, 0x8B]) {
            return Ok(self);
        }
        let mut bytes = Vec::new();
        let mut reader = flate2::read::MultiGzDecoder::new(self.bytes.as_slice()).take(Self::LARGEST + 1);
        let read = reader.read_to_end(&mut bytes);
        let path = || self.path.clone();
        read.map_err(|source| SourceError::Compressed { path: path(), source })?;
        if bytes.len() as u64 > Self::LARGEST {
            return Err(SourceError::TooLarge { path: path(), largest: Self::LARGEST });
        }
        Ok(Self { bytes, ..self })
    }

    /// How many bytes a compressed file may hold.
    pub const LARGEST: u64 = 4 << 30;

    /// The text: UTF-8 with or without a byte order mark, otherwise Latin-1.
    ///
    /// # Errors
    /// When the file is empty, or holds bytes that are neither.
    pub fn text(&self) -> Result<Cow<'_, str>, SourceError> {
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            let path = self.path.clone();
            return Err(SourceError::Empty { path });
        }
        let skipped = self.bytes.len() - bytes.len();
        let text = std::str::from_utf8(bytes);
        let unreadable = |byte: &u8| *byte == 0 || (text.is_err() && (0x80..=0x9F).contains(byte));
        if let Some(offset) = bytes.iter().position(unreadable) {
            return Err(SourceError::Encoding {
                path: self.path.clone(),
                offset: skipped + offset,
                byte: bytes[offset],
            });
        }
        Ok(match text {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
        })
    }
}

/// Whether the bytes are a ZIP archive, as workbooks are.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// How a file begins: enough to recognise its format.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// All of it, for formats that are no text.
    pub bytes: &'a [u8],
    /// Up to [`Head::LENGTH`] bytes as text; empty where the file is no text.
    pub text: &'a str,
    /// The cells of the first line, in lower case.
    pub headers: Vec<String>,
}

impl<'a> Head<'a> {
    /// How many bytes of text are looked at.
    const LENGTH: usize = 16_384;

    /// The head of a workbook, which is no text.
    #[must_use]
    pub fn archive(input: &'a Input) -> Self {
        Self { bytes: &input.bytes, text: "", headers: Vec::new() }
    }

    /// The head of a file whose text is already there. Whatever its first line is, it is no error here.
    #[must_use]
    pub fn of(input: &'a Input, text: &'a str) -> Self {
        let text = &text[..text.floor_char_boundary(Self::LENGTH)];
        let line = first_line(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .trim(csv::Trim::All)
            .delimiter(separator(line))
            .from_reader(line.as_bytes());
        let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
        Self { bytes: &input.bytes, text, headers: lower_case(first.iter()) }
    }
}

/// Headers without the blank ones at the end.
fn lower_case<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut headers: Vec<String> = cells.map(str::to_lowercase).collect();
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    headers
}

fn first_line(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    &text[start..end]
}

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

    /// The cell of a column; blank when the table lacks it.
    #[must_use]
    pub fn text(self, column: &str) -> &'a str {
        let position = self.table.position(column);
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

fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |byte: u8| first.bytes().filter(|found| *found == byte).count();
    // max_by_key takes the last of equals: the comma wins a tie.
    [b'\t', b';', b','].into_iter().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

fn header(path: &Path, cells: &[String]) -> Result<Vec<String>, SourceError> {
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

    fn input(bytes: &[u8]) -> Input {
        Input::from_bytes(Path::new("a.csv"), bytes.to_vec())
    }

    #[test]
    fn encodings_read() {
        assert_eq!(input(b"\xEF\xBB\xBFa").text().unwrap(), "a");
        assert_eq!(input("Türkiye".as_bytes()).text().unwrap(), "Türkiye");
        assert_eq!(input(b"C\xF4te").text().unwrap(), "Côte");
    }

    #[test]
    fn unreadable_bytes_are_placed() {
        let offset = |bytes: &[u8]| match input(bytes).text() {
            Err(SourceError::Encoding { offset, byte, .. }) => (offset, byte),
            other => panic!("{other:?}"),
        };
        assert_eq!(offset(b"ab\x93c\x94"), (2, 0x93));
        assert_eq!(offset(b"a\0b\0"), (1, 0));
    }

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

//! Tables below titles, in a text or in the sheets of a workbook.

use crate::sources::error::SourceError;
use crate::sources::reading::table::Row;
use crate::sources::reading::{Head, Input, Table, Workbook};

/// How far down a header may stand.
const DEPTH: usize = 25;

/// Whether one of the first lines of a text or sheet is a header as asked for.
pub(in crate::sources) fn has_header(head: &Head<'_>, is_header: fn(&[String]) -> bool) -> bool {
    if let Some(book) = &head.workbook {
        return book.names().iter().any(|name| header_of(&book.rows(name), is_header).is_some());
    }
    header_of(&rows_of(head.text), is_header).is_some()
}

/// A table and the title lines above it.
pub(super) struct Sheet {
    pub name: String,
    pub titles: Vec<String>,
    pub table: Table,
}

/// Every table with such a header.
///
/// # Errors
/// When a table has no rows, or a row more cells than its header.
pub(super) fn sheets(input: &Input, is_header: fn(&[String]) -> bool) -> Result<Vec<Sheet>, SourceError> {
    if let Some(book) = Workbook::open(&input.bytes) {
        let found = book.names().iter().filter_map(|name| below(input, name, book.rows(name), is_header));
        return found.collect();
    }
    below(input, "", rows_of(&input.text()?), is_header).into_iter().collect()
}

/// The names of the sheets of a workbook that are not among these and hold something.
pub(super) fn others(input: &Input, read: &[Sheet]) -> Vec<String> {
    let Some(book) = Workbook::open(&input.bytes) else { return Vec::new() };
    let left = book.names().iter().filter(|name| !read.iter().any(|sheet| sheet.name == **name));
    left.filter(|name| !book.rows(name).is_empty()).cloned().collect()
}

fn below(
    input: &Input,
    name: &str,
    mut rows: Vec<Row>,
    is_header: fn(&[String]) -> bool,
) -> Option<Result<Sheet, SourceError>> {
    let place = header_of(&rows, is_header)?;
    let rest = rows.split_off(place + 1);
    let header = rows.pop()?;
    let titles = rows.iter().flat_map(|row| row.cells.clone()).filter(|cell| !cell.is_empty()).collect();
    let table = Table::below(&input.path, &header, notes_off(rest));
    Some(table.map(|table| Sheet { name: name.to_owned(), titles, table }))
}

/// Lines with one filled cell below a table are notes.
fn notes_off(mut rows: Vec<Row>) -> Vec<Row> {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    while rows.last().is_some_and(|row| filled(row) <= 1) {
        rows.pop();
    }
    rows
}

fn header_of(rows: &[Row], is_header: fn(&[String]) -> bool) -> Option<usize> {
    rows.iter().take(DEPTH).position(|row| {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell.to_lowercase()).collect();
        is_header(&cells)
    })
}

/// The rows of a text whose first lines may be titles: the separator is that of its longest row of the first ones.
fn rows_of(text: &str) -> Vec<Row> {
    let separator = [b',', b';', b'\t'].into_iter().max_by_key(|mark| {
        text.lines().take(DEPTH).map(|line| line.bytes().filter(|byte| byte == mark).count()).max().unwrap_or(0)
    });
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .delimiter(separator.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let records = reader.records().map_while(Result::ok);
    let rows = records.map(|record| Row {
        line: record.position().map_or(0, csv::Position::line),
        cells: record.iter().map(str::to_owned).collect(),
    });
    rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect()
}

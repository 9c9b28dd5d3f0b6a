//! The sheets of a workbook as grids: numbers and days as the workbook has them, merged cells in their first cell.

use std::io::Cursor;

use calamine::{Data, DataType as _, Range, Reader as _, SheetVisible, open_workbook_auto_from_rs};

use super::grid::{Cell, Grid, Line, Typed};
use super::number;
use super::text::LONGEST;

/// Every sheet; `None` where the bytes are no workbook, or a damaged one.
#[must_use]
pub fn grids(bytes: &[u8]) -> Option<Vec<Grid>> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).ok()?;
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut grids = Vec::new();
    for (name, hidden) in sheets {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let cut = range.height() > LONGEST;
        grids.push(Grid { lines: lines(&range), name, hidden, cut, ..Grid::default() });
    }
    Some(grids)
}

fn lines(range: &Range<Data>) -> Vec<Line> {
    let first = range.start().map_or(0, |start| u64::from(start.0)) + 1;
    let indent = range.start().map_or(0, |start| start.1 as usize);
    let rows = range.rows().take(LONGEST).zip(first..);
    let line = |(row, number): (&[Data], u64)| {
        let mut cells = vec![Cell::default(); indent.min(1_000)];
        cells.extend(row.iter().map(cell));
        while cells.last().is_some_and(Cell::is_blank) {
            cells.pop();
        }
        Line { number, cells }
    };
    rows.map(line).filter(|line| !line.cells.is_empty()).collect()
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Int(number) => Cell { text: number.to_string(), typed: Typed::Number },
        Data::Float(number) => Cell { text: number::computed(&number.to_string()), typed: Typed::Number },
        Data::DateTime(_) | Data::DateTimeIso(_) => match data.as_date() {
            Some(day) => Cell { text: day.to_string(), typed: Typed::Day(day) },
            None => Cell::text(&data.to_string()),
        },
        Data::Error(error) => Cell::text(&error.to_string()),
        other => Cell::text(&other.to_string()),
    }
}

//! Workbooks (XLSX, XLS, ODS) as sheets of text cells.

use std::cell::RefCell;
use std::io::Cursor;

use calamine::{Data, DataType as _, Range, Reader as _, Sheets, open_workbook_auto_from_rs};

use tradeproof_host::without_panic;

use super::table::Row;

/// A workbook whose sheets are read when they are asked for.
pub struct Workbook<'a> {
    names: Vec<String>,
    book: RefCell<Sheets<Cursor<&'a [u8]>>>,
}

impl<'a> Workbook<'a> {
    /// The workbook in these bytes; `None` when it is none, or damaged.
    #[must_use]
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let open = || open_workbook_auto_from_rs(Cursor::new(bytes)).ok();
        let book = without_panic(open).flatten()?;
        Some(Self { names: book.sheet_names(), book: RefCell::new(book) })
    }

    /// The names of the sheets, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The cells of a sheet; `None` when there is none of that name, or it is damaged.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<Range<Data>> {
        without_panic(|| self.book.borrow_mut().worksheet_range(name).ok()).flatten()
    }

    /// The rows of a sheet as text, each with its number in the sheet, from 1. Blank rows are left out; days are
    /// written as `2017-04-05`.
    #[must_use]
    pub fn rows(&self, name: &str) -> Vec<Row> {
        let Some(range) = self.sheet(name) else { return Vec::new() };
        let first = range.start().map_or(0, |start| u64::from(start.0)) + 1;
        let rows = range.rows().zip(first..);
        let rows = rows.map(|(cells, line)| Row { line, cells: cells.iter().map(text).collect() });
        rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect()
    }
}

/// A cell as a reader of the sheet sees it.
#[must_use]
pub fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(_) => {
            let day = cell.as_date().map(|day| day.to_string());
            day.unwrap_or_else(|| cell.to_string())
        }
        _ => cell.to_string().trim().to_owned(),
    }
}

/// Whether bytes begin as workbooks do: a ZIP archive, or an OLE2 file.
#[must_use]
pub fn may_be_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0")
}

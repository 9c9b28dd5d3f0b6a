//! Tables on the page: what files hold exactly, worded for a reader.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::wording::period_in_words;
use crate::model::schema::{BASE_PERIOD, METRIC, PERIOD, WHY};
use crate::summary;

/// A table as it is printed, and the file that holds the same figures.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    pub title: String,
    pub note: Option<String>,
    pub columns: Vec<Column>,
    /// Cells in the order of `columns`, already worded.
    pub rows: Vec<Vec<String>>,
    pub download: Download,
}

#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub name: String,
    /// Numbers stand flush right.
    pub numeric: bool,
}

/// A file inside the page, as a data URI.
#[derive(Debug, Clone, Serialize)]
pub struct Download {
    pub name: String,
    pub uri: String,
}

impl Download {
    /// A CSV file of this name and content.
    #[must_use]
    pub fn csv(name: &str, content: &[u8]) -> Self {
        Self { name: name.to_owned(), uri: format!("data:text/csv;charset=utf-8;base64,{}", STANDARD.encode(content)) }
    }
}

impl Table {
    /// A derived table for readers: columns without a single cell are left out, periods and reasons are worded.
    #[must_use]
    pub fn new(title: &str, note: Option<String>, table: &summary::Table, download: Download) -> Self {
        let filled = |place: &usize| table.rows.iter().any(|row| !row[*place].shown.is_empty());
        let places: Vec<usize> = (0..table.columns.len()).filter(filled).collect();
        let column =
            |place: &usize| Column { name: table.columns[*place].replace('_', " "), numeric: table.is_numeric(*place) };
        let row = |row: &Vec<summary::Cell>| {
            places.iter().map(|place| worded(&table.columns[*place], &row[*place])).collect()
        };
        Self {
            title: title.to_owned(),
            note,
            columns: places.iter().map(column).collect(),
            rows: table.rows.iter().map(row).collect(),
            download,
        }
    }
}

fn worded(column: &str, cell: &summary::Cell) -> String {
    match column {
        // A label that the project gives a period wins.
        PERIOD | BASE_PERIOD if cell.shown == cell.exact => period_in_words(&cell.exact),
        METRIC => cell.shown.replace('_', " ").replace(':', ": "),
        WHY => cell.shown.replace('_', " "),
        _ if cell.numeric => cell.shown.replace('-', "−"),
        _ => cell.shown.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_columns_are_left_out_and_periods_worded() {
        let table = summary::Table {
            columns: vec![PERIOD.into(), "value".into(), WHY.into()],
            rows: vec![vec![
                summary::Cell::text("2017-01..2017-04"),
                summary::Cell::number("-1.5".into(), "-1.5".into()),
                summary::Cell::default(),
            ]],
            ..summary::Table::default()
        };
        let table = Table::new("Balance", None, &table, Download::csv("a.csv", b"x"));
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["period", "value"]);
        assert_eq!(table.rows, [["January–April 2017", "−1.5"]]);
    }
}

//! Tables on the page: what files hold exactly, worded for a reader.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::wording::{period_in_words, readable};
use crate::model::schema::{BASE_PERIOD, METRIC, PERIOD, WHY};
use crate::summary;

/// A table as it is printed, and the file that holds the same figures.
#[derive(Debug, Clone, Serialize)]
pub struct Table {
    pub title: String,
    /// Below the table, a paragraph each.
    pub notes: Vec<String>,
    pub columns: Vec<Column>,
    /// Cells in the order of `columns`.
    pub rows: Vec<Vec<Cell>>,
    pub download: Download,
}

#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub name: String,
    /// Numbers stand flush right and are put in order as numbers.
    pub numeric: bool,
}

/// A cell, worded for a reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub text: String,
    /// What puts rows in order where the text does not: the exact number, the period as files carry it.
    pub key: Option<String>,
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
    /// A derived table for readers: columns without a single cell and those for programs only are left out, periods and
    /// reasons are worded.
    #[must_use]
    pub fn new(title: &str, note: Option<String>, table: &summary::Table, download: Download) -> Self {
        let filled = |place: usize| table.rows.iter().any(|row| !row[place].shown.is_empty());
        let shown = |place: usize| table.heads.get(place).is_none_or(Option::is_some);
        let places: Vec<usize> = (0..table.columns.len()).filter(|place| filled(*place) && shown(*place)).collect();
        let column = |place: &usize| {
            let head = table.heads.get(*place).cloned().flatten();
            let name = head.unwrap_or_else(|| table.columns[*place].replace('_', " "));
            Column { name, numeric: table.is_numeric(*place) }
        };
        let row =
            |row: &Vec<summary::Cell>| places.iter().map(|place| cell(&table.columns[*place], &row[*place])).collect();
        Self {
            title: title.to_owned(),
            notes: note.into_iter().chain(table.foot.iter().cloned()).collect(),
            columns: places.iter().map(column).collect(),
            rows: table.rows.iter().map(row).collect(),
            download,
        }
    }
}

fn cell(column: &str, cell: &summary::Cell) -> Cell {
    let text = worded(column, cell);
    let in_order_by_exact = cell.numeric || matches!(column, PERIOD | BASE_PERIOD);
    let key = (in_order_by_exact && text != cell.exact).then(|| cell.exact.clone());
    Cell { text, key }
}

fn worded(column: &str, cell: &summary::Cell) -> String {
    match column {
        // A label that the project gives a period wins.
        PERIOD | BASE_PERIOD if cell.shown == cell.exact => period_in_words(&cell.exact),
        METRIC => cell.shown.replace('_', " ").replace(':', ": "),
        WHY => cell.shown.replace('_', " "),
        _ if cell.numeric => readable(&cell.shown, true),
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
        let texts: Vec<&str> = table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["January–April 2017", "−1.5"]);
        let keys: Vec<Option<&str>> = table.rows[0].iter().map(|cell| cell.key.as_deref()).collect();
        assert_eq!(keys, [Some("2017-01..2017-04"), Some("-1.5")]);
    }

    #[test]
    fn what_stands_above_a_column_and_below_the_table_is_the_tables_own() {
        let table = summary::Table {
            columns: vec!["reporter".into(), "code".into()],
            rows: vec![vec![summary::Cell::text("KAZ"), summary::Cell::text("398")]],
            heads: vec![Some("Economy".into()), None],
            foot: vec!["of 12".into()],
            ..summary::Table::default()
        };
        let table = Table::new("Trade", Some("in brief".into()), &table, Download::csv("a.csv", b"x"));
        assert_eq!((table.columns.len(), table.columns[0].name.as_str()), (1, "Economy"));
        assert_eq!(table.notes, ["in brief", "of 12"]);
    }
}

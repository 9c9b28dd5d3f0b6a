//! Rows and cells of HTML tables, tables in tables included.

use std::collections::BTreeMap;

use html5gum::emitters::default::StartTag;

use super::super::BlockKind;
use super::super::extract::Collector;
use super::super::table::{Cell, Table};

/// Spans that are larger are slips or attacks, and so are rows.
const WIDEST: usize = 50;
const LONGEST_ROW: usize = 500;

/// Follows the tables that are open.
#[derive(Default)]
pub(super) struct Rows {
    open: Vec<Open>,
}

#[derive(Default)]
struct Open {
    table: Table,
    /// What is being read: a cell with its spans, or the caption.
    inside: Inside,
    /// Cells that reach down: by column, how many rows more and what they say.
    hanging: BTreeMap<usize, (usize, Cell)>,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Caption,
    Cell {
        header: bool,
        columns: usize,
        rows: usize,
    },
}

impl Rows {
    pub fn in_cell(&self) -> bool {
        self.open.last().is_some_and(|open| open.inside != Inside::Nothing)
    }

    pub fn start(&mut self, collector: &mut Collector, name: &str, tag: &StartTag<usize>) {
        self.end_cell(collector);
        if name == "table" {
            collector.close();
            self.open.push(Open::default());
            return;
        }
        let Some(open) = self.open.last_mut() else {
            collector.close();
            return;
        };
        match name {
            "tr" => {
                collector.end_row();
                open.begin_row();
            }
            "caption" => open.inside = Inside::Caption,
            _ => {
                open.inside =
                    Inside::Cell { header: name == "th", columns: span(tag, b"colspan"), rows: span(tag, b"rowspan") }
            }
        }
        if open.inside != Inside::Nothing {
            collector.open(BlockKind::Paragraph);
        }
    }

    pub fn end(&mut self, collector: &mut Collector, name: &str) {
        self.end_cell(collector);
        match name {
            "table" => self.end_table(collector),
            "tr" => collector.end_row(),
            _ => {}
        }
    }

    /// Ends what the page left open.
    pub fn finish(&mut self, collector: &mut Collector) {
        while !self.open.is_empty() {
            self.end_cell(collector);
            self.end_table(collector);
        }
    }

    fn end_table(&mut self, collector: &mut Collector) {
        collector.end_row();
        if let Some(open) = self.open.pop() {
            collector.table(open.table);
        }
    }

    fn end_cell(&mut self, collector: &mut Collector) {
        let Some(open) = self.open.last_mut() else { return };
        let cell = match open.inside {
            Inside::Nothing => {
                collector.close();
                return;
            }
            _ => collector.close_cell(),
        };
        match std::mem::take(&mut open.inside) {
            Inside::Cell { header, columns, rows } => {
                open.add(cell, header, columns, rows);
            }
            _ => {
                collector.end_row();
                open.table.caption = cell.span;
            }
        }
    }
}

impl Open {
    fn begin_row(&mut self) {
        self.table.rows.push(Vec::new());
        self.place_hanging();
    }

    /// Cells of rows above that reach down to where the row has come.
    fn place_hanging(&mut self) {
        let Some(row) = self.table.rows.last_mut() else { return };
        while let Some((left, cell)) = self.hanging.remove(&row.len()) {
            if left > 1 {
                self.hanging.insert(row.len(), (left - 1, cell.clone()));
            }
            row.push(cell);
        }
    }

    fn add(&mut self, cell: Cell, header: bool, columns: usize, rows: usize) {
        if self.table.rows.is_empty() {
            self.begin_row();
        }
        for index in 0..columns {
            let Some(row) = self.table.rows.last_mut().filter(|row| row.len() < LONGEST_ROW) else { return };
            // A header is said of all columns it spans, a figure only once.
            let cell = if index == 0 || header { cell.clone() } else { Cell::default() };
            if rows > 1 {
                let below = if header { cell.clone() } else { Cell::default() };
                self.hanging.insert(row.len(), (rows - 1, below));
            }
            row.push(cell);
        }
        self.place_hanging();
    }
}

fn span(tag: &StartTag<usize>, name: &[u8]) -> usize {
    let value = tag.attributes.iter().find(|(key, _)| key.as_slice() == name).map(|(_, value)| value);
    let number = value.and_then(|value| std::str::from_utf8(value).ok()?.trim().parse::<usize>().ok());
    number.unwrap_or(1).clamp(1, WIDEST)
}

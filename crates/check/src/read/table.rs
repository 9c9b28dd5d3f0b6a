//! A table in a text: rows of cells by place.

use std::ops::Range;

/// The first row holds the headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The caption, where the markup says which it is; else empty.
    pub caption: Range<usize>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell's bytes; empty where the cell is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    pub span: Range<usize>,
}

impl Table {
    /// Where its first cell starts.
    #[must_use]
    pub fn start(&self) -> usize {
        let filled = self.rows.iter().flatten().filter(|cell| !cell.span.is_empty());
        filled.map(|cell| cell.span.start).min().unwrap_or(0)
    }

    /// Where its last cell ends.
    #[must_use]
    pub fn end(&self) -> usize {
        self.rows.iter().flatten().map(|cell| cell.span.end).max().unwrap_or(0)
    }
}

impl Cell {
    pub(super) fn extend(&mut self, span: Range<usize>) {
        self.span = if self.span.is_empty() { span } else { self.span.start..span.end };
    }
}

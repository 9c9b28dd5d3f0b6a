//! A table in a text: rows of cells by place.

use std::ops::Range;

/// The first row holds the headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub rows: Vec<Vec<Cell>>,
}

/// A cell's bytes; empty where the cell is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    pub span: Range<usize>,
}

impl Cell {
    pub(super) fn extend(&mut self, span: Range<usize>) {
        self.span = if self.span.is_empty() { span } else { self.span.start..span.end };
    }
}

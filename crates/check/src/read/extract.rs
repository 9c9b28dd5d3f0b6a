//! The text that is taken out of a file, block by block, with its places.

use std::ops::Range;

use super::places::{Layout, Places};
use super::table::{Cell, Table};
use super::{Block, BlockKind, comments};

/// From so many characters on, a cell is prose that was only laid out in a table.
const LONGEST_CELL: usize = 80;

/// What a reader makes of a file.
pub(super) struct Extract {
    /// What all offsets point into.
    pub content: String,
    /// `content` with markup overwritten by spaces, byte for byte.
    pub prose: String,
    pub blocks: Vec<Block>,
    pub tables: Vec<Table>,
    pub places: Places,
}

/// Collects the text of a file whose markup is not part of the text.
pub(super) struct Collector {
    content: String,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    places: Places,
    /// Where the block or cell that is open started, and what it is.
    open: Option<(usize, BlockKind)>,
}

impl Collector {
    pub fn new(layout: Layout) -> Self {
        Self { content: String::new(), blocks: Vec::new(), tables: Vec::new(), places: Places::new(layout), open: None }
    }

    /// Starts a block; ends the one before.
    pub fn open(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some((self.content.len(), kind));
    }

    /// Whether nothing stands in the open block yet.
    pub fn is_blank(&self) -> bool {
        self.open.is_none_or(|(start, _)| self.content.len() == start)
    }

    /// What the open block is.
    pub fn kind(&self) -> Option<BlockKind> {
        self.open.map(|(_, kind)| kind)
    }

    pub fn ends_with_space(&self) -> bool {
        self.is_blank() || self.content.ends_with([' ', '\n'])
    }

    /// The text goes on at this place of the source.
    pub fn anchor(&mut self, line: usize, column: usize) {
        self.places.anchor(self.content.len(), line, column);
    }

    pub fn push(&mut self, text: &str) {
        if self.open.is_none() {
            self.open = Some((self.content.len(), BlockKind::Paragraph));
        }
        self.content.push_str(text);
    }

    /// Whether the open text ends in a hyphen after a small letter.
    pub fn breaks_word(&self) -> bool {
        let before = self.content.strip_suffix(['-', '\u{ad}', '\u{2010}']);
        before.is_some_and(|before| before.ends_with(char::is_lowercase))
    }

    /// Takes the hyphen at the end away, but for words in small letters only and for none of `compounds`.
    pub fn join_word(&mut self, compounds: &[&str]) {
        let word = self.content.rsplit(char::is_whitespace).next().unwrap_or_default();
        let stem = word.trim_end_matches(['-', '\u{ad}', '\u{2010}']);
        let soft = word.ends_with('\u{ad}');
        let joins = stem.chars().all(char::is_lowercase) && !compounds.contains(&stem);
        if soft || joins {
            self.content.pop();
        }
    }

    /// Ends the open block and the line.
    pub fn close(&mut self) {
        if let Some((span, kind)) = self.take() {
            self.blocks.push(Block { kind, span });
            self.content.push('\n');
        }
    }

    /// Ends the open text as a cell of a table; as prose where it is too long for a cell.
    pub fn close_cell(&mut self) -> Cell {
        let Some((span, _)) = self.take() else { return Cell::default() };
        if self.content[span.clone()].chars().count() > LONGEST_CELL {
            self.blocks.push(Block { kind: BlockKind::Paragraph, span });
            self.content.push('\n');
            return Cell::default();
        }
        self.content.push('\t');
        Cell { span }
    }

    /// Ends the line of a row.
    pub fn end_row(&mut self) {
        if self.content.ends_with('\t') {
            self.content.pop();
            self.content.push('\n');
        }
    }

    pub fn table(&mut self, table: Table) {
        if table.rows.iter().flatten().any(|cell| !cell.span.is_empty()) {
            self.tables.push(table);
        }
    }

    /// A comment that the check is to see; it is no part of the prose.
    pub fn comment(&mut self, text: &str) {
        self.content.push_str(text);
        if self.open.is_none() {
            self.content.push('\n');
        }
    }

    /// The open text without spaces at its end; nothing where it is blank.
    fn take(&mut self) -> Option<(Range<usize>, BlockKind)> {
        let (start, kind) = self.open.take()?;
        let end = start + self.content[start..].trim_end().len();
        self.content.truncate(end);
        let start = end - self.content[start..].trim_start().len();
        (start < end).then_some((start..end, kind))
    }

    pub fn finish(mut self) -> Extract {
        self.close();
        let prose = without_comments(&self.content);
        self.tables.sort_by_key(Table::start);
        Extract { content: self.content, prose, blocks: self.blocks, tables: self.tables, places: self.places }
    }
}

/// The text with its comments overwritten by spaces.
fn without_comments(content: &str) -> String {
    let mut prose = content.to_owned();
    for span in comments(content) {
        prose.replace_range(span.clone(), &" ".repeat(span.len()));
    }
    prose
}

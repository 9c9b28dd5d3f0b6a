//! Markdown: prose by block, markup masked out, tables as cells.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::table::{Cell, Table};
use super::{Block, BlockKind, Parts};

pub(super) fn parts(content: &str) -> Parts {
    let mut collector = Collector::new(content);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, span) in Parser::new_ext(content, options).into_offset_iter() {
        collector.event(event, span);
    }
    collector.finish()
}

/// Follows the parser through the document.
struct Collector<'t> {
    content: &'t str,
    /// Bytes that are prose.
    kept: Vec<Range<usize>>,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    open: Option<Block>,
    in_item: usize,
    in_code: bool,
    table: Option<Table>,
    /// Whether prose is read that the parser took for a row of the table before it.
    after_table: bool,
}

impl<'t> Collector<'t> {
    fn new(content: &'t str) -> Self {
        Self {
            content,
            kept: Vec::new(),
            blocks: Vec::new(),
            tables: Vec::new(),
            open: None,
            in_item: 0,
            in_code: false,
            table: None,
            after_table: false,
        }
    }

    fn event(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &span),
            Event::End(tag) => self.end(tag),
            Event::Text(_) | Event::Code(_) if !self.in_code => self.text(span),
            Event::SoftBreak | Event::HardBreak => self.extend(span),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: &Range<usize>) {
        match tag {
            Tag::Paragraph if self.in_item == 0 => self.open_block(BlockKind::Paragraph),
            Tag::Heading { .. } => self.open_block(BlockKind::Heading),
            Tag::Item => {
                self.close();
                self.in_item += 1;
                self.open_block(BlockKind::ListItem);
            }
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::Table(_) => {
                self.close();
                self.table = Some(Table::default());
            }
            // A line without strokes after a table is prose that lacks a blank line before it.
            Tag::TableRow if !self.content[span.clone()].contains('|') => {
                self.after_table = true;
                self.open_block(BlockKind::Paragraph);
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::TableCell if !self.after_table => {
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(Cell::default());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.in_item == 0 => self.close(),
            TagEnd::Heading(_) => self.close(),
            TagEnd::Item => {
                self.close();
                self.in_item -= 1;
            }
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::TableRow if self.after_table => {
                self.close();
                self.after_table = false;
            }
            TagEnd::Table => self.tables.extend(self.table.take()),
            _ => {}
        }
    }

    fn open_block(&mut self, kind: BlockKind) {
        self.close();
        // The span is set by the first text inside.
        self.open = Some(Block { kind, span: 0..0 });
    }

    fn close(&mut self) {
        if let Some(block) = self.open.take().filter(|block| !block.span.is_empty()) {
            self.blocks.push(block);
        }
    }

    fn text(&mut self, span: Range<usize>) {
        self.kept.push(span.clone());
        let table = self.table.as_mut().filter(|_| !self.after_table);
        if let Some(cell) = table.and_then(|table| table.rows.last_mut()?.last_mut()) {
            cell.extend(span);
        } else {
            self.extend(span);
        }
    }

    fn extend(&mut self, span: Range<usize>) {
        let Some(block) = &mut self.open else { return };
        block.span = if block.span.is_empty() { span } else { block.span.start..span.end.max(block.span.end) };
    }

    fn finish(mut self) -> Parts {
        self.close();
        Parts { prose: masked(self.content, &self.kept), blocks: self.blocks, tables: self.tables }
    }
}

/// `content` with all bytes outside `kept` overwritten by spaces; lines stay lines.
fn masked(content: &str, kept: &[Range<usize>]) -> String {
    let mut prose: String = content.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    for span in kept {
        prose.replace_range(span.clone(), &content[span.clone()]);
    }
    prose
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_masked_and_offsets_stay() {
        let content = "# Trade\n\nUp **21** per cent, see [the table](http://example.org/2017).\n\n- coal\n- oil 5%\n";
        let parts = parts(content);
        assert_eq!(parts.prose.len(), content.len());
        assert!(!parts.prose.contains('*') && !parts.prose.contains("example"));
        let kinds: Vec<_> = parts.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Heading, BlockKind::Paragraph, BlockKind::ListItem, BlockKind::ListItem]);
        assert_eq!(&parts.prose[parts.blocks[3].span.clone()], "oil 5%");
    }

    #[test]
    fn tables_are_cells() {
        let parts = parts("| a | 2016 | 2017 |\n|---|---:|---:|\n| Trade | 334.3 | 422.6 |\n| Exports | | 331.7 |\n");
        assert!(parts.blocks.is_empty());
        assert_eq!(parts.tables[0].rows.len(), 3);
        assert_eq!(parts.tables[0].rows[2].len(), 3);
        assert!(parts.tables[0].rows[2][1].span.is_empty());
    }
}

//! The structure that a document has of its own – headings, lists, tables, pages – as events of Markdown, whose bytes are those of the
//! extracted text.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Tag, TagEnd};

use crate::check::finding::DocumentFindings;
use crate::check::read::{Block, BlockKind, Layout, Table};

/// The level of every heading: extracted text does not keep them apart.
pub const HEADING: HeadingLevel = HeadingLevel::H2;

/// An event with the bytes of the text that it stands for.
type Placed<'d> = (Event<'d>, Range<usize>);

/// Whether the document was extracted from a file with a structure of its own.
#[must_use]
pub fn has_structure(document: &DocumentFindings) -> bool {
    document.places.layout() != Layout::Lines && !(document.blocks.is_empty() && document.tables.is_empty())
}

/// The whole document, in the order of its text; what belongs to no block or cell comes as a paragraph.
#[must_use]
pub fn events(document: &DocumentFindings) -> Vec<Placed<'_>> {
    let mut parts: Vec<Part<'_>> = document.blocks.iter().map(Part::Block).collect();
    parts.extend(document.tables.iter().map(Part::Table));
    parts.sort_by_key(Part::start);
    let mut teller = Teller { document, out: Vec::new(), told: 0, page: 1, in_list: false };
    for part in parts {
        teller.between(part.start());
        teller.page(part.start());
        match part {
            Part::Block(block) => teller.block(block),
            Part::Table(table) => teller.table(table),
        }
    }
    teller.between(document.text.len());
    teller.end_list();
    teller.out
}

enum Part<'d> {
    Block(&'d Block),
    Table(&'d Table),
}

impl Part<'_> {
    fn start(&self) -> usize {
        match self {
            Self::Block(block) => block.span.start,
            Self::Table(table) => table.start(),
        }
    }
}

struct Teller<'d> {
    document: &'d DocumentFindings,
    out: Vec<Placed<'d>>,
    /// How far the text is told.
    told: usize,
    page: usize,
    in_list: bool,
}

impl<'d> Teller<'d> {
    fn push(&mut self, event: Event<'d>, at: usize) {
        self.out.push((event, at..at));
    }

    /// The words of a span, line by line.
    fn words(&mut self, span: Range<usize>) {
        let text = &self.document.text[span.clone()];
        let mut start = span.start;
        let mut first = true;
        for line in text.split_inclusive('\n') {
            let words = line.trim();
            if !words.is_empty() {
                let from = start + line.find(words).unwrap_or(0);
                if !first {
                    self.push(Event::SoftBreak, from);
                }
                self.out.push((Event::Text(words.into()), from..from + words.len()));
                first = false;
            }
            start += line.len();
        }
        self.told = self.told.max(span.end);
    }

    fn paragraph(&mut self, span: Range<usize>) {
        self.end_list();
        self.push(Event::Start(Tag::Paragraph), span.start);
        self.words(span.clone());
        self.push(Event::End(TagEnd::Paragraph), span.end);
    }

    /// What stands before `next` and is told nowhere; a comment addresses no reader.
    fn between(&mut self, next: usize) {
        let span = self.told..next;
        let Some(text) = self.document.text.get(span.clone()) else { return };
        let trimmed = text.trim();
        let is_comment = trimmed.starts_with("<!--") && trimmed.ends_with("-->");
        if !is_comment && trimmed.contains(char::is_alphanumeric) {
            self.paragraph(span);
        }
        self.told = self.told.max(next);
    }

    /// Says where a page begins.
    fn page(&mut self, at: usize) {
        if self.document.places.layout() != Layout::Pages {
            return;
        }
        let (page, _) = self.document.places.of(&self.document.text, at);
        if page == self.page {
            return;
        }
        self.page = page;
        self.end_list();
        self.push(Event::Start(Tag::Paragraph), at);
        self.push(Event::Start(Tag::Emphasis), at);
        self.push(Event::Text(format!("Page {page}").into()), at);
        self.push(Event::End(TagEnd::Emphasis), at);
        self.push(Event::End(TagEnd::Paragraph), at);
    }

    fn block(&mut self, block: &Block) {
        let span = block.span.clone();
        let text = &self.document.text[span.clone()];
        match block.kind {
            BlockKind::Heading => {
                self.end_list();
                let heading = Tag::Heading { level: HEADING, id: None, classes: Vec::new(), attrs: Vec::new() };
                self.push(Event::Start(heading), span.start);
                self.words(span.clone());
                self.push(Event::End(TagEnd::Heading(HEADING)), span.end);
            }
            // Numbers and letters of a list that are part of the text stay where they are.
            BlockKind::ListItem if !text.starts_with(|first: char| first.is_ascii_digit() || first == '(') => {
                if !self.in_list {
                    self.push(Event::Start(Tag::List(None)), span.start);
                    self.in_list = true;
                }
                let bullet = text.len() - text.trim_start_matches(['•', '·', '▪', '–', '-', '*', ' ', '\t']).len();
                self.push(Event::Start(Tag::Item), span.start);
                self.words(span.start + bullet..span.end);
                self.push(Event::End(TagEnd::Item), span.end);
            }
            BlockKind::ListItem | BlockKind::Paragraph => self.paragraph(span),
        }
    }

    fn end_list(&mut self) {
        if std::mem::take(&mut self.in_list) {
            self.push(Event::End(TagEnd::List(false)), self.told);
        }
    }

    /// A table, and below it what stands between its cells and is none.
    fn table(&mut self, table: &Table) {
        self.end_list();
        if !table.caption.is_empty() && table.caption.start >= self.told {
            self.paragraph(table.caption.clone());
        }
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        let (start, end) = (table.start(), table.end());
        let mut strays = Vec::new();
        let mut told = start;
        self.push(Event::Start(Tag::Table(vec![Alignment::None; columns])), start);
        for (number, row) in table.rows.iter().enumerate() {
            let (open, close) = match number {
                0 => (Tag::TableHead, TagEnd::TableHead),
                _ => (Tag::TableRow, TagEnd::TableRow),
            };
            self.push(Event::Start(open), told);
            for place in 0..columns {
                let span = row.get(place).map_or(told..told, |cell| cell.span.clone());
                self.push(Event::Start(Tag::TableCell), span.start);
                if !span.is_empty() {
                    strays.push(told..span.start);
                    self.words(span.clone());
                    told = told.max(span.end);
                }
                self.push(Event::End(TagEnd::TableCell), span.end);
            }
            self.push(Event::End(close), told);
        }
        self.push(Event::End(TagEnd::Table), end);
        self.told = self.told.max(end);
        for stray in strays {
            let words = self.document.text.get(stray.clone()).unwrap_or_default();
            if words.contains(char::is_alphanumeric) {
                self.paragraph(stray);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked::render;

    #[test]
    fn a_documents_own_structure_is_kept_and_every_word_is_there() {
        let html = "<html><body><h1>Trade</h1><p>Trade came to $422.6 million, 21 per cent more than before ($334.3 million).</p>\
                    <ul><li>Exports grew.</li><li>Imports fell.</li></ul>\
                    <table><tr><th>Year</th><th>Exports</th></tr><tr><td>2016</td><td>228.7</td></tr></table><p>End.</p></body></html>";
        let document = crate::check::check("a.html", html.as_bytes()).unwrap();
        let shown = render(&document, Vec::new(), "t");
        let plain = shown.replace('\n', "");
        for part in [
            "<h3>Trade</h3>",
            "<ul><li>Exports grew.</li><li>Imports fell.</li></ul>",
            "<th>Year</th><th>Exports</th>",
            "<td>2016</td><td>228.7</td>",
            "<p>End.</p>",
        ] {
            assert!(plain.contains(part), "{part}: {plain}");
        }
        assert!(plain.contains(r#"<mark class="contradictory"#), "{plain}");
    }
}

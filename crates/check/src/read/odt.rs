//! OpenDocument texts (ODT): paragraphs, headings, lists, tables and notes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::BlockKind;
use super::extract::{Collector, Extract};
use super::places::{Layout, Places};
use super::table::{Cell, Table};

/// Repeats that are larger are slips or attacks.
const WIDEST: usize = 50;

/// The text of `content.xml`; a line for each paragraph that is not empty and for each row of a table.
///
/// # Errors
/// What was found where well-formed XML was expected.
pub(super) fn extract(xml: &[u8]) -> Result<Extract, String> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut body = Body {
        collector: Collector::new(Layout::Paragraphs),
        tables: Vec::new(),
        items: 0,
        skipped: 0,
        notes: Vec::new(),
        in_note: 0,
    };
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|error| format!("broken XML at byte {} ({error})", reader.error_position()))? {
            Event::Start(tag) => body.start(&tag),
            Event::Empty(tag) => {
                body.start(&tag);
                body.end(tag.local_name().as_ref());
            }
            Event::End(tag) => body.end(tag.local_name().as_ref()),
            Event::Text(text) => body.push(&text.decode().map_err(|error| error.to_string())?),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|error| error.to_string())?;
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let known = quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned);
                body.push(&character.or(known).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    Ok(body.finish())
}

struct Body {
    collector: Collector,
    tables: Vec<Open>,
    /// How many items of lists are open.
    items: usize,
    /// How many elements are open whose text is not read: comments, deleted text, the marks of notes.
    skipped: usize,
    /// The notes at the foot, which follow the text.
    notes: Vec<String>,
    in_note: usize,
}

struct Open {
    table: Table,
    in_cell: bool,
    repeated: usize,
}

impl Body {
    fn start(&mut self, tag: &BytesStart<'_>) {
        if self.skipped > 0 || is_skipped(tag.local_name().as_ref()) {
            self.skipped += 1;
            return;
        }
        match tag.local_name().as_ref() {
            b"note-body" => {
                self.in_note += 1;
                self.notes.push(String::new());
            }
            b"p" | b"h" if self.in_note > 0 || self.in_cell() => self.space(),
            b"h" => self.collector.open(BlockKind::Heading),
            b"p" if self.items > 0 => self.collector.open(BlockKind::ListItem),
            b"p" => self.collector.open(BlockKind::Paragraph),
            b"list-item" => self.items += 1,
            b"s" | b"tab" | b"line-break" => self.space(),
            b"table" => {
                self.collector.close();
                self.tables.push(Open { table: Table::default(), in_cell: false, repeated: 1 });
            }
            b"table-row" => self.with_table(|open, _| open.table.rows.push(Vec::new())),
            b"table-cell" | b"covered-table-cell" => {
                let repeated = attribute(tag, b"number-columns-repeated").unwrap_or(1).clamp(1, WIDEST);
                self.with_table(|open, collector| {
                    (open.in_cell, open.repeated) = (true, repeated);
                    collector.open(BlockKind::Paragraph);
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            b"note-body" => self.in_note = self.in_note.saturating_sub(1),
            b"p" | b"h" if self.in_note == 0 && !self.in_cell() => self.collector.close(),
            b"list-item" => self.items = self.items.saturating_sub(1),
            b"table-cell" | b"covered-table-cell" => self.with_table(Open::end_cell),
            b"table-row" => self.collector.end_row(),
            b"table" => self.end_table(),
            _ => {}
        }
    }

    fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|open| open.in_cell)
    }

    fn with_table(&mut self, act: impl FnOnce(&mut Open, &mut Collector)) {
        if let Some(open) = self.tables.last_mut() {
            act(open, &mut self.collector);
        }
    }

    fn end_table(&mut self) {
        self.collector.end_row();
        if let Some(open) = self.tables.pop() {
            self.collector.table(open.table);
        }
    }

    /// A line of the text is a paragraph.
    fn push(&mut self, text: &str) {
        let text = text.replace(['\n', '\r', '\t'], " ");
        if self.skipped > 0 {
            return;
        }
        match self.notes.last_mut().filter(|_| self.in_note > 0) {
            Some(note) => note.push_str(&text),
            // White space between elements is layout.
            None if self.collector.kind().is_none() => {}
            None => self.collector.push(&text),
        }
    }

    fn space(&mut self) {
        if self.in_note > 0 || !self.collector.ends_with_space() {
            self.push(" ");
        }
    }

    fn finish(mut self) -> Extract {
        while !self.tables.is_empty() {
            self.with_table(Open::end_cell);
            self.end_table();
        }
        self.collector.close();
        for note in &self.notes {
            self.collector.open(BlockKind::Paragraph);
            self.collector.push(note.trim());
            self.collector.close();
        }
        let mut extract = self.collector.finish();
        extract.places = Places::of_lines(Layout::Paragraphs, &extract.content);
        extract
    }
}

impl Open {
    fn end_cell(&mut self, collector: &mut Collector) {
        if !std::mem::take(&mut self.in_cell) {
            return;
        }
        let cell = collector.close_cell();
        let Some(row) = self.table.rows.last_mut() else { return };
        row.push(cell);
        row.extend((1..self.repeated).map(|_| Cell::default()));
    }
}

fn is_skipped(name: &[u8]) -> bool {
    matches!(name, b"annotation" | b"tracked-changes" | b"note-citation" | b"forms" | b"desc" | b"title")
}

fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<usize> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    std::str::from_utf8(&found.value).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_headings_lists_tables_and_notes_are_read() {
        let xml = "<office:document-content><office:body><office:text>\
                   <text:h text:outline-level=\"1\">Trade</text:h>\n\
                   <text:p>Trade came to <text:span>$422.6</text:span><text:s/>million<text:note><text:note-citation>1</text:note-citation>\
                   <text:note-body><text:p>Customs &amp; excise.</text:p></text:note-body></text:note>.</text:p>\
                   <text:list><text:list-item><text:p>Exports</text:p></text:list-item></text:list>\
                   <table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell>\
                   <table:table-cell><text:p>2016</text:p></table:table-cell></table:table-row></table:table>\
                   </office:text></office:body></office:document-content>";
        let found = extract(xml.as_bytes()).unwrap();
        assert_eq!(found.content, "Trade\nTrade came to $422.6 million.\nExports\nYear\t2016\nCustoms & excise.\n");
        let kinds: Vec<BlockKind> = found.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Heading, BlockKind::Paragraph, BlockKind::ListItem, BlockKind::Paragraph]);
        assert_eq!(found.tables[0].rows[0].len(), 2);
        assert!(extract(b"<a><b").is_err());
    }
}

//! The paragraphs and tables of one part of a Word document.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::BlockKind;
use super::super::extract::Collector;
use super::super::table::{Cell, Table};

/// Spans that are larger are slips or attacks.
const WIDEST: usize = 50;

/// Adds what `xml` says to the text.
///
/// # Errors
/// What was found where well-formed XML was expected.
pub(super) fn read_part(xml: &[u8], headings: &BTreeSet<String>, collector: &mut Collector) -> Result<(), String> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut body = Body { headings, collector, tables: Vec::new(), in_text: false, raised: false, fallback: 0 };
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
            Event::Text(text) => body.text(&text.decode().map_err(|error| error.to_string())?),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|error| error.to_string())?;
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let known = quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned);
                body.text(&character.or(known).unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    body.finish();
    Ok(())
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(String::from_utf8_lossy(&found.value).into_owned())
}

struct Body<'c> {
    headings: &'c BTreeSet<String>,
    collector: &'c mut Collector,
    tables: Vec<Open>,
    in_text: bool,
    /// The run is written high.
    raised: bool,
    /// How many alternatives are open that repeat what was said before.
    fallback: usize,
}

#[derive(Default)]
struct Open {
    table: Table,
    in_cell: bool,
    columns: usize,
}

impl Body<'_> {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let value = || attribute(tag, b"val");
        match tag.local_name().as_ref() {
            b"Fallback" => self.fallback += 1,
            b"p" if self.in_cell() => self.space(),
            b"p" => self.collector.open(BlockKind::Paragraph),
            b"pStyle" if !self.in_cell() && value().is_some_and(|style| self.is_heading(&style)) => {
                self.collector.open(BlockKind::Heading);
            }
            b"numPr" if !self.in_cell() && self.collector.kind() == Some(BlockKind::Paragraph) => {
                self.collector.open(BlockKind::ListItem);
            }
            b"r" => self.raised = false,
            b"vertAlign" => self.raised = value().is_some_and(|align| align == "superscript"),
            b"t" => self.in_text = true,
            b"tab" | b"br" | b"cr" => self.space(),
            b"noBreakHyphen" => self.push("-"),
            b"tbl" => {
                self.collector.close();
                self.tables.push(Open::default());
            }
            b"tr" => self.with_table(|open, _| open.table.rows.push(Vec::new())),
            b"tc" => self.with_table(|open, collector| {
                (open.in_cell, open.columns) = (true, 1);
                collector.open(BlockKind::Paragraph);
            }),
            b"gridSpan" => {
                let columns = value().and_then(|value| value.parse().ok()).unwrap_or(1);
                self.with_table(|open, _| open.columns = usize::clamp(columns, 1, WIDEST));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"Fallback" => self.fallback = self.fallback.saturating_sub(1),
            b"p" if !self.in_cell() => self.collector.close(),
            b"t" => self.in_text = false,
            b"tc" => self.with_table(Open::end_cell),
            b"tr" => self.collector.end_row(),
            b"tbl" => self.end_table(),
            _ => {}
        }
    }

    fn in_cell(&self) -> bool {
        self.tables.last().is_some_and(|open| open.in_cell)
    }

    fn with_table(&mut self, act: impl FnOnce(&mut Open, &mut Collector)) {
        if let Some(open) = self.tables.last_mut() {
            act(open, self.collector);
        }
    }

    fn end_table(&mut self) {
        self.collector.end_row();
        if let Some(open) = self.tables.pop() {
            self.collector.table(open.table);
        }
    }

    fn is_heading(&self, style: &str) -> bool {
        let lower = style.to_lowercase();
        self.headings.contains(style) || ["heading", "title", "subtitle"].iter().any(|name| lower.starts_with(name))
    }

    fn text(&mut self, text: &str) {
        let is_note_mark =
            self.raised && text.starts_with(|c: char| c.is_ascii_digit() || ['[', '(', '*', '†'].contains(&c));
        if self.in_text && !is_note_mark {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if self.fallback == 0 {
            // A line of the text is a paragraph.
            self.collector.push(&text.replace(['\n', '\r', '\t'], " "));
        }
    }

    fn space(&mut self) {
        if !self.collector.ends_with_space() {
            self.push(" ");
        }
    }

    fn finish(mut self) {
        while !self.tables.is_empty() {
            self.with_table(Open::end_cell);
            self.end_table();
        }
        self.collector.close();
    }
}

impl Open {
    fn end_cell(&mut self, collector: &mut Collector) {
        if !std::mem::take(&mut self.in_cell) {
            return;
        }
        let cell = collector.close_cell();
        let is_header = self.table.rows.len() == 1;
        let Some(row) = self.table.rows.last_mut() else { return };
        row.push(cell.clone());
        for _ in 1..self.columns {
            // A header is said of all columns it spans, a figure only once.
            row.push(if is_header { cell.clone() } else { Cell::default() });
        }
    }
}

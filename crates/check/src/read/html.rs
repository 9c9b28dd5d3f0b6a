//! HTML: the visible text, block by block; tables as cells; every character with its place in the source.

mod references;
mod rows;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{Span, Tokenizer};

use super::BlockKind;
use super::extract::{Collector, Extract};
use super::places::Layout;
use references::pieces;
use rows::Rows;

/// Elements whose text no reader sees, or that is no part of what a page says.
const SKIPPED: &[&str] = &[
    "head", "script", "style", "nav", "template", "noscript", "svg", "select", "button", "textarea", "iframe",
    "object", "math",
];

/// Elements that stand in a line of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "blockquote",
    "section",
    "article",
    "main",
    "aside",
    "header",
    "footer",
    "body",
    "html",
    "dl",
    "dt",
    "dd",
    "ul",
    "ol",
    "figure",
    "figcaption",
    "pre",
    "address",
    "form",
    "fieldset",
    "hr",
    "details",
    "summary",
    "center",
    "title",
];

/// The text of an HTML page.
pub(super) fn extract(source: &str) -> Extract {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader {
        source,
        cursor: Cursor { source, at: 0, line: 1, column: 1 },
        collector: Collector::new(Layout::Markup),
        rows: Rows::default(),
        skipped: None,
        raised: false,
    };
    // Reading from memory cannot fail: the error type has no value.
    for token in Tokenizer::new_with_emitter(source, emitter).flatten() {
        reader.token(token);
    }
    reader.rows.finish(&mut reader.collector);
    reader.collector.finish()
}

struct Reader<'s> {
    source: &'s str,
    cursor: Cursor<'s>,
    collector: Collector,
    rows: Rows,
    /// The element being skipped, and how many of its kind are open.
    skipped: Option<(&'static str, usize)>,
    /// Inside `<sup>`.
    raised: bool,
}

impl Reader<'_> {
    fn token(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) if self.skipped.is_none() => self.text(text.span),
            Token::Comment(comment) if self.skipped.is_none() => self.comment(&String::from_utf8_lossy(&comment.value)),
            _ => {}
        }
    }

    /// Comments to the checker are kept: they accept findings.
    fn comment(&mut self, text: &str) {
        let text = text.trim();
        if text.starts_with("tradeproof:") && !text.contains("--") {
            self.collector.comment(&format!("<!-- {} -->", text.replace(['\n', '\r'], " ")));
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += usize::from(name == *skipped);
            // A page that forgot to close its head has begun its body nevertheless.
            if !(*skipped == "head" && name == "body") {
                return;
            }
            self.skipped = None;
        }
        if let Some(skipped) = SKIPPED.iter().find(|skipped| **skipped == name) {
            self.skipped = Some((skipped, 1));
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" if self.rows.in_cell() => self.space(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.collector.open(BlockKind::Heading),
            "li" => self.collector.open(BlockKind::ListItem),
            "br" => self.space(),
            "sup" => self.raised = true,
            "table" | "caption" | "tr" | "td" | "th" => self.rows.start(&mut self.collector, name, tag),
            _ if BLOCKS.contains(&name) => self.block(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth -= usize::from(name == *skipped);
            if *depth == 0 {
                self.skipped = None;
            }
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => self.block(),
            "sup" => self.raised = false,
            "table" | "caption" | "tr" | "td" | "th" => self.rows.end(&mut self.collector, name),
            _ if BLOCKS.contains(&name) => self.block(),
            _ => {}
        }
    }

    /// Another block begins or ends; inside a cell it is only a space.
    fn block(&mut self) {
        if self.rows.in_cell() { self.space() } else { self.collector.close() }
    }

    fn space(&mut self) {
        if !self.collector.ends_with_space() {
            self.collector.push(" ");
        }
    }

    fn text(&mut self, span: Span<usize>) {
        let text = self.source.get(span.start..span.end).unwrap_or_default();
        if self.raised && is_note_mark(text) {
            return;
        }
        let mut at = span.start;
        for piece in pieces(text) {
            match piece.decoded {
                Some(decoded) => self.reference(at, &decoded),
                None => self.plain(at, piece.source),
            }
            at += piece.source.len();
        }
    }

    /// A character reference such as `&pound;`.
    fn reference(&mut self, at: usize, decoded: &str) {
        let (line, column) = self.cursor.place(at);
        self.collector.anchor(line, column);
        self.collector.push(decoded);
    }

    /// Text as it stands, runs of white space as one space.
    fn plain(&mut self, at: usize, text: &str) {
        let is_space = |c: char| c.is_ascii_whitespace();
        let mut rest = text;
        while !rest.is_empty() {
            let from = at + text.len() - rest.len();
            let spaces = rest.len() - rest.trim_start_matches(is_space).len();
            if spaces > 0 {
                self.space();
                rest = &rest[spaces..];
                continue;
            }
            let word = rest.find(is_space).unwrap_or(rest.len());
            let (line, column) = self.cursor.place(from);
            self.collector.anchor(line, column);
            self.collector.push(&rest[..word]);
            rest = &rest[word..];
        }
    }
}

/// `1`, `[3]`, `*` written high are marks of notes, no part of the number before them.
fn is_note_mark(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit() || ['[', '(', '*', '†', '‡'].contains(&c))
}

/// Counts lines and columns along the source.
struct Cursor<'s> {
    source: &'s str,
    at: usize,
    line: usize,
    column: usize,
}

impl Cursor<'_> {
    /// The place of a byte no earlier than the one asked for before.
    fn place(&mut self, to: usize) -> (usize, usize) {
        for c in self.source[self.at..to].chars() {
            (self.line, self.column) = if c == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        self.at = to;
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(source: &str) -> Vec<(BlockKind, String)> {
        let extract = extract(source);
        extract.blocks.iter().map(|block| (block.kind, extract.content[block.span.clone()].to_owned())).collect()
    }

    fn place(source: &str, word: &str) -> (usize, usize) {
        let extract = extract(source);
        extract.places.of(&extract.content, extract.content.find(word).unwrap())
    }

    #[test]
    fn blocks_follow_the_markup() {
        let found = blocks(
            "<!doctype html><html><head><title>T 1</title><style>p{}</style></head><body><nav>Menu 3</nav>\
             <h2>Trade</h2><p>Up <b>21</b>&nbsp;per\n cent.<p>Next<ul><li>coal<li>oil 5%</ul><script>var x = 3 < 4;</script>tail</body>",
        );
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["Trade", "Up 21\u{a0}per cent.", "Next", "coal", "oil 5%", "tail"]);
        assert_eq!(found[0].0, BlockKind::Heading);
        assert_eq!(found[3].0, BlockKind::ListItem);
    }

    #[test]
    fn places_are_those_of_the_source() {
        let source = "<p>Trade\n  was &pound;5.2&nbsp;billion,\n<b>not</b> é&amp;more";
        assert_eq!(place(source, "Trade"), (1, 4));
        assert_eq!(place(source, "was"), (2, 3));
        assert_eq!(place(source, "£"), (2, 7));
        assert_eq!(place(source, "5.2"), (2, 14));
        assert_eq!(place(source, "billion"), (2, 23));
        assert_eq!(place(source, "not"), (3, 4));
        assert_eq!(place(source, "more"), (3, 18));
    }

    #[test]
    fn marks_of_notes_are_no_digits() {
        assert_eq!(blocks("<p>$422.6<sup>1</sup> million on the 21<sup>st</sup>")[0].1, "$422.6 million on the 21st");
    }

    #[test]
    fn tables_are_cells_and_their_prose_is_prose() {
        let extract = extract(
            "<table><caption>US$ million</caption><tr><th>a<th colspan=2>2016<tr><td>Trade<td>334.3<td>&ndash;</table>\
             <table><tr><td>A sentence that is long enough to be prose, as pages of old laid their whole text out in tables.</table>",
        );
        let cell = |row: usize, column: usize| &extract.content[extract.tables[0].rows[row][column].span.clone()];
        assert_eq!(
            [cell(0, 1), cell(0, 2), cell(1, 0), cell(1, 1), cell(1, 2)],
            ["2016", "2016", "Trade", "334.3", "–"]
        );
        assert_eq!(&extract.content[extract.tables[0].caption.clone()], "US$ million");
        assert_eq!(extract.blocks.len(), 1);
    }
}

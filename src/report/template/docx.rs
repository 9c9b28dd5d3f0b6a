//! Markdown as a word processor's document.

use docx_rs::{
    AbstractNumbering, Docx, Hyperlink, HyperlinkType, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering,
    NumberingId, Paragraph, Run, SpecialIndentType, Start, Style, StyleType, Table, TableCell, TableRow,
};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::html::parse;

/// The list styles of the document.
const BULLETS: usize = 2;
const NUMBERS: usize = 3;
/// The style of running text, as word processors call it.
const BODY: &str = "Normal";
/// How deep a list is indented, in twentieths of a point, a level.
const INDENT: i32 = 360;
/// Half points.
const HEADING_SIZES: [usize; 4] = [36, 28, 24, 22];

/// The document: headings, paragraphs, lists, tables, links, bold and italic; the same Markdown gives the same bytes.
#[must_use]
pub fn document(markdown: &str) -> Vec<u8> {
    let mut writer = Writer::default();
    for event in parse(markdown) {
        writer.event(event);
    }
    writer.paragraph_ends();
    let mut docx = styled(Docx::new());
    for block in writer.blocks {
        docx = match block {
            Block::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
            Block::Table(rows) => docx.add_table(Table::new(rows)),
        };
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    // Memory takes every byte; a paragraph of ours has no part that a document cannot hold.
    docx.build().pack(&mut bytes).expect("a document packs into memory");
    bytes.into_inner()
}

enum Block {
    Paragraph(Box<Paragraph>),
    Table(Vec<TableRow>),
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    paragraph: Option<Paragraph>,
    /// Ordered or not, from the outermost.
    lists: Vec<bool>,
    bold: usize,
    italic: usize,
    /// Address and text of a link that is open.
    link: Option<(String, Vec<Run>)>,
    rows: Vec<TableRow>,
    cells: Vec<TableCell>,
    comment: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Html(text) | Event::InlineHtml(text) => self.html(&text),
            _ => {}
        }
    }

    /// Comments are for the checker, not for readers.
    fn html(&mut self, text: &str) {
        if text.trim_start().starts_with("<!--") || self.comment {
            self.comment = !text.trim_end().ends_with("-->");
        } else {
            self.text(text);
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.paragraph_ends();
                self.paragraph = Some(Paragraph::new().style(&format!("Heading{}", (level as usize).min(4))));
            }
            Tag::Paragraph => self.open(),
            Tag::List(first) => {
                self.paragraph_ends();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.paragraph_ends();
                self.paragraph = Some(self.item());
            }
            Tag::Strong | Tag::TableHead => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.to_string(), Vec::new())),
            Tag::TableCell => self.paragraph = Some(body()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => self.paragraph_ends(),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Link => self.link_ends(),
            TagEnd::TableCell => {
                let cell = TableCell::new().add_paragraph(self.paragraph.take().unwrap_or_default());
                self.cells.push(cell);
            }
            TagEnd::TableHead => {
                self.bold -= 1;
                self.row_ends();
            }
            TagEnd::TableRow => self.row_ends(),
            TagEnd::Table => self.blocks.push(Block::Table(std::mem::take(&mut self.rows))),
            _ => {}
        }
    }

    fn open(&mut self) {
        if self.paragraph.is_none() {
            self.paragraph = Some(body());
        }
    }

    fn item(&self) -> Paragraph {
        let ordered = self.lists.last().copied().unwrap_or_default();
        let style = if ordered { NUMBERS } else { BULLETS };
        let depth = self.lists.len().saturating_sub(1).min(8);
        body().numbering(NumberingId::new(style), IndentLevel::new(depth))
    }

    fn text(&mut self, text: &str) {
        let mut run = Run::new().add_text(text);
        if self.bold > 0 {
            run = run.bold();
        }
        if self.italic > 0 {
            run = run.italic();
        }
        if let Some((_, runs)) = &mut self.link {
            runs.push(run.underline("single").color("0563C1"));
            return;
        }
        let paragraph = self.paragraph.take().unwrap_or_else(body);
        self.paragraph = Some(paragraph.add_run(run));
    }

    fn link_ends(&mut self) {
        let Some((address, runs)) = self.link.take() else { return };
        let link = runs.into_iter().fold(Hyperlink::new(address, HyperlinkType::External), Hyperlink::add_run);
        let paragraph = self.paragraph.take().unwrap_or_default();
        self.paragraph = Some(paragraph.add_hyperlink(link));
    }

    fn row_ends(&mut self) {
        self.rows.push(TableRow::new(std::mem::take(&mut self.cells)));
    }

    fn paragraph_ends(&mut self) {
        if let Some(paragraph) = self.paragraph.take() {
            self.blocks.push(Block::Paragraph(Box::new(paragraph)));
        }
    }
}

/// A paragraph of running text.
fn body() -> Paragraph {
    Paragraph::new().style(BODY)
}

fn styled(docx: Docx) -> Docx {
    let docx = docx.add_style(Style::new(BODY, StyleType::Paragraph).name(BODY));
    let docx = HEADING_SIZES.iter().enumerate().fold(docx, |docx, (index, size)| {
        let level = index + 1;
        let heading = Style::new(format!("Heading{level}"), StyleType::Paragraph)
            .name(format!("heading {level}"))
            .size(*size)
            .bold()
            .outline_lvl(index);
        docx.add_style(heading)
    });
    docx.add_abstract_numbering(levels(BULLETS, "bullet", |_| "•".to_owned()))
        .add_numbering(Numbering::new(BULLETS, BULLETS))
        .add_abstract_numbering(levels(NUMBERS, "decimal", |level| format!("%{}.", level + 1)))
        .add_numbering(Numbering::new(NUMBERS, NUMBERS))
}

fn levels(id: usize, format: &str, sign: fn(usize) -> String) -> AbstractNumbering {
    (0..9).fold(AbstractNumbering::new(id), |numbering, level| {
        let indent = INDENT * (level as i32 + 1);
        numbering.add_level(
            Level::new(
                level,
                Start::new(1),
                NumberFormat::new(format),
                LevelText::new(sign(level)),
                LevelJc::new("left"),
            )
            .indent(Some(indent), Some(SpecialIndentType::Hanging(INDENT)), None, None),
        )
    })
}

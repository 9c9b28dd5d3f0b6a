//! Texts as bytes become blocks of prose and tables, with positions in the source.

mod docx;
mod extract;
mod format;
mod html;
mod laid_out;
mod markdown;
mod pdf;
mod places;
mod plain;
mod table;

use sha2::{Digest, Sha256};
use std::ops::Range;
use thiserror::Error;

use extract::Extract;
use format::Format;
pub use places::{Layout, Places, Window};
pub use table::{Cell, Table};

/// A text that is ready to be checked.
#[derive(Debug, Clone)]
pub struct Text {
    pub path: String,
    /// SHA-256 of the bytes as read, in lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes were read.
    pub bytes: usize,
    /// The format they are in: `Markdown`.
    pub format: &'static str,
    /// What all offsets point into. For plain text and Markdown it is the source itself.
    pub content: String,
    /// `content` with markup overwritten by spaces, byte for byte.
    pub prose: String,
    pub blocks: Vec<Block>,
    pub tables: Vec<Table>,
    /// Where all this stands in the source.
    pub places: Places,
}

/// A run of prose that belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Heading,
    ListItem,
}

/// Why a text cannot be read.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error(
        "{path}:{line}: expected UTF-8 text, found byte 0x{byte:02X}{looks_like}; save the text as UTF-8 and check it again"
    )]
    NotUtf8 { path: String, line: usize, byte: u8, looks_like: &'static str },
    #[error("{path}: expected a text to check, found no words; give a text with at least one sentence")]
    Empty { path: String },
    #[error(
        "{path}: expected plain text, Markdown, HTML, DOCX or PDF, found {found}; save the text in one of these formats and check it again"
    )]
    Unsupported { path: String, found: &'static str },
    #[error(
        "{path}: expected a {format} that opens without a password, found an encrypted one; save it unprotected and check it again"
    )]
    Encrypted { path: String, format: &'static str },
    #[error(
        "{path}: expected a {format}, found {reason}; open it in the program it was made with and save it again, or save its text as .txt"
    )]
    Damaged { path: String, format: &'static str, reason: String },
    #[error(
        "{path}: expected a PDF with a text layer, found {pages} of pictures only; run character recognition (OCR) over it, or give the text it was made from"
    )]
    NoTextLayer { path: String, pages: String },
}

impl Text {
    /// Reads `bytes` by the format that the name and the content show.
    ///
    /// # Errors
    /// When the bytes are no text, or none that can be read.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, ReadError> {
        let format = format::recognise(path, bytes)?;
        let extract = match format {
            Format::Plain => of_source(path, bytes, plain::parts)?,
            Format::Markdown => of_source(path, bytes, markdown::parts)?,
            Format::Html => html::extract(&decode(path, bytes)?),
            Format::Docx => docx::extract(path, bytes)?,
            Format::Pdf => pdf::extract(path, bytes)?,
        };
        let Extract { content, prose, mut blocks, tables, places } = extract;
        blocks.retain(|block| !stands_in_table(&tables, block));
        if !content.chars().any(char::is_alphanumeric) {
            return Err(ReadError::Empty { path: path.to_owned() });
        }
        let places = places.within_lines(&content);
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            path: path.to_owned(),
            sha256,
            bytes: bytes.len(),
            format: format.name(),
            content,
            prose,
            blocks,
            tables,
            places,
        })
    }

    /// The place of a byte in the source, both numbers from 1: see [`Places::of`].
    #[must_use]
    pub fn place(&self, offset: usize) -> (usize, usize) {
        self.places.of(&self.content, offset)
    }
}

/// Whether a block stands between the cells of a table, as broken markup has it: it is no prose, and in nobody's order.
fn stands_in_table(tables: &[Table], block: &Block) -> bool {
    let next = tables.partition_point(|table| table.end() <= block.span.start);
    tables.get(next).is_some_and(|table| table.start() < block.span.end)
}

/// Where `<!-- comments -->` stand.
pub(super) fn comments(content: &str) -> Vec<Range<usize>> {
    const CLOSE: &str = "-->";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = content[from..].find("<!--").map(|at| from + at) {
        let Some(close) = content[open..].find(CLOSE).map(|at| open + at) else { break };
        found.push(open..close + CLOSE.len());
        from = close + CLOSE.len();
    }
    found
}

/// What is read of a text that is its own source.
pub(super) struct Parts {
    pub prose: String,
    pub blocks: Vec<Block>,
    pub tables: Vec<Table>,
}

fn of_source(path: &str, bytes: &[u8], parts: fn(&str) -> Parts) -> Result<Extract, ReadError> {
    let content = decode(path, bytes)?;
    let Parts { prose, blocks, tables } = parts(&content);
    let places = Places::of_lines(Layout::Lines, &content);
    Ok(Extract { content, prose, blocks, tables, places })
}

fn decode(path: &str, bytes: &[u8]) -> Result<String, ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
        let at = error.valid_up_to();
        let looks_like = match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => " (it looks like UTF-16)",
            _ => " (it looks like Windows-1252 or another 8-bit encoding)",
        };
        ReadError::NotUtf8 {
            path: path.to_owned(),
            line: bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1,
            byte: bytes[at],
            looks_like,
        }
    })
}

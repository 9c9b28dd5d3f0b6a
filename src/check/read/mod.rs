//! Texts as bytes become blocks of prose and tables, with positions in the source.

mod markdown;
mod plain;
mod table;

use std::ops::Range;
use std::path::Path;

use sha2::{Digest, Sha256};
use thiserror::Error;

pub use table::{Cell, Table};

/// A text that is ready to be checked.
#[derive(Debug, Clone)]
pub struct Text {
    pub path: String,
    /// SHA-256 of the bytes as read, in lower-case hexadecimal.
    pub sha256: String,
    /// What all offsets point into. For plain text and Markdown it is the source itself.
    pub content: String,
    /// `content` with markup overwritten by spaces, byte for byte.
    pub prose: String,
    pub blocks: Vec<Block>,
    pub tables: Vec<Table>,
    /// Where each line starts.
    lines: Vec<usize>,
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
    #[error("{path}: expected plain text or Markdown (.txt, .md), found {found}; convert it to text first")]
    Unsupported { path: String, found: &'static str },
}

impl Text {
    /// Reads `bytes` by the format that the name and the content show.
    ///
    /// # Errors
    /// When the bytes are no text, or none that can be read.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, ReadError> {
        if let Some(found) = binary_format(bytes) {
            return Err(ReadError::Unsupported { path: path.to_owned(), found });
        }
        let content = decode(path, bytes)?;
        if !content.chars().any(char::is_alphanumeric) {
            return Err(ReadError::Empty { path: path.to_owned() });
        }
        let is_markdown = Path::new(path)
            .extension()
            .is_some_and(|ext| ext.eq_ignore_ascii_case("md") || ext.eq_ignore_ascii_case("markdown"));
        let parts = if is_markdown { markdown::parts(&content) } else { plain::parts(&content) };
        let lines = std::iter::once(0).chain(content.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            path: path.to_owned(),
            sha256,
            content,
            prose: parts.prose,
            blocks: parts.blocks,
            tables: parts.tables,
            lines,
        })
    }

    /// The line and the column (in characters) of a byte, both from 1.
    #[must_use]
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        (line, self.content[start..offset].chars().count() + 1)
    }
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

/// What the readers make of a text.
pub(super) struct Parts {
    pub prose: String,
    pub blocks: Vec<Block>,
    pub tables: Vec<Table>,
}

fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 3] =
        [(b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP container (DOCX, XLSX or the like)"), (b"\x89PNG", "a picture")];
    known.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
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

//! PDF: the text layer, page by page.

mod flow;
mod lines;
mod tame;

use std::collections::BTreeMap;

use pdf_extract::{Document, ObjectId, OutputDev, OutputError, Transform, output_doc_page};

use super::ReadError;
use super::extract::Extract;
use flow::flow;
use lines::{Glyph, Line, lines};
use tradeproof_host::without_panic;

const FORMAT: &str = "PDF";

/// The text of the pages; its places are page and line.
pub(super) fn extract(path: &str, bytes: &[u8]) -> Result<Extract, ReadError> {
    let damaged = |reason: String| ReadError::Damaged { path: path.to_owned(), format: FORMAT, reason };
    let loaded = without_panic(|| Document::load_mem(bytes));
    let mut document = match loaded {
        Some(Ok(document)) => document,
        Some(Err(error)) => {
            return Err(if is_about_password(&error) { encrypted(path) } else { damaged(broken(&error)) });
        }
        None => return Err(damaged("one whose structure cannot be followed".to_owned())),
    };
    // A document that only forbids printing opens with an empty password.
    let locked = document.trailer.get(b"Encrypt").is_ok() && !document.was_encrypted();
    if locked && !matches!(without_panic(|| document.decrypt("")), Some(Ok(()))) {
        return Err(encrypted(path));
    }
    let pages = without_panic(|| document.get_pages()).unwrap_or_default();
    if pages.is_empty() {
        return Err(damaged("one without pages, which may be cut off".to_owned()));
    }
    tame::tame(&mut document, &pages);
    let read = read_pages(&document, &pages);
    let Some(read) = read else { return Err(damaged("pages whose content cannot be read".to_owned())) };
    if !read.iter().flatten().any(|line| line.has_words()) {
        let count = pages.len();
        let pages = if count == 1 { "a page".to_owned() } else { format!("{count} pages") };
        return Err(ReadError::NoTextLayer { path: path.to_owned(), pages });
    }
    Ok(flow(&read))
}

fn is_about_password(error: &pdf_extract::Error) -> bool {
    matches!(error, pdf_extract::Error::Decryption(_) | pdf_extract::Error::InvalidPassword)
}

fn encrypted(path: &str) -> ReadError {
    ReadError::Encrypted { path: path.to_owned(), format: FORMAT }
}

fn broken(error: &pdf_extract::Error) -> String {
    format!("one that is broken or cut off ({error})")
}

/// The lines of every page; empty where one page cannot be read, `None` where none can.
fn read_pages(document: &Document, pages: &BTreeMap<u32, ObjectId>) -> Option<Vec<Vec<Line>>> {
    let mut any = false;
    let read = pages
        .iter()
        .map(|(number, id)| {
            let mut glyphs = Glyphs::default();
            let done = tame::has_root(document, *id)
                && matches!(without_panic(|| output_doc_page(document, &mut glyphs, *number)), Some(Ok(())));
            // What stands before the place that cannot be read is still text.
            any |= done || !glyphs.list.is_empty();
            lines(&glyphs.list)
        })
        .collect();
    any.then_some(read)
}

/// Collects what a page prints.
#[derive(Default)]
struct Glyphs {
    list: Vec<Glyph>,
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _: u32,
        _: &pdf_extract::MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        // Of text that is turned, only the size along its line counts.
        let size = (at.m21.hypot(at.m22) * font_size).abs();
        let end = at.m31 + width * (at.m11 * font_size).abs();
        self.list.push(Glyph { x: at.m31, y: at.m32, end, size, text: text.to_owned() });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

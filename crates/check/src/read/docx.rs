//! Word documents (Office Open XML): paragraphs, headings, lists, tables and footnotes.

mod body;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::ReadError;
use super::extract::{Collector, Extract};
use super::places::{Layout, Places};
use body::{attribute, read_part};

const FORMAT: &str = "Word document (.docx)";

/// More text than this in one part is an attack, not a document.
const LARGEST_PART: u64 = 256 << 20;

/// The text of a document; a line for each paragraph that is not empty and for each row of a table.
pub(super) fn extract(path: &str, bytes: &[u8]) -> Result<Extract, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|error| damaged(path, &format!("a broken ZIP container ({error})")))?;
    let Some(document) = part(path, &mut archive, "word/document.xml")? else {
        return Err(ReadError::Unsupported { path: path.to_owned(), found: contained(&archive) });
    };
    let headings = match part(path, &mut archive, "word/styles.xml")? {
        Some(styles) => heading_styles(&styles),
        None => BTreeSet::new(),
    };
    let mut collector = Collector::new(Layout::Paragraphs);
    read_part(&document, &headings, &mut collector).map_err(|reason| damaged(path, &reason))?;
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = part(path, &mut archive, notes)? {
            read_part(&notes, &headings, &mut collector).map_err(|reason| damaged(path, &reason))?;
        }
    }
    let mut extract = collector.finish();
    extract.places = Places::of_lines(Layout::Paragraphs, &extract.content);
    Ok(extract)
}

fn damaged(path: &str, reason: &str) -> ReadError {
    ReadError::Damaged { path: path.to_owned(), format: FORMAT, reason: reason.to_owned() }
}

/// One file of the container; `None` where there is none of this name.
fn part(path: &str, archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
            return Err(ReadError::Encrypted { path: path.to_owned(), format: FORMAT });
        }
        Err(error) => return Err(damaged(path, &format!("{name} that cannot be unpacked ({error})"))),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST_PART + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| damaged(path, &format!("{name} that cannot be unpacked ({error})")))?;
    if bytes.len() as u64 > LARGEST_PART {
        return Err(damaged(path, &format!("more than {} MB in {name}", LARGEST_PART >> 20)));
    }
    Ok(Some(bytes))
}

/// What a container without a Word text is.
fn contained(archive: &ZipArchive<Cursor<&[u8]>>) -> &'static str {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        "an Excel workbook"
    } else if has("ppt/presentation.xml") {
        "a PowerPoint presentation"
    } else if has("content.xml") && has("mimetype") {
        "an OpenDocument file"
    } else {
        "a ZIP archive that holds no Word document"
    }
}

/// The styles that stand for headings: their ids are translated in some languages, their names are not.
fn heading_styles(styles: &[u8]) -> BTreeSet<String> {
    let mut headings = BTreeSet::new();
    let mut reader = Reader::from_reader(styles);
    let mut style = String::new();
    let mut buffer = Vec::new();
    // Styles only tell headings from paragraphs: broken ones are not worth refusing the text for.
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                b"style" => style = attribute(&tag, b"styleId").unwrap_or_default(),
                b"name" => {
                    let name = attribute(&tag, b"val").unwrap_or_default().to_lowercase();
                    if ["heading", "title", "subtitle"].iter().any(|heading| name.starts_with(heading)) {
                        headings.insert(style.clone());
                    }
                }
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    headings
}

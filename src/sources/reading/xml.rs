//! Where an XML reader is.

use quick_xml::Reader;

/// The line that a reader of a text has come to, from 1.
#[must_use]
pub fn line(text: &str, reader: &Reader<&[u8]>) -> u64 {
    place(text, reader).0
}

/// The line and the column, in bytes, that a reader of a text has come to; both from 1.
#[must_use]
pub fn place(text: &str, reader: &Reader<&[u8]>) -> (u64, usize) {
    let read = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
    let before = &text.as_bytes()[..read];
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    (1 + before.iter().filter(|byte| **byte == b'\n').count() as u64, read - start + 1)
}

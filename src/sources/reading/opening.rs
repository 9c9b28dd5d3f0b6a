//! How a table of text opens: what separates its fields, its header, and where its rows begin.

use std::io::Read as _;
use std::path::Path;

use super::super::error::SourceError;
use super::decoded::Decoded;
use super::table::header;
use super::{Encoding, Place, separator};

/// How much of a file is looked at; a header is shorter.
const LOOKED_AT: u64 = 64 << 10;

/// The start of a table of text.
#[derive(Debug, Clone)]
pub struct Opening {
    pub encoding: Encoding,
    pub separator: u8,
    /// In lower case, without the blank ones at the end.
    pub headers: Vec<String>,
    /// How many names the header has with the blank ones at its end.
    pub printed: usize,
    /// How many bytes of UTF-8 stand before the first row.
    pub begins: u64,
    /// The line of the first row, from 1.
    pub line: u64,
}

impl Opening {
    /// The opening of a file, in an encoding that is known or as its start says; `None` where it is no plain table.
    ///
    /// # Errors
    /// When the file cannot be read, or a header stands there twice.
    pub fn of(place: &Place, encoding: Option<Encoding>) -> Result<Option<Self>, SourceError> {
        let start = place.start(LOOKED_AT)?;
        let encoding = encoding.unwrap_or_else(|| said(&start));
        let mut bytes = Vec::new();
        let mut reader = Decoded::new(Box::new(std::io::Cursor::new(start)), encoding);
        reader.read_to_end(&mut bytes).map_err(|source| place.failed(source))?;
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        };
        Self::of_text(&place.path, text, encoding)
    }

    fn of_text(path: &Path, text: &str, encoding: Encoding) -> Result<Option<Self>, SourceError> {
        let separator = separator(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut first = csv::StringRecord::new();
        if !reader.read_record(&mut first).unwrap_or(false) {
            return Ok(None);
        }
        let names: Vec<String> = first.iter().map(str::to_owned).collect();
        let begins = reader.position().byte() as usize;
        // Behind the line end, where the reader stopped before a line feed.
        let begins = begins + usize::from(text.as_bytes().get(begins) == Some(&b'\n'));
        if begins >= text.len() || text.as_bytes()[begins - 1] != b'\n' {
            return Ok(None);
        }
        Ok(Some(Self {
            encoding,
            separator,
            headers: header(path, &names)?,
            printed: names.len(),
            begins: begins as u64,
            line: 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..begins]).count() as u64,
        }))
    }

    /// The place of a column, if the table has it.
    #[must_use]
    pub fn position(&self, column: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == column && !column.is_empty())
    }
}

/// The encoding that the first bytes of a file speak for.
fn said(start: &[u8]) -> Encoding {
    match Encoding::of(start) {
        // A character may be cut in two where the look ends.
        Encoding::Windows1252 => match std::str::from_utf8(start) {
            Err(error) if error.error_len().is_none() => Encoding::Utf8,
            _ => Encoding::Windows1252,
        },
        known => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(text: &str) -> Option<Opening> {
        Opening::of(&Place::of_bytes(Path::new("a.csv"), text.into()), None).unwrap()
    }

    #[test]
    fn rows_begin_below_the_header() {
        for (text, begins, line, separator) in
            [("A,B,\n1,2,\n", 5, 2, b','), ("\r\n\"A\";\"B\nb\";;\r\n1;2;\r\n", 15, 4, b';')]
        {
            let opening = opening(text).unwrap();
            assert_eq!((opening.begins, opening.line, opening.separator), (begins, line, separator), "{text}");
            assert_eq!((opening.headers.len(), opening.headers[0].as_str()), (2, "a"));
        }
        assert!(opening("a,b").is_none());
    }
}

//! What text is encoded in: UTF-8, UTF-16, or the Windows-1252 of agencies' websites.

use std::borrow::Cow;
use std::path::Path;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::super::error::SourceError;

/// An encoding of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    /// Latin-1 with typographic quotes and dashes.
    Windows1252,
}

/// Bytes that Windows-1252 has no character for.
const UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Encoding {
    /// The encoding of bytes: UTF-16 where they say so, UTF-8 where they can be, otherwise Windows-1252.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Self::Utf16,
            _ if std::str::from_utf8(bytes).is_ok() => Self::Utf8,
            _ => Self::Windows1252,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252 (Latin-1)",
        }
    }
}

/// The text of a file without its byte order mark.
///
/// # Errors
/// When the file is empty, or holds bytes that are no text; they are placed.
pub fn decode<'a>(path: &Path, bytes: &'a [u8]) -> Result<Cow<'a, str>, SourceError> {
    let marked = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    if marked.iter().all(u8::is_ascii_whitespace) {
        return Err(SourceError::Empty { path: path.to_owned() });
    }
    let skipped = bytes.len() - marked.len();
    let unreadable =
        |offset: usize| SourceError::Encoding { path: path.to_owned(), offset: skipped + offset, byte: marked[offset] };
    match Encoding::of(marked) {
        Encoding::Utf16 => {
            let encoding = if marked[0] == 0xFF { UTF_16LE } else { UTF_16BE };
            let (text, wrong) = encoding.decode_with_bom_removal(marked);
            if wrong { Err(unreadable(0)) } else { Ok(text) }
        }
        Encoding::Utf8 => match memchr(0, marked) {
            Some(offset) => Err(unreadable(offset)),
            None => Ok(String::from_utf8_lossy(marked)),
        },
        Encoding::Windows1252 => {
            let wrong = marked.iter().position(|byte| *byte == 0 || UNDEFINED.contains(byte));
            wrong.map_or_else(
                || Ok(WINDOWS_1252.decode_without_bom_handling(marked).0),
                |offset| Err(unreadable(offset)),
            )
        }
    }
}

/// The text that bytes begin with; a character that they cut in two is left out. Of bytes that are no text, what reads.
#[must_use]
pub fn start(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(UTF8_MARK).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(&bytes[..error.valid_up_to()]),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

fn memchr(wanted: u8, bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, SourceError> {
        decode(Path::new("a.csv"), bytes).map(Cow::into_owned)
    }

    #[test]
    fn encodings_read() {
        assert_eq!(text(b"\xEF\xBB\xBFa").unwrap(), "a");
        assert_eq!(text("Türkiye".as_bytes()).unwrap(), "Türkiye");
        assert_eq!(text(b"C\xF4te \x93d'Ivoire\x94").unwrap(), "Côte “d'Ivoire”");
        assert_eq!(text(b"\xFF\xFEa\0,\0b\0").unwrap(), "a,b");
        assert_eq!(text(b"\xFE\xFF\0a\0,\0b").unwrap(), "a,b");
    }

    #[test]
    fn unreadable_bytes_are_placed() {
        let offset = |bytes: &[u8]| match text(bytes) {
            Err(SourceError::Encoding { offset, byte, .. }) => (offset, byte),
            other => panic!("{other:?}"),
        };
        assert_eq!(offset(b"ab\x81c\xE9"), (2, 0x81));
        assert_eq!(offset(b"a\0b\0"), (1, 0));
        assert_eq!(offset(b"\xEF\xBB\xBFa\0"), (4, 0));
    }
}

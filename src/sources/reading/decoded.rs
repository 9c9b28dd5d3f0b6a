//! Bytes of a text as UTF-8 without its byte order mark, decoded while they are read.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Encoding;

/// How many bytes are decoded at once.
const BLOCK: usize = 64 << 10;

/// A reader of UTF-8.
pub struct Decoded {
    reader: Box<dyn Read + Send>,
    /// `None` where the bytes are UTF-8, or said to be.
    decoder: Option<Decoder>,
    encoding: Encoding,
    /// What was read and is not handed out yet.
    waiting: Vec<u8>,
    handed: usize,
    started: bool,
    ended: bool,
}

impl Decoded {
    pub fn new(reader: Box<dyn Read + Send>, encoding: Encoding) -> Self {
        let decoder = (encoding == Encoding::Windows1252).then(|| WINDOWS_1252.new_decoder_without_bom_handling());
        Self { reader, decoder, encoding, waiting: Vec::new(), handed: 0, started: false, ended: false }
    }

    /// The first bytes say which UTF-16 it is, or that it is UTF-8.
    fn start(&mut self) -> io::Result<()> {
        self.started = true;
        let mut first = Vec::new();
        self.reader.by_ref().take(4).read_to_end(&mut first)?;
        if self.encoding == Encoding::Utf16 {
            let encoding = if first.starts_with(&[0xFE, 0xFF]) { UTF_16BE } else { UTF_16LE };
            self.decoder = Some(encoding.new_decoder_with_bom_removal());
        }
        let first = match self.encoding {
            Encoding::Utf16 => &first[..],
            _ => first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&first),
        };
        self.put(first, false);
        Ok(())
    }

    fn put(&mut self, bytes: &[u8], last: bool) {
        let Some(decoder) = &mut self.decoder else {
            self.waiting.extend_from_slice(bytes);
            return;
        };
        let mut rest = bytes;
        loop {
            let room = decoder.max_utf8_buffer_length(rest.len()).unwrap_or(BLOCK);
            let start = self.waiting.len();
            self.waiting.resize(start + room, 0);
            let (result, read, written, _) = decoder.decode_to_utf8(rest, &mut self.waiting[start..], last);
            self.waiting.truncate(start + written);
            rest = &rest[read..];
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.started {
            self.start()?;
        }
        while self.handed == self.waiting.len() && !self.ended {
            self.waiting.clear();
            self.handed = 0;
            if self.decoder.is_none() {
                // UTF-8 goes through as it is.
                return self.reader.read(buffer);
            }
            let mut block = vec![0; BLOCK];
            let read = self.reader.read(&mut block)?;
            self.ended = read == 0;
            self.put(&block[..read], self.ended);
        }
        let waiting = &self.waiting[self.handed..];
        let given = waiting.len().min(buffer.len());
        buffer[..given].copy_from_slice(&waiting[..given]);
        self.handed += given;
        Ok(given)
    }
}

/// The text that bytes of any encoding begin with, as [`super::encoding::start`] has it of those of one byte a letter.
#[must_use]
pub fn start(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    if Encoding::of(&bytes[..bytes.len().min(2)]) != Encoding::Utf16 {
        return super::encoding::start(bytes);
    }
    let mut decoded = Vec::new();
    let mut reader = Decoded::new(Box::new(io::Cursor::new(bytes.to_vec())), Encoding::Utf16);
    // Bytes in memory can be read.
    let _ = reader.read_to_end(&mut decoded);
    String::from_utf8_lossy(&decoded).into_owned().into()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn every_encoding_is_read_as_utf_8() {
        let utf_16: Vec<u8> = "\u{feff}m²,\u{1F600}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, encoding, expected) in [
            (b"\xEF\xBB\xBFm\xC2\xB2".to_vec(), Encoding::Utf8, "m²"),
            (b"m\xB2, C\xF4te".to_vec(), Encoding::Windows1252, "m², Côte"),
            (utf_16, Encoding::Utf16, "m²,\u{1F600}"),
            (b"a".to_vec(), Encoding::Utf8, "a"),
            (Vec::new(), Encoding::Windows1252, ""),
        ] {
            let mut text = String::new();
            Decoded::new(Box::new(Cursor::new(bytes)), encoding).read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
        }
    }
}

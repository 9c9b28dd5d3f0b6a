//! From bytes to rows of text that know their line and column.

pub mod chunks;
pub mod decoded;
pub mod encoding;
pub mod head;
pub mod opening;
pub mod parquet;
pub mod place;
pub mod progress;
pub mod records;
pub mod sdmx_json;
pub mod table;
pub mod workbook;
pub mod xml;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::any_table::Settings;
use super::error::SourceError;

pub use encoding::Encoding;
pub use head::Head;
pub use place::Place;
pub use progress::Watch;
pub use table::{Record, Row, Table};
pub use workbook::Workbook;

/// A file as it was read: where from, its bytes, and their fingerprint.
#[derive(Debug, Clone)]
pub struct Input {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
    /// Of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// What is settled of tables of one's own.
    pub settings: Arc<Settings>,
}

impl Input {
    /// All bytes of a place, unpacked; the fingerprint is that of the outermost file.
    ///
    /// # Errors
    /// When they cannot be read, are damaged, or are too many.
    pub fn of(place: &Place, sha256: String) -> Result<Self, SourceError> {
        Ok(Self { path: place.path.clone(), bytes: place.bytes(Self::LARGEST)?, sha256, settings: place.settings() })
    }

    /// Bytes that are already there, under the name that errors should give them.
    #[must_use]
    pub fn from_bytes(path: &Path, bytes: Vec<u8>) -> Self {
        let digest = Sha256::digest(&bytes);
        let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { path: path.to_owned(), sha256, bytes, settings: Arc::default() }
    }

    /// The same with what is settled of tables of one's own.
    #[must_use]
    pub fn settled(self, settings: Settings) -> Self {
        Self { settings: Arc::new(settings), ..self }
    }

    /// How many bytes a compressed file may hold.
    pub const LARGEST: u64 = 4 << 30;

    /// The text, whatever it is encoded in.
    ///
    /// # Errors
    /// When the file is empty, or holds bytes that are no text.
    pub fn text(&self) -> Result<Cow<'_, str>, SourceError> {
        encoding::decode(&self.path, &self.bytes)
    }

    /// What the text is encoded in.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        Encoding::of(&self.bytes)
    }
}

/// Headers without the blank ones at the end.
fn lower_case<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut headers: Vec<String> = cells.map(str::to_lowercase).collect();
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    headers
}

pub(super) fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |byte: u8| first.bytes().filter(|found| *found == byte).count();
    // max_by_key takes the last of equals: the comma wins a tie.
    [b'\t', b';', b','].into_iter().max_by_key(|byte| count(*byte)).unwrap_or(b',')
}

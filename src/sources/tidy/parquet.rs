//! Tidy Parquet: the frame itself, as `convert` writes it.

use std::io::Cursor;

use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;

use crate::model::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::Input;

/// How files and errors call the format.
pub const NAME: &str = "tidy-parquet";

/// Whether the bytes are a Parquet file.
#[must_use]
pub fn recognise(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PAR1")
}

/// Reads a tidy frame; its columns say the kind.
///
/// # Errors
/// When the file is damaged or its columns are of no kind.
pub fn read(input: &Input) -> Result<Parsed, SourceError> {
    let frame = ParquetReader::new(Cursor::new(input.bytes.as_slice()))
        .finish()
        .map_err(|source| SourceError::frame(&input.path, source))?;
    let kind = Kind::ALL.into_iter().find(|kind| **frame.schema() == kind.schema());
    match kind {
        Some(kind) => Ok(Parsed { kind, frame, basis: Vec::new(), audit: Vec::new(), doubts: Vec::new() }),
        None => Err(SourceError::UnknownFormat {
            path: input.path.clone(),
            found: frame.get_column_names().into_iter().map(|name| name.to_string()).collect(),
            nearest: NAME,
            expected: Kind::Trade.schema().iter_names().map(|name| name.to_string()).collect(),
        }),
    }
}

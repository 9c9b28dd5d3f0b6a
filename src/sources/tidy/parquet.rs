//! Tidy Parquet: the frame itself, as `convert` writes it.

use std::io::Cursor;

use polars::prelude::{DataFrame, PolarsError};
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::ParquetWriter;

use crate::model::Kind;

use super::super::error::SourceError;
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
pub fn read(input: &Input) -> Result<(Kind, DataFrame), SourceError> {
    let frame = ParquetReader::new(Cursor::new(input.bytes.as_slice()))
        .finish()
        .map_err(|source| SourceError::frame(&input.path, source))?;
    let kind = Kind::ALL.into_iter().find(|kind| **frame.schema() == kind.schema());
    match kind {
        Some(kind) => Ok((kind, frame)),
        None => Err(SourceError::UnknownFormat {
            path: input.path.clone(),
            found: frame.get_column_names().into_iter().map(|name| name.to_string()).collect(),
            nearest: NAME,
            expected: Kind::Trade.schema().iter_names().map(|name| name.to_string()).collect(),
        }),
    }
}

/// A tidy frame as the bytes of a Parquet file.
///
/// # Errors
/// When Polars cannot encode the frame.
pub fn write(frame: &mut DataFrame) -> Result<Vec<u8>, PolarsError> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(frame)?;
    Ok(bytes)
}

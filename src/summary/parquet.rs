//! Parquet: a frame as it is, for programs.

use polars::prelude::{DataFrame, PolarsError};
use polars_io::parquet::write::ParquetWriter;

/// A frame as the bytes of a Parquet file.
///
/// # Errors
/// When Polars cannot encode the frame.
pub fn parquet(frame: &mut DataFrame) -> Result<Vec<u8>, PolarsError> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(frame)?;
    Ok(bytes)
}

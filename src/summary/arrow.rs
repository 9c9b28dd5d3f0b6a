//! Arrow: a table as a stream of Arrow's interprocess format, for programs that read it from a pipe.

use polars::prelude::PolarsError;
use polars_arrow::io::ipc::write::{StreamWriter, WriteOptions};
use polars_arrow::record_batch::RecordBatchT;

use super::table::Table;
use super::typed::columns;

/// The stream: one batch, with the types and labels that Parquet has.
///
/// # Errors
/// When it cannot be encoded.
pub(super) fn stream(table: &Table) -> Result<Vec<u8>, PolarsError> {
    let (schema, arrays) = columns(table);
    let mut bytes = Vec::new();
    let mut writer = StreamWriter::new(&mut bytes, WriteOptions { compression: None });
    writer.start(&schema, None)?;
    writer.write(&RecordBatchT::try_new(table.rows.len(), schema.into(), arrays)?, None)?;
    writer.finish()?;
    Ok(bytes)
}

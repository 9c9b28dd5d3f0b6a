//! Parquet: a frame as it is, or a table with its labels, for programs.

use polars::prelude::{DataFrame, PolarsError};
use polars_arrow::array::Array;
use polars_arrow::record_batch::RecordBatchT;
use polars_io::parquet::write::{ParquetWriter, get_encodings};
use polars_parquet::write::{CompressionOptions, FileWriter, StatisticsOptions, Version, WriteOptions, row_group_iter};

use super::table::Table;
use super::typed::columns;

/// A frame as the bytes of a Parquet file.
///
/// # Errors
/// When Polars cannot encode the frame.
pub fn parquet(frame: &mut DataFrame) -> Result<Vec<u8>, PolarsError> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(frame)?;
    Ok(bytes)
}

/// A table as the bytes of a Parquet file: the figures that its CSV holds, money as exact decimals, the label of every
/// column in its field's metadata.
///
/// # Errors
/// When it cannot be encoded.
pub(super) fn of_table(table: &Table) -> Result<Vec<u8>, PolarsError> {
    let (schema, arrays) = columns(table);
    let options = WriteOptions {
        statistics: StatisticsOptions::default(),
        version: Version::V1,
        compression: CompressionOptions::Zstd(None),
        data_page_size: None,
    };
    let encodings = get_encodings(&schema);
    let mut writer = FileWriter::try_new(Vec::new(), schema.clone(), options)?;
    if !table.rows.is_empty() {
        let fields = writer.parquet_schema().fields().to_vec();
        let batch: RecordBatchT<Box<dyn Array>> = RecordBatchT::try_new(table.rows.len(), schema.into(), arrays)?;
        writer.write(table.rows.len() as u64, row_group_iter(batch, encodings, fields, options))?;
    }
    writer.end(None)?;
    Ok(writer.into_inner())
}

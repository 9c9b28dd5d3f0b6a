//! Parquet: a frame as it is, or a table with its labels, for programs; and such a table read back.

use std::io::Cursor;

use polars::prelude::{Column, DataFrame, NamedFrom as _, PolarsError, Series};
use polars_arrow::array::{Array, PrimitiveArray};
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_arrow::record_batch::RecordBatchT;
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::{ParquetWriter, get_encodings};
use polars_parquet::read::{
    BasicDecompressor, FileMetadata, PageReader, column_iter_to_arrays, infer_schema, read_metadata,
};
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

/// A table of Parquet as a frame whose decimals are floats, to be drawn.
///
/// # Errors
/// When the bytes are no Parquet file, or a column cannot be read.
pub fn read_parquet(bytes: &[u8]) -> Result<DataFrame, PolarsError> {
    let metadata = read_metadata(&mut Cursor::new(bytes))?;
    let schema = infer_schema(&metadata)?;
    let (decimal, others): (Vec<&Field>, Vec<&Field>) = schema.iter_values().partition(|field| scale(field).is_some());
    let names: Vec<String> = others.iter().map(|field| field.name.to_string()).collect();
    let mut frame = match (decimal.is_empty(), names.is_empty()) {
        (true, _) => ParquetReader::new(Cursor::new(bytes)).finish()?,
        (_, true) => DataFrame::empty_with_height(metadata.num_rows),
        _ => ParquetReader::new(Cursor::new(bytes)).with_columns(Some(names)).finish()?,
    };
    for field in decimal {
        let figures = decimals(bytes, &metadata, field)?;
        frame.with_column(Column::from(Series::new(field.name.clone(), figures)))?;
    }
    let order: Vec<String> = schema.iter_values().map(|field| field.name.to_string()).collect();
    frame.select(order)
}

/// How many decimals a field of decimals has.
fn scale(field: &Field) -> Option<usize> {
    match field.dtype {
        ArrowDataType::Decimal(_, scale) => Some(scale),
        _ => None,
    }
}

/// The figures of a column of decimals, which Polars leaves to a feature that is not built in.
fn decimals(bytes: &[u8], metadata: &FileMetadata, field: &Field) -> Result<Vec<Option<f64>>, PolarsError> {
    let mut figures = Vec::with_capacity(metadata.num_rows);
    let scale = scale(field).unwrap_or_default();
    // Rounded once: above 2^53 the digits alone are no float.
    let float = |digits: &i128| format!("{digits}e-{scale}").parse::<f64>().ok();
    for group in &metadata.row_groups {
        let chunks = group.columns_under_root_iter(&field.name).into_iter().flatten();
        let pages = chunks.map(|chunk| {
            let range = chunk.byte_range();
            let bytes = bytes.get(range.start as usize..range.end as usize).unwrap_or_default().to_vec();
            let reader = PageReader::new(Cursor::new(bytes.into()), chunk, vec![], usize::MAX);
            (BasicDecompressor::new(reader, vec![]), &chunk.descriptor().descriptor.primitive_type)
        });
        let (pages, types) = pages.unzip();
        for array in column_iter_to_arrays(pages, types, field.clone(), None)?.0 {
            if let Some(array) = array.as_any().downcast_ref::<PrimitiveArray<i128>>() {
                figures.extend(array.iter().map(|digits| digits.and_then(float)));
            }
        }
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::super::table::Cell;
    use super::*;

    #[test]
    fn a_table_is_read_back() {
        let money = |text: &str| Cell::money(text.into(), text.into(), "USD".parse().unwrap());
        let table = Table {
            columns: vec!["partner".into(), "level_sum_usd".into(), "share_listed_percent".into()],
            rows: vec![
                vec![Cell::text("GBR"), money("906777.19"), Cell::number("12.5".into(), "12.5".into())],
                vec![Cell::text("ITA"), Cell::none(), Cell::none()],
            ],
            ..Table::default()
        };
        let frame = read_parquet(&of_table(&table).unwrap()).unwrap();
        let names: Vec<String> = frame.get_column_names().iter().map(|name| name.to_string()).collect();
        assert_eq!(names, table.columns);
        let figures: Vec<Option<f64>> = frame.column("level_sum_usd").unwrap().f64().unwrap().iter().collect();
        assert_eq!(figures, [Some(906_777.19), None]);
        assert!(of_table(&Table { rows: vec![], ..table }).is_ok());
    }
}

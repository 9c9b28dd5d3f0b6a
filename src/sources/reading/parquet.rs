//! Parquet as other programs write it: pages that were checked before anything is decoded, and columns of types that
//! frames here do not have, read as those that they have.
//!
//! Polars reserves memory for what the head of a page promises, so a damaged head ends the program, which no error can
//! stop. Decimals become texts, dictionaries the texts that they stand for, and nested columns are left out.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

use polars::prelude::{
    Column, DataFrame, DataType, IntoColumn as _, NamedFrom as _, PolarsError, PolarsResult, Series,
};
use polars_io::SerReader as _;
use polars_io::mmap::MmapBytesReader;
use polars_io::parquet::read::ParquetReader;
use polars_parquet::parquet::metadata::{ColumnChunkMetadata, FileMetadata, SchemaDescriptor};
use polars_parquet::parquet::schema::types::{
    IntegerType, ParquetType, PhysicalType, PrimitiveConvertedType, PrimitiveLogicalType, PrimitiveType,
};
use polars_parquet_format::PageHeader;
use polars_parquet_format::thrift::protocol::TCompactInputProtocol;

/// The largest page that is unpacked. Writers keep to a megabyte, or to one page a row group.
const LARGEST_PAGE: i32 = 1 << 28;
/// The largest head of a page; it may hold the smallest and the largest value.
const LARGEST_HEAD: u64 = 1 << 20;

/// What the foot of a file says, checked against its pages.
#[derive(Clone)]
pub struct ParquetFile {
    metadata: Arc<FileMetadata>,
    /// How many digits of a column of decimals stand behind the point.
    decimals: BTreeMap<String, usize>,
}

impl ParquetFile {
    /// Reads the foot of a file and the heads of its pages.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn open<R: Read + Seek>(reader: &mut R) -> PolarsResult<Self> {
        unharmed(|| {
            let mut metadata = polars_parquet::read::read_metadata(reader)?;
            check(&metadata, reader)?;
            let fields = metadata.schema_descr.fields().iter().filter_map(|field| match field {
                ParquetType::PrimitiveType(primitive) => Some(primitive.clone()),
                ParquetType::GroupType { .. } => None,
            });
            let mut decimals = BTreeMap::new();
            let fields = fields.map(|field| plain(field, &mut decimals)).map(ParquetType::PrimitiveType).collect();
            metadata.schema_descr = SchemaDescriptor::new(metadata.schema_descr.name().into(), fields);
            // Arrow's own schema would make dictionaries of texts again.
            metadata.key_value_metadata = None;
            Ok(Self { metadata: Arc::new(metadata), decimals })
        })
    }

    /// How many rows the file has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.metadata.num_rows
    }

    /// The names of its columns.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        self.metadata.schema_descr.fields().iter().map(|field| field.name().to_owned()).collect()
    }

    /// Some rows of the file, some of its columns or all.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn read<R: MmapBytesReader>(
        &self,
        reader: R,
        slice: Option<(usize, usize)>,
        columns: Option<Vec<String>>,
    ) -> PolarsResult<DataFrame> {
        let frame = unharmed(|| {
            let mut parquet = ParquetReader::new(reader);
            parquet.set_metadata(self.metadata.clone());
            parquet.with_slice(slice).with_columns(columns).finish()
        })?;
        let rows = frame.height();
        let columns = frame.columns().iter().filter_map(|column| self.as_text(column).transpose());
        DataFrame::new(rows, columns.collect::<PolarsResult<Vec<Column>>>()?)
    }

    /// A column as frames here hold it; `None` for bytes that are no text.
    fn as_text(&self, column: &Column) -> PolarsResult<Option<Column>> {
        if let Some(scale) = self.decimals.get(column.name().as_str()) {
            return decimals(column, *scale).map(Some);
        }
        match column.dtype() {
            DataType::Binary => Ok(column.cast(&DataType::String).ok()),
            _ => Ok(Some(column.clone())),
        }
    }
}

/// What Polars reads of a file; it panics on some that are damaged, or that cannot be mapped under a limit of memory.
///
/// # Errors
/// When it cannot be read.
pub fn unharmed<T>(read: impl FnOnce() -> PolarsResult<T>) -> PolarsResult<T> {
    let harmed = || damaged("the file is damaged, or too large for the memory");
    tradeproof_host::without_panic(read).unwrap_or_else(|| Err(harmed()))
}

fn damaged(what: &'static str) -> PolarsError {
    PolarsError::ComputeError(what.into())
}

/// A field without what only other programs know of it; remembers the decimals among them.
fn plain(mut field: PrimitiveType, decimals: &mut BTreeMap<String, usize>) -> PrimitiveType {
    let scale = match (field.logical_type, field.converted_type) {
        (Some(PrimitiveLogicalType::Decimal(_, scale)), _) | (_, Some(PrimitiveConvertedType::Decimal(_, scale))) => {
            Some(scale)
        }
        _ => None,
    };
    if let Some(scale) = scale {
        decimals.insert(field.field_info.name.to_string(), scale);
    }
    let small = matches!(
        field.logical_type,
        Some(PrimitiveLogicalType::Integer(
            IntegerType::Int8 | IntegerType::Int16 | IntegerType::UInt8 | IntegerType::UInt16
        ))
    ) || matches!(
        field.converted_type,
        Some(
            PrimitiveConvertedType::Int8
                | PrimitiveConvertedType::Int16
                | PrimitiveConvertedType::Uint8
                | PrimitiveConvertedType::Uint16
        )
    );
    let bytes = matches!(field.physical_type, PhysicalType::FixedLenByteArray(_));
    if scale.is_some() || small || bytes {
        field.logical_type = None;
        field.converted_type = None;
    }
    if field.physical_type == PhysicalType::ByteArray && scale.is_none() {
        let text = matches!(
            field.logical_type,
            Some(PrimitiveLogicalType::String | PrimitiveLogicalType::Enum | PrimitiveLogicalType::Json)
        ) || matches!(
            field.converted_type,
            Some(PrimitiveConvertedType::Utf8 | PrimitiveConvertedType::Enum | PrimitiveConvertedType::Json)
        );
        field.logical_type = text.then_some(PrimitiveLogicalType::String);
        field.converted_type = text.then_some(PrimitiveConvertedType::Utf8);
    }
    field
}

/// Whole numbers, or their bytes with the highest first, as decimals.
fn decimals(column: &Column, scale: usize) -> PolarsResult<Column> {
    let texts: Vec<Option<String>> = match column.dtype() {
        DataType::Binary => column
            .binary()?
            .iter()
            .map(|bytes| bytes.map(whole).transpose())
            .map(|digits| Ok(digits?.map(|digits| decimal(digits, scale))))
            .collect::<PolarsResult<_>>()?,
        _ => {
            let whole = column.strict_cast(&DataType::Int64)?;
            whole.i64()?.iter().map(|digits| digits.map(|digits| decimal(i128::from(digits), scale))).collect()
        }
    };
    Ok(Series::new(column.name().clone(), texts).into_column())
}

fn whole(bytes: &[u8]) -> PolarsResult<i128> {
    let negative = bytes.first().is_some_and(|first| *first > 127);
    let fill = if negative { 0xFF } else { 0 };
    let extra = bytes.len().saturating_sub(16);
    if bytes[..extra].iter().any(|byte| *byte != fill) {
        return Err(damaged("a decimal has more than 38 digits"));
    }
    let mut whole = [fill; 16];
    let kept = &bytes[extra..];
    whole[16 - kept.len()..].copy_from_slice(kept);
    Ok(i128::from_be_bytes(whole))
}

fn decimal(digits: i128, scale: usize) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let padded = format!("{:0>width$}", digits.unsigned_abs(), width = scale.min(64) + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale.min(64));
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// Refuses a file whose foot or heads of pages promise what cannot be there.
fn check<R: Read + Seek>(metadata: &FileMetadata, reader: &mut R) -> PolarsResult<()> {
    let length = reader.seek(SeekFrom::End(0))?;
    let mut reader = BufReader::with_capacity(1 << 13, reader);
    let rows = metadata.row_groups.iter().try_fold(0_usize, |sum, group| sum.checked_add(group.num_rows()));
    if rows != Some(metadata.num_rows) {
        return Err(damaged("the file is damaged: its row groups have other rows than its foot says"));
    }
    for group in &metadata.row_groups {
        for column in group.parquet_columns() {
            let flat = column.descriptor().descriptor.max_rep_level == 0;
            if flat && usize::try_from(column.num_values()).ok() != Some(group.num_rows()) {
                return Err(damaged("the file is damaged: a column has other rows than its row group"));
            }
            check_pages(column, &mut reader, length)?;
        }
    }
    Ok(())
}

fn check_pages<R: Read + Seek>(column: &ColumnChunkMetadata, reader: &mut R, length: u64) -> PolarsResult<()> {
    let range = column.byte_range();
    if range.start > range.end || range.end > length {
        return Err(damaged("the file is damaged: a column ends behind the file"));
    }
    let (mut place, mut values) = (range.start, 0_i64);
    while values < column.num_values() {
        reader.seek(SeekFrom::Start(place))?;
        let mut limited = (&mut *reader).take((range.end - place).min(LARGEST_HEAD));
        let before = limited.limit();
        let mut protocol = TCompactInputProtocol::new(&mut limited, LARGEST_HEAD as usize);
        let head = PageHeader::read_from_in_protocol(&mut protocol);
        let head = head.map_err(|_| damaged("the file is damaged: the head of a page cannot be read"))?;
        place += before - limited.limit();
        place += u64::try_from(head.compressed_page_size).unwrap_or(u64::MAX - place);
        values += promised(&head).ok_or_else(|| damaged("the file is damaged: a page promises what it cannot hold"))?;
        if place > range.end || values > column.num_values() {
            return Err(damaged("the file is damaged: its pages hold more than their column"));
        }
    }
    Ok(())
}

/// How many values a page says it holds; `None` where what it says cannot be.
fn promised(head: &PageHeader) -> Option<i64> {
    let possible = |number: i32, most: i32| (0..=most).contains(&number);
    if head.compressed_page_size < 0 || !possible(head.uncompressed_page_size, LARGEST_PAGE) {
        return None;
    }
    if let Some(dictionary) = &head.dictionary_page_header {
        // A value takes a byte at least.
        return possible(dictionary.num_values, head.uncompressed_page_size).then_some(0);
    }
    if let Some(page) = &head.data_page_header {
        return possible(page.num_values, i32::MAX).then_some(i64::from(page.num_values));
    }
    let page = head.data_page_header_v2.as_ref()?;
    let levels = page.definition_levels_byte_length.checked_add(page.repetition_levels_byte_length)?;
    let holds = possible(page.num_values, i32::MAX)
        && possible(page.num_nulls, page.num_values)
        && possible(page.num_rows, page.num_values)
        && page.definition_levels_byte_length >= 0
        && page.repetition_levels_byte_length >= 0
        && levels <= head.compressed_page_size
        && levels <= head.uncompressed_page_size;
    holds.then_some(i64::from(page.num_values))
}

/// The foot of a file that is held in memory.
///
/// # Errors
/// As [`ParquetFile::open`].
pub fn held(bytes: &[u8]) -> PolarsResult<(ParquetFile, DataFrame)> {
    let file = ParquetFile::open(&mut Cursor::new(bytes))?;
    let frame = file.read(Cursor::new(bytes), None, None)?;
    Ok((file, frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_print_their_places() {
        for (digits, scale, expected) in [
            (0, 0, "0"),
            (-5, 2, "-0.05"),
            (33_170, 2, "331.70"),
            (12, 0, "12"),
            (i128::MIN, 1, "-17014118346046923173168730371588410572.8"),
        ] {
            assert_eq!(decimal(digits, scale), expected);
        }
        assert_eq!(whole(&[0xFF, 0xFE]).unwrap(), -2);
        assert_eq!(whole(&[0; 20]).unwrap(), 0);
        assert_eq!(whole(&[]).unwrap(), 0);
        assert!(whole(&[1; 17]).is_err());
    }
}

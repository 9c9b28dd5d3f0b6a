//! Tidy figures to a file, however many there are: CSV and Parquet are written batch by batch.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use polars::prelude::{DataFrame, PolarsError};
use polars_io::parquet::write::ParquetWriter;
use thiserror::Error;

use crate::sources::{Loaded, Scan, SourceError, Tidy};

use super::tidy::columns;
use super::{Format, Output, Table, csv};
use tradeproof_host::{FileError, write_atomically_with};

/// Why tidy figures were not written; nothing is left behind.
#[derive(Debug, Error)]
pub enum TidyFileError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    File(#[from] FileError),
    #[error("the figures cannot be written")]
    Polars(#[from] PolarsError),
    #[error(transparent)]
    Output(#[from] super::OutputError),
    #[error("the file cannot be written to")]
    Write(#[from] std::io::Error),
}

/// Writes loaded figures in the tidy layout, whole or not at all.
///
/// # Errors
/// When the figures cannot be read, or the file cannot be written.
pub fn write_tidy(loaded: &Loaded, path: &Path, output: Output) -> Result<(), TidyFileError> {
    match (&loaded.tidy, output) {
        (Tidy::Scanned(scan), Output::Parquet) => write_atomically_with(path, |file| parquet(scan.as_ref(), file)),
        (Tidy::Scanned(scan), Output::Text(Format::Csv)) => {
            write_atomically_with(path, |file| csv_rows(scan.as_ref(), file))
        }
        _ => {
            let frame = loaded.tidy.whole()?.collect()?;
            let bytes = output.bytes(&Table::tidy(loaded.kind, &frame)?, &frame)?;
            Ok(super::write_atomically(path, &bytes)?)
        }
    }
}

/// One row group a batch, so that the bytes depend on the figures alone.
fn parquet(scan: &dyn Scan, file: &mut File) -> Result<(), TidyFileError> {
    let schema = crate::model::schema::tidy(scan.kind());
    let mut writer = ParquetWriter::new(BufWriter::new(file)).batched(&schema)?;
    spelled_batches(scan, &mut |batch| Ok(writer.write_batch(batch)?))?;
    writer.finish()?;
    Ok(())
}

fn csv_rows(scan: &dyn Scan, file: &mut File) -> Result<(), TidyFileError> {
    let kind = scan.kind();
    let mut filled = vec![false; kind.tidy_columns().len()];
    spelled_batches(scan, &mut |batch| {
        for (known, name) in filled.iter_mut().zip(kind.tidy_columns()) {
            *known = *known || columns(kind, batch)?.contains(name);
        }
        Ok(())
    })?;
    let names: Vec<&str> =
        kind.tidy_columns().iter().zip(filled).filter(|(_, filled)| *filled).map(|(name, _)| *name).collect();
    let mut file = BufWriter::new(file);
    file.write_all(csv::header(&names).as_bytes())?;
    spelled_batches(scan, &mut |batch| {
        let table = Table::tidy_columns(batch, &names)?;
        Ok(file.write_all(csv::rows(&table).as_bytes())?)
    })?;
    Ok(file.flush()?)
}

/// Batches under [the tidy schema](crate::model::schema::tidy).
fn spelled_batches(
    scan: &dyn Scan,
    each: &mut dyn FnMut(&DataFrame) -> Result<(), TidyFileError>,
) -> Result<(), TidyFileError> {
    let mut failed = Ok(());
    let read = crate::sources::scan::spelled_batches(scan, &mut |batch| {
        failed = each(&batch);
        if failed.is_err() { Err(SourceError::Stopped) } else { Ok(()) }
    });
    failed?;
    Ok(read?)
}

//! A large tidy Parquet file, read row group by row group.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use polars::prelude::{Column, DataFrame, PolarsError};

use crate::model::Kind;
use crate::model::schema::{PARTNER, PRODUCT, PRODUCT_LEVEL, ROW};

use super::super::error::SourceError;
use super::super::inspection::Inspection;
use super::super::observation::Parsed;
use super::super::plausibility::Plausibility;
use super::super::reading::parquet::ParquetFile;
use super::super::tidy::parquet::{NAME, filled_from, kind_of, with_columns, with_folders};
use super::texts::{NUMBERING, TEXTS};
use super::{Each, Scan, embedded, parts_only};

/// Files of fewer rows are held: they are read faster than twice. A row that is held takes 750 bytes.
pub const LARGE: usize = 1 << 19;
/// How many rows are read at once.
const ROWS: usize = 1 << 19;

/// A tidy Parquet file on disk.
pub struct Parquet {
    path: PathBuf,
    file: ParquetFile,
    kind: Kind,
    rows: usize,
    /// Those of the file.
    columns: Vec<String>,
    parts_only: OnceLock<Vec<&'static str>>,
}

impl Parquet {
    /// A file of so many rows or more whose columns are those of a tidy frame; `None` where it has fewer, or they are
    /// others.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn scan(path: PathBuf, least_rows: usize) -> Result<Option<Arc<dyn Scan>>, SourceError> {
        let failed = |source| SourceError::frame(&path, source);
        let mut opened = File::open(&path).map_err(|source| SourceError::io(&path, source))?;
        let file = ParquetFile::open(&mut opened).map_err(failed)?;
        let rows = file.rows();
        if rows < least_rows {
            return Ok(None);
        }
        let start = slice(&file, &path, 0, 1, None).map_err(failed)?;
        let columns = start.get_column_names().into_iter().map(|name| name.to_string()).collect();
        let kind = kind_of(&with_folders(start, &path).map_err(failed)?);
        Ok(kind.map(|kind| {
            Arc::new(Self { path, file, kind, rows, columns, parts_only: OnceLock::new() }) as Arc<dyn Scan>
        }))
    }

    /// The wanted columns of some rows; nothing else is decoded.
    fn read(&self, offset: usize, wanted: &[&str]) -> Result<DataFrame, PolarsError> {
        let mut read: Vec<&str> = wanted.to_vec();
        if wanted.iter().any(|name| !self.has(name)) {
            read.extend(filled_from(self.kind).into_iter().filter(|name| !wanted.contains(name)));
        }
        read.retain(|name| self.has(name));
        let rows = ROWS.min(self.rows - offset);
        let batch = with_folders(slice(&self.file, &self.path, offset, rows, Some(&read))?, &self.path)?;
        let mut batch = with_columns(self.kind, &batch, wanted)?;
        if wanted.contains(&ROW) && !self.has(ROW) {
            let row = (offset as i64 + 1..).take(rows).collect::<Vec<_>>();
            batch.with_column(Column::new(ROW.into(), row))?;
        }
        Ok(batch)
    }

    fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// The dimensions of trade that hold no totals, no groups and one level, from a look at all rows.
    fn looked(&self) -> Result<Vec<&'static str>, SourceError> {
        if self.kind != Kind::Trade {
            return Ok(Vec::new());
        }
        let of = |column| embedded::distinct_of(self, column);
        Ok(parts_only(&of(PARTNER)?, &of(PRODUCT_LEVEL)?, &of(PRODUCT)?))
    }

    /// Hands out batches in which every dimension is a text.
    fn text_batches(&self, wanted: &[&str], each: &mut Each<'_>) -> Result<(), SourceError> {
        for offset in (0..self.rows).step_by(ROWS) {
            each(self.read(offset, wanted).map_err(|source| SourceError::frame(&self.path, source))?)?;
        }
        Ok(())
    }
}

/// Some rows of a file, some columns or all.
fn slice(
    file: &ParquetFile,
    path: &Path,
    offset: usize,
    rows: usize,
    columns: Option<&[&str]>,
) -> Result<DataFrame, PolarsError> {
    let columns = columns.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
    file.read(File::open(path)?, Some((offset, rows)), columns)
}

impl Scan for Parquet {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn batches(&self, wanted: &[&str], each: &mut Each<'_>) -> Result<(), SourceError> {
        let dimensions = wanted.iter().filter(|name| self.kind.dimensions().contains(name)).collect::<Vec<_>>();
        self.text_batches(wanted, &mut |mut batch| {
            for name in &dimensions {
                let numbered = batch.column(name).and_then(|column| TEXTS.numbered(column));
                numbered
                    .and_then(|column| batch.with_column(column).map(|_| ()))
                    .map_err(|source| SourceError::frame(&self.path, source))?;
            }
            each(batch)
        })
    }

    fn numbers(&self, column: &str, text: &str) -> Option<Vec<u32>> {
        self.kind.dimensions().contains(&column).then(|| vec![TEXTS.number(text)])
    }

    fn text(&self, _column: &str, number: u32) -> String {
        TEXTS.text(number)
    }

    fn numbering(&self) -> &'static str {
        NUMBERING
    }

    fn parts_only(&self) -> Vec<&'static str> {
        // A file that cannot be read fails in every pass, and says so there.
        self.parts_only.get_or_init(|| self.looked().unwrap_or_default()).clone()
    }

    fn inspect(&self) -> Result<Inspection, SourceError> {
        let mut whole: Option<Inspection> = None;
        let mut plausibility = Plausibility::default();
        let kind = self.kind;
        let columns: Vec<String> = crate::model::schema::tidy(kind).iter_names().map(|name| name.to_string()).collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        self.text_batches(&columns, &mut |frame| {
            let parsed = Parsed { kind, frame, basis: Vec::new(), audit: Vec::new(), doubts: Vec::new() };
            if kind == Kind::Trade {
                plausibility.add(&parsed.frame).map_err(SourceError::columns)?;
            }
            let part = Inspection::counted(NAME, &parsed).map_err(SourceError::columns)?;
            whole = Some(match whole.take() {
                Some(before) => before.with(part),
                None => part,
            });
            Ok(())
        })?;
        let mut whole = whole.unwrap_or_else(|| Inspection::empty(NAME, kind));
        whole.doubts.extend(plausibility.doubts(|number| number.to_string()));
        Ok(whole)
    }
}

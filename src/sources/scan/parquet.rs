//! A large tidy Parquet file, read row group by row group.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use polars::prelude::{DataFrame, IntoLazy as _, PolarsError};
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;

use crate::model::Kind;
use crate::model::schema::{PARTNER, PRODUCT, PRODUCT_LEVEL};

use super::super::error::SourceError;
use super::super::inspection::Inspection;
use super::super::observation::Parsed;
use super::super::plausibility::Plausibility;
use super::super::tidy::parquet::{NAME, kind_of, under_schema, with_folders};
use super::{Each, Scan, embedded, parts_only};

/// Files below this size are held: they are read faster than twice.
pub const LARGE: u64 = 128 << 20;
/// How many rows are read at once.
const ROWS: usize = 1 << 19;

/// What [`parts_only`] looks at.
const LOOKED_AT: [&str; 3] = [PARTNER, PRODUCT_LEVEL, PRODUCT];

/// A tidy Parquet file on disk.
pub struct Parquet {
    path: PathBuf,
    kind: Kind,
    rows: usize,
    parts_only: OnceLock<Vec<&'static str>>,
}

impl Parquet {
    /// A file whose columns are those of a tidy frame; `None` where they are others.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn scan(path: PathBuf) -> Result<Option<Arc<dyn Scan>>, SourceError> {
        let failed = |source| SourceError::frame(&path, source);
        let mut reader = ParquetReader::new(File::open(&path).map_err(|source| SourceError::io(&path, source))?);
        let rows = reader.num_rows().map_err(failed)?;
        let start = slice(&path, 0, rows.min(1)).map_err(failed)?;
        let kind = kind_of(&with_folders(start, &path).map_err(failed)?);
        Ok(kind.map(|kind| Arc::new(Self { path, kind, rows, parts_only: OnceLock::new() }) as Arc<dyn Scan>))
    }

    fn read(&self, offset: usize) -> Result<DataFrame, PolarsError> {
        let batch = slice(&self.path, offset, ROWS.min(self.rows - offset))?;
        under_schema(self.kind, with_folders(batch, &self.path)?)
    }

    /// The dimensions of trade that hold no totals, no groups and one level, from a look at all rows.
    fn looked(&self) -> Result<Vec<&'static str>, SourceError> {
        if self.kind != Kind::Trade {
            return Ok(Vec::new());
        }
        let mut found: [BTreeSet<String>; 3] = Default::default();
        self.batches(&LOOKED_AT, &mut |batch| {
            for (column, values) in LOOKED_AT.iter().zip(&mut found) {
                values.extend(embedded::distinct(batch.clone().lazy(), column).map_err(SourceError::columns)?);
            }
            Ok(())
        })?;
        let [partners, levels, products] = found.map(|values| values.into_iter().collect::<Vec<_>>());
        Ok(parts_only(&partners, &levels, &products))
    }
}

/// Some rows of a file.
fn slice(path: &std::path::Path, offset: usize, rows: usize) -> Result<DataFrame, PolarsError> {
    ParquetReader::new(File::open(path)?).with_slice(Some((offset, rows))).finish()
}

impl Scan for Parquet {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn batches(&self, wanted: &[&str], each: &mut Each<'_>) -> Result<(), SourceError> {
        let failed = |source| SourceError::frame(&self.path, source);
        for offset in (0..self.rows).step_by(ROWS) {
            let batch = self.read(offset).map_err(failed)?;
            each(batch.select(wanted.iter().copied()).map_err(failed)?)?;
        }
        Ok(())
    }

    fn parts_only(&self) -> Vec<&'static str> {
        // A file that cannot be read fails in every pass, and says so there.
        self.parts_only.get_or_init(|| self.looked().unwrap_or_default()).clone()
    }

    fn inspect(&self) -> Result<Inspection, SourceError> {
        let mut whole: Option<Inspection> = None;
        let mut plausibility = Plausibility::default();
        let kind = self.kind;
        let columns: Vec<String> = kind.schema().iter_names().map(|name| name.to_string()).collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        self.batches(&columns, &mut |frame| {
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

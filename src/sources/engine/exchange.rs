//! A folder that both the engine and this program see: a large cube travels through it as Parquet.

use std::fs::File;
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;
use polars_io::SerReader as _;
use polars_io::parquet::read::ParquetReader;

use super::error::EngineError;

/// A place for one answer; it is gone afterwards.
pub struct Folder {
    outer: tempfile::TempDir,
}

impl Folder {
    /// # Errors
    /// When nothing can be made in the folder.
    pub fn new(exchange: &Path) -> Result<Self, EngineError> {
        let made = tempfile::Builder::new().prefix("tradeproof-cube-").tempdir_in(exchange);
        let outer = made.map_err(|source| EngineError::Exchange { path: exchange.to_owned(), source })?;
        // The engine is most often another user.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let open = std::fs::set_permissions(outer.path(), std::fs::Permissions::from_mode(0o777));
            open.map_err(|source| EngineError::Exchange { path: exchange.to_owned(), source })?;
        }
        Ok(Self { outer })
    }

    /// Where the engine writes.
    pub fn path(&self) -> String {
        self.cube().display().to_string()
    }

    fn cube(&self) -> PathBuf {
        self.outer.path().join("cube")
    }

    /// What the engine wrote, part by part in the order of their names.
    ///
    /// # Errors
    /// When there is nothing, or it is no Parquet.
    pub fn read(self) -> Result<DataFrame, EngineError> {
        let unread = |source| EngineError::Exchange { path: self.cube(), source };
        let entries = std::fs::read_dir(self.cube()).map_err(unread)?;
        let mut parts: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        parts.retain(|part| part.extension().is_some_and(|name| name == "parquet"));
        parts.sort();
        let mut whole: Option<DataFrame> = None;
        for part in parts {
            let file = File::open(&part).map_err(unread)?;
            let wrong = |error: polars::prelude::PolarsError| EngineError::Answer { said: error.to_string() };
            let frame = ParquetReader::new(file).finish().map_err(wrong)?;
            whole = Some(match whole {
                Some(above) => above.vstack(&frame).map_err(wrong)?,
                None => frame,
            });
        }
        Ok(whole.unwrap_or_else(DataFrame::empty))
    }
}

//! Where figures are read and added up: here, or by an engine.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::model::Kind;
use crate::sources::engine::{Address, Engine, Table};
use crate::sources::{self, Loaded, Settings, SourceError};

use super::progress;

/// Options of every command that adds figures up.
#[derive(Debug, Clone, Args)]
pub struct EngineArgs {
    /// Let a Spark Connect server read FILE (paths that it sees, or table:NAME) and add up: sc://host:port
    #[arg(long, value_name = "ADDRESS", help_heading = "Engine")]
    engine: Option<Address>,
    /// How long one query of the engine may take
    #[arg(long, value_name = "SECONDS", default_value_t = 7200, requires = "engine", help_heading = "Engine", value_parser = clap::value_parser!(u64).range(1..))]
    engine_deadline: u64,
    /// A folder that the engine writes and this program reads, for cubes too large for the connection
    #[arg(long, value_name = "FOLDER", requires = "engine", help_heading = "Engine")]
    engine_exchange: Option<PathBuf>,
}

impl EngineArgs {
    /// The figures of the files, wherever they are read.
    ///
    /// # Errors
    /// As [`sources::load_all`] and [`Engine::load`].
    pub fn load(&self, files: &[PathBuf], settings: &Settings) -> Result<Loaded, SourceError> {
        match self.engine() {
            None => sources::load_all_settled(files, settings, &progress::watch()),
            Some(engine) => engine.load(&tables(files), &progress::tasks()),
        }
    }

    /// What the files hold figures of, as far as how they begin says it.
    #[must_use]
    pub fn kind_of(&self, files: &[PathBuf]) -> Option<Kind> {
        if self.engine.is_some() { None } else { sources::kind_of(files) }
    }

    /// The engine, where one is named.
    #[must_use]
    pub fn engine(&self) -> Option<Engine> {
        self.engine.as_ref().map(|address| Engine {
            deadline: Duration::from_secs(self.engine_deadline),
            exchange: self.engine_exchange.clone(),
            ..Engine::at(address.clone())
        })
    }
}

/// Paths are the engine's own and looked at by nobody here.
fn tables(files: &[PathBuf]) -> Vec<Table> {
    files.iter().map(|file| Table::of(&file.to_string_lossy())).collect()
}

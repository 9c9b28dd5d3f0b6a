//! Figures of a project that an engine reads and adds up.

use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;

use crate::sources::engine::{Address, Engine, EngineError, Table};
use crate::sources::{Loaded, SourceError, Watch};

/// What stands where the hash of an input would: its bytes were never here.
pub const UNSEEN: &str = "none: only the engine read the bytes";

/// The key `engine` of a project file: an address, or a table with more.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "invalid value, expected an address such as \"sc://host:port\", or { address, deadline, exchange }"
)]
pub enum EnginePlan {
    Address(String),
    Table(EngineTable),
}

/// An engine with what is allowed to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineTable {
    /// `sc://host:port`; a token is taken from the environment only.
    pub address: String,
    /// Seconds that one query may take.
    #[serde(default)]
    pub deadline: Option<NonZeroU64>,
    /// A folder that the engine writes and this program reads, by which cubes travel.
    #[serde(default)]
    pub exchange: Option<PathBuf>,
}

impl EnginePlan {
    /// The engine that is meant.
    ///
    /// # Errors
    /// When the address is none, or holds more than host and port.
    pub fn engine(&self) -> Result<Engine, EngineError> {
        let (address, table) = match self {
            Self::Address(address) => (address, None),
            Self::Table(table) => (&table.address, Some(table)),
        };
        let mut engine = Engine::at(address.parse::<Address>()?);
        if let Some(seconds) = table.and_then(|table| table.deadline) {
            engine.deadline = Duration::from_secs(seconds.get());
        }
        engine.exchange = table.and_then(|table| table.exchange.clone());
        Ok(engine)
    }
}

/// Figures under a name that the engine knows: a path that it sees, or `table:NAME`.
///
/// # Errors
/// As [`Engine::load`].
pub fn load(engine: &Engine, name: &Path) -> Result<Loaded, SourceError> {
    engine.load(&[Table::of(&name.to_string_lossy())], &Watch::default())
}

/// How figures were read, once everything was asked of them: by what engine, by which queries. Nothing for figures read here.
pub fn read_as(loaded: &Loaded) -> Option<String> {
    let notes = loaded.engine_notes();
    (!notes.is_empty()).then(|| format!("{} figures, {}", loaded.kind.name(), notes.join("; ")))
}

//! Figures that an engine elsewhere reads and adds up: a cluster that speaks Spark Connect takes its own tables or Parquet
//! files in the tidy layout, and what comes back is the cube. Nothing after it knows where it was made.

mod address;
mod error;
#[cfg(feature = "spark")]
mod exchange;
#[cfg(feature = "spark")]
mod remote;
#[cfg(feature = "spark")]
mod spark;
pub mod sql;

use std::path::PathBuf;
use std::time::Duration;

pub use address::Address;
pub use error::EngineError;
pub use sql::Table;

use super::error::SourceError;
use super::loaded::Loaded;
use super::reading::Watch;

/// The environment variable that holds the token of an engine; it is read nowhere else and written nowhere.
pub const TOKEN: &str = "TRADEPROOF_ENGINE_TOKEN";

/// An engine and how it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    pub address: Address,
    /// How long one query may take.
    pub deadline: Duration,
    /// A folder that the engine writes and this program reads, by which cubes travel; over the connection without one.
    pub exchange: Option<PathBuf>,
}

impl Engine {
    /// Two hours at most, over the connection.
    #[must_use]
    pub fn at(address: Address) -> Self {
        Self { address, deadline: Duration::from_secs(7200), exchange: None }
    }

    /// Figures in the tidy layout, of one kind, where the engine finds them; the watch is told of tasks done.
    ///
    /// # Errors
    /// When this program was built without engines, the engine cannot be reached or refuses, or a table is not tidy.
    pub fn load(&self, tables: &[Table], watch: &Watch) -> Result<Loaded, SourceError> {
        #[cfg(feature = "spark")]
        {
            let session = spark::Spark::connect(self, watch)?;
            Ok(Loaded::remote(remote::Remote::open(session, tables)?))
        }
        #[cfg(not(feature = "spark"))]
        {
            let _ = (tables, watch);
            Err(EngineError::NotBuilt { address: self.address.to_string() }.into())
        }
    }
}

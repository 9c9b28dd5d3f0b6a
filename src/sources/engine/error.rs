//! Why an engine gave no cube.

use std::path::PathBuf;

use thiserror::Error;

/// An engine that could not be used. What it says of itself is passed on without any token.
#[derive(Debug, Error)]
pub enum EngineError {
    #[error("`{found}` is no address of an engine\n  expected: sc://host:port, such as sc://127.0.0.1:15002")]
    Address { found: String },
    #[error(
        "an address of an engine holds nothing but host and port\n  help: put a token into the environment as {}",
        super::TOKEN
    )]
    Secret,
    #[error(
        "{address}: this program was built without engines\n  help: build it with `cargo install --path . --features spark`; that needs protoc (Debian: protobuf-compiler)"
    )]
    NotBuilt { address: String },
    #[error(
        "{address}: no engine answers\n  expected: a server that speaks Spark Connect\n  found: {said}\n  help: check the address, and that the server runs"
    )]
    Unreachable { address: String, said: String },
    #[error(
        "{address}: the engine refuses the token\n  found: {said}\n  help: set {} to a token that it knows",
        super::TOKEN
    )]
    Refused { address: String, said: String },
    #[error(
        "{address}: no answer within {seconds} seconds; the query was cancelled\n  help: check that the engine's workers live, narrow the question, or allow more with --engine-deadline"
    )]
    Deadline { address: String, seconds: u64 },
    #[error("{address}: the query was cancelled")]
    Cancelled { address: String },
    #[error("{address}: the engine could not run the query\n  found: {said}\n  query: {query}")]
    Query { address: String, said: String, query: String },
    #[error(
        "{address}: the engine cannot read {table}\n  found: {said}\n  help: give a path that the engine sees, or table:NAME"
    )]
    Table { address: String, table: String, said: String },
    #[error(
        "{table}: {} not there\n  expected: the tidy layout, as `tradeproof convert FILE -o tidy.parquet` writes it\n  found: {}",
        missing.join(", "), found.join(", ")
    )]
    Columns { table: String, missing: Vec<String>, found: Vec<String> },
    #[error(
        "an engine hands out cubes and no single rows\n  help: ask for a metric, or give the files without --engine"
    )]
    RowsWanted,
    #[error("{}: the folder for exchange cannot be used\n  help: name a folder that the engine writes and this program reads", path.display())]
    Exchange { path: PathBuf, source: std::io::Error },
    #[error("no table is given\n  expected: a path that the engine sees, or table:NAME")]
    NoTable,
    #[error("the engine's answer cannot be read: {said}")]
    Answer { said: String },
}

//! What a user sees: commands in, files and messages out. One binary, because every test binary links Polars.

mod check;
mod report;
mod metrics;
mod sources;
mod summary;

//! What a user sees: commands in, files and messages out. One binary, because every test binary links Polars.

mod check;
mod metrics;
mod pictures;
mod check_properties;
mod report;
mod sources;
mod summary;

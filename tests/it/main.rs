//! What a user sees: commands in, files and messages out. One binary, because every test binary links Polars.

mod charts;
mod charts_layout;
mod check;
mod check_properties;
mod metrics;
mod report;
mod sources;
mod summary;

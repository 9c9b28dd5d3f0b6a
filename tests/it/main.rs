//! What a user sees: commands in, files and messages out. One binary, because every test binary links Polars.

mod architecture;
mod charts;
mod charts_layout;
mod check;
mod check_outputs;
mod check_properties;
mod metrics;
mod official;
mod pictures;
mod report;
mod sources;
mod summary;

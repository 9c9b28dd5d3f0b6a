//! What a user sees: commands in, files and messages out. One binary, because every test binary links Polars.

mod architecture;
mod charts;
mod charts_layout;
mod check;
mod check_data;
mod check_data_properties;
mod check_formats;
mod check_generated;
mod check_kinds;
mod check_kinds_cases;
mod check_kinds_properties;
mod check_kinds_traps;
mod check_links;
mod check_outputs;
mod check_properties;
mod check_quantities;
mod check_tables;
mod claims;
mod files;
mod metrics;
mod official;
mod official_organisations;
mod pictures;
mod report;
mod sources;
mod summary;

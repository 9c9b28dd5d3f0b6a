mod metrics;
mod sources;
mod summary;

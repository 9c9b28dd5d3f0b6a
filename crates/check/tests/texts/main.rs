//! Texts in, claims and verdicts out. One binary, so that it is linked once.

mod files;
mod generated;
mod kinds;
mod kinds_properties;
mod language;
mod links;
mod passages;
mod pieces;
mod properties;
mod quantities;
mod tables;

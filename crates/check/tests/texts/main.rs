//! Texts in, claims and verdicts out. One binary, so that it is linked once.

mod files;
mod generated;
mod kinds;
mod kinds_cases;
mod kinds_properties;
mod kinds_traps;
mod links;
mod pieces;
mod properties;
mod quantities;
mod tables;

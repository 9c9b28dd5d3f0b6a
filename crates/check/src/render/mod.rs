//! Findings for people and for programs, one format a file.

mod closing;
pub mod csv;
pub mod human;
pub mod json;
pub mod markdown;
pub mod sarif;

//! Findings for people and for programs.

pub mod human;
pub mod json;

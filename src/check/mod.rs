//! Checks the figures a text prints against each other: can all of them be true, given how they were rounded?

pub mod accept;
pub mod against;
mod assemble;
pub mod choose;
pub mod claims;
pub mod exact;
pub mod explain;
pub mod finding;
pub mod link;
pub mod quantities;
pub mod read;
pub mod relation;
pub mod render;
pub mod repair;
pub mod sentence;
pub mod show;
pub mod solve;
pub mod together;
pub mod words;

pub use assemble::{CheckError, check, check_against};
pub use finding::{Claim, DocumentFindings, Findings, Quantity, Verdict};

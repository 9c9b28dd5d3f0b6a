//! Checks the figures a text prints against each other: can all of them be true, given how they were rounded?

pub mod claims;
pub mod exact;
pub mod finding;
pub mod link;
pub mod quantities;
pub mod read;
pub mod relation;
pub mod sentence;
pub mod words;

pub use finding::{Claim, DocumentFindings, Findings, Quantity, Verdict};

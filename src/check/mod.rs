//! Checks the figures a text prints against each other: can all of them be true, given how they were rounded?

pub mod finding;

pub use finding::{Claim, DocumentFindings, Findings, Quantity, Verdict};

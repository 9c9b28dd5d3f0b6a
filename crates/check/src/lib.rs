//! Checks the figures a text prints: can all of them be true, given how they were rounded?
//!
//! [`check`] holds the figures of a text against each other, [`check_against`] against loaded data as well. Both give
//! [`DocumentFindings`]: every [`Quantity`] with its interval, every [`Claim`] that ties some of them with its [`Verdict`], and the single
//! edits that would repair what cannot be true.
//!
//! ```
//! use tradeproof_check::{Verdict, check};
//!
//! let text = "Exports rose 26 per cent to $422.6 million from $334.3 million. Imports rose 21 per cent to $90.8 million from $70.1 million.";
//! let found = check("note.txt", text.as_bytes()).unwrap();
//!
//! let [held, refuted] = found.claims.as_slice() else { panic!("two claims") };
//! assert_eq!((held.kind.as_str(), held.verdict), ("growth", Verdict::Consistent));
//! assert_eq!(refuted.verdict, Verdict::Contradictory);
//! assert_eq!(refuted.explanation, "90.8 / 70.1 → +29.5 % [29.37, 29.69]; printed 21 per cent means [20.5, 21.5]; 7.9 points outside");
//!
//! // One tie says that two figures and a percentage do not go together, not which of the three is wrong.
//! let edits: Vec<&str> = refuted.repairs.iter().map(|repair| repair.text.as_str()).collect();
//! assert_eq!(edits.len(), 3);
//! ```
//!
//! Against data, the figures come as [`Evidence`](tradeproof_model::Evidence); the crate `tradeproof` serves it from files of many formats.
//!
//! [`Findings`] puts several texts together; [`render`] prints them for people, as JSON, SARIF, CSV or Markdown. The kinds of claims are
//! listed in [`claims::KINDS`], each with its manual, and `tradeproof claims` prints it.

pub mod accept;
pub mod against;
mod assemble;
pub mod candidate;
pub mod choose;
pub mod claims;
#[cfg(feature = "cli")]
pub mod command;
pub mod exact;
pub mod explain;
pub mod finding;
pub mod language;
pub mod link;
mod once;
pub mod quantities;
pub mod read;
pub mod relation;
pub mod render;
pub mod repair;
pub mod sentence;
pub mod show;
pub mod solve;
pub mod ties;
pub mod together;
pub mod words;

pub use assemble::{CheckError, check, check_against, check_with};
pub use choose::Sureness;
pub use finding::{Claim, DocumentFindings, Findings, Quantity, Verdict};

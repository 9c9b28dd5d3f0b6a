//! Why a table is not read: what was seen, and the flag that settles it.

use thiserror::Error;

/// A table that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No table of figures.
    #[error(
        "no table of figures was found\n  found: {seen}\n  expected: a row of headers, and below it rows with names and figures; or a file that `tradeproof sources` lists\n  help: {help}"
    )]
    NoTable { seen: String, help: String },
    /// A table that leaves out what figures need.
    #[error("{}\n  understood: {}\n  help: {}", asks(.open), .understood.join("; "), flags(.open))]
    Unsettled { open: Vec<Open>, understood: Vec<String> },
    /// A cell that is something else than it should be.
    #[error("{place}: found `{found}`\n  expected: {expected}\n  help: {help}")]
    Cell { place: String, found: String, expected: String, help: String },
}

/// What is not said, and the flag that says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub what: String,
    pub flag: String,
}

impl Open {
    pub(super) fn new(what: &str, flag: &str) -> Self {
        Self { what: what.to_owned(), flag: flag.to_owned() }
    }
}

fn asks(open: &[Open]) -> String {
    let what: Vec<&str> = open.iter().map(|open| open.what.as_str()).collect();
    what.join("; ")
}

fn flags(open: &[Open]) -> String {
    let mut flags: Vec<String> = Vec::new();
    for open in open {
        if !flags.contains(&open.flag) {
            flags.push(open.flag.clone());
        }
    }
    format!("say it: {}", flags.join(" "))
}

//! The manual of the kinds of claims: `tradeproof claims`. Its examples are texts that the tests check.

use super::KINDS;
use crate::together;

/// What a reader should know of one kind of claim.
#[derive(Debug, Clone, Copy)]
pub struct Manual {
    /// What is compared with what, and which wordings tie the figures.
    pub checks: &'static str,
    /// A text whose claim holds.
    pub holds: &'static str,
    /// A text whose claim cannot be true; `None` where nothing in a text ties such figures surely enough to accuse it.
    pub fails: Option<&'static str>,
    /// What it leaves alone, so that nobody is accused falsely.
    pub leaves: &'static str,
}

/// One page of the manual.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The name in the machine-readable result.
    pub name: &'static str,
    /// What it asserts, in one line.
    pub about: &'static str,
    pub manual: Manual,
}

/// All pages, in the order in which the kinds are tried; what is found out of several claims together comes last.
pub fn pages() -> impl Iterator<Item = Page> {
    let kinds = KINDS.iter().map(|kind| Page { name: kind.name, about: kind.about, manual: kind.manual });
    kinds.chain([together::PAGE])
}

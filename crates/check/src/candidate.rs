//! What finding claims hands to deciding them: a claim that a text may be making, and how it is decided.
//!
//! Linking, finding and solving meet here and know nothing else of each other's workings.

use std::ops::Range;

use super::exact::{Interval, Rational};
use super::relation::Relation;

use super::link::Linked;
pub use super::link::{Signed, Tie};

/// A claim that a text may be making. Figures are indices into the linked text.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The sentence form that proposes it; [`Candidate::LINKED`] where series and roles do.
    pub form: &'static str,
    pub kind: &'static str,
    pub reported: Signed,
    pub operands: Vec<Signed>,
    /// Index of the sentence that makes it.
    pub sentence: usize,
    pub tie: Tie,
    pub judgement: Judgement,
}

impl Candidate {
    /// What is proposed by series, roles and places, and by no form of a sentence.
    pub const LINKED: &'static str = "linked";

    /// Whether it stands in a table, where rows and columns tie.
    #[must_use]
    pub fn is_of_table(&self, linked: &Linked) -> bool {
        linked.tables.iter().any(|grid| grid.holds(self.reported.figure))
    }

    /// Whether both assert the same of the same figures.
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.reported.figure == other.reported.figure
            && self.operands.len() == other.operands.len()
            && self.operands.iter().zip(&other.operands).all(|(a, b)| a.figure == b.figure)
    }

    /// The figure that it reports, then those that it follows from.
    pub fn figures(&self) -> impl Iterator<Item = usize> {
        std::iter::once(&self.reported).chain(&self.operands).map(|signed| signed.figure)
    }
}

/// How a claim is decided.
#[derive(Debug, Clone)]
pub enum Judgement {
    /// By arithmetic on the figures.
    Arithmetic { relation: Relation, sign: SignRule },
    /// By arithmetic against words that print no figure.
    Worded(Box<Wording>),
    /// By counting or by order: what was found instead of what was said.
    Counted { found: i64, detail: String, mends: Vec<Mend> },
    /// A statement that is simply true or false.
    Stated { holds: bool, detail: String, mends: Vec<Mend> },
}

/// Whether the sign of the reported figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignRule {
    Signed,
    /// The text does not say which way: sizes are compared.
    Size,
}

/// An edit that would mend a counted or ordered claim.
#[derive(Debug, Clone)]
pub struct Mend {
    pub figure: usize,
    pub to: String,
    pub slip: Option<&'static str>,
}

/// The values that words leave open; `None` is no limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    pub low: Option<Rational>,
    pub high: Option<Rational>,
}

impl Meaning {
    /// Whether some value of `range` is meant.
    #[must_use]
    pub fn meets(&self, range: &Interval) -> bool {
        self.low.as_ref().is_none_or(|low| *low <= range.high)
            && self.high.as_ref().is_none_or(|high| range.low <= *high)
    }

    pub(crate) fn between(low: Rational, high: Rational) -> Self {
        let Interval { low, high } = Interval::new(low, high);
        Self { low: Some(low), high: Some(high) }
    }

    pub(crate) fn negated(self) -> Self {
        Self { low: self.high.map(|high| -high), high: self.low.map(|low| -low) }
    }
}

/// What words say: that the relation of the reported figure and its operands is what they mean.
#[derive(Debug, Clone)]
pub struct Wording {
    pub relation: Relation,
    /// Bytes of the words, their bound or hedge included.
    pub words: Range<usize>,
    pub exactly: Meaning,
    pub roughly: Meaning,
    pub mends: Vec<Mend>,
}

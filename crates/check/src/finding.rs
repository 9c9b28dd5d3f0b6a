//! What `check` says, as the machine-readable contract has it (see `check --format json`).
//!
//! Printed numbers are strings that hold exact decimals in base units (`"422600000"`; percentages as percent
//! numbers, `"21"`). Offsets are bytes into the extracted text.

use serde::Serialize;

use super::read::Places;

/// Everything one run of `check` found.
#[derive(Debug, Clone, Serialize)]
pub struct Findings {
    pub tool: Tool,
    pub documents: Vec<DocumentFindings>,
    pub summary: Summary,
}

/// Which program and version made the findings.
#[derive(Debug, Clone, Serialize)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

/// What was found in one text.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentFindings {
    pub path: String,
    /// Of the bytes as read, in lower-case hexadecimal.
    pub sha256: String,
    /// How many bytes were read.
    #[serde(skip)]
    pub bytes: usize,
    /// The format they are in: `Markdown`.
    #[serde(skip)]
    pub format: &'static str,
    /// The extracted text that all offsets point into.
    #[serde(skip)]
    pub text: String,
    /// Where the extracted text stands in the file.
    #[serde(skip)]
    pub places: Places,
    /// Why the sentences of the text were not read; `None` where they were.
    pub unread: Option<&'static str>,
    pub quantities: Vec<Quantity>,
    pub claims: Vec<Claim>,
    pub not_checkable: Vec<NotCheckable>,
}

impl DocumentFindings {
    /// The quantity with this id.
    #[must_use]
    pub fn quantity(&self, id: &str) -> Option<&Quantity> {
        self.quantities.iter().find(|quantity| quantity.id == id)
    }

    /// The claims that cannot be true as printed.
    pub fn contradictions(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| claim.verdict == Verdict::Contradictory)
    }
}

/// A figure that the text prints.
#[derive(Debug, Clone, Serialize)]
pub struct Quantity {
    pub id: String,
    /// The figure as printed, with sign, currency, magnitude and unit.
    pub text: String,
    pub start: usize,
    pub end: usize,
    /// From 1. In a DOCX the number of the paragraph (empty ones are not counted, a row of a table is one), in a PDF the page.
    pub line: usize,
    /// In characters, from 1. In a PDF the line on the page.
    pub column: usize,
    pub value: String,
    /// The lowest value that would be printed this way.
    pub low: String,
    pub high: String,
    /// One unit in the last printed place, in base units.
    pub ulp: String,
    /// `percent`, `percentage_point`, `basis_point`, `multiple`, `money`, `weight`, `count`, `ordinal`, `year`, `number`.
    pub unit: String,
    /// ISO 4217 where it is known.
    pub currency: Option<String>,
    /// `more_than`, `at_least`, `less_than`, `at_most`, `almost`, `up_to`.
    pub bound: Option<String>,
    /// The hedging word as printed: `about`, `some`.
    pub hedge: Option<String>,
    pub period: Option<String>,
    pub series: Option<String>,
}

/// The source of a claim whose operands the text prints.
pub const TEXT: &str = "text";

/// The source of a claim whose operands were looked up.
pub const DATA: &str = "data";

/// An assertion that ties figures together by arithmetic, and what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Claim {
    pub id: String,
    pub kind: String,
    /// The id of the quantity that the claim reports.
    pub reported: String,
    pub operands: Vec<String>,
    pub sentence: Span,
    pub recomputed: Option<Recomputed>,
    pub verdict: Verdict,
    /// Whether the language ties the figures, so that a misfit would have been found.
    pub tested: bool,
    /// The probability that a contradiction or a doubtful claim is the text's and not a misreading, and of the others that the figures
    /// are meant to go together, 0–1; `None` for what was looked up.
    pub probability: Option<f64>,
    /// The named convention under which the claim holds.
    pub convention: Option<String>,
    pub miss: Option<Miss>,
    /// The part of neighbouring printed values that the check would have rejected, 0–1.
    pub power: Option<f64>,
    /// What flips when the claim is mended: `sign`, `direction`, `rank`, `threshold`.
    pub consequential: Option<String>,
    /// The finding in one line.
    pub headline: String,
    /// The arithmetic or the comparison that decided.
    pub explanation: String,
    pub repairs: Vec<Repair>,
    /// Other readings of the claim that lost against this one.
    pub readings: Vec<Reading>,
    /// What the claim is known by from one run to the next.
    pub fingerprint: String,
    /// The reason for which a contradiction is accepted.
    pub accepted: Option<String>,
    /// [`TEXT`] or [`DATA`].
    pub source: &'static str,
    /// What was asked of the data, and where the answers stand.
    pub query: Option<String>,
}

/// Byte offsets into the extracted text; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// What the operands give, in the unit of the reported quantity.
#[derive(Debug, Clone, Serialize)]
pub struct Recomputed {
    pub value: String,
    pub low: String,
    pub high: String,
}

/// Another way to read a claim: other operands, and what comes of them.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    pub operands: Vec<String>,
    pub recomputed: Option<Recomputed>,
    pub verdict: Verdict,
}

/// How far the printed figure lies outside what the operands allow.
#[derive(Debug, Clone, Serialize)]
pub struct Miss {
    pub value: String,
    pub unit: String,
    pub ulps: String,
}

/// One single edit that would make the claim hold.
#[derive(Debug, Clone, Serialize)]
pub struct Repair {
    /// The id of the quantity to change.
    pub quantity: String,
    pub from: String,
    pub to: String,
    pub low: Option<String>,
    pub high: Option<String>,
    /// The ids of other claims that the edit also satisfies.
    pub also_satisfies: Vec<String>,
    /// The plausible slip: `lost_decimal_point`, `transposed_digits`, …
    pub slip: Option<String>,
    /// The edit in words: `$334.3 million → about $349.3 million [347.8, 350.7]`.
    pub text: String,
}

/// What can be said of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Holds at the printed values.
    Consistent,
    /// Holds only inside the rounding intervals.
    Rounding,
    /// Holds only under a named convention.
    Convention,
    /// Holds under no reading.
    Contradictory,
    /// Agrees, but the language does not tie the figures surely enough, or nearly every figure would: not counted as checked.
    Agrees,
    /// Does not fit, and may be a misreading: look at this.
    Doubtful,
    /// Readings compete and they disagree.
    Ambiguous,
    NotCheckable,
}

/// A figure that is tied to nothing, and what was missing.
#[derive(Debug, Clone, Serialize)]
pub struct NotCheckable {
    pub quantity: String,
    pub missing: String,
    /// [`TEXT`] or [`DATA`].
    pub source: &'static str,
}

/// Counts over all documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub documents: usize,
    pub quantities: usize,
    pub claims: usize,
    pub consistent: usize,
    pub rounding: usize,
    pub convention: usize,
    pub contradictory: usize,
    /// Agree, not tested.
    pub agrees: usize,
    pub doubtful: usize,
    pub ambiguous: usize,
    pub not_checkable: usize,
    /// Contradictions that are accepted with a reason.
    pub accepted: usize,
}

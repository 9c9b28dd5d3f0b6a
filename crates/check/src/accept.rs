//! Findings that someone has looked at and accepts, with a reason: in the text itself or in a baseline file.
//!
//! In a text, `<!-- tradeproof: accept growth: the ministry divides by the new level -->` before or inside a paragraph accepts
//! the growth claims of that paragraph; before or inside a table, those of that table. `accept all` accepts every kind,
//! `accept table` every claim of a table.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::against::LOOKED_UP;
use super::claims::pages;
use super::finding::{Claim, Findings, Verdict};
use super::read::{Text, comments};

/// An acceptance in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    place: Place,
    kind: String,
    reason: String,
}

/// What an acceptance stands in or before, and what a claim stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// By its index.
    Block(usize),
    /// By its index.
    Table(usize),
}

impl Place {
    /// The block or table that the byte `at` stands in or before.
    #[must_use]
    pub fn at(text: &Text, at: usize) -> Self {
        let block = text.blocks.partition_point(|block| block.span.end <= at);
        let table = text.tables.partition_point(|table| table.end() <= at);
        let block_start = text.blocks.get(block).map_or(usize::MAX, |block| block.span.start);
        match text.tables.get(table) {
            Some(found) if found.start() < block_start => Self::Table(table),
            _ => Self::Block(block),
        }
    }
}

/// An acceptance that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{path}:{line}: expected `tradeproof: accept KIND: REASON`, found `{found}`; KIND is `all` or one of {kinds}")]
pub struct AcceptError {
    path: String,
    line: usize,
    found: String,
    kinds: String,
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
const KEYWORD: &str = "tradeproof: accept";

/// Reads the acceptances of a text.
///
/// # Errors
/// When one names no kind that there is, or gives no reason.
pub fn acceptances(text: &Text) -> Result<Vec<Acceptance>, AcceptError> {
    comments(&text.content).into_iter().filter_map(|span| acceptance(text, span).transpose()).collect()
}

fn acceptance(text: &Text, span: Range<usize>) -> Result<Option<Acceptance>, AcceptError> {
    let inner = text.content[span.start + OPEN.len()..span.end - CLOSE.len()].trim();
    let Some(rest) = inner.strip_prefix(KEYWORD) else { return Ok(None) };
    let said = rest.split_once(':').map(|(kind, reason)| (kind.trim(), reason.trim()));
    match said {
        Some((kind, reason)) if is_kind(kind) && !reason.is_empty() => Ok(Some(Acceptance {
            place: Place::at(text, span.start),
            kind: kind.to_owned(),
            reason: reason.to_owned(),
        })),
        _ => Err(AcceptError {
            path: text.path.clone(),
            line: text.place(span.start).0,
            found: inner.to_owned(),
            kinds: kinds().collect::<Vec<_>>().join(", "),
        }),
    }
}

fn is_kind(kind: &str) -> bool {
    kind == "all" || kinds().any(|known| known == kind)
}

fn kinds() -> impl Iterator<Item = &'static str> {
    pages().map(|page| page.name).chain(LOOKED_UP.iter().map(|kind| kind.0))
}

/// The reason for which a claim of `kind` at `place` is accepted.
#[must_use]
pub fn reason(acceptances: &[Acceptance], place: Place, kind: &str) -> Option<String> {
    let of_table = matches!(place, Place::Table(_));
    let covers = |accepted: &str| accepted == kind || accepted == "all" || (accepted == "table" && of_table);
    let fits = |accepted: &&Acceptance| accepted.place == place && covers(&accepted.kind);
    acceptances.iter().find(fits).map(|accepted| accepted.reason.clone())
}

/// What a claim is known by from one run to the next: its kind, its sentence and its figures, wherever they stand.
#[must_use]
pub fn fingerprint(kind: &str, sentence: &str, figures: &[&str]) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut hash = Sha256::new();
    for part in [kind, &words.join(" ")].into_iter().chain(figures.iter().copied()) {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Accepted findings, by fingerprint.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    pub accepted: BTreeMap<String, Accepted>,
}

/// One accepted finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    pub path: String,
    /// The finding in one line, for who reads the file.
    pub finding: String,
    pub reason: String,
}

impl Baseline {
    /// The contradictions of `findings`, all accepted for `reason`.
    #[must_use]
    pub fn of(findings: &Findings, reason: &str) -> Self {
        let mut accepted = BTreeMap::new();
        for document in &findings.documents {
            for claim in document.contradictions() {
                let entry = Accepted {
                    path: document.path.clone(),
                    finding: claim.headline.clone(),
                    reason: claim.accepted.clone().unwrap_or_else(|| reason.to_owned()),
                };
                accepted.insert(claim.fingerprint.clone(), entry);
            }
        }
        Self { accepted }
    }

    /// Marks the contradictions that are accepted here.
    pub fn apply(&self, findings: &mut Findings) {
        let documents = findings.documents.iter_mut();
        for claim in documents.flat_map(|document| &mut document.claims).filter(|claim| is_open(claim)) {
            claim.accepted = self.accepted.get(&claim.fingerprint).map(|accepted| accepted.reason.clone());
        }
        findings.count();
    }
}

fn is_open(claim: &Claim) -> bool {
    claim.verdict == Verdict::Contradictory && claim.accepted.is_none()
}

#[cfg(test)]
mod tests {
    use crate::check;

    const TABLE: &str =
        "| Exports, $ million | 2019 |\n|---|---|\n| Ardland | 10.1 |\n| Bessia | 20.2 |\n| Total | 31.3 |\n";
    const PROSE: &str = "Exports rose 21 per cent to $422.6 million from $334.3 million.\n";

    /// How many contradictions are accepted, and how many are open.
    fn accepted(text: &str) -> (usize, usize) {
        let found = check("note.md", text.as_bytes()).unwrap();
        let accepted = found.contradictions().filter(|claim| claim.accepted.is_some()).count();
        (accepted, found.contradictions().count() - accepted)
    }

    #[test]
    fn a_comment_before_a_table_accepts_the_table_alone() {
        for kind in ["all", "sum", "table"] {
            let comment = format!("<!-- tradeproof: accept {kind}: Chalcia is left out -->");
            assert_eq!(accepted(&format!("{comment}\n\n{TABLE}\n{PROSE}")), (1, 1), "{kind}");
        }
    }

    #[test]
    fn a_comment_before_a_paragraph_leaves_tables_open() {
        let comment = "<!-- tradeproof: accept all: as the ministry has it -->";
        assert_eq!(accepted(&format!("{comment}\n\n{PROSE}\n{TABLE}")), (1, 1));
        assert_eq!(accepted(&format!("{TABLE}\n{comment}\n\n{PROSE}")), (1, 1));
        let of_tables = "<!-- tradeproof: accept table: none is here -->";
        assert_eq!(accepted(&format!("{of_tables}\n\n{PROSE}")), (0, 1));
    }
}

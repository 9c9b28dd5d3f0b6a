//! Findings for a pull request or an e-mail.

use std::fmt::Write as _;

use super::closing;
use crate::finding::{Claim, DocumentFindings, Findings, Verdict};

/// The contradictions and the claims whose readings disagree, as Markdown.
#[must_use]
pub fn render(findings: &Findings) -> String {
    let mut out = String::from("# Figures checked\n\n");
    let _ = writeln!(out, "{}", closing::line(findings));
    for document in &findings.documents {
        let shown: Vec<&Claim> = document.claims.iter().filter(|claim| is_shown(claim)).collect();
        if !shown.is_empty() {
            let _ = write!(out, "\n## {}\n", escaped(&document.path));
            for claim in shown {
                section(&mut out, document, claim);
            }
        }
    }
    out
}

fn is_shown(claim: &Claim) -> bool {
    matches!(claim.verdict, Verdict::Contradictory | Verdict::Ambiguous)
}

fn section(out: &mut String, document: &DocumentFindings, claim: &Claim) {
    let line = document.quantity(&claim.reported).map_or(0, |quantity| quantity.line);
    let _ = write!(out, "\n### Line {line}: {}\n\n", escaped(&claim.headline));
    for line in sentence(document, claim).lines() {
        let _ = writeln!(out, "> {}", line.trim_start());
    }
    if claim.explanation != claim.headline {
        let _ = write!(out, "\n{}\n", escaped(&claim.explanation));
    }
    if let Some(query) = &claim.query {
        let _ = write!(out, "\nLooked up: {}\n", escaped(query));
    }
    if let Some(reason) = &claim.accepted {
        let _ = write!(out, "\nAccepted: {}\n", escaped(reason));
    }
    if !claim.repairs.is_empty() {
        let head = if claim.repairs.len() == 1 { "This would repair it:" } else { "Any one of these would repair it:" };
        let _ = write!(out, "\n{head}\n\n");
        for repair in &claim.repairs {
            let _ = writeln!(out, "- {}", escaped(&repair.text));
        }
    }
}

/// The sentence with the figures of the claim in bold.
fn sentence(document: &DocumentFindings, claim: &Claim) -> String {
    let mut figures: Vec<(usize, usize)> = std::iter::once(&claim.reported)
        .chain(&claim.operands)
        .filter_map(|id| document.quantity(id))
        .map(|quantity| (quantity.start, quantity.end))
        .filter(|(start, end)| claim.sentence.start <= *start && *end <= claim.sentence.end)
        .collect();
    figures.sort_unstable();
    figures.dedup();
    let mut out = String::new();
    let mut from = claim.sentence.start;
    for (start, end) in figures.into_iter().filter(|(start, end)| start < end) {
        if start >= from {
            let _ = write!(out, "{}**{}**", escaped(&document.text[from..start]), escaped(&document.text[start..end]));
            from = end;
        }
    }
    out + &escaped(&document.text[from.min(claim.sentence.end)..claim.sentence.end])
}

/// Text that Markdown prints as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

//! Which figures of a text are marked, and how gravely.

use std::ops::Range;

use super::marked::Anchored;
use crate::check::finding::{Claim, DocumentFindings, Verdict};

/// A marked figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub span: Range<usize>,
    /// The verdict, and `part` for a figure that no single edit would mend.
    pub class: String,
    severity: u8,
    /// The quantity's id and, as `aria-describedby`, those of its notes.
    pub attributes: String,
    /// HTML that points to notes which stand beside another sentence.
    pub pointers: String,
}

/// Every figure that a claim ties, once, with its gravest verdict; overlapping ones give way to the graver.
pub fn marks(document: &DocumentFindings, notes: &[Anchored], scope: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = document
        .quantities
        .iter()
        .filter_map(|quantity| {
            let claims = claims_about(document, &quantity.id);
            let verdict = claims.iter().map(|claim| claim.verdict).max_by_key(|verdict| severity(*verdict))?;
            Some(Mark {
                span: quantity.start..quantity.end,
                class: class(&quantity.id, &claims, verdict),
                severity: severity(verdict),
                attributes: attributes(&quantity.id, &claims, scope),
                pointers: pointers(quantity.start, &claims, notes, scope),
            })
        })
        .collect();
    marks.sort_by_key(|mark| (std::cmp::Reverse(mark.severity), mark.span.start, mark.span.end));
    let mut kept: Vec<Mark> = Vec::new();
    for mark in marks {
        // `kept` is in the order of the text, so only its neighbours can overlap.
        let at = kept.partition_point(|other| other.span.start < mark.span.start);
        let before = at.checked_sub(1).is_none_or(|left| kept[left].span.end <= mark.span.start);
        let after = kept.get(at).is_none_or(|right| mark.span.end <= right.span.start);
        if before && after {
            kept.insert(at, mark);
        }
    }
    kept
}

fn class(quantity: &str, claims: &[&Claim], verdict: Verdict) -> String {
    let gravest = claims.iter().filter(|claim| claim.verdict == verdict);
    let in_doubt = |claim: &&&Claim| {
        let mended = claim.repairs.iter().any(|repair| repair.quantity == quantity);
        claim.reported == quantity || mended || claim.repairs.is_empty()
    };
    let part = if gravest.clone().any(|claim| in_doubt(&claim)) { "" } else { " part" };
    format!("{}{part}", super::note::class(verdict))
}

fn claims_about<'d>(document: &'d DocumentFindings, quantity: &str) -> Vec<&'d Claim> {
    document
        .claims
        .iter()
        .filter(|claim| claim.verdict != Verdict::NotCheckable)
        .filter(|claim| claim.reported == quantity || claim.operands.iter().any(|operand| operand == quantity))
        .collect()
}

fn attributes(quantity: &str, claims: &[&Claim], scope: &str) -> String {
    let notes: Vec<String> = claims
        .iter()
        .filter(|claim| super::Note::stands_in_margin(claim.verdict))
        .map(|claim| format!("note-{scope}-{}", claim.id))
        .collect();
    if notes.is_empty() {
        format!(r#" id="{scope}-{quantity}""#)
    } else {
        format!(r#" id="{scope}-{quantity}" aria-describedby="{}""#, notes.join(" "))
    }
}

/// Links to the notes of claims whose sentence is not the one around `at`.
fn pointers(at: usize, claims: &[&Claim], notes: &[Anchored], scope: &str) -> String {
    let of = |note: &&Anchored| claims.iter().any(|claim| claim.id == note.claim);
    let elsewhere = notes.iter().filter(of).filter(|note| !note.sentence.contains(&at));
    elsewhere
        .map(|note| format!(r##"<a class="ref" href="#note-{scope}-{}">{}</a>"##, note.claim, note.number))
        .collect()
}

fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotCheckable => 0,
        Verdict::Agrees => 1,
        Verdict::Consistent => 2,
        Verdict::Rounding => 3,
        Verdict::Convention => 4,
        Verdict::Doubtful => 5,
        Verdict::Ambiguous => 6,
        Verdict::Contradictory => 7,
    }
}

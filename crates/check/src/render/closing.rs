//! The last line of every result that people read: how many figures, claims and verdicts.

use std::fmt::Write as _;

use crate::finding::{DATA, Findings, Summary};

/// The counts of a run in one line.
#[must_use]
pub fn line(findings: &Findings) -> String {
    let summary = &findings.summary;
    let texts = counted(summary.documents, "text", "texts");
    let figures = counted(summary.quantities, "figure", "figures");
    let claims = counted(summary.claims, "claim", "claims");
    let mut line = format!("{texts}, {figures}, {claims}: {}", verdicts(summary));
    if summary.accepted > 0 {
        let _ = write!(line, "; {} of the contradictions accepted", summary.accepted);
    }
    let open = findings.documents.iter().flat_map(|document| &document.not_checkable);
    let (in_data, in_text): (Vec<_>, Vec<_>) = open.partition(|open| open.source == DATA);
    if !in_text.is_empty() {
        let what = counted(in_text.len(), "percentage or change", "percentages or changes");
        let _ = write!(line, "; {what} not checked (--show everything lists them)");
    }
    if !in_data.is_empty() {
        let _ = write!(line, "; {} that the data do not decide", counted(in_data.len(), "figure", "figures"));
    }
    line
}

fn verdicts(summary: &Summary) -> String {
    let parts = [
        (summary.contradictory, "contradictory"),
        (summary.ambiguous, "ambiguous"),
        (summary.consistent, "consistent"),
        (summary.rounding, "within rounding"),
        (summary.convention, "by convention"),
        (summary.agrees, "in agreement, not tested"),
        (summary.doubtful, "to look at"),
    ];
    let said: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    if said.is_empty() { "nothing to check".to_owned() } else { said.join(", ") }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

//! One claim a row, for a spreadsheet.

use serde::Serialize;

use crate::finding::{Claim, DocumentFindings, Findings, Verdict};

/// The columns, in order.
#[derive(Serialize)]
struct Row<'f> {
    path: &'f str,
    line: usize,
    column: usize,
    kind: &'f str,
    verdict: Verdict,
    tested: bool,
    probability: Option<f64>,
    reported: &'f str,
    operands: String,
    recomputed: Option<&'f str>,
    low: Option<&'f str>,
    high: Option<&'f str>,
    convention: Option<&'f str>,
    miss: Option<&'f str>,
    miss_unit: Option<&'f str>,
    power: Option<f64>,
    consequential: Option<&'f str>,
    finding: &'f str,
    explanation: &'f str,
    repairs: String,
    accepted: Option<&'f str>,
    fingerprint: &'f str,
    source: &'f str,
    query: Option<&'f str>,
}

/// The claims as CSV with a header.
///
/// # Panics
/// Never: rows of strings and numbers always serialise into memory.
#[must_use]
pub fn render(findings: &Findings) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for document in &findings.documents {
        for claim in &document.claims {
            writer.serialize(row(document, claim)).expect("rows serialise");
        }
    }
    String::from_utf8(writer.into_inner().expect("memory takes every byte")).expect("texts are UTF-8")
}

fn row<'f>(document: &'f DocumentFindings, claim: &'f Claim) -> Row<'f> {
    let reported = document.quantity(&claim.reported);
    let text = |id: &String| document.quantity(id).map_or("", |quantity| quantity.text.as_str());
    let recomputed = claim.recomputed.as_ref();
    Row {
        path: &document.path,
        line: reported.map_or(0, |quantity| quantity.line),
        column: reported.map_or(0, |quantity| quantity.column),
        kind: &claim.kind,
        verdict: claim.verdict,
        tested: claim.tested,
        probability: claim.probability,
        reported: reported.map_or("", |quantity| quantity.text.as_str()),
        operands: claim.operands.iter().map(text).collect::<Vec<_>>().join("; "),
        recomputed: recomputed.map(|found| found.value.as_str()),
        low: recomputed.map(|found| found.low.as_str()),
        high: recomputed.map(|found| found.high.as_str()),
        convention: claim.convention.as_deref(),
        miss: claim.miss.as_ref().map(|miss| miss.value.as_str()),
        miss_unit: claim.miss.as_ref().map(|miss| miss.unit.as_str()),
        power: claim.power,
        consequential: claim.consequential.as_deref(),
        finding: &claim.headline,
        explanation: &claim.explanation,
        repairs: claim.repairs.iter().map(|repair| repair.text.as_str()).collect::<Vec<_>>().join("; "),
        accepted: claim.accepted.as_deref(),
        fingerprint: &claim.fingerprint,
        source: claim.source,
        query: claim.query.as_deref(),
    }
}

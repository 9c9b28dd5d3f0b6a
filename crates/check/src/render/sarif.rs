//! SARIF 2.1.0, which editors and code hosts open.

use serde_json::{Value, json};

use crate::against::LOOKED_UP;
use crate::claims::pages;
use crate::finding::{Claim, DocumentFindings, Findings, Quantity, Verdict};
use crate::read::Layout;

/// The findings as a SARIF log, indented, with a newline at the end.
///
/// Contradictions are errors, competing readings warnings; claims that hold are left out.
///
/// # Panics
/// Never: the log holds only strings, numbers and lists.
#[must_use]
pub fn render(findings: &Findings) -> String {
    let results: Vec<Value> = findings
        .documents
        .iter()
        .flat_map(|document| document.claims.iter().filter_map(move |claim| result(document, claim)))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": findings.tool.name, "version": findings.tool.version, "rules": rules() } },
            // Columns count characters, as those of the other formats do.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut out = serde_json::to_string_pretty(&log).expect("a log serialises");
    out.push('\n');
    out
}

fn rules() -> Vec<Value> {
    let kinds = pages().map(|page| (page.name, page.about)).chain(LOOKED_UP.iter().copied());
    kinds.map(|(id, about)| json!({ "id": id, "shortDescription": { "text": about } })).collect()
}

fn result(document: &DocumentFindings, claim: &Claim) -> Option<Value> {
    let level = match claim.verdict {
        Verdict::Contradictory => "error",
        Verdict::Ambiguous => "warning",
        _ => return None,
    };
    let related: Vec<Value> = claim
        .operands
        .iter()
        .filter_map(|id| document.quantity(id))
        .map(|quantity| {
            let mut place = location(document, quantity);
            place["message"] = json!({ "text": placed(document, quantity, &quantity.text) });
            place
        })
        .collect();
    let reported = document.quantity(&claim.reported)?;
    let mut result = json!({
        "ruleId": claim.kind,
        "level": level,
        "message": { "text": placed(document, reported, &message(claim)) },
        "locations": [location(document, reported)],
        "relatedLocations": related,
        "partialFingerprints": { "tradeproof/v1": claim.fingerprint },
    });
    if let Some(probability) = claim.probability {
        result["rank"] = json!((probability * 1000.0).round() / 10.0);
    }
    if let Some(query) = &claim.query {
        result["properties"] = json!({ "source": claim.source, "query": query });
    }
    if let Some(reason) = &claim.accepted {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    Some(result)
}

fn message(claim: &Claim) -> String {
    let mut text = claim.headline.clone();
    if claim.explanation != claim.headline {
        text = format!("{text}. {}", claim.explanation);
    }
    if let Some(query) = &claim.query {
        text = format!("{text}. Looked up: {query}");
    }
    if !claim.repairs.is_empty() {
        let repairs: Vec<&str> = claim.repairs.iter().map(|repair| repair.text.as_str()).collect();
        text = format!("{text}. Repairs, any one of: {}", repairs.join("; "));
    }
    text
}

/// `said`, with its place in words where the document has no lines that an editor could show.
fn placed(document: &DocumentFindings, quantity: &Quantity, said: &str) -> String {
    match document.places.layout() {
        Layout::Lines | Layout::Markup => said.to_owned(),
        Layout::Paragraphs => format!("Paragraph {}: {said}", quantity.line),
        Layout::Pages => format!("Page {}, line {}: {said}", quantity.line, quantity.column),
    }
}

fn location(document: &DocumentFindings, quantity: &Quantity) -> Value {
    let artifact = json!({ "uri": document.path.replace('\\', "/").replace(' ', "%20") });
    if matches!(document.places.layout(), Layout::Paragraphs | Layout::Pages) {
        return json!({ "physicalLocation": { "artifactLocation": artifact } });
    }
    let width = quantity.text.chars().count();
    json!({
        "physicalLocation": {
            "artifactLocation": artifact,
            "region": {
                "startLine": quantity.line,
                "startColumn": quantity.column,
                "endColumn": quantity.column + width,
                "snippet": { "text": quantity.text },
            },
        },
    })
}

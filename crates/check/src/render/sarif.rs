//! SARIF 2.1.0, which editors and code hosts open.
//!
//! What is no text itself, such as DOCX and PDF, is attached as the text that was extracted from it, and regions are of that.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::against::LOOKED_UP;
use crate::claims::{Page, pages};
use crate::finding::{Claim, DocumentFindings, Findings, Quantity, Verdict};
use crate::read::Layout;

/// Where people find out about the program.
const ABOUT: &str = "https://crates.io/crates/tradeproof";

/// The findings as a SARIF log, indented, with a newline at the end.
///
/// Contradictions are errors, competing readings warnings; claims that hold are left out.
///
/// # Panics
/// Never: the log holds only strings, numbers and lists.
#[must_use]
pub fn render(findings: &Findings) -> String {
    let rules = rules();
    let results: Vec<Value> = findings
        .documents
        .iter()
        .enumerate()
        .flat_map(|(index, document)| {
            let rules = &rules;
            document.claims.iter().filter_map(move |claim| result(document, index, claim, rules))
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": findings.tool.name,
                "version": findings.tool.version,
                "semanticVersion": findings.tool.version,
                "informationUri": ABOUT,
                "rules": rules,
            } },
            // Columns count characters, as those of the other formats do.
            "columnKind": "unicodeCodePoints",
            "artifacts": findings.documents.iter().map(artifact).collect::<Vec<_>>(),
            "results": results,
        }],
    });
    let mut out = serde_json::to_string_pretty(&log).expect("a log serialises");
    out.push('\n');
    out
}

/// A text, with what was extracted of it where the file itself is none.
fn artifact(document: &DocumentFindings) -> Value {
    let mut artifact = json!({
        "location": { "uri": uri(&document.path) },
        "length": document.bytes,
        "hashes": { "sha-256": document.sha256 },
        "roles": ["analysisTarget"],
    });
    if is_extracted(document) {
        artifact["contents"] = json!({ "text": document.text });
    }
    artifact
}

/// Whether editors see no text in the file itself.
fn is_extracted(document: &DocumentFindings) -> bool {
    matches!(document.places.layout(), Layout::Paragraphs | Layout::Pages)
}

fn rules() -> Vec<Value> {
    let looked_up = LOOKED_UP.iter().map(|(id, about)| {
        rule(id, about, "The figure was looked up in the data that the texts were held against.", None)
    });
    pages().map(|page| rule(page.name, page.about, page.manual.checks, Some(page))).chain(looked_up).collect()
}

fn rule(id: &str, about: &str, checks: &str, page: Option<Page>) -> Value {
    let mut help = format!("{checks}\n");
    if let Some(manual) = page.map(|page| page.manual) {
        let _ = write!(help, "\nHolds:\n\n{}\n", quoted(manual.holds));
        if let Some(fails) = manual.fails {
            let _ = write!(help, "\nCannot be true:\n\n{}\n", quoted(fails));
        }
        let _ = write!(help, "\nLeaves alone: {}\n", manual.leaves);
    }
    json!({
        "id": id,
        "name": pascal(id),
        "shortDescription": { "text": sentence(about) },
        "fullDescription": { "text": sentence(checks) },
        "help": { "text": help, "markdown": help },
        "helpUri": ABOUT,
        "defaultConfiguration": { "level": "error" },
    })
}

/// Lines as Markdown quotes them.
fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}

/// `unit_value` as `UnitValue`.
fn pascal(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    id.split('_').map(capital).collect()
}

/// With a capital first and a full stop last.
fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let text: String = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}

fn result(document: &DocumentFindings, index: usize, claim: &Claim, rules: &[Value]) -> Option<Value> {
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
            let mut place = location(document, index, quantity);
            place["message"] = json!({ "text": placed(document, quantity, &quantity.text) });
            place
        })
        .collect();
    let reported = document.quantity(&claim.reported)?;
    let mut result = json!({
        "ruleId": claim.kind,
        "ruleIndex": rules.iter().position(|rule| rule["id"] == claim.kind.as_str()),
        "level": level,
        "message": { "text": sentence(&placed(document, reported, &message(claim))) },
        "locations": [location(document, index, reported)],
        "relatedLocations": related,
        "partialFingerprints": { "tradeproof/v1": claim.fingerprint },
    });
    if let Some(query) = &claim.query {
        result["properties"] = json!({ "source": claim.source, "query": query });
    }
    if let Some(reason) = &claim.accepted {
        result["suppressions"] = json!([{ "kind": "inSource", "justification": reason }]);
    }
    if result["ruleIndex"].is_null() {
        result.as_object_mut()?.remove("ruleIndex");
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

fn location(document: &DocumentFindings, index: usize, quantity: &Quantity) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&document.path), "index": index },
            "region": region(document, quantity),
        },
    })
}

/// Where the figure stands: in the file, or in the text that was extracted from it.
fn region(document: &DocumentFindings, quantity: &Quantity) -> Value {
    let snippet = json!({ "text": quantity.text });
    if document.places.layout() == Layout::Markup {
        let end = quantity.column + quantity.text.chars().count();
        return json!({
            "startLine": quantity.line, "startColumn": quantity.column, "endColumn": end, "snippet": snippet,
        });
    }
    let (line, column) = in_lines(&document.text, quantity.start);
    let (last, end) = in_lines(&document.text, quantity.end);
    json!({ "startLine": line, "startColumn": column, "endLine": last, "endColumn": end, "snippet": snippet })
}

/// Line and column in characters, both from 1.
fn in_lines(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// A path as a URI reference: relative where it is, its letters escaped as RFC 3986 has it.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.trim_start_matches("./").trim_start_matches(['<']).trim_end_matches(['>']);
    let mut uri = String::new();
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    match (path.starts_with('/'), has_drive) {
        (true, _) => uri.push_str("file://"),
        (_, true) => uri.push_str("file:///"),
        _ => {}
    }
    for (place, byte) in path.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (has_drive && place == 1);
        match plain {
            true => uri.push(char::from(byte)),
            false => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, expected) in [
            ("texts/a note.md", "texts/a%20note.md"),
            ("./ä#1.md", "%C3%A4%231.md"),
            ("/tmp/100%.md", "file:///tmp/100%25.md"),
            ("C:\\texts\\a.md", "file:///C:/texts/a.md"),
            ("<stdin>", "stdin"),
        ] {
            assert_eq!(uri(path), expected, "{path}");
        }
    }

    #[test]
    fn every_rule_says_what_it_is_and_every_result_where() {
        let text = "Trade came to $422.6 million, 21 per\ncent more than the year before ($334.3 million).\n";
        let findings = Findings::of(vec![crate::check("a note.md", text.as_bytes()).unwrap()]);
        let log: Value = serde_json::from_str(&render(&findings)).unwrap();
        let run = &log["runs"][0];
        assert!(run["tool"]["driver"]["informationUri"].as_str().unwrap().starts_with("https://"));
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for rule in rules {
            for key in ["shortDescription", "fullDescription"] {
                let text = rule[key]["text"].as_str().unwrap();
                assert!(text.ends_with(['.', '?', '!']), "{}: {key}: {text}", rule["id"]);
            }
            assert!(rule["help"]["text"].as_str().unwrap().len() > 40, "{}", rule["id"]);
        }
        let result = &run["results"][0];
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20note.md");
        let region = &place["region"];
        assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(1), Some(31)));
        assert_eq!((region["endLine"].as_u64(), region["endColumn"].as_u64()), (Some(2), Some(5)));
    }
}

//! Every kind of claim on texts of our own: those that hold, those that cannot, and those that only look alike.

use tradeproof_check::claims::{KINDS, pages};
use tradeproof_check::{DocumentFindings, Verdict, check};

use crate::kinds_cases::CASES;
use crate::kinds_traps::TRAPS;

/// Kinds that are tested where their input is made.
const ELSEWHERE: &[&str] = &["table"];

fn found(text: &str) -> DocumentFindings {
    check("case.txt", text.as_bytes()).unwrap()
}

fn said(found: &DocumentFindings) -> Vec<String> {
    found
        .claims
        .iter()
        .map(|claim| format!("{} {:?}: {} ({})", claim.kind, claim.verdict, claim.headline, claim.explanation))
        .collect()
}

#[test]
fn every_kind_has_its_cases() {
    for kind in KINDS {
        let listed =
            CASES.iter().any(|case| case.kind == kind.name) || ELSEWHERE.iter().any(|name| kind.name.starts_with(name));
        assert!(listed, "write cases for {}", kind.name);
    }
}

#[test]
fn what_holds_is_found_and_holds() {
    let mut wrong = Vec::new();
    for case in CASES {
        for text in case.holds {
            let found = found(text);
            let holds =
                |verdict: Verdict| matches!(verdict, Verdict::Consistent | Verdict::Rounding | Verdict::Convention);
            let claimed = found.claims.iter().any(|claim| claim.kind == case.kind && holds(claim.verdict));
            if !claimed || found.contradictions().next().is_some() {
                wrong.push(format!("{}: {text}\n  {:#?}", case.kind, said(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_true_is_found() {
    let mut wrong = Vec::new();
    for case in CASES {
        for text in case.fails {
            let found = found(text);
            if !found.contradictions().any(|claim| claim.kind == case.kind) {
                wrong.push(format!("{}: {text}\n  {:#?}", case.kind, said(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_looks_alike_accuses_nobody() {
    let mut wrong = Vec::new();
    for case in CASES {
        for text in case.silent {
            let found = found(text);
            if found.contradictions().next().is_some() {
                wrong.push(format!("{}: {text}\n  {:#?}", case.kind, said(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The examples of the manual, by the kind whose page they stand on.
///
/// Claims of tables bear the names of the kinds that say the same in prose, and what holds together is no claim of its own.
#[test]
fn the_manual_keeps_its_word() {
    let mut wrong = Vec::new();
    for page in pages() {
        let of_page = |kind: &str| kind == page.name || page.name == "table";
        let holding = check("manual.md", page.manual.holds.as_bytes()).unwrap();
        let claimed = page.name == "joint" || holding.claims.iter().any(|claim| of_page(&claim.kind));
        if !claimed || holding.contradictions().next().is_some() {
            wrong.push(format!("{} holds: {}\n  {:#?}", page.name, page.manual.holds, said(&holding)));
        }
        if let Some(example) = page.manual.fails {
            let failing = check("manual.md", example.as_bytes()).unwrap();
            if !failing.contradictions().any(|claim| of_page(&claim.kind)) {
                wrong.push(format!("{} fails: {example}\n  {:#?}", page.name, said(&failing)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Sentences written to be misread: each has a reading in which it is true, or figures that belong to different things.
#[test]
fn traps_accuse_nobody() {
    let mut wrong = Vec::new();
    for text in TRAPS {
        let found = found(text);
        if found.contradictions().next().is_some() {
            wrong.push(format!("{text}\n  {:#?}", said(&found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

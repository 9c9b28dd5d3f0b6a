//! Every kind of claim has passages of its own, and its manual keeps its word.

use tradeproof_check::claims::{KINDS, pages};
use tradeproof_check::{DocumentFindings, check};

use crate::passages::{Expected, of_kind};

/// Kinds that are tested where their input is made.
const ELSEWHERE: &[&str] = &["table"];

fn said(found: &DocumentFindings) -> Vec<String> {
    found
        .claims
        .iter()
        .map(|claim| format!("{} {:?}: {} ({})", claim.kind, claim.verdict, claim.headline, claim.explanation))
        .collect()
}

#[test]
fn every_kind_has_its_passages() {
    for kind in KINDS {
        let holds = |expected: &Expected| *expected == Expected::Holds(kind.name.to_owned());
        let written = of_kind(kind.name).iter().any(|passage| passage.expected.iter().any(holds));
        let elsewhere = ELSEWHERE.iter().any(|name| kind.name.starts_with(name));
        assert!(written || elsewhere, "write tests/passages/kinds/{}.md, with a text that holds", kind.name);
    }
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

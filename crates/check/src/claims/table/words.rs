//! What the labels of a table mean.

use tradeproof_language::basis::is_hint;

use crate::link::Flow;

/// Words of a label, in lower case.
fn words(label: &str) -> impl Iterator<Item = &str> {
    label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn has(label: &str, known: &[&str]) -> bool {
    words(label).any(|word| known.contains(&word))
}

/// `Total`, `All countries`, `Grand total`, `EU total`.
pub(super) fn is_total(label: &str) -> bool {
    let first = words(label).next().unwrap_or_default();
    let last = words(label).last().unwrap_or_default();
    ["total", "totals", "all", "sum", "overall", "world", "turnover"].contains(&first)
        || ["total", "turnover"].contains(&last)
        || label.starts_with("trade turnover")
        || label == "trade"
}

/// `Others`, `Rest of the world`: with it, the parts are complete.
pub(super) fn is_rest(label: &str) -> bool {
    has(label, &["other", "others", "rest", "remaining", "remainder", "elsewhere"])
}

/// `of which fuels`, `including oil`, `– Germany`: parts of the row above.
pub(super) fn is_within(label: &str) -> bool {
    let start = words(label).next().unwrap_or_default();
    label.contains("of which")
        || label.contains("o/w")
        || ["including", "incl", "excluding", "thereof"].contains(&start)
        || label.starts_with(['-', '–', '—', '•', '·', '…'])
}

/// Words that say a list is not complete.
pub(super) fn is_selection(label: &str) -> bool {
    has(
        label,
        &[
            "top",
            "main",
            "major",
            "selected",
            "largest",
            "leading",
            "key",
            "principal",
            "including",
            "memo",
            "memorandum",
            "biggest",
        ],
    )
}

/// Labels of figures that are no amounts to add up.
pub(super) fn is_ratio(label: &str) -> bool {
    label.contains('%')
        || has(
            label,
            &[
                "share", "growth", "change", "ratio", "index", "rate", "price", "prices", "average", "rank", "percent",
                "cent",
            ],
        )
}

/// The flow that a label names; `None` where it names none or two.
pub(super) fn flow(label: &str) -> Option<Flow> {
    if is_ratio(label) {
        return None;
    }
    let names = |known: &[&str]| has(label, known);
    let flows = [
        (names(&["exports", "export", "exported"]), Flow::Exports),
        (names(&["imports", "import", "imported"]), Flow::Imports),
        (names(&["deficit"]), Flow::Deficit),
        (names(&["surplus"]), Flow::Surplus),
        (names(&["balance", "net"]), Flow::Balance),
    ];
    let mut named = flows.iter().filter(|(is_named, _)| *is_named).map(|(_, flow)| *flow);
    let first = named.next()?;
    // `Balance (exports − imports)` is the balance; `Exports and imports` is neither.
    match named.next() {
        None => Some(first),
        Some(_) if names(&["balance"]) => Some(Flow::Balance),
        Some(_) => None,
    }
}

/// What narrows a flow in a label: `goods` of both `Balance on goods (deficit)` and `Exports of goods`.
pub(super) fn scope(label: &str) -> Vec<&str> {
    const PLAIN: &[&str] = &[
        "exports", "export", "imports", "import", "balance", "deficit", "surplus", "net", "trade", "of", "on", "in",
        "the", "total", "and",
    ];
    words(label).filter(|word| !PLAIN.contains(word)).collect()
}

pub(super) fn is_growth(label: &str) -> bool {
    has(label, &["growth", "change", "increase", "rise", "yoy", "grew"])
        || label.contains("y/y")
        || label.contains('±')
        || label.contains("+/-")
}

/// Growth that does not follow from the amounts in the table.
pub(super) fn is_other_growth(label: &str) -> bool {
    words(label).any(is_hint)
        || has(label, &["average", "cagr", "annual", "contribution", "points", "pp", "price", "prices"])
}

pub(super) fn is_share(label: &str) -> bool {
    has(label, &["share", "shares"])
        || label.contains("% of total")
        || label.contains("of the total")
        || label.contains("of total")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_apart() {
        assert!(is_total("grand total") && is_total("all countries") && !is_total("totally other"));
        assert_eq!(flow("exports, us$ million"), Some(Flow::Exports));
        assert_eq!(flow("balance (exports − imports)"), Some(Flow::Balance));
        assert_eq!(flow("export/import ratio"), None);
        assert_eq!(flow("exports and imports"), None);
        assert!(is_within("of which: oil") && !is_within("oil"));
        assert!(is_growth("change, %") && is_other_growth("real growth, %"));
    }
}

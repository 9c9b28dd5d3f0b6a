//! One series and period given twice must be one value.

use std::collections::BTreeMap;

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Flow, Linked, Role, When};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "restatement",
    about: "a series that is given twice for one period has one value",
    manual: Manual {
        checks: "Two figures for one flow and one period against each other, and one amount in two notations.",
        holds: "Exports were $20 billion in 2019. In 2019 exports came to $20.093 billion.",
        fails: Some("Exports reached Rs 26,246 crore (Rs 264.46 billion) in 2019."),
        leaves: "Different values for one period: a text may mean two vintages or two scopes.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut given: BTreeMap<(Flow, When), Vec<usize>> = BTreeMap::new();
    for event in &linked.events {
        for figure in [event.level, event.base].into_iter().flatten() {
            let when = linked.placed[figure].when;
            if let Some(flow) = event.series.flow.filter(|_| when.is_named()) {
                given.entry((flow, when)).or_default().push(figure);
            }
        }
    }
    let repeated = given.values().flat_map(|figures| repeated(linked, figures));
    repeated.chain(in_two_notations(text, linked)).collect()
}

/// `Rs 26,246 crore (Rs 262.46 billion)`: one amount in two notations, the second in brackets of its own.
fn in_two_notations(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let bracketed = |first: usize| {
        let (a, b) = (&linked.figures[first], &linked.figures[first + 1]);
        let between = text.prose.get(a.span.end..b.span.start).is_some_and(|between| between.trim() == "(");
        between && text.prose[b.span.end..].starts_with(')') && a.currency.is_some() && a.currency == b.currency
    };
    let same = |first: &usize| linked.placed[first + 1].role == Role::Converted && linked.comparable(*first, first + 1);
    let pairs = (0..linked.placed.len().saturating_sub(1)).filter(same).filter(|first| bracketed(*first));
    pairs.map(|first| candidate(linked, first, first + 1, Tie::Stated)).collect()
}

fn candidate(linked: &Linked, first: usize, second: usize, tie: Tie) -> Candidate {
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(second),
        operands: vec![Signed::plus(first)],
        sentence: linked.placed[second].sentence,
        tie,
        judgement: Judgement::Arithmetic { relation: Relation::Sum, sign: SignRule::Signed },
    }
}

/// Each figure with the one before it, where both are printed differently.
///
/// A text that gives two values may mean two vintages or two scopes, so that a difference accuses nobody.
fn repeated(linked: &Linked, figures: &[usize]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for pair in figures.windows(2) {
        let [first, second] = [pair[0], pair[1]];
        let (a, b) = (&linked.figures[first], &linked.figures[second]);
        let [a_series, b_series] = [first, second].map(|figure| &linked.events[linked.placed[figure].event].series);
        if a_series.scope_may_be(b_series) && linked.comparable(first, second) && (a.value != b.value || a.ulp != b.ulp)
        {
            found.push(candidate(linked, first, second, Tie::Inferred));
        }
    }
    found
}

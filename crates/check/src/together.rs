//! Claims that hold one by one and not together, as findings.

use super::candidate::{Candidate, Judgement, Mend, Signed, Tie};
use super::choose::Chosen;
use super::claims::{Manual, Page};
use super::explain::explain;
use super::finding::Verdict;
use super::link::Linked;
use super::read::Text;
use super::show::{fixed, like_printed};
use super::solve::joint::{Conflict, Release, conflicts, releases};
use super::solve::{Decision, Identity};
use super::ties::Bet;

/// The name of this kind of claim in the machine-readable result.
pub const KIND: &str = "joint";

/// What the manual says of it.
pub const PAGE: Page = Page {
    name: KIND,
    about: "claims that share a figure can all hold for one value of it",
    manual: Manual {
        checks: "Claims that hold one by one and share figures are solved together: every shared figure must have one value with which \
                 all of them hold. The finding names the smallest set that excludes each other.",
        holds: "Exports rose 6 per cent to $1.1 billion in 2017 from $1.00 billion in 2016. Imports were $0.50 billion in 2017. \
                Trade came to $1.6 billion in 2017.",
        fails: Some(
            "Exports rose 6 per cent to $1.1 billion in 2017 from $1.00 billion in 2016. Imports were $0.50 billion in 2017. \
             Trade came to $1.64 billion in 2017.",
        ),
        leaves: "Claims with bounds and hedges, which leave open what a figure is.",
    },
};

/// One contradiction for each smallest set of claims that exclude each other.
#[must_use]
pub fn contradictions(text: &Text, linked: &Linked, claims: &[Chosen]) -> Vec<Chosen> {
    conflicts(linked, claims).iter().filter_map(|conflict| contradiction(text, linked, claims, conflict)).collect()
}

fn contradiction(text: &Text, linked: &Linked, claims: &[Chosen], conflict: &Conflict) -> Option<Chosen> {
    let reported = *conflict.shared.first()?;
    let mut operands: Vec<usize> = conflict
        .claims
        .iter()
        .filter_map(|claim| Identity::of(linked, &claims[*claim].candidate))
        .flat_map(|identity| std::iter::once(identity.reported).chain(identity.operands))
        .map(|term| term.index)
        .filter(|figure| *figure != reported)
        .collect();
    operands.sort_unstable();
    operands.dedup();
    let print = |figure: usize| &text.content[linked.figures[figure].span.clone()];
    let said: Vec<String> =
        conflict.claims.iter().map(|claim| explain(text, linked, &claims[*claim]).headline).collect();
    let detail = format!("{} cannot be one value in all of these: {}", print(reported), said.join("; "));
    let mends = releases(linked, claims, conflict).iter().map(|release| mend(text, linked, release)).collect();
    Some(Chosen {
        candidate: Candidate {
            form: Candidate::LINKED,
            kind: KIND,
            reported: Signed::plus(reported),
            operands: operands.into_iter().map(Signed::plus).collect(),
            sentence: linked.placed[reported].sentence,
            tie: Tie::Stated,
            judgement: Judgement::Stated { holds: false, detail, mends },
        },
        decision: Decision {
            verdict: Verdict::Contradictory,
            convention: None,
            recomputed: None,
            miss: None,
            power: None,
            leeway: None,
        },
        bet: Bet::SURE,
        others: Vec::new(),
    })
}

fn mend(text: &Text, linked: &Linked, release: &Release) -> Mend {
    let figure = &linked.figures[release.figure];
    let surface = &text.content[figure.span.clone()];
    let scale = super::exact::power_of_ten(figure.magnitude);
    let [low, high] =
        [&release.within.low, &release.within.high].map(|end| fixed(&(end / &scale), figure.decimals as usize + 1));
    let to = like_printed(surface, figure, &release.within.middle(), 1);
    Mend { figure: release.figure, to: format!("about {to} [{low}, {high}]"), slip: None }
}

//! Parts that a sentence lists one after another, and their total.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::exact::Rational;
use crate::link::{Event, Flow, Linked, Role};
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "parts",
    about: "figures listed one after another add up to a total",
    manual: Manual {
        checks: "A total against figures that a sentence lists one after another, or against two narrower flows near it.",
        holds: "Exports to Ardland came to $12.34 billion and exports to Bessia to $7.41 billion. Exports were $19.75 billion.",
        fails: None,
        leaves: "Lists that do not add up: a text rarely says that its list is complete, so a miss accuses nobody.",
    },
    find,
};

/// The longest run of figures that is tried as the parts of a total.
const LONGEST: usize = 8;

fn find(_: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in 0..linked.sentences.len() {
        for run in runs(&linked.levels_in(index), 2) {
            found.extend(level_totals(linked, index, &run));
        }
        found.extend(share_totals(linked, index));
    }
    found.extend(linked.events.iter().flat_map(|event| partner_totals(linked, event)));
    found
}

/// All contiguous runs of at least `shortest` figures.
fn runs(figures: &[usize], shortest: usize) -> Vec<Vec<usize>> {
    let longest = LONGEST.min(figures.len());
    (shortest..=longest).flat_map(|length| figures.windows(length).map(<[usize]>::to_vec)).collect()
}

fn level_totals(linked: &Linked, sentence: usize, run: &[usize]) -> Vec<Candidate> {
    let flow = |figure: usize| linked.events[linked.placed[figure].event].series.flow;
    let sum = about(linked, run);
    linked
        .levels_near(sentence)
        .into_iter()
        // Cheap test first: most runs are far from most totals.
        .filter(|total| close(sum, about(linked, &[*total])))
        .filter(|total| !run.contains(total) && run.iter().all(|part| linked.comparable(*part, *total)))
        .filter(|total| run.iter().all(|part| may_be_part(flow(*part), flow(*total))))
        .map(|total| candidate(linked, total, run, Tie::Fitting))
        .collect()
}

/// Two partners or products, or several that are told one after another, that make the total of a flow.
fn partner_totals(linked: &Linked, event: &Event) -> Vec<Candidate> {
    let Some(total) = event.level.filter(|_| event.series.flow.is_some()) else { return Vec::new() };
    let narrower: Vec<usize> = linked
        .narrower_events(event)
        .filter_map(|part| part.level)
        .filter(|part| *part != total && linked.comparable(*part, total))
        .collect();
    let pairs = narrower.iter().enumerate().flat_map(|(at, a)| narrower[at + 1..].iter().map(move |b| [*a, *b]));
    let pairs = pairs.map(|pair| pair.to_vec()).chain(runs(&narrower, 3));
    pairs
        .filter(|parts| close(about(linked, parts), about(linked, &[total])))
        .map(|parts| candidate(linked, total, &parts, Tie::Fitting))
        .collect()
}

/// Whether one flow can be part of another as partners or products are; exports and imports together are told elsewhere.
fn may_be_part(part: Option<Flow>, total: Option<Flow>) -> bool {
    let whole = |flow: Option<Flow>| flow.is_none_or(|flow| !flow.is_balance());
    (part.is_none() || total.is_none() || part == total) && whole(part) && whole(total)
}

/// About the sum of some figures.
fn about(linked: &Linked, figures: &[usize]) -> f64 {
    figures.iter().map(|figure| linked.glances[*figure].iter().sum::<f64>() / 2.0).sum()
}

/// Whether two numbers are within about one per cent: exact arithmetic decides what passes.
fn close(sum: f64, total: f64) -> bool {
    (sum - total).abs() <= 0.0101 * total.abs()
}

/// `22%, 13%, 13% and 7%, accounting for 55%`: exact at the printed values.
fn share_totals(linked: &Linked, sentence: usize) -> Vec<Candidate> {
    let shares: Vec<usize> = linked.sentences[sentence]
        .figures
        .clone()
        .filter(|figure| linked.figures[*figure].unit == Unit::Percent)
        // Cells of tables are no list; they have claims of their own.
        .filter(|figure| linked.placed[*figure].event < linked.events.len())
        .filter(|figure| !matches!(linked.placed[*figure].role, Role::Growth(_)))
        .collect();
    let Some((total, parts)) = shares.split_last() else { return Vec::new() };
    let fits = |run: &&[usize]| {
        let sum: Rational = run.iter().map(|part| &linked.figures[*part].value).sum();
        sum == linked.figures[*total].value
    };
    let run = (0..parts.len().saturating_sub(2)).map(|from| &parts[from..]).find(fits);
    run.map(|run| candidate(linked, *total, run, Tie::Inferred)).into_iter().collect()
}

fn candidate(linked: &Linked, total: usize, run: &[usize], tie: Tie) -> Candidate {
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(total),
        operands: run.iter().copied().map(Signed::plus).collect(),
        sentence: linked.placed[total].sentence,
        tie,
        judgement: Judgement::Arithmetic { relation: Relation::Sum, sign: SignRule::Signed },
    }
}

//! Changes of a percentage in percentage points: `up 2 points to 15 per cent from 13`.

use super::{Candidate, Judgement, Kind, SignRule, Signed, Tie};
use crate::check::link::{Linked, Role};
use crate::check::quantities::Unit;
use crate::check::read::Text;
use crate::check::relation::Relation;

pub(super) const KIND: Kind =
    Kind { name: "points", about: "a change in percentage points is the difference of two percentages", find };

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    (0..linked.sentences.len()).filter_map(|index| of_sentence(text, linked, index)).collect()
}

/// Only where a sentence has one change in points and two percentages that are levels.
fn of_sentence(text: &Text, linked: &Linked, sentence: usize) -> Option<Candidate> {
    let figures = linked.sentences[sentence].figures.clone();
    let of_unit = |unit: Unit| figures.clone().filter(move |figure| linked.figures[*figure].unit == unit);
    let points: Vec<usize> = of_unit(Unit::PercentagePoint).collect();
    let rates: Vec<usize> =
        of_unit(Unit::Percent).filter(|figure| !matches!(linked.placed[*figure].role, Role::Growth(_))).collect();
    let ([points], [first, second]) = (points.as_slice(), rates.as_slice()) else { return None };
    Some(Candidate {
        kind: KIND.name,
        reported: Signed::plus(*points),
        operands: vec![Signed::plus(*first), Signed::plus(*second)],
        sentence,
        tie: if spelled_out(text, linked, [*points, *first, *second]) { Tie::Stated } else { Tie::Inferred },
        judgement: Judgement::Arithmetic { relation: Relation::Gap, sign: SignRule::Size },
    })
}

/// `by 0.9 percentage points to 7.7 per cent from 8.2 per cent`: nothing but prepositions between the three.
fn spelled_out(text: &Text, linked: &Linked, [points, first, second]: [usize; 3]) -> bool {
    let said = |from: usize, to: usize| {
        let span = linked.figures[from].span.end..linked.figures[to].span.start;
        text.prose.get(span).map(|between| between.trim_matches([' ', ',']).to_lowercase()).unwrap_or_default()
    };
    let between = [said(points, first), said(first, second)];
    [["to", "from"], ["from", "to"]].iter().any(|words| between == *words)
}

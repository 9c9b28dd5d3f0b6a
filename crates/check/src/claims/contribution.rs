//! Contributions to growth: `exports rose 5.1 per cent; machinery contributed 2.3 points and other goods the remaining 2.8 points`.
//!
//! A contribution is the change of the part over the whole before; contributions add up to the growth of the whole. Only where a text
//! says that what it lists is all (`the rest`, `the remaining`) can they be held against it.

use super::phrase::{Phrase, amounts};
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Event, Linked};
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "contribution",
    about: "contributions in percentage points add up to the growth, and each is a change over the whole before",
    manual: Manual {
        checks: "Points that parts contribute or add against the growth rate of the same sentence, where `the rest` or `the remaining` \
                 says that they are all; and one contribution against the change of the part over the whole before.",
        holds: "Of the 5.1 per cent growth, machinery contributed 2.3 percentage points, and chemicals the remaining 2.8 percentage points.",
        fails: Some(
            "Of the 5.1 per cent growth, machinery contributed 2.3 percentage points, and chemicals the remaining 3.8 percentage points.",
        ),
        leaves: "Lists of contributions that may not be complete: others can be negative.",
    },
    find,
};

/// Words that say that points are part of a growth rate.
const CONTRIBUTED: &[&str] =
    &["contributed", "contributing", "contribution", "contributions", "added", "adding", "accounted for"];

/// Words that say that nothing is left out.
const THE_REST: &[&str] = &["remaining", "the rest", "the remainder", "the balance"];

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, sentence) in linked.sentences.iter().enumerate() {
        let points = points(linked, index);
        if points.is_empty() || !Phrase::of(text, linked, sentence.span.clone()).has_any(CONTRIBUTED) {
            continue;
        }
        found.extend(sum(text, linked, index, &points));
        found.extend(points.iter().flat_map(|contribution| of_levels(linked, index, *contribution)));
    }
    found
}

fn points(linked: &Linked, sentence: usize) -> Vec<usize> {
    amounts(linked, sentence).into_iter().filter(|at| linked.figures[*at].unit == Unit::PercentagePoint).collect()
}

/// The one growth rate of the sentence as the sum of all contributions.
fn sum(text: &Text, linked: &Linked, sentence: usize, points: &[usize]) -> Option<Candidate> {
    let rates: Vec<usize> =
        amounts(linked, sentence).into_iter().filter(|at| linked.figures[*at].unit == Unit::Percent).collect();
    let &[growth] = rates.as_slice() else { return None };
    if points.len() < 2 {
        return None;
    }
    let last = *points.last()?;
    // `of which cars 1.0 points` is inside another contribution.
    let nested = points
        .iter()
        .any(|at| Phrase::before(text, linked, *at).has_any(&["of which", "including", "up from", "down from"]));
    let over = Phrase::after(text, linked, last).is_over_after(0);
    let complete = Phrase::before(text, linked, last).has_any(THE_REST) && over && !nested;
    let term = |at: &usize| Signed {
        figure: *at,
        negative: Phrase::before(text, linked, *at).has_any(&[
            "subtracted",
            "deducted",
            "took",
            "cut",
            "minus",
            "negative",
            "offset",
        ]),
    };
    let shrank = Phrase::before(text, linked, growth).moves_down(4) == Some(true);
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(growth),
        operands: points.iter().map(term).collect(),
        sentence,
        tie: if complete && !shrank { Tie::Stated } else { Tie::Inferred },
        judgement: Judgement::Arithmetic { relation: Relation::Sum, sign: SignRule::Size },
    })
}

/// The change of a part near the sentence over a whole before it; only arithmetic ties them, so that it can hold and never fail.
fn of_levels(linked: &Linked, sentence: usize, contribution: usize) -> Vec<Candidate> {
    let near: Vec<&Event> = linked.events_near(sentence).collect();
    let mut found = Vec::new();
    for part in &near {
        let (Some(level), Some(before)) = (part.level, part.base) else { continue };
        for whole in near.iter().filter_map(|event| event.base) {
            if whole != before && linked.comparable(level, before) && linked.comparable(level, whole) {
                found.push(Candidate {
                    form: Candidate::LINKED,
                    kind: KIND.name,
                    reported: Signed::plus(contribution),
                    operands: [level, before, whole].map(Signed::plus).to_vec(),
                    sentence,
                    tie: Tie::Fitting,
                    judgement: Judgement::Arithmetic { relation: Relation::Contribution, sign: SignRule::Size },
                });
            }
        }
    }
    found
}

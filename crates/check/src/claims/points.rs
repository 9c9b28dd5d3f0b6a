//! Changes of a percentage: `the share rose by 2.5 percentage points, from 13.0 to 15.5 per cent`.
//!
//! A change in points is the difference of the two percentages. Where a text says `per cent`, the ratio of the two is what it says;
//! that it means points, and the other way round, are named conventions.

use super::phrase::{Phrase, amounts, is_sole_base};
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Linked, Role};
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "points",
    about: "a change in percentage points is the difference of two percentages",
    manual: Manual {
        checks: "A change of a percentage, in points or in per cent, against the two percentages that stand right after it: \
                 `up 2 points to 15 per cent from 13 per cent`. Points called per cent, and per cent called points, are named \
                 conventions and accuse nobody.",
        holds: "The share of copper rose by 2.5 percentage points, from 13.0 per cent to 15.5 per cent.",
        fails: Some("The share of copper rose by 3.5 percentage points, from 13.0 per cent to 15.5 per cent."),
        leaves: "Percentages with other words between them and the change.",
    },
    find,
};

/// What may stand between the change and the percentages, and between those.
const BETWEEN: &str = ", ( from to in the a year at and compared with against of – its stand reach reaching earlier just about \
    around only —";

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in 0..linked.sentences.len() {
        let amounts = amounts(linked, index);
        found.extend(amounts.windows(3).filter_map(|three| stated(text, linked, [three[0], three[1], three[2]])));
        found.extend(alone(linked, index));
    }
    found
}

/// `rose by 2.5 points from A to B`: the change, then both percentages with nothing but joining words.
fn stated(text: &Text, linked: &Linked, [change, first, second]: [usize; 3]) -> Option<Candidate> {
    let changes = matches!(linked.figures[change].unit, Unit::Percent | Unit::PercentagePoint);
    if !changes || ![first, second].iter().all(|at| is_percentage(linked, *at, second)) {
        return None;
    }
    let lead = Phrase::between(text, linked, change, first);
    let join = Phrase::between(text, linked, first, second);
    if !lead.only(BETWEEN) || !join.only(BETWEEN) || !is_sole_base(text, linked, second) {
        return None;
    }
    let (level, base) = match (lead.ends_with_any(FROM), join.ends_with_any(FROM)) {
        (true, false) if join.ends_with_any(&["to"]) => (second, first),
        (false, true) if lead.ends_with_any(&["to", "at"]) => (first, second),
        _ => return None,
    };
    let before = Phrase::before(text, linked, change);
    let falls = before.moves_down(4)?;
    let in_points = linked.figures[change].unit == Unit::PercentagePoint;
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed { figure: change, negative: falls },
        operands: vec![Signed::plus(level), Signed::plus(base)],
        sentence: linked.placed[change].sentence,
        tie: Tie::Stated,
        judgement: Judgement::Arithmetic {
            relation: if in_points { Relation::Difference } else { Relation::Growth },
            sign: SignRule::Signed,
        },
    })
}

/// What a base follows.
const FROM: &[&str] = &["from", "against", "compared with", "compared to"];

/// Whether a figure is a percentage; the first of two may leave the word out: `from 13.0 to 15.5 per cent`.
fn is_percentage(linked: &Linked, at: usize, last: usize) -> bool {
    match linked.figures[at].unit {
        Unit::Percent => true,
        Unit::Number => at != last && linked.figures[at].magnitude == 0 && linked.figures[last].unit == Unit::Percent,
        _ => false,
    }
}

/// Only where a sentence has one change in points and two percentages that are levels: it can hold and never fail.
fn alone(linked: &Linked, sentence: usize) -> Option<Candidate> {
    let figures = linked.sentences[sentence].figures.clone();
    let of_unit = |unit: Unit| figures.clone().filter(move |figure| linked.figures[*figure].unit == unit);
    let points: Vec<usize> = of_unit(Unit::PercentagePoint).collect();
    let rates: Vec<usize> =
        of_unit(Unit::Percent).filter(|figure| !matches!(linked.placed[*figure].role, Role::Growth(_))).collect();
    let ([points], [first, second]) = (points.as_slice(), rates.as_slice()) else { return None };
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(*points),
        operands: vec![Signed::plus(*first), Signed::plus(*second)],
        sentence,
        tie: Tie::Inferred,
        judgement: Judgement::Arithmetic { relation: Relation::Gap, sign: SignRule::Size },
    })
}

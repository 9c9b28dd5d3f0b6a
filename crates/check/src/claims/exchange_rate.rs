//! Amounts in two currencies: `€200 million ($226 million) … €100 million ($113 million)`.
//!
//! Two amounts of one sentence that are converted in brackets imply one rate. It is held against a text only where both stand side by
//! side, under one verb and in one period: amounts of other times are converted at other rates.

use num_traits::Signed as _;

use super::phrase::{Phrase, amounts, is_one_of};
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::exact::whole;
use crate::link::{Linked, Role};
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "exchange_rate",
    about: "amounts that a sentence converts in brackets are converted at one rate",
    manual: Manual {
        checks: "Two amounts with another currency in brackets, side by side in one sentence: the second must follow from the rate of \
                 the first.",
        holds: "The fund lent €200 million ($226 million) to Ardland and €100 million ($113 million) to Bessia.",
        fails: Some("The fund lent €200 million ($226 million) to Ardland and €100 million ($131 million) to Bessia."),
        leaves: "Amounts of different periods, of different sentences or after different verbs, and hedged amounts: rates move.",
    },
    find,
};

/// An amount and the same in another currency.
struct Converted {
    amount: usize,
    other: usize,
}

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for sentence in 0..linked.sentences.len() {
        let pairs = converted(text, linked, sentence);
        for neighbours in pairs.windows(2) {
            found.extend(candidate(text, linked, sentence, &neighbours[0], &neighbours[1]));
        }
    }
    found
}

/// Amounts whose brackets hold nothing but the same in another currency.
fn converted(text: &Text, linked: &Linked, sentence: usize) -> Vec<Converted> {
    let amounts = amounts(linked, sentence);
    let pairs = amounts.windows(2).map(|pair| Converted { amount: pair[0], other: pair[1] });
    pairs
        .filter(|pair| {
            linked.placed[pair.other].role == Role::Converted
                && Phrase::between(text, linked, pair.amount, pair.other).only("( or about around some approximately")
                && Phrase::after(text, linked, pair.other).starts_with(")")
        })
        .collect()
}

fn candidate(
    text: &Text,
    linked: &Linked,
    sentence: usize,
    first: &Converted,
    second: &Converted,
) -> Option<Candidate> {
    let currency = |at: usize| linked.figures[at].currency.as_deref();
    let [a, b, c, d] = [first.amount, first.other, second.amount, second.other].map(currency);
    // One amount in two notations has no rate.
    if a == b || c == d {
        return None;
    }
    let operands = if (a, b) == (c, d) {
        [first.other, second.amount, first.amount]
    } else if (a, b) == (d, c) {
        [first.amount, second.amount, first.other]
    } else {
        return None;
    };
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(second.other),
        operands: operands.map(Signed::plus).to_vec(),
        sentence,
        tie: if drifts(linked, second.other, operands) || !side_by_side(text, linked, sentence, first, second) {
            Tie::Inferred
        } else {
            Tie::Stated
        },
        judgement: Judgement::Arithmetic { relation: Relation::Proportion, sign: SignRule::Signed },
    })
}

/// How far two rates of one period may differ, in hundredths: flows of a year are converted month by month.
const DRIFT: i64 = 3;

/// Whether an amount is so near the one that follows from the other rate that the weights of months explain the difference.
fn drifts(linked: &Linked, reported: usize, operands: [usize; 3]) -> bool {
    let values = operands.map(|at| linked.figures[at].value.clone());
    Relation::Proportion.recompute(&values).is_some_and(|value| {
        let off = (&value - &linked.figures[reported].value).abs();
        off * whole(100) <= value * whole(DRIFT)
    })
}

/// Words between two amounts after which the second may be of another time, or of the same amount again.
const APART: &str = "then later after before since now originally initially previously previous earlier last next from \
    against compared than rose fell grew up down paid sold bought was were is had has while when which ; : \
    year month quarter first second day week";

/// Whether two amounts are of one time: in one short list, under one verb, with no period between them.
fn side_by_side(text: &Text, linked: &Linked, sentence: usize, first: &Converted, second: &Converted) -> bool {
    let gap = linked.figures[first.other].span.end..linked.figures[second.amount].span.start;
    let between = Phrase::of(text, linked, gap.clone());
    let one_verb = between.words().all(|word| !is_one_of(word, APART) && !word.ends_with("ed"));
    let short = between.words().count() <= 10 && between.has_any(&["and", ",", "or", "plus"]);
    let undated =
        linked.periods_within(&gap).is_empty() && linked.periods_within(&linked.sentences[sentence].span).len() <= 1;
    let levels = [first.amount, second.amount];
    let one_time = levels.iter().all(|at| linked.placed[*at].role == Role::Level)
        && linked.placed[first.amount].when == linked.placed[second.amount].when;
    let exact = [first.amount, first.other, second.amount, second.other]
        .iter()
        .all(|at| linked.figures[*at].bound.is_none() && linked.figures[*at].hedge.is_none());
    one_verb && short && undated && one_time && exact
}

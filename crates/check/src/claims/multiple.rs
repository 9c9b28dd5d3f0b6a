//! Multiples: `more than doubled to $45 million from $20 million`, `2.5 times the $40 billion of 2010`.
//!
//! In print a multiple is the level over the level before. The verb or the figure must stand right beside the two levels, with
//! nothing but what joins them in between; otherwise the multiple may be of something else. `three times larger` is read as three
//! times as large, and as four times as large under a named convention.

use tradeproof_language::change::{Direction, direction};

use super::phrase::{Phrase, amounts, in_one_unit, is_sole_base};
use super::worded::{self, Said, Vocabulary, said_in};
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::exact::whole;
use crate::link::Linked;
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "multiple",
    about: "a multiple, in words or in figures, is the level over the level before",
    manual: Manual {
        checks: "Verbs of multiplying (`doubled`, `more than tripled`, `almost halved`) and multiples (`fivefold`, `2.5 times the`) \
                 against the two levels that stand right beside them. Words are round: `doubled` is anything from 1.5 to 2.5 times, \
                 `more than doubled` at least twice.",
        holds: "Exports more than doubled to $45 million from $20 million.",
        fails: Some("Exports more than doubled to $35 million from $20 million."),
        leaves: "Multiples with other words between them and the levels, which may be of something else.",
    },
    find,
};

/// Verbs that multiply, and what they multiply by.
const VERBS: Vocabulary = &[
    (&["doubled"], 2, 1),
    (&["doubling"], 2, 1),
    (&["tripled"], 3, 1),
    (&["tripling"], 3, 1),
    (&["trebled"], 3, 1),
    (&["trebling"], 3, 1),
    (&["quadrupled"], 4, 1),
    (&["quadrupling"], 4, 1),
    (&["quintupled"], 5, 1),
    (&["halved"], 1, 2),
    (&["halving"], 1, 2),
];

/// Words that compare one amount with the next.
const COMPARISONS: Vocabulary = &[
    (&["double"], 2, 1),
    (&["twice"], 2, 1),
    (&["triple"], 3, 1),
    (&["treble"], 3, 1),
    (&["quadruple"], 4, 1),
    (&["half"], 1, 2),
];

/// What may stand between a verb and the first level.
pub(super) const LEADS: &str = "to from in the at , ( and over during value reach reaching reached a record total just about around some \
    nearly almost more than only year years period – —";

/// What may stand between the two levels.
pub(super) const JOINS: &str = "to from in the , ( compared with against versus up down a year same period of just about around some \
    nearly almost more less than only previous before recorded on it had been as tonne barrel";

/// What may stand between an amount and the word or figure that compares it with the next.
const BEFORE: &str = ", – — ( or is was were are which that and some about around roughly almost nearly more less than over \
    just close to at least well in during";

/// What may stand between the word or figure that compares and the amount compared with.
const AFTER: &str = "the its their of in last year previous ' ’ s that sum figure level value total recorded as much large \
    high great larger higher more bigger greater than size a , at exports imports";

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in 0..linked.sentences.len() {
        let amounts = amounts(linked, index);
        if amounts.len() >= 2 {
            found.extend(by_verb(text, linked, index));
            found.extend(by_comparison(text, linked, index, &amounts));
        }
        if amounts.len() >= 3 {
            found
                .extend(amounts.windows(3).filter_map(|three| by_figure(text, linked, [three[0], three[1], three[2]])));
        }
    }
    found.extend(nearby(text, linked));
    found
}

/// `doubled to A from B`.
fn by_verb(text: &Text, linked: &Linked, sentence: usize) -> Vec<Candidate> {
    let verbs = said_in(text, linked, sentence, VERBS).into_iter();
    verbs
        .filter_map(|verb| {
            let pair = level_and_base_after(text, linked, sentence, verb.span.end)?;
            let verb = if verb.number < whole(1) { verb.of_fall() } else { verb };
            Some(worded::candidate(text, linked, KIND.name, Relation::Ratio, pair, &verb, false))
        })
        .collect()
}

/// The level and the base right after the byte `from`, when they are the next two amounts and tied to it by nothing but joining words.
pub(super) fn level_and_base_after(text: &Text, linked: &Linked, sentence: usize, from: usize) -> Option<[usize; 2]> {
    let next: Vec<usize> =
        amounts(linked, sentence).into_iter().filter(|at| linked.figures[*at].span.start >= from).take(2).collect();
    let &[first, second] = next.as_slice() else { return None };
    let event = linked.events.get(linked.placed[first].event)?;
    let (level, base) = (event.level?, event.base?);
    let pair = [level, base] == [first, second] || [base, level] == [first, second];
    let lead = Phrase::of(text, linked, from..linked.figures[first].span.start);
    let joined = Phrase::between(text, linked, first, second).only(JOINS) && is_sole_base(text, linked, second);
    let tied = pair && lead.only(LEADS) && joined;
    (tied && in_one_unit(text, linked, level, base)).then_some([level, base])
}

/// `A, twice the B`.
fn by_comparison(text: &Text, linked: &Linked, sentence: usize, amounts: &[usize]) -> Vec<Candidate> {
    let said = said_in(text, linked, sentence, COMPARISONS);
    let compared = |said: &Said| {
        let after = amounts.partition_point(|at| linked.figures[*at].span.start < said.span.start);
        let (first, second) = (*amounts.get(after.checked_sub(1)?)?, *amounts.get(after)?);
        let before = Phrase::of(text, linked, linked.figures[first].span.end..said.span.start);
        let behind = Phrase::of(text, linked, said.span.end..linked.figures[second].span.start);
        let tied = before.only(BEFORE)
            && behind.only(AFTER)
            && behind.starts_with_any(&["the", "its", "their", "that", "last"]);
        (tied && linked.figures[first].is_level() && in_one_unit(text, linked, first, second))
            .then_some([first, second])
    };
    let pairs = said.iter().filter_map(|said| Some((compared(said)?, said)));
    pairs.map(|(pair, said)| worded::candidate(text, linked, KIND.name, Relation::Ratio, pair, said, false)).collect()
}

/// `A, 2.5 times the B`, or `rose fivefold to A from B`.
fn by_figure(text: &Text, linked: &Linked, three: [usize; 3]) -> Option<Candidate> {
    let multiple = *three.iter().find(|at| linked.figures[**at].unit == Unit::Multiple)?;
    let sentence = linked.placed[multiple].sentence;
    let gap = |a: usize, b: usize| Phrase::between(text, linked, a, b);
    let [level, base] = if three[1] == multiple {
        let tied = gap(three[0], multiple).only(BEFORE) && gap(multiple, three[2]).only(AFTER);
        (tied && linked.figures[three[0]].is_level()).then_some([three[0], three[2]])?
    } else if three[0] == multiple {
        let before = Phrase::before(text, linked, multiple);
        let grew = before.words().rev().take(3).any(|word| direction(word) == Some(Direction::Up));
        let pair = level_and_base_after(text, linked, sentence, linked.figures[multiple].span.end)?;
        grew.then_some(pair)?
    } else {
        return None;
    };
    in_one_unit(text, linked, level, base).then(|| candidate(linked, multiple, level, base, Tie::Stated))
}

/// A multiple somewhere in the sentence of two levels: it can hold and never fail.
fn nearby(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for event in &linked.events {
        let (Some(level), Some(base)) = (event.level, event.base) else { continue };
        let figures = linked.sentences[event.sentence].figures.clone();
        for multiple in figures.filter(|figure| linked.figures[*figure].unit == Unit::Multiple) {
            if in_one_unit(text, linked, level, base) {
                found.push(candidate(linked, multiple, level, base, Tie::Inferred));
            }
        }
    }
    found
}

fn candidate(linked: &Linked, multiple: usize, level: usize, base: usize, tie: Tie) -> Candidate {
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(multiple),
        operands: vec![Signed::plus(level), Signed::plus(base)],
        sentence: linked.placed[multiple].sentence,
        tie,
        judgement: Judgement::Arithmetic { relation: Relation::Ratio, sign: SignRule::Signed },
    }
}

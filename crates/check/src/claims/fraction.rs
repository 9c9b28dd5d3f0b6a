//! Fractions in words: `$50 million, a quarter of all exports of $200 million`; `rose by over a quarter to $126 million from $100 million`.
//!
//! A part and its whole stand on both sides of the fraction, or the whole first and the part restated after it; a fraction by which
//! something rises or falls is its growth. Words for fractions are round.

use super::multiple::level_and_base_after;
use super::phrase::{Phrase, amounts, in_one_unit, is_one_of};
use super::worded::{self, Said, Vocabulary, said_in};
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::Linked;
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "fraction",
    about: "a fraction in words is the part over the whole, or the change over the level before",
    manual: Manual {
        checks: "`half of`, `a third of`, `one in five of` between an amount and the whole of the same sentence, and `rose by a quarter to \
                 … from …`. Words for fractions are round: `a quarter` is anything from 19 to 31 per cent, `over a quarter` at least 25.",
        holds: "Copper brought in $50 million, a quarter of all exports of $200 million.",
        fails: Some("Copper brought in $50 million, more than a third of all exports of $200 million."),
        leaves: "Fractions of which the whole is not named in the same clause, or is of another period.",
    },
    find,
};

/// Fractions that the figures of a text leave in words.
const FRACTIONS: Vocabulary = &[
    (&["half"], 1, 2),
    (&["a", "third"], 1, 3),
    (&["a", "quarter"], 1, 4),
    (&["a", "fifth"], 1, 5),
    (&["a", "sixth"], 1, 6),
    (&["an", "eighth"], 1, 8),
    (&["a", "tenth"], 1, 10),
    (&["one", "in", "two"], 1, 2),
    (&["one", "in", "three"], 1, 3),
    (&["one", "in", "four"], 1, 4),
    (&["one", "in", "five"], 1, 5),
    (&["one", "in", "ten"], 1, 10),
];

/// What may stand between a part and its fraction.
const BEFORE: &str = ", – — ( or is was were are which that about around roughly almost nearly more less than over just close \
    to at least well some under accounting for representing making up accounted made represented slightly \
    equal equivalent";

/// What ends the phrase that names the whole.
const ENDS: &str = ", ; : and while which but as against compared when after rose fell up down or ( ) – — from by more less \
    excluding other remaining";

/// What may stand between a whole and the part that is told after it.
const RESTATES: &str = ", or ( about i . e";

/// What makes an amount one that need not have come about.
const PROMISED: &[&str] =
    &["pledged", "promised", "planned", "committed", "budgeted", "allocated", "agreed", "approved", "expected"];

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for index in 0..linked.sentences.len() {
        let amounts = amounts(linked, index);
        if amounts.len() < 2 {
            continue;
        }
        for said in said_in(text, linked, index, FRACTIONS) {
            let of = |pair: [usize; 2]| worded::candidate(text, linked, KIND.name, Relation::Ratio, pair, &said, false);
            found.extend(part_and_whole(text, linked, &amounts, &said).map(of));
            found.extend(growth(text, linked, index, &said));
        }
        for three in amounts.windows(3) {
            found.extend(by_figure(text, linked, [three[0], three[1], three[2]]));
            found.extend(restated_by_figure(text, linked, [three[0], three[1], three[2]]));
        }
    }
    found
}

/// `A, two thirds of the B`: a fraction that is read as a figure.
fn by_figure(text: &Text, linked: &Linked, [part, share, whole]: [usize; 3]) -> Option<Candidate> {
    let figure = &linked.figures[share];
    let named = Phrase::between(text, linked, share, whole);
    let tied = figure.spelled
        && figure.unit == Unit::Percent
        && Phrase::between(text, linked, part, share).only(BEFORE)
        && names_whole(&named)
        && linked.periods_within(&(figure.span.end..linked.figures[whole].span.start)).is_empty();
    tied.then(|| of_figures(text, linked, part, share, whole))?
}

/// `half of exports of £200 million, or £100 million`: the part is told after its whole.
fn restated_by_figure(text: &Text, linked: &Linked, [share, whole, part]: [usize; 3]) -> Option<Candidate> {
    let figure = &linked.figures[share];
    let tied = figure.spelled
        && figure.unit == Unit::Percent
        && names_whole(&Phrase::between(text, linked, share, whole))
        && Phrase::between(text, linked, whole, part).only(RESTATES)
        && linked.periods_within(&(figure.span.end..linked.figures[part].span.start)).is_empty();
    tied.then(|| of_figures(text, linked, part, share, whole))?
}

fn of_figures(text: &Text, linked: &Linked, part: usize, share: usize, whole: usize) -> Option<Candidate> {
    let comparable = linked.figures[part].is_level() && in_one_unit(text, linked, part, whole);
    let promised = Phrase::after(text, linked, whole).starts_with_any(PROMISED);
    (comparable && !promised && of_one_time(linked, part, whole)).then(|| Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(share),
        operands: vec![Signed::plus(part), Signed::plus(whole)],
        sentence: linked.placed[share].sentence,
        tie: Tie::Stated,
        judgement: Judgement::Arithmetic { relation: Relation::Share, sign: SignRule::Signed },
    })
}

/// Whether the words between a fraction and an amount name that amount as the whole.
fn names_whole(words: &Phrase) -> bool {
    // `$30 million, or a third, of the $200 million`: a comma may close the fraction.
    let named = words.words().skip_while(|word| *word == ",").collect::<Vec<_>>();
    named.first() == Some(&"of") && named.len() <= 8 && !named.iter().any(|word| is_one_of(word, ENDS))
}

/// Whether nothing says that two amounts of one sentence are of different periods.
fn of_one_time(linked: &Linked, part: usize, whole: usize) -> bool {
    let periods = linked.periods_within(&linked.sentences[linked.placed[part].sentence].span);
    periods.len() <= 1 || linked.placed[part].when.may_be(&linked.placed[whole].when)
}

/// The part before the fraction and the whole after it; or the whole after it and the part restated there.
fn part_and_whole(text: &Text, linked: &Linked, amounts: &[usize], said: &Said) -> Option<[usize; 2]> {
    let start = |at: usize| linked.figures[at].span.start;
    let before = amounts.iter().rfind(|at| start(**at) < said.span.start).copied();
    let after = amounts.partition_point(|at| start(*at) < said.span.end);
    let whole = *amounts.get(after)?;
    let named = Phrase::of(text, linked, said.span.end..start(whole));

    let gap = said.span.end..start(whole);
    if !names_whole(&named) || !linked.periods_within(&gap).is_empty() {
        return None;
    }
    let before =
        before.filter(|part| Phrase::of(text, linked, linked.figures[*part].span.end..said.span.start).only(BEFORE));
    let restated = || {
        let part = amounts.get(after + 1).copied()?;
        Phrase::between(text, linked, whole, part).only(RESTATES).then_some(part)
    };
    let part = before.or_else(restated)?;
    (of_one_time(linked, part, whole) && linked.figures[part].is_level() && in_one_unit(text, linked, part, whole))
        .then_some([part, whole])
}

/// `rose by a quarter to A from B`.
fn growth(text: &Text, linked: &Linked, sentence: usize, said: &Said) -> Option<Candidate> {
    let before = Phrase::of(text, linked, linked.sentences[sentence].span.start..said.span.start);
    let falls = before.moves_down(2)?;
    let pair = level_and_base_after(text, linked, sentence, said.span.end)?;
    Some(worded::candidate(text, linked, KIND.name, Relation::Growth, pair, &said.clone().in_per_cent(), falls))
}

//! Anniversaries: `celebrated its 25th anniversary in 2017; it was founded in 1992`.
//!
//! The number is the year of the celebration less the year of the founding; one more or fewer is a named convention. Both years must
//! stand in the text of one paragraph, and the anniversary must be that of what was founded: `its 25th anniversary`, `the 25th
//! anniversary of its founding`.

use num_traits::ToPrimitive as _;

use super::phrase::Phrase;
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::Linked;
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "anniversary",
    about: "an anniversary is the year of the celebration less the year of the founding",
    manual: Manual {
        checks: "`its 25th anniversary` and the year in which it is celebrated against the year in which the same sentence, or the one \
                 beside it, says that it was founded, signed or opened.",
        holds: "The port, founded in 1992, celebrated its 25th anniversary in 2017.",
        fails: Some("The port, founded in 1992, celebrated its 20th anniversary in 2017."),
        leaves: "Anniversaries of something else (`the 10th anniversary of the agreement`), and years that several foundings may have. \
                 Counting one year more or fewer is a named convention.",
    },
    find,
};

/// Words before the year in which something began.
const BEGAN: &[&str] = &[
    "founded",
    "established",
    "set up",
    "created",
    "launched",
    "opened",
    "signed",
    "incorporated",
    "inaugurated",
    "began",
    "formed",
    "started",
    "born",
    "listed",
];

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let ordinals = (0..linked.figures.len()).filter(|at| linked.figures[*at].unit == Unit::Ordinal);
    ordinals.filter_map(|at| of_ordinal(text, linked, at)).collect()
}

fn of_ordinal(text: &Text, linked: &Linked, ordinal: usize) -> Option<Candidate> {
    let after = Phrase::after(text, linked, ordinal);
    if !after.starts_with_any(&["anniversary", "birthday", "jubilee"]) {
        return None;
    }
    let sentence = linked.placed[ordinal].sentence;
    // `its 20th anniversary in Ardland` is that of its coming there; a year after `in` is a period and no word.
    let own = after.is_over_after(1) || after.has_any(&["of its founding", "of its establishment", "of its creation"]);
    let its = Phrase::before(text, linked, ordinal).ends_with_any(&["its", "their", "his", "her"]);
    let (founded, others): (Vec<usize>, Vec<usize>) =
        years_near(linked, sentence).into_iter().partition(|at| begins(text, linked, *at));
    let celebrated: Vec<usize> = others.into_iter().filter(|at| linked.placed[*at].sentence == sentence).collect();
    let (&[founding], &[celebration]) = (founded.as_slice(), celebrated.as_slice()) else { return None };
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(ordinal),
        operands: vec![Signed::plus(celebration), Signed::plus(founding)],
        sentence,
        tie: if own && its && is_of_one(text, linked, ordinal, founding) { Tie::Stated } else { Tie::Inferred },
        judgement: Judgement::Arithmetic { relation: Relation::Elapsed, sign: SignRule::Signed },
    })
}

/// Whether what was founded is what celebrates: in one clause, or `it` in the next.
fn is_of_one(text: &Text, linked: &Linked, ordinal: usize, founding: usize) -> bool {
    const PRONOUNS: &[&str] = &["it", "they", "he", "she"];
    let sentence = linked.placed[founding].sentence;
    if sentence != linked.placed[ordinal].sentence {
        let start = linked.sentences[sentence].span.start;
        return Phrase::of(text, linked, start..linked.figures[founding].span.start).starts_with_any(PRONOUNS);
    }
    let between = Phrase::between(text, linked, ordinal, founding);
    !between.has_any(&[";", "while", "whereas", "and"]) || between.has_any(&["; it", "; they", "and it", "and they"])
}

/// Years in a sentence and those beside it in its paragraph.
fn years_near(linked: &Linked, sentence: usize) -> Vec<usize> {
    let block = linked.sentences[sentence].block;
    let near = sentence.saturating_sub(1)..(sentence + 2).min(linked.sentences.len());
    let figures =
        near.filter(|at| linked.sentences[*at].block == block).flat_map(|at| linked.sentences[at].figures.clone());
    figures
        .filter(|at| linked.figures[*at].unit == Unit::Year)
        .filter(|at| linked.figures[*at].value.to_i32().is_some_and(|year| (1000..=2199).contains(&year)))
        .collect()
}

/// Whether a year is that in which something began: `founded in 1992`, `was opened in May 1992`.
fn begins(text: &Text, linked: &Linked, year: usize) -> bool {
    let before = Phrase::before(text, linked, year);
    let near: Vec<&str> = before.words().rev().take(6).collect();
    let words = near.into_iter().rev().collect::<Vec<_>>().join(" ");
    BEGAN.iter().any(|word| format!(" {words} ").contains(&format!(" {word} ")))
}

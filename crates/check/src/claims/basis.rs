//! Rates on another basis than the money beside them: real, by volume, like for like.

use std::ops::Range;

use tradeproof_language::basis::{Basis, Said, is_hint, stated};

use super::phrase::{Phrase, amounts, is_one_of};
use super::{Candidate, Judgement};
use crate::link::Linked;
use crate::link::lexicon::{Term, term};
use crate::quantities::Unit;
use crate::read::Text;
use crate::words::{is_any, tokens};

/// What parts the clause that a basis opens from the one before it.
const PARTS: &str = ", ; and or while whereas but although though – — ( :";

/// After these, a basis says nothing of the clause before them.
const PARTS_WHOLLY: &str = "; while whereas but although though :";

/// Within how many bytes the word after a basis begins and ends.
const NEXT: usize = 40;

/// How far after a rate a basis is surely its own.
const NEAR: usize = 4;

/// Whether a growth rate is on a basis that the printed levels are not on: what it says cannot follow from them.
pub(super) fn is_another(text: &Text, linked: &Linked, candidate: &Candidate) -> bool {
    rate_of(linked, candidate).is_some_and(|rate| {
        said_of(text, linked, rate).any(|(said, close)| match said.basis {
            Basis::Real | Basis::Volume | Basis::Currency => true,
            Basis::Comparable => close || !is_attribute(text, &said),
            Basis::Excluding | Basis::PerHead => close,
            Basis::Adjusted => false,
        })
    })
}

/// Whether a rate may be on another basis: said of the sentence's subject, so that the levels may be on it too, or only hinted at.
pub(super) fn measures_otherwise(text: &Text, linked: &Linked, candidate: &Candidate) -> bool {
    let Some(rate) = rate_of(linked, candidate) else { return false };
    let after = Phrase::after(text, linked, rate);
    said_of(text, linked, rate).next().is_some() || after.words().take(NEAR + 1).any(is_hint)
}

/// The rate of a claim of growth between amounts of money.
fn rate_of(linked: &Linked, candidate: &Candidate) -> Option<usize> {
    let Judgement::Arithmetic { relation, .. } = candidate.judgement else { return None };
    let money = candidate.operands.iter().any(|operand| linked.figures[operand.figure].is_money());
    let rate = candidate.reported.figure;
    (relation.is_growth() && money && linked.figures[rate].unit == Unit::Percent).then_some(rate)
}

/// The bases that are said of a rate, and whether each stands right after it.
fn said_of(text: &Text, linked: &Linked, rate: usize) -> impl Iterator<Item = (Said, bool)> {
    let sentence = linked.placed[rate].sentence;
    let span = linked.sentences[sentence].span.clone();
    let said = text.prose.get(span.clone()).map(stated).unwrap_or_default();
    let moved = said.into_iter().map(move |said| {
        let place = span.start + said.span.start..span.start + said.span.end;
        Said { span: place, ..said }
    });
    moved
        .filter(|said| {
            let of_levels = said.basis == Basis::Adjusted && is_attribute(text, said);
            !of_levels && owner(text, linked, sentence, &said.span) == Some(rate)
        })
        .map(|said| {
            let close = linked.figures[rate].span.end <= said.span.start
                && words_between(text, linked.figures[rate].span.end..said.span.start).count() <= NEAR;
            (said, close)
        })
        .collect::<Vec<_>>()
        .into_iter()
}

/// `seasonally adjusted exports`, `pro forma revenues`: what is said of the flow may be said of its levels too.
fn is_attribute(text: &Text, said: &Said) -> bool {
    let end = text.prose.floor_char_boundary(said.span.end + NEXT);
    let next = tokens(&text.prose, said.span.end..end).into_iter().next();
    next.is_some_and(|next| {
        let word = next.text(&text.prose);
        matches!(term(word), Some(Term::Flow(_)))
            || is_any(word, &["revenue", "revenues", "sales", "earnings", "profit", "income"])
    })
}

/// The rate that a basis is said of: the one that follows it, where it opens a clause; else the nearest before it.
fn owner(text: &Text, linked: &Linked, sentence: usize, said: &Range<usize>) -> Option<usize> {
    let is_rate = |at: &usize| linked.figures[*at].unit == Unit::Percent;
    let figures = amounts(linked, sentence);
    let split = figures.partition_point(|at| linked.figures[*at].span.start < said.start);
    let (before, after) = figures.split_at(split);
    let parted = |list: &str| {
        let from = before.last().map_or(linked.sentences[sentence].span.start, |at| linked.figures[*at].span.end);
        words_between(text, from..said.start).any(|word| is_one_of(&word, list))
    };
    let next = after.first().copied().filter(|at| is_rate(at) && (before.is_empty() || parted(PARTS)));
    next.or_else(|| before.iter().rev().copied().find(|at| is_rate(at) && !parted(PARTS_WHOLLY)))
        .or_else(|| after.iter().copied().find(|at| is_rate(at)).filter(|_| !before.iter().any(is_rate)))
}

/// The words and marks of a stretch of the text, in lower case.
fn words_between(text: &Text, span: Range<usize>) -> impl Iterator<Item = String> {
    let span = span.start.min(span.end)..span.end;
    tokens(&text.prose, span).into_iter().map(|token| token.text(&text.prose).to_lowercase())
}

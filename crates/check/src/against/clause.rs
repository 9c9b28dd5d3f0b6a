//! The part of a sentence that speaks of one figure, and the economies it names.

use std::ops::Range;

use crate::link::Linked;
use crate::link::lexicon::{Term, term};
use crate::read::{BlockKind, Text};
use crate::words::{Token, TokenKind, is_any, tokens};
use tradeproof_model::spoken::{Mention, economies};

/// How an economy takes part in a flow, as far as the words around it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// `Kazakhstan's exports`, `Kazakh exports`, `Kazakhstan exported`.
    Owner,
    /// `to`, `into`.
    To,
    From,
    /// `with`.
    With,
    In,
    /// `between X and Y`, `X–Y trade`.
    Between,
    /// `of`, `by`, or nothing that says it.
    Unsaid,
}

/// An economy in a clause.
#[derive(Debug, Clone)]
pub(super) struct Party {
    pub codes: &'static [&'static str],
    pub side: Side,
}

/// The words around a figure.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub span: Range<usize>,
    pub parties: Vec<Party>,
    /// Lower-case words that name the parties.
    pub party_words: Vec<String>,
}

impl Clause {
    /// The clause that speaks of `figure`.
    pub fn around(text: &Text, linked: &Linked, sentence: usize, figure: usize) -> Self {
        let whole = linked.sentences[sentence].span.clone();
        let span = clause(text, linked, &whole, linked.figures[figure].span.start);
        let mut found = named(&text.prose, &span);
        if found.is_empty() {
            // "Exports to Italy rose by 5 per cent; imports fell": the partner is that of the sentence.
            found = named(&text.prose, &whole);
        }
        let mut parties = placed(&text.prose, &whole, &found);
        if !is_named(linked, figure) && parties.is_empty() {
            // "It rose": the economies are those of the sentence before.
            (found, parties) = before(text, linked, sentence);
        }
        let party_words = found.iter().flat_map(|mention| lower_words(&text.prose[mention.span.clone()])).collect();
        let parties = parties.into_iter().map(|(party, _)| party).collect();
        Self { span, parties, party_words }
    }

    /// The parties on one side.
    pub fn on(&self, side: Side) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |party| party.side == side)
    }
}

/// Whether the sentence of a figure names its series.
fn is_named(linked: &Linked, figure: usize) -> bool {
    linked.events.get(linked.placed[figure].event).is_none_or(|event| event.named)
}

/// The economies of the nearest sentence before that names any, in the same paragraph.
fn before(text: &Text, linked: &Linked, sentence: usize) -> (Vec<Mention>, Vec<(Party, Range<usize>)>) {
    let block = linked.sentences[sentence].block;
    let earlier = linked.sentences[..sentence].iter().rev().take_while(|other| other.block == block);
    let spoken = earlier.map(|other| (other, named(&text.prose, &other.span))).find(|(_, found)| !found.is_empty());
    spoken.map_or_else(Default::default, |(other, found)| {
        let parties = placed(&text.prose, &other.span, &found);
        (found, parties)
    })
}

/// The economies of a sentence with where they stand.
pub(super) fn parties(prose: &str, sentence: &Range<usize>) -> Vec<(Party, Range<usize>)> {
    placed(prose, sentence, &named(prose, sentence))
}

fn placed(prose: &str, sentence: &Range<usize>, found: &[Mention]) -> Vec<(Party, Range<usize>)> {
    let party = |at: usize| Party { codes: found[at].codes, side: side(prose, sentence, found, at) };
    found.iter().enumerate().map(|(at, mention)| (party(at), mention.span.clone())).collect()
}

/// Economies named where a reader still has them in mind: in headings above, and earlier in the paragraph.
pub(super) fn context(text: &Text, linked: &Linked, sentence: usize) -> Vec<&'static str> {
    let sentence = &linked.sentences[sentence];
    let headings = text.blocks.iter().take(sentence.block).filter(|block| block.kind == BlockKind::Heading);
    let mut codes: Vec<&'static str> = headings.flat_map(|block| codes_in(&text.prose, &block.span)).collect();
    if let Some(block) = text.blocks.get(sentence.block) {
        codes.extend(codes_in(&text.prose, &(block.span.start..sentence.span.end.max(block.span.start))));
    }
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// All economies that a text names before a sentence.
pub(super) fn earlier(text: &Text, linked: &Linked, sentence: usize) -> Vec<&'static str> {
    codes_in(&text.prose, &(0..linked.sentences[sentence].span.start))
}

/// All economies that a text names.
pub(super) fn all(text: &Text) -> Vec<&'static str> {
    codes_in(&text.prose, &(0..text.prose.len()))
}

/// How many economies a span names.
pub(super) fn economies_in(prose: &str, span: &Range<usize>) -> usize {
    named(prose, span).len()
}

fn codes_in(prose: &str, span: &Range<usize>) -> Vec<&'static str> {
    named(prose, span).into_iter().flat_map(|mention| mention.codes.iter().copied()).collect()
}

/// The economies named in a span; the world is all of them and narrows nothing.
fn named(prose: &str, span: &Range<usize>) -> Vec<Mention> {
    let found = economies(&prose[span.clone()]).into_iter().filter(|mention| mention.codes != ["WLD"]);
    let place =
        |mention: Mention| Mention { span: mention.span.start + span.start..mention.span.end + span.start, ..mention };
    found.map(place).collect()
}

/// A clause ends at a semicolon, at `while`, and at `and` where another flow follows a figure.
fn clause(text: &Text, linked: &Linked, whole: &Range<usize>, at: usize) -> Range<usize> {
    let words = tokens(&text.prose, whole.clone());
    let mut span = whole.clone();
    for (index, word) in words.iter().enumerate() {
        let since = span.start.min(word.start)..word.start;
        if !starts_clause(&text.prose, &words, index, !linked.figures_within(&since).is_empty()) {
            continue;
        }
        if word.start > at {
            span.end = word.start;
            break;
        }
        span.start = word.start;
    }
    span
}

fn starts_clause(prose: &str, words: &[Token], index: usize, has_figure: bool) -> bool {
    let word = words[index].text(prose);
    let other_flow =
        || words[index + 1..].iter().take(5).any(|word| matches!(term(word.text(prose)), Some(Term::Flow(_))));
    word == ";"
        || (has_figure && is_any(word, &["while", "whereas", "but"]))
        || (has_figure && is_any(word, &["and"]) && other_flow())
}

/// What the words around a mention say of its part.
fn side(prose: &str, sentence: &Range<usize>, all: &[Mention], at: usize) -> Side {
    if is_paired(prose, sentence, all, at) {
        return Side::Between;
    }
    let mention = &all[at];
    match preceding(prose, sentence, mention) {
        Some(word) if is_any(word, &["to", "into"]) => Side::To,
        Some(word) if is_any(word, &["from"]) => Side::From,
        Some(word) if is_any(word, &["with"]) => Side::With,
        _ if leads_to_flow(prose, sentence, mention) => Side::Owner,
        Some(word) if is_any(word, &["in"]) => Side::In,
        _ => Side::Unsaid,
    }
}

/// `between X and Y`, `Kazakh-British trade`.
fn is_paired(prose: &str, sentence: &Range<usize>, all: &[Mention], at: usize) -> bool {
    let joined = |first: usize| {
        let (Some(a), Some(b)) = (all.get(first), all.get(first + 1)) else { return false };
        let between = prose.get(a.span.end..b.span.start).map_or("", str::trim);
        let opened = preceding(prose, sentence, a).is_some_and(|word| is_any(word, &["between"]));
        let hyphened = matches!(between, "-" | "–" | "/") && leads_to_flow(prose, sentence, b);
        matches!(between, "and" | "and the" | "-" | "–" | "&" | "/")
            && (opened || hyphened || (a.adjective && b.adjective))
    };
    joined(at) || at.checked_sub(1).is_some_and(joined)
}

/// The word before a mention, articles left out.
fn preceding<'t>(prose: &'t str, sentence: &Range<usize>, mention: &Mention) -> Option<&'t str> {
    let before = tokens(prose, sentence.start..mention.span.start.max(sentence.start));
    before.iter().rev().map(|token| token.text(prose)).find(|word| !is_any(word, &["the", "both"]))
}

/// `Kazakhstan’s total exports`, `Kazakh exports`, `Kazakhstan exported`.
fn leads_to_flow(prose: &str, sentence: &Range<usize>, mention: &Mention) -> bool {
    let after = tokens(prose, mention.span.end..sentence.end.max(mention.span.end));
    let possessive = after.first().is_some_and(|token| matches!(token.text(prose), "'" | "’"));
    let reach = if mention.adjective || possessive { 6 } else { 2 };
    after
        .iter()
        .take(reach)
        .take_while(|token| !matches!(token.text(prose), "," | ";" | "." | "("))
        .any(|token| token.kind == TokenKind::Word && matches!(term(token.text(prose)), Some(Term::Flow(_))))
}

fn lower_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

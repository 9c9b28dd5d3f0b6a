//! The words between figures, in a form in which phrases are easy to find.

use std::ops::Range;

use crate::link::Linked;
use crate::link::lexicon::{Direction, Term, term};
use crate::quantities::Unit;
use crate::read::Text;
use crate::words::{Token, tokens};

/// Words and marks in lower case, one space between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase(String);

impl Phrase {
    /// The words in the bytes `span`, without the periods that are named there.
    ///
    /// A span that ends before it starts, as between figures that touch, has none.
    pub fn of(text: &Text, linked: &Linked, span: Range<usize>) -> Self {
        let mut words = String::from(" ");
        for token in words_in(text, linked, span) {
            words.push_str(&token.text(&text.prose).to_lowercase());
            words.push(' ');
        }
        Self(words)
    }

    /// The words between figure `a` and figure `b`, whichever comes first.
    pub fn between(text: &Text, linked: &Linked, a: usize, b: usize) -> Self {
        let (first, second) = (a.min(b), a.max(b));
        Self::of(text, linked, linked.figures[first].span.end..linked.figures[second].span.start)
    }

    /// The words of the sentence after figure `at`, up to the next figure.
    pub fn after(text: &Text, linked: &Linked, at: usize) -> Self {
        let sentence = &linked.sentences[linked.placed[at].sentence];
        let next = linked.figures.get(at + 1).map_or(sentence.span.end, |next| next.span.start);
        Self::of(text, linked, linked.figures[at].span.end..next.min(sentence.span.end))
    }

    /// The words of the sentence before figure `at`, from the figure before on.
    pub fn before(text: &Text, linked: &Linked, at: usize) -> Self {
        let sentence = &linked.sentences[linked.placed[at].sentence];
        let last = at.checked_sub(1).map_or(0, |before| linked.figures[before].span.end);
        Self::of(text, linked, last.max(sentence.span.start)..linked.figures[at].span.start)
    }

    /// Whether the phrase has these words one after another.
    pub fn has(&self, words: &str) -> bool {
        self.0.contains(&format!(" {words} "))
    }

    pub fn has_any(&self, choices: &[&str]) -> bool {
        choices.iter().any(|words| self.has(words))
    }

    /// Whether the phrase is just these words.
    pub fn is(&self, words: &str) -> bool {
        self.0.trim() == words
    }

    pub fn starts_with(&self, words: &str) -> bool {
        self.0.starts_with(&format!(" {words} "))
    }

    pub fn starts_with_any(&self, choices: &[&str]) -> bool {
        choices.iter().any(|words| self.starts_with(words))
    }

    pub fn ends_with_any(&self, choices: &[&str]) -> bool {
        choices.iter().any(|words| self.0.ends_with(&format!(" {words} ")))
    }

    /// Whether the clause is over after the first `count` words: nothing that narrows them follows, though a period may.
    pub fn is_over_after(&self, count: usize) -> bool {
        // The period itself is left out of a phrase: `a tonne in`.
        let dated = self.words().nth(count).is_some_and(|word| matches!(word, "in" | "during"));
        self.ends_at(count) || (dated && self.ends_at(count + 1))
    }

    fn ends_at(&self, count: usize) -> bool {
        self.words()
            .nth(count)
            .is_none_or(|word| matches!(word, "." | "," | ";" | ")" | "–" | "—" | ":" | "and" | "!" | "?"))
    }

    pub fn words(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split_whitespace()
    }

    /// Whether the nearest verb or adverb of change among the last `reach` words is one of falling; `None` where there is none.
    pub fn moves_down(&self, reach: usize) -> Option<bool> {
        self.words().rev().take(reach).find_map(|word| match term(word) {
            Some(Term::Change(direction) | Term::Comparative(direction)) if direction != Direction::Unstated => {
                Some(direction == Direction::Down)
            }
            _ => None,
        })
    }

    /// Whether every word is one of `list`.
    pub fn only(&self, list: &str) -> bool {
        self.words().all(|word| is_one_of(word, list))
    }
}

/// Whether a word is one of those in `list`, which have spaces between them.
pub(super) fn is_one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// Words and marks in the bytes `span` that are no part of a period.
pub(super) fn words_in(text: &Text, linked: &Linked, span: Range<usize>) -> Vec<Token> {
    let Some(within) = text.prose.get(span.clone()) else { return Vec::new() };
    let mut found = tokens(&text.prose, span.start..span.start + within.len());
    let periods = linked.periods_within(&span);
    found
        .retain(|token| !periods.iter().any(|period| period.span.start <= token.start && token.end <= period.span.end));
    found
}

/// The figures of a sentence that are amounts: years belong to periods.
pub(super) fn amounts(linked: &Linked, sentence: usize) -> Vec<usize> {
    linked.sentences[sentence].figures.clone().filter(|figure| linked.figures[*figure].unit != Unit::Year).collect()
}

/// Whether the second of two levels is the only one that the first is compared with.
///
/// Not in `from $110 in April and $170 in March`, nor in `from 6.0 per cent at the start of the year`.
pub(super) fn is_sole_base(text: &Text, linked: &Linked, second: usize) -> bool {
    let next = amounts(linked, linked.placed[second].sentence).into_iter().find(|at| *at > second);
    let another = next.is_some_and(|next| {
        let between = Phrase::between(text, linked, second, next);
        linked.comparable(second, next) && between.ends_with_any(&["and", "and from", "or"])
    });
    !another && !Phrase::after(text, linked, second).starts_with("at")
}

/// The unit that a quantity is printed with, in the singular: `tonne`.
pub(super) fn unit_word(text: &Text, linked: &Linked, quantity: usize) -> String {
    let printed = text.prose[linked.figures[quantity].span.clone()].to_lowercase();
    let unit = printed.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    unit.trim_end_matches('s').to_owned()
}

/// Whether two figures can be compared as they are printed: in one unit, and quantities in one word for it.
pub(super) fn in_one_unit(text: &Text, linked: &Linked, a: usize, b: usize) -> bool {
    let quantities = [a, b].iter().all(|at| linked.figures[*at].unit == Unit::Weight);
    linked.comparable(a, b) && (!quantities || unit_word(text, linked, a) == unit_word(text, linked, b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::link;

    #[test]
    fn phrases_are_found_by_whole_words() {
        let text = Text::read("a.txt", b"grew by A YEAR, on\naverage, in 2017").unwrap();
        let phrase = Phrase::of(&text, &link(&text), 0..26);
        assert!(phrase.has("a year , on average") && phrase.has("by a"));
        assert!(!phrase.has("ye") && !phrase.starts_with("gre"));
        assert!(phrase.starts_with("grew by") && phrase.ends_with_any(&["average"]));
    }
}

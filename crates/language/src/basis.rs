//! What a rate is measured on: volume, constant prices, what is comparable, the head.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::change::is_noun;

const LEXICON: &str = include_str!("../data/basis.txt");

/// What a rate is measured on where that is not money at the prices of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// At constant prices, without inflation.
    Real,
    /// Tonnes, pieces, volumes.
    Volume,
    /// Another currency, or constant rates of exchange.
    Currency,
    /// What is there in both periods: like for like, organic, same stores.
    Comparable,
    /// For the season or the days of the month.
    Adjusted,
    /// Without a part of it.
    Excluding,
    /// By head, worker or unit.
    PerHead,
}

impl Basis {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "real" => Self::Real,
            "volume" => Self::Volume,
            "currency" => Self::Currency,
            "comparable" => Self::Comparable,
            "adjusted" => Self::Adjusted,
            "excluding" => Self::Excluding,
            "per head" => Self::PerHead,
            _ => return None,
        })
    }
}

/// A basis that a text states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub basis: Basis,
    /// Bytes of the phrase.
    pub span: Range<usize>,
}

type Phrase = (Vec<&'static str>, Basis);

fn read(line: &'static str) -> Option<Phrase> {
    let (name, phrase) = line.split_once(':').filter(|_| !line.starts_with('#'))?;
    Some((phrase.split_whitespace().collect(), Basis::named(name)?))
}

/// Phrases by their first word, the longest first.
static PHRASES: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut phrases: HashMap<&str, Vec<Phrase>> = HashMap::new();
    for phrase in LEXICON.lines().filter_map(read) {
        phrases.entry(phrase.0[0]).or_default().push(phrase);
    }
    phrases.values_mut().for_each(|list| list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    phrases
});

/// Every basis that a text states, in order. Hyphens part words: `like-for-like`, `inflation-adjusted`.
///
/// ```
/// use tradeproof_language::basis::{Basis, stated};
/// let text = "In real terms, exports rose 5 per cent, and 2 per cent on a like-for-like basis.";
/// let found: Vec<Basis> = stated(text).iter().map(|said| said.basis).collect();
/// assert_eq!(found, [Basis::Real, Basis::Comparable]);
/// ```
#[must_use]
pub fn stated(text: &str) -> Vec<Said> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let fits = |(phrase, _): &&Phrase| {
            let run = words.get(at..at + phrase.len());
            run.is_some_and(|run| phrase.iter().zip(run).all(|(want, (_, word))| stands_for(want, word)))
        };
        match PHRASES.get(words[at].1.as_str()).and_then(|phrases| phrases.iter().find(fits)) {
            Some((phrase, basis)) => {
                let last = at + phrase.len() - 1;
                found.push(Said { basis: *basis, span: words[at].0.start..words[last].0.end });
                at = last + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a word of a text is one of a phrase.
fn stands_for(want: &str, word: &str) -> bool {
    match want {
        "*" => true,
        "+" => is_noun(word),
        want => want == word,
    }
}

/// Whether a word hints at a basis, where a whole sentence or the head of a column is looked at: `real`, `volume`.
#[must_use]
pub fn is_hint(word: &str) -> bool {
    static HINTS: LazyLock<Vec<&str>> =
        LazyLock::new(|| LEXICON.lines().filter_map(|line| line.strip_prefix("hint: ")).collect());
    HINTS.iter().any(|hint| hint.eq_ignore_ascii_case(word))
}

/// The words of a text in lower case, with their bytes.
fn words(text: &str) -> Vec<(Range<usize>, String)> {
    let mut words: Vec<(Range<usize>, String)> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        let end = at + letter.len_utf8();
        match words.last_mut() {
            Some((span, word)) if span.end == at => {
                span.end = end;
                word.extend(letter.to_lowercase());
            }
            _ => words.push((at..end, letter.to_lowercase().collect())),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_phrase() {
        let lines = LEXICON.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines.filter(|line| !line.starts_with("hint: ")) {
            let (words, _) = read(line).unwrap_or_else(|| panic!("expected `basis: phrase`, found: {line}"));
            assert!(!words.is_empty() && words[0] != "*", "{line}");
        }
    }

    #[test]
    fn the_longest_phrase_counts_and_words_are_whole() {
        fn of(text: &str) -> Vec<&str> {
            stated(text).into_iter().map(|said| &text[said.span]).collect()
        }
        assert_eq!(of("measured at constant 2015 prices"), ["constant 2015 prices"]);
        assert_eq!(of("Inflation-adjusted exports"), ["Inflation-adjusted"]);
        assert_eq!(of("a 7.6% organic gain in organic food"), ["organic gain"]);
        assert_eq!(of("involuntarily organics"), Vec::<&str>::new());
    }
}

//! Words of change: which way a text says that something moved.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::forms::{Forms, with_s};

/// The verbs and nouns, as [`LEXICON`] lists them.
const LEXICON: &str = include_str!("../data/change.txt");

/// Which way a text says that something moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Up,
    Down,
    /// `changed by`, `a difference of`.
    Unstated,
}

/// A verb of the lexicon with its nouns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub direction: Direction,
    /// None in a line of nouns that have no verb.
    pub verb: Option<Forms>,
    pub nouns: Vec<String>,
    /// Forms that are mostly other words.
    pub left_out: Vec<String>,
    /// Forms that speak of money itself where an amount of it follows.
    pub of_money: Vec<String>,
}

impl Entry {
    /// The entry of one line of the lexicon; `None` for comments and blank lines.
    fn read(line: &'static str) -> Option<Self> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let (verb, nouns) = line.split_once('|')?;
        let mut words = verb.split_whitespace();
        let direction = match words.next()? {
            "up" => Direction::Up,
            "down" => Direction::Down,
            _ => Direction::Unstated,
        };
        let verb = words.next().filter(|verb| *verb != "-").map(|verb| Forms::of(verb, words.next(), words.next()));
        let marked = |mark: char| {
            let words = nouns.split_whitespace().filter_map(move |word| word.strip_prefix(mark));
            words.map(str::to_owned).collect()
        };
        let plain = nouns.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
        Some(Self {
            direction,
            verb,
            nouns: plain.map(str::to_owned).collect(),
            left_out: marked('~'),
            of_money: marked('$'),
        })
    }

    /// Every form that is read as change.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let verb = self.verb.iter().flat_map(Forms::all).map(str::to_owned);
        let nouns = self.nouns.iter().flat_map(|noun| [noun.clone(), with_s(noun)]);
        verb.chain(nouns).filter(|word| !self.left_out.contains(word)).collect()
    }
}

/// The lexicon, in its order.
pub fn lexicon() -> impl Iterator<Item = Entry> {
    LEXICON.lines().filter_map(Entry::read)
}

static DIRECTIONS: LazyLock<HashMap<String, Direction>> = LazyLock::new(|| {
    let mut directions = HashMap::new();
    for entry in lexicon() {
        for word in entry.words() {
            directions.entry(word).or_insert(entry.direction);
        }
    }
    directions
});

/// Which way a word in lower case says that something moved; `None` where it is no word of change.
///
/// ```
/// use tradeproof_language::change::{Direction, direction};
/// assert_eq!(direction("plunges"), Some(Direction::Down));
/// assert_eq!(direction("lifted"), Some(Direction::Up));
/// assert_eq!(direction("contracts"), None);
/// ```
#[must_use]
pub fn direction(word: &str) -> Option<Direction> {
    DIRECTIONS.get(word).copied()
}

/// Every word of change with its direction.
pub fn words() -> impl Iterator<Item = (&'static str, Direction)> {
    DIRECTIONS.iter().map(|(word, direction)| (word.as_str(), *direction))
}

/// Whether a word speaks of money itself where an amount of it follows: `raised $5 million`, `gains of $5 million`.
///
/// ```
/// use tradeproof_language::change::is_of_money;
/// assert!(is_of_money("raised") && !is_of_money("increased"));
/// ```
#[must_use]
pub fn is_of_money(word: &str) -> bool {
    static OF_MONEY: LazyLock<Vec<String>> = LazyLock::new(|| lexicon().flat_map(|entry| entry.of_money).collect());
    OF_MONEY.iter().any(|form| form.eq_ignore_ascii_case(word))
}

/// Whether a word is a noun of change: `an increase of`, `growth`.
#[must_use]
pub fn is_noun(word: &str) -> bool {
    static NOUNS: LazyLock<Vec<String>> = LazyLock::new(|| lexicon().flat_map(|entry| entry.nouns).collect());
    NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word))
}

/// Whether a word is a noun of change in the plural: `increases in aircraft ($0.5 billion) and in tools`.
#[must_use]
pub fn is_plural_noun(word: &str) -> bool {
    static PLURALS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let nouns = lexicon().flat_map(|entry| entry.nouns).map(|noun| with_s(&noun));
        nouns.chain(["losses".to_owned()]).collect()
    });
    PLURALS.iter().any(|plural| plural.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_entry() {
        let lines = LEXICON.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
        for line in lines {
            let entry = Entry::read(line).unwrap_or_else(|| panic!("expected direction, verb and `|`, found: {line}"));
            let direction = line.split_whitespace().next().unwrap();
            assert!(["up", "down", "either"].contains(&direction), "expected up, down or either, found: {line}");
            assert!(!entry.words().is_empty(), "no form is left of: {line}");
        }
    }

    #[test]
    fn no_word_goes_two_ways() {
        for entry in lexicon() {
            for word in entry.words() {
                assert_eq!(direction(&word), Some(entry.direction), "{word}");
            }
        }
    }

    #[test]
    fn plurals_are_of_nouns() {
        assert!(is_plural_noun("Increases") && is_plural_noun("reductions"));
        assert!(!is_plural_noun("widens") && !is_plural_noun("increase"));
    }
}

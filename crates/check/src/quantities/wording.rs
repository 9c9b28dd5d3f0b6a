//! Numbers in words, and the words that bound or hedge a figure.

use std::ops::Range;

use tradeproof_language::numbers::{FOLDS, HEDGES, ONES, ORDINALS, TENS};

use super::Bound;

fn lookup(table: &[(&str, i64)], word: &str) -> Option<i64> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// A whole number spelled in one word or a hyphenated pair, in lower case: `eight`, `twenty-five`.
pub(super) fn cardinal(word: &str) -> Option<i64> {
    if let Some((tens, ones)) = word.split_once('-') {
        return Some(lookup(TENS, tens)? + lookup(ONES, ones).filter(|n| *n < 10)?);
    }
    lookup(ONES, word).or_else(|| lookup(TENS, word))
}

/// A small whole number as a text spells it: `six`.
#[must_use]
pub fn spelled(number: i64) -> Option<&'static str> {
    ONES.iter().find(|(_, value)| *value == number).map(|(word, _)| *word)
}

/// A small place as a text spells it: `fifth`.
#[must_use]
pub fn spelled_place(number: i64) -> Option<&'static str> {
    ORDINALS.iter().find(|(_, value)| *value == number).map(|(word, _)| *word)
}

/// An ordinal spelled in one word, alone or before a hyphen: `sixth`, `sixth-largest`.
pub(super) fn ordinal(word: &str) -> Option<(i64, usize)> {
    let head = word.split('-').next().unwrap_or(word);
    lookup(ORDINALS, head).map(|value| (value, head.len()))
}

/// `threefold`.
pub(super) fn fold(word: &str) -> Option<i64> {
    lookup(FOLDS, word)
}

const BOUNDS: &[(&str, Bound)] = &[
    ("more than", Bound::MoreThan),
    ("over", Bound::MoreThan),
    ("above", Bound::MoreThan),
    ("exceeding", Bound::MoreThan),
    ("exceeded", Bound::MoreThan),
    ("exceeds", Bound::MoreThan),
    ("in excess of", Bound::MoreThan),
    ("upwards of", Bound::MoreThan),
    ("crossed", Bound::MoreThan),
    ("surpassed", Bound::MoreThan),
    ("topped", Bound::MoreThan),
    ("topping", Bound::MoreThan),
    ("greater than", Bound::MoreThan),
    ("at least", Bound::AtLeast),
    ("no less than", Bound::AtLeast),
    ("not less than", Bound::AtLeast),
    ("less than", Bound::LessThan),
    ("fewer than", Bound::LessThan),
    ("under", Bound::LessThan),
    ("below", Bound::LessThan),
    ("up to", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("no more than", Bound::AtMost),
    ("not more than", Bound::AtMost),
    ("not exceeding", Bound::AtMost),
    ("as much as", Bound::AtMost),
    ("as many as", Bound::AtMost),
    (">", Bound::MoreThan),
    ("<", Bound::LessThan),
    ("≥", Bound::AtLeast),
    ("≤", Bound::AtMost),
    ("almost", Bound::Almost),
    ("nearly", Bound::Almost),
    ("just under", Bound::Almost),
    ("close to", Bound::Almost),
    ("just over", Bound::MoreThan),
    ("slightly over", Bound::MoreThan),
    ("slightly more than", Bound::MoreThan),
];

/// What is said of a figure after it.
pub(super) enum Said {
    Bound(Bound),
    Hedge(Range<usize>),
}

/// The bound or hedge right after a figure: `$5 billion or more`, `5 per cent or so`.
pub(super) fn after(text: &str) -> Option<Said> {
    let tail = text.trim_start_matches([' ', '\u{a0}', '\n']);
    let from = text.len() - tail.len();
    let says = |phrase: &str| {
        let head = tail.get(..phrase.len()).filter(|head| head.eq_ignore_ascii_case(phrase));
        from > 0 && head.is_some() && !tail[phrase.len()..].starts_with(|c: char| c.is_alphanumeric() || c == ' ')
    };
    if says("or more") {
        return Some(Said::Bound(Bound::AtLeast));
    }
    if says("or less") || says("or fewer") {
        return Some(Said::Bound(Bound::AtMost));
    }
    (says("or so") || tail.starts_with("or so ")).then(|| Said::Hedge(from..from + "or so".len()))
}

/// The bound printed right before a figure. Longer phrases win: `no more than` is not `more than`.
pub(crate) fn bound_before(text: &str) -> Option<(Bound, Range<usize>)> {
    let mut best: Option<(Bound, Range<usize>)> = None;
    for (phrase, bound) in BOUNDS {
        if let Some(span) = phrase_before(text, phrase)
            && best.as_ref().is_none_or(|(_, found)| span.start < found.start)
        {
            best = Some((*bound, span));
        }
    }
    best
}

/// The hedge printed right before a figure.
pub(crate) fn hedge_before(text: &str) -> Option<Range<usize>> {
    HEDGES.iter().find_map(|phrase| phrase_before(text, phrase))
}

/// Where `phrase` stands at the end of `text`, on a word boundary, in any case.
fn phrase_before(text: &str, phrase: &str) -> Option<Range<usize>> {
    let trimmed = text.trim_end();
    let start = trimmed.len().checked_sub(phrase.len())?;
    let matches = trimmed.is_char_boundary(start) && trimmed[start..].eq_ignore_ascii_case(phrase);
    let bounded = !trimmed.get(..start)?.ends_with(|c: char| c.is_alphanumeric() || c == '-');
    (matches && bounded).then_some(start..trimmed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_bounds_win() {
        assert_eq!(bound_before("totalled no more than ").unwrap().0, Bound::AtMost);
        assert_eq!(bound_before("more than ").unwrap().0, Bound::MoreThan);
        assert_eq!(bound_before("moreover "), None);
        assert_eq!(bound_before("slightly over ").unwrap().1, 0..13);
    }

    #[test]
    fn words_are_numbers() {
        assert_eq!(cardinal("twenty-five"), Some(25));
        assert_eq!(cardinal("ninety"), Some(90));
        assert_eq!(ordinal("sixth-largest"), Some((6, 5)));
        assert_eq!(cardinal("often"), None);
    }
}

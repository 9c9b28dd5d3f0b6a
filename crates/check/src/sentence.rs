//! Sentences of a block.

use std::ops::Range;

use tradeproof_language::marks::{ABBREVIATIONS, NAMES, STARTERS};

/// The longest sentence, in bytes. What goes on for longer is a list or a table without marks, and is cut where it pauses.
const LONGEST: usize = 4000;

/// Splits the bytes `within` of `text` into sentences, white space at the ends left out.
///
/// ```
/// use tradeproof_check::sentence::sentences;
/// let text = "Trade with the U.S. rose 5.4 per cent. Imports fell.";
/// assert_eq!(sentences(text, 0..text.len()).len(), 2);
/// ```
#[must_use]
pub fn sentences(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = within.start;
    let block = &text[within.clone()];
    for (at, mark) in block.match_indices(['.', '!', '?']) {
        let end = within.start + at + mark.len();
        if start < end && ends_here(&text[start..end], &text[end..within.end]) {
            let closing = closing_marks(&text[end..within.end]);
            found.extend(cut(text, start..end + closing));
            start = end + closing;
        }
    }
    found.extend(cut(text, start..within.end));
    found
}

/// A sentence, in pieces where it is too long for one.
fn cut(text: &str, span: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = span.start;
    while span.end - start > LONGEST {
        let head = &text[start..text.floor_char_boundary(start + LONGEST)];
        let pause = ["; ", ", ", " "].iter().find_map(|pause| head.rfind(pause)).filter(|at| *at > 0);
        let end = start + pause.map_or(head.len(), |at| at + 1);
        found.extend(trimmed(text, start..end));
        start = end;
    }
    found.extend(trimmed(text, start..span.end));
    found
}

fn closing_marks(rest: &str) -> usize {
    rest.len() - rest.trim_start_matches(['”', '"', '’', ')', ']', '\'']).len()
}

fn ends_here(sentence: &str, rest: &str) -> bool {
    let rest = &rest[closing_marks(rest)..];
    let next = rest.trim_start();
    if next.is_empty() {
        return true;
    }
    if next.len() == rest.len() {
        return false;
    }
    let first = next.chars().next().unwrap_or(' ');
    if first.is_lowercase() {
        return false;
    }
    if !sentence.ends_with('.') {
        return true;
    }
    !abbreviated(&sentence[..sentence.len() - 1], next)
}

/// Whether the point after `head` shortens a word and ends no sentence: not in `with the U.S. The deficit`.
fn abbreviated(head: &str, rest: &str) -> bool {
    let next = rest.chars().next().unwrap_or(' ');
    let word = head.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“')).next().unwrap_or("");
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    let digit_after_money =
        lower.chars().all(|c| c.is_ascii_digit() || c == '$') && next.is_ascii_digit() && word.contains('$');
    let word = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    let starts = || STARTERS.iter().any(|starter| starter.eq_ignore_ascii_case(word));
    if NAMES.contains(&lower.as_str()) {
        return !starts();
    }
    initial || digit_after_money || ABBREVIATIONS.contains(&lower.as_str())
}

fn trimmed(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let slice = &text[span.clone()];
    let start = span.start + (slice.len() - slice.trim_start().len());
    let end = span.start + slice.trim_end().len();
    (start < end).then_some(start..end)
}

//! Breaking a text into lines.

use crate::charts::font::{self, Weight};
use crate::charts::theme::size;

/// Breaks `text` at spaces into lines no wider than `width`; a word that is wider still is broken where it must be.
///
/// Never drops a character but the spaces at which it breaks.
#[must_use]
pub fn wrap(text: &str, width: f64, size: f64, weight: Weight) -> Vec<String> {
    let fits = |line: &str| font::width(line, size, weight) <= width;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if fits(&longer) {
                *line = longer;
                continue;
            }
        }
        lines.extend(pieces(word, &fits));
    }
    lines
}

/// A word in as few pieces as fit; each holds at least one character.
fn pieces(word: &str, fits: &impl Fn(&str) -> bool) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let ends: Vec<usize> = rest.char_indices().map(|(at, character)| at + character.len_utf8()).collect();
        // Longer prefixes are wider, so the longest that fits is found by halving.
        let count = if fits(rest) { ends.len() } else { ends.partition_point(|end| fits(&rest[..*end])).max(1) };
        let (piece, after) = rest.split_at(ends[count - 1]);
        pieces.push(piece.to_owned());
        rest = after;
    }
    pieces
}

/// The width of the widest line.
#[must_use]
pub fn widest<'a>(lines: impl IntoIterator<Item = &'a String>, size: f64, weight: Weight) -> f64 {
    let widths = lines.into_iter().map(|line| font::width(line, size, weight));
    widths.fold(0.0, f64::max)
}

/// `width`, or as much more, up to `most`, as it takes not to break a word of `texts`.
#[must_use]
pub fn unbroken<'a>(texts: impl IntoIterator<Item = &'a str>, width: f64, most: f64, weight: Weight) -> f64 {
    let words = texts.into_iter().flat_map(str::split_whitespace);
    let longest = words.map(|word| font::width(word, size::LABEL, weight)).fold(0.0, f64::max);
    width.max(longest.ceil().min(most))
}

/// Breaks a name evenly: as many lines as it needs at `width`, then as narrow as that many lines allow.
#[must_use]
pub fn balanced(text: &str, width: f64, size: f64, weight: Weight) -> Vec<String> {
    let lines = wrap(text, width, size, weight);
    if lines.len() < 2 {
        return lines;
    }
    let words = text.split_whitespace().map(|word| font::width(word, size, weight));
    // Lines narrower than the longest word would break it. Half a dozen halvings come within a letter's width.
    let (mut low, mut high) = (words.fold(0.0, f64::max), width);
    if low > high {
        return lines;
    }
    for _ in 0..6 {
        let middle = f64::midpoint(low, high);
        let narrower = wrap(text, middle, size, weight);
        if narrower.len() > lines.len() { low = middle } else { high = middle }
    }
    wrap(text, high, size, weight)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces_but_not_at_narrow_ones() {
        let lines = wrap("Machinery and transport goods 1\u{202f}200", 100.0, 13.0, Weight::Regular);
        assert_eq!(lines, ["Machinery and", "transport goods", "1\u{202f}200"].map(String::from));
    }

    #[test]
    fn two_lines_are_made_alike() {
        let lines = balanced("United Kingdom of Great Britain and Northern Ireland", 250.0, 13.0, Weight::Regular);
        assert_eq!(lines.len(), 2);
        let widths: Vec<f64> = lines.iter().map(|line| font::width(line, 13.0, Weight::Regular)).collect();
        assert!((widths[0] - widths[1]).abs() < 60.0, "{lines:?}");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(text in "[a-zА-я ]{0,60}", width in 20.0..300.0f64) {
            let lines = wrap(&text, width, 13.0, Weight::Regular);
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for line in &lines {
                prop_assert!(line.chars().count() == 1 || font::width(line, 13.0, Weight::Regular) <= width);
            }
        }
    }
}

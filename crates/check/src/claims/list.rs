//! Lists that a sentence enumerates: `– A, B and C –`, `(1991, 1992 and 2015)`, `: A; B; C`.

use std::ops::Range;

/// A list in a text, by the bytes of its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    pub span: Range<usize>,
    pub entries: Vec<Range<usize>>,
    /// How many entries join two names by `and`, so that they may count twice.
    pub joined: usize,
}

/// Words that make a list a choice of what was counted.
const PARTIAL: &[&str] = &[
    "including",
    "include",
    "includes",
    "such as",
    "among them",
    "among others",
    "e.g.",
    "for example",
    "notably",
    "like",
    "etc",
    "and others",
    "and other",
    "led by",
];

/// The longest entry, in words, that is still a name.
const LONGEST: usize = 7;

/// The list that opens first in the bytes `within`, when it enumerates in full.
pub(super) fn enumerated(text: &str, within: Range<usize>) -> Option<List> {
    let slice = &text[within.clone()];
    let (open, mark) = slice.char_indices().find(|(at, c)| opens(slice, *at, *c))?;
    if PARTIAL.iter().any(|word| slice[..open].to_lowercase().contains(word)) {
        return None;
    }
    let from = open + mark.len_utf8();
    let to = from + closes(&slice[from..], mark)?;
    let body = within.start + from..within.start + to;
    let lower = text[body.clone()].to_lowercase();
    if PARTIAL.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let list = entries(text, body);
    (list.entries.len() >= 3 && list.entries.iter().all(|entry| is_entry(&text[entry.clone()]))).then_some(list)
}

fn opens(slice: &str, at: usize, mark: char) -> bool {
    match mark {
        '(' | ':' => true,
        '–' | '—' => slice[..at].ends_with(' '),
        '-' => slice[..at].ends_with(' ') && slice[at + 1..].starts_with(' '),
        _ => false,
    }
}

/// Where the list ends.
fn closes(rest: &str, mark: char) -> Option<usize> {
    match mark {
        '(' => rest.find(')'),
        ':' => Some(rest.trim_end_matches(['.', ' ']).len()),
        _ => rest
            .char_indices()
            .find(|(at, c)| *c == mark && rest[..*at].ends_with(' '))
            .map(|(at, _)| at)
            .or(Some(rest.trim_end_matches(['.', ' ']).len())),
    }
}

fn entries(text: &str, body: Range<usize>) -> List {
    let slice = &text[body.clone()];
    let separator = if slice.contains(';') { ';' } else { ',' };
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (at, _) in slice.match_indices(separator).chain(std::iter::once((slice.len(), ""))) {
        parts.extend(trimmed(text, body.start + start..body.start + at));
        start = at + separator.len_utf8();
    }
    let mut joined = 0;
    if let Some(last) = parts.pop() {
        let mut split = split_last(text, last);
        joined = split.iter().filter(|entry| text[(*entry).clone()].contains(" and ")).count();
        parts.append(&mut split);
    }
    joined += parts.iter().rev().skip(1).filter(|entry| text[(*entry).clone()].contains(" and ")).count();
    List { span: body, entries: parts, joined }
}

/// The last entry holds the last two: `Jupiter Energy and Kemin Resources`.
fn split_last(text: &str, last: Range<usize>) -> Vec<Range<usize>> {
    let entry = &text[last.clone()];
    if let Some(rest) = entry.strip_prefix("and ") {
        return trimmed(text, last.end - rest.len()..last.end).into_iter().collect();
    }
    match entry.split_once(" and ") {
        Some((head, tail)) => [last.start..last.start + head.len(), last.end - tail.len()..last.end]
            .into_iter()
            .filter_map(|part| trimmed(text, part))
            .collect(),
        None => vec![last],
    }
}

fn trimmed(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let slice = &text[span.clone()];
    let start = span.start + (slice.len() - slice.trim_start().len());
    let end = span.start + slice.trim_end().len();
    (start < end).then_some(start..end)
}

/// A name or a year: short, and with a capital or a digit in front.
fn is_entry(entry: &str) -> bool {
    let name = entry.trim_start_matches("the ").trim_start_matches(['\'', '"', '“', '‘']);
    let words = name.split_whitespace().count();
    let year = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
    let capital = name.starts_with(char::is_uppercase);
    words <= LONGEST && (year || (capital && !name.contains(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        enumerated(text, 0..text.len())
            .map_or_else(Vec::new, |list| list.entries.into_iter().map(|entry| &text[entry]).collect())
    }

    #[test]
    fn dashes_brackets_and_colons() {
        assert_eq!(
            names("firms – Alpha, Beta Oil & Gas and Gamma – trade there"),
            ["Alpha", "Beta Oil & Gas", "Gamma"]
        );
        assert_eq!(names("visits (1991, 1992, and 2015)."), ["1991", "1992", "2015"]);
        assert_eq!(names("members: Alpha; the Beta; Gamma."), ["Alpha", "the Beta", "Gamma"]);
    }

    #[test]
    fn choices_are_not_lists() {
        assert!(names("firms, including some – Alpha, Beta, Gamma – trade").is_empty());
        assert!(names("firms (Alpha, Beta, Gamma and others)").is_empty());
        assert!(names("trade (up 5 per cent, as was said, in May)").is_empty());
    }
}

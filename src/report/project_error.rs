//! What is wrong with a project file, and where.

use std::ops::Range;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A project file that cannot be used: the place, what was expected and found there, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}:{line}:{column}: found {found}, expected {expected}\n  {help}", path.display())]
pub struct ProjectError {
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub expected: String,
    pub found: String,
    /// What to do, as a sentence.
    pub help: String,
}

/// What is wrong at one place of a project file, before the place has a line.
#[derive(Debug)]
pub(super) struct Slip {
    pub span: Range<usize>,
    pub expected: String,
    pub found: String,
    pub help: String,
}

impl ProjectError {
    pub(super) fn at(path: &Path, text: &str, slip: Slip) -> Self {
        let (line, column) = place(text, slip.span.start);
        Self { path: path.to_owned(), line, column, expected: slip.expected, found: slip.found, help: slip.help }
    }

    pub(super) fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> Self {
        let message = error.message().trim().replace('\n', "; ");
        let (found, expected) = split(&message);
        let slip = Slip { span: error.span().unwrap_or(0..0), help: help(&found).to_owned(), expected, found };
        Self::at(path, text, slip)
    }
}

/// Parts toml's and serde's `<found>, expected <expected>`.
fn split(message: &str) -> (String, String) {
    for separator in [", expected ", "; expected "] {
        if let Some((found, expected)) = message.split_once(separator) {
            return (found.to_owned(), expected.to_owned());
        }
    }
    if let Some(field) = message.strip_prefix("missing field ") {
        return (format!("no {field}"), format!("the key {field}"));
    }
    (message.to_owned(), "valid TOML".to_owned())
}

fn help(found: &str) -> &'static str {
    if found.starts_with("unknown field") {
        "Correct the key's spelling or take the line out."
    } else if found.starts_with("no ") {
        "Add the key; the bundled example in data/kazakhstan-uk/tradeproof.toml shows every one."
    } else if found.starts_with("invalid type") || found.starts_with("invalid value") {
        "Text stands in double quotes, lists in square brackets, numbers bare."
    } else {
        "Mend the line so that it reads `key = value`; see https://toml.io for the syntax."
    }
}

/// Line and column of a byte offset, both from 1, the column in characters.
pub(super) fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    (line, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_not_bytes() {
        assert_eq!(place("a\n£ = 1", "a\n£".len()), (2, 2));
        assert_eq!(place("", 0), (1, 1));
    }

    #[test]
    fn messages_part_into_found_and_expected() {
        assert_eq!(
            split("unknown field `figurs`, expected one of `title`, `figures`"),
            ("unknown field `figurs`".into(), "one of `title`, `figures`".into())
        );
        assert_eq!(split("missing field `title`"), ("no `title`".into(), "the key `title`".into()));
    }
}

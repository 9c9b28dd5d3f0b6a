//! Words, numbers and marks of a text, with their bytes.

use std::borrow::Cow;
use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, and digits after a letter: `exports`, `H1`.
    Word,
    /// A run of digits; longer numbers are read by [`super::quantities`].
    Digits,
    /// One character of anything else that is not white space.
    Mark,
}

/// A token of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
}

impl Token {
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// Splits the bytes `within` of `text` into tokens.
#[must_use]
pub fn tokens(text: &str, within: Range<usize>) -> Vec<Token> {
    let mut found = Vec::with_capacity(within.len() / 5);
    // A figure can reach over what looks like the end of its sentence.
    if within.is_empty() {
        return found;
    }
    let mut rest = text[within.clone()].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        if c.is_whitespace() {
            continue;
        }
        let start = within.start + at;
        let kind = if c.is_alphabetic() {
            TokenKind::Word
        } else if c.is_ascii_digit() {
            TokenKind::Digits
        } else {
            TokenKind::Mark
        };
        let mut end = start + c.len_utf8();
        while kind != TokenKind::Mark
            && let Some((at, next)) = rest.next_if(|(_, next)| continues(kind, *next))
        {
            end = within.start + at + next.len_utf8();
        }
        found.push(Token { start, end, kind });
    }
    found
}

fn continues(kind: TokenKind, next: char) -> bool {
    match kind {
        TokenKind::Word => next.is_alphanumeric(),
        TokenKind::Digits => next.is_ascii_digit(),
        TokenKind::Mark => false,
    }
}

/// The word in lower case; most words are so already.
#[must_use]
pub fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Compares without regard to ASCII case.
#[must_use]
pub fn is(word: &str, lower: &str) -> bool {
    word.eq_ignore_ascii_case(lower)
}

/// Whether `word` is one of `list`, without regard to ASCII case.
#[must_use]
pub fn is_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| word.eq_ignore_ascii_case(entry))
}

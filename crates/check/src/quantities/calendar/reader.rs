//! A reader over the tokens of one block, that takes what it accepts and gives back what it does not.

pub(in super::super) use tradeproof_language::calendar::COUNT_WORDS;
use tradeproof_language::calendar::MONTHS;

use super::super::super::words::{Token, TokenKind, is, is_any};

/// A reader over the tokens of one block.
#[derive(Clone, Copy)]
pub struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
}

impl<'t> Reader<'t> {
    pub fn new(text: &'t str, tokens: &'t [Token], at: usize) -> Self {
        Self { text, tokens, at }
    }

    pub(super) fn peek(&self) -> Option<&'t str> {
        self.tokens.get(self.at).map(|token| token.text(self.text))
    }

    pub(super) fn take(&mut self, accepts: impl Fn(&str) -> bool) -> bool {
        let taken = self.peek().is_some_and(accepts);
        if taken {
            self.at += 1;
        }
        taken
    }

    pub(super) fn word(&mut self, lower: &str) -> bool {
        self.take(|word| is(word, lower))
    }

    pub(super) fn any(&mut self, list: &[&str]) -> bool {
        self.take(|word| is_any(word, list))
    }

    pub(super) fn words(&mut self, list: &[&str]) -> bool {
        let start = self.at;
        let all = list.iter().all(|word| self.word(word));
        if !all {
            self.at = start;
        }
        all
    }

    /// Runs `read`; where it finds nothing, nothing was read.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    /// Whether the next token stands right after the one before it.
    pub(super) fn joined(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before.zip(self.tokens.get(self.at)).is_some_and(|(before, next)| before.end == next.start)
    }

    pub(super) fn dash(&mut self) -> bool {
        self.any(&["-", "–", "—", "‑"])
    }

    /// A dash or a word that joins the ends of a span.
    pub(super) fn through(&mut self) -> bool {
        self.dash() || self.any(&["to", "and", "through", "until"])
    }

    pub(super) fn month(&mut self) -> Option<u32> {
        let word = self.peek()?;
        if !word.starts_with(char::is_uppercase) || word.len() < 3 {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let found = MONTHS.iter().position(|month| {
            *month == lower || (lower.len() <= 4 && month.starts_with(&lower) && month.len() > lower.len())
        })?;
        self.at += 1;
        if lower.len() <= 4 && lower != MONTHS[found] {
            self.word(".");
        }
        Some(found as u32 + 1)
    }

    /// A four-digit year that is no part of a longer number.
    pub(super) fn year(&mut self) -> Option<i32> {
        let token = self.tokens.get(self.at)?;
        let text = token.text(self.text);
        let year: i32 = (token.kind == TokenKind::Digits && text.len() == 4).then(|| text.parse().ok())??;
        let joined = starts_number_tail(&self.text[token.end..]) || ends_number_head(&self.text[..token.start]);
        if !(1700..=2199).contains(&year) || joined {
            return None;
        }
        self.at += 1;
        Some(year)
    }

    pub(super) fn small_number(&mut self, most: u32) -> Option<u32> {
        let token = self.tokens.get(self.at)?;
        let text = token.text(self.text);
        let number: u32 = (token.kind == TokenKind::Digits && text.len() <= 2).then(|| text.parse().ok())??;
        (1..=most).contains(&number).then(|| {
            self.at += 1;
            number
        })
    }

    pub(super) fn counted(&mut self) -> Option<u32> {
        let word = self.peek()?;
        if let Some(index) = COUNT_WORDS.iter().position(|name| is(word, name)) {
            self.at += 1;
            return Some(index as u32 + 1);
        }
        self.small_number(12)
    }
}

/// `,5` or `.5` after a year makes it a number; `%` and letters make it something else.
fn starts_number_tail(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('.' | ',') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('%') => true,
        // `2016/679` is no year, `2016/17` and `2016/2017` are.
        Some('/') => !matches!(chars.take_while(char::is_ascii_digit).count(), 0 | 2 | 4),
        Some(c) => c.is_alphanumeric() && !rest.starts_with('s'),
        None => false,
    }
}

fn ends_number_head(before: &str) -> bool {
    let mut chars = before.chars().rev();
    match chars.next() {
        Some('.' | ',') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('$' | '£' | '€' | '¥' | '₦' | '₹' | '₽' | '₸' | '₺') => true,
        _ => false,
    }
}

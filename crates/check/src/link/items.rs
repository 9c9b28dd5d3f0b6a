//! A sentence as a row of words, figures and periods.

use std::ops::Range;

use super::super::quantities::Scanned;
use super::super::words::{TokenKind, tokens};
use super::lexicon::{Term, term};

/// One thing in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    Word {
        start: usize,
        end: usize,
        term: Option<Term>,
    },
    /// An index into the figures of the document.
    Figure(usize),
    /// An index into the periods of the document.
    Period(usize),
    Mark {
        start: usize,
        mark: char,
    },
}

/// A sentence's items with what they point into.
pub struct Items<'t> {
    pub prose: &'t str,
    pub scanned: &'t Scanned,
    pub list: Vec<Item>,
}

impl<'t> Items<'t> {
    /// The items of the bytes `span`.
    #[must_use]
    pub fn of(prose: &'t str, scanned: &'t Scanned, span: &Range<usize>) -> Self {
        let mut list = Vec::new();
        let mut figure = scanned.figures.partition_point(|figure| figure.span.start < span.start);
        let mut period = scanned.periods.partition_point(|period| period.span.start < span.start);
        let mut covered = span.start;
        for token in tokens(prose, span.clone()) {
            let at_figure = scanned
                .figures
                .get(figure)
                .filter(|found| found.span.start < token.end && found.span.end > token.start);
            let at_period = scanned
                .periods
                .get(period)
                .filter(|found| found.span.start < token.end && found.span.end > token.start);
            if let Some(found) = at_period {
                if covered <= found.span.start {
                    list.push(Item::Period(period));
                    covered = found.span.end;
                }
                // Years are figures inside their period.
                figure += usize::from(at_figure.is_some_and(|figure| figure.span.end <= token.end));
                period += usize::from(token.end >= found.span.end);
                continue;
            }
            if let Some(found) = at_figure {
                if covered <= found.span.start {
                    list.push(Item::Figure(figure));
                    covered = found.span.end;
                }
                if token.end >= found.span.end {
                    figure += 1;
                }
                continue;
            }
            list.push(match token.kind {
                TokenKind::Mark => {
                    Item::Mark { start: token.start, mark: prose[token.start..].chars().next().unwrap_or(' ') }
                }
                _ => Item::Word { start: token.start, end: token.end, term: term(token.text(prose)) },
            });
        }
        Self { prose, scanned, list }
    }

    /// The bytes from the first item to the last.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        let end = match self.list.last() {
            Some(Item::Word { end, .. }) => *end,
            Some(Item::Mark { start, mark }) => start + mark.len_utf8(),
            Some(Item::Figure(index)) => self.scanned.figures[*index].span.end,
            Some(Item::Period(index)) => self.scanned.periods[*index].span.end,
            None => self.start(0),
        };
        self.start(0)..end
    }

    #[must_use]
    pub fn term(&self, at: usize) -> Option<Term> {
        match self.list.get(at)? {
            Item::Word { term, .. } => *term,
            _ => None,
        }
    }

    /// The word at `at`, as printed; empty where no word is.
    #[must_use]
    pub fn word(&self, at: usize) -> &'t str {
        match self.list.get(at) {
            Some(Item::Word { start, end, .. }) => &self.prose[*start..*end],
            _ => "",
        }
    }

    #[must_use]
    pub fn mark(&self, at: usize) -> Option<char> {
        match self.list.get(at)? {
            Item::Mark { mark, .. } => Some(*mark),
            _ => None,
        }
    }

    #[must_use]
    pub fn is_figure(&self, at: usize) -> bool {
        matches!(self.list.get(at), Some(Item::Figure(_)))
    }

    /// Where `at` starts in the text.
    #[must_use]
    pub fn start(&self, at: usize) -> usize {
        match self.list.get(at) {
            Some(Item::Word { start, .. } | Item::Mark { start, .. }) => *start,
            Some(Item::Figure(index)) => self.scanned.figures[*index].span.start,
            Some(Item::Period(index)) => self.scanned.periods[*index].span.start,
            None => self.prose.len(),
        }
    }
}

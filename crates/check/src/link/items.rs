//! A sentence as a row of words, figures and periods.

use std::ops::Range;

use tradeproof_model::spoken::{Mention, economies};

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
    names: Vec<Name>,
}

/// An economy that the items `first` to `last` name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    pub first: usize,
    pub last: usize,
    /// The same for every name and adjective of it, in capitals: `KOR`.
    pub code: &'static str,
    /// Whether it is an adjective: `South Korean`.
    pub adjective: bool,
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
        let mut items = Self { prose, scanned, list, names: Vec::new() };
        let said = prose.get(span.clone()).map(economies).unwrap_or_default();
        items.names = said.iter().filter_map(|mention| items.name(span.start, mention)).collect();
        items
    }

    fn name(&self, from: usize, mention: &Mention) -> Option<Name> {
        let (start, end) = (from + mention.span.start, from + mention.span.end);
        let first = (0..self.list.len()).find(|at| self.start(*at) >= start)?;
        let last = (first..self.list.len()).take_while(|at| self.start(*at) < end).last()?;
        let words = (first..=last).all(|at| matches!(self.list[at], Item::Word { .. } | Item::Mark { .. }));
        let name = Name { first, last, code: mention.codes.first()?, adjective: mention.adjective };
        words.then_some(name)
    }

    /// The economy whose name starts at `at`.
    #[must_use]
    pub fn name_from(&self, at: usize) -> Option<Name> {
        self.names.iter().find(|name| name.first == at).copied()
    }

    /// The economy whose name ends at `at`.
    #[must_use]
    pub fn name_to(&self, at: usize) -> Option<Name> {
        self.names.iter().find(|name| name.last == at).copied()
    }

    /// What the word at `at` narrows a series by: the economy that it begins to name, or itself in lower case.
    #[must_use]
    pub fn scope(&self, at: usize) -> String {
        self.name_from(at).map_or_else(|| self.word(at).to_lowercase(), |name| name.code.to_owned())
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

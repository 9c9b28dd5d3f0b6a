//! The part each figure plays in its sentence.

mod brackets;
mod level;
mod percent;

use super::super::quantities::{Figure, Unit};
use super::items::{Item, Items};
use super::lexicon::{Direction, Term};
use crate::words::is_any;

/// What a figure says of its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Level,
    /// The level that a change starts from or a comparison is made with.
    Base,
    /// A change in the unit of the level.
    Change(Direction),
    /// A change in per cent.
    Growth(Direction),
    Share,
    /// A percentage that is itself a level: a rate, a ratio.
    Rate,
    /// The same amount in another currency, in brackets.
    Converted,
    Unknown,
}

/// How many figures a verb that is said once may lie back.
const GAPPED: usize = 8;

/// How far to the left a word can say what a figure is.
const REACH: usize = 12;

/// Reads the role of the figure at item `at`. `earlier` holds the roles of the sentence's figures before it, nearest last, with their items.
pub(super) fn role(items: &Items<'_>, at: usize, figure: &Figure, earlier: &[(usize, Role)]) -> Role {
    let context = Context { items, at, figure, earlier };
    if context.stands_in_row() {
        return Role::Unknown;
    }
    match figure.unit {
        Unit::Percent | Unit::BasisPoint => context.percent(),
        Unit::PercentagePoint => Role::Unknown,
        Unit::Money | Unit::Weight | Unit::Number | Unit::Count => context.level(),
        Unit::Multiple | Unit::Ordinal | Unit::Year => Role::Unknown,
    }
}

/// `48.85 per cent over $201.37 billion`: after a percentage, `over` compares.
pub(super) fn compares_with_over(items: &Items<'_>, at: usize, earlier: &[(usize, Role)]) -> bool {
    let Some(word) = at.checked_sub(1) else { return false };
    // "down 1 per cent to above $5 billion" has reached it.
    let reaches = word > 0 && items.term(word - 1) == Some(Term::To);
    let over = is_any(items.word(word), &["over", "above", "than"]) && !reaches;
    over && earlier.last().is_some_and(|(before, role)| matches!(role, Role::Growth(_)) && at - before <= 5)
}

struct Context<'a, 't> {
    items: &'a Items<'t>,
    at: usize,
    figure: &'a Figure,
    earlier: &'a [(usize, Role)],
}

impl Context<'_, '_> {
    /// Items to the left, nearest first, up to the figure before or the end of the clause. Brackets that are closed are asides.
    fn left(&self) -> impl Iterator<Item = usize> + '_ {
        let mut depth = 0;
        (0..self.at)
            .rev()
            .filter(move |at| {
                let mark = self.items.mark(*at);
                depth += usize::from(mark == Some(')'));
                let aside = depth > 0;
                depth -= usize::from(mark == Some('(') && depth > 0);
                !aside
            })
            .take(REACH + 6)
            .take_while(|at| !self.items.is_figure(*at) && !matches!(self.items.mark(*at), Some(';')))
            .filter(|at| !self.in_wording(*at))
            .take(REACH)
    }

    /// Bounds and hedges are read with the figure and play no part of their own.
    fn in_wording(&self, at: usize) -> bool {
        let start = self.items.start(at);
        self.figure.hedge.as_ref().is_some_and(|hedge| hedge.contains(&start))
            || (self.figure.bound.is_some() && self.bound_words().any(|bound| bound == at))
    }

    fn bound_words(&self) -> impl Iterator<Item = usize> + '_ {
        const BOUND_WORDS: &[&str] = &[
            "more",
            "than",
            "over",
            "above",
            "exceeding",
            "excess",
            "of",
            "least",
            "less",
            "fewer",
            "under",
            "below",
            "almost",
            "nearly",
            "just",
            "close",
            "slightly",
            "in",
            "at",
            "no",
            "upwards",
        ];
        (0..self.at).rev().take_while(|at| is_any(self.items.word(*at), BOUND_WORDS))
    }

    /// `Loaded exports 161,340.25 167,991.75 (6,651.50)`: bare numbers with nothing between them are a row of a table.
    fn stands_in_row(&self) -> bool {
        let bare = |at: usize| match self.items.list.get(at) {
            Some(Item::Figure(index)) => matches!(self.items.scanned.figures[*index].unit, Unit::Number | Unit::Count),
            _ => false,
        };
        let skip = usize::from(matches!(self.items.mark(self.at.wrapping_sub(1)), Some('(')));
        let before = self.at.checked_sub(1 + skip).is_some_and(bare);
        bare(self.at) && (before || bare(self.at + 1))
    }

    /// The nearest word to the left that is no filler, within the clause.
    fn near(&self) -> Option<(usize, Term)> {
        for at in self.left() {
            match self.items.list[at] {
                Item::Word { term: Some(Term::Filler), .. }
                | Item::Mark { mark: '-' | '–' | '"' | '“' | '(' | '*', .. } => {}
                Item::Word { term: Some(term), .. } => return Some((at, term)),
                Item::Word { .. } if self.is_adverb(at) => {}
                _ => return None,
            }
        }
        None
    }

    fn is_adverb(&self, at: usize) -> bool {
        let word = self.items.word(at);
        word.len() > 4 && word.ends_with("ly")
    }

    fn change_to_the_left(&self) -> Option<Direction> {
        self.left().find_map(|at| match self.items.term(at) {
            Some(Term::Change(direction)) => Some(self.with_adverb(at, direction)),
            _ => None,
        })
    }

    /// `compared to`.
    fn follows_compare(&self, to: usize) -> bool {
        to.checked_sub(1).is_some_and(|before| self.items.term(before) == Some(Term::Compare))
    }

    /// `rose by`, `went up by`.
    fn moved_by(&self, by: usize) -> Option<Direction> {
        match by.checked_sub(1).and_then(|before| self.items.term(before)) {
            Some(Term::Comparative(direction)) => Some(direction),
            _ => self.change_to_the_left().or_else(|| self.gapped()),
        }
    }

    /// `exports rose by 5 per cent, imports by 3`: the verb is said once.
    fn gapped(&self) -> Option<Direction> {
        self.earlier.iter().rev().take(GAPPED).find_map(|(_, role)| match role {
            Role::Growth(direction) | Role::Change(direction) => Some(*direction),
            _ => None,
        })
    }

    /// `edged up`, `moved down`, `went down`, `negative growth`.
    fn with_adverb(&self, at: usize, direction: Direction) -> Direction {
        if at > 0 && is_any(self.items.word(at - 1), &["negative"]) {
            return Direction::Down;
        }
        if direction != Direction::Unstated {
            return direction;
        }
        match self.items.term(at + 1) {
            Some(Term::Comparative(said)) => said,
            _ => direction,
        }
    }

    /// The role of the figure just before, when only brackets, `or` and commas stand between.
    fn adjacent(&self) -> Option<Role> {
        let (before, role) = *self.earlier.last()?;
        let close = (before + 1..self.at).all(|at| {
            self.items.mark(at).is_some_and(|mark| matches!(mark, '(' | ',' | '[' | '–' | '—'))
                || is_any(self.items.word(at), &["or", "equivalent", "to", "a", "about", "around", "nearly"])
        });
        close.then_some(role)
    }
}

//! Amounts in brackets: a base, a change, a part, or the same in another currency.

use num_traits::Signed as _;

use tradeproof_language::change::is_plural_noun;

use super::{Context, Role};
use crate::link::items::Item;
use crate::link::lexicon::{Direction, Term};
use crate::quantities::{Figure, Unit};
use crate::words::is;

impl Context<'_, '_> {
    pub(super) fn in_brackets(&self) -> bool {
        self.left_marks().any(|mark| mark == '(')
    }

    fn left_marks(&self) -> impl Iterator<Item = char> + '_ {
        (0..self.at).rev().take(3).map_while(|at| match self.items.list[at] {
            Item::Mark { mark, .. } => Some(mark),
            Item::Word { term: Some(Term::Filler), .. } => Some(' '),
            Item::Word { .. } if self.in_wording(at) => Some(' '),
            _ => None,
        })
    }

    /// Amounts in brackets: a base with its period, or the change beside its percentage.
    pub(super) fn bracketed(&self) -> Option<Role> {
        if !self.in_brackets() {
            return None;
        }
        if self.figure.signed {
            // "trade (+16.2 billion), services (−6.7 billion)"
            return Some(Role::Level);
        }
        if let Some(direction) = self.contributes() {
            return Some(Role::Change(direction));
        }
        match self.earlier.last()? {
            (before, Role::Growth(direction)) if self.at - before <= 3 && self.items.mark(self.at + 1) == Some(')') => {
                Some(Role::Change(*direction))
            }
            // "mainly to Ardland (1.7 million tons)"
            _ if self.follows_name() => None,
            // "Ardland (2,195 million litres, −3%) and Bessia (1,440 million litres)": each has its own brackets.
            (before, _) if (before + 1..self.at).any(|at| self.items.mark(at) == Some(')')) => None,
            (_, Role::Level | Role::Growth(_) | Role::Change(_)) => Some(Role::Base),
            _ => None,
        }
    }

    /// Whether the bracket follows the name of somebody: what it holds is theirs.
    fn follows_name(&self) -> bool {
        let open = (0..self.at).rev().take(4).find(|at| self.items.mark(*at) == Some('('));
        open.and_then(|open| open.checked_sub(1)).is_some_and(|name| {
            self.items.word(name).starts_with(char::is_uppercase) && self.items.term(name).is_none()
        })
    }

    /// `increases in aircraft ($0.5 billion) and in tools ($0.3 billion)`: what each has added.
    fn contributes(&self) -> Option<Direction> {
        let sentence = (0..self.at).rev().take(40).take_while(|at| !matches!(self.items.mark(*at), Some(';')));
        let noun =
            sentence.filter(|at| is_plural_noun(self.items.word(*at))).find(|at| is(self.items.word(at + 1), "in"))?;
        let named = (0..self.at).rev().take(2).any(|at| self.items.mark(at) == Some('('))
            && self
                .earlier
                .iter()
                .rev()
                .take_while(|(at, _)| *at > noun)
                .all(|(_, role)| matches!(role, Role::Change(_)));
        match self.items.term(noun)? {
            Term::Change(direction) if named => Some(direction),
            _ => None,
        }
    }

    pub(super) fn follows_other_currency(&self) -> bool {
        let Some((before, _)) = self.earlier.last() else {
            return false;
        };
        let Some(Item::Figure(index)) = self.items.list.get(*before) else {
            return false;
        };
        let other = &self.items.scanned.figures[*index];
        let amount = other.is_money() || (other.unit == Unit::Number && other.magnitude >= 6);
        // "70.2 billion Malaysian ringgit (RM) (16.3 billion USD)"
        let beside = self.at - before <= 4 || (before + 1..self.at).all(|at| self.names_currency(at));
        let unlike = other.currency != self.figure.currency || self.is_other_notation(other);
        self.figure.is_money() && amount && unlike && beside
    }

    /// `26,246 crore (262.46 billion)`: about as much, at another magnitude.
    fn is_other_notation(&self, other: &Figure) -> bool {
        let off = (&self.figure.value - &other.value).abs();
        other.magnitude != self.figure.magnitude && off * crate::exact::whole(50) <= other.value.abs()
    }

    fn names_currency(&self, at: usize) -> bool {
        let plain = matches!(self.items.term(at), None | Some(Term::Filler)) && !self.items.is_figure(at);
        matches!(self.items.mark(at), Some('(' | ')')) || (plain && self.items.mark(at).is_none())
    }
}

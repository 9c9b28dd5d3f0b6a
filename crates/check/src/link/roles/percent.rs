//! Percentages: growth, shares and rates.

use tradeproof_language::names::is_quality;

use super::{Context, Role};
use crate::link::items::Item;
use crate::link::lexicon::{Direction, Term};
use crate::words::{is, is_any};

/// How many figures a list of shares may go back to the word that says so.
const LISTED: usize = 24;

/// What ends the phrase after a percentage.
const STOPS_RIGHT: &[&str] = &[
    "of", "to", "in", "from", "and", "for", "at", "on", "by", "while", "with", "which", "as", "compared", "over",
    "against", "but", "against", "when",
];

impl Context<'_, '_> {
    /// A change noun or comparative right after the figure: `21 per cent increase`, `5% higher`.
    fn change_to_the_right(&self) -> Option<Direction> {
        let mut at = self.at + 1;
        let mut steps = 0;
        // "7.8% ($120.7 billion) increase"
        if self.items.mark(at) == Some('(') {
            at = (at..at + 6).find(|at| self.items.mark(*at) == Some(')'))? + 1;
        }
        while steps < 5 {
            match self.items.list.get(at)? {
                Item::Word { term: Some(Term::Change(direction)), .. } => {
                    return Some(self.with_adverb(at, *direction));
                }
                Item::Word { term: Some(Term::Comparative(direction)), .. } => return Some(*direction),
                Item::Word { term: Some(Term::Filler) | None, .. } if !is_any(self.items.word(at), STOPS_RIGHT) => {}
                Item::Mark { mark: '-' | '"', .. } | Item::Period(_) => {}
                _ => return None,
            }
            at += 1;
            steps += 1;
        }
        None
    }

    pub(super) fn percent(&self) -> Role {
        // "gold of 99.5 per cent purity"
        if is_quality(self.items.word(self.at + 1)) {
            return Role::Unknown;
        }
        if let Some(direction) = self.change_to_the_right() {
            return Role::Growth(direction);
        }
        if let Some(Role::Change(direction) | Role::Growth(direction)) = self.adjacent() {
            return Role::Growth(direction);
        }
        if self.is_share() {
            return Role::Share;
        }
        match self.near() {
            Some((at, Term::Change(direction))) => Role::Growth(self.with_adverb(at, direction)),
            Some((at, Term::Comparative(direction))) => self.comparative(at, direction),
            Some((by, Term::By)) => self.moved_by(by).map_or(Role::Unknown, Role::Growth),
            Some((at, Term::Of)) => self.after_of(at),
            Some((_, Term::To | Term::From | Term::LevelVerb | Term::Compare)) => Role::Rate,
            _ if self.figure.signed => Role::Growth(self.sign()),
            _ => Role::Unknown,
        }
    }

    /// `up 5%` is growth; `more` and `less` bound.
    fn comparative(&self, at: usize, direction: Direction) -> Role {
        if is_any(self.items.word(at), &["up", "down", "higher", "lower"]) {
            Role::Growth(direction)
        } else {
            Role::Unknown
        }
    }

    fn sign(&self) -> Direction {
        if self.figure.value < crate::exact::whole(0) { Direction::Down } else { Direction::Up }
    }

    /// `growth of 5%`, `an increase in the value of exports of €2,075 million`.
    pub(super) fn after_of(&self, of: usize) -> Role {
        for at in (0..of).rev().take(8) {
            match self.items.term(at) {
                Some(Term::Change(direction)) => return Role::Growth(self.with_adverb(at, direction)),
                Some(Term::Filler | Term::Flow(_) | Term::Of) | None if !self.items.word(at).is_empty() => {}
                _ => break,
            }
        }
        Role::Unknown
    }

    fn is_share(&self) -> bool {
        let of_total =
            is(self.items.word(self.at + 1), "of") && !matches!(self.near(), Some((_, Term::Change(_) | Term::By)));
        let said = self.left().take(8).find_map(|at| match self.items.term(at) {
            Some(Term::Share) => Some(true),
            Some(Term::Change(_) | Term::Flow(_)) if at + 4 < self.at => None,
            Some(Term::Change(_)) => Some(false),
            _ => None,
        });
        of_total || said == Some(true) || self.share_reaches() || self.is_other_share()
    }

    /// `the share of … in … has reached 36.9 per cent`: the subject is a share, however long its name.
    fn share_reaches(&self) -> bool {
        let stands = matches!(self.near(), Some((_, Term::LevelVerb | Term::To | Term::Of)));
        let clause = (0..self.at).rev().take_while(|at| {
            !self.items.is_figure(*at) && !matches!(self.items.mark(*at), Some(',' | ';' | ':' | '(' | ')'))
        });
        let subject = clause.filter_map(|at| self.items.term(at).map(|term| (at, term))).find(|(_, term)| {
            matches!(term, Term::Share | Term::Change(_) | Term::Comparative(_) | Term::Compare | Term::From)
        });
        let noun = |at: usize| is_any(self.items.word(at), &["share", "shares", "proportion"]);
        stands && subject.is_some_and(|(at, _)| noun(at))
    }

    /// `… reached 36.9 per cent, while that of others – 63.1 per cent`, `A – $4 billion (20% of the total), B – $3 billion (15%)`: without
    /// a verb of its own, what the one before is.
    fn is_other_share(&self) -> bool {
        let after_share = matches!(self.earlier.last(), Some((_, Role::Share)));
        let verbless = |at: usize| matches!(self.items.term(at), None | Some(Term::Filler | Term::Conjunction));
        let dashed = (0..self.at).rev().take(2).any(|at| matches!(self.items.mark(at), Some('-' | '–' | '—')));
        let listed = self.in_brackets() && self.earlier.iter().rev().take(LISTED).any(|(_, role)| *role == Role::Share);
        (after_share && dashed && self.left().all(verbless)) || listed
    }
}

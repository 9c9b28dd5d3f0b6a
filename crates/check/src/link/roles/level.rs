//! Amounts and counts: levels, bases and changes.

use tradeproof_language::change::{self, is_plural_noun};

use super::{Context, Role, compares_with_over};
use crate::link::items::Item;
use crate::link::lexicon::{Direction, Term};
use crate::quantities::{Figure, Unit};
use crate::words::{is, is_any};

/// Words that turn from a total to its parts: `down 18 per cent against last year, including $44 billion`.
const PARTS: &[&str] = &["including", "comprising", "excluding", "consisting"];

/// The least count that is taken for a level: smaller ones count partners and months.
const FEWEST: i64 = 100;

impl Context<'_, '_> {
    pub(super) fn level(&self) -> Role {
        if self.figure.unit == Unit::Count {
            return self.count();
        }
        if self.is_forecast() || self.is_price_of_money() {
            return Role::Unknown;
        }
        if self.in_brackets() && self.follows_other_currency() {
            return Role::Converted;
        }
        if let Some(role) = self.bracketed() {
            return role;
        }
        if compares_with_over(self.items, self.at, self.earlier) {
            return Role::Base;
        }
        let said = self.noun_to_the_right().or_else(|| self.shares_noun()).or_else(|| self.more_than_base());
        let said = said.or_else(|| self.is_dealt_out());
        if let Some(direction) = said.or_else(|| self.restates_growth()) {
            return Role::Change(direction);
        }
        match self.near() {
            Some((to, Term::To)) if self.follows_compare(to) => Role::Base,
            Some((_, Term::To)) => Role::Level,
            Some((_, Term::From)) => Role::Base,
            Some((by, Term::By)) => self.moved_by(by).map_or(Role::Level, Role::Change),
            Some((at, Term::Of)) if at > 0 && self.speaks_of_money(at - 1) => self.level_or_base(),
            Some((at, Term::Of)) => match self.after_of(at) {
                Role::Growth(direction) => Role::Change(direction),
                _ if self.comes_from(at) => Role::Base,
                _ => self.level_or_base(),
            },
            Some((at, Term::Change(_))) if self.speaks_of_money(at) => self.level_or_base(),
            Some((at, Term::Change(direction))) => Role::Change(self.with_adverb(at, direction)),
            Some((_, Term::Compare)) => Role::Base,
            // "Cars made up $75 million of exports" is no rise.
            Some((at, Term::Comparative(direction)))
                if is_any(self.items.word(at), &["up", "down"])
                    && !(at > 0 && is_any(self.items.word(at - 1), &["made", "make", "makes", "making"])) =>
            {
                Role::Change(direction)
            }
            _ => self.level_or_base(),
        }
    }

    /// `raised $5 million`, `gains of $5 million`.
    fn speaks_of_money(&self, at: usize) -> bool {
        self.figure.unit == Unit::Money && change::is_of_money(self.items.word(at))
    }

    /// `£5.6 billion drop`, but not `$5 billion, up` or `$5 billion more`.
    fn noun_to_the_right(&self) -> Option<Direction> {
        match self.items.list.get(self.at + 1)? {
            Item::Word { term: Some(Term::Change(direction)), .. } if self.is_noun(self.at + 1) => Some(*direction),
            _ => None,
        }
    }

    /// `Sh156.4 million or 3.12 per cent growth`: the noun is said of both.
    fn shares_noun(&self) -> Option<Direction> {
        let comma = usize::from(self.items.mark(self.at + 1) == Some(','));
        let or = self.at + 1 + comma;
        let percentage = match self.items.list.get(or + 1)? {
            Item::Figure(index) => self.items.scanned.figures[*index].unit == Unit::Percent,
            _ => false,
        };
        let after = or + 2 + usize::from(self.items.mark(or + 2) == Some(','));
        match self.items.term(after) {
            Some(Term::Change(direction)) if percentage && is(self.items.word(or), "or") && self.is_noun(after) => {
                Some(direction)
            }
            // "$981 million, or 16.9%, more than in 2003"
            Some(Term::Comparative(direction))
                if percentage && is(self.items.word(or), "or") && is(self.items.word(after + 1), "than") =>
            {
                Some(direction)
            }
            _ => None,
        }
    }

    fn is_noun(&self, at: usize) -> bool {
        change::is_noun(self.items.word(at))
    }

    /// `increases of €377 million (+22%) in drugs and €104 million (+25%) in oils`: the noun is said of each.
    fn is_dealt_out(&self) -> Option<Direction> {
        let joined = is(self.items.word(self.at.checked_sub(1)?), "and") || self.items.mark(self.at - 1) == Some(',');
        let noun = (0..self.at).rev().take(60).find(|at| is_plural_noun(self.items.word(*at)))?;
        let others = self.earlier.iter().rev().take_while(|(at, _)| *at > noun);
        let alike = others.clone().count() > 0
            && others.clone().all(|(_, role)| matches!(role, Role::Change(_) | Role::Growth(_)));
        match self.items.term(noun)? {
            Term::Change(direction) if joined && alike && is(self.items.word(noun + 1), "of") => Some(direction),
            _ => None,
        }
    }

    /// `$1.6 billion more than January exports`, `CZK 16.1bn lower year-on-year`.
    fn more_than_base(&self) -> Option<Direction> {
        let than = is(self.items.word(self.at + 2), "than")
            || matches!(self.items.list.get(self.at + 2), Some(Item::Period(_)));
        match self.items.term(self.at + 1) {
            Some(Term::Comparative(direction)) if than => Some(direction),
            _ => None,
        }
    }

    /// `up by 13.1% or $12.95 billion`.
    fn restates_growth(&self) -> Option<Direction> {
        let or = self.at.checked_sub(1).is_some_and(|before| is(self.items.word(before), "or"));
        match self.adjacent().filter(|_| or)? {
            Role::Growth(direction) | Role::Change(direction) => Some(direction),
            _ => None,
        }
    }

    /// `rose 18.7 per cent to 42,737 visitors from 36,016`: large counts are levels where the words around them say so.
    fn count(&self) -> Role {
        if self.figure.value < crate::exact::whole(FEWEST) {
            return Role::Unknown;
        }
        match self.near() {
            Some((to, Term::To)) if self.follows_compare(to) => Role::Base,
            Some((_, Term::To | Term::LevelVerb)) => Role::Level,
            Some((_, Term::From | Term::Compare)) => Role::Base,
            _ => Role::Unknown,
        }
    }

    /// `the earlier forecast of $142.6 billion`: nothing was that much.
    fn is_forecast(&self) -> bool {
        let words = ["forecast", "forecasts", "projection", "outlook", "estimate", "expectation", "expectations"];
        let after = ["expected", "forecast", "predicted", "projected", "anticipated", "estimated"];
        if is_any(self.items.word(self.at + 1), &after) {
            return true;
        }
        let aimed = |at: usize| is_any(self.items.word(at), &["target", "goal"]);
        if self.left().take(4).any(aimed) && self.left().any(|at| self.items.term(at) == Some(Term::Compare)) {
            return true;
        }
        let mut left = self.left().take(4);
        left.any(|at| is_any(self.items.word(at), &words) && is_any(self.items.word(at + 1), &["of", "for", "was"]))
    }

    /// `(1 yen equals 0.0065 USD)`, `($1 = 0.97 franc)`.
    fn is_price_of_money(&self) -> bool {
        let one = |figure: &Figure| figure.is_money() && figure.value == crate::exact::whole(1);
        let equals = |at: usize| self.items.mark(at) == Some('=') || is_any(self.items.word(at), &["equals", "equal"]);
        let before = self.at.checked_sub(2).filter(|at| equals(at + 1)).is_some_and(|at| match self.items.list[at] {
            Item::Figure(index) => one(&self.items.scanned.figures[index]),
            _ => false,
        });
        before || (one(self.figure) && equals(self.at + 1))
    }

    /// `up from the deficit of £7.2 billion`, `from a total of 5 million`.
    fn comes_from(&self, of: usize) -> bool {
        let heads = |at: usize| {
            matches!(self.items.term(at), Some(Term::Flow(_)))
                || is_any(self.items.word(at), &["total", "level", "figure", "value", "record", "high", "low"])
        };
        let before = (0..of.saturating_sub(1)).rev().take(5);
        let names = |at: &usize| {
            !self.items.word(*at).is_empty()
                && matches!(self.items.term(*at), None | Some(Term::Filler | Term::Flow(_)))
        };
        let mut phrase = before.skip_while(names);
        of > 0 && heads(of - 1) && phrase.next().is_some_and(|at| self.items.term(at) == Some(Term::From))
    }

    /// A level, or a base when a comparison stands between it and the figure before.
    fn level_or_base(&self) -> Role {
        let compared =
            self.left().any(|at| matches!(self.items.term(at), Some(Term::Compare)) || self.is_previous_possessive(at));
        // In "than in the year before, when it reached" the verb is still of what is compared with.
        let relative = |at: usize| is_any(self.items.word(at), &["when", "which", "where"]);
        let restarted =
            self.left().take_while(|at| !relative(*at)).any(|at| matches!(self.items.term(at), Some(Term::LevelVerb)))
                && !self.left().any(relative);
        let fronted = self.earlier.is_empty() && self.left().any(|at| self.items.mark(at) == Some(','));
        let part = self.left().any(|at| is_any(self.items.word(at), PARTS));
        // "…, with $4.4 billion coming from Ardland"
        let with =
            self.at >= 2 && is(self.items.word(self.at - 1), "with") && self.items.mark(self.at - 2) == Some(',');
        let over = part
            || with
            || fronted
            || (restarted && self.earlier.is_empty())
            || self.goes_on_after_comparison()
            || self.is_compared_already();
        if compared && !over { Role::Base } else { Role::Level }
    }

    /// `22.5% more than a year before, led by Ardland with 1.7 million tons`: the comparison has named its time, and the clause is over.
    fn is_compared_already(&self) -> bool {
        let mut comma = false;
        for at in self.left() {
            match self.items.list[at] {
                Item::Mark { mark: ',', .. } => comma = true,
                Item::Period(_) => return comma,
                Item::Word { term: Some(Term::Compare), .. } => return false,
                Item::Word { .. } if is_any(self.items.word(at), &["when", "which", "where"]) => return false,
                _ => {}
            }
        }
        false
    }

    /// `grew by $12 million, compared to September 2018, and exceeded $1.7 billion`: the verb after `and` is of the subject.
    fn goes_on_after_comparison(&self) -> bool {
        let compare = (0..self.at).rev().find(|at| self.items.term(*at) == Some(Term::Compare));
        let from = compare.unwrap_or(self.at);
        (from..self.at).any(|at| {
            let verb = matches!(self.items.term(at + 1), Some(Term::LevelVerb | Term::Change(_)))
                || is_any(self.items.word(at + 1), &["exceeded", "topped", "surpassed", "passed"]);
            is_any(self.items.word(at), &["and"]) && verb && !self.items.is_figure(at - 1)
        })
    }

    /// `the previous year's $969 billion`.
    fn is_previous_possessive(&self, at: usize) -> bool {
        matches!(self.items.list.get(at), Some(Item::Period(_))) && is_any(self.items.word(at + 2), &["s"])
    }
}

//! When a figure is of: its own period, or that of what it is compared with.

use super::Reading;
use crate::link::items::Item;
use crate::link::lexicon::Term;
use crate::link::periods::When;
use crate::link::roles::Role;
use crate::quantities::{Mentioned, PeriodMention, scan};
use crate::words::is_any;

impl Reading<'_, '_> {
    /// The first dated period that is not the base of a comparison is what the sentence is about.
    pub(super) fn note_period(&mut self) {
        for at in 0..self.items.list.len() {
            let Item::Period(index) = self.items.list[at] else {
                continue;
            };
            if self.compares(at) || self.dates_an_aside(at) {
                continue;
            }
            if let mention @ (Mentioned::Dated(_) | Mentioned::Months { .. }) = self.items.scanned.periods[index].period
            {
                let when = self.reached(index).unwrap_or_else(|| When::read(mention, self.current));
                if when.is_named() {
                    self.current = when;
                    return;
                }
            }
        }
    }

    /// `down 8.9 per cent ($950.6 million in January–August 2023)`: a period in brackets dates the figure beside it and no more.
    fn dates_an_aside(&self, at: usize) -> bool {
        let marks = (0..at).rev().find(|before| matches!(self.items.mark(*before), Some('(' | ')')));
        let Some(opens) = marks.filter(|before| self.items.mark(*before) == Some('(')) else { return false };
        let has_figure = |range: std::ops::Range<usize>| range.into_iter().any(|at| self.items.is_figure(at));
        has_figure(0..opens) && has_figure(opens..at)
    }

    /// `between February and March 2015, exports rose`: the end that a change starts from, and the one that it reaches.
    pub(super) fn crossed_spans(&self) -> Vec<(usize, [When; 2])> {
        let changes =
            || self.items.list.iter().any(|item| matches!(item, Item::Word { term: Some(Term::Change(_)), .. }));
        let averages = ["average", "averaged", "annual", "annually", "annum", "cumulative", "total"];
        let averaged = || (0..self.items.list.len()).any(|at| is_any(self.items.word(at), &averages));
        let opened = |at: &usize| is_any(self.items.word(at - 1), &["between", "from"]);
        let found: Vec<_> = (1..self.items.list.len()).filter(opened).filter_map(|at| self.ends(at)).collect();
        if found.is_empty() || !changes() || averaged() { Vec::new() } else { found }
    }

    /// The period at `at` with its two ends, where two are printed.
    fn ends(&self, at: usize) -> Option<(usize, [When; 2])> {
        let Item::Period(index) = self.items.list[at] else { return None };
        let span = self.items.scanned.periods[index].span.clone();
        let said = &self.items.prose[span.clone()];
        let joint = [" and ", " to "].iter().find_map(|word| said.find(word).map(|place| (place, word.len())))?;
        let [first, last] = [span.start..span.start + joint.0, span.start + joint.0 + joint.1..span.end];
        Some((index, [self.date_of(first)?, self.date_of(last)?]))
    }

    /// What a change that crosses the period reaches.
    fn reached(&self, index: usize) -> Option<When> {
        self.crossed.iter().find(|(period, _)| *period == index).map(|(_, [_, last])| *last)
    }

    /// The one date that is printed in the bytes `span`.
    fn date_of(&self, span: std::ops::Range<usize>) -> Option<When> {
        let found = scan(self.items.prose, span);
        match found.periods.as_slice() {
            [PeriodMention { period: Mentioned::Dated(period), .. }] => Some(When::dated(*period)),
            _ => None,
        }
    }

    /// Whether the period at `at` is what something is compared with, or that of a figure that is.
    fn compares(&self, at: usize) -> bool {
        let dates = (0..at).rev().take(3).find(|before| self.items.is_figure(*before));
        let plain =
            |from: usize| (from + 1..at).all(|at| is_any(self.items.word(at), &["in", "during", "of", "for", "the"]));
        let from = dates.filter(|figure| plain(*figure)).unwrap_or(at);
        for before in (0..from).rev().take(6) {
            match self.items.list[before] {
                Item::Word { term: Some(Term::Compare), .. } => return true,
                Item::Word { term: Some(Term::From), .. } if before + 1 == at && self.spells_span(at) => {}
                Item::Word { term: Some(Term::From), .. } => return true,
                Item::Word { .. } if is_any(self.items.word(before), &["over", "on"]) => {
                    return true;
                }
                Item::Figure(_) | Item::Period(_) => return false,
                Item::Word { term: Some(Term::Change(_) | Term::LevelVerb), .. } => return false,
                Item::Mark { mark: ';' | '(', .. } => return false,
                _ => {}
            }
        }
        false
    }

    /// `from January to August 2024`: there, `from` belongs to the period.
    fn spells_span(&self, at: usize) -> bool {
        let Item::Period(index) = self.items.list[at] else { return false };
        let said = &self.items.prose[self.items.scanned.periods[index].span.clone()];
        said.split_whitespace().any(|word| is_any(word, &["to", "through", "until", "till"]))
    }

    pub(super) fn when(&self, at: usize, role: Role) -> When {
        if role == Role::Base {
            let before = self.base_when(at).or_else(|| self.started_from());
            return before.unwrap_or_else(|| self.current.year_earlier());
        }
        self.own_period(at).unwrap_or(self.current)
    }

    /// The period that the figure at `at` is of, stated right after it or before it in its clause.
    fn own_period(&self, at: usize) -> Option<When> {
        self.own_mention(at).map(|index| self.read_period(index))
    }

    /// `…, the previous year this figure was 4.8bn`: a level of the year before, beside one of the same series that has no base.
    pub(super) fn recalls_year_before(&self, at: usize) -> bool {
        let before = self
            .own_mention(at)
            .is_some_and(|index| self.items.scanned.periods[index].period == Mentioned::YearEarlier);
        let open = self.events.last().is_some_and(|event| event.level.is_some() && event.base.is_none());
        before && open && self.subject_of(at, Role::Level) == self.subject
    }

    /// The period that is stated right after the figure at `at`, or before it in its clause, by its index.
    fn own_mention(&self, at: usize) -> Option<usize> {
        let to = self.items.list.len();
        for after in at + 1..to.min(at + 14) {
            match self.items.list[after] {
                Item::Figure(_) | Item::Mark { mark: ';' | ',', .. } => break,
                Item::Period(index) if !self.compares_after(at, after) => return Some(index),
                Item::Word { term: Some(Term::Compare | Term::From | Term::Flow(_)), .. } => break,
                _ => {}
            }
        }
        for before in (0..at).rev() {
            match self.items.list[before] {
                Item::Figure(_) | Item::Mark { mark: ';', .. } => break,
                Item::Period(index) if self.is_adverb(index) => {}
                Item::Period(index) if !self.compares(before) && !self.dates_a_base(before) => return Some(index),
                _ => {}
            }
        }
        None
    }

    /// `year on year` tells no period.
    fn is_adverb(&self, index: usize) -> bool {
        matches!(self.items.scanned.periods[index].period, Mentioned::YearOnYear | Mentioned::PeriodOnPeriod)
    }

    /// Whether the period at `at` is that of a base just before it: `as against $119.5 billion in 2021-22`.
    fn dates_a_base(&self, at: usize) -> bool {
        let before = self.earlier.iter().rev().find(|(figure, _)| *figure < at);
        before.is_some_and(|(figure, role)| *role == Role::Base && at - figure <= 4)
    }

    fn compares_after(&self, at: usize, period: usize) -> bool {
        let index = match self.items.list[period] {
            Item::Period(index) => index,
            _ => return false,
        };
        let mention = self.items.scanned.periods[index].period;
        if matches!(mention, Mentioned::YearOnYear | Mentioned::PeriodOnPeriod) {
            return true;
        }
        let bare = matches!(mention, Mentioned::YearEarlier | Mentioned::Preceding | Mentioned::LastYear)
            && !(at + 1..period).any(|at| is_any(self.items.word(at), &["in", "during", "for", "of"]));
        bare || self.compares(period)
    }

    fn read_base_period(&self, index: usize) -> When {
        When::read_base(self.items.scanned.periods[index].period, self.current)
    }

    fn read_period(&self, index: usize) -> When {
        let reached = self.reached(index);
        reached.unwrap_or_else(|| When::read(self.items.scanned.periods[index].period, self.current))
    }

    /// The period of a base: stated after it, or before it in the comparison.
    fn base_when(&self, base: usize) -> Option<When> {
        let right = (base + 1..self.items.list.len().min(base + 12))
            .take_while(|at| !matches!(self.items.list[*at], Item::Figure(_) | Item::Mark { mark: ';', .. }))
            .find_map(|at| match self.items.list[at] {
                Item::Period(index) if !self.starts_clause(base, at) => Some(index),
                _ => None,
            });
        let left = || {
            (0..base).rev().take_while(|at| !matches!(self.items.list[*at], Item::Figure(_))).find_map(|at| match self
                .items
                .list[at]
            {
                Item::Period(index) if self.compares(at) => Some(index),
                _ => None,
            })
        };
        right.or_else(left).map(|index| self.read_base_period(index))
    }

    /// Whether the clause of the base has ended before the period at `at`.
    fn starts_clause(&self, base: usize, at: usize) -> bool {
        (base + 1..at).rev().take(4).any(|before| matches!(self.items.term(before), Some(Term::Flow(_))))
            || at.checked_sub(1).is_some_and(|before| self.items.mark(before) == Some(','))
    }

    /// The period that the clause around `at` compares with.
    pub(super) fn comparison_period(&self, at: usize) -> Option<When> {
        let after = (at + 1..self.items.list.len().min(at + 16))
            .take_while(|at| {
                !matches!(self.items.list[*at], Item::Mark { mark: ';', .. })
                    && !matches!(self.items.term(*at), Some(Term::Flow(_)))
            })
            .find_map(|after| match self.items.list[after] {
                Item::Period(index) if self.compares_after(at, after) => Some(self.read_base_period(index)),
                _ => None,
            });
        after.or_else(|| self.started_from())
    }

    /// The first end of the span that a change of the sentence crosses.
    fn started_from(&self) -> Option<When> {
        self.crossed.first().map(|(_, [first, _])| *first)
    }
}

//! What a figure is said of: the flow that the words around it name.

use std::ops::Range;

use super::Reading;
use crate::link::items::Item;
use crate::link::lexicon::Term;
use crate::link::roles::Role;
use crate::link::series::{Mention, Series};
use crate::words::is_any;

impl Reading<'_, '_> {
    /// The mention a figure belongs to: `jump in imports` after it, or the nearest before it.
    pub(super) fn subject_of(&self, at: usize, role: Role) -> Option<usize> {
        if self.restates_figure(at) && matches!(role, Role::Growth(_) | Role::Change(_) | Role::Converted) {
            return self.subject;
        }
        let after =
            self.mentions.iter().position(|mention| mention.last > at && self.reaches_right(at, mention.first, role));
        let before = self.mentions.iter().rposition(|mention| mention.first < at && !self.is_aside(mention, at));
        after.or(before).or_else(|| {
            self.mentions
                .iter()
                .position(|mention| mention.first > at && mention.first - at <= 10 && self.earlier.is_empty())
        })
    }

    /// `a decrease of` right before the figure.
    fn is_change_of(&self, at: usize) -> bool {
        at >= 2
            && matches!(self.items.term(at - 1), Some(Term::Of))
            && matches!(self.items.term(at - 2), Some(Term::Change(_)))
    }

    /// `(-22%) in the seasonally adjusted`, `or 1.0%, in the value of`: the same as a percentage, then `in` and what narrows the flow.
    fn leads_in(&self, between: Range<usize>) -> bool {
        let mut open = false;
        let restated = is_any(self.items.word(between.start), &["or"]) && self.items.is_figure(between.start + 1);
        let comma = restated && self.items.mark(between.start + 2) == Some(',');
        let from = between.start + 2 * usize::from(restated) + usize::from(comma);
        let outside: Vec<usize> = (from..between.end)
            .filter(|at| {
                let mark = self.items.mark(*at);
                open = (open || mark == Some('(')) && mark != Some(')');
                !open && mark != Some(')')
            })
            .collect();
        let starts = outside.first().is_some_and(|at| is_any(self.items.word(*at), &["in"]));
        starts && outside.len() <= 8 && outside.iter().all(|at| !self.items.is_figure(*at))
    }

    /// `$1,386 million (-22%)`, `₦320.6 billion or 12.1%`: the second is said of what the first is said of.
    fn restates_figure(&self, at: usize) -> bool {
        let joined = at >= 2 && (self.items.mark(at - 1) == Some('(') || is_any(self.items.word(at - 1), &["or"]));
        joined
            && (self.items.is_figure(at - 2)
                || (self.items.mark(at - 2) == Some(',') && at >= 3 && self.items.is_figure(at - 3)))
    }

    /// Whether a flow is named in an aside that is over: `the deficit — excess of imports over exports — stands at`.
    fn is_aside(&self, mention: &Mention, at: usize) -> bool {
        let dash = |at: usize| matches!(self.items.mark(at), Some('–' | '—'));
        let included =
            (0..mention.first).rev().take(3).any(|at| is_any(self.items.word(at), &["including", "excluding"]));
        let comma = (mention.last + 1..at).any(|at| self.items.mark(at) == Some(','));
        if included && comma {
            return true;
        }
        let opened = (0..mention.first).any(dash);
        opened && (mention.last + 1..at).any(dash)
    }

    /// `$3.6 billion of this amount accounted for exports`, `$4 billion – for imports`: an amount dealt to the flow after it.
    fn deals_to(&self, between: Range<usize>) -> bool {
        // The phrase that names the flow may have taken in its preposition.
        let ends = [between.end, between.end - 1].iter().any(|at| is_any(self.items.word(*at), &["for"]));
        let link = &[
            "of",
            "this",
            "that",
            "which",
            "these",
            "it",
            "amount",
            "sum",
            "total",
            "accounted",
            "was",
            "were",
            "for",
        ];
        ends && between
            .clone()
            .all(|at| is_any(self.items.word(at), link) || matches!(self.items.mark(at), Some('-' | '–' | '—')))
    }

    /// `15.7% jump in imports`, `a $3.0 billion surplus`, `a £5.6 billion drop in exports`.
    fn reaches_right(&self, at: usize, first: usize, role: Role) -> bool {
        if first <= at {
            return false;
        }
        let between = at + 1..first;
        if self.is_change_of(at) && self.leads_in(between.clone()) {
            return matches!(role, Role::Growth(_) | Role::Change(_));
        }
        if between.is_empty() {
            return matches!(role, Role::Level | Role::Growth(_) | Role::Base);
        }
        if role == Role::Level && self.deals_to(between.clone()) {
            return true;
        }
        let noun = between.clone().any(|at| matches!(self.items.term(at), Some(Term::Change(_))));
        let plain = between.clone().all(|at| match self.items.list[at] {
            Item::Word { term: Some(Term::Change(_) | Term::Filler), .. } => true,
            Item::Word { .. } => {
                is_any(self.items.word(at), &["in", "of", "year", "goods", "services", "and", "merchandise"])
            }
            Item::Period(_) => true,
            Item::Mark { mark: '(' | ')', .. } | Item::Figure(_) => noun || between.len() <= 8,
            Item::Mark { mark: '-', .. } => true,
            _ => false,
        });
        plain && noun && matches!(role, Role::Growth(_) | Role::Change(_))
    }

    /// A base belongs to the event before it even when it names its flow: `compared with a deficit of $9.9 billion`.
    pub(super) fn continues(&self, subject: Option<usize>, role: Role, at: usize) -> bool {
        let flow = |index: Option<usize>| {
            index.and_then(|index| self.mentions.get(index)).and_then(|mention| mention.series.flow)
        };
        let after_mention =
            subject.and_then(|index| self.mentions.get(index)).is_some_and(|mention| mention.first < at);
        role == Role::Base && after_mention && flow(subject) == flow(self.subject)
    }

    pub(super) fn series_of(&self, subject: Option<usize>) -> (Series, bool) {
        match subject.and_then(|index| self.mentions.get(index)) {
            Some(mention) => (mention.series.clone(), true),
            None if self.starts_with_pronoun() => (self.topic.clone(), false),
            None => (self.part_of_topic().unwrap_or_default(), false),
        }
    }

    /// `Exports were $204 billion. Goods were $137 billion`: a part of what the paragraph is about, by the name of the part alone.
    fn part_of_topic(&self) -> Option<Series> {
        let verb = (0..5).find(|at| matches!(self.items.term(*at), Some(Term::LevelVerb | Term::Change(_))))?;
        let plain = |at: &usize| {
            !self.items.word(*at).is_empty() && self.items.term(*at).is_none_or(|term| term == Term::Filler)
        };
        if verb == 0 || !self.mentions.is_empty() || !self.continues_block || !(0..verb).all(|at| plain(&at)) {
            return None;
        }
        let mut part = Series { flow: Some(self.topic.flow?), ..self.topic.clone() };
        part.terms
            .extend((0..verb).filter(|at| self.items.term(*at).is_none()).map(|at| self.items.word(at).to_lowercase()));
        Some(part)
    }

    fn starts_with_pronoun(&self) -> bool {
        if self.mentions.is_empty() && (0..self.items.list.len()).any(|at| is_any(self.items.word(at), &["it"])) {
            return true;
        }
        let first: Vec<&str> = (0..self.items.list.len().min(3)).map(|at| self.items.word(at)).collect();
        let pronoun = first.first().is_some_and(|word| is_any(word, &["it", "this", "that", "these", "they"]));
        let the_figure = first.get(1).is_some_and(|word| {
            is_any(
                word,
                &["figure", "value", "indicator", "amount", "number", "volume", "total", "rise", "increase", "decline"],
            )
        });
        pronoun || the_figure
    }

    /// `of China's total foreign trade` after a share: the mention of its whole.
    pub(super) fn whole_of(&self, at: usize) -> Option<usize> {
        let of = is_any(self.items.word(at + 1), &["of"]);
        let near = |mention: &Mention| mention.first > at && mention.first - at <= 6;
        self.mentions.iter().position(near).filter(|_| of)
    }
}

//! How surely figures of different places belong together, by series, period, distance and what the text says of it.

use super::events::{Event, Linked};
use super::lexicon::Flow;
use super::lookup::{Level, NEAR};
use super::periods::When;
use super::tie::Tie;
use crate::quantities::Unit;

impl Linked {
    pub(super) fn event_tie(&self, whole: &Event, part: usize) -> Tie {
        let part = &self.events[part];
        let distance = whole.sentence.abs_diff(part.sentence);
        let scopes = part.series.scope_may_be(&whole.series);
        if self.is_drawn_from(whole, part) {
            return Tie::Stated;
        }
        if distance > NEAR
            || !self.in_one_section(whole, part)
            || !part.when.may_be(&whole.when)
            || !part.series.reporters_agree(&whole.series)
            || !scopes
        {
            return Tie::Fitting;
        }
        let dated = whole.when.period.is_some() && whole.when == part.when;
        let block = |event: &Event| self.sentences[event.sentence].block;
        let near = distance <= 1 && block(whole) == block(part) && whole.named && part.named;
        if dated && near && part.series.same_scope(&whole.series) { Tie::Stated } else { Tie::Inferred }
    }

    /// Whether `whole` is said to follow from what was just said, or to be divided by what is said next, and nothing else of the flow
    /// of `part` is said there.
    pub(super) fn is_drawn_from(&self, whole: &Event, part: &Event) -> bool {
        let block = |event: &Event| self.sentences[event.sentence].block;
        let within = |event: &Event| {
            let [first, last] = if whole.concludes {
                [whole.sentence.saturating_sub(2), whole.sentence]
            } else {
                [whole.sentence, whole.sentence + 1]
            };
            (first..=last).contains(&event.sentence) && block(event) == block(whole)
        };
        let said = whole.concludes || (part.divides && whole.series.flow == Some(Flow::Trade));
        let alike =
            self.events_near(whole.sentence).filter(|event| within(event) && event.series.flow == part.series.flow);
        let only = alike.filter(|event| event.level.is_some()).count() == 1;
        let scopes = part.series.terms_may_be(&whole.series);
        said && within(part) && only && scopes && part.when.may_be(&whole.when)
    }

    /// Whether no heading stands between what two events say.
    pub(super) fn in_one_section(&self, a: &Event, b: &Event) -> bool {
        self.sentences[a.sentence].section == self.sentences[b.sentence].section
    }

    /// Whether a figure is an amount of something named, not a bare number of a list or a broken table.
    pub(super) fn is_amount(&self, figure: usize) -> bool {
        matches!(self.figures[figure].unit, Unit::Money | Unit::Weight)
    }

    /// How surely `level` is of the series of `event` in the period `when`.
    pub(super) fn level_tie(&self, event: &Event, level: &Level<'_>, when: When) -> Option<Tie> {
        if !self.in_one_section(event, level.event) {
            return same_flow(event, level.event).then_some(Tie::Fitting);
        }
        let distance = level.event.sentence.abs_diff(event.sentence);
        let dated = level.when.period.is_some() && level.when.period == when.period;
        let same = event.series.flow == level.event.series.flow && event.series.same_scope(&level.event.series);
        let named = event.named && level.event.named && event.series.flow.is_some() && same;
        if dated && named && distance <= 1 && self.is_amount(level.figure) {
            return Some(Tie::Stated);
        }
        let near = distance <= NEAR && level.when.may_be(&when) && same_series(event, level.event);
        // What is named and dated alike is meant, however far.
        if near || (dated && named) {
            return Some(Tie::Inferred);
        }
        same_flow(event, level.event).then_some(Tie::Fitting)
    }

    /// How surely a flow is part of a total.
    pub(super) fn part_tie(&self, total: &Level<'_>, part: &Level<'_>) -> Tie {
        if total.event.level == Some(total.figure)
            && part.event.level == Some(part.figure)
            && self.is_drawn_from(total.event, part.event)
        {
            return Tie::Stated;
        }
        let distance = self.distance(part.figure, total.figure);
        let (whole, piece) = (&total.event.series, &part.event.series);
        let scopes = piece.scope_may_be(whole);
        let inferred = distance <= NEAR
            && self.in_one_section(total.event, part.event)
            && part.when.may_be(&total.when)
            && piece.reporters_agree(whole)
            && scopes;
        if !inferred {
            return Tie::Fitting;
        }
        let dated = total.when.period.is_some() && total.when == part.when;
        let block = |level: &Level<'_>| self.sentences[self.placed[level.figure].sentence].block;
        let near = distance <= 2 && block(total) == block(part);
        let named = total.event.named && part.event.named && self.is_amount(part.figure);
        if dated && piece.same_scope(whole) && near && named { Tie::Stated } else { Tie::Inferred }
    }
}

/// Whether nothing says that two events are of different flows.
fn same_flow(a: &Event, b: &Event) -> bool {
    a.series.flow == b.series.flow || a.series.flow.is_none() || b.series.flow.is_none()
}

fn same_series(a: &Event, b: &Event) -> bool {
    let scopes = a.series.scope_may_be(&b.series) || !a.named || !b.named;
    same_flow(a, b) && scopes && a.series.reporters_agree(&b.series)
}

//! Finds the figures that a claim may be about, by series key and place.

use std::ops::Range;

use super::super::claims::{Signed, Tie};
use super::super::exact::whole;
use super::super::quantities::PeriodMention;
use super::events::{Event, Linked};
use super::lexicon::{Direction, Flow};
use super::periods::When;

/// How many sentences apart figures may be when only series and period tie them.
const NEAR: usize = 3;

/// A total with the exports and imports that should give it.
#[derive(Debug, Clone, Copy)]
pub struct FlowGroup {
    pub total: usize,
    pub exports: usize,
    pub imports: usize,
    pub tie: Tie,
}

/// A level that an event reports, as the level or as the base of its comparison.
struct Level<'l> {
    event: &'l Event,
    figure: usize,
    when: When,
}

impl Linked {
    /// A figure with the sign of its direction.
    #[must_use]
    pub fn directed(&self, figure: usize, direction: Direction) -> Signed {
        let printed_negative = self.figures[figure].value < whole(0);
        Signed { figure, negative: direction == Direction::Down && !printed_negative }
    }

    /// Whether two figures are in the same unit, so that arithmetic between them means something.
    #[must_use]
    pub fn comparable(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.figures[a], &self.figures[b]);
        a.unit == b.unit && (a.currency == b.currency || a.currency.is_none() || b.currency.is_none())
    }

    /// Figures printed in the bytes `span`.
    pub fn figures_within(&self, span: &Range<usize>) -> Range<usize> {
        let from = self.figures.partition_point(|figure| figure.span.start < span.start);
        let to = self.figures.partition_point(|figure| figure.span.start < span.end);
        from..to
    }

    /// Periods named in the bytes `span`.
    #[must_use]
    pub fn periods_within(&self, span: &Range<usize>) -> &[PeriodMention] {
        let from = self.periods.partition_point(|period| period.span.start < span.start);
        let to = self.periods.partition_point(|period| period.span.start < span.end);
        &self.periods[from..to]
    }

    fn levels(&self) -> impl Iterator<Item = Level<'_>> {
        self.events.iter().flat_map(|event| {
            let level = event.level.map(|figure| Level { event, figure, when: self.placed[figure].when });
            let base = event.base.map(|figure| Level { event, figure, when: self.placed[figure].when });
            level.into_iter().chain(base)
        })
    }

    fn distance(&self, a: usize, b: usize) -> usize {
        self.placed[a].sentence.abs_diff(self.placed[b].sentence)
    }

    /// Levels of the series of event `index` in the period `when`, nearest first.
    #[must_use]
    pub fn levels_of(&self, index: usize, when: When) -> Vec<(usize, Tie)> {
        let event = &self.events[index];
        let mut found: Vec<(usize, usize, Tie)> = self
            .levels()
            .filter(|level| level.when.may_be(&when) && same_series(event, level.event))
            .map(|level| (self.placed[level.figure].sentence.abs_diff(event.sentence), level))
            .filter(|(distance, _)| *distance <= NEAR)
            .map(|(distance, level)| {
                let dated = level.when.period.is_some() && when.period.is_some();
                let sure = dated
                    && distance <= 1
                    && event.named
                    && event.series.flow.is_some()
                    && event.series.same_scope(&level.event.series);
                (distance, level.figure, if sure { Tie::Stated } else { Tie::Inferred })
            })
            .collect();
        found.sort_by_key(|(distance, figure, _)| (*distance, *figure));
        found.into_iter().map(|(_, figure, tie)| (figure, tie)).collect()
    }

    /// The nearest levels before a figure, in its sentence or the one before.
    #[must_use]
    pub fn levels_just_before(&self, figure: usize) -> Vec<usize> {
        self.levels()
            .map(|level| level.figure)
            .filter(|level| *level < figure && self.distance(*level, figure) <= 1)
            .max()
            .into_iter()
            .collect()
    }

    /// Levels that a share of event `index` may be a share of.
    #[must_use]
    pub fn wholes_of(&self, index: usize, part: usize) -> Vec<(usize, Tie)> {
        let event = &self.events[index];
        let when = self.placed[part].when;
        let of = event.share_of.as_ref();
        self.levels()
            .filter(|level| level.when.may_be(&when) && self.figures[level.figure].value >= self.figures[part].value)
            .filter(|level| match of.and_then(|series| series.flow) {
                Some(flow) => level.event.series.flow == Some(flow),
                None => level.event.series.flow == event.series.flow || event.series.flow.is_none(),
            })
            .filter(|level| level.figure != part)
            .map(|level| (level.figure, Tie::Inferred))
            .collect()
    }

    /// Totals of `flow` with the exports and imports of the same scope and period near them.
    #[must_use]
    pub fn flow_groups(&self, flow: Flow) -> Vec<FlowGroup> {
        let mut found = Vec::new();
        for total in self.levels().filter(|level| level.event.series.flow == Some(flow)) {
            let exports = self.parts(&total, Flow::Exports);
            let imports = self.parts(&total, Flow::Imports);
            for (exports, export_tie) in &exports {
                for (imports, import_tie) in &imports {
                    let together = self.distance(*exports, *imports) <= NEAR
                        && self.placed[*exports].when.may_be(&self.placed[*imports].when);
                    if together && self.comparable(*exports, *imports) {
                        found.push(FlowGroup {
                            total: total.figure,
                            exports: *exports,
                            imports: *imports,
                            tie: *export_tie.min(import_tie),
                        });
                    }
                }
            }
        }
        found
    }

    fn parts(&self, total: &Level<'_>, flow: Flow) -> Vec<(usize, Tie)> {
        let mut parts: Vec<(usize, usize, Tie)> = self
            .levels()
            .filter(|level| level.event.series.flow == Some(flow) && level.when.may_be(&total.when))
            .filter(|level| {
                self.comparable(level.figure, total.figure) && level.event.series.reporters_agree(&total.event.series)
            })
            .map(|level| (self.distance(level.figure, total.figure), level))
            .filter(|(distance, _)| *distance <= NEAR)
            .filter(|(_, level)| {
                level.event.series.same_scope(&total.event.series)
                    || level.event.series.is_unscoped()
                    || total.event.series.is_unscoped()
            })
            .map(|(distance, level)| (distance, level.figure, self.part_tie(total, &level, distance)))
            .collect();
        parts.sort_by_key(|(distance, figure, _)| (*distance, *figure));
        parts.into_iter().map(|(_, figure, tie)| (figure, tie)).collect()
    }

    fn part_tie(&self, total: &Level<'_>, part: &Level<'_>, distance: usize) -> Tie {
        let dated = total.when.period.is_some() && total.when == part.when;
        let same = part.event.series.same_scope(&total.event.series);
        let block = |level: &Level<'_>| self.sentences[self.placed[level.figure].sentence].block;
        let near = distance <= 1 && block(total) == block(part);
        if dated && same && near && total.event.named && part.event.named { Tie::Stated } else { Tie::Inferred }
    }
}

fn same_series(a: &Event, b: &Event) -> bool {
    let flows = a.series.flow == b.series.flow || a.series.flow.is_none() || b.series.flow.is_none();
    let scopes =
        a.series.same_scope(&b.series) || !a.named || !b.named || a.series.is_unscoped() || b.series.is_unscoped();
    flows && scopes && a.series.reporters_agree(&b.series)
}

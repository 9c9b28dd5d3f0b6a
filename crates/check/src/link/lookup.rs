//! Finds the figures that a claim may be about, by series key and place.

use std::ops::Range;

use super::super::exact::whole;
use super::super::quantities::{Figure, PeriodMention, Unit};
use super::events::{Event, Linked};
use super::lexicon::{Direction, Flow};
use super::periods::When;
use super::roles::Role;
use super::tie::{Signed, Tie};

/// How many sentences apart figures may be when only series and period tie them.
pub(super) const NEAR: usize = 3;

/// How many sentences apart figures may be that only flow and arithmetic tie.
const FAR: usize = 10;

/// More events than these are not looked through at one place.
const CROWD: usize = 120;

/// A total with the exports and imports that should give it.
#[derive(Debug, Clone, Copy)]
pub struct FlowGroup {
    pub total: usize,
    pub exports: usize,
    pub imports: usize,
    pub tie: Tie,
}

/// An event of exports and one of imports that belong together, by their indices.
#[derive(Debug, Clone, Copy)]
pub struct FlowPair {
    pub exports: usize,
    pub imports: usize,
    pub tie: Tie,
}

impl FlowPair {
    /// Both events, the one that counts positively in `flow` first.
    #[must_use]
    pub fn in_order(self, linked: &Linked, flow: Option<Flow>) -> (&Event, &Event) {
        let (exports, imports) = (&linked.events[self.exports], &linked.events[self.imports]);
        if flow == Some(Flow::Deficit) { (imports, exports) } else { (exports, imports) }
    }
}

/// A level that an event reports, as the level or as the base of its comparison.
pub(super) struct Level<'l> {
    pub(super) event: &'l Event,
    pub(super) figure: usize,
    pub(super) when: When,
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
        // "2.02 trillion" beside trillions of yuan is yuan.
        let bare = |figure: &Figure| figure.unit == Unit::Number && figure.magnitude >= 6;
        let counts = |figure: &Figure| matches!(figure.unit, Unit::Count | Unit::Number);
        let units =
            a.unit == b.unit || (counts(a) && counts(b)) || (bare(a) && b.is_money()) || (a.is_money() && bare(b));
        units && (a.currency == b.currency || a.currency.is_none() || b.currency.is_none())
    }

    /// A level, and the same amount in another currency where brackets after it give one.
    #[must_use]
    pub fn in_any_currency(&self, level: usize) -> Vec<usize> {
        let converted = self.placed.get(level + 1).is_some_and(|next| next.role == Role::Converted);
        if converted { vec![level, level + 1] } else { vec![level] }
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

    /// Levels that are reported within `reach` sentences of `sentence`.
    fn levels(&self, sentence: usize, reach: usize) -> impl Iterator<Item = Level<'_>> {
        self.events[self.events_between(sentence, reach)].iter().flat_map(|event| {
            let level = |figure: usize| Level { event, figure, when: self.placed[figure].when };
            event.level.map(level).into_iter().chain(event.base.map(level))
        })
    }

    fn events_between(&self, sentence: usize, reach: usize) -> Range<usize> {
        let known = match reach {
            NEAR => self.windows.get(sentence).map(|[near, _]| near),
            FAR => self.windows.get(sentence).map(|[_, far]| far),
            _ => None,
        };
        known.cloned().unwrap_or_else(|| self.window(sentence, reach))
    }

    /// For each sentence, the events that are near it and those within reach of arithmetic.
    pub(super) fn windows(&self) -> Vec<[Range<usize>; 2]> {
        (0..self.sentences.len()).map(|sentence| [NEAR, FAR].map(|reach| self.window(sentence, reach))).collect()
    }

    fn window(&self, sentence: usize, reach: usize) -> Range<usize> {
        let within = |reach: usize| {
            let from = self.events.partition_point(|event| event.sentence + reach < sentence);
            let to = self.events.partition_point(|event| event.sentence <= sentence + reach);
            from..to
        };
        // Lists of figures without end are no prose: what is near in them is nearer than that.
        (0..=reach).rev().map(within).find(|found| found.len() <= CROWD).unwrap_or_default()
    }

    /// Events within a few sentences.
    pub fn events_near(&self, sentence: usize) -> impl Iterator<Item = &Event> {
        self.events[self.events_between(sentence, NEAR)].iter()
    }

    /// Events of partners or products of `event`, told apart from it by what narrows them, within reach of arithmetic.
    pub fn narrower_events(&self, event: &Event) -> impl Iterator<Item = &Event> {
        self.events[self.events_between(event.sentence, FAR)].iter().filter(|part| {
            part.series.flow == event.series.flow && part.series.narrows(&event.series) && part.when.may_be(&event.when)
        })
    }

    /// Levels that are reported within a few sentences, in the order of the text.
    #[must_use]
    pub fn levels_near(&self, sentence: usize) -> Vec<usize> {
        self.levels(sentence, NEAR).map(|level| level.figure).collect()
    }

    /// Levels of the flow of an event, near it.
    #[must_use]
    pub fn levels_of_flow(&self, event: &Event) -> Vec<usize> {
        let levels = self.levels(event.sentence, FAR).filter(|level| level.event.series.flow == event.series.flow);
        levels.map(|level| level.figure).collect()
    }

    /// Levels after a change that one sentence reports, bases left out.
    #[must_use]
    pub fn levels_in(&self, sentence: usize) -> Vec<usize> {
        self.events[self.events_between(sentence, 0)].iter().filter_map(|event| event.level).collect()
    }

    /// Counts within a few sentences.
    #[must_use]
    pub fn counts_near(&self, sentence: usize) -> Vec<usize> {
        let from = sentence.saturating_sub(NEAR);
        let to = (sentence + NEAR + 1).min(self.sentences.len());
        let figures = self.sentences[from..to].iter().flat_map(|sentence| sentence.figures.clone());
        figures.filter(|figure| self.figures[*figure].unit == Unit::Count).collect()
    }

    /// Levels of exports and of imports near a sentence, pair by pair.
    #[must_use]
    pub fn exports_and_imports_near(&self, sentence: usize) -> Vec<(usize, usize)> {
        let of = |flow: Flow| -> Vec<usize> {
            let levels = self.levels(sentence, FAR).filter(|level| level.event.series.flow == Some(flow));
            levels.map(|level| level.figure).collect()
        };
        let imports = of(Flow::Imports);
        let pairs =
            of(Flow::Exports).into_iter().flat_map(|exports| imports.iter().map(move |imports| (exports, *imports)));
        pairs.filter(|(exports, imports)| self.comparable(*exports, *imports)).collect()
    }

    /// Events of exports and imports that may be the parts of event `index`; none unless it is of trade or a balance.
    #[must_use]
    pub fn flow_pairs(&self, index: usize) -> Vec<FlowPair> {
        let event = &self.events[index];
        if !event.series.flow.is_some_and(|flow| flow == Flow::Trade || flow.is_balance()) {
            return Vec::new();
        }
        let near = self.events_between(event.sentence, FAR);
        let of = |flow: Flow| near.clone().filter(move |at| self.events[*at].series.flow == Some(flow));
        let mut found = Vec::new();
        let of_other =
            |part: usize| event.named && self.events[part].named && self.events[part].series.is_of_other(&event.series);
        for exports in of(Flow::Exports).filter(|part| !of_other(*part)) {
            for imports in of(Flow::Imports).filter(|part| !of_other(*part)) {
                let tie = self.event_tie(event, exports).min(self.event_tie(event, imports));
                found.push(FlowPair { exports, imports, tie });
            }
        }
        found
    }

    /// Levels of an event that may be of the period before that of a pair.
    #[must_use]
    pub fn levels_before(&self, event: &Event, pair: &FlowPair) -> Vec<(usize, Tie)> {
        let before = self.events[pair.exports].when.year_earlier();
        let tie = |figure: usize| if self.placed[figure].when.may_be(&before) { pair.tie } else { Tie::Fitting };
        [event.level, event.base].into_iter().flatten().map(|figure| (figure, tie(figure).min(Tie::Inferred))).collect()
    }

    /// What the series of event `index` came to a year before, where the sentences beside it say so of the same series.
    #[must_use]
    pub fn totals_a_year_before(&self, index: usize) -> Vec<usize> {
        let event = &self.events[index];
        let before = event.when.year_earlier();
        let same = |other: &&Event| {
            other.series.flow == event.series.flow
                && event.named
                && other.named
                && other.series.scope_may_be(&event.series)
                && other.series.is_unscoped() == event.series.is_unscoped()
                && other.sentence.abs_diff(event.sentence) <= 2
        };
        let found = self.events_near(event.sentence).filter(same).filter_map(|other| other.level);
        found.filter(|level| self.placed[*level].when == before).collect()
    }

    pub(super) fn distance(&self, a: usize, b: usize) -> usize {
        self.placed[a].sentence.abs_diff(self.placed[b].sentence)
    }

    /// Levels of the series of event `index` in the period `when`, nearest first.
    #[must_use]
    pub fn levels_of(&self, index: usize, when: When) -> Vec<(usize, Tie)> {
        let event = &self.events[index];
        let found = self
            .levels(event.sentence, FAR)
            .filter_map(|level| Some((level.figure, self.level_tie(event, &level, when)?)))
            .collect();
        self.nearest_first(event.sentence, found)
    }

    fn nearest_first(&self, sentence: usize, mut found: Vec<(usize, Tie)>) -> Vec<(usize, Tie)> {
        found.sort_by_key(|(figure, _)| (self.placed[*figure].sentence.abs_diff(sentence), *figure));
        found
    }

    /// The nearest levels before a figure, in its sentence or the one before.
    #[must_use]
    pub fn levels_just_before(&self, figure: usize) -> Vec<usize> {
        self.levels(self.placed[figure].sentence, 1)
            .map(|level| level.figure)
            .filter(|level| *level < figure)
            .max()
            .into_iter()
            .collect()
    }

    /// Levels that a share of event `index` may be a share of.
    #[must_use]
    pub fn wholes_of(&self, index: usize, part: usize) -> Vec<(usize, Tie)> {
        let event = &self.events[index];
        let when = self.placed[part].when;
        let flow = event.share_of.as_ref().and_then(|series| series.flow).or(event.series.flow);
        self.levels(event.sentence, FAR)
            .filter(|level| level.figure != part && self.figures[level.figure].value >= self.figures[part].value)
            .filter_map(|level| {
                let same_flow = level.event.series.flow.is_none() || flow.is_none() || level.event.series.flow == flow;
                // The total of a flow is said once and meant wherever a share of it is given.
                let near = self.distance(level.figure, part) <= NEAR
                    || (level.event.series.is_unscoped() && level.event.series.flow.is_some() && level.figure < part);
                let inferred = same_flow && level.when.may_be(&when) && near;
                Some((level.figure, if inferred { Tie::Inferred } else { Tie::Fitting })).filter(|_| same_flow)
            })
            .collect()
    }

    /// Totals of `flow` with the exports and imports of the same scope and period near them.
    #[must_use]
    pub fn flow_groups(&self, flow: Flow) -> Vec<FlowGroup> {
        let mut found = Vec::new();
        for event in self.events.iter().filter(|event| event.series.flow == Some(flow)) {
            for figure in [event.level, event.base].into_iter().flatten() {
                self.groups_of(&Level { event, figure, when: self.placed[figure].when }, &mut found);
            }
        }
        found
    }

    fn groups_of(&self, total: &Level<'_>, found: &mut Vec<FlowGroup>) {
        let exports = self.parts(total, Flow::Exports);
        let imports = self.parts(total, Flow::Imports);
        for (exports, export_tie) in &exports {
            for (imports, import_tie) in &imports {
                if !self.comparable(*exports, *imports) {
                    continue;
                }
                let together = self.distance(*exports, *imports) <= NEAR
                    && self.placed[*exports].when.may_be(&self.placed[*imports].when);
                let tie = (*export_tie).min(*import_tie).min(if together { Tie::Stated } else { Tie::Fitting });
                if tie == Tie::Fitting && !self.may_add_up(total.figure, *exports, *imports) {
                    continue;
                }
                found.push(FlowGroup { total: total.figure, exports: *exports, imports: *imports, tie });
            }
        }
    }

    /// A first look: whether a total may be the sum or the difference of exports and imports, as they are rounded.
    fn may_add_up(&self, total: usize, exports: usize, imports: usize) -> bool {
        let ends = [total, exports, imports].map(|figure| self.glances[figure]);
        let [total, exports, imports] = ends.map(|[low, high]| (low + high) / 2.0);
        let open: f64 = ends.iter().map(|[low, high]| high - low).sum();
        let slack = open + 1e-6 * (exports.abs() + imports.abs());
        [exports + imports, exports - imports, imports - exports].iter().any(|sum| (sum - total).abs() <= slack)
    }

    fn parts(&self, total: &Level<'_>, flow: Flow) -> Vec<(usize, Tie)> {
        let sentence = self.placed[total.figure].sentence;
        let found = self
            .levels(sentence, FAR)
            .filter(|level| level.event.series.flow == Some(flow) && self.comparable(level.figure, total.figure))
            .filter(|level| {
                !level.event.named || !total.event.named || !level.event.series.is_of_other(&total.event.series)
            })
            .map(|level| (level.figure, self.part_tie(total, &level)))
            .collect();
        self.nearest_first(sentence, found)
    }
}

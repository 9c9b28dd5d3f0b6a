//! What a sentence reports of one series: its level, its base, its change, its growth.

use std::ops::Range;

use super::super::exact::approximate;
use super::super::quantities::{Bound, Figure, Mentioned, PeriodMention, Scanned, scan};
use super::super::read::{Block, BlockKind, Table, Text};
use super::super::sentence::sentences;
use super::items::{Item, Items};
use super::lexicon::{Direction, Term};
use super::periods::When;
use super::roles::{Role, compares_with_over, role};
use super::series::{Mention, Series, mentions};
use super::tables::{Grid, grid};
use crate::check::words::is_any;

/// A sentence with figures in it.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub span: Range<usize>,
    /// Index of its block.
    pub block: usize,
    /// Indices of its figures.
    pub figures: Range<usize>,
}

/// One figure in its place.
#[derive(Debug, Clone)]
pub struct Placed {
    pub role: Role,
    pub sentence: usize,
    pub event: usize,
    pub when: When,
}

/// What a sentence says of one series over one comparison. Figures are indices.
#[derive(Debug, Clone)]
pub struct Event {
    pub sentence: usize,
    pub series: Series,
    /// Whether the sentence names the series, or it is carried over from the one before.
    pub named: bool,
    pub when: When,
    pub base_when: Option<When>,
    pub direction: Option<Direction>,
    /// Which way the verb that joins level and base says it moved.
    pub moved: Option<Direction>,
    pub level: Option<usize>,
    pub base: Option<usize>,
    pub change: Option<usize>,
    pub growth: Option<usize>,
    pub share: Option<usize>,
    /// The series that a share is a share of, where the sentence names it.
    pub share_of: Option<Series>,
    pub rate: Option<usize>,
}

/// A text with its figures linked.
#[derive(Debug, Clone, Default)]
pub struct Linked {
    pub figures: Vec<Figure>,
    /// About the ends of each figure's interval, for a first look.
    pub glances: Vec<[f64; 2]>,
    pub periods: Vec<PeriodMention>,
    pub sentences: Vec<Sentence>,
    /// One for each figure.
    pub placed: Vec<Placed>,
    pub events: Vec<Event>,
    /// Bytes of every sentence, with or without figures, and its block.
    pub all_sentences: Vec<(Range<usize>, usize)>,
    pub tables: Vec<Grid>,
}

/// Reads the figures of a text and links them.
#[must_use]
pub fn link(text: &Text) -> Linked {
    let mut linker = Linker { text, linked: Linked::default(), current: When::CURRENT, topic: Series::default() };
    let mut tables = text.tables.iter().peekable();
    for (index, block) in text.blocks.iter().enumerate() {
        while let Some(table) = tables.next_if(|table| table.start() < block.span.start) {
            linker.table(index, table);
        }
        linker.block(index, block);
    }
    for table in tables {
        linker.table(text.blocks.len(), table);
    }
    let mut linked = linker.linked;
    linked.glances = linked.figures.iter().map(glance).collect();
    linked
}

fn glance(figure: &Figure) -> [f64; 2] {
    let interval = figure.interval();
    [approximate(&interval.low), approximate(&interval.high)]
}

struct Linker<'t> {
    text: &'t Text,
    linked: Linked,
    /// The period the text is about at this place.
    current: When,
    /// The series it is about.
    topic: Series,
}

impl Linker<'_> {
    fn block(&mut self, index: usize, block: &Block) {
        let found = scan(&self.text.prose, block.span.clone());
        self.linked.figures.extend(found.figures);
        self.linked.periods.extend(found.periods);
        if block.kind == BlockKind::Heading {
            self.topic = Series::default();
        }
        for span in unbroken(sentences(&self.text.prose, block.span.clone()), &self.linked.figures) {
            self.linked.all_sentences.push((span.clone(), index));
            let from = self.linked.figures.partition_point(|figure| figure.span.start < span.start);
            let to = self.linked.figures.partition_point(|figure| figure.span.start < span.end);
            if from < to {
                self.linked.sentences.push(Sentence { span, block: index, figures: from..to });
                self.sentence(self.linked.sentences.len() - 1);
            }
        }
    }

    /// Every row of a table counts as a sentence, in the block that the table stands before.
    fn table(&mut self, block: usize, table: &Table) {
        let before = self.linked.sentences.len();
        let unread = || Placed { role: Role::Unknown, sentence: before, event: usize::MAX, when: When::CURRENT };
        self.linked.placed.resize_with(self.linked.figures.len(), unread);
        let grid = grid(self.text, table, &mut self.linked, |linked, span| {
            let figures = linked.placed.len()..linked.figures.len();
            let sentence = linked.sentences.len();
            let unread = || Placed { role: Role::Unknown, sentence, event: usize::MAX, when: When::CURRENT };
            linked.placed.resize_with(figures.end, unread);
            linked.sentences.push(Sentence { span, block, figures });
            sentence
        });
        self.linked.tables.push(grid);
    }

    fn sentence(&mut self, index: usize) {
        let sentence = self.linked.sentences[index].clone();
        let scanned = Scanned {
            figures: std::mem::take(&mut self.linked.figures),
            periods: std::mem::take(&mut self.linked.periods),
        };
        let items = Items::of(&self.text.prose, &scanned, &sentence.span);
        let mut reading = Reading::new(&items, index, self.current, &self.topic, self.linked.events.len());
        reading.read();
        self.current = reading.current;
        let Reading { events, placed, topic, unbound, .. } = reading;
        drop(items);
        self.topic = topic;
        self.linked.events.extend(events);
        self.linked.placed.resize_with(sentence.figures.start, || Placed {
            role: Role::Unknown,
            sentence: index,
            event: usize::MAX,
            when: When::CURRENT,
        });
        self.linked.placed.extend(placed);
        self.linked.placed.resize_with(sentence.figures.end, || Placed {
            role: Role::Unknown,
            sentence: index,
            event: usize::MAX,
            when: When::CURRENT,
        });
        self.linked.figures = scanned.figures;
        for figure in unbound {
            self.linked.figures[figure].bound = None;
        }
        self.linked.periods = scanned.periods;
    }
}

/// Sentences that end in the midst of a figure (`$29. 357 billion`) go on with the next.
fn unbroken(spans: Vec<Range<usize>>, figures: &[Figure]) -> Vec<Range<usize>> {
    let mut whole: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        let breaks = |end: usize| {
            let after = figures.partition_point(|figure| figure.span.start < end);
            after.checked_sub(1).is_some_and(|last| figures[last].span.end > end)
        };
        match whole.last_mut() {
            Some(last) if breaks(last.end) => last.end = span.end,
            _ => whole.push(span),
        }
    }
    whole
}

/// The reading of one sentence.
struct Reading<'a, 't> {
    items: &'a Items<'t>,
    sentence: usize,
    mentions: Vec<Mention>,
    current: When,
    topic: Series,
    first_event: usize,
    events: Vec<Event>,
    placed: Vec<Placed>,
    /// Roles of the figures so far, with their items.
    earlier: Vec<(usize, Role)>,
    /// The mention that the event so far is about.
    subject: Option<usize>,
    /// Figures before which `over` compares and does not bound.
    unbound: Vec<usize>,
}

impl<'a, 't> Reading<'a, 't> {
    fn new(items: &'a Items<'t>, sentence: usize, current: When, topic: &Series, first_event: usize) -> Self {
        let mentions = mentions(items);
        Self {
            items,
            sentence,
            mentions,
            current,
            topic: topic.clone(),
            first_event,
            events: Vec::new(),
            placed: Vec::new(),
            earlier: Vec::new(),
            subject: None,
            unbound: Vec::new(),
        }
    }

    fn read(&mut self) {
        self.note_period();
        for at in 0..self.items.list.len() {
            match self.items.list[at] {
                Item::Figure(index) => self.figure(at, index),
                Item::Period(index) => self.years_of(index),
                _ => {}
            }
        }
        if let Some(event) = self.events.iter().find(|event| event.named) {
            self.topic = event.series.clone();
        }
    }

    /// Years are figures inside their period.
    fn years_of(&mut self, index: usize) {
        let span = &self.items.scanned.periods[index].span;
        let figures = &self.items.scanned.figures;
        let from = figures.partition_point(|figure| figure.span.start < span.start);
        let to = figures.partition_point(|figure| figure.span.start < span.end);
        for _ in from..to {
            self.place(Role::Unknown, usize::MAX, self.current);
        }
    }

    /// The first dated period that is not the base of a comparison is what the sentence is about.
    fn note_period(&mut self) {
        for at in 0..self.items.list.len() {
            let Item::Period(index) = self.items.list[at] else {
                continue;
            };
            if self.compares(at) {
                continue;
            }
            if let mention @ (Mentioned::Dated(_) | Mentioned::Months { .. }) = self.items.scanned.periods[index].period
            {
                let when = When::read(mention, self.current);
                if when.is_named() {
                    self.current = when;
                    return;
                }
            }
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

    fn figure(&mut self, at: usize, index: usize) {
        let figure = &self.items.scanned.figures[index];
        let mut role = role(self.items, at, figure, &self.earlier);
        if role == Role::Level && self.recalls_year_before(at) {
            role = Role::Base;
        }
        if figure.bound.is_some() && !self.is_bound(at, role, figure) {
            self.unbound.push(index);
        }
        let when = self.when(at, role);
        let subject = self.subject_of(at, role);
        let event = self.event_for(subject, role, at);
        self.fill(event, role, index, when, at);
        self.earlier.push((at, role));
        self.place(role, self.first_event + event, when);
    }

    /// Whether the words of a bound do bound: not in `20% over $5 billion`, nor in `rose by 20% up to $6 billion`.
    fn is_bound(&self, at: usize, role: Role, figure: &Figure) -> bool {
        let compares = role == Role::Base && compares_with_over(self.items, at, &self.earlier);
        let grows = self
            .earlier
            .last()
            .is_some_and(|(before, role)| matches!(role, Role::Growth(_) | Role::Change(_)) && at - before <= 4);
        let leads_to = figure.bound == Some(Bound::AtMost) && is_any(self.items.word(at - 1), &["to"]) && grows;
        !compares && !leads_to
    }

    fn place(&mut self, role: Role, event: usize, when: When) {
        self.placed.push(Placed { role, sentence: self.sentence, event, when });
    }

    /// The mention a figure belongs to: `jump in imports` after it, or the nearest before it.
    fn subject_of(&self, at: usize, role: Role) -> Option<usize> {
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
        let opened = (0..mention.first).any(dash);
        opened && (mention.last + 1..at).any(dash)
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
        let noun = between.clone().any(|at| matches!(self.items.term(at), Some(Term::Change(_))));
        let plain = between.clone().all(|at| match self.items.list[at] {
            Item::Word { term: Some(Term::Change(_) | Term::Filler), .. } => true,
            Item::Word { .. } => is_any(self.items.word(at), &["in", "of", "year"]),
            Item::Period(_) => true,
            Item::Mark { mark: '(' | ')', .. } | Item::Figure(_) => noun || between.len() <= 8,
            Item::Mark { mark: '-', .. } => true,
            _ => false,
        });
        plain && noun && matches!(role, Role::Growth(_) | Role::Change(_))
    }

    fn when(&self, at: usize, role: Role) -> When {
        if role == Role::Base {
            return self.base_when(at).unwrap_or_else(|| self.current.year_earlier());
        }
        self.own_period(at).unwrap_or(self.current)
    }

    /// The period that the figure at `at` is of, stated right after it or before it in its clause.
    fn own_period(&self, at: usize) -> Option<When> {
        self.own_mention(at).and_then(|index| self.read_period(index))
    }

    /// `…, the previous year this figure was 4.8bn`: a level of the year before, beside one of the same series that has no base.
    fn recalls_year_before(&self, at: usize) -> bool {
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

    fn read_period(&self, index: usize) -> Option<When> {
        Some(When::read(self.items.scanned.periods[index].period, self.current))
    }

    /// The period of a base: stated after it, or before it in the comparison.
    fn base_when(&self, at: usize) -> Option<When> {
        let right = (at + 1..self.items.list.len().min(at + 12))
            .take_while(|at| !matches!(self.items.list[*at], Item::Figure(_) | Item::Mark { mark: ';', .. }))
            .find_map(|at| match self.items.list[at] {
                Item::Period(index) if !self.starts_clause(at) => Some(index),
                _ => None,
            });
        let left = || {
            (0..at).rev().take_while(|at| !matches!(self.items.list[*at], Item::Figure(_))).find_map(|at| {
                match self.items.list[at] {
                    Item::Period(index) if self.compares(at) => Some(index),
                    _ => None,
                }
            })
        };
        right.or_else(left).map(|index| self.read_base_period(index))
    }

    /// Whether the clause of the base has ended before `at`.
    fn starts_clause(&self, at: usize) -> bool {
        (0..at).rev().take(4).any(|before| matches!(self.items.term(before), Some(Term::Flow(_))))
            || at.checked_sub(1).is_some_and(|before| self.items.mark(before) == Some(','))
    }

    fn event_for(&mut self, subject: Option<usize>, role: Role, at: usize) -> usize {
        if let Some(last) = self.events.len().checked_sub(1) {
            let changed = subject != self.subject && !self.continues(subject, role, at);
            if !changed && Self::has_room(&self.events[last], role) {
                return last;
            }
        }
        self.subject = subject;
        let (series, named) = self.series_of(subject);
        self.events.push(Event {
            sentence: self.sentence,
            series,
            named,
            when: self.current,
            base_when: None,
            direction: None,
            moved: None,
            level: None,
            base: None,
            change: None,
            growth: None,
            share: None,
            share_of: None,
            rate: None,
        });
        self.events.len() - 1
    }

    /// A base belongs to the event before it even when it names its flow: `compared with a deficit of $9.9 billion`.
    fn continues(&self, subject: Option<usize>, role: Role, at: usize) -> bool {
        let flow = |index: Option<usize>| {
            index.and_then(|index| self.mentions.get(index)).and_then(|mention| mention.series.flow)
        };
        let after_mention =
            subject.and_then(|index| self.mentions.get(index)).is_some_and(|mention| mention.first < at);
        role == Role::Base && after_mention && flow(subject) == flow(self.subject)
    }

    fn series_of(&self, subject: Option<usize>) -> (Series, bool) {
        match subject.and_then(|index| self.mentions.get(index)) {
            Some(mention) => (mention.series.clone(), true),
            None if self.starts_with_pronoun() => (self.topic.clone(), false),
            None => (Series::default(), false),
        }
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

    fn has_room(event: &Event, role: Role) -> bool {
        match role {
            Role::Level => event.level.is_none(),
            Role::Base => event.base.is_none(),
            Role::Change(_) => event.change.is_none(),
            Role::Growth(_) => event.growth.is_none(),
            Role::Share => event.share.is_none(),
            Role::Rate => event.rate.is_none(),
            Role::Converted | Role::Unknown => true,
        }
    }

    fn fill(&mut self, event: usize, role: Role, index: usize, when: When, at: usize) {
        let share_of = (role == Role::Share).then(|| self.whole_of(at)).flatten();
        let base_period = self.comparison_period(at);
        let moved = matches!(role, Role::Level | Role::Base).then(|| self.movement(at)).flatten();
        let event = &mut self.events[event];
        match role {
            Role::Level => (event.level, event.when) = (Some(index), when),
            Role::Base => (event.base, event.base_when) = (Some(index), Some(when)),
            Role::Change(direction) => {
                event.change = Some(index);
                event.direction = event.direction.or(Some(direction));
            }
            Role::Growth(direction) => {
                event.growth = Some(index);
                event.direction = event.direction.or(Some(direction));
            }
            Role::Share => (event.share, event.share_of) = (Some(index), share_of),
            Role::Rate => event.rate = Some(index),
            Role::Converted | Role::Unknown => {}
        }
        event.moved = event.moved.or(moved);
        if event.base_when.is_none() {
            event.base_when = base_period;
        }
        if !matches!(role, Role::Base | Role::Converted | Role::Unknown) && event.level.is_none() {
            event.when = when;
        }
    }

    /// `down from`, `rose to`: the verb right before the preposition of a level.
    fn movement(&self, at: usize) -> Option<Direction> {
        let mut joined = false;
        for before in (0..at).rev().take(6) {
            match self.items.list[before] {
                Item::Word { term: Some(Term::To | Term::From), .. } => joined = true,
                Item::Word { term: Some(Term::Change(direction) | Term::Comparative(direction)), .. } if joined => {
                    return Some(direction);
                }
                Item::Word { term: Some(Term::Filler), .. } => {}
                _ => return None,
            }
        }
        None
    }

    /// The period that the clause around `at` compares with.
    fn comparison_period(&self, at: usize) -> Option<When> {
        (at + 1..self.items.list.len().min(at + 16))
            .take_while(|at| {
                !matches!(self.items.list[*at], Item::Mark { mark: ';', .. })
                    && !matches!(self.items.term(*at), Some(Term::Flow(_)))
            })
            .find_map(|after| match self.items.list[after] {
                Item::Period(index) if self.compares_after(at, after) => Some(self.read_base_period(index)),
                _ => None,
            })
    }

    /// `of China's total foreign trade` after a share.
    fn whole_of(&self, at: usize) -> Option<Series> {
        if !is_any(self.items.word(at + 1), &["of"]) {
            return None;
        }
        let mention = self.mentions.iter().find(|mention| mention.first > at && mention.first - at <= 6)?;
        Some(mention.series.clone())
    }
}

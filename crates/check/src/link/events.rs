//! What a sentence reports of one series: its level, its base, its change, its growth.

use std::ops::Range;

use super::super::exact::approximate;
use super::super::quantities::{Figure, PeriodMention, Scanned, scan};
use super::super::read::{Block, BlockKind, Table, Text};
use super::super::sentence::sentences;
use super::items::Items;
use super::lexicon::Direction;
use super::periods::When;
use super::reading::Reading;
use super::roles::Role;
use super::series::Series;
use super::tables::{Grid, grid};

/// A sentence with figures in it.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub span: Range<usize>,
    /// Index of its block.
    pub block: usize,
    /// How many headings stand before it: what is said under one is not said of what stands under another.
    pub section: usize,
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
    /// Whether the sentence draws it from what was said just before: `That is, trade came to`, `bringing the total to`.
    pub concludes: bool,
    /// Whether the sentence divides what was said just before: `$233 million of this amount`.
    pub divides: bool,
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
    /// For each sentence, the events near it and those within reach of arithmetic.
    pub(super) windows: Vec<[Range<usize>; 2]>,
}

/// Reads the figures of a text and links them.
#[must_use]
pub fn link(text: &Text) -> Linked {
    let mut linker =
        Linker { text, linked: Linked::default(), current: When::CURRENT, topic: Series::default(), section: 0 };
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
    linked.windows = linked.windows();
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
    /// How many headings were read.
    section: usize,
}

impl Linker<'_> {
    fn block(&mut self, index: usize, block: &Block) {
        let found = scan(&self.text.prose, block.span.clone());
        self.linked.figures.extend(found.figures);
        self.linked.periods.extend(found.periods);
        if block.kind == BlockKind::Heading {
            self.topic = Series::default();
            self.section += 1;
        }
        for span in unbroken(sentences(&self.text.prose, block.span.clone()), &self.linked.figures) {
            self.linked.all_sentences.push((span.clone(), index));
            let from = self.linked.figures.partition_point(|figure| figure.span.start < span.start);
            let to = self.linked.figures.partition_point(|figure| figure.span.start < span.end);
            if from < to {
                self.linked.sentences.push(Sentence { span, block: index, section: self.section, figures: from..to });
                self.sentence(self.linked.sentences.len() - 1);
            }
        }
    }

    /// Every row of a table counts as a sentence, in the block that the table stands before.
    fn table(&mut self, block: usize, table: &Table) {
        let before = self.linked.sentences.len();
        let section = self.section;
        let unread = || Placed { role: Role::Unknown, sentence: before, event: usize::MAX, when: When::CURRENT };
        self.linked.placed.resize_with(self.linked.figures.len(), unread);
        let grid = grid(self.text, table, &mut self.linked, |linked, span| {
            let figures = linked.placed.len()..linked.figures.len();
            let sentence = linked.sentences.len();
            let unread = || Placed { role: Role::Unknown, sentence, event: usize::MAX, when: When::CURRENT };
            linked.placed.resize_with(figures.end, unread);
            linked.sentences.push(Sentence { span, block, section, figures });
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
        let before = index.checked_sub(1).map(|before| &self.linked.sentences[before]);
        reading.continues_block = before.is_some_and(|before| before.block == sentence.block);
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

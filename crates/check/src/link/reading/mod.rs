//! The reading of one sentence: which figure says what of which series, over which comparison.

mod dating;
mod subject;

use chrono::Datelike as _;

use super::events::{Event, Placed};
use super::items::{Item, Items};
use super::lexicon::{Direction, Term};
use super::periods::When;
use super::roles::{Role, compares_with_over, role};
use super::series::{Mention, Series, mentions};
use crate::quantities::{Bound, Figure};
use crate::words::is_any;

/// The reading of one sentence.
pub(super) struct Reading<'a, 't> {
    items: &'a Items<'t>,
    sentence: usize,
    mentions: Vec<Mention>,
    pub(super) current: When,
    pub(super) topic: Series,
    /// Whether the sentence before stands in the same paragraph.
    pub(super) continues_block: bool,
    first_event: usize,
    pub(super) events: Vec<Event>,
    pub(super) placed: Vec<Placed>,
    /// Roles of the figures so far, with their items.
    earlier: Vec<(usize, Role)>,
    /// The mention that the event so far is about.
    subject: Option<usize>,
    /// The mention that the last share is a share of: amounts after it are of the part.
    whole: Option<usize>,
    /// Spans that a change of the sentence crosses, by their period: where it starts and what it reaches.
    crossed: Vec<(usize, [When; 2])>,
    /// Whether the sentence divides what was said before.
    divides: bool,
    /// Figures before which `over` compares and does not bound.
    pub(super) unbound: Vec<usize>,
}

impl<'a, 't> Reading<'a, 't> {
    pub(super) fn new(
        items: &'a Items<'t>,
        sentence: usize,
        current: When,
        topic: &Series,
        first_event: usize,
    ) -> Self {
        let mentions = mentions(items);
        Self {
            items,
            sentence,
            mentions,
            current,
            topic: topic.clone(),
            continues_block: false,
            first_event,
            events: Vec::new(),
            placed: Vec::new(),
            earlier: Vec::new(),
            subject: None,
            whole: None,
            crossed: Vec::new(),
            divides: false,
            unbound: Vec::new(),
        }
    }

    pub(super) fn read(&mut self) {
        self.crossed = self.crossed_spans();
        self.divides = self.divides();
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

    fn figure(&mut self, at: usize, index: usize) {
        let figure = &self.items.scanned.figures[index];
        let mut role = role(self.items, at, figure, &self.earlier);
        if role == Role::Level && self.recalls_year_before(at) {
            role = Role::Base;
        }
        if figure.bound.is_some() && !self.is_bound(at, role, figure) {
            self.unbound.push(index);
        }
        if role == Role::Base && self.names_another(at) {
            return self.place_apart(at, index);
        }
        let when = self.when(at, role);
        if role == Role::Base {
            self.turn_round(when);
        }
        let subject = self.subject_of(at, role);
        let event = self.event_for(subject, role, at);
        self.fill(event, role, index, when, at);
        self.earlier.push((at, role));
        self.place(role, self.first_event + event, when);
    }

    /// `$118.3 billion, compared with $118.4 billion with Bessia`: what is compared with is of another, not of another time.
    fn names_another(&self, at: usize) -> bool {
        let the = usize::from(is_any(self.items.word(at + 2), &["the"]));
        let name = self.items.word(at + 2 + the);
        is_any(self.items.word(at + 1), &["with", "for", "to", "from", "in"]) && name.starts_with(char::is_uppercase)
    }

    /// Places a level of the same flow, of whom is named after it.
    fn place_apart(&mut self, at: usize, index: usize) {
        let the = usize::from(is_any(self.items.word(at + 2), &["the"]));
        let flow = self.events.last().and_then(|event| event.series.flow);
        let terms = [self.items.scope(at + 2 + the)].into();
        let event = self.event_of(Series { flow, terms, reporter: None }, true, at);
        self.events.push(Event { level: Some(index), ..event });
        self.earlier.push((at, Role::Level));
        self.subject = None;
        self.place(Role::Level, self.first_event + self.events.len() - 1, self.current);
    }

    /// `falling from 37.1 in 2014 as compared to 32.7 in 2013`: the dates say that the first is the level and the second its base.
    fn turn_round(&mut self, base_when: When) {
        let Some(event) = self.events.last_mut() else { return };
        let (None, Some(first)) = (event.level, event.base) else { return };
        let Some(placed) = self.placed.last_mut().filter(|placed| placed.role == Role::Base) else { return };
        let later = placed.when.period.zip(base_when.period).is_some_and(|(a, b)| a.start() > b.end());
        if later {
            placed.role = Role::Level;
            (event.level, event.base, event.when, event.base_when) = (Some(first), None, placed.when, None);
        }
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

    fn event_for(&mut self, subject: Option<usize>, role: Role, at: usize) -> usize {
        if let Some(last) = self.events.len().checked_sub(1) {
            let changed = subject != self.subject && !self.continues(subject, role, at);
            let noun = self.events[last].base.is_some() && self.has_own_noun(at);
            let of_own = matches!(role, Role::Growth(_)) && (noun || self.is_of_name_before(at));
            if !changed && of_own {
                self.events.push(self.event_of(Series::default(), false, at));
                return last + 1;
            }
            let anew = self.compares_anew(&self.events[last], role, at)
                || self.compares_with_other(&self.events[last], role, at);
            if !changed && anew {
                let Event { level, when, ref series, named, .. } = self.events[last];
                let beside = Event { level, when, ..self.event_of(series.clone(), named, at) };
                self.events.push(beside);
                return last + 1;
            }
            let of_price = matches!(role, Role::Level | Role::Base) && self.speaks_of_price(at);
            if !changed && !of_price && Self::has_room(&self.events[last], role) {
                return last;
            }
        }
        self.subject = subject;
        let (series, named) = self.series_of(subject);
        let of_part = subject.is_some() && subject == self.whole && matches!(role, Role::Level | Role::Base);
        self.events.push(self.event_of(series, named && !of_part, at));
        self.events.len() - 1
    }

    /// `slipped to $21.6 billion from $22.3 billion the previous month, but were up 26 per cent from a year earlier`: the same level is
    /// compared twice.
    fn compares_anew(&self, event: &Event, role: Role, at: usize) -> bool {
        let compared = event.base.and(event.base_when);
        let is_new = |base: When| self.comparison_period(at).is_some_and(|other| !other.may_be(&base));
        let goes_to = (at + 1..self.items.list.len())
            .take_while(|at| !self.items.is_figure(*at) && !matches!(self.items.mark(*at), Some(',' | ';')))
            .any(|at| self.items.term(at) == Some(Term::To));
        matches!(role, Role::Growth(_) | Role::Change(_)) && !goes_to && compared.is_some_and(is_new)
    }

    /// `an increase of 47%, due to the average price, which rose to $4.9`: since the figure before, the words turned to a price.
    fn speaks_of_price(&self, at: usize) -> bool {
        let from = self.earlier.last().map_or(0, |(before, _)| *before);
        from > 0 && (from..at).any(|at| is_any(self.items.word(at), &["price", "prices"]))
    }

    /// Whether the sentence prints the year of a period.
    fn prints_year(&self, when: When) -> bool {
        let year = when.period.map(|period| period.end().year().to_string());
        let span = self.items.span();
        year.is_some_and(|year| self.items.prose[span].contains(&year))
    }

    /// `fell to $10 billion from $13 billion, with a 7.5 per cent rise in tourism`: a percentage with a noun of its own.
    fn has_own_noun(&self, at: usize) -> bool {
        let noun = matches!(self.items.term(at + 1), Some(Term::Change(_))) && is_any(self.items.word(at + 2), &["in"]);
        noun && self.items.term(at + 3).is_none() && !self.items.word(at + 3).is_empty()
    }

    /// `…, driven by fertilizers (up 46.7%)`: a percentage of a cause, or in brackets after a word that the clause is not about.
    fn is_of_name_before(&self, at: usize) -> bool {
        let causes = ["driven", "led", "due", "thanks", "owing", "helped"];
        let cause =
            (0..at).rev().take_while(|at| !self.items.is_figure(*at)).any(|at| is_any(self.items.word(at), &causes));
        if cause && !self.earlier.is_empty() {
            return true;
        }
        let open = (0..at).rev().take(3).find(|at| self.items.mark(*at) == Some('('));
        let Some(name) = open.and_then(|open| open.checked_sub(1)) else { return false };
        let named = !self.items.word(name).is_empty() && self.items.term(name).is_none();
        named && !self.mentions.iter().any(|mention| (mention.first..=mention.last).contains(&name))
    }

    /// Whether a base is of another time than the growth of the event is measured against.
    fn compares_with_other(&self, event: &Event, role: Role, at: usize) -> bool {
        let measured = event.growth.and(event.base_when).filter(|_| event.base.is_none());
        role == Role::Base && measured.is_some_and(|measured| !measured.may_be(&self.when(at, role)))
    }

    /// An event of which nothing is known but its series.
    fn event_of(&self, series: Series, named: bool, at: usize) -> Event {
        Event {
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
            concludes: self.concludes(at),
            divides: self.divides,
        }
    }

    /// Whether the words before the figure at `at` say that it follows from the figures before it.
    fn concludes(&self, at: usize) -> bool {
        let word = |at: usize| self.items.word(at);
        let opens = is_any(word(0), &["thus", "hence", "therefore", "altogether", "consequently", "accordingly"])
            || (is_any(word(0), &["that"]) && is_any(word(1), &["is", "means"]));
        let follows = (0..at.min(4)).any(|at| is_any(word(at), &["resulting"]));
        let clause = (0..at).rev().take_while(|at| !self.items.is_figure(*at));
        let drawn = &[
            "bringing",
            "brought",
            "brings",
            "taking",
            "making",
            "leaving",
            "left",
            "yielding",
            "resulting",
            "giving",
        ];
        // "… with a surplus of $2.2 billion"
        let with_balance = !self.earlier.is_empty()
            && clause.clone().take(6).any(|at| {
                let balance = |at: usize| matches!(self.items.term(at), Some(Term::Flow(flow)) if flow.is_balance());
                is_any(word(at), &["with"]) && (at + 1..at + 5).any(balance)
            });
        opens
            || follows
            || with_balance
            || (!self.earlier.is_empty() && clause.take(12).any(|at| is_any(word(at), drawn)))
    }

    /// `$233 million of this amount accounted for exports, $316 million for imports`: the sentence divides what was said before.
    fn divides(&self) -> bool {
        let word = |at: usize| self.items.word(at);
        (0..self.items.list.len()).any(|at| {
            let amount =
                is_any(word(at + 1), &["this", "that", "the"]) && is_any(word(at + 2), &["amount", "total", "sum"]);
            is_any(word(at), &["of"]) && (amount || is_any(word(at + 1), &["which"]))
        })
    }

    fn has_room(event: &Event, role: Role) -> bool {
        match role {
            // In "… $5 million, towels by 2 per cent, from $4.9 million to $5.0 million" what follows the base is its level.
            Role::Level => event.level.is_none() || event.level < event.growth && event.growth < event.base,
            Role::Base => event.base.is_none(),
            Role::Change(_) => event.change.is_none(),
            Role::Growth(_) => event.growth.is_none(),
            Role::Share => event.share.is_none(),
            Role::Rate => event.rate.is_none(),
            Role::Converted | Role::Unknown => true,
        }
    }

    fn fill(&mut self, event: usize, role: Role, index: usize, when: When, at: usize) {
        if role == Role::Share {
            self.whole = self.whole_of(at);
        }
        let share_of = self.whole.and_then(|whole| self.mentions.get(whole)).map(|mention| mention.series.clone());
        let base_period = self.comparison_period(at);
        let moved = matches!(role, Role::Level | Role::Base).then(|| self.movement(at)).flatten();
        let turns = self.prints_year(self.events[event].when) && self.prints_year(when);
        let event = &mut self.events[event];
        // In "chips made up 51 per cent of exports, or $2.5 billion" the amount is of the part.
        if matches!(role, Role::Level | Role::Base) && event.share.is_some() {
            event.named = false;
        }
        match role {
            Role::Level => (event.level, event.when) = (Some(index), when),
            Role::Base if turns && moved.is_none() && is_later(when, event) => {
                // "$25 million in 1998, compared to $133 million in 2004"
                (event.base, event.base_when) = (event.level, Some(event.when));
                (event.level, event.when) = (Some(index), when);
            }
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
        // "up to two billion" bounds and moves nothing.
        let bounds = (0..at).rev().take(3).find(|at| self.items.term(*at) == Some(Term::To));
        if bounds.is_some_and(|to| to > 0 && is_any(self.items.word(to - 1), &["up", "down"])) {
            return None;
        }
        let mut joined = false;
        for before in (0..at).rev().take(8) {
            match self.items.list[before] {
                Item::Word { term: Some(Term::To | Term::From), .. } => joined = true,
                // "higher than the $1.97 billion of last year"; "more than" bounds.
                Item::Word { term: Some(Term::Compare), .. }
                    if before > 0
                        && is_any(self.items.word(before - 1), &["higher", "lower", "bigger", "smaller", "larger"]) =>
                {
                    joined = true;
                }
                Item::Word { term: Some(Term::Of), .. } => {}
                Item::Word { term: Some(Term::Flow(_)), .. } if !joined => {}
                Item::Word { .. } if is_any(self.items.word(before), &["high", "low", "peak", "level", "revised"]) => {}
                Item::Word { term: Some(Term::Change(direction) | Term::Comparative(direction)), .. } if joined => {
                    return Some(direction);
                }
                Item::Word { term: Some(Term::Filler), .. } => {}
                _ => return None,
            }
        }
        None
    }
}

/// Whether what an event is compared with comes after it, by the dates of both.
fn is_later(when: When, event: &Event) -> bool {
    let dated = event.level.and(event.when.period).zip(when.period);
    dated.is_some_and(|(level, base)| {
        level.months() == Some(12) && base.months() == Some(12) && base.start() > level.end()
    })
}

//! The part each figure plays in its sentence.

use num_traits::Signed as _;

use super::super::quantities::{Figure, Unit};
use super::items::{Item, Items};
use super::lexicon::{Direction, Term};
use crate::check::words::{is, is_any};

/// What a figure says of its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Level,
    /// The level that a change starts from or a comparison is made with.
    Base,
    /// A change in the unit of the level.
    Change(Direction),
    /// A change in per cent.
    Growth(Direction),
    Share,
    /// A percentage that is itself a level: a rate, a ratio.
    Rate,
    /// The same amount in another currency, in brackets.
    Converted,
    Unknown,
}

/// The least count that is taken for a level: smaller ones count partners and months.
const FEWEST: i64 = 100;

/// How far to the left a word can say what a figure is.
const REACH: usize = 12;

/// Reads the role of the figure at item `at`. `earlier` holds the roles of the sentence's figures before it, nearest last, with their items.
pub(super) fn role(items: &Items<'_>, at: usize, figure: &Figure, earlier: &[(usize, Role)]) -> Role {
    let context = Context { items, at, figure, earlier };
    if context.stands_in_row() {
        return Role::Unknown;
    }
    match figure.unit {
        Unit::Percent | Unit::BasisPoint => context.percent(),
        Unit::PercentagePoint => Role::Unknown,
        Unit::Money | Unit::Weight | Unit::Number | Unit::Count => context.level(),
        Unit::Multiple | Unit::Ordinal | Unit::Year => Role::Unknown,
    }
}

/// `48.85 per cent over $201.37 billion`: after a percentage, `over` compares.
pub(super) fn compares_with_over(items: &Items<'_>, at: usize, earlier: &[(usize, Role)]) -> bool {
    let Some(word) = at.checked_sub(1) else { return false };
    // "down 1 per cent to above $5 billion" has reached it.
    let reaches = word > 0 && items.term(word - 1) == Some(Term::To);
    let over = is_any(items.word(word), &["over", "above", "than"]) && !reaches;
    over && earlier.last().is_some_and(|(before, role)| matches!(role, Role::Growth(_)) && at - before <= 5)
}

struct Context<'a, 't> {
    items: &'a Items<'t>,
    at: usize,
    figure: &'a Figure,
    earlier: &'a [(usize, Role)],
}

impl Context<'_, '_> {
    /// Items to the left, nearest first, up to the figure before or the end of the clause. Brackets that are closed are asides.
    fn left(&self) -> impl Iterator<Item = usize> + '_ {
        let mut depth = 0;
        (0..self.at)
            .rev()
            .filter(move |at| {
                let mark = self.items.mark(*at);
                depth += usize::from(mark == Some(')'));
                let aside = depth > 0;
                depth -= usize::from(mark == Some('(') && depth > 0);
                !aside
            })
            .take(REACH + 6)
            .take_while(|at| !self.items.is_figure(*at) && !matches!(self.items.mark(*at), Some(';')))
            .filter(|at| !self.in_wording(*at))
            .take(REACH)
    }

    /// Bounds and hedges are read with the figure and play no part of their own.
    fn in_wording(&self, at: usize) -> bool {
        let start = self.items.start(at);
        self.figure.hedge.as_ref().is_some_and(|hedge| hedge.contains(&start))
            || (self.figure.bound.is_some() && self.bound_words().any(|bound| bound == at))
    }

    fn bound_words(&self) -> impl Iterator<Item = usize> + '_ {
        const BOUND_WORDS: &[&str] = &[
            "more",
            "than",
            "over",
            "above",
            "exceeding",
            "excess",
            "of",
            "least",
            "less",
            "fewer",
            "under",
            "below",
            "almost",
            "nearly",
            "just",
            "close",
            "slightly",
            "in",
            "at",
            "no",
            "upwards",
        ];
        (0..self.at).rev().take_while(|at| is_any(self.items.word(*at), BOUND_WORDS))
    }

    /// `Loaded exports 161,340.25 167,991.75 (6,651.50)`: bare numbers with nothing between them are a row of a table.
    fn stands_in_row(&self) -> bool {
        let bare = |at: usize| match self.items.list.get(at) {
            Some(Item::Figure(index)) => matches!(self.items.scanned.figures[*index].unit, Unit::Number | Unit::Count),
            _ => false,
        };
        let skip = usize::from(matches!(self.items.mark(self.at.wrapping_sub(1)), Some('(')));
        let before = self.at.checked_sub(1 + skip).is_some_and(bare);
        bare(self.at) && (before || bare(self.at + 1))
    }

    /// The nearest word to the left that is no filler, within the clause.
    fn near(&self) -> Option<(usize, Term)> {
        for at in self.left() {
            match self.items.list[at] {
                Item::Word { term: Some(Term::Filler), .. }
                | Item::Mark { mark: '-' | '–' | '"' | '“' | '(' | '*', .. } => {}
                Item::Word { term: Some(term), .. } => return Some((at, term)),
                Item::Word { .. } if self.is_adverb(at) => {}
                _ => return None,
            }
        }
        None
    }

    fn is_adverb(&self, at: usize) -> bool {
        let word = self.items.word(at);
        word.len() > 4 && word.ends_with("ly")
    }

    fn change_to_the_left(&self) -> Option<Direction> {
        self.left().find_map(|at| match self.items.term(at) {
            Some(Term::Change(direction)) => Some(self.with_adverb(at, direction)),
            _ => None,
        })
    }

    /// `compared to`.
    fn follows_compare(&self, to: usize) -> bool {
        to.checked_sub(1).is_some_and(|before| self.items.term(before) == Some(Term::Compare))
    }

    /// `rose by`, `went up by`.
    fn moved_by(&self, by: usize) -> Option<Direction> {
        match by.checked_sub(1).and_then(|before| self.items.term(before)) {
            Some(Term::Comparative(direction)) => Some(direction),
            _ => self.change_to_the_left().or_else(|| self.gapped()),
        }
    }

    /// `exports rose by 5 per cent, imports by 3`: the verb is said once.
    fn gapped(&self) -> Option<Direction> {
        self.earlier.iter().rev().find_map(|(_, role)| match role {
            Role::Growth(direction) | Role::Change(direction) => Some(*direction),
            _ => None,
        })
    }

    /// `edged up`, `moved down`, `went down`, `negative growth`.
    fn with_adverb(&self, at: usize, direction: Direction) -> Direction {
        if at > 0 && is_any(self.items.word(at - 1), &["negative"]) {
            return Direction::Down;
        }
        if direction != Direction::Unstated {
            return direction;
        }
        match self.items.term(at + 1) {
            Some(Term::Comparative(said)) => said,
            _ => direction,
        }
    }

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

    fn in_brackets(&self) -> bool {
        self.left_marks().any(|mark| mark == '(')
    }

    fn left_marks(&self) -> impl Iterator<Item = char> + '_ {
        (0..self.at).rev().take(3).map_while(|at| match self.items.list[at] {
            Item::Mark { mark, .. } => Some(mark),
            Item::Word { term: Some(Term::Filler), .. } => Some(' '),
            Item::Word { .. } if self.in_wording(at) => Some(' '),
            _ => None,
        })
    }

    /// The role of the figure just before, when only brackets, `or` and commas stand between.
    fn adjacent(&self) -> Option<Role> {
        let (before, role) = *self.earlier.last()?;
        let close = (before + 1..self.at).all(|at| {
            self.items.mark(at).is_some_and(|mark| matches!(mark, '(' | ',' | '[' | '–' | '—'))
                || is_any(self.items.word(at), &["or", "equivalent", "to", "a", "about", "around", "nearly"])
        });
        close.then_some(role)
    }

    fn percent(&self) -> Role {
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
        if self.figure.value < crate::check::exact::whole(0) { Direction::Down } else { Direction::Up }
    }

    /// `growth of 5%`, `an increase in the value of exports of €2,075 million`.
    fn after_of(&self, of: usize) -> Role {
        for at in (0..of).rev().take(8) {
            match self.items.term(at) {
                Some(Term::Change(direction)) => return Role::Growth(self.with_adverb(at, direction)),
                Some(Term::Filler | Term::Flow(_) | Term::Of) | None if !self.items.word(at).is_empty() => {}
                _ => break,
            }
        }
        Role::Unknown
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
        let listed = self.in_brackets() && self.earlier.iter().any(|(_, role)| *role == Role::Share);
        (after_share && dashed && self.left().all(verbless)) || listed
    }

    fn level(&self) -> Role {
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
            Some((at, Term::Of)) => match self.after_of(at) {
                Role::Growth(direction) => Role::Change(direction),
                _ if self.comes_from(at) => Role::Base,
                _ => self.level_or_base(),
            },
            Some((at, Term::Change(direction))) => Role::Change(self.with_adverb(at, direction)),
            Some((_, Term::Compare)) => Role::Base,
            Some((at, Term::Comparative(direction))) if is_any(self.items.word(at), &["up", "down"]) => {
                Role::Change(direction)
            }
            _ => self.level_or_base(),
        }
    }

    /// `increases of €377 million (+22%) in drugs and €104 million (+25%) in oils`: the noun is said of each.
    fn is_dealt_out(&self) -> Option<Direction> {
        let joined = is(self.items.word(self.at.checked_sub(1)?), "and") || self.items.mark(self.at - 1) == Some(',');
        let noun = (0..self.at).rev().take(60).find(|at| is_any(self.items.word(*at), CHANGES_OF_EACH))?;
        let others = self.earlier.iter().filter(|(at, _)| *at > noun);
        let alike = others.clone().count() > 0
            && others.clone().all(|(_, role)| matches!(role, Role::Change(_) | Role::Growth(_)));
        match self.items.term(noun)? {
            Term::Change(direction) if joined && alike && is(self.items.word(noun + 1), "of") => Some(direction),
            _ => None,
        }
    }

    /// `rose 18.7 per cent to 42,737 visitors from 36,016`: large counts are levels where the words around them say so.
    fn count(&self) -> Role {
        if self.figure.value < crate::check::exact::whole(FEWEST) {
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
        let mut left = self.left().take(4);
        left.any(|at| is_any(self.items.word(at), &words) && is_any(self.items.word(at + 1), &["of", "for", "was"]))
    }

    /// `(1 yen equals 0.0065 USD)`, `($1 = 0.97 franc)`.
    fn is_price_of_money(&self) -> bool {
        let one = |figure: &Figure| figure.is_money() && figure.value == crate::check::exact::whole(1);
        let equals = |at: usize| self.items.mark(at) == Some('=') || is_any(self.items.word(at), &["equals", "equal"]);
        let before = self.at.checked_sub(2).filter(|at| equals(at + 1)).is_some_and(|at| match self.items.list[at] {
            Item::Figure(index) => one(&self.items.scanned.figures[index]),
            _ => false,
        });
        before || (one(self.figure) && equals(self.at + 1))
    }

    /// `$1.6 billion more than January exports`.
    fn more_than_base(&self) -> Option<Direction> {
        let than = is(self.items.word(self.at + 2), "than");
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
            _ => None,
        }
    }

    /// `£5.6 billion drop`, but not `$5 billion, up` or `$5 billion more`.
    fn noun_to_the_right(&self) -> Option<Direction> {
        match self.items.list.get(self.at + 1)? {
            Item::Word { term: Some(Term::Change(direction)), .. } if self.is_noun(self.at + 1) => Some(*direction),
            _ => None,
        }
    }

    fn is_noun(&self, at: usize) -> bool {
        is_any(
            self.items.word(at),
            &[
                "increase",
                "rise",
                "gain",
                "growth",
                "drop",
                "fall",
                "decline",
                "decrease",
                "jump",
                "surge",
                "reduction",
                "dip",
                "change",
                "difference",
                "expansion",
            ],
        )
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
        let over = fronted || (restarted && self.earlier.is_empty()) || self.goes_on_after_comparison();
        if compared && !over { Role::Base } else { Role::Level }
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

    /// Amounts in brackets: a base with its period, or the change beside its percentage.
    fn bracketed(&self) -> Option<Role> {
        if !self.in_brackets() {
            return None;
        }
        if self.figure.signed {
            // "trade (+16.2 billion), services (−6.7 billion)"
            return Some(Role::Level);
        }
        if let Some(direction) = self.contributes() {
            return Some(Role::Change(direction));
        }
        match self.earlier.last()? {
            (before, Role::Growth(direction)) if self.at - before <= 3 && self.items.mark(self.at + 1) == Some(')') => {
                Some(Role::Change(*direction))
            }
            // "Ardland (2,195 million litres, −3%) and Bessia (1,440 million litres)": each has its own brackets.
            (before, _) if (before + 1..self.at).any(|at| self.items.mark(at) == Some(')')) => None,
            (_, Role::Level | Role::Growth(_) | Role::Change(_)) => Some(Role::Base),
            _ => None,
        }
    }

    /// `increases in aircraft ($0.5 billion) and in tools ($0.3 billion)`: what each has added.
    fn contributes(&self) -> Option<Direction> {
        let sentence = (0..self.at).rev().take(40).take_while(|at| !matches!(self.items.mark(*at), Some(';')));
        let noun = sentence
            .filter(|at| is_any(self.items.word(*at), CHANGES_OF_EACH))
            .find(|at| is(self.items.word(at + 1), "in"))?;
        let named = (0..self.at).rev().take(2).any(|at| self.items.mark(at) == Some('('))
            && self.earlier.iter().filter(|(at, _)| *at > noun).all(|(_, role)| matches!(role, Role::Change(_)));
        match self.items.term(noun)? {
            Term::Change(direction) if named => Some(direction),
            _ => None,
        }
    }

    fn follows_other_currency(&self) -> bool {
        let Some((before, _)) = self.earlier.last() else {
            return false;
        };
        let Some(Item::Figure(index)) = self.items.list.get(*before) else {
            return false;
        };
        let other = &self.items.scanned.figures[*index];
        let amount = other.is_money() || (other.unit == Unit::Number && other.magnitude >= 6);
        // "70.2 billion Malaysian ringgit (RM) (16.3 billion USD)"
        let beside = self.at - before <= 4 || (before + 1..self.at).all(|at| self.names_currency(at));
        let unlike = other.currency != self.figure.currency || self.is_other_notation(other);
        self.figure.is_money() && amount && unlike && beside
    }

    /// `26,246 crore (262.46 billion)`: about as much, at another magnitude.
    fn is_other_notation(&self, other: &Figure) -> bool {
        let off = (&self.figure.value - &other.value).abs();
        other.magnitude != self.figure.magnitude && off * crate::check::exact::whole(50) <= other.value.abs()
    }

    fn names_currency(&self, at: usize) -> bool {
        matches!(self.items.mark(at), Some('(' | ')')) || (self.items.term(at).is_none() && !self.items.is_figure(at))
    }
}

/// Nouns that are said once of several changes.
const CHANGES_OF_EACH: &[&str] =
    &["increases", "decreases", "declines", "rises", "falls", "gains", "drops", "reductions", "losses"];

const STOPS_RIGHT: &[&str] = &[
    "of", "to", "in", "from", "and", "for", "at", "on", "by", "while", "with", "which", "as", "compared", "over",
    "against", "but", "against", "when",
];

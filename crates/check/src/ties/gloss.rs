//! A sentence as a row of classes: what each word is for the figures around it, names and other words told apart only from these.

use crate::link::Linked;
use crate::link::lexicon::{Direction, Flow, Term, term};
use crate::read::Text;
use crate::words::{TokenKind, tokens};

/// Words of the language's grammar that stay themselves.
const KEPT: &[&str] = &[
    "in",
    "on",
    "at",
    "for",
    "during",
    "per",
    "which",
    "including",
    "excluding",
    "or",
    "only",
    "after",
    "before",
    "since",
    "until",
    "due",
    "because",
    "if",
    "not",
    "each",
    "every",
    "between",
    "respectively",
    "equivalent",
    "equal",
    "namely",
    "another",
    "other",
    "following",
    "leaving",
    "giving",
    "bringing",
    "making",
    "through",
    "into",
    "over",
    "when",
    "where",
    "whose",
];

/// Words that say that a rate is of something else than the amounts beside it, or that nothing has happened yet.
const APART: &[(&str, &str)] = &[
    ("real", "basis"),
    ("volume", "basis"),
    ("constant", "basis"),
    ("comparable", "basis"),
    ("organic", "basis"),
    ("adjusted", "basis"),
    ("seasonally", "basis"),
    ("like", "basis"),
    ("underlying", "basis"),
    ("currency", "basis"),
    ("capita", "basis"),
    ("inflation", "basis"),
    ("estimate", "ahead"),
    ("estimates", "ahead"),
    ("projections", "ahead"),
    ("projection", "ahead"),
    ("consensus", "ahead"),
    ("analysts", "ahead"),
    ("loss", "sign"),
    ("losses", "sign"),
    ("negative", "sign"),
    ("disinvestment", "sign"),
    ("outflow", "sign"),
    ("outflows", "sign"),
    ("shortage", "sign"),
    ("feet", "unit"),
    ("inches", "unit"),
    ("miles", "unit"),
    ("forecast", "ahead"),
    ("expected", "ahead"),
    ("expects", "ahead"),
    ("expect", "ahead"),
    ("target", "ahead"),
    ("will", "ahead"),
    ("would", "ahead"),
    ("could", "ahead"),
    ("should", "ahead"),
    ("projected", "ahead"),
    ("planned", "ahead"),
    ("budget", "ahead"),
    ("share", "share"),
    ("shares", "share"),
    ("margin", "rate"),
    ("rate", "rate"),
    ("rates", "rate"),
    ("yield", "rate"),
    ("price", "price"),
    ("prices", "price"),
    ("excluding", "part"),
    ("including", "part"),
    ("except", "part"),
    ("revised", "revised"),
    ("average", "average"),
    ("annual", "annual"),
    ("annually", "annual"),
    ("annualized", "annual"),
    ("cumulative", "cumulative"),
    ("respectively", "respectively"),
];

/// The class of one word; empty where it says nothing.
fn class(word: &str) -> &'static str {
    if let Some(term) = term(word) {
        return match term {
            Term::Flow(_) => "FLOW",
            Term::Change(Direction::Up | Direction::Down) => "CHANGE",
            Term::Change(Direction::Unstated) => "MOVE",
            Term::Comparative(_) if ["up", "down"].iter().any(|said| word.eq_ignore_ascii_case(said)) => "UP",
            Term::Comparative(_) => "MORE",
            Term::Compare if word.eq_ignore_ascii_case("than") => "than",
            Term::Compare => "AGAINST",
            Term::To => "to",
            Term::From => "from",
            Term::By => "by",
            Term::Of => "of",
            Term::LevelVerb => "WAS",
            Term::Share => "SHARE",
            Term::Average => "MEAN",
            Term::Pronoun => "it",
            Term::Conjunction => {
                kept(word, &["and", "while", "whilst", "whereas", "but", "with", "as", "although"]).unwrap_or("and")
            }
            Term::Filler => "",
        };
    }
    if let Some(kept) = kept(word, KEPT) {
        return kept;
    }
    if word.starts_with(char::is_uppercase) { "N" } else { "w" }
}

fn kept(word: &str, list: &'static [&'static str]) -> Option<&'static str> {
    list.iter().copied().find(|kept| word.eq_ignore_ascii_case(kept))
}

/// What a word says of a basis, a forecast, a part.
pub(super) fn notion(word: &str) -> Option<&'static str> {
    APART.iter().find(|(listed, _)| word.eq_ignore_ascii_case(listed)).map(|(_, notion)| *notion)
}

/// One thing of a sentence: where it starts, and its class.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    pub start: usize,
    pub class: &'static str,
    /// In lower case, where it is a word of the language.
    pub word: String,
    /// Which way a word of change goes.
    pub direction: Option<Direction>,
    pub flow: Option<Flow>,
    pub figure: Option<usize>,
}

/// A sentence's classes and what its words say beside them.
#[derive(Debug, Clone, Default)]
pub struct Gloss {
    pub(super) pieces: Vec<Piece>,
    /// Where a notion is said.
    pub(super) notions: Vec<Piece>,
}

impl Gloss {
    pub fn of(text: &Text, linked: &Linked, sentence: usize) -> Self {
        let span = linked.sentences[sentence].span.clone();
        let mut figures = linked.sentences[sentence].figures.clone().peekable();
        let mut periods = linked.periods_within(&span).iter().peekable();
        let mut found = Self::default();
        let mut covered = 0;
        for token in tokens(&text.prose, span) {
            while let Some(period) = periods.next_if(|period| period.span.start < token.end) {
                if period.span.end > covered {
                    found.pieces.push(Piece { start: period.span.start, class: "@", ..Piece::default() });
                    covered = period.span.end;
                }
            }
            while let Some(at) = figures.next_if(|at| linked.figures[*at].span.start < token.end) {
                let span = &linked.figures[at].span;
                if span.end > covered {
                    found.pieces.push(Piece { start: span.start, class: "#", figure: Some(at), ..Piece::default() });
                    covered = span.end;
                }
            }
            if token.start < covered {
                continue;
            }
            let word = token.text(&text.prose);
            let class = match token.kind {
                TokenKind::Word => class(word),
                TokenKind::Digits => "w",
                TokenKind::Mark => match word {
                    "," => ",",
                    ";" => ";",
                    ":" => ":",
                    "(" | "[" => "(",
                    ")" | "]" => ")",
                    "–" | "—" => "–",
                    "-" => "-",
                    "=" => "=",
                    "/" => "/",
                    _ => "",
                },
            };
            if let Some(notion) = notion(word) {
                found.notions.push(Piece { start: token.start, class: notion, ..Piece::default() });
            }
            if !class.is_empty() {
                let term = term(word);
                let direction = match term {
                    Some(Term::Change(direction) | Term::Comparative(direction)) => Some(direction),
                    _ => None,
                };
                let flow = if let Some(Term::Flow(flow)) = term { Some(flow) } else { None };
                let word = word.to_lowercase();
                found.pieces.push(Piece { start: token.start, class, word, direction, flow, figure: None });
            }
        }
        // A trade deficit is no trade.
        for at in 1..found.pieces.len() {
            if found.pieces[at].flow.is_some_and(Flow::is_balance) && found.pieces[at - 1].flow == Some(Flow::Trade) {
                found.pieces[at - 1].flow = None;
            }
        }
        found
    }

    /// The classes from byte `from` to byte `to`, runs of names and of other words as one.
    pub fn between(&self, from: usize, to: usize) -> Vec<&'static str> {
        let first = self.pieces.partition_point(|piece| piece.start < from);
        let last = self.pieces.partition_point(|piece| piece.start < to);
        let mut classes: Vec<&'static str> =
            self.pieces[first..last.max(first)].iter().map(|piece| piece.class).collect();
        classes.dedup_by(|a, b| a == b && (*a == "w" || *a == "N"));
        classes
    }
}

//! Which series a sentence speaks of: the flow, and the words that narrow it.

use std::collections::BTreeSet;

use super::items::{Item, Items};
use super::lexicon::{Flow, TRADE_NOT_FLOW, Term};
use super::scope_words::{CLAUSE_STARTS, FLOW_NOUNS, STOP, VERBS, WEAK};
use crate::words::is_any;

/// What a figure is a figure of, as far as the text says it. Unknown keys stay unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Series {
    pub flow: Option<Flow>,
    /// Partners, products and adjectives that narrow the flow: words in lower case, economies by their code in capitals.
    pub terms: BTreeSet<String>,
    /// Whose flow it is, as in `terms`.
    pub reporter: Option<String>,
}

impl Series {
    /// Whether both are narrowed by the same words.
    #[must_use]
    pub fn same_scope(&self, other: &Self) -> bool {
        let said = strong(&self.terms).eq(strong(&other.terms)) && self.reporters_agree(other);
        // Trade between two economies and the exports of one to the other name the same two.
        said || (self.says_no_more_than(other) && other.says_no_more_than(self))
    }

    /// Whether it is told apart from `whole` as a part of it: by a partner or product that `whole` does not name.
    #[must_use]
    pub fn narrows(&self, whole: &Self) -> bool {
        let adds = !self.terms.is_subset(&whole.terms);
        adds && self.reporters_agree(whole) && (whole.is_unscoped() || whole.says_no_more_than(self))
    }

    /// Whether one says no more than the other of what narrows it: `trade between Ardland and Bessia`, `imports from Bessia`.
    #[must_use]
    pub fn scope_may_be(&self, other: &Self) -> bool {
        self.reporters_agree(other) && (self.says_no_more_than(other) || other.says_no_more_than(self))
    }

    /// Whether both are narrowed, and by nothing in common: what Ardland imports is no part of what Bessia trades.
    #[must_use]
    pub fn is_of_other(&self, other: &Self) -> bool {
        !self.is_unscoped() && !other.is_unscoped() && strong(&self.terms).all(|term| !other.terms.contains(term))
    }

    /// As [`Series::scope_may_be`], leaving open whose flow it is where one does not say.
    #[must_use]
    pub fn terms_may_be(&self, other: &Self) -> bool {
        let within = |a: &Self, b: &Self| strong(&a.terms).all(|term| b.terms.contains(term));
        self.reporters_agree(other) && (within(self, other) || within(other, self))
    }

    /// Whether all that narrows it, its reporter among the rest, narrows `other` too.
    fn says_no_more_than(&self, other: &Self) -> bool {
        let has = |name: &String| other.terms.contains(name) || other.reporter.as_ref() == Some(name);
        strong(&self.terms).chain(&self.reporter).all(has)
    }

    /// Whether nothing that is said of them differs.
    #[must_use]
    pub fn reporters_agree(&self, other: &Self) -> bool {
        match (&self.reporter, &other.reporter) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    /// Whether nothing narrows it.
    #[must_use]
    pub fn is_unscoped(&self) -> bool {
        strong(&self.terms).next().is_none()
    }

    /// The key as `exports:china,services`.
    #[must_use]
    pub fn key(&self) -> Option<String> {
        let flow = self.flow?.name();
        let terms: Vec<&str> = self.terms.iter().map(String::as_str).collect();
        Some(if terms.is_empty() { flow.to_owned() } else { format!("{flow}:{}", terms.join(",")) })
    }
}

fn strong(terms: &BTreeSet<String>) -> impl Iterator<Item = &String> {
    terms.iter().filter(|term| !WEAK.contains(&term.as_str()))
}

/// A flow that a sentence names, and where.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// The first and last item of the phrase.
    pub first: usize,
    pub last: usize,
    pub series: Series,
}

/// All flows that the sentence names, in order.
pub(super) fn mentions(items: &Items<'_>) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < items.list.len() {
        let Some(mention) = mention_at(items, at) else {
            at += 1;
            continue;
        };
        at = mention.last + 1;
        let before = found.last().filter(|before| is_balance_of(items, before, &mention));
        let scope = before.map(|before| (before.series.terms.clone(), before.series.reporter.clone()));
        found.push(mention);
        if let (Some((terms, reporter)), Some(last)) = (scope, found.last_mut()) {
            (last.series.terms, last.series.reporter) = (terms, reporter);
        }
    }
    found
}

/// `trade with the Union posted a surplus of`: the balance is of what the clause is about.
fn is_balance_of(items: &Items<'_>, before: &Mention, balance: &Mention) -> bool {
    let is_balance = balance.series.flow.is_some_and(Flow::is_balance) && balance.series.is_unscoped();
    let of_trade = before.series.flow.is_some_and(|flow| flow.is_balance() || flow == Flow::Trade);
    let between = before.last + 1..balance.first;
    let near = between.len() <= 4 && between.clone().all(|at| !items.word(at).is_empty());
    is_balance && of_trade && near && balance.series.reporter.is_none()
}

fn mention_at(items: &Items<'_>, at: usize) -> Option<Mention> {
    let Some(Term::Flow(mut flow)) = items.term(at) else {
        return None;
    };
    if !is_flow(items, at, flow) {
        return None;
    }
    let mut head_end = at;
    if let Some(end) = joined_flow(items, at, flow) {
        (flow, head_end) = (Flow::Trade, end);
    }
    let mut series = Series { flow: Some(flow), ..Series::default() };
    let first = narrow_left(items, at, &mut series);
    let last = narrow_right(items, head_end, &mut series);
    Some(Mention { first, last, series })
}

fn is_flow(items: &Items<'_>, at: usize, flow: Flow) -> bool {
    let (word, next) = (items.word(at), items.word(at + 1));
    let before = at.checked_sub(1).map_or("", |before| items.word(before));
    match flow {
        Flow::Trade => {
            let heads_balance =
                matches!(items.term(at + 1), Some(Term::Flow(next)) if next.is_balance() || next == Flow::Trade);
            !heads_balance && !is_any(next, TRADE_NOT_FLOW)
        }
        Flow::Exports | Flow::Imports if is_any(word, &["export", "import"]) => {
            next.is_empty() || is_any(next, FLOW_NOUNS) || items.term(at + 1).is_some()
        }
        Flow::Deficit if is_any(word, &["gap", "shortfall"]) => {
            is_any(before, &["trade", "current", "goods", "services"])
        }
        Flow::Balance => {
            is_any(before, &["trade", "negative", "positive", "total", "account", "goods", "services"])
                || is_any(next, &["on", "of", "with"])
        }
        _ => true,
    }
}

/// `exports and imports` together are trade.
fn joined_flow(items: &Items<'_>, at: usize, flow: Flow) -> Option<usize> {
    let other = match flow {
        Flow::Exports => Flow::Imports,
        Flow::Imports => Flow::Exports,
        _ => return None,
    };
    let joined = is_any(items.word(at + 1), &["and"]) || items.mark(at + 1) == Some('/');
    (joined && items.term(at + 2) == Some(Term::Flow(other))).then_some(at + 2)
}

/// Adjectives and possessors before the head; returns where the phrase starts.
fn narrow_left(items: &Items<'_>, head: usize, series: &mut Series) -> usize {
    let mut first = head;
    while let Some(at) = first.checked_sub(1) {
        if let Some(name) = items.name_to(at) {
            // In "Ardland exported" and "Ardland's exports" it is whose flow it is, in "Ardland-Bessia trade" who takes part.
            if name.adjective || is_possessor(items, at) || is_exporter(items, at, head) {
                series.reporter = Some(name.code.to_owned());
            } else {
                series.terms.insert(name.code.to_owned());
            }
            first = name.first;
            continue;
        }
        // The last point of "U.S. exports".
        if items.mark(at) == Some('.') && at.checked_sub(1).is_some_and(|before| items.name_to(before).is_some()) {
            first = at;
            continue;
        }
        match items.list.get(at) {
            Some(Item::Mark { mark: '-' | '’' | '\'' | '‑', .. }) => first = at,
            Some(Item::Word { term: None | Some(Term::Filler), .. }) => {
                let word = items.word(at);
                if is_any(word, CLAUSE_STARTS) || is_any(word, VERBS) {
                    break;
                }
                if is_exporter(items, at, head) {
                    series.reporter = Some(word.to_lowercase());
                } else if is_possessor(items, at) {
                    if !is_any(word, &["country", "year", "nation"]) {
                        series.reporter = Some(word.to_lowercase());
                    }
                } else {
                    add(series, word);
                }
                first = at;
                if is_any(word, &["the", "a", "an", "its", "their"]) {
                    break;
                }
            }
            Some(Item::Word { term: Some(Term::Flow(Flow::Trade)), .. }) => first = at,
            _ => break,
        }
    }
    first
}

/// Whether `'s` follows, or the apostrophe alone: `Ardland's exports`, `the Netherlands' exports`.
fn is_possessor(items: &Items<'_>, at: usize) -> bool {
    let apostrophe = items.mark(at + 1).is_some_and(|mark| matches!(mark, '’' | '\''));
    apostrophe && (is_any(items.word(at + 2), &["s"]) || items.word(at).ends_with('s'))
}

/// `Ardland imported goods worth`: the name before the verb is whose flow it is.
fn is_exporter(items: &Items<'_>, at: usize, head: usize) -> bool {
    let verb = is_any(items.word(head), &["exported", "imported"]);
    verb && at + 1 == head && items.word(at).starts_with(char::is_uppercase)
}

/// `to X`, `from X`, `with X`, `of X`, `in X` after the head; returns where the phrase ends.
fn narrow_right(items: &Items<'_>, head: usize, series: &mut Series) -> usize {
    let mut last = head;
    let mut at = head + 1;
    let mut inside = false;
    // "surplus in trade in goods" is a surplus.
    let head_is_balance = series.flow.is_some_and(Flow::is_balance);
    while let Some(Item::Word { term, .. }) = items.list.get(at) {
        let word = items.word(at);
        let preposition = is_any(word, &["to", "from", "with", "of", "in", "into", "between", "for", "among"]);
        if preposition {
            // "to" before a figure or a change is no partner.
            let of_trade = head_is_balance && items.term(at + 1) == Some(Term::Flow(Flow::Trade));
            if !of_trade && !opens_phrase(items, at + 1) {
                break;
            }
            inside = true;
        } else if !inside {
            if is_any(word, FLOW_NOUNS) {
                last = at;
                at += 1;
                continue;
            }
            break;
        } else if ends_phrase(items, at, *term) {
            break;
        } else if head_is_balance && is_any(items.word(at - 1), &["for"]) && word.starts_with(char::is_uppercase) {
            // A surplus for Ardland is Ardland's.
            series.reporter = Some(items.scope(at));
        } else if let Some(name) = items.name_from(at) {
            // "the trade of Ardland" is Ardland's trade.
            let owner = is_any(items.word(at - 1), &["of"]) && !name.adjective && series.reporter.is_none();
            if owner {
                series.reporter = Some(name.code.to_owned());
            } else {
                series.terms.insert(name.code.to_owned());
            }
        } else {
            add(series, word);
        }
        last = items.name_from(at).filter(|_| !preposition && inside).map_or(at, |name| name.last);
        at = last + 1;
        while items.mark(at).is_some_and(|mark| matches!(mark, '-' | '’' | '\'' | '‑')) {
            at += 1;
        }
    }
    last
}

/// Whether the word at `at` says that the partners and products are over.
fn ends_phrase(items: &Items<'_>, at: usize, term: Option<Term>) -> bool {
    let word = items.word(at);
    let other_part =
        term.is_some_and(|term| !matches!(term, Term::Filler | Term::Flow(Flow::Trade) | Term::Conjunction));
    let starts_clause = is_any(word, VERBS) || (is_any(word, CLAUSE_STARTS) && !is_any(word, &["and", "or"]));
    let next_flow = is_any(word, &["and"]) && matches!(items.term(at + 1), Some(Term::Flow(_)));
    other_part || starts_clause || next_flow
}

/// Whether a partner or product may start here.
fn opens_phrase(items: &Items<'_>, at: usize) -> bool {
    match items.list.get(at) {
        Some(Item::Word { term: None, .. }) => true,
        Some(Item::Word { term: Some(Term::Filler), .. }) => {
            matches!(items.list.get(at + 1), Some(Item::Word { term: None | Some(Term::Filler), .. }))
        }
        _ => false,
    }
}

fn add(series: &mut Series, word: &str) {
    let adverb = word.len() > 4 && word.ends_with("ly") && !is_any(word, &["italy", "supply"]);
    if word.len() > 1 && !adverb && !is_any(word, STOP) {
        series.terms.insert(word.to_lowercase());
    }
}

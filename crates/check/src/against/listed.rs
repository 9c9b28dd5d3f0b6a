//! Numbers of companies that a text says are listed: `Eight mining companies trade on AIM`.

use std::collections::BTreeMap;
use std::ops::Range;

use num_traits::ToPrimitive as _;

use super::clause::parties;
use super::{Answer, Subject};
use crate::candidate::{Candidate, Judgement, Mend, Signed, Tie};
use crate::choose::Chosen;
use crate::link::Linked;
use crate::quantities::Unit;
use crate::quantities::wording::spelled;
use crate::solve::decide;
use crate::ties::Bet;
use crate::words::{is_any, tokens};
use tradeproof_model::Kind;
use tradeproof_model::evidence::Holding;
use tradeproof_model::schema::{COUNTRY, MARKET, SECTOR, SEGMENT};

/// What is counted.
const COMPANIES: &[&str] = &["companies", "firms", "issuers", "businesses", "corporations"];

/// How many words may stand between a number and what is counted.
const BETWEEN: usize = 3;

/// Looks up all numbers of companies that name where they are listed.
pub(super) fn counts(subject: &Subject<'_>, answers: &mut Vec<Answer>) {
    for (index, there) in
        subject.evidence.holdings().iter().enumerate().filter(|(_, there)| there.kind == Kind::Listings)
    {
        for figure in 0..subject.linked.figures.len() {
            let Some(wanted) = wanted(subject, there, figure) else { continue };
            // A number that another list already counts is not counted again.
            let known = answers.iter().any(|answer| answer.chosen.candidate.reported.figure == figure);
            if let Ok(counted) = subject.evidence.listed(index, &wanted)
                && !known
            {
                answers.extend(decided(subject.linked, figure, counted.count, counted.query, &wanted));
            }
        }
    }
}

/// The columns and values that the words around a number name; `None` where a word is not understood.
fn wanted(subject: &Subject<'_>, there: &Holding, index: usize) -> Option<BTreeMap<&'static str, String>> {
    let figure = &subject.linked.figures[index];
    let sentence = subject.linked.placed.get(index)?.sentence;
    let span = subject.linked.sentences.get(sentence)?.span.clone();
    let prose = &subject.text.prose;
    if figure.unit != Unit::Count || figure.bound.is_some() || figure.hedge.is_some() {
        return None;
    }
    let after = tokens(prose, figure.span.end..span.end.max(figure.span.end));
    let head: Vec<&str> = figure_words(prose, &figure.span);
    let following: Vec<&str> = after.iter().map(|token| token.text(prose)).take(BETWEEN + 1).collect();
    let words: Vec<&str> = head.into_iter().chain(following).collect();
    let noun = words.iter().position(|word| is_any(word, COMPANIES))?;
    let mut wanted = BTreeMap::new();
    for word in &words[..noun] {
        let (column, value) = narrowed(there, word)?;
        wanted.insert(column, value);
    }
    let sentence = prose[span.clone()].to_lowercase();
    for column in [MARKET, SEGMENT] {
        let named: Vec<&String> =
            there.of(column).iter().filter(|value| sentence.contains(&value.to_lowercase())).collect();
        if let [only] = named.as_slice() {
            wanted.insert(column, (*only).clone());
        }
    }
    // Without a market, companies of any kind may be meant.
    (wanted.contains_key(MARKET) || wanted.contains_key(SEGMENT)).then_some(wanted)
}

/// The words of a figure after its number: `Eight mining companies` may be one figure.
fn figure_words<'t>(prose: &'t str, span: &Range<usize>) -> Vec<&'t str> {
    tokens(prose, span.clone()).iter().skip(1).map(|token| token.text(prose)).collect()
}

/// What an adjective before the noun narrows: a sector or a country.
fn narrowed(there: &Holding, word: &str) -> Option<(&'static str, String)> {
    let sector = there.of(SECTOR).iter().find(|sector| sector.eq_ignore_ascii_case(word));
    let country = || {
        let named = parties(word, &(0..word.len()));
        let codes = named.first().map_or(&[][..], |(party, _)| party.codes);
        codes.iter().find(|code| there.has(COUNTRY, code)).map(|code| (*code).to_owned())
    };
    sector.map(|sector| (SECTOR, sector.clone())).or_else(|| country().map(|country| (COUNTRY, country)))
}

fn decided(
    linked: &Linked,
    figure: usize,
    found: i64,
    query: String,
    wanted: &BTreeMap<&'static str, String>,
) -> Option<Answer> {
    let printed = &linked.figures[figure];
    let to = spelled(found).map(str::to_owned).filter(|_| printed.spelled).unwrap_or_else(|| found.to_string());
    let holds = printed.value.to_integer().to_i64()? == found;
    let candidate = Candidate {
        form: Candidate::LINKED,
        kind: super::LISTED,
        reported: Signed::plus(figure),
        operands: Vec::new(),
        sentence: linked.placed[figure].sentence,
        tie: Tie::Stated,
        judgement: Judgement::Stated {
            holds,
            detail: format!("the data list {found}"),
            mends: vec![Mend { figure, to, slip: None }],
        },
    };
    let decision = decide(linked, &candidate)?;
    let places: Vec<&str> = wanted.values().map(String::as_str).collect();
    Some(Answer {
        chosen: Chosen { candidate, decision, bet: Bet::SURE, others: Vec::new() },
        explanation: None,
        series: format!("the number of companies listed ({})", places.join(", ")),
        note: None,
        query,
    })
}

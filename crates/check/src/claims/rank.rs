//! Ranks against each other: `the sixth-largest investor` is not `one of the five largest`.

use std::collections::BTreeSet;

use num_traits::ToPrimitive;

use super::{Candidate, Judgement, Kind, Manual, Mend, Signed, Tie};
use crate::link::Linked;
use crate::quantities::Unit;
use crate::quantities::wording::{spelled, spelled_place};
use crate::read::Text;
use crate::words::{TokenKind, is_any, tokens};

pub(super) const KIND: Kind = Kind {
    name: "rank",
    about: "ranks of one thing in one field do not exclude each other",
    manual: Manual {
        checks: "Two ranks that a text gives one economy in one field: `sixth-largest` excludes `one of the five largest`.",
        holds: "The UK is the fourth-largest investor. The UK is one of the five largest sources of investment.",
        fails: Some("The UK is the sixth-largest investor. The UK is one of the five largest sources of investment."),
        leaves: "Ranks of other economies or in other fields.",
    },
    find,
};

/// A place in an order that a text gives to something.
struct Ranking {
    figure: usize,
    sentence: usize,
    place: i64,
    /// `sixth` is a place, `one of the five` is that place or a better one.
    within: bool,
    /// Whether the order is from the top.
    largest: bool,
    subjects: BTreeSet<&'static str>,
    fields: BTreeSet<&'static str>,
}

const LARGEST: &[&str] = &["largest", "biggest", "highest", "leading", "top", "greatest", "main"];
const SMALLEST: &[&str] = &["smallest", "lowest"];

/// The fields in which economies are ranked, by the words that name them.
const FIELDS: &[(&str, &[&str])] = &[
    ("investment", &["investor", "investors", "investment", "investments", "fdi"]),
    ("trade", &["trade", "trading"]),
    ("exports", &["export", "exports", "exporter", "exporters", "supplier", "suppliers"]),
    ("imports", &["import", "imports", "importer", "importers", "buyer", "buyers"]),
    ("economy", &["gdp", "economies"]),
];

/// Economies under their several names.
const SUBJECTS: &[(&str, &[&str])] = &[
    ("GBR", &["uk", "britain", "united kingdom", "u.k"]),
    ("USA", &["us", "usa", "united states", "america", "u.s"]),
    ("CHN", &["china"]),
    ("RUS", &["russia"]),
    ("DEU", &["germany"]),
    ("IND", &["india"]),
    ("JPN", &["japan"]),
    ("KAZ", &["kazakhstan"]),
    ("TUR", &["turkey", "türkiye"]),
    ("FRA", &["france"]),
    ("ITA", &["italy"]),
    ("NLD", &["netherlands"]),
    ("KOR", &["south korea"]),
];

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let rankings: Vec<Ranking> = linked
        .sentences
        .iter()
        .enumerate()
        .flat_map(|(index, sentence)| sentence.figures.clone().map(move |at| (index, at)))
        .filter_map(|(index, at)| ranking(text, linked, index, at))
        .collect();
    let mut found = Vec::new();
    for (index, a) in rankings.iter().enumerate() {
        for b in &rankings[index + 1..] {
            let same = a.largest == b.largest
                && a.subjects == b.subjects
                && !a.subjects.is_empty()
                && !a.fields.is_disjoint(&b.fields);
            if same {
                found.extend(compare(text, linked, a, b));
            }
        }
    }
    found
}

fn ranking(text: &Text, linked: &Linked, sentence: usize, at: usize) -> Option<Ranking> {
    let figure = &linked.figures[at];
    let within = match figure.unit {
        Unit::Ordinal => false,
        Unit::Count => true,
        _ => return None,
    };
    let span = &linked.sentences[sentence].span;
    let after: Vec<&str> = words(text, figure.span.end, span.end).take(2).collect();
    let before: Vec<&str> = words(text, span.start, figure.span.start).collect();
    let order = *after.first()?;
    let largest = is_any(order, LARGEST);
    let topped = before.last().is_some_and(|word| is_any(word, &["top"]));
    let counted = within && (topped || before.iter().rev().take(3).any(|word| is_any(word, &["of", "among"])));
    if !(largest || is_any(order, SMALLEST) || topped) || (within && !counted) {
        return None;
    }
    let sentence_text = text.prose[span.clone()].to_lowercase();
    Some(Ranking {
        figure: at,
        sentence,
        place: figure.value.to_integer().to_i64()?,
        within,
        largest: largest || topped,
        subjects: ranked(&text.prose[span.start..figure.span.start].to_lowercase()),
        fields: named(FIELDS, &sentence_text),
    })
}

fn words(text: &Text, from: usize, to: usize) -> impl Iterator<Item = &str> {
    tokens(&text.prose, from..to)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.text(&text.prose))
}

/// The economy that is ranked: the last one named before the rank.
fn ranked(before: &str) -> BTreeSet<&'static str> {
    let last = SUBJECTS
        .iter()
        .filter_map(|(code, names)| Some((names.iter().filter_map(|name| word_at(before, name)).max()?, *code)))
        .max();
    last.map(|(_, code)| code).into_iter().collect()
}

fn named(table: &[(&'static str, &[&str])], text: &str) -> BTreeSet<&'static str> {
    table
        .iter()
        .filter(|(_, names)| names.iter().any(|name| word_at(text, name).is_some()))
        .map(|(code, _)| *code)
        .collect()
}

/// Where `word` last stands as a word of its own.
fn word_at(text: &str, word: &str) -> Option<usize> {
    text.rmatch_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn compare(text: &Text, linked: &Linked, a: &Ranking, b: &Ranking) -> Option<Candidate> {
    let holds = match (a.within, b.within) {
        (false, false) => a.place == b.place,
        (false, true) => a.place <= b.place,
        (true, false) => b.place <= a.place,
        // Both can be true of any place within the smaller number.
        (true, true) => return None,
    };
    let print = |ranking: &Ranking| text.prose[linked.figures[ranking.figure].span.clone()].to_lowercase();
    let says = |ranking: &Ranking| {
        if ranking.within {
            format!("one of the {} largest", print(ranking))
        } else {
            format!("{}-largest", print(ranking))
        }
    };
    let detail = if holds {
        format!("{} and {} agree", says(a), says(b))
    } else {
        format!("{} and {} exclude each other", says(a), says(b))
    };
    let mends = [(a, b), (b, a)]
        .into_iter()
        .map(|(this, other)| Mend { figure: this.figure, to: mended(this, other), slip: None })
        .collect();
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(b.figure),
        operands: vec![Signed::plus(a.figure)],
        sentence: b.sentence,
        tie: Tie::Stated,
        judgement: Judgement::Stated { holds, detail, mends },
    })
}

fn mended(this: &Ranking, other: &Ranking) -> String {
    let place = spelled_place(other.place).map_or_else(|| format!("place {}", other.place), str::to_owned);
    let number = spelled(other.place).map_or_else(|| other.place.to_string(), str::to_owned);
    match (this.within, other.within) {
        (true, _) => format!("{number} or more"),
        (false, true) => format!("{place} or better"),
        (false, false) => place,
    }
}

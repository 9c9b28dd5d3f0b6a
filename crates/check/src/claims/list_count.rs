//! A count against the list it introduces: `Eight companies – A, B, C – …`.

use num_traits::ToPrimitive;

use super::list::{List, enumerated};
use super::phrase::Phrase;
use super::{Candidate, Judgement, Kind, Manual, Mend, Signed, Tie};
use crate::link::Linked;
use crate::quantities::wording::{spelled, spelled_place};
use crate::quantities::{Figure, Unit};
use crate::read::Text;

pub(super) const KIND: Kind = Kind {
    name: "list_count",
    about: "a count is the number of things in the list that it introduces",
    manual: Manual {
        checks: "A count, or a place in a row (`the third year running`), against the list that it introduces in brackets, between \
                 dashes or after a colon.",
        holds: "Three firms – Alpha, Beta and Gamma – took part.",
        fails: Some("Five firms – Alpha, Beta and Gamma – took part."),
        leaves: "Lists that are a choice (`among them`, `including`, `such as`).",
    },
    find,
};

/// How many words may stand between the count and its list.
const GAP: usize = 12;

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, sentence) in linked.sentences.iter().enumerate() {
        for at in sentence.figures.clone() {
            let figure = &linked.figures[at];
            if !(figure.unit == Unit::Count || runs_on(text, linked, at))
                || figure.bound.is_some()
                || figure.hedge.is_some()
            {
                continue;
            }
            if let Some(list) = introduced(text, figure, sentence.span.end)
                && (figure.unit == Unit::Count || lists_years(linked, &list))
                && let Some(candidate) = compare(linked, index, at, &list, text)
            {
                found.push(candidate);
            }
        }
    }
    found
}

/// `the third year running`, `the third consecutive year`: a place that counts the years up to it.
fn runs_on(text: &Text, linked: &Linked, at: usize) -> bool {
    const RUNS: &[&str] = &["year running", "year in a row", "consecutive year", "successive year", "straight year"];
    linked.figures[at].unit == Unit::Ordinal && Phrase::after(text, linked, at).starts_with_any(RUNS)
}

/// Whether every entry is a year.
fn lists_years(linked: &Linked, list: &List) -> bool {
    linked.figures_within(&list.span).filter(|at| linked.figures[*at].unit == Unit::Year).count() == list.entries.len()
}

/// The list right after the noun that the count counts.
fn introduced(text: &Text, figure: &Figure, end: usize) -> Option<List> {
    let list = enumerated(&text.prose, figure.span.end..end)?;
    let between = &text.prose[figure.span.end..list.span.start];
    let clause_ends = between.contains([',', ';']);
    (!clause_ends && between.split_whitespace().count() <= GAP).then_some(list)
}

fn compare(linked: &Linked, sentence: usize, at: usize, list: &List, text: &Text) -> Option<Candidate> {
    let said = linked.figures[at].value.to_integer().to_i64()?;
    let listed = list.entries.len() as i64;
    // "Trinidad and Tobago" is one, "Alpha and Beta" in the middle of a list two.
    let found = if (listed..=listed + list.joined as i64).contains(&said) { said } else { listed };
    // A list of other things (years of a span, say) is rarely half or twice as long as what it is counted by.
    if found * 2 < said || said * 2 < found {
        return None;
    }
    let names: Vec<&str> = list.entries.iter().map(|entry| &text.prose[entry.clone()]).collect();
    Some(Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(at),
        operands: linked.figures_within(&list.span).map(Signed::plus).collect(),
        sentence,
        tie: Tie::Stated,
        judgement: Judgement::Counted {
            found,
            detail: format!("the list names {found}: {}", names.join(", ")),
            mends: vec![Mend { figure: at, to: counted(text, &linked.figures[at], found), slip: Some("miscount") }],
        },
    })
}

/// The count in words where it is printed in words, its capital kept.
fn counted(text: &Text, figure: &Figure, found: i64) -> String {
    let capital = text.prose[figure.span.clone()].starts_with(char::is_uppercase);
    if figure.unit == Unit::Ordinal {
        return spelled_place(found).map_or_else(|| format!("number {found}"), str::to_owned);
    }
    match spelled(found).filter(|_| figure.spelled) {
        Some(word) if capital => format!("{}{}", word[..1].to_uppercase(), &word[1..]),
        Some(word) => word.to_owned(),
        None => found.to_string(),
    }
}

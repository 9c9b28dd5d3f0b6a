//! Averages: `64 companies raised 60.4 billion yuan, an average of 944 million yuan each`; `$10 billion, or $2,000 a head`.
//!
//! An average is the total over the number. Where one sentence names one total, one number and the average of them, they are tied;
//! farther apart only arithmetic ties them.

use super::phrase::{Phrase, amounts};
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::Linked;
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "average",
    about: "an average, for each or a head, is the total over the number",
    manual: Manual {
        checks: "An amount called an average, or one `each`, `apiece`, `a head` or `per company`, against the total and the number of the \
                 sentence; an average against totals and counts near it, where they fit.",
        holds: "The 64 companies raised 60.4 billion yuan, an average of 944 million yuan each.",
        fails: Some("The 64 companies raised 60.4 billion yuan, an average of 844 million yuan each."),
        leaves: "Averages of something else, sentences with several totals or numbers, and hedged numbers.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, sentence) in linked.sentences.iter().enumerate() {
        found.extend(stated(text, linked, index));
        let words = text.prose[sentence.span.clone()].to_lowercase();
        if words.contains("average") {
            found.extend(nearby(linked, index));
        }
    }
    found
}

/// One total, one number and one average of them in one sentence.
fn stated(text: &Text, linked: &Linked, sentence: usize) -> Option<Candidate> {
    let amounts = amounts(linked, sentence);
    let money: Vec<usize> = amounts.iter().copied().filter(|at| linked.figures[*at].is_money()).collect();
    let &[total, average] = money.as_slice() else { return None };
    let numbers: Vec<usize> = amounts.iter().copied().filter(|at| is_number_of(text, linked, *at)).collect();
    let &[number] = numbers.as_slice() else { return None };
    let open =
        [number, total].iter().any(|at| linked.figures[*at].bound.is_some() || linked.figures[*at].hedge.is_some());
    let tied = !open && linked.comparable(total, average) && is_average(text, linked, average, total, number);
    tied.then(|| candidate(sentence, average, total, number, Tie::Stated))
}

/// Whether a figure is a number of things or people.
fn is_number_of(text: &Text, linked: &Linked, at: usize) -> bool {
    let figure = &linked.figures[at];
    figure.unit == Unit::Count
        || (figure.unit == Unit::Number && figure.magnitude >= 3 && counts_people(text, linked, at))
}

/// What a number counts, by the last letters in common of singular and plural: `compan`.
fn counted(text: &Text, linked: &Linked, number: usize) -> String {
    let after = Phrase::after(text, linked, number);
    let noun =
        after.words().take(3).take_while(|word| word.chars().all(char::is_alphabetic)).last().unwrap_or_default();
    let plural = after.words().take(3).find(|word| word.ends_with('s')).unwrap_or(noun);
    plural.trim_end_matches("ies").trim_end_matches('s').to_owned()
}

/// Whether the second amount is said to be the average of the first, for each of what is counted and nothing narrower.
fn is_average(text: &Text, linked: &Linked, average: usize, total: usize, number: usize) -> bool {
    let (lead, after) = (Phrase::between(text, linked, total, average), Phrase::after(text, linked, average));
    let called =
        lead.ends_with_any(&["an average of", "on average", "averaging", "average of", ", or", "( or", "or", "("]);
    called && length_of_each(text, linked, &after, number).is_some_and(|length| after.is_over_after(length))
}

/// How many words say that an amount is one for each of what is counted: `each`, `a head`, `per company`.
fn length_of_each(text: &Text, linked: &Linked, after: &Phrase, number: usize) -> Option<usize> {
    const A_HEAD: &[&str] = &["a head", "per head", "per capita", "per person", "a person", "per inhabitant"];
    if after.starts_with_any(&["each", "apiece"]) {
        return Some(1);
    }
    if after.starts_with_any(A_HEAD) {
        return counts_people(text, linked, number).then_some(2);
    }
    let noun = counted(text, linked, number);
    let said = |words: [&str; 2]| !noun.is_empty() && matches!(words[0], "per" | "a") && words[1].starts_with(&noun);
    let first: Vec<&str> = after.words().take(2).collect();
    matches!(first.as_slice(), [per, one] if said([per, one])).then_some(2)
}

/// Whether a number is one of people.
fn counts_people(text: &Text, linked: &Linked, at: usize) -> bool {
    Phrase::after(text, linked, at).starts_with_any(&["people", "inhabitants", "citizens", "residents", "persons"])
        || Phrase::before(text, linked, at).ends_with_any(&["population of"])
}

/// An average of totals and counts near it.
fn nearby(linked: &Linked, sentence: usize) -> Vec<Candidate> {
    let levels = linked.levels_near(sentence);
    let counts = linked.counts_near(sentence);
    let mut found = Vec::new();
    for average in linked.sentences[sentence].figures.clone().filter(|figure| linked.figures[*figure].is_money()) {
        for total in levels.iter().filter(|total| **total != average && linked.comparable(**total, average)) {
            found.extend(counts.iter().map(|count| candidate(sentence, average, *total, *count, Tie::Fitting)));
        }
    }
    found
}

fn candidate(sentence: usize, average: usize, total: usize, number: usize, tie: Tie) -> Candidate {
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(average),
        operands: vec![Signed::plus(total), Signed::plus(number)],
        sentence,
        tie,
        judgement: Judgement::Arithmetic { relation: Relation::Ratio, sign: SignRule::Signed },
    }
}

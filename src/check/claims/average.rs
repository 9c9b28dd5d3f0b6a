//! Averages: a total over a count.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::check::link::Linked;
use crate::check::read::Text;
use crate::check::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "average",
    about: "an average is the total over the count",
    manual: Manual {
        checks: "x",
        holds: "Some 64 companies were listed. The companies raised 60.4 billion yuan, an average of 944 million yuan.",
        fails: None,
        leaves: "y",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, sentence) in linked.sentences.iter().enumerate() {
        let words = text.prose[sentence.span.clone()].to_lowercase();
        if words.contains("average") {
            found.extend(of_sentence(linked, index));
        }
    }
    found
}

fn of_sentence(linked: &Linked, sentence: usize) -> Vec<Candidate> {
    let levels = linked.levels_near(sentence);
    let counts = linked.counts_near(sentence);
    let mut found = Vec::new();
    for average in linked.sentences[sentence].figures.clone().filter(|figure| linked.figures[*figure].is_money()) {
        for total in levels.iter().filter(|total| **total != average && linked.comparable(**total, average)) {
            for count in &counts {
                found.push(candidate(sentence, average, *total, *count));
            }
        }
    }

    found
}

fn candidate(sentence: usize, average: usize, total: usize, count: usize) -> Candidate {
    Candidate {
        kind: KIND.name,
        reported: Signed::plus(average),
        operands: vec![Signed::plus(total), Signed::plus(count)],
        sentence,
        tie: Tie::Fitting,
        judgement: Judgement::Arithmetic { relation: Relation::Ratio, sign: SignRule::Signed },
    }
}

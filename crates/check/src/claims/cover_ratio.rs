//! The cover ratio: exports over imports, in per cent.

use super::implied_growth::grown;
use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::link::{Linked, Sentence};
use crate::quantities::Unit;
use crate::read::Text;
use crate::relation::Relation;

pub(super) const KIND: Kind = Kind {
    name: "cover_ratio",
    about: "the cover ratio is exports over imports",
    manual: Manual {
        checks: "A cover ratio in per cent against exports over imports near it.",
        holds: "Exports reached $12.5 billion, imports $18.8 billion. The cover ratio was 66.5 per cent.",
        fails: None,
        leaves: "Ratios that do not fit: they may be of other months or of goods alone.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    let named = |sentence: &Sentence| names_ratio(&text.prose[sentence.span.clone()].to_lowercase());
    let sentences = linked.sentences.iter().enumerate().filter(|(_, sentence)| named(sentence));
    sentences.flat_map(|(index, sentence)| of_sentence(linked, index, sentence)).collect()
}

/// `the cover ratio`, `coverage of imports by exports`, `exports covered 61 per cent of imports`.
fn names_ratio(words: &str) -> bool {
    let ratio =
        ["cover ratio", "coverage ratio", "coverage rate", "cover rate"].iter().any(|name| words.contains(name));
    ratio || (words.contains("cover") && (words.contains("import") || words.contains("export")))
}

fn of_sentence(linked: &Linked, index: usize, sentence: &Sentence) -> Vec<Candidate> {
    let ratios = sentence.figures.clone().filter(|figure| linked.figures[*figure].unit == Unit::Percent);
    let mut found = Vec::new();
    for ratio in ratios {
        for (exports, imports) in linked.exports_and_imports_near(index) {
            let operands = vec![Signed::plus(exports), Signed::plus(imports)];
            found.push(candidate(index, ratio, operands, Relation::Share));
            found.extend(
                before(linked, exports, imports).map(|both| candidate(index, ratio, both, Relation::ShareBefore)),
            );
        }
    }
    found
}

/// Both flows with their growth, from which the ratio of the year before follows.
fn before(linked: &Linked, exports: usize, imports: usize) -> Option<Vec<Signed>> {
    let event = |level: usize| linked.events.get(linked.placed[level].event).filter(|event| event.level == Some(level));
    let (a, b) = (grown(linked, event(exports)?)?, grown(linked, event(imports)?)?);
    Some(a.into_iter().chain(b).collect())
}

fn candidate(sentence: usize, ratio: usize, operands: Vec<Signed>, relation: Relation) -> Candidate {
    Candidate {
        form: Candidate::LINKED,
        kind: KIND.name,
        reported: Signed::plus(ratio),
        operands,
        sentence,
        tie: Tie::Fitting,
        judgement: Judgement::Arithmetic { relation, sign: SignRule::Signed },
    }
}

//! The cover ratio: exports over imports, in per cent.

use super::{Candidate, Judgement, Kind, Manual, SignRule, Signed, Tie};
use crate::check::link::Linked;
use crate::check::quantities::Unit;
use crate::check::read::Text;
use crate::check::relation::Relation;

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
    let mut found = Vec::new();
    for (index, sentence) in linked.sentences.iter().enumerate() {
        let words = text.prose[sentence.span.clone()].to_lowercase();
        if !["cover ratio", "coverage ratio", "coverage rate", "cover rate", "covered"]
            .iter()
            .any(|name| words.contains(name))
        {
            continue;
        }
        for ratio in sentence.figures.clone().filter(|figure| linked.figures[*figure].unit == Unit::Percent) {
            for (exports, imports) in linked.exports_and_imports_near(index) {
                found.push(Candidate {
                    kind: KIND.name,
                    reported: Signed::plus(ratio),
                    operands: vec![Signed::plus(exports), Signed::plus(imports)],
                    sentence: index,
                    tie: Tie::Fitting,
                    judgement: Judgement::Arithmetic { relation: Relation::Share, sign: SignRule::Signed },
                });
            }
        }
    }
    found
}

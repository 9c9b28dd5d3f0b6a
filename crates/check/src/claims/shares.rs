//! Shares of one whole add up to no more than all of it.

use super::phrase::Phrase;
use super::{Candidate, Judgement, Kind, Manual, Signed, Tie};
use crate::exact::{Rational, decimal, whole};
use crate::link::Linked;
use crate::quantities::Unit;
use crate::read::Text;

pub(super) const KIND: Kind = Kind {
    name: "shares",
    about: "shares of one whole are together no more than 100 per cent",
    manual: Manual {
        checks: "Shares that one sentence deals out to several, `A for N per cent, B for M per cent and C for K per cent` of one whole: their sum.",
        holds: "Ardland accounted for 61 per cent of exports, Bessia for 25 per cent and Cissia for 14 per cent.",
        fails: Some("Ardland accounted for 61 per cent of exports, Bessia for 25 per cent and Cissia for 19 per cent."),
        leaves: "Shares that come to less than all, which says nothing, and groups that may lie within each other.",
    },
    find,
};

fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    (0..linked.sentences.len()).filter_map(|sentence| in_sentence(text, linked, sentence)).collect()
}

/// `Ardland accounted for 61 per cent of exports, Bessia for 25 per cent and Cissia for 19 per cent`.
fn in_sentence(text: &Text, linked: &Linked, sentence: usize) -> Option<Candidate> {
    let figures: Vec<usize> = linked.sentences[sentence]
        .figures
        .clone()
        .filter(|figure| linked.figures[*figure].unit != Unit::Year)
        .collect();
    let of_all = figures.len() >= 3 && figures.iter().all(|figure| linked.figures[*figure].unit == Unit::Percent);
    let opens = Phrase::before(text, linked, *figures.first()?).ends_with_any(&[
        "accounted for",
        "accounts for",
        "made up",
        "took",
        "has",
        "had",
    ]);
    let of = Phrase::between(text, linked, figures[0], *figures.get(1)?).starts_with("of");
    let dealt = figures.windows(2).enumerate().all(|(at, pair)| {
        let between = Phrase::between(text, linked, pair[0], pair[1]);
        // "38 per cent of loans, 50 per cent of mortgages": each of a whole of its own.
        if at > 0 && between.starts_with("of") {
            return false;
        }
        between.words().count() <= 9
            && !between.has_any(&["including", "of which", "from", "to", "compared", "against", "than", "while", ";"])
    });
    if !(of_all && opens && of && dealt) {
        return None;
    }
    let least: Rational = figures.iter().map(|figure| linked.figures[*figure].interval().low).sum();
    let sum: Rational = figures.iter().map(|figure| linked.figures[*figure].value.clone()).sum();
    let holds = least <= whole(100);
    // Short of all of it, others may have the rest: only shares that exhaust the whole are seen to fit.
    if holds && sum < whole(99) {
        return None;
    }
    Some(Candidate {
        form: "A has N of W, B has M and C has K",
        kind: KIND.name,
        reported: Signed::plus(figures[0]),
        operands: figures[1..].iter().copied().map(Signed::plus).collect(),
        sentence,
        tie: Tie::Stated,
        judgement: Judgement::Stated {
            holds,
            detail: format!("the shares come to {} per cent of the whole", decimal(&sum, 1)),
            mends: Vec::new(),
        },
    })
}

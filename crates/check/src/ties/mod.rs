//! Which ties between figures the language makes, how surely, and what may therefore be said of them.
//!
//! [`forms`] proposes what a sentence says outright. [`evidence`] gathers what speaks for any proposed tie, from words and places alone.
//! [`model`] turns that into the probability that the tie is meant; it was learned on running text, where published figures are nearly always
//! right, so that whether the arithmetic fits tells whether the reading did. [`bet`] weighs what a misfit means.

pub mod bet;
pub mod evidence;
pub mod forms;
pub mod gloss;
pub mod model;

pub use bet::{Bet, Shape};
pub use evidence::{Reader, Standing};
pub use forms::Forms;
pub use model::Model;

use crate::claims::Candidate;
use crate::link::Linked;

/// A candidate with the evidence for it.
#[derive(Debug, Clone)]
pub struct Proposed {
    pub candidate: Candidate,
    pub evidence: Vec<String>,
}

/// Gathers the evidence for every candidate, each among those that report the same figure.
pub fn propose(reader: &mut Reader<'_>, linked: &Linked, candidates: Vec<Candidate>) -> Vec<Proposed> {
    let hull = |candidate: &Candidate| {
        let figures: Vec<usize> = candidate.figures().collect();
        figures
            .iter()
            .max()
            .zip(figures.iter().min())
            .map_or(0, |(last, first)| linked.figures[*last].span.end - linked.figures[*first].span.start)
    };
    let mut groups: std::collections::BTreeMap<(usize, &'static str), Vec<usize>> = std::collections::BTreeMap::new();
    for (index, candidate) in candidates.iter().enumerate() {
        groups.entry((candidate.reported.figure, candidate.kind)).or_default().push(index);
    }
    let mut standing = vec![Standing { rivals: 0, place: 0 }; candidates.len()];
    for mut group in groups.into_values() {
        group.sort_by_key(|index| (hull(&candidates[*index]), *index));
        for (place, index) in group.iter().enumerate() {
            standing[*index] = Standing { rivals: group.len() - 1, place };
        }
    }
    candidates
        .into_iter()
        .zip(standing)
        .map(|(candidate, standing)| Proposed { evidence: reader.evidence(&candidate, standing), candidate })
        .collect()
}

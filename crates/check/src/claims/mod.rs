//! The kinds of claims a text makes with its figures, one kind a file.

mod anniversary;
mod annual_growth;
mod average;
mod balance;
mod basis;
mod change;
mod change_sum;
mod contribution;
mod cover_ratio;
mod direction;
mod duration;
mod exchange_rate;
mod fraction;
mod growth;
mod growth_between;
mod growth_from_change;
mod implied_base;
mod implied_growth;
mod list;
mod list_count;
mod listed_years;
mod manual;
mod multiple;
mod parts;
mod parts_growth;
mod phrase;
mod points;
mod rank;
mod rank_order;
mod restatement;
mod share;
mod shares;
mod sum;
mod table;
mod threshold;
mod unit_value;
mod worded;

pub use manual::{Manual, Page, pages};

pub(crate) use super::candidate::{Candidate, Judgement, Meaning, Mend, SignRule, Signed, Tie, Wording};

use super::link::Linked;
use super::quantities::Unit;
use super::read::Text;
use super::relation::Relation;
use super::solve::glance::could_hold;
use super::ties::Forms;

/// A kind of claim.
pub struct Kind {
    /// The name in the machine-readable result.
    pub name: &'static str,
    /// What it asserts, in one line.
    pub about: &'static str,
    pub manual: Manual,
    /// Finds the claims of this kind.
    pub find: fn(&Text, &Linked) -> Vec<Candidate>,
}

/// All kinds, in the order in which they are tried.
pub const KINDS: &[Kind] = &[
    growth::KIND,
    growth_from_change::KIND,
    annual_growth::KIND,
    change::KIND,
    sum::KIND,
    parts::KIND,
    balance::KIND,
    share::KIND,
    shares::KIND,
    cover_ratio::KIND,
    multiple::KIND,
    fraction::KIND,
    points::KIND,
    average::KIND,
    unit_value::KIND,
    exchange_rate::KIND,
    implied_growth::KIND,
    parts_growth::KIND,
    growth_between::KIND,
    implied_base::KIND,
    change_sum::KIND,
    contribution::KIND,
    direction::KIND,
    threshold::KIND,
    restatement::KIND,
    list_count::KIND,
    listed_years::KIND,
    duration::KIND,
    anniversary::KIND,
    rank::KIND,
    rank_order::KIND,
    table::KIND,
];

/// Finds all claims of all kinds.
#[must_use]
pub fn find(text: &Text, linked: &Linked) -> Vec<Candidate> {
    // What only arithmetic ties is let go at once where it cannot fit: most of it cannot.
    let fits = |candidate: &Candidate| candidate.tie != Tie::Fitting || could_hold(linked, candidate);
    let mut found: Vec<Candidate> =
        KINDS.iter().flat_map(|kind| (kind.find)(text, linked).into_iter().filter(fits)).collect();
    let forms = Forms::default();
    let mut stated = Vec::new();
    forms.find(text, linked, &mut stated);
    found.retain(|candidate| !stated.iter().any(|form| form.same_as(candidate)));
    let deals_out: Vec<bool> = (0..linked.sentences.len()).map(|sentence| deals_out(text, linked, sentence)).collect();
    for candidate in found.iter_mut().filter(|candidate| candidate.tie == Tie::Stated) {
        if deals_out[candidate.sentence]
            || takes_years_for_one(text, linked, candidate)
            || basis::measures_otherwise(text, linked, candidate)
        {
            candidate.tie = Tie::Inferred;
        }
    }
    found.retain(|candidate| !basis::is_another(text, linked, candidate));
    found
}

/// Whether a sentence deals several figures out to several things: `down by 11.3% and 13%, respectively`.
///
/// Which figure belongs to which is then a matter of order, not of nearness.
fn deals_out(text: &Text, linked: &Linked, sentence: usize) -> bool {
    let sentence = &linked.sentences[sentence];
    let figures = sentence.figures.clone();
    // "10.8 per cent and 14.5 per cent higher than A and B"
    let two = figures.clone().zip(figures.skip(1)).any(|(a, b)| {
        let percentages = [a, b].iter().all(|at| linked.figures[*at].unit == Unit::Percent);
        percentages
            && text
                .prose
                .get(linked.figures[a].span.end..linked.figures[b].span.start)
                .is_some_and(|between| between.trim() == "and")
    });
    // "the deficit, when including this trade": of more than was said before.
    let said = &text.prose[sentence.span.clone()];
    two || ["respectively", "including this", "when including", "excluding"].iter().any(|word| said.contains(word))
}

/// Whether a rate a year is read as the growth over the whole of a span: `grew by 5.2 per cent a year between 2010 and 2015`.
fn takes_years_for_one(text: &Text, linked: &Linked, candidate: &Candidate) -> bool {
    let Judgement::Arithmetic { relation, .. } = candidate.judgement else { return false };
    let once = match relation {
        Relation::Compound(_) => false,
        Relation::Difference | Relation::Gap => candidate.kind == change::KIND.name,
        relation => relation.is_growth(),
    };
    let percentages = candidate.figures().filter(|figure| linked.figures[*figure].unit == Unit::Percent);
    let changes = std::iter::once(candidate.reported.figure).chain(percentages);
    once && changes.into_iter().any(|figure| annual_growth::is_annual(text, linked, figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_said_in_a_line() {
        let mut names: Vec<_> = KINDS.iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), KINDS.len());
        assert!(KINDS.iter().all(|kind| !kind.about.is_empty() && !kind.about.contains('\n')));
    }
}

//! Chooses between competing readings of one claim, and decides what may be said of the one that is chosen.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, Judgement, Tie};
use super::finding::Verdict;
use super::link::Linked;
use super::read::Text;
use super::relation::Relation;
use super::solve::{Decision, decide};
use super::ties::bet::{chance, holds};
use super::ties::model::{Model, probability};
use super::ties::{Bet, Proposed, Reader, Shape, propose};

/// A claim as it is read, and the readings that lost against it.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub candidate: Candidate,
    pub decision: Decision,
    /// How surely the tie is meant, and what a misfit would mean.
    pub bet: Bet,
    pub others: Vec<(Candidate, Decision)>,
}

/// How sure a finding must be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sureness {
    /// The least probability that the text is wrong, and not the reading, at which it is said to be.
    pub accuse: f64,
}

impl Default for Sureness {
    fn default() -> Self {
        Self { accuse: 0.9 }
    }
}

/// The least probability that a tie is meant at which its holding is a verdict.
const TESTED: f64 = 0.85;

/// The least at which it is worth a mention that figures agree.
const MENTIONED: f64 = 0.3;

/// The least probability of a slip at which a reader is asked to look, if they want to.
const DOUBTFUL: f64 = 0.3;

/// What is thought of figures that arithmetic alone brought together.
const FITTING: f64 = 0.2;

/// A claim that nearly every figure would pass tests nothing.
const EASY: f64 = 0.6;

/// A candidate that was decided, with how probable it is and how easily it would fit.
pub struct Weighed {
    pub proposed: Proposed,
    pub decision: Decision,
    pub meant: f64,
    pub chance: f64,
}

/// Decides all candidates and weighs the evidence for them.
#[must_use]
pub fn weigh(text: &Text, linked: &Linked, candidates: Vec<Candidate>) -> Vec<Weighed> {
    let mut decided: Vec<(Candidate, Decision)> = Vec::with_capacity(candidates.len());
    let mut seen: BTreeSet<(usize, &'static str, Vec<usize>)> = BTreeSet::new();
    for candidate in candidates {
        let operands = candidate.operands.iter().map(|operand| operand.figure).collect();
        if !seen.insert((candidate.reported.figure, candidate.kind, operands)) {
            continue;
        }
        if let Some(decision) = decide(linked, &candidate) {
            decided.push((candidate, decision));
        }
    }
    let (candidates, decisions): (Vec<Candidate>, Vec<Decision>) = decided.into_iter().unzip();
    let mut reader = Reader::new(text, linked);
    let model = Model::learned();
    propose(&mut reader, linked, candidates)
        .into_iter()
        .zip(decisions)
        .map(|(proposed, decision)| {
            let candidate = &proposed.candidate;
            let chance = chance(candidate, &decision);
            let meant = match candidate.tie {
                // Arithmetic chose them, so that it cannot tell whether they are meant.
                Tie::Fitting => FITTING,
                _ => probability(model.logit(candidate.kind, &proposed.evidence)),
            };
            Weighed { proposed, decision, meant, chance }
        })
        .collect()
}

/// Chooses, of the readings that compete, the most probable one, and says of it what its probability allows.
#[must_use]
pub fn choose(text: &Text, linked: &Linked, candidates: Vec<Candidate>, sure: Sureness) -> Vec<Chosen> {
    // Claims of one kind about one figure compete.
    let mut rivals: BTreeMap<(usize, &'static str), Vec<Weighed>> = BTreeMap::new();
    for weighed in weigh(text, linked, candidates) {
        let candidate = &weighed.proposed.candidate;
        rivals.entry((candidate.reported.figure, candidate.kind)).or_default().push(weighed);
    }
    let chosen = rivals.into_values().filter_map(|group| settle(linked, group, sure)).collect();
    held_by_tables(linked, chosen)
}

/// Leaves of what rows and columns miss only what the same rule holds elsewhere in its table, or what one digit would mend: a table in which a
/// rule does not hold was read by the wrong rule.
fn held_by_tables(linked: &Linked, chosen: Vec<Chosen>) -> Vec<Chosen> {
    let table = |chosen: &Chosen| linked.tables.iter().position(|grid| grid.holds(chosen.candidate.reported.figure));
    let mut counts: BTreeMap<(usize, &'static str), [usize; 2]> = BTreeMap::new();
    let places: Vec<Option<usize>> =
        if linked.tables.is_empty() { vec![None; chosen.len()] } else { chosen.iter().map(table).collect() };
    for (chosen, place) in chosen.iter().zip(&places) {
        let Some(place) = place else { continue };
        let [held, missed] = counts.entry((*place, chosen.candidate.kind)).or_default();
        *held += usize::from(chosen.decision.holds());
        *missed += usize::from(chosen.decision.verdict == Verdict::Contradictory);
    }
    let stands = |chosen: &Chosen, place: Option<usize>| {
        let Some([held, missed]) = place.and_then(|place| counts.get(&(place, chosen.candidate.kind))) else {
            return true;
        };
        let open = chosen.decision.verdict == Verdict::Contradictory;
        let shape = Shape::of(linked, &chosen.candidate, &chosen.decision);
        let by_rule = shape != Shape::Beyond && *missed <= 2 && *held >= 2 * *missed;
        !open || by_rule || (*missed == 1 && matches!(shape, Shape::Digits | Shape::Counted))
    };
    let kept = chosen.into_iter().zip(places).filter(|(chosen, place)| stands(chosen, *place));
    kept.map(|(chosen, place)| if place.is_some() { Chosen { bet: Bet::TABLE, ..chosen } } else { chosen }).collect()
}

/// The reading of one claim: the one that holds where it is about as probable as any, else the most probable.
fn settle(linked: &Linked, mut group: Vec<Weighed>, sure: Sureness) -> Option<Chosen> {
    group.retain(|weighed| {
        weighed.proposed.candidate.kind != "table"
            || weighed.decision.holds()
            || weighed.proposed.candidate.tie == Tie::Stated
    });
    group.sort_by(|a, b| b.meant.total_cmp(&a.meant));
    let best = group.first()?.meant;
    let by_tables = group[0].proposed.candidate.is_of_table(linked);
    let first = group
        .iter()
        .position(|weighed| weighed.decision.holds() && (weighed.meant >= best * 0.5 || weighed.meant > 0.8))
        .unwrap_or(0);
    let Weighed { proposed, decision, meant, chance } = group.remove(first);
    let candidate = proposed.candidate;
    let shape = if decision.holds() { Shape::Digits } else { Shape::of(linked, &candidate, &decision) };
    let others: Vec<(f64, f64)> = group
        .iter()
        .filter(|weighed| weighed.decision.holds())
        .map(|weighed| (weighed.meant, weighed.chance))
        .collect();
    let bet = Bet::of(candidate.kind, meant, chance, shape, if decision.holds() { &[] } else { &others });
    let decision = if by_tables { decision } else { allowed(&candidate, decision, bet, chance, sure)? };
    let others = group.into_iter().map(|weighed| (weighed.proposed.candidate, weighed.decision)).collect();
    Some(Chosen { candidate, decision, bet, others })
}

/// What may be said of a decision, given how surely the tie is meant; `None` where nothing is.
fn allowed(candidate: &Candidate, mut decision: Decision, bet: Bet, chance: f64, sure: Sureness) -> Option<Decision> {
    if holds(decision.verdict) {
        let tested = bet.meant >= TESTED && chance <= EASY;
        if !tested {
            let mentioned = bet.meant >= MENTIONED && decision.verdict != Verdict::Convention;
            if !mentioned {
                return None;
            }
            decision.verdict = Verdict::Agrees;
        }
        return Some(decision);
    }
    if decision.verdict != Verdict::Contradictory {
        return (bet.meant >= TESTED).then_some(decision);
    }
    if bet.slip >= sure.accuse {
        return Some(decision);
    }
    let _ = candidate;
    decision.verdict = Verdict::Doubtful;
    (bet.slip >= DOUBTFUL).then_some(decision)
}

/// The leeway up to which arithmetic alone may tie figures: chance would rarely make them fit.
pub const TELLING: f64 = 0.04;

/// The same for growth: most rates lie within a few dozen points, so that a loose one fits some pair of levels.
const TELLING_GROWTH: f64 = 0.02;

/// The leeway up to which a reading that only arithmetic suggests is worth weighing.
#[must_use]
pub fn telling(candidate: &Candidate) -> f64 {
    match candidate.judgement {
        Judgement::Arithmetic { relation: Relation::Growth, .. } => TELLING_GROWTH,
        _ => TELLING,
    }
}

/// The order in which a charitable reader prefers verdicts.
#[must_use]
pub fn charity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Consistent => 0,
        Verdict::Rounding => 1,
        Verdict::Convention => 2,
        Verdict::Agrees => 3,
        Verdict::Ambiguous => 4,
        Verdict::NotCheckable => 5,
        Verdict::Doubtful => 6,
        Verdict::Contradictory => 7,
    }
}

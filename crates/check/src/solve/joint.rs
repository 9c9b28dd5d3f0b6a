//! Identities that hold one by one and cannot hold together.
//!
//! A figure that several identities share must take one value. Intervals are narrowed by every identity in turn until nothing
//! changes; where one becomes empty, no choice of values satisfies all. Narrowing is sound: what it refutes cannot be.

use std::collections::{BTreeMap, BTreeSet};

use super::{Identity, Term, conventions, step};
use crate::candidate::{Candidate, SignRule, Tie};
use crate::choose::Chosen;
use crate::exact::{Interval, Rational, power_of_ten, whole};
use crate::finding::Verdict;
use crate::link::Linked;

/// An identity, with the index of its claim.
type Numbered<'l> = (usize, Identity<'l>);

/// How often all identities are gone through; texts converge in two or three rounds.
const ROUNDS: usize = 12;

/// Identities that exclude each other, none of which could be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Indices of the claims.
    pub claims: Vec<usize>,
    /// The figures that more than one of them shares.
    pub shared: Vec<usize>,
}

/// A figure's values with which all identities of a conflict hold, its own print set aside.
#[derive(Debug, Clone, PartialEq)]
pub struct Release {
    pub figure: usize,
    pub within: Interval,
}

/// Finds the smallest sets of claims that cannot hold together.
#[must_use]
pub fn conflicts(linked: &Linked, claims: &[Chosen]) -> Vec<Conflict> {
    let identities = certain(linked, claims);
    components(&identities).into_iter().filter_map(|component| conflict(&component)).collect()
}

/// What each figure of a conflict could be instead, so that all its identities hold.
#[must_use]
pub fn releases(linked: &Linked, claims: &[Chosen], conflict: &Conflict) -> Vec<Release> {
    let identities: Vec<Numbered<'_>> = conflict
        .claims
        .iter()
        .filter_map(|claim| Some((*claim, Identity::of(linked, &claims[*claim].candidate)?)))
        .collect();
    let figures: BTreeSet<usize> = identities.iter().flat_map(|(_, identity)| figures(identity)).collect();
    figures
        .into_iter()
        .filter_map(|figure| {
            let domains = narrowed(&identities, Some(figure))?;
            Some(Release { figure, within: domains[&figure].clone() })
        })
        .collect()
}

/// Identities that the text states and that hold by rounding: only those can be held together.
fn certain<'l>(linked: &'l Linked, claims: &[Chosen]) -> Vec<Numbered<'l>> {
    let sure = |candidate: &Candidate, verdict: Verdict| {
        candidate.tie == Tie::Stated && matches!(verdict, Verdict::Consistent | Verdict::Rounding)
    };
    claims
        .iter()
        .enumerate()
        .filter(|(_, chosen)| sure(&chosen.candidate, chosen.decision.verdict))
        .filter_map(|(index, chosen)| Some((index, Identity::of(linked, &chosen.candidate)?)))
        .filter(|(_, identity)| identity.sign == SignRule::Signed)
        .filter(|(_, identity)| figures(identity).all(|figure| is_plain(linked, figure)))
        .collect()
}

/// Bounds and hedges leave open what the figure is.
fn is_plain(linked: &Linked, figure: usize) -> bool {
    let figure = &linked.figures[figure];
    figure.bound.is_none() && figure.hedge.is_none()
}

fn figures(identity: &Identity<'_>) -> impl Iterator<Item = usize> {
    let operands: Vec<usize> = identity.operands.iter().map(|term| term.index).collect();
    std::iter::once(identity.reported.index).chain(operands)
}

/// Groups identities that share figures, directly or through others; in the order of the text.
fn components<'l>(identities: &[Numbered<'l>]) -> Vec<Vec<Numbered<'l>>> {
    let mut groups = Groups { leaders: (0..identities.len()).collect() };
    let mut first_use: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, (_, identity)) in identities.iter().enumerate() {
        for figure in figures(identity) {
            let first = *first_use.entry(figure).or_insert(at);
            groups.join(first, at);
        }
    }
    let mut found: BTreeMap<usize, Vec<Numbered<'l>>> = BTreeMap::new();
    for (at, entry) in identities.iter().enumerate() {
        found.entry(groups.leader(at)).or_default().push(entry.clone());
    }
    found.into_values().filter(|identities| identities.len() > 1).collect()
}

/// Which identities hang together: each points to one before it in its group, the first to itself.
struct Groups {
    leaders: Vec<usize>,
}

impl Groups {
    fn leader(&mut self, mut at: usize) -> usize {
        while self.leaders[at] != at {
            // Pointing past the next one keeps the way short.
            self.leaders[at] = self.leaders[self.leaders[at]];
            at = self.leaders[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.leader(a), self.leader(b));
        self.leaders[a.max(b)] = a.min(b);
    }
}

/// The smallest part of a component that fails, found by leaving out one identity after the other.
fn conflict(component: &[Numbered<'_>]) -> Option<Conflict> {
    if narrowed(component, None).is_some() {
        return None;
    }
    let left = smallest(component.to_vec());
    let mut uses: BTreeMap<usize, usize> = BTreeMap::new();
    for figure in left.iter().flat_map(|(_, identity)| figures(identity)) {
        *uses.entry(figure).or_default() += 1;
    }
    let mut claims: Vec<usize> = left.iter().map(|(claim, _)| *claim).collect();
    claims.sort_unstable();
    Some(Conflict {
        claims,
        shared: uses.into_iter().filter(|(_, count)| *count > 1).map(|(figure, _)| figure).collect(),
    })
}

/// Leaves out what the failure does not need: first many identities at a time, in the end one by one.
fn smallest<'l>(mut left: Vec<Numbered<'l>>) -> Vec<Numbered<'l>> {
    let mut step = left.len() / 2;
    while step > 0 {
        let mut at = 0;
        while at < left.len() {
            let mut without = left.clone();
            without.drain(at..left.len().min(at + step));
            if narrowed(&without, None).is_none() {
                left = without;
            } else {
                at += step;
            }
        }
        step /= 2;
    }
    left
}

/// The values of all figures with which all identities may hold; `None` when some figure has none left.
///
/// The figure `released` may take any value of a tenth to ten times its own.
fn narrowed(identities: &[Numbered<'_>], released: Option<usize>) -> Option<BTreeMap<usize, Interval>> {
    let mut domains: BTreeMap<usize, Interval> = BTreeMap::new();
    for (_, identity) in identities {
        for term in std::iter::once(&identity.reported).chain(&identity.operands) {
            domains.entry(term.index).or_insert_with(|| domain(term, released));
        }
    }
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (_, identity) in identities {
            changed |= narrow(identity, &mut domains)?;
        }
        if !changed {
            break;
        }
    }
    Some(domains)
}

fn domain(term: &Term<'_>, released: Option<usize>) -> Interval {
    let value = &term.figure.value;
    if released == Some(term.index) {
        Interval::new(value / whole(10), value * whole(10))
    } else {
        // All ways of shortening a number are allowed for: a text that cuts digits off contradicts nothing.
        conventions::widest(term)
    }
}

/// Narrows every figure of one identity by the others: whether anything changed; `None` when one has no value left.
fn narrow(identity: &Identity<'_>, domains: &mut BTreeMap<usize, Interval>) -> Option<bool> {
    let operands = |domains: &BTreeMap<usize, Interval>| -> Vec<Interval> {
        identity.operands.iter().map(|term| term.turned(domains[&term.index].clone())).collect()
    };
    let mut changed = false;
    if let Some(range) = identity.relation.range(&operands(domains)) {
        changed |= meet(&identity.reported, range, domains)?;
    }
    for (at, term) in identity.operands.iter().enumerate() {
        let reported = identity.reported.turned(domains[&identity.reported.index].clone());
        if let Some(range) = identity.relation.solve_range(at, &reported, &operands(domains)) {
            changed |= meet(term, range, domains)?;
        }
    }
    Some(changed)
}

fn meet(term: &Term<'_>, range: Interval, domains: &mut BTreeMap<usize, Interval>) -> Option<bool> {
    let before = &domains[&term.index];
    let met = before.intersection(&outward(&term.turned(range), &step(term.figure)))?;
    let changed = met != *before;
    if changed {
        domains.insert(term.index, met);
    }
    Some(changed)
}

/// Rounds the ends outward to a millionth of the last printed place, so that exact fractions stay short.
fn outward(interval: &Interval, ulp: &Rational) -> Interval {
    let grid = ulp * power_of_ten(-6);
    Interval::new((&interval.low / &grid).floor() * &grid, (&interval.high / &grid).ceil() * &grid)
}

//! The single edits that would make a contradictory claim hold.

mod slips;

use super::candidate::{Judgement, Mend};
use super::choose::Chosen;
use super::exact::{Interval, Rational, whole};
use super::link::Linked;
use super::solve::{Identity, Term, step};

pub use slips::{Slip, of_digits as slip_of_digits};

/// One figure changed, all others as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    pub figure: usize,
    pub to: Change,
    /// Indices of other claims that hold with the edit.
    pub also_satisfies: Vec<usize>,
    /// How many claims that held would no longer hold.
    pub breaks: usize,
    pub slip: Option<Slip>,
}

/// What a figure is changed to.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The nearest value in the figure's own precision, and all values that would do.
    Value { value: Rational, within: Interval },
    /// In words: another count, another place.
    Words(String),
}

/// Claims, with the ones that use each figure.
pub struct Claims<'c> {
    all: &'c [Chosen],
    by_figure: Vec<Vec<usize>>,
}

impl<'c> Claims<'c> {
    /// Finds out which of `all` use which figure.
    #[must_use]
    pub fn of(linked: &Linked, all: &'c [Chosen]) -> Self {
        let mut by_figure = vec![Vec::new(); linked.figures.len()];
        for (index, chosen) in all.iter().enumerate() {
            for figure in chosen.candidate.figures() {
                let uses: &mut Vec<usize> = &mut by_figure[figure];
                if uses.last() != Some(&index) {
                    uses.push(index);
                }
            }
        }
        Self { all, by_figure }
    }
}

/// All single edits that mend claim `index`, the most plausible first.
#[must_use]
pub fn edits(linked: &Linked, claims: &Claims<'_>, index: usize) -> Vec<Edit> {
    let chosen = &claims.all[index];
    match &chosen.candidate.judgement {
        Judgement::Worded(wording) => wording.mends.iter().map(worded).collect(),
        Judgement::Counted { mends, .. } | Judgement::Stated { mends, .. } => mends.iter().map(worded).collect(),
        Judgement::Arithmetic { .. } => Identity::of(linked, &chosen.candidate)
            .map_or_else(Vec::new, |identity| ranked(linked, claims, index, &identity)),
    }
}

fn worded(mend: &Mend) -> Edit {
    Edit {
        figure: mend.figure,
        to: Change::Words(mend.to.clone()),
        also_satisfies: Vec::new(),
        breaks: 0,
        slip: mend.slip.and_then(Slip::named),
    }
}

fn ranked(linked: &Linked, claims: &Claims<'_>, index: usize, identity: &Identity<'_>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = reported_edit(identity)
        .into_iter()
        .chain((0..identity.operands.len()).filter_map(|operand| operand_edit(identity, operand)))
        .collect();
    for edit in &mut edits {
        judge_elsewhere(linked, claims, index, edit);
    }
    // Stable: among equals the reported figure comes first, then the operands as printed.
    edits.sort_by_key(|edit| {
        (edit.breaks, std::cmp::Reverse(edit.also_satisfies.len()), edit.slip.map_or(u8::MAX, Slip::implausibility))
    });
    edits
}

fn reported_edit(identity: &Identity<'_>) -> Option<Edit> {
    let point = identity.relation.recompute(&identity.values())?;
    let within = identity.relation.range(&identity.intervals())?;
    Some(edit(&identity.reported, &point, within, |printed| slips::of_reported(identity, printed)))
}

fn operand_edit(identity: &Identity<'_>, operand: usize) -> Option<Edit> {
    let point = identity.relation.solve(operand, &identity.reported.value(), &identity.values())?;
    let within = identity.relation.solve_range(operand, &identity.reported.interval(), &identity.intervals())?;
    let term = &identity.operands[operand];
    let made = edit(term, &point, within, |within| slips::of_digits(term.figure, within));
    // A level below nothing repairs nothing.
    let impossible =
        matches!(&made.to, Change::Value { within, .. } if within.high <= whole(0) && term.figure.value > whole(0));
    (!impossible).then_some(made)
}

/// The edit of one term, turned back to how the figure is printed.
fn edit(term: &Term<'_>, point: &Rational, within: Interval, slip: impl Fn(&Interval) -> Option<Slip>) -> Edit {
    let within = term.turned(within);
    let value = nearest_printed(&term.oriented(point.clone()), &step(term.figure), &within);
    let slip = slip(&within);
    Edit { figure: term.index, to: Change::Value { value, within }, also_satisfies: Vec::new(), breaks: 0, slip }
}

/// `value` in steps of `ulp`; exact where no step lies inside `within`.
fn nearest_printed(value: &Rational, ulp: &Rational, within: &Interval) -> Rational {
    let rounded = (value / ulp).round() * ulp;
    // What rounds to the printed value need not lie in the interval itself, only meet it.
    if Interval::around(&rounded, ulp).meets(within) { rounded } else { value.clone() }
}

/// Looks at every other claim on the edited figure: which of them can hold together with the edit?
///
/// Where some can, the edit takes a value that suits them all.
fn judge_elsewhere(linked: &Linked, claims: &Claims<'_>, index: usize, edit: &mut Edit) {
    let Change::Value { value, within } = &mut edit.to else { return };
    let mut left = within.clone();
    for other in claims.by_figure[edit.figure].iter().copied().filter(|other| *other != index) {
        let chosen = &claims.all[other];
        let Some(identity) = Identity::of(linked, &chosen.candidate) else { continue };
        let Some(allowed) = allowed(&identity, edit.figure) else { continue };
        if let Some(both) = left.intersection(&allowed) {
            left = both;
            edit.also_satisfies.push(other);
        } else if chosen.decision.holds() {
            edit.breaks += 1;
        }
    }
    if !left.contains(value) {
        *value = nearest_printed(&left.middle(), &step(&linked.figures[edit.figure]), &left);
    }
}

/// The values of a figure, as printed, with which an identity holds; `None` where the figure plays no part in it.
fn allowed(identity: &Identity<'_>, figure: usize) -> Option<Interval> {
    let operands = identity.intervals();
    if identity.reported.index == figure {
        return identity.relation.range(&operands).map(|range| identity.reported.turned(range));
    }
    let at = identity.operands.iter().position(|term| term.index == figure)?;
    let range = identity.relation.solve_range(at, &identity.reported.interval(), &operands)?;
    Some(identity.operands[at].turned(range))
}

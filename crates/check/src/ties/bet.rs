//! What a misfit means: a slip of the text, or a misreading of ours.

use num_traits::{Signed as _, Zero as _};

use super::model::Model;
use crate::claims::{Candidate, Judgement};
use crate::exact::{Interval, Rational, approximate, whole};
use crate::finding::Verdict;
use crate::link::Linked;
use crate::quantities::Unit;
use crate::relation::Relation;
use crate::repair::slip_of_digits;
use crate::solve::{Decision, Identity};

/// How many printed ties are wrong: about one in fifty.
pub const SLIPS: f64 = 0.02;

/// Figures that chance makes fit more rarely than this are printed finely.
const FINE: f64 = 0.04;

/// How a tie misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// One digit changed, two exchanged, a point or a magnitude misplaced in one figure would make it fit.
    Digits,
    /// A ratio given as growth, the change over the new level.
    Formula,
    /// By no more than a few units of the last place.
    Near,
    /// The other way than the words say.
    Opposite,
    /// What is recomputed is beyond reason.
    Beyond,
    Other,
    /// Decided by counting or by order: there is no telling.
    Counted,
}

impl Shape {
    pub const ALL: [Self; 6] = [Self::Digits, Self::Formula, Self::Near, Self::Opposite, Self::Beyond, Self::Other];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Formula => "formula",
            Self::Near => "near",
            Self::Opposite => "opposite",
            Self::Beyond => "beyond",
            Self::Other => "other",
            Self::Counted => "counted",
        }
    }

    /// The name in the model: a digit that makes figures fit tells more where chance would rarely do.
    #[must_use]
    pub fn named(self, chance: f64) -> String {
        format!("{} {}", if chance < FINE { "fine" } else { "coarse" }, self.name())
    }

    /// The part of slips that miss in this shape: most are of one digit, of a point, of a place.
    #[must_use]
    pub fn of_slips(self) -> f64 {
        match self {
            Self::Digits => 0.60,
            Self::Formula => 0.04,
            Self::Near => 0.14,
            Self::Opposite => 0.02,
            Self::Beyond => 0.0,
            Self::Other => 0.20,
            Self::Counted => 1.0,
        }
    }

    /// The shape in which a candidate that was decided misses.
    #[must_use]
    pub fn of(linked: &Linked, candidate: &Candidate, decision: &Decision) -> Self {
        let Some(identity) = Identity::of(linked, candidate) else { return Self::Counted };
        let Some((value, range)) = &decision.recomputed else { return Self::Other };
        let reported = identity.reported.value();
        if beyond(&identity, value, &reported) {
            return Self::Beyond;
        }
        if slips_in_digits(&identity, range) {
            return Self::Digits;
        }
        if over_new_level(&identity) {
            return Self::Formula;
        }
        let ulp = crate::solve::step(identity.reported.figure);
        if decision.miss.as_ref().is_some_and(|miss| *miss <= &ulp * whole(2)) {
            return Self::Near;
        }
        if value.is_negative() != reported.is_negative() && !value.is_zero() {
            return Self::Opposite;
        }
        Self::Other
    }
}

/// Whether nobody would have printed this for that: a growth of thousands of per cent, a sum ten times too large.
fn beyond(identity: &Identity<'_>, value: &Rational, reported: &Rational) -> bool {
    let percent = matches!(identity.reported.figure.unit, Unit::Percent | Unit::PercentagePoint);
    let (value, reported) = (approximate(value).abs(), approximate(reported).abs());
    if percent {
        let most = if matches!(identity.relation, Relation::Share) { 130.0 } else { 400.0 };
        value > most && value > 3.0 * reported
    } else {
        value > 6.0 * reported || reported > 20.0 * value
    }
}

/// Whether one figure, with one digit changed, would do.
fn slips_in_digits(identity: &Identity<'_>, range: &Interval) -> bool {
    let turned = identity.reported.turned(range.clone());
    if slip_of_digits(identity.reported.figure, &turned).is_some() {
        return true;
    }
    (0..identity.operands.len()).any(|at| {
        let term = &identity.operands[at];
        let within = identity.relation.solve_range(at, &identity.reported.interval(), &identity.intervals());
        within.is_some_and(|within| slip_of_digits(term.figure, &term.turned(within)).is_some())
    })
}

/// Whether the percentage is the change over the new level, or the ratio itself.
fn over_new_level(identity: &Identity<'_>) -> bool {
    let (Relation::Growth, [level, base]) = (identity.relation, identity.operands.as_slice()) else { return false };
    let (level, base) = (approximate(&level.value()), approximate(&base.value()));
    let printed = identity.reported.interval();
    let (low, high) = (approximate(&printed.low), approximate(&printed.high));
    let meets = |value: f64| value >= low - 0.05 && value <= high + 0.05;
    level != 0.0 && base != 0.0 && (meets(100.0 * (level - base) / level) || meets(100.0 * level / base))
}

/// How easily figures that have nothing to do with each other would fit, 0 to 1.
#[must_use]
pub fn chance(candidate: &Candidate, decision: &Decision) -> f64 {
    match (&candidate.judgement, decision.leeway) {
        (Judgement::Arithmetic { relation, .. }, Some(leeway)) => {
            let share = if relation.is_growth() || *relation == Relation::Share { 2.5 } else { 0.8 };
            (leeway * share).clamp(0.002, 0.95)
        }
        (Judgement::Worded(_), _) => 0.4,
        (Judgement::Counted { .. }, _) => 0.2,
        _ => 0.5,
    }
}

/// What is thought of a tie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bet {
    /// The probability that the tie is meant.
    pub meant: f64,
    /// Where it misses, the probability that the text is wrong and not the reading; where it holds, the same if it missed by a digit.
    pub slip: f64,
}

impl Bet {
    /// Of rows and columns whose rule holds elsewhere in the table.
    pub const TABLE: Self = Self { meant: 0.99, slip: 0.95 };

    /// Of what is no reading of words: rows and columns, figures that were looked up.
    pub const SURE: Self = Self { meant: 1.0, slip: 1.0 };

    /// Weighs a candidate, `others` being the rival readings that hold, with their probabilities and how easily they would fit.
    #[must_use]
    pub fn of(kind: &str, meant: f64, chance: f64, shape: Shape, others: &[(f64, f64)]) -> Self {
        let rival: f64 = others.iter().map(|(meant, _)| meant).sum();
        let total = (meant + rival).max(1.0);
        let explained: f64 = others.iter().map(|(rival, chance)| rival / total / chance.max(0.01)).sum();
        let missed =
            if shape == Shape::Counted { 1.0 } else { Model::learned().misses(kind, &shape.named(chance)).max(0.005) };
        let ours = meant / total;
        let unread = (1.0 - ours - rival / total).max(0.0);
        let odds = ours * SLIPS * shape.of_slips() / missed / ((1.0 - chance) * (unread + explained)).max(1e-9);
        Self { meant, slip: odds / (1.0 + odds) }
    }
}

/// Whether a verdict is one of holding, by a tie that the language makes.
#[must_use]
pub fn holds(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Consistent | Verdict::Rounding | Verdict::Convention)
}

//! Decides whether a claim can be true, given how its figures were rounded for print.

mod conventions;
pub mod glance;
pub mod joint;

use std::collections::BTreeSet;

use num_traits::{Signed as _, ToPrimitive as _, Zero};

use super::candidate::{Candidate, Judgement, Meaning, SignRule, Signed, Tie, Wording};
use super::exact::{Interval, Rational, approximate, whole};
use super::finding::Verdict;
use super::link::Linked;
use super::quantities::{Figure, Unit};
use super::relation::Relation;

pub use conventions::Convention;

/// What was decided of one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    pub verdict: Verdict,
    pub convention: Option<Convention>,
    /// What the operands give at their printed values, and inside their rounding intervals.
    pub recomputed: Option<(Rational, Interval)>,
    /// How far the reported figure lies outside, in its own unit; set on contradictions.
    pub miss: Option<Rational>,
    /// The part of the neighbouring printed values that would have been rejected.
    pub power: Option<f64>,
    /// How wide the values are that would have passed, as a part of the size of the reported figure (of 100 for percentages).
    pub leeway: Option<f64>,
}

impl Decision {
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Consistent | Verdict::Rounding | Verdict::Convention)
    }

    fn plain(holds: bool) -> Self {
        let verdict = if holds { Verdict::Consistent } else { Verdict::Contradictory };
        Self { verdict, convention: None, recomputed: None, miss: None, power: None, leeway: None }
    }
}

/// An equation between printed figures.
#[derive(Debug, Clone)]
pub struct Identity<'l> {
    pub relation: Relation,
    pub sign: SignRule,
    pub reported: Term<'l>,
    pub operands: Vec<Term<'l>>,
}

/// A figure in an equation, with the sign that its words give it.
#[derive(Debug, Clone, Copy)]
pub struct Term<'l> {
    pub index: usize,
    pub figure: &'l Figure,
    pub negative: bool,
}

impl<'l> Term<'l> {
    fn of(linked: &'l Linked, signed: Signed) -> Self {
        Self { index: signed.figure, figure: &linked.figures[signed.figure], negative: signed.negative }
    }

    #[must_use]
    pub fn value(&self) -> Rational {
        self.oriented(self.figure.value.clone())
    }

    #[must_use]
    pub fn interval(&self) -> Interval {
        self.turned(self.figure.interval())
    }

    /// A value of the equation as it is printed, and the other way round.
    #[must_use]
    pub fn oriented(&self, value: Rational) -> Rational {
        if self.negative { -value } else { value }
    }

    #[must_use]
    pub fn turned(&self, interval: Interval) -> Interval {
        if self.negative { interval.negated() } else { interval }
    }
}

impl<'l> Identity<'l> {
    /// The equation that a candidate stands for; `None` where it is decided by counting.
    #[must_use]
    pub fn of(linked: &'l Linked, candidate: &Candidate) -> Option<Self> {
        let Judgement::Arithmetic { relation, sign } = candidate.judgement else {
            return None;
        };
        Some(Self {
            relation,
            sign,
            reported: Term::of(linked, candidate.reported),
            operands: candidate.operands.iter().map(|signed| Term::of(linked, *signed)).collect(),
        })
    }

    #[must_use]
    pub fn values(&self) -> Vec<Rational> {
        self.operands.iter().map(Term::value).collect()
    }

    #[must_use]
    pub fn intervals(&self) -> Vec<Interval> {
        self.operands.iter().map(Term::interval).collect()
    }

    /// Whether a reported value inside `reported` can follow from operands inside `operands`.
    #[must_use]
    pub fn can_hold(&self, reported: &Interval, operands: &[Interval]) -> bool {
        self.relation.range(operands).is_some_and(|range| self.distance(reported, &range).is_zero())
    }

    /// How far `reported` lies from `range`; sizes only, where the text does not say the sign.
    fn distance(&self, reported: &Interval, range: &Interval) -> Rational {
        match self.sign {
            SignRule::Signed => reported.distance(range),
            SignRule::Size => size(reported).distance(&size(range)),
        }
    }

    fn holds_at_printed_values(&self, recomputed: &Rational) -> bool {
        self.distance(&self.reported.interval(), &Interval::point(recomputed.clone())).is_zero()
    }
}

/// The interval of absolute values.
fn size(interval: &Interval) -> Interval {
    if interval.contains(&Rational::zero()) {
        Interval::new(Rational::zero(), interval.low.abs().max(interval.high.abs()))
    } else {
        Interval::new(interval.low.abs(), interval.high.abs())
    }
}

/// Decides a candidate; `None` where its arithmetic is undefined.
#[must_use]
pub fn decide(linked: &Linked, candidate: &Candidate) -> Option<Decision> {
    match &candidate.judgement {
        Judgement::Arithmetic { .. } => decide_identity(&Identity::of(linked, candidate)?, candidate.tie),
        Judgement::Worded(wording) => decide_words(linked, candidate, wording),
        Judgement::Counted { found, .. } => Some(decide_count(&linked.figures[candidate.reported.figure], *found)),
        Judgement::Stated { holds, .. } => Some(Decision::plain(*holds)),
    }
}

fn decide_identity(identity: &Identity<'_>, tie: Tie) -> Option<Decision> {
    let value = identity.relation.recompute(&identity.values())?;
    let range = identity.relation.range(&identity.intervals())?;
    let reported = identity.reported.interval();
    let (verdict, convention) = if identity.holds_at_printed_values(&value) {
        (Verdict::Consistent, None)
    } else if identity.distance(&reported, &range).is_zero() {
        (Verdict::Rounding, None)
    } else if tie == Tie::Fitting {
        // What only arithmetic ties must fit as printed.
        return None;
    } else if let Some(convention) = conventions::explaining(identity) {
        (Verdict::Convention, Some(convention))
    } else if conventions::only_open_bounds_rescue(identity) || conventions::lacks_magnitude(identity) {
        (Verdict::Ambiguous, None)
    } else {
        (Verdict::Contradictory, None)
    };
    Some(Decision {
        verdict,
        convention,
        miss: (verdict == Verdict::Contradictory).then(|| identity.distance(&reported, &range)),
        power: Some(power(identity, &range)),
        leeway: leeway(identity, &range),
        recomputed: Some((value, range)),
    })
}

/// Decides what words say of figures; bounds and hedges leave open what a figure is, so that it refutes nothing.
fn decide_words(linked: &Linked, candidate: &Candidate, wording: &Wording) -> Option<Decision> {
    let Wording { relation, exactly, roughly, .. } = wording;
    let figures: Vec<&Figure> = candidate.figures().map(|figure| &linked.figures[figure]).collect();
    let values: Vec<Rational> = figures.iter().map(|figure| figure.value.clone()).collect();
    let intervals: Vec<Interval> = figures.iter().map(|figure| figure.interval()).collect();
    let value = relation.recompute(&values)?;
    let range = relation.range(&intervals)?;
    let imprecise: Vec<Interval> =
        figures.iter().map(|figure| Interval::around(&figure.value, &conventions::imprecise_ulp(figure))).collect();
    let (verdict, convention) = if exactly.meets(&Interval::point(value.clone())) {
        (Verdict::Consistent, None)
    } else if exactly.meets(&range) {
        (Verdict::Rounding, None)
    } else if roughly.meets(&range) {
        (Verdict::Convention, Some(Convention::RoundWords))
    } else if roughly.meets(&relation.range(&imprecise)?) {
        (Verdict::Convention, Some(Convention::TrailingZeros))
    } else if figures.iter().any(|figure| figure.bound.is_some() || figure.hedge.is_some()) {
        (Verdict::Ambiguous, None)
    } else {
        (Verdict::Contradictory, None)
    };
    let power = power_of_words(*relation, &figures, &imprecise, roughly);
    Some(Decision { verdict, convention, miss: None, power, leeway: None, recomputed: Some((value, range)) })
}

/// The part of the neighbouring printed values of the reported figure that the words would have rejected.
fn power_of_words(relation: Relation, figures: &[&Figure], intervals: &[Interval], roughly: &Meaning) -> Option<f64> {
    let ulp = step(figures.first()?);
    let rejects = |steps: &i64| {
        let shift = &ulp * whole(*steps);
        let mut moved = intervals.to_vec();
        moved[0] = Interval::new(&moved[0].low + &shift, &moved[0].high + &shift);
        relation.range(&moved).is_some_and(|range| !roughly.meets(&range))
    };
    let rejected = (1..=NEIGHBOURS).flat_map(|steps| [steps, -steps]).filter(rejects).count();
    Some(rejected as f64 / (2 * NEIGHBOURS) as f64)
}

fn decide_count(figure: &Figure, found: i64) -> Decision {
    let found = whole(found);
    let miss = (&figure.value - &found).abs();
    let mut decision = Decision::plain(miss.is_zero());
    decision.recomputed = Some((found.clone(), Interval::point(found)));
    decision.miss = (!miss.is_zero()).then_some(miss);
    // Every other number would have been rejected.
    decision.power = Some(1.0);
    decision
}

/// How many printed neighbours on each side are tried for the power of a check.
const NEIGHBOURS: i64 = 5;

/// The part of the neighbouring printed values, up to five units in the last place on each side, that `range` rejects.
fn power(identity: &Identity<'_>, range: &Interval) -> f64 {
    let ulp = step(identity.reported.figure);
    let printed = identity.reported.interval();
    let passing: BTreeSet<i64> = match identity.sign {
        SignRule::Signed => passing(&printed, range, &ulp).collect(),
        SignRule::Size => passing(&printed, range, &ulp).chain(passing(&printed, &range.negated(), &ulp)).collect(),
    };
    let rejected = 2 * NEIGHBOURS - passing.iter().filter(|steps| **steps != 0).count() as i64;
    rejected as f64 / (2 * NEIGHBOURS) as f64
}

/// By how many units in the last place the printed values can move and still meet `range`, as far as neighbours go.
fn passing(printed: &Interval, range: &Interval, ulp: &Rational) -> impl Iterator<Item = i64> {
    let most = whole(NEIGHBOURS);
    let steps = |steps: Rational| steps.max(-&most).min(most.clone()).to_i64().unwrap_or(0);
    let (low, high) = ((&range.low - &printed.high) / ulp, (&range.high - &printed.low) / ulp);
    // Where all of them lie on one side, none passes.
    let some_pass = low <= most && high >= -&most;
    (steps(low.ceil())..=steps(high.floor())).filter(move |_| some_pass)
}

/// The width of the values that would have passed, relative to the size of the figure: how easily chance makes an identity hold.
fn leeway(identity: &Identity<'_>, range: &Interval) -> Option<f64> {
    let figure = identity.reported.figure;
    let passing = range.width() + identity.reported.interval().width();
    let of_hundred = matches!(figure.unit, Unit::Percent | Unit::PercentagePoint);
    let size = if of_hundred { whole(100) } else { figure.value.abs() };
    (!size.is_zero()).then(|| approximate(&(passing / size)))
}

/// One unit in the last printed place; 1 for exact counts.
#[must_use]
pub fn step(figure: &Figure) -> Rational {
    if figure.ulp.is_zero() { whole(1) } else { figure.ulp.clone() }
}

//! Ways of printing other than rounding to the nearest, each tried by its name and never silently.

use super::{Identity, Term};
use crate::check::exact::{Interval, Rational, power_of_ten, ratio, whole};
use crate::check::quantities::{Bound, Unit};

/// A named way of printing figures that can explain a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Convention {
    /// `about 16 per cent`: off by up to one unit in the last place.
    Hedged,
    /// `more than $12 billion`: from there up to the next printed value.
    Bounded,
    /// Digits were cut off instead of rounded.
    Truncated,
    /// `408,000`: the zeros at the end stand for digits that were not given.
    TrailingZeros,
    /// Percentages were rounded to halves.
    HalfPoints,
    /// `more than 20 per cent` of something that is 26: true, though not the nearest round number.
    LooseBound,
}

impl Convention {
    /// The name in the machine-readable result.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hedged => "hedged",
            Self::Bounded => "bounded",
            Self::Truncated => "truncated",
            Self::TrailingZeros => "trailing_zeros",
            Self::HalfPoints => "half_points",
            Self::LooseBound => "loose_bound",
        }
    }

    /// What a reader is told.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Hedged => "it holds because a figure is hedged (“about”)",
            Self::Bounded => "it holds because a figure is a bound (“more than”, “almost”)",
            Self::Truncated => "it holds if digits were cut off instead of rounded",
            Self::TrailingZeros => "it holds if the zeros at the end of a figure stand for digits that were not given",
            Self::HalfPoints => "it holds if percentages were rounded to halves",
            Self::LooseBound => "it holds as a bound, though a closer one could be printed",
        }
    }
}

/// The first convention, in a fixed order, under which the identity holds.
pub(super) fn explaining(identity: &Identity<'_>) -> Option<Convention> {
    [Convention::Hedged, Convention::Bounded, Convention::Truncated, Convention::TrailingZeros, Convention::HalfPoints]
        .into_iter()
        .find(|convention| holds_under(identity, *convention))
        .or_else(|| loosely_bounded(identity).then_some(Convention::LooseBound))
}

/// Whether the identity holds when one figure or all figures are read by the convention.
fn holds_under(identity: &Identity<'_>, convention: Convention) -> bool {
    let read =
        |term: &Term<'_>| widened(term, convention).map_or_else(|| term.interval(), |interval| term.turned(interval));
    let terms = std::iter::once(&identity.reported).chain(&identity.operands);
    if !terms.clone().any(|term| widened(term, convention).is_some()) {
        return false;
    }
    let operands: Vec<Interval> = identity.operands.iter().map(read).collect();
    if identity.can_hold(&read(&identity.reported), &operands) {
        return true;
    }
    (0..=identity.operands.len()).any(|only| {
        let at = |index: usize, term: &Term<'_>| {
            if index == only { read(term) } else { term.interval() }
        };
        let operands: Vec<Interval> =
            identity.operands.iter().enumerate().map(|(index, term)| at(index + 1, term)).collect();
        identity.can_hold(&at(0, &identity.reported), &operands)
    })
}

/// The values that print as this figure under the convention; `None` where it does not apply to it.
fn widened(term: &Term<'_>, convention: Convention) -> Option<Interval> {
    let figure = term.figure;
    match convention {
        Convention::Hedged => {
            figure.hedge.as_ref()?;
            Some(Interval::around(&figure.value, &(figure.ulp.clone().max(imprecise_ulp(term)) * whole(2))))
        }
        Convention::Bounded => bounded(term),
        Convention::Truncated => Some(figure.truncated_interval()).filter(|interval| interval.low != interval.high),
        Convention::TrailingZeros => {
            let ulp = imprecise_ulp(term);
            (ulp > figure.ulp).then(|| Interval::around(&figure.value, &ulp))
        }
        Convention::HalfPoints => {
            let halves = (&figure.value * whole(2)).is_integer();
            (figure.unit == Unit::Percent && figure.decimals == 1 && halves)
                .then(|| Interval::around(&figure.value, &ratio(1, 2)))
        }
        Convention::LooseBound => None,
    }
}

/// `more than x` is [x, x + ulp], `almost x` [x − ulp, x].
fn bounded(term: &Term<'_>) -> Option<Interval> {
    let figure = term.figure;
    let ulp = imprecise_ulp(term).max(figure.ulp.clone());
    let value = figure.value.clone();
    Some(match figure.bound? {
        Bound::MoreThan | Bound::AtLeast => Interval::new(value.clone(), value + ulp),
        Bound::LessThan | Bound::AtMost | Bound::Almost => Interval::new(&value - ulp, value),
    })
}

/// One unit in the last place that is not a zero at the end, two significant digits always kept.
fn imprecise_ulp(term: &Term<'_>) -> Rational {
    let figure = term.figure;
    if figure.decimals > 0 || figure.spelled {
        return figure.ulp.clone();
    }
    let printed = &figure.value / power_of_ten(figure.magnitude);
    let digits = printed.to_integer().magnitude().to_string().len() as u32;
    let zeros = figure.trailing_zeros.min(digits.saturating_sub(2));
    &figure.ulp * power_of_ten(zeros as i32)
}

/// Whether the reported figure is a bound that what the operands give respects, however loosely.
fn loosely_bounded(identity: &Identity<'_>) -> bool {
    let Some(bound) = identity.reported.figure.bound else {
        return false;
    };
    let Some(range) = identity.relation.range(&identity.intervals()) else {
        return false;
    };
    let value = identity.reported.value();
    // "fell by more than 5 per cent" bounds the size.
    let upwards = bound.is_lower() != identity.reported.negative;
    if upwards { range.high >= value } else { range.low <= value }
}

/// Whether only reading an operand's bound without limit would make the identity hold.
///
/// A bound alone never rescues a growth claim, but neither is a claim that it could rescue called wrong.
pub(super) fn only_open_bounds_rescue(identity: &Identity<'_>) -> bool {
    identity.operands.iter().enumerate().any(|(index, term)| {
        let Some(bound) = term.figure.bound else {
            return false;
        };
        let Some(needed) = identity.relation.solve_range(index, &identity.reported.interval(), &identity.intervals())
        else {
            return false;
        };
        if bound.is_lower() { needed.high >= term.value() } else { needed.low <= term.value() }
    })
}

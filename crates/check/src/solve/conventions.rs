//! Ways of printing other than rounding to the nearest, each tried by its name and never silently.

use super::{Identity, Term};
use crate::exact::{Interval, Rational, power_of_ten, ratio, whole};
use crate::quantities::{Figure, Unit};
use crate::relation::Relation;
use num_traits::Signed as _;

/// A named way of printing figures that can explain a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Convention {
    /// `about 16 per cent`: off by up to one unit in the last place.
    Hedged,
    /// `more than $12 billion`: from there up to the next printed value.
    Bounded,
    /// `more than $152.5 billion` of 152.47: the bound is an idle phrase for “about”.
    IdleBound,
    /// `Sh102.69` beside billions: the magnitude is left out.
    MissingMagnitude,
    /// Digits were cut off instead of rounded.
    Truncated,
    /// `408,000`: the zeros at the end stand for digits that were not given.
    TrailingZeros,
    /// Percentages were rounded to halves.
    HalfPoints,
    /// `more than 20 per cent` of something that is 26: true, though not the nearest round number.
    LooseBound,
    /// `doubled` of what grew 2.2 times: words for ratios are round.
    RoundWords,
    /// `from 2010 to 2015` counted as four or six years instead of five.
    YearsCounted,
    /// Growth a year as the whole growth divided by the years.
    SimpleMean,
    /// `three times larger` for four times as large.
    TimesLarger,
    /// `rose 2.5 per cent` for 2.5 percentage points.
    PerCentForPoints,
    /// `rose 2.5 points` for 2.5 per cent.
    PointsForPerCent,
}

impl Convention {
    /// The name in the machine-readable result.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hedged => "hedged",
            Self::Bounded => "bounded",
            Self::IdleBound => "idle_bound",
            Self::MissingMagnitude => "missing_magnitude",
            Self::Truncated => "truncated",
            Self::TrailingZeros => "trailing_zeros",
            Self::HalfPoints => "half_points",
            Self::LooseBound => "loose_bound",
            Self::RoundWords => "round_words",
            Self::YearsCounted => "years_counted",
            Self::SimpleMean => "simple_mean",
            Self::TimesLarger => "times_larger",
            Self::PerCentForPoints => "per_cent_for_points",
            Self::PointsForPerCent => "points_for_per_cent",
        }
    }

    /// What a reader is told.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Hedged => "it holds because a figure is hedged (“about”)",
            Self::Bounded => "it holds because a figure is a bound (“more than”, “almost”)",
            Self::IdleBound => "it holds if “more than” or “almost” is read as “about”",
            Self::MissingMagnitude => "it holds if a magnitude (million, billion) was left out of a figure",
            Self::Truncated => "it holds if digits were cut off instead of rounded",
            Self::TrailingZeros => "it holds if the zeros at the end of a figure stand for digits that were not given",
            Self::HalfPoints => "it holds if percentages were rounded to halves",
            Self::LooseBound => "it holds as a bound, though a closer one could be printed",
            Self::RoundWords => "it holds if the words for the ratio are read as round (“doubled” as “about twice”)",
            Self::YearsCounted => "it holds if the years are counted one more or one fewer, with or without the first",
            Self::SimpleMean => "it holds if the growth over all years is divided by their number",
            Self::TimesLarger => "it holds if “n times larger” is read as n + 1 times as large",
            Self::PerCentForPoints => "it holds if “per cent” is read as percentage points",
            Self::PointsForPerCent => "it holds if percentage points are read as per cent",
        }
    }
}

/// The first convention, in a fixed order, under which the identity holds.
pub(super) fn explaining(identity: &Identity<'_>) -> Option<Convention> {
    let read_as =
        |choices: &[Convention]| choices.iter().copied().find(|convention| holds_under(identity, *convention));
    let wordings = [Convention::Hedged, Convention::Bounded, Convention::IdleBound, Convention::MissingMagnitude];
    let shortenings =
        [Convention::RoundWords, Convention::Truncated, Convention::TrailingZeros, Convention::HalfPoints];
    read_as(&wordings)
        .or_else(|| otherwise_related(identity))
        .or_else(|| read_as(&shortenings))
        .or_else(|| loosely_bounded(identity).then_some(Convention::LooseBound))
}

/// Another relation that texts mean by the same words, under which the identity holds as printed.
fn otherwise_related(identity: &Identity<'_>) -> Option<Convention> {
    let operands = identity.intervals();
    let holds = |relation: Relation| {
        Identity { relation, ..identity.clone() }.can_hold(&identity.reported.interval(), &operands)
    };
    meant(identity).into_iter().find(|(_, relation)| holds(*relation)).map(|(convention, _)| convention)
}

/// The relations that texts mix up with that of the identity, and what the mixing up is called.
fn meant(identity: &Identity<'_>) -> Vec<(Convention, Relation)> {
    let unit = identity.reported.figure.unit;
    let of_rates = identity.operands.iter().any(|term| term.figure.unit == Unit::Percent);
    match identity.relation {
        Relation::Compound(years) => vec![
            (Convention::YearsCounted, Relation::Compound(years + 1)),
            (Convention::YearsCounted, Relation::Compound(years - 1)),
            (Convention::SimpleMean, Relation::MeanGrowth(years)),
        ],
        Relation::MeanChange(years) => vec![
            (Convention::YearsCounted, Relation::MeanChange(years + 1)),
            (Convention::YearsCounted, Relation::MeanChange(years - 1)),
        ],
        Relation::Elapsed => {
            vec![(Convention::YearsCounted, Relation::Counted), (Convention::YearsCounted, Relation::Between)]
        }
        Relation::Ratio if unit == Unit::Multiple => vec![(Convention::TimesLarger, Relation::Excess)],
        Relation::Growth if of_rates => vec![(Convention::PerCentForPoints, Relation::Difference)],
        Relation::Difference | Relation::Gap if unit == Unit::PercentagePoint => {
            vec![(Convention::PointsForPerCent, Relation::Growth)]
        }
        _ => Vec::new(),
    }
}

/// Whether the identity holds when one figure or all figures are read by the convention.
fn holds_under(identity: &Identity<'_>, convention: Convention) -> bool {
    // A difference of two rounded percentages is on no finer grid than they are.
    if convention == Convention::HalfPoints && identity.reported.figure.unit == Unit::PercentagePoint {
        return false;
    }
    if convention == Convention::TrailingZeros && is_printed_precisely(identity) {
        return false;
    }
    let magnitude = largest_magnitude(identity);
    let other = |term: &Term<'_>| widened(term, convention, magnitude).map(|interval| term.turned(interval));
    let read = |term: &Term<'_>| other(term).unwrap_or_else(|| term.interval());
    let terms = std::iter::once(&identity.reported).chain(&identity.operands);
    if !terms.clone().any(|term| other(term).is_some()) {
        return false;
    }
    let operands: Vec<Interval> = identity.operands.iter().map(read).collect();
    if identity.can_hold(&read(&identity.reported), &operands) {
        return true;
    }
    (0..=identity.operands.len()).any(|only| {
        let at = |index: usize, term: &Term<'_>| if index == only { read(term) } else { term.interval() };
        let operands: Vec<Interval> =
            identity.operands.iter().enumerate().map(|(index, term)| at(index + 1, term)).collect();
        identity.can_hold(&at(0, &identity.reported), &operands)
    })
}

/// Whether an amount beside another is printed to a finer place than the other's zeros: `$129 million from $100 million` means a hundred.
fn is_printed_precisely(identity: &Identity<'_>) -> bool {
    let terms = std::iter::once(&identity.reported).chain(&identity.operands);
    let amounts: Vec<&Figure> =
        terms.map(|term| term.figure).filter(|figure| figure.is_level() || figure.unit == Unit::Count).collect();
    let finest = amounts.iter().map(|figure| imprecise_ulp(figure)).min();
    let coarsest = amounts.iter().map(|figure| imprecise_ulp(figure)).max();
    amounts.len() > 1 && finest < coarsest
}

/// All values that a figure may be printed for, by whatever way of shortening numbers.
pub(super) fn widest(term: &Term<'_>) -> Interval {
    let ways = [Convention::Truncated, Convention::TrailingZeros, Convention::HalfPoints];
    ways.into_iter()
        .filter_map(|way| widened(term, way, 0))
        .fold(term.figure.interval(), |hull, way| Interval::new(hull.low.min(way.low), hull.high.max(way.high)))
}

/// The largest magnitude of the levels; none where the reported figure is a price or an average, which has its own.
fn largest_magnitude(identity: &Identity<'_>) -> i32 {
    if identity.relation == Relation::Ratio && identity.reported.figure.is_level() {
        return 0;
    }
    let terms = std::iter::once(&identity.reported).chain(&identity.operands);
    terms.filter(|term| term.figure.is_level()).map(|term| term.figure.magnitude).max().unwrap_or(0)
}

/// Whether a figure of the identity may lack the magnitude that the others have, so that nothing can be held against it.
pub(super) fn lacks_magnitude(identity: &Identity<'_>) -> bool {
    let magnitude = largest_magnitude(identity);
    let terms = std::iter::once(&identity.reported).chain(&identity.operands);
    terms.clone().any(|term| widened(term, Convention::MissingMagnitude, magnitude).is_some())
}

/// The values that print as this figure under the convention; `None` where it does not apply to it.
///
/// `magnitude` is the largest in the identity, as a power of ten.
fn widened(term: &Term<'_>, convention: Convention, magnitude: i32) -> Option<Interval> {
    let figure = term.figure;
    match convention {
        Convention::Hedged => {
            figure.hedge.as_ref()?;
            // "around 70 per cent" is 65 to 75: every zero at the end may stand for digits not given.
            let width = (&figure.ulp * whole(2)).max(figure.coarse_ulp());
            Some(Interval::around(&figure.value, &width))
        }
        Convention::Bounded => bounded(term),
        Convention::IdleBound => (figure.bound.is_some() && !figure.is_round()).then(|| figure.rounded_interval()),
        Convention::MissingMagnitude => {
            let bare = figure.is_level() && figure.magnitude == 0 && figure.value.abs() < whole(100_000);
            (bare && magnitude >= 6).then(|| figure.interval().scaled(&power_of_ten(magnitude)))
        }
        Convention::Truncated => Some(cut_off(figure)).filter(|interval| interval.low != interval.high),
        Convention::TrailingZeros => {
            if figure.unit == Unit::Percent {
                // "3.30 per cent" may be 3.3 with a zero for looks.
                let tenfold = &figure.ulp * whole(10);
                let padded = figure.decimals >= 2 && (&figure.value / &tenfold).is_integer();
                return padded.then(|| Interval::around(&figure.value, &tenfold));
            }
            let ulp = imprecise_ulp(figure);
            // A bound says on which side of the round number the value lies.
            (figure.bound.is_none() && ulp > figure.ulp).then(|| Interval::around(&figure.value, &ulp))
        }
        Convention::HalfPoints => {
            let halves = (&figure.value * whole(2)).is_integer();
            let half_point = figure.unit == Unit::Percent && figure.decimals == 1 && halves;
            half_point.then(|| Interval::around(&figure.value, &ratio(1, 2)))
        }
        Convention::RoundWords => {
            // "two thirds" are read as a figure, and are as round as the words for ratios are.
            let fraction = figure.spelled && figure.unit == Unit::Percent && figure.ulp > whole(1);
            let width = &figure.value * ratio(1, 2);
            (fraction && figure.bound.is_none()).then(|| Interval::around(&figure.value, &width))
        }
        Convention::LooseBound
        | Convention::YearsCounted
        | Convention::SimpleMean
        | Convention::TimesLarger
        | Convention::PerCentForPoints
        | Convention::PointsForPerCent => None,
    }
}

/// The values that print as a figure when digits are cut off.
fn cut_off(figure: &Figure) -> Interval {
    figure.truncated_interval()
}

/// `more than x` is [x, x + ulp], `almost x` [x − ulp, x], where the zeros at the end of x are not counted as digits.
fn bounded(term: &Term<'_>) -> Option<Interval> {
    let figure = term.figure;
    let ulp = imprecise_ulp(figure).max(figure.ulp.clone());
    let value = figure.value.clone();
    Some(if figure.bound?.is_lower() {
        Interval::new(value.clone(), value + ulp)
    } else {
        Interval::new(&value - ulp, value)
    })
}

/// One unit in the last place that is not a zero at the end, two significant digits always kept.
pub(super) fn imprecise_ulp(figure: &Figure) -> Rational {
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

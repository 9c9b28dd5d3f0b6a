//! The arithmetic that ties figures: forwards, and solved for each operand.

use num_traits::{FromPrimitive, Num, Signed, Zero};

use super::exact::{Interval, Rational, whole};

/// How a reported figure follows from its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// `100 × (level / base − 1)`; operands: level, base.
    Growth,
    /// `100 × change / (level − change)`; operands: change, level.
    GrowthFromChange,
    /// `100 × change / base`; operands: change, base.
    GrowthFromBase,
    /// `a − b`.
    Difference,
    /// `|a − b|`: a gap of which the text does not say the sign.
    Gap,
    Sum,
    /// `100 × part / whole`.
    Share,
    /// `a / b`.
    Ratio,
    /// Growth of `a + b`; operands: a, growth of a, b, growth of b.
    GrowthOfSum,
    /// Growth of `a − b`; operands: a, growth of a, b, growth of b.
    GrowthOfDifference,
    /// `a + b` before they grew; operands: a, growth of a, b, growth of b.
    BaseOfSum,
    /// `a − b` before they grew; operands: a, growth of a, b, growth of b.
    BaseOfDifference,
    /// Growth of `a + b`; operands: a, a before, b, b before.
    GrowthOfSums,
}

impl Relation {
    /// Whether the operands are two levels, each followed by its growth.
    #[must_use]
    pub fn is_compound(self) -> bool {
        matches!(self, Self::GrowthOfSum | Self::GrowthOfDifference | Self::BaseOfSum | Self::BaseOfDifference)
    }

    /// Whether the reported figure is a growth rate in per cent.
    #[must_use]
    pub fn is_growth(self) -> bool {
        matches!(
            self,
            Self::Growth
                | Self::GrowthFromChange
                | Self::GrowthFromBase
                | Self::GrowthOfSum
                | Self::GrowthOfDifference
                | Self::GrowthOfSums
        )
    }

    /// The reported value that the operands give; `None` where it is undefined (a base of zero).
    #[must_use]
    pub fn recompute<T: Number>(self, operands: &[T]) -> Option<T> {
        match (self, operands) {
            (Self::Growth, [level, base]) => growth(level.clone(), base.clone()),
            (Self::GrowthFromChange, [change, level]) => percentage(change.clone(), level.clone() - change.clone()),
            (Self::GrowthFromBase | Self::Share, [part, whole]) => percentage(part.clone(), whole.clone()),
            (Self::Difference, [a, b]) => Some(a.clone() - b.clone()),
            (Self::Gap, [a, b]) => Some((a.clone() - b.clone()).abs()),
            (Self::Sum, terms) => Some(terms.iter().cloned().fold(T::zero(), |sum, term| sum + term)),
            (Self::Ratio, [a, b]) => quotient(a.clone(), b.clone()),
            (Self::GrowthOfSum, [a, growth_a, b, growth_b]) => {
                growth(a.clone() + b.clone(), before(a, growth_a)? + before(b, growth_b)?)
            }
            (Self::GrowthOfDifference, [a, growth_a, b, growth_b]) => {
                growth(a.clone() - b.clone(), before(a, growth_a)? - before(b, growth_b)?)
            }
            (Self::BaseOfSum, [a, growth_a, b, growth_b]) => Some(before(a, growth_a)? + before(b, growth_b)?),
            (Self::BaseOfDifference, [a, growth_a, b, growth_b]) => Some(before(a, growth_a)? - before(b, growth_b)?),
            (Self::GrowthOfSums, [a, a_before, b, b_before]) => {
                growth(a.clone() + b.clone(), a_before.clone() + b_before.clone())
            }
            _ => None,
        }
    }

    /// About the values that operands between the given ends can give, in floating point.
    #[must_use]
    pub fn glance(self, ends: &[[f64; 2]]) -> Option<[f64; 2]> {
        if self == Self::Sum {
            return Some([0, 1].map(|end| ends.iter().map(|ends| ends[end]).sum()));
        }
        let mut range: Option<[f64; 2]> = None;
        let mut corner: Vec<f64> = ends.iter().map(|ends| ends[0]).collect();
        for choice in 0..1_u32 << ends.len().min(16) {
            for (at, ends) in ends.iter().enumerate().take(16) {
                corner[at] = ends[(choice >> at & 1) as usize];
            }
            let value = self.recompute(&corner)?;
            range = Some(range.map_or([value, value], |[low, high]| [low.min(value), high.max(value)]));
        }
        range
    }

    /// The value of operand `index` that gives `reported`, the others as they are.
    #[must_use]
    pub fn solve(self, index: usize, reported: &Rational, operands: &[Rational]) -> Option<Rational> {
        if self == Self::Gap {
            return solve_gap(index, reported, operands);
        }
        let at = |value: &Rational| {
            let mut moved = operands.to_vec();
            moved[index] = value.clone();
            self.recompute(&moved)
        };
        invert(at, operands.get(index)?, reported)
    }

    /// All values that operands inside their intervals can give.
    ///
    /// Every relation is monotone in each operand while no denominator changes sign, so its extremes lie at corners.
    #[must_use]
    pub fn range(self, operands: &[Interval]) -> Option<Interval> {
        if self == Self::Sum {
            let low = operands.iter().map(|interval| &interval.low).sum();
            let high = operands.iter().map(|interval| &interval.high).sum();
            return Some(Interval { low, high });
        }
        let range = hull(corners(operands).map(|corner| self.recompute(&corner)))?;
        // A gap of overlapping intervals can vanish between the corners.
        match (self, operands) {
            (Self::Gap, [a, b]) if a.meets(b) => Some(Interval::new(Rational::zero(), range.high)),
            _ => Some(range),
        }
    }

    /// Whether the inverse for operand `index` is monotone over `reported`, so that its extremes lie at corners too.
    ///
    /// It has a pole where the reported value is what an unlimited operand would give.
    fn inverts_over(self, index: usize, reported: &Interval) -> bool {
        let pole = match (self, index) {
            (Self::Growth, 1) | (Self::GrowthFromChange, 0) | (Self::GrowthOfSums, 1 | 3) => whole(-100),
            (Self::GrowthFromChange | Self::GrowthFromBase | Self::Share | Self::Ratio, 1) => Rational::zero(),
            // The pole for a level lies at the growth of that level, which is well inside what is reported.
            (Self::GrowthOfSum | Self::GrowthOfDifference | Self::GrowthOfSums, 0 | 2) => return false,
            _ => return true,
        };
        !reported.contains(&pole)
    }

    /// All values of operand `index` that are possible when the rest are inside their intervals.
    #[must_use]
    pub fn solve_range(self, index: usize, reported: &Interval, operands: &[Interval]) -> Option<Interval> {
        if !self.inverts_over(index, reported) {
            return None;
        }
        if self == Self::Sum {
            let others: Vec<&Interval> =
                operands.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, term)| term).collect();
            let low: Rational = others.iter().map(|interval| &interval.low).sum();
            let high: Rational = others.iter().map(|interval| &interval.high).sum();
            return Some(Interval { low: &reported.low - high, high: &reported.high - low });
        }
        let ends = [&reported.low, &reported.high];
        let found = hull(corners(operands).flat_map(|corner| ends.map(|end| self.solve(index, end, &corner))))?;
        // No level falls by more than all of it: where a corner says so of a small one, a pole lies between the corners.
        let crosses_pole = self.is_compound() && index % 2 == 1 && found.low <= whole(-100);
        (!crosses_pole).then_some(found)
    }
}

/// What the arithmetic asks of a number: exact for verdicts, floating for a first look.
pub trait Number: Clone + Num + Signed + FromPrimitive {}

impl<T: Clone + Num + Signed + FromPrimitive> Number for T {}

fn quotient<T: Number>(a: T, b: T) -> Option<T> {
    (!b.is_zero()).then(|| a / b)
}

fn percentage<T: Number>(part: T, whole: T) -> Option<T> {
    Some(quotient(part, whole)? * T::from_u8(100)?)
}

fn growth<T: Number>(level: T, base: T) -> Option<T> {
    percentage(level - base.clone(), base)
}

/// A level before it grew by `percent`.
fn before<T: Number>(level: &T, percent: &T) -> Option<T> {
    quotient(level.clone(), T::one() + percent.clone() / T::from_u8(100)?)
}

fn solve_gap(index: usize, reported: &Rational, operands: &[Rational]) -> Option<Rational> {
    let [a, b] = operands else { return None };
    let (this, other) = if index == 0 { (a, b) } else { (b, a) };
    Some(if this >= other { other + reported } else { other - reported })
}

/// The `x` with `f(x) = y`, where `f` is a quotient of linear functions, as every relation is in each single operand.
///
/// Such functions keep the cross-ratio of four points, so three known points near `start` determine `x` exactly.
fn invert(f: impl Fn(&Rational) -> Option<Rational>, start: &Rational, y: &Rational) -> Option<Rational> {
    let unit = if start.is_zero() { whole(1) } else { start.clone() };
    let [x1, x2, x3] = [start + &unit * whole(1), start + &unit * whole(2), start + &unit * whole(4)];
    let [y1, y2, y3] = [f(&x1)?, f(&x2)?, f(&x3)?];
    if y1 == y2 {
        return None;
    }
    if *y == y3 {
        return Some(x3);
    }
    // (y − y1)(y2 − y3) / ((y − y3)(y2 − y1)) is the same ratio of the x.
    let ratio = (y - &y1) * (&y2 - &y3) / ((y - &y3) * (&y2 - &y1));
    let (near, far) = (&x2 - &x3, &ratio * (&x2 - &x1));
    Some((&x1 * &near - &x3 * &far) / nonzero(&(near - &far))?)
}

fn nonzero(value: &Rational) -> Option<&Rational> {
    (!value.is_zero()).then_some(value)
}

fn corners(intervals: &[Interval]) -> impl Iterator<Item = Vec<Rational>> {
    let ends = intervals.iter().map(|interval| [interval.low.clone(), interval.high.clone()]).collect();
    corners_of(ends)
}

/// Every choice of one end of each pair; two operands have four corners.
fn corners_of<T: Clone>(ends: Vec<[T; 2]>) -> impl Iterator<Item = Vec<T>> {
    let count = ends.len().min(16) as u32;
    (0..2_u32.pow(count)).map(move |choice| {
        ends.iter().enumerate().map(|(at, ends)| ends[(choice >> at & 1) as usize].clone()).collect()
    })
}

fn hull(values: impl Iterator<Item = Option<Rational>>) -> Option<Interval> {
    let mut hull: Option<Interval> = None;
    for value in values {
        let value = value?;
        hull = Some(match hull {
            None => Interval::point(value),
            Some(Interval { low, high }) => Interval { low: low.min(value.clone()), high: high.max(value) },
        });
    }
    hull
}

#[cfg(test)]
mod tests {
    use super::super::exact::{decimal, ratio};
    use super::*;

    const FOUR: [Relation; 5] = [
        Relation::GrowthOfSum,
        Relation::GrowthOfDifference,
        Relation::BaseOfSum,
        Relation::BaseOfDifference,
        Relation::GrowthOfSums,
    ];

    #[test]
    fn solving_inverts_compound_relations() {
        let operands = [ratio(3317, 10), ratio(31, 1), ratio(908, 10), ratio(12, 1)];
        for relation in FOUR {
            let reported = relation.recompute(&operands).unwrap();
            for index in 0..4 {
                let solved = relation.solve(index, &reported, &operands).unwrap();
                assert_eq!(solved, operands[index], "{relation:?} {index}");
            }
        }
    }

    const TWO: [Relation; 7] = [
        Relation::Growth,
        Relation::GrowthFromChange,
        Relation::GrowthFromBase,
        Relation::Difference,
        Relation::Gap,
        Relation::Share,
        Relation::Ratio,
    ];

    #[test]
    fn solving_inverts_recomputing() {
        let operands = [ratio(4226, 10), ratio(3343, 10)];
        for relation in TWO {
            let reported = relation.recompute(&operands).unwrap();
            for index in 0..2 {
                assert_eq!(
                    relation.solve(index, &reported, &operands).unwrap(),
                    operands[index],
                    "{relation:?} {index}"
                );
            }
        }
    }

    #[test]
    fn growth_of_intervals() {
        let around = |value: Rational| Interval::around(&value, &ratio(1, 10));
        let range = Relation::Growth.range(&[around(ratio(4226, 10)), around(ratio(3343, 10))]).unwrap();
        assert_eq!((decimal(&range.low, 2), decimal(&range.high, 2)), ("26.38".into(), "26.45".into()));
    }

    #[test]
    fn a_zero_base_gives_nothing() {
        assert_eq!(Relation::Growth.recompute(&[whole(5), whole(0)]), None);
        assert_eq!(Relation::Growth.range(&[Interval::point(whole(5)), Interval::point(whole(0))]), None);
    }
}

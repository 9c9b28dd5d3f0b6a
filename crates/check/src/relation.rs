//! The arithmetic that ties figures: forwards, and solved for each operand.

mod arithmetic;
mod inverse;

use num_traits::{Zero, pow};

use super::exact::{Interval, Rational, whole};
use arithmetic::{Number, before, compound, growth, percentage, quotient, root_step};
use inverse::{corners, hull, invert};

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
    /// `100 × a / b` before they grew; operands: a, growth of a, b, growth of b.
    ShareBefore,
    /// Growth of `a + b`; operands: a, a before, b, b before.
    GrowthOfSums,
    /// Growth a year, compounded over so many years; operands: level, base.
    Compound(u32),
    /// Growth over so many years, divided by their number; operands: level, base.
    MeanGrowth(u32),
    /// The change over so many years, divided by their number; operands: level, base.
    MeanChange(u32),
    /// Percentage points that a part adds to the growth of a whole; operands: part, part before, whole before.
    Contribution,
    /// `a × b / c`, as an amount is converted at the rate of another; operands: a, b, c.
    Proportion,
    /// `a / b − 1`: how many times larger, strictly read.
    Excess,
    /// Years from one to another, `a − b`.
    Elapsed,
    /// Years from one to another, the first counted: `a − b + 1`.
    Counted,
    /// Whole years between two, `a − b − 1`.
    Between,
}

impl Relation {
    /// Whether the operands are two levels, each followed by its growth.
    #[must_use]
    pub fn is_compound(self) -> bool {
        matches!(
            self,
            Self::GrowthOfSum | Self::GrowthOfDifference | Self::BaseOfSum | Self::BaseOfDifference | Self::ShareBefore
        )
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
                | Self::Compound(_)
                | Self::MeanGrowth(_)
        )
    }

    /// The reported value that the operands give; `None` where it is undefined (a base of zero).
    #[must_use]
    pub fn recompute<T: Number>(self, operands: &[T]) -> Option<T> {
        match (self, operands) {
            (Self::Growth, [level, base]) => growth(level.clone(), base.clone()),
            (Self::GrowthFromChange, [change, level]) => percentage(change.clone(), level.clone() - change.clone()),
            (Self::GrowthFromBase | Self::Share, [part, whole]) => percentage(part.clone(), whole.clone()),
            (Self::Difference | Self::Elapsed, [a, b]) => Some(a.clone() - b.clone()),
            (Self::Counted, [a, b]) => Some(a.clone() - b.clone() + T::one()),
            (Self::Between, [a, b]) => Some(a.clone() - b.clone() - T::one()),
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
            (Self::ShareBefore, [a, growth_a, b, growth_b]) => percentage(before(a, growth_a)?, before(b, growth_b)?),
            (Self::BaseOfDifference, [a, growth_a, b, growth_b]) => Some(before(a, growth_a)? - before(b, growth_b)?),
            (Self::GrowthOfSums, [a, a_before, b, b_before]) => {
                growth(a.clone() + b.clone(), a_before.clone() + b_before.clone())
            }
            (Self::Compound(years), [level, base]) => compound(level, base, years),
            (Self::MeanGrowth(years), [level, base]) => {
                quotient(growth(level.clone(), base.clone())?, T::from_u32(years)?)
            }
            (Self::MeanChange(years), [level, base]) => quotient(level.clone() - base.clone(), T::from_u32(years)?),
            (Self::Contribution, [part, before, whole]) => percentage(part.clone() - before.clone(), whole.clone()),
            (Self::Proportion, [a, b, c]) => quotient(a.clone() * b.clone(), c.clone()),
            (Self::Excess, [a, b]) => Some(quotient(a.clone(), b.clone())? - T::one()),
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
        match self {
            Self::Gap => return solve_gap(index, reported, operands),
            Self::Compound(years) => return solve_compound(index, reported, operands, years),
            _ => {}
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
    /// Every relation is monotone in each operand while no denominator changes sign, so its extremes lie at corners. Roots are
    /// irrational: their ends are rounded outward.
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
            (Self::Compound(_), _) => Some(Interval { low: range.low, high: range.high + root_step() * whole(100) }),
            _ => Some(range),
        }
    }

    /// Whether the inverse for operand `index` is monotone over `reported`, so that its extremes lie at corners too.
    ///
    /// It has a pole where the reported value is what an unlimited operand would give.
    fn inverts_over(self, index: usize, reported: &Interval) -> bool {
        let pole = match (self, index) {
            (Self::Growth | Self::Compound(_), 1) | (Self::GrowthFromChange, 0) | (Self::GrowthOfSums, 1 | 3) => {
                whole(-100)
            }
            (Self::MeanGrowth(years), 1) => whole(-100) / whole(years.into()),
            (Self::Excess, 1) => whole(-1),
            (Self::GrowthFromChange | Self::GrowthFromBase | Self::Share | Self::Ratio, 1)
            | (Self::Contribution | Self::Proportion, 2)
            | (Self::ShareBefore, 1 | 2) => Rational::zero(),
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

/// The level or base that a yearly growth leads to or from, by powers and so without roots.
fn solve_compound(index: usize, reported: &Rational, operands: &[Rational], years: u32) -> Option<Rational> {
    let [level, base] = operands else { return None };
    let factor = pow(whole(1) + reported / whole(100), years as usize);
    if index == 0 { Some(base * factor) } else { quotient(level.clone(), factor) }
}

fn solve_gap(index: usize, reported: &Rational, operands: &[Rational]) -> Option<Rational> {
    let [a, b] = operands else { return None };
    let (this, other) = if index == 0 { (a, b) } else { (b, a) };
    Some(if this >= other { other + reported } else { other - reported })
}

#[cfg(test)]
mod tests {
    use super::super::exact::{decimal, ratio};
    use super::*;

    const FOUR: [Relation; 6] = [
        Relation::GrowthOfSum,
        Relation::GrowthOfDifference,
        Relation::BaseOfSum,
        Relation::BaseOfDifference,
        Relation::ShareBefore,
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

    const TWO: [Relation; 10] = [
        Relation::Growth,
        Relation::GrowthFromChange,
        Relation::GrowthFromBase,
        Relation::Difference,
        Relation::Gap,
        Relation::Share,
        Relation::Ratio,
        Relation::MeanGrowth(5),
        Relation::MeanChange(5),
        Relation::Excess,
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
    fn solving_inverts_relations_of_three() {
        let operands = [ratio(223, 10), ratio(20, 1), ratio(100, 1)];
        for relation in [Relation::Contribution, Relation::Proportion] {
            let reported = relation.recompute(&operands).unwrap();
            for index in 0..3 {
                assert_eq!(
                    relation.solve(index, &reported, &operands).unwrap(),
                    operands[index],
                    "{relation:?} {index}"
                );
            }
        }
    }

    #[test]
    fn yearly_growth_is_decided_without_roots() {
        let relation = Relation::Compound(5);
        let operands = [ratio(161_051, 1), ratio(100_000, 1)];
        assert_eq!(relation.recompute(&operands).unwrap(), whole(10));
        assert_eq!(relation.solve(0, &whole(10), &operands).unwrap(), operands[0]);
        assert_eq!(relation.solve(1, &whole(10), &operands).unwrap(), operands[1]);
        let range = relation.range(&operands.map(Interval::point)).unwrap();
        assert!(range.contains(&whole(10)) && range.width() < ratio(1, 1_000_000_000));
    }

    #[test]
    fn irrational_growth_is_enclosed() {
        let relation = Relation::Compound(2);
        let doubled = [whole(2), whole(1)].map(Interval::point);
        let range = relation.range(&doubled).unwrap();
        // 41.42135…: the square of one end is below two, that of the other above.
        let square = |percent: &Rational| pow(whole(1) + percent / whole(100), 2);
        assert!(square(&range.low) < whole(2) && square(&range.high) > whole(2));
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

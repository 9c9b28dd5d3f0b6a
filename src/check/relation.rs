//! The arithmetic that ties figures: forwards, and solved for each operand.

use num_traits::{Signed, Zero};

use super::exact::{Interval, Rational, growth_factor, percent_of, whole};

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
}

impl Relation {
    /// The reported value that the operands give; `None` where it is undefined (a base of zero).
    #[must_use]
    pub fn recompute(self, operands: &[Rational]) -> Option<Rational> {
        match (self, operands) {
            (Self::Growth, [level, base]) => Some(percent_of(&((level - base) / nonzero(base)?))),
            (Self::GrowthFromChange, [change, level]) => Some(percent_of(&(change / nonzero(&(level - change))?))),
            (Self::GrowthFromBase | Self::Share, [part, whole]) => Some(percent_of(&(part / nonzero(whole)?))),
            (Self::Difference, [a, b]) => Some(a - b),
            (Self::Gap, [a, b]) => Some((a - b).abs()),
            (Self::Sum, terms) => Some(terms.iter().sum()),
            (Self::Ratio, [a, b]) => Some(a / nonzero(b)?),
            _ => None,
        }
    }

    /// The value of operand `index` that gives `reported`, the others as they are.
    #[must_use]
    pub fn solve(self, index: usize, reported: &Rational, operands: &[Rational]) -> Option<Rational> {
        match (self, index, operands) {
            (Self::Growth, 0, [_, base]) => Some(base * growth_factor(reported)),
            (Self::Growth, 1, [level, _]) => Some(level / nonzero(&growth_factor(reported))?),
            (Self::GrowthFromChange, 0, [_, level]) => Some(level * reported / nonzero(&(reported + whole(100)))?),
            (Self::GrowthFromChange, 1, [change, _]) => Some(change + percent_of(change) / nonzero(reported)?),
            (Self::GrowthFromBase | Self::Share, 0, [_, base]) => Some(base * reported / whole(100)),
            (Self::GrowthFromBase | Self::Share, 1, [part, _]) => Some(percent_of(part) / nonzero(reported)?),
            (Self::Difference, 0, [_, b]) => Some(reported + b),
            (Self::Difference, 1, [a, _]) => Some(a - reported),
            (Self::Gap, 0, [a, b]) => Some(if a >= b { b + reported } else { b - reported }),
            (Self::Gap, 1, [a, b]) => Some(if a >= b { a - reported } else { a + reported }),
            (Self::Sum, index, terms) => {
                let others: Rational =
                    terms.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, term)| term).sum();
                Some(reported - others)
            }
            (Self::Ratio, 0, [_, b]) => Some(reported * b),
            (Self::Ratio, 1, [a, _]) => Some(a / nonzero(reported)?),
            _ => None,
        }
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

    /// All values of operand `index` that are possible when the rest are inside their intervals.
    #[must_use]
    pub fn solve_range(self, index: usize, reported: &Interval, operands: &[Interval]) -> Option<Interval> {
        if self == Self::Sum {
            let others: Vec<&Interval> =
                operands.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, term)| term).collect();
            let low: Rational = others.iter().map(|interval| &interval.low).sum();
            let high: Rational = others.iter().map(|interval| &interval.high).sum();
            return Some(Interval { low: &reported.low - high, high: &reported.high - low });
        }
        let ends = [&reported.low, &reported.high];
        hull(corners(operands).flat_map(|corner| ends.map(|end| self.solve(index, end, &corner))))
    }
}

fn nonzero(value: &Rational) -> Option<&Rational> {
    (!value.is_zero()).then_some(value)
}

/// Every choice of one end of each interval; two operands have four corners.
fn corners(intervals: &[Interval]) -> impl Iterator<Item = Vec<Rational>> + '_ {
    let count = intervals.len().min(16) as u32;
    (0..2_u32.pow(count)).map(move |choice| {
        intervals
            .iter()
            .enumerate()
            .map(|(at, interval)| if choice >> at & 1 == 0 { interval.low.clone() } else { interval.high.clone() })
            .collect()
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

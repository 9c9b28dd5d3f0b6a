//! Relations turned round, and their extremes over intervals.

use num_traits::Zero;

use crate::exact::{Interval, Rational, whole};

/// The `x` with `f(x) = y`, where `f` is a quotient of linear functions, as every relation is in each single operand.
///
/// Such functions keep the cross-ratio of four points, so three known points near `start` determine `x` exactly.
pub(super) fn invert(f: impl Fn(&Rational) -> Option<Rational>, start: &Rational, y: &Rational) -> Option<Rational> {
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

pub(super) fn corners(intervals: &[Interval]) -> impl Iterator<Item = Vec<Rational>> {
    let ends = intervals.iter().map(|interval| [interval.low.clone(), interval.high.clone()]).collect();
    corners_of(ends)
}

/// Every choice of one end of each pair; two operands have four corners.
pub(super) fn corners_of<T: Clone>(ends: Vec<[T; 2]>) -> impl Iterator<Item = Vec<T>> {
    let count = ends.len().min(16) as u32;
    (0..2_u32.pow(count)).map(move |choice| {
        ends.iter().enumerate().map(|(at, ends)| ends[(choice >> at & 1) as usize].clone()).collect()
    })
}

pub(super) fn hull(values: impl Iterator<Item = Option<Rational>>) -> Option<Interval> {
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

//! The interval of a figure as a line with a cap at either end.

use super::{Mark, Rect, hairline};
use crate::charts::Tone;
use crate::charts::data::Cell;

/// Half the length of a cap.
const CAP: f64 = 4.0;

/// Both ends of a figure's interval, where it has one; a figure that is known exactly has none.
#[must_use]
pub fn ends(cell: &Cell) -> Option<(f64, f64)> {
    Some((cell.low?, cell.high?)).filter(|(low, high)| low < high)
}

/// An upright whisker at `x`; `y` maps figures to rows.
#[must_use]
pub fn upright(cell: &Cell, x: f64, y: impl Fn(f64) -> f64) -> Vec<Mark> {
    let Some((low, high)) = ends(cell) else { return Vec::new() };
    let (x, low, high) = (x.round(), y(low).round(), y(high).round());
    let cap = |row: f64| Mark::Rect(Rect { x0: x - CAP, x1: x + CAP + 1.0, y0: row, y1: row + 1.0 }, Tone::Text);
    vec![hairline((x, low), (x, high.min(low - 1.0)), Tone::Text), cap(low), cap(high)]
}

/// A whisker along a row of bars; `x` maps figures to columns.
#[must_use]
pub fn lying(cell: &Cell, middle: f64, x: impl Fn(f64) -> f64) -> Vec<Mark> {
    let Some((low, high)) = ends(cell) else { return Vec::new() };
    let (y, low, high) = (middle.round(), x(low).round(), x(high).round());
    let cap = |at: f64| Mark::Rect(Rect { x0: at, x1: at + 1.0, y0: y - CAP, y1: y + CAP + 1.0 }, Tone::Text);
    vec![hairline((low, y), (high.max(low + 1.0), y), Tone::Text), cap(low), cap(high)]
}

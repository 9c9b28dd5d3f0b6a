//! Squarified treemaps: rectangles of given areas that fill a rectangle and are as near to squares as rows allow.
//!
//! Bruls, Huizing and van Wijk, "Squarified Treemaps", Data Visualization 2000, pp. 33–42.

use super::Rect;

/// A rectangle for each of `sizes`, which are positive and do not grow, together filling `whole`.
#[must_use]
pub fn squarify(sizes: &[f64], whole: Rect) -> Vec<Rect> {
    let total: f64 = sizes.iter().sum();
    let per_unit = whole.width() * whole.height() / total;
    let areas: Vec<f64> = sizes.iter().map(|size| size * per_unit).collect();
    let mut cells = Vec::with_capacity(areas.len());
    let (mut free, mut rest) = (whole, areas.as_slice());
    while !rest.is_empty() {
        let side = free.width().min(free.height());
        let count = row_length(rest, side);
        let (row, after) = rest.split_at(count);
        free = lay(row, free, after.is_empty(), &mut cells);
        rest = after;
    }
    cells
}

/// How many of the areas go along the side: one more as long as that makes the worst of them squarer.
fn row_length(areas: &[f64], side: f64) -> usize {
    let (mut sum, mut worst_yet) = (0.0, f64::INFINITY);
    for (count, area) in areas.iter().enumerate() {
        sum += area;
        let worst = worst(areas[0], *area, sum, side);
        if worst > worst_yet {
            return count;
        }
        worst_yet = worst;
    }
    areas.len()
}

/// The worst ratio of sides in a row from its largest and its smallest area.
fn worst(largest: f64, smallest: f64, sum: f64, side: f64) -> f64 {
    let (side, sum) = (side * side, sum * sum);
    (side * largest / sum).max(sum / (side * smallest))
}

/// Lays a row along the shorter side and hands back what is left. The last row takes all there is, so that rounding leaves
/// no seam.
fn lay(row: &[f64], free: Rect, last: bool, cells: &mut Vec<Rect>) -> Rect {
    let sum: f64 = row.iter().sum();
    let upright = free.width() >= free.height();
    let side = if upright { free.height() } else { free.width() };
    let depth = match (last, upright) {
        (true, true) => free.width(),
        (true, false) => free.height(),
        _ => sum / side,
    };
    let mut at = 0.0;
    for area in row {
        let (from, to) = (at / sum * side, (at + area) / sum * side);
        at += area;
        cells.push(match upright {
            true => Rect { x0: free.x0, x1: free.x0 + depth, y0: free.y0 + from, y1: free.y0 + to },
            false => Rect { x0: free.x0 + from, x1: free.x0 + to, y0: free.y0, y1: free.y0 + depth },
        });
    }
    match upright {
        true => Rect { x0: free.x0 + depth, ..free },
        false => Rect { y0: free.y0 + depth, ..free },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of the paper: areas 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 by 4.
    #[test]
    fn the_paper_s_example_comes_out_as_printed() {
        let whole = Rect { x0: 0.0, y0: 0.0, x1: 6.0, y1: 4.0 };
        let cells = squarify(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], whole);
        let sides: Vec<(f64, f64)> = cells.iter().map(|cell| (cell.width(), cell.height())).collect();
        let near = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 1e-9 && (b - d).abs() < 1e-9;
        let printed = [(3.0, 2.0), (3.0, 2.0), (12.0 / 7.0, 7.0 / 3.0), (9.0 / 7.0, 7.0 / 3.0), (1.2, 5.0 / 3.0)];
        for (found, expected) in sides.into_iter().zip(printed) {
            assert!(near(found, expected), "{found:?}, expected {expected:?}");
        }
    }

    proptest! {
        #[test]
        fn areas_are_exact_and_nothing_overlaps(mut sizes in prop::collection::vec(1e-3..1e6f64, 1..40)) {
            sizes.sort_by(|a, b| b.total_cmp(a));
            let whole = Rect { x0: 24.0, y0: 100.0, x1: 826.0, y1: 552.0 };
            let total: f64 = sizes.iter().sum();
            let cells = squarify(&sizes, whole);
            prop_assert_eq!(cells.len(), sizes.len());
            for (place, (cell, size)) in cells.iter().zip(&sizes).enumerate() {
                let expected = size / total * whole.width() * whole.height();
                prop_assert!((cell.width() * cell.height() - expected).abs() <= expected * 1e-3);
                for other in &cells[place + 1..] {
                    let apart = cell.x1 <= other.x0 + 1e-6 || other.x1 <= cell.x0 + 1e-6
                        || cell.y1 <= other.y0 + 1e-6 || other.y1 <= cell.y0 + 1e-6;
                    prop_assert!(apart, "{:?} {:?}", cell, other);
                }
            }
        }
    }
}

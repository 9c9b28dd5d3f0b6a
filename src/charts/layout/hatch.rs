//! Hatches and dashes as plain lines, so that they look the same wherever they are drawn.

use super::{Mark, Rect, Text};
use crate::charts::{Hue, Tone};

const PITCH: f64 = 7.0;
const STROKE: f64 = 1.5;

/// A rectangle hatched at 45°: how a period that is not whole is shown.
#[must_use]
pub fn hatched(rect: Rect, hue: Hue) -> Vec<Mark> {
    let mut marks = vec![Mark::Rect(rect, Tone::Soft(hue))];
    // Lines x + y = c, on one raster for the whole chart so that neighbours line up; kept half a stroke inside.
    let inside = Rect {
        x0: rect.x0 + STROKE / 2.0,
        y0: rect.y0 + STROKE / 2.0,
        x1: rect.x1 - STROKE / 2.0,
        y1: rect.y1 - STROKE / 2.0,
    };
    if inside.width() <= 0.0 || inside.height() <= 0.0 {
        return marks;
    }
    let mut sum = ((inside.x0 + inside.y0) / PITCH).ceil() * PITCH;
    while sum < inside.x1 + inside.y1 {
        let x0 = inside.x0.max(sum - inside.y1);
        let x1 = inside.x1.min(sum - inside.y0);
        if x1 - x0 > 0.5 {
            marks.push(Mark::Path(vec![(x0, sum - x0), (x1, sum - x1)], STROKE, Tone::Fill(hue)));
        }
        sum += PITCH;
    }
    marks
}

/// A plain ground under words on a hatch.
#[must_use]
pub fn ground(label: &Text, hue: Hue) -> Mark {
    let half = label.width() / 2.0 + 3.0;
    let rect = Rect { x0: label.x - half, x1: label.x + half, y0: label.y - 13.0, y1: label.y + 4.0 };
    Mark::Rect(rect.snapped(), Tone::Soft(hue))
}

/// A straight line in dashes: the way to a period that is not whole.
#[must_use]
pub fn dashed(from: (f64, f64), to: (f64, f64), width: f64, tone: Tone) -> Vec<Mark> {
    let (on, off) = (width * 2.0, width * 1.6);
    let length = (to.0 - from.0).hypot(to.1 - from.1);
    let at = |along: f64| {
        let part = along / length;
        (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
    };
    let mut marks = Vec::new();
    let mut start = off / 2.0;
    while start < length {
        let end = (start + on).min(length);
        marks.push(Mark::Path(vec![at(start), at(end)], width, tone));
        start = end + off;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatch_lines_stay_inside_their_bar() {
        let rect = Rect { x0: 10.0, y0: 20.0, x1: 40.0, y1: 100.0 };
        let marks = hatched(rect, Hue::Blue);
        assert!(marks.len() > 10);
        for mark in &marks {
            if let Mark::Path(points, ..) = mark {
                assert!(points.iter().all(|(x, y)| (10.0..=40.0).contains(x) && (20.0..=100.0).contains(y)));
            }
        }
    }
}

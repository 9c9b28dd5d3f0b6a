//! Where places stand across: by time where x is time, each in a slot of its own where it is not.

use super::Rect;
use super::axis::{self, Places, Plot};
use crate::charts::ChartError;
use crate::charts::chart::Chart;
use crate::charts::data::Place;
use crate::charts::layout::Group;

/// Where places stand across.
#[derive(Debug, Clone)]
pub struct Across {
    pub x: Vec<f64>,
    /// Whether a place follows the one before without a gap.
    pub follows: Vec<bool>,
    /// The least distance between neighbours.
    pub closest: f64,
}

impl Across {
    /// The places across `rect`, the outer ones `inset` pixels from its sides where x is time.
    #[must_use]
    pub fn new(places: &[Place], rect: Rect, inset: f64) -> Self {
        let at: Vec<f64> = places.iter().enumerate().map(|(row, place)| moment(place).unwrap_or(row as f64)).collect();
        let steps: Vec<f64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let least = steps.iter().copied().fold(f64::INFINITY, f64::min);
        let (first, last) = (at[0], at[at.len() - 1]);
        // A name takes what its slot gives.
        let timed = places.iter().all(|place| place.period.is_some());
        let inset = if timed { inset } else { rect.width() / (2.0 * places.len() as f64) };
        let room = rect.width() - 2.0 * inset;
        let x = |moment: f64| match last > first {
            true => rect.x0 + inset + (moment - first) / (last - first) * room,
            false => rect.x0 + rect.width() / 2.0,
        };
        let x: Vec<f64> = at.into_iter().map(x).collect();
        let closest = x.windows(2).map(|pair| pair[1] - pair[0]).fold(rect.width(), f64::min);
        let follows = std::iter::once(false).chain(steps.iter().map(|step| *step < least * 1.5)).collect();
        Self { x, follows, closest }
    }
}

/// The middle of a period, in days.
fn moment(place: &Place) -> Option<f64> {
    let period = place.period?;
    let start = (period.start() - chrono::NaiveDate::default()).num_days() as f64;
    Some(start + period.days() as f64 / 2.0)
}

/// A plot over time: the scale, its axis, and the labels of its places.
#[derive(Debug)]
pub struct Timeline {
    pub plot: Plot,
    pub across: Across,
    pub places: Places,
}

/// The plot above the labels of its places. The value axis narrows their slots, so that names may take more lines, and the
/// plot less height.
///
/// # Errors
/// [`ChartError::TooSmall`] when names break or the plot gets too low.
pub fn above_places(
    chart: &Chart,
    range: (f64, f64),
    area: Rect,
    inset: f64,
) -> Result<(Timeline, Vec<Group>), ChartError> {
    let mut below = 0.0;
    loop {
        let (plot, groups) = axis::values_up(chart, range, Rect { y1: area.y1 - below, ..area })?;
        let across = Across::new(&chart.table.places, plot.rect, inset);
        let places = Places::new(&chart.table.places, across.closest);
        if places.height() > below {
            below = places.height();
            continue;
        }
        if places.squeezed > 1.0 {
            let needed = (f64::from(chart.spec.width) * places.squeezed).min(1e6);
            return Err(chart.too_small("names below the plot (`ranked` has room for them)", needed, "width"));
        }
        super::columns::check_height(chart, &plot)?;
        return Ok((Timeline { plot, across, places }, groups));
    }
}

//! Columns: one slot across for every place, with its label below.

use super::axis::{self, Places, Plot};
use super::ticks::Ticks;
use super::{Group, Rect};
use crate::charts::ChartError;
use crate::charts::chart::Chart;

/// The part of a slot that its column fills.
const FILLED: f64 = 0.7;
const THICKEST: f64 = 84.0;
const LEAST: f64 = 3.0;
/// Less height than this shows nothing.
const LEAST_PLOT: f64 = 40.0;

/// Where columns stand across.
#[derive(Debug, Clone)]
pub struct Columns {
    left: f64,
    pub slot: f64,
    pub thick: f64,
    places: Places,
}

impl Columns {
    /// One column for every place of the chart, side by side in `rect`.
    #[must_use]
    pub fn new(chart: &Chart, rect: Rect) -> Self {
        let slot = rect.width() / chart.table.places.len() as f64;
        let thick = (slot * FILLED).min(THICKEST);
        Self {
            left: rect.x0,
            slot,
            thick: if thick > 4.0 { thick.floor() } else { thick },
            places: Places::new(&chart.table.places, slot),
        }
    }

    /// The middle of a slot.
    #[must_use]
    pub fn centre(&self, row: usize) -> f64 {
        self.left + self.slot * (row as f64 + 0.5)
    }

    /// The rectangle of a column between two rows of pixels; all equally wide.
    #[must_use]
    pub fn bar(&self, row: usize, one: f64, other: f64) -> Rect {
        let x0 = (self.centre(row) - self.thick / 2.0).round();
        Rect { x0, x1: x0 + self.thick.round(), y0: one.min(other), y1: one.max(other) }.snapped()
    }

    /// The room that labels need below the plot.
    #[must_use]
    pub fn foot(&self) -> f64 {
        self.places.height()
    }

    /// The labels below the plot.
    #[must_use]
    pub fn labels(&self, plot: &Plot, body: Rect) -> Group {
        self.places.draw(|row| self.centre(row), plot.rect.y1, body)
    }

    /// Refuses columns that are too thin to see or to name, and a plot that is too low.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] with the width or the height that would do.
    pub fn check(&self, chart: &Chart, plot: &Plot) -> Result<(), ChartError> {
        let width = f64::from(chart.spec.width);
        if self.places.squeezed > 1.0 {
            let needed = (width * self.places.squeezed).min(1e6);
            return Err(chart.too_small(
                "names under their columns (a kind with rows has room for them)",
                needed,
                "width",
            ));
        }
        if self.thick < LEAST {
            return Err(chart.too_small("columns that can be told apart", width * LEAST / self.thick, "width"));
        }
        check_height(chart, plot)
    }
}

/// Refuses a plot that is too low to show anything.
///
/// # Errors
/// [`ChartError::TooSmall`] with the height that would do.
pub fn check_height(chart: &Chart, plot: &Plot) -> Result<(), ChartError> {
    if plot.rect.height() >= LEAST_PLOT {
        return Ok(());
    }
    let needed = f64::from(chart.spec.height.unwrap_or_default()) + LEAST_PLOT - plot.rect.height();
    Err(chart.too_small("figures above their labels", needed, "height"))
}

/// The plot with a value axis at its side. The axis narrows the slots, so that names may take more lines, and the plot
/// less height.
///
/// # Errors
/// [`ChartError::TooSmall`] when the axis leaves no room.
pub fn beside_axis(chart: &Chart, range: (f64, f64), body: Rect) -> Result<(Plot, Vec<Group>, Columns), ChartError> {
    let mut foot = Columns::new(chart, body).foot();
    loop {
        let area = Rect { y1: body.y1 - foot, y0: body.y0 + 6.0, ..body };
        let (plot, groups) = axis::values_up(chart, range, area)?;
        let columns = Columns::new(chart, plot.rect);
        if columns.foot() <= foot {
            return Ok((plot, groups, columns));
        }
        foot = columns.foot();
    }
}

/// The plot without an axis, for figures that are written at their columns: `above` and `below` are the room that labels need.
#[must_use]
pub fn without_axis(chart: &Chart, (low, high): (f64, f64), body: Rect, (above, below): (f64, f64)) -> (Plot, Columns) {
    let columns = Columns::new(chart, body);
    let rect = Rect { y0: body.y0 + above, y1: body.y1 - columns.foot(), ..body };
    // Figures keep clear of the labels below them.
    let shown = (rect.height() - below).max(1.0);
    let stretched = low - (high - low) * below / shown;
    (Plot { rect, ticks: Ticks { values: vec![stretched, high], decimals: 0 } }, columns)
}

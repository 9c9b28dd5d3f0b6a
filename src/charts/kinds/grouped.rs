//! Bars side by side for every place, with their values on top where they fit.

use super::{KeyEntry, Kind};
use crate::charts::chart::Chart;
use crate::charts::data::Cell;
use crate::charts::font::{self, Weight};
use crate::charts::layout::axis::{self, Places, Plot};
use crate::charts::layout::hatch::hatched;
use crate::charts::layout::ticks::Ticks;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, notes, whisker};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Grouped bars.
pub struct Grouped;

/// The part of a slot that its bars fill.
const FILLED: f64 = 0.78;
const THICKEST: f64 = 64.0;
const LEAST_BAR: f64 = 3.0;
const VALUE: f64 = 12.0;
const PLOT_HEIGHT: f64 = 340.0;
/// What the value axis usually takes.
const GUTTER: f64 = 60.0;

impl Kind for Grouped {
    fn name(&self) -> &'static str {
        "grouped"
    }

    fn about(&self) -> &'static str {
        "bars side by side for every period or name, with their values on top where they fit"
    }

    fn when(&self) -> &'static str {
        "two to four series over a few periods, such as exports and imports; for many periods use `line`"
    }

    fn columns(&self) -> &'static str {
        "x: periods or names; y: figures, negative ones too; by: series (optional); low, high: ends of intervals (optional)"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        chart.table.fill_gaps(chart.spec.language());
        Ok(())
    }

    fn key(&self, chart: &Chart) -> Vec<KeyEntry> {
        chart.key()
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.hatched).into_iter().chain(chart.missing_remarks()).collect()
    }

    fn draws_facets(&self) -> bool {
        true
    }

    fn range(&self, chart: &Chart) -> Option<(f64, f64)> {
        Some(chart.range())
    }

    fn draws_notes(&self) -> bool {
        true
    }

    fn draws_intervals(&self) -> bool {
        true
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let slot = (width - GUTTER) / chart.table.places.len() as f64;
        PLOT_HEIGHT + Places::new(&chart.table.places, slot).height()
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let labelled = Bars::new(chart, body);
        let with_values = labelled.values_fit(chart);
        let (plot, mut groups, bars) = match with_values {
            true => (labelled.plot(chart, body), Vec::new(), labelled),
            false => beside_axis(chart, body, labelled)?,
        };
        if bars.places.squeezed > 1.0 {
            let needed = (f64::from(chart.spec.width) * bars.places.squeezed).min(1e6);
            return Err(chart.too_small("names under their bars (`ranked` has room for them)", needed, "width"));
        }
        if bars.pitch < LEAST_BAR {
            let needed = f64::from(chart.spec.width) * LEAST_BAR / bars.pitch;
            return Err(chart.too_small("bars that can be told apart", needed, "width"));
        }
        if plot.rect.height() < 40.0 {
            let needed = f64::from(chart.spec.height.unwrap_or_default()) + 40.0 - plot.rect.height();
            return Err(chart.too_small("bars above their labels", needed, "height"));
        }
        groups.extend(bars.draw(chart, &plot, with_values));
        groups.extend(notes::draw(chart, body, &plot, body.y0, |row| bars.centre(row)));
        groups.push(axis::zero_line(&plot));
        groups.push(bars.places.draw(|row| bars.centre(row), plot.rect.y1, body));
        Ok(groups)
    }
}

/// The plot with an axis at its side. The axis narrows the slots, so that names may take more lines, and the plot less height.
fn beside_axis(chart: &Chart, body: Rect, mut bars: Bars) -> Result<(Plot, Vec<Group>, Bars), ChartError> {
    let mut foot = 0.0;
    loop {
        foot = bars.places.height().max(foot);
        let area = Rect { y1: body.y1 - foot, y0: body.y0 + 6.0, ..body };
        let (plot, groups) = axis::values_up(chart, chart.range(), area)?;
        bars = Bars::new(chart, plot.rect);
        if bars.places.height() <= foot {
            return Ok((plot, groups, bars));
        }
    }
}

/// Where bars stand across.
struct Bars {
    left: f64,
    slot: f64,
    /// From bar to bar within a group.
    pitch: f64,
    series: usize,
    places: Places,
}

impl Bars {
    fn new(chart: &Chart, rect: Rect) -> Self {
        let series = chart.table.series.len();
        let slot = rect.width() / chart.table.places.len() as f64;
        let pitch = (slot * FILLED / series as f64).min(THICKEST);
        Self {
            left: rect.x0,
            slot,
            pitch: if pitch > 4.0 { pitch.floor() } else { pitch },
            series,
            places: Places::new(&chart.table.places, slot),
        }
    }

    /// Whether every value can stand over its own bar.
    fn values_fit(&self, chart: &Chart) -> bool {
        let room = if self.series == 1 { self.slot - 6.0 } else { self.pitch - 3.0 };
        let width = |value| font::width(&chart.numbers.label(value), VALUE, Weight::SemiBold);
        chart.table.values().all(|(_, _, value)| width(value) <= room)
    }

    /// The plot when values stand over bars and no axis is needed.
    fn plot(&self, chart: &Chart, body: Rect) -> Plot {
        let (low, high) = chart.range();
        let head = VALUE + 6.0;
        let foot = self.places.height() + if low < 0.0 { head } else { 0.0 };
        let rect = Rect { y0: body.y0 + head, y1: body.y1 - foot, ..body };
        let ticks = Ticks { values: vec![low, high], decimals: 0 };
        // A negative value's label stands below its bar, above the place labels.
        let below = if low < 0.0 { head } else { 0.0 };
        let stretched = if low < 0.0 { low - (high - low) * below / rect.height() } else { low };
        Plot { rect: Rect { y1: rect.y1 + below, ..rect }, ticks: Ticks { values: vec![stretched, high], ..ticks } }
    }

    fn centre(&self, row: usize) -> f64 {
        self.left + self.slot * (row as f64 + 0.5)
    }

    fn bar_left(&self, row: usize, series: usize) -> f64 {
        self.centre(row) - self.pitch * (self.series as f64 / 2.0 - series as f64)
    }

    fn draw(&self, chart: &Chart, plot: &Plot, with_values: bool) -> Vec<Group> {
        let mut groups = Vec::new();
        let mut labels = Group::new(Role::Labels, "");
        for (number, (series, hue)) in chart.table.series.iter().zip(chart.hues()).enumerate() {
            let mut group = Group::new(Role::Data, &series.name);
            for (row, cell) in series.cells.iter().enumerate() {
                let Some(value) = cell.value else { continue };
                let left = self.bar_left(row, number);
                group.marks.extend(self.bar(chart, plot, row, left, value, hue));
                group.marks.extend(whisker::upright(cell, left + self.pitch / 2.0, |value| plot.y(value)));
                if with_values {
                    labels.marks.push(value_label(chart, plot, left + self.pitch / 2.0, cell, value, hue));
                }
            }
            groups.push(group);
        }
        groups.push(labels);
        groups
    }

    fn bar(&self, chart: &Chart, plot: &Plot, row: usize, left: f64, value: f64, hue: Hue) -> Vec<Mark> {
        if value == 0.0 {
            return Vec::new();
        }
        let (base, end) = (plot.base(), plot.y(value).round());
        let gap = if self.series > 1 && self.pitch >= 5.0 { 1.0 } else { 0.0 };
        // All bars equally wide, to the pixel.
        let (x0, width) = (left.round(), (self.pitch - gap).round());
        let rect = Rect { x0, x1: x0 + width, y0: base.min(end), y1: base.max(end) }.snapped();
        let place = &chart.table.places[row];
        let plain =
            chart.table.is_split() || chart.spec.highlight.is_empty() || chart.spec.highlight.contains(&place.name);
        match (place.is_unsettled(), plain) {
            (true, _) => hatched(rect, hue),
            (false, true) => vec![Mark::Rect(rect, Tone::Fill(hue))],
            (false, false) => vec![Mark::Rect(rect, Tone::Soft(hue))],
        }
    }
}

/// The figure beyond its bar and beyond its interval.
fn value_label(chart: &Chart, plot: &Plot, x: f64, cell: &Cell, value: f64, hue: Hue) -> Mark {
    let (low, high) = whisker::ends(cell).unwrap_or((value, value));
    let y = plot.y(if value < 0.0 { low.min(value) } else { high.max(value) });
    let y = if value < 0.0 { y + VALUE * size::CAP + 6.0 } else { y - 6.0 };
    let tone = if chart.table.is_split() { Tone::Ink(hue) } else { Tone::Text };
    let label = Text::label(chart.numbers.label(value), x, y.round(), Anchor::Middle, tone);
    Mark::Text(label.bold().sized(VALUE))
}

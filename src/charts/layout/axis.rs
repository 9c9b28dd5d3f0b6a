//! Axes: values up the side or along the foot, places along the foot.

use super::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline, text, ticks::Ticks};
use crate::charts::chart::Chart;
use crate::charts::data::Place;
use crate::charts::font::{self, Weight};
use crate::charts::theme::size;
use crate::charts::{ChartError, Tone};

/// Pixels to a step of the value axis.
const STEP: f64 = 56.0;
/// Less plot than this shows nothing.
const LEAST_WIDTH: f64 = 80.0;
/// From the plot to the first line of place labels.
const BELOW: f64 = 20.0;

/// The rectangle that figures are drawn in, and its vertical scale.
#[derive(Debug, Clone)]
pub struct Plot {
    pub rect: Rect,
    pub ticks: Ticks,
}

impl Plot {
    /// The row of a value.
    #[must_use]
    pub fn y(&self, value: f64) -> f64 {
        let part = (value - self.ticks.low()) / (self.ticks.high() - self.ticks.low());
        self.rect.y1 - part * self.rect.height()
    }

    /// The row of zero, or the foot where zero is off the scale.
    #[must_use]
    pub fn base(&self) -> f64 {
        self.y(0.0).min(self.rect.y1).max(self.rect.y0).round()
    }
}

/// Lays a value axis left of `area` and says what is left for the figures.
///
/// # Errors
/// [`ChartError::TooSmall`] when the tick labels leave no room.
pub fn values_up(chart: &Chart, (low, high): (f64, f64), area: Rect) -> Result<(Plot, Vec<Group>), ChartError> {
    let wanted = (area.height() / STEP).round().clamp(2.0, 8.0) as usize;
    let ticks = Ticks::over(low, high, wanted);
    let label = |value: &f64| chart.numbers.tick(*value, ticks.decimals);
    let labels: Vec<String> = ticks.values.iter().map(label).collect();
    let gutter = text::widest(&labels, size::LABEL, Weight::Regular).ceil() + size::GAP;
    let rect = Rect { x0: area.x0 + gutter, ..area };
    if rect.width() < LEAST_WIDTH {
        let needed = f64::from(chart.spec.width) + LEAST_WIDTH - rect.width();
        return Err(chart.too_small("the plot beside its axis", needed, "width"));
    }
    let plot = Plot { rect, ticks };
    let (mut grid, mut axis) = (Group::new(Role::Grid, ""), Group::new(Role::Axis, ""));
    for (value, words) in plot.ticks.values.iter().zip(labels) {
        let y = plot.y(*value);
        if *value != 0.0 {
            grid.marks.push(hairline((rect.x0, y), (rect.x1, y), Tone::Grid));
        }
        let baseline = centred(y + 0.5, size::LABEL);
        axis.marks.push(Mark::Text(Text::label(words, rect.x0 - size::GAP, baseline, Anchor::End, Tone::Muted)));
    }
    Ok((plot, vec![grid, axis]))
}

/// The line that bars stand on; drawn after them.
#[must_use]
pub fn zero_line(plot: &Plot) -> Group {
    let y = plot.base();
    let line = hairline((plot.rect.x0, y), (plot.rect.x1, y), Tone::Text);
    Group::of(Role::Axis, "", vec![line])
}

/// Labels of places along the foot, wrapped to the room that each has.
#[derive(Debug, Clone)]
pub struct Places {
    /// The lines of each label; none where a label is left out because its neighbours need the room.
    pub lines: Vec<Vec<String>>,
    /// What a partial period covers, below its label.
    pub covers: Vec<Option<String>>,
}

impl Places {
    /// Names of places `slot` pixels apart. Periods are thinned out evenly where they do not fit; names are wrapped.
    #[must_use]
    pub fn new(places: &[Place], slot: f64, thin: bool) -> Self {
        let room = slot - 6.0;
        let wide = places.iter().map(|place| font::width(&place.name, size::LABEL, Weight::Regular));
        let every = if thin { stride(wide.fold(0.0, f64::max) + 10.0, slot) } else { 1 };
        let kept = |row: usize| (places.len() - 1 - row).is_multiple_of(every);
        let lines = places.iter().enumerate().map(|(row, place)| match kept(row) {
            true if thin => vec![place.name.clone()],
            true => text::balanced(&place.name, room, size::LABEL, Weight::Regular),
            false => Vec::new(),
        });
        let covers = places.iter().map(|place| {
            let fits = |words: &&String| font::width(words, size::FOOT, Weight::Regular) <= room;
            place.partial.as_ref().filter(fits).cloned()
        });
        Self { lines: lines.collect(), covers: covers.collect() }
    }

    /// How much room they need below the plot.
    #[must_use]
    pub fn height(&self) -> f64 {
        let lines = self.lines.iter().map(Vec::len).max().unwrap_or(0);
        let covers = usize::from(self.covers.iter().any(Option::is_some));
        BELOW + (lines + covers) as f64 * size::LABEL_LINE - size::LABEL_LINE + 4.0
    }

    /// The labels, centred under `x`.
    #[must_use]
    pub fn draw(&self, x: impl Fn(usize) -> f64, below: f64) -> Group {
        let mut group = Group::new(Role::Axis, "");
        for (row, (lines, covers)) in self.lines.iter().zip(&self.covers).enumerate() {
            let baseline = |line: usize| below + BELOW + line as f64 * size::LABEL_LINE;
            for (line, words) in lines.iter().enumerate() {
                group.marks.push(Mark::Text(Text::label(words, x(row), baseline(line), Anchor::Middle, Tone::Text)));
            }
            if let Some(words) = covers {
                let label = Text::label(words, x(row), baseline(lines.len()), Anchor::Middle, Tone::Muted);
                group.marks.push(Mark::Text(label.sized(size::FOOT)));
            }
        }
        group
    }
}

/// Every how manieth label fits, in steps that readers expect.
fn stride(needed: f64, slot: f64) -> usize {
    let steps = [1, 2, 5, 10, 20, 50, 100];
    steps.into_iter().find(|step| *step as f64 * slot >= needed).unwrap_or(1000)
}

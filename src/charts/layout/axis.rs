//! Axes: values up the side or along the foot, places along the foot.

use chrono::Datelike as _;

use super::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline, text, ticks::Ticks};
use crate::charts::chart::Chart;
use crate::charts::data::Place;
use crate::charts::font::{self, Weight};
use crate::charts::theme::size;
use crate::charts::{ChartError, Tone};
use crate::model::Period;

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
    /// How many times wider the slots would have to be so that no word is broken; 1 when none is.
    pub squeezed: f64,
}

impl Places {
    /// Names of places `slot` pixels apart. Periods are thinned out where they do not fit, months and quarters to years;
    /// names are wrapped.
    #[must_use]
    pub fn new(places: &[Place], slot: f64) -> Self {
        let room = slot - 6.0;
        let mut squeezed: f64 = 1.0;
        let lines = match places.iter().map(|place| place.period).collect::<Option<Vec<Period>>>() {
            Some(periods) => thinned(places, &periods, slot),
            None => {
                let words = places.iter().flat_map(|place| place.label.split_whitespace());
                let widest = words.map(|word| font::width(word, size::LABEL, Weight::Regular)).fold(0.0, f64::max);
                squeezed = squeezed.max((widest + 6.0) / slot);
                let wrap = |place: &Place| text::balanced(&place.label, room, size::LABEL, Weight::Regular);
                places.iter().map(wrap).collect()
            }
        };
        let covers = places.iter().map(|place| {
            let fits = |words: &&String| font::width(words, size::FOOT, Weight::Regular) <= room;
            place.partial.as_ref().filter(fits).cloned()
        });
        Self { lines, covers: covers.collect(), squeezed }
    }

    /// How much room they need below the plot.
    #[must_use]
    pub fn height(&self) -> f64 {
        let lines = self.lines.iter().map(Vec::len).max().unwrap_or(0);
        let covers = usize::from(self.covers.iter().any(Option::is_some));
        BELOW + (lines + covers) as f64 * size::LABEL_LINE - size::LABEL_LINE + 4.0
    }

    /// The labels, centred under `x`, none beyond `area`.
    #[must_use]
    pub fn draw(&self, x: impl Fn(usize) -> f64, below: f64, area: Rect) -> Group {
        let mut group = Group::new(Role::Axis, "");
        let mut put = |mut label: Text| {
            let half = label.width() / 2.0;
            label.x = label.x.min(area.x1 - half).max(area.x0 + half);
            group.marks.push(Mark::Text(label));
        };
        for (row, (lines, covers)) in self.lines.iter().zip(&self.covers).enumerate() {
            let baseline = |line: usize| below + BELOW + line as f64 * size::LABEL_LINE;
            for (line, words) in lines.iter().enumerate() {
                put(Text::label(words, x(row), baseline(line), Anchor::Middle, Tone::Text));
            }
            if let Some(words) = covers {
                let label = Text::label(words, x(row), baseline(lines.len()), Anchor::Middle, Tone::Muted);
                put(label.sized(size::FOOT));
            }
        }
        group
    }
}

/// All periods where they fit; else the years that they begin, or round years.
fn thinned(places: &[Place], periods: &[Period], slot: f64) -> Vec<Vec<String>> {
    let width = |name: &str| font::width(name, size::LABEL, Weight::Regular) + 10.0;
    let widest = places.iter().map(|place| width(&place.label)).fold(0.0, f64::max);
    if stride(widest, slot) == 1 {
        return places.iter().map(|place| vec![place.label.clone()]).collect();
    }
    let begins_year = |period: &Period| period.start().month() == 1 && period.start().day() == 1;
    let years = periods.iter().filter(|period| begins_year(period)).count();
    if years < 2 {
        let every = stride(widest, slot);
        let kept = |row: usize| (places.len() - 1 - row).is_multiple_of(every);
        let name = |(row, place): (usize, &Place)| if kept(row) { vec![place.label.clone()] } else { Vec::new() };
        return places.iter().enumerate().map(name).collect();
    }
    let every = stride(width("2000"), slot * periods.len() as f64 / years as f64) as i32;
    let year = |period: &Period| match begins_year(period) && period.start().year() % every == 0 {
        true => vec![period.start().year().to_string()],
        false => Vec::new(),
    };
    let mut labels: Vec<Vec<String>> = periods.iter().map(year).collect();
    name_last(&mut labels, places, slot);
    if labels.iter().filter(|label| !label.is_empty()).count() > 1 {
        return labels;
    }
    // A single round year dates nothing: the first and the last do.
    let ends = |row: usize| row == 0 || row + 1 == places.len();
    places
        .iter()
        .enumerate()
        .map(|(row, place)| if ends(row) { vec![place.label.clone()] } else { Vec::new() })
        .collect()
}

/// Names the last period too, and takes away what stands too near: where a chart ends is what readers look for.
fn name_last(labels: &mut [Vec<String>], places: &[Place], slot: f64) {
    let Some(last) = labels.len().checked_sub(1).filter(|last| labels[*last].is_empty()) else { return };
    let half = |name: &str| font::width(name, size::LABEL, Weight::Regular) / 2.0 + 5.0;
    let end = &places[last].label;
    for row in (0..last).rev() {
        let near = labels[row].first().is_some_and(|name| half(name) + half(end) > (last - row) as f64 * slot);
        if near {
            labels[row].clear();
        }
    }
    labels[last] = vec![end.clone()];
}

/// Every how manieth label fits, in steps that readers expect.
fn stride(needed: f64, slot: f64) -> usize {
    let steps = [1, 2, 5, 10, 20, 50, 100];
    steps.into_iter().find(|step| *step as f64 * slot >= needed).unwrap_or(1000)
}

//! Two points for every name and the distance between them.

use super::{KeyEntry, Kind};
use crate::charts::chart::Chart;
use crate::charts::font::{self, Weight};
use crate::charts::layout::names::Names;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Dumbbells.
pub struct Dumbbell;

const PITCH: f64 = 34.0;
const LEAST_PITCH: f64 = 19.0;
const NAMES: f64 = 0.35;
const LEAST_BAR: f64 = 60.0;
const DOT: f64 = 5.5;
const STROKE: f64 = 3.0;
/// From the middle of a dot to its figure.
const REACH: f64 = 11.0;

impl Kind for Dumbbell {
    fn name(&self) -> &'static str {
        "dumbbell"
    }

    fn about(&self) -> &'static str {
        "two points for every name, joined, so that the distance between them is read"
    }

    fn when(&self) -> &'static str {
        "two periods, or mirror data of two reporters, for many names: the gap matters more than the size. \
         For sizes use `ranked` or `butterfly`"
    }

    fn columns(&self) -> &'static str {
        "x: names; y: figures, negative ones too; by: two series"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        super::two_series(chart, "dumbbell", "for one use `ranked`, for more `line`")?;
        if chart.table.is_time() {
            return Ok(());
        }
        // By the latest figure, the largest first; equals and names without one as they come.
        let key = |row: usize| chart.table.series[1].cells[row].value.unwrap_or(f64::NEG_INFINITY);
        let last = |row: usize| chart.spec.last.contains(&chart.table.places[row].name);
        let mut order: Vec<usize> = (0..chart.table.places.len()).collect();
        order.sort_by(|a, b| last(*a).cmp(&last(*b)).then(key(*b).total_cmp(&key(*a))));
        chart.table.reorder(&order);
        Ok(())
    }

    fn key(&self, chart: &Chart) -> Vec<KeyEntry> {
        chart.key()
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.hollow).into_iter().chain(chart.missing_remarks()).collect()
    }

    fn details(&self, chart: &Chart) -> Vec<String> {
        let gaps = (0..chart.table.places.len()).filter_map(|row| {
            let [from, to] = [0, 1].map(|side| chart.table.series[side].cells[row].value);
            Some((row, to? - from?))
        });
        let widest = gaps.reduce(|best, next| if next.1.abs() > best.1.abs() { next } else { best });
        let told = widest
            .map(|(row, gap)| format!("Widest gap: {} {}.", chart.table.places[row].label, chart.numbers.full(gap)));
        told.into_iter().collect()
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        Names::new(chart, width * NAMES).height(PITCH, 10.0)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let names = Names::new(chart, body.width() * NAMES);
        let rows = names.fill(chart, body, LEAST_PITCH)?;
        let scale = Scale::new(chart, &names, body)?;
        let left = body.x0 + names.width();
        let mut grid = Group::new(Role::Grid, "");
        let mut bars = Group::new(Role::Data, "");
        let mut dots = chart.table.series.iter().map(|series| Group::new(Role::Data, &series.name)).collect::<Vec<_>>();
        let mut labels = Group::new(Role::Labels, "");
        for (row, middle) in rows.middles.iter().copied().enumerate() {
            let y = middle.round() + 0.5;
            grid.marks.push(hairline((left + size::GAP, y), (body.x1, y), Tone::Grid));
            bars.marks.extend(scale.bar(chart, row, y));
            for (side, group) in dots.iter_mut().enumerate() {
                group.marks.extend(scale.dot(chart, row, side, y));
            }
            let figures = scale.figures(chart, row, y);
            // The guide line ends at the words.
            grid.marks.extend(figures.iter().map(ground));
            labels.marks.extend(figures.into_iter().map(Mark::Text));
            labels.marks.extend(names.draw(row, left, middle));
        }
        Ok([grid, bars].into_iter().chain(dots).chain([labels]).collect())
    }
}

/// The canvas under a figure.
fn ground(label: &Text) -> Mark {
    let width = label.width();
    let left = if label.anchor == Anchor::End { label.x - width } else { label.x };
    let rect = Rect { x0: left - 3.0, x1: left + width + 3.0, y0: label.y - 6.0, y1: label.y - 3.0 };
    Mark::Rect(rect.snapped(), Tone::Canvas)
}

const HUES: [Hue; 2] = [Hue::Blue, Hue::Orange];

/// From figures to pixels across; no zero, as no length stands for a figure.
struct Scale {
    left: f64,
    low: f64,
    per_unit: f64,
}

impl Scale {
    fn new(chart: &Chart, names: &Names, body: Rect) -> Result<Self, ChartError> {
        let values = || chart.table.values().map(|(_, _, value)| value);
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let words = values().map(|value| font::width(&chart.numbers.label(value), size::LABEL, Weight::SemiBold));
        let words = words.fold(0.0, f64::max) + REACH;
        let from = body.x0 + names.width() + size::GAP + 4.0 + words;
        let room = body.x1 - words - from;
        if room < LEAST_BAR {
            let needed = f64::from(chart.spec.width) + LEAST_BAR - room;
            return Err(chart.too_small("points beside their names and values", needed, "width"));
        }
        match high > low {
            true => Ok(Self { left: from, low, per_unit: room / (high - low) }),
            false => Ok(Self { left: from + room / 2.0, low, per_unit: 0.0 }),
        }
    }

    fn x(&self, value: f64) -> f64 {
        self.left + (value - self.low) * self.per_unit
    }

    fn bar(&self, chart: &Chart, row: usize, y: f64) -> Option<Mark> {
        let [from, to] = [0, 1].map(|side| chart.table.series[side].cells[row].value);
        let (from, to) = (self.x(from?), self.x(to?));
        ((to - from).abs() > 1.0).then(|| Mark::Path(vec![(from, y), (to, y)], STROKE, Tone::Fill(Hue::Grey)))
    }

    fn dot(&self, chart: &Chart, row: usize, side: usize, y: f64) -> Vec<Mark> {
        let Some(value) = chart.table.series[side].cells[row].value else { return Vec::new() };
        let at = (self.x(value), y);
        let mut marks = vec![Mark::Disc(at, DOT + 1.0, Tone::Canvas), Mark::Disc(at, DOT, Tone::Fill(HUES[side]))];
        if chart.table.places[row].is_unsettled() {
            marks.push(Mark::Disc(at, DOT - 2.0, Tone::Canvas));
        }
        marks
    }

    /// Both figures, outside their points: the lower one to the left.
    fn figures(&self, chart: &Chart, row: usize, y: f64) -> Vec<Text> {
        let cells = [0, 1].map(|side| chart.table.series[side].cells[row].value);
        let mut known: Vec<(usize, f64)> =
            cells.iter().enumerate().filter_map(|(side, value)| Some((side, (*value)?))).collect();
        known.sort_by(|a, b| a.1.total_cmp(&b.1));
        let count = known.len();
        let label = |(place, (side, value)): (usize, (usize, f64))| {
            let lower = place == 0 && count == 2;
            let (x, anchor) = if lower { (-REACH, Anchor::End) } else { (REACH, Anchor::Start) };
            let (x, y) = (self.x(value) + x, centred(y, size::LABEL));
            Text::label(chart.numbers.label(value), x, y, anchor, Tone::Ink(HUES[side])).bold()
        };
        known.into_iter().enumerate().map(label).collect()
    }
}

//! A table whose cells are as dark as their figures are large.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::font::{self, Weight};
use crate::charts::layout::axis::Places;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, text};
use crate::charts::theme::{HEATS, size};
use crate::charts::{ChartError, Tone};

/// Heat maps.
pub struct Heatmap;

const PITCH: f64 = 32.0;
const LEAST_PITCH: f64 = 20.0;
const NAMES: f64 = 0.3;
const MOST_NAMES: f64 = 0.42;
const LEAST_CELL: f64 = 10.0;
/// Between neighbours.
const SEAM: f64 = 1.0;
const VALUE: f64 = 12.0;
/// The scale above the cells.
const KEY: f64 = 40.0;
const SWATCH: f64 = 14.0;
/// Between row names that may not come closer.
const TIGHT: f64 = 6.0;

impl Kind for Heatmap {
    fn name(&self) -> &'static str {
        "heatmap"
    }

    fn about(&self) -> &'static str {
        "a table whose cells are as dark as their figures are large, below zero in a second colour"
    }

    fn when(&self) -> &'static str {
        "patterns in many rows over many periods, such as growth by partner and year; for exact figures use a table"
    }

    fn columns(&self) -> &'static str {
        "x: periods or names across; y: figures, negative ones too; by: rows"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if !chart.table.is_split() {
            return Err(super::by_needed("heatmap", "it names the rows; for one row use `ranked` or `grouped`"));
        }
        chart.table.fill_gaps(chart.spec.language());
        Ok(())
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        let missing = chart.table.series.iter().flat_map(|series| &series.cells).any(|cell| cell.value.is_none());
        chart.unsettled_remarks().into_iter().chain(missing.then(|| format!("–: {}.", chart.words.missing))).collect()
    }

    fn most_series(&self) -> usize {
        30
    }

    fn colours_series(&self) -> bool {
        false
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let rows = Rows::new(chart, width);
        let slot = ((width - rows.gutter) / chart.table.places.len() as f64).max(1.0);
        KEY + rows.heights(PITCH, 8.0).iter().sum::<f64>() + Places::new(&chart.table.places, slot).height()
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let rows = Rows::new(chart, body.width());
        let left = (body.x0 + rows.gutter).round();
        let slot = (body.x1 - left) / chart.table.places.len() as f64;
        let places = Places::new(&chart.table.places, slot);
        let width = f64::from(chart.spec.width);
        if slot < LEAST_CELL {
            return Err(chart.too_small("cells beside their names", width + LEAST_CELL - slot, "width"));
        }
        if places.squeezed > 1.0 {
            return Err(chart.too_small("names below the cells", (width * places.squeezed).min(1e6), "width"));
        }
        let cells = Rect { x0: left, y0: body.y0 + KEY, x1: body.x1, y1: body.y1 - places.height() };
        let least: f64 = rows.heights(LEAST_PITCH, TIGHT).iter().sum();
        if cells.height() < least {
            let needed = f64::from(chart.spec.height.unwrap_or_default()) + least - cells.height();
            return Err(chart.too_small("all rows", needed, "height"));
        }
        let mut groups = vec![key(chart, body)?];
        let (data, labels, end) = rows.draw(chart, cells, slot);
        groups.extend(data);
        groups.push(places.draw(|column| left + (column as f64 + 0.5) * slot, end, body));
        groups.push(labels);
        Ok(groups)
    }
}

/// The largest figure either side of zero.
fn most(chart: &Chart) -> f64 {
    chart.table.values().fold(0.0, |most, (_, _, value)| value.abs().max(most))
}

/// The shade of a figure: steps of equal width either side of zero.
fn heat(chart: &Chart, value: f64) -> i8 {
    let most = most(chart);
    if value == 0.0 || most == 0.0 {
        return 0;
    }
    let steps = f64::from(HEATS);
    let step = (value.abs() / most * steps).ceil().clamp(1.0, steps) as i8;
    if value < 0.0 { -step } else { step }
}

/// The shades from the least to the largest, with the figures at their ends.
fn key(chart: &Chart, body: Rect) -> Result<Group, ChartError> {
    let most = most(chart);
    let negative = chart.table.values().any(|(_, _, value)| value < 0.0);
    let positive = chart.table.values().any(|(_, _, value)| value > 0.0);
    let low = if negative { -HEATS } else { 0 };
    let high = if positive { HEATS } else { 0 };
    let mut group = Group::new(Role::Key, "");
    let baseline = centred(body.y0 + SWATCH / 2.0, size::LABEL);
    let mut x = body.x0;
    let mut word = |value: f64, x: f64| {
        let label = Text::label(chart.numbers.label(value), x, baseline, Anchor::Start, Tone::Muted);
        let width = label.width();
        group.marks.push(Mark::Text(label));
        width
    };
    x += word(if negative { -most } else { 0.0 }, x) + size::GAP;
    let start = x.round();
    let steps = f64::from(high - low + 1);
    let end = start + steps * (2.0 * SWATCH + SEAM);
    let width = word(if positive { most } else { 0.0 }, end + size::GAP - SEAM);
    if end + size::GAP + width > body.x1 {
        let needed = f64::from(chart.spec.width) + end + size::GAP + width - body.x1;
        return Err(chart.too_small("the scale of shades", needed, "width"));
    }
    for (place, heat) in (low..=high).enumerate() {
        let x0 = start + place as f64 * (2.0 * SWATCH + SEAM);
        let rect = Rect { x0, y0: body.y0, x1: x0 + 2.0 * SWATCH, y1: body.y0 + SWATCH };
        group.marks.push(Mark::Rect(rect.snapped(), Tone::Heat(heat)));
    }
    Ok(group)
}

/// The names of the rows, broken into lines.
struct Rows {
    names: Vec<Vec<String>>,
    gutter: f64,
}

impl Rows {
    fn new(chart: &Chart, width: f64) -> Self {
        let names = chart.table.series.iter().map(|series| series.name.as_str());
        let room = text::unbroken(names, width * NAMES, width * MOST_NAMES, Weight::Regular);
        let series = chart.table.series.iter();
        let names: Vec<Vec<String>> =
            series.map(|series| text::balanced(&series.name, room, size::LABEL, Weight::Regular)).collect();
        let gutter = text::widest(names.iter().flatten(), size::LABEL, Weight::Regular).ceil() + size::GAP + 2.0;
        Self { names, gutter }
    }

    fn heights(&self, pitch: f64, air: f64) -> Vec<f64> {
        let height = |lines: &Vec<String>| (lines.len() as f64 * size::LABEL_LINE + air).max(pitch);
        self.names.iter().map(height).collect()
    }

    /// The cells, their words, and where they end.
    fn draw(&self, chart: &Chart, area: Rect, slot: f64) -> (Vec<Group>, Group, f64) {
        let mut pitch = LEAST_PITCH;
        while self.heights(pitch + 1.0, TIGHT).iter().sum::<f64>() <= area.height() {
            pitch += 1.0;
        }
        let room = slot - SEAM - 6.0;
        let fits = |value: f64| font::width(&chart.numbers.label(value), VALUE, Weight::Regular) <= room;
        let written = chart.table.values().all(|(_, _, value)| fits(value));
        let (mut groups, mut labels) = (Vec::new(), Group::new(Role::Labels, ""));
        let mut top = area.y0;
        for ((series, lines), height) in chart.table.series.iter().zip(&self.names).zip(self.heights(pitch, TIGHT)) {
            let middle = top + height / 2.0;
            let mut group = Group::new(Role::Data, &series.name);
            for (column, cell) in series.cells.iter().enumerate() {
                let x0 = area.x0 + column as f64 * slot;
                let rect = Rect { x0, y0: top, x1: x0 + slot - SEAM, y1: top + height - SEAM };
                let centre = f64::midpoint(rect.x0, rect.x1);
                let word = |words: String, tone| {
                    let y = centred(middle, VALUE);
                    Mark::Text(Text::label(words, centre, y, Anchor::Middle, tone).sized(VALUE))
                };
                let Some(value) = cell.value else {
                    labels.marks.push(word("–".to_owned(), Tone::Muted));
                    continue;
                };
                let heat = heat(chart, value);
                group.marks.push(Mark::Rect(rect.snapped(), Tone::Heat(heat)));
                if written {
                    let tone = if heat.abs() > HEATS / 2 { Tone::OnHeat } else { Tone::Text };
                    labels.marks.push(word(chart.numbers.label(value), tone));
                }
            }
            groups.push(group);
            labels.marks.extend(name(lines, area.x0 - size::GAP, middle));
            top += height;
        }
        (groups, labels, top)
    }
}

fn name(lines: &[String], right: f64, middle: f64) -> Vec<Mark> {
    let first = middle - (lines.len() as f64 - 1.0) * size::LABEL_LINE / 2.0;
    let line = |(line, words): (usize, &String)| {
        let y = centred(first + line as f64 * size::LABEL_LINE, size::LABEL);
        Mark::Text(Text::label(words, right, y, Anchor::End, Tone::Text))
    };
    lines.iter().enumerate().map(line).collect()
}

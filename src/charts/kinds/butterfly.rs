//! Two flows back to back: one bar to the left, one to the right of every name.

use super::{KeyEntry, Kind};
use crate::charts::chart::Chart;
use crate::charts::font::{self, Weight};
use crate::charts::layout::hatch::hatched;
use crate::charts::layout::names::Names;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline, stack};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Bars back to back.
pub struct Butterfly;

const PITCH: f64 = 34.0;
const LEAST_PITCH: f64 = 19.0;
const THICKEST: f64 = 28.0;
const NAMES: f64 = 0.3;
const LEAST_BAR: f64 = 50.0;
/// Room above and below the bars, so that the lines they stand on show.
const AIR: f64 = 4.0;

impl Kind for Butterfly {
    fn name(&self) -> &'static str {
        "butterfly"
    }

    fn about(&self) -> &'static str {
        "two bars back to back for every name, such as exports and imports, on one scale"
    }

    fn when(&self) -> &'static str {
        "who sells and who buys: two flows with several partners or products; over time use `balance` or `grouped`"
    }

    fn columns(&self) -> &'static str {
        "x: names; y: figures, none negative; by: two flows, the first to the left"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        super::two_series(chart, "butterfly", "the first is drawn to the left; for one flow use `ranked`")?;
        stack::refuse_negative(chart, "butterfly", "`grouped`")?;
        if chart.table.is_time() {
            return Ok(());
        }
        // The largest turnover first.
        let sums: Vec<f64> = (0..chart.table.places.len()).map(|row| stack::sum(chart, row)).collect();
        let last = chart.spec.last.clone();
        let mut order: Vec<usize> = (0..sums.len()).collect();
        let is_last = |row: usize| last.contains(&chart.table.places[row].name);
        order.sort_by(|a, b| is_last(*a).cmp(&is_last(*b)).then(sums[*b].total_cmp(&sums[*a])));
        chart.table.reorder(&order);
        Ok(())
    }

    fn key(&self, chart: &Chart) -> Vec<KeyEntry> {
        chart.key()
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.hatched)
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        Names::new(chart, width * NAMES).height(PITCH, 10.0) + 2.0 * AIR
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let names = Names::new(chart, body.width() * NAMES);
        let inner = Rect { y0: body.y0 + AIR, y1: body.y1 - AIR, ..body };
        let rows = names.fill(chart, inner, LEAST_PITCH)?;
        let sides = Sides::new(chart, &names, body)?;
        let thick = (rows.pitch * 0.66).clamp(8.0, THICKEST).round();
        let mut bars: Vec<Group> =
            chart.table.series.iter().map(|series| Group::new(Role::Data, &series.name)).collect();
        let mut labels = Group::new(Role::Labels, "");
        for (row, middle) in rows.middles.iter().copied().enumerate() {
            let top = (middle - thick / 2.0).round();
            for (side, group) in bars.iter_mut().enumerate() {
                group.marks.extend(sides.bar(chart, row, side, (top, top + thick)));
                labels.marks.push(sides.value(chart, row, side, middle));
            }
            labels.marks.extend(names.draw(row, body.x0 + names.width(), middle));
        }
        let line = |x: f64| hairline((x, body.y0), (x, rows.end + AIR), Tone::Text);
        bars.push(Group::of(Role::Axis, "", vec![line(sides.zero)]));
        bars.push(labels);
        Ok(bars)
    }
}

/// From figures to pixels on both sides of the common line.
struct Sides {
    zero: f64,
    per_unit: f64,
}

const HUES: [Hue; 2] = [Hue::Blue, Hue::Orange];

impl Sides {
    fn new(chart: &Chart, names: &Names, body: Rect) -> Result<Self, ChartError> {
        let left = body.x0 + names.width() + size::GAP;
        let most = |side: usize| {
            let values = chart.table.series[side].cells.iter().filter_map(|cell| cell.value);
            values.fold(0.0, f64::max)
        };
        let words = |side: usize| {
            let cells = chart.table.series[side].cells.iter();
            let widths = cells.map(|cell| {
                let words = written(chart, cell.value);
                font::width(&words, size::LABEL, Weight::SemiBold) + size::GAP
            });
            widths.fold(0.0, f64::max)
        };
        let bars = body.x1 - left - words(0) - words(1) - 1.0;
        if bars < 2.0 * LEAST_BAR {
            let needed = f64::from(chart.spec.width) + 2.0 * LEAST_BAR - bars;
            return Err(chart.too_small("bars beside their names and values", needed, "width"));
        }
        let whole = most(0) + most(1);
        let per_unit = if whole > 0.0 { bars / whole } else { 0.0 };
        // Without a figure on either side the line stands in the middle.
        let zero = if whole > 0.0 { left + words(0) + most(0) * per_unit } else { f64::midpoint(left, body.x1) };
        Ok(Self { zero: zero.round(), per_unit })
    }

    /// The end of a bar: to the left for the first side.
    fn end(&self, side: usize, value: f64) -> f64 {
        let length = value * self.per_unit;
        if side == 0 { self.zero - length } else { self.zero + 1.0 + length }.round()
    }

    fn bar(&self, chart: &Chart, row: usize, side: usize, (y0, y1): (f64, f64)) -> Vec<Mark> {
        let value = chart.table.series[side].cells[row].value.filter(|value| *value != 0.0);
        let Some(value) = value else { return Vec::new() };
        let end = self.end(side, value);
        let rect = match side {
            0 => Rect { x0: end, x1: self.zero, y0, y1 },
            _ => Rect { x0: self.zero + 1.0, x1: end, y0, y1 },
        };
        match chart.table.places[row].is_unsettled() {
            true => hatched(rect.snapped(), HUES[side]),
            false => vec![Mark::Rect(rect.snapped(), Tone::Fill(HUES[side]))],
        }
    }

    fn value(&self, chart: &Chart, row: usize, side: usize, middle: f64) -> Mark {
        let value = chart.table.series[side].cells[row].value;
        let end = self.end(side, value.unwrap_or(0.0));
        let (x, anchor) = if side == 0 { (end - 6.0, Anchor::End) } else { (end + 6.0, Anchor::Start) };
        let tone = if value.is_some() { Tone::Text } else { Tone::Muted };
        let label = Text::label(written(chart, value), x, centred(middle, size::LABEL), anchor, tone);
        Mark::Text(if value.is_some() { label.bold() } else { label })
    }
}

fn written(chart: &Chart, value: Option<f64>) -> String {
    value.map_or_else(|| chart.words.missing.to_owned(), |value| chart.numbers.label(value))
}

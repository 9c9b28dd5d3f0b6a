//! Horizontal bars from the largest to the smallest, each with its value.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::data::Cell;
use crate::charts::font::{self, Weight};
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline, text};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Ranked bars.
pub struct Ranked;

const PITCH: f64 = 36.0;
const LEAST_PITCH: f64 = 19.0;
const THICKEST: f64 = 30.0;
/// The part of the width that names may take.
const NAMES: f64 = 0.4;
/// Below this, bars no longer compare.
const LEAST_BAR: f64 = 60.0;

impl Kind for Ranked {
    fn name(&self) -> &'static str {
        "ranked"
    }

    fn about(&self) -> &'static str {
        "horizontal bars from the largest to the smallest, each with its value"
    }

    fn when(&self) -> &'static str {
        "one figure for each of several partners, products or years; names may be long. For several series use `grouped`"
    }

    fn columns(&self) -> &'static str {
        "x: names; y: figures, negative ones too"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if chart.table.series.len() > 1 {
            return Err(ChartError::TooManySeries {
                kind: "ranked",
                found: chart.table.series.len(),
                instead: "filter to one series, or use `grouped`",
            });
        }
        let last = |name: &String| chart.spec.last.contains(name);
        let table = &mut chart.table;
        let cells = table.series[0].cells.iter().copied();
        let mut rows: Vec<_> = table.places.iter().cloned().zip(cells).collect();
        let key = |cell: &Cell| cell.value.unwrap_or(f64::NEG_INFINITY);
        rows.sort_by(|(a, one), (b, other)| last(&a.name).cmp(&last(&b.name)).then(key(other).total_cmp(&key(one))));
        (table.places, table.series[0].cells) = rows.into_iter().unzip();
        Ok(())
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let names = names(chart, width);
        pitch(&names) * names.len() as f64 + 8.0
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let names = names(chart, body.width());
        let pitch = ((body.height() - 8.0) / names.len() as f64).floor();
        let needed = least_pitch(&names);
        if pitch < needed {
            let missing = (needed - pitch) * names.len() as f64;
            let height = f64::from(chart.spec.height.unwrap_or_default()) + missing;
            return Err(chart.too_small("all rows", height, "height"));
        }
        let scale = Scale::new(chart, &names, body)?;
        let mut bars = Group::new(Role::Data, &chart.table.series[0].name);
        let mut labels = Group::new(Role::Labels, "");
        let thick = (pitch * 0.68).clamp(8.0, THICKEST).round();
        for (row, lines) in names.iter().enumerate() {
            let middle = body.y0 + 4.0 + pitch * (row as f64 + 0.5);
            let top = (middle - thick / 2.0).round();
            bars.marks.extend(bar(chart, row, &scale, top, thick));
            labels.marks.extend(name(lines, scale.names, middle));
            labels.marks.push(value(chart, row, &scale, middle));
        }
        let axis =
            hairline((scale.zero, body.y0), (scale.zero, body.y0 + 8.0 + pitch * names.len() as f64), Tone::Text);
        Ok(vec![bars, Group::of(Role::Axis, "", vec![axis]), labels])
    }
}

fn names(chart: &Chart, width: f64) -> Vec<Vec<String>> {
    let places = chart.table.places.iter();
    places.map(|place| text::balanced(&place.name, width * NAMES, size::LABEL, Weight::Regular)).collect()
}

fn most_lines(names: &[Vec<String>]) -> f64 {
    names.iter().map(Vec::len).max().unwrap_or(1) as f64
}

fn pitch(names: &[Vec<String>]) -> f64 {
    PITCH.max(most_lines(names) * size::LABEL_LINE + 10.0)
}

fn least_pitch(names: &[Vec<String>]) -> f64 {
    LEAST_PITCH.max(most_lines(names) * size::LABEL_LINE + 2.0)
}

/// From figures to pixels.
struct Scale {
    /// The right edge of names.
    names: f64,
    zero: f64,
    per_unit: f64,
}

impl Scale {
    fn new(chart: &Chart, names: &[Vec<String>], body: Rect) -> Result<Self, ChartError> {
        let gutter = text::widest(names.iter().flatten(), size::LABEL, Weight::Regular).ceil();
        let values: Vec<f64> = chart.table.values().map(|(_, _, value)| value).collect();
        let (low, high) = (least(&values), -least(&values.iter().map(|v| -v).collect::<Vec<_>>()));
        let label = |value: &f64| font::width(&chart.numbers.label(*value), size::LABEL, Weight::SemiBold) + size::GAP;
        // A bar and its label together must fit: the widest demand on either side decides the scale.
        let room = body.width() - gutter - size::GAP - 1.0;
        let missing = font::width(chart.words.missing, size::LABEL, Weight::Regular) + size::GAP;
        let fixed = |side: fn(f64) -> bool| values.iter().filter(|value| side(**value)).map(label).fold(0.0, f64::max);
        let right = fixed(|value| value >= 0.0).max(if values.len() < names.len() { missing } else { 0.0 });
        let bars = room - right - fixed(|value| value < 0.0);
        if bars < LEAST_BAR {
            let needed = f64::from(chart.spec.width) + LEAST_BAR - bars;
            return Err(chart.too_small("bars beside their names and values", needed, "width"));
        }
        let per_unit = if high > low { bars / (high - low) } else { 0.0 };
        let left = body.x0 + gutter + size::GAP;
        Ok(Self {
            names: body.x0 + gutter,
            zero: (left + fixed(|value| value < 0.0) - low * per_unit).round(),
            per_unit,
        })
    }

    fn at(&self, value: f64) -> f64 {
        self.zero + value * self.per_unit
    }
}

/// The least value, zero included.
fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::min)
}

fn bar(chart: &Chart, row: usize, scale: &Scale, top: f64, thick: f64) -> Option<Mark> {
    let value = chart.table.series[0].cells[row].value.filter(|value| *value != 0.0)?;
    let end = scale.at(value);
    let rect = Rect { x0: end.min(scale.zero), y0: top, x1: end.max(scale.zero), y1: top + thick };
    let highlight = &chart.spec.highlight;
    let bright = highlight.is_empty() || highlight.contains(&chart.table.places[row].name);
    let tone = if bright { Tone::Fill(Hue::Blue) } else { Tone::Soft(Hue::Blue) };
    Some(Mark::Rect(rect.snapped(), tone))
}

fn name(lines: &[String], right: f64, middle: f64) -> Vec<Mark> {
    let first = middle - (lines.len() as f64 - 1.0) * size::LABEL_LINE / 2.0;
    let line = |(row, words): (usize, &String)| {
        let y = centred(first + row as f64 * size::LABEL_LINE, size::LABEL);
        Mark::Text(Text::label(words, right, y, Anchor::End, Tone::Text))
    };
    lines.iter().enumerate().map(line).collect()
}

fn value(chart: &Chart, row: usize, scale: &Scale, middle: f64) -> Mark {
    let y = centred(middle, size::LABEL);
    Mark::Text(match chart.table.series[0].cells[row].value {
        Some(value) => {
            let words = chart.numbers.label(value);
            let end = scale.at(value).round();
            match value < 0.0 {
                true => Text::label(words, end - size::GAP + 2.0, y, Anchor::End, Tone::Text).bold(),
                false => Text::label(words, end + size::GAP - 1.0, y, Anchor::Start, Tone::Text).bold(),
            }
        }
        None => Text::label(chart.words.missing, scale.zero + size::GAP, y, Anchor::Start, Tone::Muted),
    })
}

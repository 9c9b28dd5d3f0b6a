//! Horizontal bars from the largest to the smallest, each with its value.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::data::Cell;
use crate::charts::font::{self, Weight};
use crate::charts::layout::hatch::hatched;
use crate::charts::layout::names::Names;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline, whisker};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Ranked bars.
pub struct Ranked;

const PITCH: f64 = 36.0;
/// Axis beyond the first and the last bar.
const AIR: f64 = 4.0;
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
        "x: names; y: figures, negative ones too; low, high: ends of intervals (optional)"
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
        let places_first = chart.spec.ranks;
        rows.sort_by(|(a, one), (b, other)| {
            let by_size = if places_first { key(one).total_cmp(&key(other)) } else { key(other).total_cmp(&key(one)) };
            last(&a.name).cmp(&last(&b.name)).then(by_size)
        });
        (table.places, table.series[0].cells) = rows.into_iter().unzip();
        // In order of size, years are names like any other.
        for place in &mut table.places {
            place.period = None;
        }
        Ok(())
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.hatched)
    }

    fn colours_series(&self) -> bool {
        false
    }

    fn draws_intervals(&self) -> bool {
        true
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let names = Names::new(chart, width * NAMES);
        names.height(PITCH, 10.0) + 2.0 * AIR
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let names = Names::new(chart, body.width() * NAMES);
        let inner = Rect { y0: body.y0 + AIR, y1: body.y1 - AIR, ..body };
        let rows = names.fill(chart, inner, LEAST_PITCH)?;
        let scale = Scale::new(chart, &names, body)?;
        let mut bars = Group::new(Role::Data, &chart.table.series[0].name);
        let mut labels = Group::new(Role::Labels, "");
        let thick = (rows.pitch * 0.68).clamp(8.0, THICKEST).round();
        for (row, middle) in rows.middles.iter().copied().enumerate() {
            let top = (middle - thick / 2.0).round();
            bars.marks.extend(bar(chart, row, &scale, top, thick));
            bars.marks.extend(whisker::lying(&chart.table.series[0].cells[row], middle, |value| scale.at(value)));
            labels.marks.extend(names.draw(row, scale.names, middle));
            labels.marks.push(value(chart, row, &scale, middle));
        }
        let axis = hairline((scale.zero, body.y0), (scale.zero, rows.end + AIR), Tone::Text);
        Ok(vec![bars, Group::of(Role::Axis, "", vec![axis]), labels])
    }
}

/// From figures to pixels.
struct Scale {
    /// The right edge of names.
    names: f64,
    zero: f64,
    per_unit: f64,
}

impl Scale {
    fn new(chart: &Chart, names: &Names, body: Rect) -> Result<Self, ChartError> {
        let gutter = names.width();
        let values: Vec<f64> = chart.table.figures();
        let (low, high) = (least(&values), -least(&values.iter().map(|v| -v).collect::<Vec<_>>()));
        let label = |value: &f64| font::width(&chart.numbers.label(*value), size::LABEL, Weight::SemiBold) + size::GAP;
        // A bar and its label together must fit: the widest demand on either side decides the scale.
        let room = body.width() - gutter - size::GAP - 1.0;
        let missing = font::width(chart.words.missing, size::LABEL, Weight::Regular) + size::GAP;
        let fixed = |side: fn(f64) -> bool| values.iter().filter(|value| side(**value)).map(label).fold(0.0, f64::max);
        let right = fixed(|value| value >= 0.0).max(if chart.table.values().count() < chart.table.places.len() {
            missing
        } else {
            0.0
        });
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

fn bar(chart: &Chart, row: usize, scale: &Scale, top: f64, thick: f64) -> Vec<Mark> {
    let value = chart.table.series[0].cells[row].value.filter(|value| *value != 0.0);
    let Some(value) = value else { return Vec::new() };
    let end = scale.at(value);
    let rect = Rect { x0: end.min(scale.zero), y0: top, x1: end.max(scale.zero), y1: top + thick };
    let highlight = &chart.spec.highlight;
    let bright = highlight.is_empty() || highlight.contains(&chart.table.places[row].name);
    let tone = if bright { Tone::Fill(Hue::Blue) } else { Tone::Soft(Hue::Blue) };
    match chart.table.places[row].is_unsettled() {
        true => hatched(rect.snapped(), Hue::Blue),
        false => vec![Mark::Rect(rect.snapped(), tone)],
    }
}

fn value(chart: &Chart, row: usize, scale: &Scale, middle: f64) -> Mark {
    let y = centred(middle, size::LABEL);
    let cell = chart.table.series[0].cells[row];
    Mark::Text(match cell.value {
        Some(value) => {
            let words = chart.numbers.label(value);
            let (low, high) = whisker::ends(&cell).unwrap_or((value, value));
            let end = scale.at(if value < 0.0 { low.min(value) } else { high.max(value) }).round();
            match value < 0.0 {
                true => Text::label(words, end - size::GAP + 2.0, y, Anchor::End, Tone::Text).bold(),
                false => Text::label(words, end + size::GAP - 1.0, y, Anchor::Start, Tone::Text).bold(),
            }
        }
        None => Text::label(chart.words.missing, scale.zero + size::GAP, y, Anchor::Start, Tone::Muted),
    })
}

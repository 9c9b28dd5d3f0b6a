//! Contributions one after the other, and what they come to.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::data::{Cell, Place};
use crate::charts::font::{self, Weight};
use crate::charts::layout::hatch::hatched;
use crate::charts::layout::names::Names;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Waterfalls.
pub struct Waterfall;

const PITCH: f64 = 34.0;
const LEAST_PITCH: f64 = 19.0;
const THICKEST: f64 = 28.0;
const NAMES: f64 = 0.38;
const LEAST_BAR: f64 = 60.0;
const AIR: f64 = 4.0;

impl Kind for Waterfall {
    fn name(&self) -> &'static str {
        "waterfall"
    }

    fn about(&self) -> &'static str {
        "bars that begin where the one before ends, from contributions to their total"
    }

    fn when(&self) -> &'static str {
        "which partners or products made a total grow or fall: contributions to growth, in points or amounts. \
         The total is worked out; leave it out of the data"
    }

    fn columns(&self) -> &'static str {
        "x: names in the order of drawing; y: contributions, negative ones too"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if chart.table.series.len() > 1 {
            let found = chart.table.series.len();
            return Err(ChartError::TooManySeries { kind: "waterfall", found, instead: "filter to one" });
        }
        let name = chart.words.total.to_owned();
        for place in &mut chart.table.places {
            place.period = None;
            if place.name == name {
                let needed = "contributions only in x";
                let instead = "leave the row out: the total is worked out";
                return Err(ChartError::Shape { kind: "waterfall", needed, found: name, instead });
            }
        }
        let cells = &mut chart.table.series[0].cells;
        // With a contribution missing the total is not known.
        let total: Option<f64> = cells.iter().map(|cell| cell.value).sum();
        if let Some(total) = total {
            cells.push(Cell { value: Some(total), ..Cell::default() });
            chart.table.places.push(Place {
                label: name.clone(),
                name,
                period: None,
                partial: None,
                provisional: false,
            });
        }
        Ok(())
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.hatched).into_iter().chain(chart.missing_remarks()).collect()
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        Names::new(chart, width * NAMES).height(PITCH, 10.0) + 2.0 * AIR
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let names = Names::new(chart, body.width() * NAMES);
        let inner = Rect { y0: body.y0 + AIR, y1: body.y1 - AIR, ..body };
        let rows = names.fill(chart, inner, LEAST_PITCH)?;
        let steps = steps(chart);
        let scale = Scale::new(chart, &steps, &names, body)?;
        let thick = (rows.pitch * 0.66).clamp(8.0, THICKEST).round();
        let mut ties = Group::new(Role::Grid, "");
        let mut bars = Group::new(Role::Data, &chart.table.series[0].name);
        let mut labels = Group::new(Role::Labels, "");
        for (row, middle) in rows.middles.iter().copied().enumerate() {
            let top = (middle - thick / 2.0).round();
            if let Some(step) = &steps[row] {
                let partial = chart.table.places[row].is_unsettled();
                bars.marks.extend(scale.bar(step, top, thick, partial));
                labels.marks.push(scale.figure(chart, step, middle));
            } else {
                let x = scale.x(reached(&steps[..row])) + size::GAP;
                let y = centred(middle, size::LABEL);
                labels.marks.push(Mark::Text(Text::label(chart.words.missing, x, y, Anchor::Start, Tone::Muted)));
            }
            if let Some(next) = rows.middles.get(row + 1) {
                let x = scale.x(reached(&steps[..=row]));
                ties.marks.push(hairline((x, top + thick), (x, (next - thick / 2.0).round()), Tone::Muted));
            }
            labels.marks.extend(names.draw(row, body.x0 + names.width(), middle));
        }
        let zero = hairline((scale.x(0.0), body.y0), (scale.x(0.0), rows.end + AIR), Tone::Text);
        Ok(vec![ties, bars, Group::of(Role::Axis, "", vec![zero]), labels])
    }
}

/// One bar: from where to where, its figure and its hue.
struct Step {
    from: f64,
    to: f64,
    value: f64,
    hue: Hue,
}

/// The bars from the first contribution to the total; none where a figure is missing.
fn steps(chart: &Chart) -> Vec<Option<Step>> {
    let cells = &chart.table.series[0].cells;
    let whole = cells.iter().all(|cell| cell.value.is_some());
    let mut at = 0.0;
    let step = |(row, cell): (usize, &Cell)| {
        let value = cell.value?;
        if whole && row + 1 == cells.len() {
            return Some(Step { from: 0.0, to: value, value, hue: Hue::Grey });
        }
        let from = at;
        at += value;
        Some(Step { from, to: at, value, hue: if value < 0.0 { Hue::Orange } else { Hue::Blue } })
    };
    cells.iter().enumerate().map(step).collect()
}

/// Where the contributions stand after these rows.
fn reached(steps: &[Option<Step>]) -> f64 {
    steps.iter().rev().flatten().next().map_or(0.0, |step| step.to)
}

/// From figures to pixels across.
struct Scale {
    zero: f64,
    per_unit: f64,
}

impl Scale {
    fn new(chart: &Chart, steps: &[Option<Step>], names: &Names, body: Rect) -> Result<Self, ChartError> {
        let known = || steps.iter().flatten();
        let low = known().fold(0.0, |low: f64, step| low.min(step.from).min(step.to));
        let high = known().fold(0.0, |high: f64, step| high.max(step.from).max(step.to));
        let words =
            |step: &Step| font::width(&chart.numbers.label(step.value), size::LABEL, Weight::SemiBold) + size::GAP;
        let missing = font::width(chart.words.missing, size::LABEL, Weight::Regular) + size::GAP;
        let missing = if steps.iter().any(Option::is_none) { missing } else { 0.0 };
        let (from, to) = (body.x0 + names.width() + size::GAP, body.x1 - 1.0);
        // A figure needs room beyond the bars only where its own bar reaches far enough. A larger scale never needs more, so each
        // pass may only gain.
        let mut per_unit = 0.0;
        let mut left = from;
        for _ in 0..4 {
            let fall = known().filter(|step| step.value < 0.0);
            let before = fall.map(|step| words(step) - (step.from.min(step.to) - low) * per_unit).fold(0.0, f64::max);
            let rise = known().filter(|step| step.value >= 0.0);
            let after =
                rise.map(|step| words(step) - (high - step.from.max(step.to)) * per_unit).fold(missing, f64::max);
            left = from + before;
            let bars = to - after - left;
            if bars < LEAST_BAR {
                let needed = f64::from(chart.spec.width) + LEAST_BAR - bars;
                return Err(chart.too_small("bars beside their names and values", needed, "width"));
            }
            per_unit = if high > low { bars / (high - low) } else { 0.0 };
        }
        Ok(Self { zero: (left - low * per_unit).round(), per_unit })
    }

    fn x(&self, value: f64) -> f64 {
        (self.zero + value * self.per_unit).round()
    }

    fn bar(&self, step: &Step, top: f64, thick: f64, partial: bool) -> Vec<Mark> {
        if step.value == 0.0 {
            return Vec::new();
        }
        let (from, to) = (self.x(step.from), self.x(step.to));
        let rect = Rect { x0: from.min(to), x1: from.max(to), y0: top, y1: top + thick };
        match partial {
            true => hatched(rect.snapped(), step.hue),
            false => vec![Mark::Rect(rect.snapped(), Tone::Fill(step.hue))],
        }
    }

    fn figure(&self, chart: &Chart, step: &Step, middle: f64) -> Mark {
        let (from, to) = (self.x(step.from), self.x(step.to));
        let (x, anchor) = match step.value < 0.0 {
            true => (from.min(to) - size::GAP + 2.0, Anchor::End),
            false => (from.max(to) + size::GAP - 1.0, Anchor::Start),
        };
        let y = centred(middle, size::LABEL);
        Mark::Text(Text::label(chart.numbers.label(step.value), x, y, anchor, Tone::Text).bold())
    }
}

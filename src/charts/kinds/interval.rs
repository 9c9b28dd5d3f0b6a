//! A printed figure against the interval that other figures allow it.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::data::Cell;
use crate::charts::font::{self, Weight};
use crate::charts::layout::names::Names;
use crate::charts::layout::ticks::Ticks;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline};
use crate::charts::number::decimals_of;
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Points over whiskers.
pub struct Interval;

const PITCH: f64 = 44.0;
const LEAST_PITCH: f64 = 24.0;
const NAMES: f64 = 0.34;
const LEAST_PLOT: f64 = 100.0;
/// Half the height of an interval: taller than its point, so that a narrow one shows behind it.
const HALF: f64 = 9.0;
const DOT: f64 = 4.0;
/// Room for the headings of the columns.
const HEAD: f64 = 22.0;
const FOOT: f64 = 24.0;
const MOST_DECIMALS: usize = 3;

impl Kind for Interval {
    fn name(&self) -> &'static str {
        "interval"
    }

    fn about(&self) -> &'static str {
        "points over the intervals that rounding or revision allows them"
    }

    fn when(&self) -> &'static str {
        "a printed growth rate or share against what the printed figures give; estimates with their range"
    }

    fn columns(&self) -> &'static str {
        "x: names or periods; y: printed figures (may be empty); low, high: ends of intervals (may be empty)"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if chart.table.series.len() > 1 {
            return Err(ChartError::TooManySeries {
                kind: "interval",
                found: chart.table.series.len(),
                instead: "filter to one series, or write series and name into one column",
            });
        }
        for (field, column) in [("low", &chart.spec.low), ("high", &chart.spec.high)] {
            if column.is_none() {
                let why = "name the column that holds this end of the intervals";
                return Err(ChartError::FieldNeeded { kind: "interval", field, why });
            }
        }
        Ok(())
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        [vec![chart.words.interval.to_owned()], chart.unsettled_remarks()].concat()
    }

    fn details(&self, chart: &Chart) -> Vec<String> {
        let rows = chart.table.places.iter().zip(&chart.table.series[0].cells);
        let outside = rows.filter(|(_, cell)| hue(cell) == Hue::Orange);
        let told = outside.map(|(place, cell)| {
            format!("{}: {} lies outside {}.", place.label, figure(chart, cell), ends(chart, cell))
        });
        told.collect()
    }

    fn draws_intervals(&self) -> bool {
        true
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let names = Names::new(chart, width * NAMES);
        names.height(PITCH, 12.0) + HEAD + FOOT
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let names = Names::new(chart, body.width() * NAMES);
        let heading = body.y0 + size::LABEL * size::CAP;
        let inner = Rect { y0: body.y0 + HEAD, y1: body.y1 - FOOT, ..body };
        let rows = names.fill(chart, inner, LEAST_PITCH)?;
        let scale = Scale::new(chart, &names, Rect { y1: rows.end, ..inner })?;
        let mut data = Group::new(Role::Data, &chart.table.series[0].name);
        let mut labels = Group::of(Role::Labels, "", scale.headings(chart, heading));
        for (row, middle) in rows.middles.iter().copied().enumerate() {
            let (cell, middle) = (&chart.table.series[0].cells[row], middle.round());
            data.marks.extend(marks(cell, &scale, middle));
            labels.marks.extend(names.draw(row, scale.names, middle));
            labels.marks.extend(figures(chart, cell, &scale, middle));
        }
        let mut groups = scale.axis(chart);
        groups.extend([data, labels]);
        Ok(groups)
    }
}

/// The hue of a figure: orange where it lies outside its interval.
fn hue(cell: &Cell) -> Hue {
    match (cell.value, cell.low, cell.high) {
        (Some(value), Some(low), Some(high)) if value < low || value > high => Hue::Orange,
        _ => Hue::Blue,
    }
}

/// The figure as printed: with its own decimals unless the spec states them.
fn figure(chart: &Chart, cell: &Cell) -> String {
    let decimals = |value| chart.spec.number.decimals.unwrap_or_else(|| decimals_of(value).min(MOST_DECIMALS));
    cell.value.map_or_else(String::new, |value| chart.numbers.label_to(value, decimals(value)))
}

/// The ends with one decimal more than the figures, where they have it: 4.05 to 4.15 about a printed 4.1.
fn ends(chart: &Chart, cell: &Cell) -> String {
    let held = |cell: &Cell| [cell.low, cell.high].into_iter().flatten().map(decimals_of).max().unwrap_or(0);
    let cells = || chart.table.series[0].cells.iter();
    let printed = cells().filter_map(|cell| cell.value).map(decimals_of).max().unwrap_or(0);
    let printed = chart.spec.number.decimals.unwrap_or(printed.min(MOST_DECIMALS));
    let decimals = cells().map(held).max().unwrap_or(0).min(printed + 1);
    match (cell.low, cell.high) {
        (Some(low), Some(high)) => [low, high].map(|end| chart.numbers.label_to(end, decimals)).join(chart.words.to),
        _ => String::new(),
    }
}

/// From figures to pixels, and the columns of words left and right.
struct Scale {
    names: f64,
    plot: Rect,
    ticks: Ticks,
    /// Where printed figures end, and where intervals begin.
    figures: f64,
    ends: f64,
}

impl Scale {
    fn new(chart: &Chart, names: &Names, body: Rect) -> Result<Self, ChartError> {
        let cells = &chart.table.series[0].cells;
        let widest = |words: fn(&Chart, &Cell) -> String, weight| {
            cells.iter().map(|cell| font::width(&words(chart, cell), size::LABEL, weight)).fold(0.0, f64::max).ceil()
        };
        let [printed, allowed] = [chart.words.printed, chart.words.allowed]
            .map(|words| font::width(words, size::FOOT, Weight::Regular).ceil());
        let figures = widest(figure, Weight::SemiBold).max(printed);
        let ends = widest(ends, Weight::Regular).max(allowed);
        let names = body.x0 + names.width();
        let plot = Rect {
            // Half a tick label stands out on either side.
            x0: names + size::GAP + 14.0,
            x1: body.x1 - ends - 14.0 - figures - 24.0,
            y0: body.y0,
            y1: body.y1,
        };
        if plot.width() < LEAST_PLOT {
            let needed = f64::from(chart.spec.width) + LEAST_PLOT - plot.width();
            return Err(chart.too_small("intervals beside their names and figures", needed, "width"));
        }
        let all = || cells.iter().flat_map(|cell| [cell.value, cell.low, cell.high]).flatten();
        let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        // Zero belongs to the scale unless all figures lie far from it.
        let near = low <= high * 0.5 || high <= 0.0;
        let (low, high) = if near { (low.min(0.0), high.max(0.0)) } else { (low, high) };
        Ok(Self {
            names,
            plot,
            ticks: fitting(chart, low, high, plot.width()),
            figures: body.x1 - ends - 14.0,
            ends: body.x1 - ends,
        })
    }

    fn headings(&self, chart: &Chart, y: f64) -> Vec<Mark> {
        let printed = Text::label(chart.words.printed, self.figures, y, Anchor::End, Tone::Muted);
        let allowed = Text::label(chart.words.allowed, self.ends, y, Anchor::Start, Tone::Muted);
        [printed, allowed].map(|text| Mark::Text(text.sized(size::FOOT))).to_vec()
    }

    fn x(&self, value: f64) -> f64 {
        let part = (value - self.ticks.low()) / (self.ticks.high() - self.ticks.low());
        self.plot.x0 + part * self.plot.width()
    }

    fn axis(&self, chart: &Chart) -> Vec<Group> {
        let (mut grid, mut axis) = (Group::new(Role::Grid, ""), Group::new(Role::Axis, ""));
        for value in &self.ticks.values {
            let x = self.x(*value);
            let tone = if *value == 0.0 { Tone::Text } else { Tone::Grid };
            grid.marks.push(hairline((x, self.plot.y0), (x, self.plot.y1), tone));
            let words = chart.numbers.tick(*value, self.ticks.decimals);
            let label = Text::label(words, x, self.plot.y1 + 18.0, Anchor::Middle, Tone::Muted);
            axis.marks.push(Mark::Text(label));
        }
        vec![grid, axis]
    }
}

/// As many ticks as have room for their labels.
fn fitting(chart: &Chart, low: f64, high: f64, width: f64) -> Ticks {
    let fits = |ticks: &Ticks| {
        let words = ticks.values.iter().map(|value| chart.numbers.tick(*value, ticks.decimals));
        let widest = words.map(|words| font::width(&words, size::LABEL, Weight::Regular)).fold(0.0, f64::max);
        (widest + 14.0) * (ticks.values.len() - 1) as f64 <= width
    };
    let candidates = (1..=8).rev().map(|wanted| Ticks::over(low, high, wanted));
    let mut candidates = candidates.collect::<Vec<_>>().into_iter();
    let coarse = Ticks { values: vec![low, high], decimals: chart.numbers.decimals };
    candidates.find(fits).unwrap_or(coarse)
}

fn marks(cell: &Cell, scale: &Scale, middle: f64) -> Vec<Mark> {
    let mut marks = Vec::new();
    if let (Some(low), Some(high)) = (cell.low, cell.high) {
        let middle_x = f64::midpoint(scale.x(low), scale.x(high));
        let half = ((scale.x(high) - scale.x(low)) / 2.0).max(1.5);
        let rect = Rect { x0: middle_x - half, x1: middle_x + half, y0: middle - HALF, y1: middle + HALF }.snapped();
        marks.push(Mark::Rect(rect, Tone::Soft(Hue::Blue)));
        for x in [rect.x0, rect.x1 - 1.0] {
            marks.push(Mark::Rect(Rect { x0: x, x1: x + 1.0, ..rect }.snapped(), Tone::Fill(Hue::Blue)));
        }
    }
    if let Some(value) = cell.value {
        let at = (scale.x(value), middle);
        marks.push(Mark::Disc(at, DOT, Tone::Fill(hue(cell))));
    }
    marks
}

fn figures(chart: &Chart, cell: &Cell, scale: &Scale, middle: f64) -> Vec<Mark> {
    let y = centred(middle, size::LABEL);
    let tone = if hue(cell) == Hue::Orange { Tone::Ink(Hue::Orange) } else { Tone::Text };
    let printed = Text::label(figure(chart, cell), scale.figures, y, Anchor::End, tone).bold();
    let ends = Text::label(ends(chart, cell), scale.ends, y, Anchor::Start, Tone::Muted);
    [printed, ends].into_iter().filter(|text| !text.words.is_empty()).map(Mark::Text).collect()
}

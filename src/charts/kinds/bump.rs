//! Ranks over time: who stands above whom, period by period.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::data::{Cell, Series};
use crate::charts::font::Weight;
use crate::charts::layout::axis::Places;
use crate::charts::layout::beside::Beside;
use crate::charts::layout::timeline::Across;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, NumberWriter, Tone};

/// Bump charts.
pub struct Bump;

/// From rank to rank.
const PITCH: f64 = 36.0;
const LEAST_PITCH: f64 = 22.0;
const DOT: f64 = 10.5;
const STROKE: f64 = 3.0;
const THIN: f64 = 2.0;
/// The outer periods stand a dot inside the plot.
const INSET: f64 = 18.0;
/// Places below this one would leave most rows empty.
const DEEPEST: f64 = 30.0;
/// Dots that touch cannot hold their ranks.
const LEAST_STEP: f64 = 26.0;

impl Kind for Bump {
    fn name(&self) -> &'static str {
        "bump"
    }

    fn about(&self) -> &'static str {
        "ranks over time, the first at the top, named where they end"
    }

    fn when(&self) -> &'static str {
        "who overtook whom over several periods, where places matter more than amounts; highlight those the title is about. \
         For amounts use `line`, for two periods `slope`"
    }

    fn columns(&self) -> &'static str {
        "x: periods; y: figures that are ranked, the largest first, or places (`ranks`); by: names"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if !chart.table.is_split() {
            return Err(super::by_needed("bump", "it names those that are ranked"));
        }
        super::area::over_time(chart, "bump")?;
        chart.table.fill_gaps(chart.spec.language());
        let stated = chart.spec.ranks && are_places(chart);
        let tied = (0..chart.table.places.len()).any(|row| has_ties(&chart.table.series, row));
        chart.remarks.extend((tied && !stated).then(|| chart.words.ties.to_owned()));
        for row in 0..chart.table.places.len() {
            // Places among all stay what they are, although only some are drawn.
            if !stated {
                rank(&mut chart.table.series, row, chart.spec.ranks);
            }
        }
        chart.spec.ranks = true;
        let mut plain = chart.spec.clone();
        let number = &mut plain.number;
        (number.currency, number.magnitude, number.unit, number.signed) = (None, None, None, false);
        number.decimals = Some(0);
        chart.numbers = NumberWriter::new(&plain, 1.0);
        Ok(())
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.hollow).into_iter().chain(chart.missing_remarks()).collect()
    }

    fn details(&self, chart: &Chart) -> Vec<String> {
        let row = last_row(chart);
        let mut ranked: Vec<(f64, &str)> =
            chart.table.series.iter().filter_map(|s| Some((s.cells[row].value?, s.name.as_str()))).collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let names: Vec<&str> = ranked.into_iter().map(|(_, name)| name).collect();
        vec![format!("Order in {}: {}.", chart.table.places[row].label, names.join(", "))]
    }

    fn most_series(&self) -> usize {
        12
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let rows = deepest(chart) * PITCH;
        rows.max(names(chart, width).0.height()) + 40.0
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let (beside, order) = names(chart, body.width());
        let plot = Rect { x1: (body.x1 - beside.width()).floor(), y0: body.y0, ..body };
        let across = Across::new(&chart.table.places, plot, INSET);
        let places = Places::new(&chart.table.places, across.closest);
        let plot = Rect { y1: body.y1 - places.height(), ..plot };
        let pitch = plot.height() / deepest(chart);
        if across.closest < LEAST_STEP {
            let needed = f64::from(chart.spec.width) * (LEAST_STEP / across.closest.max(1.0));
            return Err(chart.too_small("a dot for every rank", needed, "width"));
        }
        if pitch < LEAST_PITCH {
            let missing = (LEAST_PITCH - pitch) * deepest(chart);
            let needed = f64::from(chart.spec.height.unwrap_or_default()) + missing;
            return Err(chart.too_small("a row for every rank", needed, "height"));
        }
        let y = |rank: f64| (plot.y0 + (rank - 0.5) * pitch).round() + 0.5;
        let mut groups = vec![places.draw(|row| across.x[row], plot.y1, body)];
        let mut series: Vec<(&Series, Hue)> = chart.table.series.iter().zip(chart.hues()).collect();
        series.sort_by_key(|(_, hue)| *hue != Hue::Grey);
        let mut labels = Group::new(Role::Labels, "");
        for (series, hue) in series {
            groups.push(line(chart, series, hue, &across, y));
            labels.marks.extend(ranks(chart, series, hue, &across, y));
        }
        groups.push(labels);
        let at: Vec<f64> = order.iter().map(|(_, rank)| y(*rank)).collect();
        groups.push(beside.draw(chart, plot.x1, &at, (body.y0, body.y1))?);
        Ok(groups)
    }
}

/// Whether two series have the same figure.
fn has_ties(series: &[Series], row: usize) -> bool {
    let mut figures: Vec<f64> = series.iter().filter_map(|series| series.cells[row].value).collect();
    figures.sort_by(f64::total_cmp);
    figures.windows(2).any(|pair| pair[0].total_cmp(&pair[1]).is_eq())
}

/// Whether the figures are places that can be drawn as they are: whole, from 1, no two at one place in a period, and not too deep.
fn are_places(chart: &Chart) -> bool {
    let is_place = |value: f64| value >= 1.0 && value.fract() == 0.0 && value <= DEEPEST;
    chart.table.values().all(|(_, _, value)| is_place(value))
        && !(0..chart.table.places.len()).any(|row| has_ties(&chart.table.series, row))
}

/// Puts ranks in place of the figures of one period: the largest first, or the smallest where they are places; equals in the order
/// of the series.
fn rank(series: &mut [Series], row: usize, smallest_first: bool) {
    let mut order: Vec<usize> = (0..series.len()).filter(|n| series[*n].cells[row].value.is_some()).collect();
    let value = |n: &usize| series[*n].cells[row].value.unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|a, b| if smallest_first { value(a).total_cmp(&value(b)) } else { value(b).total_cmp(&value(a)) });
    for series in series.iter_mut() {
        series.cells[row] = Cell::default();
    }
    for (rank, number) in order.into_iter().enumerate() {
        series[number].cells[row] = Cell { value: Some(rank as f64 + 1.0), ..Cell::default() };
    }
}

/// The lowest rank there is.
fn deepest(chart: &Chart) -> f64 {
    chart.table.values().map(|(_, _, rank)| rank).fold(1.0, f64::max)
}

/// The last period with ranks.
fn last_row(chart: &Chart) -> usize {
    let any = |row: &usize| chart.table.series.iter().any(|series| series.cells[*row].value.is_some());
    (0..chart.table.places.len()).rev().find(any).unwrap_or_default()
}

/// The names from top to bottom, each with its last rank and, where that is older than the last period, when it was held.
fn names(chart: &Chart, width: f64) -> (Beside, Vec<(usize, f64)>) {
    let hues = chart.hues();
    let end = |number: usize| {
        let cells = chart.table.series[number].cells.iter().enumerate().rev();
        cells.into_iter().find_map(|(row, cell)| Some((row, cell.value?)))
    };
    let mut order: Vec<(usize, f64)> = (0..chart.table.series.len()).filter_map(|n| Some((n, end(n)?.1))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1));
    let last = last_row(chart);
    let labels = order.iter().map(|(number, _)| {
        let row = end(*number).map_or(last, |(row, _)| row);
        let held = (row < last).then(|| chart.table.places[row].label.clone());
        (chart.table.series[*number].name.clone(), held, hues[*number])
    });
    (Beside::new(labels.collect(), width), order)
}

fn line(chart: &Chart, series: &Series, hue: Hue, across: &Across, y: impl Fn(f64) -> f64) -> Group {
    let tone = Tone::Fill(hue);
    let width = if hue == Hue::Grey { THIN } else { STROKE };
    let mut group = Group::new(Role::Data, &series.name);
    let at = |row: usize| Some((across.x[row], y(series.cells[row].value?)));
    for row in 1..series.cells.len() {
        if let (Some(from), Some(to), true) = (at(row - 1), at(row), across.follows[row]) {
            group.marks.push(Mark::Path(vec![from, to], width, tone));
        }
    }
    for (row, place) in chart.table.places.iter().enumerate() {
        let Some(at) = at(row) else { continue };
        group.marks.push(Mark::Disc(at, DOT, tone));
        if place.is_unsettled() {
            group.marks.push(Mark::Disc(at, DOT - 2.0, Tone::Canvas));
        }
    }
    group
}

/// The rank in every dot.
fn ranks(chart: &Chart, series: &Series, hue: Hue, across: &Across, y: impl Fn(f64) -> f64) -> Vec<Mark> {
    let cells = series.cells.iter().enumerate();
    let label = |(row, cell): (usize, &Cell)| {
        let rank = cell.value?;
        let tone = if chart.table.places[row].is_unsettled() { Tone::Text } else { Tone::On(hue) };
        let baseline = centred(y(rank), size::FOOT);
        let label = Text::label(chart.numbers.label(rank), across.x[row], baseline, Anchor::Middle, tone);
        Some(Mark::Text(Text { weight: Weight::SemiBold, ..label.sized(size::FOOT) }))
    };
    cells.filter_map(label).collect()
}

//! Series over time, named where they end.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::data::Series;
use crate::charts::font::Weight;
use crate::charts::layout::axis::Plot;
use crate::charts::layout::hatch::dashed;
use crate::charts::layout::labels::{Wish, spread};
use crate::charts::layout::timeline::{self, Across, Timeline};
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline, notes, text, whisker};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Lines.
pub struct Line;

const PLOT_HEIGHT: f64 = 340.0;
/// The part of the width that names at line ends may take.
const NAMES: f64 = 0.28;
/// What they may take rather than break a word.
const MOST_NAMES: f64 = 0.45;
const STROKE: f64 = 2.5;
/// The way to a period that is not whole: no fall to be read from it.
const THIN: f64 = 1.25;
const DOT: f64 = 3.5;
/// With more places than this, dots on the line only add noise.
const MOST_DOTS: usize = 16;
/// With more lines than this, only those highlighted carry their names.
const MOST_NAMED: usize = 10;
/// Half the label of a year stands out on either side.
const INSET: f64 = 18.0;
/// From the last point to its name.
const REACH: f64 = 16.0;

impl Kind for Line {
    fn name(&self) -> &'static str {
        "line"
    }

    fn about(&self) -> &'static str {
        "lines over time, named where they end; missing periods are gaps"
    }

    fn when(&self) -> &'static str {
        "how one to six series develop; with `index` how they develop from a common base. For two periods or few series use `grouped`"
    }

    fn columns(&self) -> &'static str {
        "x: periods; y: figures; by: series (optional); low, high: ends of intervals (optional)"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        chart.table.fill_gaps(chart.spec.language());
        let Some(base) = chart.spec.index.clone() else { return Ok(()) };
        let row = chart.table.places.iter().position(|place| place.name == base).unwrap_or_default();
        for series in &mut chart.table.series {
            let hundred = series.cells[row].value.filter(|value| *value > 0.0);
            let hundred =
                hundred.ok_or_else(|| ChartError::NoIndexBase { series: series.name.clone(), base: base.clone() })?;
            for cell in &mut series.cells {
                for figure in [&mut cell.value, &mut cell.low, &mut cell.high] {
                    *figure = figure.map(|figure| figure / hundred * 100.0);
                }
            }
        }
        chart.restate_as_index();
        Ok(())
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        let unnamed = chart.table.series.len().saturating_sub(chart.spec.highlight.len());
        let grey = names_chosen_only(chart).then(|| format!("{}: {unnamed}.", chart.words.grey));
        let settled = chart.partial_remarks(chart.words.dashed).into_iter();
        settled.chain(chart.missing_remarks()).chain(grey).collect()
    }

    fn draws_facets(&self) -> bool {
        true
    }

    fn range(&self, chart: &Chart) -> Option<(f64, f64)> {
        Some(scale(chart))
    }

    fn draws_notes(&self) -> bool {
        true
    }

    fn draws_intervals(&self) -> bool {
        true
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let names: f64 = ends(chart, width).iter().map(End::height).sum();
        // Labels may stand beside all of the plot but the row of periods.
        PLOT_HEIGHT.max(names + 3.0 * size::LABEL_LINE)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let ends = ends(chart, body.width());
        let gutter = ends.iter().map(End::width).fold(0.0, f64::max) + REACH;
        let area = Rect { x1: (body.x1 - gutter).floor(), y0: body.y0 + 6.0, ..body };
        let (time, mut groups) = timeline::above_places(chart, scale(chart), area, INSET)?;
        let Timeline { plot, across, places } = time;
        groups.extend(base_line(chart, &plot));
        groups.extend(notes::draw(chart, body, &plot, plot.rect.y1, |row| across.x[row]));
        groups.push(places.draw(|row| across.x[row], plot.rect.y1, body));
        // Highlighted lines last, so that they lie on top.
        let mut drawn: Vec<(&Series, Hue)> = chart.table.series.iter().zip(chart.hues()).collect();
        drawn.sort_by_key(|(_, hue)| *hue != Hue::Grey);
        groups.extend(drawn.into_iter().map(|(series, hue)| line(chart, series, hue, &across, &plot)));
        groups.push(end_labels(chart, &ends, &across, &plot, body)?);
        Ok(groups)
    }
}

/// The range of the axis: zero belongs to it unless all figures lie far from it.
fn scale(chart: &Chart) -> (f64, f64) {
    if let Some(scale) = chart.scale {
        return scale;
    }
    let levels = || chart.spec.references.iter().map(|reference| reference.y);
    let values = || chart.table.figures().into_iter().chain(levels());
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let far = low > 0.0 && low > high * 0.4 || high < 0.0 && high < low * 0.4;
    if far { (low, high) } else { chart.range() }
}

/// Zero, or 100 when that is the base.
fn base_line(chart: &Chart, plot: &Plot) -> Option<Group> {
    let base = if chart.spec.index.is_some() { 100.0 } else { 0.0 };
    let inside = (plot.ticks.low()..=plot.ticks.high()).contains(&base);
    let y = plot.y(base);
    let line = hairline((plot.rect.x0, y), (plot.rect.x1, y), Tone::Text);
    inside.then(|| Group::of(Role::Axis, "", vec![line]))
}

fn line(chart: &Chart, series: &Series, hue: Hue, across: &Across, plot: &Plot) -> Group {
    let mut group = Group::new(Role::Data, &series.name);
    let point = |row: usize| Some((across.x[row], plot.y(series.cells[row].value?)));
    let mut run: Vec<(f64, f64)> = Vec::new();
    let tone = Tone::Fill(hue);
    let flush = |run: &mut Vec<(f64, f64)>, group: &mut Group| {
        if run.len() > 1 {
            group.marks.push(Mark::Path(std::mem::take(run), STROKE, tone));
        }
        run.clear();
    };
    for row in 0..series.cells.len() {
        let Some(at) = point(row) else {
            flush(&mut run, &mut group);
            continue;
        };
        let from = if across.follows[row] { row.checked_sub(1).and_then(point) } else { None };
        if chart.table.places[row].is_unsettled() {
            flush(&mut run, &mut group);
            group.marks.extend(from.map(|from| dashed(from, at, THIN, tone)).into_iter().flatten());
        } else if from.is_none() {
            flush(&mut run, &mut group);
        }
        run.push(at);
    }
    flush(&mut run, &mut group);
    for (cell, x) in series.cells.iter().zip(&across.x) {
        group.marks.extend(whisker::upright(cell, *x, |value| plot.y(value)));
    }
    group.marks.extend(dots(chart, series, hue, across, plot));
    group
}

/// A dot on every figure; on long lines only where a line would not show it, alone between gaps, and at the end.
fn dots(chart: &Chart, series: &Series, hue: Hue, across: &Across, plot: &Plot) -> Vec<Mark> {
    let count = series.cells.len();
    let value = |row: usize| series.cells.get(row).and_then(|cell| cell.value);
    let joined = |row: usize| across.follows.get(row) == Some(&true);
    let last = (0..count).rev().find(|row| value(*row).is_some());
    let mut marks = Vec::new();
    for row in 0..count {
        let Some(figure) = value(row) else { continue };
        let before = row > 0 && joined(row) && value(row - 1).is_some();
        let after = joined(row + 1) && value(row + 1).is_some();
        let partial = chart.table.places[row].is_unsettled();
        if count <= MOST_DOTS || last == Some(row) || (!before && !after) || partial {
            let at = (across.x[row], plot.y(figure));
            marks.push(Mark::Disc(at, DOT, Tone::Fill(hue)));
            if partial {
                marks.push(Mark::Disc(at, DOT - 1.5, Tone::Canvas));
            }
        }
    }
    marks
}

/// Whether only the highlighted lines carry their names: a column of thirty names says nothing.
fn names_chosen_only(chart: &Chart) -> bool {
    chart.table.series.len() > MOST_NAMED && !chart.spec.highlight.is_empty()
}

/// What stands at the end of a line.
struct End {
    name: Vec<String>,
    /// The last figure, and what it covers where that is not a whole period.
    value: Vec<String>,
    hue: Hue,
    /// The last place with a figure, and the figure.
    last: (usize, f64),
}

impl End {
    fn width(&self) -> f64 {
        let name = text::widest(&self.name, size::LABEL, Weight::SemiBold);
        name.max(text::widest(&self.value, size::LABEL, Weight::Regular)).ceil()
    }

    fn height(&self) -> f64 {
        (self.name.len() + self.value.len()) as f64 * size::LABEL_LINE + 4.0
    }
}

fn ends(chart: &Chart, width: f64) -> Vec<End> {
    let names = chart.table.series.iter().map(|series| series.name.as_str());
    let covers = chart.table.places.iter().filter_map(|place| place.partial.as_deref());
    let room = text::unbroken(names.chain(covers), width * NAMES, width * MOST_NAMES, Weight::SemiBold);
    let series = chart.table.series.iter().zip(chart.hues());
    let end = |(series, hue): (&Series, Hue)| {
        let (row, last) = series.cells.iter().enumerate().rev().find_map(|(row, cell)| Some((row, cell.value?)))?;
        let place = &chart.table.places[row];
        let value = chart.numbers.label(last);
        let value = match &place.partial {
            Some(covers) => [vec![value], text::balanced(covers, room, size::LABEL, Weight::Regular)].concat(),
            None if row + 1 < chart.table.places.len() => vec![format!("{value} ({})", place.label)],
            None => vec![value],
        };
        Some(End {
            name: text::balanced(&series.name, room, size::LABEL, Weight::SemiBold),
            value,
            hue,
            last: (row, last),
        })
    };
    let chosen = |series: &Series| !names_chosen_only(chart) || chart.spec.highlight.contains(&series.name);
    series.filter(|(series, _)| chosen(series)).filter_map(end).collect()
}

fn end_labels(chart: &Chart, ends: &[End], across: &Across, plot: &Plot, body: Rect) -> Result<Group, ChartError> {
    let needed: f64 = ends.iter().map(End::height).sum();
    let (low, high) = (body.y0, plot.rect.y1 + 8.0);
    if needed > high - low {
        let height = f64::from(chart.spec.height.unwrap_or_default()) + needed - (high - low);
        return Err(chart.too_small("a name for every line", height, "height"));
    }
    let wishes: Vec<Wish> = ends.iter().map(|end| Wish { at: plot.y(end.last.1), height: end.height() }).collect();
    let mut group = Group::new(Role::Labels, "");
    for (end, centre) in ends.iter().zip(spread(&wishes, low, high)) {
        let from = (across.x[end.last.0], plot.y(end.last.1));
        let left = plot.rect.x1 + REACH;
        // A label that had to move, or a line that ends early, is tied to its point.
        let moved = (centre - from.1).abs() > end.height() / 2.0;
        if moved && end.last.0 + 1 == across.x.len() {
            let start = (from.0 + DOT + 3.0, from.1);
            group.marks.push(Mark::Path(vec![start, (left - 4.0, centre)], 1.0, Tone::Fill(Hue::Grey)));
        }
        let lines = end.name.len() + end.value.len();
        let first = centre - (lines - 1) as f64 * size::LABEL_LINE / 2.0;
        let baseline = |line: usize| centred(first + line as f64 * size::LABEL_LINE, size::LABEL);
        for (line, words) in end.name.iter().enumerate() {
            let label = Text::label(words, left, baseline(line), Anchor::Start, Tone::Ink(end.hue));
            group.marks.push(Mark::Text(label.bold()));
        }
        for (line, words) in end.value.iter().enumerate() {
            let tone = if line == 0 { Tone::Text } else { Tone::Muted };
            let y = baseline(end.name.len() + line);
            group.marks.push(Mark::Text(Text::label(words, left, y, Anchor::Start, tone)));
        }
    }
    Ok(group)
}

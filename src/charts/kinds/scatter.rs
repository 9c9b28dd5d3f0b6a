//! Two measures against each other, a named point for every name.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::font::{self, Weight};
use crate::charts::layout::axis::{self, Plot};
use crate::charts::layout::ticks::Ticks;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, columns, hairline, text};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Scatter plots.
pub struct Scatter;

const PLOT_HEIGHT: f64 = 420.0;
const DOT: f64 = 5.0;
/// From the middle of a point to its name.
const REACH: f64 = 9.0;
/// Names break rather than get longer.
const MOST_NAME: f64 = 150.0;
const LEAST_WIDTH: f64 = 120.0;
/// Between two figures of the axis across.
const STEP: f64 = 90.0;
/// Below the plot, for the figures of the axis.
const FOOT: f64 = 20.0;

impl Kind for Scatter {
    fn name(&self) -> &'static str {
        "scatter"
    }

    fn about(&self) -> &'static str {
        "a named point for every name, one measure across and another upwards"
    }

    fn when(&self) -> &'static str {
        "how two measures of the same names go together, such as share and growth of products; up to thirty names. \
         For one measure use `ranked`"
    }

    fn columns(&self) -> &'static str {
        "x: names; y: figures, negative ones too; by: two measures in one unit, the first across, the second upwards"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        super::two_series(chart, "scatter", "the first measure goes across; for one measure use `ranked`")?;
        let pairs = (0..chart.table.places.len()).filter(|row| point(chart, *row).is_some()).count();
        let needed = "a name with both measures";
        let instead = "every name needs a row for each measure";
        let found = "none".to_owned();
        if pairs > 0 { Ok(()) } else { Err(ChartError::Shape { kind: "scatter", needed, found, instead }) }
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        let names = Layout::expected(chart).map(|layout| layout.unnamed(chart)).unwrap_or_default();
        let unnamed = (!names.is_empty()).then(|| format!("{}: {}.", chart.words.unnamed, names.join("; ")));
        unnamed.into_iter().chain(chart.partial_remarks(chart.words.hollow)).chain(chart.missing_remarks()).collect()
    }

    fn highlights(&self) -> super::Named {
        super::Named::Places
    }

    fn colours_series(&self) -> bool {
        false
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let titles = titles(chart, width);
        PLOT_HEIGHT + FOOT + (titles[0].len() + titles[1].len()) as f64 * size::LABEL_LINE
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let layout = Layout::new(chart, body)?;
        let told = Layout::expected(chart)?.unnamed(chart);
        if layout.unnamed(chart).iter().any(|name| !told.contains(name)) {
            let needed = f64::from(chart.spec.height.unwrap_or_default()) * 1.2;
            return Err(chart.too_small("the names of the points", needed, "height"));
        }
        Ok(layout.groups(chart, body))
    }
}

/// Both figures of a name.
fn point(chart: &Chart, row: usize) -> Option<(f64, f64)> {
    let [across, up] = [0, 1].map(|side| chart.table.series[side].cells[row].value);
    Some((across?, up?))
}

/// The names of both measures, broken into lines.
fn titles(chart: &Chart, width: f64) -> [Vec<String>; 2] {
    [0, 1].map(|side| text::wrap(&chart.table.series[side].name, width * 0.8, size::LABEL, Weight::SemiBold))
}

/// The range of a measure: zero belongs to it unless all figures lie far from it.
fn range(chart: &Chart, side: usize) -> (f64, f64) {
    let points = (0..chart.table.places.len()).filter_map(|row| point(chart, row));
    let values: Vec<f64> = points.map(|(across, up)| if side == 0 { across } else { up }).collect();
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let far = low > high * 0.4 && low > 0.0 || high < low * 0.4 && high < 0.0;
    let (low, high) = if far { (low, high) } else { (low.min(0.0), high.max(0.0)) };
    if low == high { (low.min(0.0), high.max(0.0).max(low.min(0.0) + 1.0)) } else { (low, high) }
}

/// Where everything stands.
struct Layout {
    plot: Plot,
    grid: Vec<Group>,
    across: Ticks,
    titles: [Vec<String>; 2],
    /// Row, place and, where there was room, the name's lines at their boxes.
    points: Vec<(usize, (f64, f64), Option<Name>)>,
}

/// A name beside its point.
#[derive(Clone)]
struct Name {
    lines: Vec<String>,
    /// The box that the lines fill.
    rect: Rect,
    anchor: Anchor,
}

impl Layout {
    fn new(chart: &Chart, body: Rect) -> Result<Self, ChartError> {
        let titles = titles(chart, body.width());
        let [below, above] = [0, 1].map(|side| titles[side].len() as f64 * size::LABEL_LINE);
        // Half of the last figure across stands out to the right.
        let area = Rect { y0: body.y0 + above + 10.0, y1: body.y1 - FOOT - below, x1: body.x1 - 30.0, ..body };
        let (plot, grid) = axis::values_up(chart, range(chart, 1), area)?;
        if plot.rect.width() < LEAST_WIDTH {
            let needed = f64::from(chart.spec.width) + LEAST_WIDTH - plot.rect.width();
            return Err(chart.too_small("points beside their axis", needed, "width"));
        }
        columns::check_height(chart, &plot)?;
        let (low, high) = range(chart, 0);
        let across = Ticks::over(low, high, (plot.rect.width() / STEP).floor().clamp(1.0, 8.0) as usize);
        let mut layout = Self { plot, grid, across, titles, points: Vec::new() };
        layout.check_figures(chart)?;
        layout.name(chart);
        Ok(layout)
    }

    /// The layout in the room that the chart will have when no height is stated.
    fn expected(chart: &Chart) -> Result<Self, ChartError> {
        let width = f64::from(chart.spec.width) - 2.0 * size::MARGIN;
        let stated = chart.spec.height.map(|height| (f64::from(height) - 170.0).max(120.0));
        let height = stated.unwrap_or_else(|| Scatter.natural_height(chart, width)).ceil();
        Self::new(chart, Rect { x0: size::MARGIN, x1: size::MARGIN + width, y0: 0.0, y1: height })
    }

    fn x(&self, value: f64) -> f64 {
        let part = (value - self.across.low()) / (self.across.high() - self.across.low());
        self.plot.rect.x0 + part * self.plot.rect.width()
    }

    fn figures(&self, chart: &Chart) -> Vec<Text> {
        let y = self.plot.rect.y1 + FOOT;
        let tick = |value: &f64| {
            let words = chart.numbers.tick(*value, self.across.decimals);
            Text::label(words, self.x(*value), y, Anchor::Middle, Tone::Muted)
        };
        self.across.values.iter().map(tick).collect()
    }

    /// Refuses figures across that would touch or leave the chart.
    fn check_figures(&self, chart: &Chart) -> Result<(), ChartError> {
        let figures = self.figures(chart);
        let half = |text: &Text| text.width() / 2.0;
        let squeezed =
            figures.windows(2).map(|pair| (half(&pair[0]) + half(&pair[1]) + size::GAP) / (pair[1].x - pair[0].x));
        let outside = figures.last().map_or(0.0, |last| half(last) / 30.0);
        let left = figures.first().map_or(0.0, |first| half(first) / (self.plot.rect.x0 - size::MARGIN + 20.0));
        let squeezed = squeezed.fold(outside.max(left), f64::max);
        if squeezed <= 1.0 {
            return Ok(());
        }
        let needed = f64::from(chart.spec.width) * squeezed.min(10.0);
        Err(chart.too_small("the figures across (divide them by a magnitude)", needed, "width"))
    }

    /// Finds a place for every name, highlighted ones first; where none is free the name is left out and told at the foot.
    fn name(&mut self, chart: &Chart) {
        let rows = (0..chart.table.places.len()).filter_map(|row| Some((row, point(chart, row)?)));
        let at: Vec<(usize, (f64, f64))> = rows.map(|(row, (x, y))| (row, (self.x(x), self.plot.y(y)))).collect();
        let mut order: Vec<usize> = (0..at.len()).collect();
        order.sort_by_key(|place| !chart.spec.highlight.contains(&chart.table.places[at[*place].0].name));
        let dots: Vec<Rect> = at.iter().map(|(_, (x, y))| around(*x, *y, DOT + 1.0)).collect();
        let mut taken: Vec<Rect> = Vec::new();
        let mut names: Vec<Option<Name>> = vec![None; at.len()];
        for place in order {
            let (row, (x, y)) = at[place];
            let bold = weight(chart, row);
            let lines = text::balanced(&chart.table.places[row].label, MOST_NAME, size::LABEL, bold);
            let free = candidates(&lines, bold, x, y).into_iter().find(|name| {
                within(name.rect, self.plot.rect)
                    && !taken.iter().any(|other| overlap(name.rect, *other))
                    && !dots.iter().enumerate().any(|(dot, rect)| dot != place && overlap(name.rect, *rect))
            });
            taken.extend(free.iter().map(|name| name.rect));
            names[place] = free;
        }
        self.points = at.into_iter().zip(names).map(|((row, at), name)| (row, at, name)).collect();
    }

    fn unnamed(&self, chart: &Chart) -> Vec<String> {
        let bare = self.points.iter().filter(|(_, _, name)| name.is_none());
        bare.map(|(row, ..)| chart.table.places[*row].label.clone()).collect()
    }

    fn groups(&self, chart: &Chart, body: Rect) -> Vec<Group> {
        let rect = self.plot.rect;
        let mut grid = Group::new(Role::Grid, "");
        let mut axis = Group::new(Role::Axis, "");
        for (value, label) in self.across.values.iter().zip(self.figures(chart)) {
            let line = |tone| hairline((label.x, rect.y0), (label.x, rect.y1), tone);
            match *value == 0.0 {
                true => axis.marks.push(line(Tone::Text)),
                false => grid.marks.push(line(Tone::Grid)),
            }
            axis.marks.push(Mark::Text(label));
        }
        if (self.plot.ticks.low()..=self.plot.ticks.high()).contains(&0.0) {
            let y = self.plot.y(0.0);
            axis.marks.push(hairline((rect.x0, y), (rect.x1, y), Tone::Text));
        }
        axis.marks.extend(self.title_marks(body));
        let mut dots = Group::new(Role::Data, "");
        let mut labels = Group::new(Role::Labels, "");
        for (row, at, name) in &self.points {
            dots.marks.extend(dot(chart, *row, *at));
            labels.marks.extend(name.iter().flat_map(|name| name.draw(chart, *row)));
        }
        self.grid.iter().cloned().chain([grid, axis, dots, labels]).collect()
    }

    /// The measure upwards above its axis, the measure across below its own, at the right.
    fn title_marks(&self, body: Rect) -> Vec<Mark> {
        let [across, up] = &self.titles;
        let line = |row: usize| row as f64 * size::LABEL_LINE;
        let up = up.iter().enumerate().map(|(row, words)| {
            let y = body.y0 + size::LABEL - 3.0 + line(row);
            Text::label(words, body.x0, y, Anchor::Start, Tone::Muted)
        });
        let foot = self.plot.rect.y1 + FOOT;
        let across = across
            .iter()
            .enumerate()
            .map(|(row, words)| Text::label(words, self.plot.rect.x1, foot + line(row + 1), Anchor::End, Tone::Muted));
        up.chain(across).map(|label| Mark::Text(label.bold())).collect()
    }
}

/// Highlighted points are blue, the others grey; without highlights all are blue.
fn hue(chart: &Chart, row: usize) -> Hue {
    let highlight = &chart.spec.highlight;
    let bright = highlight.is_empty() || highlight.contains(&chart.table.places[row].name);
    if bright { Hue::Blue } else { Hue::Grey }
}

fn weight(chart: &Chart, row: usize) -> Weight {
    if chart.spec.highlight.contains(&chart.table.places[row].name) { Weight::SemiBold } else { Weight::Regular }
}

fn dot(chart: &Chart, row: usize, at: (f64, f64)) -> Vec<Mark> {
    let mut marks = vec![Mark::Disc(at, DOT + 1.0, Tone::Canvas), Mark::Disc(at, DOT, Tone::Fill(hue(chart, row)))];
    if chart.table.places[row].is_unsettled() {
        marks.push(Mark::Disc(at, DOT - 2.0, Tone::Canvas));
    }
    marks
}

/// The places beside a point that a name may take, the best first: right, left, above, below, then the corners.
fn candidates(lines: &[String], weight: Weight, x: f64, y: f64) -> [Name; 8] {
    let width = lines.iter().map(|line| font::width(line, size::LABEL, weight)).fold(0.0, f64::max);
    let height = lines.len() as f64 * size::LABEL_LINE;
    let at = |x0: f64, y0: f64, anchor| Name {
        lines: lines.to_vec(),
        rect: Rect { x0, y0, x1: x0 + width, y1: y0 + height },
        anchor,
    };
    [
        at(x + REACH, y - height / 2.0, Anchor::Start),
        at(x - REACH - width, y - height / 2.0, Anchor::End),
        at(x - width / 2.0, y - REACH - height + 3.0, Anchor::Middle),
        at(x - width / 2.0, y + REACH - 3.0, Anchor::Middle),
        at(x + DOT, y - DOT - height, Anchor::Start),
        at(x - DOT - width, y - DOT - height, Anchor::End),
        at(x + DOT, y + DOT, Anchor::Start),
        at(x - DOT - width, y + DOT, Anchor::End),
    ]
}

impl Name {
    fn draw(&self, chart: &Chart, row: usize) -> Vec<Mark> {
        let x = match self.anchor {
            Anchor::Start => self.rect.x0,
            Anchor::Middle => f64::midpoint(self.rect.x0, self.rect.x1),
            Anchor::End => self.rect.x1,
        };
        let line = |(line, words): (usize, &String)| {
            let middle = self.rect.y0 + (line as f64 + 0.5) * size::LABEL_LINE;
            let label = Text::label(words, x, centred(middle, size::LABEL), self.anchor, Tone::Ink(hue(chart, row)));
            Mark::Text(Text { weight: weight(chart, row), ..label })
        };
        self.lines.iter().enumerate().map(line).collect()
    }
}

fn around(x: f64, y: f64, radius: f64) -> Rect {
    Rect { x0: x - radius, y0: y - radius, x1: x + radius, y1: y + radius }
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

fn within(inner: Rect, outer: Rect) -> bool {
    inner.x0 >= outer.x0 && inner.x1 <= outer.x1 && inner.y0 >= outer.y0 && inner.y1 <= outer.y1
}

//! One small plot for every series, all on one scale.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::data::Series;
use crate::charts::font::{self, Weight};
use crate::charts::layout::hatch::dashed;
use crate::charts::layout::ticks::Ticks;
use crate::charts::layout::timeline::Across;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline, text};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Small multiples.
pub struct Multiples;

/// A facet is about so wide.
const WIDE: f64 = 190.0;
const LEAST_WIDE: f64 = 110.0;
const PLOT: f64 = 110.0;
const LEAST_PLOT: f64 = 40.0;
const AIR: f64 = 22.0;
const STROKE: f64 = 2.0;
const DOT: f64 = 3.0;
/// Below a facet, for its first and last period.
const FOOT: f64 = 24.0;
/// Half a dot and the air around it.
const INSET: f64 = 4.0;

impl Kind for Multiples {
    fn name(&self) -> &'static str {
        "multiples"
    }

    fn about(&self) -> &'static str {
        "one small plot over time for every series, all on one scale, each with its last figure"
    }

    fn when(&self) -> &'static str {
        "six to twenty series whose shapes matter, such as partners; for fewer use `line`. All share one scale, so that small \
         series lie low; draw them with `index` in a `line` to compare growth"
    }

    fn columns(&self) -> &'static str {
        "x: periods; y: figures; by: facets"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if !chart.table.is_split() {
            return Err(super::by_needed("multiples", "it names the small plots; for one series use `line`"));
        }
        super::area::over_time(chart, "multiples")?;
        chart.table.fill_gaps(chart.spec.language());
        Ok(())
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.dashed).into_iter().chain(chart.missing_remarks()).collect()
    }

    fn most_series(&self) -> usize {
        20
    }

    fn colours_series(&self) -> bool {
        false
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let grid = Grid::new(chart, width);
        grid.rows() * (grid.head() + PLOT + FOOT + AIR) - AIR
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let grid = Grid::new(chart, body.width());
        let plot = (body.height() + AIR) / grid.rows() - grid.head() - FOOT - AIR;
        if plot < LEAST_PLOT {
            let needed = f64::from(chart.spec.height.unwrap_or_default()) + (LEAST_PLOT - plot) * grid.rows();
            return Err(chart.too_small("a plot for every series", needed, "height"));
        }
        if grid.plot_width() < LEAST_WIDE / 2.0 {
            let needed = f64::from(chart.spec.width) + LEAST_WIDE / 2.0 - grid.plot_width();
            return Err(chart.too_small("a plot beside its axis", needed, "width"));
        }
        let mut groups = Vec::new();
        for number in 0..chart.table.series.len() {
            let (column, row) = (number % grid.columns, number / grid.columns);
            let x0 = (body.x0 + column as f64 * (grid.wide + AIR)).round();
            let y0 = body.y0 + row as f64 * (grid.head() + plot + FOOT + AIR);
            let rect = Rect {
                x0,
                y0: (y0 + grid.head()).round(),
                x1: x0 + grid.wide.floor(),
                y1: (y0 + grid.head() + plot).round(),
            };
            groups.extend(grid.facet(chart, number, rect, y0));
        }
        Ok(groups)
    }
}

/// How facets are arranged, and what they share.
struct Grid {
    columns: usize,
    count: usize,
    wide: f64,
    /// What the figures of the axis take in every facet.
    gutter: f64,
    ticks: Ticks,
    names: Vec<Vec<String>>,
    lines: usize,
}

impl Grid {
    fn new(chart: &Chart, width: f64) -> Self {
        let count = chart.table.series.len();
        let fit = |wide: f64| ((width + AIR) / (wide + AIR)).floor() as usize;
        // On a phone two beside each other are still read; one below the other is a mile of paper.
        let most = fit(WIDE).max(fit(LEAST_WIDE * 1.2).min(2)).clamp(1, count);
        // Rows alike: seven facets are 4 and 3, not 6 and 1.
        let columns = count.div_ceil(count.div_ceil(most));
        let wide = (width - AIR * (columns as f64 - 1.0)) / columns as f64;
        let (low, high) = chart.range();
        let ticks = Ticks::over(low, high, 3);
        let labels: Vec<String> = ticks.values.iter().map(|value| chart.numbers.tick(*value, ticks.decimals)).collect();
        let gutter = text::widest(&labels, size::FOOT, Weight::Regular).ceil() + 6.0;
        let wrap = |series: &Series| text::balanced(&series.name, wide, size::LABEL, Weight::SemiBold);
        let names: Vec<Vec<String>> = chart.table.series.iter().map(wrap).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        Self { columns, count, wide, gutter, ticks, names, lines }
    }

    fn rows(&self) -> f64 {
        self.count.div_ceil(self.columns) as f64
    }

    /// The room for the name.
    fn head(&self) -> f64 {
        self.lines as f64 * size::LABEL_LINE + 2.0 * size::FOOT_LINE - 4.0
    }

    fn plot_width(&self) -> f64 {
        self.wide - self.gutter
    }

    fn facet(&self, chart: &Chart, number: usize, rect: Rect, top: f64) -> Vec<Group> {
        let series = &chart.table.series[number];
        let bright = chart.spec.highlight.is_empty() || chart.spec.highlight.contains(&series.name);
        let hue = if bright { Hue::Blue } else { Hue::Grey };
        let plot = Rect { x0: rect.x0 + self.gutter, ..rect };
        let y =
            |value: f64| plot.y1 - (value - self.ticks.low()) / (self.ticks.high() - self.ticks.low()) * plot.height();
        let across = Across::new(&chart.table.places, plot, INSET);
        let mut labels = Group::new(Role::Labels, "");
        for (line, words) in self.names[number].iter().enumerate() {
            let baseline = top + size::LABEL + line as f64 * size::LABEL_LINE;
            labels.marks.push(Mark::Text(Text::label(words, rect.x0, baseline, Anchor::Start, Tone::Ink(hue)).bold()));
        }
        let below = top + self.names[number].len() as f64 * size::LABEL_LINE + size::FOOT + 1.0;
        labels.marks.extend(last_words(chart, series, rect, below));
        let [grid, axis] = self.axes(chart, plot, y);
        vec![grid, line(chart, series, hue, &across, y), axis, foot(chart, plot, rect), labels]
    }

    fn axes(&self, chart: &Chart, plot: Rect, y: impl Fn(f64) -> f64) -> [Group; 2] {
        let (mut grid, mut axis) = (Group::new(Role::Grid, ""), Group::new(Role::Axis, ""));
        for value in &self.ticks.values {
            let row = y(*value);
            let line = |tone| hairline((plot.x0, row), (plot.x1, row), tone);
            match *value == 0.0 {
                true => axis.marks.push(line(Tone::Text)),
                false => grid.marks.push(line(Tone::Grid)),
            }
            let words = chart.numbers.tick(*value, self.ticks.decimals);
            let baseline = centred(row + 0.5, size::FOOT);
            let label = Text::label(words, plot.x0 - 6.0, baseline, Anchor::End, Tone::Muted);
            axis.marks.push(Mark::Text(label.sized(size::FOOT)));
        }
        [grid, axis]
    }
}

/// The last figure, with its period where that is not the last of all.
fn last_words(chart: &Chart, series: &Series, rect: Rect, baseline: f64) -> Option<Mark> {
    let (row, value) = series.cells.iter().enumerate().rev().find_map(|(row, cell)| Some((row, cell.value?)))?;
    let figure = chart.numbers.label(value);
    let older = row + 1 < chart.table.places.len();
    let long = format!("{figure} ({})", chart.table.places[row].label);
    let fits = font::width(&long, size::FOOT, Weight::Regular) <= rect.width();
    let words = if older && fits { long } else { figure };
    Some(Mark::Text(Text::label(words, rect.x0, baseline, Anchor::Start, Tone::Text).sized(size::FOOT)))
}

/// The first and the last period; only the last where both do not fit.
fn foot(chart: &Chart, plot: Rect, rect: Rect) -> Group {
    let mut group = Group::new(Role::Axis, "");
    let places = &chart.table.places;
    let width = |words: &str| font::width(words, size::FOOT, Weight::Regular);
    let (first, last) = (&places[0].label, &places[places.len() - 1].label);
    let y = plot.y1 + 16.0;
    let mut put = |words: &str, x: f64, anchor| {
        group.marks.push(Mark::Text(Text::label(words, x, y, anchor, Tone::Muted).sized(size::FOOT)));
    };
    if width(first) + width(last) + size::GAP <= plot.width() {
        put(first, plot.x0, Anchor::Start);
    }
    if width(last) <= rect.width() {
        put(last, rect.x1, Anchor::End);
    }
    group
}

fn line(chart: &Chart, series: &Series, hue: Hue, across: &Across, y: impl Fn(f64) -> f64) -> Group {
    let tone = Tone::Fill(hue);
    let mut group = Group::new(Role::Data, &series.name);
    let at = |row: usize| Some((across.x[row], y(series.cells.get(row)?.value?)));
    let joined = |row: usize| across.follows.get(row) == Some(&true);
    let mut last = None;
    for row in 0..series.cells.len() {
        let Some(to) = at(row) else { continue };
        let from = row.checked_sub(1).filter(|_| joined(row)).and_then(at);
        match (from, chart.table.places[row].is_unsettled()) {
            (Some(from), false) => group.marks.push(Mark::Path(vec![from, to], STROKE, tone)),
            (Some(from), true) => group.marks.extend(dashed(from, to, 1.25, tone)),
            // A figure alone between gaps.
            (None, _) if !joined(row + 1) || at(row + 1).is_none() => group.marks.push(Mark::Disc(to, DOT - 1.0, tone)),
            (None, _) => {}
        }
        last = Some((to, chart.table.places[row].is_unsettled()));
    }
    if let Some((to, partial)) = last {
        group.marks.push(Mark::Disc(to, DOT, tone));
        group.marks.extend(partial.then_some(Mark::Disc(to, DOT - 1.25, Tone::Canvas)));
    }
    group
}

//! Two periods, a line for each name between them.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::data::{Place, Series, Table};
use crate::charts::font::{self, Weight};
use crate::charts::layout::labels::{Wish, spread};
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, hairline, text};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Slopes.
pub struct Slope;

const PLOT_HEIGHT: f64 = 380.0;
/// The part of the width that names may take on either side.
const NAMES: f64 = 0.24;
const MOST_NAMES: f64 = 0.32;
const LEAST_PLOT: f64 = 80.0;
const DOT: f64 = 4.5;
/// From a dot to its label; a label that had to move is tied across it.
const REACH: f64 = 24.0;
/// Between a name and its figure.
const SPACE: f64 = 8.0;
/// Above the plot, for the periods.
const HEAD: f64 = 30.0;

impl Kind for Slope {
    fn name(&self) -> &'static str {
        "slope"
    }

    fn about(&self) -> &'static str {
        "a line for each name from one period to another, with both figures"
    }

    fn when(&self) -> &'static str {
        "who gained and who lost between two periods, with who overtook whom; highlight those the title is about. \
         For more periods use `line`, for ranks `bump`"
    }

    fn columns(&self) -> &'static str {
        "x: two periods; y: figures; by: names"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if !chart.table.is_split() {
            return Err(super::by_needed("slope", "it names the lines"));
        }
        super::two_places(chart, "slope", "filter to two, or use `line`")
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.hollow).into_iter().chain(chart.missing_remarks()).collect()
    }

    fn most_series(&self) -> usize {
        15
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let highest = sides(chart, width).iter().map(Side::height).fold(0.0, f64::max);
        PLOT_HEIGHT.max(highest + HEAD)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let sides = sides(chart, body.width());
        let gutter = |side: usize| sides[side].width() + REACH;
        let plot = Rect {
            x0: (body.x0 + gutter(0)).round(),
            x1: (body.x1 - gutter(1)).round(),
            y0: body.y0 + HEAD,
            y1: body.y1 - 8.0,
        };
        let head = heads(chart, plot, body);
        let needed_width = LEAST_PLOT.max(head.1);
        if plot.width() < needed_width {
            let needed = f64::from(chart.spec.width) + needed_width - plot.width();
            return Err(chart.too_small("lines between their names", needed, "width"));
        }
        let scale = Scale::new(&chart.table, plot);
        let mut groups = vec![axes(plot), head.0];
        groups.extend(lines(chart, plot, &scale));
        for (side, names) in sides.iter().enumerate() {
            groups.push(names.draw(chart, plot, &scale, side, body)?);
        }
        Ok(groups)
    }
}

/// The labels of both sides; where names on both leave no room for the lines, only the right side has them, as long as every
/// line ends there.
fn sides(chart: &Chart, width: f64) -> [Side; 2] {
    let [mut left, right] = [0, 1].map(|side| Side::new(chart, side, width));
    let fits = width - left.width() - right.width() - 2.0 * REACH >= LEAST_PLOT;
    let named = chart.table.series.iter().all(|series| series.cells[1].value.is_some());
    if !fits && named {
        left.0.iter_mut().for_each(|label| label.name.clear());
    }
    [left, right]
}

/// From figures to rows of pixels; no zero, as no length stands for a figure.
struct Scale {
    low: f64,
    per_unit: f64,
    foot: f64,
}

impl Scale {
    fn new(table: &Table, plot: Rect) -> Self {
        let values = || table.values().map(|(_, _, value)| value);
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let inside = Rect { y0: plot.y0 + DOT + 4.0, y1: plot.y1 - DOT - 4.0, ..plot };
        match high > low {
            true => Self { low, per_unit: inside.height() / (high - low), foot: inside.y1 },
            false => Self { low, per_unit: 0.0, foot: f64::midpoint(inside.y0, inside.y1) },
        }
    }

    fn y(&self, value: f64) -> f64 {
        self.foot - (value - self.low) * self.per_unit
    }
}

/// Both periods above their axes, and how wide the plot has to be for them.
fn heads(chart: &Chart, plot: Rect, body: Rect) -> (Group, f64) {
    let mut group = Group::new(Role::Axis, "");
    let mut needed = size::GAP;
    for (place, x) in chart.table.places.iter().zip([plot.x0, plot.x1]) {
        let label = Text::label(period_words(place), x, body.y0 + 14.0, Anchor::Middle, Tone::Text).bold();
        let half = label.width() / 2.0;
        let x = x.max(body.x0 + half).min(body.x1 - half);
        needed += half + (x - label.x).abs();
        group.marks.push(Mark::Text(Text { x, ..label }));
    }
    (group, needed)
}

fn period_words(place: &Place) -> String {
    match &place.partial {
        Some(covers) => format!("{} ({covers})", place.label),
        None => place.label.clone(),
    }
}

fn axes(plot: Rect) -> Group {
    let axis = |x: f64| hairline((x, plot.y0), (x, plot.y1), Tone::Grid);
    Group::of(Role::Grid, "", vec![axis(plot.x0), axis(plot.x1)])
}

/// The lines, grey ones first so that coloured ones lie on top.
fn lines(chart: &Chart, plot: Rect, scale: &Scale) -> Vec<Group> {
    let mut series: Vec<(&Series, Hue)> = chart.table.series.iter().zip(chart.hues()).collect();
    series.sort_by_key(|(_, hue)| *hue != Hue::Grey);
    let lines = series.into_iter().map(|(series, hue)| {
        let tone = Tone::Fill(hue);
        let mut group = Group::new(Role::Data, &series.name);
        let ends = series.cells.iter().zip([plot.x0 + 0.5, plot.x1 + 0.5]);
        let ends: Vec<Option<(f64, f64)>> = ends.map(|(cell, x)| Some((x, scale.y(cell.value?)))).collect();
        if let [Some(from), Some(to)] = ends[..] {
            let width = if hue == Hue::Grey { 1.75 } else { 3.0 };
            group.marks.push(Mark::Path(vec![from, to], width, tone));
        }
        for (place, end) in chart.table.places.iter().zip(ends) {
            let Some(at) = end else { continue };
            group.marks.push(Mark::Disc(at, DOT, tone));
            if place.is_unsettled() {
                group.marks.push(Mark::Disc(at, DOT - 1.5, Tone::Canvas));
            }
        }
        group
    });
    lines.collect()
}

/// The labels of one period.
struct Side(Vec<Label>);

struct Label {
    name: Vec<String>,
    figure: String,
    value: f64,
    hue: Hue,
    weight: Weight,
}

impl Side {
    fn new(chart: &Chart, side: usize, width: f64) -> Self {
        let names = chart.table.series.iter().map(|series| series.name.as_str());
        let room = text::unbroken(names, width * NAMES, width * MOST_NAMES, Weight::SemiBold);
        let series = chart.table.series.iter().zip(chart.hues());
        let labels = series.filter_map(|(series, hue)| {
            let value = series.cells[side].value?;
            let weight = if hue == Hue::Grey { Weight::Regular } else { Weight::SemiBold };
            let name = text::balanced(&series.name, room, size::LABEL, weight);
            Some(Label { name, figure: chart.numbers.label(value), value, hue, weight })
        });
        Self(labels.collect())
    }

    fn width(&self) -> f64 {
        let widths = self.0.iter().map(|label| {
            let figure = font::width(&label.figure, size::LABEL, label.weight);
            figure + SPACE + text::widest(&label.name, size::LABEL, label.weight)
        });
        widths.fold(0.0, f64::max).ceil()
    }

    fn height(&self) -> f64 {
        self.0.iter().map(Label::height).sum()
    }

    fn draw(&self, chart: &Chart, plot: Rect, scale: &Scale, side: usize, body: Rect) -> Result<Group, ChartError> {
        let (low, high) = (plot.y0 - 6.0, body.y1);
        if self.height() > high - low {
            let needed = f64::from(chart.spec.height.unwrap_or_default()) + self.height() - (high - low);
            return Err(chart.too_small("a name for every line", needed, "height"));
        }
        let wish = |label: &Label| Wish { at: scale.y(label.value), height: label.height() };
        let wishes: Vec<Wish> = self.0.iter().map(wish).collect();
        let out = if side == 0 { -1.0 } else { 1.0 };
        let axis = if side == 0 { plot.x0 } else { plot.x1 };
        let mut group = Group::new(Role::Labels, "");
        for ((label, wish), centre) in self.0.iter().zip(&wishes).zip(spread(&wishes, low, high)) {
            if (centre - wish.at).abs() > 3.0 {
                let tie = vec![(axis + out * (DOT + 3.0), wish.at), (axis + out * (REACH - 5.0), centre)];
                group.marks.push(Mark::Path(tie, 1.0, Tone::Fill(Hue::Grey)));
            }
            group.marks.extend(label.draw(axis + out * REACH, centre, side));
        }
        Ok(group)
    }
}

impl Label {
    fn height(&self) -> f64 {
        self.name.len().max(1) as f64 * size::LABEL_LINE
    }

    /// The figure next to the axis, the name beyond it.
    fn draw(&self, x: f64, centre: f64, side: usize) -> Vec<Mark> {
        let (anchor, out) = if side == 0 { (Anchor::End, -1.0) } else { (Anchor::Start, 1.0) };
        let set = |words: &str, x: f64, y: f64| {
            let label = Text::label(words, x, centred(y, size::LABEL), anchor, Tone::Ink(self.hue));
            Mark::Text(Text { weight: self.weight, ..label })
        };
        let first = centre - self.name.len().saturating_sub(1) as f64 * size::LABEL_LINE / 2.0;
        let beyond = x + out * (font::width(&self.figure, size::LABEL, self.weight) + SPACE);
        let name = self.name.iter().enumerate();
        let name = name.map(|(line, words)| set(words, beyond, first + line as f64 * size::LABEL_LINE));
        std::iter::once(set(&self.figure, x, first)).chain(name).collect()
    }
}

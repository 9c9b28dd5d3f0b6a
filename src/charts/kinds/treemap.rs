//! Cells as large as their share of a whole.

use super::{KeyEntry, Kind};
use crate::charts::chart::Chart;
use crate::charts::data::Cell;
use crate::charts::font::{self, Weight};
use crate::charts::layout::squarify::squarify;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, stack, text};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, NumberWriter, Tone};

/// Treemaps.
pub struct Treemap;

const HEIGHT: f64 = 450.0;
/// Between neighbours, on either side of their common edge.
const SEAM: f64 = 1.0;
/// From the edges of a cell to its words.
const PAD: f64 = 9.0;
const LEAST_PAD: f64 = 4.0;
/// Names get smaller in small cells, in these steps.
const SIZES: [f64; 3] = [13.0, 12.0, 11.0];
/// Names stand in at most so many lines.
const MOST_LINES: usize = 4;

impl Kind for Treemap {
    fn name(&self) -> &'static str {
        "treemap"
    }

    fn about(&self) -> &'static str {
        "cells as large as their share of a whole, the largest first"
    }

    fn when(&self) -> &'static str {
        "the products or partners that a total consists of, ten to forty, where a few are large; to compare them use `ranked`. \
         Negative figures have no area"
    }

    fn columns(&self) -> &'static str {
        "x: names; y: figures, none negative; by: the group that colours each (optional)"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        stack::refuse_negative(chart, "treemap", "`ranked`")?;
        let total: f64 = chart.table.values().map(|(_, _, value)| value).sum();
        if total <= 0.0 {
            return Err(ChartError::ZeroTotal { place: "the treemap".to_owned() });
        }
        if chart.spec.number.unit.as_deref() == Some("%") {
            return Ok(());
        }
        for cell in chart.table.series.iter_mut().flat_map(|series| &mut series.cells) {
            *cell = Cell { value: cell.value.map(|value| value / total * 100.0), ..Cell::default() };
        }
        chart.numbers = NumberWriter::percent(&chart.spec, chart.spec.number.decimals.unwrap_or(1));
        Ok(())
    }

    fn key(&self, chart: &Chart) -> Vec<KeyEntry> {
        chart.key()
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        let told: Vec<String> = {
            let bare = unnamed(chart);
            let cells = cells(chart).into_iter().filter(|cell| bare.contains(&cell.name));
            cells.map(|cell| format!("{} {}", cell.name, chart.numbers.label(cell.value))).collect()
        };
        let told = (!told.is_empty()).then(|| format!("{}: {}.", chart.words.unnamed, told.join("; ")));
        // Coloured by group, a name has no figure in the other groups.
        let missing = if chart.table.is_split() { Vec::new() } else { chart.missing_remarks() };
        told.into_iter().chain(missing).chain(chart.unsettled_remarks()).collect()
    }

    fn most_places(&self) -> usize {
        60
    }

    fn natural_height(&self, _chart: &Chart, width: f64) -> f64 {
        HEIGHT.min(width * 0.9)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let cells = cells(chart);
        let hues = chart.hues();
        let mut groups: Vec<Group> =
            chart.table.series.iter().map(|series| Group::new(Role::Data, &series.name)).collect();
        let mut labels = Group::new(Role::Labels, "");
        let mut bare = Vec::new();
        for (rect, cell) in squarify(&sizes(&cells), body).into_iter().zip(&cells) {
            let hue = if chart.table.is_split() { hues[cell.series] } else { plain_hue(chart, &cell.name) };
            groups[cell.series].marks.push(Mark::Rect(inner(rect), Tone::Fill(hue)));
            match Label::fit(chart, cell, inner(rect)) {
                Some(label) => labels.marks.extend(label.draw(inner(rect), Tone::On(hue))),
                None => bare.push(&cell.name),
            }
        }
        let told = unnamed(chart);
        if bare.into_iter().any(|name| !told.contains(name)) {
            let needed = f64::from(chart.spec.height.unwrap_or_default()) * 1.2;
            return Err(chart.too_small("the names in their cells", needed, "height"));
        }
        groups.push(labels);
        Ok(groups)
    }
}

/// One figure above zero.
struct Named {
    name: String,
    series: usize,
    value: f64,
}

/// The cells from the largest to the smallest; equals as they come.
fn cells(chart: &Chart) -> Vec<Named> {
    let series = chart.table.series.iter().enumerate();
    let cells = series.flat_map(|(number, series)| {
        let cells = chart.table.places.iter().zip(&series.cells);
        cells.filter_map(move |(place, cell)| {
            let value = cell.value.filter(|value| *value > 0.0)?;
            Some(Named { name: place.label.clone(), series: number, value })
        })
    });
    let mut cells: Vec<Named> = cells.collect();
    cells.sort_by(|a, b| b.value.total_cmp(&a.value));
    cells
}

fn sizes(cells: &[Named]) -> Vec<f64> {
    cells.iter().map(|cell| cell.value).collect()
}

/// What a cell covers once the seams are taken off.
fn inner(rect: Rect) -> Rect {
    let inner = Rect { x0: rect.x0 + SEAM, y0: rect.y0 + SEAM, x1: rect.x1 - SEAM, y1: rect.y1 - SEAM };
    if inner.width() > 1.0 && inner.height() > 1.0 { inner } else { rect }
}

/// The body as it will be when no height is stated, and about so when one is.
fn expected(chart: &Chart) -> Rect {
    let width = f64::from(chart.spec.width) - 2.0 * size::MARGIN;
    let stated = chart.spec.height.map(|height| (f64::from(height) - 160.0).max(80.0));
    let height = stated.unwrap_or_else(|| Treemap.natural_height(chart, width)).ceil();
    Rect { x0: size::MARGIN, y0: 0.0, x1: size::MARGIN + width, y1: height }
}

/// The names whose cells are too small for them; the foot tells them.
fn unnamed(chart: &Chart) -> Vec<String> {
    let cells = cells(chart);
    let rects = squarify(&sizes(&cells), expected(chart));
    let bare = rects.into_iter().zip(cells).filter(|(rect, cell)| Label::fit(chart, cell, inner(*rect)).is_none());
    bare.map(|(_, cell)| cell.name).collect()
}

fn plain_hue(chart: &Chart, name: &str) -> Hue {
    let bright = chart.spec.highlight.is_empty() || chart.spec.highlight.iter().any(|other| other == name);
    if bright { Hue::Blue } else { Hue::Grey }
}

/// Name and figure as they fit into a cell.
struct Label {
    name: Vec<String>,
    figure: String,
    size: f64,
    pad: f64,
}

impl Label {
    /// The largest setting that fits whole, without breaking a word; none where the cell is too small.
    fn fit(chart: &Chart, cell: &Named, rect: Rect) -> Option<Self> {
        let figure = chart.numbers.label(cell.value);
        SIZES.into_iter().flat_map(|size| [(size, PAD), (size, LEAST_PAD)]).find_map(|(size, pad)| {
            let room = rect.width() - 2.0 * pad;
            let width = |words: &str| font::width(words, size, Weight::SemiBold);
            let breaks = cell.name.split_whitespace().any(|word| width(word) > room);
            if breaks || width(&figure) > room {
                return None;
            }
            let name = text::wrap(&cell.name, room, size, Weight::SemiBold);
            let height = (name.len() + 1) as f64 * line(size);
            let fits = name.len() <= MOST_LINES && height + 2.0 * pad <= rect.height();
            fits.then(|| Self { name, figure: figure.clone(), size, pad })
        })
    }

    fn draw(&self, rect: Rect, tone: Tone) -> Vec<Mark> {
        let baseline = |row: usize| rect.y0 + self.pad + self.size + row as f64 * line(self.size);
        let set = |words: &String, row: usize| {
            Text::label(words, rect.x0 + self.pad, baseline(row), Anchor::Start, tone).sized(self.size)
        };
        let name = self.name.iter().enumerate().map(|(row, words)| Mark::Text(set(words, row).bold()));
        name.chain([Mark::Text(set(&self.figure, self.name.len()))]).collect()
    }
}

fn line(size: f64) -> f64 {
    (size * 1.34).round()
}

//! Columns of parts on top of each other, with their total above.

use super::Kind;
use crate::charts::chart::Chart;
use crate::charts::font::{self, Weight};
use crate::charts::layout::axis::{self, Plot};
use crate::charts::layout::beside::Beside;
use crate::charts::layout::columns::{self, Columns};
use crate::charts::layout::hatch::{ground, hatched};
use crate::charts::layout::stack::{self, Part};
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred, notes};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Stacked columns.
pub struct Stacked;

const PLOT_HEIGHT: f64 = 340.0;
const VALUE: f64 = 12.0;
/// Above a column, for its total.
const HEAD: f64 = 18.0;
/// What the value axis usually takes.
const GUTTER: f64 = 60.0;
/// A part below this share of the highest column has its figure beside its name, not inside.
const LOW: f64 = 0.08;

impl Kind for Stacked {
    fn name(&self) -> &'static str {
        "stacked"
    }

    fn about(&self) -> &'static str {
        "columns of parts on top of each other, with their total above"
    }

    fn when(&self) -> &'static str {
        "what a total consists of and how the total changes, over a few periods; at most four parts and the rest. \
         Only the lowest part and the total stand on a common line: to compare the others use `grouped` or `line`"
    }

    fn columns(&self) -> &'static str {
        "x: periods or names; y: figures, none negative; by: parts, the first lowest"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if !chart.table.is_split() {
            return Err(super::by_needed("stacked", "it names the parts; for one series use `grouped` or `ranked`"));
        }
        chart.table.fill_gaps(chart.spec.language());
        stack::refuse_negative(chart, "stacked", "`grouped`")
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        chart.partial_remarks(chart.words.hatched).into_iter().chain(chart.missing_remarks()).collect()
    }

    fn details(&self, chart: &Chart) -> Vec<String> {
        totals_told(chart)
    }

    fn draws_facets(&self) -> bool {
        true
    }

    fn range(&self, chart: &Chart) -> Option<(f64, f64)> {
        Some(stack::range(chart))
    }

    fn draws_notes(&self) -> bool {
        true
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        natural_height(chart, width)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        draw(chart, body, true)
    }
}

/// The totals of the first and the last whole place, for the description.
pub fn totals_told(chart: &Chart) -> Vec<String> {
    let whole = |row: &usize| stack::is_whole(chart, *row) && !chart.table.places[*row].is_unsettled();
    let rows: Vec<usize> = (0..chart.table.places.len()).filter(whole).collect();
    let told = |row: usize| {
        let total = chart.numbers.full(stack::sum(chart, row));
        format!("{total} in {}", chart.table.places[row].label)
    };
    match rows.as_slice() {
        [] => Vec::new(),
        [one] => vec![format!("Total: {}.", told(*one))],
        [first, .., last] => vec![format!("Total: {}, {}.", told(*first), told(*last))],
    }
}

pub fn natural_height(chart: &Chart, width: f64) -> f64 {
    let beside = names(chart, width, true);
    let area = Rect { x0: 0.0, y0: 0.0, x1: (width - beside.width() - GUTTER).max(1.0), y1: 1.0 };
    let foot = Columns::new(chart, area).foot();
    PLOT_HEIGHT.max(beside.height()) + foot
}

/// Draws columns; `totals` says whether the sum of a column is worth writing.
pub fn draw(chart: &Chart, body: Rect, totals: bool) -> Result<Vec<Group>, ChartError> {
    let inside = names(chart, body.width(), true);
    let narrow = |beside: &Beside| Rect { x1: (body.x1 - beside.width()).floor(), ..body };
    let range = stack::range(chart);
    let head = if totals { HEAD } else { 4.0 };
    let (plot, columns) = columns::without_axis(chart, range, narrow(&inside), (head, 0.0));
    let written = fit(chart, &columns, totals);
    let (beside, plot, mut groups, columns) = if written {
        (inside, plot, Vec::new(), columns)
    } else {
        let beside = names(chart, body.width(), false);
        let (plot, groups, columns) = columns::beside_axis(chart, range, narrow(&beside))?;
        (beside, plot, groups, columns)
    };
    columns.check(chart, &plot)?;
    let mut stacks = Stacks::new(chart);
    for row in 0..chart.table.places.len() {
        stacks.column(chart, &plot, &columns, row, written);
        if written && totals {
            stacks.labels.marks.extend(total(chart, &plot, &columns, row));
        }
    }
    groups.extend(stacks.groups());
    groups.extend(notes::draw(chart, body, &plot, body.y0, |row| columns.centre(row)));
    groups.push(axis::zero_line(&plot));
    groups.push(columns.labels(&plot, body));
    let at = name_rows(chart, &plot);
    groups.push(beside.draw(chart, plot.rect.x1, &at, (body.y0, plot.rect.y1 + 8.0))?);
    Ok(groups)
}

/// The place whose parts carry the names: the last with a figure.
fn named_row(chart: &Chart) -> usize {
    let rows = (0..chart.table.places.len()).rev();
    rows.into_iter().find(|row| !stack::parts(chart, *row).is_empty()).unwrap_or_default()
}

/// Names of the parts from top to bottom, with the last figure where no column holds it.
fn names(chart: &Chart, width: f64, inside: bool) -> Beside {
    let row = named_row(chart);
    let high = stack::range(chart).1;
    let series = chart.table.series.iter().zip(chart.hues()).rev();
    let labels = series.map(|(series, hue)| {
        let value = series.cells[row].value.filter(|value| !inside || *value < high * LOW);
        (series.name.clone(), value.map(|value| chart.numbers.label(value)), hue)
    });
    Beside::new(labels.collect(), width)
}

/// The middle of each part of the named column, from top to bottom.
fn name_rows(chart: &Chart, plot: &Plot) -> Vec<f64> {
    let parts = stack::parts(chart, named_row(chart));
    let middle = |series: usize| {
        let below = parts.iter().rfind(|part| part.series <= series);
        let part =
            below.map_or(0.0, |part| if part.series == series { f64::midpoint(part.from, part.to) } else { part.to });
        plot.y(part)
    };
    (0..chart.table.series.len()).rev().map(middle).collect()
}

/// Whether every figure is narrower than its column.
fn fit(chart: &Chart, columns: &Columns, totals: bool) -> bool {
    let width = |value: f64| font::width(&chart.numbers.label(value), VALUE, Weight::SemiBold);
    let parts = chart.table.values().all(|(_, _, value)| width(value) <= columns.thick - 6.0);
    let sum = |row| !totals || width(stack::sum(chart, row)) <= columns.slot - 6.0;
    parts && (0..chart.table.places.len()).all(sum)
}

fn total(chart: &Chart, plot: &Plot, columns: &Columns, row: usize) -> Option<Mark> {
    // Without all its parts a column is no total.
    if !stack::is_whole(chart, row) {
        return None;
    }
    let sum = stack::sum(chart, row);
    let y = (plot.y(sum) - 6.0).round();
    let label = Text::label(chart.numbers.label(sum), columns.centre(row), y, Anchor::Middle, Tone::Text);
    Some(Mark::Text(label.bold().sized(VALUE)))
}

/// The groups while columns are added.
struct Stacks {
    series: Vec<Group>,
    hues: Vec<Hue>,
    labels: Group,
}

impl Stacks {
    fn new(chart: &Chart) -> Self {
        let series = chart.table.series.iter().map(|series| Group::new(Role::Data, &series.name));
        Self { series: series.collect(), hues: chart.hues(), labels: Group::new(Role::Labels, "") }
    }

    fn groups(self) -> impl Iterator<Item = Group> {
        self.series.into_iter().chain([self.labels])
    }

    fn column(&mut self, chart: &Chart, plot: &Plot, columns: &Columns, row: usize, written: bool) {
        let partial = chart.table.places[row].is_unsettled();
        let parts: Vec<Part> = stack::parts(chart, row).into_iter().filter(|part| part.value > 0.0).collect();
        for (place, part) in parts.iter().enumerate() {
            let hue = self.hues[part.series];
            let (bottom, top) = (plot.y(part.from).round(), plot.y(part.to).round());
            if bottom <= top {
                continue;
            }
            // A pixel of canvas keeps neighbours apart.
            let gap = if place + 1 < parts.len() && bottom - top > 2.0 { 1.0 } else { 0.0 };
            let rect = columns.bar(row, bottom, top + gap);
            self.series[part.series].marks.extend(match partial {
                true => hatched(rect, hue),
                false => vec![Mark::Rect(rect, Tone::Fill(hue))],
            });
            if written && rect.height() >= size::LABEL_LINE {
                self.value(chart, columns.centre(row), f64::midpoint(rect.y0, rect.y1), *part, partial);
            }
        }
    }

    fn value(&mut self, chart: &Chart, x: f64, middle: f64, part: Part, partial: bool) {
        let hue = self.hues[part.series];
        let tone = if partial { Tone::Text } else { Tone::On(hue) };
        let label = Text::label(chart.numbers.label(part.value), x, centred(middle, VALUE), Anchor::Middle, tone);
        let label = label.sized(VALUE);
        if partial {
            self.series[part.series].marks.push(ground(&label, hue));
        }
        self.labels.marks.push(Mark::Text(label));
    }
}

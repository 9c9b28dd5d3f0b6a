//! Exports up, imports down, and what is left between them.

use super::{KeyEntry, Kind};
use crate::charts::chart::Chart;
use crate::charts::data::{Cell, Series};
use crate::charts::font::{self, Weight};
use crate::charts::layout::axis::{self, Plot};
use crate::charts::layout::columns::{self, Columns};
use crate::charts::layout::hatch::hatched;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, notes};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// Columns either side of zero.
pub struct Balance;

const PLOT_HEIGHT: f64 = 380.0;
const VALUE: f64 = 12.0;
/// Beyond a column, for its figure.
const HEAD: f64 = 18.0;
const GUTTER: f64 = 60.0;
/// Half the height of the bar that marks the balance.
const MARKER: f64 = 2.0;

impl Kind for Balance {
    fn name(&self) -> &'static str {
        "balance"
    }

    fn about(&self) -> &'static str {
        "columns up and down from zero: exports, imports and the balance between them, or surpluses and deficits"
    }

    fn when(&self) -> &'static str {
        "whether trade is in surplus or deficit, period by period; for partners or products use `butterfly`. \
         For two flows without their balance use `grouped`"
    }

    fn columns(&self) -> &'static str {
        "x: periods; y: figures; by: two flows, the first upwards, none negative, or without by the balance itself"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        chart.table.fill_gaps(chart.spec.language());
        if !chart.table.is_split() {
            return Ok(());
        }
        super::two_series(chart, "balance", "the first is drawn upwards; for one column of balances leave `by` out")?;
        crate::charts::layout::stack::refuse_negative(chart, "balance", "a column of balances without `by`")?;
        let table = &mut chart.table;
        let pairs = table.series[0].cells.iter().zip(&table.series[1].cells);
        let net = pairs
            .map(|(up, down)| Cell { value: up.value.zip(down.value).map(|(up, down)| up - down), ..Cell::default() });
        let net = Series { name: chart.words.balance.to_owned(), cells: net.collect() };
        table.series.push(net);
        Ok(())
    }

    fn key(&self, chart: &Chart) -> Vec<KeyEntry> {
        let mut key = chart.key();
        if let Some(net) = key.get_mut(2) {
            (net.fill, net.ink) = (Tone::Text, Tone::Text);
        }
        key
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        let down = chart.table.series.get(1).map(|series| format!("{} {}.", series.name, chart.words.downwards));
        down.into_iter().chain(chart.partial_remarks(chart.words.hatched)).chain(chart.missing_remarks()).collect()
    }

    fn draws_facets(&self) -> bool {
        true
    }

    fn range(&self, chart: &Chart) -> Option<(f64, f64)> {
        Some(Bars::of(chart).range)
    }

    fn draws_notes(&self) -> bool {
        true
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let area = Rect { x0: 0.0, y0: 0.0, x1: (width - GUTTER).max(1.0), y1: 1.0 };
        PLOT_HEIGHT + Columns::new(chart, area).foot()
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let bars = Bars::of(chart);
        let below = if bars.range.0 < 0.0 { HEAD } else { 0.0 };
        let (plot, columns) = columns::without_axis(chart, bars.range, body, (HEAD, below));
        // Figures of the balance would lie on the columns, so that only an axis tells all three.
        let written = bars.net.is_none() && fit(chart, &columns);
        let (plot, mut groups, columns) = match written {
            true => (plot, Vec::new(), columns),
            false => columns::beside_axis(chart, bars.range, body)?,
        };
        columns.check(chart, &plot)?;
        groups.extend(bars.draw(chart, &plot, &columns));
        groups.extend(notes::draw(chart, body, &plot, body.y0, |row| columns.centre(row)));
        groups.push(axis::zero_line(&plot));
        groups.extend(bars.net.map(|net| markers(&chart.table.series[net], &plot, &columns)));
        if written {
            groups.push(values(chart, &plot, &columns));
        }
        groups.push(columns.labels(&plot, body));
        Ok(groups)
    }
}

/// What is drawn up, what down, and which series is the balance.
struct Bars {
    /// Series, sign and hue.
    sides: Vec<(usize, f64, Hue)>,
    net: Option<usize>,
    range: (f64, f64),
}

impl Bars {
    fn of(chart: &Chart) -> Self {
        if !chart.table.is_split() {
            return Self { sides: vec![(0, 1.0, Hue::Blue)], net: None, range: chart.range() };
        }
        let most = |series: usize| {
            let cells = chart.table.series[series].cells.iter();
            cells.filter_map(|cell| cell.value).fold(0.0, f64::max)
        };
        let (down, up) = (most(1), most(0));
        let range = if down + up > 0.0 { (-down, up) } else { (0.0, 1.0) };
        let range = chart.scale.unwrap_or(range);
        Self { sides: vec![(0, 1.0, Hue::Blue), (1, -1.0, Hue::Orange)], net: Some(2), range }
    }

    fn draw(&self, chart: &Chart, plot: &Plot, columns: &Columns) -> Vec<Group> {
        let side = |(number, sign, hue): &(usize, f64, Hue)| {
            let series = &chart.table.series[*number];
            let mut group = Group::new(Role::Data, &series.name);
            for (row, cell) in series.cells.iter().enumerate() {
                let Some(value) = cell.value.filter(|value| *value != 0.0) else { continue };
                // A deficit takes the second hue.
                let hue = if value < 0.0 { Hue::Orange } else { *hue };
                let rect = columns.bar(row, plot.base(), plot.y(value * sign).round());
                group.marks.extend(match chart.table.places[row].is_unsettled() {
                    true => hatched(rect, hue),
                    false => vec![Mark::Rect(rect, Tone::Fill(hue))],
                });
            }
            group
        };
        self.sides.iter().map(side).collect()
    }
}

/// The balance of each period as a bar across its columns, on a ground that parts it from them.
fn markers(net: &Series, plot: &Plot, columns: &Columns) -> Group {
    let mut group = Group::new(Role::Data, &net.name);
    for (row, cell) in net.cells.iter().enumerate() {
        let Some(value) = cell.value else { continue };
        let y = plot.y(value).round();
        let bar = columns.bar(row, y - MARKER, y + MARKER);
        let bar = Rect { x0: bar.x0 - 3.0, x1: bar.x1 + 3.0, ..bar };
        let ground = Rect { x0: bar.x0 - 1.0, y0: bar.y0 - 1.0, x1: bar.x1 + 1.0, y1: bar.y1 + 1.0 };
        group.marks.extend([Mark::Rect(ground, Tone::Canvas), Mark::Rect(bar, Tone::Text)]);
    }
    group
}

/// Whether every figure is narrower than its slot.
fn fit(chart: &Chart, columns: &Columns) -> bool {
    let width = |value: f64| font::width(&chart.numbers.label(value), VALUE, Weight::SemiBold);
    chart.table.values().all(|(_, _, value)| width(value) <= columns.slot - 6.0)
}

fn values(chart: &Chart, plot: &Plot, columns: &Columns) -> Group {
    let mut group = Group::new(Role::Labels, "");
    for (row, cell) in chart.table.series[0].cells.iter().enumerate() {
        let Some(value) = cell.value else { continue };
        let y = plot.y(value);
        let y = if value < 0.0 { y + VALUE * size::CAP + 6.0 } else { y - 6.0 };
        let label = Text::label(chart.numbers.label(value), columns.centre(row), y.round(), Anchor::Middle, Tone::Text);
        group.marks.push(Mark::Text(label.bold().sized(VALUE)));
    }
    group
}

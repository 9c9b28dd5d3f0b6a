//! Bars of equal length, parted by share of their total.

use super::{KeyEntry, Kind};
use crate::charts::chart::Chart;
use crate::charts::data::{Cell, Place, Series, Table};
use crate::charts::font::{self, Weight};
use crate::charts::layout::hatch::{ground, hatched};
use crate::charts::layout::labels::{Wish, spread};
use crate::charts::layout::names::Names;
use crate::charts::layout::{Anchor, Group, Mark, Rect, Role, Text, centred};
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Lint, LintId, NumberWriter, Tone};

/// Bars of 100 %.
pub struct Share;

const PITCH: f64 = 48.0;
const LEAST_PITCH: f64 = 22.0;
const NAMES: f64 = 0.3;
const LEAST_BAR: f64 = 120.0;
/// Between the labels that stand right of a bar.
const BESIDE: f64 = 8.0;
/// With more labels than this right of a bar, none is matched to its part.
const MOST_BESIDE: usize = 2;
/// The part of the width that labels right of bars may take.
const MOST_MARGIN: f64 = 0.15;
/// Left and right of a label inside its part.
const PAD: f64 = 5.0;

impl Kind for Share {
    fn name(&self) -> &'static str {
        "share"
    }

    fn about(&self) -> &'static str {
        "horizontal bars of 100 %, parted by share of their total"
    }

    fn when(&self) -> &'static str {
        "what a total consists of, in one year or a few; at most four parts and the rest. Negative figures have no share"
    }

    fn columns(&self) -> &'static str {
        "x: one bar for each; y: figures, none negative; by: parts. Without by, x names the parts of one bar"
    }

    fn prepare(&self, chart: &mut Chart) -> Result<(), ChartError> {
        if !chart.table.is_split() {
            chart.table = turned(&chart.table);
        }
        let percent = chart.spec.number.unit.as_deref() == Some("%");
        chart.remarks.extend(chart.missing_remarks());
        for row in 0..chart.table.places.len() {
            if is_empty(&chart.table, row) {
                continue;
            }
            let total = total(&chart.table, row)?;
            if !percent && !is_whole(&chart.table, row) {
                // Of a whole that is not known, no part has a share.
                for series in &mut chart.table.series {
                    series.cells[row] = Cell::default();
                }
            } else if !percent {
                for series in &mut chart.table.series {
                    let cell = &mut series.cells[row];
                    cell.value = cell.value.map(|value| value / total * 100.0);
                }
            }
        }
        if known(chart).next().is_none() {
            let needed = "a figure for every part in at least one bar";
            let found = chart.remarks.last().cloned().unwrap_or_default();
            let instead =
                "leave out the parts that lack figures, or join them as “Other”; `line` and `grouped` draw gaps";
            return Err(ChartError::Shape { kind: "share", needed, found, instead });
        }
        chart.numbers = NumberWriter::percent(&chart.spec, chart.spec.number.decimals.unwrap_or(1));
        Ok(())
    }

    fn key(&self, chart: &Chart) -> Vec<KeyEntry> {
        chart.key()
    }

    fn remarks(&self, chart: &Chart) -> Vec<String> {
        let rounding = rounding_remark(chart);
        let partial = chart.partial_remarks(chart.words.hatched);
        rounding.into_iter().chain(partial).collect()
    }

    /// Shares that come as percent are shown as they come; if they miss 100 by more than rounding can, some part is missing.
    fn lints(&self, chart: &Chart) -> Vec<Lint> {
        let ulp = 10f64.powi(-(chart.numbers.decimals as i32));
        let allowed = ulp * chart.table.series.len() as f64 / 2.0 + 1e-9;
        let sum = |row: usize| chart.table.series.iter().filter_map(|series| series.cells[row].value).sum::<f64>();
        let off = known(chart).map(|row| (row, sum(row))).find(|(_, sum)| (sum - 100.0).abs() > allowed);
        let lint = off.map(|(row, sum)| Lint {
            id: LintId::SharesDoNotAddUp,
            message: [&chart.table.places[row].label, "the shares add up to", &chart.numbers.label(sum)]
                .join(" ")
                .trim()
                .to_owned(),
            help: "add the missing part, such as “Other”, or draw amounts and let the shares be worked out",
        });
        lint.into_iter().collect()
    }

    fn natural_height(&self, chart: &Chart, width: f64) -> f64 {
        let names = Names::new(chart, width * NAMES);
        let below = across(chart, &names, 0.0, width).2;
        names.height(PITCH + below, 12.0 + 2.0 * below)
    }

    fn draw(&self, chart: &Chart, body: Rect) -> Result<Vec<Group>, ChartError> {
        let names = Names::new(chart, body.width() * NAMES);
        let (left, right, below) = across(chart, &names, body.x0, body.x1);
        let layout = names.fill(chart, body, LEAST_PITCH + 2.0 * below)?;
        if right - left < LEAST_BAR {
            let needed = f64::from(chart.spec.width) + LEAST_BAR - (right - left);
            return Err(chart.too_small("bars beside their names", needed, "width"));
        }
        let mut rows = Rows::new(chart);
        for (row, middle) in layout.middles.iter().copied().enumerate() {
            let thick = ((layout.pitch - 2.0 * below) * 0.7).clamp(14.0, 36.0);
            let bar = Rect { x0: left, x1: right, y0: middle - thick / 2.0, y1: middle + thick / 2.0 };
            rows.labels.marks.extend(names.draw(row, body.x0 + names.width(), middle));
            let outside = rows.bar(chart, row, bar);
            rows.outside(chart, outside, bar, body.x1, below > 0.0)?;
        }
        Ok(rows.groups())
    }
}

/// The names of x as parts of one bar.
fn turned(table: &Table) -> Table {
    let parts = table.places.iter().zip(&table.series[0].cells);
    let series = parts.map(|(place, cell)| Series { name: place.label.clone(), cells: vec![*cell] });
    let whole = Place { name: String::new(), label: String::new(), period: None, partial: None, provisional: false };
    Table { series: series.collect(), places: vec![whole] }
}

fn total(table: &Table, row: usize) -> Result<f64, ChartError> {
    let mut total = 0.0;
    let name = &table.places[row].name;
    for series in &table.series {
        let value = series.cells[row].value.unwrap_or(0.0);
        if value < 0.0 {
            let place = [series.name.as_str(), name].join(" ").trim().to_owned();
            return Err(ChartError::NegativeShare { place, value });
        }
        total += value;
    }
    match total > 0.0 {
        true => Ok(total),
        false => {
            Err(ChartError::ZeroTotal { place: if name.is_empty() { "the bar".to_owned() } else { name.clone() } })
        }
    }
}

/// Whether a bar has a figure for every part.
fn is_whole(table: &Table, row: usize) -> bool {
    table.series.iter().all(|series| series.cells[row].value.is_some())
}

/// Whether a bar has no figure at all.
fn is_empty(table: &Table, row: usize) -> bool {
    table.series.iter().all(|series| series.cells[row].value.is_none())
}

/// What has to be said where written shares miss 100.
pub fn rounding_remark(chart: &Chart) -> Option<String> {
    known(chart).any(|row| !adds_up(chart, row)).then(|| chart.words.not_hundred.to_owned())
}

/// The places that have a figure.
fn known(chart: &Chart) -> impl Iterator<Item = usize> {
    let any = |row: &usize| chart.table.series.iter().any(|series| series.cells[*row].value.is_some());
    (0..chart.table.places.len()).filter(any)
}

/// Whether the shares as written add up to 100.
fn adds_up(chart: &Chart, row: usize) -> bool {
    let unit = 10f64.powi(chart.numbers.decimals as i32);
    let shares = chart.table.series.iter().filter_map(|series| series.cells[row].value);
    let written: f64 = shares.map(|share| (share * unit).round()).sum();
    (written - 100.0 * unit).abs() < 0.5
}

fn label_width(words: &str) -> f64 {
    font::width(words, size::LABEL, Weight::SemiBold)
}

/// The parts of one bar: series, share, and the edges from 0 to 1.
fn parts(chart: &Chart, row: usize) -> Vec<(usize, f64, f64, f64)> {
    let cells = chart.table.series.iter().map(|series| series.cells[row].value.unwrap_or(0.0));
    let shares: Vec<f64> = cells.collect();
    let total: f64 = shares.iter().sum();
    let mut from = 0.0;
    let edges = shares.into_iter().enumerate().map(|(number, share)| {
        let part = (number, share, from / total, (from + share) / total);
        from += share;
        part
    });
    edges.collect()
}

/// The words of a share, if it is too narrow to hold them.
fn beside(chart: &Chart, (_, share, from, to): (usize, f64, f64, f64), width: f64) -> Option<String> {
    let words = chart.numbers.label(share);
    let outside = share > 0.0 && label_width(&words) + 2.0 * PAD > (to - from) * width;
    outside.then_some(words)
}

/// Where bars end, so that the labels of parts too narrow for them stand to the right.
fn right_edge(chart: &Chart, left: f64, end: f64) -> f64 {
    // A shorter bar may push more labels out. Each pass pushes at least one more or is the last, so this ends.
    let mut right = end;
    loop {
        let outside = (0..chart.table.places.len()).map(|row| {
            let narrow = parts(chart, row).into_iter().filter_map(|part| beside(chart, part, right.floor() - left));
            narrow.map(|words| label_width(&words) + BESIDE).sum::<f64>()
        });
        let next = end - outside.fold(0.0, f64::max);
        if next >= right {
            return right.floor();
        }
        right = next;
    }
}

/// Where bars begin and end, and the room below each for labels that stand neither inside nor right of it.
fn across(chart: &Chart, names: &Names, from: f64, to: f64) -> (f64, f64, f64) {
    let gutter = names.width();
    let left = from + gutter + if gutter > 0.0 { size::GAP + 2.0 } else { 0.0 };
    let right = right_edge(chart, left, to);
    // Few narrow parts are labelled to the right; many would take the room of the bars, or belong to nobody knows which.
    let few = (0..chart.table.places.len()).all(|row| {
        let narrow = parts(chart, row).into_iter().filter(|part| beside(chart, *part, right - left).is_some());
        narrow.count() <= MOST_BESIDE
    });
    if few && to - right <= (to - left) * MOST_MARGIN { (left, right, 0.0) } else { (left, to, size::LABEL_LINE) }
}

/// The groups while rows are added.
struct Rows {
    series: Vec<Group>,
    hues: Vec<Hue>,
    labels: Group,
}

impl Rows {
    fn new(chart: &Chart) -> Self {
        let series = chart.table.series.iter().map(|series| Group::new(Role::Data, &series.name));
        Self { series: series.collect(), hues: chart.hues(), labels: Group::new(Role::Labels, "") }
    }

    fn groups(self) -> Vec<Group> {
        self.series.into_iter().chain([self.labels]).collect()
    }

    /// Draws one bar, and hands back the labels that its parts are too narrow for, each at the middle of its part.
    fn bar(&mut self, chart: &Chart, row: usize, bar: Rect) -> Vec<Text> {
        let partial = chart.table.places[row].is_unsettled();
        let baseline = centred((bar.y0.round() + bar.y1.round()) / 2.0, size::LABEL);
        let mut outside = Vec::new();
        for part in parts(chart, row).into_iter().filter(|part| part.1 > 0.0) {
            let (number, share, from, to) = part;
            let hue = self.hues[number];
            let (left, right) = ((bar.x0 + from * bar.width()).round(), (bar.x0 + to * bar.width()).round());
            // A pixel of canvas keeps neighbours of one hue apart.
            let gap = if right - left > 2.0 && to < 1.0 - 1e-9 { 1.0 } else { 0.0 };
            let rect = Rect { x0: left, x1: right - gap, ..bar }.snapped();
            self.series[number].marks.extend(match partial {
                true => hatched(rect, hue),
                false => vec![Mark::Rect(rect, Tone::Fill(hue))],
            });
            let middle = f64::midpoint(left, right);
            let label = |words, tone| Text::label(words, middle, baseline, Anchor::Middle, tone).bold();
            match beside(chart, part, bar.width()) {
                Some(words) => outside.push(label(words, Tone::Ink(hue))),
                None => {
                    let tone = if partial { Tone::Text } else { Tone::On(hue) };
                    let label = label(chart.numbers.label(share), tone);
                    self.series[number].marks.extend(partial.then(|| ground(&label, hue)));
                    self.labels.marks.push(Mark::Text(label));
                }
            }
        }
        outside
    }

    /// Sets the labels that found no room inside: below their parts, moved apart, or one after the other to the right.
    fn outside(
        &mut self,
        chart: &Chart,
        labels: Vec<Text>,
        bar: Rect,
        end: f64,
        below: bool,
    ) -> Result<(), ChartError> {
        if !below {
            let mut x = bar.x1 + BESIDE;
            for label in labels {
                let width = label.width();
                self.labels.marks.push(Mark::Text(Text { x, anchor: Anchor::Start, ..label }));
                x += width + BESIDE;
            }
            return Ok(());
        }
        let wishes: Vec<Wish> =
            labels.iter().map(|label| Wish { at: label.x, height: label.width() + BESIDE }).collect();
        let needed: f64 = wishes.iter().map(|wish| wish.height).sum();
        let room = end - bar.x0 + BESIDE;
        if needed > room {
            let needed = f64::from(chart.spec.width) + needed - room;
            return Err(chart.too_small("the shares of narrow parts", needed, "width"));
        }
        let places = spread(&wishes, bar.x0 - BESIDE / 2.0, end + BESIDE / 2.0);
        let y = bar.y1.round() + size::LABEL + 2.0;
        let set = labels.into_iter().zip(places).map(|(label, x)| Mark::Text(Text { x, y, ..label }));
        self.labels.marks.extend(set);
        Ok(())
    }
}

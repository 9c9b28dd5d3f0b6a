//! Words above the plot with a line down to their place, and levels across it that the key names.

use super::axis::Plot;
use super::hatch::dashed;
use super::{Anchor, Group, Mark, Rect, Role, Text, hairline, text};
use crate::charts::Tone;
use crate::charts::chart::Chart;
use crate::charts::font::Weight;
use crate::charts::kinds::KeyEntry;
use crate::charts::number::decimals_of;
use crate::charts::theme::size;

/// The part of the width that the words of one annotation may take.
const WIDE: f64 = 0.3;
const LINE: f64 = 16.0;
const MOST_DECIMALS: usize = 3;
/// From the words to the plot.
const AIR: f64 = 6.0;
/// From a line to its words.
const GAP: f64 = 5.0;

/// What the key says of levels across the plot.
pub fn key(chart: &Chart) -> impl Iterator<Item = KeyEntry> + '_ {
    chart.spec.references.iter().map(|reference| KeyEntry {
        name: format!("{} {}", reference.text, level(chart, reference.y)),
        fill: Tone::Text,
        ink: Tone::Text,
        line: true,
    })
}

/// A level as it was stated: rounding it to the decimals of the figures would make it another.
fn level(chart: &Chart, level: f64) -> String {
    chart.numbers.label_to(level, decimals_of(level).min(MOST_DECIMALS).max(chart.numbers.decimals))
}

/// The words of every annotation, broken into lines, in the order of their places.
fn words(chart: &Chart, width: f64) -> Vec<(usize, Vec<String>)> {
    let row = |name: &str| chart.table.places.iter().position(|place| place.name == name);
    let notes = chart.spec.annotations.iter().filter_map(|note| {
        let lines = text::balanced(&note.text, width * WIDE, size::FOOT + 0.5, Weight::Regular);
        Some((row(&note.x)?, lines))
    });
    let mut notes: Vec<(usize, Vec<String>)> = notes.collect();
    notes.sort_by_key(|(row, _)| *row);
    notes
}

/// The room that annotations need above the plot: each has rows of its own, so that none can run into another.
pub fn height(chart: &Chart, width: f64) -> f64 {
    let lines: usize = words(chart, width).iter().map(|(_, lines)| lines.len()).sum();
    if lines == 0 { 0.0 } else { lines as f64 * LINE + AIR }
}

/// Annotations above `body`, each with a line down to `foot`, and levels across `plot`; `x` is the column of a place.
pub fn draw(chart: &Chart, body: Rect, plot: &Plot, foot: f64, x: impl Fn(usize) -> f64) -> Vec<Group> {
    let mut lines_down = Group::new(Role::Notes, "");
    let mut group = Group::new(Role::Notes, "");
    let mut top = body.y0 - height(chart, body.width());
    for (row, lines) in words(chart, body.width()) {
        let at = x(row).round();
        let widest = text::widest(&lines, size::FOOT + 0.5, Weight::Regular);
        let (edge, anchor) = match at + GAP + widest <= body.x1 {
            true => (at + GAP, Anchor::Start),
            false => (at - GAP, Anchor::End),
        };
        lines_down.marks.push(hairline((at, top + 2.0), (at, foot), Tone::Muted));
        for words in lines {
            let label = Text::label(words, edge, top + LINE - 4.0, anchor, Tone::Text).sized(size::FOOT + 0.5);
            // The lines of others pass behind the words.
            let left = if anchor == Anchor::Start { label.x } else { label.x - label.width() };
            let ground = Rect { x0: left - 1.0, x1: left + label.width() + 1.0, y0: top + 1.0, y1: top + LINE };
            group.marks.push(Mark::Rect(ground.snapped(), Tone::Canvas));
            group.marks.push(Mark::Text(label));
            top += LINE;
        }
    }
    let levels = chart.spec.references.iter().flat_map(|reference| {
        let y = plot.y(reference.y).round() + 0.5;
        dashed((plot.rect.x0, y), (plot.rect.x1, y), 1.5, Tone::Text)
    });
    vec![lines_down, group, Group::of(Role::Reference, "", levels.collect())]
}

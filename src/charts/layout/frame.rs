//! What all charts share: title block and key above, source and notes below, the room between for the kind.

use super::facets::{self, Grid};
use super::{Anchor, Group, Layout, Mark, Rect, Role, Text, notes, text};
use crate::charts::chart::Chart;
use crate::charts::font::{self, Weight};
use crate::charts::kinds::{KeyEntry, Kind};
use crate::charts::theme::size;
use crate::charts::{ChartError, Tone};

/// From the title block to the body, and from the body to the source line.
const AIR: f64 = 22.0;
const SWATCH: f64 = 12.0;
/// A last line shorter than this part of the width looks lost.
const SHORT: f64 = 0.3;
/// Less than this and nothing can be read.
const LEAST_BODY: f64 = 60.0;

/// Lays out a whole chart; where there are facets, `chart` is the first of them.
///
/// # Errors
/// [`ChartError::TooSmall`] when the stated height leaves no room, and whatever the kind refuses.
pub fn compose(kind: &dyn Kind, chart: &Chart, facets: &[(String, Chart)]) -> Result<Layout, ChartError> {
    let width = f64::from(chart.spec.width);
    let inner = width - 2.0 * size::MARGIN;
    let key: Vec<KeyEntry> = kind.key(chart).into_iter().chain(notes::key(chart)).collect();
    let (mut groups, top) = head(chart, &key, inner);
    let grid = (!facets.is_empty()).then(|| Grid::new(kind, facets, inner));
    let top = if grid.is_some() { top } else { top + notes::height(chart, inner) };
    let remarks = [kind.remarks(chart), chart.remarks.clone()].concat();
    let remarks = if grid.is_some() { facets::remarks(kind, facets) } else { remarks };
    let foot = foot_lines(chart, &remarks, inner);
    let foot_height = foot.len() as f64 * size::FOOT_LINE + if foot.is_empty() { 0.0 } else { AIR };
    let natural = grid.as_ref().map_or_else(|| kind.natural_height(chart, inner), Grid::height).ceil();
    let around = top + foot_height + size::MARGIN;
    let height = chart.spec.height.map_or((around + natural).ceil(), f64::from);
    if height - around < LEAST_BODY.min(natural) {
        return Err(chart.too_small("the chart between its title and its source", around + LEAST_BODY, "height"));
    }
    let body =
        Rect { x0: size::MARGIN, y0: top, x1: width - size::MARGIN, y1: (height - foot_height - size::MARGIN).floor() };
    groups.extend(match &grid {
        Some(grid) => grid.draw(kind, facets, body)?,
        None => kind.draw(chart, body)?,
    });
    groups.push(Group::of(Role::Foot, "", foot_marks(foot, height)));
    groups.retain(|group| !group.marks.is_empty());
    Ok(Layout { width, height, groups })
}

/// Title, subtitle and key, and where they end.
fn head(chart: &Chart, key: &[KeyEntry], inner: f64) -> (Vec<Group>, f64) {
    let mut groups = Vec::new();
    let mut y = size::MARGIN - 6.0;
    let blocks = [
        (Role::Title, &chart.spec.title, size::TITLE, size::TITLE_LINE, Weight::SemiBold, Tone::Text),
        (Role::Subtitle, &chart.spec.subtitle, size::SUBTITLE, size::SUBTITLE_LINE, Weight::Regular, Tone::Muted),
    ];
    for (role, words, size, line, weight, tone) in blocks {
        let lines = lines(words, inner, size, weight);
        let mut group = Group::new(role, "");
        for words in lines {
            y += line;
            group.marks.push(Mark::Text(Text {
                x: size::MARGIN,
                y: (y - line * 0.25).round(),
                anchor: Anchor::Start,
                size,
                weight,
                tone,
                words,
            }));
        }
        groups.push(group);
    }
    let (group, end) = key_row(key, inner, y);
    groups.push(group);
    (groups, end + AIR)
}

/// Full lines, unless the last would be a lone word: then lines alike.
fn lines(words: &str, inner: f64, size: f64, weight: Weight) -> Vec<String> {
    let lines = text::wrap(words, inner, size, weight);
    let short = |line: &String| font::width(line, size, weight) < inner * SHORT;
    if lines.len() > 1 && lines.last().is_some_and(short) { text::balanced(words, inner, size, weight) } else { lines }
}

/// Swatch and name of every series, in lines as wide as the chart.
fn key_row(key: &[KeyEntry], inner: f64, top: f64) -> (Group, f64) {
    let mut group = Group::new(Role::Key, "");
    if key.is_empty() {
        return (group, top);
    }
    let line = size::LABEL_LINE + 3.0;
    let (mut x, mut y) = (size::MARGIN, top + 14.0);
    for entry in key {
        let names = text::wrap(&entry.name, inner - SWATCH - 6.0, size::LABEL, Weight::SemiBold);
        let width = SWATCH + 6.0 + text::widest(&names, size::LABEL, Weight::SemiBold);
        if x > size::MARGIN && x + width > size::MARGIN + inner {
            (x, y) = (size::MARGIN, y + line);
        }
        let inset = if entry.line { SWATCH / 2.0 - 1.0 } else { 0.0 };
        let swatch = Rect { x0: x, y0: y + inset, x1: x + SWATCH, y1: y + SWATCH - inset };
        group.marks.push(Mark::Rect(swatch.snapped(), entry.fill));
        for (row, name) in names.iter().enumerate() {
            y += if row > 0 { line } else { 0.0 };
            let baseline = super::centred(y + SWATCH / 2.0, size::LABEL);
            let label = Text::label(name, x + SWATCH + 6.0, baseline, Anchor::Start, entry.ink);
            group.marks.push(Mark::Text(label.bold()));
        }
        x = (x + width + 20.0).round();
    }
    (group, y + SWATCH)
}

/// Source, note and remarks as one paragraph.
fn foot_lines(chart: &Chart, remarks: &[String], inner: f64) -> Vec<String> {
    let source = Some(chart.spec.source.trim()).filter(|source| !source.is_empty());
    let source = source.map(|source| format!("{}: {source}", chart.words.source));
    let metric = chart.spec.metric.as_ref().map(|metric| format!("{}: {metric}", chart.words.metric));
    let sentences = source.into_iter().chain(metric).chain(chart.spec.note.clone()).chain(remarks.iter().cloned());
    let paragraph: Vec<String> = sentences.map(|words| sentence(words.trim())).collect();
    text::wrap(&paragraph.join(" "), inner, size::FOOT, Weight::Regular)
}

fn sentence(words: &str) -> String {
    match words.chars().last() {
        None | Some('.' | '!' | '?' | '…' | ';') => words.to_owned(),
        _ => format!("{words}."),
    }
}

fn foot_marks(lines: Vec<String>, height: f64) -> Vec<Mark> {
    let count = lines.len();
    let baseline = |row: usize| height - size::MARGIN + 4.0 - (count - 1 - row) as f64 * size::FOOT_LINE;
    let text = |(row, words)| Text::label(words, size::MARGIN, baseline(row), Anchor::Start, Tone::Muted);
    lines.into_iter().enumerate().map(|line| Mark::Text(text(line).sized(size::FOOT))).collect()
}

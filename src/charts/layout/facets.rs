//! One chart as several small ones, side by side on a common scale.

use super::{Anchor, Group, Mark, Rect, Role, Text, notes, text};
use crate::charts::chart::Chart;
use crate::charts::font::Weight;
use crate::charts::kinds::Kind;
use crate::charts::theme::size;
use crate::charts::{ChartError, Tone};

/// A facet is about so wide, and no narrower than half of it.
const WIDE: f64 = 360.0;
/// The plots of facets are lower than those of a chart of its own.
const PART: f64 = 0.66;
const AIR: f64 = 28.0;
/// From the name of a facet to its chart.
const BELOW: f64 = 6.0;

/// How facets are arranged.
#[derive(Debug)]
pub struct Grid {
    columns: usize,
    wide: f64,
    /// The height of each, with its name.
    high: f64,
    names: Vec<Vec<String>>,
}

/// Gives all facets the range that holds every one, where the kind has a range.
pub fn share_scale(kind: &dyn Kind, facets: &mut [(String, Chart)]) {
    let ranges = facets.iter().filter_map(|(_, chart)| kind.range(chart));
    let Some(scale) = ranges.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))) else { return };
    for (_, chart) in facets {
        chart.scale = Some(scale);
    }
}

/// What the foot says of all facets, once each; gaps by the name of the facet.
#[must_use]
pub fn remarks(kind: &dyn Kind, facets: &[(String, Chart)]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (name, chart) in facets {
        let gaps = chart.missing_remarks();
        for remark in kind.remarks(chart).into_iter().chain(chart.remarks.iter().cloned()) {
            let remark = if gaps.contains(&remark) { format!("{name}: {remark}") } else { remark };
            if !all.contains(&remark) {
                all.push(remark);
            }
        }
    }
    all
}

impl Grid {
    /// Facets in rows alike, in a room `width` wide.
    #[must_use]
    pub fn new(kind: &dyn Kind, facets: &[(String, Chart)], width: f64) -> Self {
        let count = facets.len().max(1);
        let most = (((width + AIR) / (WIDE + AIR)).floor() as usize).clamp(1, count);
        let columns = count.div_ceil(count.div_ceil(most));
        let wide = ((width - AIR * (columns as f64 - 1.0)) / columns as f64).floor();
        let wrap = |name: &String| text::balanced(name, wide, size::LABEL + 1.0, Weight::SemiBold);
        let names: Vec<Vec<String>> = facets.iter().map(|(name, _)| wrap(name)).collect();
        let head = facets.first().map_or(0.0, |(_, chart)| notes::height(chart, wide));
        let natural = facets.iter().map(|(_, chart)| kind.natural_height(chart, wide)).fold(0.0, f64::max);
        let lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let high = (lines * size::LABEL_LINE + BELOW + head + natural * PART).ceil();
        Self { columns, wide, high, names }
    }

    /// The height of all rows.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.rows() * (self.high + AIR) - AIR
    }

    fn rows(&self) -> f64 {
        self.names.len().div_ceil(self.columns) as f64
    }

    /// The name above every facet, and the facet below it.
    ///
    /// # Errors
    /// Whatever the kind refuses at that size.
    pub fn draw(&self, kind: &dyn Kind, facets: &[(String, Chart)], body: Rect) -> Result<Vec<Group>, ChartError> {
        let high = ((body.height() + AIR) / self.rows() - AIR).floor();
        let lines = self.names.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let mut groups = Vec::new();
        for (number, (name, chart)) in facets.iter().enumerate() {
            let (column, row) = (number % self.columns, number / self.columns);
            let x0 = body.x0 + column as f64 * (self.wide + AIR);
            let top = (body.y0 + row as f64 * (high + AIR)).round();
            let mut heading = Group::new(Role::Labels, name);
            for (line, words) in self.names[number].iter().enumerate() {
                let y = top + size::LABEL + line as f64 * size::LABEL_LINE;
                let label = Text::label(words, x0, y, Anchor::Start, Tone::Text).bold().sized(size::LABEL + 1.0);
                heading.marks.push(Mark::Text(label));
            }
            groups.push(heading);
            let y0 = top + lines * size::LABEL_LINE + BELOW + notes::height(chart, self.wide);
            groups.extend(kind.draw(chart, Rect { x0, x1: x0 + self.wide, y0, y1: top + high })?);
        }
        Ok(groups)
    }
}

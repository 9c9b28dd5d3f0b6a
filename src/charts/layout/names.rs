//! Names of rows, set right-aligned in a gutter left of the figures.

use super::{Anchor, Mark, Rect, Text, centred, text};
use crate::charts::chart::Chart;
use crate::charts::font::Weight;
use crate::charts::theme::size;
use crate::charts::{ChartError, Tone};

/// The name of every row, broken into lines.
#[derive(Debug, Clone)]
pub struct Names(Vec<Vec<String>>);

impl Names {
    /// Breaks the names of all places so that none is wider than `width`.
    #[must_use]
    pub fn new(chart: &Chart, width: f64) -> Self {
        let places = chart.table.places.iter();
        Self(places.map(|place| text::balanced(&place.name, width, size::LABEL, Weight::Regular)).collect())
    }

    #[must_use]
    pub fn rows(&self) -> usize {
        self.0.len()
    }

    /// The width of the gutter.
    #[must_use]
    pub fn width(&self) -> f64 {
        text::widest(self.0.iter().flatten(), size::LABEL, Weight::Regular).ceil()
    }

    /// From row to row, with `air` between the tallest names; at least `least`.
    #[must_use]
    pub fn pitch(&self, least: f64, air: f64) -> f64 {
        let lines = self.0.iter().map(Vec::len).max().unwrap_or(1) as f64;
        least.max(lines * size::LABEL_LINE + air)
    }

    /// The pitch of rows that fill `height`.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when that is less than `least` or than the names need.
    pub fn fill(&self, chart: &Chart, height: f64, least: f64) -> Result<f64, ChartError> {
        let rows = self.rows() as f64;
        let pitch = (height / rows).floor();
        let needed = self.pitch(least, 3.0);
        if pitch >= needed {
            return Ok(pitch);
        }
        let whole = f64::from(chart.spec.height.unwrap_or_default()) + (needed - pitch) * rows;
        Err(chart.too_small("all rows", whole, "height"))
    }

    /// The lines of one name, ending at `right`, centred on `middle`.
    #[must_use]
    pub fn draw(&self, row: usize, right: f64, middle: f64) -> Vec<Mark> {
        let lines = &self.0[row];
        let first = middle - (lines.len() as f64 - 1.0) * size::LABEL_LINE / 2.0;
        let line = |(line, words): (usize, &String)| {
            let y = centred(first + line as f64 * size::LABEL_LINE, size::LABEL);
            Mark::Text(Text::label(words, right, y, Anchor::End, Tone::Text))
        };
        lines.iter().enumerate().map(line).collect()
    }
}

/// The rows of `body`: the middle of each, `pitch` apart.
pub fn middles(body: Rect, pitch: f64, rows: usize) -> impl Iterator<Item = (usize, f64)> {
    (0..rows).map(move |row| (row, body.y0 + pitch * (row as f64 + 0.5)))
}

//! Names of rows, set right-aligned in a gutter left of the figures.

use super::{Anchor, Mark, Rect, Text, centred, text};
use crate::charts::chart::Chart;
use crate::charts::font::Weight;
use crate::charts::theme::size;
use crate::charts::{ChartError, Tone};

/// Between names that may not come closer.
const TIGHT: f64 = 6.0;

/// The name of every row, broken into lines.
#[derive(Debug, Clone)]
pub struct Names(Vec<Vec<String>>);

impl Names {
    /// Breaks the names of all places so that none is wider than `width`, or a little more where a word is longer.
    #[must_use]
    pub fn new(chart: &Chart, width: f64) -> Self {
        let labels = chart.table.places.iter().map(|place| place.label.as_str());
        let width = text::unbroken(labels, width, width * 1.4, Weight::Regular);
        let places = chart.table.places.iter();
        Self(places.map(|place| text::balanced(&place.label, width, size::LABEL, Weight::Regular)).collect())
    }

    /// The width of the gutter.
    #[must_use]
    pub fn width(&self) -> f64 {
        text::widest(self.0.iter().flatten(), size::LABEL, Weight::Regular).ceil()
    }

    /// The height that all rows take at `pitch`, with `air` between the tallest names.
    #[must_use]
    pub fn height(&self, pitch: f64, air: f64) -> f64 {
        self.needs(air).map(|need| need.max(pitch)).sum()
    }

    /// Parts `body` into rows: all of one height but those whose names need more.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when rows get lower than `least` or than their names.
    pub fn fill(&self, chart: &Chart, body: Rect, least: f64) -> Result<Rows, ChartError> {
        let needed = self.height(least, TIGHT);
        if body.height() < needed {
            let whole = f64::from(chart.spec.height.unwrap_or_default()) + needed - body.height();
            return Err(chart.too_small("all rows", whole, "height"));
        }
        // The greatest pitch whose rows still fit, in whole pixels.
        let mut pitch = least.floor();
        while self.height(pitch + 1.0, TIGHT) <= body.height() {
            pitch += 1.0;
        }
        let mut top = body.y0;
        let middles = self.needs(TIGHT).map(|need| {
            let height = need.max(pitch);
            top += height;
            top - height / 2.0
        });
        let middles = middles.collect();
        Ok(Rows { middles, pitch, end: top })
    }

    /// The height that the lines of each name need.
    fn needs(&self, air: f64) -> impl Iterator<Item = f64> {
        self.0.iter().map(move |lines| lines.len() as f64 * size::LABEL_LINE + air)
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

/// Where rows lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    pub middles: Vec<f64>,
    /// The height of most rows.
    pub pitch: f64,
    /// The foot of the last.
    pub end: f64,
}

//! Names of series right of the plot, each beside what it names, moved apart where they would overlap.

use super::labels::{Wish, spread};
use super::{Anchor, Group, Mark, Role, Text, centred, text};
use crate::charts::chart::Chart;
use crate::charts::font::Weight;
use crate::charts::theme::size;
use crate::charts::{ChartError, Hue, Tone};

/// The part of the width that names may take.
const NAMES: f64 = 0.28;
/// What they may take rather than break a word.
const MOST_NAMES: f64 = 0.42;
/// From the plot to the names.
const REACH: f64 = 14.0;

/// A name in bold and, below it, its figure.
#[derive(Debug, Clone)]
struct Label {
    name: Vec<String>,
    value: Option<String>,
    hue: Hue,
}

/// The labels of all series, in the order in which they stand from top to bottom.
#[derive(Debug, Clone)]
pub struct Beside(Vec<Label>);

impl Label {
    fn lines(&self) -> usize {
        self.name.len() + usize::from(self.value.is_some())
    }

    fn height(&self) -> f64 {
        self.lines() as f64 * size::LABEL_LINE + 4.0
    }
}

impl Beside {
    /// Labels of name, figure and hue for a chart `width` wide.
    #[must_use]
    pub fn new(labels: Vec<(String, Option<String>, Hue)>, width: f64) -> Self {
        let names = labels.iter().map(|(name, ..)| name.as_str());
        let room = text::unbroken(names, width * NAMES, width * MOST_NAMES, Weight::SemiBold);
        let labels = labels.into_iter().map(|(name, value, hue)| Label {
            name: text::balanced(&name, room, size::LABEL, Weight::SemiBold),
            value,
            hue,
        });
        Self(labels.collect())
    }

    /// The width of the gutter, with the distance to the plot; 0 without labels.
    #[must_use]
    pub fn width(&self) -> f64 {
        let names = self.0.iter().map(|label| text::widest(&label.name, size::LABEL, Weight::SemiBold));
        let values = self.0.iter().map(|label| text::widest(&label.value, size::LABEL, Weight::Regular));
        let widest = names.chain(values).fold(0.0, f64::max);
        if widest > 0.0 { widest.ceil() + REACH } else { 0.0 }
    }

    /// The height that all labels take.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.0.iter().map(Label::height).sum()
    }

    /// Sets the labels right of `x`, each as near to its row of `at` as the others let it, between `low` and `high`.
    ///
    /// # Errors
    /// [`ChartError::TooSmall`] when they do not fit one below the other.
    pub fn draw(&self, chart: &Chart, x: f64, at: &[f64], (low, high): (f64, f64)) -> Result<Group, ChartError> {
        let needed = self.height();
        if needed > high - low {
            let height = f64::from(chart.spec.height.unwrap_or_default()) + needed - (high - low);
            return Err(chart.too_small("a name for every series", height, "height"));
        }
        let wishes = self.0.iter().zip(at).map(|(label, at)| Wish { at: *at, height: label.height() });
        let wishes: Vec<Wish> = wishes.collect();
        let mut group = Group::new(Role::Labels, "");
        for ((label, wish), centre) in self.0.iter().zip(&wishes).zip(spread(&wishes, low, high)) {
            // A label that had to move is tied to what it names.
            if (centre - wish.at).abs() > label.height() / 2.0 {
                let line = vec![(x + 2.0, wish.at), (x + REACH - 4.0, centre)];
                group.marks.push(Mark::Path(line, 1.0, Tone::Fill(Hue::Grey)));
            }
            group.marks.extend(label.draw(x + REACH, centre));
        }
        Ok(group)
    }
}

impl Label {
    fn draw(&self, left: f64, centre: f64) -> Vec<Mark> {
        let first = centre - (self.lines() - 1) as f64 * size::LABEL_LINE / 2.0;
        let baseline = |line: usize| centred(first + line as f64 * size::LABEL_LINE, size::LABEL);
        let name = |(line, words): (usize, &String)| {
            Mark::Text(Text::label(words, left, baseline(line), Anchor::Start, Tone::Ink(self.hue)).bold())
        };
        let value = self
            .value
            .iter()
            .map(|words| Mark::Text(Text::label(words, left, baseline(self.name.len()), Anchor::Start, Tone::Text)));
        self.name.iter().enumerate().map(name).chain(value).collect()
    }
}

//! A spec together with its figures: what the kinds lay out.

use super::data::PROVISIONAL;
use super::kinds::KeyEntry;
use super::words::Words;
use super::{ChartError, ChartSpec, Hue, NumberWriter, Table};

/// Gaps beyond this many are counted, not named.
const MOST_GAPS: usize = 6;

/// Everything a kind needs to know.
#[derive(Debug, Clone)]
pub struct Chart {
    pub spec: ChartSpec,
    pub table: Table,
    pub numbers: NumberWriter,
    pub words: Words,
    /// The range that all facets share.
    pub scale: Option<(f64, f64)>,
    /// What the kind found while it prepared the figures, and readers have to know.
    pub remarks: Vec<String>,
}

impl Chart {
    pub fn new(spec: &ChartSpec, table: Table) -> Self {
        let mut spec = spec.clone();
        if spec.lang.is_empty() {
            spec.lang = "en".to_owned();
        }
        let spec = &spec;
        Self {
            numbers: NumberWriter::over(spec, &table.figures()),
            words: Words::of(spec.language()),
            spec: spec.clone(),
            table,
            scale: None,
            remarks: Vec::new(),
        }
    }

    /// Figures have become index numbers: they have no currency, magnitude or unit, and one decimal unless stated.
    pub fn restate_as_index(&mut self) {
        let number = &mut self.spec.number;
        (number.currency, number.magnitude, number.unit) = (None, None, None);
        number.decimals = number.decimals.or(Some(1));
        self.numbers = NumberWriter::new(&self.spec, 100.0);
    }

    /// The hue of each series: those to highlight take colours, the rest grey; without highlights the first four.
    pub fn hues(&self) -> Vec<Hue> {
        let highlighted = |name: &String| self.spec.highlight.contains(name);
        let chosen = !self.spec.highlight.is_empty() && self.table.is_split();
        let largest = self.largest_series(4);
        let mut colours = Hue::ALL.into_iter().take(4);
        let series = self.table.series.iter().enumerate();
        series
            .map(|(number, series)| match if chosen { highlighted(&series.name) } else { largest.contains(&number) } {
                true => colours.next().unwrap_or(Hue::Grey),
                false => Hue::Grey,
            })
            .collect()
    }

    /// The series that are largest by all their figures, wherever they stand: grey is for the small ones.
    fn largest_series(&self, count: usize) -> Vec<usize> {
        let size = |number: usize| -> f64 {
            let mut values = self.table.series[number].cells.iter().filter_map(|cell| cell.value);
            // Of places the first is the largest, and the last known one counts.
            match self.spec.ranks {
                true => values.next_back().map_or(f64::NEG_INFINITY, |place| -place),
                false => values.map(f64::abs).sum(),
            }
        };
        let is_rest = |number: usize| self.spec.last.contains(&self.table.series[number].name);
        let mut order: Vec<usize> = (0..self.table.series.len()).collect();
        order.sort_by(|a, b| is_rest(*a).cmp(&is_rest(*b)).then(size(*b).total_cmp(&size(*a))));
        // What stands for all others is grey even where there is a hue left.
        order.retain(|number| !is_rest(*number) || self.table.series.len() <= 2);
        order.truncate(count);
        order
    }

    /// Swatch and name of every series; nothing when there is one without a name.
    pub fn key(&self) -> Vec<KeyEntry> {
        if !self.table.is_split() {
            return Vec::new();
        }
        let series = self.table.series.iter().zip(self.hues());
        series.map(|(series, hue)| KeyEntry::new(&series.name, hue)).collect()
    }

    /// What the partial periods cover, and that some are provisional; `how` says how they are drawn.
    pub fn partial_remarks(&self, how: &str) -> Vec<String> {
        let partial = self.table.places.iter().filter_map(|place| {
            let covers = place.partial.as_ref()?;
            Some(format!("{} {} {covers}", place.label, self.words.covers))
        });
        let provisional = self.table.places.iter().any(|place| place.provisional);
        let provisional = provisional.then(|| format!("{PROVISIONAL} = {}", self.words.provisional));
        let partial: Vec<String> = partial.chain(provisional).collect();
        match partial.is_empty() {
            true => Vec::new(),
            false => vec![format!("{how}: {}.", partial.join("; "))],
        }
    }

    /// As [`Self::partial_remarks`] where nothing in the drawing shows it.
    pub fn unsettled_remarks(&self) -> Vec<String> {
        let covers =
            self.table.places.iter().filter_map(|place| {
                Some(format!("{} {} {}.", place.label, self.words.covers, place.partial.as_ref()?))
            });
        let provisional = self.table.places.iter().any(|place| place.provisional);
        covers.chain(provisional.then(|| format!("{PROVISIONAL} = {}.", self.words.provisional))).collect()
    }

    /// Which figures there are not, so that a gap is not read as zero.
    pub fn missing_remarks(&self) -> Vec<String> {
        let series = self.table.series.iter().filter_map(|series| {
            let cells = self.table.places.iter().zip(&series.cells);
            let gaps: Vec<&str> =
                cells.filter(|(_, cell)| cell.value.is_none()).map(|(place, _)| place.label.as_str()).collect();
            let named = match gaps.len() {
                0 => return None,
                1..=MOST_GAPS => gaps.join(", "),
                more => format!("{}, … ({more})", gaps[..MOST_GAPS].join(", ")),
            };
            Some(format!("{} {named}", series.name).trim().to_owned())
        });
        let gaps: Vec<String> = series.collect();
        match gaps.is_empty() {
            true => Vec::new(),
            false => vec![format!("{}: {}.", capital(self.words.missing), gaps.join("; "))],
        }
    }

    /// The least and the largest figure, zero, intervals and levels to compare with included.
    pub fn range(&self) -> (f64, f64) {
        if let Some(scale) = self.scale {
            return scale;
        }
        let levels = self.spec.references.iter().map(|reference| reference.y);
        let values = self.table.figures().into_iter().chain(levels);
        let (low, high) = values.fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)));
        if low == high { (0.0, 1.0) } else { (low, high) }
    }

    /// The error for a chart whose stated size cannot hold `what`.
    pub fn too_small(&self, what: &'static str, needed: f64, side: &'static str) -> ChartError {
        let size = match self.spec.height {
            Some(height) => format!("{} × {height} px", self.spec.width),
            None => format!("a width of {} px", self.spec.width),
        };
        ChartError::TooSmall { size, what, needed: needed.ceil() as u32, side }
    }
}

/// The text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

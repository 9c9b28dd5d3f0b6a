//! A spec together with its figures: what the kinds lay out.

use super::kinds::KeyEntry;
use super::words::Words;
use super::{ChartError, ChartSpec, Hue, NumberWriter, Table, Tone};

/// Everything a kind needs to know.
#[derive(Debug, Clone)]
pub struct Chart {
    pub spec: ChartSpec,
    pub table: Table,
    pub numbers: NumberWriter,
    pub words: Words,
}

impl Chart {
    pub fn new(spec: &ChartSpec, table: Table) -> Self {
        Self {
            numbers: NumberWriter::new(spec, table.largest()),
            words: Words::of(spec.language()),
            spec: spec.clone(),
            table,
        }
    }

    /// The hue of each series: those to highlight take colours, the rest grey; without highlights the first four.
    pub fn hues(&self) -> Vec<Hue> {
        let highlighted = |name: &String| self.spec.highlight.contains(name);
        let chosen = !self.spec.highlight.is_empty() && self.table.is_split();
        let mut colours = Hue::ALL.into_iter().take(4);
        let series = self.table.series.iter();
        series
            .map(|series| match !chosen || highlighted(&series.name) {
                true => colours.next().unwrap_or(Hue::Grey),
                false => Hue::Grey,
            })
            .collect()
    }

    /// Swatch and name of every series; nothing when there is one without a name.
    pub fn key(&self) -> Vec<KeyEntry> {
        if !self.table.is_split() {
            return Vec::new();
        }
        let series = self.table.series.iter().zip(self.hues());
        series
            .map(|(series, hue)| KeyEntry { name: series.name.clone(), fill: Tone::Fill(hue), ink: Tone::Ink(hue) })
            .collect()
    }

    /// What the hatched periods cover.
    pub fn partial_remarks(&self) -> Vec<String> {
        let partial = self.table.places.iter().filter_map(|place| {
            let covers = place.partial.as_ref()?;
            Some(format!("{} {} {covers}", place.name, self.words.covers))
        });
        let partial: Vec<String> = partial.collect();
        match partial.is_empty() {
            true => Vec::new(),
            false => vec![format!("{}: {}.", self.words.hatched, partial.join("; "))],
        }
    }

    /// The error for a chart whose stated size cannot hold `what`.
    pub fn too_small(&self, what: &'static str, needed: f64, side: &'static str) -> ChartError {
        ChartError::TooSmall {
            width: self.spec.width,
            height: self.spec.height.unwrap_or_default(),
            what,
            needed: needed.ceil() as u32,
            side,
        }
    }
}

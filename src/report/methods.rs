//! How a report was made, for whoever wants to make it again: metrics, files with their hashes, what was left out.

use std::path::Path;

use serde::Serialize;

use super::derive::Derived;
use super::project::DataPlan;
use crate::check::DocumentFindings;
use crate::metrics;
use crate::sources::{self, Input, Inspection, Loaded, SourceError, registry};

/// What a page says of its making.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Methods {
    /// Every metric and variant that a chart or table shows, in the order of the page.
    pub metrics: Vec<Method>,
    /// Every input, in the order of reading.
    pub files: Vec<Provenance>,
    /// Charts and tables whose sums leave rows out.
    pub left_out: Vec<LeftOut>,
    /// The names of the files that are written beside the page.
    pub beside: Vec<String>,
}

/// One variant of a metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Method {
    /// `growth:yoy`, as results carry it.
    pub label: String,
    pub title: &'static str,
    pub formula: &'static str,
    pub unit: &'static str,
    /// Where the definition is from.
    pub source: &'static str,
    /// The charts and tables that show it.
    pub used: Vec<Place>,
}

/// A chart or table of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Its id on the page.
    pub anchor: String,
    pub title: String,
}

/// What was left out of the sums of a chart or table, one line a rule.
#[derive(Debug, Clone, Serialize)]
pub struct LeftOut {
    pub place: Place,
    pub lines: Vec<String>,
}

/// An input and the hash of its bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Provenance {
    pub path: String,
    /// Of the bytes as read, in lower-case hexadecimal.
    pub sha256: String,
    pub bytes: usize,
    /// What it was read as: `trade figures, 4 rows`.
    pub read_as: String,
    /// The format that was recognised: `Markdown`, `UN Comtrade API v1, Plus`; empty where there is nothing to recognise.
    pub format: String,
    /// What reading left out and why, one line a rule.
    pub left_out: Vec<String>,
    /// What a reader should know before using the figures.
    pub doubts: Vec<String>,
}

impl Provenance {
    /// An input by its name and bytes.
    #[must_use]
    pub fn of(name: &Path, bytes: &[u8], read_as: String) -> Self {
        Self {
            path: name.display().to_string(),
            sha256: Input::from_bytes(name, bytes.to_vec()).sha256,
            bytes: bytes.len(),
            read_as,
            format: String::new(),
            left_out: Vec::new(),
            doubts: Vec::new(),
        }
    }

    /// Figures whose bytes only an engine read.
    #[must_use]
    pub fn unseen(path: &str, read_as: String) -> Self {
        let sha256 = super::engine::UNSEEN.to_owned();
        Self { path: path.to_owned(), sha256, ..Self::of(Path::new(""), &[], read_as) }
    }

    /// Files of figures that texts were held against.
    ///
    /// # Errors
    /// When a file cannot be read any more.
    pub fn figures(loaded: &Loaded) -> Result<Vec<Self>, SourceError> {
        let of = |from: &sources::Provenance| {
            let file = from.file();
            Ok(Self {
                path: file.display().to_string(),
                sha256: from.sha256()?,
                bytes: std::fs::metadata(file).map_or(0, |about| about.len() as usize),
                read_as: format!("{} figures, held against the texts", loaded.kind.name()),
                format: title(from.source),
                left_out: Vec::new(),
                doubts: Vec::new(),
            })
        };
        loaded.provenance.iter().map(of).collect()
    }

    /// A text that was checked.
    #[must_use]
    pub fn text(document: &DocumentFindings) -> Self {
        let figures = document.quantities.len();
        Self {
            path: document.path.clone(),
            sha256: document.sha256.clone(),
            bytes: document.bytes,
            read_as: format!("text, {figures} figure{}", if figures == 1 { "" } else { "s" }),
            format: document.format.to_owned(),
            left_out: Vec::new(),
            doubts: Vec::new(),
        }
    }
}

/// What a format is called.
fn title(name: &str) -> String {
    registry::named(name).map_or_else(|_| name.to_owned(), |source| source.title.to_owned())
}

impl Methods {
    /// What was recognised in the input of this name, and what reading it left out.
    pub fn recognised(&mut self, name: &Path, inspection: &Inspection) {
        let name = name.display().to_string();
        let Some(file) = self.files.iter_mut().find(|file| file.path == name) else { return };
        file.format = inspection.formats.iter().map(|name| title(name)).collect::<Vec<_>>().join(", ");
        file.left_out.clone_from(&inspection.audit);
        file.doubts.clone_from(&inspection.doubts);
    }

    /// The metrics that a chart or table shows, and what its sums leave out.
    pub fn shows(&mut self, anchor: String, title: &str, plan: &DataPlan, derived: &Derived) {
        let place = Place { anchor, title: title.to_owned() };
        for metric in &plan.metrics {
            self.uses(metric.get_ref(), &place);
        }
        if !derived.audit.is_empty() {
            self.left_out.push(LeftOut { place, lines: derived.audit.clone() });
        }
    }

    /// A name that the registry does not know was refused before anything is shown.
    fn uses(&mut self, name: &str, place: &Place) {
        for (metric, variant) in metrics::find_all(name).into_iter().flatten() {
            let label = metric.label(variant);
            let method = match self.metrics.iter_mut().find(|method| method.label == label) {
                Some(known) => known,
                None => self.metrics.push_mut(Method {
                    label,
                    title: metric.title,
                    formula: variant.formula,
                    unit: if variant.unit.is_empty() { "the currency of the figures" } else { variant.unit },
                    source: metric.source,
                    used: Vec::new(),
                }),
            };
            if !method.used.contains(place) {
                method.used.push(place.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(anchor: &str) -> Place {
        Place { anchor: anchor.to_owned(), title: anchor.to_uppercase() }
    }

    #[test]
    fn a_metric_is_told_once_with_all_its_uses() {
        let mut methods = Methods::default();
        methods.uses("growth:yoy", &place("a"));
        methods.uses("level", &place("a"));
        methods.uses("growth:yoy", &place("b"));
        methods.uses("growth:yoy", &place("b"));
        let told: Vec<_> = methods.metrics.iter().map(|method| (method.label.as_str(), method.used.len())).collect();
        assert_eq!(told, [("growth:yoy", 2), ("level:sum", 1)]);
        assert_eq!(methods.metrics[1].unit, "the currency of the figures");
        assert!(methods.metrics[0].formula.starts_with("100 ·"));
    }

    #[test]
    fn all_variants_stand_for_themselves() {
        let mut methods = Methods::default();
        methods.uses("growth:all", &place("a"));
        assert!(methods.metrics.len() > 1 && methods.metrics.iter().all(|method| method.title == "Growth"));
    }
}

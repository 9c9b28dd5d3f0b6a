//! What an earlier build made, so that the next one makes only what changed: for a report that is watched.

use std::collections::BTreeMap;

use super::derive::Derived;
use super::figures::{Figures, FileRead};
use super::manifest::sha256;
use super::page::Picture;
use super::project::{CHART_EXTENSIONS, ChartPlan, Project, SummaryPlan};
use super::{Inputs, ReportError};
use crate::charts::Lint;
use crate::check::DocumentFindings;

/// What earlier builds of a project made, by what it was made of.
#[derive(Default)]
pub struct Memory {
    /// Nothing is kept for a report that is made once.
    keeps: bool,
    figures: Option<(String, Figures, Vec<FileRead>)>,
    charts: Made<Drawn>,
    summaries: Made<(Derived, Vec<u8>)>,
    documents: Made<DocumentFindings>,
    /// What the last build had to make again, by name.
    pub made: Vec<String>,
}

/// Things by what they were made of: those of the build before, and those that this one wants too.
struct Made<T> {
    before: BTreeMap<String, T>,
    now: BTreeMap<String, T>,
}

impl<T> Default for Made<T> {
    fn default() -> Self {
        Self { before: BTreeMap::new(), now: BTreeMap::new() }
    }
}

impl<T: Clone> Made<T> {
    /// What stands under a key, and whether it had to be made.
    fn get(
        &mut self,
        key: String,
        keeps: bool,
        make: impl FnOnce() -> Result<T, ReportError>,
    ) -> Result<(T, bool), ReportError> {
        let known = self.now.get(&key).or_else(|| self.before.get(&key)).cloned();
        let (thing, new) = match known {
            Some(known) => (known, false),
            None => (make()?, true),
        };
        if keeps {
            self.now.insert(key, thing.clone());
        }
        Ok((thing, new))
    }

    /// What this build did not want is forgotten.
    fn settle(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }
}

/// A chart with its files, as a page and a folder take it.
#[derive(Clone)]
pub struct Drawn {
    pub derived: Derived,
    pub title: String,
    pub pictures: Vec<Picture>,
    /// In the order of [`CHART_EXTENSIONS`].
    pub written: [Vec<u8>; CHART_EXTENSIONS.len()],
    pub lints: Vec<Lint>,
}

impl Memory {
    /// A memory that keeps what is made.
    #[must_use]
    pub fn kept() -> Self {
        Self { keeps: true, ..Self::default() }
    }

    /// The project's figures: those of the build before, where no file of theirs is another.
    ///
    /// # Errors
    /// When a file is not there, cannot be read, or the files of one entry do not go together.
    pub(super) fn figures(
        &mut self,
        project: &Project,
        inputs: &Inputs,
    ) -> Result<(Figures, Vec<FileRead>), ReportError> {
        if !self.keeps {
            return Figures::read(project, inputs);
        }
        let key = fingerprint(project, inputs)?;
        if let Some((known, figures, files)) = &self.figures
            && *known == key
        {
            return Ok((figures.clone(), files.clone()));
        }
        let (figures, files) = Figures::read(project, inputs)?;
        self.made.push("figures".to_owned());
        self.forget();
        self.figures = Some((key, figures.clone(), files.clone()));
        Ok((figures, files))
    }

    /// The chart of a plan: as it was drawn before, where neither the plan nor the figures are others.
    ///
    /// # Errors
    /// As `draw`.
    pub(super) fn chart(
        &mut self,
        project: &Project,
        plan: &ChartPlan,
        draw: impl FnOnce() -> Result<Drawn, ReportError>,
    ) -> Result<Drawn, ReportError> {
        let key = without_spans(&format!("{plan:?} {} {} {:?}", project.source, project.lang, project.theme));
        let (drawn, new) = self.charts.get(key, self.keeps, draw)?;
        self.made.extend(new.then(|| plan.file.get_ref().display().to_string()));
        Ok(drawn)
    }

    /// The results of a summary with the bytes of its file, where neither the plan nor the figures are others.
    ///
    /// # Errors
    /// As `make`.
    pub(super) fn summary(
        &mut self,
        plan: &SummaryPlan,
        make: impl FnOnce() -> Result<(Derived, Vec<u8>), ReportError>,
    ) -> Result<(Derived, Vec<u8>), ReportError> {
        let (made, new) = self.summaries.get(without_spans(&format!("{plan:?}")), self.keeps, make)?;
        self.made.extend(new.then(|| plan.file.get_ref().display().to_string()));
        Ok(made)
    }

    /// What was found in a text, where neither its bytes nor the figures are others.
    ///
    /// # Errors
    /// As `check`.
    pub(super) fn document(
        &mut self,
        name: &str,
        bytes: &[u8],
        check: impl FnOnce() -> Result<DocumentFindings, ReportError>,
    ) -> Result<DocumentFindings, ReportError> {
        let (found, new) = self.documents.get(format!("{name} {}", sha256(bytes)), self.keeps, check)?;
        self.made.extend(new.then(|| name.to_owned()));
        Ok(found)
    }

    /// Nothing that was made of figures stands any longer: they are others, or an engine's, which may be.
    pub(super) fn forget(&mut self) {
        self.charts = Made::default();
        self.summaries = Made::default();
        self.documents = Made::default();
    }

    /// The build is whole: what it did not want is forgotten.
    pub(super) fn settle(&mut self) {
        self.charts.settle();
        self.summaries.settle();
        self.documents.settle();
    }
}

/// What figures are read from: every file's bytes, and the mappings.
fn fingerprint(project: &Project, inputs: &Inputs) -> Result<String, ReportError> {
    let mut key = without_spans(&format!("{:?} {:?}", project.figures, project.mappings));
    for entry in &project.figures {
        for name in inputs.expand(entry.get_ref())? {
            key.push_str(&sha256(&inputs.read_listed(project, entry, &name)?));
        }
    }
    let beside = project.plans().flat_map(|plan| plan.deflator.iter().chain(plan.companions.values()));
    for file in beside {
        key.push_str(&sha256(&inputs.read_listed(project, file, file.get_ref())?));
    }
    Ok(key)
}

/// A plan as text, wherever it stands in its file.
fn without_spans(debug: &str) -> String {
    let mut parts = debug.split("span: ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_only_moved_is_the_same() {
        let text = |title: &str| {
            format!(
                "title = \"{title}\"\nsource = \"ours\"\nfigures = [\"a.csv\"]\n[[chart]]\nfile = \"a\"\ndata = {{ from = \"a.csv\", metrics = [\"level\"] }}\nspec = {{ kind = \"line\", x = \"period\", y = \"figure\" }}\n"
            )
        };
        let plan = |title: &str| {
            let project = Project::parse(&text(title), "a.toml".as_ref()).unwrap();
            without_spans(&format!("{:?}", project.charts[0]))
        };
        assert_eq!(plan("Trade"), plan("Trade in 2024"));
    }
}

//! The project file `tradeproof.toml`: which figures, which summaries, which charts, which texts.
//!
//! Paths of inputs are relative to the project file; names of outputs are relative to the output folder.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::engine::EnginePlan;
use super::project_error::{ProjectError, Slip, place};
use crate::charts::ChartSpec;
use crate::sources::engine::{Engine, EngineError, TOKEN};

/// The name a project file has in its folder.
pub const FILE_NAME: &str = "tradeproof.toml";

/// What is written of every chart: the picture in three formats and its figures.
pub const CHART_EXTENSIONS: [&str; 4] = ["svg", "png", "pdf", "csv"];

/// What one report is made of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// The page's heading.
    pub title: String,
    /// One or two sentences below it.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// The language of the page and of its charts, as in HTML: `en`, `kk`.
    #[serde(default = "english")]
    pub lang: String,
    /// Where the figures come from, printed at the foot of the page.
    pub source: String,
    /// Files of figures in any layout that `tradeproof sources` lists.
    #[serde(default)]
    pub figures: Vec<Spanned<PathBuf>>,
    /// A server that reads the figures and adds them up, in place of this program: `"sc://host:port"`. `figures` are then paths
    /// that it sees, or `table:NAME`.
    #[serde(default)]
    engine: Option<Spanned<EnginePlan>>,
    /// Texts whose figures are checked.
    #[serde(default)]
    pub texts: Vec<Spanned<PathBuf>>,
    /// Derived figures that become tables on the page and files beside it.
    #[serde(default, rename = "summary")]
    pub summaries: Vec<SummaryPlan>,
    /// Charts in the order of the page.
    #[serde(default, rename = "chart")]
    pub charts: Vec<ChartPlan>,
    /// The names of what is written.
    #[serde(default)]
    pub output: OutputNames,
    /// The file's own path and text, to name places in it.
    #[serde(skip)]
    origin: Origin,
}

#[derive(Debug, Clone, Default)]
struct Origin {
    path: PathBuf,
    text: String,
}

/// One metric over one file of figures: what a summary shows and what a chart draws.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataPlan {
    /// One of the project's `figures`.
    pub from: Spanned<PathBuf>,
    /// `level`, `growth:yoy`, … as `tradeproof metrics` names them; their rows stand below each other.
    pub metrics: Vec<Spanned<String>>,
    /// The columns that tell the rows apart.
    #[serde(default)]
    pub by: Vec<String>,
    /// Only figures whose columns hold one of these values.
    #[serde(default, rename = "where")]
    pub filter: BTreeMap<String, Vec<String>>,
    /// Only these periods.
    #[serde(default)]
    pub periods: Vec<Spanned<String>>,
    /// The period to compare with, where the metric leaves a choice.
    #[serde(default)]
    pub base: Option<Spanned<String>>,
    /// Growth as a text prints it, in per cent by flow: `{ export = "31" }`.
    #[serde(default)]
    pub growth: BTreeMap<String, Spanned<String>>,
    /// Only the first so many rows of each period.
    #[serde(default)]
    pub top: Option<usize>,
    /// What the page and the charts call a value: `{ export = "Exports" }`.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

/// A table on the page and the file that holds the same.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryPlan {
    /// Name of the file, with the extension that says its format: `growth.csv`.
    pub file: Spanned<PathBuf>,
    pub title: String,
    /// A sentence below the table: what is assumed, what is missing.
    #[serde(default)]
    pub note: Option<String>,
    pub data: DataPlan,
}

/// A chart on the page and its files.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartPlan {
    /// Name of the files without extension: `trade` makes `trade.svg` and `trade.png`.
    pub file: Spanned<PathBuf>,
    pub data: DataPlan,
    /// How it is drawn. The columns to draw are those of the metrics, and `figure`, `low` and `high` in whole currency
    /// units or in the metric's unit.
    pub spec: ChartSpec,
}

/// The names of what a report writes into its folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OutputNames {
    pub page: Spanned<PathBuf>,
    pub findings: Spanned<PathBuf>,
}

impl Default for OutputNames {
    fn default() -> Self {
        Self { page: Spanned::new(0..0, "index.html".into()), findings: Spanned::new(0..0, "findings.json".into()) }
    }
}

fn english() -> String {
    "en".to_owned()
}

impl Project {
    /// Reads a project from the text of its file; `path` is what errors call it.
    ///
    /// # Errors
    /// With line and column, when the text is not TOML, when a key is unknown, missing or of the wrong type, when an
    /// output would leave its folder or be written twice, and when a table is made from a file that is not listed.
    ///
    /// # Examples
    /// ```
    /// use tradeproof::report::Project;
    ///
    /// let project = Project::parse("title = \"Trade\"\nsource = \"ours\"", "trade.toml".as_ref())?;
    /// assert_eq!(project.output.page.get_ref(), "index.html".as_ref() as &std::path::Path);
    ///
    /// let error = Project::parse("title = 3", "trade.toml".as_ref()).unwrap_err();
    /// assert!(error.to_string().starts_with("trade.toml:1:9: "));
    /// # Ok::<(), tradeproof::report::ProjectError>(())
    /// ```
    pub fn parse(text: &str, path: &Path) -> Result<Self, ProjectError> {
        let mut project: Self = toml::from_str(text).map_err(|error| ProjectError::from_toml(path, text, &error))?;
        project.origin = Origin { path: path.to_owned(), text: text.to_owned() };
        project.slip().map_or(Ok(()), |slip| Err(project.error(slip)))?;
        Ok(project)
    }

    /// The error for something that is wrong at a place of this file.
    pub(super) fn error(&self, slip: Slip) -> ProjectError {
        ProjectError::at(&self.origin.path, &self.origin.text, slip)
    }

    /// `path:line:column` of a value.
    pub(super) fn place<T>(&self, value: &Spanned<T>) -> String {
        let (line, column) = place(&self.origin.text, value.span().start);
        format!("{}:{line}:{column}", self.origin.path.display())
    }

    /// The names that the project gives to what a report writes; those of charts are without extension.
    fn output_names(&self) -> impl Iterator<Item = &Spanned<PathBuf>> {
        [&self.output.page, &self.output.findings]
            .into_iter()
            .chain(self.summaries.iter().map(|summary| &summary.file))
            .chain(self.charts.iter().map(|chart| &chart.file))
    }

    fn slip(&self) -> Option<Slip> {
        self.unsafe_output()
            .or_else(|| self.double_output())
            .or_else(|| self.unlisted_figures())
            .or_else(|| self.no_engine())
    }

    /// The engine that the project names; its address was looked at when the file was read.
    pub(super) fn engine(&self) -> Option<Engine> {
        self.engine.as_ref()?.get_ref().engine().ok()
    }

    fn no_engine(&self) -> Option<Slip> {
        let plan = self.engine.as_ref()?;
        let error = plan.get_ref().engine().err()?;
        let found = match error {
            EngineError::Secret => "an address with more in it".to_owned(),
            EngineError::Address { found } => format!("`{found}`"),
            error => error.to_string(),
        };
        Some(Slip {
            span: plan.span(),
            expected: "host and port of a server that speaks Spark Connect, such as \"sc://127.0.0.1:15002\"".into(),
            found,
            help: format!("A token is read from the environment, as {TOKEN}, and stands in no file."),
        })
    }

    fn unsafe_output(&self) -> Option<Slip> {
        let inside = |path: &Path| {
            let mut parts = path.components();
            matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None))
        };
        let name = self.output_names().find(|name| !inside(name.get_ref()))?;
        Some(Slip {
            span: name.span(),
            expected: "the name of a file inside the output folder".into(),
            found: format!("`{}`", name.get_ref().display()),
            help: "Give a plain name such as `growth.csv`; choose the folder with `-o`.".into(),
        })
    }

    fn double_output(&self) -> Option<Slip> {
        let mut seen: Vec<PathBuf> = Vec::new();
        let (span, name) = self.written().find(|(_, name)| {
            let again = seen.contains(name);
            seen.push(name.clone());
            again
        })?;
        Some(Slip {
            span,
            expected: "a name that no other output has".into(),
            found: format!("`{}` a second time", name.display()),
            help: "Rename one of the two, or the second would overwrite the first.".into(),
        })
    }

    /// Every file that a report writes, a chart's with their extensions, and where the project names it.
    fn written(&self) -> impl Iterator<Item = (Range<usize>, PathBuf)> {
        let charts = self.charts.iter().map(|chart| &chart.file);
        let drawn = charts.flat_map(|file| {
            let named = |extension: &str| PathBuf::from(format!("{}.{extension}", file.get_ref().display()));
            CHART_EXTENSIONS.map(|extension| (file.span(), named(extension)))
        });
        let summaries = self.summaries.iter().map(|summary| &summary.file);
        let others = [&self.output.page, &self.output.findings].into_iter().chain(summaries);
        others.map(|file| (file.span(), file.get_ref().clone())).chain(drawn)
    }

    fn unlisted_figures(&self) -> Option<Slip> {
        let listed = |from: &Path| self.figures.iter().any(|file| file.get_ref() == from);
        let plans = self.summaries.iter().map(|summary| &summary.data);
        let from = plans
            .chain(self.charts.iter().map(|chart| &chart.data))
            .map(|data| &data.from)
            .find(|from| !listed(from.get_ref()))?;
        let figures: Vec<String> = self.figures.iter().map(|file| format!("`{}`", file.get_ref().display())).collect();
        let expected = match figures.as_slice() {
            [] => "a file that `figures` lists; it lists none".into(),
            files => format!("one of the `figures`: {}", files.join(", ")),
        };
        Some(Slip {
            span: from.span(),
            expected,
            found: format!("`{}`", from.get_ref().display()),
            help: "Add the file to `figures` at the head of the project file, or correct the name.".into(),
        })
    }
}

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
use crate::charts::{ChartSpec, Theme};
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
    /// Figures in any layout that `tradeproof sources` lists. A folder or a pattern stands for the files in it, which are read as one;
    /// lists of codes and tables of the World Bank lie beside all figures.
    #[serde(default)]
    pub figures: Vec<Spanned<PathBuf>>,
    /// How files of a layout of one's own become tidy.
    #[serde(default, rename = "mapping")]
    pub mappings: Vec<Mapping>,
    /// A server that reads the figures and adds them up, in place of this program: `"sc://host:port"`. `figures` are then paths
    /// that it sees, or `table:NAME`.
    #[serde(default)]
    engine: Option<Spanned<EnginePlan>>,
    /// Texts whose figures are checked, against each other and against the figures.
    #[serde(default)]
    pub texts: Vec<Spanned<PathBuf>>,
    /// Findings that are accepted, as `check --write-baseline` writes them.
    #[serde(default)]
    pub accepted: Option<Spanned<PathBuf>>,
    /// For which ground the files of charts are drawn; the page has them for a light and a dark one.
    #[serde(default)]
    pub theme: Ground,
    /// Figures by the name that templates call them.
    #[serde(default)]
    pub data: BTreeMap<String, DataPlan>,
    /// Texts that are written from figures.
    #[serde(default, rename = "template")]
    pub templates: Vec<TemplatePlan>,
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
    /// `level`, `growth:yoy`, … as `tradeproof metrics` names them. What templates call by name has none: they name the metric.
    #[serde(default)]
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
    /// Only the first so many rows of each period; side by side the rest is one row.
    #[serde(default)]
    pub top: Option<usize>,
    /// Metrics below each other (`long`) or side by side (`wide`).
    #[serde(default)]
    pub layout: Layout,
    /// All figures in this currency, by the rates of `rates`, one of the project's `figures`.
    #[serde(default)]
    pub currency: Option<Spanned<String>>,
    #[serde(default)]
    pub rates: Option<Spanned<PathBuf>>,
    /// How a rate stands for a period: `average` or `end`.
    #[serde(default)]
    pub rate: Option<Spanned<String>>,
    /// All figures at the prices of the period `prices`: a CSV of reporter, period, value, unit, source.
    #[serde(default)]
    pub deflator: Option<Spanned<PathBuf>>,
    #[serde(default)]
    pub prices: Option<Spanned<String>>,
    /// Tables that figures are measured against, by name, as CSV of reporter, period, value, unit, source.
    #[serde(default)]
    pub companions: BTreeMap<String, Spanned<PathBuf>>,
    /// Reporters whose figures add up to less stay out of matrices, in whole units of the currency.
    #[serde(default)]
    pub least_total: Option<Spanned<String>>,
    /// What imports at the importer's border are divided by to stand at the exporter's: `"1.06"`.
    #[serde(default)]
    pub cif_factor: Option<Spanned<String>>,
    /// What the page and the charts call a value: `{ export = "Exports" }`.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

/// How several metrics are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    #[default]
    Long,
    Wide,
}

/// What a picture stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    #[default]
    Light,
    Dark,
    Print,
}

impl Ground {
    pub(super) fn theme(self) -> Theme {
        match self {
            Self::Light => Theme::Light,
            Self::Dark => Theme::Dark,
            Self::Print => Theme::Print,
        }
    }
}

/// How a table of one's own becomes a tidy one: its columns renamed, what it leaves unsaid added.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// One of the project's `figures`: a table with headers.
    pub figures: Spanned<PathBuf>,
    /// A tidy column and the column of the file that it is: `{ value = "Wert" }`.
    #[serde(default)]
    pub columns: BTreeMap<String, Spanned<String>>,
    /// What every row holds: `{ flow = "export", unit = "EUR million" }`.
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
    /// By tidy column, the file's words and what they mean: `{ flow = { Ausfuhr = "export" } }`.
    #[serde(default)]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// What stands between cells; found out where it is not said.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// Whether figures have a decimal comma, and points between thousands.
    #[serde(default)]
    pub decimal_comma: bool,
    /// `.` or `,` between whole and fraction.
    #[serde(default)]
    pub decimal: Option<char>,
    /// The sheet of a workbook.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The rows of the header, from 1.
    #[serde(default)]
    pub header: Vec<u64>,
    /// The last row of the table.
    #[serde(default)]
    pub last: Option<u64>,
    /// What days stand for: `day`, `month`, `quarter` or `year`.
    #[serde(default)]
    pub dates: Option<String>,
    /// Whether the day stands before the month.
    #[serde(default)]
    pub day_first: Option<bool>,
    /// The first month of a fiscal year.
    #[serde(default)]
    pub fiscal: Option<u32>,
    /// Columns of figures side by side: `{ column = "2023", period = "2023" }`.
    #[serde(default)]
    pub across: Vec<BTreeMap<String, String>>,
    /// The tidy column that rows without figures say for the rows below them.
    #[serde(default)]
    pub sections: Option<String>,
}

/// A text that is written from figures, and checked against them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplatePlan {
    /// The template: Markdown with expressions.
    pub text: Spanned<PathBuf>,
    /// Names of what is written from it, the extension says how: `.md`, `.html` or `.docx`.
    pub files: Vec<Spanned<PathBuf>>,
    /// What expressions may name besides the figures: `{ period = "2024" }`.
    #[serde(default)]
    pub with: BTreeMap<String, toml::Value>,
    /// Decimal places of percentages and money where an expression asks for no others.
    #[serde(default = "one")]
    pub decimals: u32,
}

fn one() -> u32 {
    1
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
    /// The folder, relative to the project file, where the command names none.
    pub folder: Option<PathBuf>,
    pub page: Spanned<PathBuf>,
    pub findings: Spanned<PathBuf>,
    /// Inputs and outputs with their hashes.
    pub manifest: Spanned<PathBuf>,
}

impl Default for OutputNames {
    fn default() -> Self {
        let named = |name: &str| Spanned::new(0..0, name.into());
        Self {
            folder: None,
            page: named("index.html"),
            findings: named("findings.json"),
            manifest: named("manifest.json"),
        }
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
        self.plain_names().chain(self.charts.iter().map(|chart| &chart.file))
    }

    /// As [`Self::output_names`], without those of charts.
    fn plain_names(&self) -> impl Iterator<Item = &Spanned<PathBuf>> {
        [&self.output.page, &self.output.findings, &self.output.manifest]
            .into_iter()
            .chain(self.summaries.iter().map(|summary| &summary.file))
            .chain(self.templates.iter().flat_map(|template| &template.files))
    }

    fn slip(&self) -> Option<Slip> {
        self.unsafe_output()
            .or_else(|| self.double_output())
            .or_else(|| self.unlisted_figures())
            .or_else(|| self.no_metric())
            .or_else(|| self.half_of_a_pair())
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
        self.plain_names().map(|file| (file.span(), file.get_ref().clone())).chain(drawn)
    }

    fn unlisted_figures(&self) -> Option<Slip> {
        let listed = |from: &Path| self.figures.iter().any(|file| file.get_ref() == from);
        let from = self
            .plans()
            .flat_map(|data| [Some(&data.from), data.rates.as_ref()])
            .flatten()
            .chain(self.mappings.iter().map(|mapping| &mapping.figures))
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

    /// Every plan of the project.
    pub(super) fn plans(&self) -> impl Iterator<Item = &DataPlan> {
        self.asked().chain(self.data.values())
    }

    /// The plans of summaries and charts, which say what is derived.
    pub(super) fn asked(&self) -> impl Iterator<Item = &DataPlan> {
        let summaries = self.summaries.iter().map(|summary| &summary.data);
        summaries.chain(self.charts.iter().map(|chart| &chart.data))
    }

    fn no_metric(&self) -> Option<Slip> {
        let plan = self.asked().find(|plan| plan.metrics.is_empty())?;
        Some(Slip {
            span: plan.from.span(),
            expected: "the key `metrics` beside `from`, such as metrics = [\"level\"]".into(),
            found: "no metric".into(),
            help: "Add the metrics; `tradeproof metrics` lists them.".into(),
        })
    }

    /// `currency` needs `rates` and the other way round; so do `deflator` and `prices`.
    fn half_of_a_pair(&self) -> Option<Slip> {
        let half = |span: Range<usize>, there: &str, missing: &str| Slip {
            span,
            expected: format!("the key `{missing}` beside `{there}`"),
            found: format!("`{there}` alone"),
            help: format!("Add `{missing}`, or take `{there}` out."),
        };
        self.plans().find_map(|plan| match (&plan.currency, &plan.rates, &plan.deflator, &plan.prices) {
            (Some(currency), None, ..) => Some(half(currency.span(), "currency", "rates")),
            (None, Some(rates), ..) => Some(half(rates.span(), "rates", "currency")),
            (.., Some(deflator), None) => Some(half(deflator.span(), "deflator", "prices")),
            (.., None, Some(prices)) => Some(half(prices.span(), "prices", "deflator")),
            _ => None,
        })
    }
}

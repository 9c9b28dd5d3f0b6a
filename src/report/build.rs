//! From a project to everything a report consists of, in memory.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;
use toml::Spanned;

use super::derive::{self, Derived, Figures, derive};
use super::methods::{Methods, Provenance};
use super::page::{self, Download, Page, Picture};
use super::project::{ChartPlan, Project, SummaryPlan};
use super::{Inputs, Options, ReportError, project};
use crate::charts::{self, ChartError, Drawing, SvgOptions, Theme, font_faces};
use crate::check::finding::{Findings, Summary};
use crate::check::render::json;
use crate::check::{DocumentFindings, check};
use crate::sources::{self, Input};
use crate::summary::{DeriveError, Format, Output};

/// Pixels to the CSS pixel in PNG files.
const PNG_SCALE: f32 = 2.0;
/// The width at which charts are drawn again for phones, in CSS pixels.
const NARROW: u32 = 400;

/// Everything a report consists of, not yet written.
#[derive(Debug, Clone)]
pub struct Report {
    /// Name and content, in the order of the project file.
    pub files: Vec<(String, Vec<u8>)>,
    /// The page's name among them.
    pub page: String,
    pub summary: Summary,
    /// What an editor would mark in the charts, each with its place in the project file.
    pub warnings: Vec<String>,
}

/// Builds the report of a project: the same inputs give the same bytes.
///
/// # Errors
/// When an input cannot be read or asked what the project asks; under [`Options::strict`] also when a chart breaks a rule.
pub fn build(inputs: &Inputs, options: Options) -> Result<Report, ReportError> {
    let text = read_text(inputs)?;
    let project = Project::parse(&text, &inputs.project())?;
    let mut builder = Builder::new(project, options);
    let name = inputs.project().file_name().map(PathBuf::from).unwrap_or_default();
    builder.provenance(&name, text.as_bytes(), "project".to_owned());
    builder.figures(inputs)?;
    builder.charts()?;
    builder.summaries()?;
    builder.texts(inputs)?;
    builder.finish()
}

fn read_text(inputs: &Inputs) -> Result<String, ReportError> {
    let path = inputs.project();
    let name = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
    let bytes = inputs.read(&name)?;
    String::from_utf8(bytes).map_err(|error| {
        let source = std::io::Error::new(ErrorKind::InvalidData, error);
        ReportError::Read { path, source }
    })
}

struct Builder {
    project: Project,
    options: Options,
    figures: Figures,
    documents: Vec<DocumentFindings>,
    report: Report,
    page: Page,
}

impl Builder {
    fn new(project: Project, options: Options) -> Self {
        let page = Page {
            title: project.title.clone(),
            subtitle: project.subtitle.clone(),
            lang: project.lang.clone(),
            source: project.source.clone(),
            tool: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned(),
            fonts: font_faces(),
            charts: Vec::new(),
            tables: Vec::new(),
            texts: Vec::new(),
            summary: Summary::default(),
            methods: Methods::default(),
        };
        let report = Report {
            files: Vec::new(),
            page: shown(project.output.page.get_ref()),
            summary: Summary::default(),
            warnings: Vec::new(),
        };
        Self { project, options, figures: Vec::new(), documents: Vec::new(), report, page }
    }

    fn provenance(&mut self, name: &Path, bytes: &[u8], read_as: String) {
        self.page.methods.files.push(Provenance::of(name, bytes, read_as));
    }

    fn figures(&mut self, inputs: &Inputs) -> Result<(), ReportError> {
        for file in self.project.figures.clone() {
            let bytes = self.read(inputs, &file)?;
            let name = file.into_inner();
            let input = Input::from_bytes(&inputs.path(&name), bytes);
            let bytes = input.bytes.clone();
            let loaded = sources::read(input)?;
            let rows = loaded.inspection()?.rows;
            let plural = if rows == 1 { "" } else { "s" };
            self.provenance(&name, &bytes, format!("{} figures, {rows} row{plural}", loaded.kind.name()));
            self.page.methods.recognised(&name, &loaded.inspection()?);
            self.figures.push((name, loaded));
        }
        Ok(())
    }

    fn read(&self, inputs: &Inputs, file: &Spanned<PathBuf>) -> Result<Vec<u8>, ReportError> {
        inputs.read(file.get_ref()).map_err(|error| match error {
            ReportError::Read { source, .. } if source.kind() == ErrorKind::NotFound => {
                ReportError::NotThere { place: self.project.place(file), path: inputs.path(file.get_ref()) }
            }
            error => error,
        })
    }

    fn charts(&mut self) -> Result<(), ReportError> {
        for plan in self.project.charts.clone() {
            let derived = derive(&self.project, &self.figures, &plan.data)?;
            let frame =
                derive::drawable(&derived, &plan.data).map_err(|error| self.chart_error(&plan, error.into()))?;
            let drawing = self.draw(&plan, &frame, None)?;
            self.lints(&plan, &drawing)?;
            let pictures = self.pictures(&plan, &frame, &drawing);
            self.chart(&plan, &derived, &drawing, pictures)?;
        }
        Ok(())
    }

    fn draw(&self, plan: &ChartPlan, frame: &DataFrame, width: Option<u32>) -> Result<Drawing, ReportError> {
        let mut spec = plan.spec.clone();
        if spec.source.is_empty() {
            spec.source.clone_from(&self.project.source);
        }
        if spec.lang == "en" {
            spec.lang.clone_from(&self.project.lang);
        }
        if let Some(width) = width {
            (spec.width, spec.height) = (width, None);
        }
        charts::render(&spec, frame).map_err(|source| self.chart_error(plan, source))
    }

    /// The chart for every kind of page. One that cannot be set on a phone's width is shown wide everywhere.
    fn pictures(&self, plan: &ChartPlan, frame: &DataFrame, drawing: &Drawing) -> Vec<Picture> {
        let narrow = self.draw(plan, frame, Some(NARROW)).ok();
        let wide = if narrow.is_some() { "wide" } else { "any" };
        let drawings = [(wide, Some(drawing)), ("narrow", narrow.as_ref())];
        let themes = [("light", Theme::Light), ("dark", Theme::Dark)];
        let mut pictures = Vec::new();
        for (width, drawing) in drawings {
            for (name, theme) in themes {
                let id_prefix = format!("{}-{width}-{name}", shown(plan.file.get_ref()));
                let options = SvgOptions { id_prefix, theme, ..SvgOptions::default() };
                let svg = drawing.map(|drawing| drawing.svg(&options));
                pictures.extend(svg.map(|svg| Picture { class: format!("{width} {name}"), svg }));
            }
        }
        pictures
    }

    fn chart_error(&self, plan: &ChartPlan, source: ChartError) -> ReportError {
        ReportError::Chart { place: self.project.place(&plan.file), source: Box::new(source) }
    }

    fn lints(&mut self, plan: &ChartPlan, drawing: &Drawing) -> Result<(), ReportError> {
        let place = self.project.place(&plan.file);
        match drawing.lints() {
            [lint, ..] if self.options.strict => Err(ReportError::Lint { place, lint: Box::new(lint.clone()) }),
            lints => {
                self.report.warnings.extend(lints.iter().map(|lint| format!("{place}: {lint}")));
                Ok(())
            }
        }
    }

    fn chart(
        &mut self,
        plan: &ChartPlan,
        derived: &Derived,
        drawing: &Drawing,
        pictures: Vec<Picture>,
    ) -> Result<(), ReportError> {
        let name = shown(plan.file.get_ref());
        let alone = drawing.svg(&SvgOptions { embed_font: true, ..SvgOptions::default() });
        let png = drawing.png(PNG_SCALE).map_err(|error| self.chart_error(plan, error))?;
        let pdf = drawing.pdf(Theme::Light).map_err(|error| self.chart_error(plan, error))?;
        let csv = format!("{name}.csv");
        let table = Format::Csv.render(&derived.table);
        self.page.methods.shows(format!("chart-{name}"), drawing.title(), &plan.data, derived);
        self.page.charts.push(page::Chart {
            title: drawing.title().to_owned(),
            pictures,
            table: page::Table::new(drawing.title(), None, &derived.table, Download::csv(&csv, table.as_bytes())),
            name: name.clone(),
        });
        let written = [alone.into_bytes(), png, pdf, table.into_bytes()];
        for (extension, bytes) in project::CHART_EXTENSIONS.iter().zip(written) {
            self.write(format!("{name}.{extension}"), bytes);
        }
        Ok(())
    }

    fn summaries(&mut self) -> Result<(), ReportError> {
        for plan in self.project.summaries.clone() {
            let derived = derive(&self.project, &self.figures, &plan.data)?;
            let file = plan.file.get_ref();
            let format = Output::from_path(file)
                .map_err(|source| ReportError::Format { place: self.project.place(&plan.file), source })?;
            let csv = Format::Csv.render(&derived.table);
            let download = Download::csv(&shown(&file.with_extension("csv")), csv.as_bytes());
            self.page.tables.push(page::Table::new(&plan.title, plan.note.clone(), &derived.table, download));
            let anchor = format!("table-{}", self.page.tables.len());
            self.page.methods.shows(anchor, &plan.title, &plan.data, &derived);
            let bytes = format.bytes(&derived.table, &derived.frame);
            self.write(shown(file), bytes.map_err(|error| self.derive_error(&plan, error.into()))?);
        }
        Ok(())
    }

    fn derive_error(&self, plan: &SummaryPlan, source: DeriveError) -> ReportError {
        ReportError::Derive { place: self.project.place(&plan.file), source: Box::new(source) }
    }

    fn texts(&mut self, inputs: &Inputs) -> Result<(), ReportError> {
        for (index, file) in self.project.texts.clone().into_iter().enumerate() {
            let bytes = self.read(inputs, &file)?;
            let name = file.into_inner();
            // Errors name the path that the reader can open; the page and the findings the name in the project.
            let mut document = check(&shown(&inputs.path(&name)), &bytes)?;
            document.path = shown(&name);
            self.page.methods.files.push(Provenance::text(&document));
            self.page.texts.push(page::Text::new(&document, &format!("text{}", index + 1))?);
            self.documents.push(document);
        }
        Ok(())
    }

    fn write(&mut self, name: String, bytes: Vec<u8>) {
        self.report.files.push((name, bytes));
    }

    fn finish(mut self) -> Result<Report, ReportError> {
        let findings = Findings::of(std::mem::take(&mut self.documents));
        self.report.summary = findings.summary.clone();
        self.page.summary = findings.summary.clone();
        if !findings.documents.is_empty() {
            let name = shown(self.project.output.findings.get_ref());
            self.write(name, json::render(&findings).into_bytes());
        }
        self.page.methods.beside = self.report.files.iter().map(|(name, _)| name.clone()).collect();
        let html = self.page.render()?;
        let name = self.report.page.clone();
        self.write(name, html.into_bytes());
        Ok(self.report)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

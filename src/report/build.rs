//! From a project to everything a report consists of, in memory.

use std::cell::OnceCell;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use polars::prelude::DataFrame;
use toml::Spanned;

use super::derive::{self, Derived, derive};
use super::engine;
use super::figures::Figures;
use super::manifest::{self, Manifest};
use super::memory::{Drawn, Memory};
use super::methods::{Methods, Provenance};
use super::page::{self, Download, Page, Picture};
use super::project::{ChartPlan, DataPlan, Project, SummaryPlan, TemplatePlan};
use super::template::{self, Form};
use super::vintage;
use super::{Inputs, Options, ReportError, project};
use crate::charts::{self, ChartError, Drawing, Lint, SvgOptions, Theme, font_faces};
use crate::check::accept::Baseline;
use crate::check::finding::{Findings, Summary};
use crate::check::render::json;
use crate::check::{DocumentFindings, check_against};
use crate::sources::Loaded;
use crate::sources::engine::Engine;
use crate::summary::{DeriveError, Figures as Evidence, Format, Output};

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
    /// What was revised and which sentences that breaks, a line each; empty without figures before.
    pub revisions: Vec<String>,
    /// What an editor would mark in the charts, each with its place in the project file.
    pub warnings: Vec<String>,
}

/// Builds the report of a project: the same inputs give the same bytes.
///
/// # Errors
/// When an input cannot be read or asked what the project asks; under [`Options::strict`] also when a chart breaks a rule.
pub fn build(inputs: &Inputs, options: &Options) -> Result<Report, ReportError> {
    build_again(inputs, options, &mut Memory::default())
}

/// As [`build`], making only what is not as it was when `memory` saw it.
///
/// # Errors
/// As [`build`].
pub fn build_again(inputs: &Inputs, options: &Options, memory: &mut Memory) -> Result<Report, ReportError> {
    memory.made.clear();
    let text = read_text(inputs)?;
    let project = Project::parse(&text, &inputs.project())?;
    let mut builder = Builder::new(project, options.clone());
    let name = inputs.project().file_name().map(PathBuf::from).unwrap_or_default();
    builder.provenance(&name, text.as_bytes(), "", "project".to_owned());
    builder.accepted(inputs)?;
    builder.figures(inputs, memory)?;
    builder.charts(inputs, memory)?;
    builder.summaries(inputs, memory)?;
    builder.templates(inputs, memory)?;
    builder.texts(inputs, memory)?;
    builder.revisions(inputs)?;
    let report = builder.finish()?;
    memory.settle();
    Ok(report)
}

pub(super) fn read_text(inputs: &Inputs) -> Result<String, ReportError> {
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
    /// The figures as texts are held against them, once a text is.
    evidence: OnceCell<Evidence>,
    accepted: Baseline,
    documents: Vec<DocumentFindings>,
    report: Report,
    page: Page,
    manifest: Manifest,
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
            revisions: None,
            summary: Summary::default(),
            methods: Methods::default(),
        };
        let report = Report {
            files: Vec::new(),
            page: shown(project.output.page.get_ref()),
            summary: Summary::default(),
            revisions: Vec::new(),
            warnings: Vec::new(),
        };
        let manifest = Manifest::new(&page.tool, &options.command);
        Self {
            project,
            options,
            figures: Figures::default(),
            evidence: OnceCell::new(),
            accepted: Baseline::default(),
            documents: Vec::new(),
            report,
            page,
            manifest,
        }
    }

    fn provenance(&mut self, name: &Path, bytes: &[u8], format: &str, read_as: String) {
        self.manifest.inputs.push(manifest::Input::of(&shown(name), bytes, format, read_as.clone()));
        self.page.methods.files.push(Provenance::of(name, bytes, read_as));
    }

    /// Findings that someone has looked at.
    fn accepted(&mut self, inputs: &Inputs) -> Result<(), ReportError> {
        let Some(file) = self.project.accepted.clone() else { return Ok(()) };
        let bytes = inputs.read_listed(&self.project, &file, file.get_ref())?;
        self.accepted = super::checked::accepted(&self.project, inputs)?;
        self.provenance(file.get_ref(), &bytes, "", format!("accepted findings, {}", self.accepted.accepted.len()));
        Ok(())
    }

    /// A document whose accepted findings are marked.
    fn marked(&self, document: DocumentFindings) -> DocumentFindings {
        let mut findings = Findings::of(vec![document]);
        self.accepted.apply(&mut findings);
        findings.documents.remove(0)
    }

    fn figures(&mut self, inputs: &Inputs, memory: &mut Memory) -> Result<(), ReportError> {
        if let Some(engine) = self.options.engine.clone().or_else(|| self.project.engine()) {
            memory.forget();
            return self.figures_of(&engine);
        }
        let (figures, files) = memory.figures(&self.project, inputs)?;
        self.figures = figures;
        for file in files {
            self.provenance(&file.name, &file.bytes, file.format, file.read_as);
            if let Some(inspection) = &file.inspection {
                self.page.methods.recognised(&file.name, inspection);
            }
        }
        self.tables_beside(inputs)
    }

    /// What texts are held against, looked through once for all of them.
    fn evidence(&self) -> Result<&Evidence, ReportError> {
        if let Some(known) = self.evidence.get() {
            return Ok(known);
        }
        let evidence = self.figures.evidence()?;
        Ok(self.evidence.get_or_init(|| evidence))
    }

    /// Figures that an engine reads; what it was asked is known when everything is derived.
    fn figures_of(&mut self, engine: &Engine) -> Result<(), ReportError> {
        self.figures = Figures::of_engine(&self.project, engine)?;
        Ok(())
    }

    /// Says of figures that an engine read how it did, after the project file.
    fn engine_provenance(&mut self) {
        let of = |(name, loaded): (&Path, &Loaded)| engine::read_as(loaded).map(|read_as| (shown(name), read_as));
        for (path, read_as) in self.figures.entries().filter_map(of) {
            self.page.methods.files.push(Provenance::unseen(&path, read_as.clone()));
            self.manifest.inputs.push(manifest::Input::unseen(&path, read_as));
        }
    }

    /// Tables that plans name for themselves: prices, and what figures are measured against.
    fn tables_beside(&mut self, inputs: &Inputs) -> Result<(), ReportError> {
        let of = |plan: &DataPlan| plan.deflator.iter().chain(plan.companions.values()).cloned().collect::<Vec<_>>();
        let mut files: Vec<Spanned<PathBuf>> = self.project.plans().flat_map(of).collect();
        files.sort_by(|one, other| one.get_ref().cmp(other.get_ref()));
        files.dedup_by(|one, other| one.get_ref() == other.get_ref());
        for file in files {
            let bytes = inputs.read_listed(&self.project, &file, file.get_ref())?;
            self.provenance(file.get_ref(), &bytes, "", "to measure against".to_owned());
        }
        Ok(())
    }

    fn charts(&mut self, inputs: &Inputs, memory: &mut Memory) -> Result<(), ReportError> {
        for plan in self.project.charts.clone() {
            let drawn = memory.chart(&self.project, &plan, || self.drawn(inputs, &plan))?;
            self.lints(&plan, &drawn.lints)?;
            self.chart(&plan, drawn);
        }
        Ok(())
    }

    fn drawn(&self, inputs: &Inputs, plan: &ChartPlan) -> Result<Drawn, ReportError> {
        let derived = derive(&self.project, inputs, &self.figures, &plan.data)?;
        let frame = derive::drawable(&derived, &plan.data).map_err(|error| self.chart_error(plan, error.into()))?;
        let drawing = self.draw(plan, &frame, None)?;
        let theme = self.project.theme.theme();
        let alone = drawing.svg(&SvgOptions { embed_font: true, theme, ..SvgOptions::default() });
        let png = drawing.png_in(PNG_SCALE, theme).map_err(|error| self.chart_error(plan, error))?;
        let pdf = drawing.pdf(theme).map_err(|error| self.chart_error(plan, error))?;
        let csv = Format::Csv.render(&derived.table).into_bytes();
        Ok(Drawn {
            title: drawing.title().to_owned(),
            pictures: self.pictures(plan, &frame, &drawing),
            lints: drawing.lints().to_vec(),
            written: [alone.into_bytes(), png, pdf, csv],
            derived,
        })
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

    fn lints(&mut self, plan: &ChartPlan, lints: &[Lint]) -> Result<(), ReportError> {
        let place = self.project.place(&plan.file);
        match lints {
            [lint, ..] if self.options.strict => Err(ReportError::Lint { place, lint: Box::new(lint.clone()) }),
            lints => {
                self.report.warnings.extend(lints.iter().map(|lint| format!("{place}: {lint}")));
                Ok(())
            }
        }
    }

    fn chart(&mut self, plan: &ChartPlan, drawn: Drawn) {
        let name = shown(plan.file.get_ref());
        let Drawn { derived, title, pictures, written, .. } = drawn;
        self.page.methods.shows(format!("chart-{name}"), &title, &plan.data, &derived);
        let [.., csv] = &written;
        let download = Download::csv(&format!("{name}.csv"), csv);
        let table = page::Table::new(&title, None, &derived.table, download);
        self.page.charts.push(page::Chart { title, pictures, table, name: name.clone() });
        for (extension, bytes) in project::CHART_EXTENSIONS.iter().zip(written) {
            self.write(format!("{name}.{extension}"), bytes);
        }
    }

    fn summaries(&mut self, inputs: &Inputs, memory: &mut Memory) -> Result<(), ReportError> {
        for plan in self.project.summaries.clone() {
            let (derived, bytes) = memory.summary(&plan, || self.summary(inputs, &plan))?;
            let file = plan.file.get_ref();
            let csv = Format::Csv.render(&derived.table);
            let download = Download::csv(&shown(&file.with_extension("csv")), csv.as_bytes());
            self.page.tables.push(page::Table::new(&plan.title, plan.note.clone(), &derived.table, download));
            let anchor = format!("table-{}", self.page.tables.len());
            self.page.methods.shows(anchor, &plan.title, &plan.data, &derived);
            self.write(shown(file), bytes);
        }
        Ok(())
    }

    /// The results of a summary and the bytes of its file.
    fn summary(&self, inputs: &Inputs, plan: &SummaryPlan) -> Result<(Derived, Vec<u8>), ReportError> {
        let derived = derive(&self.project, inputs, &self.figures, &plan.data)?;
        let format = Output::from_path(plan.file.get_ref())
            .map_err(|source| ReportError::Format { place: self.project.place(&plan.file), source })?;
        let bytes = format.bytes(&derived.table);
        let bytes = bytes.map_err(|error| self.derive_error(plan, error.into()))?;
        Ok((derived, bytes))
    }

    fn derive_error(&self, plan: &SummaryPlan, source: DeriveError) -> ReportError {
        ReportError::Derive { place: self.project.place(&plan.file), source: Box::new(source) }
    }

    /// Texts written from figures. What contradicts itself is not written.
    fn templates(&mut self, inputs: &Inputs, memory: &mut Memory) -> Result<(), ReportError> {
        for plan in self.project.templates.clone() {
            let markdown = template::render(&self.project, inputs, &self.figures, &plan)?;
            for file in &plan.files {
                let form = Form::of(file.get_ref()).ok_or_else(|| ReportError::TemplateForm {
                    place: self.project.place(file),
                    file: file.get_ref().clone(),
                })?;
                self.write(shown(file.get_ref()), form.bytes(&markdown, &self.project.lang));
            }
            let name = plan.text.get_ref();
            let written = shown(&name.with_extension("md"));
            let document = memory.document(&written, markdown.as_bytes(), || {
                Ok(check_against(&written, markdown.as_bytes(), self.evidence()?)?)
            })?;
            let document = self.marked(document);
            self.holds(&plan, &document)?;
            let bytes = inputs.read(name)?;
            self.provenance(name, &bytes, "", format!("template, {} figures written", document.quantities.len()));
            self.text(document)?;
        }
        Ok(())
    }

    /// The error for a text whose template writes a contradiction.
    fn holds(&self, plan: &TemplatePlan, document: &DocumentFindings) -> Result<(), ReportError> {
        let Some(claim) = document.contradictions().find(|claim| claim.accepted.is_none()) else { return Ok(()) };
        let line = document.quantity(&claim.reported).map_or(1, |quantity| quantity.line);
        Err(ReportError::Untrue {
            place: self.project.place(&plan.text),
            headline: claim.headline.clone(),
            line,
            kind: claim.kind.clone(),
        })
    }

    /// What changed since the figures before, and what that breaks.
    fn revisions(&mut self, inputs: &Inputs) -> Result<(), ReportError> {
        let Some(folder) = self.options.before.clone() else { return Ok(()) };
        let before = Figures::read_before(&self.project, &folder)?;
        let mut told = page::Revisions::default();
        for revised in vintage::revisions(&before, &self.figures)? {
            let entry = shown(&revised.entry);
            told.sentences.push(format!("{entry}: {}", revised.in_words()));
            if !revised.changes.is_empty() {
                let table = revised.table();
                let csv = Format::Csv.render(&table);
                let name = format!("revised-{}.csv", slug(&entry));
                let note = (!table.foot.is_empty()).then(|| table.foot.join(" "));
                let download = Download::csv(&name, csv.as_bytes());
                told.tables.push(page::Table::new(&entry, note, &table, download));
                self.write(name, csv.into_bytes());
            }
        }
        self.broken_sentences(inputs, &before, &mut told)?;
        self.rewritten_sentences(inputs, &before, &mut told)?;
        self.report.revisions.extend(told.sentences.iter().cloned());
        let broken = told.broken.iter().map(|[place, headline, _]| format!("{place}: no longer true: {headline}"));
        self.report.revisions.extend(broken);
        self.page.revisions = Some(told);
        Ok(())
    }

    fn broken_sentences(
        &self,
        inputs: &Inputs,
        before: &Figures,
        told: &mut page::Revisions,
    ) -> Result<(), ReportError> {
        let evidence = before.evidence()?;
        for file in &self.project.texts {
            let path = shown(file.get_ref());
            let Some(now) = self.documents.iter().find(|document| document.path == path) else { continue };
            let earlier = check_against(&path, &inputs.read(file.get_ref())?, &evidence)?;
            let broken = vintage::broken(&earlier, now);
            told.broken.extend(
                broken
                    .into_iter()
                    .map(|broken| [format!("{}:{}", broken.path, broken.line), broken.headline, broken.sentence]),
            );
        }
        Ok(())
    }

    /// A template that could not be written with the figures before has nothing to compare.
    fn rewritten_sentences(
        &self,
        inputs: &Inputs,
        before: &Figures,
        told: &mut page::Revisions,
    ) -> Result<(), ReportError> {
        for plan in &self.project.templates {
            let Ok(earlier) = template::render(&self.project, inputs, before, plan) else { continue };
            let now = template::render(&self.project, inputs, &self.figures, plan)?;
            told.rewritten.extend(vintage::rewritten(&earlier, &now).into_iter().map(|(old, new)| [old, new]));
        }
        Ok(())
    }

    fn text(&mut self, document: DocumentFindings) -> Result<(), ReportError> {
        let scope = format!("text{}", self.documents.len() + 1);
        self.page.texts.push(page::Text::new(&document, &scope)?);
        self.documents.push(document);
        Ok(())
    }

    fn texts(&mut self, inputs: &Inputs, memory: &mut Memory) -> Result<(), ReportError> {
        for file in self.project.texts.clone() {
            let bytes = inputs.read_listed(&self.project, &file, file.get_ref())?;
            let name = file.into_inner();
            // Errors name the path that the reader can open; the page and the findings the name in the project.
            let mut document = memory.document(&shown(&name), &bytes, || {
                Ok(check_against(&shown(&inputs.path(&name)), &bytes, self.evidence()?)?)
            })?;
            document.path = shown(&name);
            let document = self.marked(document);
            self.page.methods.files.push(Provenance::text(&document));
            let read_as = format!("text, {} figures", document.quantities.len());
            self.manifest.inputs.push(manifest::Input::of(&shown(&name), &bytes, "", read_as));
            self.text(document)?;
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
        self.engine_provenance();
        self.page.methods.beside = self.report.files.iter().map(|(name, _)| name.clone()).collect();
        let html = self.page.render()?;
        let name = self.report.page.clone();
        self.write(name, html.into_bytes());
        let manifest = self.manifest.render(&self.report.files);
        self.write(shown(self.project.output.manifest.get_ref()), manifest);
        Ok(self.report)
    }
}

/// A name for a file from the name of an entry: letters, digits and hyphens.
fn slug(entry: &str) -> String {
    let stem = entry.rsplit_once('.').map_or(entry, |(stem, _)| stem);
    let plain = stem.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    plain.collect::<String>().split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

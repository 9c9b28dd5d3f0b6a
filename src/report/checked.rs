//! Checked texts alone as a page: what `check --format html` writes.

use super::figures::Figures as ProjectFigures;
use super::methods::{Methods, Provenance};
use super::page::{Page, Text};
use super::{Inputs, Project, ReportError, build};
use crate::charts::font_faces;
use crate::check::accept::Baseline;
use crate::check::{DocumentFindings, Findings, check_against};
use crate::summary::Figures;

/// The texts of `findings` with their figures marked and their findings beside them, as one self-contained HTML file that
/// names the files of figures they were held against.
///
/// # Errors
/// When a file of figures cannot be read any more, or the page's template fails, which is a defect of the program.
pub fn page_of(findings: &Findings, figures: Option<&Figures>) -> Result<String, ReportError> {
    let texts = findings
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| Text::new(document, &format!("text{}", index + 1)));
    let mut files: Vec<Provenance> = findings.documents.iter().map(Provenance::text).collect();
    for loaded in figures.into_iter().flat_map(Figures::loaded) {
        let read = Provenance::figures(loaded)?.into_iter();
        // The members of an archive are one file.
        let new: Vec<Provenance> = read.filter(|one| !files.iter().any(|known| known.path == one.path)).collect();
        files.extend(new);
    }
    let page = Page {
        title: title(findings),
        subtitle: None,
        lang: "en".to_owned(),
        source: String::new(),
        tool: format!("{} {}", findings.tool.name, findings.tool.version),
        fonts: font_faces(),
        charts: Vec::new(),
        tables: Vec::new(),
        texts: texts.collect::<Result<_, _>>()?,
        revisions: None,
        summary: findings.summary.clone(),
        methods: Methods { files, ..Methods::default() },
    };
    Ok(page.render()?)
}

/// What the texts of a project say, held against its figures, with the findings that it accepts marked; and the figures.
/// Nothing else of the project is made.
///
/// # Errors
/// When the project, a text or a file of figures cannot be read.
pub fn check_project(inputs: &Inputs) -> Result<(Findings, Figures), ReportError> {
    let project = Project::parse(&build::read_text(inputs)?, &inputs.project())?;
    let figures = match project.engine() {
        // Look-ups would ask an engine again and again.
        Some(_) => ProjectFigures::default(),
        None => ProjectFigures::read(&project, inputs)?.0,
    };
    let evidence = figures.evidence()?;
    let read = |entry: &toml::Spanned<std::path::PathBuf>| -> Result<Vec<DocumentFindings>, ReportError> {
        let files = inputs.expand(entry.get_ref())?;
        let check = |file: &std::path::PathBuf| -> Result<DocumentFindings, ReportError> {
            let bytes = inputs.read_listed(&project, entry, file)?;
            Ok(check_against(&inputs.path(file).display().to_string(), &bytes, &evidence)?)
        };
        files.iter().map(check).collect()
    };
    let documents = project.texts.iter().map(read).collect::<Result<Vec<_>, _>>()?.concat();
    let mut findings = Findings::of(documents);
    accepted(&project, inputs)?.apply(&mut findings);
    Ok((findings, evidence))
}

/// The findings that a project accepts.
///
/// # Errors
/// When their file is not there, or is no such file.
pub fn accepted(project: &Project, inputs: &Inputs) -> Result<Baseline, ReportError> {
    let Some(file) = &project.accepted else { return Ok(Baseline::default()) };
    let bytes = inputs.read_listed(project, file, file.get_ref())?;
    serde_json::from_slice(&bytes).map_err(|error| ReportError::Accepted {
        place: project.place(file),
        path: inputs.path(file.get_ref()),
        message: error.to_string(),
    })
}

fn title(findings: &Findings) -> String {
    match findings.documents.as_slice() {
        [only] => format!("The figures of {}", name(&only.path)),
        several => format!("The figures of {} texts", several.len()),
    }
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

//! Checked texts alone as a page: what `check --format html` writes.

use super::ReportError;
use super::methods::{Methods, Provenance};
use super::page::{Page, Text};
use crate::charts::font_faces;
use crate::check::Findings;
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

//! Checked texts alone as a page: what `check --format html` writes.

use super::methods::{Methods, Provenance};
use super::page::{Page, PageError, Text};
use crate::charts::font_faces;
use crate::check::Findings;

/// The texts of `findings` with their figures marked and their findings beside them, as one self-contained HTML file.
///
/// # Errors
/// When the page's template fails, which is a defect of the program.
pub fn page_of(findings: &Findings) -> Result<String, PageError> {
    let texts = findings
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| Text::new(document, &format!("text{}", index + 1)));
    let files = findings.documents.iter().map(Provenance::text);
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
        methods: Methods { files: files.collect(), ..Methods::default() },
    };
    page.render()
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

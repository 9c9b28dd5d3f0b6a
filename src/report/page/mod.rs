//! The page: charts, tables, the marked text and where everything came from, in one self-contained HTML file.

mod marked;
mod marks;
mod note;
mod policy;
#[cfg(test)]
mod sample;
mod strip;
mod structure;
mod table;
pub(super) mod wording;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde::Serialize;

use super::methods::Methods;
use crate::check::finding::{DocumentFindings, Summary};
use marked::Anchored;
pub use note::Note;
pub use table::{Cell, Column, Download, Table};

/// All that a page shows.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    pub title: String,
    pub subtitle: Option<String>,
    pub lang: String,
    pub source: String,
    /// Tool and version, as in the findings.
    pub tool: String,
    /// `@font-face` rules for the charts' text, with the fonts as data URIs.
    pub fonts: String,
    pub charts: Vec<Chart>,
    pub tables: Vec<Table>,
    pub texts: Vec<Text>,
    /// What changed since the figures before, where there are some.
    pub revisions: Option<Revisions>,
    pub summary: Summary,
    pub methods: Methods,
}

/// A chart with the figures it draws.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// Name of its files without extension, and its id on the page.
    pub name: String,
    pub title: String,
    /// The same chart for light and dark, wide and narrow pages; the page shows one of them.
    pub pictures: Vec<Picture>,
    pub table: Table,
}

/// A chart drawn for one kind of page.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// `wide light`, `narrow dark`; `any light` where there is no narrow one.
    pub class: String,
    /// SVG text; its ids are unique on the page.
    pub svg: String,
}

/// A checked text.
#[derive(Debug, Clone, Serialize)]
pub struct Text {
    /// Starts the ids of its marks and notes.
    pub scope: String,
    pub path: String,
    /// With marks and notes woven in.
    pub html: String,
    /// Every claim that was decided, in the order of the text.
    pub claims: Vec<Note>,
    pub contradictions: usize,
}

/// What changed since the figures before.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Revisions {
    /// One table for each of the project's figures that changed, and a sentence for each that is compared.
    pub tables: Vec<Table>,
    pub sentences: Vec<String>,
    /// Sentences of texts that the figures before confirmed and these do not: file and line, finding, sentence.
    pub broken: Vec<[String; 3]>,
    /// What templates wrote with the figures before, and what they write now.
    pub rewritten: Vec<[String; 2]>,
}

/// Why a page could not be put together; the templates are ours, so this is a defect of the program.
#[derive(Debug, thiserror::Error)]
#[error("the page's template failed; this is a defect of tradeproof, please report it")]
pub struct PageError(#[from] minijinja::Error);

impl Text {
    /// Marks the text of `document` and sets its findings beside the sentences they concern.
    ///
    /// # Errors
    /// When the template of a note fails.
    pub fn new(document: &DocumentFindings, scope: &str) -> Result<Self, PageError> {
        let environment = environment()?;
        let mut claims: Vec<_> = document.claims.iter().collect();
        claims.sort_by_key(|claim| (claim.sentence.end, claim.sentence.start));
        let mut number = 0;
        let mut anchored = Vec::new();
        let mut notes = Vec::new();
        for claim in claims {
            let mut note = Note::new(claim, document, scope);
            if Note::stands_in_margin(claim.verdict) {
                number += 1;
                note.number = number;
                let html = environment.get_template("note.html")?.render(Serde(&note))?;
                let sentence = claim.sentence.start..claim.sentence.end;
                anchored.push(Anchored { claim: claim.id.clone(), number, sentence, html });
            }
            notes.push(note);
        }
        Ok(Self {
            scope: scope.to_owned(),
            path: document.path.clone(),
            html: marked::render(document, anchored, scope),
            contradictions: document.contradictions().count(),
            claims: notes,
        })
    }
}

impl Page {
    /// The whole page.
    ///
    /// # Errors
    /// When the page's template fails.
    pub fn render(&self) -> Result<String, PageError> {
        let environment = environment()?;
        let css = include_str!("page.css");
        let script = policy::script(include_str!("page.js"));
        let policy = policy::policy(&script);
        let template = environment.get_template("page.html")?;
        Ok(template.render(context! { page => Serde(self), css => css, script => script, policy => policy })?)
    }
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
    environment.set_syntax(syntax);
    environment.add_filter("grouped", |number: u64| wording::readable(&number.to_string(), true));
    environment.add_template("page.html", include_str!("template.html"))?;
    environment.add_template("revisions.html", include_str!("revisions.html"))?;
    environment.add_template("note.html", include_str!("note.html"))?;
    Ok(environment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::methods::Provenance;

    fn page() -> Page {
        let document = sample::growth();
        let table = Table {
            title: "Growth <of> trade".into(),
            notes: Vec::new(),
            columns: vec![
                Column { name: "flow".into(), numeric: false },
                Column { name: "growth".into(), numeric: true },
            ],
            rows: vec![vec![
                Cell { text: "total".into(), key: None },
                Cell { text: "26.4%".into(), key: Some("26.41".into()) },
            ]],
            download: Download::csv("growth.csv", b"flow,growth\n"),
        };
        Page {
            title: "Trade & more".into(),
            subtitle: None,
            lang: "en".into(),
            source: "ours".into(),
            tool: "tradeproof 0.1.0".into(),
            fonts: String::new(),
            charts: Vec::new(),
            tables: vec![table],
            texts: vec![Text::new(&document, "t1").unwrap()],
            revisions: None,
            summary: Summary { documents: 1, quantities: 3, claims: 1, contradictory: 1, ..Summary::default() },
            methods: Methods { files: vec![Provenance::text(&document)], ..Methods::default() },
        }
    }

    #[test]
    fn a_page_is_escaped_whole_and_the_same_every_time() {
        let html = page().render().unwrap();
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{html}");
        assert!(html.contains("Trade &amp; more") && html.contains("Growth &lt;of&gt; trade"));
        assert!(html.contains(r#"id="note-t1-c1""#) && html.contains("data:text/csv"));
        assert_eq!(html, page().render().unwrap());
    }

    #[test]
    fn a_long_table_is_a_box_to_scroll_and_is_printed_in_part() {
        let mut page = page();
        assert!(!page.render().unwrap().contains("class=\"scroll long\""));
        let row = page.tables[0].rows[0].clone();
        page.tables[0].rows = vec![row; 1234];
        let html = page.render().unwrap();
        assert!(html.contains("class=\"scroll long\"") && html.contains("The first 60 of 1,234 rows"));
        assert_eq!(html.matches("<td>total</td>").count(), 1234);
    }

    #[test]
    fn figures_that_no_single_edit_would_mend_are_marked_lightly() {
        let text = Text::new(&sample::factsheet(), "t1").unwrap();
        let class = |id: &str| {
            text.html.split(&format!("\" id=\"{id}\"")).next().unwrap().rsplit('"').next().unwrap().to_owned()
        };
        let document = sample::factsheet();
        let id = |year: &str| {
            let found = document.quantities.iter().rfind(|quantity| quantity.text == year && quantity.line == 18);
            format!("t1-{}", found.unwrap().id)
        };
        assert_eq!(class(&id("2012")), "contradictory part");
        assert_eq!(class(&id("2015")), "contradictory");
    }

    #[test]
    fn a_figure_far_from_its_note_points_there() {
        let text = Text::new(&sample::factsheet(), "t1").unwrap();
        let (before, _) = text.html.split_once("largest investor").unwrap();
        assert!(before.ends_with("sixth</mark><a class=\"ref\" href=\"#note-t1-c5\">3</a>-"), "{before}");
    }

    /// Writes a page to look at: `cargo test --lib look -- --ignored`.
    #[test]
    #[ignore = "writes a file for the eye"]
    fn look() {
        let look = Page {
            title: "Kazakhstan and the United Kingdom: trade, investment, listings".into(),
            subtitle: Some("What the figures of an official statement say, and which cannot all be true.".into()),
            texts: vec![Text::new(&sample::factsheet(), "t1").unwrap()],
            ..page()
        };
        let target = std::env::temp_dir().join("look.html");
        std::fs::write(target, look.render().unwrap()).unwrap();
    }
}

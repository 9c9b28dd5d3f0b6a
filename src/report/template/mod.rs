//! Texts that cannot drift: templates in which figures are expressions over the metrics, written in words and checked like any other text.
//!
//! A template is Markdown for [minijinja](https://docs.rs/minijinja). Each name under `[data]` of the project is a series
//! whose methods are the metrics: `{{ trade.growth("2024", flow="export") | moved }}`. A figure is rounded when it is printed and never
//! before, so that `up` and `0.0 per cent` do not stand together.

mod docx;
mod figure;
mod html;
mod series;
mod wording;

use std::path::Path;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value};

use super::derive::{find, question};
use super::figures::Figures;
use super::project::{Project, TemplatePlan};
use super::{Inputs, ReportError};
use series::Series;

/// How a template is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Markdown,
    Html,
    Docx,
}

impl Form {
    /// The form that a file's extension says.
    #[must_use]
    pub fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }

    /// Markdown in this form.
    #[must_use]
    pub fn bytes(self, markdown: &str, lang: &str) -> Vec<u8> {
        match self {
            Self::Markdown => markdown.as_bytes().to_vec(),
            Self::Html => html::page(markdown, lang).into_bytes(),
            Self::Docx => docx::document(markdown),
        }
    }
}

/// The Markdown that a template becomes with the project's figures.
///
/// # Errors
/// With the place in the template, when an expression names what is not there, has no result, or has several.
pub fn render(
    project: &Project,
    inputs: &Inputs,
    figures: &Figures,
    plan: &TemplatePlan,
) -> Result<String, ReportError> {
    let path = inputs.path(plan.text.get_ref());
    let bytes = inputs.read_listed(project, &plan.text, plan.text.get_ref())?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let source = std::io::Error::new(std::io::ErrorKind::InvalidData, error);
        ReportError::Read { path: path.clone(), source }
    })?;
    let mut known = plan.with.iter().map(|(name, value)| (name.clone(), Value::from(Serde(value)))).collect::<Vec<_>>();
    for (name, data) in &project.data {
        let asked = question(project, inputs, figures, data)?;
        let loaded = find(project, figures, &data.from)?.clone();
        known.push((name.clone(), Value::from_object(Series::new(name, loaded, asked, plan.decimals as usize))));
    }
    let failed = |error: minijinja::Error| template_error(&path, &error);
    let environment = environment().map_err(failed)?;
    let written = environment.template_from_named_str("template", &text).map_err(failed)?;
    written.render(Value::from_pairs(known)).map_err(failed)
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?;
    environment.set_syntax(syntax);
    environment.add_filter("number", wording::number);
    environment.add_filter("per_cent", wording::per_cent);
    environment.add_filter("percent", wording::percent);
    environment.add_filter("points", wording::points);
    environment.add_filter("money", wording::money);
    environment.add_filter("ordinal", wording::ordinal);
    environment.add_filter("words", wording::words);
    environment.add_filter("direction", wording::direction);
    environment.add_filter("moved", wording::moved);
    environment.add_filter("size", wording::size);
    environment.add_filter("listed", wording::listed);
    environment.add_filter("name", wording::name);
    environment.add_filter("a_year_earlier", wording::a_year_earlier);
    environment.add_test("known", wording::is_known);
    Ok(environment)
}

fn template_error(path: &Path, error: &minijinja::Error) -> ReportError {
    let mut cause = error;
    // The innermost error says what happened, the outer ones only through what it came.
    while let Some(inner) = std::error::Error::source(cause).and_then(|source| source.downcast_ref()) {
        cause = inner;
    }
    let message = cause.detail().map_or_else(|| cause.kind().to_string(), str::to_owned);
    ReportError::Template { path: path.to_owned(), line: error.line().unwrap_or(1), message }
}

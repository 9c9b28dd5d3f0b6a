//! `tradeproof sources`: the catalogue of formats, and of lists of codes.

use clap::Args;

use crate::sources::code_lists::{self, Codes};
use crate::sources::companion;
use crate::sources::registry::{self, Source};

use super::layout::{self, Entries, wrapped};
use super::{CliError, Outcome, output};

/// List the formats that can be read, or explain one: its columns
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof sources
  tradeproof sources tidy-trade")]
pub struct SourcesArgs {
    /// A format
    name: Option<String>,
}

pub fn run(args: &SourcesArgs) -> Result<Outcome, CliError> {
    let width = layout::width(layout::PLAIN_WIDTH);
    let text = match &args.name {
        Some(name) => page(registry::named(name)?, width),
        None => catalogue(width),
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

/// Every format, and what may lie beside figures: lists of codes, tables to measure against.
fn catalogue(width: usize) -> String {
    let longest = registry::ALL.iter().map(|source| source.name.len()).max().unwrap_or_default();
    let mut formats = Entries::new(longest, width);
    for source in registry::ALL {
        formats.line(source.name, &format!("{}. {}", source.title, source.description));
    }
    let mut lists = Entries::new(longest, width);
    for what in [Codes::Economies, Codes::Products, Codes::Regions, Codes::Currencies] {
        let known = code_lists::known().into_iter().filter(|(_, codes)| *codes == what);
        lists.line(what.name(), &known.map(|(name, _)| name).collect::<Vec<_>>().join(", "));
    }
    let longest = companion::known().map(|(name, _, _)| name.len()).max().unwrap_or_default();
    let mut companions = Entries::new(longest, width);
    for (name, code, unit) in companion::known() {
        companions.line(name, &format!("{code}, {unit}"));
    }
    format!(
        "Formats of figures\n{}\nLists of codes, read beside the figures whose codes they explain\n{}\nIndicators of the World Bank that figures are measured against, read beside them\n{}\n`tradeproof sources NAME` describes a format.\n",
        formats.into_text(),
        lists.into_text(),
        companions.into_text()
    )
}

fn page(source: &Source, width: usize) -> String {
    let longest = source.columns.iter().map(|field| field.name.chars().count()).max().unwrap_or_default();
    let mut columns = Entries::new(longest, width);
    for field in source.columns {
        let optional = if field.required { "" } else { " (optional)" };
        columns.line(field.name, &format!("{}{optional}", field.description));
    }
    let page = &source.page;
    let mut facts = Entries::new("valuation".len(), width);
    for (name, said) in [
        ("from", page.from),
        ("units", page.units),
        ("valuation", page.valuation),
        ("frequency", page.frequency),
        ("codes", page.classification),
        ("vintage", page.vintage),
        ("licence", page.licence),
    ] {
        facts.line(name, said);
    }
    facts.list("totals", page.totals);
    facts.list("quirks", page.quirks);
    let about = wrapped(source.description, width).join("\n");
    format!(
        "{} ({})\n{about}\n\nColumns\n{}\nFigures\n{}",
        source.title,
        source.name,
        columns.into_text(),
        facts.into_text()
    )
}

//! `tradeproof sources`: the catalogue of formats.

use std::fmt::Write as _;

use clap::Args;

use crate::sources::registry::{self, Source};

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
    let text = match &args.name {
        Some(name) => page(registry::named(name)?),
        None => registry::ALL.iter().map(entry).collect(),
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

fn entry(source: &Source) -> String {
    format!("{:<18} {:<24} {}\n", source.name, source.title, source.description)
}

fn page(source: &Source) -> String {
    let mut text = format!("{} ({})\n\n{}\n\n", source.title, source.name, source.description);
    for field in source.columns {
        let optional = if field.required { "" } else { " (optional)" };
        let _ = writeln!(text, "  {:<11} {}{optional}", field.name, field.description);
    }
    let page = &source.page;
    let facts = [
        ("from", page.from),
        ("units", page.units),
        ("valuation", page.valuation),
        ("frequency", page.frequency),
        ("codes", page.classification),
        ("vintage", page.vintage),
    ];
    text.push('\n');
    for (name, said) in facts {
        let _ = writeln!(text, "  {name:<11} {said}");
    }
    for (name, rules) in [("totals", page.totals), ("quirks", page.quirks)] {
        for rule in rules {
            let _ = writeln!(text, "  {name:<11} {rule}");
        }
    }
    text
}

//! `tradeproof inspect`: what was recognised in files, before any number is derived.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::model::Economy;
use crate::model::schema::{PARTNER, REPORTER};
use crate::sources::code_lists::lay_beside;
use crate::sources::{self, CodeList, Loaded, Recognised, SourceError};

use super::{CliError, Outcome, output};

/// Show what was recognised in files: format, units, periods, economies, totals, doubts
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof inspect trade.csv
  tradeproof inspect *.csv --format json")]
pub struct InspectArgs {
    /// Files of figures; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Form::Human)]
    format: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Human,
    Json,
}

pub fn run(args: &InspectArgs) -> Result<Outcome, CliError> {
    let mut files = args.files.iter().map(|path| sources::recognise(path)).collect::<Result<Vec<_>, _>>()?;
    lay_lists_beside(&mut files)?;
    let text = match args.format {
        Form::Human => files.iter().map(human).collect::<Vec<_>>().join("\n"),
        Form::Json => json(&files),
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

/// Figures are held against the lists that are given with them.
fn lay_lists_beside(files: &mut [Recognised]) -> Result<(), SourceError> {
    let lists: Vec<CodeList> = files
        .iter()
        .filter_map(|file| match file {
            Recognised::Codes(list) => Some(list.clone()),
            Recognised::Figures(_) => None,
        })
        .collect();
    for file in files {
        if let Recognised::Figures(loaded) = file {
            lay_beside(loaded, &lists)?;
        }
    }
    Ok(())
}

fn json(files: &[Recognised]) -> String {
    let files: Vec<serde_json::Value> = files
        .iter()
        .map(|file| match file {
            Recognised::Figures(loaded) => {
                let provenance = &loaded.provenance[0];
                serde_json::json!({
                    "path": provenance.path.display().to_string(),
                    "sha256": provenance.sha256,
                    "inspection": loaded.inspection,
                })
            }
            Recognised::Codes(list) => serde_json::json!({
                "path": list.path.display().to_string(),
                "sha256": list.sha256,
                "codes": {
                    "format": list.name,
                    "what": list.what,
                    "entries": list.entries.len(),
                    "basis": list.basis,
                    "doubts": list.doubts,
                },
            }),
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(files))
}

fn human(file: &Recognised) -> String {
    match file {
        Recognised::Figures(loaded) => human_figures(loaded),
        Recognised::Codes(list) => human_codes(list),
    }
}

/// What a list is, how many codes it has, and what was lost or is not known in it.
fn human_codes(list: &CodeList) -> String {
    let mut text = format!("{}\n", list.path.display());
    let mut line = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name:<11} {value}");
    };
    line("codes", &list.summary());
    line("sha256", &list.sha256);
    line("entries", &list.entries.len().to_string());
    list.basis.iter().for_each(|basis| line("basis", basis));
    list.doubts.iter().for_each(|doubt| line("doubt", doubt));
    text
}

fn human_figures(file: &Loaded) -> String {
    let inspection = &file.inspection;
    let provenance = &file.provenance[0];
    let mut text = format!("{}\n", provenance.path.display());
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {name:<11} {value}");
        }
    };
    line("format", format!("{} ({})", inspection.formats.join(", "), inspection.kind));
    line("sha256", provenance.sha256.clone());
    line("rows", inspection.rows.to_string());
    line("currencies", inspection.currencies.join(", "));
    line("periods", spanned(&inspection.periods));
    for dimension in &inspection.dimensions {
        line(dimension.column, listed(dimension.column, &dimension.values));
    }
    for basis in &inspection.basis {
        line("basis", basis.clone());
    }
    line("states", counted(&inspection.states));
    for total in &inspection.aggregates {
        line("totals", format!("{} {} in {} of {} rows", total.column, total.code, total.rows, inspection.rows));
    }
    for rule in &inspection.audit {
        line("audit", rule.clone());
    }
    for doubt in &inspection.doubts {
        line("doubt", doubt.clone());
    }
    text
}

/// Distinct values, economies with their names, the first twelve.
fn listed(name: &str, values: &BTreeMap<String, usize>) -> String {
    const SHOWN: usize = 12;
    let spelled = |value: &String| match value.parse::<Economy>() {
        Ok(economy) if [REPORTER, PARTNER].contains(&name) => format!("{value} {}", economy.name()),
        _ => value.clone(),
    };
    let filled = || values.keys().filter(|value| !value.is_empty());
    let mut shown: Vec<String> = filled().take(SHOWN).map(spelled).collect();
    if let Some(more) = filled().count().checked_sub(SHOWN).filter(|more| *more > 0) {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}

/// Few periods one by one, many as the first and the last.
fn spanned(periods: &[String]) -> String {
    const SHOWN: usize = 12;
    match periods {
        [first, second, .., last] if periods.len() > SHOWN => {
            format!("{first}, {second} … {last} ({} periods)", periods.len())
        }
        few => few.join(", "),
    }
}

fn counted(states: &BTreeMap<String, usize>) -> String {
    let counts: Vec<String> = states.iter().map(|(state, cells)| format!("{cells} {state}")).collect();
    counts.join(", ")
}

//! `tradeproof inspect`: what was recognised in files, before any number is derived.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::model::Economy;
use crate::model::schema::{PARTNER, REPORTER};
use crate::sources::{self, CodeList, Inspection, Recognised, SourceError};

use super::{CliError, Outcome, output, progress};

/// Show what was recognised in files: format, units, periods, economies, totals, doubts
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof inspect trade.csv
  tradeproof inspect *.csv --format json")]
pub struct InspectArgs {
    /// Files of figures, folders or patterns; `-` reads standard input
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
    let watch = progress::watch();
    let files = sources::paths::expand(&args.files)?;
    let files = files.iter().map(|path| sources::recognise(path, &watch)).collect::<Result<Vec<_>, _>>()?;
    let files = Inspected::all(files)?;
    let text = match args.format {
        Form::Human => files.iter().map(human).collect::<Vec<_>>().join("\n"),
        Form::Json => json(&files),
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

/// What is shown of a file.
enum Inspected {
    Figures { path: PathBuf, sha256: String, inspection: Box<Inspection> },
    Codes(CodeList),
}

impl Inspected {
    /// Figures are held against the lists that are given with them.
    fn all(files: Vec<Recognised>) -> Result<Vec<Self>, SourceError> {
        let list = |file: &Recognised| match file {
            Recognised::Codes(list) => Some(list.clone()),
            Recognised::Figures(_) => None,
        };
        let lists: Vec<CodeList> = files.iter().filter_map(list).collect();
        files.into_iter().map(|file| Self::of(file, &lists)).collect()
    }

    fn of(file: Recognised, lists: &[CodeList]) -> Result<Self, SourceError> {
        Ok(match file {
            Recognised::Codes(list) => Self::Codes(list),
            Recognised::Figures(loaded) => {
                let loaded = loaded.with_lists(lists.to_vec());
                let provenance = &loaded.provenance[0];
                Self::Figures {
                    path: provenance.file().to_owned(),
                    sha256: provenance.sha256()?,
                    inspection: Box::new(loaded.inspection()?),
                }
            }
        })
    }
}

fn json(files: &[Inspected]) -> String {
    let files: Vec<serde_json::Value> = files
        .iter()
        .map(|file| match file {
            Inspected::Figures { path, sha256, inspection } => serde_json::json!({
                "path": path.display().to_string(),
                "sha256": sha256,
                "inspection": inspection,
            }),
            Inspected::Codes(list) => serde_json::json!({
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

fn human(file: &Inspected) -> String {
    match file {
        Inspected::Figures { path, sha256, inspection } => human_figures(path, sha256, inspection),
        Inspected::Codes(list) => human_codes(list),
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

fn human_figures(path: &Path, sha256: &str, inspection: &Inspection) -> String {
    let mut text = format!("{}\n", path.display());
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {name:<11} {value}");
        }
    };
    line("format", format!("{} ({})", inspection.formats.join(", "), inspection.kind));
    line("sha256", sha256.to_owned());
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

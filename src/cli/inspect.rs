//! `tradeproof inspect`: what was recognised in files, before any number is derived.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::model::Economy;
use crate::model::schema::{PARTNER, REPORTER};
use crate::sources::{self, Inspection, SourceError, Watch};

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
    let files = files.iter().map(|path| Inspected::of(path, &watch)).collect::<Result<Vec<_>, _>>()?;
    let text = match args.format {
        Form::Human => files.iter().map(human).collect::<Vec<_>>().join("\n"),
        Form::Json => json(&files),
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

/// What is shown of a file.
struct Inspected {
    path: PathBuf,
    sha256: String,
    inspection: Inspection,
}

impl Inspected {
    fn of(path: &Path, watch: &Watch) -> Result<Self, SourceError> {
        let loaded = sources::load_watched(path, watch)?;
        let inspection = loaded.inspection()?;
        Ok(Self { path: path.to_owned(), sha256: loaded.provenance[0].sha256()?, inspection })
    }
}

fn json(files: &[Inspected]) -> String {
    let files: Vec<serde_json::Value> = files
        .iter()
        .map(|file| {
            serde_json::json!({
                "path": file.path.display().to_string(),
                "sha256": file.sha256,
                "inspection": file.inspection,
            })
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(files))
}

fn human(file: &Inspected) -> String {
    let inspection = &file.inspection;
    let mut text = format!("{}\n", file.path.display());
    let mut line = |name: &str, value: String| {
        if !value.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "  {name:<11} {value}");
        }
    };
    line("format", format!("{} ({})", inspection.formats.join(", "), inspection.kind));
    line("sha256", file.sha256.clone());
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

//! `tradeproof report`: the main job, from a project file to one page.

use std::path::{Path, PathBuf};

use clap::Args;

use super::engine::EngineArgs;
use super::{CliError, Outcome, output, places, voice, watch};
use crate::check::render::json;
use crate::report::{self, FILE_NAME, Inputs, Options, Report, schema};

const EXAMPLES: &str = "\
Examples:
  tradeproof report                              the bundled example, into tradeproof-report/
  tradeproof report trade/tradeproof.toml -o out
  tradeproof report trade --watch                again whenever a file of the project changes
  tradeproof report trade --before october       what was revised since, and which sentences that breaks
  tradeproof report trade --engine sc://127.0.0.1:15002   its figures read and added up by Spark or Sail
  tradeproof report trade --strict               for a build: warnings stop it, contradictions end with status 1

Exit status: 0 the report is written, 1 under --strict when a text contradicts itself (the report is written),
2 the project or an input is wrong, or under --strict a chart breaks a rule (nothing is written).";

/// Make the report of a project: figures, charts, summaries, checked texts, one page
///
/// Reads a project file, loads its figures, derives its metrics, draws its charts (SVG and PNG), writes its summaries,
/// checks its texts, and puts everything on one HTML page that needs no other file.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ReportArgs {
    /// A project file, or a folder with a tradeproof.toml; without it the bundled Kazakhstan–UK example
    #[arg(value_name = "PROJECT")]
    project: Option<PathBuf>,
    /// The folder to write: a new or empty one, or an earlier report, which is replaced; without it the one that the project
    /// names, else tradeproof-report
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// Charts that break a rule are errors, and contradictions end with status 1
    #[arg(long)]
    strict: bool,
    /// A folder with the project's figures as they were before: say which were revised and which sentences that breaks
    #[arg(long, value_name = "FOLDER")]
    before: Option<PathBuf>,
    /// Make the report again whenever a file of the project changes, and only what that changes; Ctrl-C ends it
    #[arg(long, requires = "project")]
    watch: bool,
    /// Print the JSON Schema of project files, for editors, and do nothing else
    #[arg(long)]
    schema: bool,
    #[command(flatten)]
    engine: EngineArgs,
}

pub fn run(args: &ReportArgs) -> Result<Outcome, CliError> {
    if args.schema {
        output::print(&json::of(&schema::schema()))?;
        return Ok(Outcome::Done);
    }
    if let Some(project) = &args.project {
        is_project(project, args.engine.engine().is_some())?;
    }
    let inputs = args.project.as_deref().map_or(Inputs::Bundled, Inputs::at);
    let options =
        Options { strict: args.strict, before: args.before.clone(), engine: args.engine.engine(), command: command() };
    let out = args.output.clone().map_or_else(|| report::folder_of(&inputs), Ok)?;
    if args.watch {
        watch::watch(&inputs, &out, &options);
    }
    let report = report::run(&inputs, &out, &options)?;
    tell(&report, &out);
    let contradicted = args.strict && report.summary.contradictory > report.summary.accepted;
    Ok(if contradicted { Outcome::Contradicted } else { Outcome::Done })
}

/// Refuses what is no project, with what would make one.
fn is_project(path: &Path, by_engine: bool) -> Result<(), CliError> {
    places::are_here([&path.to_owned()])?;
    let refuse = |help: String| Err(CliError::NoProject { path: path.to_owned(), help });
    let is_toml = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    if by_engine || is_toml {
        return Ok(());
    }
    if path.is_dir() && !path.join(FILE_NAME).exists() {
        let folder = path.display();
        return refuse(format!(
            " is in this folder\n  help: `tradeproof init {folder}` writes one for the figures and texts in it"
        ));
    }
    if path.is_file() {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.display();
        return refuse(format!(
            ", which is a .toml\n  help: `tradeproof init {folder}` writes one for the files beside it, then `tradeproof report {folder}`"
        ));
    }
    if !path.exists() {
        let near = places::near(path).map_or_else(String::new, |near| format!("; did you mean {}?", near.display()));
        return refuse(format!(" is there{near}\n  help: name a folder with a {FILE_NAME}, or the file"));
    }
    Ok(())
}

/// What was typed, with the program under its own name.
fn command() -> String {
    let arguments = std::env::args().skip(1).map(|argument| match argument.contains(char::is_whitespace) {
        true => format!("'{argument}'"),
        false => argument,
    });
    std::iter::once("tradeproof".to_owned()).chain(arguments).collect::<Vec<_>>().join(" ")
}

pub fn tell(report: &Report, out: &Path) {
    if voice::is_quiet() {
        return;
    }
    for warning in &report.warnings {
        anstream::eprintln!("warning: {warning}");
    }
    for line in &report.revisions {
        anstream::eprintln!("{line}");
    }
    let summary = &report.summary;
    if summary.documents > 0 {
        let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        anstream::eprintln!(
            "{} read, {} checked, {} cannot be true",
            counted(summary.quantities, "figure", "figures"),
            counted(summary.claims, "tie", "ties"),
            summary.contradictory - summary.accepted
        );
    }
    anstream::println!("{}", out.join(&report.page).display());
}

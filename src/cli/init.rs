//! `tradeproof init`: a project to start from.

use std::path::PathBuf;

use clap::Args;

use super::set::SetArgs;
use super::{CliError, Outcome};
use crate::report;

const EXAMPLES: &str = "\
Examples:
  tradeproof init trade              write the bundled example into trade/
  tradeproof report trade -o out     and make its report
  tradeproof init downloads          a project file for the figures and texts that are there

Exit status: 0 written, 2 the folder has a project file, holds nothing that can be used, or cannot be written.";

/// Write a project to start from: for the files of a folder, or the bundled example
///
/// In a folder that holds figures or texts, a commented project file is written that uses them; every chart and summary in
/// it was tried. Into a new or empty folder goes the bundled example with its project file, figures and text.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct InitArgs {
    /// A folder with official downloads and texts, or a new or empty one
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    #[command(flatten)]
    set: SetArgs,
}

pub fn run(args: &InitArgs) -> Result<Outcome, CliError> {
    let project = report::init(&args.folder, &args.set.settings()?)?;
    anstream::println!("{}", project.display());
    Ok(Outcome::Done)
}

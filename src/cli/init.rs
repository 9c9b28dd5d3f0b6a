//! `tradeproof init`: a project to start from.

use std::path::PathBuf;

use clap::Args;

use super::{CliError, Outcome};
use crate::report;

const EXAMPLES: &str = "\
Examples:
  tradeproof init trade              write the bundled example into trade/
  tradeproof report trade -o out     and make its report

Exit status: 0 written, 2 the folder holds files already or cannot be written.";

/// Write a project to start from: the bundled example with its project file, figures and text
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct InitArgs {
    /// A new or empty folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub fn run(args: &InitArgs) -> Result<Outcome, CliError> {
    report::init(&args.folder)?;
    anstream::println!("{}", args.folder.join(report::project::FILE_NAME).display());
    Ok(Outcome::Done)
}

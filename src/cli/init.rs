//! `tradeproof init`: a project to start from.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{CliError, Outcome, places};
use crate::report;

const EXAMPLES: &str = "\
Examples:
  tradeproof init downloads            a project file for the figures and texts that are there
  tradeproof report downloads -o out   and its report
  tradeproof init --example trade      the bundled example, in a new folder

Exit status: 0 written, 2 the folder is not there, has a project file, holds nothing that can be used, or cannot be written.";

/// Write a project to start from: for the files of a folder, or the bundled example
///
/// In a folder that holds figures or texts, a commented project file is written that uses them; every chart and summary in
/// it was tried. With --example, or into an empty folder, goes the bundled example with its project file, figures and text.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct InitArgs {
    /// A folder with official downloads and texts
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Write the bundled example into a new or empty folder
    #[arg(long)]
    example: bool,
}

pub fn run(args: &InitArgs) -> Result<Outcome, CliError> {
    let folder = &args.folder;
    places::are_here([folder])?;
    if folder.is_file() {
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        return Err(CliError::NotAFolder { path: folder.clone(), folder: parent.to_owned() });
    }
    if !args.example && !folder.exists() {
        let near = places::near(folder).map_or_else(String::new, |near| format!("; did you mean {}?", near.display()));
        return Err(CliError::NoFolder { folder: folder.clone(), near });
    }
    let project = if args.example { report::init_example(folder)? } else { report::init(folder)? };
    anstream::println!("{}", project.display());
    Ok(Outcome::Done)
}

//! `tradeproof convert`: any known format into the tidy layout.

use std::path::PathBuf;

use clap::Args;

use crate::sources;
use crate::summary::{self, Output};

use super::set::{SaveArgs, SetArgs};
use super::{CliError, Outcome, progress};

/// Convert files of any known format to the tidy layout
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof convert trade.csv -o tidy.parquet
  tradeproof convert part1.csv part2.csv -o tidy.csv
  tradeproof convert 'downloads/BACI_HS22_*.csv' -o baci.parquet")]
pub struct ConvertArgs {
    /// Files of figures of one kind, folders or patterns; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write to a file: .parquet, .csv, .json, .md or .txt; may be given again
    #[arg(short, long = "output", required = true, value_name = "FILE")]
    outputs: Vec<PathBuf>,
    #[command(flatten)]
    set: SetArgs,
    #[command(flatten)]
    save: SaveArgs,
}

pub fn run(args: &ConvertArgs) -> Result<Outcome, CliError> {
    let formats = args.outputs.iter().map(|path| Output::from_path(path)).collect::<Result<Vec<_>, _>>()?;
    let settings = args.set.settings()?;
    let loaded = sources::load_all_settled(&args.files, &settings, &progress::watch())?;
    args.save.save(&args.files, &settings)?;
    for (path, format) in args.outputs.iter().zip(formats) {
        summary::write_tidy(&loaded, path, format)?;
    }
    Ok(Outcome::Done)
}

//! `tradeproof convert`: any known format into the tidy layout.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::model::Kind;
use crate::sources::{self, tidy::parquet};
use crate::summary::{DeriveError, Format, Table, write_atomically};

use super::{CliError, Outcome};

/// Convert files of any known format to the tidy layout
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof convert trade.csv -o tidy.parquet
  tradeproof convert part1.csv part2.csv -o tidy.csv")]
pub struct ConvertArgs {
    /// Files of figures of one kind; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write to a file: .parquet, .csv, .json, .md or .txt; may be given again
    #[arg(short, long = "output", required = true, value_name = "FILE")]
    outputs: Vec<PathBuf>,
}

pub fn run(args: &ConvertArgs) -> Result<Outcome, CliError> {
    for path in args.outputs.iter().filter(|path| !is_parquet(path)) {
        Format::from_path(path)?;
    }
    let loaded = sources::load_all(&args.files)?;
    let mut frame = loaded.frame.collect().map_err(DeriveError::from)?;
    for path in &args.outputs {
        let bytes = if is_parquet(path) {
            parquet::write(&mut frame).map_err(DeriveError::from)?
        } else {
            text(path, loaded.kind, &frame)?.into_bytes()
        };
        write_atomically(path, &bytes)?;
    }
    Ok(Outcome::Done)
}

fn is_parquet(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"))
}

fn text(path: &Path, kind: Kind, frame: &polars::prelude::DataFrame) -> Result<String, CliError> {
    let table = Table::tidy(kind, frame).map_err(DeriveError::from)?;
    Ok(Format::from_path(path)?.render(&table))
}

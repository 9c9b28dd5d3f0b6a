//! `tradeproof convert`: any known format into the tidy layout.

use std::path::PathBuf;

use clap::Args;

use crate::sources;
use crate::summary::{self, Table};

use super::delivery::{self, DeliveryArgs};
use super::{CliError, Outcome, places, progress, voice};

/// Convert files of any known format to the tidy layout
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof convert trade.csv -o tidy.parquet
  tradeproof convert part1.csv part2.csv -o tidy.csv
  tradeproof convert trade.csv | xan headers
  tradeproof convert 'downloads/BACI_HS22_*.csv' -o baci.parquet")]
pub struct ConvertArgs {
    /// Files of figures of one kind, folders or patterns; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    delivery: DeliveryArgs,
}

pub fn run(args: &ConvertArgs) -> Result<Outcome, CliError> {
    let formats = args.delivery.formats()?;
    places::are_here(&args.files)?;
    let loaded = sources::load_all(&args.files, &progress::watch())?;
    voice::tell_read(&loaded);
    for (path, format) in formats {
        summary::write_tidy(&loaded, path, format)?;
    }
    if args.delivery.prints() {
        let frame = loaded.tidy.whole()?.collect().map_err(summary::DeriveError::from)?;
        let table = Table::tidy(loaded.kind, &frame).map_err(summary::DeriveError::from)?;
        delivery::print(&table, args.delivery.printed())?;
    }
    Ok(Outcome::Done)
}

//! `tradeproof charts`: the catalogue of kinds.

use std::io::Write as _;
use std::path::Path;

use clap::Args;

use super::{CliError, Outcome};
use crate::charts::kinds::{KINDS, Kind, find};

/// List the kinds of chart
#[derive(Debug, Args)]
pub struct ChartsArgs {
    /// Say more about this kind
    #[arg(value_name = "KIND")]
    kind: Option<String>,
}

pub fn run(args: &ChartsArgs) -> Result<Outcome, CliError> {
    let text = match &args.kind {
        Some(name) => page(find(name)?),
        None => KINDS.iter().map(|kind| format!("{:<13} {}\n", kind.name(), kind.about())).collect(),
    };
    let mut stdout = std::io::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CliError::write(Path::new("standard output"), error))
        }
        _ => Ok(Outcome::Done),
    }
}

fn page(kind: &dyn Kind) -> String {
    let (name, about) = (kind.name(), kind.about());
    format!("{name}\n  Draws    {about}\n  When     {}\n  Columns  {}\n", kind.when(), kind.columns())
}

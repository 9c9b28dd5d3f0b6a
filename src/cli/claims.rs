//! `tradeproof claims`: the manual of the kinds of claims.

use std::fmt::Write as _;

use clap::Args;

use crate::check::claims::{Page, pages};

use super::listing::ListingArgs;
use super::{CliError, Outcome};

/// List the kinds of claims that check decides, or explain one: what it compares, what it leaves alone, examples
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof claims
  tradeproof claims growth")]
pub struct ClaimsArgs {
    /// A kind of claim
    #[arg(value_parser = super::known::claims(), hide_possible_values = true)]
    kind: Option<String>,
    #[command(flatten)]
    listing: ListingArgs,
}

pub fn run(args: &ClaimsArgs) -> Result<Outcome, CliError> {
    match &args.kind {
        Some(kind) => {
            let page = find(kind)?;
            args.listing.print(|| explained(&page), &[object(&page)])?;
        }
        None => {
            let list = || pages().map(|page| format!("{:<20} {}\n", page.name, page.about)).collect();
            args.listing.print(list, &pages().map(|page| object(&page)).collect::<Vec<_>>())?;
        }
    }
    Ok(Outcome::Done)
}

/// A kind for programs.
fn object(page: &Page) -> serde_json::Value {
    serde_json::json!({
        "name": page.name,
        "about": page.about,
        "checks": page.manual.checks,
        "holds": page.manual.holds,
        "fails": page.manual.fails,
        "leaves": page.manual.leaves,
    })
}

fn find(kind: &str) -> Result<Page, CliError> {
    pages().find(|page| page.name == kind).ok_or_else(|| CliError::UnknownClaim {
        found: kind.to_owned(),
        known: pages().map(|page| page.name).collect::<Vec<_>>().join(", "),
    })
}

/// The page of one kind.
fn explained(page: &Page) -> String {
    let manual = &page.manual;
    let mut text = format!("{}: {}\n\n{}\n", page.name, page.about, manual.checks);
    let _ = write!(text, "\nHolds:\n{}", indented(manual.holds));
    let _ = match manual.fails {
        Some(fails) => write!(text, "\nCannot be true:\n{}", indented(fails)),
        None => write!(text, "\nIt is never called contradictory: where it does not hold, nothing is said.\n"),
    };
    let _ = writeln!(text, "\nLeaves alone: {}", manual.leaves);
    text
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

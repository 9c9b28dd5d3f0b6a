//! `tradeproof charts`: the catalogue of kinds, and the gallery of what they draw.

use std::path::{Path, PathBuf};

use clap::Args;

use super::listing::ListingArgs;
use super::{CliError, Outcome, output, voice};
use crate::charts::gallery::{self, Case, Picture};
use crate::charts::kinds::{KINDS, Kind, find};
use crate::charts::{ChartSpec, Held, RULES, Rule, Theme};

/// Lines of the example's table that the catalogue shows.
const SHOWN: usize = 5;

/// List the kinds of chart
#[derive(Debug, Args)]
pub struct ChartsArgs {
    /// Say more about this kind: what data it wants, and a command that draws it
    #[arg(value_name = "KIND", value_parser = super::known::charts(), hide_possible_values = true)]
    kind: Option<String>,
    /// Print the table that the kind's example draws
    #[arg(long, requires = "kind")]
    data: bool,
    /// List the rules that charts keep, and how each is held
    #[arg(long, conflicts_with_all = ["kind", "data", "gallery"])]
    rules: bool,
    /// Draw every kind and every hard case into this folder: a page, and a PNG of each
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["kind", "data"])]
    gallery: Option<PathBuf>,
    #[command(flatten)]
    listing: ListingArgs,
}

pub fn run(args: &ChartsArgs) -> Result<Outcome, CliError> {
    if let Some(folder) = &args.gallery {
        return draw_gallery(folder);
    }
    if args.rules {
        output::print(&RULES.iter().map(rule).collect::<String>())?;
        return Ok(Outcome::Done);
    }
    let Some(name) = &args.kind else {
        let list = || KINDS.iter().map(|kind| format!("{:<14} {}\n", kind.name(), kind.about())).collect();
        args.listing.print(list, &KINDS.iter().map(|kind| entry(*kind)).collect::<Vec<_>>())?;
        return Ok(Outcome::Done);
    };
    let kind = find(name)?;
    let example = gallery::example(kind.name());
    match (args.data, example) {
        (true, Some(case)) => output::print(&case.csv)?,
        (_, example) => args.listing.print(|| page(kind, example), &[entry(kind)])?,
    }
    Ok(Outcome::Done)
}

/// A kind for programs, with its example as a spec.
fn entry(kind: &dyn Kind) -> serde_json::Value {
    serde_json::json!({
        "name": kind.name(),
        "draws": kind.about(),
        "when": kind.when(),
        "columns": kind.columns(),
        "example": gallery::example(kind.name()).map(|case| serde_json::json!({"spec": case.spec, "csv": case.csv})),
    })
}

fn rule(rule: &Rule) -> String {
    let held = match rule.held {
        Held::Marked(ids) => ids.iter().map(ToString::to_string).collect::<Vec<String>>().join(", "),
        Held::Refused => "refused, with what to do".to_owned(),
        Held::Always => "always so".to_owned(),
    };
    format!("{}\n    {held}\n", rule.says)
}

fn page(kind: &dyn Kind, example: Option<&Case>) -> String {
    let (name, about) = (kind.name(), kind.about());
    let mut page = format!("{name}\n  Draws    {about}\n  When     {}\n  Columns  {}\n", kind.when(), kind.columns());
    if let Some(case) = example {
        let lines: Vec<&str> = case.csv.lines().collect();
        let more = lines.len().saturating_sub(SHOWN);
        let shown = lines.iter().take(SHOWN).map(|line| format!("             {line}\n")).collect::<String>();
        page += &format!("  Data     such as\n{shown}             … {more} more rows\n");
        page += &format!("  Example  tradeproof charts {name} --data |\n             {}\n", command(&case.spec));
    }
    page
}

/// The command that draws a spec from a table on standard input.
fn command(spec: &ChartSpec) -> String {
    let mut words = vec![format!("tradeproof chart {} -", spec.kind)];
    let mut flag = |name: &str, value: &str| words.push(format!("--{name} {}", quoted(value)));
    flag("x", &spec.x);
    flag("y", &spec.y);
    let columns =
        [("by", &spec.by), ("facet", &spec.facet), ("low", &spec.low), ("high", &spec.high), ("index", &spec.index)];
    columns
        .iter()
        .filter_map(|(name, value)| Some((name, value.as_ref()?)))
        .for_each(|(name, value)| flag(name, value));
    let lists = [("highlight", &spec.highlight), ("order", &spec.order), ("last", &spec.last)];
    for (name, values) in lists.into_iter().chain([("provisional", &spec.provisional)]) {
        values.iter().for_each(|value| flag(name, value));
    }
    spec.partial.iter().for_each(|(period, covers)| flag("partial", &format!("{period}={covers}")));
    spec.annotations.iter().for_each(|note| flag("annotate", &format!("{}={}", note.x, note.text)));
    spec.references.iter().for_each(|line| flag("reference", &format!("{}={}", line.y, line.text)));
    for (name, value) in [("title", &spec.title), ("subtitle", &spec.subtitle), ("source", &spec.source)] {
        flag(name, value);
    }
    let number = &spec.number;
    let decimals = number.decimals.map(|decimals| decimals.to_string());
    let figures = [("currency", &number.currency), ("magnitude", &number.magnitude), ("unit", &number.unit)];
    let figures = figures.into_iter().chain([("decimals", &decimals), ("note", &spec.note), ("metric", &spec.metric)]);
    figures.filter_map(|(name, value)| Some((name, value.as_ref()?))).for_each(|(name, value)| flag(name, value));
    if number.signed {
        words.push("--signed".to_owned());
    }
    words.push(format!("-o {}.svg", spec.kind));
    words.join(" \\\n             ")
}

/// A word as a shell reads it back.
fn quoted(value: &str) -> String {
    let plain = value.chars().all(|character| character.is_alphanumeric() || "-_.".contains(character));
    if plain && !value.is_empty() { value.to_owned() } else { format!("'{}'", value.replace('\'', "'\\''")) }
}

/// Draws all cases; refusals are part of the page.
fn draw_gallery(folder: &Path) -> Result<Outcome, CliError> {
    std::fs::create_dir_all(folder).map_err(|source| CliError::write(folder, source))?;
    let mut pictures = Vec::new();
    for case in gallery::cases() {
        let drawn = case.draw();
        if let Ok(drawing) = &drawn {
            let themes = if case.name == case.spec.kind { &Theme::ALL[..] } else { &Theme::ALL[..1] };
            for theme in themes {
                let name = match theme {
                    Theme::Light => format!("{}.png", case.name),
                    theme => format!("{}-{theme:?}.png", case.name).to_lowercase(),
                };
                output::write(&folder.join(name), &drawing.png_in(1.0, *theme)?)?;
            }
        }
        pictures.push(Picture { drawn: drawn.map_err(|error| error.to_string()), case });
    }
    let page = folder.join("index.html");
    output::write(&page, gallery::page(&pictures).as_bytes())?;
    voice::say(format_args!("{} pictures in {}", pictures.len(), page.display()));
    Ok(Outcome::Done)
}

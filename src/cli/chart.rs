//! `tradeproof chart`: one chart from one table.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use polars::prelude::DataFrame;

use super::chart_figures::Derivation;
use super::chart_flags::{Columns, Look, Words};
use super::{CliError, Outcome, frames, output, places, voice};
use crate::charts::kinds::find;
use crate::charts::schema::schema;
use crate::charts::{ChartSpec, Drawing, SvgOptions, Theme, preview_width, render};
use crate::summary::FIGURE;

const EXAMPLES: &str = "\
Examples:
  tradeproof chart ranked partners.csv --x partner --y value \\
      --title 'Germany buys more than the next three together' \\
      --subtitle 'Goods exports by destination, € million, 2024' --source Eurostat -o partners.svg -o partners.png
  tradeproof chart line trade.csv --x period --y value --by flow --index 2015 -o trade.svg
  tradeproof chart grouped trade.csv --x period --y cents --by flow --divisor 100000000 --partial 2025=January–August
  tradeproof chart share mix.csv --x year --y value --by product --emit spec > mix.toml
  tradeproof chart share mix.csv --spec mix.toml -o mix.png --scale 2 -o mix.pdf -o mix.csv
  tradeproof chart line trade.csv --x period --y value --by flow --preview
  tradeproof chart ranked BACI_HS17_Y2022_V202401b.csv --metric level --x partner --where reporter=KAZ --where flow=export --top 10 \\
      --divisor 1000000000 --magnitude billion --currency US$ -o partners.svg
  tradeproof chart line /lake/trade.parquet --metric growth:yoy --x period --by flow --engine sc://127.0.0.1:15002 -o growth.svg
  tradeproof chart line --emit schema > spec.schema.json

The kinds are listed by `tradeproof charts`.

Exit status: 0 drawn, 2 the table, the columns or a figure is wrong (nothing is written).";

/// A terminal that does not say how wide it is.
const COLUMNS: usize = 80;

/// Draw one chart from a table
///
/// Reads CSV with a header row, or Parquet, such as `summary` writes, and draws the named columns. With --metric, FILEs are official figures instead: the metric is
/// derived by those of the drawn columns that are dimensions, and drawn as `figure`. Without -o the SVG goes to standard output. What an editor would
/// mark (a title that states no finding, a missing unit, period or source) is printed as a warning.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ChartArgs {
    /// The kind of chart, see `tradeproof charts`
    #[arg(value_name = "KIND", value_parser = super::known::charts(), hide_possible_values = true)]
    kind: String,
    /// Tables of the same columns, CSV or Parquet; `-` reads CSV from standard input. With --metric, figures in any format that `tradeproof sources` lists
    #[arg(required_unless_present = "emit", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Start from this spec (TOML, or JSON by extension); the flags below win over it
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    derivation: Derivation,
    #[command(flatten)]
    words: Words,
    #[command(flatten)]
    look: Look,
    /// Print this to standard output instead of a picture
    #[arg(help_heading = "Output", long, value_enum)]
    emit: Option<Emit>,
    /// Treat warnings as errors: exit 2, nothing written
    #[arg(help_heading = "Output", long)]
    strict: bool,
    /// Draw it in characters on the terminal instead
    #[arg(help_heading = "Output", long, conflicts_with_all = ["emit", "output"])]
    preview: bool,
    /// Write here; `.svg`, `.png`, `.pdf`, or `.csv` for the figures as drawn; `-` is --preview; repeatable
    #[arg(help_heading = "Output", short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Pixels to the CSS pixel in PNG: 1, 2, or 3.125 for 300 dpi
    #[arg(help_heading = "Output", long, default_value_t = 2.0)]
    scale: f32,
    /// For a light or a dark page, or for paper
    #[arg(help_heading = "Output", long, value_enum, default_value_t = Ground::Light)]
    theme: Ground,
    /// Put the face into the SVG, so that it looks the same anywhere (about 370 kB)
    #[arg(help_heading = "Output", long)]
    embed_font: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Emit {
    /// The spec as TOML, with every flag in it
    Spec,
    /// The same as JSON
    SpecJson,
    /// The JSON Schema of specs
    Schema,
    /// The figures as drawn
    Csv,
    /// A Vega-Lite specification, for the kinds that it can show as they are drawn here
    VegaLite,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ground {
    Light,
    Dark,
    /// Black on white, and hues that differ in grey
    Print,
}

impl Ground {
    fn theme(self) -> Theme {
        match self {
            Self::Light => Theme::Light,
            Self::Dark => Theme::Dark,
            Self::Print => Theme::Print,
        }
    }
}

pub fn run(args: &ChartArgs) -> Result<Outcome, CliError> {
    if args.emit == Some(Emit::Schema) {
        let schema = serde_json::to_string_pretty(&schema()).map_err(|error| CliError::Spec(error.to_string()))?;
        return print(&(schema + "\n"));
    }
    find(&args.kind)?;
    places::are_here(&args.files)?;
    let mut spec = spec(args)?;
    if args.emit == Some(Emit::Spec) {
        return print(&toml::to_string(&spec).map_err(|error| CliError::Spec(error.to_string()))?);
    }
    if args.emit == Some(Emit::SpecJson) {
        let json = serde_json::to_string_pretty(&spec).map_err(|error| CliError::Spec(error.to_string()))?;
        return print(&(json + "\n"));
    }
    if args.files.is_empty() {
        return Err(CliError::Table);
    }
    let preview = args.preview || args.output.iter().any(|path| path.as_os_str() == "-");
    if preview {
        // What is laid out for the terminal's width is read there; a stated height would be that of another width.
        (spec.width, spec.height) = (preview_width(columns()), None);
    }
    let frame = frame(args, &spec)?;
    let drawing = render(&spec, &frame)?;
    marks(&drawing, args.strict)?;
    if args.emit == Some(Emit::VegaLite) {
        return print(&drawing.vega_lite()?);
    }
    if args.emit == Some(Emit::Csv) {
        return print(&drawing.csv());
    }
    if preview {
        output::print(&drawing.preview(args.theme.theme(), true))?;
        return Ok(Outcome::Done);
    }
    if args.output.is_empty() {
        return print(&svg(&drawing, args));
    }
    // Everything is made before anything is written.
    let files = args.output.iter().map(|path| Ok((path, bytes(&drawing, args, path)?)));
    for (path, bytes) in files.collect::<Result<Vec<_>, CliError>>()? {
        output::write(path, &bytes)?;
    }
    Ok(Outcome::Done)
}

/// The table to draw: as it is, or derived from official figures.
fn frame(args: &ChartArgs, spec: &ChartSpec) -> Result<DataFrame, CliError> {
    if args.derivation.is_wanted() {
        return args.derivation.frame(&args.files, spec);
    }
    let figures = [Some(&spec.y), spec.low.as_ref(), spec.high.as_ref()].into_iter().flatten();
    Ok(frames::read(&args.files, &figures.map(String::as_str).collect::<Vec<_>>())?)
}

fn marks(drawing: &Drawing, strict: bool) -> Result<(), CliError> {
    for lint in drawing.lints() {
        match strict {
            true => anstream::eprintln!("error: {lint}"),
            false => voice::say(format_args!("warning: {lint}")),
        }
    }
    match drawing.lints().len() {
        count if strict && count > 0 => Err(CliError::Lints(count)),
        _ => Ok(()),
    }
}

fn bytes(drawing: &Drawing, args: &ChartArgs, path: &Path) -> Result<Vec<u8>, CliError> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "svg" => Ok(svg(drawing, args).into_bytes()),
        "png" => Ok(drawing.png_in(args.scale, args.theme.theme())?),
        "pdf" => Ok(drawing.pdf(args.theme.theme())?),
        "csv" => Ok(drawing.csv().into_bytes()),
        _ => Err(CliError::Extension { path: path.to_owned(), expected: ".svg, .png, .pdf or .csv" }),
    }
}

/// How wide the terminal is, as it says itself.
fn columns() -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    stated.filter(|columns| (40..=400).contains(columns)).unwrap_or(COLUMNS)
}

fn svg(drawing: &Drawing, args: &ChartArgs) -> String {
    drawing.svg(&SvgOptions { embed_font: args.embed_font, theme: args.theme.theme(), ..SvgOptions::default() })
}

fn print(text: &str) -> Result<Outcome, CliError> {
    let mut stdout = std::io::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CliError::write(Path::new("standard output"), error))
        }
        _ => Ok(Outcome::Done),
    }
}

/// The spec file, if any, with the flags over it.
fn spec(args: &ChartArgs) -> Result<ChartSpec, CliError> {
    let mut spec = match &args.spec {
        Some(path) => read_spec(path)?,
        None => {
            let needed = |column: &Option<String>, flag| column.clone().ok_or(CliError::Flag { flag });
            let y = args.columns.y.clone().or_else(|| args.derivation.is_wanted().then(|| FIGURE.to_owned()));
            let (x, y) = (needed(&args.columns.x, "--x COLUMN")?, needed(&y, "--y COLUMN")?);
            ChartSpec::new(&args.kind, &x, &y)
        }
    };
    spec.kind.clone_from(&args.kind);
    args.columns.over(&mut spec);
    args.words.over(&mut spec);
    args.look.over(&mut spec);
    spec.metric = spec.metric.or_else(|| args.derivation.label());
    Ok(spec)
}

fn read_spec(path: &Path) -> Result<ChartSpec, CliError> {
    let text = std::fs::read_to_string(path).map_err(|source| CliError::read(path, source))?;
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let spec = if json {
        serde_json::from_str(&text).map_err(|error| error.to_string())
    } else {
        toml::from_str(&text).map_err(|error| error.to_string())
    };
    spec.map_err(|error| CliError::Spec(format!("{}: {}", path.display(), error.trim_end())))
}

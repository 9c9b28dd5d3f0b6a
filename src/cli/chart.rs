//! `tradeproof chart`: one chart from one table.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CliError, Outcome, frames, output};
use crate::charts::schema::schema;
use crate::charts::{
    Annotation, ChartSpec, Drawing, Grouping, Reference, SvgOptions, Theme, pixels, preview_width, render,
};

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
  tradeproof chart line --emit schema > spec.schema.json

The kinds are listed by `tradeproof charts`.

Exit status: 0 drawn, 2 the table, the columns or a figure is wrong (nothing is written).";

/// A terminal that does not say how wide it is.
const COLUMNS: usize = 80;

/// Draw one chart from a table
///
/// Reads CSV with a header row, or Parquet, such as `summary` writes, and draws the named columns. Without -o the SVG goes to standard output. What an editor would
/// mark (a title that states no finding, a missing unit, period or source) is printed as a warning.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ChartArgs {
    /// The kind of chart, see `tradeproof charts`
    #[arg(value_name = "KIND")]
    kind: String,
    /// Tables of the same columns, CSV or Parquet; `-` reads CSV from standard input
    #[arg(required_unless_present = "emit", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Start from this spec (TOML, or JSON by extension); the flags below win over it
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    words: Words,
    #[command(flatten)]
    look: Look,
    /// Print this to standard output instead of a picture
    #[arg(long, value_enum)]
    emit: Option<Emit>,
    /// Treat warnings as errors: exit 2, nothing written
    #[arg(long)]
    strict: bool,
    /// Draw it in characters on the terminal instead
    #[arg(long, conflicts_with_all = ["emit", "output"])]
    preview: bool,
    /// Write here; `.svg`, `.png`, `.pdf`, or `.csv` for the figures as drawn; `-` is --preview; repeatable
    #[arg(short, long, value_name = "FILE")]
    output: Vec<PathBuf>,
    /// Pixels to the CSS pixel in PNG: 1, 2, or 3.125 for 300 dpi
    #[arg(long, default_value_t = 2.0)]
    scale: f32,
    /// For a light or a dark page, or for paper
    #[arg(long, value_enum, default_value_t = Ground::Light)]
    theme: Ground,
    /// Put the face into the SVG, so that it looks the same anywhere (about 370 kB)
    #[arg(long)]
    embed_font: bool,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Columns")]
struct Columns {
    /// Names or periods
    #[arg(long, value_name = "COLUMN")]
    x: Option<String>,
    /// Figures
    #[arg(long, value_name = "COLUMN")]
    y: Option<String>,
    /// What splits the figures into series
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Lower ends of intervals
    #[arg(long, value_name = "COLUMN")]
    low: Option<String>,
    /// Upper ends of intervals
    #[arg(long, value_name = "COLUMN")]
    high: Option<String>,
    /// Series (or names) to bring forward; repeatable
    #[arg(long, value_name = "NAME")]
    highlight: Vec<String>,
    /// Series from first to last; repeatable
    #[arg(long, value_name = "NAME")]
    order: Vec<String>,
    /// Names that stand last whatever their figure, such as Other; repeatable
    #[arg(long, value_name = "NAME")]
    last: Vec<String>,
    /// A period that is not whole yet, and what it covers; repeatable
    #[arg(long, value_name = "PERIOD=WHAT", value_parser = pair)]
    partial: Vec<(String, String)>,
    /// A period whose figures may still be revised; repeatable
    #[arg(long, value_name = "PERIOD")]
    provisional: Vec<String>,
    /// Words above the plot with a line down to their place, such as 2022=War; repeatable
    #[arg(long, value_name = "PLACE=WORDS", value_parser = pair)]
    annotate: Vec<(String, String)>,
    /// A level across the plot, such as 3.2='Average of 2015–2019'; repeatable
    #[arg(long, value_name = "LEVEL=WORDS", value_parser = level)]
    reference: Vec<(f64, String)>,
    /// The period that is set to 100
    #[arg(long, value_name = "PERIOD")]
    index: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Words")]
struct Words {
    /// The finding, as a sentence
    #[arg(long)]
    title: Option<String>,
    /// Measure, geography, unit and period
    #[arg(long)]
    subtitle: Option<String>,
    /// Who published the figures
    #[arg(long)]
    source: Option<String>,
    /// The metric and its variant, for the foot
    #[arg(long)]
    metric: Option<String>,
    /// What a reader has to know besides
    #[arg(long)]
    note: Option<String>,
    /// Language of the fixed words and of the decimal mark: en, ru, kk, de
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Figures and size")]
struct Look {
    /// What figures are divided by first
    #[arg(long, value_name = "NUMBER")]
    divisor: Option<f64>,
    /// Decimals of value labels; by default what three figures of the largest need
    #[arg(long, value_name = "COUNT")]
    decimals: Option<usize>,
    /// €, £, US$
    #[arg(long, value_name = "SIGN")]
    currency: Option<String>,
    /// million, billion
    #[arg(long, value_name = "WORD")]
    magnitude: Option<String>,
    /// %, tonnes
    #[arg(long, value_name = "WORD")]
    unit: Option<String>,
    /// Write a plus sign before positive figures
    #[arg(long)]
    signed: bool,
    /// How thousands are parted
    #[arg(long, value_enum)]
    grouping: Option<Parted>,
    /// In CSS pixels, or in millimetres: 180mm
    #[arg(long, value_name = "LENGTH", value_parser = pixels)]
    width: Option<u32>,
    /// In CSS pixels or millimetres; by default what the rows need
    #[arg(long, value_name = "LENGTH", value_parser = pixels)]
    height: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Emit {
    /// The spec as TOML, with every flag in it
    Spec,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Parted {
    Locale,
    Thin,
    None,
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

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((period, what)) if !period.trim().is_empty() && !what.trim().is_empty() => {
            Ok((period.trim().to_owned(), what.trim().to_owned()))
        }
        _ => Err("expected PERIOD=WHAT, such as 2025=January–August".to_owned()),
    }
}

fn level(text: &str) -> Result<(f64, String), String> {
    let wrong = || "expected LEVEL=WORDS, such as 3.2=Average".to_owned();
    let (level, words) = pair(text).map_err(|_| wrong())?;
    Ok((level.parse().map_err(|_| wrong())?, words))
}

pub fn run(args: &ChartArgs) -> Result<Outcome, CliError> {
    if args.emit == Some(Emit::Schema) {
        let schema = serde_json::to_string_pretty(&schema()).map_err(|error| CliError::Spec(error.to_string()))?;
        return print(&(schema + "\n"));
    }
    let mut spec = spec(args)?;
    if args.emit == Some(Emit::Spec) {
        return print(&toml::to_string(&spec).map_err(|error| CliError::Spec(error.to_string()))?);
    }
    if args.files.is_empty() {
        return Err(CliError::Table);
    }
    let preview = args.preview || args.output.iter().any(|path| path.as_os_str() == "-");
    if preview {
        // What is laid out for the terminal's width is read there; a stated height would be that of another width.
        (spec.width, spec.height) = (preview_width(columns()), None);
    }
    let figures: Vec<&str> =
        [Some(&spec.y), spec.low.as_ref(), spec.high.as_ref()].into_iter().flatten().map(String::as_str).collect();
    let frame = frames::read(&args.files, &figures)?;
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

fn marks(drawing: &Drawing, strict: bool) -> Result<(), CliError> {
    for lint in drawing.lints() {
        anstream::eprintln!("{}: {lint}", if strict { "error" } else { "warning" });
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
            let (x, y) = (needed(&args.columns.x, "--x COLUMN")?, needed(&args.columns.y, "--y COLUMN")?);
            ChartSpec::new(&args.kind, &x, &y)
        }
    };
    spec.kind.clone_from(&args.kind);
    args.columns.over(&mut spec);
    args.words.over(&mut spec);
    args.look.over(&mut spec);
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

fn put<T: Clone>(value: &Option<T>, place: &mut T) {
    if let Some(value) = value {
        place.clone_from(value);
    }
}

fn put_some<T: Clone>(value: &Option<T>, place: &mut Option<T>) {
    if value.is_some() {
        place.clone_from(value);
    }
}

fn put_list(values: &[String], place: &mut Vec<String>) {
    if !values.is_empty() {
        *place = values.to_vec();
    }
}

impl Columns {
    fn over(&self, spec: &mut ChartSpec) {
        put(&self.x, &mut spec.x);
        put(&self.y, &mut spec.y);
        put_some(&self.by, &mut spec.by);
        put_some(&self.low, &mut spec.low);
        put_some(&self.high, &mut spec.high);
        put_list(&self.highlight, &mut spec.highlight);
        put_list(&self.order, &mut spec.order);
        put_list(&self.last, &mut spec.last);
        spec.partial.extend(self.partial.iter().cloned());
        put_list(&self.provisional, &mut spec.provisional);
        let note = |(x, text): &(String, String)| Annotation { x: x.clone(), text: text.clone() };
        spec.annotations.extend(self.annotate.iter().map(note));
        spec.references.extend(self.reference.iter().map(|(y, text)| Reference { y: *y, text: text.clone() }));
        put_some(&self.index, &mut spec.index);
    }
}

impl Words {
    fn over(&self, spec: &mut ChartSpec) {
        put(&self.title, &mut spec.title);
        put(&self.subtitle, &mut spec.subtitle);
        put(&self.source, &mut spec.source);
        put_some(&self.note, &mut spec.note);
        put_some(&self.metric, &mut spec.metric);
        put(&self.lang, &mut spec.lang);
    }
}

impl Look {
    fn over(&self, spec: &mut ChartSpec) {
        put(&self.divisor, &mut spec.number.divisor);
        put_some(&self.decimals, &mut spec.number.decimals);
        put_some(&self.currency, &mut spec.number.currency);
        put_some(&self.magnitude, &mut spec.number.magnitude);
        put_some(&self.unit, &mut spec.number.unit);
        spec.number.signed |= self.signed;
        if let Some(grouping) = self.grouping {
            spec.number.grouping = match grouping {
                Parted::Locale => Grouping::Locale,
                Parted::Thin => Grouping::Thin,
                Parted::None => Grouping::None,
            };
        }
        put(&self.width, &mut spec.width);
        put_some(&self.height, &mut spec.height);
    }
}

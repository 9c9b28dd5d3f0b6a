//! `tradeproof chart`: one chart from one table.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use polars::prelude::{Column, DataFrame, DataType};

use super::chart_figures::Derivation;
use super::chart_flags::{Columns, Look, Words};
use super::{CliError, Outcome, frames, output};
use crate::charts::kinds::find;
use crate::charts::schema::schema;
use crate::charts::{ChartSpec, Drawing, Lint, SvgOptions, Theme, preview_width, render};
use crate::pictures::{self, Facts};
use crate::summary::DeriveError;

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
  tradeproof chart ranked download.xlsx -o partners.svg
  tradeproof chart treemap BACI_HS17_Y2022_V202401b.csv --where reporter=Kazakhstan --where flow=export --top 10 -o partners.svg
  tradeproof chart download.xlsx -o pictures
  tradeproof chart line /lake/trade.parquet --metric growth:yoy --x period --by flow --engine sc://127.0.0.1:15002 -o growth.svg
  tradeproof chart line --emit schema > spec.schema.json

The kinds are listed by `tradeproof charts`.

Exit status: 0 drawn, 2 the table, the columns or a figure is wrong (nothing is written).";

/// A terminal that does not say how wide it is.
const COLUMNS: usize = 80;

/// Draw one chart from a table
///
/// Reads CSV with a header row, or Parquet, such as `summary` writes, and draws the named columns. Without --x and --y, or with --metric, FILEs are
/// official figures instead: what nobody has to write is filled in from them – columns, names for codes, magnitude and currency, subtitle, source and
/// a headline – and flags win over it. With a FILE in place of KIND, the charts that suit it are drawn onto the terminal, or into the folder of -o.
/// Without -o the SVG goes to standard output. What an editor would mark (a title that states no finding or that the figures do not bear out, a
/// missing unit, period or source) is printed as a warning.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ChartArgs {
    /// The kind of chart, see `tradeproof charts`; or a FILE alone
    #[arg(value_name = "KIND")]
    kind: String,
    /// Tables of the same columns, CSV or Parquet; `-` reads CSV from standard input. With --metric, figures in any format that `tradeproof sources` lists
    #[arg(value_name = "FILE")]
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
    /// The spec as TOML, with every flag and everything that was filled in
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
    if find(&args.kind).is_err() && Path::new(&args.kind).exists() {
        return propose(args);
    }
    let mut spec = spec(args)?;
    let preview = args.preview || args.output.iter().any(|path| path.as_os_str() == "-");
    if preview {
        // What is laid out for the terminal's width is read there; a stated height would be that of another width.
        (spec.width, spec.height) = (preview_width(columns()), None);
    }
    let ready = match (args.files.is_empty(), args.emit) {
        // Without figures nothing can be filled in, and what is stated is all there is.
        (true, Some(Emit::Spec | Emit::SpecJson)) => return emit(&spec, args.emit),
        (true, _) => return Err(CliError::Table),
        (false, _) => ready(args, spec)?,
    };
    if matches!(args.emit, Some(Emit::Spec | Emit::SpecJson)) {
        return emit(&ready.spec, args.emit);
    }
    let drawing = render(&ready.spec, &ready.frame)?;
    marks(&ready.lints(&drawing), args.strict)?;
    write(args, &drawing, preview)
}

fn write(args: &ChartArgs, drawing: &Drawing, preview: bool) -> Result<Outcome, CliError> {
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
        return print(&svg(drawing, args));
    }
    // Everything is made before anything is written.
    let files = args.output.iter().map(|path| Ok((path, bytes(drawing, args, path)?)));
    for (path, bytes) in files.collect::<Result<Vec<_>, CliError>>()? {
        output::write(path, &bytes)?;
    }
    Ok(Outcome::Done)
}

fn emit(spec: &ChartSpec, form: Option<Emit>) -> Result<Outcome, CliError> {
    if form == Some(Emit::Spec) {
        return print(&toml::to_string(spec).map_err(|error| CliError::Spec(error.to_string()))?);
    }
    let json = serde_json::to_string_pretty(spec).map_err(|error| CliError::Spec(error.to_string()))?;
    print(&(json + "\n"))
}

/// A spec with everything in it, and the table that it draws.
struct Ready {
    spec: ChartSpec,
    frame: DataFrame,
    /// What is known of official figures.
    facts: Option<Facts>,
}

impl Ready {
    /// What an editor would mark, and what the words say that the figures do not.
    fn lints(&self, drawing: &Drawing) -> Vec<Lint> {
        let said = pictures::verify(drawing, &self.spec, &self.frame, self.facts.as_ref());
        drawing.lints().iter().cloned().chain(said).collect()
    }
}

/// The table to draw: as it is, or derived from official figures.
fn ready(args: &ChartArgs, mut spec: ChartSpec) -> Result<Ready, CliError> {
    let labels = args.words.labels().map(read_labels).transpose()?.unwrap_or_default();
    let named = !spec.x.is_empty() && !spec.y.is_empty();
    if args.derivation.is_used() || !named {
        let loaded = match args.derivation.load(&args.files) {
            Ok(loaded) => loaded,
            // A table of a person's own has no columns that anybody could guess.
            Err(_) if !args.derivation.is_used() => {
                return Err(CliError::Flag { flag: if spec.x.is_empty() { "--x COLUMN" } else { "--y COLUMN" } });
            }
            Err(error) if !args.derivation.is_wanted() => {
                let why = "--where, --period and --top choose among official figures; name the metric with --metric, or leave them out";
                return Err(CliError::Spec(format!("{why}\n  {error}")));
            }
            Err(error) => return Err(error),
        };
        let made = args.derivation.make(&loaded, &spec, labels)?;
        return Ok(Ready { spec: made.spec, frame: made.frame, facts: Some(made.facts) });
    }
    let figures = [Some(&spec.y), spec.low.as_ref(), spec.high.as_ref()].into_iter().flatten();
    let frame = frames::read(&args.files, &figures.map(String::as_str).collect::<Vec<_>>())?;
    let frame = pictures::fill_table(&mut spec, frame, &labels).map_err(DeriveError::from)?;
    Ok(Ready { spec, frame, facts: None })
}

/// The charts that suit the files, for somebody who names no kind: into a folder, or onto the terminal.
fn propose(args: &ChartArgs) -> Result<Outcome, CliError> {
    let mut files = vec![PathBuf::from(&args.kind)];
    files.extend(args.files.iter().cloned());
    let lang = args.words.lang().unwrap_or_default();
    let proposed = args.derivation.propose(&args.derivation.load(&files)?, lang);
    if proposed.is_empty() {
        return Err(CliError::NothingSuits { path: files.swap_remove(0) });
    }
    let stem = files[0].file_stem().map_or_else(|| "chart".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mut pictures = Vec::new();
    for made in proposed {
        let mut spec = made.spec.clone();
        if args.output.is_empty() {
            (spec.width, spec.height) = (preview_width(columns()), None);
        }
        let drawing = render(&spec, &made.frame)?;
        let ready = Ready { spec: made.spec, frame: made.frame, facts: Some(made.facts) };
        marks(&ready.lints(&drawing), args.strict)?;
        pictures.push((format!("{stem}-{}", ready.spec.kind), drawing));
    }
    for (name, drawing) in &pictures {
        if args.output.is_empty() {
            output::print(&(drawing.preview(args.theme.theme(), true) + "\n"))?;
        }
        for folder in &args.output {
            std::fs::create_dir_all(folder).map_err(|source| CliError::write(folder, source))?;
            output::write(&folder.join(format!("{name}.svg")), svg(drawing, args).as_bytes())?;
            output::write(&folder.join(format!("{name}.png")), &drawing.png_in(args.scale, args.theme.theme())?)?;
            anstream::eprintln!("{}.svg, .png: {}", folder.join(name).display(), drawing.title());
        }
    }
    Ok(Outcome::Done)
}

fn marks(lints: &[Lint], strict: bool) -> Result<(), CliError> {
    for lint in lints {
        anstream::eprintln!("{}: {lint}", if strict { "error" } else { "warning" });
    }
    match lints.len() {
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
        None => ChartSpec::new(&args.kind, "", ""),
    };
    spec.kind.clone_from(&args.kind);
    args.columns.over(&mut spec);
    args.words.over(&mut spec);
    args.look.over(&mut spec);
    find(&args.kind)?;
    Ok(spec)
}

/// Codes and what they are called: the first two columns of a CSV.
fn read_labels(path: &Path) -> Result<BTreeMap<String, String>, CliError> {
    let frame = frames::read(&[path.to_owned()], &[])?;
    let [codes, names, ..] = frame.columns() else {
        let found = frame.width();
        return Err(CliError::Spec(format!("{}: expected two columns, code and name, found {found}", path.display())));
    };
    let texts = |column: &Column| column.cast(&DataType::String).map_err(DeriveError::from);
    let (codes, names) = (texts(codes)?, texts(names)?);
    let both = codes.str().map_err(DeriveError::from)?.iter().zip(names.str().map_err(DeriveError::from)?.iter());
    Ok(both.filter_map(|(code, name)| Some((code?.to_owned(), name?.to_owned()))).collect())
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

//! `tradeproof inspect`: what was recognised in files, before any number is derived.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::model::schema::{CLASSIFICATION, PARTNER, QUANTITY_UNIT, REPORTER, VALUATION, VINTAGE};
use crate::model::{CellState, Economy, Grain};
use crate::sources::aggregates::Found;
use crate::sources::inspection::Dimension;
use crate::sources::spans::{Span, spans};
use crate::sources::structure::Structure;
use crate::sources::{self, CodeList, Companion, Inspection, Recognised, SourceError, registry};

use super::layout::{self, Entries};
use super::set::{SaveArgs, SetArgs};
use super::{CliError, Outcome, output, progress};

/// Show what was recognised in files: format, units, periods, economies, totals, doubts
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tradeproof inspect trade.csv
  tradeproof inspect *.csv --format json
  tradeproof inspect data.csv --dsd structure.xml")]
pub struct InspectArgs {
    /// Files of figures, folders or patterns; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t = Form::Human)]
    format: Form,
    /// Hold the codes and keys of SDMX data against this data structure definition (SDMX-ML)
    #[arg(long, value_name = "FILE")]
    dsd: Option<PathBuf>,
    #[command(flatten)]
    set: SetArgs,
    #[command(flatten)]
    save: SaveArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    Human,
    Json,
}

pub fn run(args: &InspectArgs) -> Result<Outcome, CliError> {
    let watch = progress::watch();
    let files = sources::paths::expand(&args.files)?;
    if let Some(dsd) = &args.dsd {
        return held_against(dsd, &files, args.format);
    }
    let settings = args.set.settings()?;
    args.save.save(&files, &settings)?;
    let files =
        files.iter().map(|path| sources::recognise_settled(path, &settings, &watch)).collect::<Result<Vec<_>, _>>()?;
    let files = Inspected::all(files)?;
    let text = match args.format {
        Form::Human => files.iter().map(human).collect::<Vec<_>>().join("\n"),
        Form::Json => json(&files),
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

/// Data of SDMX of any subject, held against their structure.
fn held_against(dsd: &Path, files: &[PathBuf], format: Form) -> Result<Outcome, CliError> {
    let structure = Structure::read(dsd)?;
    let held = files.iter().map(|path| Ok((path, structure.hold(path)?))).collect::<Result<Vec<_>, SourceError>>()?;
    let text = match format {
        Form::Human => held.iter().map(|(path, said)| human_structure(path, said)).collect::<Vec<_>>().join("\n"),
        Form::Json => {
            let files = held
                .iter()
                .map(|(path, said)| serde_json::json!({"path": path.display().to_string(), "structure": said}));
            format!("{:#}\n", serde_json::Value::Array(files.collect()))
        }
    };
    output::print(&text)?;
    Ok(Outcome::Done)
}

fn human_structure(path: &Path, said: &[String]) -> String {
    let mut entries = Entries::new(LABELS, layout::width(layout::PLAIN_WIDTH));
    if let [first, doubts @ ..] = said {
        entries.line("structure", first);
        entries.list("doubts", doubts);
    }
    format!("{}\n{}", path.display(), entries.into_text())
}

/// What is shown of a file.
enum Inspected {
    Figures { path: PathBuf, sha256: String, inspection: Box<Inspection>, companions: Vec<Companion> },
    Codes(CodeList),
    Companions(Vec<Companion>),
}

impl Inspected {
    /// Figures are held against the lists that are given with them.
    fn all(files: Vec<Recognised>) -> Result<Vec<Self>, SourceError> {
        let list = |file: &Recognised| match file {
            Recognised::Codes(list) => Some(list.clone()),
            Recognised::Figures(_) | Recognised::Companions(_) => None,
        };
        let lists: Vec<CodeList> = files.iter().filter_map(list).collect();
        files.into_iter().map(|file| Self::of(file, &lists)).collect()
    }

    fn of(file: Recognised, lists: &[CodeList]) -> Result<Self, SourceError> {
        Ok(match file {
            Recognised::Codes(list) => Self::Codes(list),
            Recognised::Companions(companions) => Self::Companions(companions),
            Recognised::Figures(loaded) => {
                let loaded = loaded.with_lists(lists.to_vec());
                let provenance = &loaded.provenance[0];
                Self::Figures {
                    path: provenance.file().to_owned(),
                    sha256: provenance.sha256()?,
                    inspection: Box::new(loaded.inspection()?),
                    companions: loaded.companions().to_vec(),
                }
            }
        })
    }
}

fn json(files: &[Inspected]) -> String {
    let files: Vec<serde_json::Value> = files
        .iter()
        .map(|file| match file {
            Inspected::Figures { path, sha256, inspection, companions } => serde_json::json!({
                "path": path.display().to_string(),
                "sha256": sha256,
                "inspection": inspection,
                "spans": inspection.spans(),
                "companions": companions.iter().map(json_companion).collect::<Vec<_>>(),
            }),
            Inspected::Companions(companions) => serde_json::json!({
                "companions": companions.iter().map(json_companion).collect::<Vec<_>>(),
            }),
            Inspected::Codes(list) => serde_json::json!({
                "path": list.path.display().to_string(),
                "sha256": list.sha256,
                "codes": {
                    "format": list.name,
                    "what": list.what,
                    "entries": list.entries.len(),
                    "basis": list.basis,
                    "doubts": list.doubts,
                },
            }),
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(files))
}

fn json_companion(companion: &Companion) -> serde_json::Value {
    let files = companion.files.iter();
    let files = files.map(|(path, sha256)| serde_json::json!({"path": path.display().to_string(), "sha256": sha256}));
    serde_json::json!({
        "name": companion.name,
        "code": companion.code,
        "title": companion.title,
        "unit": companion.unit,
        "source": companion.source,
        "files": files.collect::<Vec<_>>(),
        "values": companion.frame.height(),
        "spans": spans(&companion.keys().1),
    })
}

fn human(file: &Inspected) -> String {
    match file {
        Inspected::Figures { path, sha256, inspection, companions } => {
            human_figures(path, sha256, inspection, companions)
        }
        Inspected::Codes(list) => human_codes(list),
        Inspected::Companions(companions) => companions.iter().map(human_companion).collect::<Vec<_>>().join("\n"),
    }
}

/// A table that figures are measured against.
fn human_companion(companion: &Companion) -> String {
    let mut entries = Entries::new(LABELS, layout::width(layout::PLAIN_WIDTH));
    entries.line("companion", &format!("{}; figures of trade are measured against it", titled_companion(companion)));
    entries.line("name", &companion.name);
    entries.line("unit", &companion.unit);
    entries.line("source", &companion.source);
    let (reporters, periods) = companion.keys();
    entries.list("periods", &spans(&periods).iter().map(spanned).collect::<Vec<_>>());
    let values = reporters.into_iter().map(|reporter| (reporter, 1)).collect();
    let reporters = Dimension { column: REPORTER, values };
    entries.line(&plural(&reporters), &listed(&reporters, entries.beside() * 2));
    entries.line("values", &companion.frame.height().to_string());
    let mut text = String::new();
    for (path, sha256) in &companion.files {
        text.push_str(&format!("{}\n  {:<LABELS$}  {sha256}\n", path.display(), "sha256"));
    }
    text + &entries.into_text()
}

/// `NY.GDP.MKTP.CD: GDP (current US$)`.
fn titled_companion(companion: &Companion) -> String {
    format!("{}: {}", companion.code, companion.title)
}

/// What a list is, how many codes it has, and what was lost or is not known in it.
fn human_codes(list: &CodeList) -> String {
    let mut entries = Entries::new(LABELS, layout::width(layout::PLAIN_WIDTH));
    entries.line("codes", &list.summary());
    entries.line("sha256", &list.sha256);
    entries.line("entries", &list.entries.len().to_string());
    entries.list("basis", &list.basis);
    entries.list("doubts", &list.doubts);
    format!("{}\n{}", list.path.display(), entries.into_text())
}

/// As long as the longest label.
const LABELS: usize = 10;

fn human_figures(path: &Path, sha256: &str, inspection: &Inspection, companions: &[Companion]) -> String {
    let mut entries = Entries::new(LABELS, layout::width(layout::PLAIN_WIDTH));
    let titles: Vec<String> = inspection.formats.iter().map(|name| titled(name)).collect();
    entries.line("format", &format!("{}: {}", titles.join(", "), inspection.kind));
    entries.line("sha256", sha256);
    entries.line("rows", &inspection.rows.to_string());
    let several = inspection.currencies.len() > 1;
    entries.line(if several { "currencies" } else { "currency" }, &inspection.currencies.join(", "));
    for (label, column) in [("valuation", VALUATION), ("classified", CLASSIFICATION)] {
        entries.line(label, &attributed(&inspection.attribute(column), inspection.rows));
    }
    entries.list("periods", &inspection.spans().iter().map(spanned).collect::<Vec<_>>());
    entries.line("vintage", &attributed(&inspection.attribute(VINTAGE), inspection.rows));
    for dimension in &inspection.dimensions {
        // Names of economies need room; codes say less.
        let lines = if [REPORTER, PARTNER].contains(&dimension.column) { 2 } else { 1 };
        entries.line(&plural(dimension), &listed(dimension, entries.beside() * lines));
    }
    if inspection.weighed > 0 {
        entries.line("weights", &format!("in {} of {} rows", inspection.weighed, inspection.rows));
    }
    let mut units = inspection.attribute(QUANTITY_UNIT);
    units.remove("");
    entries.line("quantities", &attributed(&units, inspection.rows));
    entries.list("basis", &inspection.basis);
    entries.line("states", &counted(&inspection.states));
    entries.list(
        "totals",
        &inspection.aggregates.iter().map(|total| totalled(total, inspection.rows)).collect::<Vec<_>>(),
    );
    entries.list("audit", &inspection.audit);
    entries.list("companions", &companions.iter().map(titled_companion).collect::<Vec<_>>());
    entries.list("doubts", &inspection.doubts);
    format!("{}\n{}", path.display(), entries.into_text())
}

/// `World Bank indicators (world-bank)`.
fn titled(name: &str) -> String {
    registry::named(name).map_or_else(|_| name.to_owned(), |source| format!("{} ({name})", source.title))
}

/// How many values of an attribute are named one by one.
const FOLDED: usize = 12;

/// The values of an attribute: alone where all rows have it, otherwise with their rows; many are folded into the first
/// and the last.
fn attributed(values: &BTreeMap<String, usize>, rows: usize) -> String {
    if values.keys().all(String::is_empty) {
        return String::new();
    }
    let said = |(value, here): (&String, &usize)| {
        let value = if value.is_empty() { "not said" } else { value };
        let value = if matches!(value, "fob" | "cif") { value.to_uppercase() } else { value.to_owned() };
        match *here {
            here if here == rows => value,
            1 => format!("{value} in 1 row"),
            here => format!("{value} in {here} rows"),
        }
    };
    // What is not said comes last.
    let (blank, named): (Vec<_>, Vec<_>) = values.iter().partition(|(value, _)| value.is_empty());
    if let ([first, .., last], true) = (named.as_slice(), named.len() > FOLDED) {
        let rows = named.iter().map(|(_, here)| **here).sum::<usize>();
        let folded = format!("{} from {} to {} in {rows} rows", named.len(), first.0, last.0);
        return std::iter::once(folded).chain(blank.into_iter().map(said)).collect::<Vec<_>>().join(", ");
    }
    named.into_iter().chain(blank).map(said).collect::<Vec<_>>().join(", ")
}

/// `annual: 2014 to 2024 without 2016`.
fn spanned(span: &Span) -> String {
    const NAMED: usize = 12;
    let Span { frequency, first, last, periods, gaps } = span;
    if *periods == 1 {
        return format!("{frequency}: {first}");
    }
    if *frequency == Grain::Span.frequency() {
        let more = if *periods == 2 { ", " } else { " … " };
        return format!("{frequency}: {first}{more}{last}");
    }
    let mut text = format!("{frequency}: {first} to {last} ({periods})");
    if !gaps.is_empty() {
        let named: Vec<String> = gaps.iter().take(NAMED).map(|gap| gap.replace("..", " to ")).collect();
        text.push_str(&format!(", without {}", named.join(", ")));
        if gaps.len() > NAMED {
            text.push_str(&format!(" and {} more", gaps.len() - NAMED));
        }
    }
    text
}

/// The column's name, for several of what it holds.
fn plural(dimension: &Dimension) -> String {
    let column = dimension.column;
    let several = dimension.values.keys().filter(|value| !value.is_empty()).count() > 1;
    if several { format!("{column}s") } else { column.to_owned() }
}

/// How many values there are and the first of them, economies with their names, in so many letters.
fn listed(dimension: &Dimension, letters: usize) -> String {
    let spelled = |value: &str| match value.parse::<Economy>() {
        Ok(economy) if [REPORTER, PARTNER].contains(&dimension.column) => format!("{value} {}", economy.name()),
        _ => value.to_owned(),
    };
    let mut values: Vec<&String> = dimension.values.keys().filter(|value| !value.is_empty()).collect();
    if [REPORTER, PARTNER].contains(&dimension.column) {
        // Economies by letters, then what only trade statistics know, by numbers.
        values.sort_by_key(|value| value.starts_with(|letter: char| letter.is_ascii_digit()));
    }
    let mut text = if values.len() > 1 { format!("{}: ", values.len()) } else { String::new() };
    for (place, value) in values.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        let more = format!(" and {} more", values.len() - place);
        let next = format!("{comma}{}", spelled(value));
        let last = place + 1 == values.len();
        let needed = text.chars().count() + next.chars().count() + if last { 0 } else { more.len() };
        if needed > letters && place > 0 {
            return text + &more;
        }
        text.push_str(&next);
    }
    text
}

fn totalled(total: &Found, rows: usize) -> String {
    let Found { column, code, rows: here } = total;
    match *here {
        here if here == rows => format!("{column} {code} in all rows"),
        here => format!("{column} {code} in {here} of {rows} rows, kept apart from the parts"),
    }
}

/// How many cells are in each state, those with figures first.
fn counted(states: &BTreeMap<String, usize>) -> String {
    let count = |state: CellState| {
        let cells = states.get(state.name())?;
        Some(format!("{cells} {}", state.name().replace('_', " ")))
    };
    let (filled, empty): (Vec<_>, Vec<_>) = CellState::ALL.into_iter().partition(|state| state.has_value());
    filled.into_iter().chain(empty).filter_map(count).collect::<Vec<_>>().join(", ")
}

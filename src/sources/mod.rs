//! Official formats, one file each, read into tidy frames.
//!
//! ```
//! use std::path::Path;
//! use tradeproof::sources;
//! let csv = "reporter,partner,flow,product,period,value,unit\nKAZ,GBR,export,TOTAL,2017,331.7,USD million\n";
//! let loaded = sources::read(sources::Input::from_bytes(Path::new("a.csv"), csv.into())).unwrap();
//! assert_eq!(loaded.inspection().unwrap().rows, 1);
//! ```

pub mod aggregates;
pub mod any_table;
pub mod atlas;
pub mod audit;
pub mod baci;
pub mod code_lists;
pub mod companion;
pub mod comtrade;
pub mod ecb;
pub mod engine;
pub mod error;
pub mod eurostat;
pub mod figures;
pub mod hmrc;
pub mod imf;
pub mod inspection;
pub mod listings;
mod loaded;
mod members;
pub mod observation;
pub mod oecd;
pub mod ons;
mod parties;
pub mod paths;
pub mod plausibility;
pub mod reading;
mod refused;
pub mod registry;
pub mod scan;
mod sdmx_csv;
mod series;
pub mod spans;
pub mod structure;
pub mod tidy;
pub mod unctad;
pub mod wiiw;
pub mod wits;
pub mod world_bank;
pub mod wto;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use aggregates::{AggregateError, Resolved};
pub use any_table::{Mapping, Settings};
pub use code_lists::{CodeList, Recognised};
pub use companion::Companion;
pub use error::SourceError;
pub use inspection::Inspection;
pub use loaded::{Loaded, Provenance, together};
pub use observation::Parsed;
pub use reading::{Head, Input, Place, Watch};
pub use registry::{Field, Source};
pub use scan::{Scan, Tidy};

use crate::model::Kind;

use reading::place::Fingerprint;
use reading::{Encoding, workbook};

/// Reads one file, recognising its format; `-` is standard input. What is compressed is unpacked, and the files of an
/// archive become one frame.
///
/// # Errors
/// When the file is not there, is no text, is of no known format, holds no figures, or a cell is wrong.
pub fn load(path: &Path) -> Result<Loaded, SourceError> {
    load_watched(path, &Watch::default())
}

/// As [`load`], telling a watch how far reading has come.
///
/// # Errors
/// As [`load`].
pub fn load_watched(path: &Path, watch: &Watch) -> Result<Loaded, SourceError> {
    recognise(path, watch)?.figures(path)
}

/// Reads several files of one kind into one frame. Patterns and folders stand for the files in them; lists of codes and
/// tables to measure against may lie beside figures.
///
/// # Errors
/// As [`load`], and when the files are of different kinds or hold the same figure twice.
pub fn load_all(paths: &[PathBuf], watch: &Watch) -> Result<Loaded, SourceError> {
    load_all_settled(paths, &Settings::default(), watch)
}

/// As [`load_all`], with what the user settles of tables of their own.
///
/// # Errors
/// As [`load_all`].
pub fn load_all_settled(paths: &[PathBuf], settings: &Settings, watch: &Watch) -> Result<Loaded, SourceError> {
    let split = code_lists::split(paths, settings, watch)?;
    together(split.figures)?.with_lists(split.lists).with_companions(split.companions)
}

/// What files hold figures of, as far as how they begin says it; `None` where that leaves it open. What cannot be read
/// is for [`load_all`] to say.
#[must_use]
pub fn kind_of(paths: &[PathBuf]) -> Option<Kind> {
    let mut kinds = paths::expand(paths).ok()?.into_iter().filter_map(|path| foreseen(&path)).flatten().copied();
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

/// The kinds that a file's format may be about; none for standard input, which cannot be read twice.
fn foreseen(path: &Path) -> Option<&'static [Kind]> {
    if path == Path::new("-") {
        return None;
    }
    let file = Place::open(path, Watch::default()).ok()?.contents().ok()?.into_iter().next()?;
    let start = file.start(Head::LENGTH as u64).ok()?;
    let text = reading::decoded::start(&start);
    let head = Head::of_text(&start, &text);
    registry::ALL.iter().find(|source| (source.recognise)(&head)).map(|source| source.kinds)
}

/// Reads bytes that are already there.
///
/// # Errors
/// As [`load`].
pub fn read(input: Input) -> Result<Loaded, SourceError> {
    recognise_bytes(input.clone())?.figures(&input.path)
}

/// As [`recognise`], of bytes that are already there.
///
/// # Errors
/// As [`recognise`].
pub fn recognise_bytes(input: Input) -> Result<Recognised, SourceError> {
    recognise_place(Place::of_bytes(&input.path, input.bytes).settled(input.settings))
}

/// Reads one file, whether it holds figures or a list of the codes that figures use; `-` is standard input.
///
/// # Errors
/// As [`load`], but a list of codes is none.
pub fn recognise(path: &Path, watch: &Watch) -> Result<Recognised, SourceError> {
    recognise_settled(path, &Settings::default(), watch)
}

/// As [`recognise`], with what the user settles of tables of their own.
///
/// # Errors
/// As [`recognise`].
pub fn recognise_settled(path: &Path, settings: &Settings, watch: &Watch) -> Result<Recognised, SourceError> {
    recognise_place(Place::open(path, watch.clone())?.settled(Arc::new(settings.clone())))
}

fn recognise_place(place: Place) -> Result<Recognised, SourceError> {
    let fingerprint = Fingerprint::of(&place);
    let files = place.contents()?;
    match <[Place; 1]>::try_from(files) {
        Ok([file]) => recognise_file(file, &fingerprint),
        Err(files) => read_archive(files, &fingerprint),
    }
}

/// Archives hold notes beside their figures; what is of no known format is named and left out.
fn read_archive(files: Vec<Place>, fingerprint: &Fingerprint) -> Result<Recognised, SourceError> {
    gather(files.into_iter().map(|file| (file.path.clone(), recognise_file(file, fingerprint))), fingerprint)
}

/// Puts what lies in one file into one frame, with the lists and companions beside it.
fn gather(
    files: impl Iterator<Item = (PathBuf, Result<Recognised, SourceError>)>,
    fingerprint: &Fingerprint,
) -> Result<Recognised, SourceError> {
    let mut parts = Vec::new();
    let mut companions = Vec::new();
    let mut lists = Vec::new();
    let mut unknown = Vec::new();
    for (path, recognised) in files {
        match recognised {
            Ok(Recognised::Figures(part)) => parts.push(*part),
            Ok(Recognised::Codes(list)) => lists.push(list),
            Ok(Recognised::Companions(found)) => companions.extend(found),
            Err(
                error @ (SourceError::UnknownFormat { .. }
                | SourceError::Unread { .. }
                | SourceError::Empty { .. }
                | SourceError::Notes { .. }
                | SourceError::AnyTable { .. }),
            ) => unknown.push((path, error)),
            Err(error) => return Err(error),
        }
    }
    if parts.is_empty() {
        if !companions.is_empty() {
            return companion::merged(companions).map(Recognised::Companions);
        }
        if let Some(list) = lists.first() {
            return Err(list.without_figures());
        }
        return Err(unknown
            .into_iter()
            .next()
            .map_or_else(|| SourceError::Empty { path: fingerprint.path().to_owned() }, |(_, error)| error));
    }
    let left_out = unknown.iter().map(|(path, error)| match error {
        SourceError::Notes { what, .. } => format!("left out {}: {what}", path.display()),
        SourceError::Unread { what, .. } => format!("left out {}: {what}", path.display()),
        _ => format!("left out {}: of no known format", path.display()),
    });
    let loaded = together(parts)?.with_lists(lists).with_audit(left_out.collect());
    loaded.with_companions(companions).map(Recognised::figures_of)
}

fn recognise_file(place: Place, fingerprint: &Fingerprint) -> Result<Recognised, SourceError> {
    let provenance = |source| Provenance::new(place.path.clone(), source, fingerprint.clone());
    if let Some((source, scan)) = scanned(&place)? {
        return Ok(Recognised::figures_of(Loaded::scanned(scan, provenance(source))));
    }
    if let Some(figures) = numbered(&place)? {
        return figures.loaded(provenance).map(Recognised::figures_of);
    }
    recognise_input(&Input::of(&place, fingerprint.sha256()?)?, fingerprint)
}

fn recognise_input(input: &Input, fingerprint: &Fingerprint) -> Result<Recognised, SourceError> {
    let provenance = |source| Provenance::new(input.path.clone(), source, fingerprint.clone());
    let inspected = |format, parsed: &Parsed| {
        Inspection::of(format, parsed).map_err(|error| SourceError::frame(&input.path, error))
    };
    if !mapped(input)
        && let Some(list) = code_lists::read(input)?
    {
        return Ok(Recognised::Codes(list));
    }
    let (format, parsed, companions) = match parse(input)? {
        Contents::Members(members, others) => {
            let members = members.iter().map(|member| (member.path.clone(), recognise_input(member, fingerprint)));
            let audit = others.iter().map(|path| format!("left out {}: of no known format", path.display()));
            return Ok(match gather(members, fingerprint)? {
                Recognised::Figures(loaded) => Recognised::figures_of(loaded.with_audit(audit.collect())),
                other => other,
            });
        }
        Contents::Figures(format, parsed, companions) => (format, parsed, companions),
        Contents::Page(format, page) => {
            let parsed = page.parsed()?;
            let inspection = inspected(format, &parsed)?;
            let loaded = Loaded::held(parsed, inspection, provenance(format));
            return Ok(Recognised::figures_of(loaded.with_page(Some(*page))));
        }
        Contents::Companions(companions) => return Ok(Recognised::Companions(companions)),
    };
    let inspection = inspected(format, &parsed)?;
    let loaded = Loaded::held(*parsed, inspection, provenance(format));
    loaded.with_companions(companions).map(Recognised::figures_of)
}

/// A scan and the name of its format.
type Scanned = (&'static str, Arc<dyn Scan>);

/// The scan of a file whose format is read in batches, recognised by how it begins.
fn scanned(place: &Place) -> Result<Option<Scanned>, SourceError> {
    let start = place.start(Head::LENGTH as u64)?;
    if tidy::parquet::recognise(&start) {
        let scan =
            place.file().map(|file| scan::parquet::Parquet::scan(file.to_owned(), scan::parquet::LARGE)).transpose()?;
        return Ok(scan.flatten().map(|scan| (tidy::parquet::NAME, scan)));
    }
    let text = reading::encoding::start(&start);
    let head = Head::of_text(&start, &text);
    Ok((baci::SOURCE.recognise)(&head).then(|| (baci::SOURCE.name, baci::Baci::scan(place.clone()))))
}

/// The figures of a table of text that threads read side by side, where its format has such a reader.
fn numbered(place: &Place) -> Result<Option<figures::Figures>, SourceError> {
    if !place.settings().mappings_of(&place.path).is_empty() {
        // What a user has described is read as described.
        return Ok(None);
    }
    let start = place.start(Head::LENGTH as u64)?;
    let text = reading::decoded::start(&start);
    let head = Head::of_text(&start, &text);
    let source = registry::ALL.iter().find(|source| (source.recognise)(&head));
    match source.and_then(Source::numbered).filter(|_| !head.is_json()) {
        Some(read) => read(place),
        None => Ok(None),
    }
}

/// The sheets of a workbook that are of an official format or a list of codes, and the others; `None` where none is.
fn official_sheets(input: &Input) -> Option<(Vec<Input>, Vec<PathBuf>)> {
    let official = |sheet: &Input| {
        let Ok(text) = sheet.text() else { return false };
        registry::recognise(&sheet.path, &Head::of(sheet, &text)).is_ok()
            || !matches!(code_lists::read(sheet), Ok(None))
    };
    let sheets = members::sheets(input).filter(|_| !mapped(input))?;
    let (found, others): (Vec<Input>, Vec<Input>) = sheets.into_iter().partition(official);
    (!found.is_empty()).then(|| (found, others.into_iter().map(|sheet| sheet.path).collect()))
}

/// Figures in a text that carries the table of another format: SDMX in XML or JSON, records in JSON.
fn carried(input: &Input, text: &str, head: &Head<'_>) -> Result<Option<Contents>, SourceError> {
    if let Some(records) = members::records(input, text)? {
        return parse(&records).map(Some);
    }
    let (table, service) = match () {
        () if eurostat::sdmx_ml::is_message(head) => eurostat::sdmx_ml::table(input)?,
        () if reading::sdmx_json::recognise(text) => (reading::sdmx_json::table(input, text)?, "SDMX-JSON".to_owned()),
        () => return Ok(None),
    };
    match parse(&members::of_table(input, &table)) {
        Err(SourceError::MissingColumn { format, missing, .. }) => Err(SourceError::Unread {
            path: input.path.clone(),
            what: format!("a whole message of SDMX ({service}), which lacks for {format}: {}", missing.join(", ")),
            help: format!("`tradeproof sources {format}` describes every column; download the dataset with them"),
        }),
        Err(SourceError::UnknownFormat { .. }) => Err(SourceError::Unread {
            path: input.path.clone(),
            what: format!(
                "a whole message of SDMX ({service}), whose dimensions and attributes are of none of the formats: {}",
                table.headers.iter().filter(|name| !name.ends_with(" label")).cloned().collect::<Vec<_>>().join(", ")
            ),
            help: "`tradeproof sources` lists the formats and their columns; download one of their datasets".to_owned(),
        }),
        read => read.map(Some),
    }
}

/// Refuses what is known and not read.
fn refuse(input: &Input, head: &Head<'_>) -> Result<(), SourceError> {
    // What a user has described is read as described.
    match refused::of(head).filter(|_| !mapped(input)) {
        None => Ok(()),
        Some(known) => Err(SourceError::Unread {
            path: input.path.clone(),
            what: known.what.to_owned(),
            help: known.help.to_owned(),
        }),
    }
}

/// What a file that is held in memory turned out to be.
enum Contents {
    /// The name of the format, the figures, and what lies in the same file to measure them against.
    Figures(&'static str, Box<Parsed>, Vec<Companion>),
    Companions(Vec<Companion>),
    /// Tables that are recognised each by itself, and what lies beside them.
    Members(Vec<Input>, Vec<PathBuf>),
    /// An answer that others may continue.
    Page(&'static str, Box<hmrc::Page>),
}

fn parse(input: &Input) -> Result<Contents, SourceError> {
    let figures = |name, parsed| Contents::Figures(name, Box::new(parsed), Vec::new());
    if tidy::parquet::recognise(&input.bytes) {
        return Ok(figures(tidy::parquet::NAME, tidy::parquet::read(input)?));
    }
    if workbook::may_be_workbook(&input.bytes) {
        let head = Head::workbook(input);
        refuse(input, &head)?;
        let recognised = match mapped(input) {
            true => Err(any_table::unknown(input)),
            false => registry::recognise(&input.path, &head),
        };
        return match recognised {
            Ok(source) => Ok(figures(source.name, (source.read)(input)?)),
            Err(error) => match official_sheets(input) {
                Some((sheets, others)) => Ok(Contents::Members(sheets, others)),
                None => Ok(figures(any_table::NAME, any_table::instead(input, error)?)),
            },
        };
    }
    let binary = Head { bytes: &input.bytes, text: "", headers: Vec::new(), workbook: None };
    refuse(input, &binary)?;
    let text = input.text()?;
    let head = Head::of(input, &text);
    refuse(input, &head)?;
    if let Some(what) = world_bank::notes(&head) {
        return Err(SourceError::Notes { path: input.path.clone(), what });
    }
    let recognised =
        if mapped(input) { Err(any_table::unknown(input)) } else { registry::recognise(&input.path, &head) };
    let source = match recognised {
        Ok(source) => source,
        Err(error) => {
            if !mapped(input)
                && let Some(contents) = carried(input, &text, &head)?
            {
                return Ok(contents);
            }
            let mut parsed = any_table::instead(input, error)?;
            match any_table::text::cyrillic(&input.bytes) {
                Some(_) => parsed.basis.push("text in Windows-1251 (Cyrillic), not UTF-8".to_owned()),
                None => encoded(input, &mut parsed),
            }
            return Ok(figures(any_table::NAME, parsed));
        }
    };
    if let Some(page) = hmrc::Page::of(source.name, input) {
        return Ok(Contents::Page(source.name, Box::new(page?)));
    }
    let mut companions = Vec::new();
    if source.name == world_bank::SOURCE.name {
        let beside = companion::of(input)?;
        if beside.alone {
            return Ok(Contents::Companions(beside.companions));
        }
        companions = beside.companions;
    }
    let (name, mut parsed) = match (source.read)(input) {
        Ok(parsed) => (source.name, parsed),
        // Nearly tidy: everyday periods and units, notes and totals below.
        Err(error) if source.name.starts_with("tidy-") => (any_table::NAME, any_table::instead(input, error)?),
        Err(error) => return Err(error),
    };
    encoded(input, &mut parsed);
    Ok(Contents::Figures(name, Box::new(parsed), companions))
}

fn encoded(input: &Input, parsed: &mut Parsed) {
    if input.encoding() != Encoding::Utf8 {
        parsed.basis.push(format!("text in {}, not UTF-8", input.encoding().name()));
    }
}

/// Whether a mapping says what the file is.
fn mapped(input: &Input) -> bool {
    !input.settings.mappings_of(&input.path).is_empty()
}

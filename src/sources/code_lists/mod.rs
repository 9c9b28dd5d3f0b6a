//! Lists of codes that agencies publish beside their figures: economies, products, currencies. They hold no figures,
//! but say what the codes of figures mean.

mod beside;
mod currencies;
mod economies;
mod products;
mod regions;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::model::{Classification, Economy};

use super::Loaded;
use super::any_table::Settings;
use super::companion::Companion;
use super::error::SourceError;
use super::reading::{Encoding, Head, Input, Record, Table, Watch, encoding};

pub use beside::lay_beside;

/// What the codes of a list stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Codes {
    Economies,
    Products,
    Currencies,
    /// Parts of an economy, which figures are added up over.
    Regions,
}

impl Codes {
    /// The word for several of them.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Economies => "economies",
            Self::Products => "products",
            Self::Currencies => "currencies",
            Self::Regions => "regions",
        }
    }
}

/// A list of codes as it was read.
#[derive(Debug, Clone)]
pub struct CodeList {
    pub path: PathBuf,
    /// Of the bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Whose list it is: `CEPII country codes`.
    pub name: &'static str,
    pub what: Codes,
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// Of a list of products, the classification it is of, where that is said.
    pub classification: Option<Classification>,
    /// Which edition or release the list is, where that is said.
    pub basis: Vec<String>,
    /// What was lost in the list, what we know under another name, and what we do not know.
    pub doubts: Vec<String>,
}

/// One code of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line of the file, or the number of the record.
    pub line: u64,
    /// As text; leading zeros that had been lost are back.
    pub code: String,
    /// In the words of the list.
    pub name: String,
    /// Of a list of economies, the one that the code stands for, where we know it.
    pub economy: Option<Economy>,
}

/// What a file turned out to be.
pub enum Recognised {
    Figures(Box<Loaded>),
    Codes(CodeList),
    /// Tables that figures are measured against.
    Companions(Vec<Companion>),
}

impl Recognised {
    pub(super) fn figures_of(loaded: Loaded) -> Self {
        Self::Figures(Box::new(loaded))
    }

    /// The figures.
    ///
    /// # Errors
    /// When the file is a list of codes or a companion of figures.
    pub(super) fn figures(self, path: &Path) -> Result<Loaded, SourceError> {
        match self {
            Self::Figures(loaded) => Ok(*loaded),
            Self::Codes(list) => Err(list.without_figures()),
            Self::Companions(found) => Err(alone(path, &found)),
        }
    }
}

/// The error for companions that stand alone.
pub(super) fn alone(path: &Path, companions: &[Companion]) -> SourceError {
    let found = companions.iter().map(|companion| format!("{} ({})", companion.code, companion.title)).collect();
    SourceError::CompanionsAlone { path: path.to_owned(), found }
}

/// Files of figures, and what lies beside them.
#[derive(Default)]
pub struct Split {
    pub figures: Vec<Loaded>,
    pub lists: Vec<CodeList>,
    pub companions: Vec<Companion>,
}

/// Reads files of figures, and the lists of codes and companions beside them; patterns and folders stand for the files
/// in them.
///
/// # Errors
/// As [`super::load`], and when there are no figures.
pub fn split(paths: &[PathBuf], settings: &Settings, watch: &Watch) -> Result<Split, SourceError> {
    let mut split = Split::default();
    let mut first_alone = None;
    for path in super::paths::expand(paths)? {
        match super::recognise_settled(&path, settings, watch)? {
            Recognised::Figures(loaded) => split.figures.push(*loaded),
            Recognised::Codes(list) => {
                first_alone.get_or_insert_with(|| list.without_figures());
                split.lists.push(list);
            }
            Recognised::Companions(found) => {
                first_alone.get_or_insert_with(|| alone(&path, &found));
                split.companions.extend(found);
            }
        }
    }
    match first_alone.filter(|_| split.figures.is_empty()) {
        Some(error) => Err(error),
        None => Ok(split),
    }
}

/// A kind of list: how it is recognised and how it is read.
struct Layout {
    name: &'static str,
    what: Codes,
    recognise: fn(&Head<'_>) -> bool,
    read: fn(&Input) -> Result<Contents, SourceError>,
}

/// What a layout makes of a file.
#[derive(Default)]
struct Contents {
    entries: Vec<Entry>,
    classification: Option<Classification>,
    basis: Vec<String>,
    doubts: Vec<String>,
}

const ALL: [Layout; 12] = [
    economies::CEPII,
    economies::COMTRADE,
    economies::COMTRADE_JSON,
    economies::HMRC,
    economies::HMRC_JSON,
    regions::HMRC,
    regions::HMRC_JSON,
    products::CEPII,
    products::COMTRADE_JSON,
    products::HMRC_SITC,
    products::HMRC_SITC_JSON,
    currencies::ISO_4217,
];

/// The names of the lists that are recognised, and what their codes stand for.
#[must_use]
pub fn known() -> Vec<(&'static str, Codes)> {
    let mut known: Vec<_> = ALL.iter().map(|layout| (layout.name, layout.what)).collect();
    // A list that is read in two layouts is one list.
    known.dedup();
    known
}

/// Reads a list of codes; `None` where the file is none.
///
/// # Errors
/// When the file is such a list, but a row of it is wrong.
pub fn read(input: &Input) -> Result<Option<CodeList>, SourceError> {
    /// Enough to recognise a list, so that large files of figures are not decoded for it.
    const LOOKED_AT: usize = 4096;
    let start = &input.bytes[..input.bytes.len().min(LOOKED_AT)];
    let text = match Encoding::of(start) {
        Encoding::Utf16 => encoding::decode(&input.path, start).unwrap_or_default(),
        // A character that is cut in two at the end is no reason to guess another encoding.
        Encoding::Utf8 | Encoding::Windows1252 => String::from_utf8_lossy(start),
    };
    let head = Head::of(input, text.trim_start_matches('\u{feff}'));
    let Some(layout) = ALL.iter().find(|layout| (layout.recognise)(&head)) else { return Ok(None) };
    let Contents { entries, classification, mut basis, mut doubts } = (layout.read)(input)?;
    doubts.extend(said_twice(&entries));
    if input.encoding() != Encoding::Utf8 {
        basis.push(format!("text in {}, not UTF-8", input.encoding().name()));
    }
    Ok(Some(CodeList {
        path: input.path.clone(),
        sha256: input.sha256.clone(),
        name: layout.name,
        what: layout.what,
        entries,
        classification,
        basis,
        doubts,
    }))
}

impl CodeList {
    /// The file's name without its folder, as doubts call it.
    #[must_use]
    pub fn file(&self) -> String {
        let name = self.path.file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| self.path.display().to_string())
    }

    /// The error for a list that stands alone.
    #[must_use]
    pub fn without_figures(&self) -> SourceError {
        SourceError::CodesAlone { path: self.path.clone(), name: self.name }
    }

    /// What is said of the list beside its entries.
    #[must_use]
    pub fn summary(&self) -> String {
        format!("{} ({}, no figures)", self.name, self.what.name())
    }
}

/// Codes that stand there for two things.
fn said_twice(entries: &[Entry]) -> Option<String> {
    let mut names: BTreeMap<&str, &Entry> = BTreeMap::new();
    let mut twice = Vec::new();
    for entry in entries {
        match names.get(entry.code.as_str()) {
            Some(first) if first.name != entry.name => {
                twice.push(format!("{} (`{}`, `{}`)", entry.code, first.name, entry.name));
            }
            Some(_) => {}
            None => {
                names.insert(&entry.code, entry);
            }
        }
    }
    some(&twice, |few| format!("codes that stand there for two things: {few}"))
}

/// A sentence about a few of many things; `None` where there are none.
fn some(things: &[String], sentence: impl Fn(&str) -> String) -> Option<String> {
    const SHOWN: usize = 12;
    if things.is_empty() {
        return None;
    }
    let mut few = things.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if things.len() > SHOWN {
        few.push_str(&format!(" and {} more", things.len() - SHOWN));
    }
    Some(sentence(&few))
}

/// The records of `{"results": [...]}` as a table.
fn results(input: &Input) -> Result<Table, SourceError> {
    records(input, "results")
}

/// The records of an answer of HMRC's API as a table.
fn odata(input: &Input) -> Result<Table, SourceError> {
    records(input, "value")
}

/// Whether a text begins like an answer of HMRC's API with records of these fields.
fn is_odata(head: &Head<'_>, fields: &[&str]) -> bool {
    head.is_json()
        && head.text.contains("@odata.context")
        && fields.iter().all(|name| head.text.contains(&format!("\"{name}\"")))
}

fn records(input: &Input, key: &str) -> Result<Table, SourceError> {
    let text = input.text()?;
    let answer: serde_json::Value =
        serde_json::from_str(&text).map_err(|source| SourceError::Json { path: input.path.clone(), source })?;
    let records = answer.get(key).and_then(serde_json::Value::as_array);
    let records: Vec<_> = records.into_iter().flatten().filter_map(serde_json::Value::as_object).collect();
    Table::of_records(&input.path, &records)
}

/// The first of several columns that the table has.
fn column<'a>(table: &Table, candidates: &[&'a str]) -> Option<&'a str> {
    candidates.iter().find(|name| table.position(name).is_some()).copied()
}

/// The code of a row.
fn code(record: Record<'_>, column: &str) -> Result<String, SourceError> {
    match record.text(column) {
        "" => Err(record.bad(column, "a code", "download the list again; no program should have changed it")),
        code => Ok(code.to_owned()),
    }
}

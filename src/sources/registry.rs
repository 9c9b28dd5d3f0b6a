//! The formats that can be read. A new one is one file and one line in [`ALL`].

use std::path::PathBuf;

use crate::model::Kind;

use super::error::SourceError;
use super::figures::Figures;
use super::observation::{Observation, Parsed};
use super::reading::{Head, Input, Place, Record, Table};
use super::{any_table, atlas, baci, comtrade};
use super::{ecb, eurostat, hmrc, imf, listings, oecd, ons, tidy, unctad, wiiw, wits, world_bank, wto};

/// Every format, in the order in which they are tried.
pub const ALL: &[Source] = &[
    tidy::trade::SOURCE,
    tidy::investment::SOURCE,
    tidy::listings::SOURCE,
    tidy::rates::SOURCE,
    comtrade::api::SOURCE,
    comtrade::legacy::SOURCE,
    baci::SOURCE,
    // Before the World Bank, whose columns are among theirs.
    imf::dots::SOURCE,
    imf::rates::SOURCE,
    world_bank::SOURCE,
    eurostat::comext::SOURCE,
    eurostat::sdmx::SOURCE,
    eurostat::json_stat::SOURCE,
    eurostat::sdmx_ml::SOURCE,
    eurostat::external::SOURCE,
    ons::SOURCE,
    hmrc::ots::SOURCE,
    hmrc::rts::SOURCE,
    imf::portal::SOURCE,
    oecd::SOURCE,
    unctad::SOURCE,
    wto::SOURCE,
    wits::SOURCE,
    wiiw::SOURCE,
    atlas::SOURCE,
    ecb::reference::SOURCE,
    ecb::portal::SOURCE,
    listings::lse::SOURCE,
    // Last: any table with a company and a capitalisation.
    listings::plain::SOURCE,
    // Recognises nothing: it is tried where no other format is found.
    any_table::SOURCE,
];

/// A reader of large tables, by threads side by side; `None` where a file has to be read as a whole.
pub type Numbered = fn(&Place) -> Result<Option<Figures>, SourceError>;

/// The formats whose tables of text are read into numbers.
const NUMBERED: &[(&str, Numbered)] = &[
    (comtrade::api::SOURCE.name, comtrade::api::numbered),
    (comtrade::legacy::SOURCE.name, comtrade::legacy::numbered),
];

/// One official format: how it is recognised and how it is read.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// How commands call it.
    pub name: &'static str,
    pub title: &'static str,
    pub description: &'static str,
    /// What its frames may be about.
    pub kinds: &'static [Kind],
    pub columns: &'static [Field],
    pub page: Page,
    /// Whether a file that begins like this is of this format.
    pub recognise: fn(&Head<'_>) -> bool,
    /// Reads a whole file into a frame under [the tidy schema](crate::model::schema::tidy).
    pub read: fn(&Input) -> Result<Parsed, SourceError>,
}

/// What `sources NAME` says of a format beyond its columns.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Where such files come from.
    pub from: &'static str,
    /// Currency and magnitude of values, units of weights and quantities.
    pub units: &'static str,
    /// CIF or FOB, where figures have one.
    pub valuation: &'static str,
    pub frequency: &'static str,
    /// The classification of goods, industries or currencies, and where its edition is read.
    pub classification: &'static str,
    /// Which release a file is, and where that is read.
    pub vintage: &'static str,
    /// What the publisher lets be done with the figures, as far as we know it; no legal advice.
    pub licence: &'static str,
    /// Which rows are totals or overlap, and what becomes of them; one rule each.
    pub totals: &'static [&'static str],
    /// What is odd about such files, and what is done about it.
    pub quirks: &'static [&'static str],
}

/// One column of a format.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub description: &'static str,
    pub required: bool,
}

impl Field {
    pub(crate) const fn required(name: &'static str, description: &'static str) -> Self {
        Self { name, description, required: true }
    }

    pub(crate) const fn optional(name: &'static str, description: &'static str) -> Self {
        Self { name, description, required: false }
    }
}

impl Source {
    /// The columns a file of this format must have.
    #[must_use]
    pub fn required_columns(&self) -> Vec<&'static str> {
        let required = self.columns.iter().filter(|field| field.required);
        required.map(|field| field.name).collect()
    }

    /// Its reader of large tables, where it has one.
    #[must_use]
    pub fn numbered(&self) -> Option<Numbered> {
        NUMBERED.iter().find(|known| known.0 == self.name).map(|known| known.1)
    }

    fn found_in<'a>(&'a self, headers: &[String]) -> impl Iterator<Item = &'static str> + use<'a> {
        let headers = headers.to_vec();
        self.required_columns().into_iter().filter(move |name| headers.iter().any(|header| header == name))
    }
}

/// The format of a name.
///
/// # Errors
/// When no format has the name.
pub fn named(name: &str) -> Result<&'static Source, SourceError> {
    let found = ALL.iter().find(|source| source.name == name);
    found.ok_or_else(|| SourceError::NoSuchSource {
        name: name.to_owned(),
        known: ALL.iter().map(|source| source.name).collect(),
    })
}

/// The format of a file that begins like this.
///
/// # Errors
/// [`SourceError::MissingColumn`] when the headers have more than half of a format's columns, otherwise
/// [`SourceError::UnknownFormat`].
pub fn recognise(path: &std::path::Path, head: &Head<'_>) -> Result<&'static Source, SourceError> {
    if let Some(source) = ALL.iter().find(|source| (source.recognise)(head)) {
        return Ok(source);
    }
    let headers = &head.headers;
    match missing(path.to_owned(), headers, nearest(headers)) {
        SourceError::UnknownFormat { path, nearest, expected, .. } => {
            Err(SourceError::UnknownFormat { path, found: head.described(), nearest, expected })
        }
        error => Err(error),
    }
}

/// The format most of whose columns are there, the earliest of equals; where no format has most of its own, the one that
/// knows most of the headers: tidy ones come first.
fn nearest(headers: &[String]) -> &'static Source {
    let found = |source: &Source| source.found_in(headers).count();
    let percent = |source: &Source| found(source) * 100 / source.required_columns().len().max(1);
    let best = ALL.iter().rev().max_by_key(|source| percent(source)).unwrap_or(&ALL[0]);
    if percent(best) > 50 {
        return best;
    }
    ALL.iter().rev().max_by_key(|source| found(source)).unwrap_or(best)
}

/// What is missing for a format, or that it is another one.
pub(crate) fn missing(path: PathBuf, headers: &[String], nearest: &'static Source) -> SourceError {
    let required = nearest.required_columns();
    let there: Vec<&str> = nearest.found_in(headers).collect();
    let missing = required.iter().filter(|name| !there.contains(name));
    let missing: Vec<String> = missing.map(|name| (*name).to_owned()).collect();
    let expected = required.iter().map(|name| (*name).to_owned()).collect();
    let found = headers.to_vec();
    if there.len() * 2 <= required.len() {
        return SourceError::UnknownFormat { path, found, nearest: nearest.name, expected };
    }
    SourceError::MissingColumn { path, format: nearest.name, missing, expected, found }
}

/// Whether all required columns are there.
pub(crate) fn has_all(columns: &[Field], headers: &[String]) -> bool {
    let required = columns.iter().filter(|field| field.required);
    required.into_iter().all(|field| headers.iter().any(|header| header == field.name))
}

/// Reads a CSV file row by row, refusing duplicates.
pub(crate) fn read_rows(
    input: &Input,
    kind: Kind,
    row: fn(Record<'_>) -> Result<Observation, SourceError>,
) -> Result<Parsed, SourceError> {
    let table = Table::of(input)?;
    let rows = table.rows.iter().map(|cells| row(table.record(cells)));
    Parsed::of(&input.path, kind, &rows.collect::<Result<Vec<_>, _>>()?)
}

//! Tables that figures of trade are measured against: GDP for openness, prices to deflate, population for figures a
//! head. They are no figures of trade themselves, and load beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use polars::prelude::{DataFrame, NamedFrom as _, Series};

use crate::model::Period;
use crate::model::schema::{PERIOD, REPORTER, VALUE};

use super::error::SourceError;
use super::reading::{Input, Record, Watch};
use super::world_bank::{self, Sheet};
use super::{Recognised, recognise};

/// One indicator by economy and period.
#[derive(Debug, Clone)]
pub struct Companion {
    /// What metrics ask for it by, such as `gdp_per_head`; the source's code where we have no name for it.
    pub name: String,
    /// The source's code: `NY.GDP.PCAP.CD`.
    pub code: String,
    /// In the source's words: `GDP per capita (current US$)`.
    pub title: String,
    /// `USD per head`, `persons`, `index, 2010 = 100`; blank where the source does not say it.
    pub unit: String,
    /// The database and the day of its last update, where the file says them, and the file.
    pub source: String,
    /// Each file as it was given, with the SHA-256 of its bytes in lower-case hexadecimal.
    pub files: Vec<(PathBuf, String)>,
    /// Reporter and period as in tidy frames, and the value as a float: it divides, and is never added up. Only what is
    /// there has a row, in the order of reporter and period.
    pub frame: DataFrame,
}

/// The companions that metrics know by a name: the name, the source's code, and the unit.
pub fn known() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    world_bank::MEASURES.iter().map(|measure| (measure.name, measure.code, measure.unit))
}

/// What a file of the World Bank holds besides figures of trade.
pub(super) struct Beside {
    pub companions: Vec<Companion>,
    /// Whether there are no figures of trade at all.
    pub alone: bool,
}

/// The companions in files, in the order of their codes; figures of trade in the same files are none.
///
/// ```
/// use tradeproof::sources::companion::companions;
/// let folder = tempfile::tempdir().unwrap();
/// let file = folder.path().join("gdp.csv");
/// std::fs::write(&file, "Country Name,Country Code,Indicator Name,Indicator Code,2016,2017\n\
///     Kazakhstan,KAZ,GDP (current US$),NY.GDP.MKTP.CD,137278320084,166805800596\n").unwrap();
/// let companions = companions(&[file]).unwrap();
/// assert_eq!((companions[0].name.as_str(), companions[0].unit.as_str()), ("gdp", "USD"));
/// assert_eq!(companions[0].frame.height(), 2);
/// ```
///
/// # Errors
/// When a file cannot be read, holds no companion, a cell is wrong, or an economy has two values of one indicator in
/// one period.
pub fn companions(paths: &[PathBuf]) -> Result<Vec<Companion>, SourceError> {
    let mut all = Vec::new();
    for path in super::paths::expand(paths)? {
        let found = match recognise(&path, &Watch::default())? {
            Recognised::Companions(found) => found,
            Recognised::Figures(loaded) => loaded.companions().to_vec(),
            Recognised::Codes(_) => Vec::new(),
        };
        if found.is_empty() {
            return Err(SourceError::NoCompanion { path });
        }
        all.extend(found);
    }
    merged(all)
}

/// Companions of one code as one, in the order of their codes.
///
/// # Errors
/// When an economy has two values of one indicator in one period.
pub(super) fn merged(companions: Vec<Companion>) -> Result<Vec<Companion>, SourceError> {
    let mut codes: BTreeMap<String, Vec<Companion>> = BTreeMap::new();
    for companion in companions {
        codes.entry(companion.code.clone()).or_default().push(companion);
    }
    codes.into_values().filter_map(|parts| join(parts).transpose()).collect()
}

fn join(parts: Vec<Companion>) -> Result<Option<Companion>, SourceError> {
    let mut values = BTreeMap::new();
    for part in &parts {
        for (key, value) in points(&part.frame).map_err(SourceError::columns)? {
            let text = format!("{} · {} · {}", part.code, key.0, key.1);
            if values.insert(key, value).is_some() {
                return Err(SourceError::DuplicateAcross { key: text });
            }
        }
    }
    let sources: Vec<String> = parts.iter().map(|part| part.source.clone()).collect();
    let files = parts.iter().flat_map(|part| part.files.clone()).collect();
    let Some(first) = parts.into_iter().next() else { return Ok(None) };
    Ok(Some(Companion { frame: frame(&values)?, source: sources.join("; "), files, ..first }))
}

/// An economy and a period.
type Key = (String, Period);

fn points(frame: &DataFrame) -> polars::prelude::PolarsResult<Vec<(Key, f64)>> {
    let [reporters, periods] = [frame.column(REPORTER)?.str()?, frame.column(PERIOD)?.str()?];
    let cells = reporters.iter().zip(periods.iter()).zip(frame.column(VALUE)?.f64()?.iter());
    let point = |((reporter, period), value): ((Option<&str>, Option<&str>), Option<f64>)| {
        Some(((reporter?.to_owned(), period?.parse().ok()?), value?))
    };
    Ok(cells.filter_map(point).collect())
}

fn frame(values: &BTreeMap<Key, f64>) -> Result<DataFrame, SourceError> {
    let reporters: Vec<&str> = values.keys().map(|(reporter, _)| reporter.as_str()).collect();
    let periods: Vec<String> = values.keys().map(|(_, period)| period.to_string()).collect();
    let figures: Vec<f64> = values.values().copied().collect();
    let columns = vec![
        Series::new(REPORTER.into(), reporters).into(),
        Series::new(PERIOD.into(), periods).into(),
        Series::new(VALUE.into(), figures).into(),
    ];
    DataFrame::new(values.len(), columns).map_err(SourceError::columns)
}

/// What is known of one indicator so far.
#[derive(Default)]
struct Points {
    title: String,
    /// Each value and the line it stands on.
    values: BTreeMap<Key, (f64, u64)>,
}

/// What a file of the World Bank holds besides figures of trade.
///
/// # Errors
/// When a cell is wrong, or an economy has two values of one indicator in one period.
pub(super) fn of(input: &Input) -> Result<Beside, SourceError> {
    let sheet = Sheet::of(input)?;
    let mut found: BTreeMap<String, Points> = BTreeMap::new();
    let mut alone = true;
    for row in &sheet.table.rows {
        let record = sheet.table.record(row);
        for point in sheet.points(record)? {
            if world_bank::figure_of(&point.indicator).is_some() {
                alone = false;
                continue;
            }
            let text = record.text(&point.column);
            if matches!(text, "" | "..") || point.indicator.is_empty() {
                continue;
            }
            let value =
                text.parse::<f64>().ok().filter(|value| value.is_finite()).ok_or_else(|| {
                    record.bad(&point.column, "a decimal number, blank or ..", "download the file again")
                })?;
            let points = found.entry(point.indicator).or_default();
            points.title = point.title;
            points.add((reporter(record), point.period), value, &input.path, record.line())?;
        }
    }
    let source = format!("{} ({})", sheet.vintage(), name_of(&input.path)).trim().to_owned();
    let companions = found.into_iter().map(|(code, points)| points.companion(code, &source, input));
    let companions = companions.collect::<Result<Vec<_>, _>>()?;
    Ok(Beside { alone: alone && !companions.is_empty(), companions })
}

/// An economy or group; a code that we do not know stays as it is.
fn reporter(record: Record<'_>) -> String {
    let known = world_bank::economy(record);
    known.map_or_else(|| record.text("country code").to_owned(), |economy| economy.code().to_owned())
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Companion {
    /// The economies and the periods that have a value, each once and in order; texts in canonical form.
    #[must_use]
    pub fn keys(&self) -> (Vec<String>, Vec<String>) {
        // The frame is our own, so that its columns are there.
        let keys = points(&self.frame).unwrap_or_default();
        let reporters: BTreeSet<String> = keys.iter().map(|((reporter, _), _)| reporter.clone()).collect();
        let periods: BTreeSet<Period> = keys.iter().map(|((_, period), _)| *period).collect();
        (reporters.into_iter().collect(), periods.iter().map(Period::to_string).collect())
    }
}

impl Points {
    fn add(&mut self, key: Key, value: f64, path: &Path, line: u64) -> Result<(), SourceError> {
        let text = format!("{} · {}", key.0, key.1);
        match self.values.insert(key, (value, line)) {
            None => Ok(()),
            Some((_, first)) => Err(SourceError::DuplicateKey {
                path: path.to_owned(),
                line: line as i64,
                first: first as i64,
                what: "value",
                key: text,
            }),
        }
    }

    fn companion(self, code: String, source: &str, input: &Input) -> Result<Companion, SourceError> {
        let values = self.values.into_iter().map(|(key, (value, _))| (key, value)).collect();
        let (name, unit) = world_bank::named(&code, &self.title);
        Ok(Companion {
            name,
            code,
            unit,
            title: self.title,
            source: source.to_owned(),
            files: vec![(input.path.clone(), input.sha256.clone())],
            frame: frame(&values)?,
        })
    }
}

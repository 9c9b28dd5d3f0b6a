//! Tables that figures of trade are measured against: GDP for openness, prices to deflate, population for figures a
//! head. They are no figures of trade themselves, and load beside them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use polars::prelude::{DataFrame, NamedFrom as _, Series};

use crate::model::Period;
use crate::model::schema::{PERIOD, REPORTER, VALUE};

use super::error::SourceError;
use super::reading::{Head, Input, Place, Watch};
use super::world_bank::{self, Sheet};

/// One indicator by economy and period.
#[derive(Debug, Clone)]
pub struct Companion {
    /// The source's code: `NY.GDP.MKTP.CD`.
    pub name: String,
    /// In the source's words: `GDP (current US$)`.
    pub title: String,
    /// `USD`, `persons`, `index, 2010 = 100`; blank where the source does not say it.
    pub unit: String,
    /// The database, the day of its last update, and the file.
    pub source: String,
    /// Reporter and period as in tidy frames, and the value as a float: it divides, and is never added up. Only what is
    /// there has a row, in the order of reporter and period.
    pub frame: DataFrame,
}

/// The companions in files of the World Bank, in the order of their names. Figures of trade in the same files are none.
///
/// ```
/// use tradeproof::sources::companion::companions;
/// let folder = tempfile::tempdir().unwrap();
/// let file = folder.path().join("gdp.csv");
/// std::fs::write(&file, "Country Name,Country Code,Indicator Name,Indicator Code,2016,2017\n\
///     Kazakhstan,KAZ,GDP (current US$),NY.GDP.MKTP.CD,137278320084,166805800596\n").unwrap();
/// let companions = companions(&[file]).unwrap();
/// assert_eq!((companions[0].unit.as_str(), companions[0].frame.height()), ("USD", 2));
/// ```
///
/// # Errors
/// When a file cannot be read or is none of the World Bank's, holds no companion, a cell is wrong, or an economy has two
/// values of one indicator in one period.
pub fn companions(paths: &[PathBuf]) -> Result<Vec<Companion>, SourceError> {
    let mut found = BTreeMap::new();
    for path in super::paths::expand(paths)? {
        let mut held = 0;
        for place in Place::open(&path, Watch::default())?.contents()? {
            held += read(&place, &mut found)?;
        }
        if held == 0 {
            return Err(SourceError::NoCompanion { path });
        }
    }
    found.into_iter().map(|(name, points)| points.companion(name)).collect()
}

/// What is known of one indicator so far.
#[derive(Default)]
struct Points {
    title: String,
    source: String,
    /// Where each value stands.
    lines: HashMap<(String, Period), (PathBuf, u64)>,
    values: BTreeMap<(String, Period), f64>,
}

/// How many values a file adds.
fn read(place: &Place, found: &mut BTreeMap<String, Points>) -> Result<usize, SourceError> {
    let input = Input::of(place, String::new())?;
    let text = input.text()?;
    let head = Head::of(&input, &text);
    // Archives hold notes beside their figures.
    if !(world_bank::SOURCE.recognise)(&head) {
        return Ok(0);
    }
    let sheet = Sheet::of(&input)?;
    let source = format!("{} ({})", sheet.vintage(), name_of(&input.path)).trim().to_owned();
    let mut held = 0;
    for row in &sheet.table.rows {
        let record = sheet.table.record(row);
        for point in sheet.points(record)? {
            let text = record.text(&point.column);
            if world_bank::figure_of(&point.indicator).is_some() || matches!(text, "" | "..") {
                continue;
            }
            let value = text.parse::<f64>().ok().filter(|value| value.is_finite());
            let value = value
                .ok_or_else(|| record.bad(&point.column, "a decimal number, blank or ..", "download the file again"))?;
            let reporter = world_bank::economy(record)
                .map_or_else(|| record.text("country code").to_owned(), |economy| economy.code().to_owned());
            let points = found.entry(point.indicator).or_default();
            points.title.clone_from(&point.title);
            points.source.clone_from(&source);
            points.add((reporter, point.period), value, &input.path, record.line())?;
            held += 1;
        }
    }
    Ok(held)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

impl Points {
    fn add(&mut self, key: (String, Period), value: f64, path: &Path, line: u64) -> Result<(), SourceError> {
        let text = format!("{} · {}", key.0, key.1);
        if let Some((first_path, first)) = self.lines.insert(key.clone(), (path.to_owned(), line)) {
            return Err(match first_path == path {
                true => SourceError::DuplicateKey {
                    path: first_path,
                    line: line as i64,
                    first: first as i64,
                    what: "value",
                    key: text,
                },
                false => SourceError::DuplicateAcross { key: text },
            });
        }
        self.values.insert(key, value);
        Ok(())
    }

    fn companion(self, name: String) -> Result<Companion, SourceError> {
        let reporters: Vec<&str> = self.values.keys().map(|(reporter, _)| reporter.as_str()).collect();
        let periods: Vec<String> = self.values.keys().map(|(_, period)| period.to_string()).collect();
        let values: Vec<f64> = self.values.values().copied().collect();
        let columns = vec![
            Series::new(REPORTER.into(), reporters).into(),
            Series::new(PERIOD.into(), periods).into(),
            Series::new(VALUE.into(), values).into(),
        ];
        let frame = DataFrame::new(self.values.len(), columns).map_err(SourceError::columns)?;
        Ok(Companion {
            unit: world_bank::unit(&name, &self.title),
            title: self.title,
            source: self.source,
            name,
            frame,
        })
    }
}

//! The API answers in pages of which none is whole: a partner and product may go on in the next one. What was read of
//! several pages is added up before it becomes a frame.

use std::collections::HashSet;
use std::hash::BuildHasher as _;
use std::path::PathBuf;

use foldhash::fast::FixedState;

use crate::model::schema::Kind;

use super::super::audit::counted;
use super::super::error::SourceError;
use super::super::inspection::Inspection;
use super::super::loaded::Loaded;
use super::super::observation::Parsed;
use super::super::reading::{Input, Record, Table};
use super::{COUNTRY, HELP, Rows, ots, rts, table};

/// What sets one of the two statistics apart.
pub(super) struct Statistic {
    pub name: &'static str,
    /// What its rows are added up over.
    pub over: &'static str,
    /// The columns that make a row one of its own.
    pub key: &'static [&'static str],
    pub row: fn(&mut Rows, Record<'_>) -> Result<(), SourceError>,
}

const ALL: [&Statistic; 2] = [&ots::STATISTIC, &rts::STATISTIC];

/// One answer of the API, or several that belong together.
#[derive(Clone)]
pub(in crate::sources) struct Page {
    statistic: &'static Statistic,
    path: PathBuf,
    rows: Rows,
    /// One number for every row of the file, by the columns that make it one of its own.
    keys: HashSet<u64, FixedState>,
    /// How many answers this is, and how many of them name a next one.
    answers: usize,
    unfinished: usize,
}

impl Page {
    /// What a file of the format of this name holds; `None` where the format has no pages.
    ///
    /// # Errors
    /// When a row is wrong, or no row is of a country that we know.
    pub fn of(name: &str, input: &Input) -> Option<Result<Self, SourceError>> {
        ALL.into_iter().find(|statistic| statistic.name == name).map(|statistic| Self::read(statistic, input))
    }

    pub(super) fn read(statistic: &'static Statistic, input: &Input) -> Result<Self, SourceError> {
        let (table, more) = table(input)?;
        let mut page = Self {
            statistic,
            path: input.path.clone(),
            rows: Rows::default(),
            keys: HashSet::default(),
            answers: 1,
            unfinished: usize::from(more),
        };
        for row in &table.rows {
            let record = table.record(row);
            (statistic.row)(&mut page.rows, record)?;
            page.keys.insert(key(statistic, record));
        }
        if page.rows.series.observations.is_empty() {
            return Err(page.nothing_left(&table));
        }
        Ok(page)
    }

    fn nothing_left(&self, table: &Table) -> SourceError {
        let expected = format!("a country of HMRC's list; {}", self.rows.audit.first_lines());
        table.record(&table.rows[0]).bad(COUNTRY, &expected, HELP)
    }

    /// These answers with another one.
    ///
    /// # Errors
    /// When both hold a row of the same country, product and period, or a sum does not fit.
    fn with(mut self, other: Self) -> Result<Self, SourceError> {
        if !self.keys.is_disjoint(&other.keys) {
            return Err(SourceError::OverlappingPages { path: other.path, first: self.path });
        }
        self.keys.extend(other.keys);
        for part in other.rows.series.observations {
            self.rows.series.join(part, || SourceError::SumTooLarge)?;
        }
        self.rows.series.added += other.rows.series.added;
        self.rows.audit.extend(&other.rows.audit);
        self.rows.suppressed += other.rows.suppressed;
        self.rows.estimates += other.rows.estimates;
        self.rows.regions.extend(other.rows.regions);
        self.answers += other.answers;
        self.unfinished += other.unfinished;
        Ok(self)
    }

    /// The figures as a frame, with what has to be said about them.
    ///
    /// # Errors
    /// When Polars refuses the columns.
    pub fn parsed(&self) -> Result<Parsed, SourceError> {
        let rows = &self.rows;
        let mut parsed = Parsed::of(&self.path, Kind::Trade, &rows.series.observations)?;
        parsed.basis.push("pounds sterling; imports CIF, exports FOB; reporter United Kingdom".to_owned());
        if self.answers > 1 {
            parsed.basis.push(format!("{} answers of the API added up", self.answers));
        }
        parsed.audit = rows.audit.clone().lines();
        if rows.series.added > 0 {
            parsed.audit.push(format!(
                "added {} to others of the same partner and product: other {}",
                counted(rows.series.added),
                self.statistic.over
            ));
        }
        parsed.doubts = self.doubts();
        Ok(parsed)
    }

    fn doubts(&self) -> Vec<String> {
        let rows = &self.rows;
        let mut doubts = Vec::new();
        if rows.suppressed > 0 {
            doubts.push(format!("{} suppressed: what holds them is too low", counted(rows.suppressed)));
        }
        if rows.estimates > 0 {
            doubts.push(format!(
                "{} estimated by HMRC for late or small traders: kept apart as product {}, or by chapter as 03{}, and part of every total",
                counted(rows.estimates),
                ots::ESTIMATES,
                ots::OF_CHAPTER
            ));
        }
        // Every answer but the last names a next one.
        if self.unfinished == self.answers {
            doubts.push(
                "the API has more rows than this answer (@odata.nextLink): load the next pages beside it".to_owned(),
            );
        }
        if !rows.regions.is_empty() {
            doubts.push(format!(
                "figures of {} regions ({}) stand for the United Kingdom: check that none is missing",
                rows.regions.len(),
                rows.regions.iter().cloned().collect::<Vec<_>>().join(", ")
            ));
        }
        doubts
    }
}

fn key(statistic: &Statistic, record: Record<'_>) -> u64 {
    let cells: Vec<&str> = statistic.key.iter().map(|column| record.text(column)).collect();
    FixedState::default().hash_one(cells)
}

/// Answers of one statistic among these files as one file each, where the first of them stands.
///
/// # Errors
/// When two answers hold the same row.
pub(in crate::sources) fn merged(parts: Vec<Loaded>) -> Result<Vec<Loaded>, SourceError> {
    let mut whole: Vec<Loaded> = Vec::new();
    for part in parts {
        let same = |known: &&mut Loaded| {
            known.page().zip(part.page()).is_some_and(|(one, other)| one.statistic.name == other.statistic.name)
        };
        match whole.iter_mut().find(same) {
            Some(first) => first.add_page(part)?,
            None => whole.push(part),
        }
    }
    for loaded in whole.iter_mut().filter(|loaded| loaded.page().is_some_and(|page| page.answers > 1)) {
        let Some(page) = loaded.page() else { continue };
        let parsed = page.parsed()?;
        let inspection = Inspection::of(page.statistic.name, &parsed);
        let inspection = inspection.map_err(|error| SourceError::frame(&page.path, error))?;
        loaded.hold(parsed, inspection);
    }
    Ok(whole)
}

impl Loaded {
    /// Adds an answer to those before it; the frame is made when all are there.
    fn add_page(&mut self, part: Self) -> Result<(), SourceError> {
        if let Some((one, other)) = self.take_page().zip(part.page().cloned()) {
            self.continue_with(one.with(other)?, part);
        }
        Ok(())
    }
}

//! Last month's figures beside this month's: which were revised, and which sentences a revision breaks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use polars::prelude::{DataFrame, PolarsError};
use serde::Serialize;

use super::ReportError;
use super::figures::Figures;
use crate::check::finding::{Claim, DATA, DocumentFindings, Verdict};
use crate::model::money::print_decimal;
use crate::model::schema::{CURRENCY, PERIOD, STATE, VALUE_MINOR};
use crate::model::{CellState, Currency, Kind};
use crate::sources::{Loaded, Tidy};
use crate::summary::{Cell, DeriveError, Question, Table, derive};

/// The most figures that the page and the table name; the rest is counted.
const SHOWN: usize = 1000;

/// What became of one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    Revised,
    Added,
    Withdrawn,
}

impl Change {
    fn word(self) -> &'static str {
        match self {
            Self::Revised => "revised",
            Self::Added => "added",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A figure that is another than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub change: Change,
    /// What tells the figure from others, in the order of the kind's columns.
    key: Vec<String>,
    before: Option<Figure>,
    now: Option<Figure>,
}

/// A figure in a tidy frame: its amount, or the state that says why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Figure {
    minor: Option<i64>,
    currency: String,
    state: String,
}

/// What changed in one entry of `figures`.
#[derive(Debug, Clone)]
pub struct Revisions {
    pub entry: PathBuf,
    columns: Vec<&'static str>,
    /// Whether sums are compared, of a file that is read in batches.
    added_up: bool,
    /// Why nothing could be compared.
    refused: Option<String>,
    /// Revised ones first, then added, then withdrawn, each in the order of their keys.
    pub changes: Vec<Revision>,
    /// How many figures are the same.
    pub same: usize,
}

/// A sentence that was true of the figures before and is not now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub path: String,
    pub line: usize,
    pub headline: String,
    pub sentence: String,
}

/// Compares what is there in both vintages, entry by entry. Rates are no figures that a text reports. Of what is
/// scanned, because it need not fit in memory, the sums are compared over all that may be added up.
///
/// # Errors
/// When a frame cannot be read.
pub fn revisions(before: &Figures, now: &Figures) -> Result<Vec<Revisions>, ReportError> {
    let entries = now.entries().filter(|(_, loaded)| loaded.kind.is_money());
    let entries = entries.filter_map(|(entry, loaded)| Some((entry, before.of(entry)?, loaded)));
    let alike = entries.filter(|(_, before, now)| before.kind == now.kind);
    alike.map(|(entry, before, now)| compare(entry, before, now)).collect()
}

fn compare(entry: &Path, before: &Loaded, now: &Loaded) -> Result<Revisions, ReportError> {
    let added_up = [before, now].iter().any(|loaded| matches!(loaded.tidy, Tidy::Scanned(_)));
    let columns = if added_up { summed_by(now.kind) } else { told_apart(now.kind) };
    let read = |loaded: &Loaded| if added_up { sums(loaded, &columns) } else { figures(loaded, &columns) };
    let nothing = Revisions {
        entry: entry.to_owned(),
        columns: columns.clone(),
        added_up,
        refused: None,
        changes: Vec::new(),
        same: 0,
    };
    let (before, mut now) = match (read(before), read(now)) {
        (Ok(before), Ok(now)) => (before, now),
        // What the guard will not add up cannot be compared, and hinders no report.
        (Err(refused), _) | (_, Err(refused)) if added_up => {
            return Ok(Revisions { refused: Some(first_line(&refused)), ..nothing });
        }
        (Err(error), _) | (_, Err(error)) => return Err(derive_error(entry, error)),
    };
    let mut changes = Vec::new();
    let mut same = 0;
    for (key, old) in before {
        match now.remove(&key) {
            Some(new) if new == old => same += 1,
            Some(new) => changes.push(Revision { change: Change::Revised, key, before: Some(old), now: Some(new) }),
            None => changes.push(Revision { change: Change::Withdrawn, key, before: Some(old), now: None }),
        }
    }
    let added = now.into_iter();
    changes.extend(added.map(|(key, new)| Revision { change: Change::Added, key, before: None, now: Some(new) }));
    changes.sort_by(|one, other| (one.change, &one.key).cmp(&(other.change, &other.key)));
    Ok(Revisions { changes, same, ..nothing })
}

fn derive_error(entry: &Path, source: DeriveError) -> ReportError {
    ReportError::Derive { place: entry.display().to_string(), source: Box::new(source) }
}

fn first_line(error: &DeriveError) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

/// What is never added up over, the period and the currency.
fn summed_by(kind: Kind) -> Vec<&'static str> {
    kind.kept_apart().iter().copied().chain([PERIOD, CURRENCY]).collect()
}

/// What tells figures of a kind apart from one vintage to the next: not the vintage.
fn told_apart(kind: Kind) -> Vec<&'static str> {
    use crate::model::schema::VINTAGE;
    kind.identity().into_iter().filter(|column| *column != VINTAGE).collect()
}

type Keyed = BTreeMap<Vec<String>, Figure>;

fn figures(loaded: &Loaded, columns: &[&str]) -> Result<Keyed, DeriveError> {
    Ok(keyed(&loaded.tidy.whole()?.collect()?, columns)?)
}

/// What a summary of the figures would say, nothing told apart that may be added up.
fn sums(loaded: &Loaded, columns: &[&str]) -> Result<Keyed, DeriveError> {
    let question = Question { metrics: vec!["level".to_owned()], ..Question::default() };
    Ok(keyed(&derive(loaded, &question)?.frame()?, columns)?)
}

fn keyed(frame: &DataFrame, columns: &[&str]) -> Result<Keyed, PolarsError> {
    let there = |name: &&&str| frame.column(name).is_ok();
    let keys = columns.iter().filter(there).map(|name| text(frame, name)).collect::<Result<Vec<_>, _>>()?;
    let (currencies, states) = (text(frame, CURRENCY)?, text(frame, STATE)?);
    let minors = match frame.column(VALUE_MINOR) {
        Ok(column) => column.i64()?.iter().collect(),
        Err(_) => vec![None; frame.height()],
    };
    let row = |at: usize| {
        let key = keys.iter().map(|column| column[at].clone()).collect();
        (key, Figure { minor: minors[at], currency: currencies[at].clone(), state: states[at].clone() })
    };
    Ok((0..frame.height()).map(row).collect())
}

fn text(frame: &DataFrame, column: &str) -> Result<Vec<String>, PolarsError> {
    let Ok(column) = frame.column(column) else { return Ok(vec![String::new(); frame.height()]) };
    let column = column.cast(&polars::prelude::DataType::String)?;
    Ok(column.str()?.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
}

impl Figure {
    fn shown(&self) -> String {
        match (self.minor, self.currency.parse::<Currency>()) {
            (Some(minor), Ok(currency)) => print_decimal(minor, currency.exponent(), 0),
            (Some(minor), Err(_)) => minor.to_string(),
            (None, _) => String::new(),
        }
    }
}

impl Revisions {
    /// How many figures changed in this way.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.changes.iter().filter(|revision| revision.change == change).count()
    }

    /// `3 of 120 figures revised, 12 added, none withdrawn`.
    #[must_use]
    pub fn in_words(&self) -> String {
        if let Some(refused) = &self.refused {
            return format!("not compared: {refused}");
        }
        let none = |count: usize| if count == 0 { "none".to_owned() } else { count.to_string() };
        let revised = self.count(Change::Revised);
        let before = self.same + revised + self.count(Change::Withdrawn);
        let what = match self.added_up {
            true => {
                let by = self.columns.iter().filter(|column| **column != CURRENCY).copied().collect::<Vec<_>>();
                format!("sums by {}", by.join(", "))
            }
            false => "figures".to_owned(),
        };
        format!(
            "{} of {before} {what} revised, {} added, {} withdrawn",
            none(revised),
            none(self.count(Change::Added)),
            none(self.count(Change::Withdrawn)),
        )
    }

    /// One row a changed figure, with both amounts and the revision in per cent.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut columns: Vec<String> = vec!["change".to_owned()];
        columns.extend(self.columns.iter().map(|column| (*column).to_owned()));
        columns.extend(["before", "now", "revision_percent", "state_before", "state_now"].map(str::to_owned));
        let rows = self.changes.iter().take(SHOWN).map(row).collect();
        let more = self.changes.len().saturating_sub(SHOWN);
        let foot = if more > 0 { vec![format!("and {more} more")] } else { Vec::new() };
        let mut table = Table { columns, rows, foot, ..Table::default() };
        drop_columns(&mut table, |cells| cells.iter().all(|cell| cell.exact.is_empty()));
        let reported = CellState::Value.name();
        drop_columns(&mut table, |cells| cells.iter().all(|cell| cell.exact == reported || cell.exact.is_empty()));
        table
    }
}

fn row(revision: &Revision) -> Vec<Cell> {
    let shown = |figure: &Option<Figure>| figure.as_ref().map_or_else(String::new, Figure::shown);
    let state = |figure: &Option<Figure>| figure.as_ref().map_or_else(String::new, |figure| figure.state.clone());
    let number = |text: String| if text.is_empty() { Cell::default() } else { Cell::number(text.clone(), text) };
    let mut cells = vec![Cell::text(revision.change.word())];
    cells.extend(revision.key.iter().map(|part| Cell::text(part)));
    cells.push(number(shown(&revision.before)));
    cells.push(number(shown(&revision.now)));
    cells.push(number(percent(revision).unwrap_or_default()));
    cells.extend([state(&revision.before), state(&revision.now)].map(|state| Cell::text(&state)));
    cells
}

/// The revision against the figure before, in per cent; none where one of them is no figure, or the first is zero.
fn percent(revision: &Revision) -> Option<String> {
    let (before, now) = (revision.before.as_ref()?, revision.now.as_ref()?);
    let (old, new) = (before.minor?, now.minor?);
    let same = before.currency == now.currency && old != 0;
    same.then(|| crate::summary::significant((new as f64 - old as f64) / (old as f64).abs() * 100.0, 4))
}

/// Takes out the columns, but the first, of whose cells this holds.
fn drop_columns(table: &mut Table, holds: impl Fn(&[&Cell]) -> bool) {
    for place in (1..table.columns.len()).rev() {
        let cells: Vec<&Cell> = table.rows.iter().map(|row| &row[place]).collect();
        if holds(&cells) {
            table.columns.remove(place);
            table.rows.iter_mut().for_each(|row| {
                row.remove(place);
            });
        }
    }
}

/// The sentences whose figures the data confirmed before, and no longer do.
#[must_use]
pub fn broken(before: &DocumentFindings, now: &DocumentFindings) -> Vec<Broken> {
    let held = |claim: &&Claim| {
        let earlier = before.claims.iter().find(|other| other.fingerprint == claim.fingerprint);
        earlier.is_some_and(|earlier| holds(earlier.verdict))
    };
    let failing = now.claims.iter().filter(|claim| claim.source == DATA && !holds(claim.verdict)).filter(held);
    let told = |claim: &Claim| Broken {
        path: now.path.clone(),
        line: now.quantity(&claim.reported).map_or(1, |quantity| quantity.line),
        headline: claim.headline.clone(),
        sentence: now.text[claim.sentence.start..claim.sentence.end].split_whitespace().collect::<Vec<_>>().join(" "),
    };
    failing.map(told).collect()
}

fn holds(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Consistent | Verdict::Rounding | Verdict::Convention)
}

/// The sentences that a template writes otherwise with the figures before: what was printed, and what is printed now.
#[must_use]
pub fn rewritten(before: &str, now: &str) -> Vec<(String, String)> {
    let lines =
        |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (before, now) = (lines(before), lines(now));
    if before.len() == now.len() {
        return before.into_iter().zip(now).filter(|(old, new)| old != new).collect();
    }
    // With lines added or gone there are no pairs: what is new stands alone.
    let news = now.into_iter().filter(|line| !before.contains(line));
    news.map(|line| (String::new(), line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_changed_stand_in_pairs() {
        let changed = rewritten("# Trade\n\nUp by 3.\nSame.\n", "# Trade\n\nUp by 4.\nSame.\n");
        assert_eq!(changed, [("Up by 3.".to_owned(), "Up by 4.".to_owned())]);
        assert_eq!(rewritten("One.\n", "One.\nTwo.\n"), [(String::new(), "Two.".to_owned())]);
    }
}

//! UN Comtrade: one record a row, whatever the layout, with the rules that keep its totals from its details.

mod answer;
pub mod api;
mod batched;
mod flows;
pub mod legacy;
mod notes;
mod row;
mod services;
mod tariff_line;

use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::reading::{Record, Table};
use super::series::Series;
use crate::model::schema::Kind;

use flows::Flow;
use notes::Notes;

/// How a layout calls what all layouts have.
struct Layout {
    flow: fn(&str) -> Option<Flow>,
    period: &'static str,
    reporter: &'static str,
    partner: &'static str,
    flow_code: &'static str,
    product: &'static str,
    value: &'static str,
    /// The value with and without freight and insurance; the value is one of them.
    cif_and_fob: [&'static str; 2],
    weight: &'static str,
    /// The number, what it counts, and the code of what it counts.
    quantity: [&'static str; 3],
    /// 2 where the quantity is estimated, 4 the net weight, 6 both.
    estimated: &'static str,
    /// Whether the quantity is estimated, and whether the net weight is.
    estimates: [&'static str; 2],
    /// Whether the United Nations added the row up from finer ones.
    aggregated: &'static str,
    /// Whether the reporter gave the row.
    reported: &'static str,
    classification: &'static str,
    /// False where the United Nations converted the row from another classification.
    original: &'static str,
    /// `S` for services.
    type_code: &'static str,
    breakdowns: &'static [Breakdown],
    /// Answers of exactly so many rows have probably been cut off.
    limits: &'static [usize],
}

/// A column by which a total is split further: only rows that hold its total are read.
struct Breakdown {
    column: &'static str,
    name: &'static str,
    /// Codes that stand for all of it; blank always does.
    totals: &'static [&'static str],
}

const HELP: &str = "download the file again; no program should have changed it";

/// What became of a row; of tariff `lines` none is a part of another one.
enum Understood {
    LeftOut,
    Read(Box<Observation>),
    /// Part of the series of this name, if nobody gives the whole.
    Domestic(String, Box<Observation>),
}

fn understood(
    record: Record<'_>,
    layout: &Layout,
    vintage: &str,
    lines: bool,
    notes: &mut Notes,
) -> Result<Understood, SourceError> {
    let flow = flow(record, layout)?;
    if let Some(rule) = part(record, layout).filter(|_| !lines) {
        notes.left_out(rule, series(record, layout, flow));
        return Ok(Understood::LeftOut);
    }
    if services::are(record, layout) && services::product(row::code(record, layout.product)).is_none() {
        notes.audit.drop(services::FINER.to_owned());
        return Ok(Understood::LeftOut);
    }
    let mut observation = || row::observation(record, layout, flow, vintage, notes).map(Box::new);
    Ok(match flow {
        Flow::Read(_) => Understood::Read(observation()?),
        Flow::Domestic(_) => Understood::Domestic(series(record, layout, flow), observation()?),
        Flow::Part(_, name) => {
            notes.left_out(flows::rule(name), series(record, layout, flow));
            Understood::LeftOut
        }
    })
}

/// Reads the records of an answer one by one.
fn read(mut table: Table, layout: &Layout) -> Result<Parsed, SourceError> {
    let lines = tariff_line::are(&table, layout)?;
    if !lines {
        refuse_split_only(&table, layout)?;
    }
    // Each row goes when it has been read: answers have a quarter of a million of them, with 47 columns.
    let rows = std::mem::take(&mut table.rows);
    let (number, first) = (rows.len(), rows.first().cloned());
    let mut notes = Notes::default();
    let vintage = release(&table.path.to_string_lossy());
    let (mut whole, mut domestic) = (Series::default(), Vec::new());
    for row in rows {
        let record = table.record(&row);
        match understood(record, layout, &vintage, lines, &mut notes)? {
            Understood::LeftOut => {}
            Understood::Read(observation) => {
                notes.wholes.insert(series(record, layout, flow(record, layout)?));
                match lines {
                    true => whole.add(*observation, record, layout.value)?,
                    false => whole.observations.push(*observation),
                }
            }
            Understood::Domestic(of, observation) => domestic.push((of, *observation)),
        }
    }
    let (mut observations, added) = (whole.observations, whole.added);
    flows::complete(&table.path, &mut observations, domestic, &mut notes)?;
    if let Some(first) = first.filter(|_| observations.is_empty()) {
        return Err(nothing_left(table.record(&first), layout, &notes));
    }
    let mut parsed = Parsed::of(&table.path, Kind::Trade, &observations)?;
    let noted = |note: &str| observations.iter().filter(|known| row::is_noted(&known.note, note)).count();
    let said = notes.said(number, [table.headers.len(), table.beyond], layout, noted);
    (parsed.basis, parsed.audit, parsed.doubts) = (said.basis, said.audit, said.doubts);
    if lines {
        parsed.audit.push(format!(
            "added {} to others of the same partner and product: other customs procedures, modes of transport or second partners",
            super::audit::counted(added)
        ));
        parsed.doubts.push(
            "tariff lines: the file has no totals, and figures are as complete as what was downloaded".to_owned(),
        );
    }
    Ok(parsed)
}

fn nothing_left(first: Record<'_>, layout: &Layout, notes: &Notes) -> SourceError {
    let expected = format!("exports, imports, re-exports or re-imports in some row; {}", notes.audit.first_lines());
    first.bad(layout.flow_code, &expected, "download again with the flows X and M")
}

/// The rule by which a row is part of another one.
fn part(record: Record<'_>, layout: &Layout) -> Option<String> {
    let split = layout.breakdowns.iter().find(|split| !split.is_total(record));
    split.map(|split| format!("{} other than all: part of the row for all", split.name))
}

impl Breakdown {
    fn is_total(&self, record: Record<'_>) -> bool {
        let code = row::code(record, self.column);
        code.is_empty() || self.totals.contains(&code)
    }

    /// The error of a file without a row for all.
    fn only(&self, first: Record<'_>) -> SourceError {
        let expected = format!("rows for all together ({}); the file has none", self.totals.join(" or "));
        let help = format!("download again with {} set to its total", self.name);
        first.bad(self.column, &expected, &help)
    }
}

/// A file that holds only details of a split would read as nothing.
fn refuse_split_only(table: &Table, layout: &Layout) -> Result<(), SourceError> {
    let is_split_only = |split: &&Breakdown| !table.rows.iter().any(|row| split.is_total(table.record(row)));
    let split = layout.breakdowns.iter().find(is_split_only);
    split.map_or(Ok(()), |split| Err(split.only(table.record(&table.rows[0]))))
}

fn flow(record: Record<'_>, layout: &Layout) -> Result<Flow, SourceError> {
    let found = (layout.flow)(row::code(record, layout.flow_code));
    found.ok_or_else(|| record.bad(layout.flow_code, "a flow code of UN Comtrade", HELP))
}

/// What a row and the rows it is split into have in common.
fn series(record: Record<'_>, layout: &Layout, flow: Flow) -> String {
    let shared = [layout.reporter, layout.partner, layout.product, layout.period, layout.classification];
    format!("{} {}", flow.whole(), shared.map(|column| row::code(record, column)).join(" "))
}

/// The day of release, which only the name of a bulk file says: `COMTRADE-FINAL-CM504200003H1[2023-01-03]`.
fn release(name: &str) -> String {
    let bracketed = name.rsplit_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?.0)));
    let day = bracketed.filter(|(before, _)| before.contains("COMTRADE-")).map(|(_, day)| day);
    day.filter(|day| chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_release_is_in_the_name_of_bulk_files() {
        assert_eq!(super::release("a/COMTRADE-FINAL-CM504200003H1[2023-01-03].gz"), "2023-01-03");
        for name in ["COMTRADE-FINAL-CM504[2023-13-03]", "[2023-01-03].csv", "COMTRADE-FINAL]2023-01-03[", "é"] {
            assert_eq!(super::release(name), "", "{name}");
        }
    }
}

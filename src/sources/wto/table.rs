//! The table that the WTO's website shows, saved as CSV: the indicator in a title, a column a year, names for codes.

use crate::model::schema::{self, Kind};
use crate::model::{CellState, Period, Product};

use super::super::audit::Audit;
use super::super::error::SourceError;
use super::super::observation::{Observation, Parsed};
use super::super::parties;
use super::super::reading::{Head, Input, Record, Table};
use super::{HELP, UNIT, items};

const REPORTER: &str = "reporting economy";
const PARTNER: &str = "partner economy";
const PRODUCT: &str = "product/sector";

/// Whether a title stands before the table's header.
pub(super) fn recognise(head: &Head<'_>) -> bool {
    header_at(head.text).is_some()
}

/// The byte and the number of lines before the header.
fn header_at(text: &str) -> Option<(usize, u64)> {
    let starts = |line: &str, name: &str| line.trim_start_matches('"').to_lowercase().starts_with(name);
    let mut offset = 0;
    for (line, content) in text.split_inclusive('\n').take(6).enumerate() {
        match line {
            0 if !starts(content, "indicator") => return None,
            0 => {}
            _ if starts(content, REPORTER) && content.to_lowercase().contains(PRODUCT) => {
                return Some((offset, line as u64));
            }
            _ => {}
        }
        offset += content.len();
    }
    None
}

/// Reads the table, if the text is one.
pub(super) fn read(input: &Input, text: &str) -> Option<Result<Parsed, SourceError>> {
    header_at(text).map(|(start, lines)| read_below(input, text, start, lines))
}

fn read_below(input: &Input, text: &str, start: usize, lines: u64) -> Result<Parsed, SourceError> {
    let mut table = Table::parse(&input.path, &text[start..])?;
    table.rows.iter_mut().for_each(|row| row.line += lines);
    let Some(first) = table.rows.first() else {
        return Err(SourceError::HeaderOnly { path: input.path.clone() });
    };
    let title = text.lines().next().unwrap_or_default().trim_end_matches(',');
    let Some(flow) = flow(&title.to_lowercase()) else {
        let expected = format!("merchandise exports or imports in million US dollars; the title is `{title}`");
        let help = "download other indicators as a list with codes, or in the bulk download";
        return Err(table.record(first).bad(REPORTER, &expected, help));
    };
    let years = years(&table);
    let mut audit = Audit::default();
    let mut blank = 0;
    let mut observations = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        let Some(dimensions) = dimensions(record, flow, &mut audit) else { continue };
        for (place, column, year) in &years {
            match row.cells.get(*place).map_or("", String::as_str) {
                "" => blank += 1,
                value => observations.push(observation(record, column, value, dimensions.clone(), *year)?),
            }
        }
    }
    if observations.is_empty() {
        let expected = format!("economies with figures under years, in some row; {}", audit.first_lines());
        return Err(table.record(first).bad(REPORTER, &expected, HELP));
    }
    let mut parsed = Parsed::of(&input.path, Kind::Trade, &observations)?;
    parsed.basis.push("values in million US dollars".to_owned());
    parsed.basis.push("merchandise: exports FOB, imports CIF".to_owned());
    parsed.audit = audit.lines();
    if blank > 0 {
        let cells = if blank == 1 { "cell" } else { "cells" };
        parsed.audit.push(format!("left out {blank} blank {cells}: no figure for the year"));
    }
    parsed.doubts.push("the table has no flags: estimates look like other figures".to_owned());
    Ok(parsed)
}

fn flow(title: &str) -> Option<&'static str> {
    if !title.contains("merchandise") || !title.contains("million us dollar") {
        return None;
    }
    match (title.contains("exports"), title.contains("imports")) {
        (true, false) => Some("export"),
        (false, true) => Some("import"),
        _ => None,
    }
}

fn years(table: &Table) -> Vec<(usize, &str, Period)> {
    let year = |header: &str| header.parse::<Period>().ok().filter(|_| header.len() == 4);
    let headers = table.headers.iter().enumerate();
    headers.filter_map(|(place, header)| Some((place, header.as_str(), year(header)?))).collect()
}

/// The row's series, unless a rule leaves it out.
fn dimensions(record: Record<'_>, flow: &str, audit: &mut Audit) -> Option<Vec<String>> {
    let mut party = |column, role| {
        let name = record.text(column);
        let found = match name {
            "European Union" => Some("EU"),
            name => parties::by_name(name),
        };
        if found.is_none() {
            audit.drop(parties::rule(role, "", name));
        }
        found
    };
    let (reporter, partner) = (party(REPORTER, "reporter")?, party(PARTNER, "partner")?);
    // `SI3_AGG - TO - Total merchandise`
    let text = record.text(PRODUCT);
    let product = match text.split(" - ").nth(1).map(str::trim) {
        Some("TO") => Product::GOODS,
        Some(code) if !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_uppercase()) => code,
        _ => {
            audit.drop(format!("product {text}: no group of merchandise that we know"));
            return None;
        }
    };
    Some([reporter, partner, flow, product].map(str::to_owned).to_vec())
}

fn observation(
    record: Record<'_>,
    column: &str,
    value: &str,
    dimensions: Vec<String>,
    year: Period,
) -> Result<Observation, SourceError> {
    let amount = UNIT.nearest(value);
    let amount = amount.map_err(|error| record.bad(column, &format!("{UNIT} as a decimal number ({error})"), HELP))?;
    let valuation = if dimensions[2] == "export" { "fob" } else { "cif" };
    Ok(Observation {
        currency: Some(UNIT.currency),
        amount: Some(amount),
        state: if amount.minor == 0 { CellState::Zero } else { CellState::Value },
        attributes: vec![(schema::CLASSIFICATION, items::GROUPS.to_owned()), (schema::VALUATION, valuation.to_owned())],
        ..Observation::new(record.line() as i64, dimensions, year)
    })
}

//! IMF statistics of merchandise trade by partner: IMTS of the data portal, and the Direction of Trade before it.

mod codes;
mod currencies;
pub mod dots;
mod parties;
pub mod portal;
pub mod rates;

use std::collections::{BTreeSet, HashSet};

use crate::model::money::Magnitude;
use crate::model::schema::{self, Kind};
use crate::model::{Amount, CellState, Currency, Period, Product, Unit};

use super::audit::{Audit, counted};
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::reading::{Record, Table};
use parties::Party;

const HELP: &str = "download the file again; no program should have changed it";
const DOWNLOAD: &str = "download goods trade in US dollars: exports FOB (XG_FOB_USD), imports CIF (MG_CIF_USD)";

/// What an indicator of trade in US dollars is.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Indicator {
    flow: &'static str,
    valuation: &'static str,
}

const EXPORTS: Indicator = Indicator { flow: "export", valuation: "fob" };
const IMPORTS: Indicator = Indicator { flow: "import", valuation: "cif" };
/// The same imports in another valuation.
const IMPORTS_FOB: Indicator = Indicator { flow: "import", valuation: "fob" };

/// By the code, with or without the `T` of the older dataset, or by the label.
fn indicator(text: &str) -> Option<Indicator> {
    let code = text.strip_prefix('T').unwrap_or(text);
    let by_code = match code {
        "XG_FOB_USD" => Some(EXPORTS),
        "MG_CIF_USD" => Some(IMPORTS),
        "MG_FOB_USD" => Some(IMPORTS_FOB),
        _ => None,
    };
    by_code.or_else(|| by_label(&text.to_lowercase()))
}

fn by_label(label: &str) -> Option<Indicator> {
    let has = |word: &str| label.contains(word);
    if !has("goods") || !has("us dollar") {
        return None;
    }
    match (has("exports"), has("imports"), has("(cif)"), has("(fob)")) {
        (true, false, false, true) => Some(EXPORTS),
        (false, true, true, false) => Some(IMPORTS),
        (false, true, false, true) => Some(IMPORTS_FOB),
        _ => None,
    }
}

/// One figure as a layout finds it.
struct Cell<'a> {
    indicator: Indicator,
    reporter: &'a str,
    partner: &'a str,
    period: Period,
    column: &'a str,
    value: &'a str,
    status: &'a str,
    magnitude: Magnitude,
}

/// What has been read of a file, and what has to be said about it.
#[derive(Default)]
struct Trade {
    audit: Audit,
    observations: Vec<Observation>,
    /// Reporters with imports CIF, and imports FOB until it is known whether they are needed.
    cif: HashSet<String>,
    fob: Vec<Observation>,
    blank: usize,
    /// Columns of other indicators that were left out.
    columns: Vec<String>,
    basis: Option<&'static str>,
    doubts: BTreeSet<String>,
}

impl Trade {
    /// The economies of a row, unless one is a group whose members we do not know.
    fn sides(&mut self, reporter: Party<'_>, partner: Party<'_>) -> Option<(&'static str, &'static str)> {
        match (reporter.known(), partner.known()) {
            (Some(reporter), Some(partner)) => Some((reporter, partner)),
            (None, _) => {
                self.audit.drop(reporter.rule("reporter"));
                None
            }
            (_, None) => {
                self.audit.drop(partner.rule("partner"));
                None
            }
        }
    }

    /// The indicator of a row, unless it is no trade in US dollars.
    fn indicator(&mut self, code: &str, label: &str) -> Option<Indicator> {
        let found = indicator(code).or_else(|| indicator(label));
        if found.is_none() {
            self.audit.drop(other(if code.is_empty() { label } else { code }));
        }
        found
    }

    /// Figures in the column of an indicator that is no trade in US dollars.
    fn other_indicator(&mut self, name: &str, figures: usize) {
        if figures > 0 {
            let word = if figures == 1 { "figure" } else { "figures" };
            self.columns.push(format!("left out {figures} {word} of {}", other(name)));
        }
    }

    fn add(&mut self, record: Record<'_>, cell: &Cell<'_>, derivation: &str) -> Result<(), SourceError> {
        let (amount, state) = figure(record, cell)?;
        let Indicator { flow, valuation } = cell.indicator;
        let dimensions = [cell.reporter, cell.partner, flow, Product::TOTAL].map(str::to_owned).to_vec();
        let observation = Observation {
            currency: Some(Currency::USD),
            amount,
            state,
            attributes: vec![(schema::VALUATION, valuation.to_owned())],
            note: if derivation.is_empty() { String::new() } else { format!("derivation {derivation}") },
            ..Observation::new(record.line() as i64, dimensions, cell.period)
        };
        if cell.indicator == IMPORTS_FOB {
            self.fob.push(observation);
            return Ok(());
        }
        if cell.indicator == IMPORTS {
            self.cif.insert(cell.reporter.to_owned());
        }
        self.observations.push(observation);
        Ok(())
    }

    /// Keeps one valuation of each reporter's imports.
    fn settle_imports(&mut self) {
        let (twice, needed): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.fob).into_iter().partition(|import| self.cif.contains(&import.dimensions[0]));
        let rule = "imports FOB: the reporter's imports are there CIF, two valuations of one figure";
        self.audit.drop_many(rule, twice.len());
        if !needed.is_empty() {
            let reporters: BTreeSet<&str> = needed.iter().map(|import| import.dimensions[0].as_str()).collect();
            let reporters = reporters.into_iter().collect::<Vec<_>>().join(", ");
            let rows = counted(needed.len());
            self.doubts.insert(format!("imports FOB in {rows} ({reporters}): lower than CIF imports of others"));
        }
        self.observations.extend(needed);
    }

    fn finish(mut self, table: &Table, column: &str) -> Result<Parsed, SourceError> {
        self.settle_imports();
        if self.observations.is_empty() {
            let first = table.record(&table.rows[0]);
            let expected =
                format!("goods trade in US dollars between economies, in some row; {}", self.audit.first_lines());
            return Err(first.bad(column, expected.trim_end_matches([' ', ';']), DOWNLOAD));
        }
        let mut parsed = Parsed::of(&table.path, Kind::Trade, &self.observations)?;
        parsed.basis.push("merchandise trade in US dollars; exports FOB, imports as the valuation says".to_owned());
        parsed.basis.extend(self.basis.map(str::to_owned));
        parsed.audit = self.audit.lines();
        parsed.audit.extend(self.columns);
        if self.blank > 0 {
            let cells = if self.blank == 1 { "cell" } else { "cells" };
            parsed.audit.push(format!("left out {} blank {cells}: no figure for the period", self.blank));
        }
        parsed.doubts.extend(self.doubts);
        Ok(parsed)
    }
}

/// Why an indicator is left out.
fn other(name: &str) -> String {
    match name.contains("TBG") || name.to_lowercase().contains("balance") {
        true => format!("indicator {name}: a balance, which follows from exports and imports"),
        false => format!("indicator {name}: no goods trade in US dollars"),
    }
}

fn figure(record: Record<'_>, cell: &Cell<'_>) -> Result<(Option<Amount>, CellState), SourceError> {
    if matches!(cell.value, "" | "NaN") {
        let confidential = matches!(cell.status, "c" | "C" | "Q");
        return Ok((None, if confidential { CellState::Suppressed } else { CellState::Missing }));
    }
    let unit = Unit { currency: Currency::USD, magnitude: cell.magnitude };
    let amount = unit
        .nearest(cell.value)
        .map_err(|error| record.bad(cell.column, &format!("{unit} as a decimal number ({error})"), HELP))?;
    let state = match (cell.status, amount.minor) {
        ("e" | "E" | "Estimated", _) => CellState::Estimated,
        ("p" | "P" | "Provisional" | "Preliminary", _) => CellState::Provisional,
        (_, 0) => CellState::Zero,
        _ => CellState::Value,
    };
    Ok((Some(amount), state))
}

/// `2017`, `2017-Q1` or `2017Q1`, `2017-M04`, `2017M4` or `2017-04`.
fn period(text: &str) -> Option<Period> {
    let year: i32 = text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
    let rest = text[4..].strip_prefix('-').unwrap_or(&text[4..]);
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    match rest.as_bytes().first() {
        None if text.len() == 4 => Period::year(year),
        Some(b'Q' | b'q') => number(&rest[1..])
            .filter(|quarter| (1..=4).contains(quarter))
            .and_then(|quarter| Period::whole_months(year, quarter * 3 - 2, 3)),
        Some(b'M' | b'm') => number(&rest[1..]).and_then(|month| Period::whole_months(year, month, 1)),
        Some(b'0'..=b'9') if text.len() == 7 => number(rest).and_then(|month| Period::whole_months(year, month, 1)),
        _ => None,
    }
}

/// The columns that are periods, with their places.
fn periods(table: &Table) -> Vec<(usize, &str, Period)> {
    let headers = table.headers.iter().enumerate();
    headers.filter_map(|(place, header)| Some((place, header.as_str(), period(header)?))).collect()
}

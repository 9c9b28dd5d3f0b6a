//! UN Comtrade: one record a row, whatever the layout, with the rules that keep its totals from its details.

pub mod api;
pub mod legacy;

use std::collections::{BTreeMap, HashSet};

use crate::model::money::Magnitude;
use crate::model::schema::Kind;
use crate::model::{Amount, CellState, Currency, Economy, Period, Product, Unit};

use super::audit::{Audit, counted};
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::reading::{Record, Table};

/// How a layout calls what all layouts have.
struct Layout {
    flow: fn(&str) -> Option<Flow>,
    period: &'static str,
    reporter: &'static str,
    partner: &'static str,
    flow_code: &'static str,
    product: &'static str,
    value: &'static str,
    weight: &'static str,
    classification: &'static str,
    breakdowns: &'static [Breakdown],
}

/// A column by which a total is split further: only rows that hold its total are read.
struct Breakdown {
    column: &'static str,
    name: &'static str,
    /// Codes that stand for all of it; blank always does.
    totals: &'static [&'static str],
}

/// What a flow code stands for.
#[derive(Clone, Copy)]
enum Flow {
    Read(&'static str),
    /// Part of exports or imports, under its name: what it is part of, and its name.
    Part(&'static str, &'static str),
}

const HELP: &str = "download the file again; no program should have changed it";

fn read(table: &Table, layout: &Layout) -> Result<Parsed, SourceError> {
    refuse_split_only(table, layout)?;
    let mut notes = Notes::default();
    let mut observations = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        if let Some(rule) = left_out(record, layout)? {
            notes.audit.drop(rule);
            notes.details.insert(series(record, layout)?);
            continue;
        }
        notes.wholes.insert(series(record, layout)?);
        notes.weight(record, layout);
        *notes.classifications.entry(classification(record, layout)).or_default() += 1;
        observations.push(observation(record, layout, &mut notes)?);
    }
    let mut parsed = Parsed::of(&table.path, Kind::Trade, &observations)?;
    notes.write(table, &mut parsed);
    Ok(parsed)
}

/// The rule by which a row is part of another one.
fn left_out(record: Record<'_>, layout: &Layout) -> Result<Option<String>, SourceError> {
    let split = layout.breakdowns.iter().find(|split| !split.is_total(record));
    if let Some(split) = split {
        return Ok(Some(format!("{} other than all: part of the row for all", split.name)));
    }
    Ok(match flow(record, layout)? {
        Flow::Read(_) => None,
        Flow::Part(_, name) => Some(format!("flow {name}: part of exports or imports")),
    })
}

impl Breakdown {
    fn is_total(&self, record: Record<'_>) -> bool {
        let code = record.text(self.column);
        code.is_empty() || self.totals.contains(&code)
    }
}

/// A file that holds only details of a split would read as nothing.
fn refuse_split_only(table: &Table, layout: &Layout) -> Result<(), SourceError> {
    for split in layout.breakdowns {
        if !table.rows.iter().any(|row| split.is_total(table.record(row))) {
            let first = table.record(&table.rows[0]);
            let expected = format!("rows for all together ({}); the file has none", split.totals.join(" or "));
            let help = format!("download again with {} set to its total", split.name);
            return Err(first.bad(split.column, &expected, &help));
        }
    }
    Ok(())
}

fn flow(record: Record<'_>, layout: &Layout) -> Result<Flow, SourceError> {
    let found = (layout.flow)(record.text(layout.flow_code));
    found.ok_or_else(|| record.bad(layout.flow_code, "a flow code of UN Comtrade", HELP))
}

/// What a row and the rows it is split into have in common.
fn series(record: Record<'_>, layout: &Layout) -> Result<String, SourceError> {
    let (Flow::Read(flow) | Flow::Part(flow, _)) = flow(record, layout)?;
    let shared = [layout.reporter, layout.partner, layout.product, layout.period].map(|column| record.text(column));
    Ok(format!("{flow} {}", shared.join(" ")))
}

fn observation(record: Record<'_>, layout: &Layout, notes: &mut Notes) -> Result<Observation, SourceError> {
    let (Flow::Read(name) | Flow::Part(name, _)) = flow(record, layout)?;
    notes.returns |= name.starts_with("re-");
    let product: Product = record.parse(layout.product, HELP)?;
    let (amount, state) = value(record, layout.value)?;
    let dimensions = vec![
        economy(record, layout.reporter, notes)?,
        economy(record, layout.partner, notes)?,
        name.to_owned(),
        product.code().to_owned(),
    ];
    Ok(Observation {
        currency: Some(dollars().currency),
        amount,
        state,
        ..Observation::new(record.line() as i64, dimensions, period(record, layout.period)?)
    })
}

/// An economy by its numeric code. A code that we do not know stays as it is.
fn economy(record: Record<'_>, column: &str, notes: &mut Notes) -> Result<String, SourceError> {
    let code: u16 = record.parse(column, HELP)?;
    Ok(Economy::from_numeric(code).map_or_else(
        || {
            notes.unknown.insert(code, record.line());
            code.to_string()
        },
        |economy| economy.code().to_owned(),
    ))
}

fn period(record: Record<'_>, column: &str) -> Result<Period, SourceError> {
    let text = record.text(column);
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i32>().ok()).flatten();
    let period = match (text.len(), number) {
        (4, Some(year)) => Period::year(year),
        (6, Some(month)) => u32::try_from(month % 100).ok().and_then(|m| Period::whole_months(month / 100, m, 1)),
        _ => None,
    };
    period.ok_or_else(|| record.bad(column, "a year such as 2017 or a month such as 201704", HELP))
}

fn value(record: Record<'_>, column: &str) -> Result<(Option<Amount>, CellState), SourceError> {
    if record.text(column).is_empty() {
        return Ok((None, CellState::Missing));
    }
    let amount = dollars()
        .nearest(record.text(column))
        .map_err(|error| record.bad(column, &format!("US dollars as a decimal number ({error})"), HELP))?;
    Ok((Some(amount), if amount.minor == 0 { CellState::Zero } else { CellState::Value }))
}

fn dollars() -> Unit {
    Unit { currency: Currency::USD, magnitude: Magnitude::One }
}

fn classification(record: Record<'_>, layout: &Layout) -> String {
    record.text(layout.classification).to_owned()
}

/// What has to be said about a file as a whole.
#[derive(Default)]
struct Notes {
    audit: Audit,
    /// The series that were read, and those of rows that were left out as their parts.
    wholes: HashSet<String>,
    details: HashSet<String>,
    classifications: BTreeMap<String, usize>,
    /// Economies without a name here, and the first or last line they stand on.
    unknown: BTreeMap<u16, u64>,
    weights: Vec<String>,
    /// Whether re-exports or re-imports were read.
    returns: bool,
}

impl Notes {
    /// A kilogram for less than a thousandth of a dollar in lots that no ship carries: the weight has overflowed.
    fn weight(&mut self, record: Record<'_>, layout: &Layout) {
        let number = |column| record.text(column).parse::<f64>().ok();
        if let (Some(weight), Some(value)) = (number(layout.weight), number(layout.value))
            && weight > 1e9
            && weight * 1e-3 > value
        {
            self.weights.push(format!("line {}: {weight:.0} kg for {value:.0} USD", record.line()));
        }
    }

    fn write(self, table: &Table, parsed: &mut Parsed) {
        parsed.basis.push(
            "values in current US dollars; imports CIF, exports FOB where the reporter follows the rule".to_owned(),
        );
        let classified: Vec<String> = self
            .classifications
            .iter()
            .map(|(code, rows)| format!("{} in {}", vintage(code), counted(*rows)))
            .collect();
        parsed.basis.push(format!("classification {}", classified.join(", ")));
        if self.returns {
            parsed.basis.push("exports hold the re-exports, imports the re-imports".to_owned());
        }
        if table.beyond > 0 {
            let (names, fields) = (table.headers.len(), table.headers.len() + table.beyond);
            parsed
                .basis
                .push(format!("every row has {fields} fields under {names} names; the blank ones at the end are none"));
        }
        parsed.audit = self.audit.lines();
        if classified.len() > 1 {
            parsed.doubts.push("the classifications differ: a code may hold other goods in another of them".to_owned());
        }
        let lost = self.details.difference(&self.wholes).count();
        if lost > 0 {
            let series = if lost == 1 { "series is" } else { "series are" };
            parsed.doubts.push(format!("{lost} {series} only there in parts, without a row for all: not read"));
        }
        for (code, line) in self.unknown {
            parsed.doubts.push(format!("line {line}: {code} is no economy we know; it keeps its number"));
        }
        if let Some(first) = self.weights.first() {
            let rows = counted(self.weights.len());
            parsed
                .doubts
                .push(format!("net weights that cannot be right in {rows}, such as {first}; they are not used"));
        }
    }
}

/// Comtrade's code of a classification in words.
fn vintage(code: &str) -> String {
    const YEARS: [&str; 7] = ["1992", "1996", "2002", "2007", "2012", "2017", "2022"];
    let number = code.strip_prefix(['H', 'h']).and_then(|number| number.parse::<usize>().ok());
    match number.and_then(|number| YEARS.get(number)) {
        Some(year) => format!("HS {year} ({code})"),
        None if code.is_empty() => "not named".to_owned(),
        None => code.to_owned(),
    }
}

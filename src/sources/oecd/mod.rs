//! OECD statistics of foreign direct investment (BMD4), as the Data Explorer's SDMX-CSV.

mod slice;

use std::collections::{BTreeSet, HashSet};

use crate::model::money::Magnitude;
use crate::model::schema::Kind;
use crate::model::{Amount, CellState, Currency, Economy, Period, Unit};

use super::audit::{Audit, counted};
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::reading::{Input, Record, Table};
use super::registry::{Field, Page, Source, has_all};
use super::{parties, sdmx_csv};
use sdmx_csv::code;
use slice::Slice;

const DATAFLOW: [&str; 2] = ["dataflow", "structure_id"];
const REPORTER: &str = "ref_area";
const PARTNER: &str = "counterpart_area";
const MEASURE: &str = "measure";
const UNIT: &str = "unit_measure";
const PRINCIPLE: &str = "measure_principle";
const ENTRY: &str = "accounting_entry";
const ENTITY: &str = "type_entity";
const COMPONENT: &str = "fdi_comp";
const SECTOR: &str = "sector";
const LEVEL: &str = "level_counterpart";
const ACTIVITY: &str = "activity";
const PERIOD: &str = "time_period";
const VALUE: &str = "obs_value";
const STATUS: &str = "obs_status";
const MULTIPLIER: &str = "unit_mult";
const CONFIDENTIAL: &str = "conf_status";
const CURRENCY: &str = "currency";

const COLUMNS: [Field; 18] = [
    Field::optional("dataflow", "the dataset; STRUCTURE_ID in files with STRUCTURE before it"),
    Field::required(REPORTER, "the economy that reports, by three letters"),
    Field::required(MEASURE, "T_FA_F flows, LE_FA_F positions; their parts and income are left out"),
    Field::required(UNIT, "USD_EXC, XDC (the national currency) or a currency; per cents are left out"),
    Field::required(PRINCIPLE, "DI inward, DO outward; A (assets and liabilities) is left out"),
    Field::required(ENTRY, "NET_FDI or NET; assets and liabilities alone are left out"),
    Field::required(ENTITY, "ALL resident units, or ROU, those without special purpose entities"),
    Field::required(COMPONENT, "D, all components"),
    Field::optional(SECTOR, "S1, the whole economy"),
    Field::required(PARTNER, "the economy on the other side by three letters, or W for World"),
    Field::required(LEVEL, "IMC immediate counterpart, or ULT ultimate investor"),
    Field::required(ACTIVITY, "_T, all activities"),
    Field::required(PERIOD, "2023 or 2023-Q1"),
    Field::required(VALUE, "the figure; blank or NaN where there is none"),
    Field::optional(STATUS, "A normal, B break, E estimated, P provisional, M, L, O missing, Q suppressed"),
    Field::optional(MULTIPLIER, "the power of ten of the figure: 6 for millions"),
    Field::optional(CONFIDENTIAL, "F free; C, N, S and D are confidential"),
    Field::optional(CURRENCY, "the currency by its code, for XDC"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "oecd-fdi",
    title: "OECD foreign direct investment",
    description: "Flows and positions of direct investment by reporter, partner and direction.",
    kinds: &[Kind::Investment],
    columns: &COLUMNS,
    page: Page {
        from: "OECD Data Explorer and its API, datasets DSD_FDI, as CSV with codes, with codes and labels, or as `CODE: Label`",
        units: "the currency and the power of ten of each row: USD_EXC is US dollars at exchange rates, mostly in millions",
        valuation: "positions at market value or own funds at book value, as the reporter compiles them; the file does not say which",
        frequency: "annual, and quarterly in the aggregate datasets",
        classification: "no industries: only the total of all activities is read",
        licence: "OECD's terms, CC BY 4.0 unless marked otherwise: free with the OECD named",
        vintage: "not in the file: the dataset's version is that of its structure",
        totals: &[
            "one slice is read: total flows (T_FA_F) or positions (LE_FA_F), by direction (DI, DO), net, all components, all activities, the whole economy; every other row is a part of it or another account",
            "of the types of entity, all resident units (ALL); where the file has none, those without special purpose entities (ROU)",
            "of the levels of counterpart, the immediate one (IMC); where the file has none, the ultimate investor (ULT)",
            "partner W is World and stands for its parts; groups whose members we do not know are left out",
        ],
        quirks: &[
            "the same slice in dollars and in the national currency stays in both: they are never added up",
            "per cents, index numbers and purchasing power parities are no money at exchange rates and are left out",
            "flows and positions may be negative: more was withdrawn than invested",
            "some reporters publish ALL only, others ROU only; the series that are not read are counted",
        ],
    },
    recognise: |head| has_all(&COLUMNS, &sdmx_csv::names(&head.headers)),
    read,
};

const HELP: &str = "download the file again; no program should have changed it";
const DOWNLOAD: &str = "download OECD DSD_FDI@DF_FDI_FLOW_CTRY or DF_FDI_POS_CTRY with measure T_FA_F or LE_FA_F, unit USD_EXC, principle DI and DO, entry NET_FDI, entity ALL, component D, level IMC, activity _T";

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = sdmx_csv::table(input)?;
    let slice = Slice::of(&table)?;
    let mut notes = Notes::default();
    let mut observations = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        if let Some((rule, part)) = slice.left_out(record) {
            notes.audit.drop(rule);
            notes.parts.extend(part.then(|| series(record)));
            continue;
        }
        notes.wholes.insert(series(record));
        let national = code(record, UNIT) == "XDC";
        observations.extend(observation(record, &mut notes)?.map(|read| (national, read)));
    }
    let observations = without_twins(observations, &mut notes);
    if observations.is_empty() {
        let first = table.record(&table.rows[0]);
        let expected =
            format!("amounts of money between economies, in some row of the slice; {}", notes.audit.first_lines());
        return Err(first.bad(UNIT, &expected, DOWNLOAD));
    }
    let mut parsed = Parsed::of(&input.path, Kind::Investment, &observations)?;
    parsed.basis = basis(&table, &slice);
    notes.write(&mut parsed);
    Ok(parsed)
}

/// What a row and its parts have in common.
fn series(record: Record<'_>) -> String {
    [REPORTER, PARTNER, MEASURE, PRINCIPLE].map(|column| code(record, column)).join(" ")
}

/// What the row says, unless a rule leaves it out.
fn observation(record: Record<'_>, notes: &mut Notes) -> Result<Option<Observation>, SourceError> {
    let (Some(reporter), Some(partner)) = (notes.party(record, REPORTER), notes.party(record, PARTNER)) else {
        return Ok(None);
    };
    let Some(currency) = notes.currency(record) else { return Ok(None) };
    let (amount, state) = figure(record, currency)?;
    notes.breaks += usize::from(code(record, STATUS) == "B");
    let dimensions = [&reporter, &partner, slice::direction(record), slice::measure(record)];
    let period: Period = record.parse(PERIOD, HELP)?;
    Ok(Some(Observation {
        currency: Some(currency),
        amount,
        state,
        ..Observation::new(record.line() as i64, dimensions.map(str::to_owned).to_vec(), period)
    }))
}

/// Where the national currency is the dollar or the euro, the row in it repeats the one converted into it.
fn without_twins(observations: Vec<(bool, Observation)>, notes: &mut Notes) -> Vec<Observation> {
    let key = |read: &Observation| (read.dimensions.clone(), read.period, read.currency);
    let converted: HashSet<_> =
        observations.iter().filter(|(national, _)| !national).map(|(_, read)| key(read)).collect();
    let twin = |national: bool, read: &Observation| national && converted.contains(&key(read));
    let (twins, kept): (Vec<_>, Vec<_>) = observations.into_iter().partition(|(national, read)| twin(*national, read));
    notes.audit.drop_many("unit XDC: the same figure is there converted into the same currency", twins.len());
    kept.into_iter().map(|(_, read)| read).collect()
}

fn figure(record: Record<'_>, currency: Currency) -> Result<(Option<Amount>, CellState), SourceError> {
    let status = code(record, STATUS);
    if matches!(record.text(VALUE), "" | "NaN") {
        let confidential = matches!(code(record, CONFIDENTIAL), "C" | "N" | "S" | "D") || status == "Q";
        return Ok((None, if confidential { CellState::Suppressed } else { CellState::Missing }));
    }
    let unit = Unit { currency, magnitude: magnitude(record)? };
    let amount = unit.nearest(record.text(VALUE));
    let amount = amount.map_err(|error| record.bad(VALUE, &format!("{unit} as a decimal number ({error})"), HELP))?;
    let state = match amount.minor {
        _ if status == "E" => CellState::Estimated,
        _ if status == "P" => CellState::Provisional,
        0 => CellState::Zero,
        _ => CellState::Value,
    };
    Ok((Some(amount), state))
}

fn magnitude(record: Record<'_>) -> Result<Magnitude, SourceError> {
    Ok(match code(record, MULTIPLIER) {
        "0" => Magnitude::One,
        "3" => Magnitude::Thousand,
        "6" => Magnitude::Million,
        "9" => Magnitude::Billion,
        "12" => Magnitude::Trillion,
        _ => return Err(record.bad(MULTIPLIER, "a power of ten: 0, 3, 6, 9 or 12", HELP)),
    })
}

fn basis(table: &Table, slice: &Slice) -> Vec<String> {
    let first = table.record(&table.rows[0]);
    let dataflow = DATAFLOW.into_iter().map(|column| first.text(column)).find(|text| !text.is_empty());
    let dataflow = dataflow.map(|name| format!("dataset {name}"));
    dataflow.into_iter().chain(slice.described()).collect()
}

/// What has to be said about the file as a whole.
#[derive(Default)]
struct Notes {
    audit: Audit,
    /// The series that were read, and those of rows that were left out as their parts.
    wholes: HashSet<String>,
    parts: HashSet<String>,
    breaks: usize,
}

impl Notes {
    fn party(&mut self, record: Record<'_>, column: &str) -> Option<String> {
        let found = match code(record, column) {
            "W" | "WLD" => Some(Economy::WORLD),
            group @ ("EU27_2020" | "EU28" | "EU15" | "EU25" | "OECD") => Some(group),
            letters => parties::by_letters(letters),
        };
        if found.is_none() {
            let role = if column == REPORTER { "reporter" } else { "partner" };
            self.audit.drop(parties::rule(role, record.text(column), ""));
        }
        found.map(str::to_owned)
    }

    /// The currency of the row's unit.
    fn currency(&mut self, record: Record<'_>) -> Option<Currency> {
        let unit = code(record, UNIT);
        let found = match unit {
            "XDC" => code(record, CURRENCY).parse().ok(),
            _ => unit.strip_suffix("_EXC").unwrap_or(unit).parse().ok(),
        };
        if found.is_none() {
            self.audit.drop(match unit {
                "XDC" => "unit XDC: a national currency that the row does not name".to_owned(),
                _ => format!("unit {unit}: no money at exchange rates"),
            });
        }
        found
    }

    fn write(self, parsed: &mut Parsed) {
        parsed.audit = self.audit.lines();
        let lost: Vec<&String> = self.parts.difference(&self.wholes).collect();
        if !lost.is_empty() {
            let series = if lost.len() == 1 { "series is" } else { "series are" };
            let reporters: BTreeSet<&str> = lost.iter().filter_map(|series| series.split(' ').next()).collect();
            let reporters = reporters.into_iter().collect::<Vec<_>>().join(", ");
            parsed.doubts.push(format!(
                "{} {series} only there outside the slice that is read (reporters {reporters}): not read",
                lost.len()
            ));
        }
        if self.breaks > 0 {
            let rows = counted(self.breaks);
            parsed.doubts.push(format!("a break in the series in {rows}: growth over it compares unlike things"));
        }
    }
}

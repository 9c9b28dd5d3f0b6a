//! Eurostat SDMX-CSV of the Comext datasets (DS-045409 and its kin), with codes or with `CODE:Label`.

use std::collections::BTreeSet;

use crate::model::schema::Kind;
use crate::model::{Amount, CellState, Period, Product};

use super::super::audit::{Audit, counted};
use super::super::error::SourceError;
use super::super::observation::{Observation, Parsed};
use super::super::reading::{Input, Record, Table};
use super::super::registry::{Field, Page, Source, has_all};
use super::{EUROS, Geo, HELP, flow, geo};

const REPORTER: &str = "reporter";
const PARTNER: &str = "partner";
const PRODUCT: &str = "product";
const FLOW: &str = "flow";
const INDICATOR: &str = "indicators";
const PERIOD: &str = "time_period";
const VALUE: &str = "obs_value";
const FLAG: &str = "obs_flag";
const DATAFLOW: &str = "dataflow";
const UPDATED: &str = "last update";

const COLUMNS: [Field; 11] = [
    Field::required(DATAFLOW, "the dataset, such as ESTAT:DS-045409(1.0)"),
    Field::optional(UPDATED, "when Eurostat last changed it"),
    Field::optional("freq", "A, Q or M"),
    Field::required(REPORTER, "the member state or a group, by its code"),
    Field::required(PARTNER, "the economy on the other side, WORLD, or a group"),
    Field::required(PRODUCT, "HS or CN code with its leading zeros, or TOTAL"),
    Field::required(FLOW, "1 import, 2 export"),
    Field::required(INDICATOR, "VALUE_IN_EUROS is read; quantities are left out"),
    Field::required(PERIOD, "2015, 2015-Q1 or 2015-01"),
    Field::required(VALUE, "euros"),
    Field::optional(FLAG, "c confidential, p provisional, e estimated, b break; they combine"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "eurostat-sdmx",
    title: "Eurostat SDMX-CSV",
    description: "Goods trade of the European Union and its members by partner and product, in euros.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "Eurostat's data browser and API, SDMX-CSV, with codes or `CODE:Label`",
        units: "euros; quantities in 100 kg",
        valuation: "imports CIF, exports FOB",
        frequency: "the column freq: A, Q or M",
        classification: "the dataset's: HS and CN codes, or TOTAL",
        vintage: "LAST UPDATE",
        totals: &[
            "partner WORLD stands for its parts; groups such as EU27_2020 give way to their members",
            "groups whose members we do not know are left out",
        ],
        quirks: &[
            "rows may have one blank field more than the header names",
            "flags combine: `be` is an estimate after a break; c is confidential, a state and not a zero",
        ],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read,
};

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = Table::of(input)?;
    let mut audit = Audit::default();
    let mut unknown = BTreeSet::new();
    let mut observations = Vec::new();
    let mut breaks = 0;
    for row in &table.rows {
        let record = table.record(row);
        if let Some(indicator) = not_money(record) {
            audit.drop(format!("indicator {indicator}: no money"));
            continue;
        }
        match (geo(record, REPORTER, &mut unknown), geo(record, PARTNER, &mut unknown)) {
            (Geo::Economy(reporter), Geo::Economy(partner)) => {
                breaks += usize::from(record.text(FLAG).contains('b'));
                observations.push(observation(record, reporter, partner)?);
            }
            (Geo::Group(group), _) | (_, Geo::Group(group)) => {
                audit.drop(format!("{group}: a group whose members we do not know"));
            }
        }
    }
    if observations.is_empty() {
        return Err(nothing(&table));
    }
    let mut parsed = Parsed::of(&input.path, Kind::Trade, &observations)?;
    parsed.audit = audit.lines();
    parsed.doubts.extend(unknown);
    describe(&table, breaks, &mut parsed);
    Ok(parsed)
}

/// Why no row is left.
fn nothing(table: &Table) -> SourceError {
    let first = table.record(&table.rows[0]);
    if table.rows.iter().all(|row| not_money(table.record(row)).is_some()) {
        let help = "download the dataset with the indicator VALUE_IN_EUROS";
        return first.bad(INDICATOR, "values in euros in some row; the file holds quantities only", help);
    }
    first.bad(PARTNER, "codes of economies, or WORLD", "download the dataset with codes, or with codes and labels")
}

fn not_money(record: Record<'_>) -> Option<&str> {
    let text = record.text(INDICATOR);
    let code = text.split_once(':').map_or(text, |split| split.0).trim();
    (!matches!(code, "VALUE_IN_EUROS" | "VALUE_IN_EUR" | "VALUE_EUR")).then_some(code)
}

fn describe(table: &Table, breaks: usize, parsed: &mut Parsed) {
    let first = table.record(&table.rows[0]);
    parsed.basis.push("values in euros; imports CIF, exports FOB".to_owned());
    parsed.basis.push(format!("dataset {}, last updated {}", first.text(DATAFLOW), first.text(UPDATED)));
    if table.beyond > 0 {
        let names = table.headers.len();
        let fields = names + table.beyond;
        parsed
            .basis
            .push(format!("every row has {fields} fields under {names} names; the blank ones at the end are none"));
    }
    if breaks > 0 {
        parsed
            .doubts
            .push(format!("a break in the series in {}: growth over it compares unlike things", counted(breaks)));
    }
}

fn observation(record: Record<'_>, reporter: String, partner: String) -> Result<Observation, SourceError> {
    let flow = flow(record.text(FLOW)).ok_or_else(|| record.bad(FLOW, "1 (import) or 2 (export)", HELP))?;
    let product = product(record)?;
    let (amount, state) = value(record)?;
    let period: Period = record.parse(PERIOD, HELP)?;
    let dimensions = vec![reporter, partner, flow.to_owned(), product.code().to_owned()];
    Ok(Observation {
        currency: Some(EUROS.currency),
        amount,
        state,
        ..Observation::new(record.line() as i64, dimensions, period)
    })
}

/// A code, or `CODE:Label`. A label alone does not say at which level it stands.
fn product(record: Record<'_>) -> Result<Product, SourceError> {
    let text = record.text(PRODUCT);
    let code = text.split_once(':').map_or(text, |split| split.0).trim();
    let coded = !code.contains(' ') && code.len() <= 16;
    code.parse().ok().filter(|_| coded).ok_or_else(|| {
        record.bad(PRODUCT, "a product code", "download the dataset with codes, or with codes and labels")
    })
}

/// The figure and what its flags say; they combine, as in `be`.
fn value(record: Record<'_>) -> Result<(Option<Amount>, CellState), SourceError> {
    let flags = record.text(FLAG);
    if matches!(record.text(VALUE), "" | ":") {
        return Ok((None, if flags.contains('c') { CellState::Suppressed } else { CellState::Missing }));
    }
    let amount = EUROS.nearest(record.text(VALUE));
    let amount = amount.map_err(|error| record.bad(VALUE, &format!("euros as a decimal number ({error})"), HELP))?;
    let state = match amount.minor {
        _ if flags.contains('e') => CellState::Estimated,
        _ if flags.contains('p') => CellState::Provisional,
        0 => CellState::Zero,
        _ => CellState::Value,
    };
    Ok((Some(amount), state))
}

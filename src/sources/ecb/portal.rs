//! Exchange rates of the ECB's data portal (dataflow EXR) as SDMX-CSV.

use crate::model::Period;
use crate::model::schema::Kind;

use super::super::audit::Audit;
use super::super::error::SourceError;
use super::super::observation::{Observation, Parsed};
use super::super::reading::{Input, Record};
use super::super::registry::{Field, Page, Source, has_all};
use super::super::sdmx_csv::{self, code};
use super::super::tidy::rates::positive;
use super::{BASE, HELP, observation};

const FREQUENCY: &str = "freq";
const CURRENCY: &str = "currency";
const DENOMINATOR: &str = "currency_denom";
const TYPE: &str = "exr_type";
const SUFFIX: &str = "exr_suffix";
const PERIOD: &str = "time_period";
const VALUE: &str = "obs_value";

const COLUMNS: [Field; 7] = [
    Field::required(FREQUENCY, "D, M, Q, H or A"),
    Field::required(CURRENCY, "the currency that is priced"),
    Field::required(DENOMINATOR, "EUR; other denominators are left out"),
    Field::required(TYPE, "SP00 is the spot rate; indices of effective and real rates are left out"),
    Field::required(SUFFIX, "A average, E end of the period"),
    Field::required(PERIOD, "2026-10-30, 2026-10, 2026-Q3 or 2026"),
    Field::required(VALUE, "units of the currency for one euro"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "ecb-portal",
    title: "ECB data portal, exchange rates",
    description: "Spot rates of the euro (dataflow EXR): daily, and averages and ends of months, quarters and years.",
    kinds: &[Kind::Rates],
    columns: &COLUMNS,
    page: Page {
        from: "data.ecb.europa.eu, dataset EXR, download as CSV; or the API with format=csvdata",
        units: "units of the currency for one euro",
        valuation: "none",
        frequency: "D daily reference rates; M, Q, H and A with averages and ends side by side",
        classification: "ISO 4217; currencies that joined the euro keep their code",
        vintage: "not in the file",
        licence: "ECB's terms: free with the source named; the rates are for information only",
        totals: &["there are none: rates are never added up"],
        quirks: &[
            "averages and ends of a period are two series: both are kept apart as methods",
            "indices of effective exchange rates stand in the same dataflow and are left out",
            "a day without a rate has no row, or NaN, which is left out",
        ],
    },
    recognise: |head| has_all(&COLUMNS, &sdmx_csv::names(&head.headers)),
    read,
};

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = sdmx_csv::table(input)?;
    let mut audit = Audit::default();
    let mut observations: Vec<Observation> = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        match method(record)? {
            Ok(method) => {
                let period: Period = record.parse(PERIOD, HELP)?;
                let rate = positive(record.text(VALUE))
                    .ok_or_else(|| record.bad(VALUE, "a rate above zero such as 1.0842, or NaN", HELP))?;
                observations.push(observation(row.line, code(record, CURRENCY), method, period, rate));
            }
            Err(rule) => audit.drop(rule),
        }
    }
    if observations.is_empty() {
        let expected = format!("spot rates (SP00) of the euro in some row; {}", audit.first_lines());
        return Err(table.record(&table.rows[0]).bad(TYPE, &expected, "download series such as EXR.D.USD.EUR.SP00.A"));
    }
    let mut parsed = Parsed::of(&input.path, Kind::Rates, &observations)?;
    parsed.audit = audit.lines();
    parsed.basis.push("spot rates: units of the currency for one euro".to_owned());
    Ok(parsed)
}

/// What a rate stands for, or the rule that leaves its row out.
fn method(record: Record<'_>) -> Result<Result<&'static str, String>, SourceError> {
    if code(record, TYPE) != "SP00" {
        return Ok(Err(format!("exr_type {}: no spot rate", code(record, TYPE))));
    }
    if code(record, DENOMINATOR) != BASE {
        return Ok(Err(format!("currency_denom {}: not the euro", code(record, DENOMINATOR))));
    }
    if matches!(record.text(VALUE), "" | "NaN") {
        return Ok(Err("no rate".to_owned()));
    }
    Ok(Ok(match (code(record, FREQUENCY), code(record, SUFFIX)) {
        ("D", "A") => "reference",
        (_, "A") => "average",
        (_, "E") => "end",
        _ => return Err(record.bad(SUFFIX, "A (average) or E (end)", HELP)),
    }))
}

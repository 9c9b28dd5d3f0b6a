//! Eurostat SDMX-CSV of the Comext datasets (DS-045409 and its kin), with codes, with labels, or with `CODE:Label`.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike as _, NaiveDateTime};

use crate::model::schema::{CLASSIFICATION, Kind, VALUATION, VINTAGE};
use crate::model::{CellState, Classification, Currency, Period, Product};

use super::super::audit::{Audit, counted};
use super::super::error::SourceError;
use super::super::observation::{Observation, Parsed};
use super::super::reading::{Input, Record, Table};
use super::super::registry::{Field, Page, Source, has_all};
use super::indicator::Indicator;
use super::{Geo, HELP, flow, geo};

const REPORTER: &str = "reporter";
const PARTNER: &str = "partner";
const PRODUCT: &str = "product";
const FLOW: &str = "flow";
const INDICATOR: &str = "indicators";
pub(super) const PERIOD: &str = "time_period";
pub(super) const VALUE: &str = "obs_value";
pub(super) const FLAG: &str = "obs_flag";
pub(super) const DATAFLOW: &str = "dataflow";
pub(super) const UPDATED: &str = "last update";
/// In the second version of SDMX-CSV, what becomes of a figure: I information, A append, R replace, D delete.
const ACTION: &str = "action";

const COLUMNS: [Field; 11] = [
    Field::required(DATAFLOW, "the dataset, such as ESTAT:DS-045409(1.0)"),
    Field::optional(UPDATED, "when Eurostat last changed it"),
    Field::optional("freq", "A, Q or M"),
    Field::required(REPORTER, "the member state or a group, by its code"),
    Field::required(PARTNER, "the economy on the other side, WORLD, or a group"),
    Field::required(PRODUCT, "HS or CN code with its leading zeros, or TOTAL"),
    Field::required(FLOW, "1 import, 2 export"),
    Field::required(INDICATOR, "VALUE_IN_EUROS, QUANTITY_IN_100KG, SUPPLEMENTARY_QUANTITY; other ones are left out"),
    Field::required(PERIOD, "2015, 2015-Q1 or 2015-01"),
    Field::required(VALUE, "euros, hundreds of kilograms, or supplementary units"),
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
        from: "Eurostat's data browser and API, SDMX-CSV, with codes, labels, or `CODE:Label`",
        units: "euros; weights in 100 kg; supplementary units, which the dataset does not name",
        valuation: "imports CIF, exports FOB",
        frequency: "the column freq: A, Q or M",
        classification: "the Combined Nomenclature of the period's year, whose first six digits are HS codes; or TOTAL",
        licence: "Eurostat's reuse policy, CC BY 4.0: free with Eurostat named",
        vintage: "LAST UPDATE",
        totals: &[
            "partner WORLD stands for its parts; groups such as EU27_2020 give way to their members",
            "groups whose members we do not know are left out",
        ],
        quirks: &[
            "value, weight and quantity stand in rows of their own and are one figure here; a file of quantities alone has missing values",
            "labels alone do not say at which level a product stands: they are read where all rows are of one product",
            "rows may have one blank field more than the header names",
            "SDMX-CSV of SDMX 3.0 has STRUCTURE_ID and ACTION for DATAFLOW: read alike; rows that delete are left out",
            "flags combine: `be` is an estimate after a break; c is confidential, a state and not a zero",
        ],
    },
    recognise: |head| has_all(&COLUMNS, &names(&head.headers)),
    read,
};

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let mut table = Table::of(input)?;
    table.headers = names(&table.headers);
    read_table(&table)
}

/// The columns under the names of the first version of SDMX-CSV: the second has the dataset under `STRUCTURE_ID`.
fn names(headers: &[String]) -> Vec<String> {
    let structured =
        headers.iter().any(|header| header == "structure") && !headers.iter().any(|header| header == DATAFLOW);
    let name = |header: &String| match header.as_str() {
        "structure_id" if structured => DATAFLOW.to_owned(),
        _ => header.clone(),
    };
    headers.iter().map(name).collect()
}

/// Whether a table has the dimensions of the Comext datasets.
pub(super) fn is_comext(headers: &[String]) -> bool {
    let dimensions = [REPORTER, PARTNER, PRODUCT, FLOW, INDICATOR];
    dimensions.iter().all(|name| headers.iter().any(|header| header == name))
}

/// Reads a table of these columns, whatever format it was in.
pub(super) fn read_table(table: &Table) -> Result<Parsed, SourceError> {
    refuse_several_labels(table)?;
    let mut rows = Rows::default();
    for row in &table.rows {
        rows.add(table.record(row))?;
    }
    rows.finish(table)
}

/// What is read of a file, and what has to be said about it.
#[derive(Default)]
struct Rows {
    observations: Vec<Observation>,
    /// Where each series and period stands.
    places: HashMap<(Vec<String>, String), usize>,
    /// Which indicators of it have been read, and on which line.
    seen: HashMap<(usize, Indicator), u64>,
    audit: Audit,
    unknown: BTreeSet<String>,
    breaks: usize,
}

impl Rows {
    fn add(&mut self, record: Record<'_>) -> Result<(), SourceError> {
        let Some(indicator) = Indicator::of(record.text(INDICATOR)) else {
            self.audit.drop(format!("indicator {}: neither value nor quantity", record.text(INDICATOR)));
            return Ok(());
        };
        if record.text(ACTION) == "D" {
            self.audit.drop("ACTION D: the row deletes a figure".to_owned());
            return Ok(());
        }
        if is_week(record.text(PERIOD)) {
            self.audit.drop("a week for a period: weeks are not read".to_owned());
            return Ok(());
        }
        match (geo(record, REPORTER, &mut self.unknown), geo(record, PARTNER, &mut self.unknown)) {
            (Geo::Economy(reporter), Geo::Economy(partner)) => {
                self.breaks += usize::from(record.text(FLAG).contains('b'));
                let place = self.place(record, reporter, partner)?;
                if let Some(first) = self.seen.insert((place, indicator), record.line()) {
                    return Err(twice(record, first, &self.observations[place]));
                }
                indicator.put(&mut self.observations[place], record, VALUE, FLAG)
            }
            (Geo::Group(group), _) | (_, Geo::Group(group)) => {
                self.audit.drop(format!("{group}: a group whose members we do not know"));
                Ok(())
            }
        }
    }

    /// The observation that a row is about.
    fn place(&mut self, record: Record<'_>, reporter: String, partner: String) -> Result<usize, SourceError> {
        let flow = flow(record.text(FLOW)).ok_or_else(|| record.bad(FLOW, "1 (import) or 2 (export)", HELP))?;
        let product = product(record)?;
        let period: Period = record.parse(PERIOD, HELP)?;
        let dimensions = vec![reporter, partner, flow.to_owned(), product.code().to_owned()];
        let key = (dimensions.clone(), period.to_string());
        if let Some(place) = self.places.get(&key) {
            return Ok(*place);
        }
        let nomenclature = Classification::canonical(&format!("CN {}", period.start().year()));
        let observation = Observation {
            currency: Some(Currency::EUR),
            state: CellState::Missing,
            note: NO_VALUE.to_owned(),
            attributes: vec![
                (VALUATION, if flow == "import" { "cif" } else { "fob" }.to_owned()),
                (CLASSIFICATION, nomenclature),
                (VINTAGE, vintage(record.text(UPDATED))),
            ],
            ..Observation::new(record.line() as i64, dimensions, period)
        };
        self.observations.push(observation);
        self.places.insert(key, self.observations.len() - 1);
        Ok(self.observations.len() - 1)
    }

    fn finish(self, table: &Table) -> Result<Parsed, SourceError> {
        if self.observations.is_empty() {
            return Err(nothing(table));
        }
        let mut parsed = Parsed::of(&table.path, Kind::Trade, &self.observations)?;
        parsed.audit = self.audit.lines();
        parsed.doubts.extend(self.unknown);
        let valued = self.observations.iter().any(|observation| observation.note != NO_VALUE);
        if !valued {
            parsed.doubts.push("the file holds quantities only: download VALUE_IN_EUROS for values".to_owned());
        }
        describe(table, self.breaks, &mut parsed);
        Ok(parsed)
    }
}

/// `2024-W07`; Eurostat counts trade that it cannot put into a week as week 99.
fn is_week(text: &str) -> bool {
    let split = text.split_once("-W");
    split.is_some_and(|(year, week)| {
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(year, 4) && digits(week, 2)
    })
}

/// The note of a figure of which the file holds no value, only quantities.
const NO_VALUE: &str = "no value in the file";

/// Why no row is left.
fn nothing(table: &Table) -> SourceError {
    let first = table.record(&table.rows[0]);
    if table.rows.iter().all(|row| Indicator::of(table.record(row).text(INDICATOR)).is_none()) {
        let help = "download the dataset with the indicators VALUE_IN_EUROS and QUANTITY_IN_100KG";
        return first.bad(INDICATOR, "values in euros, or quantities, in some row", help);
    }
    first.bad(PARTNER, "codes of economies, or WORLD", "download the dataset with codes, or with codes and labels")
}

fn twice(record: Record<'_>, first: u64, observation: &Observation) -> SourceError {
    let key = [observation.dimensions.clone(), vec![observation.period.to_string(), record.text(INDICATOR).to_owned()]];
    record.repeated("figure", first, key.concat().join(" · "))
}

/// `17/02/25 11:00:00` as the day.
fn vintage(text: &str) -> String {
    let day = NaiveDateTime::parse_from_str(text, "%d/%m/%y %H:%M:%S");
    day.map_or_else(|_| text.to_owned(), |day| day.date().to_string())
}

fn describe(table: &Table, breaks: usize, parsed: &mut Parsed) {
    let first = table.record(&table.rows[0]);
    parsed.basis.push("values in euros; imports CIF, exports FOB".to_owned());
    match first.text(DATAFLOW) {
        "" => parsed.basis.push("the file does not name its dataset".to_owned()),
        dataset => parsed.basis.push(format!("dataset {dataset}, last updated {}", first.text(UPDATED))),
    }
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

/// A code, or `CODE:Label`; where there are labels only, the label.
fn product(record: Record<'_>) -> Result<Product, SourceError> {
    let text = record.text(PRODUCT);
    let code = if is_label(text) { text } else { text.split_once(':').map_or(text, |split| split.0).trim() };
    code.parse().map_err(|_| record.bad(PRODUCT, "a product code", HELP))
}

/// Whether a cell holds a label without its code.
fn is_label(text: &str) -> bool {
    let code = text.split_once(':').map_or(text, |split| split.0).trim();
    code.contains(' ') || code.len() > 16
}

/// Labels alone do not say at which level a product stands: several may hold each other.
fn refuse_several_labels(table: &Table) -> Result<(), SourceError> {
    let mut labels = table.rows.iter().map(|row| table.record(row)).filter(|record| is_label(record.text(PRODUCT)));
    let first = labels.next().map(|record| record.text(PRODUCT));
    let other = labels.find(|record| Some(record.text(PRODUCT)) != first);
    let help = "download the dataset with codes, or with codes and labels";
    other.map_or(Ok(()), |record| Err(record.bad(PRODUCT, "product codes, where a file has several products", help)))
}

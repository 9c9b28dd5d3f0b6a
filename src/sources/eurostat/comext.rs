//! Comext bulk files, `full_v2_YYYYMM.dat`: one row a reporter, partner, product, flow and statistical procedure.

use std::collections::{BTreeSet, HashMap};

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
const PRODUCT: &str = "product_nc";
const FLOW: &str = "flow";
const PROCEDURE: &str = "stat_procedure";
const PERIOD: &str = "period";
const VALUE: &str = "value_eur";

const COLUMNS: [Field; 7] = [
    Field::required(REPORTER, "the member state, by its two letters"),
    Field::required(PARTNER, "the economy on the other side, by two letters; GR and EL are Greece"),
    Field::required(PRODUCT, "Combined Nomenclature with its leading zeros; X masks what is confidential"),
    Field::required(FLOW, "1 import, 2 export"),
    Field::optional(PROCEDURE, "1 normal, 2 and 3 processing, 9 not recorded; they are added up"),
    Field::required(PERIOD, "202402 for a month, 202452 for a year"),
    Field::required(VALUE, "euros: CIF for imports, FOB for exports"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "comext",
    title: "Eurostat Comext bulk",
    description: "Goods trade of the European Union's members by partner and CN8 product, in euros.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "Eurostat's bulk download of Comext, full_v2 files",
        units: "euros; kilograms; supplementary units as the row names them",
        valuation: "imports CIF, exports FOB",
        frequency: "monthly; period 52 is the year",
        classification: "the Combined Nomenclature of the period's year",
        vintage: "not in the file",
        totals: &[
            "rows that differ in procedure only are parts of one figure and are added up",
            "product TOTAL stands for its parts; codes of 2, 4, 6 and 8 digits contain each other",
        ],
        quirks: &["confidential goods stand under masked codes such as 39XXXXXX"],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read,
};

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = Table::of(input)?;
    let mut audit = Audit::default();
    let mut unknown = BTreeSet::new();
    let mut series = Series::default();
    for row in &table.rows {
        let record = table.record(row);
        match (geo(record, REPORTER, &mut unknown), geo(record, PARTNER, &mut unknown)) {
            (Geo::Economy(reporter), Geo::Economy(partner)) => {
                series.add(observation(record, reporter, partner)?, record)?;
            }
            (Geo::Group(group), _) | (_, Geo::Group(group)) => {
                audit.drop(format!("{group}: a group whose members we do not know"));
            }
        }
    }
    if series.observations.is_empty() {
        return Err(table.record(&table.rows[0]).bad(PARTNER, "economies by two letters", HELP));
    }
    let mut parsed = Parsed::of(&input.path, Kind::Trade, &series.observations)?;
    parsed.basis = vec![
        "values in euros; imports CIF, exports FOB".to_owned(),
        "classification Combined Nomenclature of the period's year".to_owned(),
    ];
    parsed.audit = audit.lines();
    series.write(&mut parsed);
    parsed.doubts.extend(unknown);
    Ok(parsed)
}

/// Rows that differ only in what the tidy layout does not hold are parts of one figure.
#[derive(Default)]
struct Series {
    observations: Vec<Observation>,
    /// Where each series stands, with its procedures and masked products.
    places: HashMap<(Vec<String>, String), usize>,
    added: usize,
    masked: usize,
}

impl Series {
    fn add(&mut self, observation: Observation, record: Record<'_>) -> Result<(), SourceError> {
        self.masked += usize::from(observation.dimensions[3].contains('X'));
        let key = (observation.dimensions.clone(), observation.period.to_string());
        let Some(place) = self.places.get(&key) else {
            self.places.insert(key, self.observations.len());
            self.observations.push(observation);
            return Ok(());
        };
        self.added += 1;
        let whole = &mut self.observations[*place];
        whole.amount = match (whole.amount, observation.amount) {
            (Some(sum), Some(part)) => {
                let minor = sum.minor.checked_add(part.minor);
                let minor = minor.ok_or_else(|| record.bad(VALUE, "a figure whose sum fits in whole cents", HELP))?;
                Some(Amount { minor, ulp_minor: sum.ulp_minor.min(part.ulp_minor) })
            }
            _ => None,
        };
        whole.state = match whole.amount {
            None => CellState::Missing,
            Some(amount) if amount.minor == 0 => CellState::Zero,
            Some(_) => CellState::Value,
        };
        Ok(())
    }

    fn write(&self, parsed: &mut Parsed) {
        if self.added > 0 {
            let rows = counted(self.added);
            parsed.audit.push(format!(
                "added {rows} to others of the same series: other procedures, or other goods under one masked code"
            ));
        }
        if self.masked > 0 {
            let rows = counted(self.masked);
            parsed
                .doubts
                .push(format!("masked product codes in {rows}: confidential, so a single product may be too low"));
        }
    }
}

fn observation(record: Record<'_>, reporter: String, partner: String) -> Result<Observation, SourceError> {
    let flow = flow(record.text(FLOW)).ok_or_else(|| record.bad(FLOW, "1 (import) or 2 (export)", HELP))?;
    let product: Product = record.parse(PRODUCT, HELP)?;
    let (amount, state) = value(record)?;
    let dimensions = vec![reporter, partner, flow.to_owned(), product.code().to_owned()];
    Ok(Observation {
        currency: Some(EUROS.currency),
        amount,
        state,
        ..Observation::new(record.line() as i64, dimensions, period(record)?)
    })
}

fn value(record: Record<'_>) -> Result<(Option<Amount>, CellState), SourceError> {
    if matches!(record.text(VALUE), "" | ":") {
        return Ok((None, CellState::Missing));
    }
    let amount = EUROS.nearest(record.text(VALUE));
    let amount = amount.map_err(|error| record.bad(VALUE, &format!("euros as a decimal number ({error})"), HELP))?;
    Ok((Some(amount), if amount.minor == 0 { CellState::Zero } else { CellState::Value }))
}

/// `202402`; month 52 is the year.
fn period(record: Record<'_>) -> Result<Period, SourceError> {
    let text = record.text(PERIOD);
    let number = Some(text).filter(|text| text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()));
    let number: Option<i32> = number.and_then(|text| text.parse().ok());
    let period = number.and_then(|number| match number % 100 {
        52 => Period::year(number / 100),
        month => Period::whole_months(number / 100, month.unsigned_abs(), 1),
    });
    period.ok_or_else(|| record.bad(PERIOD, "a month such as 202402", HELP))
}

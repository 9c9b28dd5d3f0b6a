//! Comext bulk files, `full_v2_YYYYMM.dat`: one row a reporter, partner, product, flow and statistical procedure.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use crate::model::quantity::milli;
use crate::model::schema::{CLASSIFICATION, Kind, VALUATION};
use crate::model::{Classification, Period, Product};

use super::super::audit::{Audit, counted};
use super::super::error::SourceError;
use super::super::observation::{Observation, Parsed, Quantity};
use super::super::reading::{Input, Record, Table};
use super::super::registry::{Field, Page, Source, has_all};
use super::super::series::Series;
use super::indicator::{Indicator, Tons};
use super::{Geo, HELP, flow, geo};

const REPORTER: &str = "reporter";
const PARTNER: &str = "partner";
const PRODUCT: &str = "product_nc";
const FLOW: &str = "flow";
const PROCEDURE: &str = "stat_procedure";
const PERIOD: &str = "period";
const VALUE: &str = "value_eur";
const WEIGHT: &str = "quantity_kg";
const UNIT: &str = "suppl_unit";
const QUANTITY: &str = "quantity_suppl_unit";
/// The bulk files have no flags.
const FLAG: &str = "";

const COLUMNS: [Field; 10] = [
    Field::required(REPORTER, "the member state, by its two letters"),
    Field::required(PARTNER, "the economy on the other side, by two letters; GR and EL are Greece"),
    Field::required(PRODUCT, "Combined Nomenclature with its leading zeros; X masks what is confidential"),
    Field::required(FLOW, "1 import, 2 export"),
    Field::optional(PROCEDURE, "1 normal, 2 and 3 processing, 9 not recorded; they are added up"),
    Field::required(PERIOD, "202402 for a month, 202452 for a year"),
    Field::required(VALUE, "euros: CIF for imports, FOB for exports"),
    Field::optional(WEIGHT, "kilograms"),
    Field::optional(UNIT, "the supplementary unit; NO_SU where the goods have none"),
    Field::optional(QUANTITY, "quantity in that unit"),
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
        licence: "Eurostat's reuse policy, CC BY 4.0: free with Eurostat named",
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
    let mut masked = 0;
    for row in &table.rows {
        let record = table.record(row);
        match (geo(record, REPORTER, &mut unknown), geo(record, PARTNER, &mut unknown)) {
            (Geo::Economy(reporter), Geo::Economy(partner)) => {
                let observation = observation(record, reporter, partner)?;
                masked += usize::from(observation.dimensions[3].contains('X'));
                series.add(observation, record, VALUE)?;
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
    parsed.basis.push("values in euros; imports CIF, exports FOB".to_owned());
    parsed.audit = audit.lines();
    if series.added > 0 {
        let rows = counted(series.added);
        parsed.audit.push(format!(
            "added {rows} to others of the same series: other procedures, or other goods under one masked code"
        ));
    }
    if masked > 0 {
        let rows = counted(masked);
        let doubt = format!("masked product codes in {rows}: confidential, so a single product may be too low");
        parsed.doubts.push(doubt);
    }
    parsed.doubts.extend(unknown);
    Ok(parsed)
}

fn observation(record: Record<'_>, reporter: String, partner: String) -> Result<Observation, SourceError> {
    let flow = flow(record.text(FLOW)).ok_or_else(|| record.bad(FLOW, "1 (import) or 2 (export)", HELP))?;
    let product: Product = record.parse(PRODUCT, HELP)?;
    let period = period(record)?;
    let nomenclature = Classification::canonical(&format!("CN {}", period.start().year()));
    let dimensions = vec![reporter, partner, flow.to_owned(), product.code().to_owned()];
    let valuation = if flow == "import" { "cif" } else { "fob" };
    let mut observation = Observation {
        attributes: vec![(VALUATION, valuation.to_owned()), (CLASSIFICATION, nomenclature)],
        quantity: supplementary(record)?,
        ..Observation::new(record.line() as i64, dimensions, period)
    };
    Indicator::Euros.put(&mut observation, record, VALUE, FLAG)?;
    Indicator::Weight(Tons::Kilograms).put(&mut observation, record, WEIGHT, FLAG)?;
    Ok(observation)
}

/// The quantity in the row's own unit; `NO_SU` has none.
fn supplementary(record: Record<'_>) -> Result<Option<Quantity>, SourceError> {
    let (unit, text) = (record.text(UNIT), record.text(QUANTITY));
    if matches!(unit, "" | "NO_SU") || matches!(text, "" | ":") {
        return Ok(None);
    }
    let milli = milli(text).map_err(|error| record.bad(QUANTITY, &format!("a decimal number ({error})"), HELP))?;
    Ok(Some(Quantity { milli, unit: unit.to_owned() }))
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

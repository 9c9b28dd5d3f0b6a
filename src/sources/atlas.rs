//! The Atlas of Economic Complexity (Growth Lab at Harvard): exports and imports of a place side by side in a row.

use crate::model::money::Magnitude;
use crate::model::schema::{CLASSIFICATION, Kind};
use crate::model::{CellState, Currency, Economy, Period, Product, Unit};

use super::audit::Audit;
use super::error::SourceError;
use super::observation::{Observation, Parsed};
use super::parties;
use super::reading::{Head, Input, Record, Table};
use super::registry::{Field, Page, Source};

const FLOWS: [(&str, &str); 2] = [("export_value", "export"), ("import_value", "import")];
const REPORTER: [&str; 3] = ["location_code", "country_iso3_code", "exporter_iso3_code"];
const PARTNER: [&str; 2] = ["partner_code", "partner_iso3_code"];
/// Columns of products, and the classification that their codes are of.
const PRODUCT: [(&str, &str); 7] = [
    ("hs_product_code", "HS 1992"),
    ("product_hs92_code", "HS 1992"),
    ("hs92_product_code", "HS 1992"),
    ("product_hs12_code", "HS 2012"),
    ("product_hs22_code", "HS 2022"),
    ("sitc_product_code", "SITC 2"),
    ("product_sitc_code", "SITC 2"),
];

const COLUMNS: [Field; 6] = [
    Field::required("location_code", "the economy by three letters; country_iso3_code in newer files"),
    Field::optional(
        "partner_code",
        "the economy on the other side; partner_iso3_code in newer files; World where there is none",
    ),
    Field::required(
        "hs_product_code",
        "product by HS of 1992; product_hs92_code, sitc_product_code and others in other files",
    ),
    Field::required("year", "the year"),
    Field::required("export_value", "US dollars"),
    Field::required("import_value", "US dollars"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "atlas",
    title: "Atlas of Economic Complexity",
    description: "Exports and imports by partner and product, annual, in US dollars, as the Growth Lab reconciles them.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "atlas.hks.harvard.edu and its Dataverse: CSV, by country, partner and product",
        units: "current US dollars, by the Atlas's documentation; the file does not say it",
        valuation: "both flows FOB, reconciled from what both sides report",
        frequency: "annual",
        classification: "by the name of the column of products: HS 1992, 2012 or 2022, SITC 2",
        vintage: "not in the file",
        licence: "CC BY-NC-SA 4.0: free for own use with the Growth Lab named",
        totals: &[
            "a file of products of 2, 4 and 6 digits holds the same figures several times: levels are not added up",
        ],
        quirks: &[
            "a row holds exports and imports of its place: two figures",
            "0 stands where nobody reported trade",
            "complexity and advantage stand beside the figures and are left out",
        ],
    },
    recognise,
    read,
};

const DOLLARS: Unit = Unit { currency: Currency::USD, magnitude: Magnitude::One };
const HELP: &str = "download the file again; no program should have changed it";

fn recognise(head: &Head<'_>) -> bool {
    let has = |name: &str| head.headers.iter().any(|header| header == name);
    has("year")
        && FLOWS.iter().all(|(column, _)| has(column))
        && REPORTER.into_iter().any(has)
        && PRODUCT.iter().any(|(column, _)| has(column))
}

fn first<'a>(table: &Table, names: &[&'a str]) -> &'a str {
    names.iter().find(|name| table.position(name).is_some()).copied().unwrap_or_default()
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = Table::of(input)?;
    let (reporter, partner) = (first(&table, &REPORTER), first(&table, &PARTNER));
    let product = PRODUCT.into_iter().find(|(column, _)| table.position(column).is_some()).unwrap_or(PRODUCT[0]);
    let mut audit = Audit::default();
    let mut observations = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        let Some(reporter) = party(record, reporter, &mut audit) else { continue };
        let Some(partner) = party(record, partner, &mut audit) else { continue };
        let code: Product = record.parse(product.0, HELP)?;
        let year: Period = record.parse("year", HELP)?;
        for (column, flow) in FLOWS {
            let dimensions = [reporter, partner, flow, code.code()].map(str::to_owned).to_vec();
            observations.push(observation(record, column, dimensions, year, product.1)?);
        }
    }
    if observations.is_empty() {
        let expected = format!("economies by their three letters, in some row; {}", audit.first_lines());
        return Err(table.record(&table.rows[0]).bad(reporter, &expected, HELP));
    }
    let mut parsed = Parsed::of(&input.path, Kind::Trade, &observations)?;
    parsed.basis.push("current US dollars by the Atlas's documentation; reconciled from both sides, FOB".to_owned());
    parsed.audit = audit.lines();
    Ok(parsed)
}

/// An economy; World where the file has no partners.
fn party(record: Record<'_>, column: &str, audit: &mut Audit) -> Option<&'static str> {
    let code = record.text(column);
    let found =
        if column.is_empty() || code == Economy::WORLD { Some(Economy::WORLD) } else { parties::by_letters(code) };
    if found.is_none() {
        audit.drop(format!("{column} {code}: no economy that we know"));
    }
    found
}

fn observation(
    record: Record<'_>,
    column: &str,
    dimensions: Vec<String>,
    year: Period,
    classification: &str,
) -> Result<Observation, SourceError> {
    let unit = DOLLARS;
    let amount = match record.text(column) {
        "" => None,
        text => Some(unit.nearest(text).map_err(|error| record.bad(column, &format!("US dollars ({error})"), HELP))?),
    };
    Ok(Observation {
        currency: Some(unit.currency),
        amount,
        state: match amount {
            None => CellState::Missing,
            Some(amount) if amount.minor == 0 => CellState::Zero,
            Some(_) => CellState::Value,
        },
        attributes: vec![(CLASSIFICATION, classification.to_owned())],
        ..Observation::new(record.line() as i64, dimensions, year)
    })
}

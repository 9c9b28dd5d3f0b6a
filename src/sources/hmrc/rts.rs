//! Regional trade statistics: trade of the regions and nations of the United Kingdom by country and SITC division.

use crate::model::CellState;
use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::{Input, Record};
use super::super::registry::{Field, Page, Source};
use super::{COUNTRY, FLOW, HELP, MASS, MONTH, Rows, VALUE, recognise, table};

const REGION: &str = "govregionid";
const DIVISION: &str = "commoditysitc2id";

const COLUMNS: [Field; 7] = [
    Field::required(MONTH, "the month, as 202406"),
    Field::required(FLOW, "1 EU imports, 2 EU exports, 3 non-EU imports, 4 non-EU exports"),
    Field::required(REGION, "the region or nation of the United Kingdom; added over"),
    Field::required(COUNTRY, "HMRC's own number of the country"),
    Field::required(DIVISION, "division of SITC as a number: its leading zero is put back"),
    Field::required(VALUE, "pounds"),
    Field::optional(MASS, "kilograms"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "hmrc-rts",
    title: "HMRC regional trade statistics",
    description: "Trade in goods of the regions of the United Kingdom by country and SITC division, added up to the country.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "api.uktradeinfo.com, RTS: JSON, or CSV of the same names",
        units: "pounds sterling; net mass in kilograms",
        valuation: "imports CIF, exports FOB",
        frequency: "monthly",
        classification: "SITC, its divisions of two digits",
        licence: "Open Government Licence 3.0: free with the source named",
        vintage: "not in the file",
        totals: &["there are none: regions are added up to the United Kingdom, with trade that belongs to no region"],
        quirks: &[
            "divisions are numbers that have lost their leading zero: 0 is 00, live animals",
            "countries have numbers of HMRC's own, an old geonomenclature",
            "a file that was narrowed to some regions is not the trade of the whole country: it says so in its doubts",
            "an answer that names a next page says so",
        ],
    },
    recognise: |head| recognise(head, &COLUMNS),
    read,
};

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let (table, more) = table(input)?;
    let mut rows = Rows::default();
    let mut regions: Vec<&str> = Vec::new();
    for row in &table.rows {
        let record = table.record(row);
        let Some((flow, partner)) = rows.series(record)? else { continue };
        let region = record.text(REGION);
        if !regions.contains(&region) {
            regions.push(region);
        }
        let dimensions = ["GBR", partner, flow, &division(record)?].map(str::to_owned).to_vec();
        rows.add(record, dimensions, "SITC".to_owned(), CellState::Value)?;
    }
    let mut parsed = rows.finish(&table, "regions", more)?;
    regions.sort_unstable();
    parsed.doubts.push(format!(
        "figures of {} regions ({}) stand for the United Kingdom: check that none is missing",
        regions.len(),
        regions.join(", ")
    ));
    Ok(parsed)
}

fn division(record: Record<'_>) -> Result<String, SourceError> {
    let number: u32 = record.parse(DIVISION, HELP)?;
    match number {
        0..=99 => Ok(format!("{number:02}")),
        _ => Err(record.bad(DIVISION, "a division of SITC, 0 to 99", HELP)),
    }
}

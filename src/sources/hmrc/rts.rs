//! Regional trade statistics: trade of the regions and nations of the United Kingdom by country and SITC division.

use crate::model::CellState;
use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::reading::Record;
use super::super::registry::{self, Field, Source};
use super::pages::Statistic;
use super::{COUNTRY, FLOW, HELP, MASS, MONTH, Page, Rows, VALUE, period, recognise};

const REGION: &str = "govregionid";
const DIVISION: &str = "commoditysitc2id";

const COLUMNS: [Field; 7] = [
    Field::required(MONTH, "the quarter by its first month: 202404 is April to June 2024"),
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
    page: registry::Page {
        from: "api.uktradeinfo.com, RTS: JSON, or CSV of the same names",
        units: "pounds sterling; net mass in kilograms",
        valuation: "imports CIF, exports FOB",
        frequency: "quarterly",
        classification: "SITC, its divisions of two digits",
        licence: "Open Government Licence 3.0: free with the source named",
        vintage: "not in the file",
        totals: &["there are none: regions are added up to the United Kingdom, with trade that belongs to no region"],
        quirks: &[
            "divisions are numbers that have lost their leading zero: 0 is 00, live animals",
            "countries have numbers of HMRC's own, an old geonomenclature",
            "a file that was narrowed to some regions is not the trade of the whole country: it says so in its doubts",
            "MonthId is a quarter by its first month: 201901, 201904, 201907, 201910",
            "the API answers in pages: give all of them in one command, and they are added up together",
        ],
    },
    recognise: |head| recognise(head, &COLUMNS),
    read: |input| Page::read(&STATISTIC, input)?.parsed(),
};

pub(super) const STATISTIC: Statistic =
    Statistic { name: SOURCE.name, over: "regions", key: &[MONTH, FLOW, REGION, COUNTRY, DIVISION], row };

fn row(rows: &mut Rows, record: Record<'_>) -> Result<(), SourceError> {
    let Some((flow, partner)) = rows.series(record)? else { return Ok(()) };
    rows.regions.insert(record.text(REGION).to_owned());
    let dimensions = ["GBR", partner, flow, &division(record)?].map(str::to_owned).to_vec();
    let quarter = period(record, 3, "a quarter by its first month, such as 202404 for April to June 2024")?;
    rows.add(record, quarter, dimensions, "SITC".to_owned(), CellState::Value)
}

fn division(record: Record<'_>) -> Result<String, SourceError> {
    let number: u32 = record.parse(DIVISION, HELP)?;
    match number {
        0..=99 => Ok(format!("{number:02}")),
        _ => Err(record.bad(DIVISION, "a division of SITC, 0 to 99", HELP)),
    }
}

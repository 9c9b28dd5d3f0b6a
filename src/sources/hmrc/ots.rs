//! Overseas trade statistics: monthly trade by country, eight-digit commodity and port.

use crate::model::schema::Kind;
use crate::model::{CellState, Classification};

use super::super::error::SourceError;
use super::super::reading::Record;
use super::super::registry::{self, Field, Source};
use super::pages::Statistic;
use super::{COUNTRY, FLOW, HELP, MASS, MONTH, Page, Rows, VALUE, period, recognise};

const SUPPRESSION: &str = "suppressionindex";
const COMMODITY: &str = "commodityid";

/// The product of what HMRC estimates for late and small traders, as long as the codes that it stands beside.
pub(super) const ESTIMATES: &str = "ESTIMATE";

/// What stands behind the chapter of an estimate that has one, where six digits are not given.
pub(super) const OF_CHAPTER: &str = "XXXXXX";

const COLUMNS: [Field; 10] = [
    Field::required(MONTH, "the month, as 202406"),
    Field::required(FLOW, "1 EU imports, 2 EU exports, 3 non-EU imports, 4 non-EU exports"),
    Field::required(SUPPRESSION, "0 none, 1 all suppressed, 2 to 5 some of country, port and quantity suppressed"),
    Field::required(COMMODITY, "commodity of the Combined Nomenclature as a number: its leading zero is put back"),
    Field::optional("commoditysitcid", "the same by SITC; not read"),
    Field::required(COUNTRY, "HMRC's own number of the country"),
    Field::optional("portid", "the port; added over"),
    Field::required(VALUE, "pounds"),
    Field::required(MASS, "kilograms"),
    Field::optional("suppunit", "supplementary units, whose unit the file does not name; not read"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "hmrc-ots",
    title: "HMRC overseas trade statistics",
    description: "Trade in goods of the United Kingdom by country and eight-digit commodity, monthly.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: registry::Page {
        from: "api.uktradeinfo.com, OTS: JSON, or CSV of the same names",
        units: "pounds sterling; net mass in kilograms",
        valuation: "imports CIF, exports FOB",
        frequency: "monthly",
        classification: "Combined Nomenclature of the period's year",
        licence: "Open Government Licence 3.0: free with the source named",
        vintage: "not in the file; HMRC revises monthly",
        totals: &[
            "there are none: ports are added up to countries, and countries do not hold each other",
            "estimates for late and small traders have no commodity: they stand as product ESTIMATE and are part of every total",
        ],
        quirks: &[
            "commodities are numbers that have lost their leading zero: 1012100 is 01012100",
            "SuppressionIndex 1 hides a figure altogether: it is suppressed and no zero; from 3 on quantities are hidden",
            "countries have numbers of HMRC's own, an old geonomenclature",
            "trade below the threshold of declarations has the chapter and seven nines, 39999999 for chapter 03: it stands as 03XXXXXX, an estimate",
            "the API answers in pages: give all of them in one command, and they are added up together; one that lacks its next page says so",
        ],
    },
    recognise: |head| recognise(head, &COLUMNS),
    read: |input| Page::read(&STATISTIC, input)?.parsed(),
};

pub(super) const STATISTIC: Statistic = Statistic {
    name: SOURCE.name,
    over: "ports",
    key: &[MONTH, FLOW, SUPPRESSION, COMMODITY, "commoditysitcid", COUNTRY, "portid"],
    row,
};

fn row(rows: &mut Rows, record: Record<'_>) -> Result<(), SourceError> {
    let Some((flow, partner)) = rows.series(record)? else { return Ok(()) };
    let (product, estimated) = commodity(record)?;
    let state = match (record.text(SUPPRESSION), estimated) {
        ("1", _) => CellState::Suppressed,
        ("0" | "" | "2" | "3" | "4" | "5", true) => CellState::Estimated,
        ("0" | "" | "2" | "3" | "4" | "5", false) => CellState::Value,
        _ => return Err(record.bad(SUPPRESSION, "0 to 5", HELP)),
    };
    let year = record.text(MONTH).get(..4).unwrap_or_default();
    let classification = Classification::canonical(&format!("CN {year}"));
    let dimensions = ["GBR", partner, flow, &product].map(str::to_owned).to_vec();
    let month = period(record, 1, "a month such as 202406")?;
    rows.add(record, month, dimensions, classification, state)
}

/// Eight digits, and whether there is none but an estimate.
fn commodity(record: Record<'_>) -> Result<(String, bool), SourceError> {
    let number: i64 = record.parse(COMMODITY, HELP)?;
    match number {
        ..=0 => Ok((ESTIMATES.to_owned(), true)),
        // Trade below the threshold of declarations: the chapter and seven nines, one digit more than a commodity.
        _ if number % 10_000_000 == 9_999_999 && (1..=99).contains(&(number / 10_000_000)) => {
            Ok((format!("{:02}{OF_CHAPTER}", number / 10_000_000), true))
        }
        1..=99_999_999 => Ok((format!("{number:08}"), false)),
        _ => Err(record.bad(COMMODITY, "a commodity of eight digits, or none above zero for an estimate", HELP)),
    }
}

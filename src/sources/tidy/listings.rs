//! Tidy listings: `issuer,instrument,market,segment,sector,country,period,value,unit,state,note`.

use crate::model::Product;
use crate::model::schema::{
    COUNTRY, INCORPORATION, INSTRUMENT, ISIN, ISSUER, Kind, LISTED_SINCE, MARKET, SECTOR, SEGMENT, TICKER,
};

use super::super::error::SourceError;
use super::super::observation::Observation;
use super::super::reading::Record;
use super::super::registry::{Field, Page, Source, has_all, read_rows};
use super::{economy, figure, figure_columns};

const COLUMNS: [Field; 16] = {
    let [period, value, unit, vintage, state, note] = figure_columns();
    [
        Field::required(ISSUER, "the company, or TOTAL for all companies together"),
        Field::optional(INSTRUMENT, "the security; a company may have several"),
        Field::required(MARKET, "the exchange"),
        Field::optional(SEGMENT, "the segment of the exchange"),
        Field::optional(SECTOR, "the industry"),
        Field::optional(COUNTRY, "the economy the company belongs to: where its business is"),
        Field::optional(INCORPORATION, "the economy it is incorporated in, often another one"),
        Field::optional(TICKER, "the exchange's short name of the security"),
        Field::optional(ISIN, "the ISIN of the security"),
        Field::optional(LISTED_SINCE, "the day of its first listing, as 2017-04-05"),
        period,
        value,
        unit,
        vintage,
        state,
        note,
    ]
};

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "tidy-listings",
    title: "Tidy listings CSV",
    description: "Companies and their securities on exchanges with market capitalisation, one security a row.",
    kinds: &[Kind::Listings],
    columns: &COLUMNS,
    page: Page {
        from: "written by hand, or by `tradeproof convert`",
        units: "the column unit: an ISO currency and a magnitude; capitalisation of the security",
        valuation: "none",
        frequency: "each row's period says it",
        classification: "industries in the words of the file",
        licence: "whatever the source that the figures were taken from says",
        vintage: "the column vintage",
        totals: &["issuer TOTAL stands for all companies"],
        quirks: &["a company may have several instruments: companies and instruments are counted apart"],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read: |input| read_rows(input, Kind::Listings, row),
};

fn row(record: Record<'_>) -> Result<Observation, SourceError> {
    let issuer = match record.text(ISSUER) {
        "" => {
            return Err(record.bad(ISSUER, "a company, or TOTAL", "write who issued the security"));
        }
        total if total.eq_ignore_ascii_case(Product::TOTAL) => Product::TOTAL,
        company => company,
    };
    let country = |column| match record.text(column) {
        "" => Ok(String::new()),
        _ => economy(record, column),
    };
    let text = |column| record.text(column).to_owned();
    let dimensions = vec![
        issuer.to_owned(),
        text(INSTRUMENT),
        text(MARKET),
        text(SEGMENT),
        text(SECTOR),
        country(COUNTRY)?,
        country(INCORPORATION)?,
    ];
    figure(record, Kind::Listings, dimensions)
}

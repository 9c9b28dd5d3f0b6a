//! Tidy listings: `issuer,instrument,market,segment,sector,country,period,value,unit,state,note`.

use crate::model::Product;
use crate::model::schema::{COUNTRY, INSTRUMENT, ISSUER, Kind, MARKET, SECTOR, SEGMENT};

use super::super::error::SourceError;
use super::super::observation::Observation;
use super::super::reading::Record;
use super::super::registry::{Field, Source, has_all, read_rows};
use super::{economy, figure, figure_columns};

const COLUMNS: [Field; 11] = {
    let [period, value, unit, state, note] = figure_columns();
    [
        Field::required(ISSUER, "the company, or TOTAL for all companies together"),
        Field::optional(INSTRUMENT, "the security; a company may have several"),
        Field::required(MARKET, "the exchange"),
        Field::optional(SEGMENT, "the segment of the exchange"),
        Field::optional(SECTOR, "the industry"),
        Field::optional(COUNTRY, "the economy the company belongs to"),
        period,
        value,
        unit,
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
    let country = match record.text(COUNTRY) {
        "" => String::new(),
        _ => economy(record, COUNTRY)?,
    };
    let text = |column| record.text(column).to_owned();
    let figure = figure(record)?;
    Ok(Observation {
        row: record.line() as i64,
        dimensions: vec![issuer.to_owned(), text(INSTRUMENT), text(MARKET), text(SEGMENT), text(SECTOR), country],
        product_level: 0,
        period: figure.period,
        currency: figure.currency,
        amount: figure.amount,
        bound: String::new(),
        state: figure.state,
        note: figure.note,
    })
}

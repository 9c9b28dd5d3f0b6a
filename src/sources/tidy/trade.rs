//! Tidy trade: `reporter,partner,flow,product,period,value,unit,state,note`.

use crate::model::Product;
use crate::model::schema::{FLOW, Kind, PARTNER, PRODUCT, REPORTER};

use super::super::error::SourceError;
use super::super::observation::Observation;
use super::super::reading::Record;
use super::super::registry::{Field, Source, has_all, read_rows};
use super::{economy, figure, figure_columns, word};

const FLOWS: [&str; 5] = ["export", "import", "re-export", "re-import", "total"];
const SPELLINGS: [(&str, &str); 8] = [
    ("exports", "export"),
    ("x", "export"),
    ("imports", "import"),
    ("m", "import"),
    ("re-exports", "re-export"),
    ("re-imports", "re-import"),
    ("turnover", "total"),
    ("total trade", "total"),
];

const COLUMNS: [Field; 9] = {
    let [period, value, unit, state, note] = figure_columns();
    [
        Field::required(REPORTER, "the economy that reports: Kazakhstan, KAZ, KZ or 398"),
        Field::required(PARTNER, "the economy on the other side, or World"),
        Field::required(FLOW, "export, import, re-export, re-import or total"),
        Field::required(PRODUCT, "a code with its leading zeros, or TOTAL"),
        period,
        value,
        unit,
        state,
        note,
    ]
};

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "tidy-trade",
    title: "Tidy trade CSV",
    description: "Goods trade, one figure a row, in the layout that a user writes by hand.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read: |input| read_rows(input, Kind::Trade, row),
};

fn row(record: Record<'_>) -> Result<Observation, SourceError> {
    let product: Product = record.parse(PRODUCT, "write TOTAL for all goods together")?;
    let dimensions = vec![
        economy(record, REPORTER)?,
        economy(record, PARTNER)?,
        word(record, FLOW, &FLOWS, &SPELLINGS)?,
        product.code().to_owned(),
    ];
    let figure = figure(record)?;
    Ok(Observation {
        row: record.line() as i64,
        dimensions,
        product_level: i64::from(product.level()),
        period: figure.period,
        currency: figure.currency,
        amount: figure.amount,
        bound: String::new(),
        state: figure.state,
        note: figure.note,
    })
}

//! Tidy trade: `reporter,partner,flow,product,period,value,unit,state,note`.

use crate::model::quantity::{self, WeightUnit};
use crate::model::schema::{
    CLASSIFICATION, FLOW, Kind, PARTNER, PRODUCT, QUANTITY, QUANTITY_UNIT, REPORTER, VALUATION, WEIGHT_KG,
};
use crate::model::{Classification, Product};

use super::super::error::SourceError;
use super::super::observation::{Observation, Quantity};
use super::super::reading::Record;
use super::super::registry::{Field, Page, Source, has_all, read_rows};
use super::{economy, figure, figure_columns, optional, word};

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

const COLUMNS: [Field; 15] = {
    let [period, value, unit, vintage, state, note] = figure_columns();
    [
        Field::required(REPORTER, "the economy that reports: Kazakhstan, KAZ, KZ or 398"),
        Field::required(PARTNER, "the economy on the other side, or World"),
        Field::required(FLOW, "export, import, re-export, re-import or total"),
        Field::required(PRODUCT, "a code with its leading zeros, or TOTAL"),
        period,
        value,
        unit,
        Field::optional(WEIGHT_KG, "net weight in kilograms"),
        Field::optional(QUANTITY, "a number of things"),
        Field::optional(QUANTITY_UNIT, "what the quantity counts: p/st, l, m2"),
        Field::optional(VALUATION, "fob or cif"),
        Field::optional(CLASSIFICATION, "of the product codes, with its edition: HS 2017, CN 2024, SITC 4"),
        vintage,
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
    page: Page {
        from: "written by hand, or by `tradeproof convert`",
        units: "the column unit: an ISO currency and a magnitude; weights in kilograms; quantities in a unit of their own",
        valuation: "the column valuation: fob or cif",
        frequency: "each row's period says it",
        classification: "the column classification: HS 2017, CN 2024, SITC 4; other spellings of these are understood, other texts stay",
        licence: "whatever the source that the figures were taken from says",
        vintage: "the column vintage",
        totals: &[
            "partner World and product TOTAL stand for their parts; groups of economies give way to their members",
        ],
        quirks: &["columns may stand in any order; commas, semicolons and tabs separate"],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read: |input| read_rows(input, Kind::Trade, row),
};

pub(super) fn row(record: Record<'_>) -> Result<Observation, SourceError> {
    let product: Product = record.parse(PRODUCT, "write TOTAL for all goods together")?;
    let dimensions = vec![
        economy(record, REPORTER)?,
        economy(record, PARTNER)?,
        word(record, FLOW, &FLOWS, &SPELLINGS)?,
        product.code().to_owned(),
    ];
    let mut observation = figure(record, Kind::Trade, dimensions)?;
    observation.weight_g =
        optional(record, WEIGHT_KG, "kilograms as a decimal number", |text| WeightUnit::Kilogram.grams(text))?;
    let milli = optional(record, QUANTITY, "a decimal number", quantity::milli)?;
    observation.quantity = milli.map(|milli| Quantity { milli, unit: record.text(QUANTITY_UNIT).to_owned() });
    for said in observation.attributes.iter_mut().filter(|said| said.0 == CLASSIFICATION) {
        said.1 = Classification::canonical(&said.1);
    }
    if !matches!(observation.attribute(VALUATION), "" | "fob" | "cif") {
        return Err(record.bad(VALUATION, "fob, cif or blank", "write one of these words"));
    }
    Ok(observation)
}

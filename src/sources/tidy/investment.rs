//! Tidy investment: `reporter,partner,direction,measure,period,value,unit,bound,state,note`.

use crate::model::schema::{BOUND, DIRECTION, Kind, MEASURE, PARTNER, REPORTER};

use super::super::error::SourceError;
use super::super::observation::Observation;
use super::super::reading::Record;
use super::super::registry::{Field, Page, Source, has_all, read_rows};
use super::{economy, figure, figure_columns, word};

const DIRECTIONS: [&str; 3] = ["inward", "outward", "both"];
const MEASURES: [&str; 4] = ["flow", "stock", "cumulated", "agreements"];
const BOUNDS: [&str; 7] = ["", "more_than", "at_least", "almost", "up_to", "less_than", "at_most"];
const BOUND_SPELLINGS: [(&str, &str); 7] = [
    ("more than", "more_than"),
    ("over", "more_than"),
    ("at least", "at_least"),
    ("nearly", "almost"),
    ("up to", "up_to"),
    ("less than", "less_than"),
    ("at most", "at_most"),
];

const COLUMNS: [Field; 11] = {
    let [period, value, unit, vintage, state, note] = figure_columns();
    [
        Field::required(REPORTER, "the economy that reports: Kazakhstan, KAZ, KZ or 398"),
        Field::required(PARTNER, "the economy on the other side, or World"),
        Field::required(DIRECTION, "inward or outward, seen from the reporter; both for agreements of two sides"),
        Field::required(MEASURE, "flow, stock, cumulated (over the period) or agreements (announced, not invested)"),
        period,
        value,
        unit,
        Field::optional(BOUND, "blank, more_than, at_least, almost, up_to, less_than, at_most"),
        vintage,
        state,
        note,
    ]
};

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "tidy-investment",
    title: "Tidy investment CSV",
    description: "Direct investment flows, stocks, cumulated flows and announced agreements, one figure a row.",
    kinds: &[Kind::Investment],
    columns: &COLUMNS,
    page: Page {
        from: "written by hand, or by `tradeproof convert`",
        units: "the column unit: an ISO currency and a magnitude",
        valuation: "none",
        frequency: "each row's period says it",
        classification: "none",
        licence: "whatever the source that the figures were taken from says",
        vintage: "the column vintage",
        totals: &[
            "partner World stands for its parts; groups of economies give way to their members",
            "flows, stocks, cumulated flows and agreements are never added up with each other",
        ],
        quirks: &["a bound such as more_than makes a figure a bound: nothing is derived from it"],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read: |input| read_rows(input, Kind::Investment, row),
};

pub(super) fn row(record: Record<'_>) -> Result<Observation, SourceError> {
    let dimensions = vec![
        economy(record, REPORTER)?,
        economy(record, PARTNER)?,
        word(record, DIRECTION, &DIRECTIONS, &[])?,
        word(record, MEASURE, &MEASURES, &[("flows", "flow"), ("stocks", "stock")])?,
    ];
    let bound = word(record, BOUND, &BOUNDS, &BOUND_SPELLINGS)?;
    Ok(Observation { bound, ..figure(record, Kind::Investment, dimensions)? })
}

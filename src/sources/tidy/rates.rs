//! Tidy rates: `base,quote,method,period,rate,vintage,state,note`.

use crate::model::schema::{BASE, Kind, METHOD, NOTE, PERIOD, QUOTE, RATE, STATE, VINTAGE};
use crate::model::{CellState, Currency};

use super::super::error::SourceError;
use super::super::observation::Observation;
use super::super::reading::Record;
use super::super::registry::{Field, Page, Source, has_all, read_rows};
use super::{described, state, word};

/// How a rate may stand for its period.
const METHODS: [&str; 3] = ["reference", "average", "end"];

const COLUMNS: [Field; 8] = [
    Field::required(BASE, "the currency of which one unit is priced: EUR"),
    Field::required(QUOTE, "the currency in which it is priced: USD"),
    Field::required(METHOD, "reference (fixed that day), average or end, of the period"),
    Field::required(PERIOD, "2017, 2017-Q1, 2017-04 or 2017-04-05"),
    Field::required(RATE, "units of the quote for one of the base: 1.0842"),
    Field::optional(VINTAGE, "which release of the data the rate is from"),
    Field::optional(STATE, "blank, missing, not_yet_reported, provisional, estimated"),
    Field::optional(NOTE, "free text"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "tidy-rates",
    title: "Tidy rates CSV",
    description: "Exchange rates, one rate a row.",
    kinds: &[Kind::Rates],
    columns: &COLUMNS,
    page: Page {
        from: "written by hand, or by `tradeproof convert`",
        units: "units of the quote for one unit of the base",
        valuation: "none",
        frequency: "each row's period says it",
        classification: "ISO 4217; historical currencies keep their code",
        licence: "whatever the source that the figures were taken from says",
        vintage: "the column vintage",
        totals: &["there are none: rates are never added up"],
        quirks: &["reference rates of a day, averages and ends of a period are different series"],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read: |input| read_rows(input, Kind::Rates, row),
};

fn row(record: Record<'_>) -> Result<Observation, SourceError> {
    let state = state(record)?;
    let dimensions = vec![currency(record, BASE)?, currency(record, QUOTE)?, word(record, METHOD, &METHODS, &[])?];
    Ok(Observation { rate: rate(record, state)?, ..described(record, Kind::Rates, state, dimensions)? })
}

/// An ISO 4217 code. Historical currencies, which rates of the past are in, keep their code.
fn currency(record: Record<'_>, column: &str) -> Result<String, SourceError> {
    let code = record.text(column).to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(code.parse::<Currency>().map_or(code, |known| known.code().to_owned()));
    }
    Err(record.bad(column, "an ISO 4217 currency code", "write three letters such as EUR"))
}

fn rate(record: Record<'_>, state: CellState) -> Result<Option<f64>, SourceError> {
    let text = record.text(RATE);
    if text.is_empty() && !state.has_value() {
        return Ok(None);
    }
    match positive(text).filter(|_| state.has_value()) {
        Some(rate) => Ok(Some(rate)),
        None => Err(record.bad(
            RATE,
            "a number above zero such as 1.0842, or a state that says why there is none",
            "use a point for decimals; write missing into the column `state` where there is no rate",
        )),
    }
}

/// A rate as it is printed; `None` for anything but a finite number above zero.
pub fn positive(text: &str) -> Option<f64> {
    let number = Some(text).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit() || b".eE-+".contains(&byte)));
    number.and_then(|text| text.parse::<f64>().ok()).filter(|rate| rate.is_finite() && *rate > 0.0)
}

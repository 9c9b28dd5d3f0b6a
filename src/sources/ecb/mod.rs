//! Euro exchange rates of the European Central Bank: the reference rates of its website, and its data portal.

pub mod portal;
pub mod reference;
mod xml;

use crate::model::schema::VINTAGE;
use crate::model::{CellState, Currency, Period};

use super::observation::Observation;

const BASE: &str = "EUR";
const HELP: &str = "download the file again; no program should have changed it";

/// A rate of one euro, under the codes that figures use; currencies that we do not know keep theirs.
fn observation(line: u64, quote: &str, method: &str, period: Period, rate: f64) -> Observation {
    let quote = quote.parse::<Currency>().map_or_else(|_| quote.to_owned(), |known| known.code().to_owned());
    let dimensions = vec![BASE.to_owned(), quote, method.to_owned()];
    Observation {
        rate: Some(rate),
        state: CellState::Value,
        attributes: vec![(VINTAGE, String::new())],
        ..Observation::new(line as i64, dimensions, period)
    }
}

/// Whether a header is the code of a currency: three letters.
fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

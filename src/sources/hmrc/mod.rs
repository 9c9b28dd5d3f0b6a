//! Trade in goods of HM Revenue & Customs (uktradeinfo): overseas and regional trade statistics of its API.

mod countries;
pub mod ots;
mod pages;
pub mod rts;

pub(super) use pages::{Page, merged};

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::money::Magnitude;
use crate::model::quantity::WeightUnit;
use crate::model::schema::{CLASSIFICATION, VALUATION};
use crate::model::{CellState, Currency, Period, Unit};

use super::audit::Audit;
use super::error::SourceError;
use super::observation::Observation;
use super::reading::{Head, Input, Record, Table};
use super::registry::{Field, has_all};
use super::series::Series;

const MONTH: &str = "monthid";
const FLOW: &str = "flowtypeid";
const COUNTRY: &str = "countryid";
const VALUE: &str = "value";
const MASS: &str = "netmass";
const HELP: &str = "download it again from the uktradeinfo API; no program should have changed it";
const POUNDS: Unit = Unit { currency: Currency::GBP, magnitude: Magnitude::One };

/// What the API's answers of both statistics are declared as in their own words.
const CONTEXT: &str = "@odata.context";

/// A file of the API, as JSON or as CSV of the same names.
fn recognise(head: &Head<'_>, columns: &[Field]) -> bool {
    if head.is_json() {
        let lower = head.text.to_lowercase();
        let required = columns.iter().filter(|column| column.required);
        return lower.contains(CONTEXT)
            && required.into_iter().all(|column| lower.contains(&format!("\"{}\"", column.name)));
    }
    has_all(columns, &head.headers)
}

/// The rows, and whether the API says that there are more than these.
fn table(input: &Input) -> Result<(Table, bool), SourceError> {
    let text = input.text()?;
    if !text.trim_start().starts_with('{') {
        return Ok((Table::of(input)?, false));
    }
    let answer: Value =
        serde_json::from_str(&text).map_err(|source| SourceError::Json { path: input.path.clone(), source })?;
    let rows = answer.get("value").and_then(Value::as_array);
    let records: Vec<_> = rows.into_iter().flatten().filter_map(Value::as_object).collect();
    Ok((Table::of_records(&input.path, &records)?, answer.get("@odata.nextLink").is_some()))
}

/// What is read of a file, and what has to be said about it.
#[derive(Debug, Clone, Default)]
struct Rows {
    series: Series,
    audit: Audit,
    suppressed: usize,
    estimates: usize,
    /// Of regional figures, the regions that stand for the whole.
    regions: BTreeSet<String>,
}

impl Rows {
    /// The flow and the partner of a row; without a partner that we know, the row is left out.
    fn series(&mut self, record: Record<'_>) -> Result<Option<(&'static str, &'static str)>, SourceError> {
        let flow = match record.text(FLOW) {
            "1" | "3" => "import",
            "2" | "4" => "export",
            _ => return Err(record.bad(FLOW, "1 or 3 (imports), 2 or 4 (exports)", HELP)),
        };
        let number: i64 = record.parse(COUNTRY, HELP)?;
        let partner = u16::try_from(number).ok().and_then(countries::country);
        if partner.is_none() {
            self.audit.drop(format!("countryid {number}: no economy that we know"));
        }
        Ok(partner.map(|partner| (flow, partner)))
    }

    /// Adds a row of a period to those of its partner and product, over ports or regions.
    fn add(
        &mut self,
        record: Record<'_>,
        period: Period,
        dimensions: Vec<String>,
        classification: String,
        state: CellState,
    ) -> Result<(), SourceError> {
        let valuation = if dimensions[2] == "import" { "cif" } else { "fob" };
        let mut part = Observation {
            currency: Some(Currency::GBP),
            state,
            attributes: vec![(VALUATION, valuation.to_owned()), (CLASSIFICATION, classification)],
            ..Observation::new(record.line() as i64, dimensions, period)
        };
        self.suppressed += usize::from(state == CellState::Suppressed);
        self.estimates += usize::from(state == CellState::Estimated);
        if state != CellState::Suppressed {
            let amount = POUNDS.nearest(record.text(VALUE));
            let amount = amount.map_err(|error| record.bad(VALUE, &format!("pounds as a number ({error})"), HELP))?;
            part.amount = Some(amount);
            part.weight_g = grams(record)?;
            if amount.minor == 0 && state == CellState::Value {
                part.state = CellState::Zero;
            }
        }
        self.series.add(part, record, VALUE)
    }
}

/// As many whole months as a period of the statistic has, from a month such as `202406`.
fn period(record: Record<'_>, months: u32, expected: &str) -> Result<Period, SourceError> {
    let text = record.text(MONTH);
    let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let split = digits.then(|| text.split_at(4));
    let first = split.and_then(|(year, month)| Some((year.parse().ok()?, month.parse::<u32>().ok()?)));
    let first = first.filter(|(_, month)| month % months == 1 % months);
    let period = first.and_then(|(year, month)| Period::whole_months(year, month, months));
    period.ok_or_else(|| record.bad(MONTH, expected, HELP))
}

/// Net mass from kilograms; nothing where there is none.
fn grams(record: Record<'_>) -> Result<Option<i64>, SourceError> {
    let text = record.text(MASS);
    if text.is_empty() {
        return Ok(None);
    }
    let grams = WeightUnit::Kilogram.grams(text);
    grams.map(Some).map_err(|error| record.bad(MASS, &format!("kilograms as a number ({error}), or nothing"), HELP))
}

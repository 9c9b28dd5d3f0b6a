//! One row of UN Comtrade as an observation.

use crate::model::classification::System;
use crate::model::money::{AmountError, Magnitude};
use crate::model::quantity::{WeightUnit, milli};
use crate::model::schema::{CLASSIFICATION, VALUATION, VINTAGE};
use crate::model::{Amount, CellState, Classification, Currency, Economy, Period, Product, Unit};

use super::super::error::SourceError;
use super::super::observation::{Observation, Quantity};
use super::super::reading::Record;
use super::flows::Flow;
use super::notes::Notes;
use super::{HELP, Layout, services};

pub const DOLLARS: Unit = Unit { currency: Currency::USD, magnitude: Magnitude::One };

/// A code; programs that take codes for numbers write `0.0`.
pub fn code<'a>(record: Record<'a>, column: &str) -> &'a str {
    let text = record.text(column);
    text.strip_suffix(".0").unwrap_or(text)
}

pub fn observation(
    record: Record<'_>,
    layout: &Layout,
    flow: Flow,
    vintage: &str,
    notes: &mut Notes,
) -> Result<Observation, SourceError> {
    notes.returns |= matches!(flow, Flow::Read("re-export" | "re-import"));
    let classification = classification(record, layout);
    let (amount, state) = value(record, layout.value)?;
    let dimensions = vec![
        economy(record, layout.reporter, notes)?,
        economy(record, layout.partner, notes)?,
        flow.whole().to_owned(),
        product(record, layout, &classification, notes)?,
    ];
    let attributes = vec![
        (VALUATION, valuation(record, layout, flow, amount, notes)?.to_owned()),
        (CLASSIFICATION, classification),
        (VINTAGE, vintage.to_owned()),
    ];
    let measured = Measured::of(record, layout, notes)?;
    Ok(Observation {
        currency: Some(DOLLARS.currency),
        amount,
        state,
        attributes,
        note: measured.note(record, layout),
        weight_g: measured.weight_g,
        quantity: measured.quantity,
        ..Observation::new(record.line() as i64, dimensions, period(record, layout.period)?)
    })
}

/// An economy by its numeric code. A code that we do not know stays as it is.
pub fn economy(record: Record<'_>, column: &str, notes: &mut Notes) -> Result<String, SourceError> {
    let number = code(record, column).parse::<u16>();
    let number = number.map_err(|_| record.bad(column, "a number of UN Comtrade such as 398, or 0 for World", HELP))?;
    Ok(Economy::from_numeric(number).map_or_else(
        || {
            notes.unknown.entry(number).or_insert(record.line());
            number.to_string()
        },
        |economy| economy.code().to_owned(),
    ))
}

/// `HS 2017`; what is not recognised stays as it is.
pub fn classification(record: Record<'_>, layout: &Layout) -> String {
    let text = record.text(layout.classification);
    Classification::from_comtrade(text).map_or_else(|| text.to_owned(), |known| known.to_string())
}

pub fn product(
    record: Record<'_>,
    layout: &Layout,
    classification: &str,
    notes: &mut Notes,
) -> Result<String, SourceError> {
    let product: Product = record.parse(layout.product, HELP)?;
    if services::are(record, layout) {
        return Ok(services::product(product.code()).unwrap_or_default().to_owned());
    }
    let harmonised = classification.parse::<Classification>().is_ok_and(|known| known.system() == System::Hs);
    let digits = product.code().bytes().all(|byte| byte.is_ascii_digit());
    if harmonised && digits && product.code().len() % 2 == 1 {
        notes.short_codes += 1;
        return Ok(format!("0{product}"));
    }
    Ok(product.code().to_owned())
}

pub fn period(record: Record<'_>, column: &str) -> Result<Period, SourceError> {
    let text = code(record, column);
    let number = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<i32>().ok()).flatten();
    let period = match (text.len(), number) {
        (4, Some(year)) => Period::year(year),
        (6, Some(month)) => u32::try_from(month % 100).ok().and_then(|m| Period::whole_months(month / 100, m, 1)),
        _ => None,
    };
    period.ok_or_else(|| record.bad(column, "a year such as 2017 or a month such as 201704", HELP))
}

fn value(record: Record<'_>, column: &str) -> Result<(Option<Amount>, CellState), SourceError> {
    let amount = dollars(record, column)?;
    Ok((amount, state(amount)))
}

/// What a cell of a figure says.
pub fn state(amount: Option<Amount>) -> CellState {
    match amount {
        None => CellState::Missing,
        Some(amount) if amount.minor == 0 => CellState::Zero,
        Some(_) => CellState::Value,
    }
}

fn dollars(record: Record<'_>, column: &str) -> Result<Option<Amount>, SourceError> {
    let text = record.text(column);
    let wrong = |error| record.bad(column, &format!("US dollars as a decimal number ({error})"), HELP);
    (!text.is_empty()).then(|| DOLLARS.nearest(text).map_err(wrong)).transpose()
}

/// Whether the figure is the row's value with freight and insurance or without; blank where the row does not show it.
fn valuation(
    record: Record<'_>,
    layout: &Layout,
    flow: Flow,
    amount: Option<Amount>,
    notes: &mut Notes,
) -> Result<&'static str, SourceError> {
    // Services are neither: whichever column repeats their figure.
    if services::are(record, layout) {
        return Ok("");
    }
    let mut minor = [None, None];
    for (place, column) in layout.cif_and_fob.into_iter().enumerate() {
        // Zero and nothing both mean that there is none.
        minor[place] = dollars(record, column)?.map(|amount| amount.minor).filter(|minor| *minor != 0);
    }
    let imports = flow.whole().ends_with("import");
    Ok(valued(amount.map(|amount| amount.minor), minor, imports, record.line(), notes))
}

/// Which of the two values a figure is; neither of them is zero.
pub fn valued(
    figure: Option<i64>,
    cif_and_fob: [Option<i64>; 2],
    imports: bool,
    line: u64,
    notes: &mut Notes,
) -> &'static str {
    let Some(figure) = figure.filter(|figure| *figure != 0) else { return "" };
    match cif_and_fob.map(|minor| minor == Some(figure)) {
        [true, true] if imports => "cif",
        [_, true] => {
            notes.imports_fob += usize::from(imports);
            "fob"
        }
        [true, false] => "cif",
        [false, false] => {
            if cif_and_fob != [None, None] {
                notes.neither.push(line);
            }
            notes.unvalued = true;
            ""
        }
    }
}

/// What was weighed or counted.
struct Measured {
    weight_g: Option<i64>,
    quantity: Option<Quantity>,
}

impl Measured {
    fn of(record: Record<'_>, layout: &Layout, notes: &mut Notes) -> Result<Self, SourceError> {
        let weight_g =
            number(record, layout.weight, "kilograms", |text| WeightUnit::Kilogram.grams(text), &mut notes.too_large)?;
        let quantity = number(record, layout.quantity[0], "a quantity", milli, &mut notes.too_large)?;
        let quantity = quantity.zip(unit(record, layout)).map(|(milli, unit)| Quantity { milli, unit });
        Ok(Self { weight_g, quantity })
    }

    /// What of the row is not as its reporter gave it, the notes of [`NOTES`] that hold.
    fn note(&self, record: Record<'_>, layout: &Layout) -> String {
        let [weight, quantity, rest @ ..] = holds(record, layout);
        let [converted, aggregated, unreported] = rest;
        note([
            weight && self.weight_g.is_some(),
            quantity && self.quantity.is_some(),
            converted,
            aggregated,
            unreported,
        ])
    }
}

/// Which of [`NOTES`] hold of a row, if it has a weight and a quantity.
pub fn holds(record: Record<'_>, layout: &Layout) -> [bool; 5] {
    let [by_quantity, by_weight] = layout.estimates.map(|column| is_true(record, column));
    let estimated = code(record, layout.estimated);
    let aggregated = is_true(record, layout.aggregated);
    [
        by_weight || matches!(estimated, "4" | "6"),
        by_quantity || matches!(estimated, "2" | "6"),
        is_false(record, layout.original),
        aggregated,
        !aggregated && is_false(record, layout.reported),
    ]
}

/// Whether a note is among those of a row.
pub fn is_noted(notes: &str, note: &str) -> bool {
    notes.split(BETWEEN).any(|said| said == note)
}

/// The notes that hold as one.
pub fn note(holds: [bool; 5]) -> String {
    let said = NOTES.iter().zip(holds).filter(|(_, holds)| *holds).map(|((note, _), _)| *note);
    said.collect::<Vec<_>>().join(BETWEEN)
}

/// Notes of a row, and what is said of all rows that have them.
pub const NOTES: [(&str, &str); 5] = [
    ("net weight estimated", "net weights estimated by the UN"),
    ("quantity estimated", "quantities estimated by the UN"),
    ("converted from another classification", "figures converted by the UN from another classification"),
    ("added up by the UN", "figures added up by the UN from finer ones"),
    ("not reported", "figures that their economy has not reported"),
];
/// What stands between notes.
pub const BETWEEN: &str = "; ";

/// The units of UN Comtrade by their codes, from 2 on, as the World Customs Organization abbreviates them.
const UNITS: [&str; 12] = ["m²", "1000 kWh", "m", "u", "2u", "l", "kg", "1000u", "u (jeu/pack)", "12u", "m³", "carat"];

/// What a quantity counts: as the row says it, or by its code where an answer has no descriptions; `None` where it
/// counts nothing.
pub fn unit(record: Record<'_>, layout: &Layout) -> Option<String> {
    let [_, said, number] = layout.quantity;
    match (record.text(said), code(record, number)) {
        ("", "-1" | "1") => None,
        ("", "") => None,
        ("", number) => {
            let known = number.parse::<usize>().ok().and_then(|number| UNITS.get(number.checked_sub(2)?));
            Some(known.map_or_else(|| format!("unit {number}"), |unit| (*unit).to_owned()))
        }
        (said, _) if ["n/a", "no quantity"].contains(&said.to_lowercase().as_str()) => None,
        (said, _) => Some(said.to_owned()),
    }
}

fn is_false(record: Record<'_>, column: &str) -> bool {
    matches!(record.text(column).to_ascii_lowercase().as_str(), "false" | "0" | "0.0")
}

fn is_true(record: Record<'_>, column: &str) -> bool {
    matches!(record.text(column).to_ascii_lowercase().as_str(), "true" | "1" | "1.0")
}

/// A measurement; zero and nothing both mean that there is none, and what is too large to hold is none either.
fn number(
    record: Record<'_>,
    column: &str,
    what: &str,
    parse: impl Fn(&str) -> Result<i64, AmountError>,
    too_large: &mut Vec<u64>,
) -> Result<Option<i64>, SourceError> {
    match record.text(column) {
        "" => Ok(None),
        text => match parse(text) {
            Ok(number) => Ok(Some(number).filter(|number| *number != 0)),
            Err(AmountError::TooLarge) => {
                too_large.push(record.line());
                Ok(None)
            }
            Err(error) => Err(record.bad(column, &format!("{what} as a decimal number ({error})"), HELP)),
        },
    }
}

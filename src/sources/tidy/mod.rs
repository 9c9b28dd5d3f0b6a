//! The tool's own layout: one CSV a kind, the one a user writes by hand.

pub mod investment;
pub mod listings;
pub mod parquet;
pub mod rates;
pub mod trade;

use crate::model::money::AmountError;
use crate::model::schema::{DIRECTION, Kind, NOTE, PERIOD, STATE, UNIT, VALUE, VINTAGE};
use crate::model::{Amount, CellState, Economy, Period, Unit};

use super::error::SourceError;
use super::observation::Observation;
use super::reading::{Record, Table};
use super::registry::Field;

const ECONOMY_HELP: &str = "write the country's name or its ISO code";

/// The columns that end every tidy layout.
const fn figure_columns() -> [Field; 6] {
    [
        Field::required(PERIOD, "2017, 2017-Q1, 2017-04 or a span such as 2017-01..2017-04"),
        Field::required(VALUE, "the figure as printed: 331.7; blank where the state says why"),
        Field::required(UNIT, "currency and magnitude: USD, USD thousand, USD million, USD billion"),
        Field::optional(VINTAGE, "which release of the data the figure is from"),
        Field::optional(STATE, "blank, zero, missing, suppressed, not_yet_reported, provisional, estimated"),
        Field::optional(NOTE, "free text, such as where the figure is printed"),
    ]
}

/// What every tidy row of money says about its figure.
fn figure(record: Record<'_>, kind: Kind, dimensions: Vec<String>) -> Result<Observation, SourceError> {
    let state = state(record)?;
    let amount = amount(record, state)?;
    let currency = match record.text(UNIT) {
        "" => None,
        _ => Some(unit(record)?.currency),
    };
    Ok(Observation { currency, amount, ..described(record, kind, state, dimensions)? })
}

/// A row without its figure: period, attributes, state and note.
fn described(
    record: Record<'_>,
    kind: Kind,
    state: CellState,
    dimensions: Vec<String>,
) -> Result<Observation, SourceError> {
    let period: Period = record.parse(PERIOD, "write a span of months as 2017-01..2017-04")?;
    let said = kind.attributes().iter().map(|name| (*name, record.text(name).to_owned()));
    Ok(Observation {
        attributes: said.filter(|(_, text)| !text.is_empty()).collect(),
        state,
        note: record.text(NOTE).to_owned(),
        ..Observation::new(record.line() as i64, dimensions, period)
    })
}

fn state(record: Record<'_>) -> Result<CellState, SourceError> {
    record.parse(STATE, "leave the state blank for a plain figure")
}

/// A number that may be left out.
fn optional<T>(
    record: Record<'_>,
    column: &str,
    expected: &str,
    read: impl Fn(&str) -> Result<T, AmountError>,
) -> Result<Option<T>, SourceError> {
    match record.text(column) {
        "" => Ok(None),
        text => read(text).map(Some).map_err(|error| {
            record.bad(column, &format!("{expected} ({error})"), "leave the cell blank where there is none")
        }),
    }
}

fn unit(record: Record<'_>) -> Result<Unit, SourceError> {
    let help = "the currency comes first: USD million, GBP thousand, EUR";
    record.text(UNIT).parse().map_err(|_| {
        record.bad(UNIT, "an ISO 4217 currency code and, where needed, thousand, million, billion or trillion", help)
    })
}

fn amount(record: Record<'_>, state: CellState) -> Result<Option<Amount>, SourceError> {
    let text = record.text(VALUE);
    match (text.is_empty(), state.has_value()) {
        (true, false) => Ok(None),
        (true, true) if state == CellState::Zero => Ok(Some(Amount { minor: 0, ulp_minor: 1 })),
        (true, true) => Err(record.bad(
            VALUE,
            "a figure, or a state that says why there is none",
            "write missing, suppressed or not_yet_reported into the column `state`",
        )),
        (false, false) => {
            Err(record.bad(VALUE, &format!("nothing, because the state is {state}"), "delete the figure or the state"))
        }
        (false, true) => printed(record, state).map(Some),
    }
}

fn printed(record: Record<'_>, state: CellState) -> Result<Amount, SourceError> {
    let (unit, text) = (unit(record)?, record.text(VALUE));
    let amount = if is_computed(text) { unit.nearest(text) } else { unit.amount(text) };
    let amount = amount.map_err(|error| {
        record.bad(
            VALUE,
            &format!("a decimal number such as 331.7 ({error})"),
            "use a point for decimals, and write a currency or a word into `unit`, not here",
        )
    })?;
    if state == CellState::Zero && amount.minor != 0 {
        return Err(record.bad(VALUE, "0, because the state is zero", "delete the state"));
    }
    Ok(amount)
}

/// Whether a program wrote a number as it computes: `2e+05`, or `331.70000000000005` with all digits that a float has.
fn is_computed(text: &str) -> bool {
    const DIGITS: usize = 15;
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let exponent = text.split_once(['e', 'E']).is_some_and(|(before, after)| digits(before) > 0 && digits(after) > 0);
    exponent || text.contains('.') && digits(text.trim_start_matches(['-', '0', '.'])) > DIGITS
}

fn economy(record: Record<'_>, column: &str) -> Result<String, SourceError> {
    let economy: Economy = record.parse(column, ECONOMY_HELP)?;
    Ok(economy.code().to_owned())
}

/// Reads one tidy row.
type RowReader = fn(Record<'_>) -> Result<Observation, SourceError>;

/// The rows of a table under tidy columns, and of which kind they are: investment where they have a direction, otherwise trade.
///
/// # Errors
/// A bad cell, with the row of the file.
pub(super) fn read_table(table: &Table) -> Result<(Kind, Vec<Observation>), SourceError> {
    let (kind, row): (Kind, RowReader) = match table.position(DIRECTION) {
        Some(_) => (Kind::Investment, investment::row),
        None => (Kind::Trade, trade::row),
    };
    let rows = table.rows.iter().map(|cells| row(table.record(cells)));
    Ok((kind, rows.collect::<Result<_, _>>()?))
}

/// One of a few words, in any case, with blanks or underscores for hyphens.
fn word(
    record: Record<'_>,
    column: &str,
    words: &[&'static str],
    spelling: &[(&str, &'static str)],
) -> Result<String, SourceError> {
    let text = record.text(column).to_lowercase();
    let known = words.iter().find(|word| **word == text);
    let alias = spelling.iter().find(|pair| pair.0 == text).map(|pair| &pair.1);
    known.or(alias).map(|word| (*word).to_owned()).ok_or_else(|| {
        let expected: Vec<&str> = words.iter().map(|word| if word.is_empty() { "blank" } else { word }).collect();
        let (last, before) = expected.split_last().unwrap_or((&"", &[]));
        record.bad(column, &format!("{} or {last}", before.join(", ")), "write one of these words")
    })
}

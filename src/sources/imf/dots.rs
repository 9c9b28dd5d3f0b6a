//! The IMF's Direction of Trade Statistics (to 2025), as the old portal's bulk CSV: a column a year, a row a figure,
//! or a column an indicator.

use std::collections::HashMap;

use crate::model::Period;
use crate::model::money::Magnitude;
use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::{Input, Record, Row, Table};
use super::super::registry::{Field, Page, Source, has_all};
use super::parties::Party;
use super::{Cell, HELP, Indicator, Trade, indicator, period, periods};

const REPORTER: (&str, &str) = ("country code", "country name");
const PARTNER: (&str, &str) = ("counterpart country code", "counterpart country name");
const INDICATOR: (&str, &str) = ("indicator code", "indicator name");
const ATTRIBUTE: &str = "attribute";
const PERIOD: &str = "time period";
const VALUE: &str = "value";
const STATUS: &str = "status";

const COLUMNS: [Field; 10] = [
    Field::required(REPORTER.1, "the economy that reports, by the IMF's name"),
    Field::required(REPORTER.0, "its number at the IMF: 111 is the United States"),
    Field::required(PARTNER.1, "the economy on the other side"),
    Field::required(PARTNER.0, "its number; 001 is World"),
    Field::optional(INDICATOR.1, "what is counted, in words"),
    Field::optional(INDICATOR.0, "TXG_FOB_USD exports, TMG_CIF_USD and TMG_FOB_USD imports"),
    Field::optional(ATTRIBUTE, "in files with a column a period: Value, or Status of the row of values"),
    Field::optional("1948, 2017Q1, 2017M4 …", "one column a period"),
    Field::optional(PERIOD, "in files with one row a period"),
    Field::optional(VALUE, "the figure, beside Status; or a column for each indicator, its code in brackets"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "imf-dots",
    title: "IMF Direction of Trade Statistics",
    description: "Goods trade by reporter and partner in US dollars, as the IMF published it until 2025.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "the IMF's former data portal, bulk download of DOT: timeSeries (a column a period), panel (a column an indicator) or one row a figure",
        units: "whole US dollars",
        valuation: "exports FOB, imports CIF; imports FOB only of reporters without CIF imports",
        frequency: "annual, quarterly and monthly side by side",
        classification: "none: all goods together, product TOTAL",
        vintage: "not in the file: the download's date is in its name only",
        licence: "IMF's terms: free with the source named; commercial reuse in bulk needs permission",
        totals: &[
            "partner World (001) stands for its parts; the euro area (163) and the European Union (998) give way to their members",
            "other groups, such as Advanced Economies (110), are left out: their members are not known here",
            "imports CIF and FOB are two valuations of one figure: FOB is left out of a reporter that has CIF",
            "the trade balance is left out: it follows from exports and imports",
        ],
        quirks: &[
            "numbers are the IMF's own, not those of ISO 3166 or the United Nations",
            "a row of Status stands beside the row of values: E or e is an estimate",
            "blank cells are no figures; the file does not say its scale, which is whole dollars in the bulk download",
        ],
    },
    recognise: |head| has_all(&COLUMNS, &head.headers),
    read,
};

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let table = Table::of(input)?;
    let mut trade = Trade::default();
    trade.doubts.insert("the file does not say its scale: read as whole US dollars".to_owned());
    if table.position(PERIOD).is_some() {
        read_long(&table, &mut trade)?;
    } else {
        read_wide(&table, &mut trade)?;
    }
    trade.finish(&table, if table.position(INDICATOR.0).is_some() { INDICATOR.0 } else { REPORTER.0 })
}

/// One row a period: one figure, or one column an indicator.
fn read_long(table: &Table, trade: &mut Trade) -> Result<(), SourceError> {
    let panel = panel(table, trade);
    for row in &table.rows {
        let record = table.record(row);
        let Some(sides) = sides(record, trade) else { continue };
        let period = period(record.text(PERIOD));
        let period = period.ok_or_else(|| record.bad(PERIOD, "2017, 2017Q1 or 2017M4", HELP))?;
        if table.position(VALUE).is_some() {
            let Some(indicator) = trade.indicator(record.text(INDICATOR.0), record.text(INDICATOR.1)) else { continue };
            let column = (VALUE, record.text(VALUE), record.text(STATUS));
            trade.add(record, &cell(indicator, sides, period, column), "")?;
            continue;
        }
        for (place, column, indicator) in &panel {
            match row.cells.get(*place).map_or("", String::as_str) {
                "" => trade.blank += 1,
                value => trade.add(record, &cell(*indicator, sides, period, (column, value, "")), "")?,
            }
        }
    }
    Ok(())
}

/// The columns that are indicators, `Goods, Value of Exports … (TXG_FOB_USD)`.
fn panel<'a>(table: &'a Table, trade: &mut Trade) -> Vec<(usize, &'a str, Indicator)> {
    let mut columns = Vec::new();
    for (place, header) in table.headers.iter().enumerate() {
        let Some((_, code)) = header.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else { continue };
        let code = code.to_ascii_uppercase();
        if let Some(indicator) = indicator(&code) {
            columns.push((place, header.as_str(), indicator));
        } else {
            let filled = table.rows.iter().filter(|row| row.cells.get(place).is_some_and(|cell| !cell.is_empty()));
            trade.other_indicator(&code, filled.count());
        }
    }
    columns
}

/// One column a period; the flags stand in a row of their own.
fn read_wide(table: &Table, trade: &mut Trade) -> Result<(), SourceError> {
    let columns = periods(table);
    let is_status = |row: &&Row| table.record(row).text(ATTRIBUTE).eq_ignore_ascii_case(STATUS);
    let flags: HashMap<[&str; 3], &Row> =
        table.rows.iter().filter(is_status).map(|row| (series(table.record(row)), row)).collect();
    for row in table.rows.iter().filter(|row| !is_status(row)) {
        let record = table.record(row);
        let Some(sides) = sides(record, trade) else { continue };
        let Some(indicator) = trade.indicator(record.text(INDICATOR.0), record.text(INDICATOR.1)) else { continue };
        let flags = flags.get(&series(record));
        for (place, column, period) in &columns {
            let status = flags.and_then(|row| row.cells.get(*place)).map_or("", String::as_str);
            match row.cells.get(*place).map_or("", String::as_str) {
                "" if status.is_empty() => trade.blank += 1,
                value => trade.add(record, &cell(indicator, sides, *period, (column, value, status)), "")?,
            }
        }
    }
    Ok(())
}

fn series(record: Record<'_>) -> [&str; 3] {
    [REPORTER.0, PARTNER.0, INDICATOR.0].map(|column| record.text(column))
}

fn sides(record: Record<'_>, trade: &mut Trade) -> Option<(&'static str, &'static str)> {
    let party = |(code, name)| Party { code: record.text(code), name: record.text(name) };
    trade.sides(party(REPORTER), party(PARTNER))
}

fn cell<'a>(
    indicator: Indicator,
    (reporter, partner): (&'a str, &'a str),
    period: Period,
    (column, value, status): (&'a str, &'a str, &'a str),
) -> Cell<'a> {
    Cell { indicator, reporter, partner, period, column, value, status, magnitude: Magnitude::One }
}

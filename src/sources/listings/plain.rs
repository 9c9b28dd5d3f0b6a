//! Any table of companies with their capitalisation, whose headers say what is what.

use crate::model::schema::Kind;
use crate::model::{Period, Unit};

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::{Input, Record};
use super::super::registry::{Field, Page, Source};
use super::sheet::{Sheet, has_header, others, sheets};
use super::{Columns, List, Rows, capitalisation, day};

const ISSUER: [&str; 6] = ["company", "company name", "issuer", "issuer name", "name", "listed company"];
const DATE: [&str; 6] = ["date", "as at", "as of", "period", "month", "year"];
const HELP: &str = "write the capitalisation as a number, in the unit of its column's name";

const COLUMNS: [Field; 9] = [
    Field::required("company", "the company: also company name, issuer, issuer name, name"),
    Field::required("market cap (usd million)", "capitalisation, with currency and magnitude in the column's name"),
    Field::optional("date", "the day, month or year: also as at, as of, period; or a line above the header"),
    Field::optional("ticker", "also symbol, tidm, code"),
    Field::optional("instrument", "also security, instrument name"),
    Field::optional("exchange", "also market, stock exchange"),
    Field::optional("sector", "also industry"),
    Field::optional("country", "where the business is: also country of business, headquarters"),
    Field::optional("country of incorporation", "also incorporation, domicile"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "listings-table",
    title: "Plain table of listed companies",
    description: "Companies with their capitalisation under headers in plain words, as CSV or a workbook.",
    kinds: &[Kind::Listings],
    columns: &COLUMNS,
    page: Page {
        from: "an exchange's website, a broker, or by hand",
        units: "currency and magnitude in the name of the column of capitalisation",
        valuation: "none",
        frequency: "a column date, or a day in a line above the header",
        classification: "industries in the words of the table",
        licence: "whatever the exchange that published the table says",
        vintage: "the day of the table",
        totals: &["rows of totals are left out"],
        quirks: &[
            "a column of capitalisation without a currency is refused: nothing is guessed",
            "of a workbook the first sheet with such a table is read; the others are named",
            "new issues and IPOs are no list of what is listed: refused",
            "a table without a day is refused, and so is one whose companies are of several days above one header",
        ],
    },
    recognise: |head| has_header(head, is_header),
    read,
};

/// What a list of admissions says beside the company: it names what came, not what is there.
const ADMISSIONS: [&str; 6] = ["issue type", "issue price", "money raised", "lse ipo", "ipo price", "offer price"];

/// Whether a header is that of new issues or IPOs.
pub(in crate::sources) fn of_admissions(cells: &[String]) -> bool {
    let said = |mark: &&&str| cells.iter().any(|cell| cell.contains(**mark));
    cells.iter().any(|cell| ISSUER.contains(&cell.as_str())) && ADMISSIONS.iter().filter(said).count() > 1
}

fn is_header(cells: &[String]) -> bool {
    !of_admissions(cells)
        && cells.iter().any(|cell| ISSUER.contains(&cell.as_str()))
        && cells.iter().any(|cell| capitalisation::is_cap(cell))
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let sheets = sheets(input, is_header)?;
    let sheet = sheets.first().ok_or_else(|| SourceError::HeaderOnly { path: input.path.clone() })?;
    let columns = columns(sheet);
    let unit = unit(sheet, &columns)?;
    let mut rows = Rows::default();
    for row in &sheet.table.rows {
        let record = sheet.table.record(row);
        let period = period_of(record, sheet, &columns)?;
        rows.add(record, &List { columns: &columns, unit, market: "", period, help: HELP })?;
    }
    let mut parsed = rows.finish(&sheet.table.path, unit)?;
    let others = others(input, &sheets[..1]);
    parsed.audit.extend(others.iter().map(|name| format!("left out sheet `{name}`: the first table is read")));
    Ok(parsed)
}

fn columns(sheet: &Sheet) -> Columns {
    let first = |names: &[&str]| {
        let found = names.iter().find(|name| sheet.table.position(name).is_some());
        found.map_or_else(String::new, |name| (*name).to_owned())
    };
    let cap = sheet.table.headers.iter().find(|header| capitalisation::is_cap(header));
    Columns {
        issuer: first(&ISSUER),
        instrument: first(&["instrument", "instrument name", "security", "security name"]),
        market: first(&["exchange", "stock exchange", "market"]),
        segment: first(&["segment"]),
        sector: first(&["sector", "industry", "icb industry", "gics sector"]),
        country: first(&["country", "country of business", "headquarters", "country of operations"]),
        incorporation: first(&["country of incorporation", "incorporation", "domicile"]),
        ticker: first(&["ticker", "symbol", "tidm", "epic", "code"]),
        isin: first(&["isin"]),
        since: first(&["listed since", "list date", "listing date", "start date"]),
        cap: cap.cloned().unwrap_or_default(),
    }
}

fn unit(sheet: &Sheet, columns: &Columns) -> Result<Unit, SourceError> {
    capitalisation::unit(&columns.cap).ok_or_else(|| {
        let expected =
            format!("a currency in the name of the column `{}`, such as: market cap (USD million)", columns.cap);
        sheet.table.record(&sheet.table.rows[0]).bad(&columns.cap, &expected, "rename the column")
    })
}

fn period_of(record: Record<'_>, sheet: &Sheet, columns: &Columns) -> Result<Period, SourceError> {
    let column = DATE.iter().find(|name| sheet.table.position(name).is_some());
    if let Some(column) = column {
        let text = record.text(column);
        let day = day::of(text).map(Period::day).or_else(|| text.parse().ok());
        return day.ok_or_else(|| {
            record.bad(column, "a day, month or year such as 2026-06-30", "write the day as 2026-06-30")
        });
    }
    let titled = sheet.titles.iter().chain([&sheet.name]).find_map(|title| day::in_title(title));
    titled.map(Period::day).ok_or_else(|| {
        record.bad(
            &columns.issuer,
            "the day of the table, in a column date or in a line above the header",
            "add a column date",
        )
    })
}

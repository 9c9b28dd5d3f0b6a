//! The London Stock Exchange's list of instruments, and its older list of companies.

use crate::model::money::Magnitude;
use crate::model::schema::Kind;
use crate::model::{Currency, Period, Unit};

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::Input;
use super::super::registry::{Field, Page, Source};
use super::sheet::{Sheet, has_header, others, sheets};
use super::{Columns, List, Rows, capitalisation, day};

const HELP: &str = "download the list again; no program should have changed it";
const EXCHANGE: &str = "London Stock Exchange";
const MILLION_POUNDS: Unit = Unit { currency: Currency::GBP, magnitude: Magnitude::Million };

const COLUMNS: [Field; 12] = [
    Field::required("issuer name", "the company; `company` in the older list"),
    Field::optional("tidm", "the exchange's short name of the security; not in the older list"),
    Field::optional("instrument name", "the security; not in the older list"),
    Field::optional("isin", "the security's number"),
    Field::optional("icb industry", "the industry; `sector` in the older list"),
    Field::optional("icb super-sector name", "not read: sums are by industry"),
    Field::optional("start date", "the day of its admission; `list date` in the older list"),
    Field::required("country of incorporation", "often not the country of business"),
    Field::optional("trading currency", "GBX is pence; not read: capitalisation has its own currency"),
    Field::optional(
        "security mkt cap (in £m)",
        "the capitalisation of the security; `mkt cap £m` in the older list; depository receipts have none",
    ),
    Field::optional("lse market", "Main Market or AIM; `market` in the older list"),
    Field::optional("fca listing category", "not read"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "lse",
    title: "London Stock Exchange instruments",
    description: "Companies and securities on the Main Market and AIM with capitalisation, the list as XLSX or CSV.",
    kinds: &[Kind::Listings],
    columns: &COLUMNS,
    page: Page {
        from: "londonstockexchange.com, reports: instrument list, or the older list of all companies",
        units: "£ million, whatever currency the security trades in",
        valuation: "none",
        frequency: "the day of the list, from its title",
        classification: "industries of ICB in the list's words",
        licence: "London Stock Exchange's terms: passing the list on needs permission",
        vintage: "the day of the list",
        totals: &["rows of totals are left out"],
        quirks: &[
            "titles precede the header, which stands near the eighth row",
            "capitalisation is a number, a text such as 1,659.20, or - where there is none: missing, and no zero",
            "a company may have several securities: companies and securities are counted apart",
            "the country of incorporation is kept as such; the list does not say where the business is",
            "days are days, or numbers as Excel counts them",
            "every sheet is accounted for: depository receipts have no capitalisation and are missing; other sheets are named",
            "new issues and IPOs say what was admitted, not what is listed: refused",
        ],
    },
    recognise: |head| has_header(head, is_header),
    read,
};

/// A list of securities with their capitalisation in pounds, or of those for which the exchange gives none.
fn is_header(cells: &[String]) -> bool {
    let has = |name: &str| cells.iter().any(|cell| cell == name);
    let incorporated = has("country of incorporation");
    let cap = cells.iter().any(|cell| capitalisation::is_cap(cell) && cell.contains('£'));
    let receipts = has("tidm") && has("instrument name") && has("isin");
    incorporated && (has("issuer name") && receipts || cap && (has("issuer name") || has("company")))
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let sheets = sheets(input, is_header)?;
    let mut rows = Rows::default();
    let mut stated = None;
    // The day stands on the cover of a workbook, or above any of its tables.
    let titles: Vec<String> = sheets.iter().flat_map(|sheet| sheet.titles.clone()).collect();
    for sheet in &sheets {
        let columns = columns(sheet);
        let list = List {
            columns: &columns,
            unit: unit(sheet)?,
            market: EXCHANGE,
            period: period(sheet, &titles)?,
            help: HELP,
        };
        for row in &sheet.table.rows {
            rows.add(sheet.table.record(row), &list)?;
        }
        stated = Some(());
    }
    if stated.is_none() {
        return Err(SourceError::HeaderOnly { path: input.path.clone() });
    }
    let mut parsed = rows.finish(&input.path, MILLION_POUNDS)?;
    parsed.basis.extend(
        sheets
            .iter()
            .filter(|sheet| !sheet.name.is_empty())
            .map(|sheet| format!("sheet `{}`: {} securities", sheet.name, sheet.table.rows.len())),
    );
    parsed
        .audit
        .extend(others(input, &sheets).iter().map(|name| format!("left out sheet `{name}`: no list of securities")));
    Ok(parsed)
}

fn columns(sheet: &Sheet) -> Columns {
    let first = |names: &[&str]| {
        let found = names.iter().find(|name| sheet.table.position(name).is_some());
        found.map_or_else(String::new, |name| (*name).to_owned())
    };
    let cap = sheet.table.headers.iter().find(|header| capitalisation::is_cap(header));
    Columns {
        issuer: first(&["issuer name", "company"]),
        instrument: first(&["instrument name", "security name"]),
        market: String::new(),
        segment: first(&["lse market", "market"]),
        sector: first(&["icb industry", "sector", "icb sector"]),
        country: String::new(),
        incorporation: "country of incorporation".to_owned(),
        ticker: first(&["tidm", "epic"]),
        isin: first(&["isin"]),
        since: first(&["start date", "list date", "admission date"]),
        cap: cap.cloned().unwrap_or_default(),
    }
}

/// The unit of the column of capitalisation; depository receipts have no such column, and no figure.
fn unit(sheet: &Sheet) -> Result<Unit, SourceError> {
    let headers = &sheet.table.headers;
    let unit = headers.iter().find_map(|header| capitalisation::unit(header));
    let none = !headers.iter().any(|header| capitalisation::is_cap(header));
    unit.or(none.then_some(MILLION_POUNDS)).ok_or_else(|| SourceError::MissingColumn {
        path: sheet.table.path.clone(),
        format: SOURCE.name,
        missing: vec!["security mkt cap (in £m)".to_owned()],
        expected: SOURCE.required_columns().into_iter().map(str::to_owned).collect(),
        found: headers.clone(),
    })
}

fn period(sheet: &Sheet, titles: &[String]) -> Result<Period, SourceError> {
    let titled = sheet.titles.iter().chain(titles).chain([&sheet.name]).find_map(|title| day::in_title(title));
    titled.map(Period::day).ok_or_else(|| {
        let expected = "a title above the header that names the day of the list, such as: as at 30 June 2026";
        sheet.table.record(&sheet.table.rows[0]).bad(
            "issuer name",
            expected,
            "write the day into a line above the header",
        )
    })
}

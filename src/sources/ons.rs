//! Office for National Statistics: the workbook of the United Kingdom's goods trade with all countries.

use std::collections::BTreeSet;

use calamine::{Data, Range};

use crate::model::money::Magnitude;
use crate::model::schema::Kind;
use crate::model::{Amount, CellState, Currency, Economy, Period, Product, Unit};

use super::error::{BadCell, SourceError};
use super::observation::{Observation, Parsed};
use super::reading::{Input, Workbook};
use super::registry::{Field, Page, Source};

const CODE: &str = "Country Code";
const UNIT: Unit = Unit { currency: Currency::GBP, magnitude: Magnitude::Million };
const HELP: &str = "download the workbook again; no program should have changed it";

const COLUMNS: [Field; 3] = [
    Field::required("Country Code", "ISO 3166 by two letters, and codes of the totals"),
    Field::required("Country Name", "the economy, or a total such as Total Non EU [note 3]"),
    Field::required("1997, 1997Q1, 1997Jan …", "£ million, one column a period; X where the office collates nothing"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "ons-all-countries",
    title: "ONS trade by country",
    description: "The United Kingdom's goods trade by partner, a sheet each for exports and imports, as XLSX.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "ons.gov.uk, trade in goods: all countries, as XLSX",
        units: "£ million",
        valuation: "as the sheet's title says",
        frequency: "annual, quarterly and monthly, a sheet each",
        classification: "all goods",
        licence: "Open Government Licence 3.0: free with the source named",
        vintage: "not in the tables",
        totals: &["Total, Total EU and Total Non EU stand beside the countries, which do not add up to them by design"],
        quirks: &[
            "title rows precede the header; X means that the office collates nothing",
            "Namibia's code NA is a country and not a missing value",
        ],
    },
    recognise: |head| head.workbook.as_ref().is_some_and(|book| book.names().iter().any(|name| flow(name).is_some())),
    read,
};

/// Sheets are called `3. Quarterly Exports`.
fn flow(sheet: &str) -> Option<&'static str> {
    let grains = ["Annual", "Quarterly", "Monthly"];
    match () {
        () if !grains.iter().any(|grain| sheet.contains(grain)) => None,
        () if sheet.ends_with("Exports") => Some("export"),
        () if sheet.ends_with("Imports") => Some("import"),
        () => None,
    }
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let damaged = || SourceError::Workbook { path: input.path.clone() };
    let book = Workbook::open(&input.bytes).ok_or_else(damaged)?;
    let mut observations = Vec::new();
    let mut notes = BTreeSet::new();
    let mut unknown = BTreeSet::new();
    for name in book.names() {
        let Some(flow) = flow(name) else { continue };
        let range = book.sheet(name).ok_or_else(damaged)?;
        let sheet = Sheet { input, name, flow, range: &range };
        notes.insert(sheet.basis());
        sheet.read(&mut observations, &mut unknown)?;
    }
    if observations.is_empty() {
        return Err(SourceError::HeaderOnly { path: input.path.clone() });
    }
    let mut parsed = Parsed::of(&input.path, Kind::Trade, &observations)?;
    parsed.basis.push("goods, £ million".to_owned());
    parsed.basis.extend(notes);
    parsed.doubts.push("the countries do not add up to the totals: the office estimates them apart".to_owned());
    parsed.doubts.extend(unknown);
    Ok(parsed)
}

/// One table of the workbook.
struct Sheet<'a> {
    input: &'a Input,
    name: &'a str,
    flow: &'static str,
    range: &'a Range<Data>,
}

impl Sheet<'_> {
    /// The sheet's title without its marks.
    fn basis(&self) -> String {
        let title = self.range.rows().next().and_then(|row| row.first()).map(ToString::to_string).unwrap_or_default();
        title.split(" [").next().unwrap_or_default().trim_end_matches(',').to_owned()
    }

    fn read(&self, observations: &mut Vec<Observation>, unknown: &mut BTreeSet<String>) -> Result<(), SourceError> {
        let first = self.range.start().map_or(0, |start| start.0 as usize) + 1;
        let mut rows = self.range.rows().enumerate().map(|(place, row)| ((first + place) as u64, row));
        let header = rows.find(|(_, row)| row.first().is_some_and(|cell| cell.to_string().trim() == CODE));
        let Some((line, header)) = header else {
            return Err(self.bad(1, 0, CODE, "", "a row that begins with Country Code"));
        };
        let periods = header.iter().enumerate().skip(2).filter(|(_, cell)| !matches!(cell, Data::Empty));
        let periods = periods.map(|(column, cell)| {
            let label = cell.to_string();
            let period = period(label.trim());
            let expected = "a period such as 1997, 1997Q1 or 1997Jan";
            period
                .map(|period| (column, label.clone(), period))
                .ok_or_else(|| self.bad(line, column, &label, &label, expected))
        });
        let periods = periods.collect::<Result<Vec<_>, _>>()?;
        for (line, row) in rows.filter(|(_, row)| row.iter().take(2).any(|cell| !cell.to_string().trim().is_empty())) {
            let partner = partner(row, self.name, line, unknown);
            for (column, label, period) in &periods {
                let (amount, state) = self.figure(line, *column, label, row.get(*column))?;
                observations.push(self.observation(line, &partner, *period, amount, state));
            }
        }
        Ok(())
    }

    fn observation(
        &self,
        line: u64,
        partner: &str,
        period: Period,
        amount: Option<Amount>,
        state: CellState,
    ) -> Observation {
        let dimensions = ["GBR", partner, self.flow, Product::TOTAL].map(str::to_owned).to_vec();
        Observation {
            currency: Some(UNIT.currency),
            amount,
            state,
            ..Observation::new(line as i64, dimensions, period)
        }
    }

    fn figure(
        &self,
        line: u64,
        column: usize,
        label: &str,
        cell: Option<&Data>,
    ) -> Result<(Option<Amount>, CellState), SourceError> {
        let text = cell.map(ToString::to_string).unwrap_or_default();
        match text.trim() {
            "" | "X" | "x" => Ok((None, CellState::Missing)),
            number => {
                let amount = UNIT.nearest(number);
                let amount = amount.map_err(|_| self.bad(line, column, label, number, "£ million, or X"))?;
                Ok((Some(amount), if amount.minor == 0 { CellState::Zero } else { CellState::Value }))
            }
        }
    }

    fn bad(&self, line: u64, column: usize, label: &str, found: &str, expected: &str) -> SourceError {
        SourceError::BadCell(Box::new(BadCell {
            path: self.input.path.clone(),
            line,
            column: format!("{label} of sheet {}", self.name),
            column_number: column + 1,
            found: if found.is_empty() { "nothing".to_owned() } else { format!("`{found}`") },
            expected: expected.to_owned(),
            help: HELP.to_owned(),
        }))
    }
}

/// The partner of a row; a code that we do not know stays as it is.
fn partner(row: &[Data], sheet: &str, line: u64, unknown: &mut BTreeSet<String>) -> String {
    let cell = |column: usize| row.get(column).map(ToString::to_string).unwrap_or_default();
    let (code, name) = (cell(0).trim().to_owned(), cell(1));
    let name = name.split(" [").next().unwrap_or_default().trim();
    match name {
        "Total" => return Economy::WORLD.to_owned(),
        "Total EU" | "Total EU 27" | "Total EU27" => return "EU27_2020".to_owned(),
        "Total Non EU" => return "NON_EU".to_owned(),
        _ => {}
    }
    match code.parse::<Economy>().or_else(|_| name.parse()) {
        Ok(economy) => economy.code().to_owned(),
        Err(_) => {
            unknown
                .insert(format!("sheet {sheet}, row {line}: {code} ({name}) is no economy we know; it keeps its code"));
            code
        }
    }
}

/// `1997`, `1997Q1` or `1997Jan`.
fn period(label: &str) -> Option<Period> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, rest) = (label.get(..4)?, label.get(4..)?.trim());
    let year = year.parse().ok().filter(|year| (1000..=9999).contains(year))?;
    match (rest, rest.strip_prefix('Q')) {
        ("", _) => Period::year(year),
        (_, Some(quarter)) => {
            let quarter: u32 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            Period::whole_months(year, quarter * 3 - 2, 3)
        }
        (month, None) => {
            let place = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))?;
            Period::whole_months(year, place as u32 + 1, 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_periods_read() {
        for (label, expected) in
            [("2026", "2026"), ("2026Q2", "2026-Q2"), ("2026Jun", "2026-06"), ("2026 JUN", "2026-06")]
        {
            assert_eq!(period(label).unwrap().to_string(), expected);
        }
        for label in ["", "26", "2026Q5", "2026Juno", "é026", "0001"] {
            assert_eq!(period(label), None, "{label}");
        }
    }

    #[test]
    fn totals_and_countries_are_told_apart() {
        let read = |code: &str, name: &str| {
            let cells = [code, name].map(|cell| Data::String(cell.to_owned()));
            partner(&cells, "1. Annual Exports", 5, &mut BTreeSet::new())
        };
        assert_eq!(read("NA", "Namibia"), "NAM");
        assert_eq!(read("D5", "Total Non EU [note 3]"), "NON_EU");
        assert_eq!(read("B5", "Total EU [note 2]"), "EU27_2020");
        assert_eq!(read("W1", "Total"), "WLD");
        assert_eq!(read("X9", "Atlantis"), "X9");
    }
}

//! The layouts of the World Bank as one table: years as columns, indicators as columns, or a point in every row.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::{Economy, Period};

use super::super::error::SourceError;
use super::super::reading::{Input, Record, Table, separator};
use super::{HELP, answer};

pub const NAME: &str = "country name";
pub const CODE: &str = "country code";
/// The website's names for an indicator's code and title, and DataBank's.
const INDICATOR: [&str; 2] = ["indicator code", "series code"];
const TITLE: [&str; 2] = ["indicator name", "series name"];
/// DataBank's names for the period of a row, the one for programs first.
const TIME: [&str; 2] = ["time code", "time"];
pub const VALUE: &str = "value";
/// What the API says of a figure: estimated, forecast.
pub const STATUS: &str = "obs_status";

/// A file of the World Bank.
pub struct Sheet {
    pub table: Table,
    /// The headers in their own spelling, where they matter.
    spelled: Vec<String>,
    /// The columns that are periods.
    years: Vec<(String, Period)>,
    /// `World Development Indicators`; blank where the file does not say it.
    pub database: String,
    /// The day of the last update, as 2020-12-16; blank where the file does not say it.
    pub updated: String,
    pub doubts: Vec<String>,
}

/// One cell that may hold a figure.
#[derive(Debug, Clone)]
pub struct Point {
    pub indicator: String,
    pub title: String,
    /// The column of the figure.
    pub column: String,
    pub period: Period,
}

impl Sheet {
    /// # Errors
    /// When the file is damaged or holds no rows.
    pub fn of(input: &Input) -> Result<Self, SourceError> {
        let text = input.text()?;
        if text.trim_start().starts_with('[') {
            return answer::sheet(input, &text);
        }
        let (start, lines) = header_at(&text).unwrap_or_default();
        let body = &text[start..];
        let footer = ["\nData from database", "\n\"Data from database", "\nLast Updated", "\n\"Last Updated"];
        let end = footer.iter().filter_map(|mark| body.find(mark)).min().unwrap_or(body.len());
        let mut table = Table::parse(&input.path, &body[..end])?;
        table.rows.iter_mut().for_each(|row| row.line += lines);
        if table.rows.is_empty() {
            return Err(SourceError::HeaderOnly { path: input.path.clone() });
        }
        let around = [&text[..start], &body[end..]].concat();
        let (database, updated) = (said(&around, &["Data Source", "Data from database"]), said(&around, &UPDATED));
        Ok(Self { spelled: spelled(body), ..Self::new(table, database, day(&updated)) })
    }

    /// A table of the World Bank, from a database and the day of its last update.
    pub fn new(table: Table, database: String, updated: String) -> Self {
        let year = |header: &String| Some((header.clone(), period(header)?));
        let years = table.headers.iter().filter_map(year).collect();
        Self { spelled: table.headers.clone(), table, years, database, updated, doubts: Vec::new() }
    }

    /// Which release the figures are of, in the source's own terms.
    pub fn vintage(&self) -> String {
        [self.database.as_str(), self.updated.as_str()].join(" ").trim().to_owned()
    }

    /// The cells of a row that may hold figures.
    ///
    /// # Errors
    /// When the row's period is none.
    pub fn points(&self, record: Record<'_>) -> Result<Vec<Point>, SourceError> {
        let named = |candidates: &[&'static str]| {
            candidates.iter().find(|name| self.table.position(name).is_some()).copied().unwrap_or_default()
        };
        let (indicator, title) = (record.text(named(&INDICATOR)), record.text(named(&TITLE)));
        let time = named(&TIME);
        if time.is_empty() || !self.years.is_empty() {
            let point = |(column, period): &(String, Period)| Point {
                indicator: indicator.to_owned(),
                title: title.to_owned(),
                column: column.clone(),
                period: *period,
            };
            return Ok(self.years.iter().map(point).collect());
        }
        let period = period(record.text(time));
        let period =
            period.ok_or_else(|| record.bad(time, "a year such as 2011 or YR2011, 2011Q1 or 2011M01", HELP))?;
        let point = |indicator: String, title: &str, column: &str| Point {
            indicator,
            title: title.to_owned(),
            column: column.to_owned(),
            period,
        };
        if !indicator.is_empty() {
            return Ok(vec![point(indicator.to_owned(), title, VALUE)]);
        }
        let columns = self.table.headers.iter().zip(&self.spelled);
        let columns = columns.filter_map(|(header, spelled)| Some((header, bracketed(spelled)?)));
        Ok(columns.map(|(header, (title, code))| point(code.to_uppercase(), title, header)).collect())
    }

    /// The last periods, in which nobody has a figure yet.
    ///
    /// # Errors
    /// As [`Sheet::points`].
    pub fn pending(&self) -> Result<BTreeSet<Period>, SourceError> {
        let (mut all, mut filled) = (BTreeSet::new(), None);
        for row in &self.table.rows {
            let record = self.table.record(row);
            for point in self.points(record)? {
                all.insert(point.period);
                if !is_blank(record.text(&point.column)) {
                    filled = filled.max(Some(point.period));
                }
            }
        }
        all.retain(|period| Some(*period) > filled);
        Ok(all)
    }
}

/// The cells of a header as they are spelled.
fn spelled(body: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::All)
        .delimiter(separator(body))
        .from_reader(body.as_bytes());
    let header = reader.records().next().and_then(Result::ok).unwrap_or_default();
    header.iter().map(str::to_owned).collect()
}

/// A row's economy or group; `None` where we do not know it.
pub fn economy(record: Record<'_>) -> Option<Economy> {
    record.text(CODE).parse().or_else(|_| record.text(NAME).parse()).ok()
}

pub fn is_blank(text: &str) -> bool {
    matches!(text, "" | "..")
}

/// The byte and the number of lines before the header, which a preamble may precede.
pub fn header_at(text: &str) -> Option<(usize, u64)> {
    let mut offset = 0;
    for (line, content) in text.split_inclusive('\n').take(10).enumerate() {
        let lower = content.to_lowercase();
        let has = |name: &str| lower.contains(name);
        let indicators_are_columns = TIME.iter().any(|name| has(name)) && lower.contains('[');
        if has(NAME) && has(CODE) && (INDICATOR.iter().any(|name| has(name)) || indicators_are_columns) {
            return Some((offset, line as u64));
        }
        offset += content.len();
    }
    None
}

/// `Exports of goods and services (current US$) [NE.EXP.GNFS.CD]`.
fn bracketed(header: &str) -> Option<(&str, &str)> {
    let (title, code) = header.strip_suffix(']')?.rsplit_once('[')?;
    code.contains('.').then(|| (title.trim(), code))
}

/// `2011`, `2011 [YR2011]`, `YR2011`, `2011Q1`, `2011M01`.
pub fn period(text: &str) -> Option<Period> {
    let text = text.trim().to_ascii_uppercase();
    let code = match text.split_once(' ') {
        Some((code, rest)) => Some(code).filter(|_| rest.starts_with('[') && rest.ends_with(']'))?,
        None => text.strip_prefix("YR").unwrap_or(&text),
    };
    let year = code.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
    match code.as_bytes().get(4..)? {
        [] => Period::year(year),
        [b'Q', quarter @ b'1'..=b'4'] => Period::whole_months(year, u32::from(quarter - b'0') * 3 - 2, 3),
        [b'M', _, _] => Period::whole_months(year, code[5..].parse().ok()?, 1),
        _ => None,
    }
}

const UPDATED: [&str; 2] = ["Last Updated Date", "Last Updated"];

/// What a preamble or a footer says behind one of these names.
fn said(around: &str, names: &[&str]) -> String {
    let behind = |line: &str| {
        let line = line.trim().trim_start_matches('"');
        let rest = names.iter().find_map(|name| line.strip_prefix(name))?;
        let said = rest.trim_matches([':', '"', ',', ';', ' ', '\t']);
        (!said.is_empty()).then(|| said.to_owned())
    };
    around.lines().find_map(behind).unwrap_or_default()
}

/// `2020-12-16`, or `12/16/2020` as DataBank writes it; anything else stays as it is.
fn day(text: &str) -> String {
    let day = ["%Y-%m-%d", "%m/%d/%Y"].iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    day.map_or_else(|| text.to_owned(), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_columns_and_as_codes() {
        for (text, expected) in [
            ("2011", "2011"),
            ("2011 [yr2011]", "2011"),
            ("YR2011", "2011"),
            ("2011Q3", "2011-Q3"),
            ("2011M07", "2011-07"),
            ("2011q3 [2011q3]", "2011-Q3"),
        ] {
            assert_eq!(period(text).map(|period| period.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "country", "20111", "2011M13", "2011Q5", "2011 and", "é011", "2011Mé"] {
            assert_eq!(period(text), None, "{text}");
        }
    }

    #[test]
    fn preambles_and_footers_say_the_release() {
        let around = "\"Data Source\",\"World Development Indicators\",\n\n\"Last Updated Date\",\"2020-12-16\",\n";
        assert_eq!(said(around, &["Data Source"]), "World Development Indicators");
        assert_eq!(day(&said(around, &UPDATED)), "2020-12-16");
        assert_eq!(day(&said("Last Updated: 12/16/2020,,,\n", &UPDATED)), "2020-12-16");
        assert_eq!(said("nothing", &UPDATED), "");
    }
}

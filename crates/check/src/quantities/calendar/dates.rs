//! Days and months: `19 January 1992`, `19–21 July 2017`, `January–April 2017`.

use chrono::NaiveDate;

use super::super::super::words::{TokenKind, is_any};
use super::super::Mentioned;
use super::reader::Reader;
use super::short_year;
use tradeproof_model::Period;

/// `19 January 1992`, `January 19, 1992`, `19–21 July 2017`, `28 February`.
pub(super) fn dated(reader: &mut Reader<'_>) -> Option<Option<Mentioned>> {
    numbered(reader).or_else(|| day_first(reader)).or_else(|| month_first(reader)).or_else(|| season(reader))
}

/// `2017-05-03`, `03.05.2017`.
fn numbered(reader: &mut Reader<'_>) -> Option<Option<Mentioned>> {
    reader.attempt(|r| {
        let numbers = date_numbers(r)?;
        let [year, month, day] = if numbers[0] > 31 { numbers } else { [numbers[2], numbers[1], numbers[0]] };
        Some(Some(days(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?, None)?))
    })
}

/// Three numbers with the same mark between them and nothing else: a year and two of two digits.
fn date_numbers(r: &mut Reader<'_>) -> Option<[i32; 3]> {
    let number = |r: &mut Reader<'_>, long: bool| {
        let text = r.peek().filter(|text| text.len() == if long { 4 } else { 2 } || (!long && text.len() == 1))?;
        r.at += 1;
        text.parse::<i32>().ok()
    };
    let year_first = r.peek()?.len() == 4;
    let mark = if year_first { "-" } else { "." };
    let first = number(r, year_first)?;
    let second = (r.joined() && r.word(mark) && r.joined()).then(|| number(r, false))??;
    let third = (r.joined() && r.word(mark) && r.joined()).then(|| number(r, !year_first))??;
    Some([first, second, third])
}

/// `the summer of 2017`: no months are meant exactly.
fn season(reader: &mut Reader<'_>) -> Option<Option<Mentioned>> {
    reader.attempt(|r| {
        if !r.any(&["spring", "summer", "autumn", "winter"]) {
            return None;
        }
        r.word("of");
        r.year().map(|_| None)
    })
}

fn day_first(reader: &mut Reader<'_>) -> Option<Option<Mentioned>> {
    reader.attempt(|r| {
        let first = r.small_number(31)?;
        r.any(&["st", "nd", "rd", "th"]);
        let last = r.attempt(|r| if r.through() { r.small_number(31) } else { None });
        r.word("of");
        let month = r.month()?;
        let year = r.attempt(|r| {
            r.word(",");
            r.year()
        });
        Some(year.and_then(|year| days(year, month, first, last)))
    })
}

fn month_first(reader: &mut Reader<'_>) -> Option<Option<Mentioned>> {
    reader.attempt(|r| {
        let month = r.month()?;
        let day = r.small_number(31)?;
        r.any(&["st", "nd", "rd", "th"]);
        // "January 19 per cent" is no date; "January 19, 1992" and "on January 19" are.
        if r.peek()
            .is_some_and(|next| is_any(next, &["%", "per", "percent", "pct", ".", "million", "billion", "bn", "m"]))
        {
            let decimal = r.peek() == Some(".");
            if !decimal || r.tokens.get(r.at + 1).is_some_and(|next| next.kind == TokenKind::Digits) {
                return None;
            }
        }
        let year = r.attempt(|r| {
            r.word(",");
            r.year()
        });
        Some(year.and_then(|year| days(year, month, day, None)))
    })
}

fn days(year: i32, month: u32, first: u32, last: Option<u32>) -> Option<Mentioned> {
    let start = NaiveDate::from_ymd_opt(year, month, first)?;
    let end = NaiveDate::from_ymd_opt(year, month, last.unwrap_or(first))?;
    Period::between(start, end).map(Mentioned::Dated)
}

/// `January–April 2017`, `April 2017`, `July-June (2021-22)`, `Jan–Apr`, `from January 2016 to April 2017`.
pub(super) fn months(reader: &mut Reader<'_>) -> Option<Mentioned> {
    reader.attempt(|r| {
        let first = r.month()?;
        let first_year = r.attempt(|r| {
            r.any(&[",", "of"]);
            r.year()
        });
        let last = r.attempt(|r| if r.through() || r.word("/") { r.month() } else { None });
        let Some(last) = last else {
            return Some(match first_year.and_then(|year| Period::whole_months(year, first, 1)) {
                Some(period) => Mentioned::Dated(period),
                None => Mentioned::Months { first, last: first },
            });
        };
        let (year, next_year) = r
            .attempt(|r| {
                r.any(&[",", "of", "("]);
                let year = r.year()?;
                let next = r.attempt(|r| if r.dash() || r.word("/") { short_year(r, year) } else { None });
                Some((Some(year), next))
            })
            .unwrap_or((None, None));
        Some(month_span(first, first_year, last, year, next_year))
    })
}

fn month_span(first: u32, first_year: Option<i32>, last: u32, year: Option<i32>, next: Option<i32>) -> Mentioned {
    let start_year = match (first_year, year, next) {
        (Some(start), _, _) => Some(start),
        (None, Some(year), Some(_)) => Some(year),
        (None, Some(year), None) if first <= last => Some(year),
        (None, Some(year), None) => Some(year - 1),
        (None, None, _) => None,
    };
    let end_year = start_year.map(|start| match (first_year, year) {
        (Some(_), Some(end)) => end,
        _ if first <= last => start,
        _ => start + 1,
    });
    let dated = start_year.zip(end_year).and_then(|(start, end)| {
        let from = Period::whole_months(start, first, 1)?;
        let to = Period::whole_months(end, last, 1)?;
        Period::between(from.start(), to.end())
    });
    dated.map_or(Mentioned::Months { first, last }, Mentioned::Dated)
}

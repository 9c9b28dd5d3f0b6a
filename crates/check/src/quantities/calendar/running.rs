//! Spans that are told by their length and their end: `the three months to August 2019`, `the year ended 31 March`.

use super::super::Mentioned;
use super::reader::Reader;
use tradeproof_model::Period;

pub(super) fn running(reader: &mut Reader<'_>) -> Option<Mentioned> {
    reader.attempt(|r| {
        r.word("the");
        let months = length(r)?;
        if !r.any(&["to", "ended", "ending", "through"]) {
            return None;
        }
        r.word("the");
        if r.word("end") {
            r.any(&["of", "-"]);
        }
        let (month, year) = end(r)?;
        let before = (month + 11 - (months - 1)) % 12 + 1;
        Some(match year {
            Some(year) => {
                let first_year = if before > month { year - 1 } else { year };
                Mentioned::Dated(Period::whole_months(first_year, before, months)?)
            }
            None => Mentioned::Months { first: before, last: month },
        })
    })
}

/// How many months: `year`, `quarter`, `half-year`, `three months`.
fn length(r: &mut Reader<'_>) -> Option<u32> {
    if r.word("year") {
        return Some(12);
    }
    if r.word("quarter") {
        return Some(3);
    }
    if r.words(&["half", "-", "year"]) || r.words(&["half", "year"]) {
        return Some(6);
    }
    let count = r.counted()?;
    r.any(&["months", "month"]).then_some(count)
}

/// `31 March 2019`, `March 31, 2019`, `June`.
fn end(r: &mut Reader<'_>) -> Option<(u32, Option<i32>)> {
    r.small_number(31);
    let month = r.month()?;
    r.attempt(|r| {
        r.small_number(31)?;
        r.word(",").then_some(())
    });
    Some((month, r.year()))
}

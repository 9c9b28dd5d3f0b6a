//! Fiscal years and parts of years: `FY24`, `Q1 2017`, `the first nine months of 2019`.

use super::super::Mentioned;
use super::reader::Reader;
use tradeproof_model::Period;

const QUARTER_WORDS: [&str; 4] = ["first", "second", "third", "fourth"];

/// `FY24`, `FY2022-23`, `fiscal year 2022-23`, `(July-June) 2021-22` is read by [`months`].
pub(super) fn fiscal(reader: &mut Reader<'_>) -> Option<Period> {
    reader.attempt(|r| {
        let word = r.peek()?;
        if let Some(tail) = word.strip_prefix("FY").filter(|tail| !tail.is_empty()) {
            let number: i32 = tail.parse().ok()?;
            r.at += 1;
            return fiscal_from(r, number);
        }
        let named = r.word("FY")
            || (r.any(&["fiscal", "financial"]) && {
                r.word("year");
                true
            });
        if !named {
            return None;
        }
        let number: i32 = r.peek()?.parse().ok()?;
        r.at += 1;
        fiscal_from(r, number)
    })
}

/// A fiscal year by its first year and a second (`2022-23`), or by the year it ends in (`FY24`).
fn fiscal_from(r: &mut Reader<'_>, number: i32) -> Option<Period> {
    let full = if number < 100 { 2000 + number } else { number };
    if !(1900..=2199).contains(&full) {
        return None;
    }
    let spans = r.attempt(|r| {
        let joined = r.dash() || r.word("/");
        let next: i32 = joined.then(|| r.peek()?.parse().ok())??;
        r.at += 1;
        ((full + 1) % 100 == next % 100).then_some(())
    });
    let first = if spans.is_some() { full } else { full - 1 };
    Period::whole_months(first, 4, 12)
}

/// `Q1 2017`, `H1 2014`, `the first nine months of 2019`, `the third quarter`.
pub(super) fn part_of_year(reader: &mut Reader<'_>) -> Option<Mentioned> {
    if let Some(period) = code_and_year(reader).or_else(|| months_of_year(reader)) {
        return Some(Mentioned::Dated(period));
    }
    reader.attempt(|r| {
        let (first, count) = quarter_code(r).or_else(|| ordinal_part(r)).or_else(|| first_months(r))?;
        r.attempt(|r| {
            r.any(&[",", "of"]);
            r.any(&["the"]);
            if let Some(year) = fiscal(r) {
                return part_of(year, first, count);
            }
            r.any(&["year"]);
            Period::whole_months(r.year()?, first, count)
        })
        .map_or(Some(Mentioned::Months { first, last: first + count - 1 }), |period| Some(Mentioned::Dated(period)))
    })
}

/// `2017 Q1`, `2017Q1`, `1Q17`, `1Q 2017`.
fn code_and_year(reader: &mut Reader<'_>) -> Option<Period> {
    let year_first = reader.attempt(|r| {
        let year = r.peek().filter(|text| text.len() == 4)?.parse().ok().filter(|year| (1900..2200).contains(year))?;
        r.at += 1;
        let (first, count) = quarter_code(r)?;
        // In "from 2017 Q1 2018" the code goes with what follows.
        if r.attempt(|r| r.year()).is_some() { None } else { Period::whole_months(year, first, count) }
    });
    year_first.or_else(|| {
        reader.attempt(|r| {
            let number = r.small_number(4)?;
            let word = r.peek().filter(|_| r.joined())?;
            let months = if word.starts_with('Q') { 3 } else { 6 };
            let year = word.strip_prefix(['Q', 'H']).filter(|_| number * months <= 12)?;
            r.at += 1;
            let year = match year.len() {
                0 => r.year()?,
                2 => 2000 + year.parse::<i32>().ok()?,
                _ => year.parse().ok().filter(|year| (1900..2200).contains(year))?,
            };
            Period::whole_months(year, (number - 1) * months + 1, months)
        })
    })
}

/// `nine months of 2019` are its first nine.
fn months_of_year(reader: &mut Reader<'_>) -> Option<Period> {
    reader.attempt(|r| {
        let count = r.counted().filter(|count| (3..12).contains(count))?;
        if !(r.word("months") && r.word("of")) {
            return None;
        }
        Period::whole_months(r.year()?, 1, count)
    })
}

/// `count` months from the `first` month of a fiscal year.
fn part_of(year: Period, first: u32, count: u32) -> Option<Period> {
    let start = year.start().checked_add_months(chrono::Months::new(first - 1))?;
    let end = start.checked_add_months(chrono::Months::new(count))?.pred_opt()?;
    Period::between(start, end)
}

fn quarter_code(r: &mut Reader<'_>) -> Option<(u32, u32)> {
    let word = r.peek()?;
    let found = match word.as_bytes() {
        [b'Q', n @ b'1'..=b'4'] => (u32::from(n - b'1') * 3 + 1, 3),
        [b'H', n @ b'1'..=b'2'] => (u32::from(n - b'1') * 6 + 1, 6),
        _ => return None,
    };
    r.at += 1;
    Some(found)
}

fn ordinal_part(r: &mut Reader<'_>) -> Option<(u32, u32)> {
    let closing = r.attempt(|r| {
        let named = r.words(&["final", "quarter"]) || (r.words(&["last", "quarter"]) && r.peek() == Some("of"));
        named.then_some((10, 3))
    });
    closing.or_else(|| numbered_part(r))
}

fn numbered_part(r: &mut Reader<'_>) -> Option<(u32, u32)> {
    r.attempt(|r| {
        let index = QUARTER_WORDS.iter().position(|name| r.word(name))? as u32;
        if r.word("quarter") {
            return Some((index * 3 + 1, 3));
        }
        (index < 2 && r.word("half")).then_some((index * 6 + 1, 6))
    })
}

fn first_months(r: &mut Reader<'_>) -> Option<(u32, u32)> {
    r.attempt(|r| {
        if !r.word("first") {
            return None;
        }
        let count = r.counted()?;
        if r.any(&["months", "month"]) {
            return (count <= 12).then_some((1, count));
        }
        (r.word("quarters") && count <= 4).then_some((1, 3 * count))
    })
}

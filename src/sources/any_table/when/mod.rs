//! Periods in the forms that people write: `Q1 2024`, `Jan-24`, `I кв. 2024`, `31.12.2024`, `FY2024`, `2024*`.

mod date;
mod lists;

use chrono::NaiveDate;

use crate::model::Period;

use super::words::plain;

use date::date;
use lists::{ESTIMATED, FILLING, HALVES, LONGER, MONTHS, ORDINALS, PROVISIONAL, QUARTERS, ROMAN};

pub use date::{grain, holding};

/// What a cell says of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    Whole(Period),
    /// A fiscal year, whose first month is not said.
    Fiscal(i32),
    /// A day that stands for a period which the other days tell.
    Day(NaiveDate),
    /// `03/04/2024`: the third of April or the fourth of March; the first reading has the day first.
    EitherDay(NaiveDate, NaiveDate),
    /// A part of a year that is said elsewhere: first month and number of months.
    Part(u32, u32),
}

/// A cell's time with what its marks say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    pub time: Time,
    /// The tidy name of a state.
    pub state: Option<&'static str>,
}

const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Reads what a cell says of time; `None` where it says anything else.
///
/// ```
/// # use tradeproof::sources::any_table::when::period;
/// for (text, expected) in [("Q1 2024", "2024-Q1"), ("I кв. 2024 г.", "2024-Q1"), ("Jan-24", "2024-01"), ("2024*", "2024")] {
///     assert_eq!(period(text).unwrap().to_string(), expected);
/// }
/// assert!(period("2024 exports").is_none());
/// ```
#[must_use]
pub fn said(text: &str) -> Option<Said> {
    let text = plain(text);
    if text.chars().count() > 40 || !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    if let Some(time) = date(&text) {
        return Some(Said { time, state: None });
    }
    let mut parts = parts(&text);
    let state = marks_off(&mut parts, &text);
    parts.retain(|part| !FILLING.contains(&part.text.as_str()));
    let words: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let time = time(&words, &text)?;
    Some(Said { time, state })
}

/// The period, where a cell says a whole one.
#[must_use]
pub fn period(text: &str) -> Option<Period> {
    match said(text)?.time {
        Time::Whole(period) => Some(period),
        _ => None,
    }
}

struct Part {
    text: String,
    /// The byte it starts at.
    at: usize,
}

/// Runs of letters and runs of digits; footnote marks above the line are none.
fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut last = ' ';
    for (at, letter) in text.char_indices() {
        let digit = letter.is_ascii_digit();
        let chinese = |c: char| ('\u{3400}'..='\u{9FFF}').contains(&c);
        let joined = digit == last.is_ascii_digit() && chinese(letter) == chinese(last) && last.is_alphanumeric();
        if letter.is_alphabetic() || digit {
            match parts.last_mut() {
                Some(part) if joined => part.text.push(letter),
                _ => parts.push(Part { text: letter.to_string(), at }),
            }
        }
        last = if letter.is_alphabetic() || digit { letter } else { ' ' };
    }
    parts
}

/// `(p)`, `e`, `1)` and `[2]` after a year are marks, not parts of the period.
fn marks_off(parts: &mut Vec<Part>, text: &str) -> Option<&'static str> {
    let mut state = None;
    while parts.len() > 1 {
        let Some(last) = parts.last() else { break };
        let mark = |words: &[&str]| words.contains(&last.text.as_str());
        let after = text[last.at + last.text.len()..].trim_start();
        let before = text[..last.at].trim_end();
        let bracketed = after.starts_with([')', ']']) && last.text.chars().count() <= 2 && !is_year(&last.text);
        let footnote = bracketed && (before.ends_with(['(', '[']) || after.starts_with(')'));
        if mark(PROVISIONAL) {
            state = Some("provisional");
        } else if mark(ESTIMATED) {
            state = Some("estimated");
        } else if !footnote {
            break;
        }
        parts.pop();
    }
    state
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse().is_ok_and(|year| YEARS.contains(&year))
}

/// A year of four digits, or of two after a month or a quarter.
fn year(text: &str, short: bool) -> Option<i32> {
    let number: i32 = text.parse().ok()?;
    match text.len() {
        4 => YEARS.contains(&number).then_some(number),
        2 if short => Some(if number < 70 { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

fn month(text: &str) -> Option<u32> {
    let found = MONTHS.iter().position(|names| {
        names.iter().any(|name| {
            *name == text
                || text.starts_with(name) && (LONGER.contains(&text) || names[0] != *name && name.chars().count() > 4)
        })
    });
    found.map(|place| place as u32 + 1)
}

/// One of four, by digit, Roman numeral or word.
fn nth(text: &str) -> Option<u32> {
    let place = ROMAN
        .iter()
        .position(|roman| *roman == text)
        .or_else(|| ORDINALS.iter().position(|words| words.contains(&text)));
    let digit = (text.len() == 1).then(|| text.parse().ok()).flatten().filter(|digit| (1..=4).contains(digit));
    place.map(|place| place as u32 + 1).or(digit)
}

fn time(words: &[&str], text: &str) -> Option<Time> {
    let whole = |year: i32, (first, count): (u32, u32)| Period::whole_months(year, first, count).map(Time::Whole);
    match words {
        [one] => year(one, false)
            .and_then(Period::year)
            .map(Time::Whole)
            .or_else(|| part(&[one]).map(|(a, b)| Time::Part(a, b))),
        ["fy" | "фг", rest @ ..] => fiscal(rest),
        [one, "fy"] => fiscal(&[*one]),
        [one, other] if one == other => year(one, false).and_then(Period::year).map(Time::Whole),
        [one, two] if is_year(one) && two.chars().all(|c| c.is_ascii_digit()) => years_or_month(one, two, text),
        [one, two] if is_year(two) && one.len() <= 2 && one.chars().all(|c| c.is_ascii_digit()) => {
            let month: u32 = one.parse().ok().filter(|month| (1..=12).contains(month))?;
            whole(year(two, false)?, (month, 1))
        }
        [first, rest @ ..] if is_year(first) => whole(year(first, false)?, part(rest)?),
        [rest @ .., last] => match year(last, true) {
            Some(year) => whole(year, part(rest)?),
            None => part(words).map(|(first, count)| Time::Part(first, count)),
        },
        [] => None,
    }
}

/// `2023/24`, `2023-24`, `2019–2021` and `2024-03`.
fn years_or_month(one: &str, two: &str, text: &str) -> Option<Time> {
    let first = year(one, false)?;
    // `2024.5` is a number.
    if [".", ","].iter().any(|mark| text.contains(&format!("{one}{mark}{two}"))) {
        return None;
    }
    let month: Option<u32> = two.parse().ok().filter(|month| (1..=12).contains(month) && two.len() <= 2);
    let next = two.len() == 2 && two.parse() == Ok((first + 1) % 100);
    let slash = text.contains('/');
    match (month, year(two, false)) {
        (_, Some(last)) if last == first + 1 && slash => Some(Time::Fiscal(first)),
        (_, Some(last)) if last > first => {
            let end = Period::year(last)?.end();
            Period::between(Period::year(first)?.start(), end).map(Time::Whole)
        }
        (Some(month), _) if !(next && slash) => Period::whole_months(first, month, 1).map(Time::Whole),
        _ if next => Some(Time::Fiscal(first)),
        _ => None,
    }
}

/// `2024`, `2023 24` or `2023 2024` after `FY`.
fn fiscal(words: &[&str]) -> Option<Time> {
    match words {
        [one] => year(one, true).map(|year| Time::Fiscal(year - 1)),
        [one, two] => {
            let first = year(one, false)?;
            let next = two.parse() == Ok((first + 1) % 100) || two.parse() == Ok(first + 1);
            next.then_some(Time::Fiscal(first))
        }
        _ => None,
    }
}

/// A part of a year: its first month, and how many.
fn part(words: &[&str]) -> Option<(u32, u32)> {
    let quarter = |nth: u32| (nth * 3 - 2, 3);
    let half = |nth: u32| (nth <= 2).then(|| (nth * 6 - 5, 6));
    match words {
        [one] => month(one).map(|month| (month, 1)),
        ["m" | "м", number] | [number, "月" | "月份" | "m"] if number.len() <= 2 => {
            let month: u32 = number.parse().ok().filter(|month| (1..=12).contains(month))?;
            Some((month, 1))
        }
        ["第", rest @ ..] => part(rest),
        [word, number] | [number, word] if QUARTERS.contains(word) && nth(number).is_some() => nth(number).map(quarter),
        [word, number] | [number, word] if HALVES.contains(word) && nth(number).is_some() => nth(number).and_then(half),
        [number, "half", "year"] => nth(number).and_then(half),
        [number, "months" | "месяцев" | "месяца" | "мес" | "monate" | "mois" | "meses" | "м"] => {
            let count: u32 = number.parse().ok().filter(|count| (2..=12).contains(count))?;
            Some((1, count))
        }
        [one, two] => {
            let (first, last) = (month(one)?, month(two)?);
            (first < last).then(|| (first, last - first + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_in_everyday_forms() {
        for (text, expected) in [
            ("2024", "2024"),
            ("2024 г.", "2024"),
            ("2024 год", "2024"),
            ("2024年", "2024"),
            ("2024*", "2024"),
            ("2024²", "2024"),
            ("2023 1)", "2023"),
            ("2024 (p)", "2024"),
            ("2024p", "2024"),
            ("2024 [1]", "2024"),
            ("2011 [YR2011]", "2011"),
            ("Q1 2024", "2024-Q1"),
            ("2024 Q1", "2024-Q1"),
            ("2024Q1", "2024-Q1"),
            ("1Q24", "2024-Q1"),
            ("Q3'23", "2023-Q3"),
            ("2024-Q1", "2024-Q1"),
            ("I кв. 2024", "2024-Q1"),
            ("IV кв. 2023 г.", "2023-Q4"),
            ("1 квартал 2024", "2024-Q1"),
            ("2024年第一季度", ""),
            ("2024年1季度", "2024-Q1"),
            ("T2 2024", "2024-Q2"),
            ("1. Quartal 2024", "2024-Q1"),
            ("H1 2024", "2024-H1"),
            ("1H 2024", "2024-H1"),
            ("1 полугодие 2024", "2024-H1"),
            ("2024M01", "2024-01"),
            ("Jan-24", "2024-01"),
            ("January 2024", "2024-01"),
            ("2024 Jan", "2024-01"),
            ("Sept. 2024", "2024-09"),
            ("янв.24", "2024-01"),
            ("Январь 2024 г.", "2024-01"),
            ("März 2024", "2024-03"),
            ("févr. 2024", "2024-02"),
            ("2024年1月", "2024-01"),
            ("01.2024", "2024-01"),
            ("2024/03", "2024-03"),
            ("2024-11", "2024-11"),
            ("Jan-Jun 2024", "2024-H1"),
            ("январь-апрель 2024", "2024-01..2024-04"),
            ("9 months 2024", "2024-01..2024-09"),
            ("2019–2021", "2019..2021"),
            ("мамыр 2024", "2024-05"),
        ] {
            assert_eq!(period(text).map_or(String::new(), |period| period.to_string()), expected, "{text}");
        }
        for text in [
            "",
            "Total",
            "2024 exports",
            "Exports 2024",
            "24",
            "2024,5",
            "12345",
            "Germany",
            "20240",
            "market 2024",
            "S",
            "t",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }

    #[test]
    fn fiscal_years_days_and_parts_are_told_apart() {
        let time = |text: &str| said(text).map(|said| said.time);
        assert_eq!(time("2023/24"), Some(Time::Fiscal(2023)));
        assert_eq!(time("FY2024"), Some(Time::Fiscal(2023)));
        assert_eq!(time("FY 2023-24"), Some(Time::Fiscal(2023)));
        assert_eq!(time("2023-24"), Some(Time::Fiscal(2023)));
        assert_eq!(time("Q1"), Some(Time::Part(1, 3)));
        assert_eq!(time("март"), Some(Time::Part(3, 1)));
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(time("31.12.2024"), Some(Time::Day(day(2024, 12, 31))));
        assert_eq!(time("2024-12-31"), Some(Time::Day(day(2024, 12, 31))));
        assert_eq!(time("12/31/2024"), Some(Time::Day(day(2024, 12, 31))));
        assert_eq!(time("December 31, 2024"), Some(Time::Day(day(2024, 12, 31))));
        assert_eq!(time("03/04/2024"), Some(Time::EitherDay(day(2024, 4, 3), day(2024, 3, 4))));
        assert_eq!(grain(&[day(2023, 12, 31), day(2024, 12, 31)]), "year");
        assert_eq!(grain(&[day(2024, 1, 1), day(2024, 2, 1)]), "month");
        assert_eq!(grain(&[day(2024, 3, 31), day(2024, 6, 30)]), "quarter");
        assert_eq!(grain(&[day(2024, 3, 30)]), "day");
    }
}

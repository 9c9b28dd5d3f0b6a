//! Periods of every shape a trade bulletin prints.

mod dates;
mod parts;
mod reader;
mod relative;
mod running;

use std::ops::Range;

use super::super::words::{Token, TokenKind, is_any};
use super::{Mentioned, PeriodMention};
use dates::{dated, months};
use parts::{fiscal, part_of_year};
use relative::relative;
use running::running;
use tradeproof_model::Period;

pub(super) use reader::{COUNT_WORDS, Reader};

/// A stretch of text that names a date or a period; `period` is `None` where the year is not printed.
pub(super) struct CalendarSpan {
    pub span: Range<usize>,
    pub period: Option<Mentioned>,
    /// The years of which nothing but years is made: they are figures as well.
    pub years: Vec<Range<usize>>,
}

/// Reads a date or a period at the reader's place.
pub(super) fn read(mut reader: Reader<'_>) -> Option<CalendarSpan> {
    let start = reader.at;
    let mut only_years = false;
    let period = relative(&mut reader)
        .or_else(|| running(&mut reader))
        .map(Some)
        .or_else(|| fiscal(&mut reader).map(|period| Some(Mentioned::Dated(period))))
        .or_else(|| part_of_year(&mut reader).map(Some))
        .or_else(|| dated(&mut reader))
        .or_else(|| months(&mut reader).map(Some))
        .or_else(|| decade(&mut reader).map(|period| Some(Mentioned::Dated(period))))
        .or_else(|| {
            let period = years(&mut reader)?;
            only_years = true;
            Some(Some(Mentioned::Dated(period)))
        })?;
    let first = reader.tokens.get(start)?;
    let last = reader.tokens.get(reader.at.checked_sub(1)?)?;
    let read = reader.tokens[start..reader.at].iter();
    let years = read.filter(|token| only_years && token.kind == TokenKind::Digits && token.end - token.start == 4);
    Some(CalendarSpan { span: first.start..last.end, period, years: years.map(Token::span).collect() })
}

/// `23` or `2023` after `2022-`.
fn short_year(r: &mut Reader<'_>, year: i32) -> Option<i32> {
    let next: i32 = r.peek()?.parse().ok()?;
    let follows = next == year + 1 || next == (year + 1) % 100;
    follows.then(|| {
        r.at += 1;
        year + 1
    })
}

/// `the 1990s`.
fn decade(reader: &mut Reader<'_>) -> Option<Period> {
    reader.attempt(|r| {
        let first = r.year().filter(|year| year % 10 == 0)?;
        if !(r.joined() && r.word("s")) {
            return None;
        }
        let (from, to) = (Period::year(first)?, Period::year(first + 9)?);
        Period::between(from.start(), to.end())
    })
}

/// `2017`, `2005–2017`, `2016/17`, `between 2005 and 2017`.
fn years(reader: &mut Reader<'_>) -> Option<Period> {
    reader.attempt(|r| {
        let joins_with_words =
            r.at > 0 && r.tokens.get(r.at - 1).is_some_and(|before| is_any(before.text(r.text), &["from", "between"]));
        let first = r.year()?;
        let second = r.attempt(|r| {
            if r.dash() || r.word("/") {
                let short = r.peek().is_some_and(|next| next.len() == 2);
                return if short { short_year(r, first).map(|_| None) } else { r.year().map(Some) };
            }
            (joins_with_words && r.any(&["to", "and", "until", "through"])).then(|| r.year().map(Some))?
        });
        match second {
            None => Period::year(first),
            // 2022-23 and 2016/17: twelve months across two calendar years, from April unless the text says else.
            Some(None) => Period::whole_months(first, 4, 12),
            Some(Some(last)) => {
                let (from, to) = (Period::year(first)?, Period::year(last)?);
                Period::between(from.start(), to.end())
            }
        }
    })
}

impl From<CalendarSpan> for Option<PeriodMention> {
    fn from(found: CalendarSpan) -> Self {
        found.period.map(|period| PeriodMention { span: found.span, period })
    }
}

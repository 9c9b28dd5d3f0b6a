//! Periods of every shape a trade bulletin prints.

use std::ops::Range;

use chrono::NaiveDate;

use super::super::words::{Token, TokenKind, is, is_any};
use super::{Mentioned, PeriodMention};
use crate::model::Period;

/// A stretch of text that names a date or a period; `period` is `None` where the year is not printed.
pub(super) struct CalendarSpan {
    pub span: Range<usize>,
    pub period: Option<Mentioned>,
    /// The years of which nothing but years is made: they are figures as well.
    pub years: Vec<Range<usize>>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const QUARTER_WORDS: [&str; 4] = ["first", "second", "third", "fourth"];
const COUNT_WORDS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A reader over the tokens of one block.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token], at: usize) -> Self {
        Self { text, tokens, at }
    }

    fn peek(&self) -> Option<&'t str> {
        self.tokens.get(self.at).map(|token| token.text(self.text))
    }

    fn take(&mut self, accepts: impl Fn(&str) -> bool) -> bool {
        let taken = self.peek().is_some_and(accepts);
        if taken {
            self.at += 1;
        }
        taken
    }

    fn word(&mut self, lower: &str) -> bool {
        self.take(|word| is(word, lower))
    }

    fn any(&mut self, list: &[&str]) -> bool {
        self.take(|word| is_any(word, list))
    }

    fn words(&mut self, list: &[&str]) -> bool {
        let start = self.at;
        let all = list.iter().all(|word| self.word(word));
        if !all {
            self.at = start;
        }
        all
    }

    /// Runs `read`; where it finds nothing, nothing was read.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let start = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn dash(&mut self) -> bool {
        self.any(&["-", "–", "—", "‑"])
    }

    /// A dash or a word that joins the ends of a span.
    fn through(&mut self) -> bool {
        self.dash() || self.any(&["to", "and", "through", "until"])
    }

    fn month(&mut self) -> Option<u32> {
        let word = self.peek()?;
        if !word.starts_with(char::is_uppercase) || word.len() < 3 {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let found = MONTHS.iter().position(|month| {
            *month == lower || (lower.len() <= 4 && month.starts_with(&lower) && month.len() > lower.len())
        })?;
        self.at += 1;
        if lower.len() <= 4 && lower != MONTHS[found] {
            self.word(".");
        }
        Some(found as u32 + 1)
    }

    /// A four-digit year that is no part of a longer number.
    fn year(&mut self) -> Option<i32> {
        let token = self.tokens.get(self.at)?;
        let text = token.text(self.text);
        let year: i32 = (token.kind == TokenKind::Digits && text.len() == 4).then(|| text.parse().ok())??;
        let joined = starts_number_tail(&self.text[token.end..]) || ends_number_head(&self.text[..token.start]);
        if !(1700..=2199).contains(&year) || joined {
            return None;
        }
        self.at += 1;
        Some(year)
    }

    fn small_number(&mut self, most: u32) -> Option<u32> {
        let token = self.tokens.get(self.at)?;
        let text = token.text(self.text);
        let number: u32 = (token.kind == TokenKind::Digits && text.len() <= 2).then(|| text.parse().ok())??;
        (1..=most).contains(&number).then(|| {
            self.at += 1;
            number
        })
    }

    fn counted(&mut self) -> Option<u32> {
        let word = self.peek()?;
        if let Some(index) = COUNT_WORDS.iter().position(|name| is(word, name)) {
            self.at += 1;
            return Some(index as u32 + 1);
        }
        self.small_number(12)
    }
}

/// `,5` or `.5` after a year makes it a number; `%` and letters make it something else.
fn starts_number_tail(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('.' | ',') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('%') => true,
        Some(c) => c.is_alphanumeric() && !rest.starts_with('s'),
        None => false,
    }
}

fn ends_number_head(before: &str) -> bool {
    let mut chars = before.chars().rev();
    match chars.next() {
        Some('.' | ',') => chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('$' | '£' | '€' | '¥' | '₦' | '₹' | '₽' | '₸' | '₺') => true,
        _ => false,
    }
}

/// Reads a date or a period at the reader's place.
pub(super) fn read(mut reader: Reader<'_>) -> Option<CalendarSpan> {
    let start = reader.at;
    let mut only_years = false;
    let period = relative(&mut reader)
        .map(Some)
        .or_else(|| fiscal(&mut reader).map(|period| Some(Mentioned::Dated(period))))
        .or_else(|| part_of_year(&mut reader).map(Some))
        .or_else(|| dated(&mut reader))
        .or_else(|| months(&mut reader).map(Some))
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

/// Periods named by their relation to another.
fn relative(reader: &mut Reader<'_>) -> Option<Mentioned> {
    reader.attempt(|r| {
        if r.words(&["year", "-", "on", "-", "year"])
            || r.words(&["year", "on", "year"])
            || r.words(&["year", "-", "over", "-", "year"])
            || r.words(&["yoy"])
            || r.words(&["y", "/", "y"])
            || r.words(&["y", "-", "o", "-", "y"])
        {
            return Some(Mentioned::YearOnYear);
        }
        if r.words(&["month", "-", "on", "-", "month"])
            || r.words(&["month", "on", "month"])
            || r.words(&["quarter", "-", "on", "-", "quarter"])
        {
            return Some(Mentioned::PeriodOnPeriod);
        }
        same_period(r).or_else(|| last_year(r)).or_else(|| year_earlier(r)).or_else(|| preceding(r))
    })
}

/// `the same period in 2016`, `the corresponding months of last year`.
fn same_period(r: &mut Reader<'_>) -> Option<Mentioned> {
    r.attempt(|r| {
        let same = r.any(&["same", "corresponding", "comparable", "like"]);
        let unit = r.any(&["period", "months", "month", "quarter", "half", "span", "time", "term"]);
        if !(same && unit) {
            return None;
        }
        r.any(&["of", "in", "a", "during"]);
        r.any(&["the"]);
        if let Some(year) = r.year() {
            return Some(Mentioned::SameMonthsOf(year));
        }
        Some(if year_earlier(r).is_some() { Mentioned::YearEarlier } else { Mentioned::SamePeriod })
    })
}

fn last_year(r: &mut Reader<'_>) -> Option<Mentioned> {
    r.attempt(|r| {
        let last = r.word("last") && {
            r.any(&["fiscal", "financial"]);
            r.word("year")
        };
        last.then_some(Mentioned::LastYear)
    })
}

fn year_earlier(r: &mut Reader<'_>) -> Option<Mentioned> {
    r.attempt(|r| {
        let found = (r.any(&["year", "12"])
            && (r.any(&["earlier", "ago", "before"]) || (r.word("-") && r.any(&["ago", "earlier"]))))
            || ((r.any(&["previous", "preceding", "prior"]) || r.word("last")) && {
                r.any(&["fiscal", "financial"]);
                r.word("year")
            })
            || r.words(&["the", "year", "before"]);
        found.then_some(Mentioned::YearEarlier)
    })
}

fn preceding(r: &mut Reader<'_>) -> Option<Mentioned> {
    r.attempt(|r| {
        let found =
            r.any(&["previous", "preceding", "prior"]) && r.any(&["month", "quarter", "week", "period", "half"]);
        found.then_some(Mentioned::Preceding)
    })
}

/// `FY24`, `FY2022-23`, `fiscal year 2022-23`, `(July-June) 2021-22` is read by [`months`].
fn fiscal(reader: &mut Reader<'_>) -> Option<Period> {
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
fn part_of_year(reader: &mut Reader<'_>) -> Option<Mentioned> {
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

/// `19 January 1992`, `January 19, 1992`, `19–21 July 2017`, `28 February`.
fn dated(reader: &mut Reader<'_>) -> Option<Option<Mentioned>> {
    day_first(reader).or_else(|| month_first(reader))
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
fn months(reader: &mut Reader<'_>) -> Option<Mentioned> {
    reader.attempt(|r| {
        let first = r.month()?;
        let first_year = r.attempt(|r| {
            r.any(&[",", "of"]);
            r.year()
        });
        let last = r.attempt(|r| if r.through() { r.month() } else { None });
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

/// `23` or `2023` after `2022-`.
fn short_year(r: &mut Reader<'_>, year: i32) -> Option<i32> {
    let next: i32 = r.peek()?.parse().ok()?;
    let follows = next == year + 1 || next == (year + 1) % 100;
    follows.then(|| {
        r.at += 1;
        year + 1
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

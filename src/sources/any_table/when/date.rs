//! Days, and the periods that they stand for.

use chrono::{Datelike as _, NaiveDate};

use crate::model::Period;

use super::{Time, is_year, month, year};

/// `31.12.2024`, `2024-12-31`, `12/31/2024`, `31 December 2024`, `December 31, 2024`.
pub(super) fn date(text: &str) -> Option<Time> {
    let text = text.trim_end_matches(['*', '.', ',']).trim_end_matches(" г").split(" 00:00").next()?;
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    let day = |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day);
    if is_year(one) {
        return day(year(one, false)?, number(two)?, number(three)?).map(Time::Day);
    }
    let year = year(three, !text.contains(' '))?;
    match (number(one), number(two)) {
        (Some(first), Some(second)) => match (day(year, second, first), day(year, first, second)) {
            (Some(first), Some(second)) if first != second && !text.contains('.') => {
                Some(Time::EitherDay(first, second))
            }
            (Some(only), _) | (None, Some(only)) => Some(Time::Day(only)),
            (None, None) => None,
        },
        (Some(number), None) => day(year, month(two)?, number).map(Time::Day),
        (None, Some(number)) => day(year, month(one)?, number).map(Time::Day),
        (None, None) => None,
    }
}

/// What days stand for: the last or first days of years, quarters or months where all of them are such, otherwise themselves.
#[must_use]
pub fn grain(days: &[NaiveDate]) -> &'static str {
    let last = |day: &NaiveDate| day.succ_opt().is_none_or(|next| next.day() == 1);
    let (firsts, lasts) = (days.iter().all(|day| day.day() == 1), days.iter().all(last));
    if !firsts && !lasts || days.is_empty() {
        return "day";
    }
    let mut months: Vec<i32> = days.iter().map(|day| day.year() * 12 + day.month0() as i32).collect();
    months.sort_unstable();
    months.dedup();
    let step = months.windows(2).map(|pair| pair[1] - pair[0]).min();
    let fits = |length: i32| {
        let offset = if firsts { 0 } else { length - 1 };
        months.iter().all(|month| month % length == offset) && step.is_none_or(|step| step >= length)
    };
    match () {
        () if fits(12) => "year",
        () if fits(3) => "quarter",
        () => "month",
    }
}

/// The period of a grain that holds a day.
#[must_use]
pub fn holding(day: NaiveDate, grain: &str) -> Option<Period> {
    match grain {
        "year" => Period::year(day.year()),
        "quarter" => Period::whole_months(day.year(), day.month0() / 3 * 3 + 1, 3),
        "month" => Period::whole_months(day.year(), day.month(), 1),
        _ => Some(Period::day(day)),
    }
}

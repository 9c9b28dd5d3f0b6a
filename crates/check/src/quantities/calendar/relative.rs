//! Periods named by their relation to another: `the same period in 2016`, `a year earlier`, `year on year`.

use super::super::Mentioned;
use super::reader::Reader;

/// Periods named by their relation to another.
pub(super) fn relative(reader: &mut Reader<'_>) -> Option<Mentioned> {
    reader.attempt(|r| {
        if r.words(&["year", "-", "on", "-", "year"])
            || r.words(&["year", "on", "year"])
            || r.words(&["year", "-", "over", "-", "year"])
            || r.words(&["year", "over", "year"])
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

pub(super) fn year_earlier(r: &mut Reader<'_>) -> Option<Mentioned> {
    r.attempt(|r| {
        let twelve_months = |r: &mut Reader<'_>| r.any(&["12", "twelve"]) && r.any(&["months", "month"]);
        let found = ((r.word("year") || twelve_months(r))
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
        let found = found || (r.any(&["month", "quarter", "week"]) && r.any(&["earlier", "ago", "before"]));
        found.then_some(Mentioned::Preceding)
    })
}

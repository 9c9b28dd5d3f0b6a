//! Which periods the figures are of: in the header, in columns, or said of all of them.

use chrono::NaiveDate;

use super::columns::{Role, embedded};
use super::facts;
use super::table::Draft;
use super::when::{self, Time};

/// Finds where the periods stand, and what days among them stand for.
pub(super) fn settle(draft: &mut Draft<'_>) {
    let mut found = Vec::new();
    for (role, field) in
        [(Role::Period, "period"), (Role::Year, "year"), (Role::Quarter, "quarter"), (Role::Month, "month")]
    {
        if let Some(place) = draft.with(&role).first().copied() {
            let label = draft.columns[place].label.clone();
            draft.column(field, &label);
            let cells = draft.body.iter().map(|line| line.cell(place)).filter(|cell| !cell.is_blank());
            found.extend(cells.filter_map(|cell| cell.time().map(|said| (cell.text.clone(), said.time))));
            draft.understood.line(format!("{field}s down in `{label}`"));
        }
    }
    let down = draft.mapping.columns.contains_key("period") || draft.mapping.columns.contains_key("year");
    let figures = draft.with(&Role::Figures);
    let headed: Vec<Vec<Time>> = figures.iter().map(|place| draft.columns[*place].times()).collect();
    let across = headed.iter().any(|times| !times.is_empty());
    if across {
        found.extend(headed.iter().flatten().map(|time| (String::new(), *time)));
        let frequency = headed.iter().flatten().next().map_or("periods", frequency);
        draft.understood.line(format!("{frequency} across"));
        for (place, times) in figures.iter().zip(&headed) {
            // Beside columns of periods, one without is their sum, or something else.
            if times.is_empty() && !down {
                draft.columns[*place].role = Role::Aside("no period in the header");
            }
        }
    }
    let parts = |time: &Time| matches!(time, Time::Part(..));
    let whole = down
        || headed.iter().any(|times| times.iter().any(|time| !parts(time)))
        || draft.mapping.sections.as_deref() == Some("period");
    let sections = draft
        .body
        .iter()
        .any(|line| line.filled() == 1 && line.cells.iter().any(|cell| when::period(&cell.text).is_some()));
    if !whole && !sections {
        constant(draft);
    }
    days(draft, &found);
    fiscal(draft, &found);
}

fn frequency(time: &Time) -> &'static str {
    match time {
        Time::Whole(period) => match period.months() {
            Some(12) => "years",
            Some(3) => "quarters",
            Some(1) => "months",
            _ => "periods",
        },
        Time::Fiscal(_) => "fiscal years",
        Time::Day(_) | Time::EitherDay(..) => "dates",
        Time::Part(_, 3) => "quarters",
        Time::Part(_, 1) => "months",
        Time::Part(..) => "parts of a year",
    }
}

/// The period of all figures, where neither header nor rows say one.
fn constant(draft: &mut Draft<'_>) {
    let settled = facts::set(draft.settings, "period").and_then(|(text, place)| {
        let time = when::said(&text).map(|said| said.time).or_else(|| text.parse().ok().map(Time::Whole));
        time.map(|time| (time, place))
    });
    match settled.or_else(|| draft.context.period()) {
        Some((time, place)) => {
            let text = written(time);
            draft.understood.line(format!("period {text} (from {place})"));
            draft.constant("period", &text);
        }
        None => draft.open("the period of the figures is not said", "--set period=2024"),
    }
}

/// A time as a mapping writes it, so that it reads as the same.
#[must_use]
pub(super) fn written(time: Time) -> String {
    match time {
        Time::Whole(period) => period.to_string(),
        Time::Fiscal(year) => format!("{year}/{:02}", (year + 1) % 100),
        Time::Day(day) => day.to_string(),
        Time::EitherDay(day, _) => day.format("%d/%m/%Y").to_string(),
        Time::Part(first, 1) => format!("M{first}"),
        Time::Part(first, 3) => format!("Q{}", first / 3 + 1),
        Time::Part(first, 6) => format!("H{}", first / 6 + 1),
        Time::Part(_, count) => format!("{count} months"),
    }
}

/// The header's time put together of its rows: a year above a quarter.
#[must_use]
pub(super) fn of_header(times: &[Time]) -> Option<String> {
    use chrono::Datelike as _;
    let whole = times.iter().rev().find(|time| !matches!(time, Time::Part(..)));
    let part = times.iter().rev().find_map(|time| match time {
        Time::Part(first, count) => Some((*first, *count)),
        _ => None,
    });
    match (whole, part) {
        (Some(Time::Whole(year)), Some((first, count))) => {
            crate::model::Period::whole_months(year.start().year(), first, count).map(|period| period.to_string())
        }
        (Some(time), _) => Some(written(*time)),
        (None, Some((first, count))) => Some(written(Time::Part(first, count))),
        (None, None) => None,
    }
}

/// What days stand for, and whether the day or the month comes first.
fn days(draft: &mut Draft<'_>, found: &[(String, Time)]) {
    let either: Vec<NaiveDate> = found
        .iter()
        .filter_map(|(_, time)| match time {
            Time::EitherDay(day, _) => Some(*day),
            _ => None,
        })
        .collect();
    let mut days: Vec<NaiveDate> = found
        .iter()
        .filter_map(|(_, time)| match time {
            Time::Day(day) => Some(*day),
            _ => None,
        })
        .collect();
    if !either.is_empty() {
        let settled = draft.settings.get("day_first").map(|first| first == "true").or_else(|| order(found));
        match settled {
            Some(first) => {
                draft.mapping.day_first = Some(first);
                days.extend(found.iter().filter_map(|(_, time)| match time {
                    Time::EitherDay(day, month) => Some(if first { *day } else { *month }),
                    _ => None,
                }));
            }
            None => draft.open("whether days or months come first in dates is not said", "--set day_first=true"),
        }
    }
    if days.is_empty() {
        return;
    }
    let grain = draft.settings.get("dates").unwrap_or_else(|| when::grain(&days)).to_owned();
    let shown = days[0];
    match grain.as_str() {
        "day" => draft.understood.line("dates stand for days"),
        grain => draft
            .understood
            .doubt(format!("dates such as {shown} are taken as {grain}s; --set dates=day takes them as days")),
    }
    draft.mapping.dates = Some(grain);
}

/// Whether days come first, as a date with a number above 12 shows.
fn order(found: &[(String, Time)]) -> Option<bool> {
    found.iter().filter(|(_, time)| matches!(time, Time::Day(_))).find_map(|(text, _)| {
        let first: u32 = text.split('/').next()?.trim().parse().ok()?;
        text.contains('/').then_some(first > 12)
    })
}

/// Fiscal years begin in April unless it is said.
fn fiscal(draft: &mut Draft<'_>, found: &[(String, Time)]) {
    if !found.iter().any(|(_, time)| matches!(time, Time::Fiscal(_))) {
        return;
    }
    let month: u32 = draft
        .settings
        .get("fiscal")
        .and_then(|text| text.parse().ok())
        .filter(|month| (1..=12).contains(month))
        .unwrap_or(4);
    draft.mapping.fiscal = Some(month);
    if draft.settings.get("fiscal").is_none() {
        draft.understood.doubt("fiscal years are taken to begin in April; --set fiscal=7 says July");
    }
}

/// The header's words without its period.
#[must_use]
pub(super) fn without_period(header: &str) -> String {
    if embedded(header).is_none() {
        header.to_owned()
    } else {
        header.chars().filter(|c| !c.is_ascii_digit()).collect()
    }
}

//! When a figure is of, and what it is compared with.

use chrono::{Datelike as _, NaiveDate};

use super::Subject;
use super::asked::{Asked, Measure};
use crate::quantities::Mentioned;
use tradeproof_model::Period;
use tradeproof_model::evidence::Holding;

/// More readings than these are no reading.
pub(super) const CHOICES: usize = 4;

/// A period, the one it is compared with, and whether the text says both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    pub period: Period,
    pub base: Period,
    pub stated: bool,
}

/// The periods that a figure may be of.
///
/// # Errors
/// When the text says no period and the data leave a choice.
pub(super) fn times(subject: &Subject<'_>, asked: &Asked, there: &Holding) -> Result<Vec<Time>, String> {
    if let Some(period) = asked.when.period {
        let base = asked.base.period.filter(|base| *base != period).unwrap_or_else(|| period.same_a_year_earlier());
        let linked = Time { period, base, stated: is_dated(subject, asked) && !is_dated_alike(subject, asked) };
        return Ok(match named(subject, asked).as_slice() {
            // The figure was dated from elsewhere, and its sentence names another period.
            [only] if asked.measure == Measure::Level && !asked.is_base && *only != period => {
                vec![Time { stated: true, ..open(*only) }, linked.unstated()]
            }
            _ => match ends(subject, asked, &period) {
                Some(ends) => vec![linked.unstated(), ends],
                None => vec![linked],
            },
        });
    }
    if let Some((first, last)) = asked.when.months {
        let count = if first <= last { last - first + 1 } else { 13 + last - first };
        let mut years: Vec<i32> = there.periods.iter().map(|period| period.start().year()).collect();
        years.dedup();
        if years.len() > CHOICES {
            return Err(format!("the text names no year, and the data have {}", years.len()));
        }
        return Ok(years.into_iter().filter_map(|year| Period::whole_months(year, first, count)).map(open).collect());
    }
    match there.periods.as_slice() {
        [only] => Ok(vec![open(*only)]),
        several => Err(format!("the text names no period, and the data have {}", several.len())),
    }
}

impl Time {
    fn unstated(self) -> Self {
        Self { stated: false, ..self }
    }
}

/// A period that the text does not say of the figure.
fn open(period: Period) -> Time {
    Time { period, base: period.same_a_year_earlier(), stated: false }
}

/// `Between 2012 and 2017 exports rose`: the last part against the first, where the text says no other base.
fn ends(subject: &Subject<'_>, asked: &Asked, period: &Period) -> Option<Time> {
    let event = &subject.linked.events[asked.event];
    let mentions = subject.linked.periods_within(&subject.linked.sentences[asked.sentence].span);
    let mention = mentions.iter().find(|mention| mention.period == Mentioned::Dated(*period))?;
    let words = subject.text.prose[mention.span.clone()].to_lowercase();
    let parted = ["between", "from"].iter().any(|word| words.starts_with(word)) || words.contains(" to ");
    if !parted || event.base_when.is_some() || event.base.is_some() {
        return None;
    }
    let months = period.months()?;
    let part = if months.is_multiple_of(12) { 12 } else { 1 };
    let last =
        Period::whole_months(period.end().year(), period.end().month() + 1 - part.min(period.end().month()), part)?;
    let first = Period::whole_months(period.start().year(), period.start().month(), part)?;
    (first != last).then_some(Time { period: last, base: first, stated: false })
}

/// The dated periods that the sentence names.
pub(super) fn named(subject: &Subject<'_>, asked: &Asked) -> Vec<Period> {
    let mentions = subject.linked.periods_within(&subject.linked.sentences[asked.sentence].span);
    let dated = mentions.iter().filter_map(|mention| match mention.period {
        Mentioned::Dated(period) => Some(period),
        _ => None,
    });
    dated.collect()
}

/// Whether a date stands in the sentence, in the two before it, or in a heading right above.
fn is_dated(subject: &Subject<'_>, asked: &Asked) -> bool {
    let linked = subject.linked;
    let sentence = &linked.sentences[asked.sentence];
    let at = linked.all_sentences.partition_point(|(span, _)| span.start < sentence.span.start);
    let near = linked.all_sentences[..at].iter().rev().take(2).filter(|(_, block)| block + 1 >= sentence.block);
    let spans = near.map(|(span, _)| span).chain([&sentence.span]);
    let mut mentions = spans.flat_map(|span| linked.periods_within(span));
    mentions.any(|mention| matches!(mention.period, Mentioned::Dated(_) | Mentioned::SameMonthsOf(_)))
}

/// Whether level and base of one comparison were given the same date, so that one of them is wrong.
fn is_dated_alike(subject: &Subject<'_>, asked: &Asked) -> bool {
    let event = &subject.linked.events[asked.event];
    let when = |figure: Option<usize>| figure.and_then(|figure| subject.linked.placed[figure].when.period);
    when(event.level).is_some() && when(event.level) == when(event.base)
}

/// Other periods that the sentence names.
pub(super) fn also_named(subject: &Subject<'_>, asked: &Asked, but: &Time) -> Vec<Period> {
    let mut found = named(subject, asked);
    found.push(but.base);
    found.retain(|period| *period != but.period);
    found.dedup();
    found
}

/// Twelve months that the same year may mean: those from April, July or October that end in it, or from April that start
/// in it; for a fiscal year those of other countries, and the calendar years.
pub(super) fn other_years(period: &Period) -> Vec<Period> {
    if period.months() != Some(12) {
        return Vec::new();
    }
    let year = |day: NaiveDate| day.year();
    let (first, last) = (year(period.start()), year(period.end()));
    let of_years: &[(i32, u32)] = match period.start().month() {
        1 => &[(first, 4), (first - 1, 4), (first - 1, 7), (first - 1, 10)],
        _ => &[(first, 1), (last, 1), (first, 4), (first, 7), (first, 10), (first - 1, 10)],
    };
    let mut found: Vec<Period> =
        of_years.iter().filter_map(|(year, month)| Period::whole_months(*year, *month, 12)).collect();
    found.retain(|other| other != period);
    found.sort_unstable();
    found.dedup();
    found
}

/// January to the end of the period, and its last month alone.
pub(super) fn year_to_date(period: &Period) -> Vec<Period> {
    let Some(months) = period.months() else { return Vec::new() };
    let (year, month) = (period.end().year(), period.end().month());
    let ends_alike = [Period::whole_months(year, 1, month), Period::whole_months(year, month, 1)];
    let fits = |other: &Period| other != period && months < 12;
    ends_alike.into_iter().flatten().filter(fits).collect()
}

/// The twelve months that end with the period.
pub(super) fn twelve_months(period: &Period) -> Option<Period> {
    period.months().filter(|months| *months < 12)?;
    let after = period.end().succ_opt()?;
    Period::whole_months(after.year() - 1, after.month(), 12)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn a_calendar_year_may_mean_the_fiscal_years_that_meet_it() {
        let years: Vec<String> = other_years(&period("2017")).iter().map(Period::to_string).collect();
        assert!(years.contains(&"2017-04..2018-03".to_owned()) && years.contains(&"2016-07..2017-06".to_owned()));
        let fiscal = other_years(&period("FY2022-23"));
        assert!(fiscal.contains(&period("2022")) && fiscal.contains(&period("2022-07..2023-06")));
        assert!(!fiscal.contains(&period("FY2022-23")));
        assert!(other_years(&period("2017-Q1")).is_empty());
    }

    #[test]
    fn a_month_may_mean_the_year_so_far() {
        assert_eq!(year_to_date(&period("2017-04")), [period("2017-01..2017-04")]);
        assert_eq!(year_to_date(&period("2017-01..2017-04")), [period("2017-04")]);
        assert_eq!(twelve_months(&period("2017-06")), Some(period("2016-07..2017-06")));
    }
}

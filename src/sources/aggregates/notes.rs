//! What was left out of sums, in the words of the rows that decided it.

use std::collections::{BTreeMap, BTreeSet};

use super::super::audit::counted;
use crate::model::{Amount, Currency, Economy, Period, Unit};

/// Why figures were left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A total gives way to the parts that are asked for.
    PartsAskedFor,
    /// A total gives way to its parts, which make the same.
    PartsComplete,
    /// A group gives way to its members, of which all that there are stand beside it.
    MembersListed,
    /// A group gives way to its members, and what they lack stands as a row of its own.
    Remainder,
    /// Parts lie within a total.
    WithinTotal,
    /// The members of a group are not known here, and nearly all economies are there.
    UnknownMembers,
}

/// Figures of one period, or of several, that were left out for one reason.
#[derive(Debug, Clone, Default)]
struct Entry {
    rows: usize,
    /// What they are called.
    dropped: BTreeSet<String>,
    /// What the figures are called that stay in their place.
    beside: BTreeSet<String>,
    /// In smallest units; `None` where a figure is missing.
    moved: Option<i128>,
    stays: Option<i128>,
    /// The period whose money that is, where rows are of several.
    of: Option<Period>,
}

/// A reason, the total it is about, and a currency.
type Key = (Why, String, String);

/// What was left out of the sums of a frame.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    entries: BTreeMap<Key, BTreeMap<String, Entry>>,
    /// What is doubtful about the figures.
    doubts: BTreeSet<String>,
}

/// Figures that were left out of one sum.
pub struct Left<'n> {
    pub why: Why,
    /// What the total is called that holds the others.
    pub total: &'n str,
    pub currency: &'n str,
    pub period: &'n str,
    pub rows: usize,
    pub dropped: Vec<String>,
    pub beside: Vec<String>,
    /// The money that was left out, and the money of what stays and holds it, in smallest units.
    pub moved: Option<i128>,
    pub stays: Option<i128>,
}

impl Notes {
    pub fn add(&mut self, left: Left<'_>) {
        let fresh = Entry { moved: Some(0), stays: Some(0), ..Entry::default() };
        let key = (left.why, left.total.to_owned(), left.currency.to_owned());
        let entry = self.entries.entry(key).or_default().entry(left.period.to_owned()).or_insert(fresh);
        entry.rows += left.rows;
        entry.dropped.extend(left.dropped);
        entry.beside.extend(left.beside);
        entry.moved = entry.moved.zip(left.moved).map(|(one, other)| one + other);
        entry.stays = entry.stays.zip(left.stays).map(|(one, other)| one + other);
    }

    pub fn doubt(&mut self, doubt: String) {
        self.doubts.insert(doubt);
    }

    /// One line a reason and total, of the periods that are asked for; of all where none is, or where nothing was left out of
    /// those.
    pub fn lines(&self, periods: &[Period]) -> Vec<String> {
        let mut lines = Vec::new();
        for ((why, total, currency), entries) in &self.entries {
            let entry = Entry::together(entries, periods);
            lines.push(line(*why, total, currency, &entry));
        }
        lines.extend(self.doubts.iter().cloned());
        lines
    }
}

impl Entry {
    /// The entries of several periods; the money is of the latest, for sums of months and their years are of nothing.
    fn together(entries: &BTreeMap<String, Self>, periods: &[Period]) -> Self {
        let dated = || entries.iter().map(|(period, entry)| (period.parse::<Period>().ok(), entry));
        let asked =
            |period: &Option<Period>| period.is_some_and(|period| periods.iter().any(|asked| asked.contains(&period)));
        let mut chosen: Vec<(Option<Period>, &Self)> = dated().filter(|(period, _)| asked(period)).collect();
        if chosen.is_empty() {
            chosen = dated().collect();
        }
        chosen.sort_by_key(|(period, _)| period.map(|period| (period.end(), period.days())));
        let mut together = Self::default();
        for (_, entry) in &chosen {
            together.rows += entry.rows;
            together.dropped.extend(entry.dropped.iter().cloned());
            together.beside.extend(entry.beside.iter().cloned());
        }
        if let Some((period, latest)) = chosen.last() {
            (together.moved, together.stays) = (latest.moved, latest.stays);
            together.of = period.filter(|_| chosen.len() > 1);
        }
        together
    }
}

fn line(why: Why, total: &str, currency: &str, entry: &Entry) -> String {
    let (moved, stays) = (money(entry.moved, currency), money(entry.stays, currency));
    let mut rows = counted(entry.rows);
    if let Some(period) = entry.of.filter(|_| moved.is_some()) {
        rows = format!("{rows}, money of {period}");
    }
    let makes = |verb: &str| stays.as_ref().map_or_else(String::new, |stays| format!(" and {verb} {stays}"));
    let of = moved.as_ref().map_or_else(String::new, |moved| format!(", {moved}"));
    let beside = few(&entry.beside);
    let verb = if entry.beside.len() == 1 { "is" } else { "are" };
    let make = if entry.beside.len() == 1 { "makes" } else { "make" };
    match why {
        Why::PartsAskedFor => {
            let lacking =
                entry.moved.zip(entry.stays).map(|(moved, stays)| moved - stays).filter(|lacking| *lacking > 0);
            let lacking = lacking.and_then(|lacking| money(Some(lacking), currency));
            let lacking = lacking.map_or_else(String::new, |lacking| format!("; {lacking} of it is not shown"));
            match entry.beside.is_empty() {
                true => format!("left out {total}{of} in {rows}: its parts are asked for, and none is there"),
                false => format!(
                    "left out {total}{of} in {rows}: its parts are asked for; {beside} {verb} there{}{lacking}",
                    makes(make)
                ),
            }
        }
        Why::PartsComplete => format!("left out {total}{of} in {rows}: {beside} {verb} there{}", makes(make)),
        Why::MembersListed => {
            format!("left out {total}{of} in {rows}: its members are there ({beside}){}", makes("make"))
        }
        Why::Remainder => format!(
            "{total}{of} in {rows}: of its members {beside} {verb} there{}; the rest stands as \"{total}, not shown\"",
            makes(make)
        ),
        Why::WithinTotal => {
            let dropped = few(&entry.dropped);
            format!(
                "left out {dropped}{of} in {rows}: {total} is there and holds them{}",
                stays.as_ref().map_or_else(String::new, |stays| format!(", which makes {stays}"))
            )
        }
        Why::UnknownMembers => {
            let dropped = few(&entry.dropped);
            format!(
                "left out {dropped} in {rows}: who belongs to them is not listed here, and nearly all economies are there"
            )
        }
    }
}

/// Some names and how many more there are.
fn few(names: &BTreeSet<String>) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    match (names.len().saturating_sub(SHOWN), shown.split_last()) {
        (0, Some((last, first))) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (0, _) => shown.concat(),
        (more, _) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// `USD 498.2 million`.
pub fn money(minor: Option<i128>, currency: &str) -> Option<String> {
    let minor = i64::try_from(minor?).ok()?;
    let currency: Currency = currency.parse().ok()?;
    let unit = Unit::fitting(currency, Amount { minor, ulp_minor: 10_i64.pow(currency.exponent()) });
    // One decimal of a magnitude is enough to recognise the figure by.
    let ulp_minor = 10_i64.pow(currency.exponent() + unit.magnitude.exponent().max(1) - 1);
    let figure = unit.print(Amount { minor: round(minor, ulp_minor), ulp_minor });
    Some([currency.code(), &figure, unit.magnitude.word()].join(" ").trim_end().to_owned())
}

fn round(minor: i64, ulp: i64) -> i64 {
    let half = ulp / 2;
    minor.saturating_add(if minor < 0 { -half } else { half }) / ulp * ulp
}

/// What a reader calls an economy, group or product.
pub fn called(code: &str) -> String {
    code.parse::<Economy>()
        .ok()
        .filter(|economy| economy.code() == code)
        .map_or_else(|| code.to_owned(), |economy| economy.name().to_owned())
}

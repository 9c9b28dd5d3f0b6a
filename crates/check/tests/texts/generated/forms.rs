//! The ways in which texts tell facts: each makes one claim of a known kind, right or with its reported figure wrong.

mod growth;
mod others;

use super::facts::{Facts, PeriodKind};
use super::house::House;

/// One way to tell something.
#[derive(Debug)]
pub struct Form {
    /// The kind of the claim, as the checker names it.
    pub kind: &'static str,
    pub name: &'static str,
    /// Whether the text itself ties the figures, so that an error must be found.
    pub stated: bool,
    pub tell: fn(&Said) -> String,
}

/// What a form tells, how, and whether wrongly.
pub struct Said<'f> {
    pub facts: &'f Facts,
    pub house: House,
    pub wrong: bool,
}

impl Said<'_> {
    fn amount(&self, thousands: i128) -> String {
        self.house.amount(thousands)
    }

    /// The reported amount: a third too high where the text is to be wrong.
    fn reported(&self, thousands: i128) -> String {
        self.house.amount(if self.wrong { thousands * 4 / 3 } else { thousands })
    }

    fn reported_percent(&self, numer: i128, denom: i128) -> String {
        let off = if self.wrong { denom * 11 / 100 } else { 0 };
        self.house.percent(numer + off, denom)
    }

    /// The size of a growth, which the verb gives its direction.
    fn growth(&self, [before, now]: [i128; 2]) -> String {
        self.reported_percent((now - before).abs(), before)
    }

    fn now(&self) -> String {
        self.facts.period.name(0)
    }

    fn before(&self) -> String {
        self.facts.period.name(1)
    }
}

fn rose([before, now]: [i128; 2]) -> &'static str {
    if now >= before { "rose" } else { "fell" }
}

fn up([before, now]: [i128; 2]) -> &'static str {
    if now >= before { "up" } else { "down" }
}

fn an_increase([before, now]: [i128; 2]) -> &'static str {
    if now >= before { "an increase" } else { "a decrease" }
}

const fn stated(kind: &'static str, name: &'static str, tell: fn(&Said) -> String) -> Form {
    Form { kind, name, stated: true, tell }
}

const fn loose(kind: &'static str, name: &'static str, tell: fn(&Said) -> String) -> Form {
    Form { kind, name, stated: false, tell }
}

/// All forms.
pub fn forms() -> Vec<&'static Form> {
    growth::FORMS.iter().chain(others::FORMS).collect()
}

impl Form {
    /// Whether it stands apart from the prose.
    pub fn is_table(&self) -> bool {
        self.name.starts_with("a table")
    }
}

/// The forms that speak of single years in so many words do not suit months.
pub fn suits(form: &Form, facts: &Facts) -> bool {
    facts.period.kind == PeriodKind::Year || !form.name.contains("year")
}

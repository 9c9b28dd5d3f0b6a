//! The finding as a sentence, written from the drawn figures: what is largest and its share, what overtook what, a turn, a record.
//!
//! Rules are tried in a fixed order, and what the drawn figures do not bear out is not said. No rule says why.

mod over_time;
mod parts;

use super::caption;
use super::facts::{Facts, Measure};
use super::phrases::{self, Phrases};
use super::{Made, verify};
use crate::charts::{ChartSpec, Table};

/// What a rule looks at.
pub struct View<'a> {
    pub spec: &'a ChartSpec,
    pub facts: &'a Facts,
    /// The figures as they are drawn, after division.
    pub table: &'a Table,
    pub words: &'static Phrases,
}

/// A rule: the sentence, where the figures have what it speaks of.
type Rule = fn(&View) -> Option<String>;

const RULES: [Rule; 9] = [
    parts::largest,
    parts::contribution,
    over_time::overtook,
    over_time::first_place,
    over_time::turned,
    over_time::record,
    over_time::changed,
    parts::concentration,
    parts::first,
];

/// The headline of a chart; a plain name of what is drawn where no rule has something to say.
#[must_use]
pub fn of(made: &Made) -> String {
    let words = phrases::of(made.spec.language());
    let Ok(tables) = Table::read(&made.spec, &made.frame) else { return plain(&made.facts, words) };
    let [(_, table)] = tables.as_slice() else { return plain(&made.facts, words) };
    let view = View { spec: &made.spec, facts: &made.facts, table, words };
    // Every sentence passes the check that stated titles pass.
    let sound = |title: &String| verify::of_title(title, table, &made.spec, Some(&made.facts)).is_empty();
    RULES.iter().filter_map(|rule| rule(&view)).find(sound).unwrap_or_else(|| plain(&made.facts, words))
}

fn plain(facts: &Facts, words: &Phrases) -> String {
    let flow = caption::flow(facts, words);
    match facts.reporter {
        Some(reporter) if words.is_english() => format!("{flow} of {}", caption::with_article(reporter.name())),
        Some(reporter) => format!("{flow}, {}", reporter.name_in(words.lang)),
        None => flow,
    }
}

impl View<'_> {
    /// `UK goods exports`, as the object of a sentence.
    fn flow_of(&self) -> String {
        let flow = caption::lower(&caption::flow(self.facts, self.words));
        match self.facts.reporter {
            Some(reporter) => format!("{} {flow}", possessive(reporter.name())),
            None => flow,
        }
    }

    /// The only period that is drawn, as readers write it.
    fn period(&self) -> Option<String> {
        match self.facts.periods.as_slice() {
            [only] => Some(crate::charts::period_label(only, self.spec.language())),
            _ => None,
        }
    }

    fn is_amount(&self) -> bool {
        matches!(self.facts.measure, Measure::Money | Measure::Count) && self.facts.metrics == 1
    }

    fn is_other(&self, name: &str) -> bool {
        name == self.words.other
    }
}

/// `Austria’s`, `the United Kingdom’s`; names in common use are shortened.
fn possessive(name: &str) -> String {
    match name {
        "United Kingdom" => "UK".to_owned(),
        "United States" => "US".to_owned(),
        "European Union" => "EU".to_owned(),
        name if name.ends_with('s') => format!("{}’", caption::with_article(name)),
        name => format!("{}’s", caption::with_article(name)),
    }
}

/// A name at the beginning of a sentence.
fn subject(name: &str) -> String {
    let name = caption::with_article(name);
    match name.strip_prefix("the ") {
        Some(rest) => format!("The {rest}"),
        None => name,
    }
}

/// A percentage as a headline prints it: whole, or with a decimal where it is small.
fn per_cent(share: f64) -> String {
    if share < 3.0 { format!("{share:.1}") } else { format!("{share:.0}") }
}

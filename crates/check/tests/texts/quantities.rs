//! What is read of figures and periods as texts print them: value, last place, unit, currency, bound and hedge.

mod not_figures;
mod numbers;
mod periods;
mod units;

use tradeproof_check::exact::decimal;
use tradeproof_check::quantities::{Figure, Mentioned, Unit, scan};

/// A text, and everything that must be read of it: nothing left out, nothing added.
type Case = (&'static str, &'static [&'static str]);

/// `422600000 ±100000 USD more_than ~about`: value, last place, currency or unit, bound, hedge; ± is left out where it is 0.
fn shown(text: &str, figure: &Figure) -> String {
    let mut said = decimal(&figure.value, 6);
    if decimal(&figure.ulp, 6) != "0" {
        said += &format!(" ±{}", decimal(&figure.ulp, 6));
    }
    match (&figure.currency, figure.unit) {
        (Some(currency), Unit::Money) => said += &format!(" {currency}"),
        (_, unit) => said += &format!(" {}", unit.name()),
    }
    if let Some(bound) = figure.bound {
        said += &format!(" {}", bound.name());
    }
    if let Some(hedge) = &figure.hedge {
        said += &format!(" ~{}", &text[hedge.clone()]);
    }
    said
}

fn period(mentioned: Mentioned) -> String {
    match mentioned {
        Mentioned::Dated(period) => period.to_string(),
        Mentioned::Months { first, last } => format!("months {first}-{last}"),
        other => format!("{other:?}"),
    }
}

/// Figures that are no years, in the order of the text.
fn figures(text: &str) -> Vec<String> {
    let found = scan(text, 0..text.len());
    found.figures.iter().filter(|figure| figure.unit != Unit::Year).map(|figure| shown(text, figure)).collect()
}

fn periods(text: &str) -> Vec<String> {
    scan(text, 0..text.len()).periods.into_iter().map(|found| period(found.period)).collect()
}

/// Reads all texts and says of every one that is misread what was expected and what was found.
fn hold(cases: &[Case], read: fn(&str) -> Vec<String>) {
    let misread: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, read(text)))
        .filter(|(_, expected, found)| **expected != *found)
        .map(|(text, expected, found)| format!("{text}\n   expected {expected:?}\n   found    {found:?}"))
        .collect();
    assert!(misread.is_empty(), "{} of {} misread:\n{}", misread.len(), cases.len(), misread.join("\n"));
}

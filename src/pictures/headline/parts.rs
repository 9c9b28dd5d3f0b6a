//! Rules for names beside each other: the largest and its share, how few make half, what pulled a total up or down.

use super::{View, per_cent, subject};
use crate::charts::Series;

/// Below this the largest is not worth a sentence by its share.
const NOTABLE: f64 = 5.0;

/// Name and figure of every part in the only series, the largest first, the rest left out.
fn ranked(view: &View, series: &Series) -> Vec<(String, f64)> {
    let cells = view.table.places.iter().zip(&series.cells);
    let mut parts: Vec<(String, f64)> = cells
        .filter(|(place, _)| place.period.is_none() && !view.is_other(&place.name))
        .filter_map(|(place, cell)| Some((name_of(&place.name), cell.value?)))
        .collect();
    parts.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    parts
}

/// What a map has as a code is said by its name.
fn name_of(name: &str) -> String {
    match (name.len(), name.parse::<crate::model::Economy>()) {
        (3, Ok(economy)) => economy.name().to_owned(),
        _ => name.to_owned(),
    }
}

fn only<'a>(view: &'a View) -> Option<&'a Series> {
    match view.table.series.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Shares of all parts in per cent, from amounts or as they are drawn.
fn shares(view: &View) -> Option<Vec<(String, f64)>> {
    let parts = ranked(view, only(view)?);
    if view.facts.metric.name == "share" && view.facts.metrics == 1 {
        return Some(parts);
    }
    let total = view.facts.total.filter(|_| view.is_amount())? / view.spec.number.divisor;
    Some(parts.into_iter().map(|(name, figure)| (name, 100.0 * figure / total)).collect())
}

/// "The United States took 16 per cent of UK goods exports in 2025".
pub fn largest(view: &View) -> Option<String> {
    let period = view.period()?;
    let shares = shares(view)?;
    let [(name, share), (_, second), ..] = shares.as_slice() else { return None };
    if *share < NOTABLE || share - second < 0.05 || view.facts.chosen {
        return None;
    }
    let share = per_cent(*share);
    if !view.words.is_english() {
        let form = match view.facts.flow.as_deref() {
            Some("export") => view.words.took_exports,
            Some("import") => view.words.took_imports,
            _ => return None,
        };
        return Some(form.replace("{name}", name).replace("{share}", &share).replace("{year}", &period));
    }
    let verb = match (view.facts.flow.as_deref(), view.facts.part) {
        (Some("export"), Some("partner")) => "took",
        (Some("import"), Some("partner")) => "supplied",
        _ => "accounted for",
    };
    Some(format!("{} {verb} {share} per cent of {} in {period}", subject(name), view.flow_of()))
}

/// "Three partners took half of Austria’s goods exports in 2024".
pub fn concentration(view: &View) -> Option<String> {
    let period = view.period()?;
    let shares = shares(view)?;
    if !view.words.is_english() || view.facts.chosen || view.facts.parts < 10 {
        return None;
    }
    let mut sum = 0.0;
    let few = shares.iter().position(|(_, share)| {
        sum += share;
        sum > 50.0
    })? + 1;
    let word = ["", "One", "Two", "Three", "Four", "Five"].get(few).filter(|word| !word.is_empty())?;
    let what = match view.facts.part? {
        "partner" => "partners",
        "product" => "products",
        _ => return None,
    };
    let verb = if few == 1 { "accounts" } else { "account" };
    Some(format!("{word} {what} {verb} for more than half of {} in {period}", view.flow_of()))
}

/// "The United States took most off UK goods exports in 2025", in points of growth.
pub fn contribution(view: &View) -> Option<String> {
    let period = view.period()?;
    if view.facts.metric.name != "contribution" || view.facts.metrics > 1 || !view.words.is_english() {
        return None;
    }
    let parts = ranked(view, only(view)?);
    let total: f64 = only(view)?.cells.iter().filter_map(|cell| cell.value).sum();
    let (first, last) = (parts.first()?, parts.last()?);
    let (name, points) = if total < 0.0 { last } else { first };
    if points.signum() != total.signum() || points.abs() < 0.1 {
        return None;
    }
    let verb = if *points < 0.0 { "took" } else { "added" };
    let preposition = if *points < 0.0 { "off" } else { "to" };
    Some(format!(
        "{} {verb} {:.1} points {preposition} the growth of {} in {period}",
        subject(name),
        points.abs(),
        view.flow_of()
    ))
}

/// "Growth of goods exports was highest to Germany": the first of a ranking that has no whole.
pub fn first(view: &View) -> Option<String> {
    let period = view.period()?;
    let parts = ranked(view, only(view)?);
    let [(name, figure), (_, second), ..] = parts.as_slice() else { return None };
    if !view.words.is_english() || figure <= second {
        return None;
    }
    if view.is_amount() || view.facts.metric.name == "share" {
        return Some(format!("{} was the largest in {} in {period}", subject(name), view.flow_of()));
    }
    match view.facts.metric.name {
        "growth" => Some(format!("{} grew most among {} in {period}", subject(name), view.flow_of())),
        _ => None,
    }
}

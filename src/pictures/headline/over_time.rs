//! Rules for periods: who overtook whom, who came first, where a series turned, a record, a change.

use super::{View, possessive, subject};
use crate::charts::Series;
use crate::model::Grain;

/// Periods that a record needs before it.
const RECORD: usize = 8;
/// Falls and rises below this part are not worth a sentence.
const NOTABLE: f64 = 0.02;
/// A change from the first to the last period of fewer periods than this is a comparison of two.
const TURNS: usize = 6;

/// The figures of a series that are whole: place and value.
fn known(view: &View, series: &Series) -> Vec<(usize, f64)> {
    let places = view.table.places.iter().zip(&series.cells).enumerate();
    places
        .filter(|(_, (place, _))| place.partial.is_none())
        .filter_map(|(row, (_, cell))| Some((row, cell.value?)))
        .collect()
}

fn label(view: &View, row: usize) -> String {
    view.table.places[row].label.trim_end_matches(" p").to_owned()
}

fn is_timed(view: &View) -> bool {
    view.words.is_english() && view.table.places.len() > 1 && view.table.is_time()
}

/// The name of a series in a sentence: `Imports`, `the United States`.
fn name(view: &View, series: &Series) -> String {
    let flow = ["Exports", "Imports", "Re-exports"].contains(&series.name.as_str());
    match (flow, view.facts.reporter) {
        (true, Some(reporter)) => format!("{} {}", possessive(reporter.name()), series.name.to_lowercase()),
        _ => series.name.clone(),
    }
}

/// "China overtook Italy in 2021": the last time that one of the two largest series of the end passed the other.
pub fn overtook(view: &View) -> Option<String> {
    if !is_timed(view)
        || view.table.series.len() < 2
        || view.spec.ranks
        || !view.facts.metric.name.starts_with("level") && view.facts.metric.name != "share"
    {
        return None;
    }
    let mut series: Vec<&Series> = view.table.series.iter().filter(|series| !view.is_other(&series.name)).collect();
    let end = |series: &Series| known(view, series).last().map_or(f64::NEG_INFINITY, |(_, value)| *value);
    series.sort_by(|a, b| end(b).total_cmp(&end(a)));
    // The highest pair that changed places.
    let pairs = series.windows(2).take(3);
    pairs.filter_map(|pair| passed(view, pair[0], pair[1])).next()
}

fn passed(view: &View, winner: &Series, loser: &Series) -> Option<String> {
    let both: Vec<(usize, f64)> = (0..view.table.places.len())
        .filter_map(|row| Some((row, winner.cells[row].value? - loser.cells[row].value?)))
        .filter(|(row, _)| view.table.places[*row].partial.is_none())
        .collect();
    let (last, ahead) = both.last()?;
    let behind = both.iter().rposition(|(_, lead)| *lead < 0.0)?;
    let (row, _) = both.get(behind + 1)?;
    // A lead of the last period alone may be noise; one that is long held is history.
    let held = both.len() - behind - 1;
    if *ahead <= 0.0 || *last != both[both.len() - 1].0 || held < 2.min(both.len() - 1) || held * 4 > both.len() * 3 {
        return None;
    }
    let flow = ["Exports", "Imports"].contains(&winner.name.as_str());
    Some(match flow {
        true => {
            format!("{} passed {} in {}", capital(&name(view, winner)), loser.name.to_lowercase(), label(view, *row))
        }
        false => format!(
            "{} overtook {} in {}",
            subject(&winner.name),
            super::caption::with_article(&loser.name),
            label(view, *row)
        ),
    })
}

/// Of ranks: "Germany has been first since 2019".
pub fn first_place(view: &View) -> Option<String> {
    if !is_timed(view) || view.facts.metric.name != "rank" {
        return None;
    }
    let last = view.table.places.len() - 1;
    let leader = view.table.series.iter().find(|series| series.cells[last].value == Some(1.0))?;
    let since = (0..=last).rev().take_while(|row| leader.cells[*row].value == Some(1.0)).last()?;
    let what = view.flow_of();
    if since == 0 {
        return Some(format!("{} ranked first in {what} throughout", subject(&leader.name)));
    }
    Some(format!("{} has ranked first in {what} since {}", subject(&leader.name), label(view, since)))
}

/// The one series that a sentence can be about.
fn only<'a>(view: &'a View) -> Option<&'a Series> {
    match view.table.series.as_slice() {
        [only] if is_timed(view) && view.is_amount() => Some(only),
        // Of exports and imports, exports; of others, the largest, which stands first.
        [first, ..] if is_timed(view) && view.is_amount() && !view.is_other(&first.name) => Some(first),
        _ => None,
    }
}

fn told(view: &View, series: &Series) -> String {
    match (series.name.is_empty(), view.facts.part) {
        (true, _) => capital(&view.flow_of()),
        (false, Some("partner")) => {
            let preposition = if view.facts.flow.as_deref() == Some("import") { "from" } else { "to" };
            format!("{} {preposition} {}", capital(&view.flow_of()), super::caption::with_article(&series.name))
        }
        _ => capital(&name(view, series)),
    }
}

/// "Exports fell in 2025 after rising for five years": the last step goes against at least three before it.
pub fn turned(view: &View) -> Option<String> {
    let series = only(view)?;
    let figures = known(view, series);
    if figures.len() < TURNS || !yearly(view) {
        return None;
    }
    let steps: Vec<f64> = figures.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    let (last, before) = steps.split_last()?;
    let run = before.iter().rev().take_while(|step| step.signum() == -last.signum() && **step != 0.0).count();
    let from = figures[figures.len() - 2].1;
    if run < 3 || (last / from).abs() < NOTABLE {
        return None;
    }
    let words = ["", "", "", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let run = words.get(run).map_or_else(|| run.to_string(), |word| (*word).to_owned());
    let (now, then) = if *last < 0.0 { ("fell", "rising") } else { ("rose", "falling") };
    Some(format!("{} {now} in {} after {then} for {run} years", told(view, series), label(view, figures.last()?.0)))
}

/// "Goods exports reached a record in 2024".
pub fn record(view: &View) -> Option<String> {
    let series = only(view)?;
    let figures = known(view, series);
    let (row, last) = *figures.last()?;
    let before = figures[..figures.len() - 1].iter().map(|(_, value)| *value).fold(f64::NEG_INFINITY, f64::max);
    let highest = figures.len() > RECORD && last > before;
    highest.then(|| {
        format!(
            "{} reached their highest level since {} in {}",
            told(view, series),
            label(view, figures[0].0),
            label(view, row)
        )
    })
}

/// "Goods exports rose by 12 per cent from 2015 to 2024".
pub fn changed(view: &View) -> Option<String> {
    let series = only(view)?;
    let figures = known(view, series);
    let ((first, from), (last, to)) = (*figures.first()?, *figures.last()?);
    if from <= 0.0 || first == last {
        return None;
    }
    let change = (to - from) / from;
    let verb = if change < 0.0 { "fell" } else { "rose" };
    let per_cent = change.abs() * 100.0;
    let told = told(view, series);
    let (first, last) = (label(view, first), label(view, last));
    if per_cent < 0.5 {
        return None;
    }
    if per_cent > 300.0 {
        return Some(format!("{told} were {:.1} times as high in {last} as in {first}", to / from));
    }
    Some(format!("{told} {verb} by {per_cent:.0} per cent from {first} to {last}"))
}

fn yearly(view: &View) -> bool {
    view.table.places.iter().all(|place| place.period.is_some_and(|period| period.grain() == Grain::Year))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

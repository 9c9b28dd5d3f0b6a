//! Titles without a figure that still say something of the figures: rose, the largest, overtook, doubled.

use super::{Claimed, plain, year};
use crate::charts::{Lint, Series, Table};

const ROSE: [&str; 10] =
    ["rose", "rises", "grew", "grows", "increased", "increases", "climbed", "up", "recovered", "gained"];
const FELL: [&str; 11] =
    ["fell", "falls", "declined", "declines", "decreased", "dropped", "drops", "down", "shrank", "slumped", "lost"];
const LARGEST: [&str; 5] = ["largest", "biggest", "most", "leading", "first"];
const SMALLEST: [&str; 3] = ["smallest", "least", "lowest"];
const PASSED: [&str; 6] = ["overtook", "overtakes", "overtaken", "passed", "passes", "outsells"];
/// After “largest”: what is compared is no level.
const NO_LEVEL: [&str; 12] =
    ["rise", "fall", "growth", "gain", "increase", "decrease", "drop", "change", "loss", "recently", "of", "off"];
/// “Doubled” is said of so much, and “halved” of so little.
const DOUBLED: f64 = 1.85;
const HALVED: f64 = 0.58;

/// What the words say that the figures do not.
pub fn wrong(claimed: &Claimed) -> Vec<Lint> {
    let words = plain(claimed.text);
    let words: Vec<&str> = words.split(' ').collect();
    let Some(table) = claimed.tables.first() else { return Vec::new() };
    let found =
        [direction(claimed, table, &words), multiples(claimed, table, &words), superlative(claimed, table, &words)];
    found.into_iter().chain([passed(claimed, table, &words)]).flatten().collect()
}

fn says(words: &[&str], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(word))
}

/// The series that the text speaks of: those it names, or all.
fn meant<'a>(claimed: &Claimed, table: &'a Table) -> Vec<&'a Series> {
    let named: Vec<&Series> = table.series.iter().filter(|series| claimed.is_named(&series.name)).collect();
    if named.is_empty() { table.series.iter().collect() } else { named }
}

/// Rose and fell: wrong where none of the series does so, neither over all periods nor in a step to or from a year that is named.
fn direction(claimed: &Claimed, table: &Table, words: &[&str]) -> Option<Lint> {
    let (rose, fell) = (says(words, &ROSE), says(words, &FELL));
    let levels = claimed.facts.is_none_or(|facts| !["growth", "contribution", "rank"].contains(&facts.metric.name));
    if rose == fell || !table.is_time() || !levels || claimed.spec.index.is_some() {
        return None;
    }
    let goes = |from: Option<f64>, to: Option<f64>| {
        let Some((from, to)) = from.zip(to) else { return false };
        if rose { to > from } else { to < from }
    };
    let is_true = |values: &[Option<f64>]| {
        let known: Vec<usize> = (0..values.len()).filter(|row| values[*row].is_some()).collect();
        let (Some(first), Some(last)) = (known.first(), known.last()) else { return false };
        let named: Vec<usize> = known
            .iter()
            .copied()
            .filter(|row| table.places[*row].period.is_some_and(|period| claimed.years.contains(&year(&period))))
            .collect();
        match named.as_slice() {
            [] => {
                goes(values[*first], values[*last])
                    || known.windows(2).last().is_some_and(|pair| goes(values[pair[0]], values[pair[1]]))
            }
            [only] => {
                let before = known.iter().rev().find(|row| *row < only);
                let since = goes(values[*only], values[*last]);
                before.is_some_and(|before| goes(values[*before], values[*only]))
                    || since
                    || goes(values[*first], values[*only])
            }
            [first, .., last] => {
                let steps = known.windows(2).filter(|pair| named.contains(&pair[1]));
                goes(values[*first], values[*last])
                    || steps.into_iter().any(|pair| goes(values[pair[0]], values[pair[1]]))
            }
        }
    };
    let values = |series: &&Series| series.cells.iter().map(|cell| cell.value).collect::<Vec<_>>();
    let mut series: Vec<Vec<Option<f64>>> = meant(claimed, table).iter().map(values).collect();
    let sums = (0..table.places.len()).map(|row| table.series.iter().map(|series| series.cells[row].value).sum());
    series.push(sums.collect());
    let borne_out = series.iter().any(|values| is_true(values));
    let said = if rose { "a rise" } else { "a fall" };
    (!borne_out).then(|| claimed.lint(format!("says {said} that the drawn figures do not show")))
}

/// Doubled, halved, tripled: wrong where no two periods are so.
fn multiples(claimed: &Claimed, table: &Table, words: &[&str]) -> Option<Lint> {
    let least = match () {
        () if says(words, &["doubled"]) => DOUBLED,
        () if says(words, &["tripled", "trebled"]) => DOUBLED * 1.5,
        () if says(words, &["halved"]) => HALVED,
        () => return None,
    };
    if !table.is_time() || table.places.len() < 2 {
        return None;
    }
    let is = |from: f64, to: f64| if least > 1.0 { to / from >= least } else { to / from <= least };
    let shown = meant(claimed, table).iter().any(|series| {
        let values: Vec<f64> = series.cells.iter().filter_map(|cell| cell.value).collect();
        (0..values.len())
            .any(|from| (from + 1..values.len()).any(|to| values[from] > 0.0 && is(values[from], values[to])))
    });
    (!shown).then(|| claimed.lint("names a multiple that the drawn figures do not show".to_owned()))
}

/// The largest and the smallest: wrong where the name that stands with it is not.
fn superlative(claimed: &Claimed, table: &Table, words: &[&str]) -> Option<Lint> {
    let at = words.iter().position(|word| LARGEST.contains(word) || SMALLEST.contains(word))?;
    let largest = LARGEST.contains(&words[at]);
    if words.get(at + 1).is_some_and(|next| NO_LEVEL.contains(next))
        || says(words, &["second", "third", "fourth", "since", "among"])
    {
        return None;
    }
    let ranks = claimed.facts.is_some_and(|facts| facts.metric.name == "rank") || claimed.spec.ranks;
    let growth = claimed.facts.is_some_and(|facts| ["growth", "contribution"].contains(&facts.metric.name));
    let [name] = claimed.names.as_slice() else { return None };
    let figures: Vec<(&str, f64)> = match table.is_time() {
        true => {
            let row = named_row(claimed, table);
            table.series.iter().filter_map(|series| Some((series.name.as_str(), series.cells[row].value?))).collect()
        }
        false if table.series.len() == 1 => {
            let cells = table.places.iter().zip(&table.series[0].cells);
            cells.filter_map(|(place, cell)| Some((place.label.as_str(), cell.value?))).collect()
        }
        false => return None,
    };
    let own = figures.iter().find(|(known, _)| known == name)?.1;
    if growth || figures.len() < 2 {
        return None;
    }
    let rest = |known: &&(&str, f64)| known.0 != name && !claimed.spec.last.iter().any(|last| last == known.0);
    let better =
        figures.iter().filter(rest).find(|(_, figure)| if largest != ranks { *figure > own } else { *figure < own })?;
    let word = words[at];
    Some(claimed.lint(format!(
        "calls {name} the {word}, and {} is {}",
        better.0,
        if largest { "larger" } else { "smaller" }
    )))
}

/// The last place of a year that is named, or the last at all.
fn named_row(claimed: &Claimed, table: &Table) -> usize {
    let is_named = |row: &usize| table.places[*row].period.is_some_and(|period| claimed.years.contains(&year(&period)));
    let any = |row: &usize| table.series.iter().any(|series| series.cells[*row].value.is_some());
    let rows = || (0..table.places.len()).rev();
    rows().filter(is_named).find(any).or_else(|| rows().find(any)).unwrap_or(0)
}

/// Overtaking: wrong where the first was never behind, or is not ahead.
fn passed(claimed: &Claimed, table: &Table, words: &[&str]) -> Option<Lint> {
    if !says(words, &PASSED) || !table.is_time() {
        return None;
    }
    let text = format!(" {} ", plain(claimed.text));
    let place = |name: &str| text.find(&format!(" {} ", plain(name)));
    let mut named: Vec<(usize, &Series)> =
        table.series.iter().filter(|s| claimed.is_named(&s.name)).filter_map(|s| Some((place(&s.name)?, s))).collect();
    named.sort_by_key(|(at, _)| *at);
    let [(_, winner), (_, loser)] = named.as_slice() else { return None };
    let ranks = claimed.facts.is_some_and(|facts| facts.metric.name == "rank") || claimed.spec.ranks;
    let lead: Vec<(usize, f64)> = (0..table.places.len())
        .filter_map(|row| Some((row, winner.cells[row].value? - loser.cells[row].value?)))
        .map(|(row, lead)| (row, if ranks { -lead } else { lead }))
        .collect();
    let passes = lead.windows(2).filter(|pair| pair[0].1 <= 0.0 && pair[1].1 > 0.0);
    let rows: Vec<usize> = passes.map(|pair| pair[1].0).collect();
    let in_year = |row: &usize| table.places[*row].period.is_some_and(|period| claimed.years.contains(&year(&period)));
    let passive = says(words, &["overtaken"]);
    let shown = passive || if claimed.years.is_empty() { !rows.is_empty() } else { rows.iter().any(in_year) };
    (!shown).then(|| {
        claimed.lint(format!("says that {} passed {}, and the drawn figures do not show it", winner.name, loser.name))
    })
}

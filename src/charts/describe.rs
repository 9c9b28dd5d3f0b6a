//! The picture in words, for those who do not see it.

use super::chart::{Chart, capital};
use super::data::{PROVISIONAL, Place, Series};
use super::kinds::Kind;

/// Series beyond this many are counted, not told one by one.
const MOST_TOLD: usize = 4;

/// Type, measure, period, extremes, change and last value.
pub fn describe(kind: &dyn Kind, chart: &Chart, facets: &[(String, Chart)]) -> String {
    let mut sentences = vec![format!("{}.", capital(kind.about()))];
    let subtitle = chart.spec.subtitle.trim();
    if !subtitle.is_empty() {
        sentences.push(format!("{}.", subtitle.trim_end_matches('.')));
    }
    match facets {
        [] => sentences.extend(figures(kind, chart)),
        facets => {
            sentences.extend(facets.iter().map(|(name, chart)| format!("{name}: {}", figures(kind, chart).join(" "))))
        }
    }
    sentences.extend(chart.spec.annotations.iter().map(|note| format!("{}: {}.", note.x, note.text)));
    sentences.join(" ")
}

/// What the figures of one chart say.
fn figures(kind: &dyn Kind, chart: &Chart) -> Vec<String> {
    let mut sentences = Vec::new();
    let series: &[Series] = if kind.tells_series() { &chart.table.series } else { &[] };
    sentences.extend(range(chart).filter(|_| kind.tells_series()));
    sentences.extend(series.iter().take(MOST_TOLD).filter_map(|series| told(chart, series)));
    if series.len() > MOST_TOLD {
        sentences.push(format!("{} more series.", series.len() - MOST_TOLD));
    }
    sentences.extend(kind.details(chart));
    sentences
}

/// How many places, and from where to where when x is time.
fn range(chart: &Chart) -> Option<String> {
    let places = &chart.table.places;
    let (first, last) = (places.first()?, places.last()?);
    Some(match (chart.table.is_time(), places.len()) {
        (_, 1) => format!("{}.", first.label),
        (true, count) => format!("{count} periods, {} to {}.", first.label, named(last)),
        (false, count) => format!("{count} entries."),
    })
}

fn told(chart: &Chart, series: &Series) -> Option<String> {
    let cells = chart.table.places.iter().zip(&series.cells);
    let known: Vec<(&Place, f64)> = cells.filter_map(|(place, cell)| Some((place, cell.value?))).collect();
    // A period that is not whole is told, but not compared.
    let whole: Vec<(&Place, f64)> = known.iter().copied().filter(|(place, _)| place.partial.is_none()).collect();
    let say = |(place, value): (&Place, f64)| format!("{} in {}", chart.numbers.full(value), named(place));
    let partial: Vec<String> =
        known.iter().filter(|(place, _)| place.partial.is_some()).map(|told| say(*told)).collect();
    let told = match whole.as_slice() {
        [] => None,
        [(place, value)] => Some(stated(chart, (place, *value))),
        [first, .., last] if chart.table.is_time() => {
            let change = chart.numbers.full(last.1 - first.1);
            Some(format!("from {} to {}, a change of {change}; {}", say(*first), say(*last), extremes(&whole, say)?))
        }
        several => Some(extremes(several, |told| stated(chart, told))?),
    };
    let told: Vec<String> = told.into_iter().chain(partial).collect();
    let sentence = if series.name.is_empty() {
        capital(&told.join("; "))
    } else {
        format!("{}: {}", series.name, told.join("; "))
    };
    (!told.is_empty()).then(|| sentence + ".")
}

fn extremes(known: &[(&Place, f64)], say: impl Fn((&Place, f64)) -> String) -> Option<String> {
    let known = || known.iter().copied();
    let highest = known().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let lowest = known().reduce(|best, next| if next.1 < best.1 { next } else { best })?;
    Some(format!("highest {}, lowest {}", say(highest), say(lowest)))
}

fn stated(chart: &Chart, (place, value): (&Place, f64)) -> String {
    format!("{} {}", named(place), chart.numbers.full(value))
}

fn named(place: &Place) -> String {
    match &place.partial {
        Some(covers) => format!("{} ({covers} only)", place.label),
        None if place.provisional => format!("{} (provisional)", place.label.trim_end_matches(PROVISIONAL).trim_end()),
        None => place.label.clone(),
    }
}

//! The rows of one series, and how a reader finds them again.

use std::collections::BTreeMap;

use polars::prelude::{Expr, IntoLazy as _, LazyFrame, UnionArgs, concat};

use crate::model::evidence::SeriesKey;
use crate::model::schema::{PERIOD, ROW, STATE};
use crate::model::{CellState, Period};
use crate::sources::{Loaded, SourceError};

/// The rows of one series in the files of a holding.
pub(super) struct Rows {
    pub frame: LazyFrame,
    /// The periods there are, in order.
    pub periods: Vec<Period>,
    places: Vec<Place>,
}

struct Place {
    file: String,
    row: i64,
    period: Period,
    preliminary: bool,
}

impl Rows {
    /// The rows that fulfil a condition.
    pub fn of(files: &[Loaded], condition: &Expr) -> Result<Self, SourceError> {
        let mut frames = Vec::new();
        let mut places = Vec::new();
        for file in files {
            let frame = file.tidy.select(condition.clone())?.collect().map_err(SourceError::columns)?;
            let column = |name: &str| frame.column(name).map_err(SourceError::columns);
            let text = |name: &str| column(name)?.str().map_err(SourceError::columns);
            let rows = column(ROW)?.i64().map_err(SourceError::columns)?;
            let (periods, states) = (text(PERIOD)?, text(STATE)?);
            for at in 0..frame.height() {
                let Some(period) = periods.get(at).and_then(|period| period.parse().ok()) else { continue };
                let state: CellState = states.get(at).unwrap_or_default().parse().unwrap_or_default();
                let preliminary = matches!(state, CellState::Provisional | CellState::Estimated);
                places.push(Place { file: name(file), row: rows.get(at).unwrap_or_default(), period, preliminary });
            }
            frames.push(frame.lazy());
        }
        let mut periods: Vec<Period> = places.iter().map(|place| place.period).collect();
        periods.sort_unstable();
        periods.dedup();
        let frame = concat(frames, UnionArgs::default()).map_err(SourceError::columns)?;
        Ok(Self { frame, periods, places })
    }

    /// Whether the source expects to revise a figure of these periods, or has estimated it.
    pub fn are_preliminary(&self, periods: &[Period]) -> bool {
        self.places.iter().any(|place| place.preliminary && periods.contains(&place.period))
    }

    /// `trade.csv: reporter=KAZ … period=2017 → 331 700 000 USD (row 5)`.
    pub fn query(&self, series: &SeriesKey, period: &Period, result: &str, parts: &[Period]) -> String {
        let asked = described(series, |name| Some(series.get(name)));
        let files: Vec<&str> = self.by_file(parts).into_keys().collect();
        format!("{}: {asked} period={period} → {result} ({})", files.join(", "), self.places(parts))
    }

    /// `row 5`, `a.csv row 5; b.csv rows 2–4`.
    pub fn places(&self, parts: &[Period]) -> String {
        let rows = self.by_file(parts);
        let several = rows.len() > 1;
        let shown: Vec<String> = rows
            .iter()
            .map(|(file, rows)| if several { format!("{file} {}", runs(rows)) } else { runs(rows) })
            .collect();
        shown.join("; ")
    }

    fn by_file(&self, parts: &[Period]) -> BTreeMap<&str, Vec<i64>> {
        let mut rows: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for place in self.places.iter().filter(|place| parts.contains(&place.period)) {
            rows.entry(&place.file).or_default().push(place.row);
        }
        rows
    }
}

/// The values of a series in the order of its kind: `reporter=KAZ partner=GBR`.
pub(super) fn described<'s>(series: &'s SeriesKey, value: impl Fn(&str) -> Option<&'s str>) -> String {
    let dimensions = series.kind.dimensions().iter();
    let said: Vec<String> = dimensions
        .filter_map(|name| value(name).filter(|value| !value.is_empty()).map(|value| format!("{name}={value}")))
        .collect();
    said.join(" ")
}

/// The last part of a file's path.
pub(super) fn name(file: &Loaded) -> String {
    let path = file.provenance.first().map(|from| from.path.as_path());
    path.and_then(|path| path.file_name()).map_or_else(|| "figures".to_owned(), |name| name.to_string_lossy().into())
}

/// `row 5`, `rows 2–13, 20`.
fn runs(rows: &[i64]) -> String {
    let mut sorted = rows.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let one = sorted.len() == 1;
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for row in sorted {
        match runs.last_mut() {
            Some(run) if run.1 + 1 >= row => run.1 = row,
            _ => runs.push((row, row)),
        }
    }
    let shown: Vec<String> =
        runs.iter().map(|(from, to)| if from == to { from.to_string() } else { format!("{from}–{to}") }).collect();
    format!("{} {}", if one { "row" } else { "rows" }, shown.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_rows_are_one_run() {
        assert_eq!(runs(&[5]), "row 5");
        // A row of a wide table holds several periods.
        assert_eq!(runs(&[5, 5]), "row 5");
        assert_eq!(runs(&[9, 3, 4, 2]), "rows 2–4, 9");
    }
}

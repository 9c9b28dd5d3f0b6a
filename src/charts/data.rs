//! A frame as a chart sees it: names or periods along one side, series along the other.

use chrono::Datelike as _;
use polars::prelude::DataFrame;

use super::kinds::Named;
use super::rows::{Rows, distinct, listed};
use super::{ChartError, ChartSpec, dates};
use crate::model::{Grain, Period};

/// Years that trade statistics speak of.
const YEARS: std::ops::Range<i32> = 1800..2200;
/// More periods than anyone draws; the end of the search for gaps.
const MOST_PLACES: usize = 2_000;

/// After the name of a provisional period, as Eurostat marks it.
pub const PROVISIONAL: &str = "p";

/// The figures of one chart, every series as long as `places`.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub places: Vec<Place>,
    pub series: Vec<Series>,
}

/// A value of the x column.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// As the data has it.
    pub name: String,
    /// As the chart writes it.
    pub label: String,
    /// Set when every name of the column is a period.
    pub period: Option<Period>,
    /// What a period covers that is not whole yet.
    pub partial: Option<String>,
    /// Whether its figures may still be revised.
    pub provisional: bool,
}

impl Place {
    /// Whether its figures are not the last word, so that they are drawn hatched, dashed or hollow.
    #[must_use]
    pub fn is_unsettled(&self) -> bool {
        self.partial.is_some() || self.provisional
    }
}

/// One line, one colour of bar, one part of a stack.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Empty when the spec names no `by`.
    pub name: String,
    pub cells: Vec<Cell>,
}

/// One figure after division, `None` where the source has none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cell {
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl Table {
    /// Reads the columns that `spec` names: one table for each facet, all with the same places and series; without `facet` one
    /// without a name. Periods are put in order of time, names stay as they come.
    ///
    /// # Errors
    /// A column that is missing or of the wrong type, an empty frame or key, a figure given twice, a number that is not
    /// finite, a name in the spec that the data does not hold, and a character that the face cannot set.
    pub fn read(spec: &ChartSpec, frame: &DataFrame) -> Result<Vec<(String, Self)>, ChartError> {
        let rows = Rows::read(spec, frame)?;
        let mut names = distinct(&rows.x);
        let periods: Option<Vec<Period>> = names.iter().map(|name| period(name)).collect();
        if let Some(periods) = &periods {
            names = in_time(names, periods);
        }
        let by = ordered(distinct(&rows.by), &spec.order);
        let places: Vec<Place> = names.iter().map(|name| place(spec, name.clone(), periods.is_some())).collect();
        let table = |facet: String| {
            let table = Self { series: rows.spread(&facet, &names, &by)?, places: places.clone() };
            super::font::check(&facet)?;
            table.check(spec)?;
            Ok((facet, table))
        };
        distinct(&rows.facet).into_iter().map(table).collect()
    }

    /// Puts in the periods that no row names, so that they show as gaps. Leaves a few chosen years as they are: fills only
    /// where all periods are of one calendar grain and most of them are there.
    pub fn fill_gaps(&mut self, language: &str) {
        let Some(periods) = self.places.iter().map(|place| place.period).collect::<Option<Vec<Period>>>() else {
            return;
        };
        let Some(all) = calendar(&periods).filter(|all| all.len() > periods.len() && all.len() < periods.len() * 2)
        else {
            return;
        };
        for (row, period) in all.into_iter().enumerate() {
            if self.places.get(row).and_then(|place| place.period) == Some(period) {
                continue;
            }
            let (name, label) = (period.to_string(), dates::label(&period, language));
            self.places.insert(row, Place { name, label, period: Some(period), partial: None, provisional: false });
            for series in &mut self.series {
                series.cells.insert(row, Cell::default());
            }
        }
    }

    /// Puts the places into another order: row `order[n]` comes to stand at `n`.
    pub fn reorder(&mut self, order: &[usize]) {
        self.places = order.iter().map(|row| self.places[*row].clone()).collect();
        for series in &mut self.series {
            series.cells = order.iter().map(|row| series.cells[*row]).collect();
        }
    }

    /// Every figure there is, with where it stands.
    pub fn values(&self) -> impl Iterator<Item = (&Place, &Series, f64)> {
        self.series.iter().flat_map(move |series| {
            let cells = self.places.iter().zip(&series.cells);
            cells.filter_map(move |(place, cell)| Some((place, series, cell.value?)))
        })
    }

    /// Every number, ends of intervals included.
    #[must_use]
    pub fn figures(&self) -> Vec<f64> {
        let cells = self.series.iter().flat_map(|series| &series.cells);
        cells.flat_map(|cell| [cell.value, cell.low, cell.high]).flatten().collect()
    }

    /// The largest absolute figure, ends of intervals included; 0 without figures.
    #[must_use]
    pub fn largest(&self) -> f64 {
        self.figures().into_iter().fold(0.0, |largest, value| value.abs().max(largest))
    }

    /// Whether x is time.
    #[must_use]
    pub fn is_time(&self) -> bool {
        self.places.iter().all(|place| place.period.is_some())
    }

    /// Whether the spec split the figures into named series.
    #[must_use]
    pub fn is_split(&self) -> bool {
        self.series.iter().any(|series| !series.name.is_empty())
    }

    /// Refuses a highlight that the data does not hold, among what the kind highlights.
    ///
    /// # Errors
    /// [`ChartError::UnknownName`] with the names there are.
    pub fn check_highlight(&self, spec: &ChartSpec, of: Named) -> Result<(), ChartError> {
        let places: Vec<&str> = self.places.iter().map(|place| place.name.as_str()).collect();
        let series: Vec<&str> = self.series.iter().map(|series| series.name.as_str()).collect();
        let both: Vec<&str> = places.iter().chain(&series).copied().collect();
        let (column, names) = match (of, spec.by.as_deref()) {
            (Named::Series, Some(by)) => (by, &series),
            (Named::Both, Some(_)) => (spec.x.as_str(), &both),
            _ => (spec.x.as_str(), &places),
        };
        known("highlight", &spec.highlight, column, names)
    }

    fn check(&self, spec: &ChartSpec) -> Result<(), ChartError> {
        if self.values().next().is_none() {
            return Err(ChartError::Empty { what: "figures" });
        }
        let places: Vec<&str> = self.places.iter().map(|place| place.name.as_str()).collect();
        let series: Vec<&str> = self.series.iter().map(|series| series.name.as_str()).collect();
        let by = spec.by.as_deref();
        let (column, names) = by.map_or((spec.x.as_str(), &places), |by| (by, &series));
        known("order", &spec.order, column, names)?;
        let either: Vec<&str> = places.iter().chain(&series).copied().collect();
        known("last", &spec.last, &spec.x, &either)?;
        known("partial", spec.partial.keys(), &spec.x, &places)?;
        known("provisional", &spec.provisional, &spec.x, &places)?;
        known("annotations", spec.annotations.iter().map(|note| &note.x), &spec.x, &places)?;
        known("index", spec.index.iter(), &spec.x, &places)?;
        places.into_iter().chain(series).try_for_each(super::font::check)?;
        self.check_intervals()
    }

    /// Both ends of an interval, the lower first, or neither.
    fn check_intervals(&self) -> Result<(), ChartError> {
        let cells = self.series.iter().flat_map(|series| self.places.iter().zip(&series.cells));
        let broken = cells.into_iter().find(|(_, cell)| match (cell.low, cell.high) {
            (None, None) => false,
            (Some(low), Some(high)) => low > high,
            _ => true,
        });
        broken.map_or(Ok(()), |(place, cell)| {
            let end = |end: Option<f64>| end.map_or("nothing".to_owned(), |end| end.to_string());
            Err(ChartError::Interval { place: place.name.clone(), low: end(cell.low), high: end(cell.high) })
        })
    }
}

fn place(spec: &ChartSpec, name: String, is_time: bool) -> Place {
    let period: Option<Period> = if is_time { period(&name) } else { None };
    let label = period.map_or_else(|| name.clone(), |period| dates::label(&period, spec.language()));
    let provisional = spec.provisional.contains(&name);
    Place {
        label: if provisional { format!("{label} {PROVISIONAL}") } else { label },
        period,
        partial: spec.partial.get(&name).cloned(),
        provisional,
        name,
    }
}

/// The period that a name states; four digits far from our time are a product code.
fn period(name: &str) -> Option<Period> {
    let period: Period = name.parse().ok()?;
    YEARS.contains(&period.start().year()).then_some(period)
}

fn in_time(places: Vec<String>, periods: &[Period]) -> Vec<String> {
    let mut dated: Vec<(&Period, String)> = periods.iter().zip(places).collect();
    dated.sort_by_key(|(period, _)| **period);
    dated.into_iter().map(|(_, name)| name).collect()
}

/// Those that `order` names first, the others as they come.
fn ordered(mut names: Vec<String>, order: &[String]) -> Vec<String> {
    let rank = |name: &String| order.iter().position(|other| other == name);
    names.sort_by_key(|name| rank(name).unwrap_or(order.len()));
    names
}

fn known<'a>(
    field: &'static str,
    wanted: impl IntoIterator<Item = &'a String>,
    column: &str,
    names: &[&str],
) -> Result<(), ChartError> {
    match wanted.into_iter().find(|name| !names.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => Err(ChartError::UnknownName {
            field,
            name: name.clone(),
            column: column.to_owned(),
            found: listed(names.iter().copied()),
        }),
    }
}

/// Every period from the first to the last, when all are of one calendar grain and none is odd.
fn calendar(periods: &[Period]) -> Option<Vec<Period>> {
    let (first, last) = (periods.first()?, periods.last()?);
    let months = first.months().filter(|_| first.grain() != Grain::Span)?;
    let mut all = vec![*first];
    while all.last()? < last && all.len() < MOST_PLACES {
        let start = all.last()?.end().succ_opt()?;
        all.push(Period::whole_months(start.year(), start.month(), months)?);
    }
    periods.iter().all(|period| all.contains(period)).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::df;

    fn read(spec: &ChartSpec, frame: &DataFrame) -> Result<Table, ChartError> {
        Table::read(spec, frame).map(|mut tables| tables.remove(0).1)
    }

    fn spec() -> ChartSpec {
        let mut spec = ChartSpec::new("line", "period", "value");
        spec.by = Some("flow".into());
        spec
    }

    #[test]
    fn periods_are_put_in_order_and_a_missing_row_is_a_gap() {
        let frame = df!("period" => [2017, 2015, 2015], "flow" => ["x", "x", "m"], "value" => [3i64, 1, 2]).unwrap();
        let table = read(&spec(), &frame).unwrap();
        assert_eq!(table.places[0].name, "2015");
        assert_eq!(table.series[1].cells[1].value, None);
        assert_eq!(table.series[0].cells[1].value, Some(3.0));
    }

    #[test]
    fn a_year_without_a_row_is_a_gap_but_chosen_years_stay_chosen() {
        let spec = ChartSpec::new("grouped", "year", "value");
        let frame = df!("year" => [2015, 2016, 2018], "value" => [1i64, 2, 3]).unwrap();
        let mut table = read(&spec, &frame).unwrap();
        table.fill_gaps("en");
        let names: Vec<&str> = table.places.iter().map(|place| place.name.as_str()).collect();
        assert_eq!(names, ["2015", "2016", "2017", "2018"]);
        assert_eq!(table.series[0].cells[2].value, None);
        let frame = df!("year" => [2005, 2015, 2024], "value" => [1i64, 2, 3]).unwrap();
        let mut table = read(&spec, &frame).unwrap();
        table.fill_gaps("en");
        assert_eq!(table.places.len(), 3);
    }

    #[test]
    fn product_codes_are_not_years() {
        let frame = df!("name" => ["8708", "0801"], "value" => [1.0, 2.0]).unwrap();
        let table = read(&ChartSpec::new("grouped", "name", "value"), &frame).unwrap();
        assert_eq!(table.places[0].name, "8708");
        assert!(!table.is_time());
    }

    #[test]
    fn a_figure_given_twice_is_refused_with_its_place() {
        let frame = df!("period" => [2015, 2015], "flow" => ["x", "x"], "value" => [1i64, 2]).unwrap();
        let error = read(&spec(), &frame).unwrap_err().to_string();
        assert!(error.contains("2015, x"), "{error}");
    }

    #[test]
    fn a_missing_column_lists_those_there_are() {
        let frame = df!("period" => [2015], "value" => [1i64]).unwrap();
        let error = read(&spec(), &frame).unwrap_err().to_string();
        assert!(error.contains("`flow`") && error.contains("period, value"), "{error}");
    }

    #[test]
    fn nan_empty_keys_and_unknown_highlights_are_refused() {
        let mut spec = ChartSpec::new("ranked", "name", "value");
        let frame = df!("name" => ["a"], "value" => [f64::NAN]).unwrap();
        assert!(matches!(read(&spec, &frame), Err(ChartError::NotFinite { row: 1, .. })));
        let frame = df!("name" => [None, Some("a")], "value" => [1.0, 2.0]).unwrap();
        assert!(matches!(read(&spec, &frame), Err(ChartError::EmptyKey { row: 1, .. })));
        let frame = df!("name" => ["a"], "value" => [1.0]).unwrap();
        spec.highlight = vec!["b".into()];
        let table = read(&spec, &frame).unwrap();
        assert!(matches!(table.check_highlight(&spec, Named::Series), Err(ChartError::UnknownName { .. })));
    }
}

//! What is known of drawn figures without looking at the picture: who reports what, in which unit, of which periods.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, IntoLazy as _, PolarsError, col, lit};

use super::PictureError;
use super::axes::Axes;
use crate::metrics::{self, Metric, Variant};
use crate::model::schema::{CLASSIFICATION, CURRENCY, FLOW, PERIOD, PRODUCT, REPORTER, STATE, UNIT, VINTAGE};
use crate::model::{CellState, Currency, Economy, Kind, Period, Product};
use crate::sources::{Loaded, Tidy};
use crate::summary::{self, FIGURE, Parted};

/// What figures are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Money,
    Percent,
    Points,
    Place,
    Count,
    /// Index numbers and ratios.
    Plain,
}

/// What is known of the figures of a chart.
#[derive(Debug, Clone)]
pub struct Facts {
    pub kind: Kind,
    /// The first metric that is drawn.
    pub metric: &'static Metric,
    pub variant: &'static Variant,
    /// How many metrics are drawn.
    pub metrics: usize,
    pub measure: Measure,
    /// The unit in words, where it is none of the measures.
    pub unit: String,
    pub currency: Option<Currency>,
    /// The only reporter.
    pub reporter: Option<Economy>,
    /// The only flow, direction and measure: `export`.
    pub flow: Option<String>,
    /// Dimensions of which only one value is drawn, as the figures have it.
    pub fixed: BTreeMap<&'static str, String>,
    /// The column whose values are the parts, and how many there are before any was left out.
    pub part: Option<&'static str>,
    pub parts: usize,
    pub shown: usize,
    /// Whether somebody has chosen the parts, rather than their size.
    pub chosen: bool,
    /// In order of time.
    pub periods: Vec<Period>,
    /// What all parts add up to in the latest period, in the unit of the figures; where they are amounts.
    pub total: Option<f64>,
    pub sources: Vec<String>,
    pub vintages: Vec<String>,
    pub classification: Option<String>,
    /// Periods in which figures may still be revised.
    pub provisional: Vec<Period>,
}

impl Facts {
    pub(super) fn of(loaded: &Loaded, axes: &Axes, parted: &Parted) -> Result<Self, PictureError> {
        let name = axes.question.metrics.first().map_or("level", String::as_str);
        let (metric, variant) = metrics::find(name).map_err(summary::DeriveError::from)?;
        let whole = summary::drawable(&parted.whole)?;
        let mut periods: Vec<Period> =
            distinct(&parted.frame, PERIOD)?.iter().filter_map(|text| text.parse().ok()).collect();
        periods.sort_by_key(|period| (period.end(), period.start()));
        let units = distinct(&parted.frame, UNIT)?;
        let currency = match distinct(&parted.frame, CURRENCY)?.as_slice() {
            [only] => only.parse().ok(),
            _ => None,
        };
        let fixed = fixed(loaded, axes, &parted.whole)?;
        let attribute = |column: &str| -> Vec<String> {
            let there = loaded.kind.attributes().contains(&column) && matches!(loaded.tidy, Tidy::Held(_));
            let values = if there { loaded.tidy.distinct(column).unwrap_or_default() } else { Vec::new() };
            values.into_iter().filter(|value| !value.is_empty()).collect()
        };
        let count =
            |frame: &DataFrame| axes.part.and_then(|part| frame.column(part).ok()?.n_unique().ok()).unwrap_or(0);
        let classification = attribute(CLASSIFICATION);
        Ok(Self {
            kind: loaded.kind,
            metric,
            variant,
            metrics: axes.question.metrics.len(),
            measure: measure(variant, &units),
            unit: units.first().cloned().unwrap_or_default(),
            currency,
            reporter: fixed.get(REPORTER).and_then(|code| code.parse().ok()),
            flow: fixed.get(FLOW).or_else(|| fixed.get(crate::model::schema::DIRECTION)).cloned(),
            parts: count(&parted.whole),
            shown: count(&parted.frame) - usize::from(parted.rest > 0),
            chosen: axes.question.filters.iter().any(|(column, _)| Some(column.as_str()) == axes.part),
            part: axes.part,
            total: total(&whole, metric, periods.last())?,
            periods,
            sources: formats(loaded),
            vintages: attribute(VINTAGE),
            classification: classification.into_iter().next(),
            provisional: provisional(loaded)?,
            fixed,
        })
    }

    /// The product that all figures are of, unless it is all goods.
    #[must_use]
    pub fn product(&self) -> Option<&str> {
        let code = self.fixed.get(PRODUCT).map(String::as_str)?;
        (![Product::TOTAL, Product::GOODS].contains(&code)).then_some(code)
    }
}

/// The dimensions of which all figures have one value: as it was asked for, as the results have it, or as the file has no other.
fn fixed(loaded: &Loaded, axes: &Axes, whole: &DataFrame) -> Result<BTreeMap<&'static str, String>, PictureError> {
    let mut fixed: BTreeMap<&'static str, String> = BTreeMap::new();
    for column in loaded.kind.dimensions() {
        if let Some((_, value)) = axes.fixed.iter().find(|(name, _)| name == column) {
            fixed.insert(column, value.clone());
            continue;
        }
        let asked = axes.question.filters.iter().any(|(name, _)| name.eq_ignore_ascii_case(column));
        let values = match (distinct(whole, column), &loaded.tidy) {
            (Ok(values), _) => values,
            // What is added up is of one product only where the file has no other.
            (Err(_), Tidy::Held(_)) if !asked => loaded.tidy.distinct(column)?,
            _ => continue,
        };
        if let [only] = values.as_slice()
            && Some(*column) != axes.part
        {
            fixed.insert(column, only.clone());
        } else if *column == PRODUCT && axes.part != Some(PRODUCT) && values.len() > 1 && !is_whole(&values) {
            fixed.insert(column, format!("{} products", values.len()));
        }
    }
    Ok(fixed)
}

/// Whether products make up all goods: a total is there, or most chapters are.
fn is_whole(products: &[String]) -> bool {
    /// Of 97 chapters of the Harmonized System a country trades nearly all.
    const MOST: usize = 80;
    let total = products.iter().any(|code| code == Product::TOTAL || code == Product::GOODS);
    let chapters: std::collections::BTreeSet<&str> = products.iter().filter_map(|code| code.get(..2)).collect();
    total || chapters.len() >= MOST
}

fn formats(loaded: &Loaded) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for provenance in &loaded.provenance {
        if !names.iter().any(|known| known == provenance.source) {
            names.push(provenance.source.to_owned());
        }
    }
    names
}

fn measure(variant: &Variant, units: &[String]) -> Measure {
    let unit = if variant.unit.is_empty() { units.first().map_or("", String::as_str) } else { variant.unit };
    match unit {
        unit if unit.starts_with("percentage point") => Measure::Points,
        unit if unit.starts_with("percent") || unit == "%" => Measure::Percent,
        "rank" => Measure::Place,
        "companies" | "instruments" | "count" | "products" => Measure::Count,
        _ if variant.unit.is_empty() => Measure::Money,
        _ => Measure::Plain,
    }
}

/// What the parts of the latest period add up to; nothing where one of them is not there or amounts are of different signs.
fn total(whole: &DataFrame, metric: &Metric, latest: Option<&Period>) -> Result<Option<f64>, PolarsError> {
    let (true, Some(latest)) = (["level", "listed_count"].contains(&metric.name), latest) else { return Ok(None) };
    let now = whole.clone().lazy().filter(col(PERIOD).eq(lit(latest.to_string()))).collect()?;
    let figures: Vec<f64> = now.column(FIGURE)?.f64()?.iter().flatten().collect();
    let total: f64 = figures.iter().sum();
    Ok((total > 0.0 && figures.iter().all(|figure| *figure >= 0.0)).then_some(total))
}

/// The periods of figures that the source marks as not final.
fn provisional(loaded: &Loaded) -> Result<Vec<Period>, PictureError> {
    let Tidy::Held(frame) = &loaded.tidy else { return Ok(Vec::new()) };
    let unsettled = [CellState::Provisional, CellState::Estimated].map(|state| col(STATE).eq(lit(state.name())));
    let [provisional, estimated] = unsettled;
    let marked = Tidy::Held(frame.clone().filter(provisional.or(estimated)));
    let texts = marked.distinct(PERIOD)?;
    Ok(texts.iter().filter_map(|text| text.parse().ok()).collect())
}

/// The values of a column, each once, in order, without blanks.
pub(super) fn distinct(frame: &DataFrame, column: &str) -> Result<Vec<String>, PolarsError> {
    let mut values: Vec<String> = frame.column(column)?.str()?.iter().flatten().map(str::to_owned).collect();
    values.sort_unstable();
    values.dedup();
    values.retain(|value| !value.is_empty());
    Ok(values)
}

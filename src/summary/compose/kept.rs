//! Which parts are among the largest.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{
    BooleanChunked, ChunkUnique as _, DataFrame, Expr, Float64Chunked, Int64Chunked, IntoLazy as _, JoinArgs, JoinType,
    LazyFrame, NamedFrom as _, PolarsError, Series, all, col, lit,
};

use crate::metrics::OfSeveral;
use crate::model::schema::{DIRECTION, FLOW, PERIOD, VALUE, VALUE_MINOR};
use crate::model::{Kind, Period};

use super::super::derive::{DeriveError, OPEN, Prepared, Question, found};
use super::relabelled;

/// Marks a row whose part is kept.
const MARK: &str = "is_kept";

/// The largest parts of each reporter, or whatever else is told apart, with their places.
pub struct Kept {
    /// What tells one list of places from another.
    scope: Vec<&'static str>,
    /// What is placed.
    pub items: Vec<&'static str>,
    places: BTreeMap<(Vec<String>, Vec<String>), usize>,
    /// How many are not kept, all lists together.
    left: usize,
    /// Of which period the figures are.
    pub period: Option<Period>,
    is_part: bool,
    metric: String,
    open: BTreeSet<String>,
}

/// How places are given.
struct Order {
    count: usize,
    /// Whether the first place is the smallest number.
    is_rank: bool,
    /// Whether parts are as large as their levels.
    by_level: bool,
}

/// How large a part is.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    /// By the metric that is asked for; `None` where it has no value.
    asked: Option<f64>,
    /// What is known of its level, without its sign.
    level: i128,
    /// Whether a figure of its level is hidden or missing.
    is_open: bool,
}

impl Size {
    fn ask(&mut self, figure: Option<f64>) {
        if let Some(figure) = figure {
            self.asked = Some(self.asked.unwrap_or_default() + figure);
        }
    }

    fn level(&mut self, known: i128, is_open: bool) {
        self.level += known;
        self.is_open |= is_open;
    }
}

impl Order {
    /// The first place first; without a value by the level, after those that have one.
    fn compare(&self, one: &Size, other: &Size) -> Ordering {
        let levels = other.level.cmp(&one.level);
        if self.by_level {
            return levels;
        }
        match (one.asked, other.asked) {
            (Some(one), Some(other)) if self.is_rank => one.total_cmp(&other),
            (Some(one), Some(other)) => other.total_cmp(&one),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => levels,
        }
    }
}

/// The figures of a frame, row by row.
struct Figures {
    ratios: Option<Float64Chunked>,
    minor: Int64Chunked,
    open: Option<BooleanChunked>,
}

impl Figures {
    fn of(frame: &DataFrame) -> Result<Self, PolarsError> {
        let ratios = frame.column(VALUE).ok().map(|column| column.f64().cloned()).transpose()?;
        let open = frame.column(OPEN).ok().map(|column| column.bool().cloned()).transpose()?;
        Ok(Self { ratios, minor: frame.column(VALUE_MINOR)?.i64()?.clone(), open })
    }

    fn get(&self, row: usize) -> Option<f64> {
        let money = self.minor.get(row).map(|minor| minor.abs() as f64);
        self.ratios.as_ref().and_then(|ratios| ratios.get(row)).or(money)
    }

    fn level(&self, row: usize) -> i128 {
        self.minor.get(row).map_or(0, |minor| i128::from(minor).abs())
    }

    fn is_open(&self, row: usize) -> bool {
        self.open.as_ref().and_then(|open| open.get(row)).unwrap_or(false)
    }
}

impl Kept {
    /// The `count` first of each scope by the first metric that is asked for in the latest period (a rate by the level), more where several share
    /// the last place. Exports and imports of a partner count together, so that it is kept in both or in none. Where a
    /// figure is hidden, a level counts with what is known of it, and other metrics by their level.
    pub fn largest(
        prepared: &Prepared,
        kind: Kind,
        question: &Question,
        parts: &[&'static str],
        count: usize,
    ) -> Result<Self, DeriveError> {
        let (metric, variant) =
            found(&question.metrics)?.into_iter().next().unwrap_or(found(&["level".to_owned()])?[0]);
        let first = Question { metrics: vec![metric.label(variant)], top: None, ..question.clone() };
        let answer = match prepared.answer(&first, &|frame| frame) {
            // A period that this metric has nothing in may have levels.
            Err(DeriveError::NoResult { .. } | DeriveError::NoSuchPeriod { .. }) => None,
            answer => Some(answer?),
        };
        let levels = prepared.known(&question.by)?;
        let told = |name: &&&'static str| kind.kept_apart().contains(*name) || question.by.iter().any(|by| by == *name);
        let is_item = |name: &&'static str| match parts {
            // Without parts to be added up, what is asked for is placed, and the rest is left out.
            [] => question.by.iter().any(|by| by == name),
            parts => parts.contains(name),
        };
        let series = kind.dimensions().iter().filter(told).copied();
        let (items, scope): (Vec<&'static str>, Vec<&'static str>) = series.partition(is_item);
        let scope: Vec<&'static str> = scope.into_iter().filter(|name| ![FLOW, DIRECTION].contains(name)).collect();
        let order = Order {
            count,
            is_rank: variant.is_rank(),
            by_level: metric.name == "level" || metric.of_several == OfSeveral::Own,
        };
        let (is_part, metric) = match order.by_level {
            true => (!parts.is_empty(), "level".to_owned()),
            false => (!parts.is_empty(), metric.label(variant)),
        };
        let mut kept = Self {
            scope,
            items,
            places: BTreeMap::new(),
            left: 0,
            period: None,
            is_part,
            metric,
            open: BTreeSet::new(),
        };
        let asked = answer.as_ref().and_then(|answer| answer.frames.first()).filter(|frame| kept.tells(frame));
        kept.place(asked, &levels, &question.periods, &order)?;
        Ok(kept)
    }

    /// Whether a frame tells apart what is placed.
    fn tells(&self, frame: &DataFrame) -> bool {
        self.items.iter().all(|name| frame.column(name).is_ok())
    }

    fn place(
        &mut self,
        asked: Option<&DataFrame>,
        levels: &DataFrame,
        periods: &[Period],
        order: &Order,
    ) -> Result<(), PolarsError> {
        let texts = asked.unwrap_or(levels).column(PERIOD)?.str()?.unique()?;
        let there = || texts.iter().flatten().filter_map(|text| text.parse::<Period>().ok());
        let wanted = |period: &Period| periods.is_empty() || periods.iter().any(|asked| asked.contains(period));
        let latest = |period: &Period| (period.end(), period.days());
        self.period = there().filter(wanted).max_by_key(latest).or_else(|| there().max_by_key(latest));
        let Some(period) = self.period else { return Ok(()) };
        let mut scopes: BTreeMap<Vec<String>, BTreeMap<Vec<String>, Size>> = BTreeMap::new();
        for (frame, is_asked) in [(Some(levels), false), (asked, true)] {
            let Some(frame) = frame else { continue };
            let frame = frame.clone().lazy().filter(col(PERIOD).eq(lit(period.to_string()))).collect()?;
            let there: Vec<&'static str> =
                self.scope.iter().copied().filter(|name| frame.column(name).is_ok()).collect();
            let (of_scope, of_item) = (labels(&frame, &there)?, labels(&frame, &self.items)?);
            let figures = Figures::of(&frame)?;
            for (row, (scope, item)) in of_scope.into_iter().zip(of_item).enumerate() {
                let size = scopes.entry(scope).or_default().entry(item).or_default();
                if is_asked { size.ask(figures.get(row)) } else { size.level(figures.level(row), figures.is_open(row)) }
            }
        }
        for (scope, sizes) in scopes {
            let mut ordered: Vec<(Vec<String>, Size)> = sizes.into_iter().collect();
            ordered.sort_by(|one, other| order.compare(&one.1, &other.1));
            let last = ordered.get(order.count.saturating_sub(1)).map(|(_, size)| *size);
            for (place, (item, size)) in ordered.into_iter().enumerate() {
                if place < order.count || last.is_some_and(|last| order.compare(&size, &last).is_eq()) {
                    self.places.insert((scope.clone(), item), place);
                } else {
                    self.left += 1;
                    self.open.extend(size.is_open.then(|| item.join(" ")));
                }
            }
        }
        Ok(())
    }

    /// The metric by which places are given.
    pub fn metric(&self) -> &str {
        &self.metric
    }

    /// What is not kept although a hidden figure may make it larger.
    pub fn open(&self) -> &BTreeSet<String> {
        &self.open
    }

    /// Whether what is not kept may be added up.
    pub fn is_part(&self) -> bool {
        self.is_part && self.left > 0
    }

    /// How many are not kept.
    pub fn left(&self) -> usize {
        self.left
    }

    /// The place of a row with these labels; `None` where it is not kept.
    pub fn place_of(&self, label: impl Fn(&str) -> String) -> Option<usize> {
        let of = |names: &[&'static str]| names.iter().map(|name| label(name)).collect::<Vec<String>>();
        self.places.get(&(of(&self.scope), of(&self.items))).copied()
    }

    /// The rows of a derived frame that are kept; all rows of a frame that does not tell the parts apart.
    pub fn only(&self, frame: DataFrame) -> Result<DataFrame, PolarsError> {
        if self.items.iter().any(|name| frame.column(name).is_err()) {
            return Ok(frame);
        }
        let there: Vec<&'static str> = self.scope.iter().copied().filter(|name| frame.column(name).is_ok()).collect();
        let (scopes, items) = (labels(&frame, &there)?, labels(&frame, &self.items)?);
        let is_kept = |row: usize| {
            let label = |name: &str| {
                let of = |names: &[&str], labels: &[String]| {
                    names.iter().position(|known| *known == name).map(|place| labels[place].clone())
                };
                of(&there, &scopes[row]).or_else(|| of(&self.items, &items[row])).unwrap_or_default()
            };
            self.place_of(label).is_some()
        };
        let mask: Vec<bool> = (0..frame.height()).map(is_kept).collect();
        let mask = Series::new(MARK.into(), mask);
        frame.filter(mask.bool()?)
    }

    /// A tidy frame in which all that is not kept has one label.
    pub fn relabelled(&self, frame: LazyFrame, parts: &[&str], label: &str) -> LazyFrame {
        let names: Vec<&'static str> = self.scope.iter().chain(&self.items).copied().collect();
        let column = |place: usize, name: &str| {
            let value = |(scope, item): &(Vec<String>, Vec<String>)| {
                scope.iter().chain(item).nth(place).cloned().unwrap_or_default()
            };
            Series::new(name.into(), self.places.keys().map(value).collect::<Vec<String>>()).into()
        };
        let mut columns: Vec<_> = names.iter().enumerate().map(|(place, name)| column(place, name)).collect();
        columns.push(Series::new(MARK.into(), vec![true; self.places.len()]).into());
        let Ok(kept) = DataFrame::new(self.places.len(), columns) else { return frame };
        let on: Vec<Expr> = names.iter().map(|name| col(*name)).collect();
        let marked = frame.join(kept.lazy(), on.clone(), on, JoinArgs::new(JoinType::Left));
        relabelled(marked, parts, label, col(MARK).is_null()).select([all().exclude_cols([MARK]).as_expr()])
    }
}

fn labels(frame: &DataFrame, names: &[&'static str]) -> Result<Vec<Vec<String>>, PolarsError> {
    let columns = names.iter().map(|name| frame.column(name)?.str()).collect::<Result<Vec<_>, _>>()?;
    let row = |row: usize| columns.iter().map(|texts| texts.get(row).unwrap_or_default().to_owned()).collect();
    Ok((0..frame.height()).map(row).collect())
}

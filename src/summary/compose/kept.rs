//! Which parts are among the largest.

use std::collections::BTreeMap;

use polars::prelude::{
    ChunkUnique as _, DataFrame, Expr, IntoLazy as _, JoinArgs, JoinType, LazyFrame, NamedFrom as _, PolarsError,
    Series, all, col, lit,
};

use crate::model::schema::{DIRECTION, FLOW, PERIOD, VALUE_MINOR};
use crate::model::{Kind, Period};

use super::super::derive::{DeriveError, Prepared, Question};
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
}

impl Kept {
    /// The `count` largest of each scope by the figures of the latest period that is asked for, more where several share the
    /// last place. Exports and imports of a partner count together, so that it is kept in both or in none.
    pub fn largest(
        prepared: &Prepared,
        kind: Kind,
        question: &Question,
        parts: &[&'static str],
        count: usize,
    ) -> Result<Self, DeriveError> {
        let levels = Question { metrics: vec!["level".into()], by: question.by.clone(), ..Question::default() };
        let answer = prepared.answer(&levels, &|frame| frame)?;
        let told = |name: &&&'static str| kind.kept_apart().contains(*name) || question.by.iter().any(|by| by == *name);
        let is_item = |name: &&'static str| match parts {
            // Without parts to be added up, what is asked for is placed, and the rest is left out.
            [] => question.by.iter().any(|by| by == name),
            parts => parts.contains(name),
        };
        let series = kind.dimensions().iter().filter(told).copied();
        let (items, scope): (Vec<&'static str>, Vec<&'static str>) = series.partition(is_item);
        let scope: Vec<&'static str> = scope.into_iter().filter(|name| ![FLOW, DIRECTION].contains(name)).collect();
        let mut kept =
            Self { scope, items, places: BTreeMap::new(), left: 0, period: None, is_part: !parts.is_empty() };
        for frame in &answer.frames {
            kept.place(frame, &question.periods, count)?;
        }
        Ok(kept)
    }

    fn place(&mut self, frame: &DataFrame, asked: &[Period], count: usize) -> Result<(), PolarsError> {
        let texts = frame.column(PERIOD)?.str()?.unique()?;
        let periods = || texts.iter().flatten().filter_map(|text| text.parse::<Period>().ok());
        let wanted = |period: &Period| asked.is_empty() || asked.iter().any(|asked| asked.contains(period));
        let latest = |period: &Period| (period.end(), period.days());
        self.period = periods().filter(wanted).max_by_key(latest).or_else(|| periods().max_by_key(latest));
        let Some(period) = self.period else { return Ok(()) };
        let frame = frame.clone().lazy().filter(col(PERIOD).eq(lit(period.to_string()))).collect()?;
        let (scopes, items) = (labels(&frame, &self.scope)?, labels(&frame, &self.items)?);
        let figures = frame.column(VALUE_MINOR)?.i64()?;
        let mut sizes: BTreeMap<Vec<String>, BTreeMap<Vec<String>, i128>> = BTreeMap::new();
        for (row, (scope, item)) in scopes.into_iter().zip(items).enumerate() {
            let size = sizes.entry(scope).or_default().entry(item).or_default();
            *size += figures.get(row).map_or(0, |figure| i128::from(figure).abs());
        }
        for (scope, sizes) in sizes {
            let mut ordered: Vec<(Vec<String>, i128)> = sizes.into_iter().collect();
            ordered.sort_by_key(|(_, size)| -size);
            let last = ordered.get(count.saturating_sub(1)).map(|(_, size)| *size);
            for (place, (item, size)) in ordered.into_iter().enumerate() {
                if place < count || Some(size) == last {
                    self.places.insert((scope.clone(), item), place);
                } else {
                    self.left += 1;
                }
            }
        }
        Ok(())
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

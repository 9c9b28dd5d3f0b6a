//! From loaded files and a question to derived frames: filter, make safe to add up, plan, cut to what was asked.

use std::cell::RefCell;

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy as _, LazyFrame, NULL, PolarsError, RankMethod, RankOptions, SchemaExt as _,
    SortMultipleOptions, UnionArgs, all, coalesce, col, concat, lit, when,
};
use thiserror::Error;

use super::money::{self, Basis, Conversion, Deflation, MoneyError};
use crate::metrics::{self, Companion, Metric, MetricError, Request, Variant};
use crate::model::schema::{
    BASIS, CLASSIFICATION, COUNTRY, CURRENCY, PARTNER, PERIOD, PRODUCT_LEVEL, REPORTER, STATE, VALUE, VALUE_MINOR,
    derived,
};
use crate::model::{Classification, Decimal, Economy, Kind, Period, Totals};
use crate::sources::aggregates::Resolved;
use crate::sources::scan::{Cube, Filter};
use crate::sources::{self, AggregateError, Loaded, SourceError, Tidy, aggregates};

/// Whether a figure of a sum is hidden or missing.
pub(super) const OPEN: &str = "is_open";

/// What is asked of the figures.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// `name` or `name:variant`.
    pub metrics: Vec<String>,
    /// The dimensions that tell the results apart.
    pub by: Vec<String>,
    /// Column and value that every figure must have; several values of one column are alternatives. A column that ends in
    /// `!` must not have the value.
    pub filters: Vec<(String, String)>,
    /// Empty for all.
    pub periods: Vec<Period>,
    pub base: Option<Period>,
    /// Printed growth by flow, in per cent.
    pub reported_growth: Vec<(String, Decimal)>,
    /// How many results to keep in each period, the largest first; all when `None`.
    pub top: Option<usize>,
    /// Figures that are no trade, such as incomes, by their names.
    pub companions: Vec<Companion>,
    /// Reporters whose figures add up to less stay out of matrices, in whole units of the currency.
    pub least_total: Option<Decimal>,
    /// What imports at the importer's border are divided by to stand at the exporter's.
    pub cif_factor: Option<Decimal>,
    /// All figures in one currency.
    pub conversion: Option<Conversion>,
    /// All figures at the prices of one period.
    pub deflation: Option<Deflation>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// One frame a metric, under the [derived schema](crate::model::schema::derived).
    pub frames: Vec<DataFrame>,
    /// What was left out of sums, and why.
    pub audit: Vec<String>,
}

impl Answer {
    /// All results in one frame; a dimension that a metric does not have is empty in its rows.
    ///
    /// # Errors
    /// When a frame is not under the derived schema.
    pub fn frame(&self) -> Result<DataFrame, PolarsError> {
        let dimensions = dimensions(&self.frames);
        let names: Vec<&str> = dimensions.iter().map(String::as_str).collect();
        let mut schema = derived(&names);
        if self.frames.iter().any(|frame| frame.column(BASIS).is_ok()) {
            schema.with_column(BASIS.into(), DataType::String);
        }
        if let [only] = self.frames.as_slice()
            && only.schema().as_ref() == &schema
        {
            return Ok(only.clone());
        }
        let widened = self.frames.iter().map(|frame| {
            let columns = schema.iter_fields().map(|field| {
                let name = field.name().as_str();
                let there = frame.column(name).is_ok();
                if there { col(name) } else { lit(NULL).cast(field.dtype().clone()).alias(name) }
            });
            frame.clone().lazy().select(columns.collect::<Vec<_>>())
        });
        concat(widened.collect::<Vec<_>>(), UnionArgs::default())?.collect()
    }
}

/// The dimensions of all frames, those of the frame that has most of them first.
pub(super) fn dimensions(frames: &[DataFrame]) -> Vec<String> {
    let of = |frame: &DataFrame| -> Vec<String> {
        let names = frame.get_column_names().into_iter().map(|name| name.to_string());
        names.take_while(|name| name != PERIOD).collect()
    };
    let mut all: Vec<Vec<String>> = frames.iter().map(of).collect();
    all.sort_by_key(|names| std::cmp::Reverse(names.len()));
    let mut union: Vec<String> = Vec::new();
    for name in all.into_iter().flatten() {
        if !union.contains(&name) {
            union.push(name);
        }
    }
    union
}

/// A question that the figures cannot answer.
#[derive(Debug, Error)]
pub enum DeriveError {
    #[error(transparent)]
    Metric(#[from] MetricError),
    #[error(transparent)]
    Aggregate(#[from] AggregateError),
    #[error("{kind} figures have no column `{column}` to filter\n  expected: {}", known.join(", "))]
    UnknownFilter { kind: Kind, column: String, known: Vec<&'static str> },
    #[error("no figure has {column} `{value}`\n  expected: {}", there.join(", "))]
    NoSuchValue { column: String, value: String, there: Vec<String> },
    #[error("no result of {metric} is for {wanted}\n  expected: {}", there.join(", "))]
    NoSuchPeriod { metric: String, wanted: String, there: Vec<String> },
    #[error(
        "no figure is there to derive {metric} from\n  help: `tradeproof metrics {name}` says what it needs; loosen --where"
    )]
    NoResult { metric: String, name: &'static str },
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error(transparent)]
    Source(#[from] Box<SourceError>),
    #[error(transparent)]
    Output(#[from] super::OutputError),
    #[error("the figures cannot be derived")]
    Polars(#[from] PolarsError),
}

impl From<SourceError> for DeriveError {
    fn from(error: SourceError) -> Self {
        Self::Source(Box::new(error))
    }
}

/// Whether a question can be asked of figures of a kind: its metrics, dimensions and filters are there.
///
/// # Errors
/// What [`derive`] would say once it has the figures.
pub fn can_be_asked(kind: Kind, question: &Question) -> Result<(), DeriveError> {
    question.filters.iter().try_for_each(|(column, _)| filter_column(kind, column).map(|_| ()))?;
    for (metric, variant) in found(&question.metrics)? {
        metric.can_be_asked(&request(kind, question, variant))?;
    }
    Ok(())
}

/// Answers a question from loaded figures.
///
/// # Errors
/// When a metric, column, value or period is not there, or a sum would count something twice.
pub fn derive(loaded: &Loaded, question: &Question) -> Result<Answer, DeriveError> {
    prepare(loaded, question)?.answer(question, &|frame| frame)
}

/// Figures that questions are put to: filtered, in one currency and at the prices that are asked for.
pub(super) struct Prepared {
    kind: Kind,
    figures: LazyFrame,
    basis: Basis,
    /// That lie beside the figures in the files.
    companions: Vec<Companion>,
    audit: Vec<String>,
    /// Figures that are safe to add up, by what they are told apart by and what is wanted of totals.
    safe: RefCell<Vec<(Vec<String>, Totals, Resolved)>>,
}

/// The figures of a question; its metrics, periods and dimensions may be others later, if the dimensions are there.
pub(super) fn prepare(loaded: &Loaded, question: &Question) -> Result<Prepared, DeriveError> {
    let figures = figures(loaded, question)?;
    let made = money::make(figures, loaded.kind, question.conversion.as_ref(), question.deflation.as_ref())?;
    let audit = [loaded.audit(), &loaded.engine_notes(), &made.notes].concat();
    let companions = loaded.companions().iter().map(beside).collect();
    let safe = RefCell::default();
    Ok(Prepared { kind: loaded.kind, figures: made.frame, basis: made.basis, companions, audit, safe })
}

impl Prepared {
    /// Answers from figures that `relabel` may have changed the labels of, once they are safe to add up.
    pub fn answer(&self, question: &Question, relabel: &dyn Fn(LazyFrame) -> LazyFrame) -> Result<Answer, DeriveError> {
        let mut answer = Answer { frames: Vec::new(), audit: self.audit.clone() };
        let mut audit = Audit::default();
        for (metric, variant) in found(&question.metrics)? {
            let mut request = request(self.kind, question, variant);
            request.companions.extend(self.companions.iter().cloned());
            let safe = self.safe(request.in_detail(metric.detail).by, variant.totals)?;
            let notes = safe.audit(&question.periods);
            let derived = metric.derive(relabel(safe.frame), &request)?.collect()?;
            let label = metric.label(variant);
            if derived.height() == 0 {
                return Err(DeriveError::NoResult { metric: label, name: metric.name });
            }
            let derived = in_periods(derived, &question.periods, &label)?;
            let mut derived = top(derived, question.top, &request)?;
            if !self.basis.is_empty() {
                derived = self.basis.beside(derived)?;
            }
            answer.frames.push(derived);
            audit.add(&label, notes);
        }
        answer.audit.extend(audit.lines());
        Ok(answer)
    }

    /// What is known of the levels told apart by some dimensions: sums over the figures that are there, and whether one is
    /// not ([`OPEN`]).
    pub fn known(&self, by: &[String]) -> Result<DataFrame, DeriveError> {
        let safe = self.safe(by.to_vec(), Totals::Prefer)?;
        let told = |name: &&&'static str| self.kind.kept_apart().contains(*name) || by.iter().any(|by| by == *name);
        let dimensions = self.kind.dimensions().iter().filter(told).copied();
        let keys: Vec<Expr> = dimensions.chain([PERIOD, CURRENCY]).map(col).collect();
        let sums = [col(VALUE_MINOR).sum(), col(VALUE_MINOR).is_null().any(true).alias(OPEN)];
        Ok(safe.frame.group_by(keys).agg(sums).collect()?)
    }

    /// What reading and converting left out.
    pub fn audit(&self) -> &[String] {
        &self.audit
    }

    /// Figures that are safe to add up, worked out once.
    fn safe(&self, told_apart: Vec<String>, totals: Totals) -> Result<Resolved, DeriveError> {
        let known = self.safe.borrow().iter().find(|known| known.0 == told_apart && known.1 == totals).cloned();
        if let Some((_, _, safe)) = known {
            return Ok(safe);
        }
        let mut safe = aggregates::resolve(self.figures.clone(), self.kind, &told_apart, totals)?;
        safe.frame = safe.frame.collect()?.lazy();
        debug_assert!(
            aggregates::resolve(safe.frame.clone(), self.kind, &told_apart, totals)
                .is_ok_and(|again| again.left_out == 0),
            "figures that hold each other are left"
        );
        self.safe.borrow_mut().push((told_apart, totals, safe.clone()));
        Ok(safe)
    }
}

/// What was left out of the sums of metrics, each rule once.
#[derive(Default)]
pub(super) struct Audit(Vec<(String, Vec<String>)>);

impl Audit {
    pub fn add(&mut self, label: &str, lines: Vec<String>) {
        for line in lines {
            match self.0.iter_mut().find(|(known, _)| *known == line) {
                Some((_, labels)) => labels.push(label.to_owned()),
                None => self.0.push((line, vec![label.to_owned()])),
            }
        }
    }

    pub fn lines(self) -> Vec<String> {
        self.0.into_iter().map(|(line, labels)| format!("{}: {line}", labels.join(", "))).collect()
    }
}

/// A companion as metrics ask for it.
fn beside(companion: &sources::companion::Companion) -> Companion {
    let sources::companion::Companion { name, unit, source, frame, .. } = companion.clone();
    Companion { name, frame, unit, source }
}

/// The metrics and variants of a question, in its order.
pub(super) fn found(names: &[String]) -> Result<Vec<(&'static Metric, &'static Variant)>, MetricError> {
    let found = names.iter().map(|name| metrics::find_all(name)).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

pub(super) fn request(kind: Kind, question: &Question, variant: &'static Variant) -> Request {
    Request {
        kind,
        variant,
        by: question.by.clone(),
        periods: question.periods.clone(),
        base: question.base,
        reported_growth: question.reported_growth.clone(),
        companions: question.companions.clone(),
        least_total: question.least_total,
        cif_factor: question.cif_factor,
    }
}
/// What is asked for, as it stands in tidy frames; several values of one column are alternatives.
fn filters(loaded: &Loaded, asked: &[(String, String)]) -> Result<Vec<Filter>, DeriveError> {
    let mut filters: Vec<Filter> = Vec::new();
    for (column, value) in asked {
        let (column, excludes) = match column.strip_suffix('!') {
            Some(column) => (column.trim_end(), true),
            None => (column.as_str(), false),
        };
        let column = filter_column(loaded.kind, column)?;
        let value = spelled(loaded, column, value)?;
        match filters.iter_mut().find(|known| known.column == column && known.excludes == excludes) {
            Some(known) => known.values.push(value),
            None => filters.push(Filter { column, values: vec![value], excludes }),
        }
    }
    Ok(filters)
}

/// The figures that a question needs. Of a scan, only what passes says whether a value is there at all.
fn figures(loaded: &Loaded, question: &Question) -> Result<LazyFrame, DeriveError> {
    let filters = filters(loaded, &question.filters)?;
    let mut cube = Cube::new(loaded.kind).by(&question.by).filtered_by(filters.clone());
    let metrics = found(&question.metrics)?;
    for (metric, _) in &metrics {
        cube = cube.by(metric.detail);
    }
    if !metrics.iter().any(|(metric, _)| metric.quantities) {
        cube = cube.without_quantities();
    }
    let figures = loaded.tidy.cube(&cube)?;
    let alternatives = filters.iter().any(|filter| filter.values.len() > 1 || filter.excludes);
    let held = matches!(loaded.tidy, Tidy::Held(_)) || filters.is_empty();
    if held || (!alternatives && figures.clone().limit(1).collect()?.height() > 0) {
        return Ok(figures);
    }
    for filter in &filters {
        let there = loaded.tidy.distinct(filter.column)?;
        if let Some(value) = filter.values.iter().find(|value| !there.contains(*value)) {
            return Err(DeriveError::NoSuchValue {
                column: filter.column.to_owned(),
                value: value.clone(),
                there: few(there),
            });
        }
    }
    Ok(figures)
}

fn filter_column(kind: Kind, column: &str) -> Result<&'static str, DeriveError> {
    let mut known = kind.dimensions().to_vec();
    if kind == Kind::Trade {
        known.push(PRODUCT_LEVEL);
    }
    known.extend_from_slice(kind.attributes());
    known.extend(kind.is_money().then_some(CURRENCY));
    known.extend([PERIOD, STATE]);
    let found = known.iter().find(|name| name.eq_ignore_ascii_case(column)).copied();
    found.ok_or_else(|| DeriveError::UnknownFilter { kind, column: column.to_owned(), known })
}

/// A value as it stands in the column: any spelling of an economy, any case of a word.
fn spelled(loaded: &Loaded, column: &'static str, value: &str) -> Result<String, DeriveError> {
    let known = match column {
        REPORTER | PARTNER | COUNTRY => value.parse::<Economy>().ok().map(|economy| economy.code().to_owned()),
        CLASSIFICATION => Some(Classification::canonical(value)),
        PERIOD => value.parse::<Period>().ok().map(|period| period.to_string()),
        _ => None,
    };
    let wanted = known.unwrap_or_else(|| value.to_owned());
    if let Tidy::Scanned(_) = loaded.tidy {
        return Ok(wanted);
    }
    let there = loaded.tidy.distinct(column)?;
    match there.iter().find(|known| known.to_lowercase() == wanted.to_lowercase()) {
        Some(found) => Ok(found.clone()),
        None => Err(DeriveError::NoSuchValue { column: column.to_owned(), value: value.to_owned(), there: few(there) }),
    }
}

/// A list short enough for an error.
fn few(mut values: Vec<String>) -> Vec<String> {
    const SHOWN: usize = 12;
    let more = values.len().saturating_sub(SHOWN);
    values.retain(|value| !value.is_empty());
    values.truncate(SHOWN);
    if more > 0 {
        values.push(format!("and {more} more"));
    }
    values
}

/// The results of the periods that are asked for. A span that has no result of its own means the periods inside it, of
/// the longest kind there is: 2015..2024 are ten years.
fn in_periods(derived: DataFrame, periods: &[Period], metric: &str) -> Result<DataFrame, DeriveError> {
    if periods.is_empty() {
        return Ok(derived);
    }
    let texts = Tidy::Held(derived.clone().lazy()).distinct(PERIOD)?;
    let there: Vec<Period> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    let mut wanted: Vec<Period> = Vec::new();
    for period in periods {
        let meant = meant(period, &there);
        if meant.is_empty() {
            let wanted = period.to_string();
            return Err(DeriveError::NoSuchPeriod { metric: metric.to_owned(), wanted, there: few(texts) });
        }
        wanted.extend(meant);
    }
    let any = wanted.into_iter().map(|period| col(PERIOD).eq(lit(period.to_string()))).reduce(Expr::or);
    Ok(derived.lazy().filter(any.unwrap_or_else(|| lit(true))).collect()?)
}

fn meant(period: &Period, there: &[Period]) -> Vec<Period> {
    if there.contains(period) {
        return vec![*period];
    }
    let inside = || there.iter().filter(|part| period.contains(part));
    let longest = inside().map(|part| (part.months().is_some(), part.months().unwrap_or(0))).max();
    inside().filter(|part| Some((part.months().is_some(), part.months().unwrap_or(0))) == longest).copied().collect()
}

/// The results with the largest values of every whole and period, in descending order; for ranks, the first places.
fn top(derived: DataFrame, count: Option<usize>, request: &Request) -> Result<DataFrame, PolarsError> {
    const PLACE: &str = "place";
    let Some(count) = count else {
        return Ok(derived);
    };
    let there: Vec<String> = derived.get_column_names().into_iter().map(|name| name.to_string()).collect();
    let group: Vec<Expr> = request
        .whole()
        .into_iter()
        .chain([PERIOD, CURRENCY])
        .filter(|name| there.iter().any(|column| column == name))
        .map(col)
        .collect();
    let figure = coalesce(&[col(VALUE), col(VALUE_MINOR).cast(DataType::Float64)]);
    let options = RankOptions { method: RankMethod::Min, descending: !request.variant.is_rank() };
    let place = when(figure.clone().is_null()).then(lit(u32::MAX)).otherwise(figure.rank(options, None));
    let mut order = group.clone();
    order.push(col(PLACE));
    derived
        .lazy()
        .with_columns([place.over(group)?.cast(DataType::UInt32).alias(PLACE)])
        .filter(col(PLACE).lt_eq(lit(count as u32)))
        .sort_by_exprs(order, SortMultipleOptions::default().with_maintain_order(true))
        .select([all().exclude_cols([PLACE]).as_expr()])
        .collect()
}

//! Loaded files as evidence for claims: every figure is looked up through a metric, guard and all.

mod cells;
mod rows;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use polars::prelude::{Expr, LazyFrame, PolarsError, UnionArgs, col, concat, lit};

use crate::metrics::tiles;
use crate::model::evidence::{Absent, Counted, Found, Holding, SeriesKey};
use crate::model::schema::{CURRENCY, FLOW, ISSUER, MEASURE, PERIOD};
use crate::model::{Evidence, Kind, Period, Product, Why};
use crate::sources::{self, Loaded, Settings, SourceError, Tidy, Watch};

use super::derive::{Answer, DeriveError, Question, derive};
use cells::Figure;
use rows::Rows;

/// Files of figures that claims are held against.
///
/// ```
/// use tradeproof::model::Evidence as _;
/// use tradeproof::sources::{Input, read};
/// use tradeproof::summary::Figures;
/// let csv = "reporter,partner,flow,product,period,value,unit\nKAZ,GBR,export,TOTAL,2017,331.7,USD million\n";
/// let loaded = read(Input::from_bytes("trade.csv".as_ref(), csv.into())).unwrap();
/// let figures = Figures::of(vec![loaded]).unwrap();
/// assert_eq!(figures.holdings()[0].of("reporter"), ["KAZ"]);
/// ```
pub struct Figures {
    holdings: Vec<Holding>,
    /// The files of each holding.
    files: Vec<Vec<Loaded>>,
    /// The series that were asked for before.
    known: RefCell<BTreeMap<(usize, SeriesKey), Rc<Series>>>,
}

/// A series with the figures that metrics have given so far.
struct Series {
    rows: Rows,
    levels: RefCell<BTreeMap<Period, Result<Figure, Why>>>,
}

impl Figures {
    /// Reads files of figures; lists of codes beside them are left alone. Files that hold the same figure are vintages of each other and stay apart.
    ///
    /// # Errors
    /// As [`sources::load`].
    pub fn load(paths: &[PathBuf], settings: &Settings, watch: &Watch) -> Result<Self, SourceError> {
        Self::of(sources::code_lists::split(paths, settings, watch)?.figures)
    }

    /// Figures that are already read.
    ///
    /// # Errors
    /// When a frame is not under the schema of its kind.
    pub fn of(loaded: Vec<Loaded>) -> Result<Self, SourceError> {
        let mut files: Vec<Vec<Loaded>> = Vec::new();
        // Rates are no figures that a text reports of trade, investment or listings.
        for file in loaded.into_iter().filter(|file| file.kind.is_money()) {
            let home = files.iter_mut().find(|vintage| belongs(vintage, &file));
            match home {
                Some(vintage) => vintage.push(file),
                None => files.push(vec![file]),
            }
        }
        let holdings = files.iter().map(|files| holding(files)).collect::<Result<_, _>>()?;
        Ok(Self { holdings, files, known: RefCell::default() })
    }

    /// Every file that texts are held against.
    pub fn loaded(&self) -> impl Iterator<Item = &Loaded> {
        self.files.iter().flatten()
    }

    /// One series, read once.
    fn series(&self, holding: usize, series: &SeriesKey) -> Result<Rc<Series>, Absent> {
        let key = (holding, series.clone());
        if let Some(known) = self.known.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let rows = Rows::of(&self.files[holding], &is(series, None)).map_err(unread)?;
        let levels = match rows.periods.is_empty() {
            true => BTreeMap::new(),
            false => self.figures(holding, &rows, "level", Vec::new())?,
        };
        let read = Rc::new(Series { rows, levels: RefCell::new(levels) });
        self.known.borrow_mut().insert(key, Rc::clone(&read));
        Ok(read)
    }

    fn figures(
        &self,
        holding: usize,
        rows: &Rows,
        metric: &str,
        periods: Vec<Period>,
    ) -> Result<BTreeMap<Period, Result<Figure, Why>>, Absent> {
        let question = Question { metrics: vec![metric.to_owned()], periods, ..Question::default() };
        self.ask(holding, rows.frame.clone(), &question).map(|answer| cells::figures(&answer))
    }

    /// Asks a metric of some rows of a holding.
    fn ask(&self, holding: usize, frame: LazyFrame, question: &Question) -> Result<Answer, Absent> {
        let whole = &self.files[holding][0];
        let part = whole.with_tidy(Tidy::Held(frame));
        derive(&part, question).map_err(absent)
    }

    /// The rows of all files that fulfil a condition.
    fn select(&self, holding: usize, condition: &Expr) -> Result<LazyFrame, Absent> {
        let parts = self.files[holding].iter().map(|file| file.tidy.select(condition.clone()));
        let parts = parts.collect::<Result<Vec<LazyFrame>, _>>().map_err(unread)?;
        concat(parts, UnionArgs::default()).map_err(refused)
    }
}

impl Evidence for Figures {
    fn holdings(&self) -> &[Holding] {
        &self.holdings
    }

    fn level(&self, holding: usize, series: &SeriesKey, period: &Period) -> Result<Found, Absent> {
        let read = self.series(holding, series)?;
        let rows = &read.rows;
        if rows.periods.is_empty() {
            return Err(Absent::Series);
        }
        let flows = series.kind == Kind::Trade || series.get(MEASURE) == "flow";
        let parts = if rows.periods.contains(period) {
            Some(vec![*period])
        } else {
            tiles(period, &rows.periods).filter(|_| flows)
        };
        let parts = parts.ok_or(Absent::Period)?;
        if !read.levels.borrow().contains_key(period) {
            let added = self.figures(holding, rows, "cumulated:net", vec![*period])?;
            read.levels.borrow_mut().extend(added);
        }
        let levels = read.levels.borrow();
        let figure = levels.get(period).cloned().ok_or(Absent::Period)?.map_err(Absent::Figure)?;
        Ok(Found {
            minor: figure.minor,
            width_minor: figure.ulp_minor.saturating_mul(parts.len() as i64),
            bounded: figure.bounded,
            currency: figure.currency,
            preliminary: rows.are_preliminary(&parts),
            query: rows.query(series, period, &cells::shown(&figure), &parts),
        })
    }

    fn balance(&self, holding: usize, series: &SeriesKey, period: &Period) -> Result<Found, Absent> {
        let [exports, imports] = ["export", "import"].map(|flow| series.with(FLOW, flow));
        let sides = [self.series(holding, &exports)?, self.series(holding, &imports)?];
        if sides.iter().any(|side| side.rows.periods.is_empty()) {
            return Err(Absent::Series);
        }
        if sides.iter().any(|side| !side.rows.periods.contains(period)) {
            return Err(Absent::Period);
        }
        let frames: Vec<LazyFrame> = sides.iter().map(|side| side.rows.frame.clone()).collect();
        let question = Question { metrics: vec!["balance".into()], periods: vec![*period], ..Question::default() };
        let answer = self.ask(holding, concat(frames, UnionArgs::default()).map_err(refused)?, &question)?;
        let figure = cells::figures(&answer).remove(period).ok_or(Absent::Period)?.map_err(Absent::Figure)?;
        let queries = sides.each_ref().map(|side| side.rows.places(&[*period]));
        let asked = rows::described(series, |name| if name == FLOW { None } else { Some(series.get(name)) });
        let (shown, stands) = (cells::shown(&figure), queries.join(" and "));
        Ok(Found {
            minor: figure.minor,
            width_minor: figure.ulp_minor.saturating_mul(2),
            bounded: None,
            currency: figure.currency,
            preliminary: sides.iter().any(|side| side.rows.are_preliminary(&[*period])),
            query: format!("{}: balance {asked} period={period} → {shown} ({stands})", self.holdings[holding].name),
        })
    }

    fn place(
        &self,
        holding: usize,
        series: &SeriesKey,
        column: &'static str,
        period: &Period,
    ) -> Result<Counted, Absent> {
        let frame = self.select(holding, &is(series, Some(column)).and(col(PERIOD).eq(lit(period.to_string()))))?;
        let question = Question { metrics: vec!["rank".into()], by: vec![column.into()], ..Question::default() };
        let answer = self.ask(holding, frame, &question)?;
        let place = cells::value_of(&answer, column, series.get(column))?;
        let among = cells::height(&answer);
        let asked = rows::described(series, |name| if name == column { None } else { Some(series.get(name)) });
        let (name, value) = (&self.holdings[holding].name, series.get(column));
        Ok(Counted {
            count: place,
            query: format!("{name}: rank of {column}={value} with {asked} period={period} → {place} of {among}"),
        })
    }

    fn listed(&self, holding: usize, wanted: &BTreeMap<&'static str, String>) -> Result<Counted, Absent> {
        let condition = wanted.iter().map(|(name, value)| equals(name, value)).reduce(Expr::and);
        let companies = col(ISSUER).neq(lit(Product::TOTAL));
        let condition = condition.map_or(companies.clone(), |condition| condition.and(companies));
        let frame = self.select(holding, &condition)?;
        let question = Question { metrics: vec!["listed_count".into()], ..Question::default() };
        let answer = self.ask(holding, frame, &question)?;
        let (count, period) = cells::only_count(&answer)?;
        let asked: Vec<String> = wanted.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (name, asked) = (&self.holdings[holding].name, asked.join(" "));
        let asked = if asked.is_empty() { asked } else { format!(" with {asked}") };
        Ok(Counted { count, query: format!("{name}: companies listed{asked} period={period} → {count}") })
    }
}

/// Whether a file can stand beside others: of one format, and no figure is there twice.
fn belongs(vintage: &[Loaded], file: &Loaded) -> bool {
    let format = |loaded: &Loaded| loaded.provenance.first().map(|from| from.source);
    let alike = vintage.iter().all(|other| other.kind == file.kind && format(other) == format(file));
    let mut all = vintage.to_vec();
    all.push(file.clone());
    alike && sources::together(all).is_ok()
}

fn holding(files: &[Loaded]) -> Result<Holding, SourceError> {
    let kind = files[0].kind;
    let mut values = BTreeMap::new();
    for column in kind.dimensions() {
        values.insert(*column, distinct(files, column)?);
    }
    let mut periods: Vec<Period> = distinct(files, PERIOD)?.iter().filter_map(|period| period.parse().ok()).collect();
    periods.sort_unstable();
    let mut basis = Vec::new();
    for file in files {
        basis.extend(file.inspection()?.basis);
    }
    basis.sort();
    basis.dedup();
    let names: Vec<String> = files.iter().map(rows::name).collect();
    Ok(Holding { name: names.join(", "), kind, values, currencies: distinct(files, CURRENCY)?, periods, basis })
}

/// The values of a column that are not empty, in order.
fn distinct(files: &[Loaded], column: &str) -> Result<Vec<String>, SourceError> {
    let mut values = Vec::new();
    for file in files {
        values.extend(file.tidy.distinct(column)?);
    }
    values.retain(|text| !text.is_empty());
    values.sort();
    values.dedup();
    Ok(values)
}

/// The condition that a row is of a series, whatever it has in the column `but`.
fn is(series: &SeriesKey, but: Option<&str>) -> Expr {
    let apart = series.dimensions.iter().filter(|(name, _)| Some(**name) != but);
    apart.map(|(name, value)| equals(name, value)).fold(equals(CURRENCY, &series.currency), Expr::and)
}

fn equals(column: &str, value: &str) -> Expr {
    col(column).eq(lit(value.to_owned()))
}

fn unread(error: SourceError) -> Absent {
    Absent::Refused(error.to_string())
}

fn refused(error: PolarsError) -> Absent {
    Absent::Refused(error.to_string())
}

/// What a metric says of a figure that it cannot give.
fn absent(error: DeriveError) -> Absent {
    match error {
        DeriveError::NoResult { .. } => Absent::Series,
        DeriveError::NoSuchPeriod { .. } => Absent::Period,
        other => Absent::Refused(other.to_string()),
    }
}

//! Tables of an engine as a scan that adds itself up.

use std::sync::{Arc, Mutex, OnceLock};

use polars::prelude::{Column, DataFrame, DataType};

use crate::model::Kind;
use crate::model::schema::{CURRENCY, PARTNER, PERIOD, PRODUCT, PRODUCT_LEVEL, STATE};

use super::super::error::SourceError;
use super::super::inspection::{Dimension, Inspection};
use super::super::scan::sums::{self, SUMMED};
use super::super::scan::{Cube, Each, Scan, parts_only};
use super::error::EngineError;
use super::sql::{self, Table, View};

/// How provenance calls tables of an engine.
pub const NAME: &str = "engine";

/// A connection to an engine.
pub trait Session: Send + Sync {
    /// What answers, with its version.
    fn name(&self) -> &str;

    fn address(&self) -> String;

    /// Makes a table a view of a name that queries may use; its columns.
    ///
    /// # Errors
    /// When the engine cannot read the table.
    fn view(&self, table: &Table, name: &str) -> Result<Vec<String>, EngineError>;

    /// The answer to a query; columns without a row may be left out.
    ///
    /// # Errors
    /// When the engine refuses, does not answer in time, or its answer cannot be read.
    fn run(&self, query: &str) -> Result<DataFrame, EngineError>;
}

/// Figures of one kind on an engine.
pub struct Remote {
    session: Box<dyn Session>,
    kind: Kind,
    views: Vec<View>,
    parts_only: OnceLock<Vec<&'static str>>,
    /// What went wrong when the engine was asked for `parts_only`; told by the cube that needed them.
    failed: Mutex<Option<SourceError>>,
    queries: Mutex<Vec<String>>,
}

impl Remote {
    /// # Errors
    /// When a table cannot be read, or is not in the tidy layout of the first one's kind.
    pub fn open(session: impl Session + 'static, tables: &[Table]) -> Result<Arc<dyn Scan>, EngineError> {
        let mut views = Vec::new();
        for (place, table) in tables.iter().enumerate() {
            let name = format!("figures_{place}");
            let columns = session.view(table, &name)?;
            views.push(View { name, columns });
        }
        let first = views.first().zip(tables.first()).ok_or(EngineError::NoTable)?;
        let kind = kind_of(first.0, first.1)?;
        for (view, table) in views.iter().zip(tables) {
            has_needed(kind, view, table)?;
        }
        let session = Box::new(session);
        Ok(Arc::new(Self {
            session,
            kind,
            views,
            parts_only: OnceLock::new(),
            failed: Mutex::default(),
            queries: Mutex::default(),
        }))
    }

    fn run(&self, query: String) -> Result<DataFrame, SourceError> {
        let answer = self.session.run(&query)?;
        if let Ok(mut queries) = self.queries.lock() {
            queries.push(query);
        }
        Ok(answer)
    }

    /// The values of a column with how many rows have each, in the order of the values.
    fn counts(&self, column: &'static str) -> Result<Vec<(String, usize)>, SourceError> {
        let answer = self.run(sql::counts(&self.views, self.kind, column))?;
        if answer.width() < 2 {
            return Ok(Vec::new());
        }
        let [values, rows] = [&answer.columns()[0], &answer.columns()[1]];
        let read = || {
            let rows = rows.cast(&DataType::Int64)?;
            let pairs = values.str()?.iter().zip(rows.i64()?.iter());
            let pairs = pairs.map(|(value, rows)| (value.unwrap_or_default().to_owned(), rows.unwrap_or(0) as usize));
            let mut pairs: Vec<(String, usize)> = pairs.collect();
            pairs.sort();
            Ok(pairs)
        };
        read().map_err(SourceError::columns)
    }

    fn looked(&self) -> Result<Vec<&'static str>, SourceError> {
        if self.kind != Kind::Trade {
            return Ok(Vec::new());
        }
        let values = |column| Ok::<_, SourceError>(self.counts(column)?.into_iter().map(|(value, _)| value).collect());
        let (partners, levels, products): (Vec<String>, Vec<String>, Vec<String>) =
            (values(PARTNER)?, values(PRODUCT_LEVEL)?, values(PRODUCT)?);
        Ok(parts_only(&partners, &levels, &products))
    }

    /// The engine's columns under their names, as the embedded engine's sums are.
    fn named(&self, answer: &DataFrame, keys: &[&str], measures: &[&str]) -> Result<DataFrame, SourceError> {
        let mut columns = answer.columns().iter();
        let mut next = |name: &str, dtype: &DataType| -> Result<Column, SourceError> {
            let column = columns.next().ok_or_else(|| EngineError::Answer { said: format!("no column for {name}") })?;
            let column = column.strict_cast(dtype).map_err(SourceError::columns)?;
            Ok(column.with_name(name.into()))
        };
        let schema = crate::model::schema::tidy(self.kind);
        let of = |name: &str| schema.get(name).cloned().unwrap_or(DataType::String);
        let mut named = Vec::new();
        for key in keys {
            named.push(next(key, &of(key))?);
        }
        for measure in measures.iter().copied() {
            let dtype = if measure == STATE { DataType::UInt32 } else { of(measure) };
            named.push(next(measure, &dtype)?);
            if SUMMED.contains(&measure) {
                named.push(next(&sums::gaps(measure), &DataType::UInt32)?);
                refuse_overflow(&next("bound", &DataType::Float64)?)?;
            }
        }
        let height = answer.height();
        DataFrame::new(height, named.into_iter().map(zero_for_nothing).collect()).map_err(SourceError::columns)
    }
}

/// A sum over nothing but gaps is null in SQL and zero here; its gaps say that it is missing.
fn zero_for_nothing(column: Column) -> Column {
    match SUMMED.contains(&column.name().as_str()) {
        true => column.fill_null(polars::prelude::FillNullStrategy::Zero).unwrap_or(column),
        false => column,
    }
}

fn refuse_overflow(bound: &Column) -> Result<(), SourceError> {
    /// Whole smallest units end at 2^63; a float, good to 16 digits, says in time when a sum comes near.
    const LARGEST_SUM: f64 = 9.2e18;
    let largest = bound.f64().map_err(SourceError::columns)?.iter().flatten().fold(0.0, f64::max);
    if largest >= LARGEST_SUM { Err(SourceError::SumTooLarge) } else { Ok(()) }
}

fn kind_of(view: &View, table: &Table) -> Result<Kind, EngineError> {
    let has = |kind: &Kind| sql::needed(*kind).iter().all(|name| view.columns.iter().any(|column| column == name));
    let found = Kind::FIGURES.into_iter().find(has);
    match found {
        Some(kind) => Ok(kind),
        // Trade is what most tables hold.
        None => has_needed(Kind::Trade, view, table).map(|()| Kind::Trade),
    }
}

fn has_needed(kind: Kind, view: &View, table: &Table) -> Result<(), EngineError> {
    let missing: Vec<String> = sql::needed(kind)
        .into_iter()
        .filter(|name| !view.columns.iter().any(|column| column == name))
        .map(str::to_owned)
        .collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(EngineError::Columns { table: table.to_string(), missing, found: view.columns.clone() }),
    }
}

impl Scan for Remote {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn batches(&self, _wanted: &[&str], _each: &mut Each<'_>) -> Result<(), SourceError> {
        Err(EngineError::RowsWanted.into())
    }

    fn summed(&self, cube: &Cube) -> Option<Result<DataFrame, SourceError>> {
        let parts_only = self.parts_only();
        if let Some(error) = self.failed.lock().ok().and_then(|mut failed| failed.take()) {
            return Some(Err(error));
        }
        let keys = cube.keys(&parts_only);
        let answer = self.run(sql::cube(&self.views, cube, &parts_only));
        Some(answer.and_then(|answer| match answer.height() {
            0 => Ok(DataFrame::empty()),
            _ => self.named(&answer, &keys, &cube.measures()),
        }))
    }

    fn values(&self, column: &str) -> Option<Result<Vec<String>, SourceError>> {
        let schema = crate::model::schema::tidy(self.kind);
        let known = [CURRENCY, PERIOD, STATE, PRODUCT_LEVEL];
        let names = self.kind.dimensions().iter().chain(self.kind.attributes()).chain(&known);
        let name = names.copied().find(|name| *name == column && schema.contains(name))?;
        Some(self.counts(name).map(|counts| counts.into_iter().map(|(value, _)| value).collect()))
    }

    fn parts_only(&self) -> Vec<&'static str> {
        let looked = || {
            self.looked().unwrap_or_else(|error| {
                if let Ok(mut failed) = self.failed.lock() {
                    *failed = Some(error);
                }
                Vec::new()
            })
        };
        self.parts_only.get_or_init(looked).clone()
    }

    fn inspect(&self) -> Result<Inspection, SourceError> {
        let mut inspection = Inspection::empty(NAME, self.kind);
        for column in self.kind.dimensions() {
            let values = self.counts(column)?.into_iter().collect();
            inspection.dimensions.push(Dimension { column, values });
        }
        inspection.states = self.counts(STATE)?.into_iter().collect();
        inspection.rows = inspection.states.values().sum();
        inspection.periods = self.counts(PERIOD)?.into_iter().map(|(period, _)| period).collect();
        inspection.currencies = self.counts(CURRENCY)?.into_iter().map(|(code, _)| code).collect();
        Ok(inspection)
    }

    fn notes(&self) -> Vec<String> {
        let by = format!("added up by {} at {}", self.session.name(), self.session.address());
        let queries = self.queries.lock().map(|queries| queries.clone()).unwrap_or_default();
        std::iter::once(by).chain(queries.into_iter().map(|query| format!("query: {query}"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::VALUE_MINOR;

    #[test]
    fn a_table_of_other_columns_is_named_with_what_it_lacks() {
        let view = View { name: "figures_0".to_owned(), columns: vec!["reporter".to_owned(), VALUE_MINOR.to_owned()] };
        let error = kind_of(&view, &Table::Named("customs".to_owned())).unwrap_err().to_string();
        assert!(error.starts_with("table:customs: partner, flow, product"), "{error}");
    }
}

//! Figures by name, whose methods are the metrics: `trade.growth("2024", flow="export")`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use minijinja::value::{Kwargs, Object, Value, from_args};
use minijinja::{Error, ErrorKind, State};
use polars::prelude::{DataFrame, PolarsError};

use super::figure::{Amount, Figure};
use crate::model::schema::{BASE_PERIOD, CURRENCY, PERIOD, UNIT, VALUE, VALUE_MINOR, WHY};
use crate::model::{Currency, Economy, Period};
use crate::sources::Loaded;
use crate::summary::{self, Question};

/// Figures of a project that a template calls by a name.
pub struct Series {
    pub name: String,
    pub loaded: Loaded,
    /// Filters, currency and prices of the plan.
    pub question: Question,
    pub decimals: usize,
    /// Results that were asked for before.
    known: Mutex<BTreeMap<String, Arc<Vec<Row>>>>,
}

/// One result of a metric.
#[derive(Debug, Clone)]
struct Row {
    /// By dimension.
    parts: BTreeMap<String, String>,
    period: String,
    base_period: String,
    unit: String,
    amount: Amount,
}

/// What a method of a series was called with.
struct Call {
    metric: String,
    period: Period,
    base: Option<Period>,
    /// Dimension and value that the result must have.
    parts: BTreeMap<String, String>,
}

impl fmt::Debug for Series {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Series").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Series {
    /// Figures under a name, with what their plan asks of all of them.
    #[must_use]
    pub fn new(name: &str, loaded: Loaded, question: Question, decimals: usize) -> Self {
        Self { name: name.to_owned(), loaded, question, decimals, known: Mutex::default() }
    }

    fn wrong(&self, method: &str, message: impl fmt::Display) -> Error {
        Error::new(ErrorKind::InvalidOperation, format!("{}.{method}: {message}", self.name))
    }

    /// All results of a metric by these dimensions.
    fn rows(&self, metric: &str, base: Option<Period>, by: &[String]) -> Result<Arc<Vec<Row>>, Error> {
        let key = format!("{metric} {base:?} {by:?}");
        let mut known = self.known.lock().map_err(|_| self.wrong(metric, "an earlier expression failed"))?;
        if let Some(rows) = known.get(&key) {
            return Ok(Arc::clone(rows));
        }
        let question = Question {
            metrics: vec![metric.to_owned()],
            by: by.to_vec(),
            base: base.or(self.question.base),
            ..self.question.clone()
        };
        let answer = summary::derive(&self.loaded, &question).map_err(|error| self.wrong(metric, told(&error)))?;
        let rows = answer.frames.iter().map(rows).collect::<Result<Vec<_>, _>>();
        let rows = Arc::new(rows.map_err(|error| self.wrong(metric, error))?.concat());
        known.insert(key, Arc::clone(&rows));
        Ok(rows)
    }

    /// The one result that a call asks for.
    fn figure(&self, call: &Call) -> Result<Figure, Error> {
        let by: Vec<String> = call.parts.keys().cloned().collect();
        let rows = self.rows(&call.metric, call.base, &by)?;
        let period = call.period.to_string();
        let mine = |row: &&Row| row.period == period && fits(row, &call.parts);
        let found: Vec<&Row> = rows.iter().filter(mine).collect();
        match found.as_slice() {
            [row] => Ok(self.printed(row, &call.metric)),
            [] => Err(self.wrong(&call.metric, self.missing(call, &rows))),
            several => Err(self.wrong(&call.metric, several_results(several))),
        }
    }

    fn missing(&self, call: &Call, rows: &[Row]) -> String {
        let of_period: Vec<&Row> = rows.iter().filter(|row| row.period == call.period.to_string()).collect();
        if of_period.is_empty() {
            let mut periods: Vec<&str> = rows.iter().map(|row| row.period.as_str()).collect();
            periods.sort_unstable();
            periods.dedup();
            return format!("there is no result for {}, expected one of {}", call.period, few(&periods));
        }
        for (column, value) in &call.parts {
            let mut there: Vec<&str> =
                of_period.iter().filter_map(|row| row.parts.get(column)).map(String::as_str).collect();
            there.sort_unstable();
            there.dedup();
            if !there.contains(&value.as_str()) {
                return format!("no result has {column} `{value}`, expected one of {}", few(&there));
            }
        }
        "no result has all of these".to_owned()
    }

    fn printed(&self, row: &Row, metric: &str) -> Figure {
        let parts = row.parts.iter().map(|(column, value)| format!(", {column}=\"{value}\""));
        Figure {
            asked: format!("{}.{metric}(\"{}\"{})", self.name, row.period, parts.collect::<String>()),
            amount: row.amount.clone(),
            unit: row.unit.clone(),
            period: row.period.clone(),
            base_period: row.base_period.clone(),
            decimals: self.decimals,
        }
    }

    /// The periods that there are levels of, in their order.
    fn periods(&self) -> Result<Vec<String>, Error> {
        let mut periods: Vec<Period> =
            self.rows("level", None, &[])?.iter().filter_map(|row| row.period.parse().ok()).collect();
        periods.sort_by_key(|period| (period.end(), period.start()));
        periods.dedup();
        Ok(periods.iter().map(ToString::to_string).collect())
    }

    /// The parts of a whole in one period with their level, share and rank, the largest first.
    fn parts(&self, method: &str, dimension: &str, call: &Call) -> Result<Vec<Value>, Error> {
        let mut by: Vec<String> = call.parts.keys().cloned().collect();
        by.push(dimension.to_owned());
        let measures = ["level", "share", "rank"].map(|metric| self.rows(metric, None, &by));
        let [levels, shares, ranks] = measures;
        let (levels, shares, ranks) = (levels?, shares?, ranks?);
        let period = call.period.to_string();
        let of_period = |rows: &Arc<Vec<Row>>| -> Vec<Row> {
            rows.iter().filter(|row| row.period == period && fits(row, &call.parts)).cloned().collect()
        };
        // What has a rank is a part; totals have none.
        let mut ranked: Vec<(f64, Row)> =
            of_period(&ranks).into_iter().filter_map(|row| Some((ratio(&row)?, row))).collect();
        ranked.sort_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.parts.cmp(&other.1.parts)));
        if ranked.is_empty() {
            return Err(self.wrong(method, self.missing(call, &ranks)));
        }
        let wholes: Vec<Row> =
            ranked.iter().map(|(_, row)| Row { parts: without(&row.parts, dimension), ..row.clone() }).collect();
        let wholes: Vec<&Row> = wholes.iter().collect();
        if differing(&wholes).is_some() {
            return Err(self.wrong(method, several_results(&wholes)));
        }
        let (levels, shares) = (of_period(&levels), of_period(&shares));
        let like = |rows: &[Row], row: &Row, metric: &str| {
            rows.iter().find(|other| other.parts == row.parts).map(|row| Value::from_object(self.printed(row, metric)))
        };
        let part = |(_, row): &(f64, Row)| {
            let code = row.parts.get(dimension).cloned().unwrap_or_default();
            Value::from_pairs([
                ("code".to_owned(), Value::from(code.as_str())),
                ("name".to_owned(), Value::from(super::wording::name(&code))),
                ("level".to_owned(), like(&levels, row, "level").unwrap_or_default()),
                ("share".to_owned(), like(&shares, row, "share").unwrap_or_default()),
                ("rank".to_owned(), Value::from_object(self.printed(row, "rank"))),
            ])
        };
        Ok(ranked.iter().map(part).collect())
    }

    fn asked(&self, method: &str, period: Option<&str>, named: &Kwargs) -> Result<Call, Error> {
        let wrong = |text: &str| {
            self.wrong(method, format!("found `{text}`, expected a period such as 2017, 2017-Q1 or 2017-01..2017-04"))
        };
        let period = match period {
            Some(text) => text.parse().map_err(|_| wrong(text))?,
            None => return Err(self.wrong(method, "found no period, expected one such as \"2024\" in the brackets")),
        };
        let base: Option<String> = named.get("base")?;
        let base = base.map(|text| text.parse().map_err(|_| wrong(&text))).transpose()?;
        let variant: Option<String> = named.get("variant")?;
        let metric = variant.map_or_else(|| method.to_owned(), |variant| format!("{method}:{variant}"));
        let dimensions = self.loaded.kind.dimensions();
        let mut parts = BTreeMap::new();
        let names: Vec<String> = named.args().map(str::to_owned).collect();
        for name in names.iter().filter(|name| dimensions.contains(&name.as_str())) {
            let value: String = named.get(name)?;
            parts.insert(name.clone(), spelled(name, &value));
        }
        named.assert_all_used().map_err(|_| {
            let known = ["base", "variant"].iter().chain(dimensions).copied().collect::<Vec<_>>();
            self.wrong(method, format!("found {}, expected only {}", names.join(", "), known.join(", ")))
        })?;
        Ok(Call { metric, period, base, parts })
    }
}

impl Object for Series {
    fn call_method(self: &Arc<Self>, _: &mut State<'_, '_>, method: &str, arguments: &[Value]) -> Result<Value, Error> {
        match method {
            "periods" => Ok(Value::from(self.periods()?)),
            "latest" => Ok(self.periods()?.pop().map_or(Value::UNDEFINED, Value::from)),
            "parts" => {
                let (period, dimension, named): (String, String, Kwargs) = from_args(arguments)?;
                Ok(Value::from(self.parts(method, &dimension, &self.asked(method, Some(&period), &named)?)?))
            }
            "largest" => {
                let (count, period, dimension, named): (usize, String, String, Kwargs) = from_args(arguments)?;
                let mut parts = self.parts(method, &dimension, &self.asked(method, Some(&period), &named)?)?;
                parts.truncate(count);
                Ok(Value::from(parts))
            }
            metric => {
                let (period, named): (Option<String>, Kwargs) = from_args(arguments)?;
                Ok(Value::from_object(self.figure(&self.asked(metric, period.as_deref(), &named)?)?))
            }
        }
    }

    fn render(self: &Arc<Self>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)
    }
}

/// The whole chain of an error in one line.
fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first column in which rows differ.
fn differing<'r>(rows: &[&'r Row]) -> Option<&'r String> {
    let (first, others) = rows.split_first()?;
    first.parts.keys().find(|column| others.iter().any(|row| row.parts.get(*column) != first.parts.get(*column)))
}

fn several_results(rows: &[&Row]) -> String {
    let Some(column) = differing(rows) else {
        return format!("there are {} results, in several units or currencies; narrow the data's `where`", rows.len());
    };
    let mut values: Vec<&str> = rows.iter().filter_map(|row| row.parts.get(column)).map(String::as_str).collect();
    values.sort_unstable();
    values.dedup();
    format!("there are {} results, add {column}= one of {}", rows.len(), few(&values))
}

fn few(values: &[&str]) -> String {
    const SHOWN: usize = 12;
    match values.get(..SHOWN) {
        Some(first) if values.len() > SHOWN => format!("{} and {} more", first.join(", "), values.len() - SHOWN),
        _ => values.join(", "),
    }
}

fn fits(row: &Row, parts: &BTreeMap<String, String>) -> bool {
    parts.iter().all(|(column, value)| {
        row.parts.get(column).is_some_and(|found| found == value || found.to_lowercase() == value.to_lowercase())
    })
}

/// A value as it stands in the column: any spelling of an economy.
fn spelled(column: &str, value: &str) -> String {
    use crate::model::schema::{COUNTRY, INCORPORATION, PARTNER, REPORTER};
    let economy = matches!(column, REPORTER | PARTNER | COUNTRY | INCORPORATION).then(|| value.parse::<Economy>().ok());
    economy.flatten().map_or_else(|| value.to_owned(), |economy| economy.code().to_owned())
}

fn without(parts: &BTreeMap<String, String>, column: &str) -> BTreeMap<String, String> {
    parts.iter().filter(|(name, _)| *name != column).map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn ratio(row: &Row) -> Option<f64> {
    match row.amount {
        Amount::Ratio(ratio) => Some(ratio),
        _ => None,
    }
}

/// The rows of a frame under the derived schema.
fn rows(frame: &DataFrame) -> Result<Vec<Row>, PolarsError> {
    let names: Vec<String> = frame.get_column_names().into_iter().map(ToString::to_string).collect();
    let dimensions: Vec<&String> = names.iter().take_while(|name| *name != PERIOD).collect();
    let text = |name: &str, row: usize| -> Result<String, PolarsError> {
        Ok(frame.column(name)?.str()?.get(row).unwrap_or_default().to_owned())
    };
    let row = |at: usize| -> Result<Row, PolarsError> {
        let parts = dimensions.iter().map(|name| Ok(((*name).clone(), text(name, at)?)));
        let minor = frame.column(VALUE_MINOR)?.i64()?.get(at);
        let ratio = frame.column(VALUE)?.f64()?.get(at);
        let currency = text(CURRENCY, at)?.parse::<Currency>().ok();
        let amount = match (ratio, minor.zip(currency)) {
            (Some(ratio), _) => Amount::Ratio(ratio),
            (None, Some((minor, currency))) => Amount::Money(minor, currency),
            (None, None) => Amount::Unknown(text(WHY, at)?),
        };
        Ok(Row {
            parts: parts.collect::<Result<_, PolarsError>>()?,
            period: text(PERIOD, at)?,
            base_period: text(BASE_PERIOD, at)?,
            unit: if matches!(amount, Amount::Money(..)) { String::new() } else { text(UNIT, at)? },
            amount,
        })
    };
    (0..frame.height()).map(row).collect()
}

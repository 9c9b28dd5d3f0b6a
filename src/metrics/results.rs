//! Results of matrices, gathered row by row into a derived frame.

use polars::prelude::{
    DataFrame, DataType, IntoColumn as _, IntoLazy as _, LazyFrame, NamedFrom as _, PolarsError, Series,
    StringChunkedBuilder, col,
};

use crate::model::Why;
use crate::model::schema::{BASE_PERIOD, CURRENCY, PERIOD, PERIOD_END, PERIOD_START, UNIT, VALUE, WHY};

use super::error::MetricError;
use super::metric::{Metric, Request};
use super::panel::Key;
use super::reduce::finish;

/// Rows of a result under way.
pub struct Results<'m> {
    metric: &'m Metric,
    request: &'m Request,
    series: Vec<&'static str>,
    dimensions: Vec<StringChunkedBuilder>,
    period: StringChunkedBuilder,
    base: StringChunkedBuilder,
    currency: StringChunkedBuilder,
    unit: StringChunkedBuilder,
    why: StringChunkedBuilder,
    start: Vec<i32>,
    end: Vec<i32>,
    value: Vec<Option<f64>>,
}

impl<'m> Results<'m> {
    /// None yet; told apart by `series`.
    pub fn new(metric: &'m Metric, request: &'m Request, series: &[&'static str]) -> Self {
        let builder = |name: &str| StringChunkedBuilder::new(name.into(), 0);
        Self {
            metric,
            request,
            series: series.to_vec(),
            dimensions: series.iter().map(|name| builder(name)).collect(),
            period: builder(PERIOD),
            base: builder(BASE_PERIOD),
            currency: builder(CURRENCY),
            unit: builder(UNIT),
            why: builder(WHY),
            start: Vec::new(),
            end: Vec::new(),
            value: Vec::new(),
        }
    }

    /// Adds a row: the dimensions that the key has, those of `labels`, and the value or why there is none.
    pub fn push(&mut self, key: &Key, labels: &[(&str, &str)], value: Result<f64, Why>) {
        self.push_in(key, labels, None, self.request.variant.unit, value);
    }

    /// As [`push`](Self::push), in a unit of the row's own and against a base period.
    pub fn push_in(
        &mut self,
        key: &Key,
        labels: &[(&str, &str)],
        base: Option<&str>,
        unit: &str,
        value: Result<f64, Why>,
    ) {
        for (name, builder) in self.series.iter().zip(&mut self.dimensions) {
            let label = labels.iter().find(|(label, _)| label == name).map(|(_, value)| *value);
            let of_key = || key.dimensions.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
            builder.append_option(label.or_else(of_key));
        }
        self.period.append_value(&key.period);
        self.base.append_option(base);
        self.currency.append_value(&key.currency);
        self.unit.append_value(unit);
        self.start.push(key.start);
        self.end.push(key.end);
        // What is no number is none: a reason is missing, and this one is the most modest.
        let value = value.and_then(|value| if value.is_finite() { Ok(value) } else { Err(Why::Undetermined) });
        self.why.append_option(value.err().map(Why::name));
        self.value.push(value.ok());
    }

    /// The derived frame.
    pub fn finish(self) -> Result<LazyFrame, MetricError> {
        let (metric, request, series) = (self.metric, self.request, self.series.clone());
        let dates = [PERIOD_START, PERIOD_END].map(|name| col(name).cast(DataType::Date));
        Ok(finish(self.frame()?.lazy().with_columns(dates), metric, request, &series)?)
    }

    fn frame(self) -> Result<DataFrame, PolarsError> {
        let texts = [self.period, self.base, self.currency, self.unit, self.why];
        let texts = self.dimensions.into_iter().chain(texts);
        let mut columns: Vec<_> = texts.map(|builder| builder.finish().into_column()).collect();
        columns.push(Series::new(PERIOD_START.into(), self.start).into());
        columns.push(Series::new(PERIOD_END.into(), self.end).into());
        columns.push(Series::new(VALUE.into(), &self.value).into());
        DataFrame::new(self.value.len(), columns)
    }
}

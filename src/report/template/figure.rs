//! A derived figure as expressions of a template see it.

use std::fmt;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};
use minijinja::{Error, ErrorKind};

use crate::model::Currency;

/// One result of a metric, exact.
#[derive(Debug, Clone)]
pub struct Figure {
    /// As the template asked for it, for errors: `trade.growth("2024")`.
    pub asked: String,
    pub amount: Amount,
    /// `percent`, `rank`, `joint rank`, … as the metric says; empty for money.
    pub unit: String,
    pub period: String,
    pub base_period: String,
    /// Decimal places where an expression asks for no others.
    pub decimals: usize,
}

/// What a figure is.
#[derive(Debug, Clone)]
pub enum Amount {
    /// In whole smallest units of the currency.
    Money(i64, Currency),
    Ratio(f64),
    /// Why there is none.
    Unknown(String),
}

impl Figure {
    /// Whether there is a figure.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self.amount, Amount::Unknown(_))
    }

    /// As a float: money in whole units of the currency.
    ///
    /// # Errors
    /// When there is no figure.
    pub fn float(&self) -> Result<f64, Error> {
        match &self.amount {
            Amount::Money(minor, currency) => Ok(*minor as f64 / 10_f64.powi(currency.exponent() as i32)),
            Amount::Ratio(ratio) => Ok(*ratio),
            Amount::Unknown(why) => Err(Error::new(
                ErrorKind::InvalidOperation,
                format!(
                    "there is no {}: {}; write `{{% if … is known %}}` around the sentence",
                    self.asked,
                    why.replace('_', " ")
                ),
            )),
        }
    }

    /// The figure without its sign.
    #[must_use]
    pub fn size(&self) -> Self {
        let amount = match &self.amount {
            Amount::Money(minor, currency) => Amount::Money(minor.saturating_abs(), *currency),
            Amount::Ratio(ratio) => Amount::Ratio(ratio.abs()),
            unknown @ Amount::Unknown(_) => unknown.clone(),
        };
        Self { amount, ..self.clone() }
    }

    /// As money in smallest units.
    ///
    /// # Errors
    /// When there is no figure, or it is no money.
    pub fn money(&self) -> Result<(i64, Currency), Error> {
        match self.amount {
            Amount::Money(minor, currency) => Ok((minor, currency)),
            _ => {
                self.float()?;
                Err(self.is_no("money"))
            }
        }
    }

    /// The error for a figure of another unit than a filter prints.
    #[must_use]
    pub fn is_no(&self, expected: &str) -> Error {
        let unit = if self.unit.is_empty() { "money" } else { &self.unit };
        Error::new(ErrorKind::InvalidOperation, format!("{} is in {unit}, expected {expected}", self.asked))
    }
}

/// A figure that is printed without a filter would have a precision of its own.
impl Object for Figure {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        Some(match key.as_str()? {
            "value" => self.float().map_or(Value::UNDEFINED, Value::from),
            "unit" => Value::from(self.unit.as_str()),
            "currency" => match self.amount {
                Amount::Money(_, currency) => Value::from(currency.code()),
                _ => Value::from(""),
            },
            "period" => Value::from(self.period.as_str()),
            "base_period" => Value::from(self.base_period.as_str()),
            "why" => match &self.amount {
                Amount::Unknown(why) => Value::from(why.as_str()),
                _ => Value::from(""),
            },
            _ => return None,
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["value", "unit", "currency", "period", "base_period", "why"])
    }

    fn render(self: &Arc<Self>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match super::wording::plain(self) {
            Ok(text) => formatter.write_str(&text),
            Err(_) => Err(fmt::Error),
        }
    }
}

//! What many figures have in common beside their parties and goods.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::model::schema::{
    CLASSIFICATION, CURRENCY, FLOW, FREQUENCY, NOTE, PERIOD, QUANTITY_UNIT, STATE, VALUATION, VINTAGE,
};
use crate::model::{Amount, CellState, Currency, Period};

use super::super::observation::Observation;
use super::ABSENT;

/// Everything of a figure but its reporter, partner, product and numbers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Aspect {
    pub flow: String,
    pub period: Period,
    pub currency: Option<Currency>,
    /// Of the last printed place; `None` where there is no figure.
    pub ulp_minor: Option<i64>,
    /// What quantities count.
    pub unit: String,
    pub valuation: String,
    pub classification: String,
    pub vintage: String,
    pub state: CellState,
    pub note: String,
}

impl Aspect {
    #[must_use]
    pub fn of(observation: &Observation) -> Self {
        let said = |name: &str| observation.attribute(name).to_owned();
        Self {
            flow: observation.dimensions[2].clone(),
            period: observation.period,
            currency: observation.currency,
            ulp_minor: observation.amount.map(|amount| amount.ulp_minor),
            unit: observation.quantity.as_ref().map_or_else(String::new, |quantity| quantity.unit.clone()),
            valuation: said(VALUATION),
            classification: said(CLASSIFICATION),
            vintage: said(VINTAGE),
            state: observation.state,
            note: observation.note.clone(),
        }
    }

    /// A figure of this aspect.
    #[must_use]
    pub fn amount(&self, minor: i64) -> Option<Amount> {
        let amount = self.ulp_minor.map(|ulp_minor| Amount { minor, ulp_minor });
        amount.filter(|amount| amount.minor != ABSENT)
    }

    /// The text in a column of the schema that the aspect decides.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<String> {
        Some(match column {
            FLOW => self.flow.clone(),
            PERIOD => self.period.to_string(),
            CURRENCY => self.currency.map_or_else(String::new, |currency| currency.code().to_owned()),
            QUANTITY_UNIT => self.unit.clone(),
            FREQUENCY => self.period.grain().frequency().to_owned(),
            VALUATION => self.valuation.clone(),
            CLASSIFICATION => self.classification.clone(),
            VINTAGE => self.vintage.clone(),
            STATE => self.state.name().to_owned(),
            NOTE => self.note.clone(),
            _ => return None,
        })
    }
}

/// Aspects, each once, by the order in which they were met.
#[derive(Debug, Default, Clone)]
pub struct Aspects {
    numbers: HashMap<Aspect, u32, FixedState>,
    pub known: Vec<Aspect>,
}

impl Aspects {
    /// The number of an aspect, a new one for one not met before.
    pub fn number(&mut self, aspect: &Aspect) -> u32 {
        if let Some(number) = self.numbers.get(aspect) {
            return *number;
        }
        let number = self.known.len() as u32;
        self.numbers.insert(aspect.clone(), number);
        self.known.push(aspect.clone());
        number
    }
}

//! The types of the columns that [`tradeproof_model::schema`] names.

use polars::prelude::{DataType, Field, Schema};

pub use tradeproof_model::schema::*;

/// The schema of a tidy frame of this kind.
#[must_use]
pub fn tidy(kind: Kind) -> Schema {
    let mut fields = vec![whole(ROW)];
    fields.extend(kind.dimensions().iter().map(|name| text(name)));
    if kind == Kind::Trade {
        fields.push(whole(PRODUCT_LEVEL));
    }
    fields.push(text(PERIOD));
    fields.push(Field::new(PERIOD_START.into(), DataType::Date));
    fields.push(Field::new(PERIOD_END.into(), DataType::Date));
    if kind.is_money() {
        fields.extend([text(CURRENCY), whole(VALUE_MINOR), whole(ULP_MINOR)]);
    } else {
        fields.push(Field::new(RATE.into(), DataType::Float64));
    }
    if kind == Kind::Trade {
        fields.extend([whole(WEIGHT_G), whole(QUANTITY_MILLI), text(QUANTITY_UNIT)]);
    }
    if kind == Kind::Investment {
        fields.push(text(BOUND));
    }
    fields.extend(kind.attributes().iter().map(|name| text(name)));
    fields.extend([text(STATE), text(NOTE)]);
    fields.into_iter().collect()
}

/// The schema of a derived frame whose series are told apart by `dimensions`.
///
/// [`VALUE`] holds ratios and counts, [`VALUE_MINOR`] money; one of them is null in every row, and both are where
/// [`WHY`] says why.
#[must_use]
pub fn derived(dimensions: &[&str]) -> Schema {
    let mut fields: Vec<Field> = dimensions.iter().map(|name| text(name)).collect();
    fields.extend([PERIOD, BASE_PERIOD, METRIC, UNIT].map(text));
    fields.push(Field::new(VALUE.into(), DataType::Float64));
    fields.extend([VALUE_MINOR, ULP_MINOR, LOW_MINOR, HIGH_MINOR].map(|name| Field::new(name.into(), DataType::Int64)));
    fields.extend([CURRENCY, WHY].map(text));
    fields.into_iter().collect()
}

fn text(name: &str) -> Field {
    Field::new(name.into(), DataType::String)
}

fn whole(name: &str) -> Field {
    Field::new(name.into(), DataType::Int64)
}

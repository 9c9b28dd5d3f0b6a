//! Presence: whether an economy is a significant exporter of a product.

use polars::prelude::{Column, DataType, Expr, Field, Float64Chunked, IntoColumn as _, PolarsResult, col};

use crate::model::schema::{PRODUCT, VALUE};
use crate::model::{Kind, Totals};

use super::super::complexity::is_advantage;
use super::super::metric::{Example, Metric, OfSeveral, Variant};
use super::super::world::{COUNTED, OF_ITEM, OF_REPORTER, OF_WORLD};
use super::{FIGURES, NOTES, measured};

/// The registry's entry.
pub const METRIC: Metric = Metric {
    name: "presence",
    title: "Presence",
    variants: &[Variant {
        name: "rca",
        formula: "1 where x_ik X_w ≥ X_i x_wk (RCA of at least 1) and x_ik > 0, otherwise 0, in whole numbers",
        unit: "1 or 0 against listed reporters",
        totals: Totals::Parts,
        plan: |frame, request| measured(frame, request, &METRIC, exact(), Vec::new()),
    }],
    source: "Hidalgo and Hausmann, The building blocks of economic complexity, PNAS 106, 2009",
    notes: NOTES,
    kinds: &[Kind::Trade],
    detail: &[PRODUCT],
    quantities: false,
    of_several: OfSeveral::Nothing,
    examples: &[Example {
        figures: FIGURES,
        companions: &[],
        arguments: "presence",
        result: "reporter,flow,product,period,metric,unit,value,why\n\
                 DEU,export,27,2017,presence:rca,1 or 0 against listed reporters,0,\n\
                 DEU,export,84,2017,presence:rca,1 or 0 against listed reporters,1,\n\
                 KAZ,export,27,2017,presence:rca,1 or 0 against listed reporters,1,\n\
                 KAZ,export,84,2017,presence:rca,1 or 0 against listed reporters,0,\n",
    }],
};

/// A column each for the figure and its three sums.
fn exact() -> Expr {
    let output = |_: &_, fields: &[Field]| Ok(Field::new(fields[0].name().clone(), DataType::Float64));
    col(COUNTED).map_many(compared, &[col(OF_REPORTER), col(OF_ITEM), col(OF_WORLD)], output).alias(VALUE)
}

fn compared(columns: &mut [Column]) -> PolarsResult<Column> {
    let figures = columns.iter().map(Column::i64).collect::<PolarsResult<Vec<_>>>()?;
    let at = |column: usize, row: usize| figures[column].get(row).map(i128::from);
    let present = |row: usize| {
        let advantage = is_advantage(at(0, row)?, at(1, row)?, at(2, row)?, at(3, row)?);
        Some(f64::from(u8::from(advantage)))
    };
    let values: Float64Chunked = (0..columns[0].len()).map(present).collect();
    Ok(values.with_name(columns[0].name().clone()).into_column())
}

//! A table as typed columns: texts, floating-point ratios, and exact decimals for money.

use std::sync::Arc;

use polars_arrow::array::{Array, Float64Array, PrimitiveArray, Utf8Array};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field, Metadata};

use super::table::{Cell, Holds, Table};

/// What a field's metadata call the label of its column.
const LABEL: &str = "label";
/// As many digits as fit in 64 bits, so that every reader of Parquet takes them.
const DIGITS: usize = 18;

/// The columns of a table with their schema; each field's metadata hold the label, with the unit.
pub(super) fn columns(table: &Table) -> (ArrowSchema, Vec<Box<dyn Array>>) {
    let arrays: Vec<Box<dyn Array>> = (0..table.columns.len()).map(|place| array(table, place)).collect();
    let fields = table.columns.iter().enumerate().zip(&arrays).map(|((place, name), array)| {
        let label = Metadata::from_iter([(LABEL.into(), table.label(place).into())]);
        let mut field = Field::new(name.as_str().into(), array.dtype().clone(), true);
        field.metadata = Some(Arc::new(label));
        field
    });
    (fields.collect(), arrays)
}

fn array(table: &Table, place: usize) -> Box<dyn Array> {
    let cells = || table.rows.iter().map(|row| &row[place]);
    match table.holds(place) {
        Holds::Text => {
            let texts = cells().map(|cell| Some(cell.exact.as_str()).filter(|text| !text.is_empty()));
            Utf8Array::<i64>::from_iter(texts).boxed()
        }
        Holds::Numbers => floats(cells()),
        Holds::Decimals(scale) => decimals(cells(), scale).unwrap_or_else(|| floats(cells())),
    }
}

fn floats<'c>(cells: impl Iterator<Item = &'c Cell>) -> Box<dyn Array> {
    Float64Array::from_iter(cells.map(|cell| cell.exact.parse::<f64>().ok())).boxed()
}

/// `None` where a figure has more digits than fit.
fn decimals<'c>(cells: impl Iterator<Item = &'c Cell>, scale: u32) -> Option<Box<dyn Array>> {
    let scaled =
        cells.map(|cell| if cell.exact.is_empty() { Some(None) } else { scaled(&cell.exact, scale).map(Some) });
    let scaled: Option<Vec<Option<i128>>> = scaled.collect();
    let precise = ArrowDataType::Decimal(DIGITS, scale as usize);
    Some(PrimitiveArray::<i128>::from_iter(scaled?).to(precise).boxed())
}

/// A printed decimal times `10^scale`.
fn scaled(figure: &str, scale: u32) -> Option<i128> {
    let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
    let missing = (scale as usize).checked_sub(fraction.len())?;
    let digits: i128 = format!("{whole}{fraction}{}", "0".repeat(missing)).parse().ok()?;
    (digits.unsigned_abs() < 10_u128.pow(DIGITS as u32)).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_whole_numbers_with_a_scale() {
        assert_eq!(scaled("906777.19", 2), Some(90_677_719));
        assert_eq!(scaled("-0.5", 2), Some(-50));
        assert_eq!(scaled("331700000", 2), Some(33_170_000_000));
        assert_eq!(scaled("0.125", 2), None);
        assert_eq!(scaled("10000000000000000", 2), None);
    }

    #[test]
    fn a_column_says_what_it_holds() {
        let money = |text: &str| Cell::money(text.into(), text.into(), "USD".parse().unwrap());
        let table = Table {
            columns: vec!["partner".into(), "level_sum_usd".into(), "share_listed_percent".into()],
            labels: vec!["partner".into(), "level:sum (USD)".into(), "share:listed (percent)".into()],
            rows: vec![
                vec![Cell::text("GBR"), money("0.5"), Cell::number("12.5".into(), "12.5".into())],
                vec![Cell::default(), Cell::none(), Cell::none()],
            ],
            ..Table::default()
        };
        let (schema, arrays) = columns(&table);
        let types: Vec<&ArrowDataType> = schema.iter_values().map(|field| &field.dtype).collect();
        assert_eq!(types, [&ArrowDataType::LargeUtf8, &ArrowDataType::Decimal(18, 2), &ArrowDataType::Float64]);
        let label = schema.iter_values().nth(1).and_then(|field| field.metadata.clone()).unwrap();
        assert_eq!(label.get(LABEL).map(|label| label.as_str()), Some("level:sum (USD)"));
        assert!(arrays.iter().all(|array| array.null_count() == 1 || array.null_count() == 0));
        assert_eq!(arrays[1].null_count(), 1);
    }
}

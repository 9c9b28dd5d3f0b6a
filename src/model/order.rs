//! The order of a frame's rows by columns of text: each value as its rank, the ranks of a row in one number.
//!
//! Polars sorts by several columns of text through rows of bytes. One number a row is compared at once, and tells beside
//! that whether the rows are in order already and whether two of them have the same key.

use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;
use polars::prelude::{Column, DataFrame, DataType, IdxCa, IdxSize, PolarsResult, SortMultipleOptions};

/// The rows in the order of some columns, nulls first; rows that agree in all of them stay as they were.
///
/// # Errors
/// When a column is not there.
pub fn in_order(frame: DataFrame, names: &[&str]) -> PolarsResult<DataFrame> {
    let Some(ranks) = ranks(&frame, names)? else {
        return frame.sort(names.to_vec(), SortMultipleOptions::default().with_maintain_order(true));
    };
    if ranks.is_sorted() {
        return Ok(frame);
    }
    let mut ranked: Vec<(u128, IdxSize)> = ranks.into_iter().zip(0..).collect();
    ranked.sort_unstable();
    let rows = ranked.into_iter().map(|(_, row)| row).collect();
    frame.take(&IdxCa::from_vec("rows".into(), rows))
}

/// Whether every row comes after the one before it in the order of some columns: no two of them have the same key.
///
/// # Errors
/// When a column is not there.
pub fn ascends(frame: &DataFrame, names: &[&str]) -> PolarsResult<bool> {
    Ok(ranks(frame, names)?.is_some_and(|ranks| ranks.is_sorted_by(|one, next| one < next)))
}

/// The rank of every row; `None` where a column is neither text nor a whole number nor a date, or the ranks of a row
/// take more than 128 bits.
fn ranks(frame: &DataFrame, names: &[&str]) -> PolarsResult<Option<Vec<u128>>> {
    let mut ranks = vec![0_u128; frame.height()];
    let mut bits = 0;
    for name in names {
        let column = frame.column(name)?;
        if matches!(column, Column::Scalar(_)) {
            // It says the same throughout, and would have to be written out to be looked at.
            continue;
        }
        let (places, values) = match column.dtype() {
            DataType::String => places(column.str()?.iter()),
            DataType::Int64 => places(column.i64()?.iter()),
            DataType::Date => places(column.cast(&DataType::Int32)?.i32()?.iter()),
            _ => return Ok(None),
        };
        let width = usize::BITS - values.saturating_sub(1).leading_zeros();
        bits += width;
        if bits > u128::BITS {
            return Ok(None);
        }
        if width > 0 {
            ranks.iter_mut().zip(places).for_each(|(rank, place)| *rank = *rank << width | u128::from(place));
        }
    }
    Ok(Some(ranks))
}

/// The place of every cell among the values of its column, and how many values there are.
fn places<T: Copy + Ord + Hash>(cells: impl Iterator<Item = Option<T>>) -> (Vec<u32>, usize) {
    let mut known: HashMap<Option<T>, u32, FixedState> = HashMap::default();
    let mut values = Vec::new();
    let mut last = None;
    let met: Vec<u32> = cells
        .map(|cell| {
            // Neighbours mostly agree, and need no look at the table.
            let place = match last {
                Some((value, place)) if value == cell => place,
                _ => *known.entry(cell).or_insert_with(|| {
                    values.push(cell);
                    values.len() as u32 - 1
                }),
            };
            last = Some((cell, place));
            place
        })
        .collect();
    let mut sorted: Vec<usize> = (0..values.len()).collect();
    sorted.sort_unstable_by_key(|place| values[*place]);
    let mut rank_of = vec![0; values.len()];
    for (rank, place) in (0..).zip(sorted) {
        rank_of[place] = rank;
    }
    (met.into_iter().map(|place| rank_of[place as usize]).collect(), values.len())
}

#[cfg(test)]
mod tests {
    use polars::prelude::{IntoColumn as _, NamedFrom as _, PlSmallStr, Scalar, Series};
    use proptest::prelude::*;

    use super::*;

    fn frame(rows: &[(Option<String>, Option<i64>)]) -> DataFrame {
        let texts: Vec<Option<&str>> = rows.iter().map(|(text, _)| text.as_deref()).collect();
        let numbers: Vec<Option<i64>> = rows.iter().map(|(_, number)| *number).collect();
        let days: Vec<Option<i32>> = rows.iter().map(|(_, number)| number.map(|number| -(number as i32) / 2)).collect();
        let row: Vec<i64> = (0..rows.len() as i64).collect();
        let days = Series::new("day".into(), days).cast(&DataType::Date).unwrap();
        let columns: Vec<Column> = vec![
            Series::new("text".into(), texts).into_column(),
            Series::new("number".into(), numbers).into_column(),
            days.into_column(),
            Series::new("row".into(), row).into_column(),
            Column::new_scalar("same".into(), Scalar::from(PlSmallStr::from("EUR")), rows.len()),
        ];
        DataFrame::new(rows.len(), columns).unwrap()
    }

    proptest! {
        /// Polars' own sort is the oracle.
        #[test]
        fn rows_stand_as_polars_sorts_them(
            rows in prop::collection::vec((prop::option::of("[a-cÄ]{0,2}"), prop::option::of(-3_i64..3)), 0..40)
        ) {
            let frame = frame(&rows);
            for names in [&["text", "same", "number"][..], &["day", "text"], &["number"]] {
                let options = SortMultipleOptions::default().with_maintain_order(true);
                let expected = frame.sort(names.to_vec(), options).unwrap();
                let ordered = in_order(frame.clone(), names).unwrap();
                prop_assert!(ordered.equals_missing(&expected));
                let distinct: std::collections::HashSet<_> = rows.iter().map(|(text, number)| match names {
                    ["text", "same", "number"] => (text.clone(), *number),
                    ["day", "text"] => (text.clone(), number.map(|number| number / 2)),
                    _ => (None, *number),
                }).collect();
                prop_assert_eq!(ascends(&ordered, names).unwrap(), distinct.len() == rows.len());
                prop_assert!(ascends(&frame, names).unwrap() <= frame.equals_missing(&expected));
            }
        }
    }

    #[test]
    fn what_is_no_text_is_left_to_polars() {
        let frame = polars::df!("value" => [2.0, 1.0]).unwrap();
        assert!(!ascends(&frame, &["value"]).unwrap());
        assert!(in_order(frame, &["value"]).unwrap().equals(&polars::df!("value" => [1.0, 2.0]).unwrap()));
    }
}

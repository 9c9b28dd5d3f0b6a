//! Text columns as numbers, and rows by what tells their sums apart.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use polars::prelude::{DataFrame, PolarsResult};

/// A text column: its values, each once, and which one stands in each row.
pub struct Codes {
    pub names: Vec<String>,
    pub of_row: Vec<u32>,
}

impl Codes {
    pub fn read(frame: &DataFrame, column: &str) -> PolarsResult<Self> {
        let texts = frame.column(column)?.as_materialized_series().str()?.clone();
        let mut known: HashMap<&str, u32, FixedState> = HashMap::default();
        let mut names: Vec<String> = Vec::new();
        let mut of_row = Vec::with_capacity(texts.len());
        // Rows beside each other are often alike.
        let mut last: Option<(&str, u32)> = None;
        for text in texts.iter() {
            let text = text.unwrap_or_default();
            let number = match last {
                Some((same, number)) if same == text => number,
                _ => *known.entry(text).or_insert_with(|| {
                    names.push(text.to_owned());
                    names.len() as u32 - 1
                }),
            };
            last = Some((text, number));
            of_row.push(number);
        }
        Ok(Self { names, of_row })
    }

    pub fn name(&self, row: usize) -> &str {
        &self.names[self.of_row[row] as usize]
    }
}

/// The most columns that tell sums apart.
const WIDEST: usize = 8;

/// The rows of every sum, in the order in which the sums are met.
pub fn grouped(columns: &[&Codes], rows: usize, keep: &[bool]) -> Vec<Vec<u32>> {
    let mut places: HashMap<[u32; WIDEST], u32, FixedState> = HashMap::default();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for row in (0..rows).filter(|row| keep[*row]) {
        let mut key = [0; WIDEST];
        for (place, column) in columns.iter().enumerate() {
            key[place.min(WIDEST - 1)] = column.of_row[row];
        }
        let place = *places.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() as u32 - 1
        });
        groups[place as usize].push(row as u32);
    }
    groups
}

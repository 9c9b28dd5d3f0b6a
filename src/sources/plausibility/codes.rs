//! Codes of a column as numbers, whether they stand there as texts or as numbers already.

use std::collections::HashMap;

use polars::prelude::{Column, DataType, PolarsResult};

#[derive(Default)]
pub struct Codes {
    texts: Vec<String>,
    places: HashMap<String, u32>,
    numbered: bool,
}

impl Codes {
    /// The number of every row.
    pub fn of(&mut self, column: &Column) -> PolarsResult<Vec<u32>> {
        if column.dtype() == &DataType::UInt32 {
            self.numbered = true;
            return Ok(column.u32()?.iter().map(Option::unwrap_or_default).collect());
        }
        if matches!(column, Column::Scalar(_)) {
            let first = column.head(Some(1));
            let number = self.number(first.str()?.iter().next().flatten().unwrap_or_default());
            return Ok(vec![number; column.len()]);
        }
        Ok(column.str()?.iter().map(|text| self.number(text.unwrap_or_default())).collect())
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.places.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.texts.push(text.to_owned());
        self.places.insert(text.to_owned(), number);
        number
    }

    /// All texts, in the order of their numbers.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// The text that a number stands for; blank where it stood as a number.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", String::as_str)
    }

    /// Whether the column holds numbers, whose texts only the source knows.
    pub fn is_numbered(&self) -> bool {
        self.numbered
    }
}

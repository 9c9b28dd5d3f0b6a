//! The columns of a frame that a chart reads.

use polars::prelude::{Column, DataFrame, DataType};

use super::data::{Cell, Series};
use super::{ChartError, ChartSpec};

/// The frame's columns, row by row.
pub struct Rows {
    pub x: Vec<String>,
    /// Empty names without `by`.
    pub by: Vec<String>,
    /// Empty names without `facet`.
    pub facet: Vec<String>,
    cells: Vec<Cell>,
}

impl Rows {
    /// The columns that `spec` names.
    pub fn read(spec: &ChartSpec, frame: &DataFrame) -> Result<Self, ChartError> {
        if frame.height() == 0 {
            return Err(ChartError::Empty { what: "rows" });
        }
        let x = texts(frame, "x", &spec.x)?;
        let names = |role, name: &Option<String>| match name {
            Some(name) => texts(frame, role, name),
            None => Ok(vec![String::new(); x.len()]),
        };
        let (by, facet) = (names("by", &spec.by)?, names("facet", &spec.facet)?);
        let figures = |role, name: &Option<String>| match name {
            Some(name) => numbers(frame, role, name, spec.number.divisor),
            None => Ok(vec![None; x.len()]),
        };
        let value = figures("y", &Some(spec.y.clone()))?;
        let (low, high) = (figures("low", &spec.low)?, figures("high", &spec.high)?);
        let cells = value.into_iter().zip(low).zip(high);
        let cells = cells.map(|((value, low), high)| Cell { value, low, high }).collect();
        Ok(Self { x, by, facet, cells })
    }

    /// The figures of one facet, a series for each of `names` as long as `places`.
    pub fn spread(&self, facet: &str, places: &[String], names: &[String]) -> Result<Vec<Series>, ChartError> {
        let empty = vec![None; places.len()];
        let mut grid = vec![empty; names.len()];
        let index = |list: &[String], name: &String| list.iter().position(|other| other == name);
        let rows = self.x.iter().zip(&self.by).zip(&self.cells).zip(&self.facet);
        for ((x, by), cell) in rows.filter(|(_, other)| *other == facet).map(|(row, _)| row) {
            let (Some(column), Some(row)) = (index(places, x), index(names, by)) else {
                continue;
            };
            if grid[row][column].replace(*cell).is_some() {
                let by = if by.is_empty() { String::new() } else { format!(", {by}") };
                return Err(ChartError::Duplicate { place: format!("{x}{by}") });
            }
        }
        let series = names.iter().cloned().zip(grid);
        Ok(series
            .map(|(name, cells)| Series { name, cells: cells.into_iter().map(Option::unwrap_or_default).collect() })
            .collect())
    }
}

fn column<'a>(frame: &'a DataFrame, role: &'static str, name: &str) -> Result<&'a Column, ChartError> {
    frame.column(name).map_err(|_| ChartError::MissingColumn {
        role,
        column: name.to_owned(),
        found: listed(frame.get_column_names().iter().map(|name| name.as_str())),
    })
}

fn texts(frame: &DataFrame, role: &'static str, name: &str) -> Result<Vec<String>, ChartError> {
    let column = column(frame, role, name)?;
    let wrong = column.dtype().is_float() || column.dtype().is_nested();
    if wrong {
        return Err(wrong_type(role, column, "text, periods, whole numbers or dates"));
    }
    let column = column.cast(&DataType::String)?;
    let texts = column.str()?;
    texts
        .iter()
        .enumerate()
        .map(|(row, text)| match text.map(str::trim) {
            Some(text) if !text.is_empty() => Ok(text.to_owned()),
            _ => Err(ChartError::EmptyKey { column: name.to_owned(), row: row + 1 }),
        })
        .collect()
}

fn numbers(frame: &DataFrame, role: &'static str, name: &str, divisor: f64) -> Result<Vec<Option<f64>>, ChartError> {
    let column = column(frame, role, name)?;
    if !column.dtype().is_primitive_numeric() {
        return Err(wrong_type(role, column, "numbers"));
    }
    let column = column.cast(&DataType::Float64)?;
    let numbers = column.f64()?;
    numbers
        .iter()
        .enumerate()
        .map(|(row, number)| match number {
            Some(value) if !value.is_finite() => {
                Err(ChartError::NotFinite { column: name.to_owned(), row: row + 1, value })
            }
            number => Ok(number.map(|value| value / divisor)),
        })
        .collect()
}

fn wrong_type(role: &'static str, column: &Column, expected: &'static str) -> ChartError {
    ChartError::ColumnType { role, column: column.name().to_string(), found: column.dtype().to_string(), expected }
}

/// Every name once, in the order of its first row.
pub fn distinct(names: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    names.iter().filter(|name| seen.insert(name.as_str())).cloned().collect()
}

/// The first names, for a message.
pub fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.len() {
        0 => "nothing".to_owned(),
        1..=12 => names.join(", "),
        more => format!("{} and {} more", names[..10].join(", "), more - 10),
    }
}

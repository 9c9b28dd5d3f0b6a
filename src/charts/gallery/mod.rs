//! One picture of every kind, and every hard case of every kind: what the catalogue shows, what we look at, what tests hold.

mod hard;
mod page;

use std::sync::LazyLock;

use polars::prelude::{DataFrame, IntoColumn as _, NamedFrom as _, Series};
use serde::Deserialize;

use super::{ChartError, ChartSpec, Drawing, kinds, render};

pub use page::{Picture, page};

/// A table and how it is drawn.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Stands in file names: `ranked`, `ranked-ties`.
    pub name: String,
    /// With a header row; only `value`, `low` and `high` hold numbers.
    pub csv: String,
    pub spec: ChartSpec,
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

static SHOWN: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).expect("the bundled cases are TOML");
    cases.case
});

/// Columns of figures; all others are names.
const FIGURES: [&str; 3] = ["value", "low", "high"];

/// The picture that the catalogue shows of a kind; all figures are invented.
#[must_use]
pub fn example(kind: &str) -> Option<&'static Case> {
    SHOWN.iter().find(|case| case.spec.kind == kind)
}

/// Every case: first those as they should be, then the hard ones of each kind.
#[must_use]
pub fn cases() -> Vec<Case> {
    let kinds = kinds::KINDS.iter();
    SHOWN.iter().cloned().chain(kinds.flat_map(|kind| hard::cases(kind.name()))).collect()
}

impl Case {
    /// Draws it.
    ///
    /// # Errors
    /// As [`render`]: some hard cases are refused by some kinds, and say why.
    pub fn draw(&self) -> Result<Drawing, ChartError> {
        render(&self.spec, &self.frame()?)
    }

    /// The table as a frame.
    ///
    /// # Errors
    /// [`ChartError::Frame`] when columns differ in length, which those here do not.
    pub fn frame(&self) -> Result<DataFrame, ChartError> {
        let mut reader = csv::Reader::from_reader(self.csv.as_bytes());
        let names: Vec<String> =
            reader.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
        let rows: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
        let column = |(place, name): (usize, &String)| {
            let cells = rows.iter().map(|row| row.get(place).unwrap_or_default());
            match FIGURES.contains(&name.as_str()) {
                true => Series::new(name.into(), cells.map(|cell| cell.parse().ok()).collect::<Vec<Option<f64>>>()),
                false => Series::new(name.into(), cells.collect::<Vec<&str>>()),
            }
            .into_column()
        };
        Ok(DataFrame::new_infer_height(names.iter().enumerate().map(column).collect())?)
    }
}

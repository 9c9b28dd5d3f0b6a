//! Figures that are read batch by batch whenever they are asked for, so that a file need not fit in memory.
//!
//! A source that can be scanned hands out batches under the tidy schema, in which dimensions may stand as numbers
//! (`u32`) that only mean something to the source. A [`Cube`] says what is wanted of them; whoever runs it adds up the
//! numbers and spells out the few that are left.

mod chain;
mod counts;
pub mod cube;
mod embedded;
mod packed;
pub mod parquet;
pub mod sums;
pub mod texts;

use std::sync::Arc;

use polars::prelude::{DataFrame, Expr, IntoLazy as _, LazyFrame};

use crate::model::schema::{PARTNER, PRODUCT};
use crate::model::{Economy, Kind, Product};

use super::error::SourceError;
use super::figures::Figures;
use super::inspection::Inspection;

pub use chain::Chain;
pub use counts::Counts;
pub use cube::{Cube, Filter};
pub use embedded::spelled_batches;

/// A file, or files, that can be read again and again in batches.
pub trait Scan: Send + Sync {
    /// What the figures are about.
    fn kind(&self) -> Kind;

    /// Hands out the figures in the order of the file; each batch has the columns of [the tidy schema](crate::model::schema::tidy) that are wanted.
    ///
    /// # Errors
    /// When the file cannot be read, a cell is wrong, or `each` fails.
    fn batches(&self, wanted: &[&str], each: &mut Each<'_>) -> Result<(), SourceError>;

    /// The numbers that stand for a text in a column; `None` where the column holds texts.
    fn numbers(&self, _column: &str, _text: &str) -> Option<Vec<u32>> {
        None
    }

    /// The text that a number in a dimension stands for.
    fn text(&self, _column: &str, number: u32) -> String {
        number.to_string()
    }

    /// The dimensions in which no row is a total, a group or of another level: they can be added up as they are.
    fn parts_only(&self) -> Vec<&'static str>;

    /// What the numbers in its batches are; scans of one numbering mean the same by a number. Blank where there are none.
    fn numbering(&self) -> &'static str {
        ""
    }

    /// Whether a file holds all figures of its periods, so that a second file with one of them repeats it.
    fn whole_periods(&self) -> bool {
        false
    }

    /// The sums of a cube that the scan makes elsewhere, under its keys and measures as [`sums::Sums`] gives them; `None`
    /// where batches have to be added up here.
    fn summed(&self, _cube: &Cube) -> Option<Result<DataFrame, SourceError>> {
        None
    }

    /// The values of a column of text, each once, in order, where the scan knows them without a pass.
    fn values(&self, _column: &str) -> Option<Result<Vec<String>, SourceError>> {
        None
    }

    /// The figures themselves, where they are held in numbers.
    fn figures(&self) -> Option<&Figures> {
        None
    }

    /// How the answers so far were made, for provenance.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// What was recognised, from a pass over all figures.
    ///
    /// # Errors
    /// As [`Scan::batches`].
    fn inspect(&self) -> Result<Inspection, SourceError>;
}

/// The dimensions of trade that hold no totals, no groups and one level, by all values that there are.
#[must_use]
pub fn parts_only(partners: &[String], levels: &[String], products: &[String]) -> Vec<&'static str> {
    let economy =
        |code: &String| code.parse::<Economy>().is_ok_and(|economy| !economy.is_world() && !economy.is_group());
    let mut parts_only = Vec::new();
    if partners.iter().all(economy) {
        parts_only.push(PARTNER);
    }
    if levels.len() == 1 && products.iter().all(|code| code != Product::TOTAL) {
        parts_only.push(PRODUCT);
    }
    parts_only
}

/// What is done with each batch.
pub type Each<'a> = dyn FnMut(DataFrame) -> Result<(), SourceError> + 'a;

/// A tidy frame, in memory or scanned.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "one a file; a box would hide the frame from every caller")]
pub enum Tidy {
    /// Under [the tidy schema](crate::model::schema::tidy).
    Held(LazyFrame),
    Scanned(Arc<dyn Scan>),
}

impl Tidy {
    /// All figures in memory, under [the tidy schema](crate::model::schema::tidy).
    ///
    /// # Errors
    /// As [`Scan::batches`].
    pub fn whole(&self) -> Result<LazyFrame, SourceError> {
        match self {
            Self::Held(frame) => Ok(frame.clone()),
            Self::Scanned(scan) => embedded::select(scan.as_ref(), None),
        }
    }

    /// The figures that fulfil a condition on the columns of [the tidy schema](crate::model::schema::tidy).
    ///
    /// # Errors
    /// As [`Scan::batches`].
    pub fn select(&self, condition: Expr) -> Result<LazyFrame, SourceError> {
        match self {
            Self::Held(frame) => Ok(frame.clone().filter(condition)),
            Self::Scanned(scan) => embedded::select(scan.as_ref(), Some(condition)),
        }
    }

    /// The values of a column of text, each once, in order.
    ///
    /// # Errors
    /// As [`Scan::batches`].
    pub fn distinct(&self, column: &str) -> Result<Vec<String>, SourceError> {
        match self {
            Self::Held(frame) => embedded::distinct(frame.clone(), column).map_err(SourceError::columns),
            Self::Scanned(scan) => match scan.values(column) {
                Some(values) => values,
                None => embedded::distinct_of(scan.as_ref(), column),
            },
        }
    }

    /// The figures that a cube describes, under [the tidy schema](crate::model::schema::tidy); those of a scan are added up over every dimension
    /// that the cube leaves out and that can be.
    ///
    /// # Errors
    /// As [`Scan::batches`].
    pub fn cube(&self, cube: &Cube) -> Result<LazyFrame, SourceError> {
        match self {
            Self::Held(frame) => Ok(cube.filtered(frame.clone())),
            Self::Scanned(scan) => Ok(embedded::reduce(scan.as_ref(), cube)?.lazy()),
        }
    }
}

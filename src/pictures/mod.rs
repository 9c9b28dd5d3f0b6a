//! Pictures of figures: a question and a kind of chart become a spec with everything in it that the figures themselves say.
//!
//! What nobody should have to write is filled in: columns, names for codes, magnitude and currency, subtitle, source, periods that are not
//! settled, and a headline. What is stated wins. `chart`, `init` and `report` draw through this one door.
//!
//! ```
//! use tradeproof::charts::{ChartSpec, render};
//! use tradeproof::pictures::{Wish, make};
//! use tradeproof::sources::{Input, read};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let csv = "reporter,partner,flow,product,period,value,unit\n\
//!     AUT,DEU,export,TOTAL,2024,60.0,EUR million\n\
//!     AUT,ITA,export,TOTAL,2024,15.0,EUR million\n\
//!     AUT,CHE,export,TOTAL,2024,5.0,EUR million\n";
//! let loaded = read(Input::from_bytes("trade.csv".as_ref(), csv.into()))?;
//! let made = make(&loaded, &Wish::of("ranked"))?;
//! assert_eq!(made.spec.title, "Germany took 75 per cent of Austria’s goods exports in 2024");
//! assert_eq!(made.spec.subtitle, "Goods exports of Austria by partner, € million, 2024");
//! assert!(render(&made.spec, &made.frame)?.lints().iter().all(|lint| lint.id.to_string() == "source-missing"));
//! # Ok(())
//! # }
//! ```

mod axes;
mod caption;
mod facts;
mod headline;
mod highlight;
mod labels;
mod phrases;
mod propose;
mod publishers;
mod scale;
mod table;
mod verify;

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, PolarsError};
use thiserror::Error;

use crate::charts::{ChartSpec, Drawing, Lint};
use crate::sources::{Loaded, SourceError};
use crate::summary::{self, Asked, DeriveError, Parted, Question, Shown};

pub use facts::Facts;
pub use propose::propose;
pub use table::fill as fill_table;

/// What is to be drawn: empty fields are filled in.
#[derive(Debug, Clone)]
pub struct Wish {
    /// `x`, `y` and the words may be empty.
    pub spec: ChartSpec,
    /// Without metrics, the kind's own. Its periods are those of [`Wish::asked`].
    pub question: Question,
    pub asked: Vec<Asked>,
    /// Whether columns, filters and periods are all that is wanted, so that none is added to them.
    pub complete: bool,
    /// What codes are called, where not by their own names.
    pub labels: BTreeMap<String, String>,
}

/// A chart with everything in it.
#[derive(Debug, Clone)]
pub struct Made {
    pub spec: ChartSpec,
    /// With names in place of codes.
    pub frame: DataFrame,
    /// The same with codes, under the derived schema.
    pub derived: DataFrame,
    /// What was left out of sums, and why.
    pub audit: Vec<String>,
    pub facts: Facts,
}

/// A picture that cannot be made.
#[derive(Debug, Error)]
pub enum PictureError {
    #[error(transparent)]
    Derive(#[from] DeriveError),
    #[error(transparent)]
    Source(Box<SourceError>),
    #[error(
        "`{kind}` cannot be drawn from these figures by itself: {needed}\n  help: name the columns with --x and --by, or choose another kind (`tradeproof charts`)"
    )]
    Columns { kind: String, needed: String },
    #[error("the figures cannot be drawn")]
    Polars(#[from] PolarsError),
}

impl From<SourceError> for PictureError {
    fn from(error: SourceError) -> Self {
        Self::Source(Box::new(error))
    }
}

impl Wish {
    /// A wish for a kind of chart and nothing else.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        Self {
            spec: ChartSpec::new(kind, "", ""),
            question: Question::default(),
            asked: Vec::new(),
            complete: false,
            labels: BTreeMap::new(),
        }
    }
}

/// Derives what is to be drawn and fills in what the figures say.
///
/// # Errors
/// When the figures cannot answer, or hold nothing that the kind could draw.
pub fn make(loaded: &Loaded, wish: &Wish) -> Result<Made, PictureError> {
    let mut spec = wish.spec.clone();
    let axes = axes::fill(loaded, &mut spec, wish)?;
    let words = phrases::of(spec.language());
    let shown = Shown { part: axes.part, rest: axes.shows_whole.then_some(words.other) };
    let parted: Parted = summary::parted(loaded, &axes.question, &shown)?;
    let facts = Facts::of(loaded, &axes, &parted)?;
    let frame = summary::drawable(&parted.frame)?;
    let frame = labels::name(frame, &mut spec, &axes, &facts, &wish.labels)?;
    scale::fill(&mut spec, &frame, &facts)?;
    if parted.rest > 0 && !spec.last.iter().any(|name| name == words.other) {
        spec.last.push(words.other.to_owned());
    }
    caption::fill(&mut spec, &facts, &frame);
    let mut made = Made { spec, frame, derived: parted.frame, audit: parted.audit, facts };
    if made.spec.title.trim().is_empty() {
        made.spec.title = headline::of(&made);
    }
    highlight::fill(&mut made)?;
    Ok(made)
}

/// What the words of a drawn chart say that its figures do not bear out.
#[must_use]
pub fn verify(drawing: &Drawing, spec: &ChartSpec, frame: &DataFrame, facts: Option<&Facts>) -> Vec<Lint> {
    verify::all(drawing, spec, frame, facts)
}

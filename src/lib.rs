//! Trade statistics you can stand behind: official figures into tidy frames, named metrics, charts that print
//! unchanged, and a check of every figure a text reports.
//!
//! A module is a stage; data moves one way: [`sources`] → [`metrics`] → [`charts`], [`summary`], [`check`] → [`report`].
//!
//! From a file to a metric, a chart and a checked sentence:
//!
//! ```
//! use tradeproof::charts::{ChartSpec, SvgOptions, render};
//! use tradeproof::check::{Verdict, check_against};
//! use tradeproof::sources::{Input, read};
//! use tradeproof::summary::{Figures, Format, Question, Table, derive};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // A file of any known format; `sources::load` reads one from a path.
//! let csv = "\
//! reporter,partner,flow,product,period,value,unit
//! AUT,DEU,export,TOTAL,2023,50.0,EUR million
//! AUT,DEU,export,TOTAL,2024,60.0,EUR million
//! AUT,ITA,export,TOTAL,2024,15.0,EUR million
//! ";
//! let loaded = read(Input::from_bytes("trade.csv".as_ref(), csv.into()))?;
//!
//! // A metric: who takes which share of the exports of 2024?
//! let question = Question {
//!     metrics: vec!["share".into()],
//!     by: vec!["partner".into()],
//!     periods: vec!["2024".parse()?],
//!     ..Question::default()
//! };
//! let shares = derive(&loaded, &question)?.frame()?;
//! assert!(Format::Csv.render(&Table::of(std::slice::from_ref(&shares))?).contains("DEU,export,2024,share:listed,percent,80,"));
//!
//! // A chart of it. What an editor would mark is a lint.
//! let mut spec = ChartSpec::new("ranked", "partner", "value");
//! spec.title = "Germany buys four fifths".into();
//! spec.subtitle = "Exports of Austria by partner, % of their value in €, 2024".into();
//! spec.source = "Invented figures".into();
//! let drawing = render(&spec, &shares)?;
//! assert!(drawing.lints().is_empty());
//! assert!(drawing.svg(&SvgOptions::default()).contains("Germany buys four fifths"));
//!
//! // A sentence held against the same figures.
//! let figures = Figures::of(vec![loaded])?;
//! let found = check_against("note.txt", b"Austria's exports to Germany came to EUR 60.0 million in 2024.", &figures)?;
//! assert_eq!(found.claims[0].verdict, Verdict::Consistent);
//! # Ok(())
//! # }
//! ```

pub mod charts;
pub mod cli;
pub mod metrics;
pub mod model;
pub mod report;
pub mod sources;
pub mod summary;

pub use tradeproof_check as check;

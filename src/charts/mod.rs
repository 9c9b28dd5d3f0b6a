//! Charts: a spec is laid out, drawn by plotters onto our scene, and written as SVG or PNG.

mod data;
mod error;
pub mod font;
mod number;
mod spec;
mod theme;

pub use data::{Cell, Place, Series, Table};
pub use error::ChartError;
pub use number::NumberWriter;
pub use spec::{ChartSpec, Grouping, NumberFormat};
pub use theme::{Hue, Theme, Tone};

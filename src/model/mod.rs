//! What a figure is: periods, money, economies, cell states and the tidy schema. No I/O.

pub mod period;

pub use period::{Grain, Period};

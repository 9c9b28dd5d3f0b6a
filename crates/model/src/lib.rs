//! What a figure is: periods, money, economies, products, cell states, the names of columns, and what evidence can be asked. No I/O.

mod alias;
mod area;
pub mod cell;
pub mod classification;
pub mod containment;
pub mod currency;
pub mod economy;
pub mod evidence;
mod formal;
mod group;
pub mod harmonised;
pub mod money;
pub mod period;
pub mod product;
pub mod quantity;
mod reference;
pub mod schema;
pub mod sitc;
pub mod spoken;
pub mod why;

pub use cell::CellState;
pub use classification::Classification;
pub use currency::Currency;
pub use economy::Economy;
pub use evidence::Evidence;
pub use money::{Amount, Decimal, Unit};
pub use period::{Grain, Period};
pub use product::Product;
pub use schema::{Kind, Totals};
pub use why::Why;

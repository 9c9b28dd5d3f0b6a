//! What a figure is ([`tradeproof_model`]), and the frames that hold figures: their schema and the order of their rows.

pub(crate) mod order;
pub mod schema;

pub use tradeproof_model::*;

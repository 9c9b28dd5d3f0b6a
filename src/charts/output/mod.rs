//! A scene as a file.

pub mod csv;
pub mod png;
pub mod svg;
pub mod vega_lite;

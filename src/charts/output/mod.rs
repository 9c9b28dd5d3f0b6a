//! A scene as a file, or on a terminal.

pub mod csv;
pub mod pdf;
mod pdf_font;
pub mod png;
pub mod preview;
pub mod svg;
pub mod vega_lite;

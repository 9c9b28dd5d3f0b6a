//! A scene as a file.

pub mod png;
pub mod svg;

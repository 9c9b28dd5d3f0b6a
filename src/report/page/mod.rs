//! The page: charts, tables, the marked text and where everything came from, in one self-contained HTML file.

mod marked;
mod note;
#[cfg(test)]
mod sample;
mod strip;
mod wording;

pub use note::Note;

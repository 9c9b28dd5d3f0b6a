//! What a program of this house needs of its host: files that are written whole or not at all, a terminal, and code of
//! others that may panic.

mod file;
mod quiet;
mod terminal;

pub use file::{FileError, write_atomically, write_atomically_with};
pub use quiet::without_panic;
pub use terminal::{complain, print, width};

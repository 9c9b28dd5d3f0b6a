//! What a program of this house needs of its host: files that are written whole or not at all, and code of others that may panic.

mod file;
mod quiet;

pub use file::{FileError, write_atomically, write_atomically_with};
pub use quiet::without_panic;

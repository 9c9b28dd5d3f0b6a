//! Results: files are written whole or not at all, and standard output may close early.

use std::path::Path;

use super::CliError;

/// Writes beside the target and renames, so that no reader ever sees half a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    Ok(crate::summary::write_atomically(path, bytes)?)
}

/// Prints a result. A reader that has seen enough, such as `head`, is no error.
pub fn print(text: &str) -> Result<(), CliError> {
    tradeproof_host::print(text).map_err(|source| CliError::write(Path::new("standard output"), source))
}

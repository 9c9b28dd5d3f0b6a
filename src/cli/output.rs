//! Results: files are written whole or not at all, and standard output may close early.

use std::io::Write as _;
use std::path::Path;

use super::CliError;

/// Writes beside the target and renames, so that no reader ever sees half a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    Ok(crate::summary::write_atomically(path, bytes)?)
}

/// Prints a result. A reader that has seen enough, such as `head`, is no error.
pub fn print(text: &str) -> Result<(), CliError> {
    let mut stdout = anstream::stdout();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|source| CliError::write(Path::new("standard output"), source)),
    }
}

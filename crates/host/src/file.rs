//! Files are written whole or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A file that could not be written; nothing is left behind.
#[derive(Debug, Error)]
#[error("{}: cannot be written", path.display())]
pub struct FileError {
    pub path: PathBuf,
    pub source: std::io::Error,
}

impl FileError {
    fn of(path: &Path, source: std::io::Error) -> Self {
        Self { path: path.to_owned(), source }
    }
}

/// Writes to a temporary file beside the target and renames it.
///
/// # Errors
/// When the folder does not exist or cannot be written to.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    write_atomically_with(path, |file| file.write_all(bytes).map_err(|source| FileError::of(path, source)))
}

/// As [`write_atomically`], for what is not all there at once.
///
/// # Errors
/// As [`write_atomically`], and when `write` fails.
pub fn write_atomically_with<E: From<FileError>>(
    path: &Path,
    write: impl FnOnce(&mut std::fs::File) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |source| E::from(FileError::of(path, source));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
    write(file.as_file_mut())?;
    readable_by_all(&file).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Temporary files are private to their user; a result is an ordinary file.
#[cfg(unix)]
fn readable_by_all(file: &tempfile::NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &tempfile::NamedTempFile) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("missing").join("out.csv");
        assert!(write_atomically(&target, b"a").is_err());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out.csv");
        write_atomically(&target, b"long content").unwrap();
        write_atomically(&target, b"short").unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"short");
    }
}

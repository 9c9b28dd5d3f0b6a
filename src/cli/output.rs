//! Files are written whole or not at all.

use std::io::Write as _;
use std::path::Path;

use super::CliError;

/// Writes beside the target and renames, so that no reader ever sees half a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |source| CliError::write(path, source);
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

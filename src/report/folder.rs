//! A report's files on disk: all of them or none, in a folder that belongs to the report.

use std::path::Path;

use super::ReportError;

/// Marks a folder that a report wrote and may replace.
const MARKER: &str = ".tradeproof-report";
const MARKER_TEXT: &str = "Made by `tradeproof report`, which replaces this folder as a whole.\n";

/// Writes `files`, by name, as the folder `out`; an earlier report there is replaced.
///
/// # Errors
/// When `out` holds anything but an earlier report, or a file cannot be written. Then `out` is as it was.
pub fn replace(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), ReportError> {
    if out.exists() && !is_empty(out) && !out.join(MARKER).is_file() {
        return Err(ReportError::FolderTaken {
            path: out.to_owned(),
            expected: "a new or empty one, or an earlier report",
        });
    }
    let marker = (MARKER.to_owned(), MARKER_TEXT.as_bytes().to_vec());
    let marked: Vec<_> = files.iter().cloned().chain([marker]).collect();
    write(out, &marked)
}

/// Writes `files`, by name, as the folder `out`, which is new or empty.
///
/// # Errors
/// When `out` holds anything, or a file cannot be written. Then `out` is as it was.
pub fn create(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), ReportError> {
    if out.exists() && !is_empty(out) {
        return Err(ReportError::FolderTaken { path: out.to_owned(), expected: "a new or empty one" });
    }
    write(out, files)
}

/// Writes everything beside `out` and swaps it in.
fn write(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), ReportError> {
    let failed = |source| ReportError::Write { path: out.to_owned(), source };
    if out.file_name().is_none() {
        return Err(ReportError::FolderUnnamed { path: out.to_owned() });
    }
    let beside = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(beside).map_err(failed)?;
    let stage = tempfile::Builder::new().prefix(".tradeproof-").tempdir_in(beside).map_err(failed)?;
    let (new, old) = (stage.path().join("new"), stage.path().join("old"));
    std::fs::create_dir(&new).map_err(failed)?;
    for (name, bytes) in files {
        std::fs::write(new.join(name), bytes).map_err(failed)?;
    }
    if out.exists() {
        std::fs::rename(out, &old).map_err(failed)?;
    }
    std::fs::rename(&new, out).map_err(|error| {
        // Put back what was there; if even that fails, the first error is the one to tell.
        let _ = std::fs::rename(&old, out);
        failed(error)
    })
}

/// Whether a folder holds nothing.
pub fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

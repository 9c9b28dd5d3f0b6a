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
pub fn write(out: &Path, files: &[(String, Vec<u8>)]) -> Result<(), ReportError> {
    let failed = |source| ReportError::Write { path: out.to_owned(), source };
    let there = out.exists();
    if there && !is_ours(out) {
        return Err(ReportError::FolderTaken { path: out.to_owned() });
    }
    let beside = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(beside).map_err(failed)?;
    let stage = tempfile::Builder::new().prefix(".tradeproof-").tempdir_in(beside).map_err(failed)?;
    let new = stage.path().join("new");
    std::fs::create_dir(&new).map_err(failed)?;
    let marker = [(MARKER.to_owned(), MARKER_TEXT.as_bytes().to_vec())];
    for (name, bytes) in files.iter().chain(&marker) {
        std::fs::write(new.join(name), bytes).map_err(failed)?;
    }
    if there {
        std::fs::rename(out, stage.path().join("old")).map_err(failed)?;
    }
    std::fs::rename(&new, out).map_err(|error| {
        // Put back what was there; if even that fails, the first error is the one to tell.
        let _ = std::fs::rename(stage.path().join("old"), out);
        failed(error)
    })
}

/// Whether a folder is empty or was written by a report.
fn is_ours(out: &Path) -> bool {
    let empty = std::fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    empty || out.join(MARKER).is_file()
}

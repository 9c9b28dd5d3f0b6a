//! Which texts are meant: files as they are named, those of folders and patterns in the order of their names.

use std::path::{Path, PathBuf};

use super::{CommandError, is_piped};

/// In a folder, files of these extensions are texts.
const TEXTS: [&str; 10] = ["md", "markdown", "txt", "html", "htm", "xhtml", "docx", "odt", "rtf", "pdf"];

/// The files that are meant.
///
/// # Errors
/// When one is an address, nothing matches a pattern, or a folder holds no text.
pub(super) fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, CommandError> {
    let mut files = Vec::new();
    for path in paths {
        if tradeproof_host::is_address(path) {
            return Err(CommandError::Address { address: path.display().to_string() });
        }
        if path.is_dir() {
            let before = files.len();
            collect(path, &mut files)?;
            if files.len() == before {
                return Err(CommandError::NoTexts { folder: path.clone() });
            }
        } else if !path.exists() && !is_piped(path) && path.to_string_lossy().contains(['*', '?', '[']) {
            files.append(&mut matching(path)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

/// The texts below a folder; hidden files are none.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), CommandError> {
    let failed = |source| CommandError::read(folder, source);
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files)?;
        } else if is_text(&path) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    TEXTS.contains(&extension.as_str())
}

fn matching(path: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let pattern = path.to_string_lossy().into_owned();
    let found = glob::glob(&pattern).map_err(|source| CommandError::Pattern { pattern: pattern.clone(), source })?;
    let mut files: Vec<PathBuf> = found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    files.sort();
    if files.is_empty() { Err(CommandError::NoMatch { pattern }) } else { Ok(files) }
}

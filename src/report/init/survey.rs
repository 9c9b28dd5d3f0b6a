//! What the files of a folder are.

use std::path::{Path, PathBuf};

use crate::report::ReportError;
use crate::sources::{self, Recognised, Settings, Watch, any_table};

/// Files of these extensions are texts where they hold no figures.
const TEXTS: [&str; 7] = ["md", "markdown", "txt", "html", "htm", "docx", "pdf"];
/// What an earlier report wrote there is no input.
const OUTPUTS: [&str; 2] = ["findings.json", "manifest.json"];

/// The files of a folder, in the order of their names.
#[derive(Debug, Default)]
pub struct Found {
    pub figures: Vec<PathBuf>,
    /// Codes and tables that lie beside figures.
    pub beside: Vec<PathBuf>,
    pub texts: Vec<PathBuf>,
    /// How tables of one's own were understood, as `[[mapping]]`.
    pub mappings: Vec<String>,
    /// What is none of these, and why.
    pub others: Vec<(String, String)>,
}

/// Looks at every file of `folder`; folders in it are not looked into.
///
/// # Errors
/// When the folder cannot be read.
pub fn files(folder: &Path, settings: &Settings) -> Result<Found, ReportError> {
    let failed = |source| ReportError::Read { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort();
    let mut found = Found::default();
    for path in paths {
        let name = PathBuf::from(path.file_name().unwrap_or_default());
        let shown = name.display().to_string();
        if shown.starts_with('.') || OUTPUTS.contains(&shown.as_str()) {
            continue;
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match sources::recognise_settled(&path, settings, &Watch::default()) {
            Ok(Recognised::Figures(loaded)) => {
                if loaded.provenance.first().is_some_and(|from| from.source == any_table::NAME) {
                    let mappings = any_table::mappings(&path, settings, &Watch::default())?;
                    found.mappings.extend(mappings.iter().map(|mapping| mapping.toml(&shown)));
                }
                found.figures.push(name);
            }
            Ok(Recognised::Codes(_) | Recognised::Companions(_)) => found.beside.push(name),
            Err(_) if TEXTS.contains(&extension.as_str()) => found.texts.push(name),
            Err(error) => found.others.push((shown, first_line(&error.to_string()))),
        }
    }
    Ok(found)
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

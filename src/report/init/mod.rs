//! A project from the files found in a folder: what they are, what can be made of them, and the project file that says so.

mod propose;
mod survey;
mod write;

use std::path::{Path, PathBuf};

use super::figures::Figures;
use super::project::{FILE_NAME, Project};
use super::{Inputs, ReportError};
use crate::sources::Settings;

/// Writes a project file for the files in `folder`, and nothing else; every part of it was tried.
///
/// # Errors
/// When the folder has a project file, holds nothing that can be used, or cannot be written to.
pub fn from_files(folder: &Path, settings: &Settings) -> Result<PathBuf, ReportError> {
    let path = folder.join(FILE_NAME);
    if path.exists() {
        return Err(ReportError::ProjectThere { path });
    }
    let found = survey::files(folder, settings)?;
    if found.figures.is_empty() && found.texts.is_empty() {
        return Err(ReportError::NothingToUse { folder: folder.to_owned(), found: found.others });
    }
    let inputs = Inputs::Project(path.clone());
    let head = write::head(folder, &found);
    let project = Project::parse(&head, &path)?;
    let (figures, _) = Figures::read(&project, &inputs)?;
    let (mut parts, mut nothing) = (Vec::new(), Vec::new());
    for (entry, loaded) in figures.entries() {
        let proposals = propose::all(entry, loaded)?;
        if proposals.is_empty() {
            nothing.push((entry.display().to_string(), propose::why_nothing(loaded)?));
        }
        for mut proposal in proposals {
            let with = |toml: &str| format!("{head}\n{toml}");
            let scale = propose::scaled(&with(&proposal.toml), &path, &inputs, &figures);
            proposal.scale(scale);
            proposal.name(&propose::named(&with(&proposal.toml), &path, &inputs, &figures));
            let text = with(&proposal.toml);
            let refused = propose::refused(&text, &path, &inputs, &figures);
            parts.push((proposal, refused));
        }
    }
    let text = write::whole(&head, &found, &parts, &nothing);
    crate::summary::write_atomically(&path, text.as_bytes())
        .map_err(|error| ReportError::Write { path: path.clone(), source: error.source })?;
    Ok(path)
}

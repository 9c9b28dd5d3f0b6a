//! Where a project's files are read from: a folder, or the example that travels inside the program.

use std::path::{Path, PathBuf};

use toml::Spanned;

use super::ReportError;
use super::project::{FILE_NAME, Project};

/// The files of the bundled example, by name.
const BUNDLED: [(&str, &[u8]); 5] = [
    (FILE_NAME, include_bytes!("../../data/kazakhstan-uk/tradeproof.toml")),
    ("trade.csv", include_bytes!("../../data/kazakhstan-uk/trade.csv")),
    ("investment.csv", include_bytes!("../../data/kazakhstan-uk/investment.csv")),
    ("listings.csv", include_bytes!("../../data/kazakhstan-uk/listings.csv")),
    ("factsheet.md", include_bytes!("../../data/kazakhstan-uk/factsheet.md")),
];

/// The bundled example's files: name and content.
pub fn bundled_files() -> Vec<(String, Vec<u8>)> {
    BUNDLED.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).to_vec()
}

/// The files that a report is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inputs {
    /// The Kazakhstan–UK example inside the program.
    Bundled,
    /// A project file; its inputs are relative to its folder.
    Project(PathBuf),
}

impl Inputs {
    /// A project file, or a folder that holds one under its usual name.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self::Project(if path.is_dir() { path.join(FILE_NAME) } else { path.to_owned() })
    }

    /// The project file's path, as errors name it.
    #[must_use]
    pub fn project(&self) -> PathBuf {
        match self {
            Self::Bundled => FILE_NAME.into(),
            Self::Project(path) => path.clone(),
        }
    }

    /// The path, as errors name it, of a file that the project names.
    #[must_use]
    pub fn path(&self, name: &Path) -> PathBuf {
        match self {
            Self::Bundled => name.to_owned(),
            Self::Project(project) => project.parent().unwrap_or(Path::new("")).join(name),
        }
    }

    /// The files that an entry of the project stands for: those of a folder or a pattern in the order of their names, else itself.
    ///
    /// # Errors
    /// When a pattern matches nothing or a folder cannot be read.
    pub fn expand(&self, entry: &Path) -> Result<Vec<PathBuf>, ReportError> {
        let path = self.path(entry);
        let text = entry.to_string_lossy();
        let several = matches!(self, Self::Project(_)) && (path.is_dir() || text.contains(['*', '?', '[']));
        if !several || path.is_file() {
            return Ok(vec![entry.to_owned()]);
        }
        let base = self.path(Path::new(""));
        let found = crate::sources::paths::expand(&[path])?;
        Ok(found.into_iter().map(|file| file.strip_prefix(&base).map(Path::to_owned).unwrap_or(file)).collect())
    }

    /// As [`Self::read`]; a file that is not there is named with the place of the project file that lists it.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_listed(
        &self,
        project: &Project,
        entry: &Spanned<PathBuf>,
        name: &Path,
    ) -> Result<Vec<u8>, ReportError> {
        self.read(name).map_err(|error| match error {
            ReportError::Read { source, path } if source.kind() == std::io::ErrorKind::NotFound => {
                ReportError::NotThere { place: project.place(entry), path }
            }
            error => error,
        })
    }

    /// The bytes of a file that the project names, or of the project file under its own name.
    ///
    /// # Errors
    /// When there is no such file or it cannot be read.
    pub fn read(&self, name: &Path) -> Result<Vec<u8>, ReportError> {
        let path = self.path(name);
        let read = match self {
            Self::Bundled => bundled(name),
            Self::Project(_) => std::fs::read(&path),
        };
        read.map_err(|source| ReportError::Read { path, source })
    }
}

fn bundled(name: &Path) -> std::io::Result<Vec<u8>> {
    let file = BUNDLED.iter().find(|(file, _)| Path::new(file) == name);
    file.map(|(_, bytes)| bytes.to_vec()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
}

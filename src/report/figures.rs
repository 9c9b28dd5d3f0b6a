//! The figures of a project, read: each entry of `figures` as one, with lists of codes and companions beside all of them.

use std::path::{Path, PathBuf};

use toml::Spanned;

use super::mapping;
use super::project::Project;
use super::{Inputs, ReportError};
use crate::sources::engine::Engine;
use crate::sources::{
    self, CodeList, Companion, Input, Inspection, Loaded, Recognised, Settings, SourceError, any_table,
};
use crate::summary;

/// The project's figures, by the names that the project file gives them.
#[derive(Clone, Default)]
pub struct Figures {
    entries: Vec<(PathBuf, Loaded)>,
    lists: Vec<CodeList>,
    companions: Vec<Companion>,
    of_engine: bool,
}

/// A file as it was read.
#[derive(Clone)]
pub struct FileRead {
    /// As the project names it; for a folder or a pattern, the file in it.
    pub name: PathBuf,
    pub bytes: Vec<u8>,
    /// `trade figures, 4 rows`.
    pub read_as: String,
    /// The format's name; empty for what holds no figures.
    pub format: &'static str,
    /// Of figures.
    pub inspection: Option<Inspection>,
}

/// A file under the mappings that the project has for it.
fn mapped(project: &Project, entry: &Spanned<PathBuf>, path: &Path, bytes: Vec<u8>) -> Result<Input, ReportError> {
    let mapped: Vec<_> =
        project.mappings.iter().filter(|mapping| mapping.figures.get_ref() == entry.get_ref()).collect();
    let tables: Option<Vec<any_table::Mapping>> = mapped.iter().map(|mapping| mapping::of_table(mapping)).collect();
    let input = Input::from_bytes(path, bytes);
    match (mapped.first(), tables) {
        (None, _) => Ok(input),
        (Some(_), Some(tables)) => {
            for (mapping, table) in mapped.iter().zip(&tables) {
                mapping::check(project, mapping, &any_table::labels(&input, table))?;
            }
            Ok(input.settled(Settings { mappings: tables, ..Settings::default() }))
        }
        (Some(mapping), None) => {
            let bytes = mapping::tidy(project, mapping, path, &input.bytes)?;
            Ok(Input::from_bytes(path, bytes))
        }
    }
}

impl Figures {
    /// Reads every entry of `figures`, and says of each file what it was read as.
    ///
    /// # Errors
    /// When a file is not there, cannot be read, or the files of one entry do not go together.
    pub fn read(project: &Project, inputs: &Inputs) -> Result<(Self, Vec<FileRead>), ReportError> {
        let mut figures = Self::default();
        let mut files = Vec::new();
        for entry in &project.figures {
            let mut parts = Vec::new();
            for name in inputs.expand(entry.get_ref())? {
                let bytes = inputs.read_listed(project, entry, &name)?;
                let file = figures.recognise(project, entry, &inputs.path(&name), bytes.clone(), &mut parts)?;
                files.push(FileRead { name, bytes, ..file });
            }
            if !parts.is_empty() {
                figures.entries.push((entry.get_ref().clone(), sources::together(parts)?));
            }
        }
        figures.lay_beside()?;
        Ok((figures, files))
    }

    fn recognise(
        &mut self,
        project: &Project,
        entry: &Spanned<PathBuf>,
        path: &Path,
        bytes: Vec<u8>,
        parts: &mut Vec<Loaded>,
    ) -> Result<FileRead, ReportError> {
        let input = mapped(project, entry, path, bytes)?;
        let mut inspection = None;
        let (format, read_as) = match sources::recognise_bytes(input)? {
            Recognised::Figures(loaded) => {
                let found = loaded.inspection()?;
                let rows = found.rows;
                inspection = Some(found);
                let (kind, plural) = (loaded.kind.name(), if rows == 1 { "" } else { "s" });
                let format = loaded.provenance.first().map_or("", |from| from.source);
                parts.push(*loaded);
                (format, format!("{kind} figures, {rows} row{plural}"))
            }
            Recognised::Codes(list) => {
                let read_as = format!("codes of {}: {}", list.what.name(), list.entries.len());
                self.lists.push(list);
                ("", read_as)
            }
            Recognised::Companions(found) => {
                let names: Vec<&str> = found.iter().map(|companion| companion.name.as_str()).collect();
                let read_as = format!("to measure against: {}", names.join(", "));
                self.companions.extend(found);
                ("", read_as)
            }
        };
        Ok(FileRead { name: PathBuf::new(), bytes: Vec::new(), read_as, format, inspection })
    }

    fn lay_beside(&mut self) -> Result<(), SourceError> {
        for (_, loaded) in &mut self.entries {
            *loaded = loaded.clone().with_lists(self.lists.clone()).with_companions(self.companions.clone())?;
        }
        Ok(())
    }

    /// The figures of an entry; none where it holds only what lies beside figures.
    #[must_use]
    pub fn of(&self, entry: &Path) -> Option<&Loaded> {
        self.entries.iter().find(|(name, _)| name == entry).map(|(_, loaded)| loaded)
    }

    /// The entries as names that an engine knows.
    ///
    /// # Errors
    /// As [`Engine::load`].
    pub fn of_engine(project: &Project, engine: &Engine) -> Result<Self, SourceError> {
        let load = |entry: &Spanned<PathBuf>| {
            let name = entry.get_ref();
            Ok((name.clone(), super::engine::load(engine, name)?))
        };
        let entries = project.figures.iter().map(load).collect::<Result<_, SourceError>>()?;
        Ok(Self { entries, of_engine: true, ..Self::default() })
    }

    /// The same entries as they were before, in another folder; those that are not there are left out.
    ///
    /// # Errors
    /// When none is there, or one cannot be read.
    pub fn read_before(project: &Project, folder: &Path) -> Result<Self, ReportError> {
        let inputs = Inputs::Project(folder.join(super::project::FILE_NAME));
        let there = |entry: &Spanned<PathBuf>| {
            let files = inputs.expand(entry.get_ref());
            files.is_ok_and(|files| !files.is_empty() && files.iter().all(|file| inputs.path(file).is_file()))
        };
        let mut earlier = project.clone();
        earlier.figures.retain(there);
        if earlier.figures.is_empty() {
            let names = project.figures.iter().map(|entry| entry.get_ref().display().to_string()).collect();
            return Err(ReportError::NothingBefore { folder: folder.to_owned(), names });
        }
        Ok(Self::read(&earlier, &inputs)?.0)
    }

    /// Every entry that holds figures, in the order of the project file.
    pub fn entries(&self) -> impl Iterator<Item = (&Path, &Loaded)> {
        self.entries.iter().map(|(name, loaded)| (name.as_path(), loaded))
    }

    /// What texts are held against; not what an engine reads, which every look-up would ask again.
    ///
    /// # Errors
    /// When a frame is not under the schema of its kind.
    pub fn evidence(&self) -> Result<summary::Figures, SourceError> {
        let here = self.entries.iter().filter(|_| !self.of_engine);
        summary::Figures::of(here.map(|(_, loaded)| loaded.clone()).collect())
    }
}

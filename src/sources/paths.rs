//! Which files a user means: files, folders, and patterns such as `data/*.csv` or `year=*/part.parquet`.

use std::path::{Path, PathBuf};

use super::error::SourceError;

/// The files that are meant, those of a folder or pattern in the order of their names. `-` is standard input.
///
/// # Errors
/// When a pattern is none or nothing is there that it matches, or a folder holds no file.
pub fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, SourceError> {
    let mut files = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => files.extend(in_folder(path)?),
            false if path.exists() || path == Path::new("-") => files.push(path.clone()),
            false => files.extend(matching(path)?),
        }
    }
    Ok(files)
}

/// All files below a folder; hidden ones, and the marks that engines leave beside their Parquet, are none.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    if files.is_empty() {
        return Err(SourceError::EmptyFolder { path: folder.to_owned() });
    }
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), SourceError> {
    let failed = |source| SourceError::io(folder, source);
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '_'])));
    paths.sort();
    for path in paths {
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn matching(pattern: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let text = pattern.to_string_lossy();
    let missing = || SourceError::NoSuchFile { path: pattern.to_owned() };
    if !text.contains(['*', '?', '[']) {
        return Err(missing());
    }
    let found = glob::glob(&text).map_err(|error| SourceError::Pattern { pattern: text.to_string(), source: error })?;
    let mut files: Vec<PathBuf> = found.filter_map(Result::ok).filter(|path| path.is_file()).collect();
    files.sort();
    if files.is_empty() { Err(missing()) } else { Ok(files) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_patterns_stand_for_their_files_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("year=2017")).unwrap();
        for name in ["b.csv", "a.csv", ".hidden.csv", "_SUCCESS", "year=2017/c.csv"] {
            std::fs::write(place(name), "x").unwrap();
        }
        let names = |paths: &[PathBuf]| expand(paths).unwrap();
        assert_eq!(names(&[folder.path().to_owned()]), ["a.csv", "b.csv", "year=2017/c.csv"].map(place));
        assert_eq!(names(&[place("*.csv")]).last(), Some(&place("b.csv")));
        assert_eq!(names(&[PathBuf::from("-")]), [PathBuf::from("-")]);
        assert!(matches!(expand(&[place("*.txt")]), Err(SourceError::NoSuchFile { .. })));
        assert!(matches!(expand(&[place("[")]), Err(SourceError::Pattern { .. })));
        std::fs::create_dir(place("empty")).unwrap();
        assert!(matches!(expand(&[place("empty")]), Err(SourceError::EmptyFolder { .. })));
    }
}

//! What a user names where files are expected: addresses, folders that are not there, and the column with several values.

use std::path::{Path, PathBuf};

use crate::model::schema::{DIRECTION, FLOW, MEASURE, PARTNER, PERIOD, PRODUCT, REPORTER};

use super::CliError;

/// Refuses addresses: nothing is fetched.
///
/// # Errors
/// When one of the paths is an address.
pub fn are_here<'p>(paths: impl IntoIterator<Item = &'p PathBuf>) -> Result<(), CliError> {
    match paths.into_iter().find(|path| tradeproof_host::is_address(path)) {
        Some(address) => Err(CliError::Address { address: address.display().to_string() }),
        None => Ok(()),
    }
}

/// Columns of codes, which hold no commas themselves: several values may be given at once.
const CODES: [&str; 7] = [REPORTER, PARTNER, FLOW, PRODUCT, DIRECTION, MEASURE, PERIOD];

/// `partner=DEU,ITA` is each of its values; names of companies and sectors may hold commas and are kept whole.
#[must_use]
pub fn alternatives(filters: &[(String, String)]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (column, value) in filters {
        if CODES.contains(&column.to_lowercase().as_str()) && value.contains(',') {
            let values = value.split(',').map(str::trim).filter(|value| !value.is_empty());
            found.extend(values.map(|value| (column.clone(), value.to_owned())));
        } else {
            found.push((column.clone(), value.clone()));
        }
    }
    found
}

/// The folders beside one that is not there whose names are written much like its.
#[must_use]
pub fn near(missing: &Path) -> Option<PathBuf> {
    let wanted = missing.file_name()?.to_string_lossy().to_lowercase();
    let parent = missing.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut names: Vec<PathBuf> = std::fs::read_dir(parent).ok()?.flatten().map(|entry| entry.path()).collect();
    names.retain(|path| path.is_dir());
    names.sort();
    let slips = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        strsim::damerau_levenshtein(&name, &wanted)
    };
    names.into_iter().map(|path| (slips(&path), path)).filter(|(slips, _)| *slips <= wanted.len() / 3).min().map(
        |(_, path)| match path.strip_prefix(".") {
            Ok(here) => here.to_owned(),
            Err(_) => path,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_may_be_several_and_names_hold_commas() {
        let pair = |column: &str, value: &str| (column.to_owned(), value.to_owned());
        let given = [pair("partner", "DEU, ITA"), pair("sector", "Oil, gas"), pair("flow", "export")];
        let expected =
            [pair("partner", "DEU"), pair("partner", "ITA"), pair("sector", "Oil, gas"), pair("flow", "export")];
        assert_eq!(alternatives(&given), expected);
    }
}

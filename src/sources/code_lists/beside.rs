//! Figures held against the lists that lie beside them.

use std::collections::BTreeSet;

use crate::model::schema::{CLASSIFICATION, PARTNER, PRODUCT, REPORTER};
use crate::model::{Economy, Kind};

use super::super::error::SourceError;
use super::super::{Inspection, Loaded};
use super::{CodeList, Codes, some};

/// Adds to what is said of figures which of their codes a list does not have, and what it calls those that we do not
/// know.
///
/// # Errors
/// When the products of the figures cannot be read.
pub fn lay_beside(loaded: &Loaded, inspection: &mut Inspection, lists: &[CodeList]) -> Result<(), SourceError> {
    for list in lists {
        let doubts = match list.what {
            Codes::Economies => economies(inspection, list),
            Codes::Products => products(loaded, list)?,
            // Regions are added up, and no figure keeps them.
            Codes::Regions => Vec::new(),
            Codes::Currencies => currencies(inspection, list).into_iter().collect(),
        };
        inspection.doubts.extend(doubts);
        let said = format!("held against {}: {} {}", list.file(), list.entries.len(), list.what.name());
        inspection.basis.push(said);
    }
    Ok(())
}

fn economies(inspection: &Inspection, list: &CodeList) -> Vec<String> {
    let named: BTreeSet<&str> = list
        .entries
        .iter()
        .flat_map(|entry| entry.economy.map(Economy::code).into_iter().chain([entry.code.as_str()]))
        .collect();
    let mut doubts = Vec::new();
    let columns = inspection.dimensions.iter();
    for dimension in columns.filter(|dimension| [REPORTER, PARTNER].contains(&dimension.column)) {
        let mut absent = Vec::new();
        for value in dimension.values.keys().filter(|value| !value.is_empty()) {
            let known = value.parse::<Economy>().ok();
            let entry = list.entries.iter().find(|entry| entry.code == *value);
            match (known, entry) {
                (None, Some(entry)) => {
                    doubts.push(format!("{} {value} is `{}` in {}", dimension.column, entry.name, list.file()));
                }
                // World and groups hold economies; lists need not name them.
                (Some(known), None) if known.is_world() || known.is_group() => {}
                _ if named.contains(value.as_str()) => {}
                _ => absent.push(value.clone()),
            }
        }
        doubts.extend(some(&absent, |few| format!("{}s that are not in {}: {few}", dimension.column, list.file())));
    }
    doubts
}

fn products(loaded: &Loaded, list: &CodeList) -> Result<Vec<String>, SourceError> {
    if loaded.kind != Kind::Trade {
        return Ok(Vec::new());
    }
    let named: BTreeSet<&str> = list.entries.iter().map(|entry| entry.code.as_str()).collect();
    // Lists of subheadings do not name chapters: only codes as long as some of the list's are looked for.
    let lengths: BTreeSet<usize> = named.iter().map(|code| code.len()).collect();
    let mut absent = loaded.tidy.distinct(PRODUCT)?;
    absent.retain(|code| {
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        digits && lengths.contains(&code.len()) && !named.contains(code.as_str())
    });
    let absent = some(&absent, |few| format!("products that are not in {}: {few}", list.file()));
    Ok(absent.into_iter().chain(other_edition(loaded, list)?).collect())
}

/// Figures in another classification than the list's.
fn other_edition(loaded: &Loaded, list: &CodeList) -> Result<Option<String>, SourceError> {
    let Some(of_list) = list.classification.map(|known| known.to_string()) else { return Ok(None) };
    let mut others = loaded.tidy.distinct(CLASSIFICATION)?;
    others.retain(|name| !name.is_empty() && *name != of_list);
    Ok(some(&others, |few| format!("figures are in {few}, but {} is of {of_list}", list.file())))
}

fn currencies(inspection: &Inspection, list: &CodeList) -> Option<String> {
    let absent = inspection.currencies.iter();
    let absent: Vec<String> =
        absent.filter(|code| !list.entries.iter().any(|entry| entry.code == **code)).cloned().collect();
    some(&absent, |few| format!("currencies that are not in {}: {few}", list.file()))
}

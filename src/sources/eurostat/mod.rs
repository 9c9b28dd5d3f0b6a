//! Eurostat: goods trade as Comext's bulk files, and as its API's SDMX-CSV, SDMX-ML and JSON-stat.

pub mod comext;
pub mod external;
mod indicator;
pub mod json_stat;
pub mod sdmx;
pub mod sdmx_ml;

use std::collections::BTreeSet;

use crate::model::money::Magnitude;
use crate::model::{Currency, Economy, Unit};

use super::reading::Record;

const HELP: &str = "download the file again; no program should have changed it";
const EUROS: Unit = Unit { currency: Currency::EUR, magnitude: Magnitude::One };

/// Codes and labels of Eurostat's that differ from ISO 3166.
const ALIASES: [(&str, &str); 15] = [
    ("EL", "GRC"),
    ("UK", "GBR"),
    ("XS", "SRB"),
    ("XK", "XKX"),
    ("WORLD", Economy::WORLD),
    ("EU_EXTRA", "EU_EXTRA"),
    ("EU27_2020_EXTRA", "EXT_EU27_2020"),
    ("EU27_2020_INTRA", "INT_EU27_2020"),
    ("EU28_EXTRA", "EXT_EU28"),
    ("EU28_INTRA", "INT_EU28"),
    ("EXTRA_EU", "EU_EXTRA"),
    ("INTRA_EU", "EU_INTRA"),
    ("Extra-EU", "EU_EXTRA"),
    ("Intra-EU", "EU_INTRA"),
    ("European Union", "EU"),
];

/// What a code of the geonomenclature stands for.
enum Geo {
    Economy(String),
    /// A group whose members we do not know: it might count something twice.
    Group(String),
}

fn geo(record: Record<'_>, column: &str, unknown: &mut BTreeSet<String>) -> Geo {
    let text = record.text(column);
    // Labelled files hold `DE:Germany`, or `European Union (AT-01/1995, …)` with its members.
    let code = text.split_once(':').map_or(text, |split| split.0);
    let code = code.split_once(" (").map_or(code, |split| split.0).trim();
    if let Some((_, alias)) = ALIASES.iter().find(|alias| alias.0 == code) {
        return Geo::Economy((*alias).to_owned());
    }
    match code.parse::<Economy>() {
        Ok(economy) => Geo::Economy(economy.code().to_owned()),
        Err(_) if code.len() == 2 => {
            unknown.insert(format!("line {}: {code} is no economy we know; it keeps its code", record.line()));
            Geo::Economy(code.to_owned())
        }
        Err(_) => Geo::Group(code.to_owned()),
    }
}

/// `1` and `2` of the code list, or their labels.
fn flow(text: &str) -> Option<&'static str> {
    match text.split_once(':').map_or(text, |split| split.0).trim().to_ascii_uppercase().as_str() {
        "1" | "IMPORT" => Some("import"),
        "2" | "EXPORT" => Some("export"),
        _ => None,
    }
}

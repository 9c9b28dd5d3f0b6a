//! Lists of economies: CEPII's, UN Comtrade's and HMRC's.

use std::collections::BTreeMap;

use crate::model::Economy;

use super::super::error::SourceError;
use super::super::reading::{Head, Table};
use super::{Codes, Contents, Entry, Layout, code, column, is_odata, odata, results, some};

/// CEPII's, beside BACI; older and newer releases name the columns differently.
pub(super) const CEPII: Layout = Layout {
    name: "CEPII country codes",
    what: Codes::Economies,
    recognise: |head| has(head, "country_code") && (has(head, "iso_3digit_alpha") || has(head, "country_iso3")),
    read: |input| read(&Table::of(input)?, "country_code", Numbers::OfTrade),
};

/// Comtrade's partners or reporters as a table.
pub(super) const COMTRADE: Layout = Layout {
    name: "UN Comtrade reporters or partners",
    what: Codes::Economies,
    recognise: |head| has(head, "id") && head.headers.iter().any(|name| name == "iso_3" || name.ends_with("isoalpha3")),
    read: |input| read(&Table::of(input)?, "id", Numbers::OfTrade),
};

/// The same as the website serves it.
pub(super) const COMTRADE_JSON: Layout = Layout {
    name: "UN Comtrade reporters or partners",
    what: Codes::Economies,
    recognise: |head| head.is_json() && head.text.contains("\"results\"") && head.text.contains("IsoAlpha3\""),
    read: |input| read(&results(input)?, "id", Numbers::OfTrade),
};

/// HMRC's, whose numbers are its own.
pub(super) const HMRC: Layout = Layout {
    name: "HMRC countries",
    what: Codes::Economies,
    recognise: |head| has(head, "countryid") && has(head, "countrycodealpha") && has(head, "countryname"),
    read: |input| read(&Table::of(input)?, "countryid", Numbers::OfTheirOwn),
};

/// The same as its API answers.
pub(super) const HMRC_JSON: Layout = Layout {
    name: "HMRC countries",
    what: Codes::Economies,
    recognise: |head| is_odata(head, &["CountryId", "CountryCodeAlpha", "CountryName"]),
    read: |input| read(&odata(input)?, "countryid", Numbers::OfTheirOwn),
};

/// Whether the numbers of a list are those of UN trade statistics.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    OfTrade,
    OfTheirOwn,
}

const NAMES: [&str; 5] = ["country_name_abbreviation", "country_name", "country", "text", "countryname"];
const ALPHA2: [&str; 6] =
    ["iso_2digit_alpha", "country_iso2", "iso_2", "partnercodeisoalpha2", "reportercodeisoalpha2", "countrycodealpha"];
const ALPHA3: [&str; 5] =
    ["iso_3digit_alpha", "country_iso3", "iso_3", "partnercodeisoalpha3", "reportercodeisoalpha3"];

fn has(head: &Head<'_>, column: &str) -> bool {
    head.headers.iter().any(|header| header == column)
}

fn read(table: &Table, number: &str, numbers: Numbers) -> Result<Contents, SourceError> {
    let [name, alpha2, alpha3] =
        [&NAMES[..], &ALPHA2, &ALPHA3].map(|candidates| column(table, candidates).unwrap_or_default());
    let mut contents = Contents::default();
    let mut notes = Notes::default();
    for row in &table.rows {
        let record = table.record(row);
        let code = code(record, number)?;
        let letters = record.text(alpha2);
        let economy = match numbers {
            Numbers::OfTrade => code.parse().ok().and_then(Economy::from_numeric),
            Numbers::OfTheirOwn => letters.parse().or_else(|_| record.text(name).parse()).ok(),
        };
        // Lists of reporters have letters for groups and areas that have no number.
        let economy = economy.or_else(|| record.text(alpha3).parse().ok());
        let entry = Entry { line: row.line, code, name: record.text(name).to_owned(), economy };
        notes.note(&entry, letters);
        contents.entries.push(entry);
    }
    contents.doubts = notes.doubts();
    Ok(contents)
}

/// What has to be said about a list as a whole.
#[derive(Default)]
struct Notes {
    namibia: Option<u64>,
    /// Economies whose letters are blank.
    without_letters: Vec<String>,
    unknown: Vec<String>,
    otherwise: Vec<String>,
    new_names: Vec<String>,
    codes: BTreeMap<&'static str, Vec<String>>,
}

impl Notes {
    fn note(&mut self, entry: &Entry, letters: &str) {
        let Entry { line, code, name, economy } = entry;
        let Some(economy) = economy else {
            self.unknown.push(format!("{code} (`{name}`)"));
            return;
        };
        let lost = matches!(letters.to_ascii_lowercase().as_str(), "" | "n/a" | "nan" | "null");
        match (lost, economy.code()) {
            (true, "NAM") => self.namibia = Some(*line),
            (true, _) if economy.alpha2().is_some() => self.without_letters.push(economy.name().to_owned()),
            _ => {}
        }
        match name.parse::<Economy>() {
            Ok(other) if other == *economy || (other.is_group() && economy.is_group()) => {}
            Ok(other) => {
                self.otherwise.push(format!("{code} is called `{name}` ({other}), here it is {economy}"));
            }
            Err(_) => self.new_names.push(format!("{code} `{name}` ({})", economy.name())),
        }
        self.codes.entry(economy.code()).or_default().push(code.clone());
    }

    fn doubts(self) -> Vec<String> {
        let namibia = self.namibia.map(|line| {
            format!("line {line}: Namibia has lost its code NA, which some program took for a missing value; it is known by its number")
        });
        let several: Vec<String> = self
            .codes
            .iter()
            .filter(|known| known.1.len() > 1)
            .map(|(home, codes)| format!("{home} ({})", codes.join(", ")))
            .collect();
        [
            namibia,
            some(&self.without_letters, |few| format!("no ISO code in the list, though there is one: {few}")),
            some(&self.unknown, |few| format!("codes we do not know: {few}")),
            some(&self.otherwise, |few| format!("codes we know under another name: {few}")),
            some(&self.new_names, |few| format!("names we do not know, of codes that we know: {few}")),
            some(&several, |few| format!("economies under several codes, which become one here: {few}")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

//! What the WTO's indicators and product codes stand for.

use crate::model::Product;

use super::super::parties;
use super::super::reading::{Record, Table};
use super::Layout;

/// The classification of services in the balance of payments, by the manual's edition.
pub(super) const BPM5: &str = "BPM5";
pub(super) const BPM6: &str = "BPM6";
pub(super) const GROUPS: &str = "WTO groups of SITC 3";

/// Codes of all services: commercial services, then services with those of governments.
const TOTALS: [&str; 3] = ["SOX", "S", "S200"];

/// What a row counts.
pub(super) struct Item {
    pub flow: &'static str,
    pub product: String,
    pub services: bool,
    pub classification: String,
}

impl Item {
    /// What the row counts, or the rule that leaves it out.
    pub(super) fn of(record: Record<'_>, layout: &Layout, services: &Services) -> Result<Self, String> {
        let indicator = record.text(layout.indicator[0]);
        let Some((flow, is_service)) = indicator_of(indicator) else {
            return Err(format!("indicator {indicator}: no value of merchandise or commercial services"));
        };
        let unit = record.text(layout.unit[0]);
        if unit != "USM" {
            let unit = parties::named(unit, record.text(layout.unit[1]));
            return Err(format!("unit {unit}: no million US dollars"));
        }
        let [code, name] = layout.product.map(|column| record.text(column));
        if is_service {
            let classification = edition(record, layout);
            if services.total(classification) != Some(code) {
                return Err("a category of services: categories contain each other, the total is read".to_owned());
            }
            let product = Product::SERVICES.to_owned();
            return Ok(Self { flow, product, services: true, classification: classification.to_owned() });
        }
        let product = match code {
            "TO" => Product::GOODS,
            code if !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_uppercase()) => code,
            _ => return Err(format!("product {}: no group of merchandise that we know", parties::named(code, name))),
        };
        Ok(Self { flow, product: product.to_owned(), services: false, classification: GROUPS.to_owned() })
    }
}

/// The flow, and whether services flow: `ITS_MTV_AX`, `ITS_CS_AM6`.
fn indicator_of(code: &str) -> Option<(&'static str, bool)> {
    let (rest, services) = match code.strip_prefix("ITS_MTV_") {
        Some(rest) => (rest, false),
        None => (code.strip_prefix("ITS_CS_")?.trim_end_matches(['5', '6']), true),
    };
    let flow = match rest.strip_prefix(['A', 'Q', 'M'])? {
        "X" => "export",
        "M" => "import",
        _ => return None,
    };
    Some((flow, services))
}

fn edition(record: Record<'_>, layout: &Layout) -> &'static str {
    let older = match record.text(layout.classification) {
        "" => record.text(layout.indicator[0]).ends_with('5'),
        classification => classification.ends_with('5'),
    };
    if older { BPM5 } else { BPM6 }
}

/// Which code is the total of services, by edition of the manual.
pub(super) struct Services([(&'static str, Option<&'static str>); 2]);

impl Services {
    pub(super) fn of(table: &Table, layout: &Layout) -> Self {
        Self([BPM5, BPM6].map(|manual| {
            let there = |code: &&str| {
                table.rows.iter().map(|row| table.record(row)).any(|record| {
                    record.text(layout.product[0]) == *code
                        && edition(record, layout) == manual
                        && indicator_of(record.text(layout.indicator[0])).is_some_and(|known| known.1)
                })
            };
            (manual, TOTALS.into_iter().find(there))
        }))
    }

    fn total(&self, manual: &str) -> Option<&'static str> {
        self.0.iter().find(|known| known.0 == manual).and_then(|known| known.1)
    }
}

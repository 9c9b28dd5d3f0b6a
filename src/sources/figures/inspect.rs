//! What figures in numbers hold at a glance, counted without spelling them out.

use std::collections::BTreeMap;

use crate::model::Kind;
use crate::model::schema::{CURRENCY, FLOW, PARTNER, PERIOD, PRODUCT, PRODUCT_LEVEL, REPORTER, STATE};

use super::super::aggregates;
use super::super::error::SourceError;
use super::super::inspection::{ATTRIBUTES, Dimension, Inspection, in_time};
use super::super::plausibility::Plausibility;
use super::super::scan::Scan;
use super::super::scan::texts::TEXTS;
use super::scan::level;
use super::{ABSENT, Columns, Figures};

impl Figures {
    /// How many rows have each value of a column of text.
    pub(super) fn counts(&self, column: &str) -> BTreeMap<String, usize> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let named = |texts: &[String], used: &[usize], text: &dyn Fn(&String) -> String| {
            let there = texts.iter().zip(used).filter(|(_, rows)| **rows > 0);
            there.map(|(name, rows)| (text(name), *rows)).collect::<Vec<_>>()
        };
        let (names, used) = (&self.named, &self.used);
        let counted = match column {
            REPORTER => named(&names.reporters.texts, &used.reporters, &String::clone),
            PARTNER => named(&names.partners.texts, &used.partners, &String::clone),
            PRODUCT => named(&names.products.texts, &used.products, &String::clone),
            PRODUCT_LEVEL => named(&names.products.texts, &used.products, &|text| level(text).to_string()),
            // What a row of no quantity would count is not said of it.
            _ => self.aspects().map(|(aspect, rows)| (aspect.text(column).unwrap_or_default(), rows)).collect(),
        };
        for (text, rows) in counted {
            *counts.entry(text).or_default() += rows;
        }
        counts
    }

    fn count_of(&self, cells: impl Fn(&Columns) -> &Vec<i64>, counted: impl Fn(i64) -> bool) -> usize {
        self.parts.iter().map(|part| cells(part).iter().filter(|cell| counted(**cell)).count()).sum()
    }
}

/// The contents at a glance, as [`Inspection::of`] gives them of a frame.
pub fn inspect(figures: &Figures) -> Result<Inspection, SourceError> {
    let dimension = |column: &'static str| Dimension { column, values: figures.counts(column) };
    let mut inspection = Inspection::empty("", Kind::Trade);
    inspection.formats.clone_from(&figures.formats);
    inspection.rows = figures.rows();
    inspection.currencies = figures.counts(CURRENCY).into_keys().filter(|code| !code.is_empty()).collect();
    inspection.periods = in_time(figures.counts(PERIOD).into_keys().collect());
    inspection.dimensions = [REPORTER, PARTNER, FLOW, PRODUCT].map(dimension).to_vec();
    inspection.attributes = ATTRIBUTES.map(dimension).to_vec();
    inspection.weighed = figures.count_of(|part| &part.weight, |weight| weight != ABSENT);
    inspection.negative = figures.count_of(|part| &part.value, |value| value != ABSENT && value < 0);
    inspection.aggregates = aggregates::found_in(Kind::Trade, |column| figures.counts(column));
    inspection.states = figures.counts(STATE);
    inspection.basis.clone_from(&figures.said.basis);
    inspection.audit.clone_from(&figures.said.audit);
    inspection.doubts.clone_from(&figures.said.doubts);
    let found = inspection.counted_doubts();
    inspection.doubts.retain(|doubt| !found.contains(doubt));
    inspection.doubts.extend(found);
    let mut plausibility = Plausibility::default();
    figures.batches(&Plausibility::WANTED, &mut |batch| plausibility.add(&batch).map_err(SourceError::columns))?;
    for doubt in plausibility.doubts(|number| TEXTS.text(number)) {
        if !inspection.doubts.contains(&doubt) {
            inspection.doubts.push(doubt);
        }
    }
    Ok(inspection)
}

//! Several files as one scan, one after the other.

use std::collections::BTreeSet;
use std::sync::Arc;

use polars::prelude::{AnyValue, DataFrame};

use crate::model::Kind;
use crate::model::schema::{CLASSIFICATION, PERIOD};

use super::super::error::SourceError;
use super::super::inspection::Inspection;
use super::{Each, Scan, embedded};

/// Scans of one kind.
pub struct Chain {
    parts: Vec<Arc<dyn Scan>>,
    /// Whether all parts mean the same by their numbers; otherwise batches are spelled out.
    alike: bool,
}

impl Chain {
    /// One after the other; there is at least one.
    #[must_use]
    pub fn of(parts: Vec<Arc<dyn Scan>>) -> Arc<dyn Scan> {
        let alike = parts.iter().all(|part| part.numbering() == parts[0].numbering());
        Arc::new(Self { parts, alike })
    }

    /// A frame in memory as a scan of one batch.
    #[must_use]
    pub fn held(kind: Kind, frame: DataFrame, inspection: Inspection) -> Arc<dyn Scan> {
        Arc::new(Held { kind, frame, inspection })
    }
}

impl Scan for Chain {
    fn kind(&self) -> Kind {
        self.parts[0].kind()
    }

    fn batches(&self, wanted: &[&str], each: &mut Each<'_>) -> Result<(), SourceError> {
        let mut wanted = wanted.to_vec();
        let watched =
            [PERIOD, CLASSIFICATION].into_iter().filter(|name| crate::model::schema::tidy(self.kind()).contains(name));
        wanted.extend(watched.filter(|name| !wanted.contains(name)).collect::<Vec<_>>());
        let mut read: BTreeSet<Vec<String>> = BTreeSet::new();
        for part in &self.parts {
            let mut periods: BTreeSet<Vec<String>> = BTreeSet::new();
            part.batches(&wanted, &mut |batch| {
                if part.whole_periods() {
                    periods.extend(told(&batch));
                }
                let batch = if self.alike { batch } else { embedded::texts_for_numbers(part.as_ref(), batch)? };
                each(batch)
            })?;
            if let Some(again) = periods.iter().find(|period| read.contains(*period)) {
                return Err(SourceError::DuplicateAcross { key: again.join(" · ") });
            }
            read.extend(periods);
        }
        Ok(())
    }

    fn numbers(&self, column: &str, text: &str) -> Option<Vec<u32>> {
        self.alike.then(|| self.parts[0].numbers(column, text)).flatten()
    }

    fn text(&self, column: &str, number: u32) -> String {
        self.parts[0].text(column, number)
    }

    fn parts_only(&self) -> Vec<&'static str> {
        let mut common = self.parts[0].parts_only();
        for part in &self.parts[1..] {
            let also = part.parts_only();
            common.retain(|name| also.contains(name));
        }
        common
    }

    fn numbering(&self) -> &'static str {
        if self.alike { self.parts[0].numbering() } else { "" }
    }

    fn inspect(&self) -> Result<Inspection, SourceError> {
        let mut inspections = self.parts.iter().map(|part| part.inspect());
        let first = inspections.next().unwrap_or_else(|| Ok(Inspection::empty("", self.kind())))?;
        inspections.try_fold(first, |whole, part| Ok(whole.with(part?)))
    }
}

/// The period and classification of every row of a batch, each pair once.
fn told(batch: &DataFrame) -> BTreeSet<Vec<String>> {
    let text = |name: &str, row: usize| match batch.column(name).map(|column| column.get(row)) {
        Ok(Ok(AnyValue::String(text))) => text.to_owned(),
        Ok(Ok(AnyValue::StringOwned(text))) => text.to_string(),
        _ => String::new(),
    };
    let constant =
        |name: &str| batch.column(name).is_ok_and(|column| matches!(column, polars::prelude::Column::Scalar(_)));
    let rows = if constant(PERIOD) && constant(CLASSIFICATION) { batch.height().min(1) } else { batch.height() };
    let mut pairs = BTreeSet::new();
    let mut last = Vec::new();
    for row in 0..rows {
        let pair = vec![text(PERIOD, row), text(CLASSIFICATION, row)];
        if pair != last {
            pairs.insert(pair.clone());
            last = pair;
        }
    }
    pairs
}

/// A frame in memory.
struct Held {
    kind: Kind,
    frame: DataFrame,
    inspection: Inspection,
}

impl Scan for Held {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn batches(&self, wanted: &[&str], each: &mut Each<'_>) -> Result<(), SourceError> {
        each(self.frame.select(wanted.iter().copied()).map_err(SourceError::columns)?)
    }

    fn parts_only(&self) -> Vec<&'static str> {
        Vec::new()
    }

    fn inspect(&self) -> Result<Inspection, SourceError> {
        Ok(self.inspection.clone())
    }
}

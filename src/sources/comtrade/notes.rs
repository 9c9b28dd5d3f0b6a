//! What has to be said about a file of UN Comtrade as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::super::audit::{Audit, counted};
use super::super::figures::Said;
use super::{Layout, flows, row};

#[derive(Default)]
pub struct Notes {
    pub audit: Audit,
    /// The series that were read, and those of rows that were left out as their parts.
    pub wholes: BTreeSet<String>,
    pub details: BTreeSet<String>,
    /// Series that are only there in parts, where they are counted without their names.
    pub lost: usize,
    /// How many rows of a flow were added up.
    pub completed: BTreeMap<String, usize>,
    /// Economies without a name here, and the first line they stand on.
    pub unknown: BTreeMap<u16, u64>,
    /// Whether re-exports or re-imports were read.
    pub returns: bool,
    /// Whether a row of goods does not show whether its figure is CIF or FOB.
    pub unvalued: bool,
    /// Rows whose codes had lost a leading zero.
    pub short_codes: usize,
    /// Imports whose figure is without freight and insurance.
    pub imports_fob: usize,
    /// Lines of exports or imports that are not the sum of their parts.
    pub unequal: Vec<u64>,
    /// Lines whose figure is neither their CIF nor their FOB value.
    pub neither: Vec<u64>,
    /// Lines with a weight or quantity that no number can hold.
    pub too_large: Vec<u64>,
}

impl Notes {
    /// Counts a row that a rule leaves out, and remembers what it is part of.
    pub fn left_out(&mut self, rule: String, whole: String) {
        self.audit.drop(rule);
        self.details.insert(whole);
    }

    /// What is said of a table that had so many rows, names and blank fields beyond them; `noted` tells how many figures
    /// have a note.
    pub fn said(
        self,
        rows: usize,
        [names, beyond]: [usize; 2],
        layout: &Layout,
        noted: impl Fn(&str) -> usize,
    ) -> Said {
        let mut audit = flows::audit(&self.completed);
        let (basis, doubts) = (self.basis([names, beyond], noted), self.doubts(rows, layout));
        audit.extend(self.audit.lines());
        Said { basis, audit, doubts }
    }

    /// What is said of these rows and of others.
    pub fn merge(&mut self, other: Self) {
        self.audit.extend(&other.audit);
        for (number, line) in other.unknown {
            let first = self.unknown.entry(number).or_insert(line);
            *first = line.min(*first);
        }
        self.returns |= other.returns;
        self.unvalued |= other.unvalued;
        self.short_codes += other.short_codes;
        self.imports_fob += other.imports_fob;
        self.neither.extend(other.neither);
        self.too_large.extend(other.too_large);
    }

    fn basis(&self, [names, beyond]: [usize; 2], noted: impl Fn(&str) -> usize) -> Vec<String> {
        let mut basis = vec![match self.unvalued {
            true => "values in current US dollars; by rule imports CIF, exports FOB".to_owned(),
            false => "values in current US dollars".to_owned(),
        }];
        if self.returns {
            basis.push("exports hold the re-exports, imports the re-imports".to_owned());
        }
        for (note, what) in row::NOTES {
            let rows = noted(note);
            if rows > 0 {
                basis.push(format!("{what} in {}", counted(rows)));
            }
        }
        if beyond > 0 {
            let fields = names + beyond;
            basis
                .push(format!("every row has {fields} fields under {names} names; the blank ones at the end are none"));
        }
        basis
    }

    fn doubts(&self, rows: usize, layout: &Layout) -> Vec<String> {
        let mut doubts = Vec::new();
        if layout.limits.contains(&rows) {
            doubts.push(format!(
                "exactly {rows} rows, the most that UN Comtrade gives at once: the answer may be cut off"
            ));
        }
        let lost = self.lost + self.details.difference(&self.wholes).count();
        if lost > 0 {
            let series = if lost == 1 { "series is" } else { "series are" };
            doubts.push(format!("{lost} {series} only there in parts, without a row for all: not read"));
        }
        if self.imports_fob > 0 {
            let rows = counted(self.imports_fob);
            doubts.push(format!("imports FOB in {rows}: lower than CIF imports of others"));
        }
        if self.short_codes > 0 {
            let rows = counted(self.short_codes);
            doubts.push(format!("product codes had lost a leading zero in {rows}: it is back"));
        }
        for (code, line) in &self.unknown {
            doubts.push(format!("line {line}: {code} is no economy we know; it keeps its number"));
        }
        let lines = [
            (&self.unequal, "exports or imports that are not the sum of DX and RX or of FM and RM in"),
            (&self.neither, "figures that are neither the CIF nor the FOB value of their row in"),
            (&self.too_large, "weights or quantities too large for any number, taken as absent, in"),
        ];
        for (lines, what) in lines {
            if let Some(first) = lines.first() {
                doubts.push(format!("{what} {}, first on line {first}", counted(lines.len())));
            }
        }
        doubts
    }
}

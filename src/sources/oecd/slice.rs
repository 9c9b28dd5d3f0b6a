//! The one slice of the direct investment accounts in which no row is part of another.

use super::super::error::SourceError;
use super::super::reading::{Record, Table};
use super::super::sdmx_csv::code;
use super::{ACTIVITY, COMPONENT, DOWNLOAD, ENTITY, ENTRY, LEVEL, MEASURE, PRINCIPLE, SECTOR};

/// A column of which one value is read, or several that are kept apart in the tidy layout.
struct Axis {
    column: &'static str,
    name: &'static str,
    /// What is read, with its meaning.
    read: &'static [(&'static str, &'static str)],
    /// Of several, only the first that the file has.
    one: bool,
    /// Why any other row is left out.
    why: &'static str,
}

const AXES: [Axis; 8] = [
    Axis {
        column: MEASURE,
        name: "measure",
        read: &[("T_FA_F", "flow"), ("LE_FA_F", "stock")],
        one: false,
        why: "no total of flows or positions",
    },
    Axis {
        column: PRINCIPLE,
        name: "principle",
        read: &[("DI", "inward"), ("DO", "outward")],
        one: false,
        why: "not by direction",
    },
    Axis {
        column: COMPONENT,
        name: "component",
        read: &[("D", "all components")],
        one: true,
        why: "part of the row for all components",
    },
    Axis {
        column: SECTOR,
        name: "sector",
        read: &[("S1", "the whole economy")],
        one: true,
        why: "part of the row for the whole economy",
    },
    Axis {
        column: ACTIVITY,
        name: "activity",
        read: &[("_T", "all activities")],
        one: true,
        why: "part of the row for all activities",
    },
    Axis {
        column: ENTRY,
        name: "accounting entry",
        read: &[("NET_FDI", "net"), ("NET", "net")],
        one: true,
        why: "one side of the net figure",
    },
    Axis {
        column: ENTITY,
        name: "type of entity",
        read: &[("ALL", "all resident units"), ("ROU", "resident units without special purpose entities")],
        one: true,
        why: "overlaps with the type that is read",
    },
    Axis {
        column: LEVEL,
        name: "level of counterpart",
        read: &[("IMC", "the immediate counterpart"), ("ULT", "the ultimate investor")],
        one: true,
        why: "the same investment by another counterpart",
    },
];

/// The slice of a file: what is read of each axis.
pub(super) struct Slice(Vec<(&'static Axis, Vec<&'static str>)>);

impl Slice {
    /// The slice that the file holds.
    ///
    /// # Errors
    /// When no row is in one, with what to download instead.
    pub(super) fn of(table: &Table) -> Result<Self, SourceError> {
        let mut rows: Vec<Record<'_>> = table.rows.iter().map(|row| table.record(row)).collect();
        let mut slice = Vec::new();
        for axis in AXES.iter().filter(|axis| table.position(axis.column).is_some()) {
            let there = |value: &&str| rows.iter().any(|record| code(*record, axis.column) == *value);
            let mut read: Vec<&'static str> = axis.read.iter().map(|pair| pair.0).filter(there).collect();
            if read.is_empty() {
                return Err(axis.missing(rows[0]));
            }
            if axis.one {
                read.truncate(1);
            }
            rows.retain(|record| read.contains(&code(*record, axis.column)));
            slice.push((axis, read));
        }
        Ok(Self(slice))
    }

    /// The rule by which a row is outside the slice, and whether the row is then a part of one that may be there.
    pub(super) fn left_out(&self, record: Record<'_>) -> Option<(String, bool)> {
        let (axis, _) = self.0.iter().find(|(axis, read)| !read.contains(&code(record, axis.column)))?;
        Some((format!("{} {}: {}", axis.name, record.text(axis.column), axis.why), axis.one))
    }

    /// What the figures are, one line an axis.
    pub(super) fn described(&self) -> impl Iterator<Item = String> {
        self.0.iter().filter(|(axis, _)| axis.one).map(|(axis, read)| {
            let meaning = axis.read.iter().find(|pair| pair.0 == read[0]).map_or("", |pair| pair.1);
            format!("{} {}: {meaning}", axis.name, read[0])
        })
    }
}

impl Axis {
    fn missing(&self, record: Record<'_>) -> SourceError {
        let values: Vec<&str> = self.read.iter().map(|pair| pair.0).collect();
        let expected =
            format!("rows with {} {}, within the slice that counts nothing twice", self.name, values.join(" or "));
        record.bad(self.column, &expected, DOWNLOAD)
    }
}

/// `inward` or `outward`, of a row in the slice.
pub(super) fn direction(record: Record<'_>) -> &'static str {
    meaning(&AXES[1], record)
}

/// `flow` or `stock`, of a row in the slice.
pub(super) fn measure(record: Record<'_>) -> &'static str {
    meaning(&AXES[0], record)
}

fn meaning(axis: &Axis, record: Record<'_>) -> &'static str {
    axis.read.iter().find(|pair| pair.0 == code(record, axis.column)).map_or("", |pair| pair.1)
}

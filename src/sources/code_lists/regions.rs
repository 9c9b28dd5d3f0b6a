//! Lists of regions: HMRC's, of its regional trade statistics.

use super::super::error::SourceError;
use super::super::reading::Table;
use super::{Codes, Contents, Entry, Layout, code, is_odata, odata};

const FIELDS: [&str; 3] = ["regionid", "regioncodenumeric", "regionname"];

/// The regions and nations of the United Kingdom, as CSV of the API's names.
pub(super) const HMRC: Layout = Layout {
    name: "HMRC regions",
    what: Codes::Regions,
    recognise: |head| FIELDS.iter().all(|name| head.headers.iter().any(|header| header == name)),
    read: |input| read(&Table::of(input)?),
};

/// The same as the API answers.
pub(super) const HMRC_JSON: Layout = Layout {
    name: "HMRC regions",
    what: Codes::Regions,
    recognise: |head| is_odata(head, &["RegionId", "RegionName"]) && !head.text.contains("\"CountryId\""),
    read: |input| read(&odata(input)?),
};

fn read(table: &Table) -> Result<Contents, SourceError> {
    let mut contents = Contents::default();
    for row in &table.rows {
        let record = table.record(row);
        let name = record.text("regionname").to_owned();
        contents.entries.push(Entry { line: row.line, code: code(record, "regionid")?, name, economy: None });
    }
    Ok(contents)
}

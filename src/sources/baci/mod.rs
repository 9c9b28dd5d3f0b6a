//! CEPII BACI: reconciled goods trade by exporter, importer and HS6 product, `t,i,j,k,v,q`.
//!
//! A year has eleven million rows, so that the file is scanned and never held.

mod batches;
mod row;

use std::sync::Arc;

use crate::model::Kind;
use crate::model::schema::{PARTNER, PRODUCT};

use super::audit::counted;
use super::error::SourceError;
use super::inspection::Inspection;
use super::observation::Parsed;
use super::reading::{Input, Place};
use super::registry::{Field, Page, Source};
use super::scan::{Counts, Each, Scan, Tidy};

use batches::Reading;

const COLUMNS: [Field; 6] = [
    Field::required("t", "the year"),
    Field::required("i", "the exporter, by its number in UN trade statistics"),
    Field::required("j", "the importer, by its number"),
    Field::required("k", "product of six digits with its leading zeros"),
    Field::required("v", "thousand US dollars, FOB"),
    Field::required("q", "metric tons, or NA"),
];

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "baci",
    title: "CEPII BACI",
    description: "Reconciled goods trade by exporter, importer and HS6 product, in thousand US dollars.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "CEPII, one CSV a year",
        units: "thousand US dollars; metric tons",
        valuation: "FOB on both sides",
        frequency: "annual",
        classification: "the Harmonised System of six digits, its edition in the file's name",
        licence: "Etalab Open Licence 2.0: free with CEPII named",
        vintage: "in the file's name, such as V202401b",
        totals: &["there are none: every row is one exporter, importer and product"],
        quirks: &[
            "files are read in batches: a year need not fit in memory",
            "numbers are padded with blanks; q is NA where no quantity is known",
            "codes that have lost leading zeros get them back, and it is said",
        ],
    },
    recognise: |head| head.headers == ["t", "i", "j", "k", "v", "q"],
    read,
};

/// A BACI file that is read whenever its figures are asked for.
pub struct Baci {
    place: Place,
    /// Such as `HS 2022`; blank where the file's name does not say it.
    classification: String,
    /// Such as `V202401b`; blank where the file's name does not say it.
    vintage: String,
}

impl Baci {
    /// The scan of a file whose header was recognised.
    #[must_use]
    pub fn scan(place: Place) -> Arc<dyn Scan> {
        let name = place.path.to_string_lossy();
        let (classification, vintage) = (edition(&name).unwrap_or_default(), release(&name).unwrap_or_default());
        Arc::new(Self { classification, vintage, place })
    }

    fn basis(&self) -> Vec<String> {
        let mut basis = vec!["thousand US dollars FOB, reconciled from what both sides report".to_owned()];
        if !self.classification.is_empty() {
            basis.push(format!("classification {}, by the file's name", self.classification));
        }
        basis
    }
}

impl Scan for Baci {
    fn kind(&self) -> Kind {
        Kind::Trade
    }

    fn batches(&self, wanted: &[&str], each: &mut Each<'_>) -> Result<(), SourceError> {
        Reading::new(&self.place, &self.classification, &self.vintage).batches(wanted, each).map(|_| ())
    }

    fn numbers(&self, column: &str, text: &str) -> Option<Vec<u32>> {
        batches::numbers(column, text)
    }

    fn text(&self, column: &str, number: u32) -> String {
        batches::text(column, number)
    }

    fn parts_only(&self) -> Vec<&'static str> {
        vec![PARTNER, PRODUCT]
    }

    fn numbering(&self) -> &'static str {
        SOURCE.name
    }

    fn whole_periods(&self) -> bool {
        true
    }

    fn inspect(&self) -> Result<Inspection, SourceError> {
        let mut counts = Counts::default();
        let mut reading = Reading::new(&self.place, &self.classification, &self.vintage);
        let notes = reading.batches(&Counts::WANTED, &mut |batch| counts.add(&batch))?;
        let mut inspection = counts.inspection(self, SOURCE.name);
        inspection.basis = self.basis();
        if notes.without_weight > 0 {
            inspection.basis.push(format!("no quantity in {}", counted(notes.without_weight)));
        }
        if notes.short_codes > 0 {
            let rows = counted(notes.short_codes);
            let said = format!("product codes had lost leading zeros in {rows}: they are back, six digits again");
            inspection.doubts.push(said);
        }
        for (number, line) in notes.unknown {
            inspection.doubts.push(format!("line {line}: {number} is no economy we know; it keeps its number"));
        }
        Ok(inspection)
    }
}

/// The whole file in memory, for who has it there already.
fn read(input: &Input) -> Result<Parsed, SourceError> {
    let scan = Baci::scan(Place::of_bytes(&input.path, input.bytes.clone()));
    let inspection = scan.inspect()?;
    let frame = Tidy::Scanned(scan).whole()?.collect().map_err(SourceError::columns)?;
    Ok(Parsed { kind: Kind::Trade, frame, basis: inspection.basis, audit: Vec::new(), doubts: inspection.doubts })
}

/// The edition of the Harmonised System, which only the file's name says: `BACI_HS92_Y2022_V202401b.csv`.
fn edition(name: &str) -> Option<String> {
    let (_, rest) = name.rsplit_once("BACI_HS")?;
    let year = rest.get(..2).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let century = if year.starts_with('9') { "19" } else { "20" };
    Some(format!("HS {century}{year}"))
}

/// The release, which only the file's name says.
fn release(name: &str) -> Option<String> {
    let (_, rest) = name.rsplit_once("BACI_HS")?;
    let (_, release) = rest.split_once("_V")?;
    let digits: String = release.chars().take_while(char::is_ascii_alphanumeric).collect();
    digits.starts_with(|first: char| first.is_ascii_digit()).then(|| format!("V{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edition_and_release_are_in_the_name() {
        assert_eq!(edition("a/BACI_HS92_Y2022_V202401b.csv").unwrap(), "HS 1992");
        assert_eq!(edition("BACI_HS22_Y2022.csv").unwrap(), "HS 2022");
        assert_eq!(edition("BACI_HSé.csv"), None);
        assert_eq!(release("a/BACI_HS92_Y2022_V202401b.csv").unwrap(), "V202401b");
        assert_eq!(release("a/BACI_HS92_Y2022.csv"), None);
    }
}

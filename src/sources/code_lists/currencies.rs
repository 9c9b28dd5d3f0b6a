//! The list of currencies that the maintenance agency of ISO 4217 publishes as XML.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::model::Currency;

use super::super::error::SourceError;
use super::super::reading::Input;
use super::super::reading::xml::line;
use super::{Codes, Contents, Entry, Layout, some};

/// ISO 4217, list one: one entry an economy and currency.
pub(super) const ISO_4217: Layout = Layout {
    name: "ISO 4217 currencies",
    what: Codes::Currencies,
    recognise: |head| head.is_xml() && head.text.contains("<ISO_4217"),
    read,
};

/// The texts of one `CcyNtry`, by element.
type Fields = BTreeMap<String, String>;

fn read(input: &Input) -> Result<Contents, SourceError> {
    let text = input.text()?;
    let mut reader = Reader::from_str(&text);
    let mut contents = Contents::default();
    let mut notes = Notes::default();
    let (mut fields, mut element) = (Fields::new(), String::new());
    let mut closed = false;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) if closed => break,
            Err(_) | Ok(Event::Eof) => {
                return Err(SourceError::Xml { path: input.path.clone(), line: line(&text, &reader) });
            }
            Ok(Event::Start(start)) => {
                element = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
                if element == "ISO_4217" {
                    let published = start.try_get_attribute("Pblshd").ok().flatten();
                    let day = published.map(|day| String::from_utf8_lossy(&day.value).into_owned());
                    contents.basis.extend(day.map(|day| format!("published {day}")));
                }
            }
            Ok(Event::Text(found)) => {
                fields.entry(element.clone()).or_default().push_str(String::from_utf8_lossy(&found).trim());
            }
            Ok(Event::End(end)) => match end.local_name().as_ref() {
                b"CcyNtry" => {
                    let line = line(&text, &reader);
                    contents.entries.extend(notes.entry(line, &std::mem::take(&mut fields)));
                }
                b"ISO_4217" => closed = true,
                _ => element.clear(),
            },
            Ok(_) => {}
        }
    }
    if contents.entries.is_empty() {
        return Err(SourceError::Empty { path: input.path.clone() });
    }
    contents.doubts = notes.doubts();
    Ok(contents)
}

/// What has to be said about a list as a whole.
#[derive(Default)]
struct Notes {
    /// The currencies that were read; many economies share one.
    seen: BTreeSet<String>,
    unknown: Vec<String>,
    decimals: Vec<String>,
}

impl Notes {
    /// The currency of an entry, where it has one that was not there before.
    fn entry(&mut self, line: u64, fields: &Fields) -> Option<Entry> {
        let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let (code, name) = (text("Ccy"), text("CcyNm"));
        if code.is_empty() || !self.seen.insert(code.clone()) {
            return None;
        }
        match (code.parse::<Currency>(), text("CcyMnrUnts").parse::<u32>()) {
            (Err(_), _) => self.unknown.push(format!("{code} (`{name}`)")),
            (Ok(known), Ok(decimals)) if known.exponent() != decimals => {
                self.decimals.push(format!("{code} ({decimals} there, {} here)", known.exponent()));
            }
            _ => {}
        }
        Some(Entry { line, code, name, economy: None })
    }

    fn doubts(self) -> Vec<String> {
        let unknown = some(&self.unknown, |few| format!("codes we do not know: {few}"));
        let decimals = some(&self.decimals, |few| format!("decimals of the smallest unit differ: {few}"));
        unknown.into_iter().chain(decimals).collect()
    }
}

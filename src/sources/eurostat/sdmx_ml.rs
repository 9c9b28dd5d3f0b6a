//! SDMX-ML 2.1 data of Eurostat's API, structure-specific or generic: series with their dimensions, observations in them.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::schema::Kind;

use super::super::error::SourceError;
use super::super::observation::Parsed;
use super::super::reading::table::Row;
use super::super::reading::xml::line;
use super::super::reading::{Head, Input, Table};
use super::super::registry::{Field, Page, Source};
use super::{external, sdmx};

/// The registry's entry.
pub const SOURCE: Source = Source {
    name: "eurostat-xml",
    title: "Eurostat SDMX-ML",
    description: "Goods trade of the European Union and its members, as Eurostat's API gives it in XML.",
    kinds: &[Kind::Trade],
    columns: &COLUMNS,
    page: Page {
        from: "Eurostat's API, SDMX 2.1 data of the Comext datasets, structure-specific or generic XML",
        licence: "Eurostat's reuse policy, CC BY 4.0: free with Eurostat named",
        vintage: "the day the message was prepared",
        quirks: &[
            "value, weight and quantity are indicators of one figure, as in SDMX-CSV",
            "flags combine: `be` is an estimate after a break; c is confidential, a state and not a zero",
            "datasets without reporter, partner, product, flow and indicators are refused by name",
        ],
        ..sdmx::SOURCE.page
    },
    recognise,
    read,
};

const COLUMNS: [Field; 2] = [
    Field::required("Series", "reporter, partner, product, flow and indicators, as attributes or as SeriesKey"),
    Field::required("Obs", "TIME_PERIOD, OBS_VALUE and OBS_FLAG, as attributes or as elements"),
];

/// The dimensions that trade has.
const DIMENSIONS: [&str; 5] = ["reporter", "partner", "product", "flow", "indicators"];

fn recognise(head: &Head<'_>) -> bool {
    is_message(head) && (head.text.contains("ESTAT") || DIMENSIONS.iter().all(|name| head.text.contains(name)))
}

/// The roots of messages that hold data.
const ROOTS: [&str; 4] =
    ["StructureSpecificData", "GenericData", "StructureSpecificTimeSeriesData", "GenericTimeSeriesData"];

/// Whether a file begins like a message of data of any agency.
pub(in crate::sources) fn is_message(head: &Head<'_>) -> bool {
    head.is_xml() && ROOTS.iter().any(|message| head.text.contains(message))
}

/// The observations of a message of any agency, one row each under all concepts that it has, and what it calls its data.
///
/// # Errors
/// When the message is damaged, holds no observation, or says why it holds none.
pub(in crate::sources) fn table(input: &Input) -> Result<(Table, String), SourceError> {
    let text = input.text()?;
    let message = Message::of(input, &text)?;
    Ok((message.table(input)?, message.dataset))
}

fn read(input: &Input) -> Result<Parsed, SourceError> {
    let text = input.text()?;
    let message = Message::of(input, &text)?;
    let table = message.table(input)?;
    let missing: Vec<String> =
        DIMENSIONS.iter().filter(|name| table.position(name).is_none()).map(|name| (*name).to_owned()).collect();
    if missing.is_empty() {
        return sdmx::read_table(&table);
    }
    if external::is_one(&table.headers) {
        return external::read_table(&table);
    }
    Err(SourceError::MissingColumn {
        path: input.path.clone(),
        format: SOURCE.name,
        missing,
        expected: DIMENSIONS.iter().map(|name| (*name).to_owned()).collect(),
        found: std::iter::once(format!("dataset {}", message.dataset)).chain(table.headers).collect(),
    })
}

/// Concepts and what they are, in lower case and in their own.
type Concepts = BTreeMap<String, String>;

/// What is read of a message.
#[derive(Default)]
struct Message {
    dataset: String,
    prepared: String,
    observations: Vec<(u64, Concepts)>,
    /// What the service says beside its data, or for want of any: codes and texts of the footer.
    footer: Vec<String>,
}

/// Where in a message the reader is.
#[derive(Default)]
struct Place {
    series: Concepts,
    observation: Option<Concepts>,
    in_prepared: bool,
    in_footer: bool,
    /// Groups name their series again, and a key without its observations.
    in_group: bool,
    closed: bool,
}

impl Message {
    fn of(input: &Input, text: &str) -> Result<Self, SourceError> {
        let mut reader = Reader::from_str(text);
        let (mut message, mut place) = (Self::default(), Place::default());
        loop {
            let event = reader.read_event();
            let line = line(text, &reader);
            match event {
                Ok(Event::Eof) if place.closed => return Ok(message),
                Err(_) | Ok(Event::Eof) => return Err(SourceError::Xml { path: input.path.clone(), line }),
                Ok(Event::Start(element)) => message.open(&element, &mut place),
                Ok(Event::Empty(element)) => {
                    message.open(&element, &mut place);
                    message.close(element.local_name().as_ref(), &mut place, line);
                }
                Ok(Event::Text(found)) if place.in_prepared => {
                    let prepared = String::from_utf8_lossy(&found);
                    message.prepared = prepared.split('T').next().unwrap_or_default().trim().to_owned();
                }
                Ok(Event::Text(found)) if place.in_footer => {
                    let said = String::from_utf8_lossy(&found).trim().to_owned();
                    message.footer.extend(Some(said).filter(|said| !said.is_empty()));
                }
                Ok(Event::End(element)) => message.close(element.local_name().as_ref(), &mut place, line),
                Ok(_) => {}
            }
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, place: &mut Place) {
        match element.local_name().as_ref() {
            b"Prepared" => place.in_prepared = true,
            b"Footer" => place.in_footer = true,
            b"Message" if place.in_footer => self.footer.extend(attributes(element).remove("code")),
            b"Group" => place.in_group = true,
            b"Structure" if self.dataset.is_empty() => {
                self.dataset = attributes(element).remove("structureid").unwrap_or_default();
            }
            b"Series" => place.series = attributes(element),
            b"Obs" => {
                let mut here = place.series.clone();
                here.extend(attributes(element));
                place.observation = Some(here);
            }
            name @ (b"Value" | b"ObsDimension" | b"ObsValue") if !place.in_group => {
                let mut said = attributes(element);
                let value = said.remove("value").unwrap_or_default();
                let concept = match (name, said.remove("id")) {
                    (b"ObsValue", _) => sdmx::VALUE.to_owned(),
                    (_, Some(id)) => id.to_lowercase(),
                    (_, None) => sdmx::PERIOD.to_owned(),
                };
                place.observation.as_mut().unwrap_or(&mut place.series).insert(concept, value);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8], place: &mut Place, line: u64) {
        match name {
            b"Prepared" => place.in_prepared = false,
            b"Footer" => place.in_footer = false,
            b"Group" => place.in_group = false,
            b"Series" => place.series.clear(),
            b"Obs" => self.observations.extend(place.observation.take().map(|here| (line, here))),
            root if ROOTS.iter().any(|name| name.as_bytes() == root) => place.closed = true,
            _ => {}
        }
    }

    /// Why there is no observation: what the service says in the footer, where it says something.
    fn without_figures(&self, input: &Input) -> SourceError {
        if self.footer.is_empty() {
            return SourceError::HeaderOnly { path: input.path.clone() };
        }
        SourceError::NoFigures {
            path: input.path.clone(),
            service: "an SDMX service",
            said: self.footer.join("; "),
            help: "where an address is named, download the file from there when it is ready; otherwise narrow the question",
        }
    }

    /// One row an observation under all concepts that there are; a row's line is where its observation ends.
    fn table(&self, input: &Input) -> Result<Table, SourceError> {
        if self.observations.is_empty() {
            return Err(self.without_figures(input));
        }
        let said = [(sdmx::DATAFLOW, &self.dataset), (sdmx::UPDATED, &self.prepared)];
        let concepts: BTreeSet<&String> = self.observations.iter().flat_map(|(_, concepts)| concepts.keys()).collect();
        let concepts: Vec<&String> =
            concepts.into_iter().filter(|concept| said.iter().all(|(name, _)| name != concept)).collect();
        let rows = self.observations.iter().map(|(line, here)| {
            let mut cells: Vec<String> =
                concepts.iter().map(|concept| here.get(*concept).cloned().unwrap_or_default()).collect();
            cells.extend(said.iter().map(|(_, text)| (*text).clone()));
            Row { line: *line, cells }
        });
        let headers = concepts.iter().map(|concept| (*concept).clone()).chain(said.map(|(name, _)| name.to_owned()));
        Ok(Table { path: input.path.clone(), headers: headers.collect(), rows: rows.collect(), beyond: 0 })
    }
}

/// The attributes of an element by their names in lower case, without prefixes.
fn attributes(element: &BytesStart<'_>) -> Concepts {
    let read = element.attributes().filter_map(Result::ok);
    read.map(|attribute| {
        let name = String::from_utf8_lossy(attribute.key.local_name().as_ref()).to_lowercase();
        let value = attribute.unescape_value().map_or_else(|_| String::new(), |value| value.trim().to_owned());
        (name, value)
    })
    .collect()
}

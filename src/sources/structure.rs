//! A data structure definition of SDMX, and files of data held against it: are all dimensions there, are their codes
//! in the lists, does a key stand there twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::audit::counted;
use super::error::SourceError;
use super::reading::xml::line;
use super::reading::{Head, Input, Place, Table, Watch, sdmx_json};
use super::{eurostat, sdmx_csv};

/// The name under which the dimension of time stands in every format.
const TIME: &str = "TIME_PERIOD";

/// A data structure definition with the code lists in the same message.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    pub path: PathBuf,
    /// `AGENCY:ID(VERSION)`.
    pub name: String,
    /// In the order of the key; the dimension of time comes last.
    dimensions: Vec<Dimension>,
    /// Codes by the list that they are in.
    lists: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug, Clone)]
struct Dimension {
    id: String,
    /// The code list that its values are of, where it has one.
    list: Option<String>,
}

/// Where in a message the reader is.
#[derive(Default)]
struct At {
    list: Option<String>,
    enumeration: bool,
    components: bool,
}

impl Structure {
    /// Reads a structure message in XML, of SDMX 2.1 or 3.0.
    ///
    /// # Errors
    /// When the file cannot be read, is damaged, or defines no dimensions.
    pub fn read(path: &Path) -> Result<Self, SourceError> {
        let input = input(path)?;
        let text = input.text()?;
        let mut structure = Self { path: path.to_owned(), ..Self::default() };
        let mut reader = Reader::from_str(&text);
        let mut at = At::default();
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Err(_) => return Err(SourceError::Xml { path: path.to_owned(), line: line(&text, &reader) }),
                Ok(Event::Start(element)) => structure.open(&element, &mut at),
                Ok(Event::Empty(element)) => {
                    structure.open(&element, &mut at);
                    close(element.local_name().as_ref(), &mut at);
                }
                Ok(Event::Text(found)) if at.enumeration => structure.enumerated(&String::from_utf8_lossy(&found)),
                Ok(Event::End(element)) => close(element.local_name().as_ref(), &mut at),
                Ok(_) => {}
            }
        }
        if structure.dimensions.is_empty() {
            return Err(SourceError::Unread {
                path: path.to_owned(),
                what: "no data structure definition: no Dimension stands in it".to_owned(),
                help: "download the structure of the dataset with its descendants (references=descendants) as SDMX-ML"
                    .to_owned(),
            });
        }
        Ok(structure)
    }

    fn open(&mut self, element: &BytesStart<'_>, at: &mut At) {
        let said = |name: &str| {
            let found = element
                .attributes()
                .filter_map(Result::ok)
                .find(|known| known.key.local_name().as_ref() == name.as_bytes());
            found.and_then(|found| found.unescape_value().ok()).map(|value| value.trim().to_owned()).unwrap_or_default()
        };
        match element.local_name().as_ref() {
            b"Codelist" => {
                self.lists.entry(said("id")).or_default();
                at.list = Some(said("id"));
            }
            b"Code" => {
                if let Some(codes) = at.list.as_ref().and_then(|list| self.lists.get_mut(list)) {
                    codes.insert(said("id"));
                }
            }
            b"DataStructure" if self.name.is_empty() => {
                let version = said("version");
                let version = if version.is_empty() { String::new() } else { format!("({version})") };
                self.name = format!("{}:{}{version}", said("agencyID"), said("id"));
            }
            b"DimensionList" => at.components = true,
            b"Dimension" if at.components => self.dimensions.push(Dimension { id: said("id"), list: None }),
            b"TimeDimension" if at.components => self.dimensions.push(Dimension { id: TIME.to_owned(), list: None }),
            b"Enumeration" => at.enumeration = at.components,
            b"Ref" if at.enumeration => self.enumerated(&said("id")),
            _ => {}
        }
    }

    /// Takes the list of a dimension from a reference, or from a name such as `urn:…Codelist=ESTAT:FREQ(1.0)`.
    fn enumerated(&mut self, text: &str) {
        let name = text.rsplit([':', '=']).next().unwrap_or_default();
        let name = name.split('(').next().unwrap_or_default().trim();
        if let Some(dimension) = self.dimensions.last_mut().filter(|_| !name.is_empty()) {
            dimension.list.get_or_insert_with(|| name.to_owned());
        }
    }

    /// What a file of data has against the structure; one sentence each, the first of them what was looked at.
    ///
    /// # Errors
    /// When the file cannot be read, or is no table of SDMX.
    pub fn hold(&self, path: &Path) -> Result<Vec<String>, SourceError> {
        let input = input(path)?;
        let table = table(&input)?;
        let columns: Vec<(&Dimension, usize)> = self
            .dimensions
            .iter()
            .filter_map(|dimension| Some((dimension, table.position(&dimension.id.to_lowercase())?)))
            .collect();
        let mut said = vec![format!(
            "held against {}: {} dimensions, {} observations",
            self.name,
            self.dimensions.len(),
            table.rows.len()
        )];
        let missing = self.dimensions.iter().filter(|known| !columns.iter().any(|(there, _)| there.id == known.id));
        said.extend(missing.map(|dimension| format!("no column for the dimension {}", dimension.id)));
        said.extend(columns.iter().filter_map(|(dimension, place)| self.unknown(&table, dimension, *place)));
        if columns.len() == self.dimensions.len() {
            said.extend(repeated(&table, &columns));
        }
        Ok(said)
    }

    /// Codes of a column that its list does not have.
    fn unknown(&self, table: &Table, dimension: &Dimension, place: usize) -> Option<String> {
        const NAMED: usize = 8;
        let list = dimension.list.as_ref()?;
        let Some(codes) = self.lists.get(list).filter(|codes| !codes.is_empty()) else {
            return Some(format!("{}: its code list {list} is not in the message", dimension.id));
        };
        let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &table.rows {
            let code = code(&row.cells[place]);
            if !codes.contains(code) {
                *unknown.entry(code).or_default() += 1;
            }
        }
        let rows: usize = unknown.values().sum();
        let named: Vec<&str> =
            unknown.keys().take(NAMED).map(|code| if code.is_empty() { "nothing" } else { code }).collect();
        let more = if unknown.len() > NAMED { format!(" and {} more", unknown.len() - NAMED) } else { String::new() };
        (rows > 0).then(|| {
            format!(
                "{}: codes that {list} does not have in {}: {}{more}",
                dimension.id,
                counted(rows),
                named.join(", ")
            )
        })
    }
}

fn close(name: &[u8], at: &mut At) {
    match name {
        b"Codelist" => at.list = None,
        b"DimensionList" => at.components = false,
        b"Enumeration" => at.enumeration = false,
        _ => {}
    }
}

/// Keys that stand there more than once.
fn repeated(table: &Table, columns: &[(&Dimension, usize)]) -> Option<String> {
    let mut lines: HashMap<Vec<&str>, u64> = HashMap::with_capacity(table.rows.len());
    let (mut rows, mut example) = (0, None);
    for row in &table.rows {
        let key: Vec<&str> = columns
            .iter()
            .map(|(dimension, place)| {
                let cell = row.cells[*place].as_str();
                if dimension.list.is_some() { code(cell) } else { cell }
            })
            .collect();
        if let Some(first) = lines.get(&key) {
            rows += 1;
            example.get_or_insert_with(|| format!("line {} repeats line {first}: {}", row.line, key.join(".")));
        } else {
            lines.insert(key, row.line);
        }
    }
    example.map(|example| format!("keys that stand there before in {}: {example}", counted(rows)))
}

/// A code, or the code of `CODE: Label`.
fn code(cell: &str) -> &str {
    cell.split_once(':').map_or(cell, |split| split.0).trim()
}

fn input(path: &Path) -> Result<Input, SourceError> {
    let place = Place::open(path, Watch::default())?;
    let fingerprint = super::reading::place::Fingerprint::of(&place);
    let mut files = place.contents()?;
    let place = files.pop().ok_or_else(|| SourceError::Empty { path: path.to_owned() })?;
    Input::of(&place, fingerprint.sha256()?)
}

/// The observations of a file in any format of SDMX.
fn table(input: &Input) -> Result<Table, SourceError> {
    let text = input.text()?;
    let head = Head::of(input, &text);
    if eurostat::sdmx_ml::is_message(&head) {
        return eurostat::sdmx_ml::table(input).map(|read| read.0);
    }
    match sdmx_json::recognise(&text) {
        true => sdmx_json::table(input, &text),
        false => sdmx_csv::table(input),
    }
}

//! The XML of the reference rates: a `Cube` for all days, in it one a day, in that one a currency.

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::Period;
use crate::model::schema::Kind;

use super::super::error::{BadCell, SourceError};
use super::super::observation::Parsed;
use super::super::reading::Input;
use super::super::reading::xml::place;
use super::super::tidy::rates::positive;
use super::observation;
use super::reference::{dated, described};

pub(super) fn recognise(text: &str) -> bool {
    text.contains("eurofxref")
}

pub(super) fn read(input: &Input, text: &str) -> Result<Parsed, SourceError> {
    let mut reader = Reader::from_str(text);
    let mut observations = Vec::new();
    let (mut day, mut latest, mut closed) = (None, None, false);
    loop {
        let event = reader.read_event();
        let place = place(text, &reader);
        match event {
            Ok(Event::Eof) if closed => break,
            Err(_) | Ok(Event::Eof) => return Err(SourceError::Xml { path: input.path.clone(), line: place.0 }),
            Ok(Event::Start(cube) | Event::Empty(cube)) if cube.local_name().as_ref() == b"Cube" => {
                if let Some(time) = attribute(&cube, "time") {
                    let found = NaiveDate::parse_from_str(&time, "%Y-%m-%d");
                    day = Some(found.map_err(|_| bad(input, place, "time", &time, "a day such as 2026-10-30"))?);
                    latest = latest.max(day);
                }
                let (code, rate) = (attribute(&cube, "currency"), attribute(&cube, "rate"));
                if let (Some(code), Some(rate), Some(day)) = (code, rate, day) {
                    let number = positive(&rate)
                        .ok_or_else(|| bad(input, place, "rate", &rate, "a rate above zero such as 1.0842"))?;
                    observations.push(observation(place.0, &code, "reference", Period::day(day), number));
                }
            }
            Ok(Event::End(end)) => closed = end.local_name().as_ref() == b"Envelope",
            Ok(_) => {}
        }
    }
    if observations.is_empty() {
        return Err(SourceError::Empty { path: input.path.clone() });
    }
    Ok(described(Parsed::of(&input.path, Kind::Rates, &dated(observations, latest))?))
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    Some(String::from_utf8_lossy(&found.value).into_owned())
}

fn bad(
    input: &Input,
    (line, column_number): (u64, usize),
    attribute: &str,
    found: &str,
    expected: &str,
) -> SourceError {
    SourceError::BadCell(Box::new(BadCell {
        path: input.path.clone(),
        line,
        column: attribute.to_owned(),
        column_number,
        found: format!("`{found}`"),
        expected: expected.to_owned(),
        help: super::HELP.to_owned(),
    }))
}

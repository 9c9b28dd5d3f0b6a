//! Texts as numbers: a column in which few texts stand often is added up faster by numbers.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use foldhash::fast::FixedState;
use polars::prelude::{Column, IntoColumn as _, NamedFrom as _, PolarsResult, Series};

/// What numbers of [`TEXTS`] are.
pub const NUMBERING: &str = "texts";

/// One numbering for all files of a process, so that several can be added up as one. Only a number's text says
/// something: which number it is depends on what was read before.
pub static TEXTS: LazyLock<Texts> = LazyLock::new(Texts::default);

/// Texts, each once, by the order in which they were met.
#[derive(Default)]
pub struct Texts(Mutex<Known>);

#[derive(Default)]
struct Known {
    numbers: HashMap<String, u32, FixedState>,
    texts: Vec<String>,
}

impl Texts {
    /// The number of a text, a new one for a text not met before.
    pub fn number(&self, text: &str) -> u32 {
        self.known().number(text)
    }

    /// The text of a number; blank for one that was never given.
    pub fn text(&self, number: u32) -> String {
        self.known().texts.get(number as usize).cloned().unwrap_or_default()
    }

    /// A column of texts as one of numbers.
    ///
    /// # Errors
    /// When the column holds no text.
    pub fn numbered(&self, column: &Column) -> PolarsResult<Column> {
        let mut known = self.known();
        let mut last: Option<(&str, u32)> = None;
        // Files are sorted: most texts are those of the row above.
        let numbers = column.str()?.iter().map(|text| {
            let text = text?;
            let number = match last {
                Some((above, number)) if above == text => number,
                _ => known.number(text),
            };
            last = Some((text, number));
            Some(number)
        });
        let numbers: Vec<Option<u32>> = numbers.collect();
        Ok(Series::new(column.name().clone(), numbers).into_column())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing is left half done by a thread that panics.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).expect("fewer texts than numbers");
        self.numbers.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_stands_for_its_text() {
        let texts = Texts::default();
        let column = Column::new("partner".into(), [Some("KAZ"), Some("KAZ"), None, Some("GBR"), Some("KAZ")]);
        let numbered = texts.numbered(&column).unwrap();
        let numbers: Vec<Option<u32>> = numbered.u32().unwrap().iter().collect();
        assert_eq!(numbers, [Some(0), Some(0), None, Some(1), Some(0)]);
        assert_eq!((texts.text(1), texts.number("KAZ"), texts.number("NAM")), ("GBR".to_owned(), 0, 2));
    }
}

//! How a file begins: enough to recognise its format.

use super::workbook::Workbook;
use super::{Input, lower_case, separator};

/// How a file begins.
pub struct Head<'a> {
    /// All of it, for formats that are no text.
    pub bytes: &'a [u8],
    /// Up to [`Head::LENGTH`] bytes as text; empty where the file is no text.
    pub text: &'a str,
    /// The cells of the first line, in lower case.
    pub headers: Vec<String>,
    /// Of a workbook, its sheets.
    pub workbook: Option<Workbook<'a>>,
}

impl<'a> Head<'a> {
    /// How many bytes of text are looked at.
    pub const LENGTH: usize = 16_384;

    /// The head of a workbook, which is no text.
    #[must_use]
    pub fn workbook(input: &'a Input) -> Self {
        Self { bytes: &input.bytes, text: "", headers: Vec::new(), workbook: Workbook::open(&input.bytes) }
    }

    /// The head of a file whose text is already there. Whatever its first line is, it is no error here.
    #[must_use]
    pub fn of(input: &'a Input, text: &'a str) -> Self {
        Self::of_text(&input.bytes, text)
    }

    /// The head of bytes that begin with this text.
    #[must_use]
    pub fn of_text(bytes: &'a [u8], text: &'a str) -> Self {
        let text = &text[..text.floor_char_boundary(Self::LENGTH)];
        let line = first_line(text);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .trim(csv::Trim::All)
            .delimiter(separator(line))
            .from_reader(line.as_bytes());
        let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
        Self { bytes, text, headers: lower_case(first.iter()), workbook: None }
    }

    /// Whether the text is JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.text.trim_start().starts_with(['{', '['])
    }

    /// Whether the text is XML.
    #[must_use]
    pub fn is_xml(&self) -> bool {
        self.text.trim_start().starts_with('<')
    }

    /// What an error says was found: the headers of a table, the sheets of a workbook, the start of anything else.
    #[must_use]
    pub fn described(&self) -> Vec<String> {
        const SHOWN: usize = 60;
        match &self.workbook {
            Some(workbook) => workbook.names().iter().map(|name| format!("sheet `{name}`")).collect(),
            None if self.is_json() || self.is_xml() => {
                let start: String =
                    self.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
                vec![format!("{start} …")]
            }
            None => self.headers.clone(),
        }
    }
}

fn first_line(text: &str) -> &str {
    let start = text.len() - text.trim_start().len();
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    &text[start..end]
}

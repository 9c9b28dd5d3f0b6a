//! Rich text (RTF): paragraphs, and tables by their rows and cells.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::BlockKind;
use super::extract::{Collector, Extract};
use super::places::{Layout, Places};
use super::table::Table;

/// Groups that say something of the document, and are no text of it.
const ABOUT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "annotation",
    "listtable",
    "listoverridetable",
    "revtbl",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "xmlnstbl",
    "generator",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "listtext",
    "pntext",
];

/// Whether bytes begin as rich text does.
#[must_use]
pub(super) fn is_rtf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// The text; a line for each paragraph that is not empty and for each row of a table.
pub(super) fn extract(bytes: &[u8]) -> Extract {
    let mut reader = Reader {
        collector: Collector::new(Layout::Paragraphs),
        encoding: WINDOWS_1252,
        pending: Vec::new(),
        groups: Vec::new(),
        group: Group { skipped: false, hidden: false, after: 1 },
        omit: 0,
        table: None,
        in_table: false,
    };
    reader.read(bytes);
    reader.finish()
}

#[derive(Clone, Copy)]
struct Group {
    /// Nothing of it is text.
    skipped: bool,
    hidden: bool,
    /// How many letters stand in for each that is given by its number.
    after: usize,
}

struct Reader {
    collector: Collector,
    encoding: &'static Encoding,
    /// Bytes in the document's own encoding, not yet letters.
    pending: Vec<u8>,
    groups: Vec<Group>,
    group: Group,
    /// How many letters are to be left out, since the one before stands for them.
    omit: usize,
    table: Option<Table>,
    /// Whether the paragraph that is open belongs to a table.
    in_table: bool,
}

impl Reader {
    fn read(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    self.groups.push(self.group);
                }
                b'}' => {
                    self.flush();
                    self.group = self.groups.pop().unwrap_or(self.group);
                    self.omit = 0;
                }
                b'\\' => at = self.control(bytes, at),
                b'\r' | b'\n' => {}
                other => self.byte(*other),
            }
        }
        self.flush();
    }

    /// What follows a backslash; the place behind it.
    fn control(&mut self, bytes: &[u8], at: usize) -> usize {
        let Some(first) = bytes.get(at) else { return at };
        if !first.is_ascii_alphabetic() {
            match first {
                b'\'' => {
                    let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
                    if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                        self.byte(byte);
                    }
                    return at + 3;
                }
                b'~' | b'_' => {
                    self.flush();
                    self.text(if *first == b'~' { " " } else { "-" });
                }
                b'*' => self.group.skipped = true,
                b'\\' | b'{' | b'}' => self.byte(*first),
                b'\r' | b'\n' => self.paragraph(),
                _ => {}
            }
            return at + 1;
        }
        let rest = &bytes[at..];
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let sign = usize::from(rest.get(word) == Some(&b'-'));
        let digits = rest[word + sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = word + if digits > 0 { sign + digits } else { 0 };
        let name = std::str::from_utf8(&rest[..word]).unwrap_or_default();
        let number = std::str::from_utf8(&rest[word..end]).ok().and_then(|digits| digits.parse::<i64>().ok());
        self.flush();
        let behind = at + end + usize::from(rest.get(end) == Some(&b' '));
        if name == "bin" {
            return behind + number.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
        }
        self.word(name, number);
        behind
    }

    fn word(&mut self, name: &str, number: Option<i64>) {
        if ABOUT.contains(&name) {
            self.group.skipped = true;
        }
        match name {
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "uc" => self.group.after = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
            "u" => {
                // Numbers above 32 767 are written below zero.
                let code = number.map_or(0, |code| if code < 0 { code + 65_536 } else { code });
                let letter = u32::try_from(code).ok().and_then(char::from_u32);
                self.text(letter.unwrap_or(' ').encode_utf8(&mut [0; 4]));
                self.omit = self.group.after;
            }
            "v" => self.group.hidden = number != Some(0),
            "tab" | "line" | "emspace" | "enspace" => self.text(" "),
            "emdash" => self.text("—"),
            "endash" => self.text("–"),
            "bullet" => self.text("•"),
            "lquote" => self.text("‘"),
            "rquote" => self.text("’"),
            "ldblquote" => self.text("“"),
            "rdblquote" => self.text("”"),
            "intbl" => self.in_table = true,
            "pard" => self.in_table = false,
            "par" | "page" | "sect" => self.paragraph(),
            "cell" => self.cell(),
            "row" => self.row(),
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.omit > 0 {
            self.omit -= 1;
        } else if !self.group.skipped && !self.group.hidden {
            self.pending.push(byte);
        }
    }

    fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if !pending.is_empty() {
            let text = self.encoding.decode_without_bom_handling(&pending).0.into_owned();
            self.text(&text);
        }
    }

    fn text(&mut self, text: &str) {
        if !self.group.skipped && !self.group.hidden {
            self.collector.push(&text.replace(['\n', '\r', '\t'], " "));
        }
    }

    fn paragraph(&mut self) {
        self.flush();
        if self.group.skipped {
            return;
        }
        if self.in_table {
            return self.text(" ");
        }
        self.end_table();
        self.collector.close();
    }

    fn cell(&mut self) {
        let cell = self.collector.close_cell();
        let table = self.table.get_or_insert_with(|| Table { rows: vec![Vec::new()], ..Table::default() });
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        if let Some(row) = table.rows.last_mut() {
            row.push(cell);
        }
    }

    fn row(&mut self) {
        self.collector.end_row();
        if let Some(table) = &mut self.table {
            table.rows.push(Vec::new());
        }
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            self.collector.end_row();
            table.rows.retain(|row| !row.is_empty());
            self.collector.table(table);
        }
    }

    fn finish(mut self) -> Extract {
        self.collector.close();
        self.end_table();
        let mut extract = self.collector.finish();
        for block in &mut extract.blocks {
            let text = &extract.content[block.span.clone()];
            if text.starts_with('•') {
                block.kind = BlockKind::ListItem;
            }
        }
        extract.places = Places::of_lines(Layout::Paragraphs, &extract.content);
        extract
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_tables_and_letters_of_any_encoding_are_read() {
        let rtf = r"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}{\*\generator X;}\pard Trade \'c0\u8364?\uc0\u8211 5\par
\trowd\intbl Year\cell 2016\cell\row\trowd\intbl Exports\cell 228.7\cell\row\pard {\b End}\~here.\par}";
        let found = extract(rtf.as_bytes());
        assert_eq!(found.content, "Trade А€–5\nYear\t2016\nExports\t228.7\nEnd here.\n");
        assert_eq!(found.tables[0].rows.len(), 2);
        assert!(is_rtf(rtf.as_bytes()));
        // Whatever is cut off or nested wrongly is read as far as it goes.
        for broken in ["{\\rtf1 a\\'", "{\\rtf1 }}}b", "{\\rtf1\\bin9999999999 a", "{\\rtf1 a\\u"] {
            extract(broken.as_bytes());
        }
    }
}

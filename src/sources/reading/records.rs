//! Records of a chunk, cut into fields without copying them.

use memchr::memchr3_iter;

/// The place of a field that is not wanted.
const UNWANTED: u8 = u8::MAX;

/// Which fields are wanted, and how records are cut.
#[derive(Debug, Clone)]
pub struct Cutter {
    separator: u8,
    /// Of every field of the header, its place among the wanted ones.
    wanted: Vec<u8>,
    spans: Vec<(u32, u32)>,
}

/// One record with its wanted fields.
pub struct Record<'a> {
    chunk: &'a [u8],
    spans: &'a [(u32, u32)],
    /// The whole line, without its end.
    pub text: &'a [u8],
    /// The line it starts on.
    pub line: u64,
    /// How many fields it has.
    pub fields: usize,
    /// Whether a wanted field holds quotes, written twice.
    pub escaped: bool,
    /// Whether something stands in a field beyond the header.
    pub filled_beyond: bool,
}

/// A quote or a carriage return where this reader does not expect one: another reader has to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stray;

impl<'a> Record<'a> {
    /// A wanted field without the blanks around it; empty where the table lacks it.
    #[inline]
    pub fn field(&self, place: usize) -> &'a [u8] {
        let (start, end) = self.spans[place];
        let field = &self.chunk[start as usize..end as usize];
        match field {
            [first, .., last] if *first > b' ' && *last > b' ' => field,
            _ => field.trim_ascii(),
        }
    }

    /// All of its fields, as the CSV reader gives them.
    pub fn cells(&self, separator: u8) -> Vec<String> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .delimiter(separator)
            .from_reader(self.text);
        let mut cells = csv::StringRecord::new();
        // Every record was cut by its rules and is text.
        let read = reader.read_record(&mut cells).unwrap_or(false);
        debug_assert!(read, "{}", String::from_utf8_lossy(self.text));
        cells.iter().map(str::to_owned).collect()
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self, separator: u8) -> bool {
        self.text.iter().all(|byte| *byte == separator || *byte == b'"' || byte.is_ascii_whitespace())
    }
}

impl Cutter {
    /// Of a table of so many columns, those at these places; `None` stands for one that the table lacks.
    pub fn new(separator: u8, width: usize, wanted: &[Option<usize>]) -> Self {
        let mut places = vec![UNWANTED; width];
        for (number, place) in wanted.iter().enumerate() {
            if let Some(place) = place {
                places[*place] = number as u8;
            }
        }
        Self { separator, wanted: places, spans: vec![(0, 0); wanted.len()] }
    }

    /// Calls `each` with every record of a chunk that is no empty line.
    ///
    /// # Errors
    /// At the first quote that opens no field and closes none.
    pub fn records(&mut self, chunk: &[u8], line: u64, mut each: impl FnMut(&Record<'_>)) -> Result<(), Stray> {
        let width = self.wanted.len();
        let returns = memchr::memchr_iter(b'\r', chunk).all(|at| chunk.get(at + 1) == Some(&b'\n'));
        if !returns || chunk.len() > u32::MAX as usize {
            return Err(Stray);
        }
        let mut record = At { line, next_line: line, ..At::default() };
        let ends = memchr3_iter(self.separator, b'\n', b'"', chunk).chain(unended(chunk));
        for at in ends {
            let byte = chunk.get(at).copied().unwrap_or(b'\n');
            record.next_line += u64::from(byte == b'\n');
            if record.open {
                if byte == b'"' {
                    record.open = false;
                    record.closed = at;
                }
                continue;
            }
            if byte == b'"' {
                record.quote(at)?;
                continue;
            }
            let last = byte == b'\n';
            let end = if last && at > record.field_start && chunk[at - 1] == b'\r' { at - 1 } else { at };
            let span = record.span(end)?;
            if record.fields < width {
                let place = self.wanted[record.fields];
                if place != UNWANTED {
                    record.escaped |= record.doubled;
                    self.spans[place as usize] = (span.0 as u32, span.1 as u32);
                }
            } else if !chunk[span.0..span.1].trim_ascii().is_empty() {
                record.filled_beyond = true;
            }
            record.fields += 1;
            record.field_start = at + 1;
            record.quoted = false;
            record.doubled = false;
            if !last {
                continue;
            }
            let empty = record.fields == 1 && end == record.start;
            if !empty {
                if record.fields < width {
                    self.forget(record.fields);
                }
                each(&Record {
                    chunk,
                    spans: &self.spans,
                    text: &chunk[record.start..end],
                    line: record.line,
                    fields: record.fields,
                    escaped: record.escaped,
                    filled_beyond: record.filled_beyond,
                });
            }
            record = At { start: at + 1, field_start: at + 1, line: record.next_line, ..At::default() };
            record.next_line = record.line;
        }
        if record.open { Err(Stray) } else { Ok(()) }
    }

    /// The fields that a short record lacks are empty.
    fn forget(&mut self, fields: usize) {
        for place in self.wanted[fields..].iter().filter(|place| **place != UNWANTED) {
            self.spans[*place as usize] = (0, 0);
        }
    }
}

/// The end of a last line that has no line end.
fn unended(chunk: &[u8]) -> Option<usize> {
    chunk.last().filter(|last| **last != b'\n').map(|_| chunk.len())
}

/// How far a record has been read.
#[derive(Default)]
struct At {
    start: usize,
    field_start: usize,
    fields: usize,
    line: u64,
    next_line: u64,
    /// Within quotes; whether the field has quotes around it, and where the last one closed.
    open: bool,
    quoted: bool,
    closed: usize,
    /// Whether the field holds quotes written twice, and whether a wanted one did.
    doubled: bool,
    escaped: bool,
    filled_beyond: bool,
}

impl At {
    fn quote(&mut self, at: usize) -> Result<(), Stray> {
        if at == self.field_start {
            self.quoted = true;
        } else if self.quoted && at == self.closed + 1 {
            self.doubled = true;
        } else {
            return Err(Stray);
        }
        self.open = true;
        Ok(())
    }

    /// What stands in the field that ends here.
    fn span(&self, end: usize) -> Result<(usize, usize), Stray> {
        match self.quoted {
            false => Ok((self.field_start, end)),
            true if self.closed + 1 == end => Ok((self.field_start + 1, self.closed)),
            true => Err(Stray),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, fields and the first and third field of every record.
    fn cut(text: &str) -> Result<Vec<(u64, usize, String, String)>, Stray> {
        let mut found = Vec::new();
        Cutter::new(b',', 3, &[Some(0), Some(2), None]).records(text.as_bytes(), 2, |record| {
            let text = |place| String::from_utf8_lossy(record.field(place)).into_owned();
            assert_eq!(record.field(2), b"");
            found.push((record.line, record.fields, text(0), text(1)));
        })?;
        Ok(found)
    }

    #[test]
    fn records_are_cut_as_the_csv_reader_cuts_them() {
        for text in [
            "1,2,3\n4,5,6\n",
            "1,2,3\r\n\r\n\n 4 ,5,\" 6 \"",
            "\"1\",\"2,\n2\",\"3\",\n4,5,6,\n",
            "1\n4,5\n\"\",\"\"\"\",6\n",
            ",,\n,,,,\n",
            "\"a\"\"b\",1,2\n",
        ] {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .trim(csv::Trim::All)
                .from_reader(text.as_bytes());
            let expected: Vec<_> = reader
                .records()
                .map(|record| {
                    let record = record.unwrap();
                    let text = |place| record.get(place).unwrap_or_default().replace('"', "\"\"");
                    (record.len(), text(0), text(2))
                })
                .collect();
            let found: Vec<_> = cut(text).unwrap().into_iter().map(|(_, fields, a, c)| (fields, a, c)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn records_know_the_line_they_start_on() {
        let lines = |text: &str| cut(text).unwrap().into_iter().map(|found| found.0).collect::<Vec<_>>();
        assert_eq!(lines("1,2,3\n\n\"4\n4\",5,6\r\n7,8,9"), [2, 4, 6]);
    }

    #[test]
    fn stray_quotes_and_returns_are_left_to_another_reader() {
        for text in ["5\" pipe,2,3\n", "\"1\"x,2,3\n", "1,2\r3,4\n", "1,\"2\n", " \"1\",2,3\n"] {
            assert_eq!(cut(text), Err(Stray), "{text}");
        }
    }
}

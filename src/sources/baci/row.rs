//! One line of a BACI file, read without copying: `2022,4,31,080211,        2.027,        0.500`.

/// A line as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    pub year: u32,
    pub exporter: u32,
    pub importer: u32,
    /// The six digits as a number; leading zeros come back when it is printed.
    pub product: u32,
    /// Whether the code has fewer than six digits.
    pub short: bool,
    /// US cents; `None` for NA.
    pub value: Option<Figure>,
    /// Grams; `None` for NA.
    pub weight: Option<i64>,
}

/// A value with the weight of its last place, both in US cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    pub minor: i64,
    pub ulp_minor: i64,
}

/// A field that is not what its column holds, by the column's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    Field(usize),
    /// How many fields there are.
    Fields(usize),
}

/// What columns hold, for errors.
pub const EXPECTED: [&str; 6] = [
    "a year such as 2022",
    "an economy's number such as 398",
    "an economy's number such as 398",
    "a product code of six digits such as 080211",
    "thousand US dollars as a decimal number, or NA",
    "metric tons as a decimal number, or NA",
];

impl Row {
    /// Reads a line without its line end.
    ///
    /// # Errors
    /// Names the first field that is wrong.
    pub fn read(line: &[u8]) -> Result<Self, Wrong> {
        let mut fields = line.split(|byte| *byte == b',');
        let mut field = |place: usize| fields.next().map(trimmed).ok_or(Wrong::Fields(place));
        let [year, exporter, importer, product, value, weight] =
            [field(0)?, field(1)?, field(2)?, field(3)?, field(4)?, field(5)?];
        let beyond = fields.count();
        if beyond > 0 {
            return Err(Wrong::Fields(6 + beyond));
        }
        Ok(Self {
            year: number(year, 9999).filter(|year| *year >= 1000).ok_or(Wrong::Field(0))?,
            exporter: number(exporter, 999).ok_or(Wrong::Field(1))?,
            importer: number(importer, 999).ok_or(Wrong::Field(2))?,
            product: number(product, 999_999).ok_or(Wrong::Field(3))?,
            short: product.len() != 6,
            value: measure(value, 5).map_err(|()| Wrong::Field(4))?,
            weight: measure(weight, 6).map_err(|()| Wrong::Field(5))?.map(|figure| figure.minor),
        })
    }

    /// Reads a line at the start of `text` in the form in which CEPII writes it, with its line end; the line and how long
    /// it is. `None` where anything is unusual, for [`Row::read`] to look at.
    pub fn quick(text: &[u8]) -> Option<(Self, usize)> {
        let mut cursor = Cursor { text, at: 0 };
        let (year, _) = cursor.whole()?;
        let (exporter, _) = cursor.whole()?;
        let (importer, _) = cursor.whole()?;
        let (product, digits) = cursor.whole()?;
        let value = cursor.measure(5, b',')?;
        let weight = cursor.measure(6, b'\n')?;
        let known = (1000..=9999).contains(&year) && exporter <= 999 && importer <= 999;
        let row = Self {
            year,
            exporter,
            importer,
            product,
            short: digits != 6,
            value,
            weight: weight.map(|figure| figure.minor),
        };
        known.then_some((row, cursor.at))
    }

    /// Year, exporter, importer and product in one number, in the order in which files are sorted.
    pub fn key(&self) -> u64 {
        (u64::from(self.year) << 40)
            | (u64::from(self.exporter) << 30)
            | (u64::from(self.importer) << 20)
            | u64::from(self.product)
    }
}

/// The series of a [`Row::key`], as errors print it.
pub fn series(key: u64) -> String {
    let (exporter, importer, product) = (key >> 30 & 0x3FF, key >> 20 & 0x3FF, key & 0xF_FFFF);
    format!("{exporter} · {importer} · {product:06} · {}", key >> 40)
}

/// One pass over a line, byte by byte.
struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = *self.text.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// A whole number of up to six digits up to the next comma, and how many digits it has.
    fn whole(&mut self) -> Option<(u32, usize)> {
        let start = self.at;
        let mut number = 0_u32;
        loop {
            match self.next()? {
                digit @ b'0'..=b'9' if self.at - start <= 6 => number = number * 10 + u32::from(digit - b'0'),
                b',' if self.at - start > 1 => return Some((number, self.at - start - 1)),
                _ => return None,
            }
        }
    }

    /// Blanks and a decimal or NA, up to `end`; carriage returns belong to the line end.
    fn measure(&mut self, power: u32, end: u8) -> Option<Option<Figure>> {
        while self.text.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        let start = self.at;
        let (mut digits, mut point) = (0_i64, None);
        loop {
            match self.next()? {
                digit @ b'0'..=b'9' if self.at - start <= 16 => digits = digits * 10 + i64::from(digit - b'0'),
                b'.' if point.is_none() => point = Some(self.at),
                b'\r' if end == b'\n' && self.text.get(self.at) == Some(&b'\n') => {}
                byte if byte == end => break,
                b'N' if self.text[self.at..].starts_with(&[b'A', end]) => {
                    self.at += 2;
                    return (self.at - start == 3).then_some(None);
                }
                _ => return None,
            }
        }
        let length = self.text[start..self.at - 1].trim_ascii_end().len();
        let decimals = point.map_or(0, |point| start + length - point);
        let bare = length == 0 || point == Some(start + 1) || point == Some(start + length);
        if bare || decimals > power as usize {
            return None;
        }
        let factor = 10_i64.pow(power - decimals as u32);
        Some(Some(Figure { minor: digits.checked_mul(factor)?, ulp_minor: factor }))
    }
}

fn trimmed(field: &[u8]) -> &[u8] {
    let field = field.trim_ascii();
    // Some exports put every field into quotes.
    match field {
        [b'"', inner @ .., b'"'] => inner.trim_ascii(),
        _ => field,
    }
}

fn number(digits: &[u8], largest: u32) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let number = digits.iter().try_fold(0_u32, |sum, byte| match byte {
        b'0'..=b'9' => Some(sum * 10 + u32::from(byte - b'0')),
        _ => None,
    })?;
    (number <= largest).then_some(number)
}

/// A decimal times `10^power`; the usual form, digits with few decimals, without going through a string.
fn measure(text: &[u8], power: u32) -> Result<Option<Figure>, ()> {
    if matches!(text, b"" | b"NA") {
        return Ok(None);
    }
    if let Some(figure) = plain(text, power) {
        return Ok(Some(figure));
    }
    let text = std::str::from_utf8(text).map_err(|_| ())?;
    let amount = crate::model::money::nearest(text, power).map_err(|_| ())?;
    Ok(Some(Figure { minor: amount.minor, ulp_minor: amount.ulp_minor }))
}

fn plain(text: &[u8], power: u32) -> Option<Figure> {
    let (mut digits, mut decimals, mut in_fraction) = (0_i64, 0_u32, false);
    if text.len() > 16 {
        return None;
    }
    for byte in text {
        match byte {
            b'0'..=b'9' => {
                digits = digits * 10 + i64::from(byte - b'0');
                decimals += u32::from(in_fraction);
            }
            b'.' if !in_fraction => in_fraction = true,
            _ => return None,
        }
    }
    if text.first() == Some(&b'.') || text.last() == Some(&b'.') || decimals > power {
        return None;
    }
    let factor = 10_i64.pow(power - decimals);
    // An exact decimal keeps its printed zeros; a computed one has none to keep.
    Some(Figure { minor: digits.checked_mul(factor)?, ulp_minor: factor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_as_it_is_printed() {
        let row = Row::read(b"2022,4,31,080211,        2.027,        0.500").unwrap();
        assert_eq!((row.year, row.exporter, row.importer, row.product), (2022, 4, 31, 80_211));
        assert_eq!(row.value, Some(Figure { minor: 202_700, ulp_minor: 100 }));
        assert_eq!((row.weight, row.short), (Some(500_000), false));
        assert_eq!(series(row.key()), "4 · 31 · 080211 · 2022");
        let lost = Row::read(b"2022,4,31,80211,NA,NA").unwrap();
        assert_eq!((lost.product, lost.short, lost.value, lost.weight), (80_211, true, None, None));
    }

    #[test]
    fn wrong_fields_are_named() {
        for (line, wrong) in [
            (&b"2022,4,31,080211,1.0"[..], Wrong::Fields(5)),
            (b"2022,4,31,080211,1,0,1", Wrong::Fields(7)),
            (b"22,4,31,080211,1.0,1", Wrong::Field(0)),
            (b"2022,,31,080211,1.0,1", Wrong::Field(1)),
            (b"2022,4,1000,080211,1.0,1", Wrong::Field(2)),
            (b"2022,4,31,08021X,1.0,1", Wrong::Field(3)),
            (b"2022,4,31,080211,1.0.0,1", Wrong::Field(4)),
            (b"2022,4,31,080211,1.0,heavy", Wrong::Field(5)),
        ] {
            assert_eq!(Row::read(line), Err(wrong), "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn a_usual_line_reads_quickly_as_it_reads_slowly() {
        for line in [
            "2022,4,31,080211,        2.027,        0.500",
            "2022,842,251,80211,NA,NA",
            "1995,4,31,999999,12345678.901,0",
            "2022,4,31,080211,2.027,0.5\r",
        ] {
            let (row, length) = Row::quick(format!("{line}\n2022,").as_bytes()).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(length, line.len() + 1);
            assert_eq!(Ok(row), Row::read(line.trim_end().as_bytes()), "{line}");
        }
    }

    #[test]
    fn an_unusual_line_is_left_to_the_slow_reader() {
        for line in [
            "2022,4,31,080211,1.0",
            "2022,4,31,080211,1,0,1\n",
            "22,4,31,080211,1.0,1\n",
            "2022,,31,080211,1.0,1\n",
            "2022,4,1000,080211,1.0,1\n",
            "2022,4,31,0802112,1.0,1\n",
            "2022,4,31,08021X,1.0,1\n",
            "2022,4,31,\"080211\",1.0,1\n",
            "2022,4,31,080211,1.0.0,1\n",
            "2022,4,31,080211,.5,1\n",
            "2022,4,31,080211,5.,1\n",
            "2022,4,31,080211,-1,1\n",
            "2022,4,31,080211,1e3,1\n",
            "2022,4,31,080211,,1\n",
            "2022,4,31,080211,1,\n",
            "2022,4,31,080211,1,NA ",
            "2022,4,31,080211,1,1",
            "2022,4,31,080211,1.0000001,1\n",
            "2022,4,31,080211,99999999999999999,1\n",
            "\n",
        ] {
            assert_eq!(Row::quick(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn plain_numbers_read_as_the_exact_reader_does() {
        for text in ["0.000", "2.027", "999999999.999", "0.001", "2", "1.25"] {
            let exact = crate::model::money::nearest(text, 5).unwrap();
            assert_eq!(plain(text.as_bytes(), 5).unwrap().minor, exact.minor, "{text}");
        }
        for text in [".027", "-2.027", "2.", "1e3", "2.0270000", "12345678901234567"] {
            assert_eq!(plain(text.as_bytes(), 5), None, "{text}");
        }
    }
}

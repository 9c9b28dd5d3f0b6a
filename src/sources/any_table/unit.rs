//! Currency and magnitude out of headers, titles and cells.

use crate::model::money::Magnitude;
use crate::model::{Currency, Unit};

use super::words;

/// What a text says of the unit of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said {
    /// An ISO code.
    pub currency: Option<&'static str>,
    pub magnitude: Option<Magnitude>,
    pub percent: bool,
    pub state: Option<&'static str>,
    /// Lakh, crore, 万, 亿: magnitudes that a unit cannot have here.
    pub other_magnitude: bool,
}

impl Said {
    /// Currency and magnitude of the first that says them.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            currency: self.currency.or(other.currency),
            magnitude: self.magnitude.or(other.magnitude),
            percent: self.percent,
            state: self.state.or(other.state),
            other_magnitude: self.other_magnitude || other.other_magnitude,
        }
    }

    /// The unit, where a currency is known.
    #[must_use]
    pub fn unit(self) -> Option<Unit> {
        let currency: Currency = self.currency.filter(|_| !self.other_magnitude)?.parse().ok()?;
        Some(Unit { currency, magnitude: self.magnitude.unwrap_or_default() })
    }
}

/// Currencies by their words; `*` stands for any ending.
const CURRENCIES: &[(&str, &str)] = &[
    ("AUD", "a$ au$ australian_dollar*"),
    ("CAD", "c$ ca$ can$ canadian_dollar*"),
    ("HKD", "hk$"),
    ("SGD", "s$"),
    ("NZD", "nz$"),
    ("TWD", "nt$"),
    ("BRL", "r$ reais real"),
    ("USD", "us$ u$s $us usd $ dollar* dólar* доллар* долл 美元 us-dollar* us-$"),
    ("EUR", "€ eur euro euros евро еуро 欧元"),
    ("GBP", "£ gbp sterling фунт* 英镑"),
    ("KZT", "₸ kzt тенге теңге tenge"),
    ("RUB", "₽ rub руб рубл* rouble* ruble* rubel 卢布"),
    ("CNY", "cny rmb yuan юан* 人民币 元"),
    ("JPY", "jpy yen иен* йен* 日元"),
    ("CHF", "chf sfr franken"),
    ("INR", "₹ inr"),
    ("TRY", "₺"),
    ("UAH", "₴ грн гривн* hryvnia"),
    ("UZS", "сум сумов"),
    ("KRW", "₩ krw"),
    ("PLN", "zł pln zloty złoty*"),
    ("VND", "₫"),
];

/// Magnitudes by their words; the first that stands there counts, so that longer phrases come first.
const MAGNITUDES: &[(Magnitude, &str)] = &[
    (Magnitude::Trillion, "trillion* trn трлн триллион* billones billionen 万亿"),
    (
        Magnitude::Billion,
        "billion billions bn bln mrd md mds milliard* млрд миллиард* mil_millones miles_de_millones 十亿 миллиардтаған",
    ),
    (Magnitude::Million, "million* mn mln mio mill millones млн миллион* 百万"),
    (
        Magnitude::Thousand,
        "thousand* thous thds ths th '000 000 000s тыс тысяч* мың tsd tausend* milliers miles mille 千",
    ),
];

/// Letters that are a magnitude only beside a currency: `$m`, `k€`, `USD b`.
const LETTERS: [(&str, Magnitude); 4] =
    [("k", Magnitude::Thousand), ("m", Magnitude::Million), ("b", Magnitude::Billion), ("t", Magnitude::Trillion)];

/// Codes of currencies that are words too.
const WORDS: [&str; 13] = ["VED", "ALL", "TOP", "SAR", "CUP", "SOS", "PEN", "BOB", "LAK", "MOP", "ANG", "TRY", "COP"];

/// What a header, a title or a note says of the unit.
///
/// ```
/// # use tradeproof::sources::any_table::unit::of_text;
/// let unit = |text: &str| of_text(text).unit().map(|unit| unit.to_string());
/// assert_eq!(unit("Exports, USD mn").as_deref(), Some("USD million"));
/// assert_eq!(unit("экспорт, млрд долл. США").as_deref(), Some("USD billion"));
/// assert_eq!(unit("Ausfuhr (Mio. EUR)").as_deref(), Some("EUR million"));
/// assert_eq!(unit("Exports, millions"), None);
/// ```
#[must_use]
pub fn of_text(text: &str) -> Said {
    let plain = words::plain(text);
    let parts = parts(&plain);
    let whole = parts.join(" ");
    let currency = CURRENCIES.iter().find(|(_, words)| words.split(' ').any(|word| found(word, &parts, &whole)));
    let code = currency.map(|pair| pair.0).or_else(|| code(text));
    let mut magnitude = MAGNITUDES
        .iter()
        .find(|(_, words)| words.split(' ').any(|word| found(word, &parts, &whole)))
        .map(|pair| pair.0);
    if magnitude.is_none() && code.is_some() {
        magnitude = beside_currency(&parts, code);
    }
    let other_magnitude = (whole.contains('万') && !whole.contains("万亿") && !whole.contains("百万"))
        || (whole.contains('亿') && !whole.contains("十亿") && !whole.contains("万亿"))
        || parts.iter().any(|part| part.starts_with("crore") || part.starts_with("lakh"));
    Said { currency: code, magnitude, percent: plain.contains('%'), state: None, other_magnitude }
}

/// Runs of letters, of digits, and signs.
fn parts(plain: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_alphabetic() => 1,
        c if c.is_numeric() => 2,
        '$' | '€' | '£' | '₸' | '₽' | '₹' | '₺' | '₴' | '₩' | '₫' | '%' => 3,
        '\'' => 4,
        _ => 0,
    };
    let mut parts = Vec::new();
    let mut start = 0;
    let mut kind = 0;
    for (at, letter) in plain.char_indices() {
        let here = class(letter);
        if here != kind || here == 3 {
            if kind > 0 {
                parts.push(&plain[start..at]);
            }
            (start, kind) = (at, here);
        }
    }
    if kind > 0 {
        parts.push(&plain[start..]);
    }
    parts
}

/// Whether a word of a list stands among the parts of a text.
fn found(word: &str, parts: &[&str], whole: &str) -> bool {
    let chinese = word.chars().all(|c| ('\u{3400}'..='\u{9FFF}').contains(&c));
    if chinese {
        return whole.contains(word);
    }
    if word.contains('_') || word.contains('-') {
        let phrase = word.replace(['_', '-'], " ");
        let phrase = phrase.trim_end_matches('*');
        return format!(" {whole} ").contains(&format!(" {phrase}"));
    }
    if word.contains('$') && word.len() > 1 {
        let spaced = word.replace('$', " $ ");
        return format!(" {whole} ").contains(&format!(" {} ", spaced.trim()));
    }
    if word == "'000" {
        return parts.windows(2).any(|pair| pair == ["'", "000"]);
    }
    match word.strip_suffix('*') {
        Some(stem) => parts.iter().any(|part| part.starts_with(stem)),
        None => parts.contains(&word),
    }
}

/// A currency by its code in capitals.
fn code(text: &str) -> Option<&'static str> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let capitals = |part: &&&str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    let lower: Vec<String> = parts.iter().map(|part| part.to_lowercase()).collect();
    // What is a word too is a currency where nothing else stands, or a magnitude beside it.
    let counted = MAGNITUDES.iter().any(|(_, words)| {
        words.split(' ').any(|word| lower.iter().any(|part| !word.contains('_') && found(word, &[part], part)))
    });
    let sure = parts.len() == 1 || counted;
    let known = parts.iter().filter(capitals).filter(|part| sure || !WORDS.contains(part));
    known.filter_map(|part| part.parse::<Currency>().ok()).map(Currency::code).next()
}

/// `$m`, `k€`, `USD b`: a letter before or after the currency.
fn beside_currency(parts: &[&str], code: Option<&str>) -> Option<Magnitude> {
    let code = code?.to_lowercase();
    let signs = ["$", "€", "£", "₸", "₽", "₹"];
    let is_currency = |part: &&str| *part == code || signs.contains(part);
    let at = parts.iter().position(is_currency)?;
    let letter = |part: Option<&&str>| LETTERS.iter().find(|pair| Some(&pair.0) == part).map(|pair| pair.1);
    letter(parts.get(at + 1)).or_else(|| at.checked_sub(1).and_then(|before| letter(parts.get(before))))
}

/// The unit that a cell of a column of units says; `None` where it says anything else.
#[must_use]
pub fn of_unit(text: &str) -> Option<Said> {
    const FILLING: [&str; 10] = ["in", "of", "en", "de", "d", "в", "us", "u", "s", "сша"];
    let plain = words::plain(text);
    let known =
        parts(&plain).iter().all(|part| is_unit(part) || FILLING.contains(part) || *part == "000" || *part == "'");
    Some(of_text(text)).filter(|said| known && said.currency.is_some())
}

/// Whether a part of a cell is a currency or a magnitude, and no other word.
fn is_unit(part: &str) -> bool {
    let lists = CURRENCIES.iter().map(|pair| pair.1).chain(MAGNITUDES.iter().map(|pair| pair.1));
    let mut words = lists.flat_map(|words| words.split(' '));
    let listed = words.any(|word| match word.strip_suffix('*') {
        Some(stem) => part.starts_with(stem),
        None => word == part || word.trim_matches('$') == part,
    });
    let letter = LETTERS.iter().any(|pair| pair.0 == part);
    listed || letter || part == "сша" || part.parse::<Currency>().is_ok()
}

/// What stands around the digits of one cell; `None` where it is more than a unit and marks of footnotes.
#[must_use]
pub fn of_cell(before: &str, after: &str) -> Option<Said> {
    let (before, after) = (before.trim(), footnotes_off(after));
    let (state, after) = match state(&after) {
        Some(state) => (Some(state), String::new()),
        None => (None, after),
    };
    // `2023, $` and `2023 (USD mn)` are headers.
    if after.starts_with([',', ';', '(', ':']) {
        return None;
    }
    if before.is_empty() && after.is_empty() {
        return Some(Said { state, ..Said::default() });
    }
    if after.trim() == "%" && before.is_empty() {
        return Some(Said { percent: true, state, ..Said::default() });
    }
    let joined = format!("{before} {after}");
    let said = of_text(&joined);
    let plain = words::plain(&joined);
    let parts = parts(&plain);
    let magnitude = said.magnitude.or_else(|| match parts.as_slice() {
        [letter] => LETTERS.iter().find(|pair| pair.0 == *letter).map(|pair| pair.1),
        _ => None,
    });
    // A header such as `Exports 2023, USD mn` is no figure.
    let short =
        parts.len() <= 4 && (said.currency.is_some() || magnitude.is_some()) && parts.iter().all(|part| is_unit(part));
    short.then_some(Said { magnitude, state, ..said })
}

/// `*`, `²`, `1)`, `[1]` and `a)` off the end.
fn footnotes_off(text: &str) -> String {
    let mut text = text.trim();
    loop {
        let before = text;
        text = text.trim_end_matches(|c: char| {
            matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | 'ª' | 'º') || ('⁰'..='⁹').contains(&c) || c.is_whitespace()
        });
        let bracket = |open: char, close: char| {
            let inner = text.strip_suffix(close)?;
            let at = inner.rfind(open)?;
            let short = inner[at + 1..].chars().count() <= 2 && inner[at + 1..].chars().all(|c| c.is_ascii_digit());
            short.then(|| &text[..at])
        };
        text = bracket('[', ']').or_else(|| bracket('(', ')')).unwrap_or(text);
        if let Some(inner) = text.strip_suffix(')').filter(|inner| !inner.contains('(')) {
            let mark = inner.trim_start();
            if mark.chars().count() <= 2 && mark.chars().all(char::is_alphanumeric) {
                text = "";
            }
        }
        if text == before {
            return text.to_owned();
        }
    }
}

/// The state that a mark such as `(p)` or `e` names.
fn state(text: &str) -> Option<&'static str> {
    let mark = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']).trim();
    ["provisional", "estimated"].into_iter().find(|state| !mark.is_empty() && words::is(mark, state))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_headers_read() {
        let unit = |text: &str| of_text(text).unit().map(|unit| unit.to_string());
        for (text, expected) in [
            ("Exports, USD mn", "USD million"),
            ("млн долл.", "USD million"),
            ("тыс. долл. США", "USD thousand"),
            ("bn USD", "USD billion"),
            ("$bn", "USD billion"),
            ("$m", "USD million"),
            ("€ m", "EUR million"),
            ("k€", "EUR thousand"),
            ("US$ '000", "USD thousand"),
            ("Exports CHF mn", "CHF million"),
            ("2023, $", "USD"),
            ("en milliers d'euros", "EUR thousand"),
            ("millones de dólares", "USD million"),
            ("miles de millones de euros", "EUR billion"),
            ("миллионов тенге", "KZT million"),
            ("млн теңге", "KZT million"),
            ("单位：百万美元", "USD million"),
            ("A$ million", "AUD million"),
            ("Tsd. EUR", "EUR thousand"),
            ("PLN mln", "PLN million"),
        ] {
            assert_eq!(unit(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "Exports",
            "in millions",
            "ALL countries of the world",
            "亿美元",
            "Rs crore",
            "Hong Kong SAR and others too",
        ] {
            assert_eq!(unit(text), None, "{text}");
        }
    }

    #[test]
    fn units_of_columns_are_nothing_else() {
        assert!(of_unit("bn USD").is_some() && of_unit("млн долл. США").is_some() && of_unit("US$ '000").is_some());
        assert!(of_unit("USD dozen").is_none() && of_unit("thousand").is_none());
    }

    #[test]
    fn units_of_cells_read() {
        let said = of_cell("$", " bn").unwrap();
        assert_eq!((said.currency, said.magnitude), (Some("USD"), Some(Magnitude::Billion)));
        assert_eq!(of_cell("", " (p)").unwrap().state, Some("provisional"));
        assert_eq!(of_cell("", "*").unwrap(), Said::default());
        assert!(of_cell("", " Crude oil").is_none());
        assert!(of_cell("Q", " 2024").is_none());
        assert!(of_cell("Exports", ", USD mn").is_none() && of_cell("", ", $").is_none());
    }
}

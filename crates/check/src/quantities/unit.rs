//! Units, magnitudes and currencies as texts print them.

/// What a figure is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    Percent,
    PercentagePoint,
    BasisPoint,
    /// `2.5 times`, `threefold`.
    Multiple,
    Money,
    Weight,
    /// A number of discrete things.
    Count,
    Ordinal,
    Year,
    /// A number without a unit.
    Number,
}

impl Unit {
    /// The name in the machine-readable result.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::PercentagePoint => "percentage_point",
            Self::BasisPoint => "basis_point",
            Self::Multiple => "multiple",
            Self::Money => "money",
            Self::Weight => "weight",
            Self::Count => "count",
            Self::Ordinal => "ordinal",
            Self::Year => "year",
            Self::Number => "number",
        }
    }
}

/// Magnitude words and the power of ten they stand for.
const MAGNITUDES: &[(&str, i32)] = &[
    ("thousand", 3),
    ("million", 6),
    ("millions", 6),
    ("mln", 6),
    ("mn", 6),
    ("mio", 6),
    ("mil", 6),
    ("billion", 9),
    ("billions", 9),
    ("bln", 9),
    ("bn", 9),
    ("mrd", 9),
    ("trillion", 12),
    ("trillions", 12),
    ("trn", 12),
    ("tn", 12),
    ("crore", 7),
    ("crores", 7),
    ("lakh", 5),
    ("lakhs", 5),
];

/// Single letters that stand for a magnitude only when written to the digits of an amount: `$5m`.
const MAGNITUDE_LETTERS: &[(&str, i32)] = &[("k", 3), ("m", 6), ("b", 9), ("t", 12), ("cr", 7)];

/// The power of ten of a magnitude word in lower case.
pub(super) fn magnitude(word: &str) -> Option<i32> {
    lookup(MAGNITUDES, word)
}

pub(super) fn magnitude_letter(word: &str) -> Option<i32> {
    lookup(MAGNITUDE_LETTERS, word)
}

/// Signs before an amount, longest first.
const SIGNS_BEFORE: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("NT$", "TWD"),
    ("TT$", "TTD"),
    ("MX$", "MXN"),
    ("AR$", "ARS"),
    ("U$S", "USD"),
    ("RMB", "CNY"),
    ("CN¥", "CNY"),
    ("Kshs", "KES"),
    ("KShs", "KES"),
    ("Ksh", "KES"),
    ("KSh", "KES"),
    ("UShs", "UGX"),
    ("Ushs", "UGX"),
    ("Ush", "UGX"),
    ("USh", "UGX"),
    ("TShs", "TZS"),
    ("Tshs", "TZS"),
    ("TSh", "TZS"),
    ("Tsh", "TZS"),
    ("Shs", "KES"),
    ("Sh", "KES"),
    ("GH¢", "GHS"),
    ("GH₵", "GHS"),
    ("GHC", "GHS"),
    ("Tk.", "BDT"),
    ("Tk", "BDT"),
    ("Rp", "IDR"),
    ("RM", "MYR"),
    ("MK", "MWK"),
    ("JD", "JOD"),
    ("KD", "KWD"),
    ("BD", "BHD"),
    ("J$", "JMD"),
    ("T$", "TOP"),
    ("F$", "FJD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("RMB", "CNY"),
    ("NIS", "ILS"),
    ("Rs.", "INR"),
    ("Rs", "INR"),
    ("$", "USD"),
    ("£", "GBP"),
    ("€", "EUR"),
    ("¥", "JPY"),
    ("₦", "NGN"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₸", "KZT"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₩", "KRW"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("฿", "THB"),
    ("₪", "ILS"),
    ("₵", "GHS"),
    ("₾", "GEL"),
    ("₼", "AZN"),
    ("৳", "BDT"),
];

/// Single letters that stand for a currency only when written to the digits of a large amount: `N5.93 trillion`.
const CURRENCY_LETTERS: &[(&str, &str)] = &[("N", "NGN"), ("R", "ZAR"), ("K", "ZMW"), ("P", "PHP")];

/// The currency of a single letter before a large amount.
pub(super) fn currency_letter(letter: &str) -> Option<&'static str> {
    lookup(CURRENCY_LETTERS, letter)
}

/// Currencies that an adjective tells from others of their name; the word may be in the plural.
const NAMED: &[(&str, &str, &str)] = &[
    ("u.s.", "dollar", "USD"),
    ("us", "dollar", "USD"),
    ("united states", "dollar", "USD"),
    ("american", "dollar", "USD"),
    ("canadian", "dollar", "CAD"),
    ("australian", "dollar", "AUD"),
    ("new zealand", "dollar", "NZD"),
    ("hong kong", "dollar", "HKD"),
    ("singapore", "dollar", "SGD"),
    ("taiwan", "dollar", "TWD"),
    ("namibian", "dollar", "NAD"),
    ("namibia", "dollar", "NAD"),
    ("jamaican", "dollar", "JMD"),
    ("fijian", "dollar", "FJD"),
    ("brunei", "dollar", "BND"),
    ("barbados", "dollar", "BBD"),
    ("trinidad", "dollar", "TTD"),
    ("guyanese", "dollar", "GYD"),
    ("singaporean", "dollar", "SGD"),
    ("swiss", "franc", "CHF"),
    ("cfa", "franc", "XOF"),
    ("indian", "rupee", "INR"),
    ("pakistani", "rupee", "PKR"),
    ("sri lankan", "rupee", "LKR"),
    ("nepalese", "rupee", "NPR"),
    ("kenyan", "shilling", "KES"),
    ("ugandan", "shilling", "UGX"),
    ("tanzanian", "shilling", "TZS"),
    ("mexican", "peso", "MXN"),
    ("philippine", "peso", "PHP"),
    ("argentine", "peso", "ARS"),
    ("chilean", "peso", "CLP"),
    ("colombian", "peso", "COP"),
    ("british", "pound", "GBP"),
    ("egyptian", "pound", "EGP"),
    ("chinese", "yuan", "CNY"),
    ("japanese", "yen", "JPY"),
    ("south african", "rand", "ZAR"),
    ("norwegian", "kron", "NOK"),
    ("danish", "kron", "DKK"),
    ("swedish", "kron", "SEK"),
    ("turkish", "lira", "TRY"),
    ("russian", "rouble", "RUB"),
    ("russian", "ruble", "RUB"),
    ("saudi", "riyal", "SAR"),
    ("qatari", "riyal", "QAR"),
    ("kuwaiti", "dinar", "KWD"),
];

/// The currency that `text` starts with as `Canadian dollars`: its code, and how many bytes name it.
pub(super) fn named_currency(text: &str) -> Option<(usize, &'static str)> {
    NAMED.iter().find_map(|(adjective, stem, code)| {
        let head = text.get(..adjective.len()).filter(|head| head.eq_ignore_ascii_case(adjective))?;
        let rest = text[head.len()..].strip_prefix([' ', '\u{a0}', '\n'])?;
        rest.get(..stem.len()).filter(|word| word.eq_ignore_ascii_case(stem))?;
        let word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        (word <= stem.len() + 3).then_some((text.len() - rest.len() + word, *code))
    })
}

/// Words after an amount.
const WORDS_AFTER: &[(&str, &str)] = &[
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("pounds", "GBP"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rmb", "CNY"),
    ("yen", "JPY"),
    ("tenge", "KZT"),
    ("roubles", "RUB"),
    ("rubles", "RUB"),
    ("rouble", "RUB"),
    ("rupees", "INR"),
    ("shillings", "KES"),
    ("naira", "NGN"),
    ("lira", "TRY"),
    ("liras", "TRY"),
    ("won", "KRW"),
    ("francs", "CHF"),
    ("soms", "KGS"),
    ("som", "KGS"),
    ("soum", "UZS"),
    ("sums", "UZS"),
    ("hryvnia", "UAH"),
    ("hryvnias", "UAH"),
    ("zloty", "PLN"),
    ("kronor", "SEK"),
    ("rand", "ZAR"),
    ("reais", "BRL"),
    ("pesos", "MXN"),
    ("ringgit", "MYR"),
    ("baht", "THB"),
    ("rupiah", "IDR"),
    ("dong", "VND"),
    ("dirhams", "AED"),
    ("riyals", "SAR"),
];

/// The currency sign that `text` starts with, as printed, and its ISO 4217 code.
pub(super) fn sign_at(text: &str) -> Option<(&'static str, &'static str)> {
    SIGNS_BEFORE.iter().copied().find(|(sign, _)| text.starts_with(sign))
}

/// The currency of a word in lower case (`tenge`) or of a code in capitals (`KZT`).
pub(super) fn currency_word(word: &str) -> Option<String> {
    if let Some(code) = lookup(WORDS_AFTER, &word.to_lowercase()) {
        return Some(code.to_owned());
    }
    currency_code(word)
}

/// An ISO 4217 code in capitals.
pub(super) fn currency_code(word: &str) -> Option<String> {
    let is_code = word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    (is_code && iso_currency::Currency::from_code(word).is_some()).then(|| word.to_owned())
}

/// Units of weight and volume in which trade is counted.
const WEIGHTS: &[&str] = &[
    "tonnes",
    "tonne",
    "tons",
    "ton",
    "kilograms",
    "kg",
    "kilogrammes",
    "barrels",
    "barrel",
    "bushels",
    "litres",
    "liters",
    "bales",
    "ounces",
    "mt",
    "kt",
    "bpd",
    "teu",
    "teus",
];

/// Letters written to digits that are a magnitude and a weight in one: `4.5Mt`.
pub(super) fn magnitude_of_tonnes(word: &str) -> Option<i32> {
    lookup(&[("kt", 3), ("Mt", 6), ("Gt", 9)], word)
}

pub(super) fn is_weight(word: &str) -> bool {
    WEIGHTS.contains(&word)
}

fn lookup<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
}

//! Numbers in words, and the words that hedge them.

/// Whole numbers of one word below twenty.
pub const ONES: &[(&str, i64)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
];

/// Tens.
pub const TENS: &[(&str, i64)] = &[
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

/// Places in a row.
pub const ORDINALS: &[(&str, i64)] = &[
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
];

/// Multiples in one word.
pub const FOLDS: &[(&str, i64)] =
    &[("twofold", 2), ("threefold", 3), ("fourfold", 4), ("fivefold", 5), ("sixfold", 6), ("tenfold", 10)];

/// Words that say that a figure is not exact.
pub const HEDGES: &[&str] = &[
    "about",
    "around",
    "approximately",
    "approx",
    "approx.",
    "some",
    "roughly",
    "circa",
    "an estimated",
    "estimated",
    "around about",
    "ca.",
    "c.",
    "~",
    "≈",
];

/// Parts by their names.
pub const PARTS: &[(&str, i64)] = &[
    ("thirds", 3),
    ("third", 3),
    ("quarters", 4),
    ("quarter", 4),
    ("fifths", 5),
    ("fifth", 5),
    ("tenths", 10),
    ("tenth", 10),
];

/// Words that may follow a number and are not what it counts.
pub const NOT_NOUNS: &[&str] = &[
    "in", "on", "at", "to", "from", "and", "or", "by", "of", "for", "with", "while", "as", "but", "than", "last",
    "this", "next", "compared", "against", "was", "is", "were", "the", "during", "up", "down", "a", "an",
];

/// Words after which a second figure is compared with a first, and may leave out its unit: `to 6.5 million tonnes from 7.1`.
pub const COMPARED: &[&str] = &["from", "against", "compared with", "compared to", "versus", "vs", "after"];

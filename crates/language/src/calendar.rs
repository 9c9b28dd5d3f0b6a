//! Months and counts of them.

/// The months, in order.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Counts of months, quarters and years, from one.
pub const COUNT_WORDS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Words that begin a period told from another: `the year before`, `previously`, `earlier`.
pub const RELATIVE: &[&str] = &[
    "year",
    "month",
    "quarter",
    "week",
    "previous",
    "previously",
    "earlier",
    "before",
    "ago",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "when",
    "then",
    "respectively",
];

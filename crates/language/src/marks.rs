//! Points that end no sentence, and what begins one.

/// Abbreviations that do not end a sentence, without their last point.
pub const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "st", "no", "nos", "vs", "approx", "est", "ca",
    "cf", "fig", "e.g", "i.e", "u.s", "u.k", "u.n", "rs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
    "sept", "oct", "nov", "dec", "inc", "ltd", "co", "corp", "hon", "cc", "c",
];

/// Abbreviations that are names of their own and may end a sentence, in lower case and without their last point.
pub const NAMES: &[&str] = &["u.s", "u.k", "u.n"];

/// Words that are in lower case unless they begin a sentence, and stand in no name after `U.S.`.
pub const STARTERS: &[&str] = &[
    "the",
    "in",
    "it",
    "its",
    "this",
    "that",
    "these",
    "those",
    "but",
    "however",
    "while",
    "meanwhile",
    "although",
    "they",
    "their",
    "he",
    "she",
    "we",
    "our",
    "during",
    "after",
    "since",
    "from",
    "for",
    "by",
    "on",
    "over",
    "of",
    "with",
    "last",
    "there",
    "as",
    "at",
    "both",
    "imports",
    "exports",
];

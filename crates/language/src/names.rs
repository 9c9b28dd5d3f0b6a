//! Words that make a figure before them part of a name or a quality: `99.5 per cent purity`, `a 51 per cent stake`.

/// What a percentage may qualify that is neither growth nor a share of trade.
const QUALITIES: &[&str] = &[
    "purity",
    "pure",
    "grade",
    "fineness",
    "alcohol",
    "humidity",
    "moisture",
    "owned",
    "stake",
    "stakes",
    "shareholding",
    "coupon",
    "bonds",
    "notes",
    "debentures",
    "convertible",
    "subsidiary",
    "confidence",
    "proof",
];

/// Whether a percentage before this word describes it and measures no change.
///
/// ```
/// use tradeproof_language::names::is_quality;
/// assert!(is_quality("purity") && !is_quality("increase"));
/// ```
#[must_use]
pub fn is_quality(word: &str) -> bool {
    QUALITIES.iter().any(|quality| quality.eq_ignore_ascii_case(word))
}

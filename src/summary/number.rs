//! Ratios as text: a fixed number of significant digits, never an exponent.

/// How many digits of a ratio are written to files.
pub(super) const DIGITS: usize = 10;

/// A ratio with `digits` significant digits, without trailing zeros.
///
/// ```
/// use tradeproof::summary::significant;
/// assert_eq!(significant(100.0 / 3.0, 6), "33.3333");
/// assert_eq!(significant(331_700_000.000_000_06, 10), "331700000");
/// assert_eq!(significant(-0.000_012_345, 3), "-0.0000123");
/// ```
#[must_use]
pub fn significant(ratio: f64, digits: usize) -> String {
    if ratio == 0.0 || !ratio.is_finite() {
        return "0".to_owned();
    }
    let scientific = format!("{ratio:.*e}", digits.saturating_sub(1));
    let exponent: i32 = scientific.split_once('e').and_then(|split| split.1.parse().ok()).unwrap_or(0);
    let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
    trimmed(&format!("{ratio:.decimals$}"))
}

/// With at most `decimals` places, for readers.
pub(super) fn rounded(ratio: f64, decimals: usize) -> String {
    format!("{ratio:.decimals$}")
}

fn trimmed(text: &str) -> String {
    if !text.contains('.') {
        return text.to_owned();
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

//! What stands before the digits of a figure: currency and sign.

use super::super::words::is_any;
use super::unit;

/// The currency and sign before the digits: where the figure starts, whether a sign is printed, whether it is a minus.
pub(super) fn before_digits(text: &str, floor: usize, at: usize) -> (usize, bool, bool, Option<String>) {
    let (mut start, mut currency) = (at, None);
    let (after_sign, signed, negative) = sign_before(text, floor, at);
    start = start.min(after_sign);
    if let Some((sign_start, code)) = currency_before(text, floor, start) {
        (start, currency) = (code_before(text, floor, sign_start, &code), Some(code));
    }
    if signed {
        return (start, true, negative, currency);
    }
    let (with_sign, signed, negative) =
        if currency.is_some() { sign_before(text, floor, start) } else { (start, false, false) };
    (with_sign, signed, negative, currency)
}

fn sign_before(text: &str, floor: usize, at: usize) -> (usize, bool, bool) {
    let Some(sign) = text[floor..at].chars().next_back().filter(|c| matches!(c, '+' | '-' | '−' | '–')) else {
        return (at, false, false);
    };
    // What is before the floor is another figure, and the dash that of a range.
    let before = &text[..at - sign.len_utf8()];
    let ends_range = sign == '–' && !expects_number(before);
    let free = !before.ends_with(|c: char| {
        !(c.is_whitespace() || matches!(c, '(' | '[' | '|' | '$' | '€' | '£' | ',' | ':' | '"' | '“'))
    });
    // In "+2.4%+7.1%", a row of a table that lost its marks, a plus is a sign.
    let free = (free && !ends_range) || (sign == '+' && before.ends_with('%'));
    if free { (at - sign.len_utf8(), true, sign != '+') } else { (at, false, false) }
}

/// Where `USD $133` and `US $133` start: at the code before the sign of the same currency.
fn code_before(text: &str, floor: usize, at: usize, currency: &str) -> usize {
    let before = text[floor..at].trim_end_matches([' ', '\u{a0}']);
    let dollars: &[&str] = if currency == "USD" { &["US", "U.S."] } else { &[] };
    let joined = |code: &str| before.strip_suffix(code).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    let code = dollars.iter().copied().chain([currency]).find(|code| joined(code));
    code.map_or(at, |code| floor + before.len() - code.len())
}

fn currency_before(text: &str, floor: usize, at: usize) -> Option<(usize, String)> {
    let before = text[floor..at].trim_end_matches([' ', '\u{a0}']);
    let end = floor + before.len();
    let word = before.len()
        - before.trim_end_matches(|c: char| c.is_alphanumeric() || "$£€¥₦₹₽₸₺₴₩₫₱฿₪₵₾₼৳¢.".contains(c)).len();
    let candidate = &before[before.len() - word..];
    if let Some(code) = unit::currency_code(candidate) {
        return Some((end - candidate.len(), code));
    }
    let mut from = 0;
    while let Some(rest) = candidate.get(from..) {
        if let Some((sign, code)) = unit::sign_at(rest).filter(|(sign, _)| sign.len() == rest.len()) {
            let letters = sign.starts_with(|c: char| c.is_alphabetic());
            let joined = candidate[..from].ends_with(char::is_alphabetic);
            if !(letters && joined) {
                return Some((end - sign.len(), code.to_owned()));
            }
        }
        from += rest.chars().next()?.len_utf8();
    }
    None
}

/// Whether a dash after this text can only be a minus: dashes of that length also part clauses.
fn expects_number(before: &str) -> bool {
    let head = before.trim_end();
    let word = head.rsplit(char::is_whitespace).next().unwrap_or("");
    head.is_empty()
        || head.ends_with(['(', '[', '|', ':'])
        || is_any(word, &["by", "of", "to", "from", "at", "was", "were", "is"])
}

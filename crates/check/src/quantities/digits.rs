//! A figure in digits: its number, with what stands before it and after it.

use super::super::exact::{Rational, power_of_ten};
use super::super::words::Token;
use super::number::{self, Digits};
use super::prefix::before_digits;
use super::suffix::Suffix;
use super::unit::{self, Unit};
use super::{Figure, plain};
use num_traits::Zero;

/// `Sh5.60`, `Rs500`, `EUR12`: a currency written to its digits.
pub(super) fn currency_joined(text: &str, token: Token) -> Option<Figure> {
    let word = token.text(text);
    let digit = word.find(|c: char| c.is_ascii_digit())?;
    let prefix = &word[..digit];
    let known = unit::currency_code(prefix).is_some() || unit::sign_at(prefix).is_some_and(|(sign, _)| sign == prefix);
    if known {
        return digits_figure(text, token.start, token.start + digit);
    }
    large_amount(text, token.start, prefix)
}

/// `N5.93 trillion`: letters that are no known sign may be one before millions and more; which one, a few letters say.
fn large_amount(text: &str, start: usize, letters: &str) -> Option<Figure> {
    let at = start + letters.len();
    let short = letters.len() <= 3 && letters.starts_with(|c: char| c.is_ascii_uppercase());
    let mut figure = digits_figure(text, at, at).filter(|figure| short && figure.magnitude >= 6)?;
    if figure.unit == Unit::Number {
        figure.unit = Unit::Money;
        // Unknown letters tell amounts apart all the same.
        figure.currency = Some(unit::currency_letter(letters).unwrap_or(letters).to_owned());
        figure.span.start = start;
    }
    Some(figure)
}

/// The end of a number that is written to letters and read as nothing: the `.93` of `Z5.93` is no number of its own.
pub(super) fn lettered_number(text: &str, token: Token) -> Option<usize> {
    let lettered = token.text(text).ends_with(|c: char| c.is_ascii_digit());
    let rest = &text[token.end..];
    let tail =
        rest.strip_prefix(['.', ',']).filter(|tail| lettered && tail.starts_with(|c: char| c.is_ascii_digit()))?;
    let len = tail.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(tail.len());
    Some(token.end + 1 + tail[..len].trim_end_matches(['.', ',']).len())
}

/// The figure whose digits start at `at`; nothing before `floor` belongs to it.
pub(super) fn digits_figure(text: &str, floor: usize, at: usize) -> Option<Figure> {
    let digits = number::read(&text[at..])?;
    let (digits, point_from) = with_leading_point(text, floor, at, digits);
    let (start, signed, negative, currency) = before_digits(text, floor, point_from);
    let digits = ocr_decimal(text, point_from, &digits).unwrap_or(digits);
    let mut reader = Suffix::new(text, point_from + digits.len, currency);
    reader.read(&digits)?;
    let ulp = power_of_ten(reader.magnitude - digits.decimals as i32);
    let value = &digits.value * power_of_ten(reader.magnitude);
    let mut figure = plain(start..reader.end, if negative { -value } else { value }, reader.unit);
    figure.ulp = if matches!(reader.unit, Unit::Count | Unit::Ordinal) { Rational::zero() } else { ulp };
    figure.currency = reader.currency.clone();
    figure.signed = signed;
    figure.decimals = digits.decimals;
    figure.trailing_zeros = digits.trailing_zeros;
    figure.magnitude = reader.magnitude;
    Some(second_part(text, figure))
}

/// `.5`: the point belongs to the number when nothing stands before it.
fn with_leading_point(text: &str, floor: usize, at: usize, digits: Digits) -> (Digits, usize) {
    let before = &text[floor..at];
    let lone = before.ends_with('.')
        && before[..before.len() - 1].ends_with(|c: char| c.is_whitespace() || c == '$' || c == '£' || c == '€');
    let pointed = if lone { number::read(&text[at - 1..]) } else { None };
    pointed.map_or((digits, at), |pointed| (pointed, at - 1))
}

/// `29. 357 billion`: a space that the scanner of a printed page put after the point.
fn ocr_decimal(text: &str, at: usize, digits: &Digits) -> Option<Digits> {
    let rest = &text[at + digits.len..];
    let tail = rest.strip_prefix(". ").filter(|_| digits.decimals == 0 && digits.whole_digits <= 3)?;
    let size = tail.bytes().take_while(u8::is_ascii_digit).count();
    let word: String = tail.get(size..)?.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
    if size == 0 || unit::magnitude(&word.to_lowercase()).is_none() {
        return None;
    }
    let joined = format!("{}.{}", &text[at..at + digits.len], &tail[..size]);
    let mut read = number::read(&joined)?;
    read.len = digits.len + 2 + size;
    Some(read)
}

/// `7 billion 28 million dollars` is one number.
fn second_part(text: &str, mut figure: Figure) -> Figure {
    let rest = &text[figure.span.end..];
    let tail = rest.trim_start_matches(' ');
    let spaced = rest.len() - tail.len() == 1 && tail.starts_with(|c: char| c.is_ascii_digit());
    if figure.magnitude < 6 || !spaced {
        return figure;
    }
    let from = figure.span.end + 1;
    let Some(second) = digits_figure(text, from, from) else {
        return figure;
    };
    if second.magnitude >= 3 && second.magnitude < figure.magnitude && matches!(second.unit, Unit::Number | Unit::Money)
    {
        figure.span.end = second.span.end;
        figure.value += &second.value;
        figure.ulp = second.ulp;
        figure.decimals = second.decimals;
        figure.magnitude = second.magnitude;
        if second.currency.is_some() {
            (figure.currency, figure.unit) = (second.currency, Unit::Money);
        }
    }
    figure
}
